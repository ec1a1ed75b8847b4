//! The search: from the documents of a product to fewer sets that show the same.

use super::across::across;
use super::judge::Judge;
use super::merge::{Never, merge, seen_in};
use super::remove::{order, remove};
use super::state::{Side, Spot, State};

/// Patterns of a document up to which each is tried to be done without.
const FEW: usize = 64;
/// The same for the product of patterns and variants.
const SMALL: usize = 1 << 16;

/// Searches until nothing single can go, nothing that agrees can become one, and no other choice of
/// patterns that is tried has fewer sets.
pub(super) fn search(state: &mut State<'_>, judge: &mut Judge<'_>, seed: u64) {
    settle_down(state, judge, seed, None);
    loop {
        let mut better = false;
        for at in order(state, judge) {
            better |= anew(state, judge, seed, at);
        }
        if !better || state.is_spent() {
            return;
        }
    }
}

/// Takes out and makes one, until neither is to be had.
fn settle_down(state: &mut State<'_>, judge: &mut Judge<'_>, seed: u64, mut never: Option<&Never>) {
    loop {
        remove(state, judge);
        let merged = merge(state, judge, seed, never) || across(state, judge);
        if state.is_spent() || (!merged && never.is_none()) {
            return;
        }
        // once others have taken its place it may come back
        never = never.filter(|_| merged);
    }
}

/// Tries a document with other patterns: with all of them chosen anew, and with each in turn done
/// without; whether that had fewer sets, or as many with fewer items.
fn anew(state: &mut State<'_>, judge: &mut Judge<'_>, seed: u64, at: u32) -> bool {
    let patterns: Vec<Never> =
        state.patterns(at).map(|(row, content)| (at, Spot::Pattern(row.into()), content)).collect();
    if patterns.is_empty() || !state.is_plain(at) {
        return false;
    }
    let work = patterns.len().saturating_mul(state.variants() as usize);
    let few = if patterns.len() <= FEW && work <= SMALL { patterns.len() } else { 0 };
    let mut better = with(state, judge, seed, at, &patterns, None);
    for pattern in patterns.iter().take(few) {
        let is_there = state.get(at, &pattern.1, Side::Settled) == Some(pattern.2);
        better |= is_there && with(state, judge, seed, at, std::slice::from_ref(pattern), Some(pattern));
    }
    better
}

/// Tries a document without some patterns; who saw them has a set of its own instead, to begin with.
fn with(
    state: &mut State<'_>,
    judge: &mut Judge<'_>,
    seed: u64,
    at: u32,
    patterns: &[Never],
    never: Option<&Never>,
) -> bool {
    if state.is_spent() {
        return false;
    }
    let mut trial = state.clone();
    for (_, spot, _) in patterns {
        for who in judge.concerned(state, spot) {
            let Some(own) = who.map(Spot::Variant) else { continue };
            let seen = seen_in(state, at, who);
            state.spend(1);
            if trial.get(at, &own, Side::Tried).is_none() && seen.is_some() {
                trial.set(at, &own, seen);
            }
        }
        trial.set(at, spot, None);
    }
    let holds = patterns.iter().all(|(_, spot, _)| judge.holds_for(&trial, at, spot));
    if holds {
        trial.settle(true);
        settle_down(&mut trial, judge, seed, never);
    }
    let better = holds && is_better(trial.size(), state.size());
    if better {
        *state = trial;
    } else {
        state.spend_as(&trial);
    }
    better
}

/// Whether there are fewer sets and no more items, or as many sets and fewer items.
fn is_better([sets, items]: [u64; 2], [than_sets, than_items]: [u64; 2]) -> bool {
    (sets < than_sets && items <= than_items) || (sets == than_sets && items < than_items)
}
