//! The bulk jobs of a media library: manifests in and out, file names, fewer sets.
//!
//! ```sh
//! cargo run --release --example manifest -- check MANIFEST --products PUBLICATION
//! cargo run --release --example manifest -- import MANIFEST --products PUBLICATION --publish \
//!     --result RESULT.tsv --out OUT.jsonl
//! cargo run --release --example manifest -- export PUBLICATION --out MANIFEST
//! cargo run --release --example manifest -- migrate NAMES.txt --products PUBLICATION --out MANIFEST
//! cargo run --release --example manifest -- minimise PUBLICATION --out OUT.jsonl
//! ```
//!
//! It prints a summary, or with `--json` one object for programs. The exit status is 0 when all went well, 1 when
//! a row or file did not, 2 when something could not be read or written. What it writes is whole or not there.

mod arguments;
mod bar;
mod export;
mod files;
mod import;
mod kinds;
mod migrate;
mod minimise;
mod output;
mod refusal;
#[path = "../shared/mod.rs"]
mod shared;
mod told;

use arguments::{Arguments, Job};
use bar::Bar;
use clap::Parser;
use omnimedia::{Instant, Stamp};
use page::{Line, Page, Style};
use refusal::Refusal;
use serde_json::{Value, json};
use shared::file::colours;
use shared::page;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};
use told::Told;

/// What was given is not all done.
const NOT_CLEAN: u8 = 1;
/// Something could not be read or written, or is not what was asked for.
const REFUSED: u8 = 2;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return misused(&error),
    };
    let bar = Bar::new(!arguments.json && io::stderr().is_terminal());
    let done = run(&arguments.job, &bar);
    bar.clear();
    match done {
        Ok(told) => {
            let status = if told.is_clean { 0 } else { NOT_CLEAN };
            match say(told, status, arguments.json) {
                // whoever read has read enough
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                    eprintln!("✗ standard output cannot be written: {error}");
                    REFUSED.into()
                }
                _ => status.into(),
            }
        }
        Err(refusal) => {
            // nothing more can be said where this cannot be written
            let _ = match arguments.json {
                true => print(&told::refused(Some(arguments.job.word()), &refusal, REFUSED)),
                false => refuse(&refusal),
            };
            REFUSED.into()
        }
    }
}

fn run(job: &Job, bar: &Bar) -> Result<Told, Refusal> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let now = Instant::from_unix_seconds(i64::try_from(now).unwrap_or(i64::MAX));
    let stamp = Stamp::new("manifest", now);
    match job {
        Job::Check(arguments) => import::check(arguments, &stamp, bar),
        Job::Import(arguments) => import::import(arguments, &stamp, bar),
        Job::Export(arguments) => export::export(arguments, &stamp, bar),
        Job::Migrate(arguments) => migrate::migrate(arguments, &stamp, bar),
        Job::Minimise(arguments) => minimise::minimise(arguments, bar),
    }
}

/// Prints what a job has to say.
fn say(mut told: Told, status: u8, is_json: bool) -> io::Result<()> {
    if is_json {
        return print(&told.object(status));
    }
    let out = io::stdout();
    let mut page = Page::new(BufWriter::new(out.lock()), colours(out.is_terminal()));
    page.heading(told.title())?;
    for line in told.lines() {
        page.line(line)?;
    }
    page.blank()?;
    page.flush()
}

fn print(object: &Value) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{object}")?;
    out.flush()
}

/// Says what is wrong with a file or what else stands against a job: a line for each fault.
fn refuse(refusal: &Refusal) -> io::Result<()> {
    const MOST: usize = 20;
    let out = io::stderr();
    let mut page = Page::new(out.lock(), colours(out.is_terminal()));
    let name = refusal.file().map(|file| format!("{}: ", file.display())).unwrap_or_default();
    for fault in refusal.faults().iter().take(MOST) {
        page.line(Line::new().add(Style::Bad, "✗ ").add(Style::Plain, format!("{name}{fault}")))?;
    }
    match refusal.faults().len().saturating_sub(MOST) {
        0 => Ok(()),
        more => page.line(
            Line::new()
                .to(2)
                .add(Style::Quiet, format!("and {}", told::many(more as u64, "other", "others"))),
        ),
    }
}

/// Says what is wrong with the arguments, or gives the help that was asked for.
fn misused(error: &clap::Error) -> ExitCode {
    let is_json = std::env::args_os().any(|argument| argument == "--json");
    if !error.use_stderr() || !is_json {
        let _ = error.print();
        return if error.use_stderr() { REFUSED.into() } else { ExitCode::SUCCESS };
    }
    let text = error.to_string();
    let what = text.split("\n\n").next().unwrap_or_default().trim_start_matches("error: ");
    let message = what.split_whitespace().collect::<Vec<_>>().join(" ");
    let fault = json!({"code": "usage", "message": message, "advice": "see `manifest --help`"});
    let _ = print(&json!({"job": null, "status": REFUSED, "file": null, "faults": [fault]}));
    REFUSED.into()
}
