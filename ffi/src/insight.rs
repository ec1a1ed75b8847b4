//! Insight: audits, diffs, and the same with fewer sets.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::ops::ControlFlow;

use omnimedia::{Audit, Check, Diff, Limits, Minimise, Policy, Publication, wire};

use super::args::{limits, omnimedia_limits, omnimedia_policy, policy, texts};
use super::bytes::{Made, omnimedia_bytes};
use super::fault::{omnimedia_fault, tell};
use super::guard::{Refusal, bad, explained};
use super::handle::{Room, share};
use super::opened::Opened;
use super::panics::midway;
use super::publication::{Held, omnimedia_publication};
use super::snapshot::omnimedia_snapshot;
use super::status::omnimedia_status;
use super::view::{Grows, omnimedia_str, sized};

/// Takes a row as JSON, which is lent for the call. What it returns but 0 ends the rows; that is no fault.
pub type omnimedia_each = Option<extern "C" fn(user: *mut c_void, row: omnimedia_str) -> i32>;

/// Hands a row to the host.
pub(crate) fn told(
    each: extern "C" fn(*mut c_void, omnimedia_str) -> i32,
    user: *mut c_void,
    row: &str,
) -> ControlFlow<()> {
    midway();
    let said = each(user, omnimedia_str::lent(row));
    midway();
    match said {
        0 => ControlFlow::Continue(()),
        _ => ControlFlow::Break(()),
    }
}

/// What is audited. NULL means zeros.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_audit_options {
    /// The size of this structure in bytes.
    pub size: usize,
    /// The policy, or NULL.
    pub policy: *const omnimedia_policy,
    /// Limits, of which `answers` counts, or NULL.
    pub limits: *const omnimedia_limits,
    /// The words of the checks to make, such as `no_image`; NULL for every check.
    pub checks: *const omnimedia_str,
    /// How many words.
    pub checks_len: usize,
}

/// What is compared. NULL means zeros.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_diff_options {
    /// The size of this structure in bytes.
    pub size: usize,
    /// The policy, or NULL; snapshots have their own, and refuse one.
    pub policy: *const omnimedia_policy,
    /// Limits, of which `answers` counts, or NULL.
    pub limits: *const omnimedia_limits,
    /// The numbers of the products to look at, and no category that is not named too; NULL for all. One that is nowhere is
    /// passed over.
    pub products: *const omnimedia_str,
    /// How many products.
    pub products_len: usize,
    /// The ids of the categories to look at, and no product that is not named too; NULL for all.
    pub categories: *const omnimedia_str,
    /// How many categories.
    pub categories_len: usize,
}

/// What is minimised. NULL means zeros.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_minimise_options {
    /// The size of this structure in bytes.
    pub size: usize,
    /// The policy, or NULL.
    pub policy: *const omnimedia_policy,
    /// Limits, of which `answers` counts, or NULL.
    pub limits: *const omnimedia_limits,
    /// The numbers of the products to look at; NULL for all.
    pub products: *const omnimedia_str,
    /// How many products.
    pub products_len: usize,
    /// Most changed selections that a row lists; 0 means 100.
    pub selections: u64,
}

impl Grows for omnimedia_audit_options {
    const FIRST: usize = size_of::<Self>();
}
impl Grows for omnimedia_diff_options {
    const FIRST: usize = size_of::<Self>();
}
impl Grows for omnimedia_minimise_options {
    const FIRST: usize = size_of::<Self>();
}

/// Names to look at; `None` for NULL, which is all.
pub(crate) fn chosen<'call>(
    data: *const omnimedia_str,
    len: usize,
    name: &str,
) -> Result<Option<Vec<&'call str>>, Refusal> {
    if data.is_null() && len == 0 {
        return Ok(None);
    }
    texts(data, len, name).map(Some)
}

fn checks(names: &[&str]) -> Result<Vec<Check>, Refusal> {
    let check = |name: &&str| {
        Check::from_word(name).ok_or_else(|| {
            let words: Vec<&str> = Check::ALL.iter().map(|check| check.word()).collect();
            bad(
                "options.checks",
                "has a word that is no check",
                &format!("pass some of {}", words.join(", ")),
            )
        })
    };
    names.iter().map(check).collect()
}

