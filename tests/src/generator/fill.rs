//! Filling a shop: channels, swatches, assets, categories, and what they share with products.

use super::choices::Choices;
use super::shop::{Asset, Category, CategoryDocument, Channel, Item, Product, Shop, Swatch, Text};
use super::words::{
    CATALOGS, CHANNELS, DIMENSIONS, LOCALES, PURPOSES, VALUES, canonical, distinct, fresh, said, spelled,
    strange,
};
use std::collections::HashSet;

/// What is taken and what can be named, while a shop is filled.
pub(super) struct World {
    pub(super) numbers: HashSet<String>,
    pub(super) record_ids: HashSet<u64>,
    /// Ids of assets, of which some are not in the library.
    assets: Vec<String>,
    categories: Vec<String>,
    /// The locales that come up most, so that chains meet.
    locales: Vec<&'static str>,
}

impl World {
    /// That of a shop, to add to it.
    pub(super) fn of(shop: &Shop) -> Self {
        let mut world = Self {
            numbers: HashSet::new(),
            record_ids: HashSet::new(),
            assets: shop.assets.iter().map(|asset| asset.id.clone()).chain([MISSING.to_owned()]).collect(),
            categories: shop.categories.iter().map(|category| category.id.clone()).collect(),
            locales: vec!["", "en", "en-AU", "zh-Hant"],
        };
        for product in &shop.products {
            world.take(product);
        }
        world
    }

    /// Takes the numbers and record ids of a product.
    pub(super) fn take(&mut self, product: &Product) {
        self.numbers.insert(product.number.clone());
        self.record_ids.extend(product.record_id);
        for variant in &product.variants {
            self.numbers.insert(variant.number.clone());
            self.record_ids.extend(variant.record_id);
        }
    }

    /// A record id that is not taken, or none.
    pub(super) fn record_id(&mut self, choices: &mut Choices) -> Option<u64> {
        const LAST: u64 = i64::MAX as u64;
        let mut id = match choices.below(6) {
            0 | 1 => return None,
            2 => 1,
            3 => LAST,
            4 => 5_637_150_000,
            _ => 1 << 32,
        };
        while !self.record_ids.insert(id) {
            id = if id > LAST / 2 { id - 1 } else { id + 1 };
        }
        Some(id)
    }

    /// A locale in any spelling; one of a few most times.
    pub(super) fn locale(&self, choices: &mut Choices) -> String {
        let locale = if choices.once_in(4) { *choices.of(&LOCALES) } else { *choices.of(&self.locales) };
        spelled(choices, locale)
    }

    /// The id of an asset, which need not be in the library.
    pub(super) fn asset(&self, choices: &mut Choices) -> String {
        choices.of(&self.assets).clone()
    }

    /// The ids of categories, which need not be there.
    pub(super) fn categories(&self, choices: &mut Choices) -> Vec<String> {
        let known = self.categories.iter().map(String::as_str);
        let all: Vec<&str> = known.chain(["no such category"]).collect();
        distinct(choices.list(2, |choices| (*choices.of(&all)).to_owned()), Clone::clone)
    }

    /// Texts of some locales.
    pub(super) fn texts(&self, choices: &mut Choices) -> Vec<(String, Text)> {
        let texts = choices.list(3, |choices| (self.locale(choices), text(choices)));
        distinct(texts, |(locale, _)| canonical(locale))
    }

    /// An item; with a purpose where `purpose` is true.
    pub(super) fn item(&self, choices: &mut Choices, purpose: bool) -> Item {
        let asset = self.asset(choices);
        let purpose = purpose.then(|| (*choices.of(&PURPOSES)).to_owned());
        let own = choices.once_in(4);
        let text = if own { self.texts(choices) } else { Vec::new() };
        let properties = if own { properties(choices) } else { Vec::new() };
        Item { asset, purpose, text, properties }
    }

    /// What a swatch of a value looks like.
    pub(super) fn swatch(&self, choices: &mut Choices, dimension: &str, value: &str) -> Swatch {
        let mut swatch =
            Swatch { dimension: dimension.to_owned(), value: value.to_owned(), ..Swatch::default() };
        let look = choices.below(4);
        if look != 1 {
            swatch.hex = Some((*choices.of(&["#0000FF", "#00fF00", "#000000"])).to_owned());
        }
        if look != 0 {
            swatch.asset = Some(self.asset(choices));
        }
        swatch.hex = swatch.hex.filter(|_| look != 2);
        swatch.crop = choices.maybe(|choices| {
            *choices.of(&[
                [0.0, 0.0, 1.0, 1.0],
                [0.1, 0.1, 0.2, 0.2],
                [0.7, 0.3, 0.3, 0.7],
                [-0.0, 0.5, 0.0, 0.5],
            ])
        });
        swatch
    }

