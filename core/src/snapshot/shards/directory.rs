//! The directory of a set of shards: from the hash of a number or record id to the shards that may have it.

use super::layout::Line;
use crate::snapshot::hash;

/// Lines in which a key may stand: its first one and those behind it, around the end.
pub(crate) const REACH: usize = 8;

/// A directory, borrowed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Directory<'s> {
    pub(crate) lines: &'s [Line],
}

/// The tag of a key with this hash.
#[inline]
pub(crate) fn tag(hash: u64) -> u16 {
    hash as u16
}

/// The places of the lines in which a key may stand.
#[inline]
pub(crate) fn reach(hash: u64, lines: usize) -> impl Iterator<Item = usize> {
    let first = hash::lines(hash, lines).0;
    (0..REACH.min(lines)).map(move |step| {
        let place = first.wrapping_add(step);
        if place < lines { place } else { place.wrapping_sub(lines) }
    })
}

impl Line {
    /// A bit for each entry with a tag.
    #[inline]
    fn hits(&self, tag: u16) -> u32 {
        let tag = tag.to_le_bytes();
        let bits = (0u32..).zip(&self.tags).map(|(bit, one)| u32::from(one.to_bytes() == tag) << (bit & 31));
        bits.fold(0, |all, bit| all | bit)
    }

    /// Whether a key for which there was no room here may stand farther on.
    #[inline]
    pub(crate) fn is_full(&self) -> bool {
        self.shards.last().is_some_and(|shard| shard.get() != 0)
    }

    /// The shards of the keys with a tag.
    #[inline]
    pub(crate) fn shards_of(&self, tag: u16) -> impl Iterator<Item = usize> {
        let mut hits = self.hits(tag);
        std::iter::from_fn(move || {
            while hits != 0 {
                let place = hits.trailing_zeros() as usize;
                hits &= hits.wrapping_sub(1);
                // a free entry has the tag 0
                if let Some(shard) = usize::from(self.shards.get(place)?.get()).checked_sub(1) {
                    return Some(shard);
                }
            }
            None
        })
    }

    /// Puts an entry to the others, where there is room.
    #[cfg(feature = "write")]
    pub(crate) fn put(&mut self, tag: u16, shard: u16) -> bool {
        let Some(free) = self.shards.iter().position(|shard| shard.get() == 0) else { return false };
        let (Some(tags), Some(shards)) = (self.tags.get_mut(free), self.shards.get_mut(free)) else {
            return false;
        };
        tags.set(tag);
        shards.set(shard);
        true
    }
}

impl<'s> Directory<'s> {
    /// The shards that may have a key, the likeliest first; one may come again.
    #[inline]
    pub(crate) fn shards(&self, hash: u64) -> impl Iterator<Item = usize> + use<'s> {
        let (lines, tag) = (self.lines, tag(hash));
        let mut before_was_full = true;
        let reached = reach(hash, lines.len()).map_while(move |place| {
            let line = lines.get(place).filter(|_| before_was_full)?;
            before_was_full = line.is_full();
            Some(line)
        });
        reached.flat_map(move |line| line.shards_of(tag))
    }

    /// Where the line lies in which a key is looked for first, in bytes.
    #[inline]
    pub(crate) fn first_byte(&self, hash: u64) -> usize {
        hash::lines(hash, self.lines.len()).0.wrapping_mul(size_of::<Line>())
    }
}
