//! Which sets and documents of a product are heard, and which of them would be missed.

use super::places::Path;
use super::reading::{Key, Reading, Walked, folded, key, read};
use crate::model::{Document, Item, Mode, Product};
use crate::policy::Inheritance;
use crate::resolve::walk::{Which, walk_into};
use std::collections::HashMap;

pub(super) const BOTH: [Which; 2] = [Which::Primary, Which::Additional];

/// A list of an answer before the filter: items, each with the place of its link in the chain.
pub(super) type Folded<'p> = Vec<(usize, &'p Item)>;

/// What is known of the documents and sets of a product.
#[derive(Default)]
pub(super) struct Voices<'p> {
    pub(super) heard_documents: Vec<bool>,
    pub(super) heard_sets: Vec<bool>,
    pub(super) missed_documents: Vec<bool>,
    pub(super) missed_sets: Vec<bool>,
    /// Whether the swatches of a document are those of the one behind it.
    swatches: HashMap<(u32, Option<u32>), bool>,
    walked: Walked<'p>,
    lists: Folded<'p>,
}

fn mark(all: &mut [bool], at: u32) {
    if let Some(slot) = all.get_mut(at as usize) {
        *slot = true;
    }
}

fn is(all: &[bool], at: u32) -> bool {
    all.get(at as usize).copied().unwrap_or(true)
}

/// Whether two lists say the same, item by item.
fn same(one: &[(usize, &Item)], other: &[(usize, &Item)]) -> bool {
    let equal = |one: &Item, other: &Item| std::ptr::eq(one, other) || one == other;
    one.len() == other.len() && one.iter().zip(other).all(|((_, one), (_, other))| equal(one, other))
}

impl<'p> Voices<'p> {
    pub(super) fn begin(&mut self, documents: usize, sets: u32) {
        let sets = sets as usize;
        for (all, count) in [
            (&mut self.heard_documents, documents),
            (&mut self.missed_documents, documents),
            (&mut self.heard_sets, sets),
            (&mut self.missed_sets, sets),
        ] {
            all.clear();
            all.resize(count, false);
        }
        self.swatches.clear();
    }

    /// Takes what is heard along a path.
    pub(super) fn hear(&mut self, path: &[u32], walked: &Walked<'p>) {
        // the nearest document says which swatches are shown, the last of a severed chain that nothing is
        let severed = walked.visits.last().filter(|_| walked.severed).map(|visit| visit.document);
        path.first().copied().into_iter().chain(severed).for_each(|at| mark(&mut self.heard_documents, at));
        for link in BOTH.into_iter().flat_map(|which| walked.reached(which)) {
            mark(&mut self.heard_sets, link.set.number);
            if let Some(visit) = walked.visits.get(link.visit) {
                mark(&mut self.heard_documents, visit.document);
            }
        }
    }

    /// The nearest document of a path is missed where its swatches are not those of the next one.
    pub(super) fn swatches(&mut self, reading: &Reading<'p>, path: &[u32]) {
        let Some(nearest) = path.first().copied() else { return };
        if is(&self.missed_documents, nearest) {
            return;
        }
        let next = path.get(1).copied();
        let document = |at: u32| reading.documents.get(at as usize).map(|reader| reader.document);
        let same = *self
            .swatches
            .entry((nearest, next))
            .or_insert_with(|| same_swatches(document(nearest), next.and_then(document)));
        if !same {
            mark(&mut self.missed_documents, nearest);
        }
    }

