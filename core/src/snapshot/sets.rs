//! The sets that composed answers need.
//!
//! A product's words are: how many documents, and where each begins, in the order of its shape. A
//! document's words are: catalog, channel and locale as it writes them (plus one each, 0 for none),
//! 1 where there is a master set, its two lists, how many patterns, how many variants; four words a
//! pattern (its fixed values in Words, its strength, its two lists); three words a variant (its
//! index, its two lists), rising. A list is its mode in the two high bits and its place in Lists.

use super::layer::LayerRef;
use super::layout::{Section, words};
use crate::model::{Level, Mode};
use crate::resolve::walk::{Link, Sets, Walk, Which};
use std::collections::HashSet;
use zerocopy::little_endian::U32;

/// Words before the patterns of a document.
pub(crate) const HEAD: usize = 8;
/// Words of a pattern.
pub(crate) const PATTERN: usize = 4;
/// Words of a variant.
pub(crate) const VARIANT: usize = 3;
/// Chains of more sets than this may read lists that are shared.
const FEW: usize = 16;
/// Where the mode lies in a list's word.
pub(crate) const MODE_SHIFT: u32 = 30;

/// A set: its two lists, and the fixed values of its pattern.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SetRef {
    pub(crate) lists: [u32; 2],
    pub(crate) pattern: u32,
}

/// A walk through a snapshot's sets.
pub(crate) type SetWalk = Walk<u32, SetRef>;

/// The sets of a product along the documents of a ladder, for one selection.
pub(crate) struct SnapshotSets<'s, 'x> {
    pub(crate) layer: LayerRef<'s>,
    /// The product's sets.
    pub(crate) start: u32,
    pub(crate) path: &'x [u32],
    pub(crate) selection: &'x [u32],
    /// The variant's index.
    pub(crate) variant: Option<u32>,
}

/// A document, read.
#[derive(Clone, Copy)]
pub(crate) struct DocumentSets<'s> {
    /// Catalog, channel, locale as it writes them.
    pub(crate) context: [u32; 3],
    pub(crate) master: Option<SetRef>,
    pub(crate) patterns: &'s [[U32; PATTERN]],
    pub(crate) variants: &'s [[U32; VARIANT]],
}

/// Where the document at an index of a product's shape begins.
pub(crate) fn document(layer: &LayerRef<'_>, start: u32, index: u32) -> Option<u32> {
    let bytes = layer.section(Section::Sets);
    let count = words(bytes, start as usize, 1)?.first()?.get();
    if start == 0 || index >= count {
        return None;
    }
    let at = (start as usize).checked_add(index as usize)?.checked_add(1)?;
    words(bytes, at, 1)?.first().map(|at| at.get())
}

impl<'s> DocumentSets<'s> {
    pub(crate) fn read(layer: &LayerRef<'s>, at: u32) -> Option<Self> {
        let bytes = layer.section(Section::Sets);
        let at = at as usize;
        let [catalog, channel, locale, has_master, primary, additional, patterns, variants] =
            words(bytes, at, HEAD)?
        else {
            return None;
        };
        let first = at.checked_add(HEAD)?;
        let length = (patterns.get() as usize).checked_mul(PATTERN)?;
        let patterns = words(bytes, first, length)?.as_chunks::<PATTERN>().0;
        let length_of_variants = (variants.get() as usize).checked_mul(VARIANT)?;
        let variants = words(bytes, first.checked_add(length)?, length_of_variants)?.as_chunks::<VARIANT>().0;
        let master = SetRef { lists: [primary.get(), additional.get()], pattern: 0 };
        Some(Self {
            context: [catalog, channel, locale].map(|number| number.get()),
            master: (has_master.get() != 0).then_some(master),
            patterns,
            variants,
        })
    }
}

impl DocumentSets<'_> {
    /// How many words it takes.
    pub(crate) fn words(&self) -> usize {
        let patterns = self.patterns.len().saturating_mul(PATTERN);
        let variants = self.variants.len().saturating_mul(VARIANT);
        HEAD.saturating_add(patterns).saturating_add(variants)
    }
}

