//! Asks a publication: one JSON query a line on standard input, one JSON answer a line on standard output.
//!
//! ```sh
//! echo '{"product": "Q1001", "channel": "128"}' | cargo run --release --example ask -- core/examples/sample/shop.jsonl
//! ```
//!
//! `{"ask": "explain", "product": …}` asks why, `{"ask": "swatches", "product": …}` for swatches and
//! `{"ask": "category", "category": …}` for the picture of a category. A line that cannot be answered
//! gets `{"error": …}`, and the next is served. With `--snapshot` all but explanations come from the
//! flattened bytes, and are the same.

use clap::Parser;
use omnimedia::wire::{self, Request};
use omnimedia::{Code, Fault, Faults, Flatten, Limits, Policy, Publication, Snapshot};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// One JSON query a line on standard input, one JSON answer a line on standard output.
#[derive(Parser)]
struct Arguments {
    /// A JSON file with the policy: order, parents, inheritance, alt_source.
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// Answer all but `explain` from the flattened bytes.
    #[arg(long)]
    snapshot: bool,
    /// The publication: a .json or .jsonl file.
    publication: PathBuf,
}

/// What answers.
struct Engine {
    publication: Publication,
    policy: Policy,
    /// What answers in place of the publication, but for explanations.
    snapshot: Option<Snapshot<Vec<u8>>>,
}

impl Engine {
    fn answer(&self, request: &Request) -> Result<String, Fault> {
        match &self.snapshot {
            Some(snapshot) if !matches!(request, Request::Explain(_)) => flattened(snapshot, request),
            _ => direct(&self.publication, &self.policy, request),
        }
    }
}

fn direct(publication: &Publication, policy: &Policy, request: &Request) -> Result<String, Fault> {
    Ok(match request {
        Request::Media(query) => wire::answer(&publication.resolve(query, policy)?),
        Request::Swatches(query) => wire::swatches(&publication.swatches(query, policy)?),
        Request::Category { id, context } => {
            wire::category(&publication.category_image(id, context, policy)?)
        }
        Request::Explain(query) => wire::explanation(&publication.explain(query, policy)?),
        _ => return Err(unknown()),
    })
}

fn flattened(snapshot: &Snapshot<Vec<u8>>, request: &Request) -> Result<String, Fault> {
    Ok(match request {
        Request::Media(query) => wire::answer(&snapshot.resolve(query)?),
        Request::Swatches(query) => wire::swatches(&snapshot.swatches(query)?),
        Request::Category { id, context } => {
            wire::category(&snapshot.category_image(id, &snapshot.shelf_of(context))?)
        }
        _ => return Err(unknown()),
    })
}

fn unknown() -> Fault {
    Fault::new(Code::BadQuery, "a request of another kind", "ask for media")
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let engine = match open(&arguments) {
        Ok(engine) => engine,
        Err(faults) => {
            faults.iter().for_each(|fault| eprintln!("{fault}"));
            return ExitCode::FAILURE;
        }
    };
    match serve(
        &engine,
        &mut BufReader::new(io::stdin().lock()),
        &mut io::BufWriter::new(io::stdout().lock()),
    ) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}

fn open(arguments: &Arguments) -> Result<Engine, Faults> {
    let policy = match &arguments.policy {
        None => Policy::default(),
        Some(file) => wire::policy(std::fs::read(file).map_err(|error| unreadable(file, &error))?)?,
    };
    let publication = load(&arguments.publication)?;
    const MOST: usize = 5;
    let warnings = publication.warnings();
    warnings.iter().take(MOST).for_each(|warning| eprintln!("warning: {warning}"));
    match warnings.len() {
        0 => {}
        1 => eprintln!("1 warning"),
        many => eprintln!("{many} warnings"),
    }
    let snapshot = if arguments.snapshot { Some(flatten(&publication, policy)?) } else { None };
    Ok(Engine { publication, policy, snapshot })
}

fn flatten(publication: &Publication, policy: Policy) -> Result<Snapshot<Vec<u8>>, Faults> {
    let snapshot = Snapshot::open(Flatten::new(publication, policy).to_bytes()?)?;
    snapshot.verify()?;
    Ok(snapshot)
}

fn load(path: &Path) -> Result<Publication, Faults> {
    let limits = Limits::default();
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("json") => {
            let bytes = std::fs::read(path).map_err(|error| unreadable(path, &error))?;
            Publication::from_json(&bytes, &limits)
        }
        Some("jsonl") => {
            let file = File::open(path).map_err(|error| unreadable(path, &error))?;
            Publication::from_json_lines(BufReader::new(file), &limits)
        }
        _ => {
            let what = format!("`{}` is neither .json nor .jsonl", path.display());
            Err(Fault::new(Code::Read, what, "name a publication by one of these").into())
        }
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Fault {
    let what = format!("`{}` cannot be read: {error}", path.display());
    Fault::new(Code::Read, what, "name a file that is there and may be read")
}

/// Answers line by line. What was answered is written before more is waited for.
fn serve(engine: &Engine, input: &mut BufReader<impl Read>, output: &mut impl Write) -> io::Result<()> {
    let limit = Limits::default().line;
    let mut line = Vec::new();
    for number in 1.. {
        if input.buffer().is_empty() {
            output.flush()?;
        }
        let Some(whole) = next_line(input, limit, &mut line)? else { break };
        if line.trim_ascii().is_empty() {
            continue;
        }
        let too_long = || {
            let what = format!("a line of more than {limit} bytes");
            Err(Fault::new(Code::LimitLine, what, "send shorter lines"))
        };
        let answer = match if whole { wire::request(line.trim_ascii_end()) } else { too_long() } {
            Ok(request) => engine.answer(&request),
            Err(fault) => Err(fault),
        };
        let json = answer.unwrap_or_else(|fault| {
            let place = fault.place().clone().on_line(number);
            format!("{{\"error\":{}}}", wire::fault(&fault.at(place)))
        });
        writeln!(output, "{json}")?;
    }
    output.flush()
}

/// Reads a line; of one beyond the limit, which is not whole, the rest is left out.
fn next_line(input: &mut impl BufRead, limit: usize, line: &mut Vec<u8>) -> io::Result<Option<bool>> {
    line.clear();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    if input.by_ref().take(most).read_until(b'\n', line)? == 0 {
        return Ok(None);
    }
    if line.ends_with(b"\n") || line.len() <= limit {
        return Ok(Some(true));
    }
    loop {
        let rest = input.fill_buf()?;
        if rest.is_empty() {
            return Ok(Some(false));
        }
        let end = rest.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(rest.len(), |end| end.saturating_add(1));
        input.consume(used);
        if end.is_some() {
            return Ok(Some(false));
        }
    }
}
