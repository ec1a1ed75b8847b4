//! What the search for fewer sets gives: a product with other documents, and the counts.

use super::selections::{ChangedSelection, Selections};
use crate::model::{Context, Document, DocumentBuilder, Product};
use std::collections::HashSet;

/// How many documents, sets and listed items there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MediaSize {
    /// Documents of products.
    pub documents: u64,
    /// Sets in them.
    pub sets: u64,
    /// Items in the lists of these sets.
    pub items: u64,
}

impl MediaSize {
    pub(super) fn of(product: &Product) -> Self {
        let mut size = Self { documents: product.documents.len() as u64, ..Self::default() };
        for set in product.documents.iter().flat_map(Document::sets) {
            let items = set.primary.items.len().saturating_add(set.additional.items.len());
            size.sets = size.sets.saturating_add(1);
            size.items = size.items.saturating_add(items as u64);
        }
        size
    }

    pub(super) fn add(&mut self, other: Self) {
        self.documents = self.documents.saturating_add(other.documents);
        self.sets = self.sets.saturating_add(other.sets);
        self.items = self.items.saturating_add(other.items);
    }
}

/// How much there was before, and how much there is after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MinimiseCounts {
    pub(super) products: u64,
    pub(super) changed: u64,
    pub(super) before: MediaSize,
    pub(super) after: MediaSize,
    pub(super) selections: u64,
    pub(super) unproved: u64,
    pub(super) unfinished: u64,
    pub(super) broken_off: bool,
}

impl MinimiseCounts {
    /// How many products were looked at.
    #[must_use]
    pub fn products(&self) -> u64 {
        self.products
    }

    /// How many of them have other documents now.
    #[must_use]
    pub fn products_changed(&self) -> u64 {
        self.changed
    }

    /// What the products had.
    #[must_use]
    pub fn before(&self) -> MediaSize {
        self.before
    }

    /// What they have now; never more sets, nor more items.
    #[must_use]
    pub fn after(&self) -> MediaSize {
        self.after
    }

    /// How many selections that are no variants show something else now, each counted in every context
    /// that meets other documents.
    #[must_use]
    pub fn selections(&self) -> u64 {
        self.selections
    }

    /// How many products keep their documents because what was found did not show the same. It is 0
    /// unless the library is wrong.
    #[must_use]
    pub fn unproved(&self) -> u64 {
        self.unproved
    }

    /// How many products were too much work to be searched to the end: what they have now shows the
    /// same, but there may be sets left that could go.
    #[must_use]
    pub fn unfinished(&self) -> u64 {
        self.unfinished
    }

    /// Whether every product was looked at; not where the caller broke off.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.broken_off
    }
}

/// A product that shows the same with fewer sets.
#[derive(Clone, Debug)]
pub struct Minimised<'p> {
    pub(super) before: &'p Product,
    pub(super) after: Product,
    pub(super) sizes: [MediaSize; 2],
    pub(super) selections: Selections<'p>,
    pub(super) finished: bool,
}

impl<'p> Minimised<'p> {
    /// The number of the product.
    #[must_use]
    pub fn product(&self) -> &'p str {
        &self.before.number
    }

    /// What the product had.
    #[must_use]
    pub fn before(&self) -> MediaSize {
        self.sizes[0]
    }

    /// What it has now.
    #[must_use]
    pub fn after(&self) -> MediaSize {
        self.sizes[1]
    }

    /// The documents it has now, in their order, those that are as before included.
    ///
    /// # Cost
    /// Linear in them.
    pub fn documents(&self) -> impl ExactSizeIterator<Item = DocumentBuilder> {
        self.after.documents.iter().map(|document| document.to_builder(&self.after))
    }

    /// The contexts of the documents that went.
    ///
    /// # Cost
    /// Linear in the documents.
    pub fn removed(&self) -> impl ExactSizeIterator<Item = &'p Context> {
        let left: HashSet<&Context> = self.after.documents.iter().map(Document::context).collect();
        let removed = self.before.documents.iter().map(Document::context);
        removed.filter(|context| !left.contains(context)).collect::<Vec<_>>().into_iter()
    }

    /// Selections that are no variants and show something else now, as many as were asked for.
    #[must_use]
    pub fn selections(&self) -> &[ChangedSelection<'p>] {
        &self.selections.listed
    }

    /// How many there are, listed or not, among those that were looked at.
    #[must_use]
    pub fn selections_changed(&self) -> u64 {
        self.selections.count
    }

    /// Whether every selection was looked at; not where dimensions come to too many.
    #[must_use]
    pub fn selections_are_complete(&self) -> bool {
        self.selections.complete
    }

    /// Whether the search went to its end.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.finished
    }
}
