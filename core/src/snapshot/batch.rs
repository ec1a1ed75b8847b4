//! Many look-ups at once: the reads of one stage are made together, so that their waits overlap.

use super::find::Found;
use super::hash;
use super::layer::Wanted;
use super::layout::{Cell, Section};
use super::open::Snapshot;
use super::shelf::Shelf;
use super::view::{Scratch, View};
use crate::fault::Fault;
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
            self.touch_numbers(chunk);
            let mut found: [Option<Found<'s>>; WIDTH] = [None; WIDTH];
            let mut touched = 0;
            for (number, found) in chunk.iter().zip(&mut found) {
                *found = self.find_quietly(number);
                if let Some(found) = found {
                    let cell = found.layer.at::<Cell>(Section::Cells, found.slot.cells.get());
                    touched ^= cell.map_or(0, |cell| cell.gallery.get());
                }
            }
            let mut cells: [Option<&'s Cell>; WIDTH] = [None; WIDTH];
            for (found, cell) in found.iter().flatten().zip(cells_of(&found, &mut cells)) {
                *cell = found.cell(shelf, &mut scratch.memo);
                if let Some(cell) = cell {
                    let at = (cell.gallery.get() as usize).wrapping_mul(8);
                    touched ^=
                        found.layer.section(Section::Galleries).get(at).map_or(0, |byte| u32::from(*byte));
                }
            }
            black_box(touched);
            for ((number, found), cell) in chunk.iter().zip(&found).zip(&cells) {
                match found {
                    Some(found) => each(place, Ok(found.view_of(*cell, shelf, scratch))),
                    None => each(place, Err(crate::resolve::query::no_such_number(number))),
                }
                place = place.wrapping_add(1);
            }
        }
        Ok(())
    }

    /// Reads the lines in which each number may stand.
    fn touch_numbers(&self, numbers: &[&str]) {
        let Some(layer) = self.layers.last().map(super::open::Layer::as_ref) else { return };
        let table = layer.section(Section::Numbers);
        let lines = table.len().checked_div(64).unwrap_or(0);
        let mut touched = 0u8;
        for number in numbers {
            let (one, other) = hash::lines(hash::key(number.as_bytes(), layer.meta.number_seed), lines);
            for line in [one, other] {
                touched ^= table.get(line.wrapping_mul(64)).copied().unwrap_or(0);
            }
        }
        black_box(touched);
    }

    /// Finds without making a fault.
    #[inline]
    fn find_quietly(&self, number: &str) -> Option<Found<'_>> {
        for layer in self.layers.iter().rev() {
            let layer = layer.as_ref();
            if let Some(slot) = layer.find(&Wanted::new(number.as_bytes(), layer.meta.number_seed)) {
                return (slot.order.get() != super::layout::REMOVED).then(|| self.found(layer, slot));
            }
        }
        None
    }
}

/// The cells of those that were found.
fn cells_of<'c, 's>(
    found: &[Option<Found<'s>>],
    cells: &'c mut [Option<&'s Cell>],
) -> impl Iterator<Item = &'c mut Option<&'s Cell>> {
    found.iter().zip(cells).filter(|(found, _)| found.is_some()).map(|(_, cell)| cell)
}
