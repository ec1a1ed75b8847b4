//! What comes in from elsewhere: file names of older media libraries, and what another tenant has.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::ops::ControlFlow;

use omnimedia::{Context, Legacy, OnConflict, Patterns, Tenant, Transfer, TransferVersions, wire};

use super::args::{choice, context, flag, omnimedia_choice, omnimedia_context, texts};
use super::bytes::{Made, omnimedia_bytes};
use super::fault::{omnimedia_fault, tell};
use super::guard::{Refusal, bad, explained};
use super::handle::{Room, named, share};
use super::insight::chosen;
use super::panics::midway;
use super::status::omnimedia_status;
use super::tenant::args::{omnimedia_stamp, stamp};
use super::tenant::{Shared, omnimedia_tenant};
use super::view::{Grows, array, omnimedia_pair, omnimedia_str, sized};

/// How file names are read. NULL means zeros: the documented patterns, Omnichannel, Neutral.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_legacy_options {
    /// The size of this structure in bytes.
    pub size: usize,
    /// Patterns, one a line, such as `/Products/{ProductNumber}_000_{Sequence}.png`; absent for the documented ones.
    pub patterns: omnimedia_str,
    /// The context that files speak in.
    pub context: omnimedia_context,
    /// Where the files are served; absent makes the name itself the url.
    pub base_url: omnimedia_str,
}

impl Grows for omnimedia_legacy_options {
    const FIRST: usize = size_of::<Self>();
}

/// How file names are read, as the core has it.
struct Reading<'call> {
    patterns: Option<Patterns>,
    context: Context,
    base_url: Option<&'call str>,
}

fn reading<'call>(given: *const omnimedia_legacy_options) -> Result<Reading<'call>, Refusal> {
    let Some(given) = sized(given, "options")? else {
        return Ok(Reading { patterns: None, context: Context::default(), base_url: None });
    };
    Ok(Reading {
        patterns: given.patterns.optional("options.patterns")?.map(Patterns::parse).transpose()?,
        context: context(&given.context, "options.context")?,
        base_url: given.base_url.optional("options.base_url")?,
    })
}

impl Reading<'_> {
    fn of(self, tenant: &Tenant) -> Legacy<'_> {
        let mut legacy = Legacy::new(tenant).context(self.context);
        if let Some(patterns) = self.patterns {
            legacy = legacy.patterns(patterns);
        }
        if let Some(url) = self.base_url {
            legacy = legacy.base_url(url);
        }
        legacy
    }
}

/// What the names of files of an older media library would assign; nothing is changed.
///
/// `options` may be NULL; `names` are `len` texts. `out` gets the report as JSON, `{"counts": …, "files": …}`, to be
/// released with `omnimedia_bytes_release`; `why` may be NULL.
///
/// `OMNIMEDIA_MALFORMED_PATTERN`, `OMNIMEDIA_MALFORMED_LOCALE`, `OMNIMEDIA_IN_USE`. Any thread; only reads the tenant.
/// Linear in the tenant's products, variants and categories, and logarithmic in them for each name.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_read_file_names(
    tenant: *const omnimedia_tenant,
    options: *const omnimedia_legacy_options,
    names: *const omnimedia_str,
    len: usize,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Made>::new(out, "out")?;
        let (reading, names) = (reading(options)?, texts(names, len, "names")?);
        let shared = named::<Shared>(tenant, "tenant")?;
        let migration = shared.ask("tenant", |tenant| Ok(reading.of(tenant).read(names)))?;
        room.fill(wire::migration(&migration));
        Ok(())
    })
}

/// Assigns the files of an older media library by their names: assets that are lacking are made, and of each document
/// the primary lists that files name are replaced. The same once more changes nothing.
///
/// `options` may be NULL; `names` are `len` texts. With `publish` 1 the documents are published, and their assets along.
/// `read` and `done`, each of which may be NULL, get as JSON what became of the names, and what changed: `{"assets": …,
/// "documents": …, "published": …}`; to be released with `omnimedia_bytes_release`. `why` may be NULL.
///
/// What `omnimedia_tenant_read_file_names`, `omnimedia_tenant_check_in` and `omnimedia_tenant_publish` refuse; then
/// nothing of it happens. Any thread; changes the tenant. Linear in the library, and in the files.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_migrate(
    tenant: *const omnimedia_tenant,
    options: *const omnimedia_legacy_options,
    names: *const omnimedia_str,
    len: usize,
    stamp: Option<&omnimedia_stamp>,
    publish: i32,
    read: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    done: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let (read, done) = (Room::<Made>::asked(read)?, Room::<Made>::asked(done)?);
        let (reading, names) = (reading(options)?, texts(names, len, "names")?);
        let (stamp, publish) = (self::stamp(stamp)?, flag(publish, "publish")?);
        let (migration, migrated) = named::<Shared>(tenant, "tenant")?.change("tenant", |authored| {
            let migration = reading.of(&authored.tenant).read(names);
            let migrated = migration.check_in(&mut authored.tenant, &stamp, publish)?;
            Ok((migration, migrated))
        })?;
        if let Some(read) = read {
            read.fill(wire::migration(&migration));
        }
        if let Some(done) = done {
            done.fill(wire::migrated(&migrated));
        }
        Ok(())
    })
}

/// On conflict: the destination keeps what it has; the default.
pub const OMNIMEDIA_ON_CONFLICT_KEEP_DESTINATION: omnimedia_choice = 0;
/// On conflict: the destination gets what the source has.
pub const OMNIMEDIA_ON_CONFLICT_REPLACE: omnimedia_choice = 1;
/// On conflict: the one that was modified later stands.
pub const OMNIMEDIA_ON_CONFLICT_KEEP_LATEST: omnimedia_choice = 2;

