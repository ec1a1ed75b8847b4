//! Which groups of agreeing sets could become one, and where it would stand.

use super::state::{Spot, State};
use crate::resolve::levels::ANY;
use std::collections::{BTreeSet, HashMap};
use xxhash_rust::xxh3::xxh3_128_with_seed;

/// Up to so many pairs of a set and a choice of dimensions, every choice is looked at.
const ALL: usize = 1 << 20;
/// Beyond that, choices of so many dimensions; and those that sets and groups have already.
const SOME: usize = 2;

/// So many candidates are held at a time; what more there are is found when these have been tried.
const HELD: usize = 1 << 18;

/// Sets of one document that say the same and lie below one spot.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) document: u32,
    pub(super) content: u32,
    /// How many sets fewer there are at most, if they become one.
    pub(super) bound: usize,
    /// The place of one of them, and of the choice of dimensions in which they agree.
    set: usize,
    mask: usize,
}

/// The candidates of a product.
#[derive(Default)]
pub(super) struct Candidates {
    pub(super) all: Vec<Candidate>,
    /// The values of each set that was looked at.
    rows: Vec<Box<[u32]>>,
    masks: Vec<Box<[bool]>>,
    /// The first choice of dimensions that was not looked at.
    pub(super) next: Option<usize>,
}

/// The values that a spot fixes; of a master none.
pub(super) fn row(state: &State<'_>, spot: &Spot) -> Box<[u32]> {
    match spot {
        Spot::Variant(variant) => state.product.value_row(*variant as usize).into(),
        Spot::Pattern(row) => row.clone(),
        Spot::Master => vec![ANY; state.product.dimensions.len()].into(),
    }
}

/// Whether everybody who matches a spot of these values matches one of those.
pub(super) fn is_below(row: &[u32], of: &[u32]) -> bool {
    row.iter().zip(of).all(|(value, above)| *above == ANY || value == above)
}

/// A row with the values of just these dimensions.
pub(super) fn cut(row: &[u32], mask: &[bool]) -> Box<[u32]> {
    row.iter().zip(mask).map(|(value, fixed)| if *fixed { *value } else { ANY }).collect()
}

/// The spot of a row: a pattern, or the master where nothing is fixed.
pub(super) fn spot(row: Box<[u32]>) -> Spot {
    if row.iter().all(|value| *value == ANY) { Spot::Master } else { Spot::Pattern(row) }
}

/// The choices of dimensions that are looked at, by how few they are, those of earlier dimensions first.
pub(super) fn masks(state: &State<'_>, sets: usize) -> Vec<Box<[bool]>> {
    let width = state.product.dimensions.len();
    let fits = |count: usize| count.saturating_mul(sets.max(1)) <= ALL;
    let mut all: BTreeSet<(usize, Vec<bool>)> = BTreeSet::new();
    // flags the other way round, so that fixed comes before free
    let mut add = |chosen: &dyn Fn(usize) -> bool| {
        let free: Vec<bool> = (0..width).map(|at| !chosen(at)).collect();
        all.insert((free.iter().filter(|free| !**free).count(), free));
    };
    let count = u32::try_from(width).ok().and_then(|width| 1usize.checked_shl(width));
    match count.filter(|count| fits(*count)) {
        Some(count) => (0..count).for_each(|bits| add(&|at| bits >> at & 1 == 1)),
        None => {
            add(&|_| false);
            let pairs = fits(width.saturating_mul(width)) || width <= 16;
            for one in 0..width {
                add(&|at| at == one);
                for other in (0..one).filter(|_| pairs && SOME > 1) {
                    add(&|at| at == one || at == other);
                }
            }
            for (_, group) in agreeing(state).into_iter().take(64) {
                add(&|at| group.get(at).is_some_and(|value| *value != ANY));
            }
        }
    }
    all.into_iter().map(|(_, free)| free.into_iter().map(|free| !free).collect()).collect()
}

/// For each content of a document with several sets, the values that all of them have.
fn agreeing(state: &State<'_>) -> Vec<(usize, Box<[u32]>)> {
    let mut groups: HashMap<(u32, u32), usize> = HashMap::new();
    let mut common: Vec<(usize, Box<[u32]>)> = Vec::new();
    for at in (0u32..).take(state.sheets.len()) {
        for (spot, content) in state.spots(at).into_iter().filter(|(spot, _)| *spot != Spot::Master) {
            let row = row(state, &spot);
            let next = common.len();
            match *groups.entry((at, content)).or_insert(next) {
                new if new == next => common.push((1, row)),
                known => {
                    let Some((count, values)) = common.get_mut(known) else { continue };
                    *count = count.saturating_add(1);
                    values
                        .iter_mut()
                        .zip(&row)
                        .filter(|(one, other)| one != other)
                        .for_each(|(one, _)| *one = ANY);
                }
            }
        }
    }
    common.retain(|(count, _)| *count > 1);
    common.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    common
}

impl Candidates {
    /// Finds the candidates: of each document, what stands below each spot; from one choice of dimensions
    /// on.
    pub(super) fn find(state: &State<'_>, seed: u64, from: usize) -> Self {
        let mut found = Self::default();
        let mut sets: Vec<(u32, u32)> = Vec::new();
        for at in (0u32..).take(state.sheets.len()) {
            for (spot, content) in state.spots(at).into_iter().filter(|(spot, _)| *spot != Spot::Master) {
                sets.push((at, content));
                found.rows.push(row(state, &spot));
            }
        }
        found.masks = masks(state, sets.len());
        let mut key = Vec::new();
        for (mask_at, mask) in found.masks.iter().enumerate().skip(from) {
            if found.all.len() > HELD {
                found.next = Some(mask_at);
                break;
            }
            if !state.spend(sets.len().div_ceil(4)) {
                break;
            }
            let mut groups: HashMap<u128, usize> = HashMap::new();
            let first = found.all.len();
            for (set, ((document, content), row)) in sets.iter().zip(&found.rows).enumerate() {
                let fixed = row.iter().zip(mask);
                // the spot must be above the set, and not its own
                let is_above = fixed.clone().all(|(value, fixed)| !*fixed || *value != ANY)
                    && fixed.clone().any(|(value, fixed)| !*fixed && *value != ANY);
                if !is_above {
                    continue;
                }
                key.clear();
                key.extend([*document, *content].map(u32::to_le_bytes).concat());
                fixed.filter(|(_, fixed)| **fixed).for_each(|(value, _)| key.extend(value.to_le_bytes()));
                let next = found.all.len();
                let at = *groups.entry(xxh3_128_with_seed(&key, seed)).or_insert(next);
                if at == next {
                    let (document, content) = (*document, *content);
                    found.all.push(Candidate { document, content, bound: 0, set, mask: mask_at });
                } else if let Some(candidate) = found.all.get_mut(at) {
                    candidate.bound = candidate.bound.saturating_add(1);
                }
            }
            let mut kept = first;
            for at in first..found.all.len() {
                let Some(candidate) = found.all.get(at).copied().filter(|one| one.bound > 0) else {
                    continue;
                };
                if let Some(slot) = found.all.get_mut(kept) {
                    *slot = candidate;
                    kept = kept.saturating_add(1);
                }
            }
            found.all.truncate(kept);
        }
        found
    }

    /// Where the one set of a candidate would stand.
    pub(super) fn spot(&self, candidate: &Candidate) -> Spot {
        let row = self.rows.get(candidate.set).map_or(&[][..], |row| row);
        let mask = self.masks.get(candidate.mask).map_or(&[][..], |mask| mask);
        spot(cut(row, mask))
    }
}
