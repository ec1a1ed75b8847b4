//! C++ programs against the wrapper: the client, and the example in the wrapper's own words.

use std::fs;
use std::process::Command;
use std::sync::OnceLock;

use libtest_mimic::Trial;
use omnimedia_tests::client::{Program, client_trials};
use omnimedia_tests::compile::CPP;
use omnimedia_tests::{Missing, Stop, run, target_dir, trials, workspace_root};

pub(crate) fn trials() -> Vec<Trial> {
    let mut all = trials![
        the_wrapper_is_cpp_of_every_standard_since_17,
        the_wrapper_may_throw_and_have_types_at_run_time,
        the_examples_of_the_wrapper_run,
        what_is_refused_is_told_and_everything_is_released,
        the_hot_calls_allocate_nothing,
    ];
    all.extend(client_trials("cpp_client", clients));
    all
}

const STANDARDS: [&str; 2] = ["c++17", "c++20"];

/// What a program may do without, and the wrapper does not need.
const PLAIN: [&str; 2] = ["-fno-exceptions", "-fno-rtti"];

const CLIENT: &str = "tests/cpp/client.cpp";

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
        }
    }
    Ok(())
}

fn the_wrapper_may_throw_and_have_types_at_run_time() -> Result<(), Stop> {
    for compiler in CPP.present()? {
        CPP.check(&compiler, "c++17", &[], CLIENT)?;
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
const EXAMPLES: [(&str, &str); 2] = [
    ("omnimedia.hpp", "https://cdn.example/shirt.png  Shirt\n"),
    ("omnimedia/builder.hpp", "https://cdn.example/blue.png  Une chemise bleue\n"),
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
    if (unknown || unknown.status() != OMNIMEDIA_NOT_FOUND || !unknown.fault().text().empty()) return 5;
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
