//! The writer of the C library under faults: killed at every call of the system, out of room, without power, two at
//! once. What is tried is what `python/tests/test_faults.py` tries with the writers of Python.

use std::path::PathBuf;
use std::process::Command;

use libtest_mimic::Trial;
use omnimedia_tests::build::libraries;
use omnimedia_tests::c_program::{c_compiler, compile, folder};
use omnimedia_tests::python::{module, package, with_wheel};
use omnimedia_tests::{Missing, Stop, run, tool, trials, workspace_root};

pub(crate) fn trials() -> Vec<Trial> {
    trials![the_writer_in_c_leaves_the_old_file_or_the_new_one]
}

/// The program that saves, built against the library.
fn writer() -> Result<PathBuf, Stop> {
    let program = folder("faults")?.join("save");
    compile(&workspace_root().join("tests/c/save.c"), &program, &libraries()?.archive, &["-pthread"])?;
    Ok(program)
}

fn the_writer_in_c_leaves_the_old_file_or_the_new_one() -> Result<(), Stop> {
    c_compiler()?;
    tool("strace")?;
    with_wheel()?;
    let mut pytest: Command = module("pytest")?;
    pytest.arg("-c").arg(package().join("pyproject.toml")).arg("--rootdir").arg(package());
    pytest.args(["-q", "-rs"]).arg(package().join("tests/test_faults.py"));
    let told = run(pytest.env("OMNIMEDIA_FAULTS_WRITER", writer()?))?;
    match told.lines().find_map(|line| line.split_once("missing tool: ")) {
        Some((_, tool)) => Err(Missing::Tool(tool.trim().to_owned()).into()),
        None => Ok(()),
    }
}
