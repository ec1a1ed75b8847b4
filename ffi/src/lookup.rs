//! Look-ups in a snapshot: the hot path. Contexts are interned, numbers are looked up as bytes, nothing is allocated.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::mem::MaybeUninit;

use omnimedia::{Code, Found, ItemView, Scratch, SharedShelf, View};

use super::args::{context_or_default, omnimedia_context};
use super::fault::{omnimedia_fault, tell};
use super::guard::{explained, guard, null, output};
use super::handle::{borrow, named};
use super::item::{item, omnimedia_item};
use super::opened::{Asked, Many, Opened};
use super::shelves::omnimedia_shelf;
use super::snapshot::omnimedia_snapshot;
use super::status::{
    OMNIMEDIA_NOT_FOUND, OMNIMEDIA_NULL_ARGUMENT, OMNIMEDIA_OK, OMNIMEDIA_WRONG_SHELF, omnimedia_status,
};
use super::view::{fill, fill_with, numbers, omnimedia_pair, omnimedia_str, room};

/// Interns a context, once, so that hot calls pass a number.
///
/// `context` may be NULL: the default catalog, Omnichannel, Neutral. The same context gives the same shelf. `why` may be
/// NULL.
///
/// `OMNIMEDIA_MALFORMED_LOCALE`, `OMNIMEDIA_LIMIT_CONTEXTS` for more than 1,048,576. Any thread; takes a lock for a moment, and some 600 bytes.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_shelf(
    snapshot: *const omnimedia_snapshot,
    context: Option<&omnimedia_context>,
    shelf: Option<&mut MaybeUninit<omnimedia_shelf>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let shelf = shelf.ok_or_else(|| null("shelf"))?;
        let opened = named::<Opened>(snapshot, "snapshot")?;
        shelf.write(opened.intern(context_or_default(context)?)?);
        Ok(())
    })
}

/// What is in hand when a number was found.
#[inline(always)]
fn with_view<T>(
    snapshot: *const omnimedia_snapshot,
    shelf: omnimedia_shelf,
    number: omnimedia_str,
    give: impl FnOnce(&View<'static, '_>) -> Result<T, omnimedia_status>,
) -> Result<T, omnimedia_status> {
    let opened = borrow::<Opened>(snapshot)?;
    let number = number.bytes()?.ok_or(OMNIMEDIA_NULL_ARGUMENT)?;
    let (found, shelf) = match opened.asked() {
        Asked::One(one) => {
            let shelf = one.shelf(shelf)?;
            (one.snapshot.get(number).ok_or(OMNIMEDIA_NOT_FOUND)?, shelf)
        }
        Asked::Many(many) => found_in_one_of_many(many, shelf, number)?,
    };
    let mut composing: Option<Scratch> = None;
    let view = found.answer_shared(shelf, &mut composing).map_err(|_| OMNIMEDIA_WRONG_SHELF)?;
    give(&view)
}

/// What a number is among shards, with the shelf of its shard; out of line and out of the way, so that what asks one
/// snapshot stays as short as it is.
#[cold]
#[inline(never)]
fn found_in_one_of_many(
    many: &'static Many,
    shelf: omnimedia_shelf,
    number: &[u8],
) -> Result<(Found<'static>, &'static SharedShelf), omnimedia_status> {
    let shelf = many.shelf(shelf)?;
    let found = many.shards.get(number).ok_or(OMNIMEDIA_NOT_FOUND)?;
    let shelf = shelf.of(&found).map_err(|_| OMNIMEDIA_WRONG_SHELF)?;
    Ok((found, shelf))
}

/// The ordered gallery of a product or variant, by its number. Texts live as long as the snapshot.
///
/// `items` has room for `capacity` items, and may be NULL where that is 0; `count` gets how many there are, those that
/// found no room included.
///
/// `OMNIMEDIA_NOT_FOUND`, `OMNIMEDIA_WRONG_SHELF`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread. No
/// lock; allocates nothing but where the answer is composed of several contexts.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_primary(
    snapshot: *const omnimedia_snapshot,
    shelf: omnimedia_shelf,
    number: omnimedia_str,
    items: *mut omnimedia_item,
    capacity: usize,
    count: Option<&mut MaybeUninit<usize>>,
) -> omnimedia_status {
    guard(|| {
        let (count, room) = (output(count)?, room(items, capacity)?);
        with_view(snapshot, shelf, number, |view| {
            count.write(fill_with(room, view.primary(), |view| item(&view)));
            Ok(())
        })
    })
}

