//! Which products and categories two publications do not say the same of.

use super::diff::{Sides, Wanted};
use crate::model::{Asset, Category, CentralSwatch, Item, Product, Publication};
use std::collections::HashSet;

/// Two publications, and what is known of their assets and central swatches.
pub(super) struct Changed<'p> {
    before: &'p Publication,
    after: &'p Publication,
    /// By place in the later publication: 0 not looked at, 1 equal, 2 changed; none where few are asked.
    assets: Vec<u8>,
    /// The values whose central swatch changed.
    central: HashSet<(&'p str, &'p str)>,
}

/// Whether an asset shows the same: extension properties make no difference.
fn same_asset(one: &Asset, other: &Asset) -> bool {
    let Asset { id: _, kind, url, published, channels, texts, properties: _ } = one;
    (kind, url, published, channels, texts)
        == (&other.kind, &other.url, &other.published, &other.channels, &other.texts)
}

impl<'p> Changed<'p> {
    /// Where `few` are asked, no more is looked at than they take.
    pub(super) fn new(before: &'p Publication, after: &'p Publication, few: bool) -> Self {
        let assets = if few { Vec::new() } else { vec![0; after.assets.len()] };
        let mut changed = Self { before, after, assets, central: HashSet::new() };
        for swatch in before.swatches.values().chain(after.swatches.values()) {
            let CentralSwatch { dimension, value, .. } = swatch;
            let of = |publication: &'p Publication| publication.central_swatch(dimension, value);
            let same = match (of(before), of(after)) {
                (Some(one), Some(other)) => {
                    one.paint == other.paint && one.paint.asset().is_none_or(|id| changed.same_by_id(id))
                }
                _ => false,
            };
            if !same {
                changed.central.insert((dimension, value));
            }
        }
        changed
    }

    fn same_by_id(&self, id: &str) -> bool {
        match (self.before.asset(id), self.after.asset(id)) {
            (Some(one), Some(other)) => same_asset(one, other),
            (None, None) => true,
            _ => false,
        }
    }

    /// Whether the asset of an item of the later publication is the same in both.
    fn same_by_place(&mut self, item: &Item) -> bool {
        let place = item.place.map(|place| place as usize);
        match place.and_then(|place| self.assets.get(place)) {
            None | Some(0) => {}
            Some(known) => return *known == 1,
        }
        // most assets lie where they lay
        let at = |publication: &'p Publication| publication.assets.get_index(place?).map(|(_, asset)| asset);
        let same = match (at(self.before), at(self.after)) {
            (Some(one), Some(other)) if one.id == other.id => same_asset(one, other),
            _ => self.same_by_id(&item.asset),
        };
        if let Some(known) = place.and_then(|place| self.assets.get_mut(place)) {
            *known = if same { 1 } else { 2 };
        }
        same
    }

    /// What may have changed of a product.
    pub(super) fn product(&mut self, sides: Sides<&'p Product>) -> Wanted {
        let [Some(before), Some(after)] = sides else {
            let is_there = sides.iter().any(Option::is_some);
            return Wanted { answers: is_there, swatches: is_there };
        };
        if before != after {
            return Wanted { answers: true, swatches: true };
        }
        let mut wanted = Wanted { answers: false, swatches: false };
        for document in &after.documents {
            let items = |item| !self.same_by_place(item);
            let mut all =
                document.sets().flat_map(|set| set.primary.items.iter().chain(&set.additional.items));
            wanted.answers = wanted.answers || all.any(items);
            let mut swatches = document.swatches.iter().filter_map(|swatch| swatch.paint.asset());
            wanted.swatches = wanted.swatches || swatches.any(|id| !self.same_by_id(id));
        }
        wanted.swatches = wanted.swatches || self.has_central(after);
        wanted
    }

    fn has_central(&self, product: &Product) -> bool {
        let changed = |dimension: &crate::model::Dimension| {
            dimension.values.iter().any(|value| self.central.contains(&(&*dimension.name, &**value)))
        };
        !self.central.is_empty() && product.dimensions.iter().any(changed)
    }

    /// Whether the pictures of a category may have changed.
    pub(super) fn category(&self, sides: Sides<&'p Category>) -> bool {
        match sides {
            [Some(before), Some(after)] => {
                let mut images = after.documents.iter().filter_map(|document| document.image.as_ref());
                before != after || images.any(|image| !self.same_by_id(&image.asset))
            }
            [None, None] => false,
            _ => true,
        }
    }
}
