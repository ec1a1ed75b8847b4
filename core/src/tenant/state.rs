//! States: the publication as it is, as it would be, as it will be.

use super::changes::Changes;
use super::content::Content;
use super::group::Group;
use super::target::What;
use super::{CategoryEntry, ProductEntry, Tenant, no_such_named};
use crate::fault::Faults;
use crate::instant::Instant;
use crate::model::{AssetBuilder, Publication, PublicationBuilder};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is published otherwise than it is: content, or `None` for what is taken out.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Overlay(BTreeMap<What, Option<Arc<Content>>>);

impl Overlay {
    pub(super) fn set(&mut self, what: What, content: Option<Arc<Content>>) {
        self.0.insert(what, content);
    }

    /// What is published of a target under this overlay.
    pub(super) fn published<'a>(&'a self, tenant: &'a Tenant, what: &What) -> Option<&'a Arc<Content>> {
        match self.0.get(what) {
            Some(content) => content.as_ref(),
            None => tenant.live(what).and_then(super::Life::published_content),
        }
    }

    /// Whether it speaks of a target.
    pub(super) fn has(&self, what: &What) -> bool {
        self.0.contains_key(what)
    }

    /// How many documents it adds to those of a product or category, whose first is given.
    pub(super) fn new_in(&self, tenant: &Tenant, first: &What) -> usize {
        let own = self.from(first.clone()).map(|(what, _)| what);
        let own = own.take_while(|what| what.first_of_owner().as_ref() == Some(first));
        own.filter(|what| tenant.live(what).is_none()).count()
    }

    /// The targets from one on that it speaks of.
    fn from(&self, first: What) -> impl Iterator<Item = (&What, &Option<Arc<Content>>)> {
        self.0.range(first..)
    }
}

/// Which parts of a publication are wanted.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    products: BTreeSet<Box<str>>,
    categories: BTreeSet<Box<str>>,
    channels: BTreeSet<Box<str>>,
    swatches: BTreeSet<(Box<str>, Box<str>)>,
}

impl Parts {
    pub(super) fn of(changes: &Changes) -> Self {
        Self {
            products: changes.products.clone(),
            categories: changes.categories.clone(),
            channels: changes.channels.clone(),
            swatches: changes.swatches.clone(),
        }
    }
}

/// The publication of a tenant in some state: as it is, with drafts, with somebody's work, with a
/// publish group, or at an instant. Resolve, explain, audit, diff and preview work on it.
#[derive(Clone, Debug)]
pub struct State<'t> {
    tenant: &'t Tenant,
    overlay: Overlay,
    applied: Vec<&'t str>,
    left_out: Vec<(&'t str, Faults)>,
}

impl Tenant {
    /// The publication: all that is published, and only that.
    ///
    /// # Errors
    /// Every fault of a publication. There is none but for limits that were lowered.
    ///
    /// # Cost
    /// Linear in the tenant.
    pub fn publication(&self) -> Result<Publication, Faults> {
        self.published().publication()
    }

