//! Other programs.

use std::path::PathBuf;
use std::process::Command;

use crate::{Missing, workspace_root};

/// The path of a program, or the reason to skip.
///
/// # Errors
///
/// [`Missing::Tool`] when no folder of `PATH` has it.
pub fn tool(name: &str) -> Result<PathBuf, Missing> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join(&file)).find(|path| path.is_file());
    found.ok_or_else(|| Missing::Tool(name.to_owned()))
}

/// The first of several programs that do the same, or the reason to skip.
///
/// # Errors
///
/// [`Missing::Tool`] with all the names.
pub fn any_tool(names: &[&str]) -> Result<PathBuf, Missing> {
    names.iter().find_map(|name| tool(name).ok()).ok_or_else(|| Missing::Tool(names.join(" or ")))
}

/// Runs a command to its end and gives its standard output.
///
/// # Errors
///
/// The command line and everything it printed, when it cannot start or does not succeed.
pub fn run(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("{}: {error}", line(command)))?;
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(out);
    }
    let err = String::from_utf8_lossy(&output.stderr);
    Err(format!("{}: {}\n{out}\n{err}", line(command), output.status))
}

/// The command line; what is set and taken from its environment would bury it.
fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Cargo, in the workspace, without what an outer Cargo told about the running test.
#[must_use]
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(workspace_root());
    scrub(&mut command);
    command
}

/// Takes away the variables that Cargo sets for one crate: build scripts watch some of them and would run anew.
pub fn scrub(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") || text == "CARGO_CRATE_NAME"
        {
            command.env_remove(&name);
        }
    }
}
