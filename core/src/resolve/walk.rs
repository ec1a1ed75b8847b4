//! THE walk: from a ladder to the chain of sets that may speak (SPEC section 5).
//!
//! Resolve, explain, flatten and the look-ups in a snapshot that compose all go this one way; they
//! differ only in where the sets lie, which [`Sets`] hides.

use crate::model::{Level, Mode};
use crate::policy::Inheritance;
use smallvec::SmallVec;

/// Where the documents and sets of one product lie, for one selection.
pub(crate) trait Sets {
    /// A document.
    type Document: Copy;
    /// A set.
    type Set: Copy;
    /// How strong a pattern is; the strongest is the least.
    type Strength: Copy + Ord;

    /// The document in the context of a rung, counted from the nearest.
    fn document(&self, rung: usize) -> Option<Self::Document>;
    /// The set of the selected variant.
    fn variant(&self, document: Self::Document) -> Option<Self::Set>;
    /// The set of every pattern that matches, in any order.
    fn patterns(&self, document: Self::Document, each: impl FnMut(Self::Strength, Self::Set));
    /// The set of the product itself.
    fn master(&self, document: Self::Document) -> Option<Self::Set>;
    /// What the lists of a set do, primary and additional.
    fn modes(&self, set: Self::Set) -> [Mode; 2];
}

/// Which list of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    Primary = 0,
    Additional = 1,
}

/// A document that was reached.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Visit<D> {
    pub(crate) rung: usize,
    pub(crate) document: D,
    /// Whether any of its sets is in the chain.
    pub(crate) matched: bool,
}

/// A set in the chain.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link<S> {
    /// The index of the document's visit.
    pub(crate) visit: usize,
    pub(crate) level: Level,
    pub(crate) set: S,
    pub(crate) modes: [Mode; 2],
}

/// What a walk found.
#[derive(Clone, Debug)]
pub(crate) struct Walk<D, S> {
    /// The documents that were reached, in ladder order.
    pub(crate) visits: SmallVec<[Visit<D>; 4]>,
    /// The chain, as far as a list could want it.
    pub(crate) links: SmallVec<[Link<S>; 4]>,
    /// For each list, the link that replaced, behind which it reads nothing.
    pub(crate) stops: [Option<usize>; 2],
    /// Whether the last document reached ended a severed chain.
    pub(crate) severed: bool,
}

impl<D, S> Default for Walk<D, S> {
    fn default() -> Self {
        Self { visits: SmallVec::new(), links: SmallVec::new(), stops: [None; 2], severed: false }
    }
}

impl<D, S: Copy> Walk<D, S> {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    fn clear(&mut self) {
        self.visits.clear();
        self.links.clear();
        self.stops = [None; 2];
        self.severed = false;
    }

    fn link(&mut self, visit: usize, level: Level, set: S, modes: [Mode; 2]) {
        let index = self.links.len();
        for (stop, mode) in self.stops.iter_mut().zip(modes) {
            if stop.is_none() && mode == Mode::Replace {
                *stop = Some(index);
            }
        }
        self.links.push(Link { visit, level, set, modes });
    }

    fn is_over(&self) -> bool {
        self.stops.iter().all(Option::is_some)
    }

    /// The links that a list reads: up to and with the one that replaces.
    pub(crate) fn reached(&self, which: Which) -> &[Link<S>] {
        let end = self
            .stops
            .get(which as usize)
            .copied()
            .flatten()
            .map_or(self.links.len(), |stop| stop.saturating_add(1));
        self.links.get(..end).unwrap_or_default()
    }

    /// The first set of the primary chain that did not merely inherit.
    pub(crate) fn winner(&self) -> Option<Link<S>> {
        self.links.iter().find(|link| link.modes[0] != Mode::Inherit).copied()
    }

    /// The links of a list whose items are read, in reading order: what is prepended, what replaces,
    /// what is appended.
    pub(crate) fn reading(&self, which: Which) -> impl Iterator<Item = (usize, Link<S>)> {
        let reached = self.reached(which);
        let mode = move |link: &Link<S>| link.modes.get(which as usize).copied().unwrap_or(Mode::Inherit);
        let front = reached
            .iter()
            .enumerate()
            .filter(move |(_, link)| matches!(mode(link), Mode::Prepend | Mode::Replace));
        let back = reached.iter().enumerate().rev().filter(move |(_, link)| mode(link) == Mode::Append);
        front.chain(back).map(|(index, link)| (index, *link))
    }
}

/// The sets of patterns that match, with the index of their document's visit.
type Matching<T> = SmallVec<[(<T as Sets>::Strength, usize, <T as Sets>::Set); 4]>;

/// Walks a ladder of `rungs` rungs.
pub(crate) fn walk<T: Sets>(sets: &T, rungs: usize, inheritance: Inheritance) -> Walk<T::Document, T::Set> {
    let mut found = Walk::new();
    walk_into(sets, rungs, inheritance, &mut found);
    found
}

/// The same, into memory that was used before.
pub(crate) fn walk_into<T: Sets>(
    sets: &T,
    rungs: usize,
    inheritance: Inheritance,
    found: &mut Walk<T::Document, T::Set>,
) {
    found.clear();
    let mut matching: Matching<T> = SmallVec::new();
    if inheritance == Inheritance::EntityFirst {
        entity_first(sets, rungs, found, &mut matching);
        return;
    }
    for rung in 0..rungs {
        let Some(document) = sets.document(rung) else { continue };
        let visit = found.visits.len();
        let before = found.links.len();
        if let Some(set) = sets.variant(document) {
            found.link(visit, Level::Variant, set, sets.modes(set));
        }
        matching.clear();
        sets.patterns(document, |strength, set| matching.push((strength, visit, set)));
        // no two patterns of one document that match are equally strong, so the order is one
        matching.sort_by_key(|(strength, ..)| *strength);
        for (_, visit, set) in &matching {
            found.link(*visit, Level::Dimensions, *set, sets.modes(*set));
        }
        if let Some(set) = sets.master(document) {
            found.link(visit, Level::Master, set, sets.modes(set));
        }
        let matched = found.links.len() > before;
        found.visits.push(Visit { rung, document, matched });
        if inheritance == Inheritance::Severed && !matched {
            found.severed = true;
            return;
        }
        if found.is_over() {
            return;
        }
    }
}

fn entity_first<T: Sets>(
    sets: &T,
    rungs: usize,
    found: &mut Walk<T::Document, T::Set>,
    matching: &mut Matching<T>,
) {
    for rung in 0..rungs {
        if let Some(document) = sets.document(rung) {
            found.visits.push(Visit { rung, document, matched: false });
        }
    }
    for visit in 0..found.visits.len() {
        let Some(document) = found.visits.get(visit).map(|visit| visit.document) else { continue };
        if let Some(set) = sets.variant(document) {
            found.link(visit, Level::Variant, set, sets.modes(set));
        }
        sets.patterns(document, |strength, set| matching.push((strength, visit, set)));
    }
    // stable: equally strong patterns stay in ladder order
    matching.sort_by_key(|(strength, ..)| *strength);
    for (_, visit, set) in matching {
        found.link(*visit, Level::Dimensions, *set, sets.modes(*set));
    }
    for visit in 0..found.visits.len() {
        let Some(document) = found.visits.get(visit).map(|visit| visit.document) else { continue };
        if let Some(set) = sets.master(document) {
            found.link(visit, Level::Master, set, sets.modes(set));
        }
    }
    let Walk { visits, links, .. } = found;
    for link in links.iter() {
        if let Some(visit) = visits.get_mut(link.visit) {
            visit.matched = true;
        }
    }
}
