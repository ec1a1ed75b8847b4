//! The checks of products and their documents.

use super::builder::{DocumentBuilder, ProductBuilder, SwatchBuilder, VariantBuilder};
use super::check::{Checker, Path};
use super::document::Document;
use super::product::{Dimension, Pattern, Product, Variant};
use super::set::Set;
use super::swatch::Swatch;
use crate::fault::{Code, shortened};
use std::collections::{HashMap, HashSet};

/// The index of each value of a dimension.
type Indexes = HashMap<Box<str>, u32>;

/// The names of a product's dimensions and values, with their indexes.
pub(super) struct Names {
    dimensions: HashMap<Box<str>, (u32, Indexes)>,
    width: usize,
    variants: HashMap<Box<str>, u32>,
}

impl Names {
    /// The names of a product that was checked before.
    pub(super) fn of(product: &Product) -> Self {
        let dimension = |(index, dimension): (usize, &Dimension)| {
            let values = dimension.values.iter().enumerate();
            let values = values.map(|(index, value)| (value.clone(), narrow(index))).collect();
            (dimension.name.clone(), (narrow(index), values))
        };
        let variants = product.variants.iter().enumerate();
        Self {
            dimensions: product.dimensions.iter().enumerate().map(dimension).collect(),
            width: product.dimensions.len(),
            variants: variants.map(|(index, variant)| (variant.number.clone(), narrow(index))).collect(),
        }
    }

    /// Whether there is a variant of that number.
    pub(super) fn has_variant(&self, number: &str) -> bool {
        self.variants.contains_key(number)
    }

    /// Whether a dimension has a value.
    pub(super) fn has_value(&self, dimension: &str, value: &str) -> bool {
        self.dimensions.get(dimension).is_some_and(|(_, values)| value == "*" || values.contains_key(value))
    }

    /// Which dimensions there are, as far as that helps.
    fn advice(&self) -> String {
        const MOST: usize = 8;
        let mut known: Vec<_> = self.dimensions.iter().map(|(name, (index, _))| (index, name)).collect();
        known.sort_unstable();
        let more = if known.len() > MOST { " and more" } else { "" };
        let names = known.into_iter().take(MOST).map(|(_, name)| format!("`{}`", shortened(name)));
        match names.collect::<Vec<_>>().as_slice() {
            [] => "the product has no dimensions".to_owned(),
            names => format!("the product has {}{more}", names.join(", ")),
        }
    }
}

/// Values that memory is taken for before they are there.
const MOST_AHEAD: usize = 1 << 20;

/// A count that a limit or the address space bounds far below 2^32.
fn narrow(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX - 1)
}

