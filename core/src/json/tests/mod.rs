//! What is read, what is refused and where, and that what is written is read again.

mod codes;
mod entities;
mod hostile;
mod lines;
mod object;
mod strangers;
mod write;

use crate::fault::{Fault, Faults};
use crate::limits::Limits;
use crate::model::Publication;

pub(super) const HEADER: &str = r#"{"omnimedia":"publication/1"}"#;

/// The publication that an object with these entries is.
pub(super) fn object(entries: &str) -> Result<Publication, Faults> {
    let text = format!(r#"{{"omnimedia":"publication/1",{entries}}}"#);
    Publication::from_json(text.as_bytes(), &Limits::default())
}

/// The publication of these lines behind a header.
pub(super) fn lines(lines: &[&str]) -> Result<Publication, Faults> {
    let text = format!("{HEADER}\n{}", lines.join("\n"));
    Publication::from_json_lines(text.as_bytes(), &Limits::default())
}

/// Code and place of each fault.
pub(super) fn brief(outcome: Result<Publication, Faults>) -> Vec<String> {
    let one = |fault: &Fault| format!("{} at {}", fault.code(), fault.place());
    outcome.map_or_else(|faults| faults.iter().map(one).collect(), |_| Vec::new())
}
