//! The preview: one HTML page that shows what products show, and why.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::mem::MaybeUninit;

use omnimedia::Preview;

use super::args::{self, flag, omnimedia_policy, pairs, texts};
use super::bytes::{hand_over, omnimedia_bytes};
use super::fault::{omnimedia_fault, tell};
use super::guard::{Refusal, explained};
use super::handle::named;
use super::publication::{Held, omnimedia_publication};
use super::status::omnimedia_status;
use super::view::{Grows, array, omnimedia_pair, omnimedia_str, sized};

/// A publication and what it is called on the page.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_preview_side {
    /// What it is called.
    pub caption: omnimedia_str,
    /// The publication.
    pub publication: *const omnimedia_publication,
}

/// What is on the page. NULL means zeros: everything, under the usual limits.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_preview_options {
    /// The size of this structure in bytes.
    pub size: usize,
    /// What the page is called; `Media preview` where it is absent.
    pub title: omnimedia_str,
    /// The products, by their numbers or those of variants; all where there are none.
    pub products: *const omnimedia_str,
    /// How many products.
    pub products_len: usize,
    /// Only these channels of the known contexts, absent or empty text for Omnichannel; all where there are none.
    pub channels: *const omnimedia_str,
    /// How many channels.
    pub channels_len: usize,
    /// Only these locales of the known contexts, absent or empty text for Neutral; all where there are none.
    pub locales: *const omnimedia_str,
    /// How many locales.
    pub locales_len: usize,
    /// Only these catalogs of the known contexts, absent or empty text for the default one; all where there are none.
    pub catalogs: *const omnimedia_str,
    /// How many catalogs.
    pub catalogs_len: usize,
    /// Small pictures: pairs of an asset's id and a data url of a PNG, JPEG, GIF, WebP or AVIF picture in base64.
    pub thumbnails: *const omnimedia_pair,
    /// How many small pictures.
    pub thumbnails_len: usize,
    /// How many answers the page may hold: selections times contexts times sides. 0 is a million.
    pub most_answers: u64,
    /// How many bytes the page may have. 0 is 32 MiB.
    pub limit: u64,
    /// 1 shows images without a small picture from their own urls, so that the page asks the network; 0 does not.
    pub link_pictures: i32,
}

impl Grows for omnimedia_preview_options {
    const FIRST: usize = size_of::<Self>();
}

/// Parts of contexts, some of which may be absent.
fn parts<'call>(data: *const omnimedia_str, len: usize, name: &str) -> Result<Vec<&'call str>, Refusal> {
    let parts = array(data, len, name)?.iter();
    parts.map(|text| Ok(text.optional(name)?.unwrap_or_default())).collect()
}

fn number(wanted: u64) -> usize {
    usize::try_from(wanted).unwrap_or(usize::MAX)
}

fn chosen<'p>(mut preview: Preview<'p>, options: &omnimedia_preview_options) -> Result<Preview<'p>, Refusal> {
    if let Some(title) = options.title.optional("options.title")? {
        preview = preview.title(title);
    }
    preview = preview.products(texts(options.products, options.products_len, "options.products")?);
    if options.channels_len > 0 {
        preview = preview.channels(parts(options.channels, options.channels_len, "options.channels")?);
    }
    if options.locales_len > 0 {
        preview = preview.locales(parts(options.locales, options.locales_len, "options.locales")?)?;
    }
    if options.catalogs_len > 0 {
        preview = preview.catalogs(parts(options.catalogs, options.catalogs_len, "options.catalogs")?);
    }
    for (asset, url) in pairs(options.thumbnails, options.thumbnails_len, "options.thumbnails")? {
        preview = preview.thumbnail(asset, url)?;
    }
    if options.most_answers != 0 {
        preview = preview.most_answers(number(options.most_answers));
    }
    if options.limit != 0 {
        preview = preview.limit(number(options.limit));
    }
    Ok(preview.link_pictures(flag(options.link_pictures, "options.link_pictures")?))
}

/// One HTML page that shows what products show in every context, and why. It needs nothing but a browser, and asks no
/// network unless the options say so.
///
/// `sides` are `len` publications with their captions: one, or two that are compared. `policy` and `options` may be
/// NULL. `out` gets the page to be released with `omnimedia_bytes_release`; `why` may be NULL.
///
/// `OMNIMEDIA_LIMIT_PREVIEW` where it would be larger than its limits, `OMNIMEDIA_NOT_FOUND` for a product that no side
/// has, `OMNIMEDIA_BAD_QUERY` for no side, for more than two, and where no context is left, `OMNIMEDIA_TYPE` for a small
/// picture that is none, `OMNIMEDIA_MALFORMED_LOCALE`. Any thread. An explanation for each way in which the selections
/// of a product differ, in each context, on each side.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_preview(
    sides: *const omnimedia_preview_side,
    len: usize,
    policy: *const omnimedia_policy,
    options: *const omnimedia_preview_options,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let mut preview = Preview::new(args::policy(policy)?);
        for side in array(sides, len, "sides")? {
            let held = named::<Held>(side.publication, "sides.publication")?;
            preview = preview.side(side.caption.text("sides.caption")?, &held.0);
        }
        if let Some(options) = sized(options, "options")? {
            preview = chosen(preview, &options)?;
        }
        hand_over(out, preview.to_html()?)
    })
}
