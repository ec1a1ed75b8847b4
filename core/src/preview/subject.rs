//! A product as all sides know it: its dimensions, and the selections that can be made of it.

use super::Side;
use crate::fault::Fault;
use crate::model::Product;
use crate::resolve::query::no_such_number;
use indexmap::{IndexMap, IndexSet};
use std::collections::HashMap;

/// For each dimension of the subject the chosen value, counted from 1; 0 is none.
pub(super) type Selection = Box<[u32]>;

/// How often a variant is looked at for the selections that it completes, all variants together.
const MOST_TRIED: usize = 1 << 20;

/// A product of which at least one side has something.
pub(super) struct Subject<'p> {
    pub(super) number: &'p str,
    pub(super) name: Option<&'p str>,
    /// The product on each side.
    pub(super) products: Vec<Option<&'p Product>>,
    /// The dimensions and values of all sides, in the order of the first.
    pub(super) dimensions: IndexMap<&'p str, IndexSet<&'p str>>,
    /// No selection; then every variant; then those that are not complete.
    pub(super) selections: Vec<Selection>,
    /// How many of the selections are variants.
    pub(super) variants: usize,
    /// Whether every selection that leads to a variant is there, or the complete ones alone.
    pub(super) has_partial: bool,
}

/// The subjects with these numbers, each once; all where none is named.
pub(super) fn subjects<'p>(sides: &[Side<'p>], numbers: &[String]) -> Result<Vec<Subject<'p>>, Fault> {
    let mut chosen: IndexSet<&'p str> = IndexSet::new();
    if numbers.is_empty() {
        chosen.extend(sides.iter().flat_map(|side| side.publication.products.keys()).map(AsRef::as_ref));
    }
    for number in numbers {
        let found = sides.iter().find_map(|side| {
            let place = side.publication.find(number)?;
            side.publication.products.get_index(place.product)
        });
        let (number, _) = found.ok_or_else(|| no_such_number(number))?;
        chosen.insert(number);
    }
    Ok(chosen.into_iter().map(|number| Subject::new(sides, number)).collect())
}

impl<'p> Subject<'p> {
    fn new(sides: &[Side<'p>], number: &'p str) -> Self {
        let products: Vec<Option<&'p Product>> =
            sides.iter().map(|side| side.publication.product(number)).collect();
        let mut dimensions: IndexMap<&str, IndexSet<&str>> = IndexMap::new();
        for dimension in products.iter().flatten().flat_map(|product| product.dimensions()) {
            dimensions.entry(dimension.name()).or_default().extend(dimension.values());
        }
        let name = products.iter().flatten().find_map(|product| product.name());
        let mut subject = Self {
            number,
            name,
            products,
            dimensions,
            selections: Vec::new(),
            variants: 0,
            has_partial: true,
        };
        subject.select();
        subject
    }

    fn select(&mut self) {
        let mut rows: IndexSet<Selection> = IndexSet::new();
        rows.insert(vec![0; self.dimensions.len()].into());
        for product in self.products.iter().flatten() {
            rows.extend(self.variants_of(product));
        }
        self.variants = rows.len().saturating_sub(1);
        let complete = rows.len();
        self.has_partial = self.add_partial(&mut rows);
        if !self.has_partial {
            rows.truncate(complete);
        }
        self.selections = rows.into_iter().collect();
    }

    /// The selection of each variant of one side.
    pub(super) fn variants_of(&self, product: &Product) -> Vec<Selection> {
        let places = self.places(product);
        let row = |variant: usize| {
            let mut selection = vec![0; self.dimensions.len()];
            for (value, (dimension, values)) in product.value_row(variant).iter().zip(&places) {
                if let (Some(slot), Some(value)) =
                    (selection.get_mut(*dimension), values.get(*value as usize))
                {
                    *slot = *value;
                }
            }
            selection.into_boxed_slice()
        };
        (0..product.variants.len()).map(row).collect()
    }

    /// Where each dimension of one side is in the subject, and each of its values, counted from 1.
    pub(super) fn places(&self, product: &Product) -> Vec<(usize, Vec<u32>)> {
        let place = |dimension: &crate::model::Dimension| {
            let found = self.dimensions.get_full(dimension.name());
            let number = |value: &str| {
                let index = found.and_then(|(.., values)| values.get_index_of(value));
                u32::try_from(index.map_or(0, |index| index.saturating_add(1))).unwrap_or_default()
            };
            (found.map_or(usize::MAX, |(place, ..)| place), dimension.values().map(number).collect())
        };
        product.dimensions.iter().map(place).collect()
    }

    /// Adds every selection that some variant completes. Gives up where they come to be too many.
    fn add_partial(&self, rows: &mut IndexSet<Selection>) -> bool {
        let most = self.variants.saturating_mul(8).saturating_add(1_024);
        let complete: Vec<Selection> = rows.iter().cloned().collect();
        let ways = u32::try_from(self.dimensions.len()).ok().and_then(|width| 1_usize.checked_shl(width));
        let Some(ways) = ways.filter(|ways| ways.saturating_mul(complete.len()) <= MOST_TRIED) else {
            return false;
        };
        for chosen in 1..ways.saturating_sub(1) {
            for row in &complete {
                let kept = row
                    .iter()
                    .enumerate()
                    .map(|(place, value)| if chosen >> place & 1 == 1 { *value } else { 0 });
                rows.insert(kept.collect());
            }
            if rows.len() > most.saturating_add(complete.len()) {
                return false;
            }
        }
        true
    }

    /// The selections by the index of the variant that they mean on one side.
    pub(super) fn meant(&self, product: &Product) -> HashMap<Selection, usize> {
        self.variants_of(product).into_iter().zip(0..).collect()
    }

    /// The values of a selection, by name.
    pub(super) fn values(&self, selection: &[u32]) -> Vec<(&'p str, &'p str)> {
        let value = |((dimension, values), value): ((&&'p str, &IndexSet<&'p str>), &u32)| {
            let index = (*value as usize).checked_sub(1)?;
            Some((*dimension, *values.get_index(index)?))
        };
        self.dimensions.iter().zip(selection).filter_map(value).collect()
    }
}
