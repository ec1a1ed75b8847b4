//! README.md keeps its promises. Its Rust code is compiled by the core crate's documentation tests.

use std::fs;

use libtest_mimic::Trial;
use omnimedia_tests::{Stop, trials, workspace_root};

pub(crate) fn trials() -> Vec<Trial> {
    trials![it_names_the_two_commands, the_example_it_names_is_there, every_link_leads_to_a_file]
}

const COMMANDS: [&str; 2] = ["cargo run --release --example tour", "cargo test"];

fn text() -> Result<String, Stop> {
    Ok(fs::read_to_string(workspace_root().join("README.md"))?)
}

fn it_names_the_two_commands() -> Result<(), Stop> {
    let text = text()?;
    for command in COMMANDS {
        assert!(text.lines().any(|line| line.trim() == command), "README.md has no line `{command}`");
    }
    Ok(())
}

fn the_example_it_names_is_there() -> Result<(), Stop> {
    let example = workspace_root().join("core/examples/tour/main.rs");
    assert!(example.is_file(), "README.md names the example `tour`, which is not there");
    Ok(())
}

fn every_link_leads_to_a_file() -> Result<(), Stop> {
    let text = text()?;
    let links = text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
    let mut dead = Vec::new();
    for link in links.filter(|link| !link.is_empty() && !link.contains("://")) {
        if !workspace_root().join(link).exists() {
            dead.push(link);
        }
    }
    assert!(dead.is_empty(), "README.md links to what is not there: {dead:?}");
    Ok(())
}
