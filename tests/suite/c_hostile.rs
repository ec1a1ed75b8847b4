//! Nobody crashes the host: every function of the header with everything wrong that a caller can pass, panics in
//! every guarded body, and many threads that ask while what they ask is replaced.

use std::fs;
use std::path::Path;
use std::process::Command;

use libtest_mimic::Trial;
use omnimedia_tests::boundary::{compiled_beside, compiled_hostile, compiled_stress};
use omnimedia_tests::build::{libraries, panicking_archive};
use omnimedia_tests::c_program::{c_compiler, quiet, valgrind};
use omnimedia_tests::header::Header;
use omnimedia_tests::{Stop, trials, workspace_root};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        every_function_refuses_every_wrong_argument,
        wrong_arguments_read_no_wrong_memory_and_leak_nothing,
        a_panic_in_any_function_is_a_status,
        damaged_bytes_are_refused_or_do_no_harm,
        eight_threads_ask_while_snapshots_are_replaced,
        replaced_snapshots_read_no_wrong_memory_and_leak_nothing,
        the_header_is_read_whole,
    ]
}

fn header() -> Result<Header, Stop> {
    Ok(Header::read(&fs::read_to_string(workspace_root().join("include/omnimedia.h"))?))
}

fn the_header_is_read_whole() -> Result<(), Stop> {
    let text = fs::read_to_string(workspace_root().join("include/omnimedia.h"))?;
    let header = header()?;
    let known = |name: &str| header.functions.iter().any(|function| function.name == name);
    // Every name before a parenthesis that no comment has is a function.
    let lines = text.lines().filter(|line| !line.trim_start().starts_with(['*', '/', '#']));
    let words =
        lines.filter_map(|line| line.split_once('(')).filter(|(before, _)| !before.contains("typedef"));
    let names = words.filter_map(|(before, _)| before.split_whitespace().last());
    let names: Vec<_> = names.filter(|name| name.starts_with("omnimedia_")).collect();
    assert!(names.len() > 60, "only {names:?}");
    let forgotten: Vec<_> = names.iter().filter(|name| !known(name)).collect();
    assert!(forgotten.is_empty() && header.functions.len() == names.len(), "not read: {forgotten:?}");
    assert!(header.is_sized("omnimedia_query") && !header.is_sized("omnimedia_context"));
    assert!(header.handles.contains(&"omnimedia_answer".to_owned()));
    Ok(())
}

/// That the program judged many calls and had nothing to say against any.
pub(crate) fn assert_calls(out: &str, least: usize) {
    let calls = out.trim().strip_suffix(" calls, 0 failures").and_then(|calls| calls.parse::<usize>().ok());
    assert!(calls.is_some_and(|calls| calls >= least), "{out}");
}

fn every_function_refuses_every_wrong_argument() -> Result<(), Stop> {
    c_compiler()?;
    let (folder, built) = compiled_hostile("hostile", &libraries()?.archive, &[])?;
    assert_calls(&quiet(Command::new(built).arg(&folder))?, 7000);
    Ok(())
}

fn wrong_arguments_read_no_wrong_memory_and_leak_nothing() -> Result<(), Stop> {
    c_compiler()?;
    valgrind(Path::new("none"))?;
    let (folder, built) = compiled_hostile("hostile-valgrind", &libraries()?.archive, &[])?;
    assert_calls(&quiet(valgrind(&built)?.arg(&folder))?, 1000);
    Ok(())
}

fn a_panic_in_any_function_is_a_status() -> Result<(), Stop> {
    c_compiler()?;
    let (folder, built) = compiled_hostile("panics", panicking_archive()?, &["-DINJECT"])?;
    assert_calls(&quiet(Command::new(&built).arg(&folder))?, 1000);
    assert_calls(&quiet(valgrind(&built)?.arg(&folder))?, 1000);
    Ok(())
}

fn damaged_bytes_are_refused_or_do_no_harm() -> Result<(), Stop> {
    c_compiler()?;
    let (folder, built) = compiled_beside("damaged", "damaged", &libraries()?.archive)?;
    assert_calls(&quiet(Command::new(&built).arg(&folder).arg("1"))?, 10_000);
    assert_calls(&quiet(valgrind(&built)?.arg(&folder).arg("47"))?, 1000);
    Ok(())
}

fn eight_threads_ask_while_snapshots_are_replaced() -> Result<(), Stop> {
    c_compiler()?;
    let (folder, built) = compiled_stress("stress", &libraries()?.archive, &[])?;
    let out = quiet(Command::new(built).arg(folder).args(["10000", "memory"]))?;
    assert!(out.starts_with("10000 swaps"), "{out}");
    Ok(())
}

fn replaced_snapshots_read_no_wrong_memory_and_leak_nothing() -> Result<(), Stop> {
    c_compiler()?;
    valgrind(Path::new("none"))?;
    let (folder, built) = compiled_stress("stress-valgrind", &libraries()?.archive, &[])?;
    let out = quiet(valgrind(&built)?.arg(folder).arg("200"))?;
    assert!(out.starts_with("200 swaps"), "{out}");
    Ok(())
}
