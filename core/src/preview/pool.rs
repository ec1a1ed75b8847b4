//! What the page holds, each thing once.

use indexmap::IndexSet;
use serde::Serialize;

/// JSON values, each kept once and named by its number.
#[derive(Default)]
pub(super) struct Pool {
    values: IndexSet<String>,
    bytes: usize,
}

impl Pool {
    /// The number of a value, and whether it is new.
    pub(super) fn note(&mut self, value: &(impl Serialize + ?Sized)) -> (u32, bool) {
        let json = json(value);
        let length = json.len().saturating_add(1);
        let (number, is_new) = self.values.insert_full(json);
        if is_new {
            self.bytes = self.bytes.saturating_add(length);
        }
        // there are fewer than 2^32, since each takes more than a byte of a page of fewer than 2^32
        (u32::try_from(number).unwrap_or(u32::MAX), is_new)
    }

    pub(super) fn add(&mut self, value: &(impl Serialize + ?Sized)) -> u32 {
        self.note(value).0
    }

    /// The text with a number, in a pool of texts.
    pub(super) fn text(&self, number: u32) -> String {
        let json = self.values.get_index(number as usize);
        json.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
    }

    /// How long it is as JSON.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Writes the values as a list.
    pub(super) fn write(&self, out: &mut String) {
        out.push('[');
        for (number, value) in self.values.iter().enumerate() {
            if number > 0 {
                out.push(',');
            }
            out.push_str(value);
        }
        out.push(']');
    }
}

/// A value as JSON.
pub(super) fn json(value: &(impl Serialize + ?Sized)) -> String {
    // texts, numbers and lists of them always are JSON
    serde_json::to_string(value).unwrap_or_default()
}

/// Numbers as they are written: a number below 0 says how often the one before it stands once more.
pub(super) fn runs(numbers: &[u32]) -> Vec<i64> {
    let mut out = Vec::new();
    for run in numbers.chunk_by(|one, other| one == other) {
        out.extend(run.first().map(|number| i64::from(*number)));
        if let Some(more) = run.len().checked_sub(1).filter(|more| *more > 0) {
            out.push(i64::try_from(more).map_or(i64::MIN, i64::saturating_neg));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Pool, runs};

    #[test]
    fn equal_values_are_one() {
        let mut pool = Pool::default();
        assert_eq!((pool.note("a"), pool.note("b"), pool.note("a")), ((0, true), (1, true), (0, false)));
        let mut out = String::new();
        pool.write(&mut out);
        assert_eq!((out.as_str(), pool.bytes()), (r#"["a","b"]"#, 8));
        assert_eq!(pool.text(1), "b");
    }

    #[test]
    fn numbers_that_repeat_are_counted() {
        assert!(runs(&[]).is_empty());
        assert_eq!(runs(&[7, 7, 7, 0, 1, 1]), [7, -2, 0, 1, -1]);
    }
}
