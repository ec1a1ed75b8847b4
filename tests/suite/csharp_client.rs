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
use omnimedia_tests::header::Header;
use omnimedia_tests::{Stop, run, target_dir, tool, trials, workspace_root};

pub(crate) fn trials() -> Vec<Trial> {
    let mut all = trials![
        the_hot_look_ups_allocate_nothing,
        misuse_does_no_harm,
        the_surface_holds,
        every_function_of_the_header_is_wrapped,
        every_public_method_of_the_wrapper_is_called,
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

/// All C# right in a folder of the workspace.
fn text_of(folder: &str) -> Result<String, String> {
    let read = |path: &PathBuf| fs::read_to_string(path).map_err(|error| error.to_string());
    sources(folder)?.iter().map(read).collect()
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

fn the_surface_holds() -> Result<(), Stop> {
    let told = run(programs()?.run("Client.exe").command().arg("surface"))?;
    assert!(told.ends_with("the surface holds\n"), "{told}");
    assert!(told.lines().filter(|line| line.starts_with("ok: ")).count() >= 300, "{told}");
    Ok(())
}

/// The functions that the wrapper does not call, and why.
const NOT_WRAPPED: [(&str, &str); 10] = [
    ("omnimedia_status_name", "FaultCode has the names"),
    (
        "omnimedia_snapshot_borrow",
        "the collector moves arrays, and a finalizer cannot be told when they are let go",
    ),
    ("omnimedia_answer_retain", COUNTED),
    ("omnimedia_builder_retain", COUNTED),
    ("omnimedia_bytes_retain", "bytes are copied and released in the call that makes them"),
    ("omnimedia_fault_retain", "faults are copied and released in the call that makes them"),
    ("omnimedia_imported_retain", COUNTED),
    ("omnimedia_publication_retain", COUNTED),
    ("omnimedia_store_retain", COUNTED),
    ("omnimedia_tenant_retain", COUNTED),
];

const COUNTED: &str = "one more reference to the object of .NET is all it takes";

fn every_function_of_the_header_is_wrapped() -> Result<(), Stop> {
    let wrapper = text_of("tests/csharp/Omnimedia")?;
    let functions: BTreeSet<String> =
        Header::read(&header()?).functions.into_iter().map(|function| function.name).collect();
    let declared: BTreeSet<String> = wrapper
        .lines()
        .filter_map(|line| line.trim().strip_prefix("internal static extern ")?.split(['(', ' ']).nth(1))
        .map(str::to_owned)
        .collect();
    let called = |name: &String| {
        let call = format!("Native.{name}");
        wrapper.match_indices(&call).any(|(at, _)| {
            let next = wrapper.get(at + call.len()..).and_then(|rest| rest.chars().next());
            next.is_some_and(|next| next != '_' && !next.is_ascii_alphanumeric())
        })
    };
    let left_out: BTreeSet<String> = NOT_WRAPPED.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert!(functions.len() > 150, "{functions:?}");
    assert_eq!(functions.difference(&declared).cloned().collect::<BTreeSet<_>>(), left_out, "not declared");
    assert_eq!(
        declared.difference(&functions).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "not in the header"
    );
    assert_eq!(declared.iter().filter(|name| !called(name)).collect::<Vec<_>>(), Vec::<&String>::new());
    Ok(())
}

/// By name: whether the programs beside the wrapper call each of its methods somewhere.
fn every_public_method_of_the_wrapper_is_called() -> Result<(), Stop> {
    let (wrapper, tests) = (text_of("tests/csharp/Omnimedia")?, text_of("tests/csharp")?);
    let methods: BTreeSet<&str> = wrapper
        .lines()
        .filter_map(|line| line.strip_prefix("        public ")?.split_once('('))
        .filter_map(|(before, _)| before.rsplit(' ').next())
        .filter(|name| name.chars().all(char::is_alphanumeric))
        .filter(|name| !["GetHashCode", "Equals", "ToString"].contains(name))
        .collect();
    assert!(methods.len() > 120, "{methods:?}");
    let called = |name: &str| {
        [format!(".{name}("), format!("new {name}("), format!("new {name} {{"), format!("new {name}\n")]
            .iter()
            .any(|call| tests.contains(call.as_str()))
    };
    let others: Vec<_> = methods.iter().filter(|name| !called(name)).collect();
    assert!(others.is_empty(), "{others:?} are called nowhere");
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
        let blocks: Vec<&str> =
            text.split("```csharp\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
        assert!(!blocks.is_empty(), "{page} shows no C#");
        for (at, lines) in blocks.iter().enumerate() {
            let host = format!(
                "using Omnimedia;\npublic static class Host\n{{\n    public static Store store;\n    public static Shelf here;\n    \
                 public static void Show(System.IO.TextWriter page)\n    {{\n{lines}    }}\n}}\n"
            );
            let source = built.folder.join(format!("{name}-{at}.cs"));
            fs::write(&source, host)?;
            let out = built.folder.join(format!("{name}-{at}.dll")).display().to_string();
            compile(&tool("mcs")?, &["-target:library", &reference], &out, &[source])?;
        }
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

/// The members of the wrapper's enumerations: which one, its name in small letters, its number.
fn members() -> Result<Vec<(String, String, i64)>, String> {
    let mut all = Vec::new();
    for file in sources("tests/csharp/Omnimedia")? {
        let text = fs::read_to_string(&file).map_err(|error| error.to_string())?;
        for part in text.replace("internal enum ", "public enum ").split("public enum ").skip(1) {
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
const PREFIXES: [(&str, &[&str]); 23] = [
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
    ("MediaList", &[""]),
    ("ListMode", &["mode"]),
    ("Field", &["field"]),
    ("Shape", &["shape"]),
    ("GalleryAlt", &["galleryalt"]),
    ("TargetKind", &["target"]),
    ("Conflicts", &["conflicts"]),
    ("State", &["state"]),
    ("OnConflict", &["onconflict"]),
    ("RowAction", &["action"]),
    ("IfExists", &["ifexists"]),
    ("ImportPhase", &["phase"]),
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

/// A C program that prints each structure of the header as the wrapper prints its own.
fn layout(header: &Header) -> Result<String, Stop> {
    let mut source = "#include <stdio.h>\n#include \"omnimedia.h\"\nint main(void) {\n".to_owned();
    for (name, fields) in &header.structures {
        write!(source, "printf(\"{name} %zu\", sizeof({name}));")?;
        for field in fields {
            let plain = field.name.replace('_', "");
            let plain =
                plain.strip_suffix("len").map_or_else(|| plain.clone(), |rest| format!("{rest}length"));
            write!(source, "printf(\" {plain}@%zu\", offsetof({name}, {}));", field.name)?;
        }
        source.push_str("putchar('\\n');\n");
    }
    source.push_str("return 0;\n}\n");
    Ok(source)
}

fn the_structures_are_those_of_the_header() -> Result<(), Stop> {
    let programs = programs()?;
    let compilers = C.present()?;
    let header = Header::read(&header()?);
    let file = programs.folder.join("layout.c");
    fs::write(&file, layout(&header)?)?;
    let program =
        compilers.first().map(|compiler| C.program(compiler, "c11", &[], &file.display().to_string()));
    let of_c = run(&mut Command::new(program.ok_or("no compiler")??))?;
    let of_wrapper = run(&mut programs.run("Layout.exe").command())?;
    let [of_c, of_wrapper] = [&of_c, &of_wrapper].map(|told| told.lines().collect::<BTreeSet<&str>>());
    assert_eq!(of_wrapper, of_c);
    assert!(of_c.len() >= 33, "{of_c:#?}");
    Ok(())
}
