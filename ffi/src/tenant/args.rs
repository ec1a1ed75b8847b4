//! What operations on a tenant are about, who does them and when.

use omnimedia::{Instant, Scope, Stamp, Target};

use crate::args::{context, omnimedia_context};
use crate::guard::{Refusal, bad, null};
use crate::view::{Grows, omnimedia_str, sized};

/// What a target is, by number.
pub type omnimedia_target_kind = i32;

/// An asset; `id` is its id.
pub const OMNIMEDIA_TARGET_ASSET: omnimedia_target_kind = 0;
/// A document of a product; `id` is the number of the product.
pub const OMNIMEDIA_TARGET_DOCUMENT: omnimedia_target_kind = 1;
/// A document of a category; `id` is the id of the category.
pub const OMNIMEDIA_TARGET_CATEGORY: omnimedia_target_kind = 2;
/// Every document of a product that has an unpublished draft; for `omnimedia_tenant_publish` alone.
pub const OMNIMEDIA_TARGET_ALL_OF_PRODUCT: omnimedia_target_kind = 3;
/// Every document of a category that has an unpublished draft; for `omnimedia_tenant_publish` alone.
pub const OMNIMEDIA_TARGET_ALL_OF_CATEGORY: omnimedia_target_kind = 4;

/// What is edited, versioned and published: an asset, or a document of a product or category.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_target {
    /// The size of this structure in bytes.
    pub size: usize,
    /// `OMNIMEDIA_TARGET_…`: what it is.
    pub kind: omnimedia_target_kind,
    /// The asset, product or category.
    pub id: omnimedia_str,
    /// The context of a document; left out for all else.
    pub context: omnimedia_context,
    /// The publish group that has it; absent for what is live.
    pub group: omnimedia_str,
}

impl Grows for omnimedia_target {
    const FIRST: usize = size_of::<Self>();
}

/// Who does something, and when: the library reads no clock.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_stamp {
    /// The user; must be there, and may be empty.
    pub by: omnimedia_str,
    /// Seconds since the beginning of 1970 in UTC, from the year -9999 to 9999; what lies outside is the nearest inside.
    pub at: i64,
}

/// A stamp.
pub(crate) fn stamp(given: Option<&omnimedia_stamp>) -> Result<Stamp, Refusal> {
    let given = given.ok_or_else(|| null("stamp"))?;
    Ok(Stamp::new(given.by.text("stamp.by")?, Instant::from_unix_seconds(given.at)))
}

/// A target: one asset or document.
pub(crate) fn target(given: *const omnimedia_target) -> Result<Target, Refusal> {
    match scope(given)? {
        Scope::Target(target) => Ok(target),
        _ => {
            let advice = "pass an asset or one document";
            Err(bad("target.kind", "stands for more than one document", advice))
        }
    }
}

/// What is to be published.
pub(crate) fn scope(given: *const omnimedia_target) -> Result<Scope, Refusal> {
    let given = sized(given, "target")?.ok_or_else(|| null("target"))?;
    let id = given.id.text("target.id")?;
    let within = &given.context;
    let is_document = matches!(given.kind, OMNIMEDIA_TARGET_DOCUMENT | OMNIMEDIA_TARGET_CATEGORY);
    if !is_document && [within.catalog, within.channel, within.locale].iter().any(|part| part.len > 0) {
        return Err(bad("target.context", "is for one document alone", "leave it out"));
    }
    let group = given.group.optional("target.group")?;
    let target = match given.kind {
        OMNIMEDIA_TARGET_ASSET => Target::asset(id),
        OMNIMEDIA_TARGET_DOCUMENT => Target::document(id, context(within, "target.context")?),
        OMNIMEDIA_TARGET_CATEGORY => Target::category(id, context(within, "target.context")?),
        OMNIMEDIA_TARGET_ALL_OF_PRODUCT | OMNIMEDIA_TARGET_ALL_OF_CATEGORY if group.is_some() => {
            return Err(bad("target.group", "is for one asset or document alone", "run the group"));
        }
        OMNIMEDIA_TARGET_ALL_OF_PRODUCT => return Ok(Scope::product(id)),
        OMNIMEDIA_TARGET_ALL_OF_CATEGORY => return Ok(Scope::category(id)),
        other => {
            let what = format!("is {other}, which is no kind of target");
            return Err(bad("target.kind", what, "pass one of the constants"));
        }
    };
    Ok(Scope::Target(match group {
        Some(group) => target.in_group(group),
        None => target,
    }))
}

/// JSON that is lent for the call and must be there; whether it is any is for its reader to say.
pub(crate) fn json<'call>(given: omnimedia_str, name: &str) -> Result<&'call [u8], Refusal> {
    if given.data.is_null() {
        return Err(null(name));
    }
    crate::view::array(given.data, given.len, name)
}
