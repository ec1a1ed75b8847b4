//! Many look-ups at once: the reads of one stage are made together, so that their waits overlap.

use super::hash;
use super::layer::{LayerRef, Wanted, touch};
use super::layout::{self, Cell, REMOVED, Section, Slot};
use super::lists::Lists;
use super::memo::Classes;
use super::open::{Layer, Snapshot};
use super::scratch::Scratch;
use super::shared::{Lending, Memory, SharedShelf};
use super::shelf::Shelf;
use super::view::View;
use crate::fault::Fault;
use crate::resolve::query::no_such_number_of;

/// Look-ups that go side by side.
pub(super) const WIDTH: usize = 32;

impl<B: AsRef<[u8]> + Sync> Snapshot<B> {
    /// What products and variants show in the context of one shelf: `each` gets the place of the
    /// number and its view, or why there is none, in the order of `numbers`.
    ///
    /// # Errors
    /// `wrong_shelf` for a shelf of another snapshot; `each` gets `not_found`.
    ///
    /// # Cost
    /// That of [`Snapshot::find`] and [`crate::Found::answer`], but the waits for memory of 32 numbers
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
    pub fn answers<'s, N: AsRef<[u8]>>(
        &'s self,
        numbers: &[N],
        shelf: &Shelf,
        scratch: &mut Scratch,
        mut each: impl FnMut(usize, Result<View<'s, '_>, Fault>),
    ) -> Result<(), Fault> {
        self.side_by_side(numbers, shelf, scratch, |place, number, view| {
            each(place, view.ok_or_else(|| no_such_number_of(number)));
        })
    }

    /// As [`Snapshot::answers`], for a shelf that many threads share: `each` gets `None` for a number
    /// that is none.
    ///
    /// # Errors
    /// `wrong_shelf` for a shelf of another snapshot.
    ///
    /// # Cost
    /// As [`Snapshot::answers`]; a scratch is made, in `composing`, only where an answer is composed.
    pub fn answers_shared<'s, N: AsRef<[u8]>>(
        &'s self,
        numbers: &[N],
        shelf: &SharedShelf,
        composing: &mut Option<Scratch>,
        mut each: impl FnMut(usize, Option<View<'s, '_>>),
    ) -> Result<(), Fault> {
        let memory = &mut shelf.lending(composing);
        self.side_by_side(numbers, shelf.shelf(), memory, |place, _, view| each(place, view))
    }

    #[inline]
    fn side_by_side<'s, N: AsRef<[u8]>>(
        &'s self,
        numbers: &[N],
        shelf: &Shelf,
        memory: &mut impl Lending,
        mut each: impl FnMut(usize, &[u8], Option<View<'s, '_>>),
    ) -> Result<(), Fault> {
        self.own(shelf)?;
        let mut place = 0usize;
        for chunk in numbers.chunks(WIDTH) {
            let mut side = Side::default();
            for (at, layer) in self.layers.iter().map(Layer::as_ref).enumerate().rev() {
                side.find(chunk, at, layer);
                side.read_lists(chunk.len(), at, layer, shelf, memory.lend().classes());
            }
            let found = side.slots.into_iter().zip(side.of).zip(side.lists);
            for (number, ((slot, at), lists)) in chunk.iter().zip(found) {
                match slot.zip(self.layers.get(at)) {
                    Some((slot, layer)) if slot.order.get() != REMOVED => {
                        let found = self.found(layer.as_ref(), slot);
                        each(place, number.as_ref(), Some(found.view_of(lists, shelf, memory.lend())));
                    }
                    _ => each(place, number.as_ref(), None),
                }
                place = place.wrapping_add(1);
            }
        }
        Ok(())
    }
}

/// What is known of the numbers that go side by side: each stage fills a row for all of them.
struct Side<'s> {
    /// Their slots, one that removes a number too.
    slots: [Option<&'s Slot>; WIDTH],
    /// The layer of each slot.
    of: [usize; WIDTH],
    lists: [Lists; WIDTH],
}

impl Default for Side<'_> {
    fn default() -> Self {
        Self { slots: [None; WIDTH], of: [0; WIDTH], lists: [Lists::COMPOSED; WIDTH] }
    }
}

impl<'s> Side<'s> {
    /// Finds the numbers that no newer layer has: everything is computed, then all lines are read in
    /// one short loop, and then compared.
    #[inline]
    fn find<N: AsRef<[u8]>>(&mut self, numbers: &[N], at: usize, layer: LayerRef<'s>) {
        let table = layer.section(Section::Numbers);
        let count = table.len().checked_div(64).unwrap_or(0);
        let mut wanted = [Wanted::none(); WIDTH];
        let mut lines = [[0; 2]; WIDTH];
        for ((number, wanted), lines) in numbers.iter().zip(&mut wanted).zip(&mut lines) {
            *wanted = Wanted::new(number.as_ref(), layer.meta.number_seed);
            *lines = hash::lines(wanted.hash, count).into();
        }
        let starts = lines.as_flattened().iter().take(numbers.len().wrapping_mul(2));
        touch(table, starts.map(|line| line.wrapping_mul(64)));
        let places = self.slots.iter_mut().zip(&mut self.of);
        for ((wanted, lines), (slot, of)) in wanted.iter().zip(lines).zip(places).take(numbers.len()) {
            if slot.is_some() {
                continue;
            }
            *of = at;
            *slot = if wanted.is_inline() {
                LayerRef::find_in_lines(table, lines, wanted).or_else(|| layer.find_stashed(wanted.bytes))
            } else {
                layer.find(*wanted)
            };
        }
    }

    /// The lists of those that were found in a layer: all cells are read in one short loop, and then the
    /// heads of the lists.
    #[inline]
    fn read_lists(
        &mut self,
        count: usize,
        at: usize,
        layer: LayerRef<'s>,
        shelf: &Shelf,
        memo: &mut impl Classes,
    ) {
        const NO_CELL: u32 = u32::MAX;
        let mut places = [NO_CELL; WIDTH];
        let slots = self.slots.iter().zip(&self.of).map(|(slot, of)| slot.filter(|_| *of == at));
        for ((slot, lists), place) in slots.zip(&mut self.lists).zip(&mut places).take(count) {
            let Some(slot) = slot else { continue };
            match slot.lists() {
                Some(alone) => *lists = alone,
                None => *place = layer.cell_of(slot, shelf, memo).unwrap_or(NO_CELL),
            }
        }
        let cells = layout::all::<Cell>(layer.section(Section::Cells));
        for (place, lists) in places.into_iter().zip(&mut self.lists).take(count) {
            if let Some(cell) = cells.get(place as usize) {
                *lists = cell.lists();
            }
        }
        let heads = self.lists.iter().take(count).map(|lists| (lists.gallery() as usize).wrapping_mul(8));
        touch(layer.section(Section::Galleries), heads);
    }
}
