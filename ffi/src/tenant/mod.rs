//! Tenants: what is authored, and how it comes to be published.
//!
//! Here is the handle, and how a tenant is read and written; `args` has targets and stamps, `editing`, `publishing` and
//! `groups` move lives on, `entities` sets what takes effect at once, `states` gives publications and tells what there
//! is, `changes` what is to be flattened and stored again, `rollout` the switches.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

pub mod args;
pub mod changes;
pub mod editing;
pub mod entities;
pub mod groups;
pub mod publishing;
pub mod rollout;
pub mod states;

use std::mem::MaybeUninit;
use std::sync::{RwLock, TryLockError};

use omnimedia::{Code, Fault, Tenant, Unsettled};

use self::args::omnimedia_stamp;
use super::args::{self as common, omnimedia_limits};
use super::bytes::{Made, omnimedia_bytes};
use super::fault::{omnimedia_fault, tell};
use super::guard::{Refusal, explained, guard};
use super::handle::{Handled, Room, named, release, retain};
use super::panics::midway;
use super::publication::{
    Held, OMNIMEDIA_JSON, OMNIMEDIA_JSON_LINES, no_format, omnimedia_format, omnimedia_publication,
};
use super::status::omnimedia_status;
use super::view::array;

/// A tenant: the media library, products and categories, and of each asset and document the published content, the
/// draft, the check-out and the versions.
///
/// Any thread may call. Calls that only read run together, one that changes something runs alone. No call waits for
/// another: where it cannot run now it answers `OMNIMEDIA_IN_USE`, and the caller calls again. So it is within
/// callbacks, too: from one of an import nothing of that tenant can be called, from one of an export what only reads.
/// Either all that a call says is done, or nothing. After a fault of the library itself in the middle of a change the
/// tenant answers `OMNIMEDIA_INTERNAL` for ever; read it again from where it is stored. After one in a call that only
/// reads it can be used as before.
pub struct omnimedia_tenant {
    _private: [u8; 0],
}

/// A tenant, and what of it is not yet flattened and stored.
pub(crate) struct Authored {
    pub(crate) tenant: Tenant,
    unsettled: Unsettled,
}

/// What stands behind the handle of a tenant.
pub(crate) struct Shared(RwLock<Authored>);

impl Handled for Shared {
    type Face = omnimedia_tenant;
    const KIND: usize = 8;
}

impl From<Tenant> for Shared {
    fn from(tenant: Tenant) -> Self {
        Self(RwLock::new(Authored { tenant, unsettled: Unsettled::default() }))
    }
}

#[cold]
fn refused<T>(error: &TryLockError<T>, name: &str) -> Refusal {
    match error {
        TryLockError::WouldBlock => Fault::new(
            Code::InUse,
            format!("the argument `{name}` is in use by another call, or by one that calls back"),
            "call again when that one has returned",
        ),
        TryLockError::Poisoned(_) => Fault::new(
            Code::Internal,
            format!("a change of the argument `{name}` broke off in the middle"),
            "read it again from where it is stored, and report what was called before",
        ),
    }
    .into()
}

impl Shared {
    /// Asks a tenant, beside others who do.
    pub(crate) fn ask<T>(
        &self,
        name: &str,
        ask: impl FnOnce(&Tenant) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let authored = self.0.try_read().map_err(|error| refused(&error, name))?;
        midway();
        let answer = ask(&authored.tenant);
        midway();
        answer
    }

    /// Changes a tenant, alone.
    pub(crate) fn change<T>(
        &self,
        name: &str,
        change: impl FnOnce(&mut Authored) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        // a panic poisons the lock: who comes later is told
        let mut authored = self.0.try_write().map_err(|error| refused(&error, name))?;
        midway();
        let changed = change(&mut authored);
        midway();
        changed
    }
}

/// Asks the tenant of a handle.
fn ask<T>(
    tenant: *const omnimedia_tenant,
    ask: impl FnOnce(&Tenant) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    named::<Shared>(tenant, "tenant")?.ask("tenant", ask)
}

/// Changes the tenant of a handle.
fn change<T>(
    tenant: *const omnimedia_tenant,
    change: impl FnOnce(&mut Tenant) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    named::<Shared>(tenant, "tenant")?.change("tenant", |authored| change(&mut authored.tenant))
}

/// Writes a number that was asked for.
fn note<T>(out: Option<&mut MaybeUninit<T>>, number: T) {
    if let Some(out) = out {
        out.write(number);
    }
}

