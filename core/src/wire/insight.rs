//! What insight finds: rows and counts of audits and diffs.

use super::answer::{AnswerForm, ContextForm, Pairs, SwatchForm, TextForm, fixed};
use super::json;
use crate::insight::{AuditCounts, DiffCounts, Difference, Finding, FoundItem, WhichList};
use crate::model::Field;
use crate::resolve::CategoryAnswer;
use serde::{Serialize, Serializer};

#[derive(Serialize)]
struct FindingForm<'s> {
    check: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    product: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    variant: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<ContextForm<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<&'static str>,
    #[serde(rename = "match", skip_serializing_if = "Option::is_none")]
    pattern: Option<Pairs<'s>>,
    items: Vec<FoundForm<'s>>,
    text: String,
}

#[derive(Serialize)]
struct FoundForm<'s> {
    #[serde(skip_serializing_if = "Option::is_none")]
    list: Option<&'static str>,
    asset: &'s str,
}

impl<'s> From<&FoundItem<'s>> for FoundForm<'s> {
    fn from(item: &FoundItem<'s>) -> Self {
        Self { list: item.list().map(WhichList::word), asset: item.asset() }
    }
}

/// A row of an audit: the `check`, the `product`, `variant` and `context`, of a set its `level` and
/// `match`, the `items` it is about, each with its `list` and `asset`, and all of it as a line of `text`.
///
/// # Cost
/// Linear in the row.
///
/// # Example
/// ```
/// use omnimedia::{Audit, Limits, Policy, ProductBuilder, Publication, wire};
/// use std::ops::ControlFlow;
/// let mut builder = Publication::builder(Limits::default());
/// builder.product(ProductBuilder::new("S1"));
/// let publication = builder.build()?;
/// let mut rows = Vec::new();
/// let counts = Audit::new(&publication, Policy::default()).run(|finding| {
///     rows.push(wire::finding(finding));
///     ControlFlow::Continue(())
/// })?;
/// let text = r#""text":"no_image: S1 in Omnichannel, Neutral""#;
/// assert_eq!(rows, [format!(r#"{{"check":"no_image","product":"S1","context":{{}},"items":[],{text}}}"#)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn finding(finding: &Finding<'_, '_>) -> String {
    json(&FindingForm {
        check: finding.check().word(),
        product: finding.product(),
        variant: finding.variant(),
        context: finding.context().map(ContextForm::from),
        level: finding.level().map(crate::model::Level::word),
        pattern: fixed(finding.level(), finding.pattern()),
        items: finding.items().iter().map(FoundForm::from).collect(),
        text: finding.to_string(),
    })
}

#[derive(Serialize)]
struct AuditForm<'s> {
    answers: u64,
    found: Found<'s>,
    total: u64,
    is_complete: bool,
}

/// How many rows each check has.
struct Found<'s>(&'s AuditCounts);

impl Serialize for Found<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(check, count)| (check.word(), count)))
    }
}

/// How much an audit found: the `answers` that were looked at, how many rows each check `found`, their
/// `total`, and whether everything was looked at.
///
/// # Cost
/// That of a few numbers.
///
/// # Example
/// ```
/// use omnimedia::{Audit, Limits, Policy, Publication, wire};
/// let publication = Publication::builder(Limits::default()).build()?;
/// let counts = Audit::new(&publication, Policy::default()).counts()?;
/// let json = wire::audit_counts(&counts);
/// assert!(json.starts_with(r#"{"answers":0,"found":{"no_image":0,"omnichannel_only":0,"#));
/// assert!(json.ends_with(r#"},"total":0,"is_complete":true}"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn audit_counts(counts: &AuditCounts) -> String {
    json(&AuditForm {
        answers: counts.answers(),
        found: Found(counts),
        total: counts.total(),
        is_complete: counts.is_complete(),
    })
}

#[derive(Serialize)]
struct DifferenceForm<'s, T> {
    changed: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    product: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    variant: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<&'s str>,
    context: ContextForm<'s>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<T>,
}

/// The picture of a category, with what of it may differ.
#[derive(Serialize)]
struct PictureForm<'s> {
    asset: Option<&'s str>,
    is_shown: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'s str>,
    alt: Option<&'s str>,
    #[serde(flatten)]
    text: TextForm<'s>,
    #[serde(skip_serializing_if = "Pairs::is_empty")]
    properties: Pairs<'s>,
    #[serde(skip_serializing_if = "Pairs::is_empty")]
    asset_properties: Pairs<'s>,
}

