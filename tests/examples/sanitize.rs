//! The C programs of the boundary and the core's own tests under sanitizers, and the core's reading of snapshots under
//! Miri and valgrind: `cargo run -p omnimedia-tests --example sanitize [SWAPS]`.
//!
//! A command of its own and no part of `.ci/run`: it wants the nightly toolchain and clang, and builds the library
//! anew for every sanitizer. `AddressSanitizer` finds wrong reads and writes and, with `LeakSanitizer`, what is left;
//! `ThreadSanitizer` finds races, for which the standard library itself is built too (`-Zbuild-std`, the component
//! `rust-src`). Where that cannot be, valgrind's helgrind is asked, which gives no verdict. It prints a line for each tool and program,
//! and ends with 1 when one of them found something, or none could run. That each sees what it is for is tried first,
//! on a program that leaks and races.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use omnimedia_tests::boundary::{hostile_folder, versions_folder};
use omnimedia_tests::build::libraries;
use omnimedia_tests::c_program::{SYSTEM, compile, folder, quiet};
use omnimedia_tests::process::{cargo, scrub};
use omnimedia_tests::{Stop, run, target_dir, tool, workspace_root};

const TRIPLE: &str = "x86_64-unknown-linux-gnu";

/// A sanitizer.
struct Sanitizer {
    /// Its name for compilers.
    name: &'static str,
    /// Its name among the toolchain's libraries.
    runtime: &'static str,
    /// What the library is built with besides.
    build: &'static [&'static str],
}

const SANITIZERS: [Sanitizer; 2] = [
    Sanitizer { name: "address", runtime: "asan", build: &["--features", "inject-panics"] },
    Sanitizer { name: "thread", runtime: "tsan", build: &["-Zbuild-std"] },
];

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
    for sanitizer in &SANITIZERS {
        let name = sanitizer.name;
        let archive = match sanitizer.library() {
            Ok(archive) => archive,
            Err(why) => {
                println!("{name}: could not be built\n{}", shown(why));
                continue;
            }
        };
        told(&format!("{name}, a program that leaks and races"), sanitizer.sees(&archive));
        for program in Program::ALL {
            if !sanitizer.panics() && matches!(program, Program::Halfway) {
                continue;
            }
            told(&format!("{name}, {}", program.title()), sanitizer.run(&archive, program, &swaps));
        }
        races |= name == "thread";
        told(&format!("{name}, the core's own tests"), sanitizer.core());
    }
    told("memcheck, the core's tests of snapshots", memcheck());
    told("miri, the core's tests of snapshots", miri());
    if !races {
        match helgrind() {
            Ok(line) => println!("helgrind, many threads: {line}"),
            Err(why) => println!("helgrind, many threads: {}", shown(why)),
        }
    }
    if found == 0 && ran > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[derive(Clone, Copy)]
enum Program {
    Hostile,
    Damaged,
    Callbacks,
    Numbers,
    Together,
    Halfway,
    Stress,
}

impl Program {
    const ALL: [Self; 7] = [
        Self::Hostile,
        Self::Damaged,
        Self::Callbacks,
        Self::Numbers,
        Self::Together,
        Self::Halfway,
        Self::Stress,
    ];

    fn title(self) -> &'static str {
        match self {
            Self::Hostile => "wrong arguments",
            Self::Damaged => "damaged bytes",
            Self::Callbacks => "callbacks",
            Self::Numbers => "numbers",
            Self::Together => "one object in two places",
            Self::Halfway => "panics in the middle",
            Self::Stress => "many threads",
        }
    }

    /// Its folder, its source and what it is told besides the folder.
    fn prepared(self, name: &str, swaps: &str) -> Result<(PathBuf, PathBuf, Vec<String>), Stop> {
        match self {
            Self::Hostile => {
                let folder = hostile_folder(&format!("{name}-hostile"))?;
                Ok((folder.clone(), folder.join("hostile.c"), Vec::new()))
            }
            Self::Damaged => beside(name, "damaged", vec!["1".to_owned()]),
            Self::Callbacks => beside(name, "callbacks", Vec::new()),
            Self::Numbers => beside(name, "numbers", Vec::new()),
            Self::Together => beside(name, "together", Vec::new()),
            Self::Halfway => beside(name, "halfway", Vec::new()),
            Self::Stress => {
                let folder = versions_folder(&format!("{name}-stress"))?;
                Ok((folder, workspace_root().join("tests/c/stress.c"), vec![swaps.to_owned()]))
            }
        }
    }
}

