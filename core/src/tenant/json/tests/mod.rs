//! What is stored is what is read again, in any state; what is refused and where.

mod faults;
mod hostile;
mod keys;
mod states;
mod units;

use crate::fault::{Fault, Faults};
use crate::instant::Instant;
use crate::limits::Limits;
use crate::model::Context;
use crate::tenant::{CheckOut, Stamp, Target, Tenant, TenantBuilder, Version};
use crate::wire;

pub(super) const HEADER: &str = r#"{"omnimedia":"tenant/1"}"#;

/// A user at a minute of one morning.
pub(super) fn at(by: &str, minute: u32) -> Stamp {
    let instant: Instant = format!("2026-11-24T09:{minute:02}:00.5Z").parse().unwrap();
    Stamp::new(by, instant)
}

pub(super) fn context(channel: &str, locale: &str) -> Context {
    Context::new(None, Some(channel), Some(locale)).unwrap()
}

pub(super) fn document(channel: &str) -> Target {
    Target::document("S1", context(channel, ""))
}

/// The tenant of these lines behind a header.
pub(super) fn lines(lines: &[&str]) -> Result<Tenant, Faults> {
    let text = format!("{HEADER}\n{}", lines.join("\n"));
    Tenant::from_json_lines(text.as_bytes(), &Limits::default())
}

/// The tenant that an object with these entries is.
pub(super) fn object(entries: &str) -> Result<Tenant, Faults> {
    let text = format!(r#"{{"omnimedia":"tenant/1",{entries}}}"#);
    Tenant::from_json(text.as_bytes(), &Limits::default())
}

/// Code and place of each fault.
pub(super) fn brief(outcome: Result<Tenant, Faults>) -> Vec<String> {
    let one = |fault: &Fault| format!("{} at {}", fault.code(), fault.place());
    outcome.map_or_else(|faults| faults.iter().map(one).collect(), |_| Vec::new())
}

/// Stores a tenant in each form and reads it again: the same tenant, and then the same bytes.
pub(super) fn again(tenant: &Tenant) -> Tenant {
    let limits = Limits::default();
    let (json, lines) = (tenant.to_json(), tenant.to_json_lines());
    let one = Tenant::from_json(json.as_bytes(), &limits).unwrap();
    assert_eq!(one, *tenant);
    assert_eq!(one.to_json(), json);
    let other = Tenant::from_json_lines(lines.as_bytes(), &limits).unwrap();
    assert_eq!(other, *tenant);
    assert_eq!(other.to_json_lines(), lines);

    handed_out(tenant);
    let keys: Vec<_> = tenant.units().collect();
    let units: Vec<String> = keys.iter().map(|key| tenant.unit(key).unwrap()).collect();
    assert_eq!(lines, format!("{HEADER}\n{}\n", units.join("\n")));
    let mut backwards = TenantBuilder::new(limits);
    units.iter().rev().for_each(|unit| backwards.unit(unit).unwrap());
    let mut backwards = backwards.build().unwrap();
    assert_eq!(backwards, *tenant);
    assert_eq!(backwards.to_json(), json);
    assert!(backwards.take_changes().is_empty());
    assert!(backwards.take_changed_units().is_empty());
    backwards
}

/// Hands every target and content of a tenant to a host, and takes it in again.
fn handed_out(tenant: &Tenant) {
    let items = tenant.groups().flat_map(|group| group.items());
    let items = items.map(|(target, item)| (target, item.life(), item.entry()));
    for (target, life, entry) in tenant.lives().map(|(what, life)| (what.live(), life, None)).chain(items) {
        assert_eq!(wire::read_target(wire::target(&target)), Ok(target.clone()));
        let versions = life.versions().iter().filter_map(Version::content);
        let contents = versions.chain(life.check_out().map(CheckOut::content)).chain(entry);
        for content in contents {
            let read = wire::read_content(&target, wire::content(content), &Limits::default());
            assert_eq!(read.as_ref(), Ok(content), "{target}");
        }
    }
}
