//! C# programs against the wrapper for .NET: the client, what it allocates, what misuse comes to, the example; and
//! whether the wrapper says what the header says.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use libtest_mimic::Trial;
use omnimedia_tests::build::libraries;
use omnimedia_tests::client::{Program, client_trials};
use omnimedia_tests::compile::C;
use omnimedia_tests::{Stop, run, target_dir, tool, trials, workspace_root};

pub(crate) fn trials() -> Vec<Trial> {
    let mut all = trials![
        the_hot_look_ups_allocate_nothing,
        misuse_does_no_harm,
        the_gallery_prints_what_that_of_c_prints,
        what_the_pages_show_compiles,
        the_numbers_are_those_of_the_header,
        the_structures_are_those_of_the_header,
    ];
    all.extend(client_trials("csharp_client", || Ok(vec![programs()?.run("Client.exe")])));
    all
}

/// The language that hosts have.
const STRICT: [&str; 4] = ["-langversion:7", "-unsafe", "-warn:4", "-warnaserror"];

/// The programs, beside the wrapper and the library, where the loader finds both.
#[derive(Clone)]
struct Programs {
    mono: PathBuf,
    folder: PathBuf,
}

impl Programs {
    fn run(&self, program: &str) -> Program {
        Program::new(&self.mono).arg(self.folder.join(program))
    }
}

fn programs() -> Result<Programs, Stop> {
    static BUILT: OnceLock<Result<Programs, String>> = OnceLock::new();
    let (mcs, mono) = (tool("mcs")?, tool("mono")?);
    Ok(BUILT.get_or_init(|| build(&mcs, mono)).clone()?)
}

fn build(mcs: &Path, mono: PathBuf) -> Result<Programs, String> {
    let folder = target_dir().join("csharp");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let library = &libraries()?.shared;
    let beside = folder.join(library.file_name().unwrap_or_default());
    fs::copy(library, beside).map_err(|error| error.to_string())?;
    let programs = Programs { mono, folder };
    let out = |name: &str| programs.folder.join(name).display().to_string();
    let (wrapper, tests) = (sources("tests/csharp/Omnimedia")?, sources("tests/csharp")?);
    let documentation = format!("-doc:{}", out("Omnimedia.xml"));
    // with its documentation, so that a public member without a word of it is a warning, and so a fault
    compile(mcs, &["-target:library", &documentation], &out("Omnimedia.dll"), &wrapper)?;
    let reference = format!("-r:{}", out("Omnimedia.dll"));
    compile(mcs, &[&reference], &out("Client.exe"), &tests)?;
    let gallery = [workspace_root().join("ffi/examples/Gallery.cs")];
    compile(mcs, &[&reference], &out("Gallery.exe"), &gallery)?;
    let mut layout = sources("tests/csharp/layout")?;
    layout.extend(wrapper);
    compile(mcs, &[], &out("Layout.exe"), &layout)?;
    Ok(programs)
}

fn compile(mcs: &Path, flags: &[&str], out: &str, sources: &[PathBuf]) -> Result<(), String> {
    let mut command = Command::new(mcs);
    run(command.args(STRICT).args(flags).arg(format!("-out:{out}")).args(sources))?;
    Ok(())
}

/// The C# files right in a folder of the workspace.
fn sources(folder: &str) -> Result<Vec<PathBuf>, String> {
    let entries =
        fs::read_dir(workspace_root().join(folder)).map_err(|error| format!("{folder}: {error}"))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "cs"));
    files.sort();
    Ok(files)
}

fn the_hot_look_ups_allocate_nothing() -> Result<(), Stop> {
    let told = run(programs()?.run("Client.exe").command().arg("allocations"))?;
    print!("{told}");
    assert!(told.ends_with("no look-up allocates\n"), "{told}");
    Ok(())
}

fn misuse_does_no_harm() -> Result<(), Stop> {
    let told = run(programs()?.run("Client.exe").command().arg("misuse"))?;
    assert!(told.ends_with("misuse does no harm\n"), "{told}");
    assert!(told.lines().filter(|line| line.starts_with("ok: ")).count() >= 90, "{told}");
    Ok(())
}

fn the_gallery_prints_what_that_of_c_prints() -> Result<(), Stop> {
    let pictures = "https://cdn.example/blue.png  Shirt\nhttps://cdn.example/shirt.png  Une chemise\n";
    assert_eq!(run(&mut programs()?.run("Gallery.exe").command())?.replace("\r\n", "\n"), pictures);
    Ok(())
}

/// The lines of C# on the pages, in a host as small as can be.
fn what_the_pages_show_compiles() -> Result<(), Stop> {
    let built = programs()?;
    let reference = format!("-r:{}", built.folder.join("Omnimedia.dll").display());
    for (name, page) in [("readme", "README.md"), ("ten-minutes", "tests/csharp/README.md")] {
        let text = fs::read_to_string(workspace_root().join(page))?;
        let lines = text.split("```csharp\n").nth(1).and_then(|rest| rest.split("```").next());
        let lines = lines.ok_or_else(|| format!("{page} shows no C#"))?;
        let host = format!(
            "using Omnimedia;\npublic static class Host\n{{\n    private static Store store;\n    private static Shelf here;\n    \
             public static void Show(System.IO.TextWriter page)\n    {{\n{lines}    }}\n}}\n"
        );
        let source = built.folder.join(format!("{name}.cs"));
        fs::write(&source, host)?;
        let out = built.folder.join(format!("{name}.dll")).display().to_string();
        compile(&tool("mcs")?, &["-target:library", &reference], &out, &[source])?;
    }
    Ok(())
}

