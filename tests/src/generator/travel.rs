//! Shops that manifests can say, with what is hard on manifests.

use super::choices::Choices;
use super::fill::{World, asset};
use super::shop::{Asset, Item, Shop, Swatch, Text};
use std::collections::BTreeSet;

/// Texts that careless writers and readers of cells lose or change.
const NASTY: [&str; 20] = [
    "a\tb",
    "\"",
    "say \"hi\"",
    "\"quoted\"",
    "two\nlines",
    "two\r\nlines\r",
    "\n",
    " before",
    "after ",
    "\t",
    "=1+1",
    "+1",
    "-1",
    "@sum",
    "'text",
    "''",
    "a,b",
    ",",
    "\u{feff}mark",
    "\u{1f600}|:\\",
];

/// Columns that are kept as properties, with values that they take and values that they do not.
const COLUMNS: [(&str, &[&str]); 14] = [
    ("MediaCategory", &["Products", "products", "None", "Toys", " Size "]),
    ("VideoPlaytime", &["12", "012", "soon", "-1", "4294967296"]),
    ("VideoMinimumAge", &["18", " 18", "1e1"]),
    ("DocumentForceDownload", &["true", "TRUE", "yes"]),
    ("VideoCaptionImportPath", &["https://cdn.example/c.vtt", "c.vtt", "HTTP://x"]),
    ("VideoThumbnailImportPath", &["https://cdn.example/t.png", "t"]),
    ("VideoSubtitle", &["https://cdn.example/s", "s s"]),
    ("MediaReferenceUrl", &["https://cdn.example/r.png", "r.png", "\tr"]),
    ("MediaImportPath", &["i.png", " i.png", "=i"]),
    ("MediaSourceProvider", &["dam", " dam"]),
    ("MediaChannel", &["128", "OUN128"]),
    ("X-Asset", &["{}", "{\"a\""]),
    ("ImageWidth", &["12"]),
    ("own", &["x\ty", "'=", "{}"]),
];

impl Shop {
    /// The same shop, so that manifests can say it: names of assets are unique, no asset is shown nowhere, no
    /// character is NUL. It has what is hard to say instead: strange texts, columns as properties, products whose
    /// numbers are record ids of others. Where it is to be `whole`, everything that it says travels.
    #[must_use]
    pub fn hard_on_manifests(mut self, choices: &mut Choices, whole: bool) -> Self {
        for (at, asset) in self.assets.iter_mut().enumerate() {
            harden(asset, at, "", choices);
            if whole {
                asset.published = None;
            }
        }
        self.numbers_that_are_record_ids(choices, whole);
        let library: Vec<String> = self.assets.iter().map(|asset| asset.id.clone()).collect();
        if whole {
            self.swatches.clear();
            self.point_to(&library, choices);
        }
        self.without_nul()
    }

    /// What people may make of the shop: other assets of the same ids, other documents of the same products and
    /// categories. Asset ids are those of the library where everything is to travel.
    #[must_use]
    pub fn other_media(&self, choices: &mut Choices, whole: bool) -> Self {
        let mut other = self.clone();
        let world = World::of(self);
        for (at, one) in other.assets.iter_mut().enumerate() {
            let mut draft = asset(choices, &world, one.id.clone());
            // names of one asset may stay the same, or become another
            harden(&mut draft, at, if choices.once_in(2) { "" } else { "draft " }, choices);
            // it is published where `self` has it so
            draft.published = None;
            *one = draft;
        }
        for product in &mut other.products {
            product.media = world.documents(choices, product);
        }
        for category in &mut other.categories {
            category.media = world.category(choices, category.id.clone()).media;
        }
        if whole {
            let library: Vec<String> = self.assets.iter().map(|asset| asset.id.clone()).collect();
            other.point_to(&library, choices);
        }
        other.without_nul()
    }

    /// The number of a product is the record id of the one before, now and then.
    fn numbers_that_are_record_ids(&mut self, choices: &mut Choices, whole: bool) {
        let numbers = |shop: &Self| -> BTreeSet<String> {
            let variants = shop.products.iter().flat_map(|product| &product.variants);
            let variants = variants.map(|variant| variant.number.clone());
            shop.products.iter().map(|product| product.number.clone()).chain(variants).collect()
        };
        for at in 1..self.products.len() {
            let earlier = &self.products[at - 1];
            let variant = earlier.variants.first().and_then(|variant| variant.record_id);
            let Some(id) = earlier.record_id.or(variant).filter(|_| choices.once_in(3)) else { continue };
            let is_nameable = self.products[at].record_id.is_some();
            if (is_nameable || !whole) && !numbers(self).contains(&id.to_string()) {
                self.products[at].number = id.to_string();
            }
        }
    }

