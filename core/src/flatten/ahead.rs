//! Looking at products shortly before they are flattened.

use crate::model::{Document, Product};
use std::hint::black_box;

/// How many products are looked at together: few enough that what was read of them is still near when
/// their turn comes.
pub(crate) const AHEAD: usize = 8;

/// Reads a little of all that flattening these products will read.
///
/// Products lie in memory as they were built, not by number. Flattening them one by one would wait for
/// one piece of memory after the other; of reads that do not depend on each other many are under way
/// at once. Nothing comes of it but that the memory is near.
pub(crate) fn look_at(products: &[&Product]) {
    let of_all = |of: fn(&Product) -> usize| {
        black_box(products.iter().fold(0usize, |sum, product| sum.wrapping_add(of(product))));
    };
    of_all(|product| product.variants.len().wrapping_add(product.documents.len()));
    of_all(|product| sum(product.variants.iter().map(|variant| first(&variant.number))));
    of_all(|product| {
        let values = product.dimensions.iter().flat_map(|dimension| dimension.values.iter());
        sum(values.map(|value| first(value)))
    });
    of_all(|product| {
        let sets = product.documents.iter().flat_map(Document::sets);
        sum(sets.flat_map(|set| &set.primary.items).map(|item| item.place.unwrap_or(0) as usize))
    });
}

fn first(text: &str) -> usize {
    text.bytes().next().map_or(0, usize::from)
}

fn sum(numbers: impl Iterator<Item = usize>) -> usize {
    numbers.fold(0, usize::wrapping_add)
}
