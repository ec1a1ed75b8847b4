//! Pools: equal blocks are kept once, where they first came.

use crate::fault::{Code, Fault};
use crate::snapshot::layout::TEXT_OFFSET_BITS;
use hashbrown::HashTable;
use std::hash::{BuildHasher, RandomState};
use xxhash_rust::xxh3::xxh3_64_with_seed;
use zerocopy::{Immutable, IntoBytes};

/// A seed that nobody can foresee, so that no input can be made whose blocks all hash alike. It has no
/// part in what is written.
fn seed() -> u64 {
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

/// Blocks of records, each kept once.
pub(crate) struct Pool<T> {
    pub(crate) records: Vec<T>,
    /// The hash of each block, where it begins, and its records.
    blocks: HashTable<(u64, u32, u32)>,
    seed: u64,
    what: &'static str,
}

impl<T: IntoBytes + Immutable + Copy> Pool<T> {
    pub(crate) fn new(what: &'static str) -> Self {
        Self { records: Vec::new(), blocks: HashTable::new(), seed: seed(), what }
    }

    /// One that begins with a record, so that no block begins at 0.
    pub(crate) fn after(first: T, what: &'static str) -> Self {
        Self { records: vec![first], ..Self::new(what) }
    }

    /// Where a block begins; whether it is new.
    pub(crate) fn intern(&mut self, block: &[T]) -> Result<(u32, bool), Fault> {
        let hash = xxh3_64_with_seed(block.as_bytes(), self.seed);
        let records = &self.records;
        let same = |(other, start, length): &(u64, u32, u32)| {
            let end = (*start as usize).saturating_add(*length as usize);
            *other == hash
                && records.get(*start as usize..end).map(IntoBytes::as_bytes) == Some(block.as_bytes())
        };
        if let Some((_, start, _)) = self.blocks.find(hash, same) {
            return Ok((*start, false));
        }
        let start = narrow(self.records.len(), self.what)?;
        let length = narrow(block.len(), self.what)?;
        self.blocks.insert_unique(hash, (hash, start, length), |(hash, ..)| *hash);
        self.records.extend_from_slice(block);
        Ok((start, true))
    }

    /// Forgets where blocks are: no more of them come.
    pub(crate) fn close(&mut self) {
        self.blocks = HashTable::new();
    }
}

/// The bytes of all texts. They begin the file, so it grows from here on: its head is kept free.
pub(crate) struct Strings {
    bytes: Vec<u8>,
    head: usize,
    /// The hash of each shared text and its place.
    shared: HashTable<(u64, u64)>,
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
        Self { bytes: vec![0; head], head, shared: HashTable::new(), seed: seed() }
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
        self.shared = HashTable::new();
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
        let hash = xxh3_64_with_seed(text.as_bytes(), self.seed);
        let texts = self.bytes.get(self.head..).unwrap_or_default();
        let same = |(other, place): &(u64, u64)| *other == hash && text_at(texts, *place) == text.as_bytes();
        if let Some((_, place)) = self.shared.find(hash, same) {
            return Ok(*place);
        }
        let place = self.add(text)?;
        self.shared.insert_unique(hash, (hash, place), |(hash, _)| *hash);
        Ok(place)
    }
}
