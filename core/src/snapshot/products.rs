//! All products of a snapshot, one after the other.

use super::find::{Found, Layers};
use super::layer::{LayerRef, Wanted};
use super::layout::Section;
use super::open::Snapshot;
use core::ops::Range;

/// The products of a snapshot; see [`Snapshot::products`].
#[derive(Clone)]
pub struct Products<'s> {
    layers: &'s dyn Layers,
    next: ProductPlace,
}

/// A place among the products of a snapshot, kept without a borrow; the default is the first.
///
/// Among those of another snapshot it says nothing sensible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProductPlace {
    layer: u32,
    product: u32,
}

impl core::fmt::Debug for Products<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Products").field("next", &self.next).finish_non_exhaustive()
    }
}

impl<B: AsRef<[u8]> + Sync> Snapshot<B> {
    /// Every product, each once: those of the base, then those of each delta, in the order in which they
    /// lie in the file. A product that a delta changed comes with that delta, one that it removed not at
    /// all. In a full snapshot they lie in the order of their numbers.
    ///
    /// # Cost
    /// A few reads each, and for each delta above it a look-up; allocates nothing.
    ///
    /// # Example
    /// ```
    /// # use omnimedia::{Flatten, Limits, Policy, ProductBuilder, Publication, Snapshot};
    /// # let mut builder = Publication::builder(Limits::default());
    /// # builder.product(ProductBuilder::new("S2"));
    /// # builder.product(ProductBuilder::new("S1"));
    /// # let snapshot = Snapshot::open(Flatten::new(&builder.build()?, Policy::default()).to_bytes()?)?;
    /// let numbers: Vec<&str> = snapshot.products().map(|product| product.number()).collect();
    /// assert_eq!(numbers, ["S1", "S2"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn products(&self) -> Products<'_> {
        self.products_from(ProductPlace::default())
    }

    /// The products from a place on that [`Products::place`] gave: for a host that stops between two of
    /// them and keeps no borrow.
    ///
    /// # Cost
    /// As [`Snapshot::products`].
    pub fn products_from(&self, place: ProductPlace) -> Products<'_> {
        Products { layers: self, next: place }
    }
}

impl<'s> Products<'s> {
    /// The place of the product that comes next.
    #[must_use]
    pub fn place(&self) -> ProductPlace {
        self.next
    }

    fn newer(&self, layer: u32) -> Range<usize> {
        (layer as usize).saturating_add(1)..self.layers.count()
    }

    /// The product at a place of a layer, where no newer layer has another word on its number.
    fn standing(&self, layer: LayerRef<'s>, at: ProductPlace) -> Option<Found<'s>> {
        let slot = layer.slot_of(at.product, 0)?;
        let newer = self.newer(at.layer);
        if !newer.is_empty() {
            let number = layer.number(slot)?.as_bytes();
            let says =
                |layer: LayerRef<'_>| layer.find(Wanted::new(number, layer.meta.number_seed)).is_some();
            if newer.filter_map(|at| self.layers.layer(at)).any(says) {
                return None;
            }
        }
        Some(Found { layers: self.layers, layer, slot })
    }
}

impl<'s> Iterator for Products<'s> {
    type Item = Found<'s>;

    fn next(&mut self) -> Option<Found<'s>> {
        while let Some(layer) = self.layers.layer(self.next.layer as usize) {
            let at = self.next;
            if at.product >= layer.count(Section::Products) {
                self.next = ProductPlace { layer: at.layer.saturating_add(1), product: 0 };
                continue;
            }
            self.next.product = at.product.saturating_add(1);
            if let Some(found) = self.standing(layer, at) {
                return Some(found);
            }
        }
        None
    }
}

#[cfg(all(test, feature = "write"))]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use crate::{Flatten, Limits, Policy, ProductBuilder, Publication, Snapshot, VariantBuilder};

    fn shop(products: &[(&str, &[&str])]) -> Publication {
        let mut builder = Publication::builder(Limits::default());
        for (number, variants) in products {
            let mut product = ProductBuilder::new(*number);
            if !variants.is_empty() {
                product = product.dimension("Size", variants.iter().copied());
            }
            for variant in *variants {
                product = product.variant(VariantBuilder::new(*variant, [("Size", *variant)]));
            }
            builder.product(product);
        }
        builder.build().unwrap()
    }

    fn numbers(snapshot: &Snapshot<Vec<u8>>) -> Vec<String> {
        snapshot.products().map(|product| product.number().to_owned()).collect()
    }

    #[test]
    fn deltas_change_add_and_remove_products() {
        let before = shop(&[("A", &[]), ("B", &["B1", "C"]), ("D", &[]), ("E", &[])]);
        let base = Flatten::new(&before, Policy::default()).to_bytes().unwrap();
        let snapshot = Snapshot::open(base.clone()).unwrap();
        assert_eq!(numbers(&snapshot), ["A", "B", "D", "E"]);

        // B loses a variant whose number becomes a product; D is gone; E becomes a variant of A; F is new
        let after = shop(&[("A", &["E"]), ("B", &["B1"]), ("C", &[]), ("F", &[])]);
        let mut change = Flatten::change(&after, &snapshot).unwrap();
        for number in ["A", "B", "C", "D", "E", "F"] {
            change.product(number);
        }
        let delta = change.to_bytes().unwrap();
        let layered = Snapshot::open_with(base.clone(), [delta.clone()]).unwrap();
        assert_eq!(numbers(&layered), ["A", "B", "C", "F"]);
        let compact = Snapshot::open(Flatten::compact(&layered).unwrap()).unwrap();
        assert_eq!(numbers(&compact), ["A", "B", "C", "F"]);

        // a second delta leaves all of the first but what it names
        let last = shop(&[("A", &["E"]), ("B", &["B1"]), ("C", &[]), ("D", &[])]);
        let mut change = Flatten::change(&last, &layered).unwrap();
        change.product("D");
        change.product("F");
        let second = change.to_bytes().unwrap();
        let layered = Snapshot::open_with(base, [delta, second]).unwrap();
        assert_eq!(numbers(&layered), ["A", "B", "C", "D"]);
        assert!(layered.products().all(|product| product.variant().is_none()));
    }

    #[test]
    fn a_place_goes_on_where_it_was_kept() {
        let shop = shop(&[("A", &[]), ("B", &["B1"]), ("C", &[])]);
        let snapshot = Snapshot::open(Flatten::new(&shop, Policy::default()).to_bytes().unwrap()).unwrap();
        let mut place = crate::ProductPlace::default();
        let mut met = Vec::new();
        loop {
            let mut products = snapshot.products_from(place);
            let Some(product) = products.next() else { break };
            met.push(product.number());
            place = products.place();
        }
        assert_eq!(met, ["A", "B", "C"]);
        assert_eq!(snapshot.products_from(place).count(), 0);
    }
}
