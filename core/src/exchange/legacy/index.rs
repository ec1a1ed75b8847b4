//! What is known: numbers, names of categories, values of dimensions, as file names hold them.

use super::dictionary::Dictionary;
use super::token::DIMENSIONS;
use crate::model::{Pattern, Product};
use crate::tenant::Tenant;
use std::collections::HashMap;
use std::rc::Rc;

/// What the names of a tenant's files may speak of.
#[derive(Debug)]
pub(super) struct Index<'t> {
    products: Vec<&'t Product>,
    numbers: Dictionary<'t>,
    /// The product and the variant of each id of `variant_numbers`.
    variants: Vec<(u32, u32)>,
    variant_numbers: Dictionary<'t>,
    categories: Vec<&'t str>,
    category_names: Dictionary<'t>,
    /// Of each product that was asked for.
    details: HashMap<u32, Rc<Details<'t>>>,
}

/// The dimensions of a product that have a token, and its variants by their values.
#[derive(Debug)]
pub(super) struct Details<'t> {
    /// For each of [`DIMENSIONS`] its place in the product, and its values; none where the product lacks it.
    dimensions: [Option<(usize, Dictionary<'t>)>; DIMENSIONS.len()],
    variants: HashMap<&'t [u32], u32>,
}

/// An index as what the model counts in 32 bits.
fn small(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

impl<'t> Index<'t> {
    /// Everything that a tenant knows.
    pub(super) fn new(tenant: &'t Tenant) -> Self {
        let products: Vec<&Product> = tenant.products().collect();
        let variants = (0..)
            .zip(&products)
            .flat_map(|(at, product)| (0..small(product.variants().len())).map(move |variant| (at, variant)));
        let variant_texts =
            products.iter().flat_map(|product| product.variants().iter().map(|variant| variant.number()));
        let entries = tenant.categories.iter();
        let names = entries.map(|(id, entry)| entry.category.name().unwrap_or(id));
        Self {
            numbers: Dictionary::new(products.iter().map(|product| product.number()).zip(0..)),
            variants: variants.collect(),
            variant_numbers: Dictionary::new(variant_texts.zip(0..)),
            categories: tenant.categories().collect(),
            category_names: Dictionary::new(names.zip(0..)),
            details: HashMap::new(),
            products,
        }
    }

    pub(super) fn product(&self, product: u32) -> Option<&'t Product> {
        self.products.get(product as usize).copied()
    }

    pub(super) fn category(&self, category: u32) -> &'t str {
        self.categories.get(category as usize).copied().unwrap_or_default()
    }

    pub(super) fn numbers(&self) -> &Dictionary<'t> {
        &self.numbers
    }

    pub(super) fn variant_numbers(&self) -> &Dictionary<'t> {
        &self.variant_numbers
    }

    /// The product and variant of an id of [`Index::variant_numbers`].
    pub(super) fn variant(&self, id: u32) -> Option<(u32, u32)> {
        self.variants.get(id as usize).copied()
    }

    pub(super) fn category_names(&self) -> &Dictionary<'t> {
        &self.category_names
    }

    /// What a product's values are; made when it is first asked for.
    pub(super) fn details(&mut self, product: u32) -> Rc<Details<'t>> {
        let own = self.product(product);
        self.details.entry(product).or_insert_with(|| Rc::new(Details::of(own))).clone()
    }
}

impl<'t> Details<'t> {
    fn of(product: Option<&'t Product>) -> Self {
        let dimension = |name: &str| {
            let dimensions = product?.dimensions();
            let at = dimensions.iter().position(|dimension| dimension.name() == name)?;
            Some((at, Dictionary::new(dimensions.get(at)?.values().zip(0..))))
        };
        let count = product.map_or(0, |product| product.variants().len());
        let row = |variant: usize| product.map_or(&[][..], |product| product.value_row(variant));
        Self {
            dimensions: DIMENSIONS.map(dimension),
            variants: (0..count).map(|variant| (row(variant), small(variant))).collect(),
        }
    }

    /// The values of a dimension that has a token; `None` where the product lacks it.
    pub(super) fn values(&self, dimension: usize) -> Option<&Dictionary<'t>> {
        self.dimensions.get(dimension)?.as_ref().map(|(_, values)| values)
    }

    /// One value or any for each of the product's dimensions, from those of the tokens.
    pub(super) fn row(&self, width: usize, values: &[Option<u32>; DIMENSIONS.len()]) -> Box<[u32]> {
        let mut row = vec![Pattern::ANY; width];
        for (dimension, value) in self.dimensions.iter().zip(values) {
            if let (Some((at, _)), Some(value)) = (dimension, value)
                && let Some(place) = row.get_mut(*at)
            {
                *place = *value;
            }
        }
        row.into()
    }

    /// The variant with a value for each dimension.
    pub(super) fn variant(&self, row: &[u32]) -> Option<u32> {
        self.variants.get(row).copied()
    }
}
