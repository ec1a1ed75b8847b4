//! What insight finds: rows and counts of audits, diffs and minimising.

use super::answer::{AnswerForm, ContextForm, Pairs, SwatchForm, TextForm, fixed};
use super::json;
use super::target::{TargetForm, forms};
use crate::insight::{
    AuditCounts, ChangedSelection, CheckedIn, DiffCounts, Difference, Finding, FoundItem, MediaSize,
    MinimiseCounts, Minimised, WhichList,
};
use crate::json::content_out::DocumentContent;
use crate::model::{Context, DocumentBuilder, Field};
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

#[derive(Serialize)]
struct SizeForm {
    documents: u64,
    sets: u64,
    items: u64,
}

impl From<MediaSize> for SizeForm {
    fn from(MediaSize { documents, sets, items }: MediaSize) -> Self {
        Self { documents, sets, items }
    }
}

#[derive(Serialize)]
struct SelectionForm<'s> {
    values: Pairs<'s>,
    context: ContextForm<'s>,
}

impl<'s> From<&'s ChangedSelection<'_>> for SelectionForm<'s> {
    fn from(selection: &'s ChangedSelection<'_>) -> Self {
        Self { values: Pairs(selection.values()), context: selection.context().into() }
    }
}

/// A document as a publication has it: its context and its content.
#[derive(Serialize)]
struct DocumentForm<'s> {
    #[serde(skip_serializing_if = "Option::is_none")]
    catalog: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locale: Option<&'s str>,
    #[serde(flatten)]
    content: DocumentContent<'s>,
}

impl<'s> From<&'s DocumentBuilder> for DocumentForm<'s> {
    fn from(document: &'s DocumentBuilder) -> Self {
        Self {
            catalog: document.catalog.as_deref(),
            channel: document.channel.as_deref(),
            locale: document.locale.as_deref(),
            content: DocumentContent(document),
        }
    }
}

#[derive(Serialize)]
struct MinimisedForm<'s> {
    product: &'s str,
    before: SizeForm,
    after: SizeForm,
    documents: Vec<DocumentForm<'s>>,
    removed: Vec<ContextForm<'s>>,
    selections: Vec<SelectionForm<'s>>,
    selections_changed: u64,
    selections_are_complete: bool,
    is_finished: bool,
}

/// A product with fewer sets: how many documents, sets and items there were `before` and are `after`,
/// the `documents` it has now, as `media` in `publication/1`, the contexts of those that were
/// `removed`, the `selections` that are no variants and show something else, how many there are, and
/// whether all were looked at.
///
/// # Cost
/// Linear in the documents and selections.
///
/// # Example
/// ```
/// use omnimedia::{DocumentBuilder, Limits, Minimise, Policy, ProductBuilder, Publication, SetBuilder, wire};
/// use std::ops::ControlFlow;
/// let set = || SetBuilder::new().primary(["A1"]);
/// let mut builder = Publication::builder(Limits::default());
/// builder.product(
///     ProductBuilder::new("S1")
///         .document(DocumentBuilder::new().master(set()))
///         .document(DocumentBuilder::new().channel("128").master(set())),
/// );
/// let publication = builder.build()?;
/// let mut rows = Vec::new();
/// Minimise::new(&publication, Policy::default()).run(|minimised| {
///     rows.push(wire::minimised(minimised));
///     ControlFlow::Continue(())
/// })?;
/// let sizes = r#""before":{"documents":2,"sets":2,"items":2},"after":{"documents":1,"sets":1,"items":1}"#;
/// let media = r#""documents":[{"master":{"primary":["A1"]}}],"removed":[{"channel":"128"}],"selections":[]"#;
/// assert!(rows[0].starts_with(&format!(r#"{{"product":"S1",{sizes},{media},"#)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn minimised(minimised: &Minimised<'_>) -> String {
    let documents: Vec<DocumentBuilder> = minimised.documents().collect();
    json(&MinimisedForm {
        product: minimised.product(),
        before: minimised.before().into(),
        after: minimised.after().into(),
        documents: documents.iter().map(DocumentForm::from).collect(),
        removed: minimised.removed().map(Context::as_ref).map(ContextForm::from).collect(),
        selections: minimised.selections().iter().map(SelectionForm::from).collect(),
        selections_changed: minimised.selections_changed(),
        selections_are_complete: minimised.selections_are_complete(),
        is_finished: minimised.is_finished(),
    })
}

#[derive(Serialize)]
struct MinimiseForm {
    products: u64,
    products_changed: u64,
    before: SizeForm,
    after: SizeForm,
    selections: u64,
    unproved: u64,
    unfinished: u64,
    is_complete: bool,
}

/// How much minimising came to: the `products` that were looked at and those that changed, what they
/// had `before` and have `after`, how many `selections` show something else, and how many products are
/// `unproved` or `unfinished`.
///
/// # Cost
/// That of a few numbers.
///
/// # Example
/// ```
/// use omnimedia::{MinimiseCounts, wire};
/// let json = wire::minimise_counts(&MinimiseCounts::default());
/// assert!(json.starts_with(r#"{"products":0,"products_changed":0,"before":{"documents":0,"sets":0,"items":0}"#));
/// ```
#[must_use]
pub fn minimise_counts(counts: &MinimiseCounts) -> String {
    json(&MinimiseForm {
        products: counts.products(),
        products_changed: counts.products_changed(),
        before: counts.before().into(),
        after: counts.after().into(),
        selections: counts.selections(),
        unproved: counts.unproved(),
        unfinished: counts.unfinished(),
        is_complete: counts.is_complete(),
    })
}

#[derive(Serialize)]
struct CheckedInForm<'s> {
    targets: Vec<TargetForm<'s>>,
    checked_out: Vec<TargetForm<'s>>,
    others: Vec<TargetForm<'s>>,
    is_done: bool,
}

/// What became of a minimised product in a tenant: the `targets` that have a new version, those that are
/// `checked_out`, the `others` that are not what was minimised, and whether it `is_done`.
///
/// # Cost
/// Linear in the targets.
///
/// # Example
/// ```
/// use omnimedia::{CheckedIn, wire};
/// let json = wire::checked_in(&CheckedIn::default());
/// assert_eq!(json, r#"{"targets":[],"checked_out":[],"others":[],"is_done":true}"#);
/// ```
#[must_use]
pub fn checked_in(checked_in: &CheckedIn) -> String {
    json(&CheckedInForm {
        targets: forms(checked_in.targets()),
        checked_out: forms(checked_in.checked_out()),
        others: forms(checked_in.others()),
        is_done: checked_in.is_done(),
    })
}
