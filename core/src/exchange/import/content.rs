//! Documents as lists make them, on top of what they were.

use super::asset::NONE;
use super::documents::{ListEntry, ListKey};
use super::gather::{Gathered, ItemEntry};
use crate::model::{
    CategoryDocumentBuilder, DocumentBuilder, ItemBuilder, ListBuilder, Mode, SetBuilder, SwatchBuilder,
};
use crate::tenant::{Content, What};
use std::collections::HashMap;

/// The content of a document with some of its lists replaced.
pub(super) fn document(gathered: &Gathered, what: &What, base: Option<&Content>, lists: &[u32]) -> Content {
    let lists = lists.iter().filter_map(|number| gathered.list(*number));
    match (what, base) {
        (What::Category(..), _) => {
            let picture = lists.filter(|list| list.key == ListKey::Picture).last();
            let base = match base {
                Some(Content::Category(document)) => document.clone(),
                _ => CategoryDocumentBuilder::default(),
            };
            let image = match picture {
                Some(list) => items(gathered, list).into_iter().next(),
                None => base.image.clone(),
            };
            CategoryDocumentBuilder { image, ..base }.into()
        }
        (_, base) => {
            let base = match base {
                Some(Content::Document(document)) => document.clone(),
                _ => DocumentBuilder::default(),
            };
            let mut document = Replacing::new(base);
            lists.for_each(|list| document.replace(gathered, list));
            document.base.into()
        }
    }
}

/// The items of a list in their order. An item that rows repeat, for each locale of its asset, stands
/// once.
fn items(gathered: &Gathered, list: &ListEntry) -> Vec<ItemBuilder> {
    let mut all: Vec<&ItemEntry> = Vec::new();
    let mut next = list.items[0];
    while let Some(item) = gathered.items.get(next as usize) {
        all.push(item);
        next = item.next;
    }
    if !all.is_sorted_by_key(|item| item.order) {
        all.sort_by_key(|item| item.order);
    }
    let asset_of =
        |item: &ItemEntry| gathered.asset_rows.get(item.asset_row as usize).map_or(NONE, |row| row.asset);
    let mut seen = std::collections::HashSet::new();
    let mut built = Vec::with_capacity(all.len());
    for item in all {
        let asset = asset_of(item);
        if list.items[0] != list.items[1] && !seen.insert((item.order, asset, item.item_row)) {
            continue;
        }
        if asset == NONE {
            continue;
        }
        let row = gathered.item_rows.get(item.item_row as usize);
        let purpose =
            list.key.is_additional().then(|| row.and_then(|row| row.purpose.clone()).unwrap_or_default());
        let (texts, properties) = match row {
            Some(row) => (row.extra.texts.clone(), row.extra.properties.clone()),
            None => Default::default(),
        };
        built.push(ItemBuilder { asset: gathered.assets.id(asset).to_owned(), purpose, texts, properties });
    }
    built
}

/// How many items a list has.
pub(super) fn item_count(gathered: &Gathered, list: &ListEntry) -> usize {
    let mut seen = std::collections::HashSet::new();
    let mut next = list.items[0];
    while let Some(item) = gathered.items.get(next as usize) {
        let asset = gathered.asset_rows.get(item.asset_row as usize).map_or(NONE, |row| row.asset);
        seen.insert((item.order, asset, item.item_row));
        next = item.next;
    }
    seen.len()
}

/// A document in which lists are found without going through all of it.
struct Replacing {
    base: DocumentBuilder,
    patterns: HashMap<Vec<(String, String)>, usize>,
    variants: HashMap<String, usize>,
    swatches: HashMap<(String, String), usize>,
}

impl Replacing {
    fn new(base: DocumentBuilder) -> Self {
        type Pattern = (Vec<(String, String)>, SetBuilder);
        let pattern = |(at, (pairs, _)): (usize, &Pattern)| {
            let mut pairs: Vec<_> = pairs.iter().filter(|(_, value)| value != "*").cloned().collect();
            pairs.sort_unstable();
            (pairs, at)
        };
        let patterns = base.dimensions.iter().enumerate().map(pattern).collect();
        let variants =
            base.variants.iter().enumerate().map(|(at, (number, _))| (number.clone(), at)).collect();
        let of = |(dimension, value): (&str, &str)| (dimension.to_owned(), value.to_owned());
        let swatches = base.swatches.iter().enumerate().map(|(at, swatch)| (of(swatch.of()), at)).collect();
        Self { base, patterns, variants, swatches }
    }

    fn set(&mut self, key: &ListKey) -> Option<&mut SetBuilder> {
        match key {
            ListKey::Master(_) => Some(self.base.master.get_or_insert_default()),
            ListKey::Dimensions(fixed, _) => {
                let pairs: Vec<(String, String)> = fixed
                    .iter()
                    .map(|(dimension, value)| (dimension.to_string(), value.to_string()))
                    .collect();
                let sets = &mut self.base.dimensions;
                let at = match self.patterns.get(&pairs) {
                    Some(at) => *at,
                    None => {
                        let at = sets.len();
                        sets.push((pairs.clone(), SetBuilder::new()));
                        self.patterns.insert(pairs, at);
                        at
                    }
                };
                sets.get_mut(at).map(|(_, set)| set)
            }
            ListKey::Variant(number, _) => {
                let sets = &mut self.base.variants;
                let at = match self.variants.get(&**number) {
                    Some(at) => *at,
                    None => {
                        let at = sets.len();
                        sets.push((number.to_string(), SetBuilder::new()));
                        self.variants.insert(number.to_string(), at);
                        at
                    }
                };
                sets.get_mut(at).map(|(_, set)| set)
            }
            _ => None,
        }
    }

    fn replace(&mut self, gathered: &Gathered, list: &ListEntry) {
        if let ListKey::Swatch(dimension, value) = &list.key {
            let swatch = swatch(gathered, list, dimension, value);
            let end = self.base.swatches.len();
            let at = *self.swatches.entry((dimension.to_string(), value.to_string())).or_insert(end);
            match self.base.swatches.get_mut(at) {
                Some(own) => *own = swatch,
                None => self.base.swatches.push(swatch),
            }
            return;
        }
        let built = ListBuilder { mode: list.mode.unwrap_or(Mode::Replace), items: items(gathered, list) };
        let is_additional = list.key.is_additional();
        if let Some(set) = self.set(&list.key) {
            *(if is_additional { &mut set.additional } else { &mut set.primary }) = built;
        }
    }
}

fn swatch(gathered: &Gathered, list: &ListEntry, dimension: &str, value: &str) -> SwatchBuilder {
    let mut built = SwatchBuilder::new(dimension, value);
    let Some((swatch, own)) = &list.swatch else { return built };
    built.hex = swatch.hex.map(|hex| hex.to_string());
    built.crop = swatch.crop.map(|crop| [crop.x(), crop.y(), crop.width(), crop.height()]);
    let of_rows = || {
        let item = gathered.items.get(list.items[0] as usize)?;
        gathered.asset_rows.get(item.asset_row as usize).map(|row| row.asset)
    };
    let asset = if *own == NONE { of_rows() } else { Some(*own) };
    let asset = asset.filter(|asset| *asset != NONE);
    built.asset = asset.map(|asset| gathered.assets.id(asset).to_owned());
    built
}
