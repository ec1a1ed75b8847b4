//! The Python package: built, installed, tested, its types and its style checked.

use std::process::Command;

use libtest_mimic::Trial;
use omnimedia_tests::python::{clean_environment, module, package, with_wheel};
use omnimedia_tests::{Missing, Stop, run, target_dir, tool, trials};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        the_installed_wheel_passes_its_tests,
        spark_flattens_what_one_process_does,
        the_pipeline_survives_kills,
        a_clean_environment_uses_the_wheel,
        the_stubs_are_what_the_binary_has,
        mypy_finds_nothing,
        pyright_finds_nothing,
        the_style_is_clean,
        the_format_is_clean,
    ]
}

/// Runs a checker, which prints what it found to its standard output.
fn check(command: &mut Command) -> Result<(), Stop> {
    run(command)?;
    Ok(())
}

/// Runs the tests of the installed wheel that are marked so. What a test lacks is what this trial lacks.
fn pytest(marked: &str) -> Result<(), Stop> {
    with_wheel()?;
    let mut pytest = module("pytest")?;
    pytest.arg("-c").arg(package().join("pyproject.toml")).arg("--rootdir").arg(package());
    pytest.args(["-q", "-rs", "-m", marked]).arg(package().join("tests"));
    let told = run(&mut pytest)?;
    let lacking = told.lines().find_map(|line| line.split_once("missing tool: "));
    match lacking {
        Some((_, tool)) => Err(Missing::Tool(tool.trim().to_owned()).into()),
        None => Ok(()),
    }
}

fn the_installed_wheel_passes_its_tests() -> Result<(), Stop> {
    pytest("not spark and not pipeline")
}

fn spark_flattens_what_one_process_does() -> Result<(), Stop> {
    tool("java")?;
    pytest("spark")
}

fn the_pipeline_survives_kills() -> Result<(), Stop> {
    pytest("pipeline")
}

/// The wheel alone, without what its tests take, without Rust and without the sources.
fn a_clean_environment_uses_the_wheel() -> Result<(), Stop> {
    let python = clean_environment()?;
    let mut used = Command::new(python);
    used.current_dir(target_dir()).env_clear().arg("-I").arg(package().join("tests/newcomer.py"));
    check(&mut used)
}

fn the_stubs_are_what_the_binary_has() -> Result<(), Stop> {
    with_wheel()?;
    check(module("mypy.stubtest")?.arg("omnimedia._native"))
}

fn mypy_finds_nothing() -> Result<(), Stop> {
    let mut mypy = module("mypy")?;
    // From the package's folder, so that the sources are checked and not what is installed.
    mypy.current_dir(package()).arg("--cache-dir").arg(target_dir().join("mypy"));
    check(mypy.args(["--config-file", "pyproject.toml", "omnimedia", "examples", "tests"]))
}

fn pyright_finds_nothing() -> Result<(), Stop> {
    let mut pyright = module("pyright")?;
    pyright.current_dir(package()).env("PYRIGHT_PYTHON_IGNORE_WARNINGS", "1");
    pyright.arg("--pythonpath").arg(omnimedia_tests::python::interpreter()?);
    check(&mut pyright)
}

fn the_style_is_clean() -> Result<(), Stop> {
    check(module("ruff")?.args(["check", "--no-cache"]).arg(package()))
}

fn the_format_is_clean() -> Result<(), Stop> {
    check(module("ruff")?.args(["format", "--check", "--diff", "--no-cache"]).arg(package()))
}
