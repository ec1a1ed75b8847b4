//! The proof: two states of a product compared, by the walk over both as they are.

use super::super::places::{Path, Places};
use super::super::reading::{Reading, Walked, folded};
use super::super::redundant::{BOTH, same_swatches};
use crate::fault::Fault;
use crate::model::{Document, Item, Product};
use crate::policy::Policy;
use crate::resolve::walk::walk_into;
use std::collections::{BTreeSet, HashSet};

/// Whether a product with other documents shows the same: the product without a selection and every
/// variant, in every place, item by item before the filter; and the same swatches.
pub(super) fn shows_the_same(
    before: &Product,
    after: &Product,
    places: &Places<'_>,
    policy: Policy,
    seed: u64,
) -> Result<bool, Fault> {
    let products = [before, after];
    let mut readings = [Reading::default(), Reading::default()];
    for (reading, product) in readings.iter_mut().zip(products) {
        reading.read(product, places, seed)?;
    }
    let [one, other] = &readings;
    if before.variants != after.variants || before.values != after.values {
        return Ok(false);
    }
    // subjects that are of the same groups are compared once
    let pairs = one.groups.iter().zip(&other.groups).map(|(one, other)| (*one as usize, *other as usize));
    let pairs: BTreeSet<(usize, usize)> = std::iter::once((0, 0)).chain(pairs).collect();
    let mut compared: HashSet<[Path; 2]> = HashSet::new();
    let mut walked: [Walked<'_>; 2] = Default::default();
    let mut lists: [Vec<(usize, &Item)>; 2] = Default::default();
    let mut paths = [Path::new(), Path::new()];
    let differs = places.each(|place| {
        one.path(places, place, &mut paths[0]);
        other.path(places, place, &mut paths[1]);
        if !compared.insert(paths.clone()) {
            return None;
        }
        if !same_swatches(nearest(before, &paths[0]), nearest(after, &paths[1])) {
            return Some(());
        }
        for groups in &pairs {
            for (side, walked) in walked.iter_mut().enumerate() {
                let group = if side == 0 { groups.0 } else { groups.1 };
                let (Some(reading), Some(path)) = (readings.get(side), paths.get(side)) else {
                    return Some(());
                };
                let product = if side == 0 { before } else { after };
                walk_into(&reading.along(product, path, group), path.len(), policy.inheritance, walked);
            }
            for which in BOTH {
                for (walked, list) in walked.iter().zip(&mut lists) {
                    folded(walked, which, list);
                }
                let [one, other] = &lists;
                let same = one.iter().map(|(_, item)| item).eq(other.iter().map(|(_, item)| item));
                if !same {
                    return Some(());
                }
            }
        }
        None
    });
    Ok(differs.is_none())
}

/// The document that says which swatches are shown.
fn nearest<'d>(product: &'d Product, path: &Path) -> Option<&'d Document> {
    path.first().and_then(|at| product.documents.get(*at as usize))
}
