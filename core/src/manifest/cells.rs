//! One cell of a row: its text, its words, its numbers.

use super::columns::Column;
use super::reader::{Columns, ManifestRow};
use super::words::Word;
use crate::fault::{Code, Fault, Place, shortened};
use crate::limits::Limits;
use crate::locale::Tag;

/// A fault in a column, still without its row.
pub(crate) fn in_column(column: Column, code: Code, message: impl Into<String>, advice: &str) -> Fault {
    Fault::new(code, message, advice).at(Place::path(column.name()))
}

/// A fault of JSON in a cell, at its column.
pub(crate) fn within(fault: Fault, column: Column) -> Fault {
    let path = fault.place().as_path();
    let path = if path.is_empty() { column.name().to_owned() } else { format!("{}.{path}", column.name()) };
    fault.at(Place::path(path))
}

/// The cells of one row, and the faults found in them.
pub(crate) struct Cells<'r> {
    pub(crate) row: ManifestRow<'r>,
    pub(crate) limits: &'r Limits,
    is_neutralised: bool,
    filled: Columns,
    /// The text of all cells, where it is one: most rows need not be looked at cell by cell.
    text: Option<&'r str>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) warnings: Vec<Fault>,
}

impl<'r> Cells<'r> {
    pub(crate) fn new(row: ManifestRow<'r>) -> Self {
        let is_neutralised = row.header().has(Column::Neutralised);
        let (limits, filled) = (row.limits(), row.filled());
        let text = std::str::from_utf8(row.record().whole()).ok().filter(|text| !text.contains('\0'));
        Self { row, limits, is_neutralised, filled, text, faults: Vec::new(), warnings: Vec::new() }
    }

    /// Adds a fault; a cell that is read again has the same, once.
    pub(crate) fn fault(&mut self, column: Column, code: Code, message: impl Into<String>, advice: &str) {
        let fault = in_column(column, code, message, advice);
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    /// Whether a cell has anything in it.
    pub(crate) fn is_filled(&self, column: Column) -> bool {
        self.filled.has(column)
    }

    /// The text of a cell; none where it is empty or at fault.
    pub(crate) fn text(&mut self, column: Column) -> Option<&'r str> {
        // most cells are empty
        if !self.filled.has(column) {
            return None;
        }
        let place = self.row.header().place(column)?;
        let range = self.row.record().range(place)?;
        let text = match self.text.and_then(|text| text.get(range)) {
            Some(text) if text.len() <= self.limits.cell => text,
            _ => self.checked(column)?,
        };
        let text = if self.is_neutralised { text.strip_prefix('\'').unwrap_or(text) } else { text };
        (!text.is_empty()).then_some(text)
    }

    /// The text of a cell that has to be looked at by itself; none where it is at fault.
    fn checked(&mut self, column: Column) -> Option<&'r str> {
        let cell = self.row.cell(column);
        if cell.len() > self.limits.cell {
            let message = format!("a cell of {} bytes, more than {}", cell.len(), self.limits.cell);
            self.fault(column, Code::LimitCell, message, "raise the limit, or shorten it");
            return None;
        }
        let Ok(text) = std::str::from_utf8(cell) else {
            let message = "the cell has bytes that are no text";
            self.fault(column, Code::Encoding, message, "save the manifest as UTF-8, or as UTF-16");
            return None;
        };
        if text.contains('\0') {
            let message = "the cell has a NUL character";
            self.fault(column, Code::ForbiddenCharacter, message, "take it out");
            return None;
        }
        Some(text)
    }

    /// One of a few words; none where the cell is empty or at fault.
    pub(crate) fn word<W: Word>(&mut self, column: Column) -> Option<W> {
        let text = self.text(column)?.trim();
        if text.is_empty() {
            return None;
        }
        let word = W::named(text);
        if word.is_none() {
            let words: Vec<String> = W::WORDS.iter().map(|word| format!("`{word}`")).collect();
            let message = format!("`{}` is none of its words", shortened(text));
            self.fault(column, Code::UnknownWord, message, &format!("write one of {}", words.join(", ")));
        }
        word
    }

    /// A whole number; none where the cell is empty or at fault.
    pub(crate) fn whole<N: std::str::FromStr>(&mut self, column: Column) -> Option<N> {
        let text = self.text(column)?.trim();
        if text.is_empty() {
            return None;
        }
        let number = text.parse().ok();
        if number.is_none() {
            let message = format!("`{}` is no number for this column", shortened(text));
            self.fault(column, Code::MalformedNumber, message, "write digits alone");
        }
        number
    }

    /// A locale: none where it is Neutral, absent where the cell is at fault.
    pub(crate) fn locale(&mut self, column: Column) -> Option<Option<Tag>> {
        let text = match self.text(column) {
            Some(text) => text,
            None if self.is_filled(column) && self.is_faulty(column) => return None,
            None => return Some(None),
        };
        match Tag::parse(text.trim()) {
            Ok(tag) => Some(tag),
            Err(fault) => {
                self.faults.push(fault.at(Place::path(column.name())));
                None
            }
        }
    }

    /// Whether a fault was found in a column.
    pub(crate) fn is_faulty(&self, column: Column) -> bool {
        self.faults.iter().any(|fault| fault.place().as_path() == column.name())
    }

    /// An identifier, which has at most so many bytes; none where the cell is empty or at fault.
    pub(crate) fn identifier(&mut self, column: Column) -> Option<&'r str> {
        let text = self.text(column)?;
        if text.len() <= self.limits.identifier {
            return Some(text);
        }
        let message = format!("an identifier of {} bytes, more than {}", text.len(), self.limits.identifier);
        self.fault(column, Code::LimitIdentifier, message, "raise the limit, or shorten it");
        None
    }

    /// Reports that a mandatory cell is empty, unless it is at fault anyway.
    pub(crate) fn missing(&mut self, column: Column, why: &str, advice: &str) {
        if self.is_faulty(column) {
            return;
        }
        if self.row.header().has(column) {
            self.fault(column, Code::MissingCell, format!("the cell is empty, but {why}"), advice);
        } else {
            let advice = format!("add the column, and {advice}");
            self.fault(column, Code::MissingCell, format!("there is no such column, but {why}"), &advice);
        }
    }
}