/// The items with a purpose of a product or variant, in order. Arguments, texts, faults and threads as
/// `omnimedia_snapshot_primary`.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_additional(
    snapshot: *const omnimedia_snapshot,
    shelf: omnimedia_shelf,
    number: omnimedia_str,
    items: *mut omnimedia_item,
    capacity: usize,
    count: Option<&mut MaybeUninit<usize>>,
) -> omnimedia_status {
    guard(|| {
        let (count, room) = (output(count)?, room(items, capacity)?);
        with_view(snapshot, shelf, number, |view| {
            count.write(fill_with(room, view.additional(), |view| item(&view)));
            Ok(())
        })
    })
}

/// The default image of a product or variant: the first primary item that is an image. Texts live as long as the
/// snapshot; without one every text is absent.
///
/// Faults and threads as `omnimedia_snapshot_primary`.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_default_image(
    snapshot: *const omnimedia_snapshot,
    shelf: omnimedia_shelf,
    number: omnimedia_str,
    image: Option<&mut MaybeUninit<omnimedia_item>>,
) -> omnimedia_status {
    guard(|| {
        let image = output(image)?;
        with_view(snapshot, shelf, number, |view| {
            image.write(view.default_image().map_or(NO_ITEM, |view: ItemView<'_, '_>| item(&view)));
            Ok(())
        })
    })
}

const NO_ITEM: omnimedia_item = omnimedia_item {
    asset: omnimedia_str::ABSENT,
    url: omnimedia_str::ABSENT,
    purpose: omnimedia_str::ABSENT,
    alt: omnimedia_str::ABSENT,
    kind: 0,
};

/// The url of the default image of a product or variant, absent where there is none. It lives as long as the snapshot.
///
/// Faults and threads as `omnimedia_snapshot_primary`; the shortest look-up there is.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_default_image_url(
    snapshot: *const omnimedia_snapshot,
    shelf: omnimedia_shelf,
    number: omnimedia_str,
    url: Option<&mut MaybeUninit<omnimedia_str>>,
) -> omnimedia_status {
    guard(|| {
        let url = output(url)?;
        with_view(snapshot, shelf, number, |view| {
            url.write(omnimedia_str::maybe(view.default_image_url()));
            Ok(())
        })
    })
}

/// The content hash of what a product or variant shows, 16 bytes: an ETag, equal in every build and on every platform.
///
/// Faults and threads as `omnimedia_snapshot_primary`.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_etag(
    snapshot: *const omnimedia_snapshot,
    shelf: omnimedia_shelf,
    number: omnimedia_str,
    hash: Option<&mut MaybeUninit<[u8; 16]>>,
) -> omnimedia_status {
    guard(|| {
        let hash = output(hash)?;
        with_view(snapshot, shelf, number, |view| {
            hash.write(view.hash().to_be_bytes());
            Ok(())
        })
    })
}

/// The urls of the default images of `len` products or variants, `urls[i]` for `numbers[i]`; they live as long as the
/// snapshot.
///
/// `statuses`, which may be NULL, gets a status for each number: `OMNIMEDIA_OK` or `OMNIMEDIA_NOT_FOUND`, with which the
/// url is absent, as it is for one without an image. The waits of 32 look-ups for memory overlap.
///
/// `OMNIMEDIA_WRONG_SHELF`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_BAD_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`, each for all.
/// Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_default_image_urls(
    snapshot: *const omnimedia_snapshot,
    shelf: omnimedia_shelf,
    numbers: *const omnimedia_str,
    len: usize,
    urls: *mut omnimedia_str,
    statuses: *mut omnimedia_status,
) -> omnimedia_status {
    guard(|| {
        let urls = room(urls, len)?;
        let statuses = if statuses.is_null() { &mut [] } else { room(statuses, len)? };
        side_by_side(snapshot, shelf, numbers, len, |place, view| {
            if let Some(url) = urls.get_mut(place) {
                url.write(omnimedia_str::maybe(view.as_ref().and_then(View::default_image_url)));
            }
            if let Some(status) = statuses.get_mut(place) {
                status.write(if view.is_some() { OMNIMEDIA_OK } else { OMNIMEDIA_NOT_FOUND });
            }
        })
    })
}

