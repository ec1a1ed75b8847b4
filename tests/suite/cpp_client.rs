//! C++ programs against the wrapper: the client, those that call all of it, and the examples in its own words.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use libtest_mimic::Trial;
use omnimedia_tests::c_program::{folder, quiet, valgrind};
use omnimedia_tests::client::{Program, client_trials};
use omnimedia_tests::compile::CPP;
use omnimedia_tests::header::Header;
use omnimedia_tests::place::files_below;
use omnimedia_tests::{Missing, Stop, run, target_dir, tool, trials, workspace_root};

pub(crate) fn trials() -> Vec<Trial> {
    let mut all = trials![
        the_wrapper_is_cpp_of_every_standard_since_17,
        the_wrapper_may_throw_and_have_types_at_run_time,
        the_examples_of_the_wrapper_run,
        what_is_refused_is_told_and_everything_is_released,
        the_hot_calls_allocate_nothing,
        every_function_of_the_header_is_in_the_wrapper,
        every_function_of_the_header_is_called_by_a_program,
        everything_of_the_wrapper_does_what_it_says,
        everything_of_the_wrapper_does_it_under_valgrind,
    ];
    all.extend(client_trials("cpp_client", clients));
    all
}

const STANDARDS: [&str; 2] = ["c++17", "c++20"];

/// What a program may do without, and the wrapper does not need.
const PLAIN: [&str; 2] = ["-fno-exceptions", "-fno-rtti"];

const CLIENT: &str = "tests/cpp/client.cpp";

/// Calls what the client does not.
const SURFACE: &str = "tests/cpp/surface.cpp";

/// The same with exceptions, and callables that throw.
const THROWING: &str = "tests/cpp/throwing.cpp";

fn clients() -> Result<Vec<Program>, Stop> {
    static CLIENTS: OnceLock<Result<Vec<Program>, String>> = OnceLock::new();
    let compilers = CPP.present()?;
    let built = CLIENTS.get_or_init(|| {
        println!("cpp_client: with {compilers:?}");
        let client = |compiler| CPP.program(compiler, "c++17", &PLAIN, CLIENT).map(Program::new);
        compilers.iter().map(|compiler| client(compiler)).collect()
    });
    Ok(built.clone()?)
}

fn the_wrapper_is_cpp_of_every_standard_since_17() -> Result<(), Stop> {
    for compiler in CPP.present()? {
        for standard in STANDARDS {
            CPP.check(&compiler, standard, &PLAIN, CLIENT)?;
            CPP.check(&compiler, standard, &PLAIN, SURFACE)?;
        }
    }
    Ok(())
}

fn the_wrapper_may_throw_and_have_types_at_run_time() -> Result<(), Stop> {
    for compiler in CPP.present()? {
        CPP.check(&compiler, "c++17", &[], CLIENT)?;
        CPP.check(&compiler, "c++20", &[], THROWING)?;
    }
    Ok(())
}

/// The program that stands in the head of a header.
fn example(header: &str) -> Result<String, Stop> {
    let header = fs::read_to_string(workspace_root().join("include").join(header))?;
    let lines = header.lines().skip_while(|line| *line != " * ```cpp").skip(1);
    let lines = lines.take_while(|line| *line != " * ```");
    let program: Vec<_> = lines.map(|line| line.strip_prefix(" * ").unwrap_or_default()).collect();
    Ok(program.join("\n") + "\n")
}

/// The headers with what their examples print.
const EXAMPLES: [(&str, &str); 3] = [
    ("omnimedia.hpp", "https://cdn.example/shirt.png  Shirt\n"),
    ("omnimedia/builder.hpp", "https://cdn.example/blue.png  Une chemise bleue\n"),
    ("omnimedia/tenant.hpp", "https://cdn.example/a1.png\n"),
];

