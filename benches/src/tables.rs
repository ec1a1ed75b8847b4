//! The shop as plain tables, for `benches/peers.py`, and what that says.

use crate::table::{Limit, Table, time};
use crate::workload::{CHANNELS, LOCALES, Workload};
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::Command;

/// Writes the tables: which variants and documents each product has, which set each document has for
/// all variants and for one, and which documents each context tries in which order.
fn export(workload: &Workload, folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let create = |name: &str, head: &str| {
        let mut file = BufWriter::new(File::create(folder.join(name))?);
        writeln!(file, "{head}").map(|()| file)
    };
    let mut variants = create("variants.csv", "variant,product")?;
    let mut documents = create("documents.csv", "document,product,channel,locale,master")?;
    let mut sets = create("sets.csv", "document,variant,own")?;
    let mut rungs = create("rungs.csv", "context,channel,locale,rank")?;
    let (mut variant, mut document, mut set) = (0usize, 0usize, 0usize);
    // the sum of all winners, so that the peers can show that they found the same
    let mut sum = 0usize;
    for product in 0..workload.products() {
        let draft = workload.draft(product);
        // the set of each document for each variant
        let mut winners: Vec<Vec<usize>> = Vec::new();
        for written in &draft.documents {
            writeln!(documents, "{document},{product},{},{},{set}", written.channel, written.locale)?;
            let mut row = vec![set; draft.variants.len()];
            set += 1;
            for (own, _) in &written.variants {
                writeln!(sets, "{document},{},{set}", variant + own)?;
                row[*own] = set;
                set += 1;
            }
            winners.push(row);
            document += 1;
        }
        for channel in 0..CHANNELS.len() {
            for locale in 0..LOCALES.len() {
                let nearest = draft.nearest(channel, locale);
                let at = draft.documents.iter().position(|document| std::ptr::eq(document, nearest)).unwrap();
                sum += winners[at].iter().sum::<usize>();
            }
        }
        for _ in 0..draft.variants.len() {
            writeln!(variants, "{variant},{product}")?;
            variant += 1;
        }
    }
    for channel in 0..CHANNELS.len() {
        for locale in 0..LOCALES.len() {
            let mut tried: Vec<(usize, usize)> = Vec::new();
            for rung in [(channel, locale), (0, locale), (channel, 0), (0, 0)] {
                if !tried.contains(&rung) {
                    let context = channel * LOCALES.len() + locale;
                    writeln!(rungs, "{context},{},{},{}", rung.0, rung.1, tried.len())?;
                    tried.push(rung);
                }
            }
        }
    }
    fs::write(folder.join("sum.txt"), sum.to_string())?;
    for mut file in [variants, documents, sets, rungs] {
        file.flush()?;
    }
    Ok(())
}

/// Runs the script where there is a Python for it, and adds the rows; `ours` are our seconds.
pub fn run(workload: &Workload, folder: &Path, ours: f64, table: &mut Table) {
    let python = std::env::var("OMNIMEDIA_PEERS_PYTHON").unwrap_or_else(|_| "python3".into());
    let peers = [("polars", "Polars", 10.0), ("duckdb", "DuckDB", 20.0)];
    let has = Command::new(&python).args(["-c", "import polars, duckdb"]).output();
    if !has.is_ok_and(|output| output.status.success()) {
        for (_, peer, limit) in peers {
            let why = format!("`{python}` has no polars and duckdb");
            table.skipped(&format!("{peer}, winners' ids by joins"), &why, Limit::Least(limit));
        }
        return;
    }
    export(workload, folder).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers.py");
    let mut command = Command::new(&python);
    command.arg(script).arg(folder).args(["--ours", &ours.to_string(), "--plain"]);
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    for (key, peer, limit) in peers {
        let mut row = |key: &str, plan: &str, limit: Limit| {
            let what = format!("{peer}, winners' ids by joins, {plan}");
            let line = text.lines().map(str::split_whitespace).find(|line| line.clone().next() == Some(key));
            let mut words = line.into_iter().flatten().skip(1);
            match (words.next(), words.next().and_then(|seconds| seconds.parse::<f64>().ok())) {
                (Some(version), Some(seconds)) => {
                    let beside = format!("ours, whole: {}; {peer} {version}, one thread", time(ours * 1e9));
                    table.ratio(&what, time(seconds * 1e9), beside, seconds / ours, limit);
                }
                _ => table.skipped(&what, "benches/peers.py failed", limit),
            }
        };
        row(key, "a join a rung", Limit::Least(limit));
        row(&format!("{key}-tuned"), "tuned", Limit::None);
    }
    if !output.status.success() {
        eprintln!("{}", String::from_utf8_lossy(&output.stderr));
    }
}
