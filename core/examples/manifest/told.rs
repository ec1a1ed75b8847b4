//! What a job has to say: one object for programs, lines for people, and whether all went well.

use crate::page::{Line, Style, WIDTH, number, wrap};
use crate::refusal::Refusal;
use omnimedia::{Fault, wire};
use serde_json::{Map, Value};

const INDENT: usize = 3;
/// Where the text of a fact begins.
const TEXT: usize = INDENT + 14;

/// What a job has to say.
pub(crate) struct Told {
    title: String,
    lines: Vec<Line>,
    object: Map<String, Value>,
    /// Whether everything that was given was done.
    pub(crate) is_clean: bool,
}

impl Told {
    /// The report of a job about something.
    pub(crate) fn new(job: &str, title: String) -> Self {
        let mut told = Self { title, lines: Vec::new(), object: Map::new(), is_clean: true };
        told.set("job", job);
        told
    }

    pub(crate) fn title(&self) -> &str {
        &self.title
    }

    pub(crate) fn lines(&mut self) -> impl Iterator<Item = Line> {
        self.lines.drain(..)
    }

    /// The object for programs.
    pub(crate) fn object(mut self, status: u8) -> Value {
        self.set("status", status);
        Value::Object(self.object)
    }

    /// For programs.
    pub(crate) fn set(&mut self, key: &str, value: impl Into<Value>) {
        self.object.insert(key.to_owned(), value.into());
    }

    /// For both: a count, behind its name.
    pub(crate) fn count(&mut self, key: &str, name: &str, many: u64) {
        self.set(key, many);
        self.fact(Style::Plain, name, &digits(many));
    }

    /// For people: a fact behind its name.
    pub(crate) fn fact(&mut self, style: Style, name: &str, text: &str) {
        let mut line = Line::new().to(INDENT).add(Style::Quiet, name);
        for text in wrap(text, WIDTH - TEXT) {
            self.lines.push(std::mem::take(&mut line).to(TEXT).add(style, text));
        }
    }

    /// For people: a line behind a mark.
    pub(crate) fn marked(&mut self, style: Style, mark: &str, text: &str) {
        let mut line = Line::new().to(INDENT).add(style, mark);
        for text in wrap(text, WIDTH - INDENT - 2) {
            self.lines.push(std::mem::take(&mut line).to(INDENT + 2).add(Style::Plain, text));
        }
    }

    /// For people: a remark on the line above.
    pub(crate) fn remark(&mut self, style: Style, text: &str) {
        for text in wrap(text, WIDTH - INDENT - 4) {
            self.lines.push(Line::new().to(INDENT + 4).add(style, text));
        }
    }

    pub(crate) fn blank(&mut self) {
        self.lines.push(Line::new());
    }
}

/// A fault for programs, as every language has it, with its row and column where it has them.
pub(crate) fn fault(fault: &Fault) -> Value {
    // what the library writes is an object
    let mut object: Map<String, Value> = serde_json::from_str(&wire::fault(fault)).unwrap_or_default();
    if let Some(row) = fault.place().row() {
        object.insert("row".to_owned(), row.into());
        let column = Some(fault.place().as_path()).filter(|column| !column.is_empty());
        object.insert("column".to_owned(), column.into());
    }
    Value::Object(object)
}

/// What a job says that could not be done.
pub(crate) fn refused(job: Option<&str>, refusal: &Refusal, status: u8) -> Value {
    let mut object = Map::new();
    object.insert("job".to_owned(), job.into());
    object.insert("status".to_owned(), status.into());
    object.insert("file".to_owned(), refusal.file().map(|file| file.display().to_string()).into());
    object.insert("faults".to_owned(), refusal.faults().iter().map(fault).collect());
    Value::Object(object)
}

/// A count with its thousands apart.
pub(crate) fn digits(many: u64) -> String {
    number(usize::try_from(many).unwrap_or(usize::MAX))
}

/// `1 row`, `2 rows`.
pub(crate) fn many(count: u64, one: &str, more: &str) -> String {
    format!("{} {}", digits(count), if count == 1 { one } else { more })
}
