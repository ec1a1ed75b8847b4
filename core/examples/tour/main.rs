//! A tour of a shop: what it shows where, and why, and what it costs to ask.
//!
//! ```sh
//! cargo run --release --example tour                      # an invented clothing shop
//! cargo run --release --example tour -- PUBLICATION       # yours: a .json or .jsonl file
//! ```
//!
//! It reads the publication, flattens it, writes the snapshot to a file and asks the file. Every answer is the
//! snapshot's, and is compared with what the publication itself gives.

mod card;
mod change;
mod choose;
mod colours;
mod figures;
mod read;
#[path = "../shared/mod.rs"]
mod shared;
mod shop;

use clap::Parser;
use figures::Times;
use omnimedia::{AlignedBytes, Flatten, Policy, Probe, Publication, Snapshot, probe};
use page::{Line, Page, Style, count, number};
use shared::file::{colours, load, refuse};
use shared::{gallery, names, page, why};
use shop::Shop;
use std::error::Error;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

const RULES: &str = "the default policy: language before channel, and the nearest document decides";
const LEGEND: &str = "★ the default image, which lists show · + media with a purpose · ✗ left out";
const SAMPLE_DESCRIPTION: &str = include_str!("../sample/README.md");

/// A tour of a shop: what it shows where, why, and what it costs to ask.
#[derive(Parser)]
struct Arguments {
    /// The publication: a .json or .jsonl file. Without one, an invented clothing shop is shown.
    publication: Option<PathBuf>,
    /// Where the snapshot is written; without it, to the folder for temporary files.
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let out = io::stdout();
    let mut page = Page::new(BufWriter::new(out.lock()), colours(out.is_terminal()));
    let Err(error) = tour(&mut page, &arguments) else { return ExitCode::SUCCESS };
    match error.downcast_ref::<io::Error>() {
        // whoever read has read enough
        Some(error) if error.kind() == io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
        _ => {}
    }
    // nothing more can be said where this cannot be written
    let _ = page.flush();
    let _ = refuse(arguments.publication.as_deref(), error.as_ref());
    ExitCode::FAILURE
}

fn tour<W: Write>(page: &mut Page<W>, arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let (publication, json) = load(arguments.publication.as_deref())?;
    let read = start.elapsed();
    let name = arguments.publication.as_deref().map(|file| page::tail(&file.display().to_string(), 72));
    page.heading(&format!("What was read: {}", name.as_deref().unwrap_or("the Quillmere shop, a sample")))?;
    read::show(page, &publication)?;

    page.heading("The snapshot")?;
    let (shop, mut times) = flattened(page, arguments, publication, json)?;
    times.read = read;

    page.heading("What shoppers see, and why")?;
    let telling = match arguments.publication {
        None => choose::of_the_sample(SAMPLE_DESCRIPTION)?,
        Some(_) => choose::of_a_shop(&shop.publication, &shop.policy)?,
    };
    page.paragraph(Style::Quiet, 3, LEGEND)?;
    page.blank()?;
    for (index, telling) in telling.iter().enumerate() {
        card::show(page, &shop, index + 1, telling)?;
    }
    let all = count(telling.len(), "answer", "answers");
    let told = format!("✓ {all} from the snapshot, and the publication itself gives the same");
    page.line(Line::new().to(3).add(Style::Good, told))?;

    colours::swatches(page, &shop)?;
    colours::category(page, &shop)?;
    change::show(page, &shop)?;
    page.heading("Figures")?;
    figures::show(page, &shop, &times)?;
    page.blank()?;
    page.flush()?;
    Ok(())
}

/// Flattens, writes the snapshot to a file, and opens what the file holds.
fn flattened<W: Write>(
    page: &mut Page<W>,
    arguments: &Arguments,
    publication: Publication,
    json: usize,
) -> Result<(Shop, Times), Box<dyn Error>> {
    let policy = Policy::default();
    let start = Instant::now();
    let bytes = Flatten::new(&publication, policy).to_bytes()?;
    let flatten = start.elapsed();
    let length = bytes.len();

    let start = Instant::now();
    let written = Snapshot::open(bytes)?;
    let open = start.elapsed();
    let file = match &arguments.write {
        Some(file) => file.clone(),
        // named by what it holds, so that two tours do not write to one file
        None => {
            std::env::temp_dir().join(format!("omnimedia-tour-{:08x}.snapshot", written.content_hash() >> 96))
        }
    };
    if !is_free(&file) {
        return Err(
            format!("`{}` is there and no snapshot: name another file to write", file.display()).into()
        );
    }
    write(&file, &written).map_err(|error| format!("`{}` cannot be written: {error}", file.display()))?;

    let snapshot = Snapshot::open(AlignedBytes::from(std::fs::read(&file)?.as_slice()))?;
    let start = Instant::now();
    snapshot.verify()?;
    let verify = start.elapsed();
    let row = |what: &str| Line::new().to(3).add(Style::Quiet, what).to(15);
    page.line(row("rules").add(Style::Plain, RULES))?;
    page.line(row("written").add(Style::Plain, format!("{} bytes to {}", number(length), file.display())))?;
    page.line(row("read back").add(Style::Good, "✓ opened and verified"))?;
    let shop = Shop { publication, policy, snapshot, json };
    Ok((shop, Times { read: Duration::ZERO, flatten, open, verify }))
}

/// Whether nothing is lost when a file is written: it is not there, or a snapshot that was written before.
fn is_free(file: &Path) -> bool {
    let mut start = Vec::new();
    match File::open(file) {
        Ok(there) => there.take(64).read_to_end(&mut start).is_ok() && probe(&start) != Probe::NotASnapshot,
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

/// Writes a snapshot beside its place and moves it there, so that no one reads half of it.
fn write(file: &Path, snapshot: &Snapshot<Vec<u8>>) -> io::Result<()> {
    let mut beside = file.as_os_str().to_owned();
    beside.push(format!(".{}", std::process::id()));
    let mut unfinished = File::create(&beside)?;
    for bytes in snapshot.bytes() {
        unfinished.write_all(bytes)?;
    }
    drop(unfinished);
    std::fs::rename(beside, file)
}