impl Sanitizer {
    /// Whether the library panics on demand: not where races are looked for, which the counting would hide.
    fn panics(&self) -> bool {
        self.build.contains(&"inject-panics")
    }

    /// The library, built by the nightly toolchain.
    fn library(&self) -> Result<PathBuf, Stop> {
        let target = target_dir().join("sanitize").join(self.name);
        let mut build = nightly()?;
        build.args(["cargo", "build", "-p", "omnimedia-ffi", "--target", TRIPLE]).args(self.build);
        build.arg("--target-dir").arg(&target).env("RUSTFLAGS", format!("-Zsanitizer={}", self.name));
        run(&mut build)?;
        Ok(target.join(TRIPLE).join("debug/libomnimedia.a"))
    }

    /// The core's own tests; where races are looked for, those with threads.
    fn core(&self) -> Result<String, Stop> {
        let target = target_dir().join("sanitize").join(self.name);
        let mut tests = nightly()?;
        tests.args(["cargo", "test", "-p", "omnimedia", "--lib", "--target", TRIPLE, "--target-dir"]);
        tests.arg(target).env("RUSTFLAGS", format!("-Zsanitizer={}", self.name));
        if self.name == "thread" {
            tests.args(["-Zbuild-std", "threads_"]);
        }
        tests.env("ASAN_OPTIONS", "detect_leaks=1").env("TSAN_OPTIONS", "halt_on_error=0:exitcode=66");
        counted(&run(&mut tests)?)
    }

    /// A program for the sanitizer, with the toolchain's own runtime: it knows what the toolchain asks of it.
    fn compiled(&self, archive: &Path, folder: &Path, source: &Path) -> Result<PathBuf, Stop> {
        let (clang, root) = (tool("clang")?, workspace_root());
        let (object, built) = (folder.join("program.o"), folder.join("program"));
        let mut compile = Command::new(&clang);
        compile.args(["-std=c11", "-O1", "-g", "-c", &format!("-fsanitize={}", self.name)]);
        compile.arg("-I").arg(root.join("include")).arg("-I").arg(root.join("tests/c"));
        run(compile.arg("-o").arg(&object).arg(source))?;
        let sysroot = run(nightly()?.args(["rustc", "--print", "sysroot"]))?;
        let runtime = format!("lib/rustlib/{TRIPLE}/lib/librustc-nightly_rt.{}.a", self.runtime);
        let mut link = Command::new(clang);
        link.arg("-o").arg(&built).arg(object).arg(archive).arg("-Wl,--whole-archive");
        link.arg(Path::new(sysroot.trim()).join(runtime))
            .args(["-Wl,--no-whole-archive", "-Wl,--export-dynamic"]);
        run(link.args(SYSTEM).arg("-lresolv"))?;
        Ok(built)
    }

    /// A program under the sanitizer, which prints what it finds and ends with 66.
    fn run(&self, archive: &Path, program: Program, swaps: &str) -> Result<String, Stop> {
        let (folder, source, arguments) = program.prepared(self.name, swaps)?;
        let mut run = self.command(&self.compiled(archive, &folder, &source)?);
        quiet(run.arg(folder).args(arguments))
    }

    fn command(&self, program: &Path) -> Command {
        let mut run = Command::new(program);
        run.env("ASAN_OPTIONS", "detect_leaks=1:exitcode=66")
            .env("TSAN_OPTIONS", "exitcode=66:halt_on_error=0");
        run.env("LSAN_OPTIONS", "exitcode=66");
        run
    }

