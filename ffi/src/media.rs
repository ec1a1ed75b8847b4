//! Swatches, and the pictures of categories.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::mem::MaybeUninit;

use omnimedia::{CategoryAnswer, Crop, Field, Shown, SwatchAnswer, SwatchSource};

use super::args::{self, context_or_default, omnimedia_context, omnimedia_policy, omnimedia_query};
use super::fault::{omnimedia_fault, tell};
use super::guard::{explained, guard, null, output};
use super::handle::{borrow, named};
use super::item::{OMNIMEDIA_IMAGE, omnimedia_kind};
use super::opened::Opened;
use super::publication::{Held, omnimedia_publication};
use super::shelves::omnimedia_shelf;
use super::snapshot::omnimedia_snapshot;
use super::status::{OMNIMEDIA_NOT_FOUND, OMNIMEDIA_NULL_ARGUMENT, omnimedia_status};
use super::view::{array_to_fill, fill, omnimedia_str, room};

/// The part of an image that a swatch shows, in fractions of the image from 0 to 1.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_crop {
    /// The left edge.
    pub x: f64,
    /// The upper edge.
    pub y: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}

/// Whose swatch it is, by number.
pub type omnimedia_swatch_source = i32;

/// The product's own, in the first document of the ladder.
pub const OMNIMEDIA_SWATCH_OF_PRODUCT: omnimedia_swatch_source = 0;
/// The tenant's.
pub const OMNIMEDIA_SWATCH_CENTRAL: omnimedia_swatch_source = 1;

/// How a swatch is shown, by number.
pub type omnimedia_swatch_shown = i32;

/// As a colour.
pub const OMNIMEDIA_SHOWN_HEX: omnimedia_swatch_shown = 0;
/// As an image, or the part of it that the crop says.
pub const OMNIMEDIA_SHOWN_IMAGE: omnimedia_swatch_shown = 1;
/// As the value's text.
pub const OMNIMEDIA_SHOWN_TEXT: omnimedia_swatch_shown = 2;

/// How a value of a dimension looks. How long its texts live stands with the function that gives it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_swatch {
    /// The name of the dimension.
    pub dimension: omnimedia_str,
    /// The value.
    pub value: omnimedia_str,
    /// The id of its image, whether or not it may be shown; absent where it has none.
    pub asset: omnimedia_str,
    /// Where the bytes of the image are that is shown; absent where no image is, and where nobody said.
    pub url: omnimedia_str,
    /// The part of the image to show, zeros where `has_crop` is 0.
    pub crop: omnimedia_crop,
    /// The colour as it was written, such as `#2F5D73`, then zeros; all zeros where it has none.
    pub hex: [u8; 8],
    /// 1 where a part of the image is shown, 0 where all of it.
    pub has_crop: i32,
    /// `OMNIMEDIA_SWATCH_OF_PRODUCT` or `OMNIMEDIA_SWATCH_CENTRAL`.
    pub source: omnimedia_swatch_source,
    /// `OMNIMEDIA_SHOWN_HEX`, `OMNIMEDIA_SHOWN_IMAGE` or `OMNIMEDIA_SHOWN_TEXT`.
    pub shown: omnimedia_swatch_shown,
    /// What the asset is that is shown; `OMNIMEDIA_IMAGE` where none is.
    pub kind: omnimedia_kind,
}

fn crop_out(crop: Option<Crop>) -> omnimedia_crop {
    crop.map_or(omnimedia_crop { x: 0.0, y: 0.0, width: 0.0, height: 0.0 }, |crop| omnimedia_crop {
        x: crop.x(),
        y: crop.y(),
        width: crop.width(),
        height: crop.height(),
    })
}