    /// The state as it is.
    #[must_use]
    pub fn published(&self) -> State<'_> {
        State { tenant: self, overlay: Overlay::default(), applied: Vec::new(), left_out: Vec::new() }
    }

    /// The state as it would be if every checked-in draft were published, assets too.
    ///
    /// # Cost
    /// Linear in the tenant.
    #[must_use]
    pub fn with_drafts(&self) -> State<'_> {
        let mut state = self.published();
        for (what, life) in self.lives().filter(|(_, life)| life.has_unpublished_draft()) {
            state.overlay.set(what, life.draft_content().cloned());
        }
        state
    }

    /// The state as one user has it at hand: with every draft, and with what this user has checked
    /// out as it was saved last.
    ///
    /// # Cost
    /// Linear in the tenant.
    #[must_use]
    pub fn with_work_of(&self, user: &str) -> State<'_> {
        let mut state = self.with_drafts();
        for (what, life) in self.lives() {
            if let Some(check_out) = life.check_out.as_ref().filter(|check_out| *check_out.since.by == *user)
            {
                state.overlay.set(what, Some(check_out.content.clone()));
            }
        }
        state
    }

    /// The state as it would be if a publish group ran now, scheduled or not.
    ///
    /// # Errors
    /// As [`Tenant::run_group`].
    ///
    /// # Cost
    /// Linear in the items of the group.
    pub fn with_group(&self, name: &str) -> Result<State<'_>, Faults> {
        let group = self.open_group(name)?;
        let mut state = self.published();
        state.apply(group)?;
        Ok(state)
    }

    /// The state as it will stand at an instant: with every scheduled group applied that is due by
    /// then, in the order in which they run. A group that would be refused is left out, and named.
    ///
    /// # Cost
    /// Linear in the groups, and in the items of those that are due.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{AssetBuilder, Context, DocumentBuilder, GroupOptions, Kind, Limits, Policy, ProductBuilder};
    /// use omnimedia::{Query, SetBuilder, Stamp, Target, Tenant};
    /// let mut tenant = Tenant::new(Limits::default());
    /// tenant.set_product(ProductBuilder::new("S1"))?;
    /// let ann = Stamp::new("ann", "2026-11-24T09:00:00Z".parse()?);
    /// tenant.check_in(&Target::asset("sale"), AssetBuilder::new("sale", Kind::Image), &ann)?;
    /// tenant.publish(&Target::asset("sale").into(), &ann)?;
    /// tenant.create_group("december", GroupOptions::default(), &ann)?;
    /// let gallery = DocumentBuilder::new().master(SetBuilder::new().primary(["sale"]));
    /// tenant.check_in(&Target::document("S1", Context::default()).in_group("december"), gallery, &ann)?;
    /// tenant.schedule_group("december", "2026-12-01T08:00:00+01:00".parse()?, &ann)?;
    ///
    /// let shown = |at: &str| -> Result<usize, Box<dyn std::error::Error>> {
    ///     let publication = tenant.as_of(at.parse()?).publication()?;
    ///     Ok(publication.resolve(&Query::new("S1"), &Policy::default())?.primary().len())
    /// };
    /// assert_eq!((shown("2026-11-30T12:00:00Z")?, shown("2026-12-01T12:00:00Z")?), (0, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn as_of(&self, instant: Instant) -> State<'_> {
        self.with_due(instant, |_| true)
    }

    /// The state that a group would run on, if it were due at an instant.
    pub(super) fn before_group(&self, name: &str, due: Instant) -> State<'_> {
        self.with_due(due, |group| {
            let other = group.due().map(|due| due.instant());
            *group.name != *name && (other, &*group.name) < (Some(due), name)
        })
    }

    fn with_due(&self, instant: Instant, counts: impl Fn(&Group) -> bool) -> State<'_> {
        let mut state = self.published();
        for group in self.due(instant).filter(|group| counts(group)) {
            if let Err(faults) = state.apply(group) {
                state.left_out.push((&group.name, faults));
            }
        }
        state
    }

    /// Parts of what is published under an overlay, with the assets that they use.
    pub(super) fn published_part(&self, overlay: &Overlay, parts: &Parts) -> Result<Publication, Faults> {
        let mut build = Build {
            tenant: self,
            overlay,
            builder: Publication::builder(self.limits.clone()),
            assets: BTreeSet::new(),
        };
        for channel in parts.channels.iter().filter_map(|id| self.channels.get(id)) {
            build.builder.channel(channel.to_builder());
        }
        for key in &parts.swatches {
            build.swatch(key);
        }
        for id in &parts.categories {
            if let Some((id, entry)) = self.categories.get_key_value(&**id) {
                build.category(id, entry);
            }
        }
        for number in &parts.products {
            if let Some((number, entry)) = self.products.get_key_value(&**number) {
                build.product(number, entry)?;
            }
        }
        let assets = std::mem::take(&mut build.assets);
        for id in assets {
            build.asset(&What::Asset(id));
        }
        build.builder.build()
    }
}

impl<'t> State<'t> {
    /// Applies a group as its run would.
    pub(super) fn apply(&mut self, group: &'t Group) -> Result<(), Faults> {
        let plan = self.tenant.plan(group, &self.overlay)?;
        for id in plan.assets {
            let draft = self.tenant.assets.get(&id).and_then(super::Life::draft_content).cloned();
            self.overlay.set(What::Asset(id), draft);
        }
        for (what, content) in plan.steps {
            self.overlay.set(what, content);
        }
        self.applied.push(&group.name);
        Ok(())
    }

    pub(super) fn overlay(&self) -> &Overlay {
        &self.overlay
    }

    /// The names of the publish groups that are applied, in their order.
    #[must_use]
    pub fn applied(&self) -> &[&'t str] {
        &self.applied
    }

