//! A C program against the header and the static library.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use libtest_mimic::Trial;
use omnimedia_tests::build::libraries;
use omnimedia_tests::process::any_tool;
use omnimedia_tests::{Missing, Stop, run, target_dir, trials, workspace_root};

pub(crate) fn trials() -> Vec<Trial> {
    trials![a_c_program_prints_the_version, the_header_is_cpp_too]
}

/// What Rust's standard library wants of the system.
const SYSTEM: &[&str] = if cfg!(target_os = "linux") {
    &["-lgcc_s", "-lutil", "-lrt", "-lpthread", "-lm", "-ldl"]
} else {
    &["-lm"]
};

fn c_compiler() -> Result<PathBuf, Missing> {
    any_tool(&["cc", "gcc", "clang"])
}

fn build(source: &Path, program: &Path) -> Result<(), Stop> {
    let mut compile = Command::new(c_compiler()?);
    compile.args(["-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-I"]);
    compile.arg(workspace_root().join("include")).arg("-o").arg(program).arg(source);
    compile.arg(&libraries()?.archive).args(SYSTEM);
    run(&mut compile)?;
    Ok(())
}

fn a_c_program_prints_the_version() -> Result<(), Stop> {
    c_compiler()?;
    let folder = target_dir().join("c");
    fs::create_dir_all(&folder)?;
    let program = folder.join("version");
    build(&workspace_root().join("tests/c/version.c"), &program)?;
    assert_eq!(run(&mut Command::new(program))?.trim(), env!("CARGO_PKG_VERSION"));
    Ok(())
}

fn the_header_is_cpp_too() -> Result<(), Stop> {
    let compiler = any_tool(&["c++", "g++", "clang++"])?;
    let mut check = Command::new(compiler);
    check.args(["-std=c++17", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", "-x", "c++"]);
    run(check
        .arg("-I")
        .arg(workspace_root().join("include"))
        .arg(workspace_root().join("tests/c/version.c")))?;
    Ok(())
}