    /// That the sanitizer finds what is there: a leak or a race.
    fn sees(&self, archive: &Path) -> Result<String, Stop> {
        let folder = folder(&format!("{}-faulty", self.name))?;
        let program = self.compiled(archive, &folder, &workspace_root().join("tests/c/faulty.c"))?;
        let output = self.command(&program).output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        let line = said.lines().find(|line| line.starts_with("SUMMARY")).unwrap_or_default().to_owned();
        let wanted = if self.name == "thread" { "data race" } else { "leaked" };
        if output.status.code() == Some(66) && line.contains(wanted) {
            let line = line.split(" /").next().unwrap_or_default();
            return Ok(format!("seen, {line}"));
        }
        Err(Stop::Fail(format!("nothing was seen: {}\n{said}", output.status)))
    }
}

/// A program of `tests/c` that works on what the program of wrong arguments works on.
fn beside(name: &str, source: &str, arguments: Vec<String>) -> Result<(PathBuf, PathBuf, Vec<String>), Stop> {
    let folder = hostile_folder(&format!("{name}-{source}"))?;
    Ok((folder, workspace_root().join("tests/c").join(source).with_extension("c"), arguments))
}

/// The core's tests of snapshots under valgrind's memcheck.
fn memcheck() -> Result<String, Stop> {
    let valgrind = tool("valgrind")?;
    // what may be lost is not counted: threads of the test harness have a pointer into the middle of their own
    let leaks =
        "--leak-check=full --errors-for-leak-kinds=definite,indirect --show-leak-kinds=definite,indirect";
    let runner = format!("{} --quiet --error-exitcode=66 {leaks}", valgrind.display());
    let mut tests = cargo();
    tests.args(["test", "-p", "omnimedia", "--lib", "snapshot::"]);
    counted(&run(tests.env("CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUNNER", runner))?)
}

/// The same under Miri, which follows every access and knows what Rust itself forbids; its component is `miri`.
fn miri() -> Result<String, Stop> {
    let mut tests = nightly()?;
    tests.args(["cargo", "miri", "test", "-p", "omnimedia", "--lib", "--target-dir"]);
    counted(&run(tests.arg(target_dir().join("miri")).arg("snapshot::tests::"))?)
}

/// What a run of tests says of itself: that some ran, and passed.
fn counted(said: &str) -> Result<String, Stop> {
    let line = said.lines().find(|line| line.starts_with("test result: ok. ")).unwrap_or_default();
    if line.is_empty() || line.contains(" 0 passed") {
        return Err(Stop::Fail(format!("no test ran\n{said}")));
    }
    Ok(line.to_owned())
}

/// The nightly toolchain, without what an outer Cargo set.
fn nightly() -> Result<Command, Stop> {
    let mut command = Command::new(tool("rustup")?);
    scrub(&mut command);
    command
        .current_dir(workspace_root())
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("CARGO")
        .env_remove("RUSTC");
    command.args(["run", "nightly"]);
    Ok(command)
}

/// What valgrind's helgrind says, in one line. It gives no verdict: it knows locks, and takes for a race what is handed
/// over by an atomic, as every object of a handle and every snapshot of a store is.
fn helgrind() -> Result<String, Stop> {
    let (folder, source, arguments) = Program::Stress.prepared("helgrind", "100")?;
    let built = folder.join("program");
    compile(&source, &built, &libraries()?.archive, &[])?;
    let mut run = Command::new(tool("valgrind")?);
    run.args(["--tool=helgrind", "--fair-sched=yes"]).arg(built).arg(folder).args(arguments);
    let said = run.output()?;
    let (out, said) = (String::from_utf8_lossy(&said.stdout), String::from_utf8_lossy(&said.stderr));
    let summary =
        said.lines().rev().find_map(|line| line.split_once("ERROR SUMMARY: ")).unwrap_or_default().1;
    Ok(format!("no verdict, for it does not know atomics: {} ({})", summary, out.trim()))
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
