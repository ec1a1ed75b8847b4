//! What was handed out of a tenant's changes, until the host says that it is where it belongs.

use super::Tenant;
use super::changes::Changes;
use super::unit::UnitKey;
use std::collections::{BTreeMap, BTreeSet};

/// Changes and changed units that a host was handed and did not settle.
///
/// [`Tenant::take_changes`] and [`Tenant::take_changed_units`] tell a change once. A host that fails before it has
/// flattened or stored what changed would lose it. This hands everything out again until it is settled.
///
/// ```
/// use omnimedia::{Limits, ProductBuilder, Tenant, UnitKey, Unsettled};
/// let (mut tenant, mut unsettled) = (Tenant::new(Limits::default()), Unsettled::default());
/// tenant.set_product(ProductBuilder::new("S1"))?;
/// let (units, _) = unsettled.units(&mut tenant);
/// assert_eq!(units.len(), 1); // and the store is away
/// tenant.set_product(ProductBuilder::new("S2"))?;
/// let (units, mark) = unsettled.units(&mut tenant);
/// assert_eq!(units, [UnitKey::Product("S1".into()), UnitKey::Product("S2".into())]); // both are stored now
/// assert!(unsettled.settle_units(mark));
/// assert_eq!(unsettled.units(&mut tenant).0, []);
/// # Ok::<(), omnimedia::Faults>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Unsettled {
    changes: Noted<Changes>,
    units: Noted<Vec<UnitKey>>,
}

impl Unsettled {
    /// All changes of the publication that are not settled, with the mark that settles them.
    ///
    /// Use one for one tenant.
    ///
    /// # Cost
    /// Linear in them.
    pub fn changes(&mut self, tenant: &mut Tenant) -> (Changes, u64) {
        let mark = self.changes.add(Some(tenant.take_changes()).filter(|new| !new.is_empty()));
        let mut all = Changes::default();
        self.changes.by_mark.values().for_each(|changes| all.merge(changes.clone()));
        (all, mark)
    }

    /// All changed units that are not settled, in order and each once, with the mark that settles them.
    ///
    /// # Cost
    /// n log n in them.
    pub fn units(&mut self, tenant: &mut Tenant) -> (Vec<UnitKey>, u64) {
        let mark = self.units.add(Some(tenant.take_changed_units()).filter(|new| !new.is_empty()));
        let all: BTreeSet<&UnitKey> = self.units.by_mark.values().flatten().collect();
        (all.into_iter().cloned().collect(), mark)
    }

    /// Forgets the changes that were there when a mark was given; `false` for a mark that never was.
    ///
    /// What changed since stays.
    #[must_use = "a mark that was never given settles nothing"]
    pub fn settle_changes(&mut self, mark: u64) -> bool {
        self.changes.settle(mark)
    }

    /// Forgets the units that were there when a mark was given; `false` for a mark that never was.
    ///
    /// What changed since stays.
    #[must_use = "a mark that was never given settles nothing"]
    pub fn settle_units(&mut self, mark: u64) -> bool {
        self.units.settle(mark)
    }
}

/// What was handed out, by the mark under which it was.
#[derive(Clone, Debug)]
struct Noted<T> {
    by_mark: BTreeMap<u64, T>,
    last: u64,
}

impl<T> Default for Noted<T> {
    fn default() -> Self {
        Self { by_mark: BTreeMap::new(), last: 0 }
    }
}

impl<T> Noted<T> {
    /// Adds what is new, and gives the mark for all there is.
    fn add(&mut self, new: Option<T>) -> u64 {
        if let Some(new) = new {
            self.last = self.last.saturating_add(1);
            self.by_mark.insert(self.last, new);
        }
        self.last
    }

    fn settle(&mut self, mark: u64) -> bool {
        let was_given = mark <= self.last;
        if was_given {
            self.by_mark.retain(|under, _| *under > mark);
        }
        was_given
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::model::ProductBuilder;

    #[test]
    fn what_is_not_settled_is_handed_out_again() {
        let (mut tenant, mut unsettled) = (Tenant::new(Limits::default()), Unsettled::default());
        assert_eq!(unsettled.changes(&mut tenant), (Changes::default(), 0));
        tenant.set_product(ProductBuilder::new("S1")).unwrap();
        let (one, first) = unsettled.changes(&mut tenant);
        assert_eq!(unsettled.changes(&mut tenant), (one.clone(), first));
        tenant.set_product(ProductBuilder::new("S2")).unwrap();
        let (both, second) = unsettled.changes(&mut tenant);
        assert!(one.products().eq(["S1"]) && both.products().eq(["S1", "S2"]));
        assert!(unsettled.settle_changes(first));
        let (rest, third) = unsettled.changes(&mut tenant);
        assert!(rest.products().eq(["S2"]) && third == second);
        assert!(!unsettled.settle_changes(second + 1), "a mark that was never given");
        assert!(unsettled.settle_changes(second) && unsettled.settle_changes(first));
        assert!(unsettled.changes(&mut tenant).0.is_empty());
        assert_eq!(unsettled.units(&mut tenant).0.len(), 2, "units are settled by themselves");
    }
}
