//! What a host stores.

use super::{Day, Told, sure};
use crate::page::number;
use crate::teller::{Teller, sum};
use omnimedia::{Tenant, UnitKey};
use std::collections::BTreeSet;
use std::io::Write;

/// The units that a host has stored.
pub(crate) struct Stored {
    units: BTreeSet<UnitKey>,
}

impl Stored {
    /// Stores a tenant for the first time.
    pub(super) fn begin(tenant: &mut Tenant) -> Told<Self> {
        let changed = tenant.take_changed_units();
        let all: BTreeSet<UnitKey> = tenant.units().collect();
        sure(changed.iter().eq(&all), "a new tenant does not name all its units")?;
        Ok(Self { units: all })
    }
}

pub(super) fn tell<W: Write>(teller: &mut Teller<W>, day: &mut Day) -> Told {
    teller.chapter(
        "What a host stores",
        "A tenant is stored unit by unit: what changed is written, what is gone is deleted, all else stays.",
    )?;
    let before = day.stored.units.len();
    let changed = day.tenant.take_changed_units();
    let (written, gone): (Vec<UnitKey>, Vec<UnitKey>) =
        changed.into_iter().partition(|key| day.tenant.has_unit(key));
    for key in gone.iter() {
        day.stored.units.remove(key);
    }
    day.stored.units.extend(written.iter().cloned());
    sure(
        day.stored.units.iter().cloned().eq(day.tenant.units().collect::<BTreeSet<_>>()),
        "units were missed",
    )?;
    let count = |wanted: &dyn Fn(&UnitKey) -> bool| written.iter().filter(|key| wanted(key)).count();
    let target = |wanted: fn(&omnimedia::Target) -> bool| {
        count(&|key| matches!(key, UnitKey::Target(target) if wanted(target)))
    };
    let parts = [
        (
            target(|target| target.group().is_none() && target.product_number().is_some()),
            "document",
            "documents",
        ),
        (target(|target| target.group().is_none() && target.asset_id().is_some()), "asset", "assets"),
        (
            target(|target| target.group().is_none() && target.category_id().is_some()),
            "category picture",
            "category pictures",
        ),
        (count(&|key| matches!(key, UnitKey::Group(_))), "publish group", "publish groups"),
        (target(|target| target.group().is_some()), "item of it", "items of it"),
    ];
    teller.fact("at first", &format!("{} units", number(before)))?;
    teller.fact("written", &format!("{}: {}", sum(&[(written.len(), "unit", "units")]), sum(&parts)))?;
    teller.fact("deleted", &sum(&[(gone.len(), "unit", "units")]))?;
    Ok(())
}
