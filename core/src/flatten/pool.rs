//! Pools: equal blocks are kept once, where they first came.

use crate::fault::{Code, Fault};
use crate::snapshot::layout::TEXT_OFFSET_BITS;
use std::hash::{BuildHasher, RandomState};
use xxhash_rust::xxh3::xxh3_64_with_seed;
use zerocopy::{Immutable, IntoBytes};

/// A seed that nobody can foresee, so that no input can be made whose blocks all hash alike. It has no
/// part in what is written.
pub(super) fn seed() -> u64 {
    RandomState::new().hash_one(0)
}

/// More than a snapshot's fields can number.
#[cold]
pub(crate) fn too_large(what: &str) -> Fault {
    Fault::new(
        Code::LimitSnapshot,
        format!("more {what} than a snapshot can number"),
        "spread the products over several snapshots",
    )
}

/// A count as the snapshot numbers it, at most 2^30 - 1: lists and items keep the high bits.
pub(crate) fn narrow(count: usize, what: &str) -> Result<u32, Fault> {
    u32::try_from(count).ok().filter(|count| *count < (1 << 30)).ok_or_else(|| too_large(what))
}

/// Numbers by the hash of what they number.
///
/// An open table that is searched from the hash on. A number and its half of a hash lie side by side,
/// so that looking for what is not there yet, and adding it, waits for memory once.
#[derive(Default)]
struct Index {
    /// Half a hash, and a number plus one; 0 where it is free. A power of two, at most half full.
    slots: Vec<(u32, u32)>,
    count: usize,
}

impl Index {
    /// The number that `is_same`, or where to add it.
    fn find(&self, hash: u64, is_same: impl Fn(u32) -> bool) -> Result<u32, usize> {
        let half = hash as u32;
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = half as usize & mask;
        while let Some((other, number)) = self.slots.get(at) {
            match number.checked_sub(1) {
                None => break,
                Some(number) if *other == half && is_same(number) => return Ok(number),
                Some(_) => at = at.wrapping_add(1) & mask,
            }
        }
        Err(at)
    }

    /// The free place for half a hash.
    fn free(&self, half: u32) -> usize {
        self.find(u64::from(half), |_| false).err().unwrap_or(0)
    }

    /// Adds a number at the place that was found for it.
    fn add(&mut self, hash: u64, number: u32, at: usize) {
        self.count = self.count.saturating_add(1);
        let mut place = at;
        if self.count.saturating_mul(2) > self.slots.len() {
            self.grow();
            place = self.free(hash as u32);
        }
        if let Some(slot) = self.slots.get_mut(place) {
            *slot = (hash as u32, number.saturating_add(1));
        }
    }

    #[cold]
    fn grow(&mut self) {
        let more = self.slots.len().saturating_mul(2).max(16);
        let before = std::mem::replace(&mut self.slots, vec![(0, 0); more]);
        for (half, number) in before.into_iter().filter(|(_, number)| *number != 0) {
            let at = self.free(half);
            if let Some(slot) = self.slots.get_mut(at) {
                *slot = (half, number);
            }
        }
    }
}

/// Blocks of records, each kept once.
pub(crate) struct Pool<T> {
    pub(crate) records: Vec<T>,
    /// Where each block begins; it ends where the next begins.
    starts: Vec<u32>,
    index: Index,
    /// How many blocks are in the index.
    indexed: usize,
    seed: u64,
    what: &'static str,
}

impl<T: IntoBytes + Immutable + Copy> Pool<T> {
    pub(crate) fn new(what: &'static str) -> Self {
        Self {
            records: Vec::new(),
            starts: Vec::new(),
            index: Index::default(),
            indexed: 0,
            seed: seed(),
            what,
        }
    }

    /// One that begins with a record, so that no block begins at 0.
    pub(crate) fn after(first: T, what: &'static str) -> Self {
        Self { records: vec![first], ..Self::new(what) }
    }

    fn start(&self, number: u32) -> u32 {
        self.starts.get(number as usize).copied().unwrap_or(0)
    }

    fn block(&self, number: u32) -> &[T] {
        let start = self.start(number) as usize;
        let next = self.starts.get((number as usize).saturating_add(1));
        let end = next.map_or(self.records.len(), |next| *next as usize);
        self.records.get(start..end).unwrap_or_default()
    }

    /// Where a block begins; whether it is new.
    pub(crate) fn intern(&mut self, block: &[T]) -> Result<(u32, bool), Fault> {
        let (number, is_new) = self.number(block)?;
        Ok((self.start(number), is_new))
    }

    /// The number of a block, counted from the first that came; whether it is new.
    pub(crate) fn number(&mut self, block: &[T]) -> Result<(u32, bool), Fault> {
        self.index_appended();
        let hash = xxh3_64_with_seed(block.as_bytes(), self.seed);
        match self.index.find(hash, |number| self.block(number).as_bytes() == block.as_bytes()) {
            Ok(number) => Ok((number, false)),
            Err(place) => {
                let number = narrow(self.starts.len(), self.what)?;
                self.append(block)?;
                self.index.add(hash, number, place);
                self.indexed = self.starts.len();
                Ok((number, true))
            }
        }
    }

