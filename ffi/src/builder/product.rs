//! Products with their documents, sets and items, by calls.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::mem::{MaybeUninit, take};

use omnimedia::{DocumentBuilder, ItemBuilder, ListBuilder, Mode, ProductBuilder, VariantBuilder};

use super::draft::SetOf;
use super::entities::{parts, swatch};
use super::{omnimedia_builder, working};
use crate::answer::{OMNIMEDIA_ADDITIONAL, OMNIMEDIA_PRIMARY, omnimedia_list};
use crate::args::{choice, omnimedia_context, pairs, texts};
use crate::fault::{omnimedia_fault, tell};
use crate::guard::{bad, explained};
use crate::media::omnimedia_crop;
use crate::status::omnimedia_status;
use crate::view::{omnimedia_pair, omnimedia_str};

/// What a list does with the rest of its chain, by number.
pub type omnimedia_mode = i32;

/// It gives its items and stops; what a list does unless said.
pub const OMNIMEDIA_MODE_REPLACE: omnimedia_mode = 0;
/// It passes on, and has no items.
pub const OMNIMEDIA_MODE_INHERIT: omnimedia_mode = 1;
/// The rest of the chain comes first, then its items.
pub const OMNIMEDIA_MODE_APPEND: omnimedia_mode = 2;
/// Its items come first, then the rest of the chain.
pub const OMNIMEDIA_MODE_PREPEND: omnimedia_mode = 3;

/// The modes by number.
const MODES: [Mode; 4] = [Mode::Replace, Mode::Inherit, Mode::Append, Mode::Prepend];

/// Begins a product. `record_id` is 0 where it has none; `name` may be absent, `why` NULL.
///
/// Faults as `omnimedia_builder_channel`. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_product(
    builder: *const omnimedia_builder,
    number: omnimedia_str,
    record_id: u64,
    name: omnimedia_str,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let mut product = ProductBuilder::new(number.text("number")?);
        if record_id != 0 {
            product = product.record_id(record_id);
        }
        if let Some(name) = name.optional("name")? {
            product = product.name(name);
        }
        working(builder, |draft| {
            draft.begin_product(product);
            Ok(())
        })
    })
}

/// Adds a category to the product that was begun last. `why` may be NULL.
///
/// `OMNIMEDIA_BAD_ARGUMENT` where a product must come first. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_product_category(
    builder: *const omnimedia_builder,
    category: omnimedia_str,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let category = category.text("category")?;
        working(builder, |draft| {
            draft.product("a category of a product")?.change(|product| product.category(category));
            Ok(())
        })
    })
}

/// Adds a dimension to the product that was begun last, with `len` values in their order. `why` may be NULL.
///
/// `OMNIMEDIA_BAD_ARGUMENT` where a product must come first. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_dimension(
    builder: *const omnimedia_builder,
    name: omnimedia_str,
    values: *const omnimedia_str,
    len: usize,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let (name, values) = (name.text("name")?, texts(values, len, "values")?);
        working(builder, |draft| {
            draft.product("a dimension")?.change(|product| product.dimension(name, values));
            Ok(())
        })
    })
}

/// Adds a variant to the product that was begun last.
///
/// `record_id` is 0 where it has none. `values` are `len` pairs of dimension and value, one for each dimension; `why`
/// may be NULL.
///
/// `OMNIMEDIA_BAD_ARGUMENT` where a product must come first. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_variant(
    builder: *const omnimedia_builder,
    number: omnimedia_str,
    record_id: u64,
    values: *const omnimedia_pair,
    len: usize,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let mut variant = VariantBuilder::new(number.text("number")?, pairs(values, len, "values")?);
        if record_id != 0 {
            variant = variant.record_id(record_id);
        }
        working(builder, |draft| {
            draft.product("a variant")?.change(|product| product.variant(variant));
            Ok(())
        })
    })
}

/// Begins a document of the product that was begun last. `context` may be NULL: the default catalog, Omnichannel,
/// Neutral. `why` may be NULL.
///
/// `OMNIMEDIA_BAD_ARGUMENT` where a product must come first. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_document(
    builder: *const omnimedia_builder,
    context: Option<&omnimedia_context>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let mut document = DocumentBuilder::new();
        let [catalog, channel, locale] = parts(context)?;
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
            draft.product("a document")?.begin_document(document);
            Ok(())
        })
    })
}

