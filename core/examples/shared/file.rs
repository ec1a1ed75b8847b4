//! The shop that an example is about: the sample, or a file.

use super::page::{Line, Page, Style, WIDTH, count, wrap};
use omnimedia::{Code, Fault, Faults, Limits, Publication};
use std::error::Error;
use std::fs::File;
use std::io::{self, BufReader, IsTerminal};
use std::path::Path;

const SAMPLE: &str = include_str!("../sample/shop.jsonl");

/// Whether to print in colours: on a terminal, unless `NO_COLOR` says otherwise.
pub(crate) fn colours(is_terminal: bool) -> bool {
    is_terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// The publication, and how many bytes of JSON it was.
pub(crate) fn load(file: Option<&Path>) -> Result<(Publication, usize), Faults> {
    let limits = Limits::default();
    let Some(file) = file else {
        return Ok((Publication::from_json_lines(SAMPLE.as_bytes(), &limits)?, SAMPLE.len()));
    };
    let unreadable = |error: io::Error| {
        let what = format!("`{}` cannot be read: {error}", file.display());
        Fault::new(Code::Read, what, "name a file that is there and may be read")
    };
    let bytes = || std::fs::metadata(file).map(|data| usize::try_from(data.len()).unwrap_or(usize::MAX));
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("json") => {
            let json = std::fs::read(file).map_err(unreadable)?;
            Ok((Publication::from_json(&json, &limits)?, json.len()))
        }
        Some("jsonl") => {
            let lines = BufReader::new(File::open(file).map_err(unreadable)?);
            let publication = Publication::from_json_lines(lines, &limits)?;
            Ok((publication, bytes().map_err(unreadable)?))
        }
        _ => {
            let what = format!("`{}` is neither .json nor .jsonl", file.display());
            Err(Fault::new(Code::Read, what, "name a publication by one of these").into())
        }
    }
}

/// Says what is wrong with a publication, all of it.
pub(crate) fn refuse(name: Option<&Path>, error: &(dyn Error + 'static)) -> io::Result<()> {
    let out = io::stderr();
    let mut page = Page::new(out.lock(), colours(out.is_terminal()));
    let faults = match error.downcast_ref::<Faults>() {
        Some(faults) if faults.first().code() != Code::Read => faults,
        _ => return page.line(Line::new().add(Style::Bad, "✗ ").add(Style::Plain, error.to_string())),
    };
    let name = name.map(|file| file.display().to_string()).unwrap_or_default();
    let many = count(faults.len(), "fault", "faults");
    page.line(Line::new().add(Style::Bad, "✗ ").add(Style::Strong, format!("{name}: {many}")))?;
    for fault in faults.iter() {
        page.blank()?;
        let place = fault.place().to_string();
        if !place.is_empty() {
            page.line(Line::new().to(2).add(Style::Strong, place))?;
        }
        for (style, lead, text) in [(Style::Plain, "", fault.message()), (Style::Good, "→ ", fault.advice())]
        {
            for line in wrap(&format!("{lead}{text}"), WIDTH - 4) {
                page.line(Line::new().to(4).add(style, line))?;
            }
        }
    }
    Ok(())
}
