//! Edits: the next state of a shop, and what is different in it.

use super::choices::Choices;
use super::fill::{World, asset};
use super::shop::{Channel, Shop};
use super::words::{CHANNELS, DIMENSIONS, VALUES, fresh, said};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// A shop after some edits.
#[must_use]
pub fn edited(shop: &Shop, choices: &mut Choices) -> Shop {
    let mut shop = shop.clone();
    for _ in 0..=choices.below(3) {
        edit(&mut shop, choices);
    }
    shop
}

fn edit(shop: &mut Shop, choices: &mut Choices) {
    let mut world = World::of(shop);
    match choices.below(9) {
        0 | 1 if !shop.products.is_empty() => documents(shop, choices, &world),
        2 => {
            let product = world.product(choices);
            shop.products.push(product);
        }
        3 if !shop.products.is_empty() => {
            shop.products.swap_remove(choices.below(shop.products.len()));
        }
        4 => move_number(shop, choices),
        5 => assets(shop, choices, &world),
        6 => {
            let id = (*choices.of(&CHANNELS)).to_owned();
            let before = shop.channels.len();
            shop.channels.retain(|channel| channel.id != id);
            if before == shop.channels.len() || choices.once_in(2) {
                shop.channels.push(Channel { id, name: choices.maybe(said), locales: Vec::new() });
            }
        }
        7 => categories(shop, choices, &world),
        8 => {
            let (dimension, value) = (*choices.of(&DIMENSIONS), *choices.of(&VALUES));
            let before = shop.swatches.len();
            shop.swatches.retain(|swatch| swatch.dimension != dimension || swatch.value != value);
            if before == shop.swatches.len() || choices.once_in(2) {
                shop.swatches.push(world.swatch(choices, dimension, value));
            }
        }
        _ => {}
    }
}

fn documents(shop: &mut Shop, choices: &mut Choices, world: &World) {
    let product = choices.below(shop.products.len());
    let documents = world.documents(choices, &shop.products[product]);
    shop.products[product].media = documents;
}

/// Lets a variant's number go to another product, as a variant or as the product itself, or a product's number to a
/// variant.
fn move_number(shop: &mut Shop, choices: &mut Choices) {
    let with_variants: Vec<usize> =
        (0..shop.products.len()).filter(|at| !shop.products[*at].variants.is_empty()).collect();
    if with_variants.is_empty() || shop.products.len() < 2 {
        return;
    }
    let from = *choices.of(&with_variants);
    let to = choices.below(shop.products.len());
    if from == to {
        // the values of two variants change places
        let variants = &mut shop.products[from].variants;
        let values = variants[0].values.clone();
        let last = variants.len() - 1;
        variants[0].values = std::mem::replace(&mut variants[last].values, values);
        return;
    }
    let at = choices.below(shop.products[from].variants.len());
    match choices.below(3) {
        0 => {
            // the product goes, and leaves its number to a variant of the other
            let gone = shop.products[to].number.clone();
            let id = shop.products[to].record_id;
            let variant = shop.products[from].variants[at].number.clone();
            rename(shop, from, at, &variant, &gone);
            shop.products[from].variants[at].record_id = id;
            shop.products.remove(to);
        }
        1 => {
            // the variant goes, and leaves its number and record id to the other product
            let variant = shop.products[from].variants.remove(at);
            forget(shop, from, &variant.number);
            shop.products[to].number = variant.number;
            shop.products[to].record_id = variant.record_id;
        }
        _ if !shop.products[to].variants.is_empty() => {
            // two variants change places
            let other = choices.below(shop.products[to].variants.len());
            let one = shop.products[from].variants[at].number.clone();
            let two = shop.products[to].variants[other].number.clone();
            rename(shop, from, at, &one, &two);
            rename(shop, to, other, &two, &one);
        }
        _ => {}
    }
}

fn rename(shop: &mut Shop, product: usize, variant: usize, from: &str, to: &str) {
    let product = &mut shop.products[product];
    product.variants[variant].number = to.to_owned();
    let named = product.media.iter_mut().flat_map(|document| &mut document.variants);
    for (number, _) in named.filter(|(number, _)| number == from) {
        *number = to.to_owned();
    }
}

fn forget(shop: &mut Shop, product: usize, number: &str) {
    for document in &mut shop.products[product].media {
        document.variants.retain(|(other, _)| other != number);
    }
}

fn assets(shop: &mut Shop, choices: &mut Choices, world: &World) {
    if shop.assets.is_empty() || choices.once_in(4) {
        let mut taken: HashSet<String> = shop.assets.iter().map(|asset| asset.id.clone()).collect();
        // sometimes the one that was missing all along
        let id = if choices.once_in(2) {
            super::fill::MISSING.to_owned()
        } else {
            fresh(choices, &mut taken, "A")
        };
        if shop.assets.iter().all(|asset| asset.id != id) {
            shop.assets.push(asset(choices, world, id));
        }
        return;
    }
    let at = choices.below(shop.assets.len());
    if choices.once_in(3) {
        shop.assets.swap_remove(at);
    } else {
        let id = shop.assets[at].id.clone();
        shop.assets[at] = asset(choices, world, id);
    }
}

fn categories(shop: &mut Shop, choices: &mut Choices, world: &World) {
    if shop.categories.is_empty() || choices.once_in(3) {
        let mut taken: HashSet<String> = shop.categories.iter().map(|category| category.id.clone()).collect();
        let id = fresh(choices, &mut taken, "category ");
        shop.categories.push(world.category(choices, id));
        return;
    }
    let at = choices.below(shop.categories.len());
    if choices.once_in(3) {
        shop.categories.swap_remove(at);
    } else {
        let id = shop.categories[at].id.clone();
        shop.categories[at] = world.category(choices, id);
    }
}

/// What was changed, added or removed between two states of a shop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Numbers of products.
    pub products: BTreeSet<String>,
    /// Ids of assets.
    pub assets: BTreeSet<String>,
    /// Ids of categories.
    pub categories: BTreeSet<String>,
    /// Ids of channels.
    pub channels: BTreeSet<String>,
    /// Dimensions and values of central swatches.
    pub swatches: BTreeSet<(String, String)>,
}

/// The difference between two states.
#[must_use]
pub fn difference(before: &Shop, after: &Shop) -> Difference {
    let swatch = |swatch: &super::shop::Swatch| (swatch.dimension.clone(), swatch.value.clone());
    Difference {
        products: keys(&before.products, &after.products, |product| product.number.clone()),
        assets: keys(&before.assets, &after.assets, |asset| asset.id.clone()),
        categories: keys(&before.categories, &after.categories, |category| category.id.clone()),
        channels: keys(&before.channels, &after.channels, |channel| channel.id.clone()),
        swatches: keys(&before.swatches, &after.swatches, swatch),
    }
}

fn keys<T: PartialEq, K: Ord + Clone>(before: &[T], after: &[T], key: impl Fn(&T) -> K) -> BTreeSet<K> {
    let by_key = |all: &[T]| -> BTreeMap<K, usize> {
        all.iter().enumerate().map(|(at, one)| (key(one), at)).collect()
    };
    let (one, other) = (by_key(before), by_key(after));
    let changed = |key: &&K| one.get(*key).map(|at| &before[*at]) != other.get(*key).map(|at| &after[*at]);
    one.keys().chain(other.keys()).filter(changed).cloned().collect()
}