fn header() -> Result<String, String> {
    fs::read_to_string(workspace_root().join("include/omnimedia.h")).map_err(|error| error.to_string())
}

/// The numbers of the header by their names, in small letters without signs between words.
fn numbers() -> Result<BTreeMap<String, i64>, String> {
    let header = header()?;
    let all = header.lines().filter_map(|line| {
        let (name, number) = line.strip_prefix("#define OMNIMEDIA_")?.split_once(' ')?;
        Some((name.replace('_', "").to_lowercase(), number.parse().ok()?))
    });
    Ok(all.collect())
}

/// The members of the wrapper's public enumerations: which one, its name in small letters, its number.
fn members() -> Result<Vec<(String, String, i64)>, String> {
    let mut all = Vec::new();
    for file in sources("tests/csharp/Omnimedia")? {
        let text = fs::read_to_string(&file).map_err(|error| error.to_string())?;
        for part in text.split("public enum ").skip(1) {
            let (name, body) = part.split_once('{').ok_or("an enumeration without members")?;
            let body = body.split('}').next().unwrap_or_default();
            all.extend(body.lines().filter_map(|line| {
                let (member, number) = line.trim().strip_suffix(',')?.split_once(" = ")?;
                Some((name.trim().to_owned(), member.to_lowercase(), number.parse().ok()?))
            }));
        }
    }
    Ok(all)
}

/// How the header begins what an enumeration has.
const PREFIXES: [(&str, &[&str]); 11] = [
    ("FaultCode", &[""]),
    ("Kind", &[""]),
    ("Format", &[""]),
    ("Order", &["order"]),
    ("Parents", &["parents"]),
    ("Inheritance", &["inheritance"]),
    ("AltSource", &["altsource"]),
    ("Level", &["level"]),
    ("ProbeKind", &["probe"]),
    ("SwatchSource", &["swatch", "swatchof"]),
    ("SwatchShown", &["shown"]),
];

fn the_numbers_are_those_of_the_header() -> Result<(), Stop> {
    let (numbers, members) = (numbers()?, members()?);
    for (name, member, number) in &members {
        let (_, prefixes) =
            PREFIXES.iter().find(|(known, _)| known == name).ok_or_else(|| format!("what is {name}?"))?;
        let fits = |prefix: &&str| numbers.get(&format!("{prefix}{member}")) == Some(number);
        assert!(prefixes.iter().any(fits), "{name}.{member} = {number} is not in the header");
    }
    let codes = members.iter().filter(|(name, ..)| name == "FaultCode");
    let codes: BTreeSet<&String> = codes.map(|(_, member, _)| member).collect();
    let faults: BTreeSet<&String> =
        numbers.iter().filter(|(_, n)| **n >= 1000).map(|(name, _)| name).collect();
    assert!(faults.len() > 90, "{faults:?}");
    assert_eq!(codes, faults);
    Ok(())
}

/// The structures of the header, each with its fields in order.
fn structures() -> Result<BTreeMap<String, Vec<String>>, String> {
    let header = header()?;
    let mut all = BTreeMap::new();
    for part in header.split("typedef struct {").skip(1) {
        let (fields, rest) = part.split_once("\n} ").ok_or("a structure without an end")?;
        let name = rest.split(';').next().unwrap_or_default().to_owned();
        let fields = fields.lines().filter_map(|line| {
            let declared = line.trim().strip_suffix(';')?.split('[').next()?;
            Some(declared.rsplit([' ', '*']).next()?.to_owned())
        });
        all.insert(name, fields.collect());
    }
    Ok(all)
}

fn the_structures_are_those_of_the_header() -> Result<(), Stop> {
    let programs = programs()?;
    let compilers = C.present()?;
    let mut source = "#include <stdio.h>\n#include \"omnimedia.h\"\nint main(void) {\n".to_owned();
    for (name, fields) in structures()? {
        write!(source, "printf(\"{name} %zu\", sizeof({name}));")?;
        for field in fields {
            write!(source, "printf(\" %zu\", offsetof({name}, {field}));")?;
        }
        source.push_str("putchar('\\n');\n");
    }
    source.push_str("return 0;\n}\n");
    let file = programs.folder.join("layout.c");
    fs::write(&file, source)?;
    let program =
        compilers.first().map(|compiler| C.program(compiler, "c11", &[], &file.display().to_string()));
    let of_c = run(&mut Command::new(program.ok_or("no compiler")??))?;
    let of_c: BTreeSet<&str> = of_c.lines().collect();
    let of_wrapper = run(&mut programs.run("Layout.exe").command())?;
    let others: Vec<&str> = of_wrapper.lines().filter(|line| !of_c.contains(line)).collect();
    assert!(others.is_empty(), "{others:#?} are none of {of_c:#?}");
    assert!(of_wrapper.lines().count() >= 16, "{of_wrapper}");
    Ok(())
}
