//! Documents by themselves: what can be said of one without its product.
//!
//! A tenant keeps what a document assigns to variants and values that its product no longer has, and
//! a document may be read before its product. So everything is checked but which names there are.
//! The form that comes out does not depend on the product either: the pairs of a pattern and the sets
//! of variants are keys of an object, and stand in the order of these keys.

use super::builder::DocumentBuilder;
use super::check::{Checker, Path};
use super::check_parts::alone;
use super::check_product::Names;
use super::product::{Dimension, Product, Variant};
use crate::fault::{Code, Faults};
use crate::limits::Limits;
use std::collections::{BTreeMap, BTreeSet};

impl DocumentBuilder {
    /// The document in its canonical form, with every fault but unknown variants, dimensions, values.
    ///
    /// # Errors
    /// Every fault of it.
    pub(crate) fn checked_alone(self, limits: &Limits) -> Result<Self, Faults> {
        let product = self.implied();
        let document = alone(limits, |check, path| {
            // more dimensions than a product can have would make every pattern so wide
            let is_bounded = check.names(path, &self, &product);
            is_bounded.then(|| check.document(path, self, &Names::of(&product)).0)
        })?;
        Ok(document.unwrap_or_default().to_builder(&product))
    }

    /// The same with the keys of its objects in order, where it is canonical otherwise.
    #[must_use]
    pub(crate) fn in_order(mut self) -> Self {
        self.dimensions.iter_mut().for_each(|(pairs, _)| pairs.sort());
        self.variants.sort_by(|(one, _), (other, _)| one.cmp(other));
        self
    }

    /// A product that has just the variants, dimensions and values that the document names.
    fn implied(&self) -> Product {
        let mut dimensions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let pairs = self.dimensions.iter().flat_map(|(pairs, _)| pairs);
        let pairs = pairs.map(|(dimension, value)| (dimension.as_str(), value.as_str()));
        let swatches = self.swatches.iter();
        let swatches = swatches.map(|swatch| (swatch.dimension.as_str(), swatch.value.as_str()));
        for (dimension, value) in pairs.chain(swatches) {
            let values = dimensions.entry(dimension).or_default();
            if value != "*" {
                values.insert(value);
            }
        }
        let dimension = |(name, values): (&str, BTreeSet<&str>)| Dimension {
            name: name.into(),
            values: values.into_iter().map(Into::into).collect(),
        };
        let variants: BTreeSet<&str> = self.variants.iter().map(|(number, _)| number.as_str()).collect();
        let variants = variants.into_iter().map(|number| Variant { number: number.into(), record_id: None });
        Product {
            number: "".into(),
            record_id: None,
            name: None,
            categories: Box::default(),
            dimensions: dimensions.into_iter().map(dimension).collect(),
            variants: variants.collect(),
            values: Box::default(),
            documents: Box::default(),
            properties: Box::default(),
        }
    }
}

impl Checker<'_> {
    /// Checks the names in a document, and whether there are no more dimensions than a product can have.
    fn names(&mut self, path: &Path<'_>, document: &DocumentBuilder, implied: &Product) -> bool {
        let patterns = path.key("dimensions");
        for (index, (pairs, _)) in document.dimensions.iter().enumerate() {
            let here = patterns.index(index);
            let here = here.key("match");
            for (dimension, value) in pairs {
                let place = here.key(dimension);
                self.legal(&place, dimension);
                self.legal(&place, value);
            }
        }
        let variants = path.key("variants");
        for (number, _) in &document.variants {
            self.legal(&variants.key(number), number);
        }
        let swatches = path.key("swatches");
        for (index, swatch) in document.swatches.iter().enumerate() {
            let here = swatches.index(index);
            self.legal(&here.key("dimension"), &swatch.dimension);
            self.legal(&here.key("value"), &swatch.value);
        }
        let (most, count) = (self.limits.dimensions, implied.dimensions.len());
        self.within(path, Code::LimitDimensions, count, most, "dimensions of a product")
    }

    /// Checks an identifier that is only looked at.
    fn legal(&mut self, path: &Path<'_>, text: &str) {
        if text.is_empty() || text.len() > self.limits.identifier {
            self.identifier(path, text.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fault::Faults;
    use crate::limits::Limits;
    use crate::model::{
        DocumentBuilder, NamesOfProduct, ProductBuilder, SetBuilder, SwatchBuilder, VariantBuilder,
    };

    fn codes(outcome: Result<DocumentBuilder, Faults>) -> Vec<String> {
        let faults = outcome.err().map(Faults::into_vec).unwrap_or_default();
        faults.iter().map(|fault| format!("{} at {}", fault.code(), fault.place())).collect()
    }

    fn document() -> DocumentBuilder {
        DocumentBuilder::new()
            .dimensions([("Size", "S"), ("Color", "Blue")], SetBuilder::new().primary(["A"]))
            .dimensions([("Color", "Blue"), ("Size", "*")], SetBuilder::new())
            .variant("S1-B", SetBuilder::new())
            .variant("S1-A", SetBuilder::new())
            .swatch(SwatchBuilder::new("Color", "Blue").asset("A").crop(-0.0, 0.0, 1.0, 1.0))
    }

    #[test]
    fn a_document_alone_has_the_form_that_it_has_with_any_product() {
        let limits = Limits::default();
        let alone = document().checked_alone(&limits).unwrap();
        for dimensions in [["Size", "Color"], ["Color", "Size"]] {
            let mut product = ProductBuilder::new("S1");
            for name in dimensions {
                product = product.dimension(name, ["Blue", "S", "M"]);
            }
            for (number, size) in [("S1-B", "M"), ("S1-A", "S")] {
                let values = [("Color", "Blue"), ("Size", size)];
                product = product.variant(VariantBuilder::new(number, values));
            }
            let product = product.build(&limits).unwrap();
            let with = product.check_document(document(), &mut NamesOfProduct::default(), &limits).unwrap();
            assert_eq!(with.to_builder(&product).in_order(), alone);
        }
        assert_eq!(alone.clone().checked_alone(&limits).unwrap(), alone);
    }

    #[test]
    fn every_fault_but_unknown_names_is_found_without_a_product() {
        let wrong = document()
            .dimensions([("Size", "*"), ("Color", "Blue")], SetBuilder::new())
            .dimensions([("Size", "*")], SetBuilder::new())
            .dimensions([("Size", "")], SetBuilder::new())
            .variant("S1-A", SetBuilder::new().primary([""]))
            .variant("", SetBuilder::new())
            .swatch(SwatchBuilder::new("Color", "*").asset("A"))
            .swatch(SwatchBuilder::new("Color", "Blue").asset("A"));
        let expected = [
            "empty_identifier at dimensions[4].match.Size",
            "empty_identifier at variants[\"\"]",
            "duplicate_pattern at dimensions[2].match",
            "pattern_without_value at dimensions[3].match",
            "empty_identifier at variants.S1-A.primary[0]",
            "duplicate_key at variants.S1-A",
            "reserved_value at swatches[1].value",
            "duplicate_swatch at swatches[2]",
        ];
        let found = codes(wrong.checked_alone(&Limits::default()));
        let found: Vec<_> = found.iter().map(|fault| fault.replace("[\"S1-A\"]", ".S1-A")).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn more_dimensions_than_a_product_can_have_are_refused_before_they_cost_anything() {
        let many = (0..60_000).fold(DocumentBuilder::new(), |document, number| {
            document.dimensions([(number.to_string(), "V")], SetBuilder::new())
        });
        assert_eq!(codes(many.checked_alone(&Limits::default())), ["limit_dimensions at "]);
    }
}
