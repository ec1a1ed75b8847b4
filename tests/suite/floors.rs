//! The core crate's rooms stand on floors; a room uses rooms on floors below it, and none of its own floor.

use std::path::Path;

use libtest_mimic::Trial;
use omnimedia_tests::{Stop, trials, workspace_root};

use crate::tokens::{Source, parse, paths, sources};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        no_arrow_points_upward,
        every_room_is_in_the_table,
        an_upward_arrow_is_found,
        an_arrow_within_a_floor_is_found,
        an_arrow_in_test_code_is_none,
        the_reading_room_has_its_own_list,
        a_name_without_its_room_is_found,
    ]
}

/// The rooms of `core/src` and their floors, as `docs/architecture.md` draws them.
const FLOORS: [(&str, u8); 18] = [
    ("limits", 0),
    ("fault", 0),
    ("policy", 1),
    ("instant", 1),
    ("locale", 2),
    ("model", 3),
    ("json", 4),
    ("resolve", 5),
    ("snapshot", 6),
    ("flatten", 7),
    ("manifest", 7),
    ("tenant", 8),
    ("insight", 9),
    ("exchange", 10),
    ("rollout", 11),
    ("retail", 12),
    ("preview", 13),
    ("wire", 14),
];

/// Reading a snapshot needs no more than this: it is what the edge reader is built from.
const FOR_SNAPSHOT: [&str; 6] = ["limits", "fault", "locale", "policy", "model", "resolve"];

fn floor(room: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == room).map(|(_, floor)| *floor)
}

/// What is wrong with an arrow from a room to the first segment of a path, if anything.
fn judge(from: &str, to: &str) -> Option<String> {
    if from == to {
        return None;
    }
    let Some(own) = floor(from) else { return Some(format!("`{from}` is not in the table of floors")) };
    let Some(other) = floor(to) else {
        return Some(format!("`crate::{to}` is no room: name the room it lives in, or add it to the table"));
    };
    if other >= own {
        return Some(format!("`{from}` (floor {own}) uses `{to}` (floor {other})"));
    }
    if from == "snapshot" && !FOR_SNAPSHOT.contains(&to) {
        return Some(format!("`snapshot` uses `{to}`; it may use {}", FOR_SNAPSHOT.join(", ")));
    }
    None
}

fn findings(sources: Vec<Source>) -> Vec<String> {
    let scanned: Vec<_> = sources
        .into_iter()
        .map(|source| (source.file, paths(source.tokens, &source.module), source.module))
        .collect();
    let is_test = |module: &[String]| {
        scanned.iter().any(|(_, paths, _)| paths.test_modules.iter().any(|test| module.starts_with(test)))
    };
    let mut findings = Vec::new();
    for (file, paths, module) in &scanned {
        // The crate's root re-exports from everywhere: that is what it is for.
        let Some(room) = module.first().filter(|_| !is_test(module)) else { continue };
        for (path, line) in &paths.named {
            if let Some(finding) = judge(room, path.first().map_or("", String::as_str)) {
                findings.push(format!("{}:{line}: {finding}", file.display()));
            }
        }
    }
    findings
}

fn core_sources() -> Vec<Source> {
    let sources = sources(&workspace_root().join("core/src"));
    assert!(!sources.is_empty(), "core/src has no sources");
    sources
}

fn no_arrow_points_upward() -> Result<(), Stop> {
    let findings = findings(core_sources());
    assert!(findings.is_empty(), "arrows that may not be:\n{}", findings.join("\n"));
    Ok(())
}

fn every_room_is_in_the_table() -> Result<(), Stop> {
    for source in core_sources() {
        if let Some(room) = source.module.first() {
            assert!(
                floor(room).is_some(),
                "`{room}` is not in the table of floors ({})",
                source.file.display()
            );
        }
    }
    Ok(())
}

/// The findings in a crate of one file.
fn findings_in(file: &str, text: &str) -> Vec<String> {
    let module = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    findings(vec![Source { file: Path::new(file).to_path_buf(), module, tokens: parse(text, file) }])
}

fn assert_found(file: &str, text: &str, expected: &str) {
    let found = findings_in(file, text);
    assert!(found.len() == 1 && found[0].contains(expected), "{text}: {found:?}");
}

fn an_upward_arrow_is_found() -> Result<(), Stop> {
    let expected = "uses `tenant` (floor 8)";
    assert_found("resolve/walk.rs", "use crate::tenant::Tenant;", expected);
    assert_found("resolve/walk.rs", "use crate::{fault::{Code, Fault}, tenant};", expected);
    assert_found("resolve/walk.rs", "fn f() { g(&crate::tenant::Tenant::new()); }", expected);
    assert_found("resolve/walk.rs", "use super::super::tenant::*;", expected);
    assert_found("resolve/walk.rs", "mod inner { use super::super::super::tenant; }", expected);
    assert_found("resolve/walk.rs", "macro_rules! m { () => { $crate::tenant::f() } }", expected);
    assert!(findings_in("tenant/run.rs", "use crate::resolve::{self, walk}; use super::group;").is_empty());
    Ok(())
}

fn an_arrow_within_a_floor_is_found() -> Result<(), Stop> {
    assert_found("flatten/pool.rs", "use crate::manifest::Form;", "uses `manifest` (floor 7)");
    assert!(findings_in("flatten/pool.rs", "use crate::flatten::write;").is_empty());
    Ok(())
}

fn an_arrow_in_test_code_is_none() -> Result<(), Stop> {
    let test = "#[cfg(test)] mod tests { use crate::tenant::Tenant; }";
    assert!(findings_in("model/set.rs", test).is_empty());
    assert_found("model/set.rs", &format!("{test} use crate::wire::Form;"), "uses `wire`");
    let declaring = Source {
        file: "set.rs".into(),
        module: vec!["model".into()],
        tokens: parse("#[cfg(test)] mod t;", ""),
    };
    let module = vec!["model".into(), "t".into()];
    let declared = Source { file: "t.rs".into(), module, tokens: parse("use crate::tenant::Tenant;", "") };
    assert!(findings(vec![declaring, declared]).is_empty());
    Ok(())
}

fn the_reading_room_has_its_own_list() -> Result<(), Stop> {
    assert_found("snapshot/open.rs", "use crate::json::Reader;", "it may use");
    assert!(findings_in("snapshot/open.rs", "use crate::{limits::Limits, resolve::fold};").is_empty());
    Ok(())
}

fn a_name_without_its_room_is_found() -> Result<(), Stop> {
    assert_found("resolve/walk.rs", "use crate::Publication;", "is no room");
    Ok(())
}
