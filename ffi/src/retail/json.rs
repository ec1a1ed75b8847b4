//! The shapes of the retail API as JSON, with their extension properties.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::mem::MaybeUninit;

use omnimedia::{Query, Retail, wire};

use super::{Choices, omnimedia_gallery_options, publication, snapshot};
use crate::args::{self, context_or_default, omnimedia_context, omnimedia_policy, omnimedia_query};
use crate::bytes::{hand_over, omnimedia_bytes};
use crate::fault::{omnimedia_fault, tell};
use crate::guard::{Refusal, bad, explained};
use crate::publication::omnimedia_publication;
use crate::snapshot::omnimedia_snapshot;
use crate::status::omnimedia_status;
use crate::view::omnimedia_str;

/// A shape of the retail API, by number.
pub type omnimedia_shape = i32;

/// As `omnimedia_…_media_locations`: a list.
pub const OMNIMEDIA_SHAPE_MEDIA_LOCATIONS: omnimedia_shape = 0;
/// As `omnimedia_…_selected_media_locations`: a list.
pub const OMNIMEDIA_SHAPE_SELECTED_MEDIA_LOCATIONS: omnimedia_shape = 1;
/// As `omnimedia_…_gallery`: a list.
pub const OMNIMEDIA_SHAPE_GALLERY: omnimedia_shape = 2;
/// As `omnimedia_…_additional_media`: a list for each purpose.
pub const OMNIMEDIA_SHAPE_ADDITIONAL_MEDIA: omnimedia_shape = 3;

fn written(
    retail: Retail<'_>,
    shape: omnimedia_shape,
    query: &Query,
    options: *const omnimedia_gallery_options,
) -> Result<String, Refusal> {
    if shape != OMNIMEDIA_SHAPE_GALLERY && !options.is_null() {
        return Err(bad("options", "is for a gallery, which is not asked for", "pass NULL"));
    }
    Ok(match shape {
        OMNIMEDIA_SHAPE_MEDIA_LOCATIONS => wire::media_locations(&retail.media_locations(query)?),
        OMNIMEDIA_SHAPE_SELECTED_MEDIA_LOCATIONS => {
            wire::media_locations(&retail.selected_media_locations(query)?)
        }
        OMNIMEDIA_SHAPE_GALLERY => {
            let choices = Choices::read(options)?;
            wire::media_locations(&retail.gallery(query, &choices.options())?)
        }
        OMNIMEDIA_SHAPE_ADDITIONAL_MEDIA => wire::additional_media(&retail.additional_media(query)?),
        _ => {
            let what = format!("is {shape}, which is no shape");
            return Err(bad("shape", what, "pass one of the constants"));
        }
    })
}

/// A shape of the retail API as JSON, by its own names, with the extension properties of every location: those of the
/// item before the asset's, and these before the product's.
///
/// `shape` is one of `OMNIMEDIA_SHAPE_…`. `options`, which may be NULL, are those of a gallery, and must be NULL for
/// other shapes; `policy` and `why` may be NULL. `out` gets text to be released with `omnimedia_bytes_release`.
///
/// Faults, threads and cost as `omnimedia_publication_media_locations`.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_publication_media_locations_json(
    publication: *const omnimedia_publication,
    shape: omnimedia_shape,
    query: *const omnimedia_query,
    policy: *const omnimedia_policy,
    options: *const omnimedia_gallery_options,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let retail = publication::asked(publication, policy)?;
        hand_over(out, written(retail, shape, &args::query(query)?, options)?)
    })
}

/// The picture of a category as JSON: a list of one location at most, with its extension properties.
///
/// `context`, `policy` and `why` may be NULL. `out` gets text to be released with `omnimedia_bytes_release`.
///
/// Faults, threads and cost as `omnimedia_publication_category_images`.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_publication_category_images_json(
    publication: *const omnimedia_publication,
    id: omnimedia_str,
    context: Option<&omnimedia_context>,
    policy: *const omnimedia_policy,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let retail = publication::asked(publication, policy)?;
        let images = retail.category_images(id.text("id")?, &context_or_default(context)?)?;
        hand_over(out, wire::media_locations(&images))
    })
}

/// A shape of the retail API as JSON, by its own names, with the extension properties of every location: those of the
/// item before the asset's, and these before the product's.
///
/// `shape` is one of `OMNIMEDIA_SHAPE_…`. `options`, which may be NULL, are those of a gallery, and must be NULL for
/// other shapes; `why` may be NULL. `out` gets text to be released with `omnimedia_bytes_release`.
///
/// Faults, threads and cost as `omnimedia_snapshot_media_locations`.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_media_locations_json(
    snapshot: *const omnimedia_snapshot,
    shape: omnimedia_shape,
    query: *const omnimedia_query,
    options: *const omnimedia_gallery_options,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let retail = snapshot::asked(snapshot)?;
        hand_over(out, written(retail, shape, &args::query(query)?, options)?)
    })
}

/// The picture of a category as JSON: a list of one location at most, with its extension properties.
///
/// `context` and `why` may be NULL. `out` gets text to be released with `omnimedia_bytes_release`.
///
/// Faults, threads and cost as `omnimedia_snapshot_category_images`.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_category_images_json(
    snapshot: *const omnimedia_snapshot,
    id: omnimedia_str,
    context: Option<&omnimedia_context>,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let retail = snapshot::asked(snapshot)?;
        let images = retail.category_images(id.text("id")?, &context_or_default(context)?)?;
        hand_over(out, wire::media_locations(&images))
    })
}