/// What is copied from one tenant into another. NULL means zeros: all that is published, as it is.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_transfer_options {
    /// The size of this structure in bytes.
    pub size: usize,
    /// `OMNIMEDIA_ON_CONFLICT_…`: what becomes of what both have, and not the same.
    pub on_conflict: omnimedia_choice,
    /// 1 copies drafts, too.
    pub drafts: i32,
    /// 1 tells what would be done, and does nothing.
    pub dry_run: i32,
    /// 1 drops every channel that is not mapped by name, but for Omnichannel.
    pub drop_other_channels: i32,
    /// 1 drops every locale that is not mapped by name, but for Neutral.
    pub drop_other_locales: i32,
    /// Channels of the source as `key`, each with that of the destination as `value`, empty for Omnichannel; a value
    /// that is absent drops the channel. The same of one channel twice: the last holds.
    pub channels: *const omnimedia_pair,
    /// How many channels.
    pub channels_len: usize,
    /// The same of locales; empty is Neutral.
    pub locales: *const omnimedia_pair,
    /// How many locales.
    pub locales_len: usize,
    /// The numbers of the products to copy, and no category that is not named too; NULL for all.
    pub products: *const omnimedia_str,
    /// How many products.
    pub products_len: usize,
    /// The ids of the categories to copy, and no product that is not named too; NULL for all.
    pub categories: *const omnimedia_str,
    /// How many categories.
    pub categories_len: usize,
}

impl Grows for omnimedia_transfer_options {
    const FIRST: usize = size_of::<Self>();
}

fn transfer(given: *const omnimedia_transfer_options) -> Result<Transfer, Refusal> {
    let Some(given) = sized(given, "options")? else { return Ok(Transfer::new()) };
    let mut transfer = Transfer::new()
        .on_conflict(choice(given.on_conflict, OnConflict::ALL, "options.on_conflict")?)
        .versions(choice(given.drafts, TransferVersions::ALL, "options.drafts")?)
        .dry_run(flag(given.dry_run, "options.dry_run")?);
    if flag(given.drop_other_channels, "options.drop_other_channels")? {
        transfer = transfer.drop_other_channels();
    }
    if flag(given.drop_other_locales, "options.drop_other_locales")? {
        transfer = transfer.drop_other_locales();
    }
    for pair in array(given.channels, given.channels_len, "options.channels")? {
        let source = pair.key.text("options.channels")?;
        transfer = match pair.value.optional("options.channels")? {
            Some(destination) => transfer.map_channel(source, destination),
            None => transfer.drop_channel(source),
        };
    }
    for pair in array(given.locales, given.locales_len, "options.locales")? {
        let source = pair.key.text("options.locales")?;
        transfer = match pair.value.optional("options.locales")? {
            Some(destination) => transfer.map_locale(source, destination)?,
            None => transfer.drop_locale(source)?,
        };
    }
    if let Some(products) = chosen(given.products, given.products_len, "options.products")? {
        transfer = transfer.products(products);
    }
    if let Some(categories) = chosen(given.categories, given.categories_len, "options.categories")? {
        transfer = transfer.categories(categories);
    }
    Ok(transfer)
}

/// Is told after each item how many of how many are done. What it returns but 0 ends the work there.
pub type omnimedia_done = Option<extern "C" fn(user: *mut c_void, done: u64, total: u64) -> i32>;

/// Copies media and documents from one tenant into another, on behalf of a user of the destination; each item whole or
/// not at all.
///
/// `options` may be NULL. `progress`, which may be NULL, is called with `user`; where it ends the work, what is done
/// stays done and the report has just that. `out`, which may be NULL, gets the report as JSON, to be released with
/// `omnimedia_bytes_release`; `why` may be NULL.
///
/// `OMNIMEDIA_NOT_IN_TENANT` for a product or category that was named and that the source does not have;
/// `OMNIMEDIA_MALFORMED_LOCALE`; nothing is done then. Everything else is in the report, item by item.
/// `OMNIMEDIA_BAD_ARGUMENT` where both are the same tenant; `OMNIMEDIA_IN_USE`. Any thread; reads the source and changes the destination.
/// Linear in what there is to copy.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_transfer(
    source: *const omnimedia_tenant,
    destination: *const omnimedia_tenant,
    options: *const omnimedia_transfer_options,
    by: omnimedia_str,
    progress: omnimedia_done,
    user: *mut c_void,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Made>::asked(out)?;
        let (source, destination) =
            (share::<Shared>(source, "source")?, share::<Shared>(destination, "destination")?);
        if std::ptr::eq(&raw const *source, &raw const *destination) {
            return Err(bad("destination", "is the source", "pass two tenants"));
        }
        let (transfer, by) = (transfer(options)?, by.text("by")?);
        let report = source.ask("source", |source| {
            destination.change("destination", |authored| {
                let report = transfer.run_with(source, &mut authored.tenant, by, |done, total| {
                    midway();
                    let said = progress.map(|progress| progress(user, done as u64, total as u64));
                    midway();
                    match said {
                        None | Some(0) => ControlFlow::Continue(()),
                        Some(_) => ControlFlow::Break(()),
                    }
                })?;
                Ok(report)
            })
        })?;
        if let Some(room) = room {
            room.fill(wire::transferred(&report));
        }
        Ok(())
    })
}
