//! The classes that were found lately, kept in the caller's scratch.
//!
//! Which class a shelf is of, for one shape, is a small computation that comes again and again: shops
//! have few shapes, and pages few contexts.

use super::shelf::{Shelf, UNKNOWN};

/// How many classes are kept.
const PLACES: usize = 512;

/// A shape and a shelf with their class plus one.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    shape_channel: u64,
    catalog_locale: u64,
    class: u32,
}

/// Classes of one snapshot.
#[derive(Clone, Debug)]
pub(crate) struct Memo {
    tag: u64,
    entries: Box<[Entry; PLACES]>,
}

impl Memo {
    pub(crate) fn new() -> Self {
        Self { tag: 0, entries: Box::new([Entry::default(); PLACES]) }
    }

    /// The class of a shelf, kept or found by `find`.
    #[inline]
    pub(crate) fn class(
        &mut self,
        shape: u32,
        shelf: &Shelf,
        find: impl FnOnce() -> Option<u32>,
    ) -> Option<u32> {
        if shelf.locale == UNKNOWN {
            return find();
        }
        if self.tag != shelf.tag {
            self.tag = shelf.tag;
            self.entries.fill(Entry::default());
        }
        let shape_channel = (u64::from(shape) << 32) | u64::from(shelf.channel);
        let catalog_locale = (u64::from(shelf.catalog) << 32) | u64::from(shelf.locale);
        let mixed = (shape_channel ^ catalog_locale.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let entry = self.entries.get_mut((mixed >> 55) as usize)?;
        if (entry.shape_channel == shape_channel)
            & (entry.catalog_locale == catalog_locale)
            & (entry.class != 0)
        {
            return Some(entry.class.wrapping_sub(1));
        }
        let class = find()?;
        *entry = Entry { shape_channel, catalog_locale, class: class.wrapping_add(1) };
        Some(class)
    }
}
