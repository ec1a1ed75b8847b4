//! The answers of a product: what a walk found, folded and filtered, each answer once.

use super::budget::Budget;
use super::flat::{Flat, FlatAnswer, FlatOrigin};
use super::pool;
use super::product::Flattener;
use super::product_parts::{address_of, are_alike, fixed, hash_of, same_answer};
use crate::model::{Document, Item, Level, Pattern, Product, Set};
use crate::resolve::direct::list;
use crate::resolve::fold::fold;
use crate::resolve::levels::ANY;
use crate::resolve::walk::{Link, Walk, Which};
use hashbrown::HashTable;
use std::collections::HashMap;

/// The document, level, and the address of a pattern's set: what an origin is.
type OriginKey = (u32, Level, usize);

/// What is known of the answers of the product at hand.
pub(super) struct Answers<'p> {
    /// An item in the making, its asset, and the link it comes from.
    items: Vec<(Link<&'p Set>, &'p Item, u32)>,
    /// The keys of the origins, by their index.
    origins: Vec<OriginKey>,
    /// Where there are many, their indexes.
    many_origins: HashMap<OriginKey, u32>,
    /// Where there are many answers, these by their hash.
    many_answers: HashTable<(u64, u32)>,
    seed: u64,
    /// What a hash is taken of.
    bytes: Vec<u8>,
    /// The patterns, by the address of their set.
    patterns: HashMap<usize, &'p Pattern>,
}

impl Default for Answers<'_> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            origins: Vec::new(),
            many_origins: HashMap::new(),
            many_answers: HashTable::new(),
            seed: pool::seed(),
            bytes: Vec::new(),
            patterns: HashMap::new(),
        }
    }
}

impl<'p> Answers<'p> {
    /// Forgets the product before; what a large one left behind would make the small ones slow.
    pub(super) fn begin(&mut self, product: &'p Product) {
        const SMALL: usize = 1_024;
        let capacities =
            [self.many_origins.capacity(), self.many_answers.capacity(), self.patterns.capacity()];
        if capacities.iter().any(|capacity| *capacity > SMALL) {
            self.many_origins = HashMap::new();
            self.many_answers = HashTable::new();
            self.patterns = HashMap::new();
        }
        self.origins.clear();
        self.many_origins.clear();
        self.many_answers.clear();
        self.patterns.clear();
        let patterns = product.documents.iter().flat_map(|document| document.patterns.iter());
        self.patterns.extend(patterns.map(|(pattern, set)| (address_of(set), pattern)));
    }

    /// The index of an origin.
    fn origin(&mut self, flat: &mut Flat<'p>, document: u32, level: Level, set: Option<&'p Set>) -> u32 {
        const FEW: usize = 16;
        let address = set.map_or(0, address_of);
        let key = (document, level, address);
        let next = u32::try_from(self.origins.len()).unwrap_or(ANY);
        let origin = if self.origins.len() < FEW {
            let same = self.origins.iter().position(|other| *other == key);
            same.and_then(|at| u32::try_from(at).ok()).unwrap_or(next)
        } else {
            if self.many_origins.is_empty() {
                self.many_origins.extend(self.origins.iter().copied().zip(0..));
            }
            *self.many_origins.entry(key).or_insert(next)
        };
        if origin == next {
            let pattern = self.patterns.get(&address).map(|pattern| fixed(pattern)).unwrap_or_default();
            flat.origins.push(FlatOrigin { document, level, pattern });
            self.origins.push(key);
        }
        origin
    }

    /// The answer that is the same as this one; where there is none, this one gets the index.
    ///
    /// Of those that are alike but for texts and properties only the last is compared, so that the
    /// time stays linear.
    fn same(&mut self, flat: &Flat<'p>, answer: &FlatAnswer, index: u32) -> Option<u32> {
        const FEW: usize = 8;
        let is_same =
            |at: &u32| flat.answers.get(*at as usize).is_some_and(|other| same_answer(flat, other, answer));
        if flat.answers.len() < FEW {
            let like = flat.answers.iter().rposition(|other| are_alike(flat, other, answer));
            return like.and_then(|at| u32::try_from(at).ok()).filter(is_same);
        }
        if self.many_answers.is_empty() {
            for (index, answer) in (0..).zip(&flat.answers) {
                *self.last_like(flat, answer, index) = index;
            }
        }
        let last = self.last_like(flat, answer, index);
        if is_same(last) {
            return Some(*last);
        }
        *last = index;
        None
    }

