//! Inputs to begin fuzzing with: `cargo run -p omnimedia-tests --example seeds [FOLDER]`.
//!
//! They go to `FOLDER/TARGET`, else to `target/fuzz-seeds/TARGET`; those of the shared vectors are among them where
//! these are there, in `FOLDER/TARGET-vectors`, since what comes from them is no part of the repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use omnimedia_tests::fuzz::{seeds, vector_seeds};
use omnimedia_tests::workspace_root;

fn main() -> std::io::Result<()> {
    let said = std::env::args().nth(1).map(PathBuf::from);
    let folder = said.unwrap_or_else(|| workspace_root().join("target/fuzz-seeds"));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let own = seeds().into_iter().map(|(target, bytes)| (target.to_owned(), bytes));
    let vectors = vector_seeds().into_iter().map(|(target, bytes)| (format!("{target}-vectors"), bytes));
    for (target, bytes) in own.chain(vectors) {
        let below = folder.join(&target);
        fs::create_dir_all(&below)?;
        let count = counts.entry(target).or_default();
        fs::write(below.join(format!("{count:04}")), bytes)?;
        *count += 1;
    }
    for (target, count) in counts {
        println!("{}: {count}", folder.join(target).display());
    }
    Ok(())
}
