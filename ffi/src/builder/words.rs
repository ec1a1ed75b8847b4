//! Texts, tags and extension properties of what was begun last.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::mem::MaybeUninit;

use super::{omnimedia_builder, working};
use crate::answer::{FIELDS, omnimedia_field};
use crate::args::choice;
use crate::fault::{omnimedia_fault, tell};
use crate::guard::explained;
use crate::status::omnimedia_status;
use crate::view::omnimedia_str;

/// Gives the asset, item or picture of a category that was begun last a text in a locale.
///
/// `locale` is absent or empty for Neutral. `field` is one of `OMNIMEDIA_FIELD_…`; a text that is given twice is the
/// later one. `why` may be NULL.
///
/// `OMNIMEDIA_BAD_ARGUMENT` for another field, and where an asset, item or picture must come first. One thread at a
/// time.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_text(
    builder: *const omnimedia_builder,
    locale: omnimedia_str,
    field: omnimedia_field,
    text: omnimedia_str,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let locale = locale.optional("locale")?.unwrap_or_default();
        let (field, text) = (choice(field, &FIELDS, "field")?, text.text("text")?);
        working(builder, |draft| {
            draft.text(locale)?.set(field, Some(text.to_owned()));
            Ok(())
        })
    })
}

/// Adds a search tag in a locale to the asset, item or picture of a category that was begun last.
///
/// `locale` is absent or empty for Neutral; `why` may be NULL. Faults as `omnimedia_builder_text`. One thread at a
/// time.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_tag(
    builder: *const omnimedia_builder,
    locale: omnimedia_str,
    tag: omnimedia_str,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let locale = locale.optional("locale")?.unwrap_or_default();
        let tag = tag.text("tag")?;
        working(builder, |draft| {
            draft.text(locale)?.tags_mut().push(tag.to_owned());
            Ok(())
        })
    })
}

/// Adds an extension property to the asset, product, item or picture of a category that was begun last; those of a
/// product come before its documents. A key may stand once. `why` may be NULL.
///
/// `OMNIMEDIA_BAD_ARGUMENT` where one of these must come first. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_property(
    builder: *const omnimedia_builder,
    key: omnimedia_str,
    value: omnimedia_str,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let (key, value) = (key.text("key")?, value.text("value")?);
        working(builder, |draft| draft.property(key, value))
    })
}
