//! How much of the core its tests run: `cargo run -p omnimedia-tests --example coverage [ROOM]`.
//!
//! A command of its own and no part of `.ci/run`: it wants the nightly toolchain with `llvm-tools`, for branches are
//! counted by nightly alone, and builds everything anew. It runs the core's own tests, its documentation and the trials
//! of the suite that ask the core in the same process; what C, Python and the browser ask is not counted. It prints lines
//! and branches for each room, and each line and branch that nothing ran, of one room or file if it is named.
//!
//! A branch is one outcome of one condition. Generic code counts as run if any of its instances ran. Tests themselves do
//! not count.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use omnimedia_tests::process::scrub;
use omnimedia_tests::{Stop, run, target_dir, tool, workspace_root};
use serde_json::Value;

/// Set for the compiler that this program stands in for.
const WRAPPED: &str = "OMNIMEDIA_COVERAGE_WRAPPED";

/// What each crate of the workspace is compiled with.
const FLAGS: [&str; 2] = ["-Cinstrument-coverage", "-Zcoverage-options=branch"];

/// Modules and trials of the suite that start other programs, which are not counted and not all built.
const ELSEWHERE: [&str; 20] = [
    "abi_page::",
    "ask::",
    "boundary::",
    "browser::",
    "builds::",
    "c_callbacks::",
    "c_client::",
    "c_hostile::",
    "cpp_client::",
    "csharp_client::",
    "faults::the_writer_in_c_",
    "fuzz::abi_",
    "install::",
    "manifest_example::",
    "readme::",
    "shards::a_c_program_",
    "symbols::",
    "tour::",
    "wheel::",
    "workbench::",
];

