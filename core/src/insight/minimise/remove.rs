//! Taking out what nobody would miss: documents, and sets one by one.

use super::judge::Judge;
use super::state::{Spot, State};

/// The documents by how few paths they are on: what is said for few goes first.
pub(super) fn order(state: &State<'_>, judge: &Judge<'_>) -> Vec<u32> {
    let mut all: Vec<u32> = (0u32..).zip(&state.sheets).map(|(at, _)| at).collect();
    all.sort_by_key(|at| (judge.reach(*at), *at));
    all
}

/// Takes out documents and sets until none can go; whether any went.
pub(super) fn remove(state: &mut State<'_>, judge: &mut Judge<'_>) -> bool {
    let order = order(state, judge);
    let mut any = false;
    loop {
        let mut went = false;
        for at in &order {
            went |= document(state, judge, *at);
            for (spot, _) in state.spots(*at) {
                if state.is_spent() {
                    return any || went;
                }
                went |= set(state, judge, *at, &spot);
            }
        }
        any |= went;
        if !went {
            return any;
        }
    }
}

/// Takes a set out if nobody sees a difference.
pub(super) fn set(state: &mut State<'_>, judge: &mut Judge<'_>, at: u32, spot: &Spot) -> bool {
    state.set(at, spot, None);
    let goes = judge.holds_for(state, at, spot);
    state.settle(goes);
    goes
}

/// Takes a whole document out if nobody sees a difference, in swatches neither.
fn document(state: &mut State<'_>, judge: &mut Judge<'_>, at: u32) -> bool {
    let is_there = |at: u32| state.sheets.get(at as usize).filter(|sheet| sheet.there[0]);
    let without_swatches = |at: u32| is_there(at).is_none_or(|sheet| sheet.document.swatches.is_empty());
    if is_there(at).is_none() || !without_swatches(at) {
        return false;
    }
    // where it is the nearest, the next one says which swatches are shown
    let nearest = judge.through(at).iter().all(|path| {
        let mut there = judge.path(*path).iter().copied().filter(|at| is_there(*at).is_some());
        there.next() != Some(at) || there.next().is_none_or(without_swatches)
    });
    if !nearest {
        return false;
    }
    state.drop_sheet(at);
    let goes = judge.holds_for(state, at, &Spot::Master);
    state.settle(goes);
    goes
}
