//! Whether what is tried shows what is settled.

use super::super::places::Path;
use super::super::redundant::BOTH;
use super::content::Numbers;
use super::state::{Side, Spot, State, Subject};
use crate::resolve::fold::fold;
use crate::resolve::levels;
use crate::resolve::walk::{Walk, Which, walk_into};
use smallvec::SmallVec;

type Walked = Walk<u32, u32>;

/// The sets of a chain.
type Chain = SmallVec<[u32; 8]>;

/// Who asks, and along which paths.
pub(super) struct Judge<'x> {
    /// Every path that a ladder can take through the documents of the product, each once.
    paths: &'x [Path],
    /// For each document the paths that it is on.
    through: Vec<Vec<u32>>,
    /// For each dimension and value the variants that have it.
    having: Vec<Vec<Vec<u32>>>,
    walked: [Walked; 2],
    lists: [Vec<u32>; 2],
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl<'x> Judge<'x> {
    pub(super) fn new(state: &State<'_>, paths: &'x [Path]) -> Self {
        let mut through = vec![Vec::new(); state.sheets.len()];
        for (at, path) in paths.iter().enumerate() {
            for document in path {
                if let Some(list) = through.get_mut(*document as usize) {
                    list.push(narrow(at));
                }
            }
        }
        let dimensions = state.product.dimensions.iter();
        let mut having: Vec<Vec<Vec<u32>>> =
            dimensions.map(|dimension| vec![Vec::new(); dimension.values.len()]).collect();
        for variant in 0..state.variants() {
            for (value, having) in state.product.value_row(variant as usize).iter().zip(&mut having) {
                if let Some(list) = having.get_mut(*value as usize) {
                    list.push(variant);
                }
            }
        }
        Self { paths, through, having, walked: Default::default(), lists: Default::default() }
    }

    /// On how many paths a document is.
    pub(super) fn reach(&self, document: u32) -> usize {
        self.through.get(document as usize).map_or(0, Vec::len)
    }

    /// The path of a number.
    pub(super) fn path(&self, at: u32) -> &'x [u32] {
        self.paths.get(at as usize).map_or(&[], |path| path.as_slice())
    }

    /// The numbers of the paths that a document is on.
    pub(super) fn through(&self, document: u32) -> &[u32] {
        self.through.get(document as usize).map_or(&[], Vec::as_slice)
    }

    /// Whom a set at a spot concerns: variants, and `None` for the product without a selection.
    pub(super) fn concerned(&self, state: &State<'_>, spot: &Spot) -> Vec<Option<u32>> {
        match spot {
            Spot::Variant(variant) => vec![Some(*variant)],
            Spot::Master => std::iter::once(None).chain((0..state.variants()).map(Some)).collect(),
            Spot::Pattern(row) => {
                let lists = row.iter().zip(&self.having);
                let lists = lists.filter_map(|(value, having)| having.get(*value as usize));
                let Some(shortest) = lists.min_by_key(|list| list.len()) else { return Vec::new() };
                state.spend(shortest.len());
                let product = state.product;
                let is_in = |variant: &u32| {
                    let values = product.value_row(*variant as usize).iter().copied();
                    levels::matches(row.iter().copied(), values)
                };
                shortest.iter().copied().filter(is_in).map(Some).collect()
            }
        }
    }

    /// Whether a subject sees the same on every path through a document.
    pub(super) fn holds(&mut self, state: &State<'_>, document: u32, who: Option<u32>) -> bool {
        let paths = std::mem::take(&mut self.through);
        let subject = state.subject(who);
        let mut through = paths.get(document as usize).into_iter().flatten();
        let holds = through.all(|path| self.same(state, self.path(*path), subject));
        self.through = paths;
        holds
    }

    /// Whether everybody concerned by a spot sees the same on every path through a document.
    pub(super) fn holds_for(&mut self, state: &State<'_>, document: u32, spot: &Spot) -> bool {
        self.concerned(state, spot).into_iter().all(|who| self.holds(state, document, who))
    }

    /// Whether a subject sees the same along a path.
    fn same(&mut self, state: &State<'_>, path: &[u32], subject: Subject<'_>) -> bool {
        self.walk([(state, Side::Settled), (state, Side::Tried)], path, subject)
            && BOTH.into_iter().all(|which| self.same_list(state, which))
    }

    /// Whether a subject sees the same in two states of one product, as they are settled.
    pub(super) fn agree(&mut self, states: [&State<'_>; 2], path: &[u32], subject: Subject<'_>) -> bool {
        let [one, other] = states;
        self.walk([(one, Side::Settled), (other, Side::Settled)], path, subject);
        BOTH.into_iter().all(|which| self.same_list(one, which))
    }

    /// Walks twice; `false` where there is no work left to be done.
    fn walk(&mut self, sides: [(&State<'_>, Side); 2], path: &[u32], subject: Subject<'_>) -> bool {
        for ((state, side), walked) in sides.into_iter().zip(&mut self.walked) {
            walk_into(&state.seen(path, subject, side), path.len(), state.inheritance, walked);
            let steps = walked.links.len().saturating_add(walked.visits.len()).saturating_add(1);
            if !state.spend(steps) {
                return false;
            }
        }
        true
    }

    /// Whether a list of what was walked last folds to the same items.
    fn same_list(&mut self, state: &State<'_>, which: Which) -> bool {
        let Self { walked: [settled, tried], lists, .. } = self;
        let sets = |walked: &Walked| walked.reading(which).map(|(_, link)| link.set).collect::<Chain>();
        if sets(settled) == sets(tried) {
            return true;
        }
        let mut steps = 0usize;
        for (walked, list) in [settled, tried].into_iter().zip(lists.iter_mut()) {
            list.clear();
            let sets = walked.reading(which).filter_map(|(_, link)| numbers(state, link.set, which));
            let items = sets.flat_map(|numbers| numbers.items.iter().copied());
            let items = items.inspect(|_| steps = steps.saturating_add(1));
            fold(items, |item| state.contents.key(*item), list);
        }
        state.spend(steps);
        let [settled, tried] = lists;
        settled == tried
    }
}

fn numbers<'s>(state: &'s State<'_>, set: u32, which: Which) -> Option<&'s Numbers> {
    state.contents.get(set)?.lists.get(which as usize)
}
