//! What is asked for.

use clap::{Args, Parser, Subcommand};
use omnimedia::IfExists;
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
    /// Write the media of a publication as a manifest.
    Export(Export),
    /// Read file names of the older media library, and write what they assign as a manifest.
    Migrate(Migrate),
    /// Write a publication that shows the same with fewer sets.
    Minimise(Minimise),
}

impl Job {
    /// The word for it.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Check(_) => "check",
            Self::Import(_) => "import",
            Self::Export(_) => "export",
            Self::Migrate(_) => "migrate",
            Self::Minimise(_) => "minimise",
        }
    }
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

#[derive(Args)]
pub(crate) struct Export {
    /// The publication whose media are exported.
    pub(crate) publication: PathBuf,
    /// Where to write the manifest.
    #[arg(long, value_name = "MANIFEST")]
    pub(crate) out: PathBuf,
    /// Only this product; may be given more than once, as the other choices.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) product: Vec<String>,
    /// Only this category.
    #[arg(long, value_name = "ID")]
    pub(crate) category: Vec<String>,
    /// Only what is assigned in this channel; the empty one is Omnichannel.
    #[arg(long, value_name = "CHANNEL")]
    pub(crate) channel: Vec<String>,
    /// Only what is assigned in this locale; `neutral` is Neutral.
    #[arg(long, value_name = "LOCALE")]
    pub(crate) locale: Vec<String>,
    /// Put an apostrophe before cells that a spreadsheet would take for formulas.
    #[arg(long)]
    pub(crate) formula_safe: bool,
    /// What MediaSourceIfExistsAction is to say; `Overwrite` to edit the manifest and take it in again.
    #[arg(long, value_name = "WORD", value_parser = if_exists)]
    pub(crate) if_exists: Option<IfExists>,
}

/// A word of MediaSourceIfExistsAction.
fn if_exists(word: &str) -> Result<IfExists, String> {
    let found = IfExists::ALL.iter().find(|own| own.word().eq_ignore_ascii_case(word));
    found.copied().ok_or_else(|| {
        let words: Vec<&str> = IfExists::ALL.iter().map(|own| own.word()).collect();
        format!("write one of {}", words.join(", "))
    })
}

#[derive(Args)]
pub(crate) struct Migrate {
    /// The names, one a line, as a listing of the share gives them.
    pub(crate) names: PathBuf,
    /// The publication that gives products, categories and channels; its media are left out.
    #[arg(long, value_name = "PUBLICATION")]
    pub(crate) products: PathBuf,
    /// How names are written: a pattern a line; without it, as documented.
    #[arg(long, value_name = "FILE")]
    pub(crate) patterns: Option<PathBuf>,
    /// Where to write the manifest.
    #[arg(long, value_name = "MANIFEST")]
    pub(crate) out: PathBuf,
    /// Where to write what became of each file, a line each.
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    /// Where the files are served; without it, the name is the url.
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    /// The channel in which the files speak; pictures of categories need one.
    #[arg(long, value_name = "CHANNEL")]
    pub(crate) channel: Option<String>,
    /// The locale in which the files speak, unless their names say it.
    #[arg(long, value_name = "LOCALE")]
    pub(crate) locale: Option<String>,
    /// The catalog in which the files speak.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) catalog: Option<String>,
    /// A JSON file with the policy under which the same is shown: order, parents, inheritance.
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Minimise {
    /// The publication.
    pub(crate) publication: PathBuf,
    /// Where to write the one with fewer sets.
    #[arg(long, value_name = "OUT.jsonl")]
    pub(crate) out: PathBuf,
    /// A JSON file with the policy under which it shows the same: order, parents, inheritance.
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
}
