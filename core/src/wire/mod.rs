//! What crosses to another language, as JSON: answers, explanations and faults, what a tenant has and
//! does, what insight finds, reports of what came in and went out, media locations; and queries,
//! requests, policies, targets and contents from JSON.
//!
//! This is the one form that C, Python and the examples share. Names and values are those of
//! `publication/1` and `tenant/1`; an absent part of a context is its default, so `{}` is Omnichannel,
//! Neutral. Every function gives one line, but [`unit_keys`], which gives one for each key.
//!
//! - **Keys** are words in lower case with `_` between them, but for the shapes of the retail API. Values
//!   that are words are as everywhere else, such as `last-wins`.
//! - **What is absent is left out.** `null` stands for it only where a form always names it: in an answer
//!   `context`, `variant`, `alt` and `default_image`, in an explanation and a category's picture what is
//!   not there, and in the shapes of the retail API. A reader takes `null` for absent.
//! - **Lists, counts and flags of reports always stand**, also where they are empty, 0 or false. Contents
//!   and lives leave out what is empty, as `tenant/1` does.
//! - **`text`**, where it is there, says the whole object in words, for people.
//!
//! ```
//! use omnimedia::{AssetBuilder, DocumentBuilder, Kind, Limits, ProductBuilder, Publication, SetBuilder, wire};
//! let mut builder = Publication::builder(Limits::default());
//! builder.asset(AssetBuilder::new("A1", Kind::Image));
//! builder.product(
//!     ProductBuilder::new("S1").document(DocumentBuilder::new().master(SetBuilder::new().primary(["A1"]))),
//! );
//! let publication = builder.build()?;
//! let query = wire::query(r#"{"product": "S1", "channel": "128", "locale": "fr-CA"}"#)?;
//! let policy = wire::policy(r#"{"order": "locale-first"}"#)?;
//! let json = wire::answer(&publication.resolve(&query, &policy)?);
//! assert!(json.starts_with(r#"{"context":{},"level":"master","variant":null,"primary":[{"asset":"A1","alt":null"#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answer;
mod exchange;
mod explanation;
mod insight;
mod keys;
mod minimise;
mod request;
mod retail;
mod rollout;
mod target;
mod tenant;
#[cfg(test)]
mod tests;
mod used;

use crate::fault::{Fault, Faults, Place};
use crate::policy::Policy;
use crate::resolve::{Answer, CategoryAnswer, Explanation, Query, SwatchAnswer};
use serde::Serialize;
use std::str::FromStr;

pub use exchange::{exported, file_row, imported, migrated, migration, transferred};
pub use insight::{audit_counts, diff_counts, difference, finding};
pub use minimise::{checked_in, minimise_counts, minimised, minimised_in};
pub use request::Request;
pub use retail::{additional_media, media_locations};
pub use rollout::{loss, readiness, switches};
pub use target::{read_target, target, targets};
pub use tenant::{changes, content, group, life, published, read_content, run, runs, unit_keys, used_by};
pub use used::used;

/// An answer: its context, level and items, the default image, the content hash.
///
/// `context` is `null` where no set spoke, `match` is there where the level is `dimensions`, `alt`
/// is `null` where there is none; other texts, `url` and properties that are absent are left out.
///
/// # Cost
/// Linear in the answer.
///
/// # Example
/// As for the [module](self).
#[must_use]
pub fn answer(answer: &Answer<'_>) -> String {
    json(&answer::AnswerForm::from(answer))
}

/// The swatches of a product: a list, each with what is `shown`: a `hex`, an `image` or a `text`.
///
/// # Cost
/// Linear in the swatches.
///
/// # Example
/// ```
/// assert_eq!(omnimedia::wire::swatches(&[]), "[]");
/// ```
#[must_use]
pub fn swatches(swatches: &[SwatchAnswer<'_>]) -> String {
    json(&swatches.iter().map(answer::SwatchForm::from).collect::<Vec<_>>())
}

/// The picture of a category: the id of its asset, or `null`.
///
/// # Cost
/// Linear in the id.
///
/// # Example
/// ```
/// use omnimedia::{CategoryBuilder, Context, Limits, Policy, Publication, wire};
/// let mut builder = Publication::builder(Limits::default());
/// builder.category(CategoryBuilder::new("shirts"));
/// let publication = builder.build()?;
/// let image = publication.category_image("shirts", &Context::default(), &Policy::default())?;
/// assert_eq!(wire::category(&image), "null");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn category(category: &CategoryAnswer<'_>) -> String {
    json(&category.asset())
}

/// An explanation: the answer, for each list every context and set with its fate and every item
/// with its own, why the default image is what it is, and the tree of text.
///
/// # Cost
/// Linear in the explanation.
///
/// # Example
/// ```
/// use omnimedia::{Limits, Policy, ProductBuilder, Publication, Query, wire};
/// let mut builder = Publication::builder(Limits::default());
/// builder.product(ProductBuilder::new("S1"));
/// let publication = builder.build()?;
/// let explanation = publication.explain(&Query::new("S1"), &Policy::default())?;
/// assert!(wire::explanation(&explanation).contains(r#""fate":"no document""#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn explanation(explanation: &Explanation<'_>) -> String {
    json(&explanation::ExplanationForm::from(explanation))
}

