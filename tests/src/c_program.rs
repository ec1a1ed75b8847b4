//! C programs against the header and the library.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::process::any_tool;
use crate::{Missing, Stop, run, target_dir, tool, workspace_root};

/// What Rust's standard library wants of the system.
pub const SYSTEM: &[&str] = if cfg!(target_os = "linux") {
    &["-lgcc_s", "-lutil", "-lrt", "-lpthread", "-lm", "-ldl"]
} else {
    &["-lm"]
};

/// The compiler, or the reason to skip.
///
/// # Errors
///
/// [`Missing::Tool`].
pub fn c_compiler() -> Result<PathBuf, Missing> {
    any_tool(&["cc", "gcc", "clang"])
}

/// A folder for what a program needs and leaves, empty.
///
/// # Errors
///
/// What the system says.
pub fn folder(name: &str) -> Result<PathBuf, Stop> {
    let folder = target_dir().join("c").join(name);
    if folder.is_dir() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Builds a program of C11 against a static library; every warning is an error.
///
/// # Errors
///
/// A missing compiler, or what it printed.
pub fn compile(source: &Path, program: &Path, archive: &Path, more: &[&str]) -> Result<(), Stop> {
    let root = workspace_root();
    let mut compile = Command::new(c_compiler()?);
    compile.args(["-std=c11", "-O1", "-g", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]);
    compile.arg("-I").arg(root.join("include")).arg("-I").arg(root.join("tests/c"));
    compile.args(more).arg("-o").arg(program).arg(source).arg(archive).args(SYSTEM);
    run(&mut compile)?;
    Ok(())
}

/// A program under valgrind, which gives 99 for what leaks and for memory that is read or written wrongly.
///
/// # Errors
///
/// [`Missing::Tool`].
pub fn valgrind(program: &Path) -> Result<Command, Missing> {
    let mut command = Command::new(tool("valgrind")?);
    let kinds = "definite,indirect,possible";
    command.args(["--quiet", "--leak-check=full", "--error-exitcode=99", "--fair-sched=yes"]);
    command.arg(format!("--show-leak-kinds={kinds}")).arg(format!("--errors-for-leak-kinds={kinds}"));
    command.arg(program);
    Ok(command)
}

/// What a program printed, when it ended well and nothing of it or of the library went to the error stream.
///
/// # Errors
///
/// What it printed, else.
pub fn quiet(command: &mut Command) -> Result<String, Stop> {
    let Output { status, stdout, stderr } = command.output()?;
    let (out, err) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    if status.success() && err.is_empty() {
        return Ok(out.into_owned());
    }
    let shown: String = out.lines().take(60).collect::<Vec<_>>().join("\n");
    let err: String = err.lines().take(120).collect::<Vec<_>>().join("\n");
    Err(Stop::Fail(format!("{}: {status}\n{shown}\n{err}", command.get_program().to_string_lossy())))
}
