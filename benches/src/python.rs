//! The Python package, as it is released, beside the same from Rust and beside Python's own.

use crate::lookup::{Shop, shop};
use crate::measure::{Series, Subject, interleaved};
use crate::queries::Asked;
use crate::table::{Limit, Table};
use crate::workload::{CHANNELS, CONTEXTS, LOCALES, Workload};
use omnimedia::{Flatten, Policy, SharedShelf};
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Queries that both sides ask, 1,000 at once where they come in batches.
const QUERIES: usize = 1_000_000;
const BATCH: usize = 1_000;
/// Look-ups of one subject in one round.
const OPERATIONS: usize = 200_000;

/// Measures, in a folder of its own below the target directory.
pub fn run(workload: &Workload, target: &Path, rounds: usize, table: &mut Table) {
    let (python, wheel) = match environment(target) {
        Ok(built) => built,
        Err(why) => return table.skipped("the Python package", &why, Limit::Most(12.0)),
    };
    let folder = target.join("bench-python");
    fs::create_dir_all(&folder).unwrap();
    let bytes = Flatten::new(&workload.publication(), Policy::default()).to_bytes().unwrap();
    fs::write(folder.join("shop.snapshot"), &bytes).unwrap();
    let snapshot = shop(&bytes);
    drop(bytes);
    let asked = Asked::new(workload, QUERIES, 11);
    let queries = asked.queries();
    let line = |at| {
        let query = queries.get(at);
        format!("{}\t{}\t{}\n", query.number, query.channel, query.locale)
    };
    fs::write(folder.join("asked.tsv"), (0..queries.len()).map(line).collect::<String>()).unwrap();
    let [strings, shelf, batch, whole] = in_rust(&snapshot, &queries, rounds);
    drop(snapshot);
    let json = format!(r#"{{"strings": {strings}, "shelf": {shelf}, "batch": {batch}, "whole": {whole}}}"#);
    fs::write(folder.join("rust.json"), json).unwrap();

    let mut command = Command::new(python);
    command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/python.py")).arg(&folder).arg("--wheel").arg(wheel);
    command.args(["--rounds", &rounds.to_string()]).current_dir(&folder);
    match said(&mut command) {
        Ok(lines) => lines.lines().for_each(|line| row(line, table)),
        Err(why) => table.skipped("the Python package", &why, Limit::Most(12.0)),
    }
    // the figures are told; what is left is large
    let _ = fs::remove_dir_all(&folder);
}

/// What a row of a batch shows, as a Rust program would keep it: texts that lie in the snapshot.
#[derive(Default)]
#[expect(dead_code, reason = "it is made, and kept from being left out by a black box")]
struct Shown<'s> {
    image: Option<&'s str>,
    url: Option<&'s str>,
    primary: Vec<&'s str>,
    additional: Vec<(&'s str, &'s str)>,
    level: Option<omnimedia::Level>,
    origin: Option<omnimedia::ContextRef<'s>>,
}

impl<'s> Shown<'s> {
    fn new(view: &omnimedia::View<'s, '_>) -> Self {
        let pair = |item: omnimedia::ItemView<'s, '_>| Some((item.purpose()?, item.asset()?));
        Self {
            image: view.default_image().and_then(|image| image.asset()),
            url: view.default_image_url(),
            primary: view.primary().filter_map(|item| item.asset()).collect(),
            additional: view.additional().filter_map(pair).collect(),
            level: view.level(),
            origin: view.context(),
        }
    }
}

