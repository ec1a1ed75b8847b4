//! Byte strings that are kept once, each with a number.

use super::hash::{Seeded, spread};
use hashbrown::HashTable;
use std::hash::BuildHasher;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// Byte strings, kept once.
#[derive(Default)]
pub(super) struct Interner {
    bytes: Vec<u8>,
    strings: Vec<Place>,
    /// The number of each, and a part of its hash.
    table: HashTable<(u32, u32)>,
    seeded: Seeded,
    /// What was found last. It only says where to look first.
    last: AtomicU32,
}

/// Where a string ends, and which was found behind it the last time: rows repeat each other's order.
struct Place {
    end: usize,
    follower: AtomicU32,
}

impl Interner {
    /// The string of a number.
    pub(super) fn get(&self, number: u32) -> Option<&[u8]> {
        let at = number as usize;
        let begin = match at.checked_sub(1) {
            Some(before) => self.strings.get(before)?.end,
            None => 0,
        };
        self.bytes.get(begin..self.strings.get(at)?.end)
    }

    /// The number of a string that is known.
    pub(super) fn find(&self, key: &[u8]) -> Option<u32> {
        self.find_or_hash(key).ok()
    }

    /// The number of a string that is known; else its hash, to add it.
    pub(super) fn find_or_hash(&self, key: &[u8]) -> Result<u32, u32> {
        let last = self.last.load(Relaxed);
        if self.get(last) == Some(key) {
            return Ok(last);
        }
        let last = self.strings.get(last as usize);
        let follower = last.map_or(0, |last| last.follower.load(Relaxed));
        if self.get(follower) == Some(key) {
            self.last.store(follower, Relaxed);
            return Ok(follower);
        }
        let hash = self.hash(key);
        let is_it = |(number, own): &(u32, u32)| *own == hash && self.get(*number) == Some(key);
        let (found, _) = *self.table.find(spread(hash), is_it).ok_or(hash)?;
        self.note(found);
        Ok(found)
    }

    fn hash(&self, key: &[u8]) -> u32 {
        // the hash of the bytes alone, without their length
        use std::hash::Hasher;
        let mut hasher = self.seeded.build_hasher();
        hasher.write(key);
        (hasher.finish() >> 32) as u32
    }

    fn note(&self, found: u32) {
        if let Some(last) = self.strings.get(self.last.swap(found, Relaxed) as usize) {
            last.follower.store(found, Relaxed);
        }
    }

    /// Adds a string that is not known, with its hash; its number is the count of those before.
    pub(super) fn add(&mut self, key: &[u8], hash: u32) -> u32 {
        let number = self.strings.len() as u32;
        self.bytes.extend(key);
        self.strings.push(Place { end: self.bytes.len(), follower: AtomicU32::new(number) });
        self.table.insert_unique(spread(hash), (number, hash), |(_, hash)| spread(*hash));
        self.note(number);
        number
    }
}

/// Which entry each of some strings means.
#[derive(Default)]
pub(super) struct Index {
    keys: Interner,
    entries: Vec<u32>,
}

impl Index {
    /// The entry of a string.
    pub(super) fn find(&self, key: &[u8]) -> Option<u32> {
        if self.entries.is_empty() {
            return None;
        }
        self.entries.get(self.keys.find(key)? as usize).copied()
    }

    /// The same; where it means none, it means this from now on.
    pub(super) fn find_or_add(&mut self, key: &[u8], entry: u32) -> u32 {
        match self.keys.find_or_hash(key) {
            Ok(number) => self.entries.get(number as usize).copied().unwrap_or(entry),
            Err(hash) => {
                self.keys.add(key, hash);
                self.entries.push(entry);
                entry
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Index, Interner};

    fn add(interner: &mut Interner, key: &[u8]) -> u32 {
        let hash = interner.find_or_hash(key).unwrap_err();
        interner.add(key, hash)
    }

    #[test]
    fn a_string_means_what_it_meant_first() {
        let mut index = Index::default();
        assert_eq!(index.find(b"a"), None);
        assert_eq!(
            [index.find_or_add(b"a", 7), index.find_or_add(b"b", 9), index.find_or_add(b"a", 8)],
            [7, 9, 7]
        );
        assert_eq!((index.find(b"a"), index.find(b"b")), (Some(7), Some(9)));
    }

    #[test]
    fn equal_strings_have_one_number() {
        let mut interner = Interner::default();
        for (number, key) in [&b"a"[..], b"", b"ab", b"b"].into_iter().enumerate() {
            assert_eq!(interner.find(key), None);
            assert_eq!(add(&mut interner, key), number as u32);
        }
        for number in 4..5_000u32 {
            assert_eq!(add(&mut interner, &number.to_le_bytes()), number);
        }
        assert_eq!(interner.find(b""), Some(1));
        assert_eq!(interner.find(b"ab"), Some(2));
        assert_eq!(interner.find(&4_999u32.to_le_bytes()), Some(4_999));
        assert_eq!(interner.find(b"c"), None);
    }
}
