//! Documents beside a product: whether it has what they assign to. Its names are looked up once for many.

use super::builder::DocumentBuilder;
use super::check_parts::{alone, leave_out};
use super::check_product::Names;
use super::product::Product;
use crate::fault::Faults;
use crate::limits::Limits;

/// A product to check documents against, one after the other.
pub(crate) struct Fit<'p> {
    product: &'p Product,
    names: Names,
}

impl<'p> Fit<'p> {
    /// Linear in the product.
    pub(crate) fn new(product: &'p Product) -> Self {
        Self { product, names: Names::of(product) }
    }

    /// Whether the product has every variant, dimension and value that a document names.
    pub(crate) fn has_all(&self, document: &DocumentBuilder) -> bool {
        let names = &self.names;
        document.variants.iter().all(|(number, _)| names.has_variant(number))
            && (document.dimensions.iter())
                .all(|(pairs, _)| pairs.iter().all(|(dimension, value)| names.has_value(dimension, value)))
            && document.swatches.iter().all(|swatch| names.has_value(&swatch.dimension, &swatch.value))
    }

    /// Leaves out what is assigned to variants and values that the product does not have.
    pub(crate) fn leave_out(&self, document: &mut DocumentBuilder) {
        leave_out(document, &self.names);
    }

    /// The document in canonical form, or everything that is wrong with it as one of this product's.
    pub(crate) fn checked(
        &self,
        document: DocumentBuilder,
        limits: &Limits,
    ) -> Result<DocumentBuilder, Faults> {
        let document = alone(limits, |check, path| check.document(path, document, &self.names).0)?;
        Ok(document.to_builder(self.product).in_order())
    }
}
