//! Writing manifests.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::ffi::c_void;
use std::mem::MaybeUninit;

use omnimedia::{Export, Exported, IfExists, Tenant, wire};

use super::{Sink, omnimedia_write};
use crate::args::{choice, flag, omnimedia_choice};
use crate::bytes::{Made, omnimedia_bytes};
use crate::fault::{omnimedia_fault, tell};
use crate::guard::{Refusal, explained};
use crate::handle::{Room, named, share};
use crate::insight::chosen;
use crate::status::omnimedia_status;
use crate::tenant::{Shared, omnimedia_tenant};
use crate::view::{Grows, omnimedia_str, sized};

/// If exists: the column says nothing, which means use what exists; the default.
pub const OMNIMEDIA_IF_EXISTS_UNSAID: omnimedia_choice = 0;
/// If exists: the asset is used as it is.
pub const OMNIMEDIA_IF_EXISTS_USE_EXISTING: omnimedia_choice = 1;
/// If exists: what the row says is put in its place.
pub const OMNIMEDIA_IF_EXISTS_OVERWRITE: omnimedia_choice = 2;
/// If exists: overwritten where the row was modified later.
pub const OMNIMEDIA_IF_EXISTS_TAKE_LATEST: omnimedia_choice = 3;
/// If exists: it is left, and a copy is made.
pub const OMNIMEDIA_IF_EXISTS_KEEP_BOTH: omnimedia_choice = 4;

const IF_EXISTS: [Option<IfExists>; 5] = [
    None,
    Some(IfExists::UseExisting),
    Some(IfExists::Overwrite),
    Some(IfExists::TakeLatest),
    Some(IfExists::KeepBoth),
];

/// What is exported. NULL means zeros: everything. An array that is not NULL and has length 0 chooses nothing.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_export_options {
    /// The size of this structure in bytes.
    pub size: usize,
    /// The numbers of the products whose documents go out, with the assets that they use; NULL for all.
    pub products: *const omnimedia_str,
    /// How many products.
    pub products_len: usize,
    /// The ids of the categories whose documents go out; NULL for all.
    pub categories: *const omnimedia_str,
    /// How many categories.
    pub categories_len: usize,
    /// The channels whose documents go out, empty for Omnichannel; NULL for all.
    pub channels: *const omnimedia_str,
    /// How many channels.
    pub channels_len: usize,
    /// The locales whose documents go out, `neutral` for Neutral; NULL for all.
    pub locales: *const omnimedia_str,
    /// How many locales.
    pub locales_len: usize,
    /// 1 puts an apostrophe before cells that a spreadsheet would take for formulas; an import takes it away.
    pub formula_safe: i32,
    /// `OMNIMEDIA_IF_EXISTS_…`: what `MediaSourceIfExistsAction` says.
    pub if_exists: omnimedia_choice,
}

impl Grows for omnimedia_export_options {
    const FIRST: usize = size_of::<Self>();
}

fn export<'t>(tenant: &'t Tenant, given: *const omnimedia_export_options) -> Result<Export<'t>, Refusal> {
    let mut export = Export::new(tenant);
    let Some(given) = sized(given, "options")? else { return Ok(export) };
    if let Some(products) = chosen(given.products, given.products_len, "options.products")? {
        export = export.products(products);
    }
    if let Some(categories) = chosen(given.categories, given.categories_len, "options.categories")? {
        export = export.categories(categories);
    }
    if let Some(channels) = chosen(given.channels, given.channels_len, "options.channels")? {
        export = export.channels(channels);
    }
    if let Some(locales) = chosen(given.locales, given.locales_len, "options.locales")? {
        export = export.locales(locales);
    }
    if let Some(if_exists) = choice(given.if_exists, &IF_EXISTS, "options.if_exists")? {
        export = export.if_exists(if_exists);
    }
    Ok(export.formula_safe(flag(given.formula_safe, "options.formula_safe")?))
}

fn report(exported: &Exported, room: Option<Room<'_, Made>>) {
    if let Some(room) = room {
        room.fill(wire::exported(exported));
    }
}

/// Writes a manifest of a tenant, piece by piece, that takes its media and assignments into another one: leniently where
/// pictures lack an alt text.
///
/// `options` may be NULL. `writer` is called with `user`; from it the tenant can be read, and answers `OMNIMEDIA_IN_USE`
/// to what changes it. `out`, which may be NULL, gets as JSON what was written and what did not travel, `{"rows": …,
/// "warned": …, "warnings": …}`, to be released with `omnimedia_bytes_release`; `why` may be NULL.
///
/// `OMNIMEDIA_NOT_IN_TENANT` for a product or category that was chosen and is not there, `OMNIMEDIA_MALFORMED_LOCALE`,
/// `OMNIMEDIA_WRITE`, `OMNIMEDIA_IN_USE`. Any thread; only reads the tenant. Linear in what is written.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_export(
    tenant: *const omnimedia_tenant,
    options: *const omnimedia_export_options,
    writer: omnimedia_write,
    user: *mut c_void,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Made>::asked(out)?;
        let mut sink = Sink::new(writer, user, "writer")?;
        let shared = share::<Shared>(tenant, "tenant")?;
        let exported = shared.ask("tenant", |tenant| Ok(export(tenant, options)?.write(&mut sink)?))?;
        report(&exported, room);
        Ok(())
    })
}

/// The same manifest in memory.
///
/// `manifest` gets it, to be released with `omnimedia_bytes_release`. All else as `omnimedia_tenant_export`.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_export_bytes(
    tenant: *const omnimedia_tenant,
    options: *const omnimedia_export_options,
    manifest: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let (whole, room) = (Room::<Made>::new(manifest, "manifest")?, Room::<Made>::asked(out)?);
        let mut bytes = Vec::new();
        let shared = named::<Shared>(tenant, "tenant")?;
        let exported = shared.ask("tenant", |tenant| Ok(export(tenant, options)?.write(&mut bytes)?))?;
        whole.fill(bytes);
        report(&exported, room);
        Ok(())
    })
}
