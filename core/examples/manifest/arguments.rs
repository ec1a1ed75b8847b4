//! What is asked for.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// The bulk jobs of a media library: check, import and export manifests, migrate file names, minimise.
#[derive(Parser)]
#[command(name = "manifest", after_help = STATUS)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) job: Job,
    /// Print one JSON object with the counts, and nothing else.
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

const STATUS: &str = "\
A PUBLICATION is JSON or JSON Lines, whatever its name.

Exit status: 0 when all went well; 1 when a row failed, was held back or was cancelled,
or a file was not assigned; 2 when something could not be read or written, or the
arguments are wrong. A file that is written is whole, or not there.";

#[derive(Subcommand)]
pub(crate) enum Job {
    /// Say what an import would do, and change nothing.
    Check(Check),
    /// Take a manifest in, and write the publication that comes of it.
    Import(Import),
}

/// A manifest, and how it is read.
#[derive(Args)]
pub(crate) struct Reading {
    /// The manifest: tab-separated, UTF-8 or UTF-16.
    pub(crate) manifest: PathBuf,
    /// The publication that gives products, categories and channels; its media are left out.
    #[arg(long, value_name = "PUBLICATION")]
    pub(crate) products: PathBuf,
    /// Take images without ImageAltText, with a warning.
    #[arg(long)]
    pub(crate) lenient: bool,
    /// Take cells as they are, split at tabs: quotes are text.
    #[arg(long)]
    pub(crate) plain: bool,
    /// Take an empty action for PublishNow, rather than for Draft.
    #[arg(long)]
    pub(crate) publish: bool,
}

#[derive(Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Where to write the manifest with how each row would end.
    #[arg(long, value_name = "RESULT.tsv")]
    pub(crate) result: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Import {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Where to write the manifest with how each row ended.
    #[arg(long, value_name = "RESULT.tsv")]
    pub(crate) result: PathBuf,
    /// Where to write the publication.
    #[arg(long, value_name = "OUT.jsonl")]
    pub(crate) out: PathBuf,
}
