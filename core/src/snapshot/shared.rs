//! Shelves that many threads share: what a look-up learns is kept beside the shelf, without a lock.

use super::memo::Classes;
use super::scratch::Scratch;
use super::shelf::Shelf;
use core::sync::atomic::{AtomicU64, Ordering};

/// How many classes are kept; shops have few shapes.
const PLACES: usize = 64;

/// A shelf for many threads, which keeps the classes of its context that were found lately.
///
/// It needs no [`Scratch`] but where an answer is composed, so that a host can keep one for each context
/// and ask from every thread.
///
/// # Example
/// ```
/// # use omnimedia::{DocumentBuilder, Flatten, Limits, Policy, ProductBuilder, Publication, SetBuilder};
/// # use omnimedia::{AssetBuilder, Kind, SharedShelf, Snapshot};
/// # let mut builder = Publication::builder(Limits::default());
/// # builder.asset(AssetBuilder::new("A1", Kind::Image));
/// # let media = DocumentBuilder::new().master(SetBuilder::new().primary(["A1"]));
/// # builder.product(ProductBuilder::new("S1").document(media));
/// # let snapshot = Snapshot::open(Flatten::new(&builder.build()?, Policy::default()).to_bytes()?)?;
/// let shelf = SharedShelf::new(snapshot.shelf(Some("128"), Some("fr-CA"), None)?);
/// let mut composing = None;
/// let view = snapshot.find("S1")?.answer_shared(&shelf, &mut composing)?;
/// assert_eq!(view.primary_len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct SharedShelf {
    shelf: Shelf,
    /// Each a shape, and its class plus one; one word, so that no thread sees half of another's.
    classes: [AtomicU64; PLACES],
}

impl SharedShelf {
    /// A shelf that keeps nothing yet.
    ///
    /// # Cost
    /// 512 bytes beside the shelf; allocates nothing.
    #[must_use]
    pub fn new(shelf: Shelf) -> Self {
        Self { shelf, classes: [const { AtomicU64::new(0) }; PLACES] }
    }

    /// The shelf itself.
    #[must_use]
    #[inline]
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    #[inline]
    pub(crate) fn memory<'x>(&'x self, composing: &'x mut Option<Scratch>) -> Shared<'x> {
        Shared { classes: Kept(&self.classes), composing }
    }

    pub(crate) fn lending<'x>(&'x self, composing: &'x mut Option<Scratch>) -> LendingShared<'x> {
        LendingShared { shelf: self, composing }
    }
}

/// What lends memory to one look-up after the other.
pub(crate) trait Lending {
    fn lend(&mut self) -> impl Memory<'_>;
}

impl Lending for Scratch {
    #[inline]
    fn lend(&mut self) -> impl Memory<'_> {
        self
    }
}

/// The memory of a shared shelf, for many look-ups.
pub(crate) struct LendingShared<'x> {
    shelf: &'x SharedShelf,
    composing: &'x mut Option<Scratch>,
}

impl Lending for LendingShared<'_> {
    #[inline]
    fn lend(&mut self) -> impl Memory<'_> {
        self.shelf.memory(self.composing)
    }
}

/// Where a look-up keeps what it learns, and composes.
pub(crate) trait Memory<'x> {
    type Classes: Classes;
    fn classes(&mut self) -> &mut Self::Classes;
    fn scratch(self) -> &'x mut Scratch;
}

impl<'x> Memory<'x> for &'x mut Scratch {
    type Classes = super::memo::Memo;

    #[inline]
    fn classes(&mut self) -> &mut Self::Classes {
        &mut self.memo
    }

    #[inline]
    fn scratch(self) -> &'x mut Scratch {
        self
    }
}

/// The memory of a shared shelf.
pub(crate) struct Shared<'x> {
    classes: Kept<'x>,
    composing: &'x mut Option<Scratch>,
}

impl<'x> Memory<'x> for Shared<'x> {
    type Classes = Kept<'x>;

    #[inline]
    fn classes(&mut self) -> &mut Self::Classes {
        &mut self.classes
    }

    #[inline]
    fn scratch(self) -> &'x mut Scratch {
        self.composing.get_or_insert_with(Scratch::new)
    }
}

/// The classes of one shelf.
pub(crate) struct Kept<'x>(&'x [AtomicU64; PLACES]);

impl Kept<'_> {
    #[inline]
    fn place(&self, shape: u32) -> Option<&AtomicU64> {
        self.0.get((shape.wrapping_mul(0x9E37_79B9) >> 26) as usize)
    }
}

impl Classes for Kept<'_> {
    #[inline]
    fn get(&self, shape: u32, _: &Shelf) -> Option<u32> {
        // relaxed: the word says all there is, and nothing else is read by it
        let word = self.place(shape)?.load(Ordering::Relaxed);
        if (word >> 32) as u32 == shape { (word as u32).checked_sub(1) } else { None }
    }

    fn put(&mut self, shape: u32, _: &Shelf, class: u32) {
        let (Some(place), Some(class)) = (self.place(shape), class.checked_add(1)) else { return };
        place.store((u64::from(shape) << 32) | u64::from(class), Ordering::Relaxed);
    }
}