impl<'s> From<&'s CategoryAnswer<'_>> for PictureForm<'s> {
    fn from(answer: &'s CategoryAnswer<'_>) -> Self {
        let shown = answer.shown();
        Self {
            asset: answer.asset(),
            is_shown: shown.is_some(),
            kind: shown.map(|image| image.kind().word()),
            url: shown.and_then(|image| image.url()),
            alt: answer.text().get(Field::Alt),
            text: answer.text().into(),
            properties: Pairs(answer.properties()),
            asset_properties: Pairs(shown.map_or(&[], |image| image.properties())),
        }
    }
}

/// A row of a diff: what `changed` (`answer`, `swatches` or `category_image`), of which `product`,
/// `variant` or `category`, in which `context`, with what is shown `before` and `after`.
///
/// Answers are those of [`answer`](super::answer), swatches those of [`swatches`](super::swatches); of a
/// picture the asset, whether it `is_shown`, and its texts. A side that has no such product, variant or
/// category is left out, and has no swatches.
///
/// # Cost
/// Linear in the row.
///
/// # Example
/// ```
/// use omnimedia::{Diff, Limits, Policy, ProductBuilder, Publication, wire};
/// use std::ops::ControlFlow;
/// let shop = |text: &str| Publication::from_json(text.as_bytes(), &Limits::default());
/// let before = shop(r#"{"omnimedia":"publication/1","categories":[{"id":"hats"}]}"#)?;
/// let after = shop(
///     r#"{"omnimedia":"publication/1","assets":[{"id":"A1","kind":"image"}],
///         "categories":[{"id":"hats","media":[{"channel":"128","image":"A1"}]}]}"#,
/// )?;
/// let mut rows = Vec::new();
/// Diff::new(&before, &after, Policy::default()).run(|difference| {
///     rows.push(wire::difference(&difference));
///     ControlFlow::Continue(())
/// })?;
/// let sides = r#""before":{"asset":null,"is_shown":false,"alt":null},"after":{"asset":"A1","is_shown":true,"kind":"image","alt":null}"#;
/// let place = r#""category":"hats","context":{"channel":"128"}"#;
/// assert_eq!(rows, [format!(r#"{{"changed":"category_image",{place},{sides}}}"#)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn difference(difference: &Difference<'_>) -> String {
    let context = difference.context().into();
    match difference {
        Difference::Answer { product, variant, before, after, .. } => json(&DifferenceForm {
            changed: "answer",
            product: Some(product),
            variant: *variant,
            category: None,
            context,
            before: before.as_deref().map(AnswerForm::from),
            after: after.as_deref().map(AnswerForm::from),
        }),
        Difference::Swatches { product, before, after, .. } => json(&DifferenceForm {
            changed: "swatches",
            product: Some(product),
            variant: None,
            category: None,
            context,
            before: Some(before.iter().map(SwatchForm::from).collect::<Vec<_>>()),
            after: Some(after.iter().map(SwatchForm::from).collect()),
        }),
        Difference::CategoryImage { category, before, after, .. } => json(&DifferenceForm {
            changed: "category_image",
            product: None,
            variant: None,
            category: Some(category),
            context,
            before: before.as_deref().map(PictureForm::from),
            after: after.as_deref().map(PictureForm::from),
        }),
    }
}

#[derive(Serialize)]
struct DiffForm {
    covered: u64,
    answers: u64,
    swatches: u64,
    category_images: u64,
    products: u64,
    total: u64,
    is_complete: bool,
}

/// How much a diff covered, and how much of it is another: the rows of `answers`, `swatches` and
/// `category_images`, the `products` they are of, their `total`, and whether everything was compared.
///
/// # Cost
/// That of a few numbers.
///
/// # Example
/// ```
/// use omnimedia::{DiffCounts, wire};
/// assert_eq!(
///     wire::diff_counts(&DiffCounts::default()),
///     r#"{"covered":0,"answers":0,"swatches":0,"category_images":0,"products":0,"total":0,"is_complete":true}"#,
/// );
/// ```
#[must_use]
pub fn diff_counts(counts: &DiffCounts) -> String {
    json(&DiffForm {
        covered: counts.covered(),
        answers: counts.answers(),
        swatches: counts.swatches(),
        category_images: counts.category_images(),
        products: counts.products(),
        total: counts.total(),
        is_complete: counts.is_complete(),
    })
}
