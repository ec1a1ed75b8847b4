//! Byte strings that are kept once, each with a number.

use hashbrown::HashTable;
use std::cell::Cell;
use std::hash::{BuildHasher, RandomState};
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Byte strings, kept once.
pub(super) struct Interner {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    table: HashTable<(u32, u32)>,
    /// Nobody can foresee it, so that nobody can make many strings meet.
    seed: u64,
    /// What was found last.
    last: Cell<Option<u32>>,
}

impl Default for Interner {
    fn default() -> Self {
        let seed = RandomState::new().hash_one(0u8);
        Self { bytes: Vec::new(), ends: Vec::new(), table: HashTable::new(), seed, last: Cell::new(None) }
    }
}

impl Interner {
    fn get<'b>(bytes: &'b [u8], ends: &[usize], number: u32) -> Option<&'b [u8]> {
        let at = number as usize;
        let begin = match at.checked_sub(1) {
            Some(before) => *ends.get(before)?,
            None => 0,
        };
        bytes.get(begin..*ends.get(at)?)
    }

    /// The number of a string that is known.
    pub(super) fn find(&self, key: &[u8]) -> Option<u32> {
        let (bytes, ends) = (&self.bytes, &self.ends);
        // rows of one thing stand together
        if let Some(last) = self.last.get()
            && Self::get(bytes, ends, last) == Some(key)
        {
            return Some(last);
        }
        let hash = xxh3_64_with_seed(key, self.seed);
        let found = self.table.find(hash, |(number, high)| {
            *high == (hash >> 32) as u32 && Self::get(bytes, ends, *number) == Some(key)
        });
        let found = found.map(|(number, _)| *number);
        self.last.set(found);
        found
    }

    /// Adds a string that is not known; its number is the count of those before.
    pub(super) fn add(&mut self, key: &[u8]) -> u32 {
        let number = self.ends.len() as u32;
        self.bytes.extend(key);
        self.ends.push(self.bytes.len());
        let hash = xxh3_64_with_seed(key, self.seed);
        let (bytes, ends, seed) = (&self.bytes, &self.ends, self.seed);
        self.table.insert_unique(hash, (number, (hash >> 32) as u32), |(number, _)| {
            xxh3_64_with_seed(Self::get(bytes, ends, *number).unwrap_or_default(), seed)
        });
        self.last.set(Some(number));
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