    /// Finds out which documents and sets along a path would be missed by a group, whose lists with
    /// all of them are `lists`.
    pub(super) fn miss(
        &mut self,
        (reading, product, group): (&Reading<'p>, &Product, usize),
        path: &[u32],
        inheritance: Inheritance,
        walked: &Walked<'p>,
        lists: &[Folded<'p>; 2],
    ) {
        for visit in &walked.visits {
            if is(&self.missed_documents, visit.document) {
                continue;
            }
            let rest: Path = path.iter().copied().filter(|at| *at != visit.document).collect();
            let along = reading.along(product, &rest, group);
            walk_into(&along, rest.len(), inheritance, &mut self.walked);
            if !self.as_walked(lists) {
                mark(&mut self.missed_documents, visit.document);
            }
        }
        let mut positions: [Option<Positions<'p>>; 2] = [None, None];
        let end = BOTH.iter().map(|which| walked.reached(*which).len()).max().unwrap_or(0);
        for (at, link) in walked.links.iter().take(end).enumerate() {
            if is(&self.missed_sets, link.set.number) {
                continue;
            }
            // a severed chain has the sets of a document side by side
            let beside = [at.checked_sub(1), at.checked_add(1)];
            let mut beside = beside.into_iter().filter_map(|at| walked.links.get(at?));
            let mut alone = || beside.all(|other| other.visit != link.visit);
            let is_end = walked.stops.contains(&Some(at));
            let missed = if is_end || (inheritance == Inheritance::Severed && alone()) {
                // without it the chain goes on, or is severed: walk it
                let along = reading.along(product, path, group);
                let along = along.without(link.set.number);
                walk_into(&along, path.len(), inheritance, &mut self.walked);
                !self.as_walked(lists)
            } else {
                // the others stay in the chain: see what it adds
                BOTH.into_iter().zip(&mut positions).any(|(which, positions)| {
                    let adds = link.modes.get(which as usize).is_some_and(|mode| *mode != Mode::Inherit);
                    let reached = at < walked.reached(which).len();
                    adds && reached
                        && positions.get_or_insert_with(|| Positions::new(walked, which)).misses(at)
                })
            };
            if missed {
                mark(&mut self.missed_sets, link.set.number);
            }
        }
    }

    /// Whether what was walked last folds to these lists.
    fn as_walked(&mut self, lists: &[Folded<'p>; 2]) -> bool {
        BOTH.into_iter().zip(lists).all(|(which, list)| {
            folded(&self.walked, which, &mut self.lists);
            same(&self.lists, list)
        })
    }
}

/// Whether two documents show the same swatches; none are those of no document.
pub(super) fn same_swatches(one: Option<&Document>, other: Option<&Document>) -> bool {
    let swatches = |document: Option<&'_ Document>| document.map_or(0, |document| document.swatches.len());
    if swatches(one) != swatches(other) {
        return false;
    }
    let all: HashMap<(u32, u32), _> = other
        .into_iter()
        .flat_map(|document| document.swatches.iter())
        .map(|swatch| ((swatch.dimension, swatch.value), &swatch.paint))
        .collect();
    let mut ours = one.into_iter().flat_map(|document| document.swatches.iter());
    ours.all(|swatch| all.get(&(swatch.dimension, swatch.value)) == Some(&&swatch.paint))
}

/// Where each item of a list comes first, in reading order. A link's items can then be left out of a
/// list in time linear in what follows them up to the next new item, so that all of a chain's links
/// take linear time together.
struct Positions<'p> {
    items: Vec<&'p Item>,
    /// For each item the place of the first that is the same.
    firsts: Vec<usize>,
    /// The items of each link.
    ranges: HashMap<usize, (usize, usize)>,
}

impl<'p> Positions<'p> {
    fn new(walked: &Walked<'p>, which: Which) -> Self {
        let mut positions = Self { items: Vec::new(), firsts: Vec::new(), ranges: HashMap::new() };
        let mut known: HashMap<Key<'p>, usize> = HashMap::new();
        for (link, item) in read(walked, which) {
            let at = positions.items.len();
            positions.items.push(item);
            positions.firsts.push(*known.entry(key(item)).or_insert(at));
            let range = positions.ranges.entry(link).or_insert((at, at));
            range.1 = at.saturating_add(1);
        }
        positions
    }

    /// Whether the list is another without the items of a link.
    fn misses(&self, link: usize) -> bool {
        let Some(&(start, end)) = self.ranges.get(&link) else { return false };
        let first = |at: usize| self.firsts.get(at).copied().unwrap_or(at);
        let mut after = end;
        for at in (start..end).filter(|at| first(*at) == *at) {
            // the next new item behind must be this one
            let same = loop {
                if after >= self.items.len() {
                    break false;
                }
                let place = after;
                after = after.saturating_add(1);
                match first(place) {
                    // it came before the link, or as one of its items that was met already
                    earlier if earlier < start || earlier < at => {}
                    same => break same == at && self.items.get(place) == self.items.get(at),
                }
            };
            if !same {
                return true;
            }
        }
        false
    }
}
