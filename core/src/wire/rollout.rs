//! The rollout: switches, what the next one lacks, and who would lose an image by it.

use super::answer::ContextForm;
use super::json;
use crate::rollout::{Loss, Missing, Readiness};
use crate::tenant::{Switch, Switches};
use serde::Serialize;

#[derive(Serialize)]
struct SwitchesForm<'t> {
    site_builder_content: bool,
    hq_authoring: bool,
    hq_sync: bool,
    csu_media_locations: bool,
    site_rendering: Vec<&'t str>,
}

/// Which switches are on: those of the tenant by their words, and the channels with `site_rendering`.
/// As `rollout` in `tenant/1`, with what is off.
///
/// # Cost
/// Linear in the channels.
///
/// # Example
/// ```
/// use omnimedia::{Switch, Switches, wire};
/// let mut switches = Switches::default();
/// switches.turn_on(Switch::SiteBuilderContent)?;
/// assert_eq!(
///     wire::switches(&switches),
///     r#"{"site_builder_content":true,"hq_authoring":false,"hq_sync":false,"csu_media_locations":false,"site_rendering":[]}"#,
/// );
/// # Ok::<(), omnimedia::Fault>(())
/// ```
#[must_use]
pub fn switches(switches: &Switches) -> String {
    json(&SwitchesForm {
        site_builder_content: switches.is_on(&Switch::SiteBuilderContent),
        hq_authoring: switches.is_on(&Switch::HqAuthoring),
        hq_sync: switches.is_on(&Switch::HqSync),
        csu_media_locations: switches.is_on(&Switch::CsuMediaLocations),
        site_rendering: switches.channels().collect(),
    })
}

/// A switch, with its channel where it is one of a channel.
#[derive(Serialize)]
struct SwitchForm<'t> {
    switch: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<&'t str>,
}

impl<'t> From<&'t Switch> for SwitchForm<'t> {
    fn from(switch: &'t Switch) -> Self {
        Self { switch: switch.word(), channel: switch.channel() }
    }
}

#[derive(Serialize)]
#[serde(untagged)]
enum MissingForm<'t> {
    Switch(SwitchForm<'t>),
    Channel { channel: &'t str },
}

impl<'t> From<&'t Missing> for MissingForm<'t> {
    fn from(missing: &'t Missing) -> Self {
        match missing {
            Missing::Switch(switch) => Self::Switch(switch.into()),
            Missing::Channel(channel) => Self::Channel { channel },
        }
    }
}

#[derive(Serialize)]
struct ReadinessForm<'t> {
    #[serde(flatten)]
    switch: SwitchForm<'t>,
    is_on: bool,
    missing: Vec<MissingForm<'t>>,
    staged: u64,
    covered: u64,
    products: u64,
    answers: u64,
    category_images: u64,
    is_complete: bool,
    is_safe: bool,
    text: String,
}

/// How ready a tenant is for a `switch`: what is `missing` (a `switch` that is off, or a `channel` that
/// is not listed), how many documents are `staged`, how many answers were `covered`, how many
/// `products`, `answers` and `category_images` lose their image, whether it `is_safe`, and all of it as
/// a line of `text`.
///
/// # Cost
/// Linear in what is missing.
///
/// # Example
/// ```
/// use omnimedia::{Limits, Policy, Publication, Rollout, Switch, Tenant, wire};
/// let tenant = Tenant::new(Limits::default());
/// let (publication, legacy) = (tenant.publication()?, Publication::builder(Limits::default()).build()?);
/// let rollout = Rollout::new(&tenant, &publication, &legacy, Policy::default());
/// let json = wire::readiness(&rollout.readiness(&Switch::HqAuthoring)?);
/// assert!(json.starts_with(
///     r#"{"switch":"hq_authoring","is_on":false,"missing":[{"switch":"site_builder_content"}],"staged":0"#
/// ));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn readiness(readiness: &Readiness) -> String {
    json(&ReadinessForm {
        switch: readiness.switch().into(),
        is_on: readiness.is_on(),
        missing: readiness.missing().iter().map(MissingForm::from).collect(),
        staged: readiness.staged(),
        covered: readiness.covered(),
        products: readiness.products(),
        answers: readiness.answers(),
        category_images: readiness.category_images(),
        is_complete: readiness.is_complete(),
        is_safe: readiness.is_safe(),
        text: readiness.to_string(),
    })
}

#[derive(Serialize)]
struct LossForm<'p> {
    #[serde(skip_serializing_if = "Option::is_none")]
    product: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    variant: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<&'p str>,
    context: ContextForm<'p>,
    asset: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'p str>,
    text: String,
}

/// An image that would be lost: of a `product` or its `variant`, or of a `category`, in a `context`; the
/// legacy `asset` with its `url`; and all of it as a line of `text`.
///
/// # Cost
/// Linear in the names.
///
/// # Example
/// ```
/// use omnimedia::{AssetBuilder, DocumentBuilder, Kind, Limits, Policy, ProductBuilder, Publication};
/// use omnimedia::{Rollout, SetBuilder, Switch, Tenant, wire};
/// use std::ops::ControlFlow;
/// let mut legacy = Publication::builder(Limits::default());
/// legacy.asset(AssetBuilder::new("old", Kind::Image).url("/Products/S1_000_001.png"));
/// let media = DocumentBuilder::new().master(SetBuilder::new().primary(["old"]));
/// legacy.product(ProductBuilder::new("S1").document(media));
/// let (tenant, legacy) = (Tenant::new(Limits::default()), legacy.build()?);
/// let publication = tenant.publication()?;
/// let rollout = Rollout::new(&tenant, &publication, &legacy, Policy::default());
/// let mut rows = Vec::new();
/// rollout.run(&Switch::CsuMediaLocations, |loss| {
///     rows.push(wire::loss(&loss));
///     ControlFlow::Continue(())
/// })?;
/// let start = r#"{"product":"S1","context":{},"asset":"old","url":"/Products/S1_000_001.png","text":"#;
/// assert!(rows[0].starts_with(start));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn loss(loss: &Loss<'_>) -> String {
    let (product, variant, category) = match *loss {
        Loss::Product { product, variant, .. } => (Some(product), variant, None),
        Loss::Category { category, .. } => (None, None, Some(category)),
    };
    json(&LossForm {
        product,
        variant,
        category,
        context: loss.context().into(),
        asset: loss.image().id(),
        url: loss.image().url(),
        text: loss.to_string(),
    })
}
