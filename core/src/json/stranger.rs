//! What somebody gave for JSON that is none at all: a snapshot, nothing, the name of a file, a table.

use super::kinds::{HEADER, Kinds};
use super::syntax::MORE;
use crate::fault::{Code, Fault, shortened};

/// The first bytes of every snapshot (docs/FORMAT.md).
const SNAPSHOT: &[u8] = b"OMNISNAP";

/// The word of a version, `publication` or `tenant`.
pub(super) fn form(version: &str) -> &str {
    version.split('/').next().unwrap_or_default()
}

/// What bytes are that are not UTF-8.
pub(super) fn encoding(bytes: &[u8]) -> Fault {
    if bytes.starts_with(SNAPSHOT) { snapshot() } else { super::syntax::encoding() }
}

fn snapshot() -> Fault {
    let advice = "open it as a snapshot, or give what it was flattened from";
    Fault::new(Code::Encoding, "this is a snapshot, and no JSON", advice)
}

/// What a text is as a whole that ended with a fault of syntax, where there is more to say than that fault does.
pub(super) fn whole<K: Kinds>(text: &str, found: &Fault) -> Option<Fault> {
    if found.code() != Code::Syntax {
        return None;
    }
    if text.as_bytes().starts_with(SNAPSHOT) {
        return Some(snapshot());
    }
    if found.message() == MORE.0 && text.trim_end_matches('\0').len() < text.len() {
        let advice = "give the length of the text without the zero at its end";
        return Some(Fault::new(Code::Syntax, "a zero byte after the end of the JSON", advice));
    }
    let rest = text.trim_start();
    let begin = format!("`{{\"{HEADER}\": \"{}\"`", K::VERSION);
    if rest.is_empty() {
        return Some(Fault::new(Code::Syntax, "there is no text", format!("begin with {begin}")));
    }
    let is_json =
        rest.starts_with(['{', '[', '"', '-']) || rest.starts_with(|first: char| first.is_ascii_digit());
    if is_json || rest.starts_with(char::is_control) {
        return None;
    }
    let word = rest.split([' ', '\t', '\r', '\n', ';', ',']).next().unwrap_or_default();
    let message = format!("this is not JSON: it begins with `{}`", shortened(word));
    let advice =
        format!("give the text of a {}, which begins with {begin}, not the name of a file", form(K::VERSION));
    Some(Fault::new(Code::Syntax, message, advice))
}
