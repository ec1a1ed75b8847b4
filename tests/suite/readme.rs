//! README.md keeps its promises, and docs/FORMAT.md its example. The README's Rust code is compiled by the core crate's
//! documentation tests.

use std::fs;

use libtest_mimic::Trial;
use omnimedia::{Flatten, Limits, Policy, Publication, Snapshot};
use omnimedia_tests::faults::parts;
use omnimedia_tests::{Stop, trials, workspace_root};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        it_names_the_two_commands,
        the_example_it_names_is_there,
        every_link_leads_to_a_file,
        the_small_snapshot_is_as_the_format_tells_it
    ]
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

fn the_small_snapshot_is_as_the_format_tells_it() -> Result<(), Stop> {
    let text = fs::read_to_string(workspace_root().join("docs/FORMAT.md"))?;
    let (_, small) = text.split_once("## A small snapshot").expect("a small snapshot");
    let json =
        small.split("```").nth(1).and_then(|block| block.strip_prefix("json")).expect("its publication");
    let publication = Publication::from_json(json.as_bytes(), &Limits::default())?;
    let bytes = Flatten::new(&publication, Policy::default()).to_bytes()?;
    let snapshot = Snapshot::open(bytes.as_slice())?;
    // grouped by thousands, as the page writes it
    let length = format!("gives {},{:03} bytes", bytes.len() / 1_000, bytes.len() % 1_000);
    assert!(small.contains(&length), "the small snapshot {length}");
    let hash = format!("`{:032x}`", snapshot.content_hash());
    assert!(small.contains(&hash), "its content hash is {hash}");
    let rows = small.lines().filter_map(|line| line.split('|').nth(2)?.trim().parse::<usize>().ok());
    let offsets: Vec<usize> = parts(&bytes).iter().map(|part| part.range.start).collect();
    assert_eq!(rows.collect::<Vec<_>>(), offsets, "where its sections begin");
    // kind 9, its numbers: the slot of a product that shows the same everywhere says what it shows
    let numbers = parts(&bytes).into_iter().find(|part| part.kind == 9).expect("numbers");
    assert_eq!(bytes[numbers.range][..24], *b"S1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x02\x01\0\x80");
    Ok(())
}
