//! Targets: what is edited and published, out and in.

use super::answer::ContextForm;
use super::json;
use super::keys::{self, TargetKeys};
use crate::fault::{Code, Fault};
use crate::tenant::Target;
use serde::Serialize;

/// Whose it is, its context where it is a document, and the publish group that has it.
#[derive(Serialize)]
pub(super) struct TargetForm<'t> {
    #[serde(skip_serializing_if = "Option::is_none")]
    asset: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    product: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<&'t str>,
    #[serde(flatten)]
    context: Option<ContextForm<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'t str>,
}

impl<'t> From<&'t Target> for TargetForm<'t> {
    fn from(target: &'t Target) -> Self {
        Self {
            asset: target.asset_id(),
            product: target.product_number(),
            category: target.category_id(),
            context: target.context().map(|context| context.as_ref().into()),
            group: target.group(),
        }
    }
}

pub(super) fn forms<'t>(targets: impl IntoIterator<Item = &'t Target>) -> Vec<TargetForm<'t>> {
    targets.into_iter().map(TargetForm::from).collect()
}

/// A target: `{"asset": "A1"}`, `{"product": "S1", "catalog": …, "channel": …, "locale": …}` or
/// `{"category": "shirts", …}`, with `"group"` where a publish group has it.
///
/// # Cost
/// Linear in the names.
///
/// # Example
/// ```
/// use omnimedia::{Context, Target, wire};
/// let target = Target::document("S1", Context::new(None, Some("128"), Some("fr_ca"))?).in_group("sale");
/// let json = wire::target(&target);
/// assert_eq!(json, r#"{"product":"S1","channel":"128","locale":"fr-CA","group":"sale"}"#);
/// assert_eq!(wire::read_target(json)?, target);
/// # Ok::<(), omnimedia::Fault>(())
/// ```
#[must_use]
pub fn target(target: &Target) -> String {
    json(&TargetForm::from(target))
}

/// A list of targets, each as [`target`] has it.
///
/// # Cost
/// Linear in them.
///
/// # Example
/// ```
/// use omnimedia::{Target, wire};
/// let targets = [Target::asset("A1"), Target::asset("A2")];
/// assert_eq!(wire::targets(&targets), r#"[{"asset":"A1"},{"asset":"A2"}]"#);
/// ```
#[must_use]
pub fn targets<'a>(targets: impl IntoIterator<Item = &'a Target>) -> String {
    json(&forms(targets))
}

/// The target that a text is, as [`target`] writes it. `null` is absent.
///
/// Whether the tenant has it, or may have it, is for the operations to say.
///
/// # Errors
/// `encoding`, `syntax`, `type`, `unknown_key`, `duplicate_key` and `limit_nesting` for what is no such
/// object, also where it names two things or the context of an asset; `malformed_locale`; each with its
/// place.
///
/// # Cost
/// Linear in the text.
///
/// # Example
/// ```
/// use omnimedia::{Code, Target, wire};
/// assert_eq!(wire::read_target(r#"{"asset": "A1", "group": null}"#)?, Target::asset("A1"));
/// let fault = wire::read_target(r#"{"asset": "A1", "channel": "128"}"#).err().ok_or("a fault")?;
/// assert_eq!((fault.code(), fault.place().as_path()), (Code::UnknownKey, "channel"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_target(json: impl AsRef<[u8]>) -> Result<Target, Fault> {
    let given = keys::read(json.as_ref(), TargetKeys)?;
    let advice = "leave it out; a target is an asset, or the document of one product or category";
    let target = if let Some(id) = &given.asset {
        given.has_no(&["product", "category", "catalog", "channel", "locale"], "an asset", advice)?;
        Target::asset(id.as_str())
    } else if let Some(number) = &given.product {
        given.has_no(&["category"], "a product", advice)?;
        Target::document(number.as_str(), given.context()?)
    } else if let Some(id) = &given.category {
        Target::category(id.as_str(), given.context()?)
    } else {
        let message = "neither `asset` nor `product` nor `category`";
        let advice = "name an asset, or the product or category of a document";
        return Err(Fault::new(Code::Type, message, advice));
    };
    Ok(match given.group {
        Some(group) => target.in_group(group),
        None => target,
    })
}
