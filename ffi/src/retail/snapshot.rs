//! Media locations, galleries and additional media of a snapshot.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::mem::MaybeUninit;

use omnimedia::Retail;

use super::{Choices, location_out, of_all_purposes, omnimedia_gallery_options, omnimedia_media_location};
use crate::args::{self, context_or_default, omnimedia_context, omnimedia_query};
use crate::fault::{omnimedia_fault, tell};
use crate::guard::{Refusal, explained, null};
use crate::handle::named;
use crate::opened::Opened;
use crate::snapshot::omnimedia_snapshot;
use crate::status::omnimedia_status;
use crate::view::{array_to_fill, fill, omnimedia_str};

/// A snapshot, asked for the shapes of the retail API under the policy it was written with.
pub(super) fn asked<'call>(snapshot: *const omnimedia_snapshot) -> Result<Retail<'call>, Refusal> {
    Ok(named::<Opened>(snapshot, "snapshot")?.retail())
}

/// The gallery of a product or variant: the data action *by record id*. Files are in it, and what has no url. A
/// selection is asked as it stands. Texts live as long as the snapshot.
///
/// `locations` has room for `capacity` of them, and may be NULL where that is 0; `count` gets how many there are, those
/// that found no room included. `why` may be NULL.
///
/// Faults and threads as `omnimedia_snapshot_resolve`. Linear in the answer.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_media_locations(
    snapshot: *const omnimedia_snapshot,
    query: *const omnimedia_query,
    locations: *mut omnimedia_media_location,
    capacity: usize,
    count: Option<&mut MaybeUninit<usize>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let count = count.ok_or_else(|| null("count"))?;
        let (query, room) = (args::query(query)?, array_to_fill(locations, capacity, "locations")?);
        let all = asked(snapshot)?.media_locations(&query)?;
        count.write(fill(room, all.iter().map(location_out)));
        Ok(())
    })
}

/// The gallery of the selected variant, until one is selected that of the product: the data action *for the selected
/// variant*. Values that do not come to a variant count as none.
///
/// Arguments, texts, faults and threads as `omnimedia_snapshot_media_locations`.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_selected_media_locations(
    snapshot: *const omnimedia_snapshot,
    query: *const omnimedia_query,
    locations: *mut omnimedia_media_location,
    capacity: usize,
    count: Option<&mut MaybeUninit<usize>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let count = count.ok_or_else(|| null("count"))?;
        let (query, room) = (args::query(query)?, array_to_fill(locations, capacity, "locations")?);
        let all = asked(snapshot)?.selected_media_locations(&query)?;
        count.write(fill(room, all.iter().map(location_out)));
        Ok(())
    })
}

/// What the gallery module shows for the selected variant, until one is selected for the product: images and videos,
/// numbered as they are shown, then what is curated.
///
/// `options` may be NULL; texts of curated images are the caller's own. Other arguments, texts, faults and threads as
/// `omnimedia_snapshot_media_locations`.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_gallery(
    snapshot: *const omnimedia_snapshot,
    query: *const omnimedia_query,
    options: *const omnimedia_gallery_options,
    locations: *mut omnimedia_media_location,
    capacity: usize,
    count: Option<&mut MaybeUninit<usize>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let count = count.ok_or_else(|| null("count"))?;
        let (query, choices, room) =
            (args::query(query)?, Choices::read(options)?, array_to_fill(locations, capacity, "locations")?);
        let all = asked(snapshot)?.gallery(&query, &choices.options())?;
        count.write(fill(room, all.iter().map(location_out)));
        Ok(())
    })
}

/// What the additional-media module shows for the selected variant, until one is selected for the product: media by
/// purpose. Purposes come in the order of their first item, and each counts its own priorities.
///
/// Arguments, texts, faults and threads as `omnimedia_snapshot_media_locations`.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_additional_media(
    snapshot: *const omnimedia_snapshot,
    query: *const omnimedia_query,
    locations: *mut omnimedia_media_location,
    capacity: usize,
    count: Option<&mut MaybeUninit<usize>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let count = count.ok_or_else(|| null("count"))?;
        let (query, room) = (args::query(query)?, array_to_fill(locations, capacity, "locations")?);
        let all = asked(snapshot)?.additional_media(&query)?;
        count.write(fill(room, of_all_purposes(&all)));
        Ok(())
    })
}

/// The picture of a category, `Images` of a `Category`: one location at most, always the channel's. Texts live as long
/// as the snapshot.
///
/// `context` may be NULL. `OMNIMEDIA_NOT_FOUND` for a category that is not there, `OMNIMEDIA_MALFORMED_LOCALE`. Other
/// arguments and threads as `omnimedia_snapshot_media_locations`.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_category_images(
    snapshot: *const omnimedia_snapshot,
    id: omnimedia_str,
    context: Option<&omnimedia_context>,
    locations: *mut omnimedia_media_location,
    capacity: usize,
    count: Option<&mut MaybeUninit<usize>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let count = count.ok_or_else(|| null("count"))?;
        let (id, context, room) =
            (id.text("id")?, context_or_default(context)?, array_to_fill(locations, capacity, "locations")?);
        let all = asked(snapshot)?.category_images(id, &context)?;
        count.write(fill(room, all.iter().map(location_out)));
        Ok(())
    })
}