fn the_examples_of_the_wrapper_run() -> Result<(), Stop> {
    let folder = target_dir().join("clients");
    fs::create_dir_all(&folder)?;
    for (header, printed) in EXAMPLES {
        let source = folder.join(header.replace(['/', '.'], "-")).with_extension("cpp");
        fs::write(&source, example(header)?)?;
        for compiler in CPP.present()? {
            // an absolute path stands for itself
            let program = CPP.program(&compiler, "c++17", &PLAIN, &source.to_string_lossy())?;
            assert_eq!(run(&mut Command::new(program))?.replace("\r\n", "\n"), printed);
        }
    }
    Ok(())
}

const REFUSED: &str = r#"
#include <cstdio>
#include "omnimedia.hpp"

static int checked() {
    omnimedia::Builder builder;
    builder.product("S1").channel_locale("fr").product("S1");
    const auto refused = builder.finish();
    if (refused || refused.status() != OMNIMEDIA_BAD_ARGUMENT || refused.fault().size() != 1) return 1;
    if (refused.fault()[0].name() != "bad_argument" || refused.fault().text().empty()) return 2;
    const auto again = builder.product("S1").product("S1").finish();
    if (again || again.status() != OMNIMEDIA_DUPLICATE_IDENTIFIER) return 3;
    const auto shop = builder.product("S1").finish();
    if (!shop) return 4;
    const omnimedia::Publication copy = *shop;
    const auto snapshot = copy.flatten();
    const auto shelf = snapshot->shelf();
    omnimedia::Gallery<1> room;
    const auto unknown = snapshot->primary(*shelf, "S2", room);
    if (unknown || unknown.status() != OMNIMEDIA_NOT_FOUND || unknown.fault().text() != "not_found") return 5;
    const auto store = omnimedia::Store::make(*snapshot);
    if (!store || !store->replace(*snapshot) || !store->snapshot()->find("S1")) return 6;
    if (store->add("no delta").status() != OMNIMEDIA_NOT_A_SNAPSHOT) return 7;
    if (!omnimedia::Snapshot::open(*snapshot->bytes()) || !snapshot->verify()) return 8;
    return 0;
}

int main() {
    const int code = checked();
    return code != 0 ? code : omnimedia_handles_alive() == 0 ? 0 : 99;
}
"#;

fn what_is_refused_is_told_and_everything_is_released() -> Result<(), Stop> {
    let folder = target_dir().join("clients");
    fs::create_dir_all(&folder)?;
    let source = folder.join("refused.cpp");
    fs::write(&source, REFUSED)?;
    for compiler in CPP.present()? {
        let program = CPP.program(&compiler, "c++17", &PLAIN, &source.to_string_lossy())?;
        run(&mut Command::new(program))?;
    }
    Ok(())
}

/// Has every call that takes memory pass by the program.
const COUNTED: &str =
    "-Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=posix_memalign,--wrap=aligned_alloc";

fn the_hot_calls_allocate_nothing() -> Result<(), Stop> {
    if !cfg!(target_os = "linux") {
        return Err(Missing::Tool("a linker with `--wrap`".to_owned()).into());
    }
    for compiler in CPP.present()? {
        let flags = [PLAIN.as_slice(), &[COUNTED]].concat();
        let program = CPP.program(&compiler, "c++17", &flags, "tests/cpp/allocations.cpp")?;
        print!("{}", run(&mut Command::new(program))?);
    }
    Ok(())
}

fn header() -> Result<Header, Stop> {
    Ok(Header::read(&fs::read_to_string(workspace_root().join("include/omnimedia.h"))?))
}

/// The functions of the header that the wrapper does not call, each with the reason.
const LEFT_OUT: [(&str, &str); 0] = [];

/// The words of the wrapper that are code.
fn words_of_the_wrapper() -> Result<Vec<String>, Stop> {
    let include = workspace_root().join("include");
    let mut headers = files_below(&include, &|_| true);
    headers.retain(|path| path.extension().is_some_and(|ending| ending == "hpp"));
    assert!(headers.len() > 2, "only {headers:?}");
    let mut words = Vec::new();
    for header in headers {
        let text = fs::read_to_string(header)?;
        let code = text.lines().filter(|line| !line.trim_start().starts_with(['*', '/']));
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        words.extend(code.flat_map(|line| line.split(|c| !is_part(c)).map(str::to_owned)));
    }
    Ok(words)
}

