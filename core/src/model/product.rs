//! Products, dimensions, variants, patterns.

use super::document::Document;
use super::text::Properties;
use std::num::NonZeroU64;

/// A simple product (no dimensions), or a master with ordered dimensions and variants.
#[derive(Clone, Debug, PartialEq)]
pub struct Product {
    pub(crate) number: Box<str>,
    pub(crate) record_id: Option<NonZeroU64>,
    pub(crate) name: Option<Box<str>>,
    pub(crate) categories: Box<[Box<str>]>,
    pub(crate) dimensions: Box<[Dimension]>,
    pub(crate) variants: Box<[Variant]>,
    /// The values of all variants, a row of `dimensions.len()` value indexes each.
    pub(crate) values: Box<[u32]>,
    pub(crate) documents: Box<[Document]>,
    pub(crate) properties: Properties,
}

/// A dimension of a product, with its values in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dimension {
    pub(crate) name: Box<str>,
    pub(crate) values: Box<[Box<str>]>,
}

impl Dimension {
    /// The name, such as `Color`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The values, in order.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &str> {
        self.values.iter().map(AsRef::as_ref)
    }
}

/// A variant: a number for one value of every dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    pub(crate) number: Box<str>,
    pub(crate) record_id: Option<NonZeroU64>,
}

impl Variant {
    /// The variant's number.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The variant's record id.
    #[must_use]
    pub fn record_id(&self) -> Option<u64> {
        self.record_id.map(NonZeroU64::get)
    }
}

/// One value or any, for each dimension; at least one value. Indexes into the product's dimensions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern(pub(crate) Box<[u32]>);

impl Pattern {
    /// Stands for any value.
    pub(crate) const ANY: u32 = u32::MAX;

    /// For each dimension in order, the index of the value, or `None` for any.
    pub fn values(&self) -> impl ExactSizeIterator<Item = Option<usize>> {
        self.0.iter().map(|&value| (value != Self::ANY).then_some(value as usize))
    }
}

impl Product {
    /// The product number.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The product's record id.
    #[must_use]
    pub fn record_id(&self) -> Option<u64> {
        self.record_id.map(NonZeroU64::get)
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The ids of the categories it is in.
    pub fn categories(&self) -> impl ExactSizeIterator<Item = &str> {
        self.categories.iter().map(AsRef::as_ref)
    }

    /// The dimensions, in order; none for a simple product.
    #[must_use]
    pub fn dimensions(&self) -> &[Dimension] {
        &self.dimensions
    }

    /// The variants, in order.
    #[must_use]
    pub fn variants(&self) -> &[Variant] {
        &self.variants
    }

    /// The values of the variant at `index` of [`Product::variants`], in the order of the dimensions.
    pub fn variant_values(&self, index: usize) -> impl Iterator<Item = &str> {
        self.value_row(index)
            .iter()
            .zip(&*self.dimensions)
            .filter_map(|(&value, dimension)| dimension.values.get(value as usize).map(AsRef::as_ref))
    }

    /// The documents, in the order they were given.
    #[must_use]
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The extension properties, by key.
    pub fn properties(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.properties.iter().map(|(key, value)| (&**key, &**value))
    }

    /// The value indexes of a variant; empty for an index that is none.
    pub(crate) fn value_row(&self, index: usize) -> &[u32] {
        let width = self.dimensions.len();
        index
            .checked_mul(width)
            .and_then(|start| self.values.get(start..start.checked_add(width)?))
            .unwrap_or_default()
    }
}