/// Begins the set of the product itself in the document that was begun last: two lists that replace, with nothing.
/// `why` may be NULL.
///
/// `OMNIMEDIA_BAD_ARGUMENT` where a document must come first, and for a second such set. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_master(
    builder: *const omnimedia_builder,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        working(builder, |draft| draft.document("the set of the master")?.begin_set(SetOf::Master))
    })
}

/// Begins the set of a dimension combination in the document that was begun last.
///
/// `pattern` are `len` pairs of a dimension and its value, or `*` for any; a dimension that is left out is any too.
/// `why` may be NULL.
///
/// `OMNIMEDIA_BAD_ARGUMENT` where a document must come first. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_pattern(
    builder: *const omnimedia_builder,
    pattern: *const omnimedia_pair,
    len: usize,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let pattern = pairs(pattern, len, "pattern")?.into_iter();
        let pattern = pattern.map(|(dimension, value)| (dimension.to_owned(), value.to_owned())).collect();
        working(builder, |draft| draft.document("the set of a pattern")?.begin_set(SetOf::Pattern(pattern)))
    })
}

/// Begins the set of a variant, by its number, in the document that was begun last. `why` may be NULL.
///
/// `OMNIMEDIA_BAD_ARGUMENT` where a document must come first. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_variant_set(
    builder: *const omnimedia_builder,
    number: omnimedia_str,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let of = SetOf::Variant(number.text("number")?.to_owned());
        working(builder, |draft| draft.document("the set of a variant")?.begin_set(of))
    })
}

/// Says what a list of the set that was begun last does with the rest of its chain; it replaces unless said. Items stay
/// as they are.
///
/// `list` is `OMNIMEDIA_PRIMARY` or `OMNIMEDIA_ADDITIONAL`, `mode` one of `OMNIMEDIA_MODE_…`; `why` may be NULL.
///
/// `OMNIMEDIA_BAD_ARGUMENT` for another list or mode, and where a set must come first. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_list(
    builder: *const omnimedia_builder,
    list: omnimedia_list,
    mode: omnimedia_mode,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let mode = choice(mode, &MODES, "mode")?;
        working(builder, |draft| {
            let list = draft.set("a list")?.list(list)?;
            *list = ListBuilder::new(mode, take(list.items_mut()));
            Ok(())
        })
    })
}

/// Adds an item, an asset by its id, to a list of the set that was begun last; texts and properties that follow are the
/// item's.
///
/// `list` is `OMNIMEDIA_PRIMARY`, whose items have no purpose, or `OMNIMEDIA_ADDITIONAL`, whose items have one; `why`
/// may be NULL.
///
/// `OMNIMEDIA_BAD_ARGUMENT` for another list, a purpose that does not go with it, and where a set must come first. One
/// thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_item(
    builder: *const omnimedia_builder,
    list: omnimedia_list,
    purpose: omnimedia_str,
    asset: omnimedia_str,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let asset = asset.text("asset")?;
        let item = match (list, purpose.optional("purpose")?) {
            (OMNIMEDIA_PRIMARY, Some(_)) => {
                return Err(bad("purpose", "is given for a primary item, which has none", "leave it absent"));
            }
            (OMNIMEDIA_ADDITIONAL, None) => {
                return Err(bad("purpose", "is absent", "say what the additional item is for"));
            }
            (_, Some(purpose)) => ItemBuilder::with_purpose(purpose, asset),
            (_, None) => ItemBuilder::new(asset),
        };
        working(builder, |draft| draft.set("an item")?.item(list, item))
    })
}

/// Adds a swatch of a value to the document that was begun last.
///
/// `hex` is `#` and six hexadecimal digits, or absent where there is an image; `asset` is the id of the image, or absent
/// where there is a colour. `crop` is the part of the image to show, NULL for all of it. `why` may be NULL.
///
/// `OMNIMEDIA_BAD_ARGUMENT` where a document must come first. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_swatch(
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
            draft.document("a swatch of a product")?.swatch(swatch);
            Ok(())
        })
    })
}
