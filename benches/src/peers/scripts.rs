//! The peers that live in Python: `benches/peers.py` runs them, each in a process of its own, and compares what they
//! find with what has to come.

use super::{COMPARED, Costs, Sample, everything::everything};
use crate::alloc;
use crate::measure::seconds;
use crate::table::{Limit, Table, size, time};
use crate::tables;
use crate::workload::Workload;
use omnimedia::{Limits, ManifestReader};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

/// What a task of the script says; what it does not say is 0.
struct Told {
    version: String,
    seconds: f64,
    memory: f64,
    disk: f64,
    start: f64,
}

fn python() -> String {
    std::env::var("OMNIMEDIA_PEERS_PYTHON").unwrap_or_else(|_| "python3".into())
}

/// Runs one task over a folder.
fn task(folder: &Path, name: &str) -> Result<Told, String> {
    let python = python();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers.py");
    let output = Command::new(&python).arg(script).arg(folder).args(["--task", name, "--json"]).output();
    let output = output.map_err(|error| format!("`{python}`: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let last = said.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("it failed");
        // other answers are no reason to leave a peer out
        assert!(!last.contains("found other answers"), "{last}");
        return Err(format!("`{python}`: {last}"));
    }
    let told: Value = serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
    let figure = |key: &str| told.get(key).and_then(Value::as_f64).unwrap_or_default();
    Ok(Told {
        version: told.get("version").and_then(Value::as_str).unwrap_or_default().to_owned(),
        seconds: figure("seconds"),
        memory: figure("memory"),
        disk: figure("disk"),
        start: figure("start"),
    })
}

/// What our flatten took.
#[derive(Clone, Copy, Debug)]
pub struct Flattened {
    /// Seconds, from the publication to bytes.
    pub seconds: f64,
    /// Seconds to write them into a file.
    pub write: f64,
    /// The most bytes of memory above the publication.
    pub memory: usize,
    /// Bytes that were written.
    pub bytes: usize,
}

/// Polars and `DuckDB` flatten the shop: the winners alone, and what can be asked of a file.
pub fn bulk(workload: &Workload, folder: &Path, ours: Flattened, table: &mut Table) {
    table.heading("peers: winners alone");
    tables::export(workload, folder).unwrap();
    let both = [("polars", "Polars", 10.0), ("duckdb", "DuckDB", 20.0)];
    for (key, peer, limit) in both {
        for (plan, named, limit) in
            [("", "a join a rung", Limit::Least(limit)), ("-tuned", "tuned", Limit::None)]
        {
            let what = format!("{peer}, winners' ids by joins, {named}");
            match task(folder, &format!("{key}{plan}")) {
                Ok(told) => {
                    let whole = time(ours.seconds * 1e9);
                    let beside = format!("ours, whole: {whole}; {peer} {}, one thread", told.version);
                    table.ratio(&what, time(told.seconds * 1e9), beside, told.seconds / ours.seconds, limit);
                }
                Err(why) => table.skipped(&what, &why, limit),
            }
        }
    }
    table.heading("peers: flatten, to a file that can be asked");
    let own = ours.seconds + ours.write;
    for (key, peer, _) in both {
        let what = format!("{peer}, lists and origins to Parquet");
        match task(folder, &format!("{key}-finished")) {
            Ok(told) => {
                let beside = format!("ours, to a snapshot's file: {}", time(own * 1e9));
                table.ratio(&what, time(told.seconds * 1e9), beside, told.seconds / own, Limit::None);
                let mut further = |what: &str, theirs: f64, ours: usize| {
                    let beside = format!("ours: {}", size(ours as f64));
                    table.ratio(what, size(theirs), beside, theirs / ours as f64, Limit::None);
                };
                further("the same, most memory above its tables", told.memory, ours.memory);
                further("the same, bytes on disk", told.disk, ours.bytes);
            }
            Err(why) => table.skipped(&what, &why, Limit::None),
        }
    }
    let _ = fs::remove_dir_all(folder);
}

/// Counts the rows of a manifest by entity type and channel.
fn count(path: &Path) -> HashMap<Vec<u8>, u64> {
    let mut reader = ManifestReader::new(File::open(path).unwrap(), &Limits::default()).unwrap();
    let place = |wanted: &str| reader.columns().position(|column| column == wanted).unwrap();
    let places = [place("EntityType"), place("EntityChannel")];
    let (mut counts, mut key): (HashMap<Vec<u8>, u64>, _) = (HashMap::new(), Vec::new());
    while let Some(row) = reader.next_row().unwrap() {
        key.clear();
        for place in places {
            key.extend(row.cells().nth(place).unwrap_or_default());
            key.push(b'\t');
        }
        match counts.get_mut(key.as_slice()) {
            Some(count) => *count += 1,
            None => drop(counts.insert(key.clone(), 1)),
        }
    }
    counts
}

/// Everybody reads a manifest of so many bytes, and counts its rows by entity type and channel.
pub fn scan(workload: &Workload, bytes: usize, folder: &Path, table: &mut Table) {
    table.heading("peers: rows of a manifest by entity type and channel");
    fs::create_dir_all(folder).unwrap();
    let path = folder.join("manifest.tsv");
    let (text, _) = crate::manifests::manifest(workload, bytes);
    let bytes = text.len();
    fs::write(&path, text).unwrap();
    let (counts, memory) = alloc::peak(|| count(&path));
    let taken = seconds(3, || count(&path));
    let rows: u64 = counts.values().sum();
    assert!(counts.len() > 2 && rows > 0, "there is something to count");
    let name = |key: &[u8]| String::from_utf8_lossy(key).trim_end_matches('\t').to_owned();
    let wanted: Map<String, Value> =
        counts.iter().map(|(key, rows)| (name(key), Value::from(*rows))).collect();
    fs::write(folder.join("wanted.json"), Value::from(wanted).to_string()).unwrap();
    let beside = format!("{}, {rows} rows, {} groups", size(bytes as f64), counts.len());
    table.shown("ours, row by row", time(taken * 1e9), beside);
    for (key, peer) in [("polars", "Polars"), ("duckdb", "DuckDB")] {
        let what = format!("{peer}, the same");
        match task(folder, &format!("{key}-scan")) {
            Ok(told) => {
                let beside = format!("ours: {}; {peer} {}, one thread", time(taken * 1e9), told.version);
                table.ratio(&what, time(told.seconds * 1e9), beside, told.seconds / taken, Limit::None);
                let beside = format!("ours: {}", size(memory as f64));
                table.ratio(
                    "its most memory",
                    size(told.memory),
                    beside,
                    told.memory / memory as f64,
                    Limit::None,
                );
            }
            Err(why) => table.skipped(&what, &why, Limit::None),
        }
    }
    let _ = fs::remove_dir_all(folder);
}

/// A Python dictionary of everything, asked from Python; `ours` are our nanoseconds, asked from Rust.
pub(super) fn dictionary(
    sample: &Sample<'_>,
    ours: f64,
    table: &mut Table,
) -> Option<(&'static str, Limit, Costs)> {
    let name = "a Python dictionary of everything, from Python";
    let folder = sample.folder.join("dictionary");
    fs::create_dir_all(&folder).unwrap();
    let mut flat = String::new();
    everything(sample.workload, sample.snapshot, |[number, _, channel, locale], list| {
        let list: Vec<String> = list.iter().map(u32::to_string).collect();
        let _ = writeln!(flat, "{number}\t{channel}\t{locale}\t{}", list.join(","));
    });
    fs::write(folder.join("flat.tsv"), flat).unwrap();
    let mut asked = String::new();
    for at in 0..sample.queries.len() {
        let query = sample.queries.get(at);
        let _ = writeln!(asked, "{}\t{}\t{}", query.number, query.channel, query.locale);
    }
    fs::write(folder.join("asked.tsv"), asked).unwrap();
    // each answer and each place in it counts in its own way
    let weighed = |list: &[u32]| (1..).zip(list).map(|(place, asset)| place * u64::from(*asset)).sum::<u64>();
    let digest: u64 = (1..).zip(&sample.wanted).map(|(at, list)| u64::wrapping_mul(at, weighed(list))).sum();
    let wanted = serde_json::json!({"compared": sample.wanted.len().min(COMPARED), "digest": digest});
    fs::write(folder.join("wanted.json"), wanted.to_string()).unwrap();
    let told = task(&folder, "dictionary");
    let _ = fs::remove_dir_all(&folder);
    match told {
        Ok(told) => {
            let each = told.seconds * 1e9;
            let beside = format!("ours, from Rust: {}; Python {}", time(ours), told.version);
            table.ratio(name, time(each), beside, each / ours, Limit::None);
            let costs = Costs { memory: told.memory, disk: told.disk, start: told.start * 1e9 };
            Some((name, Limit::None, costs))
        }
        Err(why) => {
            table.skipped(name, &why, Limit::None);
            None
        }
    }
}

/// How long it takes to write so many bytes into a file, in seconds; the file is removed.
#[must_use]
pub fn writing(bytes: &[u8], path: &Path) -> f64 {
    let taken = seconds(3, || fs::write(path, bytes).unwrap());
    let _ = fs::remove_file(path);
    taken
}