    /// The publish groups that are left out because their run would be refused, each with why.
    #[must_use]
    pub fn left_out(&self) -> &[(&'t str, Faults)] {
        &self.left_out
    }

    /// Which parts of the publication are others than they are now: what a diff has to look at. Of a
    /// central swatch it does not say which products show it; any with that value may.
    ///
    /// # Cost
    /// Linear in what this state changes, and in what uses the assets that it changes.
    #[must_use]
    pub fn changes(&self) -> Changes {
        let mut changes = Changes::default();
        for (what, content) in &self.overlay.0 {
            if self.tenant.live(what).and_then(super::Life::published_content) == content.as_ref() {
                continue;
            }
            match what {
                What::Document(product, _) => drop(changes.products.insert((&**product).into())),
                What::Category(category, _) => drop(changes.categories.insert((&**category).into())),
                What::Asset(id) => {
                    changes.assets.insert((&**id).into());
                    self.tenant.add_users(id, &mut changes);
                }
            }
        }
        changes
    }

    /// The whole publication in this state. What drafts assign to variants and values that their product
    /// does not have any more is left out, though publishing them would be refused.
    ///
    /// # Errors
    /// The faults of the first product that has any. There is none but for limits that were lowered.
    ///
    /// # Cost
    /// Linear in the tenant.
    pub fn publication(&self) -> Result<Publication, Faults> {
        let tenant = self.tenant;
        let mut build = Build {
            tenant,
            overlay: &self.overlay,
            builder: Publication::builder(tenant.limits.clone()),
            assets: BTreeSet::new(),
        };
        for channel in tenant.channels.values() {
            build.builder.channel(channel.to_builder());
        }
        tenant.swatches.keys().for_each(|key| build.swatch(key));
        // an overlay may bring assets that are not in the library yet
        let mut assets: BTreeSet<Arc<str>> = tenant.assets.keys().cloned().collect();
        for (what, _) in self.overlay.from(What::Asset("".into())) {
            let What::Asset(id) = what else { break };
            assets.insert(id.clone());
        }
        assets.into_iter().for_each(|id| build.asset(&What::Asset(id)));
        tenant.categories.iter().for_each(|(id, entry)| build.category(id, entry));
        tenant.products.iter().try_for_each(|(number, entry)| build.product(number, entry))?;
        build.builder.build()
    }

    /// A part of the publication in this state: some products, with the assets and categories that
    /// they name, every channel and every central swatch. What these products show is the same as in
    /// the whole.
    ///
    /// # Errors
    /// `not_in_tenant` for a product that is not there; as [`State::publication`].
    ///
    /// # Cost
    /// Linear in the products, channels and central swatches.
    pub fn part<N: AsRef<str>>(&self, products: impl IntoIterator<Item = N>) -> Result<Publication, Faults> {
        let tenant = self.tenant;
        let mut parts = Parts {
            channels: tenant.channels.keys().cloned().collect(),
            swatches: tenant.swatches.keys().cloned().collect(),
            ..Parts::default()
        };
        for number in products {
            let number = number.as_ref();
            let product = tenant.product(number).ok_or_else(|| no_such_named("product", number))?;
            parts.categories.extend(product.categories().map(Into::into));
            parts.products.insert(number.into());
        }
        tenant.published_part(&self.overlay, &parts)
    }
}

/// A publication in the making.
struct Build<'b> {
    tenant: &'b Tenant,
    overlay: &'b Overlay,
    builder: PublicationBuilder,
    /// What was named so far.
    assets: BTreeSet<Arc<str>>,
}

impl<'b> Build<'b> {
    fn name(&mut self, content: &Content) {
        self.assets.extend(content.assets().into_iter().map(Arc::from));
    }

    fn swatch(&mut self, key: &(Box<str>, Box<str>)) {
        if let Some(swatch) = self.tenant.swatches.get(key) {
            self.assets.extend(swatch.paint().asset().map(Arc::from));
            self.builder.swatch(swatch.to_builder());
        }
    }

    fn asset(&mut self, what: &What) {
        if let Some(Content::Asset(asset)) =
            self.overlay.published(self.tenant, what).map(|content| &**content)
        {
            self.builder.asset(AssetBuilder { published: None, ..asset.clone() });
        }
    }

    /// The published documents of some lives, in the order of contexts, with those that the overlay adds.
    fn documents(
        &self,
        contexts: impl Iterator<Item = What>,
        first: What,
        is_same: impl Fn(&What) -> bool,
    ) -> Vec<&'b Arc<Content>> {
        let mut whats: BTreeSet<What> = contexts.collect();
        whats
            .extend(self.overlay.from(first).map(|(what, _)| what).take_while(|what| is_same(what)).cloned());
        whats.iter().filter_map(|what| self.overlay.published(self.tenant, what)).collect()
    }

    fn category(&mut self, id: &Arc<str>, entry: &'b CategoryEntry) {
        let what = |context: &crate::model::Context| What::Category(id.clone(), context.clone());
        let first = what(&crate::model::Context::default());
        let is_same = |what: &What| matches!(what, What::Category(other, _) if other == id);
        let contents = self.documents(entry.documents.keys().map(what), first, is_same);
        let mut category = entry.category.to_builder();
        for content in contents {
            self.name(content);
            if let Content::Category(document) = &**content {
                category = category.document(document.clone());
            }
        }
        self.builder.category(category);
    }

    fn product(&mut self, number: &Arc<str>, entry: &'b ProductEntry) -> Result<(), Faults> {
        let what = |context: &crate::model::Context| What::Document(number.clone(), context.clone());
        let first = what(&crate::model::Context::default());
        let is_same = |what: &What| matches!(what, What::Document(other, _) if other == number);
        let contents = self.documents(entry.documents.keys().map(what), first, is_same);
        contents.iter().for_each(|content| self.name(content));
        let documents = contents.into_iter().filter_map(|content| match &**content {
            Content::Document(document) => Some(document.clone()),
            _ => None,
        });
        self.builder.checked_product(entry.product.with_documents(documents, &self.tenant.limits)?);
        Ok(())
    }
}
