//! Selections that are no variants: what of them shows something else with fewer sets.

use super::super::places::Path;
use super::judge::Judge;
use super::ladders::Ladders;
use super::state::{State, Subject};
use crate::model::{ContextRef, Product};
use crate::resolve::levels::ANY;
use std::collections::{BTreeSet, HashSet};

/// Selections and paths of a product that are asked at most.
const ASKED: usize = 1 << 18;

/// A selection that shows something else after than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedSelection<'p> {
    pub(super) values: Vec<(&'p str, &'p str)>,
    pub(super) context: ContextRef<'p>,
}

impl<'p> ChangedSelection<'p> {
    /// The selected values, by dimension; what else is selected makes no difference.
    #[must_use]
    pub fn values(&self) -> &[(&'p str, &'p str)] {
        &self.values
    }

    /// A context in which it does; others that meet the same documents are not listed.
    #[must_use]
    pub fn context(&self) -> ContextRef<'p> {
        self.context
    }
}

/// The selections that changed.
#[derive(Clone, Debug, Default)]
pub(super) struct Selections<'p> {
    pub(super) listed: Vec<ChangedSelection<'p>>,
    pub(super) count: u64,
    pub(super) complete: bool,
}

/// Asks both states for every selection that patterns make a difference to.
pub(super) fn changed<'p>(
    [before, after]: [&State<'p>; 2],
    judge: &mut Judge<'_>,
    ladders: &Ladders<'p>,
    most: usize,
) -> Selections<'p> {
    let product: &'p Product = before.product;
    let mut found = Selections { complete: true, ..Selections::default() };
    let mut relevant: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); product.dimensions.len()];
    for state in [before, after] {
        for at in (0u32..).take(state.sheets.len()) {
            for (row, _) in state.patterns(at) {
                for (values, value) in relevant.iter_mut().zip(row).filter(|(_, value)| **value != ANY) {
                    values.insert(*value);
                }
            }
        }
    }
    if relevant.iter().all(BTreeSet::is_empty) {
        return found;
    }
    let relevant: Vec<Vec<u32>> = relevant.into_iter().map(|values| values.into_iter().collect()).collect();
    let rows = 0..product.variants.len();
    let variants: HashSet<&[u32]> = rows.map(|variant| product.value_row(variant)).collect();
    // of each dimension the place of its value, behind the last one for none
    let mut places: Vec<usize> = relevant.iter().map(Vec::len).collect();
    let mut asked = 0usize;
    let mut row: Vec<u32> = Vec::new();
    while next(&mut places, &relevant) {
        row.clear();
        let values = places.iter().zip(&relevant);
        row.extend(values.map(|(place, values)| values.get(*place).copied().unwrap_or(ANY)));
        if variants.contains(row.as_slice()) {
            continue;
        }
        for (path, context) in ladders.paths.iter().zip(&ladders.shown_in) {
            asked = asked.saturating_add(1);
            if asked > ASKED || before.is_spent() {
                found.complete = false;
                return found;
            }
            if !differs([before, after], judge, path, &row) {
                continue;
            }
            found.count = found.count.saturating_add(1);
            if found.listed.len() < most {
                let named = product.dimensions.iter().zip(&row).filter_map(|(dimension, value)| {
                    Some((&*dimension.name, &**dimension.values.get(*value as usize)?))
                });
                found.listed.push(ChangedSelection { values: named.collect(), context: *context });
            }
        }
    }
    found
}

/// The next selection, the last dimension first; `false` behind the last.
fn next(places: &mut [usize], relevant: &[Vec<u32>]) -> bool {
    for (place, values) in places.iter_mut().zip(relevant).rev() {
        // none, then each value, then none again
        *place = if *place == values.len() { 0 } else { place.saturating_add(1) };
        if values.is_empty() {
            *place = 0;
        } else if *place != values.len() {
            return true;
        }
    }
    false
}

fn differs(states: [&State<'_>; 2], judge: &mut Judge<'_>, path: &Path, row: &[u32]) -> bool {
    !judge.agree(states, path, Subject { variant: None, row })
}
