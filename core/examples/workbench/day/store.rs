//! What a host stores: units, each under its key.

use super::{Day, Told, sure};
use crate::page::number;
use crate::teller::{Teller, sum};
use omnimedia::{Limits, Target, Tenant, TenantBuilder, UnitKey};
use std::collections::BTreeMap;
use std::io::Write;

/// What a host has stored: the JSON of each unit, by the text of its key.
pub(super) struct Stored(BTreeMap<String, String>);

/// What a host did to be up to date.
struct Kept {
    written: Vec<UnitKey>,
    bytes: usize,
    deleted: usize,
}

impl Stored {
    /// Stores a tenant for the first time.
    pub(super) fn begin(tenant: &mut Tenant) -> Told<Self> {
        let mut stored = Self(BTreeMap::new());
        let kept = stored.keep(tenant)?;
        sure(kept.written.len() == tenant.units().count(), "a new tenant does not name all its units")?;
        Ok(stored)
    }

    /// Writes the units that changed, and deletes those that are gone.
    fn keep(&mut self, tenant: &mut Tenant) -> Told<Kept> {
        let mut kept = Kept { written: Vec::new(), bytes: 0, deleted: 0 };
        for key in tenant.take_changed_units() {
            match tenant.unit(&key) {
                Some(json) => {
                    kept.bytes += json.len();
                    self.0.insert(key.to_key(), json);
                    kept.written.push(key);
                }
                None => {
                    self.0.remove(&key.to_key());
                    kept.deleted += 1;
                }
            }
        }
        Ok(kept)
    }

    /// The tenant that is stored.
    fn read(&self) -> Told<Tenant> {
        let mut units = TenantBuilder::new(Limits::default());
        for json in self.0.values() {
            units.unit(json)?;
        }
        Ok(units.build()?)
    }

    fn bytes(&self) -> usize {
        self.0.values().map(String::len).sum()
    }
}

pub(super) fn tell<W: Write>(teller: &mut Teller<W>, day: &mut Day) -> Told {
    teller.chapter(
        "What a host stores",
        "A tenant is stored unit by unit: what changed is written, what is gone is deleted, all else stays.",
    )?;
    let units =
        |many: usize, bytes: usize| format!("{}, {} bytes", sum(&[(many, "unit", "units")]), number(bytes));
    teller.fact("at first", &units(day.stored.0.len(), day.stored.bytes()))?;
    let kept = day.stored.keep(&mut day.tenant)?;
    let written = units(kept.written.len(), kept.bytes);
    teller.fact("written", &format!("{written}: {}", kinds(&kept.written)))?;
    teller.fact("deleted", &sum(&[(kept.deleted, "unit", "units")]))?;
    sure(day.stored.read()? == day.tenant, "what was stored is another tenant")?;
    let json = day.tenant.to_json_lines();
    let read = Tenant::from_json_lines(json.as_bytes(), &Limits::default())?;
    sure(read == day.tenant, "what was saved is another tenant")?;
    teller.good("read again from its units, and from one file, it is the same tenant")?;
    Ok(())
}

/// What was written, by kind.
fn kinds(written: &[UnitKey]) -> String {
    let count = |wanted: &dyn Fn(&UnitKey) -> bool| written.iter().filter(|key| wanted(key)).count();
    let target =
        |wanted: fn(&Target) -> bool| count(&|key| matches!(key, UnitKey::Target(target) if wanted(target)));
    sum(&[
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
    ])
}
