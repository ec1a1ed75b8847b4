//! One product of a publication, read so that whatever shows the same is looked at once.
//!
//! A *path* is the documents that a place's ladder meets; a *group* is the variants that have the same
//! sets in every document. The answers of a path and a group are one, by the same walk that resolves.

use super::patterns::PatternIndex;
use super::places::{Numbers, Path, Places};
use crate::fault::Fault;
use crate::model::{Document, Item, Mode, Product, Set};
use crate::policy::Parents;
use crate::resolve::direct::{distinct_contexts, list};
use crate::resolve::fold::fold;
use crate::resolve::levels::Strength;
use crate::resolve::walk::{Sets, Walk, Which};
use std::collections::HashMap;
use xxhash_rust::xxh3::xxh3_128_with_seed;

/// A document of a product.
pub(super) struct Reader<'p> {
    pub(super) document: &'p Document,
    /// The number of its first set among those of the product.
    pub(super) first_set: u32,
    index: PatternIndex,
}

/// A set, with its number among those of the product.
#[derive(Clone, Copy)]
pub(super) struct Numbered<'p> {
    pub(super) number: u32,
    pub(super) set: &'p Set,
}

/// What a walk along a path finds: documents by their place in the product.
pub(super) type Walked<'p> = Walk<u32, Numbered<'p>>;

/// A product.
#[derive(Default)]
pub(super) struct Reading<'p> {
    pub(super) documents: Vec<Reader<'p>>,
    /// Their contexts, rising.
    pub(super) sorted: Vec<(Numbers, u32)>,
    /// A variant of each group; the first group is the product without a selection.
    pub(super) members: Vec<Option<u32>>,
    /// How many answers each group has in a context.
    pub(super) weights: Vec<u64>,
    /// The group of each variant.
    pub(super) groups: Vec<u32>,
    pub(super) sets: u32,
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl<'p> Reading<'p> {
    /// Reads a product.
    ///
    /// # Errors
    /// `duplicate_document` where the policy's parents make two documents one.
    pub(super) fn read(&mut self, product: &'p Product, places: &Places<'_>, seed: u64) -> Result<(), Fault> {
        if places.locales.parents() == Parents::Cldr && product.documents.len() > 1 {
            let contexts = product.documents.iter().map(|document| &document.context);
            distinct_contexts(&product.number, contexts, &places.locales)?;
        }
        self.documents.clear();
        self.sorted.clear();
        self.sets = 0;
        for (at, document) in (0u32..).zip(&product.documents) {
            let index = PatternIndex::new(document.patterns.iter().map(|(pattern, _)| pattern));
            self.documents.push(Reader { document, first_set: self.sets, index });
            self.sorted.push((places.numbers(&document.context), at));
            // the master has a number whether or not it is there
            let sets = document.patterns.len().saturating_add(document.variants.len()).saturating_add(1);
            self.sets = self.sets.saturating_add(narrow(sets));
        }
        self.sorted.sort_unstable();
        self.group(product, seed);
        Ok(())
    }

    /// Which variants have the same sets in every document.
    fn group(&mut self, product: &Product, seed: u64) {
        let Self { documents, members, weights, groups, .. } = self;
        members.clear();
        members.push(None);
        groups.clear();
        groups.resize(product.variants.len(), 0);
        for variant in documents.iter().flat_map(|reader| reader.document.variants.iter()).map(|(at, _)| *at)
        {
            // its own set makes the variant a group of its own
            if let Some(group) = groups.get_mut(variant as usize).filter(|group| **group == 0) {
                *group = narrow(members.len());
                members.push(Some(variant));
            }
        }
        let patterned: Vec<(u32, &Reader<'p>)> = (0u32..)
            .zip(documents.iter())
            .filter(|(_, reader)| !reader.document.patterns.is_empty())
            .collect();
        if !patterned.is_empty() {
            let mut known: HashMap<u128, u32> = HashMap::new();
            let mut key = Vec::new();
            for (variant, group) in groups.iter_mut().enumerate().filter(|(_, group)| **group == 0) {
                key.clear();
                for (place, reader) in &patterned {
                    reader.matching(product.value_row(variant), |at| {
                        key.extend_from_slice(&place.to_le_bytes());
                        key.extend_from_slice(&at.to_le_bytes());
                    });
                }
                if !key.is_empty() {
                    let next = narrow(members.len());
                    *group = *known.entry(xxh3_128_with_seed(&key, seed)).or_insert(next);
                    if *group == next {
                        members.push(Some(narrow(variant)));
                    }
                }
            }
        }
        weights.clear();
        weights.resize(members.len(), 0);
        for group in std::iter::once(&0).chain(&*groups) {
            if let Some(weight) = weights.get_mut(*group as usize) {
                *weight = weight.saturating_add(1);
            }
        }
    }

    /// The sets along a path for a group.
    pub(super) fn along<'x>(&'x self, product: &'x Product, path: &'x [u32], group: usize) -> Along<'p, 'x> {
        let variant = self.members.get(group).copied().flatten();
        let row = variant.map_or(&[][..], |variant| product.value_row(variant as usize));
        Along { documents: &self.documents, path, variant, row, without: None }
    }

    /// The documents as a ladder of a place meets them.
    pub(super) fn path(&self, places: &Places<'_>, place: &super::places::Place<'_>, path: &mut Path) {
        places.path(place, &self.sorted, path);
    }
}

