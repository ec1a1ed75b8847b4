//! Where an asset is used.

use super::answer::{ContextForm, Pairs, fixed};
use super::json;
use crate::insight::Use;
use serde::Serialize;

#[derive(Default, Serialize)]
struct UsedForm<'s> {
    r#use: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    product: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<ContextForm<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<&'static str>,
    #[serde(rename = "match", skip_serializing_if = "Option::is_none")]
    pattern: Option<Pairs<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    variant: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    list: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    purpose: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dimension: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'s str>,
}

/// A place that names an asset: its `use` is `item`, `swatch`, `category` or `central_swatch`, with what
/// says where it is; `position` counts from 0.
///
/// # Cost
/// Linear in the names.
///
/// # Example
/// ```
/// use omnimedia::{DocumentBuilder, Limits, ProductBuilder, Publication, SetBuilder, wire};
/// let mut builder = Publication::builder(Limits::default());
/// let media = DocumentBuilder::new().master(SetBuilder::new().primary(["A1"]));
/// builder.product(ProductBuilder::new("S1").document(media));
/// let publication = builder.build()?;
/// let found = publication.where_used("A1").next().ok_or("a place")?;
/// let place = r#""level":"master","list":"primary","position":0"#;
/// assert_eq!(wire::used(&found), format!(r#"{{"use":"item","product":"S1","context":{{}},{place}}}"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn used(used: &Use<'_>) -> String {
    json(&match used {
        Use::Item { product, context, level, pattern, variant, list, position, purpose } => UsedForm {
            r#use: "item",
            product: Some(product),
            context: Some((*context).into()),
            level: Some(level.word()),
            pattern: fixed(Some(*level), pattern),
            variant: *variant,
            list: Some(list.word()),
            position: Some(*position),
            purpose: *purpose,
            ..UsedForm::default()
        },
        Use::Swatch { product, context, dimension, value } => UsedForm {
            r#use: "swatch",
            product: Some(product),
            context: Some((*context).into()),
            dimension: Some(dimension),
            value: Some(value),
            ..UsedForm::default()
        },
        Use::Category { category, context } => UsedForm {
            r#use: "category",
            category: Some(category),
            context: Some((*context).into()),
            ..UsedForm::default()
        },
        Use::CentralSwatch { dimension, value } => UsedForm {
            r#use: "central_swatch",
            dimension: Some(dimension),
            value: Some(value),
            ..UsedForm::default()
        },
    })
}
