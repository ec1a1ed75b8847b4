//! Making one of sets that agree but stand in several documents.

use super::candidates::{cut, is_below, masks, row, spot};
use super::judge::Judge;
use super::state::{Side, Spot, State};
use crate::resolve::levels::ANY;
use std::collections::{BTreeMap, BTreeSet};

/// Beyond so many sets, or documents, sets of several documents are looked at where they stand at the
/// same spot alone.
const FEW_SETS: usize = 512;
const FEW_DOCUMENTS: usize = 32;

/// A set: its document, spot and values.
type Stands = (u32, Spot, Box<[u32]>);

/// Makes one of a group of sets of several documents, where that is fewer; whether any was made.
pub(super) fn across(state: &mut State<'_>, judge: &mut Judge<'_>) -> bool {
    let there: Vec<u32> =
        (0u32..).zip(&state.sheets).filter(|(_, sheet)| sheet.there[0]).map(|(at, _)| at).collect();
    if there.len() < 2 {
        return false;
    }
    let mut groups: BTreeMap<u32, Vec<Stands>> = BTreeMap::new();
    let mut sets = 0usize;
    for at in &there {
        for (spot, content) in state.spots(*at) {
            let row = row(state, &spot);
            groups.entry(content).or_default().push((*at, spot, row));
            sets = sets.saturating_add(1);
        }
    }
    let few = sets <= FEW_SETS && there.len() <= FEW_DOCUMENTS;
    let masks = if few { masks(state, sets) } else { Vec::new() };
    let meets = meeting(state, judge, &there);
    let mut any = false;
    for (content, group) in groups {
        if group.iter().all(|(at, ..)| group.first().is_some_and(|first| first.0 == *at)) {
            continue;
        }
        for (target, members) in targets(state, &group, &masks) {
            let mut met: BTreeMap<u32, usize> = BTreeMap::new();
            for (_, other) in members.iter().flat_map(|(at, ..)| meets.range((*at, 0)..=(*at, u32::MAX))) {
                let count = met.entry(*other).or_default();
                *count = count.saturating_add(1);
            }
            for (at, _) in met.into_iter().filter(|(_, count)| *count > 1) {
                if state.is_spent() {
                    return any;
                }
                if state.get(at, &target, Side::Settled).is_none() {
                    let members = members.iter().copied().filter(|stands| meets.contains(&(stands.0, at)));
                    let members: Vec<&Stands> = members.collect();
                    any |= one(state, judge, (at, &target, content), &members);
                }
            }
        }
    }
    any
}

/// The spots at which a group could have one set, and the sets that it would stand for: where they stand
/// themselves, and above them by these choices of dimensions.
fn targets<'g>(
    state: &State<'_>,
    group: &'g [Stands],
    masks: &[Box<[bool]>],
) -> BTreeMap<Spot, Vec<&'g Stands>> {
    let mut targets: BTreeMap<Spot, Vec<&Stands>> = BTreeMap::new();
    for stands in group {
        targets.entry(stands.1.clone()).or_default().push(stands);
    }
    if masks.is_empty() {
        return targets;
    }
    for (_, _, values) in group {
        // what a set does not fix cannot be fixed above it
        let is_above =
            |mask: &[bool]| values.iter().zip(mask.iter()).all(|(value, fixed)| !*fixed || *value != ANY);
        for target in masks.iter().filter(|mask| is_above(mask)).map(|mask| spot(cut(values, mask))) {
            targets.entry(target).or_default();
        }
    }
    for (target, members) in &mut targets {
        members.clear();
        members.extend(group.iter().filter(|stands| lies_below(state, stands, target)));
    }
    targets
}

fn lies_below(state: &State<'_>, (_, spot, values): &Stands, target: &Spot) -> bool {
    match (spot, target) {
        (own, target) if own == target => true,
        // without a selection only the master speaks
        (Spot::Master, _) | (_, Spot::Variant(_)) => false,
        _ => is_below(values, &row(state, target)),
    }
}

/// Which documents some path has both of.
fn meeting(state: &State<'_>, judge: &Judge<'_>, there: &[u32]) -> BTreeSet<(u32, u32)> {
    let mut all = BTreeSet::new();
    for at in there {
        for path in judge.through(*at) {
            let path = judge.path(*path);
            state.spend(path.len());
            all.extend(path.iter().map(|other| (*at, *other)));
        }
    }
    all
}

/// Puts a set into a document and takes out members that say the same; kept where that is fewer.
fn one(
    state: &mut State<'_>,
    judge: &mut Judge<'_>,
    (at, target, content): (u32, &Spot, u32),
    members: &[&Stands],
) -> bool {
    let standing =
        |state: &State<'_>, (at, spot, _): &Stands| state.get(*at, spot, Side::Settled) == Some(content);
    let members: Vec<&Stands> = members.iter().copied().filter(|stands| standing(state, stands)).collect();
    if members.len() < 2 {
        return false;
    }
    state.set(at, target, Some(content));
    members.iter().for_each(|(at, spot, _)| state.set(*at, spot, None));
    let mut goes = judge.holds_for(state, at, target);
    goes = goes && members.iter().all(|(at, spot, _)| judge.holds_for(state, *at, spot));
    if !goes {
        state.settle(false);
        state.set(at, target, Some(content));
        if judge.holds_for(state, at, target) {
            let mut went = 0usize;
            for (at, spot, _) in members {
                state.set(*at, spot, None);
                if judge.holds_for(state, *at, spot) {
                    went = went.saturating_add(1);
                } else {
                    state.set(*at, spot, Some(content));
                }
            }
            goes = went > 1;
        }
    }
    state.settle(goes);
    goes
}