    /// A category.
    pub(super) fn category(&self, choices: &mut Choices, id: String) -> Category {
        let media = choices.list(4, |choices| CategoryDocument {
            catalog: catalog(choices),
            channel: (*choices.of(&CHANNELS)).to_owned(),
            locale: choices.maybe(|choices| self.locale(choices)),
            image: choices.maybe(|choices| self.item(choices, false)),
        });
        let media = distinct(media, |document| {
            (
                named(document.catalog.as_deref()),
                document.channel.clone(),
                located(document.locale.as_deref()),
            )
        });
        Category { id, name: choices.maybe(said), media }
    }
}

/// An asset that no shop has.
pub(super) const MISSING: &str = "no such asset";

/// A catalog that a document names, or none.
pub(super) fn catalog(choices: &mut Choices) -> Option<String> {
    if choices.once_in(3) { Some((*choices.of(&CATALOGS)).to_owned()) } else { None }
}

/// A catalog as contexts compare it.
pub(super) fn named(catalog: Option<&str>) -> Option<String> {
    catalog.filter(|catalog| *catalog != "0").map(str::to_owned)
}

/// A locale as contexts compare it.
pub(super) fn located(locale: Option<&str>) -> Option<omnimedia::Tag> {
    locale.and_then(canonical)
}

/// Extension properties.
pub(super) fn properties(choices: &mut Choices) -> Vec<(String, String)> {
    let all = choices.list(2, |choices| ((*choices.of(&["z", "a", "", "k\n"])).to_owned(), said(choices)));
    distinct(all, |(key, _)| key.clone())
}

fn text(choices: &mut Choices) -> Text {
    Text {
        alt: choices.maybe(said),
        title: if choices.once_in(4) { Some(said(choices)) } else { None },
        caption: if choices.once_in(6) { Some(said(choices)) } else { None },
        description: if choices.once_in(6) { Some(said(choices)) } else { None },
        display_name: if choices.once_in(6) { Some(said(choices)) } else { None },
        tags: if choices.once_in(4) { choices.list(2, said) } else { Vec::new() },
    }
}

/// An asset.
pub(super) fn asset(choices: &mut Choices, world: &World, id: String) -> Asset {
    let url = choices.below(5);
    Asset {
        kind: ["image", "image", "video", "file"][choices.below(4)],
        url: match url {
            0 => Some(format!("https://cdn.example/{}.png", id.len())),
            1 => None,
            2 => Some(String::new()),
            // as long as a gallery holds it, and a little longer
            3 => Some("u".repeat(126 + choices.below(5))),
            _ => Some(strange(choices)),
        },
        published: if choices.once_in(5) { Some(choices.once_in(2)) } else { None },
        channels: if choices.once_in(3) {
            Some(choices.list(2, |choices| (*choices.of(&["007", "7", "128", "only here"])).to_owned()))
        } else {
            None
        },
        text: world.texts(choices),
        properties: properties(choices),
        id,
    }
}

impl Shop {
    /// A shop by choices: for its head, for each asset and for each product.
    #[must_use]
    pub fn fill(mut head: Choices, assets: Vec<Choices>, products: Vec<Choices>) -> Self {
        let mut shop = Self { omnimedia: "publication/1", ..Self::default() };
        let mut world = World::of(&shop);
        for _ in 0..2 {
            world.locales.push(*head.of(&LOCALES));
        }
        let mut taken = HashSet::new();
        for mut choices in assets {
            let id = fresh(&mut choices, &mut taken, "A");
            let asset = asset(&mut choices, &world, id);
            world.assets.push(asset.id.clone());
            shop.assets.push(asset);
        }
        // assets that are there come up more than the one that is not
        world.assets.rotate_left(1);
        let channels = head.list(3, |choices| Channel {
            id: (*choices.of(&CHANNELS)).to_owned(),
            name: choices.maybe(said),
            locales: choices.list(2, |choices| world.locale(choices)),
        });
        shop.channels = distinct(channels, |channel| channel.id.clone());
        let swatches = head.list(4, |choices| {
            let (dimension, value) = (*choices.of(&DIMENSIONS), *choices.of(&VALUES));
            world.swatch(choices, dimension, value)
        });
        shop.swatches = distinct(swatches, |swatch| (swatch.dimension.clone(), swatch.value.clone()));
        let mut taken = HashSet::new();
        shop.categories = head.list(2, |choices| {
            let id = fresh(choices, &mut taken, "category ");
            world.category(choices, id)
        });
        world.categories = shop.categories.iter().map(|category| category.id.clone()).collect();
        for mut choices in products {
            let product = world.product(&mut choices);
            shop.products.push(product);
        }
        shop
    }
}
