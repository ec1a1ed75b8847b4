//! What minimising finds, and what becomes of it in a tenant.

use super::answer::{ContextForm, FaultForm, Pairs};
use super::json;
use super::target::{TargetForm, forms};
use crate::fault::Faults;
use crate::insight::{ChangedSelection, CheckedIn, MediaSize, MinimiseCounts, Minimised};
use crate::json::content_out::DocumentContent;
use crate::model::{Context, DocumentBuilder};
use serde::Serialize;

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
    json(&MinimisedForm::of(minimised, &documents))
}

impl<'s> MinimisedForm<'s> {
    fn of(minimised: &'s Minimised<'_>, documents: &'s [DocumentBuilder]) -> Self {
        Self {
            product: minimised.product(),
            before: minimised.before().into(),
            after: minimised.after().into(),
            documents: documents.iter().map(DocumentForm::from).collect(),
            removed: minimised.removed().map(Context::as_ref).map(ContextForm::from).collect(),
            selections: minimised.selections().iter().map(SelectionForm::from).collect(),
            selections_changed: minimised.selections_changed(),
            selections_are_complete: minimised.selections_are_complete(),
            is_finished: minimised.is_finished(),
        }
    }
}

#[derive(Serialize)]
struct MinimisedInForm<'s> {
    #[serde(flatten)]
    minimised: MinimisedForm<'s>,
    #[serde(flatten)]
    outcome: OutcomeForm<'s>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum OutcomeForm<'s> {
    CheckedIn(CheckedInForm<'s>),
    Refused { is_done: bool, faults: Vec<FaultForm<'s>> },
}

/// A product with fewer sets and what became of it in a tenant: the keys of [`minimised`], then those of
/// [`checked_in`], or where it was refused `is_done` and the `faults`.
///
/// # Cost
/// That of both.
///
/// # Example
/// ```
/// use omnimedia::{Limits, Minimise, Policy, ProductBuilder, DocumentBuilder, SetBuilder, Stamp, Tenant, wire};
/// use std::ops::ControlFlow;
/// let mut builder = omnimedia::Publication::builder(Limits::default());
/// let set = || SetBuilder::new().primary(["A1"]);
/// let same = DocumentBuilder::new().channel("128").master(set());
/// builder.product(ProductBuilder::new("S1").document(DocumentBuilder::new().master(set())).document(same));
/// let publication = builder.build()?;
/// let ann = Stamp::new("ann", "2026-11-24T09:00:00Z".parse()?);
/// let mut tenant = Tenant::new(Limits::default()); // which does not have the product
/// let mut rows = Vec::new();
/// Minimise::new(&publication, Policy::default()).run(|minimised| {
///     let outcome = minimised.check_in(&mut tenant, &ann);
///     rows.push(wire::minimised_in(minimised, outcome.as_ref()));
///     ControlFlow::Continue(())
/// })?;
/// assert!(wire::list(&rows).contains(r#""is_finished":true,"is_done":false,"faults":[{"code":"not_in_tenant""#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn minimised_in(minimised: &Minimised<'_>, outcome: Result<&CheckedIn, &Faults>) -> String {
    let documents: Vec<DocumentBuilder> = minimised.documents().collect();
    let outcome = match outcome {
        Ok(done) => OutcomeForm::CheckedIn(done.into()),
        Err(faults) => {
            OutcomeForm::Refused { is_done: false, faults: faults.iter().map(FaultForm::from).collect() }
        }
    };
    json(&MinimisedInForm { minimised: MinimisedForm::of(minimised, &documents), outcome })
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
    json(&CheckedInForm::from(checked_in))
}

impl<'s> From<&'s CheckedIn> for CheckedInForm<'s> {
    fn from(checked_in: &'s CheckedIn) -> Self {
        Self {
            targets: forms(checked_in.targets()),
            checked_out: forms(checked_in.checked_out()),
            others: forms(checked_in.others()),
            is_done: checked_in.is_done(),
        }
    }
}
