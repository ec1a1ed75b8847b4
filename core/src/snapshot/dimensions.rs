//! The dimensions of a product, as a snapshot holds them.
//!
//! A block in words of eight bytes: how many dimensions, then for each its name, how many values,
//! the values in order, and their places in the order of their bytes, four to a word.

use super::layer::LayerRef;
use super::layout::{self, Section};
use zerocopy::little_endian::{U16, U64};

/// The dimensions of one product.
#[derive(Clone, Copy)]
pub(crate) struct Dimensions<'s> {
    layer: LayerRef<'s>,
    words: &'s [U64],
    count: usize,
}

/// One of them.
#[derive(Clone, Copy)]
pub(crate) struct DimensionView<'s> {
    layer: LayerRef<'s>,
    name: u64,
    values: &'s [U64],
    sorted: &'s [U16],
}

/// Words that the sorted places of `count` values take.
pub(crate) fn sorted_words(count: usize) -> usize {
    count.div_ceil(4)
}

impl<'s> Dimensions<'s> {
    pub(crate) fn of(layer: &LayerRef<'s>, product: u32) -> Self {
        let start = layer.product(product).map_or(0, |record| record.dimensions.get());
        Self::at(layer, start)
    }

    pub(crate) fn at(layer: &LayerRef<'s>, start: u32) -> Self {
        let none = Self { layer: *layer, words: &[], count: 0 };
        if start == 0 {
            return none;
        }
        let words = layer.all::<U64>(Section::Dimensions).get(start as usize..).unwrap_or_default();
        let Some((count, words)) = words.split_first() else { return none };
        // each dimension takes at least two words
        let count = usize::try_from(count.get()).unwrap_or(0).min(words.len());
        Self { layer: *layer, words, count }
    }

    pub(crate) fn count(&self) -> usize {
        self.count
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = DimensionView<'s>> + use<'s> {
        let layer = self.layer;
        let mut words = self.words;
        (0..self.count).map_while(move |_| {
            let (name, rest) = words.split_first()?;
            let (count, rest) = rest.split_first()?;
            let count = usize::try_from(count.get()).ok()?;
            let (values, rest) = rest.split_at_checked(count)?;
            let (sorted, rest) = rest.split_at_checked(sorted_words(count))?;
            words = rest;
            let sorted = layout::all::<U16>(zerocopy::IntoBytes::as_bytes(sorted));
            Some(DimensionView { layer, name: name.get(), values, sorted: sorted.get(..count)? })
        })
    }

    /// The dimension with a name, and its place.
    pub(crate) fn position(&self, name: &str) -> Option<(usize, DimensionView<'s>)> {
        self.iter().enumerate().find(|(_, dimension)| dimension.name() == name)
    }

    pub(crate) fn get(&self, index: u32) -> Option<DimensionView<'s>> {
        self.iter().nth(index as usize)
    }
}

impl<'s> DimensionView<'s> {
    pub(crate) fn name(&self) -> &'s str {
        self.layer.text(self.name).unwrap_or_default()
    }

    pub(crate) fn value(&self, index: u32) -> Option<&'s str> {
        self.layer.text(self.values.get(index as usize)?.get())
    }

    pub(crate) fn values(&self) -> impl ExactSizeIterator<Item = &'s str> + use<'s> {
        let layer = self.layer;
        self.values.iter().map(move |value| layer.text(value.get()).unwrap_or_default())
    }

    /// The texts of its name and its values.
    pub(crate) fn texts(&self) -> impl Iterator<Item = u64> + use<'s> {
        std::iter::once(self.name).chain(self.values.iter().map(|value| value.get()))
    }

    /// Whether the sorted places name values that rise by their bytes, from one that is not empty.
    pub(crate) fn rises(&self) -> bool {
        let mut last: &[u8] = &[];
        self.sorted.len() == self.values.len()
            && self.sorted.iter().all(|at| {
                let value = self.values.get(usize::from(at.get()));
                let value = value.and_then(|value| self.layer.text_bytes(value.get())).unwrap_or_default();
                let rises = last < value;
                last = value;
                rises
            })
    }

    /// The place of a value in the product's order.
    pub(crate) fn position(&self, value: &str) -> Option<u32> {
        let found = self.sorted.binary_search_by(|at| {
            self.value(u32::from(at.get())).unwrap_or_default().as_bytes().cmp(value.as_bytes())
        });
        self.sorted.get(found.ok()?).map(|at| u32::from(at.get()))
    }
}
