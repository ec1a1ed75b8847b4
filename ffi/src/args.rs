//! Arguments: contexts, queries, policies and limits, from C's forms to the core's.

use omnimedia::{AltSource, Context, Inheritance, Limits, Order, Parents, Policy, Query};

use super::guard::{Refusal, bad, null};
use super::view::{Grows, array, omnimedia_pair, omnimedia_str, sized};

/// A choice of a policy, by number; 0 is the default.
pub type omnimedia_choice = i32;

/// Order: locale before channel before Omnichannel; the default.
pub const OMNIMEDIA_ORDER_LOCALE_FIRST: omnimedia_choice = 0;
/// Order: channel before locale.
pub const OMNIMEDIA_ORDER_CHANNEL_FIRST: omnimedia_choice = 1;
/// Order: the documented ladder of Dynamics 365 Commerce.
pub const OMNIMEDIA_ORDER_DOCUMENTED: omnimedia_choice = 2;
/// Parents: by truncation, `zh-Hant-HK` to `zh-Hant` to `zh`; the default.
pub const OMNIMEDIA_PARENTS_TRUNCATE: omnimedia_choice = 0;
/// Parents: none.
pub const OMNIMEDIA_PARENTS_NONE: omnimedia_choice = 1;
/// Parents: by CLDR, `en-AU` to `en-001` to `en`.
pub const OMNIMEDIA_PARENTS_CLDR: omnimedia_choice = 2;
/// Inheritance: a document that does not speak ends the search; the default.
pub const OMNIMEDIA_INHERITANCE_SEVERED: omnimedia_choice = 0;
/// Inheritance: context by context, levels within each.
pub const OMNIMEDIA_INHERITANCE_CONTEXT_FIRST: omnimedia_choice = 1;
/// Inheritance: level by level, contexts within each.
pub const OMNIMEDIA_INHERITANCE_ENTITY_FIRST: omnimedia_choice = 2;
/// Alt text: the asset's, else the product's name; the default.
pub const OMNIMEDIA_ALT_SOURCE_ASSET: omnimedia_choice = 0;
/// Alt text: the product's name.
pub const OMNIMEDIA_ALT_SOURCE_PRODUCT: omnimedia_choice = 1;

/// The choices that decide which assignment wins. NULL for one means the default everywhere.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_policy {
    /// The size of this structure in bytes.
    pub size: usize,
    /// `OMNIMEDIA_ORDER_…`: in which order contexts are tried.
    pub order: omnimedia_choice,
    /// `OMNIMEDIA_PARENTS_…`: what a locale falls back to.
    pub parents: omnimedia_choice,
    /// `OMNIMEDIA_INHERITANCE_…`: which sets may speak.
    pub inheritance: omnimedia_choice,
    /// `OMNIMEDIA_ALT_SOURCE_…`: where alt texts come from.
    pub alt_source: omnimedia_choice,
}

/// What input may have at most. 0 for any of them means its default.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_limits {
    /// The size of this structure in bytes.
    pub size: usize,
    /// Dimensions of a product: 16.
    pub dimensions: u64,
    /// Values of a dimension: 4,096.
    pub values: u64,
    /// Variants of a product: 65,536.
    pub variants: u64,
    /// Items of a list: 1,000.
    pub items: u64,
    /// Documents of a product: 65,536.
    pub documents: u64,
    /// Patterns of a document: 65,536.
    pub patterns: u64,
    /// Bytes of an identifier: 512.
    pub identifier: u64,
    /// Bytes of a manifest's cell: 1 MiB.
    pub cell: u64,
    /// Bytes of a line: 16 MiB.
    pub line: u64,
    /// Columns of a manifest: 16,384.
    pub columns: u64,
    /// Nesting of JSON: 64; at most 120 is honoured.
    pub nesting: u64,
    /// Answers that an audit or a diff covers: 100 million.
    pub answers: u64,
}

/// Where and in which language something is asked: catalog, channel, locale. Absent or empty text is the default catalog, Omnichannel, Neutral.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_context {
    /// The catalog number.
    pub catalog: omnimedia_str,
    /// The channel, an operating unit number.
    pub channel: omnimedia_str,
    /// The locale, a BCP 47 tag in any case.
    pub locale: omnimedia_str,
}

/// Which product, variant or selection is asked for, and where.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_query {
    /// The size of this structure in bytes.
    pub size: usize,
    /// The number of a product or variant; absent where the record id says it.
    pub number: omnimedia_str,
    /// The record id of a product or variant; 0 where the number says it.
    pub record_id: u64,
    /// A variant of the product; may be absent.
    pub variant: omnimedia_str,
    /// Selected values by dimension; NULL where there are none.
    pub values: *const omnimedia_pair,
    /// How many values.
    pub values_len: usize,
    /// Where and in which language.
    pub context: omnimedia_context,
}

impl Grows for omnimedia_policy {
    const FIRST: usize = size_of::<Self>();
}
impl Grows for omnimedia_limits {
    const FIRST: usize = size_of::<Self>();
}
impl Grows for omnimedia_query {
    const FIRST: usize = size_of::<Self>();
}

