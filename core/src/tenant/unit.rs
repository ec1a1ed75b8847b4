//! Units: what a host stores, each by itself.

use super::Tenant;
use super::target::Target;

/// One unit of storage: small enough to be written when it changes, and whole by itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum UnitKey {
    /// The settings of the tenant.
    Settings,
    /// A channel, by its id.
    Channel(Box<str>),
    /// A central swatch, by its dimension and value.
    Swatch(Box<str>, Box<str>),
    /// A category without its documents, by its id.
    Category(Box<str>),
    /// A product without its documents, by its number.
    Product(Box<str>),
    /// A publish group without its items, by its name.
    Group(Box<str>),
    /// The life of an asset or of a document, live or in a publish group.
    Target(Target),
}

impl Tenant {
    /// The units that changed since this was asked last, in order. A unit that is no longer in the
    /// tenant is to be deleted.
    ///
    /// # Cost
    /// Linear in them.
    pub fn take_changed_units(&mut self) -> Vec<UnitKey> {
        std::mem::take(&mut self.changed_units).into_iter().collect()
    }

    /// Whether a unit is in the tenant.
    #[must_use]
    pub fn has_unit(&self, key: &UnitKey) -> bool {
        match key {
            UnitKey::Settings => true,
            UnitKey::Channel(id) => self.channels.contains_key(id),
            UnitKey::Swatch(dimension, value) => {
                self.swatches.contains_key(&(dimension.clone(), value.clone()))
            }
            UnitKey::Category(id) => self.categories.contains_key(&**id),
            UnitKey::Product(number) => self.products.contains_key(&**number),
            UnitKey::Group(name) => self.groups.contains_key(&**name),
            UnitKey::Target(target) => self.life(target).is_some(),
        }
    }

    /// Every unit, in an order in which each comes behind what it belongs to.
    ///
    /// # Cost
    /// Linear in the tenant.
    pub fn units(&self) -> impl Iterator<Item = UnitKey> {
        let channels = self.channels.keys().map(|id| UnitKey::Channel(id.clone()));
        let swatches =
            self.swatches.keys().map(|(dimension, value)| UnitKey::Swatch(dimension.clone(), value.clone()));
        let categories = self.categories.keys().map(|id| UnitKey::Category((&**id).into()));
        let products = self.products.keys().map(|number| UnitKey::Product((&**number).into()));
        let groups = self.groups.keys().map(|name| UnitKey::Group((&**name).into()));
        let items = self.groups.values().flat_map(|group| group.items().map(|(target, _)| target));
        std::iter::once(UnitKey::Settings)
            .chain(channels)
            .chain(swatches)
            .chain(categories)
            .chain(products)
            .chain(self.targets().map(UnitKey::Target))
            .chain(groups)
            .chain(items.map(UnitKey::Target))
    }
}
