//! A hash map of everything: one entry for every variant, catalog, channel and locale.

use super::dump::{Dump, Load};
use crate::lookup::Shop;
use crate::queries::Query;
use crate::workload::{Workload, asset_number, number};
use omnimedia::Scratch;
use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::path::Path;

/// Four strings, owned or borrowed, so that a look-up need not allocate.
trait Parts {
    fn parts(&self) -> [&str; 4];
}

#[derive(PartialEq, Eq)]
struct Key([String; 4]);

impl Parts for Key {
    fn parts(&self) -> [&str; 4] {
        let Self([one, two, three, four]) = self;
        [one, two, three, four]
    }
}

impl Parts for [&str; 4] {
    fn parts(&self) -> [&str; 4] {
        *self
    }
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

impl Hash for dyn Parts + '_ {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

impl PartialEq for dyn Parts + '_ {
    fn eq(&self, other: &Self) -> bool {
        self.parts() == other.parts()
    }
}

impl Eq for dyn Parts + '_ {}

impl<'k> Borrow<dyn Parts + 'k> for Key {
    fn borrow(&self) -> &(dyn Parts + 'k) {
        self
    }
}

/// Calls `each` with every number, catalog, channel and locale of a shop, and the list that is shown.
pub(super) fn everything(workload: &Workload, snapshot: &Shop, mut each: impl FnMut([&str; 4], Vec<u32>)) {
    let shelves = crate::lookup::shelves(snapshot);
    let contexts = workload.contexts();
    let (mut scratch, mut text) = (Scratch::new(), String::new());
    for variant in 0..workload.variants() {
        let (product, variant) = workload.variant(variant);
        number(product, variant + 1, &mut text);
        let found = snapshot.find(&text).unwrap();
        for ((channel, locale), shelf) in contexts.iter().zip(&shelves) {
            let view = found.answer(shelf, &mut scratch).unwrap();
            let list = view.primary().filter_map(|item| item.asset()).map(asset_number).collect();
            each([&text, "", channel, locale], list);
        }
    }
}

/// The map.
pub(super) struct Everything(HashMap<Key, Vec<u32>>);

impl Everything {
    pub(super) fn new(workload: &Workload, snapshot: &Shop) -> Self {
        let mut map = HashMap::with_capacity(workload.variants() * workload.plan().contexts());
        everything(workload, snapshot, |key, list| {
            map.insert(Key(key.map(str::to_owned)), list);
        });
        Self(map)
    }

    #[inline]
    pub(super) fn ask(&self, query: &Query<'_>) -> &[u32] {
        let key: &dyn Parts = &[query.number, query.catalog, query.channel, query.locale];
        self.0.get(key).map_or(&[], Vec::as_slice)
    }

    pub(super) fn write(&self, path: &Path) {
        let mut dump = Dump::default();
        dump.number(self.0.len());
        for (key, list) in &self.0 {
            key.parts().into_iter().for_each(|part| dump.text(part));
            dump.list(list);
        }
        dump.write(path);
    }

    pub(super) fn read(path: &Path) -> Self {
        let mut load = Load::open(path);
        let count = load.number();
        let mut map = HashMap::with_capacity(count);
        for _ in 0..count {
            let key = Key(std::array::from_fn(|_| load.text()));
            map.insert(key, load.list());
        }
        Self(map)
    }
}
