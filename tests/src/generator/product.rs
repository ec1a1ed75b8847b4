//! Filling a product: dimensions, variants, documents.

use super::choices::Choices;
use super::fill::{World, catalog, located, named, properties};
use super::shop::{Dimension, Document, List, PatternSet, Product, Set, Variant};
use super::words::{CHANNELS, DIMENSIONS, VALUES, distinct, fresh, said, strange};
use omnimedia::Mode;
use std::collections::HashSet;

impl World {
    /// A product, whose numbers and record ids are taken from then on.
    pub(super) fn product(&mut self, choices: &mut Choices) -> Product {
        let number = fresh(choices, &mut self.numbers, "S");
        let mut product = Product { number, record_id: self.record_id(choices), ..Product::default() };
        product.dimensions = dimensions(choices);
        product.variants = self.variants(choices, &product.dimensions);
        product.media = self.documents(choices, &product);
        product.name = choices.maybe(said);
        product.categories = self.categories(choices);
        product.properties = properties(choices);
        product
    }

    /// Variants for some of the combinations of values.
    pub(super) fn variants(&mut self, choices: &mut Choices, dimensions: &[Dimension]) -> Vec<Variant> {
        if dimensions.is_empty() || dimensions.iter().any(|dimension| dimension.values.is_empty()) {
            return Vec::new();
        }
        let rows = choices.list(12, |choices| {
            dimensions.iter().map(|dimension| choices.below(dimension.values.len())).collect::<Vec<_>>()
        });
        let variant = |row: Vec<usize>| {
            let value = |(dimension, at): (&Dimension, &usize)| {
                (dimension.name.clone(), dimension.values[*at].clone())
            };
            Variant {
                number: fresh(choices, &mut self.numbers, "V"),
                record_id: self.record_id(choices),
                values: dimensions.iter().zip(&row).map(value).collect(),
            }
        };
        distinct(rows, Clone::clone).into_iter().map(variant).collect()
    }

    /// Documents, one a context.
    pub(super) fn documents(&self, choices: &mut Choices, product: &Product) -> Vec<Document> {
        let documents = choices.list(6, |choices| self.document(choices, product));
        distinct(documents, |document| {
            let locale = located(document.locale.as_deref());
            (named(document.catalog.as_deref()), document.channel.clone(), locale)
        })
    }

    fn document(&self, choices: &mut Choices, product: &Product) -> Document {
        let mut document = Document {
            channel: choices.maybe(|choices| (*choices.of(&CHANNELS)).to_owned()),
            locale: choices.maybe(|choices| self.locale(choices)),
            catalog: catalog(choices),
            ..Document::default()
        };
        if choices.below(3) > 0 {
            document.master = Some(self.set(choices));
        }
        if !product.dimensions.is_empty() {
            let patterns = choices.list(4, |choices| self.pattern(choices, product));
            document.dimensions =
                distinct(patterns.into_iter().flatten().collect(), |pattern| fixed(&pattern.pattern));
            let swatches = choices.list(3, |choices| {
                let dimension = choices.of(&product.dimensions);
                if dimension.values.is_empty() {
                    return None;
                }
                let value = choices.of(&dimension.values);
                Some(self.swatch(choices, &dimension.name, value))
            });
            let swatches = swatches.into_iter().flatten().collect();
            document.swatches = distinct(swatches, |swatch| (swatch.dimension.clone(), swatch.value.clone()));
        }
        if !product.variants.is_empty() {
            let sets =
                choices.list(3, |choices| (choices.of(&product.variants).number.clone(), self.set(choices)));
            document.variants = distinct(sets, |(number, _)| number.clone());
        }
        document
    }

    /// A pattern with its set, where a value gets fixed.
    fn pattern(&self, choices: &mut Choices, product: &Product) -> Option<PatternSet> {
        let mut pattern = Vec::new();
        for dimension in &product.dimensions {
            let value = match choices.below(3 + dimension.values.len()) {
                0 => continue,
                1 | 2 => "*".to_owned(),
                at => dimension.values[at - 3].clone(),
            };
            pattern.push((dimension.name.clone(), value));
        }
        let set = self.set(choices);
        (!fixed(&pattern).is_empty()).then_some(PatternSet { pattern, set })
    }

    /// A set with lists of every mode.
    pub(super) fn set(&self, choices: &mut Choices) -> Set {
        let mut list = |purpose| {
            let mode = match choices.below(8) {
                0 => return None,
                1..=3 => Mode::Replace,
                4 => Mode::Inherit,
                5 => Mode::Prepend,
                _ => Mode::Append,
            };
            let items = match mode {
                Mode::Inherit => Vec::new(),
                _ => choices.list(3, |choices| self.item(choices, purpose)),
            };
            Some(List { mode, plain: !choices.once_in(3), items })
        };
        let primary = list(false);
        Set { primary, additional: list(true) }
    }
}

/// The values that a pattern fixes, in the order of their dimensions.
fn fixed(pattern: &[(String, String)]) -> Vec<(String, String)> {
    pattern.iter().filter(|(_, value)| value != "*").cloned().collect()
}

/// Up to four dimensions with up to four values.
fn dimensions(choices: &mut Choices) -> Vec<Dimension> {
    let mut names: Vec<&str> = DIMENSIONS.to_vec();
    names.truncate(choices.below(DIMENSIONS.len() + 1));
    let mut taken = HashSet::new();
    let mut all: Vec<Dimension> =
        names.into_iter().map(|name| dimension(choices, &mut taken, name)).collect();
    if choices.once_in(3) {
        all.reverse();
    }
    all
}

fn dimension(choices: &mut Choices, taken: &mut HashSet<String>, plain: &str) -> Dimension {
    let name = if choices.once_in(8) { fresh(choices, taken, plain) } else { plain.to_owned() };
    taken.insert(name.clone());
    let values = choices.list(3, |choices| match choices.once_in(8) {
        true => strange(choices),
        false => (*choices.of(&VALUES)).to_owned(),
    });
    let mut values = distinct(values, Clone::clone);
    if values.is_empty() && !choices.once_in(8) {
        values.push(VALUES[0].to_owned());
    }
    Dimension { name, values }
}
