//! The rollout: from legacy media to published assignments, switch by switch (SPEC section 13).
//!
//! Which switches are on is data of the tenant. Here is what comes next, what is missing for it, and who
//! would lose an image by it; what is served under the switches is for the room of the retail shapes.

mod readiness;
#[cfg(test)]
mod tests;

pub use readiness::{Loss, Missing, Readiness};

use crate::fault::Fault;
use crate::insight::{Diff, Difference};
use crate::limits::Limits;
use crate::model::Publication;
use crate::policy::Policy;
use crate::tenant::{Switch, Target, Tenant};
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// A tenant on its way from legacy media to what it publishes.
///
/// The publication is usually the tenant's own, [`Tenant::publication`]; that of another state, such as
/// [`Tenant::with_drafts`], says how ready the tenant would be then.
///
/// ```
/// use omnimedia::{AssetBuilder, ChannelBuilder, DocumentBuilder, Kind, Limits, Missing, Policy};
/// use omnimedia::{ProductBuilder, Publication, Rollout, SetBuilder, Switch, Tenant};
/// use std::ops::ControlFlow;
/// let mut legacy = Publication::builder(Limits::default());
/// legacy.asset(AssetBuilder::new("old", Kind::Image).url("/Products/S1_000_001.png"));
/// let media = DocumentBuilder::new().master(SetBuilder::new().primary(["old"]));
/// legacy.product(ProductBuilder::new("S1").document(media));
/// let legacy = legacy.build()?;
///
/// let mut tenant = Tenant::new(Limits::default());
/// tenant.set_product(ProductBuilder::new("S1"))?; // and nothing assigned to it
/// tenant.turn_on(Switch::SiteBuilderContent)?;
/// let publication = tenant.publication()?;
/// let rollout = Rollout::new(&tenant, &publication, &legacy, Policy::default());
/// assert_eq!(rollout.next_switch(), Some(Switch::HqAuthoring));
///
/// let mut lost = Vec::new();
/// let readiness = rollout.run(&Switch::CsuMediaLocations, |loss| {
///     lost.push(loss.to_string());
///     ControlFlow::Continue(())
/// })?;
/// assert_eq!(lost, ["S1 in Omnichannel, Neutral: /Products/S1_000_001.png"]);
/// let missing = [Switch::HqAuthoring, Switch::HqSync].map(Missing::Switch);
/// assert_eq!((readiness.missing(), readiness.products()), (&missing[..], 1));
/// assert!(!readiness.is_safe());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Rollout<'p> {
    tenant: &'p Tenant,
    publication: &'p Publication,
    legacy: &'p Publication,
    policy: Policy,
    limits: Limits,
}

/// Takes the rows.
type Row<'r, 'p> = &'r mut dyn FnMut(Loss<'p>) -> ControlFlow<()>;

impl<'p> Rollout<'p> {
    /// The rollout of a tenant: what it publishes, and the legacy media that are served until then, both
    /// under one policy.
    #[must_use]
    pub fn new(
        tenant: &'p Tenant,
        publication: &'p Publication,
        legacy: &'p Publication,
        policy: Policy,
    ) -> Self {
        Self { tenant, publication, legacy, policy, limits: Limits::default() }
    }

    /// The limits; of these `answers` counts.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Every switch in the documented order, and whether it is on: those of the tenant, then that of each
    /// channel that is listed or on, by id.
    #[must_use]
    pub fn steps(&self) -> Vec<(Switch, bool)> {
        let switches = self.tenant.switches();
        let listed = self.tenant.channels().map(crate::model::Channel::id);
        let channels: BTreeSet<&str> = listed.chain(switches.channels()).collect();
        let of_channels = channels.into_iter().map(Switch::site_rendering);
        let all = Switch::OF_TENANT.iter().cloned().chain(of_channels);
        all.map(|switch| (switches.is_on(&switch), switch)).map(|(is_on, switch)| (switch, is_on)).collect()
    }

    /// The next switch to turn on: the first of [`Rollout::steps`] that is off. `None` where all are on.
    #[must_use]
    pub fn next_switch(&self) -> Option<Switch> {
        self.steps().into_iter().find_map(|(switch, is_on)| (!is_on).then_some(switch))
    }