/// The same look-ups from Rust, in nanoseconds: by strings and by a shelf to the default image; urls by the batch; and
/// all that a batch's columns say, each row by the shelf of its context.
fn in_rust(snapshot: &Shop, queries: &crate::queries::Queries<'_>, rounds: usize) -> [f64; 4] {
    let shelf_of = |context| {
        let (channel, locale) = (CHANNELS[context / LOCALES.len()], LOCALES[context % LOCALES.len()]);
        SharedShelf::new(snapshot.shelf(Some(channel), Some(locale), None).unwrap())
    };
    let shelves: Vec<SharedShelf> = (0..CONTEXTS).map(shelf_of).collect();
    let (mut row_composing, mut shown) = (None, Vec::new());
    let one = SharedShelf::new(snapshot.shelf(Some("128"), Some("fr-CA"), None).unwrap());
    let (mut scratch, mut composing, mut urls) = (omnimedia::Scratch::new(), None, vec![None; BATCH]);
    let mut batch_composing = None;
    let mut subjects = [
        Subject::new("by strings", |start, operations| {
            let one = |at| {
                let query = queries.get(at);
                let Ok(found) = snapshot.find(query.number) else { return 0 };
                let shelf = snapshot.shelf(Some(query.channel), Some(query.locale), None);
                let Ok(shelf) = shelf else { return 0 };
                let view = found.answer(&shelf, &mut scratch);
                view.ok().and_then(|view| view.default_image()?.asset()).map_or(0, |id| black_box(id).len())
            };
            (start..start + operations).map(one).sum()
        }),
        Subject::new("by a shelf", |start, operations| {
            let one = |at| {
                let Some(found) = snapshot.get(queries.number_in(at).0) else { return 0 };
                let view = found.answer_shared(&one, &mut composing);
                view.ok().and_then(|view| view.default_image()?.asset()).map_or(0, |id| black_box(id).len())
            };
            (start..start + operations).map(one).sum()
        }),
        Subject::new("by the batch", |start, operations| {
            for first in (start..start + operations).step_by(BATCH) {
                let numbers = queries.numbers(first, BATCH);
                let each = |place: usize, view: Option<omnimedia::View<'_, '_>>| {
                    urls[place] = view.and_then(|view| view.default_image_url()).map(str::as_ptr);
                };
                snapshot.answers_shared(numbers, &one, &mut batch_composing, each).unwrap();
                black_box(&mut urls);
            }
            operations
        }),
        Subject::new("all of each row", |start, operations| {
            for at in start..start + operations {
                let (number, context) = queries.number_in(at);
                let Some(found) = snapshot.get(number) else { continue };
                let view = found.answer_shared(&shelves[context], &mut row_composing);
                shown.push(view.map(|view| Shown::new(&view)).unwrap_or_default());
                if shown.len() == BATCH {
                    black_box(&mut shown).clear();
                }
            }
            operations
        }),
    ];
    // single look-ups ask what the script asks one by one, the batch all that it asks at once
    let (singles, batch) = subjects.split_at_mut(2);
    let singles = interleaved(singles, rounds, OPERATIONS, OPERATIONS);
    let batch = interleaved(batch, rounds, OPERATIONS, QUERIES);
    let mut medians = singles.iter().chain(&batch).map(Series::median);
    [(); 4].map(|()| medians.next().unwrap_or(f64::NAN))
}

/// Adds what a line of the script says.
fn row(line: &str, table: &mut Table) {
    let parts: (String, String, String, Option<f64>, String, Option<f64>) =
        serde_json::from_str(line).unwrap();
    let (what, measured, beside, ratio, unit, limit) = parts;
    match ratio {
        Some(ratio) => {
            let limit = limit.map_or(Limit::None, Limit::Most);
            table.figure(&what, measured, beside, ratio, &unit, limit);
        }
        None => table.shown(&what, measured, beside),
    }
}

/// The interpreter of a virtual environment that has the wheel, and the wheel.
fn environment(target: &Path) -> Result<(PathBuf, PathBuf), String> {
    let home = target.join("bench-python-venv");
    let folder = if cfg!(windows) { "Scripts" } else { "bin" };
    let python = home.join(folder).join(format!("python{}", std::env::consts::EXE_SUFFIX));
    let base = ["python3", "python"].into_iter().find(|name| {
        let probe = "import sys, venv, ensurepip; assert sys.version_info >= (3, 11)";
        Command::new(name).args(["-c", probe]).output().is_ok_and(|done| done.status.success())
    });
    let base = base.ok_or("no python 3.11 or later with venv")?;
    let package = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../python"));
    let wanted =
        fs::read_to_string(package.join("requirements-dev.txt")).map_err(|error| error.to_string())?;
    let pins: Vec<&str> = wanted
        .lines()
        .filter(|line| ["maturin==", "pyarrow=="].iter().any(|name| line.starts_with(name)))
        .collect();
    said(Command::new(base).args(["-m", "venv"]).arg(&home))?;
    let pip = || {
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
        pip
    };
    said(pip().args(pins))?;
    let wheels = target.join("bench-python-wheel");
    let _ = fs::remove_dir_all(&wheels);
    let mut maturin = Command::new(&python);
    maturin.args(["-m", "maturin", "build", "--release", "--compatibility", "linux"]).current_dir(package);
    maturin.arg("--interpreter").arg(&python).arg("--out").arg(&wheels);
    // a directory of its own: maturin's settings for PyO3 would make the other builds start over each time
    maturin.arg("--target-dir").arg(target.join("wheel-build"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO_PKG_") {
            maturin.env_remove(name);
        }
    }
    said(&mut maturin)?;
    let wheel = fs::read_dir(&wheels).map_err(|error| error.to_string())?.flatten().map(|entry| entry.path());
    let wheel =
        wheel.into_iter().find(|path| path.extension().is_some_and(|it| it == "whl")).ok_or("no wheel")?;
    said(pip().args(["--no-deps", "--force-reinstall"]).arg(&wheel))?;
    Ok((python, wheel))
}

/// What a command prints; where it fails, the last line of what went wrong.
fn said(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let done = command.output().map_err(|error| format!("{name}: {error}"))?;
    if done.status.success() {
        return Ok(String::from_utf8_lossy(&done.stdout).into_owned());
    }
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    Err(format!("{name}: {}", told.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("it failed")))
}