/// The ordered galleries of `len` products or variants, one after the other in `items`: that of `numbers[i]` ends before
/// `ends[i]` and begins where the one before ends. Texts live as long as the snapshot.
///
/// `items` has room for `capacity` items, and may be NULL where that is 0; `ends[len - 1]` is how many there are, those
/// that found no room included. `statuses`, which may be NULL, gets a status for each number: `OMNIMEDIA_OK` or
/// `OMNIMEDIA_NOT_FOUND`, with which the gallery is empty. The waits of 32 look-ups for memory overlap.
///
/// Faults and threads as `omnimedia_snapshot_default_image_urls`.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_primaries(
    snapshot: *const omnimedia_snapshot,
    shelf: omnimedia_shelf,
    numbers: *const omnimedia_str,
    len: usize,
    items: *mut omnimedia_item,
    capacity: usize,
    ends: *mut usize,
    statuses: *mut omnimedia_status,
) -> omnimedia_status {
    guard(|| {
        let (items, ends) = (room(items, capacity)?, room(ends, len)?);
        let statuses = if statuses.is_null() { &mut [] } else { room(statuses, len)? };
        let mut end = 0;
        side_by_side(snapshot, shelf, numbers, len, |place, view| {
            if let Some(view) = &view {
                let left = items.get_mut(end..).unwrap_or_default();
                end += fill_with(left, view.primary(), |view| item(&view));
            }
            if let Some(place) = ends.get_mut(place) {
                place.write(end);
            }
            if let Some(status) = statuses.get_mut(place) {
                status.write(if view.is_some() { OMNIMEDIA_OK } else { OMNIMEDIA_NOT_FOUND });
            }
        })
    })
}

#[inline(always)]
fn side_by_side(
    snapshot: *const omnimedia_snapshot,
    shelf: omnimedia_shelf,
    names: *const omnimedia_str,
    len: usize,
    each: impl FnMut(usize, Option<View<'static, '_>>),
) -> Result<(), omnimedia_status> {
    let opened = borrow::<Opened>(snapshot)?;
    // one that cannot be read refuses them all, before anything is written
    let done = match opened.asked() {
        Asked::One(one) => {
            let shelf = one.shelf(shelf)?;
            one.snapshot.answers_shared(numbers(names, len)?, shelf, &mut None, each)
        }
        Asked::Many(many) => {
            let shelf = many.shelf(shelf)?;
            many.shards.answers_sharded(numbers(names, len)?, shelf, &mut None, each)
        }
    };
    done.map_err(|fault| fault.code().number())
}

/// What a snapshot says of a product or variant itself. Its texts live as long as the snapshot.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_found {
    /// The number of the product.
    pub product: omnimedia_str,
    /// The number of the variant; absent for a product.
    pub variant: omnimedia_str,
    /// The name of the product; absent where it has none.
    pub name: omnimedia_str,
    /// The record id of the product or variant itself; 0 where it has none.
    pub record_id: u64,
}

fn told(found: &Found<'_>) -> omnimedia_found {
    omnimedia_found {
        product: omnimedia_str::lent(found.product()),
        variant: omnimedia_str::maybe(found.variant()),
        name: omnimedia_str::maybe(found.name()),
        record_id: found.record_id().unwrap_or(0),
    }
}

