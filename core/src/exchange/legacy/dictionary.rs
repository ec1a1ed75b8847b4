//! Known texts as file names hold them, and which of them a text begins with.

use std::borrow::Cow;

/// A known text as file names hold it: `^` for each character that they cannot hold.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    const REPLACED: [char; 9] = ['\\', '/', ':', '*', '?', '"', '<', '>', '|'];
    if text.contains(REPLACED) { Cow::Owned(text.replace(REPLACED, "^")) } else { Cow::Borrowed(text) }
}

/// Escaped texts in order, each with the ids of what is known by it; two that escape alike share a text.
#[derive(Debug, Default)]
pub(super) struct Dictionary<'t> {
    entries: Vec<Entry<'t>>,
    ids: Vec<u32>,
}

#[derive(Debug)]
struct Entry<'t> {
    text: Cow<'t, str>,
    /// The longest other text that this one begins with: the entry before [`Entry::parent`]; 0 is none.
    parent: usize,
    /// Where its ids begin; they end where those of the next one begin.
    ids: usize,
}

impl<'t> Dictionary<'t> {
    /// The dictionary of texts with their ids.
    pub(super) fn new(texts: impl IntoIterator<Item = (&'t str, u32)>) -> Self {
        let mut texts: Vec<_> = texts.into_iter().map(|(text, id)| (escaped(text), id)).collect();
        texts.sort_unstable();
        let mut made = Self::default();
        // the entries that the last one begins with, and itself, each as one more than its place
        let mut open: Vec<usize> = Vec::new();
        for (text, id) in texts {
            if made.entries.last().is_none_or(|last| last.text != text) {
                while let Some(top) = made.at(*open.last().unwrap_or(&0))
                    && !text.starts_with(&*top.text)
                {
                    open.pop();
                }
                let parent = *open.last().unwrap_or(&0);
                made.entries.push(Entry { text, parent, ids: made.ids.len() });
                open.push(made.entries.len());
            }
            made.ids.push(id);
        }
        made
    }

    /// The entry before a place; none before the first.
    fn at(&self, after: usize) -> Option<&Entry<'t>> {
        self.entries.get(after.checked_sub(1)?)
    }

    /// The known texts that a text begins with, the longest first: how long they are, and their ids.
    pub(super) fn beginning(&self, text: &str) -> impl Iterator<Item = (usize, &[u32])> {
        // what the text begins with stands before it, and all of that begins what stands last before it
        let mut after = self.entries.partition_point(|entry| *entry.text <= *text);
        let last = self.at(after).map_or("", |entry| &*entry.text);
        let common = last.bytes().zip(text.bytes()).take_while(|(one, other)| one == other).count();
        std::iter::from_fn(move || {
            loop {
                let entry = self.at(after)?;
                let own = after;
                after = entry.parent;
                if entry.text.len() <= common {
                    let end = self.entries.get(own).map_or(self.ids.len(), |next| next.ids);
                    return Some((entry.text.len(), self.ids.get(entry.ids..end).unwrap_or_default()));
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Dictionary, escaped};

    #[test]
    fn each_character_that_file_names_cannot_hold_becomes_a_caret() {
        assert_eq!(escaped(r#"a\b/c:d*e?f"g<h>i|j^k"#), "a^b^c^d^e^f^g^h^i^j^k");
        assert_eq!(escaped("plain ^_000_1"), "plain ^_000_1");
    }

    #[test]
    fn every_known_text_that_a_text_begins_with_is_found_the_longest_first() {
        let words = ["a", "ab", "abc/", "abc:", "abd", "b", "ä", "äb"];
        let dictionary = Dictionary::new(words.into_iter().zip(0..));
        let found = |text: &str| -> Vec<(usize, Vec<u32>)> {
            dictionary.beginning(text).map(|(length, ids)| (length, ids.to_vec())).collect()
        };
        assert_eq!(found("abc^d"), [(4, vec![2, 3]), (2, vec![1]), (1, vec![0])]);
        assert_eq!(found("abcz"), [(2, vec![1]), (1, vec![0])]);
        assert_eq!(found("ab"), [(2, vec![1]), (1, vec![0])]);
        assert_eq!(found("äbc"), [(3, vec![7]), (2, vec![6])]);
        assert_eq!((found(""), found("c"), found("Ab")), (vec![], vec![], vec![]));
    }
}
