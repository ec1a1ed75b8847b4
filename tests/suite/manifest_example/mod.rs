//! The example `manifest`: what it says, what it writes, and how it ends.

mod bad;
mod jobs;
mod real;
mod rows;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use libtest_mimic::Trial;
use omnimedia_tests::build::cargo_build;
use omnimedia_tests::place::current_build;
use omnimedia_tests::{Stop, run, target_dir, workspace_root};
use serde_json::Value;

pub(crate) fn trials() -> Vec<Trial> {
    [rows::trials(), bad::trials(), jobs::trials(), real::trials()].into_iter().flatten().collect()
}

fn example() -> Result<&'static Path, String> {
    static EXAMPLE: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let built = EXAMPLE.get_or_init(|| {
        run(cargo_build().args(["-p", "omnimedia", "--example", "manifest"]))?;
        let file = format!("manifest{}", std::env::consts::EXE_SUFFIX);
        Ok(current_build().output.join("examples").join(file))
    });
    built.as_deref().map_err(Clone::clone)
}

/// An empty folder of one trial.
fn folder(trial: &str) -> Result<PathBuf, Stop> {
    let folder = target_dir().join("manifest").join(trial);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// A file of the invented shop.
fn sample(name: &str) -> PathBuf {
    workspace_root().join("core/examples/sample").join(name)
}

/// A command line: words, and files among them.
macro_rules! line {
    ($($word:expr),* $(,)?) => { vec![$(std::ffi::OsString::from(&$word)),*] };
}
use line;

fn ran(arguments: impl AsRef<[OsString]>) -> Result<Output, Stop> {
    Ok(Command::new(example()?).args(arguments.as_ref()).output()?)
}

/// What is told to people, with runs of spaces and ends of lines as one space; nothing beside it.
fn told(status: i32, arguments: impl AsRef<[OsString]>) -> Result<String, Stop> {
    let output = ran(arguments)?;
    let said = String::from_utf8(output.stderr)?;
    assert_eq!(output.status.code(), Some(status), "{said}");
    assert!(said.is_empty(), "on standard error: {said}");
    let text = String::from_utf8(output.stdout)?;
    assert!(!text.contains('\x1b'), "colours where there is no terminal");
    Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// What is told to programs: one object, and nothing beside it.
fn object(status: i32, arguments: impl AsRef<[OsString]>) -> Result<Value, Stop> {
    let output = ran([arguments.as_ref(), &["--json".into()]].concat())?;
    let said = String::from_utf8(output.stderr)?;
    assert_eq!(output.status.code(), Some(status), "{said}");
    assert!(said.is_empty(), "on standard error: {said}");
    let text = String::from_utf8(output.stdout)?;
    assert_eq!(text.lines().count(), 1, "{text}");
    let object: Value = serde_json::from_str(&text)?;
    assert_eq!(object["status"], status);
    Ok(object)
}

/// Every fact is there, in this order.
fn has(text: &str, facts: &[&str]) {
    let mut rest = text;
    for fact in facts {
        let Some(at) = rest.find(fact) else { panic!("no `{fact}`, or not in its order, in:\n{text}") };
        rest = &rest[at + fact.len()..];
    }
}

/// The cells of a manifest that has no quotes in it.
fn cells(text: &str) -> Vec<Vec<&str>> {
    text.lines().map(|line| line.trim_end_matches('\r').split('\t').collect()).collect()
}

/// The cells of a column, but for its name.
fn column<'t>(rows: &[Vec<&'t str>], name: &str) -> Vec<&'t str> {
    let at = rows[0].iter().position(|own| *own == name).unwrap_or_else(|| panic!("no column {name}"));
    rows[1..].iter().map(|row| row[at]).collect()
}
