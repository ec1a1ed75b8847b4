//! Pools: equal blocks are kept once, where they first came.

use crate::fault::{Code, Fault};
use crate::snapshot::layout::TEXT_OFFSET_BITS;
use hashbrown::HashTable;
use std::hash::{BuildHasher, RandomState};
use zerocopy::{Immutable, IntoBytes};

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
    blocks: HashTable<(u32, u32)>,
    state: RandomState,
    what: &'static str,
}

impl<T: IntoBytes + Immutable + Copy> Pool<T> {
    pub(crate) fn new(what: &'static str) -> Self {
        Self { records: Vec::new(), blocks: HashTable::new(), state: RandomState::new(), what }
    }

    /// One that begins with a record, so that no block begins at 0.
    pub(crate) fn after(first: T, what: &'static str) -> Self {
        Self { records: vec![first], ..Self::new(what) }
    }

    /// Where a block begins; whether it is new.
    pub(crate) fn intern(&mut self, block: &[T]) -> Result<(u32, bool), Fault> {
        let hash = self.state.hash_one(block.as_bytes());
        let of = |start: u32, length: u32, records: &[T]| -> Option<std::ops::Range<usize>> {
            let start = start as usize;
            let end = start.checked_add(length as usize)?;
            (end <= records.len()).then_some(start..end)
        };
        let records = &self.records;
        let bytes = |(start, length): (u32, u32)| {
            of(start, length, records).and_then(|range| records.get(range)).unwrap_or_default().as_bytes()
        };
        if let Some(found) = self.blocks.find(hash, |entry| bytes(*entry) == block.as_bytes()) {
            return Ok((found.0, false));
        }
        let start = narrow(self.records.len(), self.what)?;
        let length = narrow(block.len(), self.what)?;
        let state = &self.state;
        self.blocks.insert_unique(hash, (start, length), |entry| state.hash_one(bytes(*entry)));
        self.records.extend_from_slice(block);
        Ok((start, true))
    }
}

/// The bytes of all texts.
pub(crate) struct Strings {
    pub(crate) bytes: Vec<u8>,
    shared: HashTable<u64>,
    state: RandomState,
}

fn range(text: u64) -> std::ops::Range<usize> {
    let start = (text & ((1 << TEXT_OFFSET_BITS) - 1)) as usize;
    start..start.saturating_add((text >> TEXT_OFFSET_BITS) as usize)
}

impl Strings {
    pub(crate) fn new() -> Self {
        Self { bytes: Vec::new(), shared: HashTable::new(), state: RandomState::new() }
    }

    /// Adds a text that hardly comes twice.
    pub(crate) fn add(&mut self, text: &str) -> Result<u64, Fault> {
        let start = self.bytes.len() as u64;
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
        let hash = self.state.hash_one(text.as_bytes());
        let bytes = &self.bytes;
        let same = |other: &u64| bytes.get(range(*other)) == Some(text.as_bytes());
        if let Some(found) = self.shared.find(hash, same) {
            return Ok(*found);
        }
        let place = self.add(text)?;
        let Self { bytes, shared, state } = self;
        let rehash = |other: &u64| state.hash_one(bytes.get(range(*other)).unwrap_or_default());
        shared.insert_unique(hash, place, rehash);
        Ok(place)
    }
}
