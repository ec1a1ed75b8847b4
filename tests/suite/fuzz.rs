//! What fuzzing found, run again: every input of the corpora in `fuzz/corpus`, the seeds, and what once broke
//! something.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use libtest_mimic::Trial;
use omnimedia_tests::build::libraries;
use omnimedia_tests::fuzz::{self, TARGETS, Target, seeds, vector_seeds};
use omnimedia_tests::place::files_below;
use omnimedia_tests::{Stop, target_dir, trial, workspace_root};

const ABI: Target = ("abi", fuzz::abi);

pub(crate) fn trials() -> Vec<Trial> {
    let mut all = Vec::new();
    for (name, run) in TARGETS.into_iter().chain([ABI]) {
        all.push(trial(&format!("fuzz::{name}_runs_its_corpus_again"), move || corpus(name, run)));
        all.push(trial(&format!("fuzz::{name}_runs_its_seeds_again"), move || seeded(name, run)));
        for file in files_below(&found(name), &|_| true) {
            let what = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            all.push(trial(&format!("fuzz::{name}_found_{what}"), move || {
                ready(name)?;
                one(run, &what, &fs::read(&file)?)
            }));
        }
    }
    all
}

/// Inputs that once broke something.
fn found(target: &str) -> std::path::PathBuf {
    workspace_root().join("tests/fixtures/found").join(target)
}

/// Loads the C library for the target that calls it.
fn ready(target: &str) -> Result<(), Stop> {
    if target == ABI.0 {
        fuzz::abi::load(&libraries()?.shared, &target_dir().join("fuzz-files"))?;
    }
    Ok(())
}

fn one(run: fn(&[u8]), name: &str, data: &[u8]) -> Result<(), Stop> {
    catch_unwind(AssertUnwindSafe(|| run(data))).map_err(|panic| {
        let said = panic.downcast_ref::<String>().cloned();
        let said = said.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        Stop::Fail(format!("{name}: {}", said.unwrap_or_default()))
    })
}

fn corpus(target: &str, run: fn(&[u8])) -> Result<(), Stop> {
    ready(target)?;
    let folder = workspace_root().join("fuzz/corpus").join(target);
    let files = files_below(&folder, &|_| true);
    for file in &files {
        one(run, &file.display().to_string(), &fs::read(file)?)?;
    }
    assert!(!files.is_empty(), "no files in {}", folder.display());
    let bytes: u64 = files.iter().map(|file: &std::path::PathBuf| size(file)).sum();
    assert!(files.len() <= 400 && bytes < 600_000, "{} files of {bytes} bytes are too many", files.len());
    Ok(())
}

fn size(file: &Path) -> u64 {
    file.metadata().map_or(0, |data| data.len())
}

fn seeded(target: &str, run: fn(&[u8])) -> Result<(), Stop> {
    ready(target)?;
    let mut count = 0;
    for (at, (of, bytes)) in seeds().into_iter().chain(vector_seeds()).enumerate() {
        if of == target {
            one(run, &format!("seed {at}"), &bytes)?;
            count += 1;
        }
    }
    assert!(count > 10, "only {count} seeds");
    Ok(())
}