/// The product or variant with a number. Texts live as long as the snapshot.
///
/// `OMNIMEDIA_NOT_FOUND`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread. Allocates nothing.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_find(
    snapshot: *const omnimedia_snapshot,
    number: omnimedia_str,
    found: Option<&mut MaybeUninit<omnimedia_found>>,
) -> omnimedia_status {
    guard(|| {
        let out = output(found)?;
        let number = number.bytes()?.ok_or(OMNIMEDIA_NULL_ARGUMENT)?;
        out.write(told(&borrow::<Opened>(snapshot)?.get(number).ok_or(OMNIMEDIA_NOT_FOUND)?));
        Ok(())
    })
}

/// The number of the product or variant with a record id. It lives as long as the snapshot, and every look-up takes it.
///
/// `OMNIMEDIA_NOT_FOUND`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_number_of(
    snapshot: *const omnimedia_snapshot,
    record_id: u64,
    number: Option<&mut MaybeUninit<omnimedia_str>>,
) -> omnimedia_status {
    guard(|| {
        let out = output(number)?;
        let found = borrow::<Opened>(snapshot)?.find_record_id(record_id);
        out.write(omnimedia_str::lent(found.map_err(|fault| fault.code().number())?.number()));
        Ok(())
    })
}

/// The variant of a product that has selected values, one for each dimension. Its number lives as long as the snapshot,
/// and every look-up takes it.
///
/// `values` are `len` pairs of dimension and value. `why` may be NULL.
///
/// `OMNIMEDIA_NOT_FOUND` for an unknown dimension or value and where no variant has these values (a selection of some
/// dimensions has answers of its own: `omnimedia_snapshot_resolve`), `OMNIMEDIA_BAD_QUERY`. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_variant_with(
    snapshot: *const omnimedia_snapshot,
    product: omnimedia_str,
    values: *const omnimedia_pair,
    len: usize,
    number: Option<&mut MaybeUninit<omnimedia_str>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let out = number.ok_or_else(|| null("number"))?;
        let opened = named::<Opened>(snapshot, "snapshot")?;
        let found = opened.find(product.text("product")?)?;
        let values = super::args::pairs(values, len, "values")?;
        let selected = found.select(values.iter().copied())?;
        let variant = selected.found().variant().ok_or_else(|| {
            let message = format!("no variant of `{}` has just these values", found.product());
            omnimedia::Fault::new(Code::NotFound, message, "select a value of every dimension")
        })?;
        out.write(omnimedia_str::lent(variant));
        Ok(())
    })
}

/// The variants of a product, in the order of their values. Texts live as long as the snapshot.
///
/// `variants` has room for `capacity` of them, and may be NULL where that is 0; `count` gets how many there are.
///
/// `OMNIMEDIA_NOT_FOUND`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread. Allocates nothing.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_variants(
    snapshot: *const omnimedia_snapshot,
    product: omnimedia_str,
    variants: *mut omnimedia_found,
    capacity: usize,
    count: Option<&mut MaybeUninit<usize>>,
) -> omnimedia_status {
    guard(|| {
        let (count, room) = (output(count)?, room(variants, capacity)?);
        let number = product.bytes()?.ok_or(OMNIMEDIA_NULL_ARGUMENT)?;
        let found = borrow::<Opened>(snapshot)?.get(number).ok_or(OMNIMEDIA_NOT_FOUND)?;
        count.write(fill_with(room, found.variants(), |variant| told(&variant)));
        Ok(())
    })
}

/// The values of a variant, in the order of the product's dimensions; none for a product. They live as long as the
/// snapshot.
///
/// `values` has room for `capacity` pairs, and may be NULL where that is 0; `count` gets how many there are.
///
/// `OMNIMEDIA_NOT_FOUND`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_values(
    snapshot: *const omnimedia_snapshot,
    variant: omnimedia_str,
    values: *mut omnimedia_pair,
    capacity: usize,
    count: Option<&mut MaybeUninit<usize>>,
) -> omnimedia_status {
    guard(|| {
        let (count, room) = (output(count)?, room(values, capacity)?);
        let number = variant.bytes()?.ok_or(OMNIMEDIA_NULL_ARGUMENT)?;
        let found = borrow::<Opened>(snapshot)?.get(number).ok_or(OMNIMEDIA_NOT_FOUND)?;
        count.write(fill(room, super::answer::pairs(&found.values())));
        Ok(())
    })
}