/// The mode of a list.
pub(crate) fn mode(list: u32) -> Mode {
    Mode::from_number((list >> MODE_SHIFT) as u8).unwrap_or(Mode::Inherit)
}

/// The items of a list.
pub(crate) fn items<'s>(layer: &LayerRef<'s>, list: u32) -> &'s [U32] {
    layer.counted(Section::Lists, list & ((1 << MODE_SHIFT) - 1))
}

impl SnapshotSets<'_, '_> {
    fn matches(&self, fixed: &[[U32; 2]]) -> bool {
        // a pattern fixes each dimension once at most
        fixed.len() <= self.selection.len()
            && fixed
                .iter()
                .all(|[dimension, value]| self.selection.get(dimension.get() as usize) == Some(&value.get()))
    }
}

impl Sets for SnapshotSets<'_, '_> {
    type Document = u32;
    type Set = SetRef;
    type Strength = u32;

    fn document(&self, rung: usize) -> Option<u32> {
        document(&self.layer, self.start, *self.path.get(rung)?)
    }

    fn variant(&self, document: u32) -> Option<SetRef> {
        let wanted = self.variant?;
        let sets = DocumentSets::read(&self.layer, document)?;
        let found = sets.variants.binary_search_by_key(&wanted, |[variant, ..]| variant.get()).ok()?;
        let [_, primary, additional] = sets.variants.get(found)?;
        Some(SetRef { lists: [primary.get(), additional.get()], pattern: 0 })
    }

    fn patterns(&self, document: u32, mut each: impl FnMut(u32, SetRef)) {
        let Some(sets) = DocumentSets::read(&self.layer, document) else { return };
        // the patterns of a document differ, so that all of them are no longer than the section that holds them
        let mut left = self.layer.count(Section::Words) as usize;
        for [pattern, strength, primary, additional] in sets.patterns {
            let fixed = self.layer.counted(Section::Words, pattern.get()).as_chunks::<2>().0;
            left = left.saturating_sub(fixed.len());
            if left > 0 && self.matches(fixed) {
                let set = SetRef { lists: [primary.get(), additional.get()], pattern: pattern.get() };
                each(strength.get(), set);
            }
        }
    }

    fn master(&self, document: u32) -> Option<SetRef> {
        DocumentSets::read(&self.layer, document)?.master
    }

    fn modes(&self, set: SetRef) -> [Mode; 2] {
        set.lists.map(mode)
    }
}

/// Where something comes from, while it is composed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Composed {
    /// Catalog, channel, locale as the document writes them, plus one each.
    pub(crate) context: [u32; 3],
    pub(crate) level: Level,
    pub(crate) pattern: u32,
}

/// The origin of a link of a walk.
pub(crate) fn origin(layer: &LayerRef<'_>, walk: &SetWalk, link: &Link<SetRef>) -> Option<Composed> {
    let document = walk.visits.get(link.visit)?.document;
    let context = DocumentSets::read(layer, document)?.context;
    Some(Composed { context, level: link.level, pattern: link.set.pattern })
}

/// The items of a list in reading order, each with the place of its link in the chain.
pub(crate) fn reading<'w, 's: 'w>(
    layer: LayerRef<'s>,
    walk: &'w SetWalk,
    which: Which,
) -> impl Iterator<Item = (U32, u32)> + use<'w, 's> {
    // of a list that many sets share only the first reading adds anything; and as no two lists lie over each
    // other, all of them are no longer than their section, which holds a reader of other bytes as well
    let many = walk.links.len() > FEW;
    let mut seen = HashSet::new();
    let mut left = layer.count(Section::Lists) as usize;
    walk.reading(which).flat_map(move |(index, link)| {
        let list = link.set.lists.get(which as usize).copied().unwrap_or(0);
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        let mut items = items(&layer, list);
        if many {
            let is_new = seen.insert(list & ((1 << MODE_SHIFT) - 1));
            items = if is_new { items.get(..items.len().min(left)).unwrap_or_default() } else { &[] };
            left = left.saturating_sub(items.len());
        }
        items.iter().map(move |item| (*item, index))
    })
}
