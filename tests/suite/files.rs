//! Every file of the repository: short enough, finished, and free of one machine's paths.

use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::Trial;
use omnimedia_tests::place::files_below;
use omnimedia_tests::{Stop, trials, workspace_root};

pub(crate) fn trials() -> Vec<Trial> {
    trials![sources_stay_below_500_lines, sources_are_finished, no_file_knows_one_machine, a_needle_is_found]
}

const SOURCES: [&str; 13] =
    ["rs", "py", "pyi", "c", "h", "hpp", "cpp", "cc", "cs", "sh", "html", "css", "js"];
const GENERATED: [&str; 1] = ["include/omnimedia.h"];
const FOREIGN: [&str; 5] = ["target", ".git", ".venv", "__pycache__", "corpus"];
const MOST_LINES: usize = 500;

// Split, so that this file does not find itself.
const UNFINISHED: [&str; 4] =
    [concat!("todo", "!"), concat!("unimplemented", "!"), concat!("TO", "DO"), concat!("FIX", "ME")];
const MACHINE_PATHS: [&str; 2] = [concat!("/wo", "rk/"), concat!("/ro", "ot/")];

fn is_foreign(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    // in a second work tree of a repository, `.git` is a file
    FOREIGN.contains(&name) && (path.is_dir() || name == ".git") || name.ends_with("_cache")
}

/// Every file of ours, relative to the root.
fn all() -> Vec<PathBuf> {
    let root = workspace_root();
    let files = files_below(&root, &|path| !is_foreign(path));
    let relative = files.into_iter().filter_map(|file| file.strip_prefix(&root).map(Path::to_path_buf).ok());
    relative.collect()
}

fn sources() -> Vec<PathBuf> {
    let is_source = |file: &PathBuf| {
        let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        SOURCES.contains(&extension) && !GENERATED.iter().any(|generated| file == Path::new(generated))
    };
    let found: Vec<PathBuf> = all().into_iter().filter(is_source).collect();
    assert!(found.len() > 20, "only {} sources found: {found:?}", found.len());
    found
}

fn text(file: &Path) -> Option<String> {
    fs::read_to_string(workspace_root().join(file)).ok()
}

/// Where a text has one of the needles: its line and the needle. A needle that is a word must be a whole one.
fn find<'n>(text: &str, needles: &[&'n str]) -> Vec<(usize, &'n str)> {
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        for needle in needles {
            let whole = |start: usize| {
                let is_word = |c: char| c.is_alphanumeric() || c == '_';
                let (before, after) = (&line[..start], &line[start + needle.len()..]);
                let starts = !needle.starts_with(is_word) || !before.ends_with(is_word);
                starts && (!needle.ends_with(is_word) || !after.starts_with(is_word))
            };
            if line.match_indices(needle).any(|(start, _)| whole(start)) {
                found.push((at + 1, *needle));
            }
        }
    }
    found
}

fn search(files: &[PathBuf], needles: &[&str]) -> Vec<String> {
    let mut hits = Vec::new();
    for file in files {
        for (line, needle) in text(file).map(|text| find(&text, needles)).unwrap_or_default() {
            hits.push(format!("{}:{line}: {needle}", file.display()));
        }
    }
    hits
}

fn sources_stay_below_500_lines() -> Result<(), Stop> {
    let lines = |file: &PathBuf| text(file).map_or(0, |text| text.lines().count());
    let long: Vec<String> = sources()
        .iter()
        .map(|file| (file, lines(file)))
        // a stub is as long as the module that it tells of
        .filter(|(file, lines)| *lines > MOST_LINES && file.extension().is_none_or(|it| it != "pyi"))
        .map(|(file, lines)| format!("{} has {lines} lines", file.display()))
        .collect();
    assert!(long.is_empty(), "longer than {MOST_LINES} lines:\n{}", long.join("\n"));
    Ok(())
}

fn sources_are_finished() -> Result<(), Stop> {
    let hits = search(&sources(), &UNFINISHED);
    assert!(hits.is_empty(), "unfinished:\n{}", hits.join("\n"));
    Ok(())
}

fn no_file_knows_one_machine() -> Result<(), Stop> {
    let hits = search(&all(), &MACHINE_PATHS);
    assert!(hits.is_empty(), "paths of one machine:\n{}", hits.join("\n"));
    Ok(())
}

fn a_needle_is_found() -> Result<(), Stop> {
    let word = UNFINISHED[2];
    assert_eq!(find(&format!("fine\n// {word}: later"), &UNFINISHED), [(2, word)]);
    assert_eq!(find(&format!("MAS{word} is one word"), &UNFINISHED), []);
    let path = MACHINE_PATHS[0];
    assert_eq!(find(&format!("see \"{path}x\""), &MACHINE_PATHS), [(1, path)]);
    Ok(())
}