    /// What is staged: the published documents of products and categories that `hq_sync` will bring to
    /// headquarters. None once it is on.
    ///
    /// # Cost
    /// Linear in the tenant.
    pub fn staged(&self) -> impl Iterator<Item = Target> + use<'p> {
        let tenant = self.tenant;
        let is_staged = move |target: &Target| {
            let is_document = target.asset_id().is_none();
            is_document && tenant.life(target).is_some_and(|life| life.published().is_some())
        };
        let targets = (!tenant.switches().is_on(&Switch::HqSync)).then(|| tenant.targets());
        targets.into_iter().flatten().filter(is_staged)
    }

    /// Says what is missing for a switch, and hands every image that would be lost by it to `each`, until
    /// it breaks off.
    ///
    /// An image is lost where the legacy media show a default image of a product or variant, or a picture
    /// of a category, and the publication shows none: for `csu_media_locations` in every context that
    /// either knows, for `site_rendering` in those of the channel. The other switches change nothing
    /// that is served, so nothing is lost. Losses come as the rows of [`Diff::run`] do. It makes no
    /// difference whether the switch is on already.
    ///
    /// # Errors
    /// `limit_answers` for more answers to compare than the limit, before any is compared;
    /// `duplicate_document` where the policy's parents make two documents of a product or category that
    /// is compared one; `bad_policy` for parents that this build has no data of.
    ///
    /// # Cost
    /// Linear in the tenant and in both publications; beyond that in the products with legacy media, in
    /// their contexts and in the losses.
    pub fn run(
        &self,
        switch: &'p Switch,
        mut each: impl FnMut(Loss<'p>) -> ControlFlow<()>,
    ) -> Result<Readiness, Fault> {
        self.go(switch, Some(&mut each))
    }

    /// Says what is missing for a switch, and counts the images that would be lost by it.
    ///
    /// # Errors
    /// As [`Rollout::run`].
    ///
    /// # Cost
    /// That of [`Rollout::run`], without the rows.
    pub fn readiness(&self, switch: &Switch) -> Result<Readiness, Fault> {
        self.go(switch, None)
    }

    fn go<'s>(&self, switch: &'s Switch, row: Option<Row<'_, 's>>) -> Result<Readiness, Fault>
    where
        'p: 's,
    {
        let switches = self.tenant.switches();
        let mut missing: Vec<Missing> =
            switches.missing(switch).iter().cloned().map(Missing::Switch).collect();
        let is_on = switches.is_on(switch);
        if let Some(channel) = switch.channel().filter(|_| !is_on) {
            let mut listed = self.tenant.channels();
            let unknown = !listed.any(|one| one.id() == channel);
            missing.extend(unknown.then(|| Missing::Channel(channel.into())));
        }
        let staged = self.staged().count() as u64;
        let mut readiness = Readiness::new(switch.clone(), is_on, missing, staged);
        let known = || self.legacy.known_contexts().union(&self.publication.known_contexts());
        let contexts = match switch {
            Switch::CsuMediaLocations => known(),
            Switch::SiteRendering(channel) => known().of_channel(channel),
            Switch::SiteBuilderContent | Switch::HqAuthoring | Switch::HqSync => return Ok(readiness),
        };
        let diff = Diff::new(self.legacy, self.publication, self.policy).limits(self.limits.clone());
        let diff = diff.contexts(contexts).lost_images();
        readiness.counts = match row {
            None => diff.counts()?,
            Some(row) => {
                diff.run(|difference| lost(difference).map_or(ControlFlow::Continue(()), &mut *row))?
            }
        };
        Ok(readiness)
    }
}

/// The image that a difference loses.
fn lost(difference: Difference<'_>) -> Option<Loss<'_>> {
    match difference {
        Difference::Answer { product, variant, context, before, .. } => {
            let image = before?.default_image()?.asset().clone();
            Some(Loss::Product { product, variant, context, image })
        }
        Difference::CategoryImage { category, context, before, .. } => {
            Some(Loss::Category { category, context, image: before?.shown()?.clone() })
        }
        Difference::Swatches { .. } => None,
    }
}
