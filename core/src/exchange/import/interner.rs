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
    fn get(&self, number: u32) -> Option<&[u8]> {
        let at = number as usize;
        let begin = match at.checked_sub(1) {
            Some(before) => self.strings.get(before)?.end,
            None => 0,
        };
        self.bytes.get(begin..self.strings.get(at)?.end)
    }

    /// The number of a string that is known.
    pub(super) fn find(&self, key: &[u8]) -> Option<u32> {
        let last = self.last.load(Relaxed);
        if self.get(last) == Some(key) {
            return Some(last);
        }
        let last = self.strings.get(last as usize);
        let follower = last.map_or(0, |last| last.follower.load(Relaxed));
        if self.get(follower) == Some(key) {
            self.last.store(follower, Relaxed);
            return Some(follower);
        }
        let hash = self.hash(key);
        let is_it = |(number, own): &(u32, u32)| *own == hash && self.get(*number) == Some(key);
        let (found, _) = *self.table.find(spread(hash), is_it)?;
        self.note(found);
        Some(found)
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

    /// Adds a string that is not known; its number is the count of those before.
    pub(super) fn add(&mut self, key: &[u8]) -> u32 {
        let number = self.strings.len() as u32;
        self.bytes.extend(key);
        self.strings.push(Place { end: self.bytes.len(), follower: AtomicU32::new(number) });
        let hash = self.hash(key);
        self.table.insert_unique(spread(hash), (number, hash), |(_, hash)| spread(*hash));
        self.note(number);
        number
    }
}

#[cfg(test)]
mod tests {
    use super::Interner;

    #[test]
    fn equal_strings_have_one_number() {
        let mut interner = Interner::default();
        for (number, key) in [&b"a"[..], b"", b"ab", b"b"].into_iter().enumerate() {
            assert_eq!(interner.find(key), None);
            assert_eq!(interner.add(key), number as u32);
        }
        for number in 4..5_000u32 {
            assert_eq!(interner.add(&number.to_le_bytes()), number);
        }
        assert_eq!(interner.find(b""), Some(1));
        assert_eq!(interner.find(b"ab"), Some(2));
        assert_eq!(interner.find(&4_999u32.to_le_bytes()), Some(4_999));
        assert_eq!(interner.find(b"c"), None);
    }
}
