//! What slots and cells say of an answer's lists, as numbers that a register holds.

use super::layout::{ALONE, ALONE_RESTRICTED, COMPOSE, Cell, RESTRICTED, Slot, at};
use zerocopy::IntoBytes;
use zerocopy::little_endian::U64;

impl Cell {
    /// The `shape` of the slot that has this cell itself; nothing where it cannot.
    pub(crate) fn alone(self) -> Option<u32> {
        let lists = self.lists();
        let restricted = if lists.restricted() { ALONE_RESTRICTED } else { 0 };
        let fits = !lists.is_composed() && lists.primary() < ALONE_RESTRICTED;
        fits.then_some(ALONE | restricted | lists.primary())
    }

    /// Its bytes as one number.
    #[inline]
    pub(crate) fn lists(&self) -> Lists {
        Lists(at::<U64>(self.as_bytes(), 0).map_or(u64::MAX, |word| word.get()))
    }
}

/// A cell as one number, which a register holds: the gallery, and what is shown above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Lists(u64);

impl Lists {
    /// Those of an answer that is composed.
    pub(crate) const COMPOSED: Self = Self(u64::MAX);

    /// Where the gallery begins, by eight bytes.
    #[inline]
    pub(crate) fn gallery(self) -> u32 {
        self.0 as u32
    }

    /// Whether the answer is composed from the sets.
    #[inline]
    pub(crate) fn is_composed(self) -> bool {
        self.gallery() == COMPOSE
    }

    /// How many primary items there are, before the channel drops any.
    #[inline]
    pub(crate) fn primary(self) -> u32 {
        (self.0 >> 32) as u32 & !RESTRICTED
    }

    /// Whether an asset is not for every channel.
    #[inline]
    pub(crate) fn restricted(self) -> bool {
        self.0 >> 63 != 0
    }
}

impl Slot {
    #[inline]
    fn word(&self, place: usize) -> u64 {
        at::<U64>(self.as_bytes(), place).map_or(0, |word| word.get())
    }

    /// Its three bytes of shape.
    #[inline]
    pub(crate) fn shape(&self) -> u32 {
        (self.word(2) >> 40) as u32
    }

    /// The lists of a slot that is alone.
    #[inline]
    pub(crate) fn lists(&self) -> Option<Lists> {
        let shape = self.shape();
        let restricted = (shape & ALONE_RESTRICTED) << 9;
        let shown = (shape & (ALONE_RESTRICTED - 1)) | restricted;
        let gallery = self.word(3) & u64::from(u32::MAX);
        (shape & ALONE != 0).then_some(Lists((u64::from(shown) << 32) | gallery))
    }

    /// Its first 21 bytes as words: the number that it holds itself.
    pub(crate) fn number_words(&self) -> [u64; 3] {
        [self.word(0), self.word(1), self.word(2) & ((1 << 40) - 1)]
    }

    /// Whether it holds the number of these words, the first 21 bytes of its slot: compared without a
    /// branch.
    #[inline]
    pub(crate) fn holds(&self, [one, two, three]: [u64; 3]) -> bool {
        // of the third word the number has four bytes and its length
        ((self.word(0) ^ one) | (self.word(1) ^ two) | ((self.word(2) ^ three) << 24)) == 0
    }
}