fn swatch_out(swatch: &SwatchAnswer<'_>) -> omnimedia_swatch {
    let mut hex = [0; 8];
    if let Some(colour) = swatch.hex() {
        hex.iter_mut().zip(colour.as_str().bytes()).for_each(|(place, byte)| *place = byte);
    }
    let (shown, image) = match swatch.shown() {
        Shown::Hex(_) => (OMNIMEDIA_SHOWN_HEX, None),
        Shown::Image(image, _) => (OMNIMEDIA_SHOWN_IMAGE, Some(image)),
        Shown::Text(_) => (OMNIMEDIA_SHOWN_TEXT, None),
    };
    omnimedia_swatch {
        dimension: omnimedia_str::lent(swatch.dimension()),
        value: omnimedia_str::lent(swatch.value()),
        asset: omnimedia_str::maybe(swatch.asset()),
        url: omnimedia_str::maybe(image.and_then(|image| image.url())),
        crop: crop_out(swatch.crop()),
        hex,
        has_crop: swatch.crop().is_some().into(),
        source: match swatch.source() {
            SwatchSource::Product => OMNIMEDIA_SWATCH_OF_PRODUCT,
            SwatchSource::Central => OMNIMEDIA_SWATCH_CENTRAL,
        },
        shown,
        kind: image.map_or(OMNIMEDIA_IMAGE, |image| image.kind().number().into()),
    }
}

/// The swatches of a product in a context: every value that has one, in the product's order. A selection makes no
/// difference. Texts live as long as the publication.
///
/// `policy` may be NULL. `swatches` has room for `capacity` of them, and may be NULL where that is 0; `count` gets how
/// many there are, those that found no room included. `why` may be NULL.
///
/// Faults and threads as `omnimedia_publication_resolve`. Linear in the documents and values of the product.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_publication_swatches(
    publication: *const omnimedia_publication,
    query: *const omnimedia_query,
    policy: *const omnimedia_policy,
    swatches: *mut omnimedia_swatch,
    capacity: usize,
    count: Option<&mut MaybeUninit<usize>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let count = count.ok_or_else(|| null("count"))?;
        let held = named::<Held>(publication, "publication")?;
        let room = array_to_fill(swatches, capacity, "swatches")?;
        let all = held.0.swatches(&args::query(query)?, &args::policy(policy)?)?;
        count.write(fill(room, all.iter().map(swatch_out)));
        Ok(())
    })
}

/// The swatches of a product, or of the product of a variant, by its number: every value that has one, in the product's
/// order. Texts live as long as the snapshot.
///
/// `swatches` has room for `capacity` of them, and may be NULL where that is 0; `count` gets how many there are, those
/// that found no room included.
///
/// `OMNIMEDIA_NOT_FOUND`, `OMNIMEDIA_WRONG_SHELF`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread; no
/// lock. Linear in the values of the product.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_swatches(
    snapshot: *const omnimedia_snapshot,
    shelf: omnimedia_shelf,
    number: omnimedia_str,
    swatches: *mut omnimedia_swatch,
    capacity: usize,
    count: Option<&mut MaybeUninit<usize>>,
) -> omnimedia_status {
    guard(|| {
        let (count, room) = (output(count)?, room(swatches, capacity)?);
        let opened = borrow::<Opened>(snapshot)?;
        let number = number.bytes()?.ok_or(OMNIMEDIA_NULL_ARGUMENT)?;
        let all = opened.swatches(shelf, number)?;
        count.write(fill(room, all.iter().map(swatch_out)));
        Ok(())
    })
}

/// The tenant's central swatch of a value: what list pages and refiners show. Texts live as long as the snapshot.
///
/// `OMNIMEDIA_NOT_FOUND` where the value has none; `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_ENCODING`,
/// `OMNIMEDIA_WRONG_HANDLE`. Any thread; no lock.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_central_swatch(
    snapshot: *const omnimedia_snapshot,
    dimension: omnimedia_str,
    value: omnimedia_str,
    swatch: Option<&mut MaybeUninit<omnimedia_swatch>>,
) -> omnimedia_status {
    guard(|| {
        let out = output(swatch)?;
        let opened = borrow::<Opened>(snapshot)?;
        let text = |text: omnimedia_str, name| text.text(name).map_err(|refusal| refusal.status());
        let (dimension, value) = (text(dimension, "dimension")?, text(value, "value")?);
        let found = opened.central_swatch(dimension, value).ok_or(OMNIMEDIA_NOT_FOUND)?;
        out.write(swatch_out(&found));
        Ok(())
    })
}

