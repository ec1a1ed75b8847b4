//! What of a tenant is to be flattened and stored again. A host says when it has done so: what it could not do is
//! handed out once more.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::mem::MaybeUninit;

use omnimedia::{UnitKey, wire};

use super::{Shared, ask, omnimedia_tenant};
use crate::bytes::{Made, omnimedia_bytes};
use crate::fault::{omnimedia_fault, tell};
use crate::guard::{Refusal, bad, explained, null};
use crate::handle::{Room, named};
use crate::opened::Opened;
use crate::snapshot::omnimedia_snapshot;
use crate::status::omnimedia_status;
use crate::view::omnimedia_str;

/// Refuses a mark that was never given.
fn settled(was_given: bool, mark: u64) -> Result<(), Refusal> {
    let never = || bad("mark", format!("is {mark}, which was never given"), "pass what this tenant gave");
    was_given.then_some(()).ok_or_else(never)
}

/// Which parts of the publication changed since the last that were settled, as JSON: `products`, `categories`,
/// `channels`, `swatches` and `assets`.
///
/// `out` gets text to be released with `omnimedia_bytes_release`, and `mark` a number for
/// `omnimedia_tenant_settle_changes`; `why` may be NULL. Changes are not stored with a tenant: one that is read has none.
/// `OMNIMEDIA_IN_USE`. Any thread; changes the tenant. Linear in what changed.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_changes(
    tenant: *const omnimedia_tenant,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    mark: Option<&mut MaybeUninit<u64>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let (room, place) = (Room::<Made>::new(out, "out")?, mark.ok_or_else(|| null("mark"))?);
        let (changes, mark) = named::<Shared>(tenant, "tenant")?
            .change("tenant", |authored| Ok(authored.unsettled.changes(&mut authored.tenant)))?;
        room.fill(wire::changes(&changes));
        place.write(mark);
        Ok(())
    })
}

/// The delta that brings a snapshot of this tenant's publication up to date with all that changed since the last that
/// was settled.
///
/// `out` gets the bytes, to be released with `omnimedia_bytes_release`, or NULL where nothing changed; `mark` gets a
/// number. Once the delta is where it belongs, such as in a store, pass the number to
/// `omnimedia_tenant_settle_changes`. Until then the next delta has the same changes again, so that nothing is lost
/// where the delta is refused or cannot be kept; a change that is in two deltas does no harm. `why` may be NULL.
///
/// `OMNIMEDIA_WRONG_POLICY`, `OMNIMEDIA_WRONG_KIND` for shards, `OMNIMEDIA_LIMIT_SNAPSHOT`,
/// `OMNIMEDIA_DUPLICATE_DOCUMENT`; `OMNIMEDIA_IN_USE`. Any thread; changes the tenant. That of what changed, whatever the size of the tenant and of the snapshot.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_delta(
    tenant: *const omnimedia_tenant,
    snapshot: *const omnimedia_snapshot,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    mark: Option<&mut MaybeUninit<u64>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let (room, place) = (Room::<Made>::new(out, "out")?, mark.ok_or_else(|| null("mark"))?);
        let whole = named::<Opened>(snapshot, "snapshot")?.whole()?;
        let (delta, mark) = named::<Shared>(tenant, "tenant")?.change("tenant", |authored| {
            let (changes, mark) = authored.unsettled.changes(&mut authored.tenant);
            if changes.is_empty() {
                return Ok((None, mark));
            }
            Ok((Some(authored.tenant.delta(whole, &changes)?), mark))
        })?;
        room.fill_or_null(delta);
        place.write(mark);
        Ok(())
    })
}

/// Forgets the changes that were there when `mark` was given: they are flattened. What changed since stays.
///
/// `why` may be NULL. `OMNIMEDIA_BAD_ARGUMENT` for a number that was never given, `OMNIMEDIA_IN_USE`. Any thread;
/// changes the tenant.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_settle_changes(
    tenant: *const omnimedia_tenant,
    mark: u64,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        named::<Shared>(tenant, "tenant")?
            .change("tenant", |authored| settled(authored.unsettled.settle_changes(mark), mark))
    })
}

/// The keys of the units of storage that changed since the last that were settled: a line each, that ends with `\n`, for
/// `omnimedia_tenant_unit`. No key has a line end in it.
///
/// `out` gets text to be released with `omnimedia_bytes_release`, and `mark` a number for
/// `omnimedia_tenant_settle_units`; `why` may be NULL. `OMNIMEDIA_IN_USE`. Any thread; changes the tenant. n log n in the
/// keys.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_changed_units(
    tenant: *const omnimedia_tenant,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    mark: Option<&mut MaybeUninit<u64>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let (room, place) = (Room::<Made>::new(out, "out")?, mark.ok_or_else(|| null("mark"))?);
        let (keys, mark) = named::<Shared>(tenant, "tenant")?.change("tenant", |authored| {
            let (units, mark) = authored.unsettled.units(&mut authored.tenant);
            Ok((wire::unit_keys(&units), mark))
        })?;
        room.fill(keys);
        place.write(mark);
        Ok(())
    })
}

/// Forgets the units that were there when `mark` was given: they are stored. What changed since stays.
///
/// `why` may be NULL. `OMNIMEDIA_BAD_ARGUMENT` for a number that was never given, `OMNIMEDIA_IN_USE`. Any thread;
/// changes the tenant.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_settle_units(
    tenant: *const omnimedia_tenant,
    mark: u64,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        named::<Shared>(tenant, "tenant")?
            .change("tenant", |authored| settled(authored.unsettled.settle_units(mark), mark))
    })
}

/// One unit of storage as JSON: a line of the tenant's JSON Lines.
///
/// `key` is one of the texts that `omnimedia_tenant_changed_units` gives. `out` gets text to be released with
/// `omnimedia_bytes_release`, or NULL where the unit is no longer in the tenant, so that it is to be deleted where it is
/// stored; `why` may be NULL.
///
/// `OMNIMEDIA_TYPE` for a text that is no key, `OMNIMEDIA_IN_USE`. Any thread; only reads the tenant. Linear in the unit.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_unit(
    tenant: *const omnimedia_tenant,
    key: omnimedia_str,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Made>::new(out, "out")?;
        let key = UnitKey::parse(key.text("key")?)?;
        room.fill_or_null(ask(tenant, |tenant| Ok(tenant.unit(&key)))?);
        Ok(())
    })
}
