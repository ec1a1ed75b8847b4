//! What sets say, as numbers: equal sets have equal numbers, and so have equal items.

use crate::model::{Item, List, Mode, Own, Set};
use crate::resolve::direct::key;
use std::collections::HashMap;

/// What makes two items the same to the fold.
type Key<'p> = (Option<&'p str>, &'p str);

/// One list of a set.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    pub(super) mode: Mode,
    pub(super) items: Box<[u32]>,
}

/// A set.
#[derive(Clone, Debug)]
pub(super) struct Content<'p> {
    pub(super) set: &'p Set,
    /// Primary, additional.
    pub(super) lists: [Numbers; 2],
}

impl Content<'_> {
    /// How many items it lists.
    pub(super) fn items(&self) -> u64 {
        self.lists.iter().fold(0, |sum, list| sum.saturating_add(list.items.len() as u64))
    }

    /// Whether nothing behind it in a chain is read.
    pub(super) fn is_last(&self) -> bool {
        self.lists.iter().all(|list| list.mode == Mode::Replace)
    }
}

/// Every set of a product, each once.
#[derive(Clone, Debug, Default)]
pub(super) struct Contents<'p> {
    all: Vec<Content<'p>>,
    /// For each item the number of what makes it the same to the fold.
    keys: Vec<u32>,
}

/// What is needed to number sets.
#[derive(Default)]
pub(super) struct Numbering<'p> {
    items: HashMap<(Key<'p>, Option<&'p Own>), u32>,
    keys: HashMap<Key<'p>, u32>,
    sets: HashMap<Vec<u32>, u32>,
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl<'p> Contents<'p> {
    /// The number of a set.
    pub(super) fn number(&mut self, set: &'p Set, numbering: &mut Numbering<'p>) -> u32 {
        let mut list = |list: &'p List| Numbers {
            mode: list.mode,
            items: list.items.iter().map(|item| self.item(item, numbering)).collect(),
        };
        let lists = [list(&set.primary), list(&set.additional)];
        let mut said = Vec::new();
        for list in &lists {
            said.extend([list.mode as u32, narrow(list.items.len())]);
            said.extend_from_slice(&list.items);
        }
        let next = narrow(self.all.len());
        let number = *numbering.sets.entry(said).or_insert(next);
        if number == next {
            self.all.push(Content { set, lists });
        }
        number
    }

    fn item(&mut self, item: &'p Item, numbering: &mut Numbering<'p>) -> u32 {
        let next = narrow(self.keys.len());
        let number = *numbering.items.entry((key(item), item.own.as_deref())).or_insert(next);
        if number == next {
            let next = narrow(numbering.keys.len());
            self.keys.push(*numbering.keys.entry(key(item)).or_insert(next));
        }
        number
    }

    pub(super) fn get(&self, number: u32) -> Option<&Content<'p>> {
        self.all.get(number as usize)
    }

    /// What makes an item the same to the fold.
    pub(super) fn key(&self, item: u32) -> u32 {
        self.keys.get(item as usize).copied().unwrap_or(item)
    }

    /// Whether a set says that nothing behind it is read.
    pub(super) fn is_last(&self, number: u32) -> bool {
        self.get(number).is_some_and(Content::is_last)
    }
}