/// A fault: its stable `code` and `number`, the `message`, the `place` and the `advice`.
///
/// # Cost
/// Linear in the fault.
///
/// # Example
/// ```
/// let fault = omnimedia::wire::policy(r#"{"order": "mine"}"#).err().ok_or("a fault")?;
/// let json = omnimedia::wire::fault(&fault);
/// assert!(json.starts_with(r#"{"code":"bad_policy","number":4003,"message":"`mine` is no order","place":"order""#));
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn fault(fault: &Fault) -> String {
    json(&answer::FaultForm::from(fault))
}

/// Faults: a list of at least one, each as [`fault`] has it.
///
/// # Cost
/// Linear in them.
///
/// # Example
/// ```
/// use omnimedia::{Limits, Publication, wire};
/// let faults = Publication::from_json(b"{}", &Limits::default()).err().ok_or("faults")?;
/// let json = wire::faults(&faults);
/// assert!(json.starts_with(r#"[{"code":"type","number":1002,"message":"`omnimedia` is missing","#));
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn faults(faults: &Faults) -> String {
    json(&faults.iter().map(answer::FaultForm::from).collect::<Vec<_>>())
}

/// A query: `{"product": "S1", "variant": …, "values": {…}, "catalog": …, "channel": …,
/// "locale": …}`, or with `"record_id"` for `"product"`. `null` is absent.
///
/// # Errors
/// `encoding`, `syntax`, `type`, `unknown_key` and `duplicate_key` for what is no such object,
/// `limit_nesting` for one nested too deep, `record_id_range`, `malformed_locale`, and `bad_query` for both a
/// product and a record id; each with its place.
///
/// # Cost
/// Linear in the text.
///
/// # Example
/// ```
/// use omnimedia::{Query, wire};
/// let query = wire::query(r#"{"product": "S1", "values": {"Color": "Blue"}, "channel": null}"#)?;
/// assert_eq!(query, Query::new("S1").select("Color", "Blue"));
/// let fault = wire::query(r#"{"product": "S1", "locale": 7}"#).err().ok_or("a fault")?;
/// assert_eq!(fault.place().as_path(), "locale");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn query(json: impl AsRef<[u8]>) -> Result<Query, Fault> {
    request::query(keys::read(json.as_ref(), keys::QueryKeys)?)
}

/// A request: a query for the media of a product, or one that says what else it asks for.
///
/// `{"product": …}` asks for media, `{"ask": "swatches", "product": …}` for swatches,
/// `{"ask": "explain", "product": …}` for the explanation, and `{"ask": "category",
/// "category": …}` with catalog, channel and locale for the picture of a category.
///
/// # Errors
/// As [`query`]; `bad_query` for another word.
///
/// # Cost
/// Linear in the text.
///
/// # Example
/// ```
/// use omnimedia::wire::{self, Request};
/// let request = wire::request(r#"{"ask": "category", "category": "shirts", "channel": "128"}"#)?;
/// assert!(matches!(request, Request::Category { id, .. } if id == "shirts"));
/// # Ok::<(), omnimedia::Fault>(())
/// ```
pub fn request(json: impl AsRef<[u8]>) -> Result<Request, Fault> {
    request::request(keys::read(json.as_ref(), keys::RequestKeys)?)
}

/// A policy: `{"order": …, "parents": …, "inheritance": …, "alt_source": …}`; what is absent is
/// the default.
///
/// # Errors
/// `encoding`, `syntax`, `type`, `unknown_key` and `duplicate_key` for what is no such object,
/// `limit_nesting` for one nested too deep, and `bad_policy` for a word that is none of the choices; each with its place.
///
/// # Cost
/// Linear in the text.
///
/// # Example
/// ```
/// use omnimedia::{Inheritance, Policy, wire};
/// let policy = wire::policy(r#"{"inheritance": "entity-first"}"#)?;
/// assert_eq!(policy, Policy { inheritance: Inheritance::EntityFirst, ..Policy::default() });
/// # Ok::<(), omnimedia::Fault>(())
/// ```
pub fn policy(json: impl AsRef<[u8]>) -> Result<Policy, Fault> {
    let [order, parents, inheritance, alt_source] = keys::read(json.as_ref(), keys::PolicyKeys)?;
    let mut policy = Policy::default();
    choose(order, "order", &mut policy.order)?;
    choose(parents, "parents", &mut policy.parents)?;
    choose(inheritance, "inheritance", &mut policy.inheritance)?;
    choose(alt_source, "alt_source", &mut policy.alt_source)?;
    Ok(policy)
}

/// Sets a choice to that of a word, where there is one.
fn choose<T: FromStr<Err = Fault>>(word: Option<String>, key: &str, choice: &mut T) -> Result<(), Fault> {
    if let Some(word) = word {
        *choice = word.parse().map_err(|fault: Fault| fault.at(Place::path(key)))?;
    }
    Ok(())
}

/// A list of what other functions here give, such as the rows of an audit.
///
/// # Cost
/// Linear in the texts.
///
/// # Example
/// ```
/// use omnimedia::wire;
/// assert_eq!(wire::list(["{}", "[]"]), "[{},[]]");
/// ```
#[must_use]
pub fn list(values: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut all = String::from("[");
    for (at, value) in values.into_iter().enumerate() {
        all.push_str(if at == 0 { "" } else { "," });
        all.push_str(value.as_ref());
    }
    all + "]"
}

/// Forms have string keys and finite numbers alone, so that writing them cannot fail.
fn json(form: &impl Serialize) -> String {
    serde_json::to_string(form).unwrap_or_default()
}
