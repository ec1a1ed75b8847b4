//! What a host's callbacks may do, numbers from every end of their range, one object in two places, and faults of the
//! library in the middle of a call: each by a C program, plain and under valgrind.

use std::path::Path;
use std::process::Command;

use libtest_mimic::Trial;
use omnimedia_tests::boundary::compiled_beside;
use omnimedia_tests::build::{libraries, panicking_archive};
use omnimedia_tests::c_program::{c_compiler, quiet, valgrind};
use omnimedia_tests::{Stop, trials};

use crate::c_hostile::assert_calls;

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        callbacks_stop_misread_call_back_and_let_go,
        callbacks_read_no_wrong_memory_and_leak_nothing,
        numbers_of_every_kind_are_taken_or_refused,
        numbers_read_no_wrong_memory_and_leak_nothing,
        one_object_in_two_places_does_no_harm,
        objects_in_two_places_read_no_wrong_memory_and_leak_nothing,
        a_panic_in_the_middle_leaves_what_is_said,
        panics_in_the_middle_read_no_wrong_memory_and_leak_nothing,
    ]
}

/// Runs a program that makes so many calls at least.
fn plain(source: &str, archive: &Path, least: usize) -> Result<(), Stop> {
    c_compiler()?;
    let (folder, built) = compiled_beside(source, source, archive)?;
    assert_calls(&quiet(Command::new(built).arg(folder))?, least);
    Ok(())
}

/// The same under valgrind.
fn checked(source: &str, archive: &Path, least: usize) -> Result<(), Stop> {
    let (folder, built) = compiled_beside(source, &format!("{source}-valgrind"), archive)?;
    assert_calls(&quiet(valgrind(&built)?.arg(folder))?, least);
    Ok(())
}

/// The tools of a checked run, before anything is built for it.
fn tools() -> Result<(), Stop> {
    c_compiler()?;
    valgrind(Path::new("none"))?;
    Ok(())
}

fn callbacks_stop_misread_call_back_and_let_go() -> Result<(), Stop> {
    plain("callbacks", &libraries()?.archive, 1500)
}

fn callbacks_read_no_wrong_memory_and_leak_nothing() -> Result<(), Stop> {
    tools()?;
    checked("callbacks", &libraries()?.archive, 1500)
}

fn numbers_of_every_kind_are_taken_or_refused() -> Result<(), Stop> {
    plain("numbers", &libraries()?.archive, 100_000)
}

fn numbers_read_no_wrong_memory_and_leak_nothing() -> Result<(), Stop> {
    tools()?;
    checked("numbers", &libraries()?.archive, 100_000)
}

fn one_object_in_two_places_does_no_harm() -> Result<(), Stop> {
    plain("together", &libraries()?.archive, 35)
}

fn objects_in_two_places_read_no_wrong_memory_and_leak_nothing() -> Result<(), Stop> {
    tools()?;
    checked("together", &libraries()?.archive, 35)
}

fn a_panic_in_the_middle_leaves_what_is_said() -> Result<(), Stop> {
    plain("halfway", panicking_archive()?, 500)
}

fn panics_in_the_middle_read_no_wrong_memory_and_leak_nothing() -> Result<(), Stop> {
    tools()?;
    checked("halfway", panicking_archive()?, 500)
}