fn every_function_of_the_header_is_in_the_wrapper() -> Result<(), Stop> {
    let (header, words) = (header()?, words_of_the_wrapper()?);
    assert!(header.functions.len() >= 150, "the header declares {} functions", header.functions.len());
    let is_wrapped = |name: &str| words.iter().any(|word| word == name);
    let is_left_out = |name: &str| LEFT_OUT.iter().any(|(left_out, _)| *left_out == name);
    let names = header.functions.iter().map(|function| function.name.as_str());
    let forgotten: Vec<_> = names.clone().filter(|name| !is_wrapped(name) && !is_left_out(name)).collect();
    assert!(forgotten.is_empty(), "not in include/omnimedia/*.hpp: {forgotten:?}");
    for (left_out, _) in LEFT_OUT {
        assert!(names.clone().any(|name| name == left_out), "{left_out} is no function of the header");
        assert!(!is_wrapped(left_out), "{left_out} is in the wrapper");
    }
    Ok(())
}

/// What is inline is compiled where it is called, so that the objects of the programs ask for what they reach.
/// The functions that the wrapper names and no program can have it call, each with the reason.
const NEVER_CALLED: [(&str, &str); 1] =
    [("omnimedia_builder_retain", "a builder is moved, for a copy would forget what was refused")];

fn every_function_of_the_header_is_called_by_a_program() -> Result<(), Stop> {
    let nm = tool("nm")?;
    let [compiler, ..] = &CPP.present()?[..] else { return Err("there is no compiler".into()) };
    let mut listing = String::new();
    for source in [CLIENT, SURFACE] {
        let object = CPP.object(compiler, "c++17", &["-O0"], source)?;
        listing += &run(Command::new(&nm).arg("-u").arg(object))?;
    }
    // macOS puts an underscore before every name
    let called: Vec<_> = listing.split_whitespace().map(|word| word.trim_start_matches('_')).collect();
    let functions = header()?.functions;
    let names = functions.iter().map(|function| function.name.as_str());
    let is_known = |name: &str| NEVER_CALLED.iter().any(|(known, _)| *known == name);
    let uncalled: Vec<_> = names.filter(|name| !called.contains(name) && !is_known(name)).collect();
    assert!(uncalled.is_empty(), "no program of tests/cpp calls {uncalled:?}");
    Ok(())
}

/// The programs that call everything, by every compiler.
fn surfaces() -> Result<Vec<PathBuf>, Stop> {
    static SURFACES: OnceLock<Result<Vec<PathBuf>, String>> = OnceLock::new();
    let compilers = CPP.present()?;
    let built = SURFACES.get_or_init(|| {
        let programs = compilers.iter().flat_map(|compiler| {
            [(&PLAIN[..], SURFACE), (&[], THROWING)]
                .map(|(flags, source)| CPP.program(compiler, "c++17", flags, source))
        });
        programs.collect()
    });
    Ok(built.clone()?)
}

/// Runs each program in a folder of its own.
fn each_surface(name: &str, command: &dyn Fn(&Path) -> Result<Command, Stop>) -> Result<(), Stop> {
    for program in surfaces()? {
        let stem = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let out = quiet(command(&program)?.arg(folder(&format!("{name}-{stem}"))?))?;
        let checks =
            out.trim().strip_suffix(" checks, 0 wrong").and_then(|checks| checks.parse::<u32>().ok());
        assert!(checks.is_some_and(|checks| checks >= 600), "{stem}: {out}");
    }
    Ok(())
}

fn everything_of_the_wrapper_does_what_it_says() -> Result<(), Stop> {
    each_surface("surface", &|program| Ok(Command::new(program)))
}

fn everything_of_the_wrapper_does_it_under_valgrind() -> Result<(), Stop> {
    each_surface("surface-valgrind", &|program| Ok(valgrind(program)?))
}
