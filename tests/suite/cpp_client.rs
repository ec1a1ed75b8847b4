//! C++ programs against the wrapper: the client, and the example in the wrapper's own words.

use std::fs;
use std::process::Command;
use std::sync::OnceLock;

use libtest_mimic::Trial;
use omnimedia_tests::client::{Program, client_trials};
use omnimedia_tests::compile::CPP;
use omnimedia_tests::{Stop, run, target_dir, trials, workspace_root};

pub(crate) fn trials() -> Vec<Trial> {
    let mut all = trials![
        the_wrapper_is_cpp_of_every_standard_since_17,
        the_wrapper_may_throw_and_have_types_at_run_time,
        the_example_of_the_wrapper_runs,
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

/// The program that stands in the wrapper's head.
fn example() -> Result<String, Stop> {
    let header = fs::read_to_string(workspace_root().join("include/omnimedia.hpp"))?;
    let lines = header.lines().skip_while(|line| *line != " * ```cpp").skip(1);
    let lines = lines.take_while(|line| *line != " * ```");
    let program: Vec<_> = lines.map(|line| line.strip_prefix(" * ").unwrap_or_default()).collect();
    Ok(program.join("\n") + "\n")
}

fn the_example_of_the_wrapper_runs() -> Result<(), Stop> {
    let folder = target_dir().join("clients");
    fs::create_dir_all(&folder)?;
    let source = folder.join("example.cpp");
    fs::write(&source, example()?)?;
    for compiler in CPP.present()? {
        // an absolute path stands for itself
        let program = CPP.program(&compiler, "c++17", &PLAIN, &source.to_string_lossy())?;
        assert_eq!(run(&mut Command::new(program))?, "https://cdn.example/shirt.png  Shirt\n");
    }
    Ok(())
}
