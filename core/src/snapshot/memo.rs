//! The classes that were found lately, kept in the caller's scratch or beside a shelf that many threads share.
//!
//! Which class a shelf is of, for one shape, is a small computation that comes again and again: shops
//! have few shapes, and pages few contexts.

use super::layer::LayerRef;
use super::layout::{FAR_SHAPE, Slot};
use super::shape::Shape;
use super::shelf::{Shelf, UNKNOWN};

/// How many classes are kept.
const PLACES: usize = 512;

/// Where the classes that were found are kept.
pub(crate) trait Classes {
    /// The class of a shelf for a shape, if it is kept.
    fn get(&self, shape: u32, shelf: &Shelf) -> Option<u32>;
    /// Keeps the class of a shelf.
    fn put(&mut self, shape: u32, shelf: &Shelf, class: u32);
}

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

/// What is asked for: of which entry, and where it would be.
struct Key {
    shape_channel: u64,
    catalog_locale: u64,
    place: usize,
}

impl Key {
    #[inline]
    fn new(shape: u32, shelf: &Shelf) -> Self {
        let shape_channel = (u64::from(shape) << 32) | u64::from(shelf.channel);
        let catalog_locale = (u64::from(shelf.catalog) << 32) | u64::from(shelf.locale);
        let mixed = (shape_channel ^ catalog_locale.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Self { shape_channel, catalog_locale, place: (mixed >> 55) as usize }
    }
}

impl Memo {
    pub(crate) fn new() -> Self {
        Self { tag: 0, entries: Box::new([Entry::default(); PLACES]) }
    }
}

impl Classes for Memo {
    #[inline]
    fn get(&self, shape: u32, shelf: &Shelf) -> Option<u32> {
        let key = Key::new(shape, shelf);
        let entry = self.entries.get(key.place)?;
        // an entry of another snapshot may look the same
        let same = (entry.shape_channel ^ key.shape_channel)
            | (entry.catalog_locale ^ key.catalog_locale)
            | (self.tag ^ shelf.tag);
        if same == 0 { entry.class.checked_sub(1) } else { None }
    }

    fn put(&mut self, shape: u32, shelf: &Shelf, class: u32) {
        // the number of a locale says nothing of one that is not named
        if shelf.locale == UNKNOWN {
            return;
        }
        if self.tag != shelf.tag {
            self.tag = shelf.tag;
            self.entries.fill(Entry::default());
        }
        let Key { shape_channel, catalog_locale, place } = Key::new(shape, shelf);
        if let Some(entry) = self.entries.get_mut(place) {
            *entry = Entry { shape_channel, catalog_locale, class: class.wrapping_add(1) };
        }
    }
}

impl LayerRef<'_> {
    /// The cell of a slot that is not alone, for the class that a shelf is of.
    #[inline]
    pub(crate) fn cell_of(&self, slot: &Slot, shelf: &Shelf, memo: &mut impl Classes) -> Option<u32> {
        // a delta numbers its shapes for itself
        let kept = if self.meta.is_delta { None } else { memo.get(slot.shape(), shelf) };
        let class = match kept {
            Some(class) => class,
            None => self.class(slot, shelf, memo)?,
        };
        slot.cells.get().checked_add(class)
    }

    /// The class of a shelf, which is kept for the next time.
    #[inline(never)]
    fn class(&self, slot: &Slot, shelf: &Shelf, memo: &mut impl Classes) -> Option<u32> {
        let shape = self.shape_of(slot)?;
        let class = Shape::read(self, shape)?.class(shelf, self.meta.policy.order)?;
        if shape < FAR_SHAPE && !self.meta.is_delta {
            memo.put(shape, shelf, class);
        }
        Some(class)
    }

    /// Where the shape of the product lies.
    pub(crate) fn shape_of(&self, slot: &Slot) -> Option<u32> {
        match slot.shape() {
            // alone, or too far
            FAR_SHAPE.. => {
                let order = self.order_record(slot.order.get())?;
                self.row(order.product.get()).map(|row| row.shape.get())
            }
            shape => Some(shape),
        }
    }
}
