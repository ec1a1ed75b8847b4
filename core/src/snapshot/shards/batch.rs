//! Many look-ups at once, each in its shard: the reads of one stage are made together, so that their waits
//! overlap.

use super::{ShardedShelf, Shards};
use crate::fault::Fault;
use crate::snapshot::batch::WIDTH;
use crate::snapshot::find::Found;
use crate::snapshot::hash;
use crate::snapshot::layer::{LayerRef, Wanted, touch, touch_each};
use crate::snapshot::layout::{Cell, Section};
use crate::snapshot::lists::Lists;
use crate::snapshot::open::Snapshot;
use crate::snapshot::scratch::Scratch;
use crate::snapshot::shared::Memory;
use crate::snapshot::view::View;
use core::array::from_fn;

impl<B: AsRef<[u8]> + Sync> Shards<B> {
    /// What products and variants show in the context of one shelf: `each` gets the place of the number and
    /// its view, or `None` for a number that is none, in the order of `numbers`.
    ///
    /// # Errors
    /// `wrong_shelf` for a shelf of another set.
    ///
    /// # Cost
    /// That of [`Shards::get`] and [`Found::answer_sharded`], but the waits for memory of 32 numbers overlap,
    /// whatever their shards. Allocates nothing; a scratch is made, in `composing`, only where an answer is
    /// composed.
    pub fn answers_sharded<'s, N: AsRef<[u8]>>(
        &'s self,
        numbers: &[N],
        shelf: &ShardedShelf,
        composing: &mut Option<Scratch>,
        mut each: impl FnMut(usize, Option<View<'s, '_>>),
    ) -> Result<(), Fault> {
        self.own(shelf)?;
        let mut place = 0usize;
        for chunk in numbers.chunks(WIDTH) {
            let found = self.side_by_side(chunk);
            let lists = read_lists(&found, shelf);
            for (found, lists) in found.into_iter().zip(lists).take(chunk.len()) {
                let view = match found {
                    Some(found) => {
                        let of = shelf.of(&found)?;
                        Some(found.view_of(lists, of.shelf(), of.memory(composing)))
                    }
                    None => None,
                };
                each(place, view);
                place = place.wrapping_add(1);
            }
        }
        Ok(())
    }

    /// Finds numbers: the lines of the directory are read in one short loop, then those of each number in
    /// the shard that it most likely is in.
    fn side_by_side<N: AsRef<[u8]>>(&self, numbers: &[N]) -> [Option<Found<'_>>; WIDTH] {
        let number = |at: usize| numbers.get(at).map(AsRef::as_ref);
        let directory = self.numbers();
        let hashes: [u64; WIDTH] =
            from_fn(|at| number(at).map_or(0, |number| hash::key(number, self.index.seeds[0])));
        let (start, end) = self.index.numbers;
        let lines = self.bytes.as_ref().get(start..end).unwrap_or_default();
        touch(lines, hashes.iter().take(numbers.len()).map(|hash| directory.first_byte(*hash)));
        let likely: [Option<&Snapshot<B>>; WIDTH] = from_fn(|at| {
            number(at)?;
            self.shards.get(directory.shards(*hashes.get(at)?).next()?)
        });
        let wanted: [_; WIDTH] = from_fn(|at| {
            let shard = likely.get(at).copied().flatten()?;
            let wanted = Wanted::new(number(at)?, shard.top().meta.number_seed);
            let lines = hash::lines(wanted.hash, table(shard).len().checked_div(64)?);
            Some((shard, wanted, [lines.0, lines.1]))
        });
        let of_lines = wanted
            .iter()
            .flatten()
            .flat_map(|(shard, _, lines)| lines.iter().map(|line| (table(shard), line.wrapping_mul(64))));
        touch_each(of_lines);
        from_fn(|at| {
            let quick = wanted.get(at)?.as_ref().filter(|(_, wanted, _)| wanted.is_inline());
            let quick = quick.and_then(|(shard, wanted, lines)| {
                Some(shard.found(shard.top(), LayerRef::find_in_lines(table(shard), *lines, wanted)?))
            });
            // in the stash, or of another shard with the same tag
            quick.or_else(|| self.get_hashed(number(at)?, *hashes.get(at)?))
        })
    }
}

/// The table of a shard's numbers.
#[inline]
fn table<B: AsRef<[u8]> + Sync>(shard: &Snapshot<B>) -> &[u8] {
    shard.top().section(Section::Numbers)
}

/// The lists of what was found: all cells are read in one short loop, and then the heads of the lists.
fn read_lists(found: &[Option<Found<'_>>; WIDTH], shelf: &ShardedShelf) -> [Lists; WIDTH] {
    let mut lists = [Lists::COMPOSED; WIDTH];
    let mut places = [None; WIDTH];
    for ((found, lists), place) in found.iter().zip(&mut lists).zip(&mut places) {
        let Some(found) = found else { continue };
        match found.slot.lists() {
            Some(alone) => *lists = alone,
            None => {
                let Ok(of) = shelf.of(found) else { continue };
                *place = found.layer.cell_of(found.slot, of.shelf(), of.memory(&mut None).classes());
            }
        }
    }
    for ((found, place), lists) in found.iter().zip(places).zip(&mut lists) {
        let cell = found.as_ref().zip(place);
        if let Some(cell) = cell.and_then(|(found, place)| found.layer.at::<Cell>(Section::Cells, place)) {
            *lists = cell.lists();
        }
    }
    let heads = found.iter().zip(&lists).filter_map(|(found, lists)| {
        let galleries = found.as_ref()?.layer.section(Section::Galleries);
        Some((galleries, (lists.gallery() as usize).wrapping_mul(8)))
    });
    touch_each(heads);
    lists
}