impl Reader<'_> {
    fn matching(&self, row: &[u32], each: impl FnMut(u32)) {
        self.index.matching(self.document.patterns.iter().map(|(pattern, _)| pattern), row, each);
    }
}

/// The sets of a product along a path, for one group, perhaps without one of them.
#[derive(Clone, Copy)]
pub(super) struct Along<'p, 'x> {
    documents: &'x [Reader<'p>],
    path: &'x [u32],
    variant: Option<u32>,
    row: &'x [u32],
    /// The number of a set that is not there.
    without: Option<u32>,
}

impl<'p> Along<'p, '_> {
    /// The same as if a set were not there.
    pub(super) fn without(self, set: u32) -> Self {
        Self { without: Some(set), ..self }
    }

    fn reader(&self, document: u32) -> Option<&Reader<'p>> {
        self.documents.get(document as usize)
    }

    fn numbered(&self, number: u32, set: &'p Set) -> Option<Numbered<'p>> {
        (self.without != Some(number)).then_some(Numbered { number, set })
    }
}

impl<'p> Sets for Along<'p, '_> {
    type Document = u32;
    type Set = Numbered<'p>;
    type Strength = Strength<'p>;

    fn document(&self, rung: usize) -> Option<u32> {
        self.path.get(rung).copied()
    }

    fn variant(&self, document: u32) -> Option<Numbered<'p>> {
        let Reader { document, first_set, .. } = self.reader(document)?;
        let found = document.variants.binary_search_by_key(&self.variant?, |(variant, _)| *variant).ok()?;
        let number = first_set.saturating_add(1).saturating_add(narrow(document.patterns.len()));
        self.numbered(number.saturating_add(narrow(found)), document.variants.get(found).map(|(_, set)| set)?)
    }

    fn patterns(&self, document: u32, mut each: impl FnMut(Strength<'p>, Numbered<'p>)) {
        // without a selection no pattern matches
        let Some(reader) = self.reader(document).filter(|_| self.variant.is_some()) else { return };
        reader.matching(self.row, |at| {
            let number = reader.first_set.saturating_add(1).saturating_add(at);
            let found = reader.document.patterns.get(at as usize);
            if let Some((pattern, set)) = found
                && let Some(set) = self.numbered(number, set)
            {
                each(Strength(&pattern.0), set);
            }
        });
    }

    fn master(&self, document: u32) -> Option<Numbered<'p>> {
        let Reader { document, first_set, .. } = self.reader(document)?;
        self.numbered(*first_set, document.master.as_ref()?)
    }

    fn modes(&self, set: Numbered<'p>) -> [Mode; 2] {
        [set.set.primary.mode, set.set.additional.mode]
    }
}

/// What makes two items of a list the same: the purpose, and the asset by its place or else its id.
pub(super) type Key<'p> = (Option<&'p str>, Result<u32, &'p str>);

pub(super) fn key(item: &Item) -> Key<'_> {
    (item.purpose.as_deref(), item.place.ok_or(&item.asset))
}

/// Every item of a list in reading order, with the place of its link in the chain.
pub(super) fn read<'w, 'p: 'w>(
    walked: &'w Walked<'p>,
    which: Which,
) -> impl Iterator<Item = (usize, &'p Item)> + 'w {
    walked
        .reading(which)
        .flat_map(move |(at, link)| list(link.set.set, which).items.iter().map(move |item| (at, item)))
}

/// A list as the fold gives it, before the filter.
pub(super) fn folded<'p>(walked: &Walked<'p>, which: Which, out: &mut Vec<(usize, &'p Item)>) {
    out.clear();
    fold(read(walked, which), |(_, item)| key(item), out);
}