/// A tenant without anything in it. `limits`, which may be NULL, hold for all that comes into it.
///
/// `out` gets a handle to be released with `omnimedia_tenant_release`; `why` may be NULL. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_new(
    limits: *const omnimedia_limits,
    out: Option<&mut MaybeUninit<*mut omnimedia_tenant>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Shared>::new(out, "out")?;
        room.fill(Tenant::new(common::limits(limits)?));
        Ok(())
    })
}

/// Reads a tenant: `tenant/1` as one JSON object, or as JSON Lines.
///
/// `bytes` are `len` bytes of UTF-8, lent for the call. `format` is `OMNIMEDIA_JSON` or `OMNIMEDIA_JSON_LINES`; a host
/// that stores units reads the header line `{"omnimedia":"tenant/1"}` and all of them, one a line, in any order.
/// `limits` may be NULL. Nothing in the tenant has changed since. `out` gets a handle to be released with
/// `omnimedia_tenant_release`; `why`, which may be NULL, gets every fault there is.
///
/// `OMNIMEDIA_SYNTAX`, `OMNIMEDIA_TYPE` and all that a tenant is refused for. Any thread. Linear in the input.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_read(
    bytes: *const u8,
    len: usize,
    format: omnimedia_format,
    limits: *const omnimedia_limits,
    out: Option<&mut MaybeUninit<*mut omnimedia_tenant>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Shared>::new(out, "out")?;
        let (bytes, limits) = (array(bytes, len, "bytes")?, common::limits(limits)?);
        room.fill(match format {
            OMNIMEDIA_JSON => Tenant::from_json(bytes, &limits)?,
            OMNIMEDIA_JSON_LINES => Tenant::from_json_lines(bytes, &limits)?,
            other => return Err(no_format(other)),
        });
        Ok(())
    })
}

/// Writes a tenant as JSON that reads back equal: everything but its limits.
///
/// `format` is `OMNIMEDIA_JSON` or `OMNIMEDIA_JSON_LINES`. `out` gets text to be released with
/// `omnimedia_bytes_release`; `why` may be NULL. Any thread. Linear in the tenant.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_write(
    tenant: *const omnimedia_tenant,
    format: omnimedia_format,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Made>::new(out, "out")?;
        room.fill(ask(tenant, |tenant| match format {
            OMNIMEDIA_JSON => Ok(tenant.to_json()),
            OMNIMEDIA_JSON_LINES => Ok(tenant.to_json_lines()),
            other => Err(no_format(other)),
        })?);
        Ok(())
    })
}

/// The tenant whose publication this is: everything in it is version 1, checked in and published with this stamp. An
/// asset that is not published is a draft.
///
/// `limits` may be NULL. Every unit is one that changed, so that it can be stored. `out` gets a handle to be released
/// with `omnimedia_tenant_release`; `why` may be NULL. Any thread. Linear in the publication.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_from_publication(
    publication: *const omnimedia_publication,
    limits: *const omnimedia_limits,
    stamp: Option<&omnimedia_stamp>,
    out: Option<&mut MaybeUninit<*mut omnimedia_tenant>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Shared>::new(out, "out")?;
        let held = named::<Held>(publication, "publication")?;
        let (limits, stamp) = (common::limits(limits)?, args::stamp(stamp)?);
        room.fill(Tenant::from_publication(&held.0, &limits, &stamp)?);
        Ok(())
    })
}

/// A tenant with what a publication has besides media: channels, categories, products, and central swatches that are
/// colours. This is what a manifest is taken into where a shop begins.
///
/// Arguments and cost as `omnimedia_tenant_from_publication`.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_without_media_of(
    publication: *const omnimedia_publication,
    limits: *const omnimedia_limits,
    out: Option<&mut MaybeUninit<*mut omnimedia_tenant>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Shared>::new(out, "out")?;
        let held = named::<Held>(publication, "publication")?;
        room.fill(Tenant::without_media_of(&held.0, &common::limits(limits)?)?);
        Ok(())
    })
}

/// One more reference to a tenant, to be released like the first. NULL is fine.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_retain(tenant: *const omnimedia_tenant) -> omnimedia_status {
    guard(|| retain::<Shared>(tenant))
}

/// One reference less; with the last one the tenant goes, stored or not. NULL is fine.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_release(tenant: *mut omnimedia_tenant) -> omnimedia_status {
    guard(|| release::<Shared>(tenant))
}