    /// The last of many answers that is like this one; where there is none, the index.
    fn last_like(&mut self, flat: &Flat<'p>, answer: &FlatAnswer, index: u32) -> &mut u32 {
        let hash = hash_of(self.seed, flat, answer, &mut self.bytes);
        let known = self.many_answers.entry(hash, |(other, _)| *other == hash, |(hash, _)| *hash);
        &mut known.or_insert((hash, index)).into_mut().1
    }
}

impl<'p> Flattener<'p> {
    /// Adds an answer, unless it is there; `None` where it would cost too much.
    pub(super) fn answer(
        &mut self,
        walked: &Walk<&'p Document, &'p Set>,
        class: &[u32],
        flat: &mut Flat<'p>,
        budget: &mut Budget,
    ) -> Option<u32> {
        let place = |visit: usize| -> u32 {
            let rung = walked.visits.get(visit).map_or(0, |visit| visit.rung);
            class.get(rung).copied().unwrap_or(0)
        };
        let origin_of = |answers: &mut Answers<'p>, flat: &mut Flat<'p>, link: &Link<&'p Set>| {
            let set = Some(link.set).filter(|_| link.level == Level::Dimensions);
            answers.origin(flat, place(link.visit), link.level, set)
        };
        let first = flat.items.len();
        let mut counts = [0usize; 2];
        let both = [Which::Primary, Which::Additional];
        let read = |which| walked.reading(which).map(move |(_, link)| list(link.set, which).items.len());
        if !budget.fold(both.into_iter().flat_map(read).sum()) {
            return None;
        }
        let mut folded = std::mem::take(&mut self.answers.items);
        for (which, count) in both.into_iter().zip(&mut counts) {
            folded.clear();
            let items = walked
                .reading(which)
                .flat_map(|(_, link)| list(link.set, which).items.iter().map(move |item| (link, item)))
                // two that fold into one have one asset, so what is shown nowhere may go before
                .filter_map(|(link, item)| Some((link, item, self.shown(item)?)));
            fold(items, |(_, item, asset)| (item.purpose.as_deref(), *asset), &mut folded);
            if !budget.copy(folded.iter().map(|(_, item, _)| *item)) {
                flat.items.truncate(first);
                self.answers.items = folded;
                return None;
            }
            let mut last: Option<(&Link<&'p Set>, u32)> = None;
            for (link, item, asset) in &folded {
                let same = |other: &Link<&'p Set>| {
                    other.visit == link.visit
                        && other.level == link.level
                        && std::ptr::eq(other.set, link.set)
                };
                let origin = match last {
                    Some((other, origin)) if same(other) => origin,
                    _ => origin_of(&mut self.answers, flat, link),
                };
                last = Some((link, origin));
                let item = self.flat_item(item, *asset, origin);
                flat.items.push(item);
            }
            *count = folded.len();
        }
        self.answers.items = folded;
        let items = flat.items.len().saturating_sub(first);
        if items > budget.items {
            flat.items.truncate(first);
            return None;
        }
        let winner = walked.winner().map(|link| origin_of(&mut self.answers, flat, &link));
        let severed = if winner.is_none() && walked.severed {
            let document = place(walked.visits.len().saturating_sub(1));
            Some(self.answers.origin(flat, document, Level::Master, None))
        } else {
            None
        };
        let [primary, additional] = counts;
        let answer = FlatAnswer { winner, severed, items: first, primary, additional };
        let index = u32::try_from(flat.answers.len()).ok()?;
        if let Some(same) = self.answers.same(flat, &answer, index) {
            flat.items.truncate(first);
            return Some(same);
        }
        budget.items = budget.items.saturating_sub(items);
        flat.answers.push(answer);
        Some(index)
    }
}
