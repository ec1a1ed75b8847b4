//! Faults of syntax, of encoding and of nesting.

use crate::fault::{Code, Fault};

/// What the parser's error means, in our words and without its place.
pub(super) fn fault(error: &serde_json::Error) -> Fault {
    if error.is_eof() {
        let advice = "complete it: a bracket or quote is left open, or the end was cut off";
        return Fault::new(Code::Syntax, "the text ends before the JSON does", advice);
    }
    let theirs = error.to_string();
    let known = KNOWN.iter().find(|(start, ..)| theirs.starts_with(start));
    let (message, advice) =
        known.map_or(("this is not JSON", "correct it here"), |(_, message, advice)| (*message, *advice));
    Fault::new(Code::Syntax, message, advice)
}

/// Said of text behind the end.
pub(super) const MORE: (&str, &str) = (
    "more text after the end of the JSON",
    "end it here; where each line has an object of its own, read it as JSON Lines",
);

/// How the parser's messages begin, and ours.
#[rustfmt::skip]
const KNOWN: [(&str, &str, &str); 15] = [
    ("trailing characters", MORE.0, MORE.1),
    ("trailing comma", "a comma before a closing bracket", "take the comma out"),
    ("expected `:`", "no `:` after a key", "write a `:` between key and value"),
    ("expected `,` or `]`", "neither `,` nor `]` after a value of a list", "write a `,` between values and `]` at the end"),
    ("expected `,` or `}`", "neither `,` nor `}` after a value of an object", "write a `,` between keys and `}` at the end"),
    ("expected value", "a value is missing or begins wrongly", "write a text in double quotes, a number, a list or an object"),
    ("expected ident", "a word that is not JSON", "write `true`, `false` or `null`, or put the text in double quotes"),
    ("key must be a string", "a key that is not a text", "write the key in double quotes"),
    ("control character", "a control character within a text", "write it as an escape, such as `\\n`"),
    ("invalid escape", "an unknown escape within a text", "write a backslash as `\\\\`"),
    ("unexpected end of hex escape", "half of an escape of two", "write both halves, `\\ud83d\\ude00`, or the character itself"),
    ("lone leading surrogate", "half of an escape of two", "write both halves, `\\ud83d\\ude00`, or the character itself"),
    ("invalid unicode code point", "an escape that is no character", "write the character itself"),
    ("invalid number", "a number that is not JSON", "write digits without leading zeros, or put them in double quotes"),
    ("number out of range", "a number that is too large", "write fewer digits"),
];

/// The fault for nesting beyond the limit.
pub(super) fn nested(limit: usize) -> Fault {
    let message = format!("lists and objects nested deeper than {limit}");
    Fault::new(
        Code::LimitNesting,
        message,
        "raise the limit, or nest less; a publication needs 13 at most, a tenant 14",
    )
}

/// The fault for bytes that are not UTF-8.
pub(super) fn encoding() -> Fault {
    Fault::new(Code::Encoding, "the text is not UTF-8", "save it as UTF-8")
}

/// The deepest nesting that is honoured, whatever the limit says, so that the stack suffices.
const DEEPEST: usize = 120;

/// The limit that holds, of what a caller set.
pub(super) fn deepest(limit: usize) -> usize {
    limit.min(DEEPEST)
}

/// Where lists and objects in `text` first nest deeper than `limit`. Text that is not JSON may give
/// any answer.
pub(super) fn too_deep(text: &str, limit: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'[' | b'{' if depth >= limit => return Some(at),
            b'[' | b'{' => depth = depth.saturating_add(1),
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'"' => loop {
                match bytes.next() {
                    Some((_, b'\\')) => drop(bytes.next()),
                    None | Some((_, b'"')) => break,
                    Some(_) => {}
                }
            },
            _ => {}
        }
    }
    None
}

/// Lines and columns of offsets that rise, at a cost that is linear in the text over all.
pub(super) struct Positions<'t> {
    text: &'t [u8],
    offset: usize,
    line: u64,
    start: usize,
}

impl<'t> Positions<'t> {
    pub(super) fn new(text: &'t [u8]) -> Self {
        Self { text, offset: 0, line: 1, start: 0 }
    }

    /// Where a part of the text begins.
    pub(super) fn offset(&self, part: &str) -> usize {
        part.as_ptr().addr().saturating_sub(self.text.as_ptr().addr())
    }

    /// The line and column at an offset, both from 1.
    pub(super) fn at(&mut self, offset: usize) -> (u64, u64) {
        if offset < self.offset {
            *self = Self::new(self.text);
        }
        let passed = self.text.get(self.offset..offset).unwrap_or_default();
        for (at, _) in passed.iter().enumerate().filter(|(_, byte)| **byte == b'\n') {
            self.line = self.line.saturating_add(1);
            self.start = self.offset.saturating_add(at).saturating_add(1);
        }
        self.offset = offset;
        (self.line, (offset.saturating_sub(self.start) as u64).saturating_add(1))
    }

    /// The line and column of an error in a part of the text that begins at an offset.
    pub(super) fn of(&mut self, offset: usize, error: &serde_json::Error) -> (u64, u64) {
        let (line, column) = self.at(offset);
        let (down, right) = (error.line().max(1) as u64, error.column().max(1) as u64);
        if down > 1 {
            return (line.saturating_add(down).saturating_sub(1), right);
        }
        (line, column.saturating_add(right).saturating_sub(1))
    }
}