/// The choice with a number.
pub(crate) fn choice<T: Copy>(number: omnimedia_choice, all: &[T], name: &str) -> Result<T, Refusal> {
    let found = usize::try_from(number).ok().and_then(|at| all.get(at));
    found
        .copied()
        .ok_or_else(|| bad(name, format!("is {number}, which is no choice"), "pass one of the constants"))
}

/// A choice between no and yes.
pub(crate) fn flag(number: i32, name: &str) -> Result<bool, Refusal> {
    match number {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(bad(name, format!("is {number}"), "pass 0 or 1")),
    }
}

const ORDERS: [Order; 3] = [Order::LocaleFirst, Order::ChannelFirst, Order::Documented];
const PARENTS: [Parents; 3] = [Parents::Truncate, Parents::None, Parents::Cldr];
const INHERITANCES: [Inheritance; 3] =
    [Inheritance::Severed, Inheritance::ContextFirst, Inheritance::EntityFirst];
const ALT_SOURCES: [AltSource; 2] = [AltSource::Asset, AltSource::Product];

/// A policy, the default one for NULL.
pub(crate) fn policy(given: *const omnimedia_policy) -> Result<Policy, Refusal> {
    let Some(given) = sized(given, "policy")? else { return Ok(Policy::default()) };
    Ok(Policy {
        order: choice(given.order, &ORDERS, "policy.order")?,
        parents: choice(given.parents, &PARENTS, "policy.parents")?,
        inheritance: choice(given.inheritance, &INHERITANCES, "policy.inheritance")?,
        alt_source: choice(given.alt_source, &ALT_SOURCES, "policy.alt_source")?,
    })
}

/// A policy as C sees it.
pub(crate) fn policy_out(policy: &Policy) -> omnimedia_policy {
    fn number<T: PartialEq>(all: &[T], choice: &T) -> omnimedia_choice {
        all.iter().position(|one| one == choice).and_then(|at| i32::try_from(at).ok()).unwrap_or(0)
    }
    omnimedia_policy {
        size: size_of::<omnimedia_policy>(),
        order: number(&ORDERS, &policy.order),
        parents: number(&PARENTS, &policy.parents),
        inheritance: number(&INHERITANCES, &policy.inheritance),
        alt_source: number(&ALT_SOURCES, &policy.alt_source),
    }
}

/// Limits, the defaults for NULL.
pub(crate) fn limits(given: *const omnimedia_limits) -> Result<Limits, Refusal> {
    let mut limits = Limits::default();
    let Some(given) = sized(given, "limits")? else { return Ok(limits) };
    let set = |limit: &mut usize, wanted: u64| {
        if wanted != 0 {
            *limit = usize::try_from(wanted).unwrap_or(usize::MAX);
        }
    };
    set(&mut limits.dimensions, given.dimensions);
    set(&mut limits.values, given.values);
    set(&mut limits.variants, given.variants);
    set(&mut limits.items, given.items);
    set(&mut limits.documents, given.documents);
    set(&mut limits.patterns, given.patterns);
    set(&mut limits.identifier, given.identifier);
    set(&mut limits.cell, given.cell);
    set(&mut limits.line, given.line);
    set(&mut limits.columns, given.columns);
    set(&mut limits.nesting, given.nesting);
    if given.answers != 0 {
        limits.answers = given.answers;
    }
    Ok(limits)
}

/// A context; `name` is that of the argument.
pub(crate) fn context(given: &omnimedia_context, name: &str) -> Result<Context, Refusal> {
    let part = |text: omnimedia_str, part: &str| text.optional(&format!("{name}.{part}"));
    let (catalog, channel) = (part(given.catalog, "catalog")?, part(given.channel, "channel")?);
    Ok(Context::new(catalog, channel, part(given.locale, "locale")?)?)
}

/// A context that may be NULL, which is the default of all three.
pub(crate) fn context_or_default(given: Option<&omnimedia_context>) -> Result<Context, Refusal> {
    given.map_or_else(|| Ok(Context::default()), |given| context(given, "context"))
}

/// Pairs of texts.
pub(crate) fn pairs<'call>(
    data: *const omnimedia_pair,
    len: usize,
    name: &str,
) -> Result<Vec<(&'call str, &'call str)>, Refusal> {
    let pairs = array(data, len, name)?;
    pairs.iter().map(|pair| Ok((pair.key.text(name)?, pair.value.text(name)?))).collect()
}

/// Texts.
pub(crate) fn texts<'call>(
    data: *const omnimedia_str,
    len: usize,
    name: &str,
) -> Result<Vec<&'call str>, Refusal> {
    array(data, len, name)?.iter().map(|text| text.text(name)).collect()
}

/// A query.
pub(crate) fn query(given: *const omnimedia_query) -> Result<Query, Refusal> {
    let given = sized(given, "query")?.ok_or_else(|| null("query"))?;
    let number = given.number.optional("query.number")?;
    let mut query = match (number, given.record_id) {
        (Some(number), 0) => Query::new(number),
        (None, id) if id != 0 => Query::record_id(id),
        _ => return Err(bad("query", "says neither or both of number and record id", "give one of the two")),
    };
    if let Some(variant) = given.variant.optional("query.variant")? {
        query = query.variant(variant);
    }
    for (dimension, value) in pairs(given.values, given.values_len, "query.values")? {
        query = query.select(dimension, value);
    }
    Ok(query.within(context(&given.context, "query.context")?))
}
