//! Changes: which parts of the publication are others now, and the delta of just these.

use super::Tenant;
use super::state::{Overlay, Parts};
use crate::fault::Faults;
use crate::flatten::Flatten;
use crate::snapshot::Snapshot;
use std::collections::BTreeSet;

/// Which parts of a tenant's publication changed: what is to be flattened again.
///
/// A changed asset is a change of every product, category and central swatch that uses it; these are
/// in here already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    pub(super) products: BTreeSet<Box<str>>,
    pub(super) categories: BTreeSet<Box<str>>,
    pub(super) channels: BTreeSet<Box<str>>,
    pub(super) swatches: BTreeSet<(Box<str>, Box<str>)>,
    pub(super) assets: BTreeSet<Box<str>>,
}

impl Changes {
    /// The numbers of the products, in order.
    pub fn products(&self) -> impl ExactSizeIterator<Item = &str> {
        self.products.iter().map(AsRef::as_ref)
    }

    /// The ids of the categories, in order.
    pub fn categories(&self) -> impl ExactSizeIterator<Item = &str> {
        self.categories.iter().map(AsRef::as_ref)
    }

    /// The ids of the channels, in order.
    pub fn channels(&self) -> impl ExactSizeIterator<Item = &str> {
        self.channels.iter().map(AsRef::as_ref)
    }

    /// The dimensions and values of the central swatches, in order.
    pub fn swatches(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.swatches.iter().map(|(dimension, value)| (&**dimension, &**value))
    }

    /// The ids of the assets, in order.
    pub fn assets(&self) -> impl ExactSizeIterator<Item = &str> {
        self.assets.iter().map(AsRef::as_ref)
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Takes in what changed later.
    pub fn merge(&mut self, later: Changes) {
        self.products.extend(later.products);
        self.categories.extend(later.categories);
        self.channels.extend(later.channels);
        self.swatches.extend(later.swatches);
        self.assets.extend(later.assets);
    }
}

impl Tenant {
    /// Which parts of the publication changed since this was asked last.
    ///
    /// They are not stored with the tenant: a tenant that is read again has none.
    pub fn take_changes(&mut self) -> Changes {
        std::mem::take(&mut self.changes)
    }

    /// The delta that brings a snapshot of this tenant's publication up to date, where `changes` are
    /// all that changed since.
    ///
    /// # Errors
    /// As [`Flatten::change`] and [`crate::Change::to_bytes`]; every fault of a publication.
    ///
    /// # Cost
    /// That of what changed, whatever the size of the tenant and of the snapshot.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{AssetBuilder, Context, DocumentBuilder, Flatten, Kind, Limits, Policy, ProductBuilder};
    /// use omnimedia::{Query, Scope, SetBuilder, Snapshot, Stamp, Target, Tenant};
    /// let mut tenant = Tenant::new(Limits::default());
    /// tenant.set_product(ProductBuilder::new("S1"))?;
    /// tenant.take_changes();
    /// let base = Flatten::new(&tenant.publication()?, Policy::default()).to_bytes()?;
    /// let snapshot = Snapshot::open(&base)?;
    ///
    /// let ann = Stamp::new("ann", "2026-11-24T09:00:00Z".parse()?);
    /// tenant.check_in(&Target::asset("A1"), AssetBuilder::new("A1", Kind::Image), &ann)?;
    /// let gallery = DocumentBuilder::new().master(SetBuilder::new().primary(["A1"]));
    /// tenant.check_in(&Target::document("S1", Context::default()), gallery, &ann)?;
    /// tenant.publish_all(&Scope::product("S1"), &ann)?;
    ///
    /// let changes = tenant.take_changes();
    /// let delta = tenant.delta(&snapshot, &changes)?;
    /// let snapshot = Snapshot::open_with(base.as_slice(), [delta.as_slice()])?;
    /// assert_eq!(snapshot.resolve(&Query::new("S1"))?.primary().len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn delta<B: AsRef<[u8]> + Sync>(
        &self,
        snapshot: &Snapshot<B>,
        changes: &Changes,
    ) -> Result<Vec<u8>, Faults> {
        let part = self.published_part(&Overlay::default(), &Parts::of(changes))?;
        let mut change = Flatten::change(&part, snapshot)?;
        for number in changes.products() {
            change.product(number);
        }
        for id in changes.categories() {
            change.category(id);
        }
        for id in changes.channels() {
            change.channel(id);
        }
        for (dimension, value) in changes.swatches() {
            change.swatch(dimension, value);
        }
        Ok(change.to_bytes()?)
    }
}