/// Looks for what is missing, doubled or useless in a publication.
///
/// `options` may be NULL. `each`, which may be NULL, is called with `user` for every finding as JSON. `out` gets the
/// counts as JSON, `{"answers": …, "found": …, "total": …, "is_complete": …}`, to be released with
/// `omnimedia_bytes_release`; `why` may be NULL.
///
/// `OMNIMEDIA_LIMIT_ANSWERS` before anything is looked at; `OMNIMEDIA_DUPLICATE_DOCUMENT` where the policy's parents make
/// two documents of a product one; `OMNIMEDIA_BAD_ARGUMENT` for a word that is no check or a choice that is none. Any
/// thread. Linear in the publication and in the rows, and for each product in the known contexts.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_publication_audit(
    publication: *const omnimedia_publication,
    options: *const omnimedia_audit_options,
    each: omnimedia_each,
    user: *mut c_void,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Made>::new(out, "out")?;
        // a share, so that it stays whatever the callback releases
        let held = share::<Held>(publication, "publication")?;
        let mut audit = Audit::new(&held.0, Policy::default());
        if let Some(options) = sized(options, "options")? {
            audit = Audit::new(&held.0, policy(options.policy)?).limits(limits(options.limits)?);
            if let Some(names) = chosen(options.checks, options.checks_len, "options.checks")? {
                audit = audit.checks(checks(&names)?);
            }
        }
        let counts = match each {
            Some(each) => audit.run(|finding| told(each, user, &wire::finding(finding)))?,
            None => audit.counts()?,
        };
        room.fill(wire::audit_counts(&counts));
        Ok(())
    })
}

/// What of a diff is chosen.
struct Wanted<'call> {
    policy: Policy,
    limits: Limits,
    products: Option<Vec<&'call str>>,
    categories: Option<Vec<&'call str>>,
}

fn wanted<'call>(given: *const omnimedia_diff_options) -> Result<Wanted<'call>, Refusal> {
    let all =
        Wanted { policy: Policy::default(), limits: Limits::default(), products: None, categories: None };
    let Some(given) = sized(given, "options")? else { return Ok(all) };
    Ok(Wanted {
        policy: policy(given.policy)?,
        limits: limits(given.limits)?,
        products: chosen(given.products, given.products_len, "options.products")?,
        categories: chosen(given.categories, given.categories_len, "options.categories")?,
    })
}

/// What products, variants, swatches and categories show that is another, from one publication to the next.
///
/// `options` may be NULL. `each`, which may be NULL, is called with `user` for every difference as JSON. `out` gets the
/// counts as JSON, `{"covered": …, "answers": …, "swatches": …, "category_images": …, "products": …, "total": …,
/// "is_complete": …}`, to be released with `omnimedia_bytes_release`; `why` may be NULL.
///
/// `OMNIMEDIA_LIMIT_ANSWERS` before anything is compared; `OMNIMEDIA_DUPLICATE_DOCUMENT`, `OMNIMEDIA_BAD_ARGUMENT`.
/// Any
/// thread. Linear in both publications; beyond that in the products that are not equal, their contexts and the rows.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_publication_diff(
    before: *const omnimedia_publication,
    after: *const omnimedia_publication,
    options: *const omnimedia_diff_options,
    each: omnimedia_each,
    user: *mut c_void,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Made>::new(out, "out")?;
        let (before, after) = (share::<Held>(before, "before")?, share::<Held>(after, "after")?);
        let wanted = wanted(options)?;
        let mut diff = Diff::new(&before.0, &after.0, wanted.policy).limits(wanted.limits);
        if let Some(products) = wanted.products {
            diff = diff.products(products);
        }
        if let Some(categories) = wanted.categories {
            diff = diff.categories(categories);
        }
        let counts = match each {
            Some(each) => diff.run(|difference| told(each, user, &wire::difference(&difference)))?,
            None => diff.counts()?,
        };
        room.fill(wire::diff_counts(&counts));
        Ok(())
    })
}

