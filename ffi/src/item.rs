//! Items, as arrays of them are filled.

use omnimedia::{ItemView, Kind, Level};

use super::view::omnimedia_str;

/// What an asset is, by number.
pub type omnimedia_kind = i32;

/// A picture.
pub const OMNIMEDIA_IMAGE: omnimedia_kind = 0;
/// A video.
pub const OMNIMEDIA_VIDEO: omnimedia_kind = 1;
/// Any other document: a manual, a size chart.
pub const OMNIMEDIA_FILE: omnimedia_kind = 2;

/// The kinds by number.
pub(crate) const ITEM_KINDS: [Kind; 3] = [Kind::Image, Kind::Video, Kind::File];

/// At which level of a product something is assigned, by number.
pub type omnimedia_level = i32;

/// At one variant.
pub const OMNIMEDIA_LEVEL_VARIANT: omnimedia_level = 0;
/// At a dimension combination with wildcards.
pub const OMNIMEDIA_LEVEL_DIMENSIONS: omnimedia_level = 1;
/// At the product itself.
pub const OMNIMEDIA_LEVEL_MASTER: omnimedia_level = 2;
/// At none: nothing spoke.
pub const OMNIMEDIA_LEVEL_NONE: omnimedia_level = -1;

pub(crate) fn level_number(level: Option<Level>) -> omnimedia_level {
    level.map_or(OMNIMEDIA_LEVEL_NONE, |level| level.number().into())
}

/// One picture, video or file of a product. How long its texts live stands with the function that gives it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_item {
    /// The id of the asset.
    pub asset: omnimedia_str,
    /// Where its bytes are; absent where nobody said.
    pub url: omnimedia_str,
    /// What it is for; absent for primary items.
    pub purpose: omnimedia_str,
    /// What stands for it in words, in the query's language; absent where there is no such text.
    pub alt: omnimedia_str,
    /// `OMNIMEDIA_IMAGE`, `OMNIMEDIA_VIDEO` or `OMNIMEDIA_FILE`.
    pub kind: omnimedia_kind,
}

/// An item of a snapshot; its texts are the snapshot's.
#[inline]
pub(crate) fn item(view: &ItemView<'_, '_>) -> omnimedia_item {
    omnimedia_item {
        asset: omnimedia_str::maybe(view.asset()),
        url: omnimedia_str::maybe(view.url()),
        purpose: omnimedia_str::maybe(view.purpose()),
        alt: omnimedia_str::maybe(view.alt()),
        kind: view.kind().number().into(),
    }
}
