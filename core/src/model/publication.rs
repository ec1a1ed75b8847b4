//! The publication: the published state of a tenant, with its indexes.

use super::asset::Asset;
use super::document::{Category, Channel};
use super::product::Product;
use super::set::Item;
use super::swatch::CentralSwatch;
use crate::fault::Fault;
use indexmap::IndexMap;
use std::collections::HashMap;
use std::sync::OnceLock;

use super::users::Users;

/// The published state of a tenant: channels, central swatches, assets, categories and products.
///
/// It is read from JSON or made with [`Publication::builder`]; either way it is legal. Entities keep
/// the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Publication {
    pub(crate) channels: IndexMap<Box<str>, Channel>,
    pub(crate) swatches: IndexMap<(Box<str>, Box<str>), CentralSwatch>,
    pub(crate) assets: IndexMap<Box<str>, Asset>,
    pub(crate) categories: IndexMap<Box<str>, Category>,
    pub(crate) products: IndexMap<Box<str>, Product>,
    pub(crate) variants: HashMap<Box<str>, Place>,
    pub(crate) record_ids: HashMap<u64, Place>,
    pub(crate) warnings: Vec<Fault>,
    /// Who uses each asset; made when it is first asked for.
    pub(crate) users: OnceLock<HashMap<Box<str>, Users>>,
}

/// A value of a dimension, as a key of the central swatches.
#[derive(Hash)]
struct Value<'a>(&'a str, &'a str);

impl indexmap::Equivalent<(Box<str>, Box<str>)> for Value<'_> {
    fn equivalent(&self, (dimension, value): &(Box<str>, Box<str>)) -> bool {
        *self.0 == **dimension && *self.1 == **value
    }
}

/// Where a product or variant is: the index of the product, and of the variant within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) product: usize,
    pub(crate) variant: Option<usize>,
}

impl PartialEq for Publication {
    /// Whether both say the same: the same entities, in whatever order.
    fn eq(&self, other: &Self) -> bool {
        self.channels == other.channels
            && self.swatches == other.swatches
            && self.assets == other.assets
            && self.categories == other.categories
            && self.products == other.products
    }
}

impl Publication {
    /// The channels, in the order they came.
    pub fn channels(&self) -> impl ExactSizeIterator<Item = &Channel> {
        self.channels.values()
    }

    /// The tenant's central swatches, in the order they came.
    pub fn central_swatches(&self) -> impl ExactSizeIterator<Item = &CentralSwatch> {
        self.swatches.values()
    }

    /// The central swatch of a value of a dimension.
    #[must_use]
    pub fn central_swatch(&self, dimension: &str, value: &str) -> Option<&CentralSwatch> {
        self.swatches.get(&Value(dimension, value))
    }

    /// The assets, in the order they came.
    pub fn assets(&self) -> impl ExactSizeIterator<Item = &Asset> {
        self.assets.values()
    }

    /// The asset with an id.
    #[must_use]
    pub fn asset(&self, id: &str) -> Option<&Asset> {
        self.assets.get(id)
    }

    /// The categories, in the order they came.
    pub fn categories(&self) -> impl ExactSizeIterator<Item = &Category> {
        self.categories.values()
    }

    /// The category with an id.
    #[must_use]
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.categories.get(id)
    }

    /// The products, in the order they came.
    pub fn products(&self) -> impl ExactSizeIterator<Item = &Product> {
        self.products.values()
    }

    /// The product with a number; a variant's number is none.
    #[must_use]
    pub fn product(&self, number: &str) -> Option<&Product> {
        self.products.get(number)
    }

    /// What is worth a look, though the publication is legal: references to what is not there.
    #[must_use]
    pub fn warnings(&self) -> &[Fault] {
        &self.warnings
    }

    /// Notes with each item where its asset is.
    pub(crate) fn place_items(&mut self) {
        let Self { assets, products, .. } = self;
        let place = |item: &mut Item| {
            item.place = assets.get_index_of(&item.asset).and_then(|place| u32::try_from(place).ok());
        };
        for document in products.values_mut().flat_map(|product| product.documents.iter_mut()) {
            for set in document.sets_mut() {
                set.primary.items.iter_mut().chain(&mut set.additional.items).for_each(place);
            }
        }
    }

    /// The product or variant with a number.
    pub(crate) fn find(&self, number: &str) -> Option<Place> {
        match self.variants.get(number) {
            Some(place) => Some(*place),
            None => Some(Place { product: self.products.get_index_of(number)?, variant: None }),
        }
    }
}
