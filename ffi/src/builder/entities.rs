//! Channels, assets, categories and central swatches, by calls.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::mem::MaybeUninit;

use omnimedia::{
    AssetBuilder, CategoryBuilder, CategoryDocumentBuilder, ChannelBuilder, ItemBuilder, SwatchBuilder,
};

use super::{omnimedia_builder, working};
use crate::args::{choice, flag, omnimedia_context};
use crate::fault::{omnimedia_fault, tell};
use crate::guard::{Refusal, explained, null};
use crate::item::{ITEM_KINDS, omnimedia_kind};
use crate::media::omnimedia_crop;
use crate::status::omnimedia_status;
use crate::view::omnimedia_str;

/// Begins a channel. `name` may be absent, `why` NULL.
///
/// `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_ENCODING`, `OMNIMEDIA_WRONG_HANDLE`, `OMNIMEDIA_IN_USE`, which every call with
/// a builder may give. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_channel(
    builder: *const omnimedia_builder,
    id: omnimedia_str,
    name: omnimedia_str,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let mut channel = ChannelBuilder::new(id.text("id")?);
        if let Some(name) = name.optional("name")? {
            channel = channel.name(name);
        }
        working(builder, |draft| {
            draft.begin_channel(channel);
            Ok(())
        })
    })
}

/// Adds a locale to the channel that was begun last; one without any speaks them all. `why` may be NULL.
///
/// `OMNIMEDIA_BAD_ARGUMENT` where a channel must come first. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_channel_locale(
    builder: *const omnimedia_builder,
    locale: omnimedia_str,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let locale = locale.text("locale")?;
        working(builder, |draft| {
            draft.channel()?.locales.push(locale.to_owned());
            Ok(())
        })
    })
}

/// Begins an asset of the media library: published, and for every channel, unless more is said.
///
/// `kind` is `OMNIMEDIA_IMAGE`, `OMNIMEDIA_VIDEO` or `OMNIMEDIA_FILE`. `url` may be absent, `why` NULL.
///
/// `OMNIMEDIA_BAD_ARGUMENT` for another kind. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_asset(
    builder: *const omnimedia_builder,
    id: omnimedia_str,
    kind: omnimedia_kind,
    url: omnimedia_str,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let mut asset = AssetBuilder::new(id.text("id")?, choice(kind, &ITEM_KINDS, "kind")?);
        if let Some(url) = url.optional("url")? {
            asset = asset.url(url);
        }
        working(builder, |draft| {
            draft.begin_asset(asset);
            Ok(())
        })
    })
}

/// Says whether the asset that was begun last is published: 1, or 0 where it is not. `why` may be NULL.
///
/// `OMNIMEDIA_BAD_ARGUMENT` for another number, and where an asset must come first. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_asset_published(
    builder: *const omnimedia_builder,
    published: i32,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let published = flag(published, "published")?;
        working(builder, |draft| {
            draft.asset("the state of an asset")?.published = Some(published);
            Ok(())
        })
    })
}

/// Adds a channel in which the asset that was begun last may be shown, and from then on only in such. `why` may be
/// NULL.
///
/// `OMNIMEDIA_BAD_ARGUMENT` where an asset must come first. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_asset_channel(
    builder: *const omnimedia_builder,
    channel: omnimedia_str,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let channel = channel.text("channel")?;
        working(builder, |draft| {
            draft.asset("a channel of an asset")?.channels().push(channel.to_owned());
            Ok(())
        })
    })
}

/// Says that the asset that was begun last is shown in no channel, and takes those away that were added. `why` may be
/// NULL.
///
/// `OMNIMEDIA_BAD_ARGUMENT` where an asset must come first. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_asset_no_channel(
    builder: *const omnimedia_builder,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        working(builder, |draft| {
            draft.asset("no channel of an asset")?.channels().clear();
            Ok(())
        })
    })
}

/// Begins a category. `name` may be absent, `why` NULL.
///
/// Faults as `omnimedia_builder_channel`. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_category(
    builder: *const omnimedia_builder,
    id: omnimedia_str,
    name: omnimedia_str,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let mut category = CategoryBuilder::new(id.text("id")?);
        if let Some(name) = name.optional("name")? {
            category = category.name(name);
        }
        working(builder, |draft| {
            draft.begin_category(category);
            Ok(())
        })
    })
}

/// Begins a document of the category that was begun last, without a picture yet. `context` must name a channel; `why`
/// may be NULL.
///
/// `OMNIMEDIA_BAD_ARGUMENT` where a category must come first. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_category_document(
    builder: *const omnimedia_builder,
    context: Option<&omnimedia_context>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let context = context.ok_or_else(|| null("context"))?;
        let mut document = CategoryDocumentBuilder::default();
        let [catalog, channel, locale] = parts(Some(context))?;
        if let Some(catalog) = catalog {
            document = document.catalog(catalog);
        }
        if let Some(channel) = channel {
            document = document.channel(channel);
        }
        if let Some(locale) = locale {
            document = document.locale(locale);
        }
        working(builder, |draft| {
            draft.category()?.begin_document(document);
            Ok(())
        })
    })
}

/// The parts of a document's context, as they are written; empty ones are absent.
pub(super) fn parts<'call>(context: Option<&omnimedia_context>) -> Result<[Option<&'call str>; 3], Refusal> {
    let Some(context) = context else { return Ok([None; 3]) };
    let part = |text: omnimedia_str, name| -> Result<_, Refusal> {
        Ok(text.optional(name)?.filter(|text| !text.is_empty()))
    };
    Ok([
        part(context.catalog, "context.catalog")?,
        part(context.channel, "context.channel")?,
        part(context.locale, "context.locale")?,
    ])
}

/// Gives the document of a category that was begun last its picture, an asset by its id; texts and properties that
/// follow are the picture's. `why` may be NULL.
///
/// `OMNIMEDIA_BAD_ARGUMENT` where a document of a category must come first, and for a second picture. One thread at a
/// time.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_category_image(
    builder: *const omnimedia_builder,
    asset: omnimedia_str,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let asset = asset.text("asset")?;
        working(builder, |draft| {
            *draft.category_document()?.image_mut() = Some(ItemBuilder::new(asset));
            Ok(())
        })
    })
}

/// Adds a central swatch, which every product shows that has none of its own for the value.
///
/// Arguments as `omnimedia_builder_swatch`. What was begun last stays begun. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_central_swatch(
    builder: *const omnimedia_builder,
    dimension: omnimedia_str,
    value: omnimedia_str,
    hex: omnimedia_str,
    asset: omnimedia_str,
    crop: Option<&omnimedia_crop>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let swatch = swatch([dimension, value, hex, asset], crop)?;
        working(builder, |draft| {
            draft.central_swatch(swatch);
            Ok(())
        })
    })
}

/// A swatch: dimension, value, colour, asset and crop.
pub(super) fn swatch(
    [dimension, value, hex, asset]: [omnimedia_str; 4],
    crop: Option<&omnimedia_crop>,
) -> Result<SwatchBuilder, Refusal> {
    let mut swatch = SwatchBuilder::new(dimension.text("dimension")?, value.text("value")?);
    if let Some(hex) = hex.optional("hex")? {
        swatch = swatch.hex(hex);
    }
    if let Some(asset) = asset.optional("asset")? {
        swatch = swatch.asset(asset);
    }
    if let Some(crop) = crop {
        swatch = swatch.crop(crop.x, crop.y, crop.width, crop.height);
    }
    Ok(swatch)
}