    /// Adds a block that cannot be there yet; where it begins.
    pub(crate) fn append(&mut self, block: &[T]) -> Result<u32, Fault> {
        let start = narrow(self.records.len(), self.what)?;
        self.starts.push(start);
        self.records.extend_from_slice(block);
        Ok(start)
    }

    /// Appended blocks are put into the index when the first is looked for: often none ever is.
    fn index_appended(&mut self) {
        for number in self.indexed..self.starts.len() {
            let number = number as u32;
            let hash = xxh3_64_with_seed(self.block(number).as_bytes(), self.seed);
            let place = self.index.free(hash as u32);
            self.index.add(hash, number, place);
        }
        self.indexed = self.starts.len();
    }

    /// Forgets where blocks are: no more of them come.
    pub(crate) fn close(&mut self) {
        self.starts = Vec::new();
        self.index = Index::default();
        self.indexed = 0;
    }
}

/// The bytes of all texts. They begin the file, so it grows from here on: its head is kept free.
pub(crate) struct Strings {
    bytes: Vec<u8>,
    head: usize,
    /// The shared texts.
    shared: Vec<u64>,
    index: Index,
    seed: u64,
}

/// The bytes of a text.
pub(super) fn text_at(texts: &[u8], text: u64) -> &[u8] {
    let start = (text & ((1 << TEXT_OFFSET_BITS) - 1)) as usize;
    texts.get(start..start.saturating_add((text >> TEXT_OFFSET_BITS) as usize)).unwrap_or_default()
}

impl Strings {
    /// With so many bytes before the first text.
    pub(crate) fn after(head: usize) -> Self {
        Self { bytes: vec![0; head], head, shared: Vec::new(), index: Index::default(), seed: seed() }
    }

    /// The texts, one behind the other.
    pub(crate) fn texts(&self) -> &[u8] {
        self.bytes.get(self.head..).unwrap_or_default()
    }

    /// The bytes of a text.
    pub(crate) fn get(&self, text: u64) -> &[u8] {
        text_at(self.texts(), text)
    }

    /// The head, which is still zeros, and the texts behind it.
    pub(crate) fn take(&mut self) -> Vec<u8> {
        self.shared = Vec::new();
        self.index = Index::default();
        std::mem::take(&mut self.bytes)
    }

    /// Adds a text that hardly comes twice.
    pub(crate) fn add(&mut self, text: &str) -> Result<u64, Fault> {
        let start = self.bytes.len().saturating_sub(self.head) as u64;
        let length = text.len() as u64;
        // the last length is kept free, so that no text is the absent one
        if start >= 1 << TEXT_OFFSET_BITS || length >= (1 << (u64::BITS - TEXT_OFFSET_BITS)) - 1 {
            return Err(too_large("bytes of text"));
        }
        self.bytes.extend_from_slice(text.as_bytes());
        Ok(start | (length << TEXT_OFFSET_BITS))
    }

    /// Adds a text unless it is there: equal texts added like this lie at one place.
    pub(crate) fn share(&mut self, text: &str) -> Result<u64, Fault> {
        Ok(self.shared(text)?.0)
    }

    /// The same, and whether the text is new.
    pub(crate) fn shared(&mut self, text: &str) -> Result<(u64, bool), Fault> {
        let hash = xxh3_64_with_seed(text.as_bytes(), self.seed);
        let texts = self.texts();
        let place_of = |number: u32| self.shared.get(number as usize).copied().unwrap_or(0);
        match self.index.find(hash, |number| text_at(texts, place_of(number)) == text.as_bytes()) {
            Ok(number) => Ok((place_of(number), false)),
            Err(at) => {
                let number = narrow(self.shared.len(), "texts")?;
                let place = self.add(text)?;
                self.index.add(hash, number, at);
                self.shared.push(place);
                Ok((place, true))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_found_however_they_came() -> Result<(), Fault> {
        let mut pool = Pool::<u8>::new("blocks");
        let block = |number: u16| number.to_le_bytes();
        for number in 0..1_000 {
            let start = u32::from(number) * 2;
            if number % 3 == 0 {
                assert_eq!(pool.append(&block(number))?, start);
            } else {
                assert_eq!(pool.intern(&block(number))?, (start, true));
            }
        }
        for number in 0..1_000 {
            assert_eq!(pool.intern(&block(number))?, (u32::from(number) * 2, false));
            assert_eq!(pool.number(&block(number))?, (u32::from(number), false));
        }
        Ok(())
    }

    #[test]
    fn equal_texts_lie_at_one_place() -> Result<(), Fault> {
        let mut strings = Strings::after(64);
        let (place, is_new) = strings.shared("Front")?;
        assert!(is_new);
        assert_eq!(strings.shared("Front")?, (place, false));
        assert_eq!((strings.get(place), strings.texts()), (&b"Front"[..], &b"Front"[..]));
        assert_eq!(strings.take(), [&[0; 64][..], b"Front"].concat());
        Ok(())
    }
}
