//! What flattening a product needs beside the walk: orders, sizes, lookups.

use super::flat::{AssetData, AssetKey, Flat, FlatAnswer, FlatItem, FlatPaint};
use crate::locale::Locales;
use crate::model::{Asset, Document, Mode, Paint, Pattern, Product, Publication, Set};
use crate::resolve::direct::pairs;
use crate::resolve::levels::{self, ANY, Strength};
use crate::resolve::texts::merged;
use crate::resolve::walk::Sets;
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// One selection: a variant, or the product without any.
pub(super) struct Selection<'p> {
    pub(super) variant: Option<usize>,
    pub(super) row: &'p [u32],
}

/// The sets of a product along a path of documents.
pub(super) struct PathSets<'p, 'x> {
    pub(super) path: &'x [&'p Document],
    pub(super) selection: &'x Selection<'p>,
}

impl<'p> Sets for PathSets<'p, '_> {
    type Document = &'p Document;
    type Set = &'p Set;
    type Strength = Strength<'p>;

    fn document(&self, rung: usize) -> Option<&'p Document> {
        self.path.get(rung).copied()
    }

    fn variant(&self, document: &'p Document) -> Option<&'p Set> {
        document.variant(self.selection.variant?)
    }

    fn patterns(&self, document: &'p Document, mut each: impl FnMut(Strength<'p>, &'p Set)) {
        // without a selection no pattern matches
        if self.selection.variant.is_none() {
            return;
        }
        for (pattern, set) in &document.patterns {
            if levels::matches(pattern.0.iter().copied(), self.selection.row.iter().copied()) {
                each(Strength(&pattern.0), set);
            }
        }
    }

    fn master(&self, document: &'p Document) -> Option<&'p Set> {
        document.master.as_ref()
    }

    fn modes(&self, set: &'p Set) -> [Mode; 2] {
        [set.primary.mode, set.additional.mode]
    }
}

pub(super) fn address_of(set: &Set) -> usize {
    std::ptr::from_ref(set) as usize
}

/// The indexes of the variants in the order of their values.
pub(super) fn by_values(product: &Product, all: &mut Vec<usize>) {
    all.clear();
    all.extend(0..product.variants.len());
    if !all.is_sorted_by_key(|variant| product.value_row(*variant)) {
        all.sort_by(|one, other| product.value_row(*one).cmp(product.value_row(*other)));
    }
}

/// What a product has: documents, sets, items, variants.
pub(super) fn input_size(product: &Product) -> usize {
    let sets = product.documents.iter().flat_map(Document::sets);
    let items =
        sets.map(|set| set.primary.items.len().saturating_add(set.additional.items.len()).saturating_add(1));
    items.sum::<usize>().saturating_add(product.variants.len()).saturating_add(product.documents.len())
}

/// The fixed values of a pattern, as pairs of dimension and value.
pub(super) fn fixed(pattern: &Pattern) -> Vec<u32> {
    (0u32..).zip(&pattern.0).filter(|(_, value)| **value != ANY).flat_map(|(d, value)| [d, *value]).collect()
}

/// The strengths of a product's patterns, the strongest first.
pub(super) fn strengths(product: &Product) -> Vec<Strength<'_>> {
    let patterns = product.documents.iter().flat_map(|document| document.patterns.iter());
    let mut all: Vec<_> = patterns.map(|(pattern, _)| Strength(&pattern.0)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// How strong a pattern is among those of its product: 0 is the strongest.
pub(super) fn strength(strengths: &[Strength<'_>], pattern: &Pattern) -> u32 {
    strengths.binary_search(&Strength(&pattern.0)).ok().and_then(|at| u32::try_from(at).ok()).unwrap_or(ANY)
}

pub(super) fn items_of<'f, 'p>(flat: &'f Flat<'p>, answer: &FlatAnswer) -> &'f [FlatItem<'p>] {
    let end = answer.items.saturating_add(answer.primary).saturating_add(answer.additional);
    flat.items.get(answer.items..end).unwrap_or_default()
}

/// The hash of an answer without texts and properties; `bytes` is memory for it.
pub(super) fn hash_of(seed: u64, flat: &Flat<'_>, answer: &FlatAnswer, bytes: &mut Vec<u8>) -> u64 {
    bytes.clear();
    let plus_one = |origin: Option<u32>| origin.map_or(0, |origin| u64::from(origin).saturating_add(1));
    let head = [plus_one(answer.winner), plus_one(answer.severed), answer.primary as u64];
    head.iter().for_each(|number| bytes.extend_from_slice(&number.to_le_bytes()));
    for item in items_of(flat, answer) {
        bytes.extend_from_slice(&item.asset.to_le_bytes());
        bytes.extend_from_slice(&item.origin.to_le_bytes());
        let length = item.purpose.map_or(0, |purpose| purpose.len().saturating_add(1));
        bytes.extend_from_slice(&length.to_le_bytes());
        bytes.extend_from_slice(item.purpose.unwrap_or_default().as_bytes());
    }
    xxh3_64_with_seed(bytes, seed)
}

/// Whether two answers are the same but for texts and properties: where their hashes are equal.
pub(super) fn are_alike(flat: &Flat<'_>, one: &FlatAnswer, other: &FlatAnswer) -> bool {
    let heads = |answer: &FlatAnswer| (answer.winner, answer.severed, answer.primary, answer.additional);
    let items = |answer| items_of(flat, answer).iter().map(|item| (item.asset, item.purpose, item.origin));
    heads(one) == heads(other) && items(one).eq(items(other))
}

pub(super) fn same_answer(flat: &Flat<'_>, one: &FlatAnswer, other: &FlatAnswer) -> bool {
    are_alike(flat, one, other) && items_of(flat, one) == items_of(flat, other)
}

/// What a swatch looks like, with its asset looked up.
pub(crate) fn flat_paint<'p>(publication: &'p Publication, paint: &'p Paint) -> FlatPaint<'p> {
    FlatPaint {
        hex: paint.hex,
        asset: paint.asset.as_deref().map(|id| asset_key(publication, id)),
        crop: paint.crop,
    }
}

/// The key of an asset that need not be in the library.
pub(crate) fn asset_key<'p>(publication: &'p Publication, id: &'p str) -> AssetKey<'p> {
    match publication.assets.get_index_of(id).and_then(|index| u32::try_from(index).ok()) {
        Some(index) => AssetKey::Known(index),
        None => AssetKey::Missing(id),
    }
}

/// What a snapshot says of an asset.
pub(crate) fn asset_data<'p>(asset: &'p Asset, locales: &Locales<'_>) -> AssetData<'p> {
    AssetData {
        id: &asset.id,
        kind: asset.kind,
        url: asset.url.as_deref(),
        published: asset.published,
        channels: asset.channels.as_ref().map(|channels| channels.iter().map(AsRef::as_ref).collect()),
        texts: merged(&asset.texts, locales),
        properties: pairs(&asset.properties),
    }
}