/// The same from one snapshot to the next, each under its own policy.
///
/// Arguments and outputs as `omnimedia_publication_diff`. `OMNIMEDIA_LIMIT_ANSWERS`; `OMNIMEDIA_BAD_ARGUMENT` for
/// options with a policy; `OMNIMEDIA_WRONG_KIND` for shards: compare shard with shard. Any thread. Linear in the records of both, or where they begin with the same base in those of
/// the deltas; beyond that in the answers of the products that are not equal.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_diff(
    before: *const omnimedia_snapshot,
    after: *const omnimedia_snapshot,
    options: *const omnimedia_diff_options,
    each: omnimedia_each,
    user: *mut c_void,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Made>::new(out, "out")?;
        let (before, after) = (share::<Opened>(before, "before")?, share::<Opened>(after, "after")?);
        if sized(options, "options")?.is_some_and(|options| !options.policy.is_null()) {
            return Err(bad("options.policy", "is for publications", "pass NULL; snapshots have their own"));
        }
        let wanted = wanted(options)?;
        let mut diff = Diff::snapshots(before.whole()?, after.whole()?).limits(wanted.limits);
        if let Some(products) = wanted.products {
            diff = diff.products(products);
        }
        if let Some(categories) = wanted.categories {
            diff = diff.categories(categories);
        }
        let counts = match each {
            Some(each) => diff.run(|difference| told(each, user, &wire::difference(&difference)))?,
            None => diff.counts()?,
        };
        room.fill(wire::diff_counts(&counts));
        Ok(())
    })
}

fn minimise(
    publication: &Publication,
    given: *const omnimedia_minimise_options,
) -> Result<Minimise<'_>, Refusal> {
    let Some(given) = sized(given, "options")? else {
        return Ok(Minimise::new(publication, Policy::default()));
    };
    let mut minimise = Minimise::new(publication, policy(given.policy)?).limits(limits(given.limits)?);
    if let Some(products) = chosen(given.products, given.products_len, "options.products")? {
        // none at all is none, not all
        minimise = minimise.products(products);
    }
    if given.selections != 0 {
        minimise = minimise.selections(usize::try_from(given.selections).unwrap_or(usize::MAX));
    }
    Ok(minimise)
}

/// Which products show the same with fewer sets.
///
/// `options` may be NULL. `each`, which may be NULL, is called with `user` for every such product as JSON. `out` gets
/// the counts as JSON, to be released with `omnimedia_bytes_release`; `why` may be NULL.
///
/// `OMNIMEDIA_LIMIT_ANSWERS` before anything is looked at; `OMNIMEDIA_DUPLICATE_DOCUMENT`, `OMNIMEDIA_BAD_ARGUMENT`.
/// Any
/// thread. For each product a multiple of its answers along each path of documents.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_publication_minimise(
    publication: *const omnimedia_publication,
    options: *const omnimedia_minimise_options,
    each: omnimedia_each,
    user: *mut c_void,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Made>::new(out, "out")?;
        let held = share::<Held>(publication, "publication")?;
        let counts = minimise(&held.0, options)?.run(|minimised| match each {
            Some(each) => told(each, user, &wire::minimised(minimised)),
            None => ControlFlow::Continue(()),
        })?;
        room.fill(wire::minimise_counts(&counts));
        Ok(())
    })
}

/// The whole publication with fewer sets, which shows the same.
///
/// `options` may be NULL. `out` gets a handle to be released with `omnimedia_publication_release`; `counts`, which may
/// be NULL, the counts as JSON, to be released with `omnimedia_bytes_release`; `why` may be NULL. Faults, threads and
/// cost as `omnimedia_publication_minimise`; memory for the publication that is made.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_publication_minimised(
    publication: *const omnimedia_publication,
    options: *const omnimedia_minimise_options,
    out: Option<&mut MaybeUninit<*mut omnimedia_publication>>,
    counts: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let (room, counted) = (Room::<Held>::new(out, "out")?, Room::<Made>::asked(counts)?);
        let held = share::<Held>(publication, "publication")?;
        let (fewer, counts) = minimise(&held.0, options)?.publication()?;
        room.fill(fewer);
        if let Some(counted) = counted {
            counted.fill(wire::minimise_counts(&counts));
        }
        Ok(())
    })
}