impl Checker<'_> {
    pub(super) fn product(&mut self, path: &Path<'_>, product: ProductBuilder) -> Product {
        let number = self.identifier(&path.key("number"), product.number);
        let record_id = self.record_id(path, product.record_id);
        let mut categories: Vec<Box<str>> = Vec::with_capacity(product.categories.len());
        let mut seen = HashSet::with_capacity(product.categories.len());
        for (index, category) in product.categories.into_iter().enumerate() {
            let place = path.key("categories");
            let place = place.index(index);
            let category = self.identifier(&place, category);
            if !seen.insert(category.clone()) {
                self.twice(&place, "the category", &category);
            }
            categories.push(category);
        }
        let (dimensions, mut names) = self.dimensions(&path.key("dimensions"), product.dimensions);
        let (variants, values) =
            self.variants(&path.key("variants"), product.variants, &dimensions, &mut names);
        let media = path.key("media");
        self.within(
            &media,
            Code::LimitDocuments,
            product.media.len(),
            self.limits.documents,
            "documents of a product",
        );
        let documents = product.media.into_iter().enumerate();
        let documents: Vec<(Document, bool)> =
            documents.map(|(index, document)| self.document(&media.index(index), document, &names)).collect();
        self.contexts(&media, documents.iter().map(|(document, is_whole)| (&document.context, *is_whole)));
        let documents = documents.into_iter().map(|(document, _)| document).collect();
        let properties = self.properties(&path.key("properties"), product.properties);
        Product {
            number,
            record_id,
            name: product.name.map(Into::into),
            categories: categories.into(),
            dimensions,
            variants,
            values,
            documents,
            properties,
        }
    }

    fn dimensions(
        &mut self,
        path: &Path<'_>,
        mut dimensions: Vec<(String, Vec<String>)>,
    ) -> (Box<[Dimension]>, Names) {
        self.within(
            path,
            Code::LimitDimensions,
            dimensions.len(),
            self.limits.dimensions,
            "dimensions of a product",
        );
        // rows are as wide as the dimensions, so what is over the limit goes before it is multiplied
        dimensions.truncate(self.limits.dimensions);
        let mut names =
            Names { dimensions: HashMap::new(), width: dimensions.len(), variants: HashMap::new() };
        let mut all = Vec::with_capacity(dimensions.len());
        for (index, (name, values)) in dimensions.into_iter().enumerate() {
            let here = path.index(index);
            let name = self.identifier(&here.key("name"), name);
            let values = self.values(&here.key("values"), values);
            let indexes = values.iter().enumerate().map(|(index, value)| (value.clone(), narrow(index)));
            if names.dimensions.contains_key(&name) {
                self.twice(&here.key("name"), "the dimension", &name);
            } else {
                names.dimensions.insert(name.clone(), (narrow(index), indexes.collect()));
            }
            all.push(Dimension { name, values });
        }
        (all.into(), names)
    }

    fn values(&mut self, path: &Path<'_>, values: Vec<String>) -> Box<[Box<str>]> {
        self.within(path, Code::LimitValues, values.len(), self.limits.values, "values of a dimension");
        let mut seen = HashSet::with_capacity(values.len());
        let values = values.into_iter().enumerate().map(|(index, value)| {
            let place = path.index(index);
            let value = self.identifier(&place, value);
            if *value == *"*" {
                self.reserved(&place);
            }
            if !seen.insert(value.clone()) {
                self.twice(&place, "the value", &value);
            }
            value
        });
        values.collect()
    }

    fn reserved(&mut self, path: &Path<'_>) {
        self.fault(
            path,
            Code::ReservedValue,
            "the value `*` is reserved",
            "`*` means any value: use another name",
        );
    }

    fn variants(
        &mut self,
        path: &Path<'_>,
        variants: Vec<VariantBuilder>,
        dimensions: &[Dimension],
        names: &mut Names,
    ) -> (Box<[Variant]>, Box<[u32]>) {
        self.within(path, Code::LimitVariants, variants.len(), self.limits.variants, "variants of a product");
        if names.width == 0 && !variants.is_empty() {
            self.fault(
                path,
                Code::VariantWithoutDimensions,
                "variants of a product that has no dimensions",
                "give the product `dimensions`, or leave the variants out",
            );
        }
        let mut all = Vec::with_capacity(variants.len());
        let mut rows: Vec<u32> =
            Vec::with_capacity(variants.len().saturating_mul(names.width).min(MOST_AHEAD));
        let mut seen: HashMap<Box<[u32]>, Box<str>> = HashMap::with_capacity(variants.len());
        for (index, variant) in variants.into_iter().enumerate() {
            let here = path.index(index);
            let number = self.identifier(&here.key("number"), variant.number);
            let record_id = self.record_id(&here, variant.record_id);
            let place = here.key("values");
            let row = self.row(&place, &variant.values, names);
            let given: HashSet<&str> = match row.contains(&Pattern::ANY) {
                true => variant.values.iter().map(|(name, _)| name.as_str()).collect(),
                false => HashSet::new(),
            };
            for (dimension, value) in dimensions.iter().zip(&*row) {
                if *value == Pattern::ANY && !given.contains(&*dimension.name) {
                    self.fault(
                        &place,
                        Code::MissingVariantValue,
                        format!(
                            "variant `{}` has no value of the dimension `{}`",
                            shortened(&number),
                            shortened(&dimension.name)
                        ),
                        "give it one value of every dimension",
                    );
                }
            }
            if names.width > 0
                && !row.contains(&Pattern::ANY)
                && let Some(other) = seen.insert(row.clone(), number.clone())
            {
                self.fault(
                    &place,
                    Code::DuplicateVariantValues,
                    format!(
                        "variants `{}` and `{}` have the same values",
                        shortened(&other),
                        shortened(&number)
                    ),
                    "keep one of them, or change its values",
                );
            }
            // numbers that stand twice are reported for the publication as a whole
            names.variants.entry(number.clone()).or_insert(narrow(index));
            rows.extend_from_slice(&row);
            all.push(Variant { number, record_id });
        }
        (all.into(), rows.into())
    }

    /// The value indexes that pairs of dimension and value name; `ANY` where there is none.
    fn row(&mut self, path: &Path<'_>, pairs: &[(String, String)], names: &Names) -> Box<[u32]> {
        let mut row = vec![Pattern::ANY; names.width].into_boxed_slice();
        let mut seen = HashSet::with_capacity(pairs.len());
        for (dimension, value) in pairs {
            let place = path.key(dimension);
            if !seen.insert(dimension.as_str()) {
                self.key_twice(&place, dimension);
                continue;
            }
            if value == "*" && !matches!(path, Path::Key(_, "match")) {
                self.reserved(&place);
                continue;
            }
            let Some((dimension, value)) = self.indexes([&place; 2], dimension, value, names) else {
                continue;
            };
            if let Some(slot) = row.get_mut(dimension as usize) {
                *slot = value;
            }
        }
        row
    }

    /// The indexes of a dimension and a value or `*`; a fault where there is none.
    fn indexes(
        &mut self,
        [dimension_path, path]: [&Path<'_>; 2],
        dimension: &str,
        value: &str,
        names: &Names,
    ) -> Option<(u32, u32)> {
        let Some((index, values)) = names.dimensions.get(dimension) else {
            let advice = names.advice();
            self.fault(
                dimension_path,
                Code::UnknownDimension,
                format!("unknown dimension `{}`", shortened(dimension)),
                advice,
            );
            return None;
        };
        if value == "*" {
            return Some((*index, Pattern::ANY));
        }
        let found = values.get(value).map(|value| (*index, *value));
        if found.is_none() {
            self.fault(
                path,
                Code::UnknownValue,
                format!("unknown value `{}` of the dimension `{}`", shortened(value), shortened(dimension)),
                "add it to the dimension's `values`, or correct it; values compare exactly",
            );
        }
        found
    }

    /// A document, and whether its context is free of faults.
    pub(super) fn document(
        &mut self,
        path: &Path<'_>,
        document: DocumentBuilder,
        names: &Names,
    ) -> (Document, bool) {
        let (context, is_whole) = self.context(path, document.catalog, document.channel, document.locale);
        let master = document.master.map(|set| self.set(&path.key("master"), set));
        let patterns = self.patterns(&path.key("dimensions"), document.dimensions, names);
        let here = path.key("variants");
        let mut variants: Vec<(u32, Set)> = Vec::with_capacity(document.variants.len());
        let mut seen = HashSet::with_capacity(document.variants.len());
        for (number, set) in document.variants {
            let place = here.key(&number);
            let set = self.set(&place, set);
            match names.variants.get(number.as_str()) {
                Some(&variant) if seen.insert(variant) => variants.push((variant, set)),
                Some(_) => self.key_twice(&place, &number),
                None => self.fault(
                    &place,
                    Code::ForeignVariant,
                    format!("`{}` is no variant of this product", shortened(&number)),
                    "assign it in its own product, or add it to `variants`",
                ),
            }
        }
        variants.sort_by_key(|(variant, _)| *variant);
        let swatches = self.swatches(&path.key("swatches"), document.swatches, names);
        (Document { context, master, patterns, variants: variants.into(), swatches }, is_whole)
    }

    fn patterns(
        &mut self,
        path: &Path<'_>,
        patterns: Vec<(Vec<(String, String)>, super::builder::SetBuilder)>,
        names: &Names,
    ) -> Box<[(Pattern, Set)]> {
        self.within(
            path,
            Code::LimitPatterns,
            patterns.len(),
            self.limits.patterns,
            "patterns of a document",
        );
        let mut seen = HashSet::with_capacity(patterns.len());
        let mut all = Vec::with_capacity(patterns.len());
        for (index, (pairs, set)) in patterns.into_iter().enumerate() {
            let here = path.index(index);
            let faults = self.faults.len();
            let row = self.row(&here.key("match"), &pairs, names);
            let is_whole = faults == self.faults.len();
            let set = self.set(&here, set);
            if is_whole && row.iter().all(|value| *value == Pattern::ANY) {
                self.fault(
                    &here.key("match"),
                    Code::PatternWithoutValue,
                    "a pattern that fixes no dimension",
                    "fix at least one value, or assign to the master",
                );
            } else if is_whole && !seen.insert(row.clone()) {
                self.fault(
                    &here.key("match"),
                    Code::DuplicatePattern,
                    "the same pattern twice in one document",
                    "merge the two sets",
                );
            }
            all.push((Pattern(row), set));
        }
        all.into()
    }

    fn swatches(&mut self, path: &Path<'_>, swatches: Vec<SwatchBuilder>, names: &Names) -> Box<[Swatch]> {
        let mut seen = HashSet::with_capacity(swatches.len());
        let mut all = Vec::with_capacity(swatches.len());
        for (index, swatch) in swatches.into_iter().enumerate() {
            let here = path.index(index);
            let found = if swatch.value == "*" {
                self.reserved(&here.key("value"));
                None
            } else {
                let places = [&here.key("dimension"), &here.key("value")];
                self.indexes(places, &swatch.dimension, &swatch.value, names)
            };
            let value = swatch.value.clone();
            let paint = self.paint(&here, swatch);
            if let Some(found) = found
                && !seen.insert(found)
            {
                self.fault(
                    &here,
                    Code::DuplicateSwatch,
                    format!("a second swatch of the value `{}`", shortened(&value)),
                    "keep one of them",
                );
            }
            if let (Some((dimension, value)), Some(paint)) = (found, paint) {
                all.push(Swatch { dimension, value, paint });
            }
        }
        all.into()
    }
}

#[cfg(test)]
mod tests {
    use crate::fault::Code;
    use crate::limits::Limits;
    use crate::model::{ProductBuilder, VariantBuilder};

    #[test]
    fn rows_are_never_wider_than_a_product_may_have_dimensions() {
        // as wide as all of them, the rows would take 1.6 GB
        let mut product = ProductBuilder::new("S1");
        for at in 0..200_000 {
            product = product.dimension(format!("d{at}"), ["v"]);
        }
        for at in 0..2_000 {
            product = product.variant(VariantBuilder::new(format!("V{at}"), [("d0", "v")]));
        }
        let limits = Limits { variants: 1, ..Limits::default() };
        let faults = product.build(&limits).unwrap_err();
        let codes: Vec<Code> = faults.iter().take(2).map(|fault| fault.code()).collect();
        assert_eq!(codes, [Code::LimitDimensions, Code::LimitVariants]);
    }
}
