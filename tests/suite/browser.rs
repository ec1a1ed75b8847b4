//! Previews in a real browser: made here, clicked by the Python files of `tests/browser`. Pages, screenshots and the
//! figures that were measured stay in `target/preview`.

mod large;
mod pages;
mod thumbnail;

use std::path::PathBuf;
use std::process::Command;

use libtest_mimic::Trial;
use omnimedia_tests::process::any_tool;
use omnimedia_tests::python::{interpreter, module};
use omnimedia_tests::{Stop, run, target_dir, tool, trials, workspace_root};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        what_is_shown_is_what_the_library_answers,
        every_choice_is_made_by_clicking_and_by_keys,
        names_do_no_harm,
        everybody_can_use_it,
        a_product_of_2048_variants_reacts_at_once,
        pictures_of_it_are_taken,
        the_style_of_these_tests_is_clean,
    ]
}

fn scripts() -> PathBuf {
    workspace_root().join("tests/browser")
}

/// Runs one file of tests.
fn check(file: &str) -> Result<(), Stop> {
    let chromium = any_tool(&["chromium", "chromium-browser", "google-chrome"])?;
    let driver = tool("chromedriver")?;
    interpreter()?;
    let folder = pages::all()?;
    let mut pytest = module("pytest")?;
    pytest.args(["-q", "-p", "no:cacheprovider", "--import-mode=importlib", "--strict-config"]);
    pytest.arg("-c").arg(scripts().join("pytest.ini")).arg("--rootdir").arg(scripts());
    pytest.env("PYTHONDONTWRITEBYTECODE", "1").env("OMNIMEDIA_PAGES", folder);
    pytest.env("OMNIMEDIA_CHROMIUM", chromium).env("OMNIMEDIA_CHROMEDRIVER", driver);
    run(pytest.arg(scripts().join(file)))?;
    Ok(())
}

fn what_is_shown_is_what_the_library_answers() -> Result<(), Stop> {
    check("test_answers.py")
}

fn every_choice_is_made_by_clicking_and_by_keys() -> Result<(), Stop> {
    check("test_choices.py")
}

fn names_do_no_harm() -> Result<(), Stop> {
    check("test_safety.py")
}

fn everybody_can_use_it() -> Result<(), Stop> {
    check("test_access.py")
}

fn a_product_of_2048_variants_reacts_at_once() -> Result<(), Stop> {
    check("test_speed.py")
}

fn pictures_of_it_are_taken() -> Result<(), Stop> {
    check("test_screenshots.py")
}

fn the_style_of_these_tests_is_clean() -> Result<(), Stop> {
    let ruff = |arguments: &[&str]| -> Result<Command, Stop> {
        let mut ruff = module("ruff")?;
        ruff.args(arguments)
            .arg("--no-cache")
            .arg("--config")
            .arg(scripts().join("ruff.toml"))
            .arg(scripts());
        Ok(ruff)
    };
    run(&mut ruff(&["check"])?)?;
    run(&mut ruff(&["format", "--check", "--diff"])?)?;
    Ok(())
}

/// Where the pages go.
fn folder() -> PathBuf {
    target_dir().join("preview")
}