fn main() -> ExitCode {
    if std::env::var_os(WRAPPED).is_some() {
        return compile();
    }
    let wanted = std::env::args().nth(1).unwrap_or_default();
    match measured() {
        Ok(files) => match told(&files, &wanted) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Err(Stop::Skip(missing)) => {
            eprintln!("skipped, {}", missing.reason());
            ExitCode::FAILURE
        }
        Err(Stop::Fail(why)) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

/// The compiler, with the flags: Cargo asks it for the crates of the workspace alone, and so keeps the others.
fn compile() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let Some(compiler) = arguments.next() else { return ExitCode::FAILURE };
    let status = Command::new(compiler).args(arguments).args(FLAGS).status();
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// What ran of a file.
#[derive(Default)]
struct File {
    /// How often each line ran.
    lines: BTreeMap<u64, u64>,
    /// By line and column of its condition, whether it was ever true, and ever false.
    branches: BTreeMap<(u64, u64), [bool; 2]>,
}

impl File {
    fn ran(&self) -> Ran {
        let outcomes = self.branches.values().flatten();
        Ran {
            lines: self.lines.len(),
            lines_run: self.lines.values().filter(|count| **count > 0).count(),
            branches: outcomes.clone().count(),
            branches_run: outcomes.filter(|ran| **ran).count(),
        }
    }
}

/// How much there is, and how much of it ran.
#[derive(Default, Clone, Copy)]
struct Ran {
    lines: usize,
    lines_run: usize,
    branches: usize,
    branches_run: usize,
}

impl Ran {
    fn add(&mut self, other: Self) {
        self.lines += other.lines;
        self.lines_run += other.lines_run;
        self.branches += other.branches;
        self.branches_run += other.branches_run;
    }
}

/// Builds and runs everything, and reads what ran, by file of `core/src`.
fn measured() -> Result<BTreeMap<String, File>, Stop> {
    let target = target_dir().join("coverage");
    let profiles = target.join("profiles");
    if profiles.exists() {
        std::fs::remove_dir_all(&profiles)?;
    }
    std::fs::create_dir_all(&profiles)?;
    let profile = profiles.join("%p-%4m.profraw");
    let mut objects = built(&target)?;
    for object in &objects {
        let mut tests = Command::new(object);
        tests.current_dir(workspace_root()).env("LLVM_PROFILE_FILE", &profile);
        tests.env("CARGO_MANIFEST_DIR", workspace_root().join("tests"));
        if object.file_name().is_some_and(|name| name.to_string_lossy().starts_with("suite")) {
            tests.args(ELSEWHERE.iter().flat_map(|module| ["--skip", *module]));
        }
        run(&mut tests)?;
    }
    objects.extend(documentation(&target, &profile)?);
    let data = target.join("coverage.profdata");
    let raw: Vec<PathBuf> = std::fs::read_dir(&profiles)?.flatten().map(|entry| entry.path()).collect();
    run(Command::new(llvm("llvm-profdata")?).args(["merge", "--sparse", "-o"]).arg(&data).args(raw))?;
    let mut files = BTreeMap::new();
    let lines = exported(&data, &objects, "lcov")?;
    read_lines(&lines, &mut files)?;
    read_branches(&exported(&data, &objects, "text")?, &mut files)?;
    Ok(files)
}

/// The programs of the tests.
fn built(target: &Path) -> Result<Vec<PathBuf>, Stop> {
    let mut build = nightly()?;
    build.args(["cargo", "test", "-p", "omnimedia", "-p", "omnimedia-tests", "--lib", "--test", "suite"]);
    build.args(["--no-run", "--message-format=json", "--target-dir"]).arg(target);
    wrapped(&mut build)?.env("LLVM_PROFILE_FILE", target.join("build.profraw"));
    let said = run(&mut build)?;
    let messages = said.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let programs = messages.filter_map(|message| Some(message.get("executable")?.as_str()?.into()));
    Ok(programs.collect())
}

/// Runs the examples in the documentation, and gives their programs.
fn documentation(target: &Path, profile: &Path) -> Result<Vec<PathBuf>, Stop> {
    let kept = target.join("documentation");
    if kept.exists() {
        std::fs::remove_dir_all(&kept)?;
    }
    let mut tests = nightly()?;
    tests.args(["cargo", "test", "-p", "omnimedia", "--doc", "--target-dir"]).arg(target);
    let flags = format!("{} -Zunstable-options --persist-doctests {}", FLAGS.join(" "), kept.display());
    wrapped(&mut tests)?.env("RUSTDOCFLAGS", flags).env("LLVM_PROFILE_FILE", profile);
    run(&mut tests)?;
    let folders = std::fs::read_dir(&kept)?.flatten().map(|entry| entry.path().join("rust_out"));
    Ok(folders.filter(|program| program.is_file()).collect())
}

fn wrapped(cargo: &mut Command) -> Result<&mut Command, Stop> {
    Ok(cargo.env("RUSTC_WORKSPACE_WRAPPER", std::env::current_exe()?).env(WRAPPED, "1"))
}

/// What LLVM tells of the core's sources.
fn exported(data: &Path, objects: &[PathBuf], format: &str) -> Result<String, Stop> {
    let mut export = Command::new(llvm("llvm-cov")?);
    export.arg("export").arg(format!("--format={format}")).arg("--instr-profile").arg(data);
    if format == "text" {
        export.arg("--skip-functions");
    }
    export.args(objects.iter().flat_map(|object| [Path::new("--object"), object]));
    Ok(run(export.arg("--sources").arg(core()))?)
}

/// Lines, from the form of `lcov`.
fn read_lines(text: &str, files: &mut BTreeMap<String, File>) -> Result<(), Stop> {
    let (mut name, mut end) = (None, 0);
    for line in text.lines() {
        if let Some(path) = line.strip_prefix("SF:") {
            name = counted(Path::new(path));
            end = if name.is_some() { tests_begin(Path::new(path))? } else { 0 };
        } else if let (Some(name), Some((number, count))) =
            (&name, line.strip_prefix("DA:").and_then(|line| line.split_once(',')))
        {
            let (Ok(number), Ok(count)) = (number.parse::<u64>(), count.parse::<u64>()) else { continue };
            if number < end {
                let file: &mut File = files.entry(name.clone()).or_default();
                *file.lines.entry(number).or_default() += count;
            }
        }
    }
    Ok(())
}

/// Branches, from the form of JSON: an instance of generic code has its own.
fn read_branches(text: &str, files: &mut BTreeMap<String, File>) -> Result<(), Stop> {
    let exported: Value = serde_json::from_str(text)?;
    let found = exported.pointer("/data/0/files").and_then(Value::as_array);
    for one in found.into_iter().flatten() {
        let path = Path::new(one.get("filename").and_then(Value::as_str).unwrap_or_default());
        let Some(name) = counted(path) else { continue };
        let end = tests_begin(path)?;
        let file = files.entry(name).or_default();
        for branch in one.get("branches").and_then(Value::as_array).into_iter().flatten() {
            let number = |index: usize| branch.get(index).and_then(Value::as_u64).unwrap_or_default();
            if number(0) < end {
                let outcomes = file.branches.entry((number(0), number(1))).or_default();
                outcomes[0] |= number(4) > 0;
                outcomes[1] |= number(5) > 0;
            }
        }
    }
    Ok(())
}

/// The name of a file that counts: no tests.
fn counted(path: &Path) -> Option<String> {
    let inside = path.strip_prefix(core()).ok()?;
    let tests = inside.iter().any(|part| {
        let part = part.to_string_lossy();
        let stem = part.strip_suffix(".rs").unwrap_or(&part);
        stem == "tests" || stem.ends_with("_tests") || stem.starts_with("tests_")
    });
    (!tests).then(|| inside.to_string_lossy().into_owned())
}

/// The line where a file's own tests begin; they are the last in it.
fn tests_begin(path: &Path) -> Result<u64, Stop> {
    let source = std::fs::read_to_string(path)?;
    let lines: Vec<&str> = source.lines().collect();
    let begin = lines.windows(2).position(|pair| pair[0] == "#[cfg(test)]" && pair[1].ends_with('{'));
    Ok(begin.map_or(u64::MAX, |index| index as u64 + 1))
}

/// Prints the table, and what did not run.
fn told(files: &BTreeMap<String, File>, wanted: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let mut rooms: BTreeMap<&str, Ran> = BTreeMap::new();
    for (name, file) in files {
        let room = name.split('/').next().unwrap_or_default();
        let room = room.strip_suffix(".rs").unwrap_or(room);
        rooms.entry(room).or_default().add(file.ran());
    }
    let mut all = Ran::default();
    writeln!(
        out,
        "| room | lines | of them run | branches | of them taken |\n| --- | ---: | ---: | ---: | ---: |"
    )?;
    for (room, ran) in &rooms {
        row(&mut out, room, *ran)?;
        all.add(*ran);
    }
    row(&mut out, "all", all)?;
    for (name, file) in files.iter().filter(|(name, _)| name.starts_with(wanted)) {
        let source = std::fs::read_to_string(core().join(name))?;
        let lines: Vec<&str> = source.lines().collect();
        let idle: BTreeSet<u64> =
            file.lines.iter().filter(|(_, count)| **count == 0).map(|(line, _)| *line).collect();
        for line in &idle {
            let text = lines.get((line - 1) as usize).copied().unwrap_or_default();
            writeln!(out, "{name}:{line}: {}", text.trim())?;
        }
        for ((line, column), [yes, no]) in &file.branches {
            let never = match (yes, no) {
                (true, true) => continue,
                (true, false) => "never false",
                (false, true) => "never true",
                (false, false) => "never asked",
            };
            if !idle.contains(line) {
                let text = lines.get((line - 1) as usize).copied().unwrap_or_default();
                writeln!(out, "{name}:{line}:{column}: {never}: {}", text.trim())?;
            }
        }
    }
    Ok(())
}

fn row(out: &mut impl Write, name: &str, ran: Ran) -> std::io::Result<()> {
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    writeln!(
        out,
        "| {name} | {} | {:.1} % | {} | {:.1} % |",
        ran.lines,
        share(ran.lines_run, ran.lines),
        ran.branches,
        share(ran.branches_run, ran.branches)
    )
}

fn core() -> PathBuf {
    workspace_root().join("core/src")
}

/// A program of the toolchain's component `llvm-tools`.
fn llvm(name: &str) -> Result<PathBuf, Stop> {
    let libraries = run(nightly()?.args(["rustc", "--print", "target-libdir"]))?;
    let program = Path::new(libraries.trim()).with_file_name("bin").join(name);
    if program.is_file() {
        return Ok(program);
    }
    Err(Stop::Fail(format!("{name} is missing: rustup component add llvm-tools --toolchain nightly")))
}

/// The nightly toolchain, without what an outer Cargo set.
fn nightly() -> Result<Command, Stop> {
    let mut command = Command::new(tool("rustup")?);
    scrub(&mut command);
    command.current_dir(workspace_root());
    for name in ["RUSTUP_TOOLCHAIN", "CARGO", "RUSTC"] {
        command.env_remove(name);
    }
    command.args(["run", "nightly"]);
    Ok(command)
}
