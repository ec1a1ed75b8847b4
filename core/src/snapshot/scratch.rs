//! What a caller lends to look-ups.

use super::memo::Memo;
use super::sets::{Composed, SetWalk};
use crate::resolve::walk::Walk;
use zerocopy::little_endian::U32;

/// Memory for look-ups: for what is found again and again, and for answers that are composed. Use it
/// again and again, for one snapshot at a time.
#[derive(Debug)]
pub struct Scratch {
    pub(crate) memo: Memo,
    pub(super) walk: SetWalk,
    pub(super) pairs: Vec<(U32, u32)>,
    pub(super) answer: ComposedAnswer,
}

/// An answer that was composed.
#[derive(Debug, Default)]
pub(super) struct ComposedAnswer {
    /// Primary items, then additional ones.
    pub(super) items: Vec<U32>,
    /// How many of them are primary.
    pub(super) primary: usize,
    /// Where each comes from.
    pub(super) origins: Vec<Composed>,
    pub(super) winner: Option<Composed>,
    pub(super) severed: Option<[u32; 3]>,
}

impl ComposedAnswer {
    pub(super) fn clear(&mut self) {
        self.items.clear();
        self.origins.clear();
        (self.primary, self.winner, self.severed) = (0, None, None);
    }
}

impl Default for Scratch {
    fn default() -> Self {
        Self::new()
    }
}

impl Scratch {
    /// Memory for the classes of contexts, 12 KiB; for answers none yet.
    #[must_use]
    pub fn new() -> Self {
        Self { memo: Memo::new(), walk: Walk::new(), pairs: Vec::new(), answer: ComposedAnswer::default() }
    }
}
