//! The Python package: built, installed, tested, its types and its style checked.

use std::process::Command;

use libtest_mimic::Trial;
use omnimedia_tests::python::{module, package, with_wheel};
use omnimedia_tests::{Stop, run, target_dir, trials};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        the_installed_wheel_passes_its_tests,
        the_stubs_are_what_the_binary_has,
        the_types_are_strict,
        the_style_is_clean,
        the_format_is_clean,
    ]
}

/// Runs a checker, which prints what it found to its standard output.
fn check(command: &mut Command) -> Result<(), Stop> {
    run(command)?;
    Ok(())
}

fn the_installed_wheel_passes_its_tests() -> Result<(), Stop> {
    with_wheel()?;
    let mut pytest = module("pytest")?;
    pytest.arg("-c").arg(package().join("pyproject.toml")).arg("--rootdir").arg(package());
    check(pytest.arg(package().join("tests")))
}

fn the_stubs_are_what_the_binary_has() -> Result<(), Stop> {
    with_wheel()?;
    check(module("mypy.stubtest")?.arg("omnimedia._native"))
}

fn the_types_are_strict() -> Result<(), Stop> {
    let mut mypy = module("mypy")?;
    // From the package's folder, so that the sources are checked and not what is installed.
    mypy.current_dir(package()).arg("--cache-dir").arg(target_dir().join("mypy"));
    check(mypy.args(["--config-file", "pyproject.toml", "omnimedia", "tests"]))
}

fn the_style_is_clean() -> Result<(), Stop> {
    check(module("ruff")?.args(["check", "--no-cache"]).arg(package()))
}

fn the_format_is_clean() -> Result<(), Stop> {
    check(module("ruff")?.args(["format", "--check", "--diff", "--no-cache"]).arg(package()))
}