    /// Lets everything name assets of the library, or leaves it out where there are none.
    fn point_to(&mut self, library: &[String], choices: &mut Choices) {
        let mut is_there = |item: &mut Item| point(&mut item.asset, library, choices);
        for product in &mut self.products {
            for document in &mut product.media {
                let sets = document.master.iter_mut();
                let sets = sets.chain(document.dimensions.iter_mut().map(|pattern| &mut pattern.set));
                let sets = sets.chain(document.variants.iter_mut().map(|(_, set)| set));
                for list in sets.flat_map(|set| [&mut set.primary, &mut set.additional]).flatten() {
                    list.items.retain_mut(&mut is_there);
                }
            }
        }
        for document in self.categories.iter_mut().flat_map(|category| &mut category.media) {
            if !document.image.as_mut().is_none_or(&mut is_there) {
                document.image = None;
            }
        }
        for document in self.products.iter_mut().flat_map(|product| &mut product.media) {
            document.swatches.retain_mut(|swatch: &mut Swatch| {
                if !swatch.asset.as_mut().is_none_or(|asset| point(asset, library, choices)) {
                    swatch.asset = None;
                }
                swatch.asset.is_some() || swatch.hex.is_some()
            });
        }
    }

    /// No cell can have a NUL.
    fn without_nul(mut self) -> Self {
        fn clean(text: &mut String) {
            if text.contains('\0') {
                *text = text.replace('\0', "\u{1}");
            }
        }
        let pairs = |pairs: &mut Vec<(String, String)>| {
            pairs.iter_mut().for_each(|(key, value)| {
                clean(key);
                clean(value);
            });
        };
        let text = |text: &mut Text| {
            let fields = [
                &mut text.alt,
                &mut text.title,
                &mut text.caption,
                &mut text.description,
                &mut text.display_name,
            ];
            fields.into_iter().flatten().chain(&mut text.tags).for_each(clean);
        };
        let item = |item: &mut Item| {
            clean(&mut item.asset);
            item.text.iter_mut().for_each(|(_, one)| text(one));
            pairs(&mut item.properties);
        };
        let swatch = |swatch: &mut Swatch| {
            clean(&mut swatch.dimension);
            clean(&mut swatch.value);
            swatch.asset.iter_mut().for_each(clean);
        };
        self.swatches.iter_mut().for_each(swatch);
        for asset in &mut self.assets {
            clean(&mut asset.id);
            asset.url.iter_mut().for_each(clean);
            asset.text.iter_mut().for_each(|(_, one)| text(one));
            pairs(&mut asset.properties);
        }
        for category in &mut self.categories {
            clean(&mut category.id);
            category.media.iter_mut().filter_map(|document| document.image.as_mut()).for_each(item);
        }
        for product in &mut self.products {
            clean(&mut product.number);
            product.categories.iter_mut().for_each(clean);
            for dimension in &mut product.dimensions {
                clean(&mut dimension.name);
                dimension.values.iter_mut().for_each(clean);
            }
            for variant in &mut product.variants {
                clean(&mut variant.number);
                pairs(&mut variant.values);
            }
            for document in &mut product.media {
                document.dimensions.iter_mut().for_each(|pattern| pairs(&mut pattern.pattern));
                document.variants.iter_mut().for_each(|(number, _)| clean(number));
                document.swatches.iter_mut().for_each(swatch);
                let sets = document.master.iter_mut();
                let sets = sets.chain(document.dimensions.iter_mut().map(|pattern| &mut pattern.set));
                let sets = sets.chain(document.variants.iter_mut().map(|(_, set)| set));
                let lists = sets.flat_map(|set| [&mut set.primary, &mut set.additional]).flatten();
                lists.flat_map(|list| &mut list.items).for_each(item);
            }
        }
        self
    }
}

/// Names an asset of the library, unless it does already.
fn point(asset: &mut String, library: &[String], choices: &mut Choices) -> bool {
    if !library.is_empty() && !library.contains(asset) {
        asset.clone_from(choices.of(library));
    }
    !library.is_empty()
}

/// Gives an asset a name of its own and what is hard to say, but for what no cell can.
fn harden(asset: &mut Asset, at: usize, prefix: &str, choices: &mut Choices) {
    asset.channels = asset.channels.take().filter(|channels| !channels.is_empty());
    for (_, text) in &mut asset.text {
        let Text { alt, title, caption, description, display_name, tags } = text;
        for own in [alt, title, caption, description].into_iter().flatten() {
            if choices.once_in(3) {
                (*choices.of(&NASTY)).clone_into(own);
            }
        }
        for tag in tags {
            if choices.once_in(3) {
                (*choices.of(&NASTY)).clone_into(tag);
            }
        }
        if let Some(name) = display_name.as_mut().filter(|name| !name.is_empty()) {
            // the id stands for a name where there is none
            *name = match choices.below(4) {
                0 => asset.id.clone(),
                1 => format!("{}{prefix}{at}", choices.of(&NASTY)),
                2 => format!("{prefix}{at}{}", choices.of(&NASTY)),
                _ => format!("{prefix}{name} {at}"),
            };
        }
    }
    for _ in 0..choices.below(4) {
        let (column, values) = *choices.of(&COLUMNS);
        let mut value = (*choices.of(values)).to_owned();
        if choices.once_in(4) {
            value = asset.url.clone().unwrap_or_default();
        }
        if asset.properties.iter().all(|(key, _)| key != column) {
            asset.properties.push((column.to_owned(), value));
        }
    }
    // a source is that of one asset
    if choices.once_in(3) {
        let id = format!("{}{at}", choices.of(&["id ", " id", "=", "007"]));
        asset.properties.push(("MediaSourceId".to_owned(), id));
    }
}
