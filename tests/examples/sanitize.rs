//! The C programs of the boundary under sanitizers: `cargo run -p omnimedia-tests --example sanitize [SWAPS]`.
//!
//! A command of its own and no part of `.ci/run`: it wants the nightly toolchain and clang, and builds the library
//! anew for every sanitizer. `AddressSanitizer` finds wrong reads and writes and, with `LeakSanitizer`, what is left;
//! `ThreadSanitizer` finds races, for which the standard library itself is built too (`-Zbuild-std`, the component
//! `rust-src`). Where that cannot be, valgrind's helgrind looks for races. It prints a line for each tool and program,
//! and ends with 1 when one of them found something, or none could run.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use omnimedia_tests::boundary::{hostile_folder, versions_folder};
use omnimedia_tests::build::libraries;
use omnimedia_tests::c_program::{c_compiler, compile_by, quiet};
use omnimedia_tests::process::scrub;
use omnimedia_tests::{Stop, run, target_dir, tool, workspace_root};

const TRIPLE: &str = "x86_64-unknown-linux-gnu";

/// A sanitizer: its name for compilers, and what the library is built with besides.
const SANITIZERS: [(&str, &[&str]); 2] = [("address", &[]), ("thread", &["-Zbuild-std"])];

fn main() -> ExitCode {
    let swaps = std::env::args().nth(1).unwrap_or_else(|| "10000".to_owned());
    let (mut ran, mut found) = (0, 0);
    let mut races = false;
    let mut told = |what: &str, outcome: Result<String, Stop>| {
        let ok = outcome.is_ok();
        match outcome {
            Ok(out) => println!("{what}: {}", out.trim()),
            Err(Stop::Skip(missing)) => println!("{what}: skipped, {}", missing.reason()),
            Err(Stop::Fail(why)) => {
                found += 1;
                println!("{what}: FAILED\n{why}");
            }
        }
        ran += usize::from(ok);
        ok
    };
    for (name, more) in SANITIZERS {
        match library(name, more) {
            Err(why) => println!("{name}: could not be built\n{}", shown(why)),
            Ok(archive) => {
                told(
                    &format!("{name}, wrong arguments"),
                    sanitized(name, &archive, Program::Hostile, &swaps),
                );
                told(&format!("{name}, damaged bytes"), sanitized(name, &archive, Program::Damaged, &swaps));
                told(&format!("{name}, many threads"), sanitized(name, &archive, Program::Stress, &swaps));
                races |= name == "thread";
            }
        }
    }
    if !races {
        told("helgrind, many threads", helgrind(&swaps));
    }
    if found == 0 && ran > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[derive(Clone, Copy)]
enum Program {
    Hostile,
    Damaged,
    Stress,
}

impl Program {
    /// Its folder, its source and what it is told besides the folder.
    fn prepared(self, name: &str, swaps: &str) -> Result<(PathBuf, PathBuf, Vec<String>), Stop> {
        match self {
            Self::Hostile => {
                let folder = hostile_folder(&format!("{name}-hostile"))?;
                Ok((folder.clone(), folder.join("hostile.c"), Vec::new()))
            }
            Self::Damaged => {
                let folder = hostile_folder(&format!("{name}-damaged"))?;
                Ok((folder, workspace_root().join("tests/c/damaged.c"), vec!["1".to_owned()]))
            }
            Self::Stress => {
                let folder = versions_folder(&format!("{name}-stress"))?;
                Ok((folder, workspace_root().join("tests/c/stress.c"), vec![swaps.to_owned()]))
            }
        }
    }
}

/// The library, built for a sanitizer by the nightly toolchain.
fn library(name: &str, more: &[&str]) -> Result<PathBuf, Stop> {
    let target = target_dir().join("sanitize").join(name);
    let mut build = Command::new(tool("rustup")?);
    scrub(&mut build);
    build.current_dir(workspace_root()).env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO");
    build.args(["run", "nightly", "cargo", "build", "-p", "omnimedia-ffi", "--target", TRIPLE]).args(more);
    build.arg("--target-dir").arg(&target).env("RUSTFLAGS", format!("-Zsanitizer={name}"));
    run(&mut build)?;
    Ok(target.join(TRIPLE).join("debug/libomnimedia.a"))
}

/// A program under a sanitizer, which prints what it finds and ends with 66.
fn sanitized(name: &str, archive: &Path, program: Program, swaps: &str) -> Result<String, Stop> {
    let (folder, source, arguments) = program.prepared(name, swaps)?;
    let built = folder.join("program");
    compile_by(&tool("clang")?, &source, &built, archive, &[&format!("-fsanitize={name}")])?;
    let mut run = Command::new(built);
    run.arg(folder).args(arguments);
    run.env("ASAN_OPTIONS", "detect_leaks=1:exitcode=66").env("TSAN_OPTIONS", "exitcode=66:halt_on_error=0");
    quiet(&mut run)
}

/// Valgrind's look for races, on a library for use: it knows locks and does not know atomics.
fn helgrind(swaps: &str) -> Result<String, Stop> {
    let few = swaps.parse::<u32>().map_or(200, |swaps| swaps.min(200)).to_string();
    let (folder, source, arguments) = Program::Stress.prepared("helgrind", &few)?;
    let built = folder.join("program");
    compile_by(&c_compiler()?, &source, &built, &libraries()?.archive, &[])?;
    let mut run = Command::new(tool("valgrind")?);
    run.args(["--tool=helgrind", "--quiet", "--error-exitcode=66", "--fair-sched=yes"]);
    quiet(run.arg(built).arg(folder).args(arguments))
}

/// The end of what a build printed.
fn shown(why: Stop) -> String {
    match why {
        Stop::Skip(missing) => missing.reason(),
        Stop::Fail(text) => {
            let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
            lines[lines.len().saturating_sub(12)..].join("\n")
        }
    }
}
