//! Making one of sets that agree: variants move up to a pattern or the master.

use super::candidates::{Candidates, is_below, row};
use super::judge::Judge;
use super::state::{Side, Spot, State};
use crate::policy::Inheritance;
use crate::resolve::levels;
use crate::resolve::walk::walk;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A document, a spot in it and a content: what is not to be tried.
pub(super) type Never = (u32, Spot, u32);

/// Makes one of each group where that is fewer, the greatest first; whether any was made.
pub(super) fn merge(state: &mut State<'_>, judge: &mut Judge<'_>, seed: u64, never: Option<&Never>) -> bool {
    let (mut any, mut from) = (false, Some(0));
    while let Some(first) = from {
        let candidates = Candidates::find(state, seed, first);
        from = candidates.next;
        any |= of(state, judge, &candidates, never);
    }
    any
}

/// The same, of some candidates.
fn of(state: &mut State<'_>, judge: &mut Judge<'_>, candidates: &Candidates, never: Option<&Never>) -> bool {
    let bounds = candidates.all.iter().enumerate().map(|(at, one)| (one.bound, Reverse(at)));
    let mut heap: BinaryHeap<(usize, Reverse<usize>)> = bounds.collect();
    let mut any = false;
    while let Some((bound, Reverse(at))) = heap.pop() {
        if state.is_spent() {
            break;
        }
        let Some(candidate) = candidates.all.get(at) else { continue };
        // others may have taken some of its sets along
        let left = state.saying(candidate.document, candidate.content).saturating_sub(1);
        if left < bound {
            if left > 0 {
                heap.push((left, Reverse(at)));
            }
            continue;
        }
        let one = (candidate.document, candidates.spot(candidate), candidate.content);
        if never == Some(&one) {
            continue;
        }
        let gain = attempt(state, judge, &one);
        let next = heap.peek().map_or(0, |(bound, _)| *bound);
        match gain {
            Some(gain) if gain >= next => {
                state.settle(true);
                any = true;
            }
            Some(gain) => {
                state.settle(false);
                heap.push((gain, Reverse(at)));
            }
            None => state.settle(false),
        }
    }
    any
}

/// A trial: one set in place of those below it that say the same.
struct Trial {
    /// Patterns that were taken out.
    patterns: Vec<Box<[u32]>>,
    /// How many sets went and came, and what they list.
    went: u64,
    came: u64,
    items_went: u64,
    items_came: u64,
}

impl Trial {
    fn gain(&self) -> u64 {
        if self.items_came > self.items_went { 0 } else { self.went.saturating_sub(self.came) }
    }
}

/// Puts a set at a spot that is free, takes out those below it that say the same as far as nobody sees a
/// difference, and gives others what they saw before as sets of their own. How many sets fewer there
/// are; `None` where there are no fewer. What it did is tried, not settled.
fn attempt(state: &mut State<'_>, judge: &mut Judge<'_>, one: &Never) -> Option<usize> {
    let (at, spot, content) = one;
    let (at, content) = (*at, *content);
    if state.get(at, spot, Side::Settled).is_some() {
        return None;
    }
    let who = judge.concerned(state, spot);
    state.spend(who.len());
    let listed = state.contents.get(content).map_or(0, super::content::Content::items);
    let own_row = row(state, spot);
    let below = state.patterns(at).filter(|(row, said)| *said == content && is_below(row, &own_row));
    let patterns: Vec<Box<[u32]>> = below.map(|(row, _)| row.into()).collect();
    state.spend(state.patterns(at).count());
    let mut trial = Trial { patterns, went: 0, came: 1, items_went: 0, items_came: listed };
    state.set(at, spot, Some(content));
    for row in trial.patterns.clone() {
        state.set(at, &Spot::Pattern(row), None);
        trial.went = trial.went.saturating_add(1);
    }
    for variant in who.iter().flatten() {
        let own = Spot::Variant(*variant);
        if state.get(at, &own, Side::Settled) == Some(content) {
            state.set(at, &own, None);
            trial.went = trial.went.saturating_add(1);
        }
    }
    trial.items_went = trial.went.saturating_mul(listed);
    while !settle_who(state, judge, one, &who, &mut trial)? {}
    usize::try_from(trial.gain()).ok().filter(|gain| *gain > 0)
}

/// Sees that everybody concerned sees the same; `false` where patterns came back, so that all must be
/// asked again; `None` where it is not to be had, or is no gain.
fn settle_who(
    state: &mut State<'_>,
    judge: &mut Judge<'_>,
    (at, _, content): &Never,
    who: &[Option<u32>],
    trial: &mut Trial,
) -> Option<bool> {
    let at = *at;
    let entity_first = state.inheritance == Inheritance::EntityFirst;
    let listed = state.contents.get(*content).map_or(0, super::content::Content::items);
    for one in who {
        let own = one.map(Spot::Variant);
        let [before, now] = match &own {
            Some(own) => [Side::Settled, Side::Tried].map(|side| state.get(at, own, side)),
            None => [None; 2],
        };
        // who has a set of its own that ends the chain sees nothing behind it
        let shielded = before.is_some_and(|before| state.contents.is_last(before)) && before == now;
        if shielded && !entity_first {
            continue;
        }
        if judge.holds(state, at, *one) {
            continue;
        }
        let own = own?;
        if before == Some(*content) && now.is_none() {
            state.set(at, &own, before);
            trial.went = trial.went.saturating_sub(1);
            trial.items_went = trial.items_went.saturating_sub(listed);
            if trial.went <= trial.came {
                return None;
            }
            if judge.holds(state, at, *one) {
                continue;
            }
        }
        let values = one.map_or(&[][..], |variant| state.product.value_row(variant as usize));
        let matches = |row: &[u32]| levels::matches(row.iter().copied(), values.iter().copied());
        let (back, still): (Vec<_>, Vec<_>) = trial.patterns.drain(..).partition(|row| matches(row));
        trial.patterns = still;
        if !back.is_empty() {
            for row in back {
                state.set(at, &Spot::Pattern(row), Some(*content));
                trial.went = trial.went.saturating_sub(1);
                trial.items_went = trial.items_went.saturating_sub(listed);
            }
            return (trial.went > trial.came).then_some(false);
        }
        let seen = seen_in(state, at, *one).filter(|_| before.is_none() && now.is_none())?;
        state.set(at, &own, Some(seen));
        trial.came = trial.came.saturating_add(1);
        let items = state.contents.get(seen).map_or(0, super::content::Content::items);
        trial.items_came = trial.items_came.saturating_add(items);
        if trial.went <= trial.came || !judge.holds(state, at, *one) {
            return None;
        }
    }
    Some(true)
}

/// The set of a document that a subject sees, where it ends every chain.
pub(super) fn seen_in(state: &State<'_>, at: u32, who: Option<u32>) -> Option<u32> {
    if state.inheritance == Inheritance::EntityFirst {
        return None;
    }
    let path = [at];
    let walked = walk(&state.seen(&path, state.subject(who), Side::Settled), 1, state.inheritance);
    let first = walked.links.first().map(|link| link.set)?;
    state.contents.is_last(first).then_some(first)
}
