//! Many look-ups at once: the reads of one stage are made together, so that their waits overlap.

use super::find::Found;
use super::hash;
use super::layer::{ListsAt, Wanted};
use super::layout::{REMOVED, Section, Slot};
use super::lists::Lists;
use super::open::{Layer, Snapshot};
use super::shelf::Shelf;
use super::view::{Scratch, View};
use crate::fault::Fault;
use crate::resolve::query::no_such_number;
use core::hint::black_box;

/// Look-ups that go side by side.
const WIDTH: usize = 32;

impl<B: AsRef<[u8]>> Snapshot<B> {
    /// What products and variants show in the context of one shelf: `each` gets the place of the
    /// number and its view, or why there is none, in the order of `numbers`.
    ///
    /// # Errors
    /// `wrong_shelf` for a shelf of another snapshot; `each` gets `not_found`.
    ///
    /// # Cost
    /// That of [`Snapshot::find`] and [`Found::answer`], but the waits for memory of 32 numbers
    /// overlap. Allocates nothing but faults, and what composed answers take in `scratch`.
    ///
    /// # Example
    /// ```
    /// # use omnimedia::{DocumentBuilder, Flatten, Limits, Policy, ProductBuilder, Publication, SetBuilder};
    /// # use omnimedia::{AssetBuilder, Kind, Scratch, Snapshot};
    /// # let mut builder = Publication::builder(Limits::default());
    /// # builder.asset(AssetBuilder::new("A1", Kind::Image));
    /// # let media = DocumentBuilder::new().master(SetBuilder::new().primary(["A1"]));
    /// # builder.product(ProductBuilder::new("S1").document(media));
    /// # let snapshot = Snapshot::open(Flatten::new(&builder.build()?, Policy::default()).to_bytes()?)?;
    /// let shelf = snapshot.shelf(Some("128"), Some("fr-CA"), None)?;
    /// let mut shown = Vec::new();
    /// snapshot.answers(&["S1", "S2"], &shelf, &mut Scratch::new(), |_, view| {
    ///     shown.push(view.map_or(0, |view| view.primary_len()));
    /// })?;
    /// assert_eq!(shown, [1, 0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn answers<'s>(
        &'s self,
        numbers: &[&str],
        shelf: &Shelf,
        scratch: &mut Scratch,
        mut each: impl FnMut(usize, Result<View<'s, '_>, Fault>),
    ) -> Result<(), Fault> {
        self.own(shelf)?;
        let mut place = 0usize;
        for chunk in numbers.chunks(WIDTH) {
            let mut slots = [None; WIDTH];
            self.find_all(chunk, &mut slots);
            let found = |at: usize| {
                let (layer, slot) = slots.get(at).copied().flatten()?;
                Some(self.found(self.layers.get(layer)?.as_ref(), slot))
            };
            let lists = lists_of(chunk.len(), found, shelf, scratch);
            for ((at, number), lists) in chunk.iter().enumerate().zip(lists) {
                match found(at) {
                    Some(found) => each(place, Ok(found.view_of(lists, shelf, scratch))),
                    None => each(place, Err(no_such_number(number))),
                }
                place = place.wrapping_add(1);
            }
        }
        Ok(())
    }

    /// Finds up to 32 numbers: the layer and slot of each. In each layer everything that can be
    /// computed is, then all lines are read in one short loop, and then compared.
    fn find_all<'s>(&'s self, numbers: &[&str], slots: &mut [Option<(usize, &'s Slot)>; WIDTH]) {
        let mut wanted = [Wanted::none(); WIDTH];
        let mut lines = [[0; 2]; WIDTH];
        let mut is_removed = [false; WIDTH];
        for (at, layer) in self.layers.iter().map(Layer::as_ref).enumerate().rev() {
            let table = layer.section(Section::Numbers);
            let count = table.len().checked_div(64).unwrap_or(0);
            for ((number, wanted), lines) in numbers.iter().zip(&mut wanted).zip(&mut lines) {
                *wanted = Wanted::new(number.as_bytes(), layer.meta.number_seed);
                *lines = hash::lines(wanted.hash, count).into();
            }
            let starts = lines.as_flattened().iter().take(numbers.len().wrapping_mul(2));
            let bytes = starts.map(|line| table.get(line.wrapping_mul(64)).copied().unwrap_or(0));
            black_box(bytes.fold(0, |all, byte| all ^ byte));
            let places = wanted.iter().zip(slots.iter_mut()).zip(&mut is_removed).take(numbers.len());
            for ((wanted, place), is_removed) in places {
                if place.is_none()
                    && !*is_removed
                    && let Some(slot) = layer.find(wanted)
                {
                    *is_removed = slot.order.get() == REMOVED;
                    *place = (!*is_removed).then_some((at, slot));
                }
            }
        }
    }
}

/// The lists of each product or variant that was found; all cells are read in one short loop, and then
/// the heads of the lists.
#[inline]
fn lists_of<'s>(
    count: usize,
    found: impl Fn(usize) -> Option<Found<'s>>,
    shelf: &Shelf,
    scratch: &mut Scratch,
) -> [Lists; WIDTH] {
    let mut places = [ListsAt::Slot(Lists::COMPOSED); WIDTH];
    for (at, place) in places.iter_mut().enumerate().take(count) {
        if let Some(lists) = found(at).and_then(|found| found.lists_at(shelf, &mut scratch.memo)) {
            *place = lists;
        }
    }
    let mut lists = [Lists::COMPOSED; WIDTH];
    for ((at, place), lists) in places.into_iter().enumerate().zip(&mut lists).take(count) {
        if let Some(found) = found(at) {
            *lists = found.layer.lists(place);
        }
    }
    let heads = lists.iter().enumerate().take(count).filter_map(|(at, lists)| {
        let start = (lists.gallery() as usize).wrapping_mul(8);
        found(at)?.layer.section(Section::Galleries).get(start).copied()
    });
    black_box(heads.fold(0, |all, head| all ^ head));
    lists
}