/// The picture of a category. How long its texts live stands with the function that gives it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_category_image {
    /// The id of the asset, whether or not it may be shown; absent where the category has no picture here.
    pub asset: omnimedia_str,
    /// Where the bytes of the picture are that is shown; absent where none is, and where nobody said.
    pub url: omnimedia_str,
    /// What stands for the picture in words, in the language that was asked for; else the category's name.
    pub alt: omnimedia_str,
    /// Its title.
    pub title: omnimedia_str,
    /// Its caption.
    pub caption: omnimedia_str,
    /// Its description.
    pub description: omnimedia_str,
    /// Its name in the media library.
    pub display_name: omnimedia_str,
    /// What the asset is; `OMNIMEDIA_IMAGE` where none is shown.
    pub kind: omnimedia_kind,
    /// 1 where the picture is shown: its asset is known, published and allowed in the channel; else 0.
    pub is_shown: i32,
}

fn category_out(answer: &CategoryAnswer<'_>) -> omnimedia_category_image {
    let (shown, text) = (answer.shown(), |field| omnimedia_str::maybe(answer.text().get(field)));
    omnimedia_category_image {
        asset: omnimedia_str::maybe(answer.asset()),
        url: omnimedia_str::maybe(shown.and_then(|asset| asset.url())),
        alt: text(Field::Alt),
        title: text(Field::Title),
        caption: text(Field::Caption),
        description: text(Field::Description),
        display_name: text(Field::DisplayName),
        kind: shown.map_or(OMNIMEDIA_IMAGE, |asset| asset.kind().number().into()),
        is_shown: shown.is_some().into(),
    }
}

/// The picture of a category in a context: always the channel's, none without a channel. Texts live as long as the
/// publication.
///
/// `context`, `policy` and `why` may be NULL.
///
/// `OMNIMEDIA_NOT_FOUND` for a category that is not there, `OMNIMEDIA_MALFORMED_LOCALE`, `OMNIMEDIA_DUPLICATE_DOCUMENT`
/// where the policy's parents make two documents one. Any thread. Linear in the documents of the category.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_publication_category_image(
    publication: *const omnimedia_publication,
    id: omnimedia_str,
    context: Option<&omnimedia_context>,
    policy: *const omnimedia_policy,
    image: Option<&mut MaybeUninit<omnimedia_category_image>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let out = image.ok_or_else(|| null("image"))?;
        let held = named::<Held>(publication, "publication")?;
        let (context, policy) = (context_or_default(context)?, args::policy(policy)?);
        out.write(category_out(&held.0.category_image(id.text("id")?, &context, &policy)?));
        Ok(())
    })
}

/// The picture of a category in the context of a shelf: always the channel's, none without a channel. Texts live as
/// long as the snapshot.
///
/// `OMNIMEDIA_NOT_FOUND`, `OMNIMEDIA_WRONG_SHELF`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_ENCODING`,
/// `OMNIMEDIA_WRONG_HANDLE`. Any thread; no lock. Linear in the documents of the category.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_category_image(
    snapshot: *const omnimedia_snapshot,
    shelf: omnimedia_shelf,
    id: omnimedia_str,
    image: Option<&mut MaybeUninit<omnimedia_category_image>>,
) -> omnimedia_status {
    guard(|| {
        let out = output(image)?;
        let opened = borrow::<Opened>(snapshot)?;
        let id = id.text("id").map_err(|refusal| refusal.status())?;
        out.write(category_out(&opened.category_image(shelf, id)?));
        Ok(())
    })
}
