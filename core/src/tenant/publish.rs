//! Publishing: drafts become what shoppers see, all of them or none.

use super::changes::Changes;
use super::content::Content;
use super::edit::held;
use super::life::{Life, Stamp};
use super::remove::{unknown_asset, unpublished_asset};
use super::state::Overlay;
use super::target::{Target, What};
use super::{Tenant, no_such_named};
use crate::fault::{Code, Fault, Faults};
use crate::model::NamesOfProduct;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is published in one go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every document of a product that has an unpublished draft.
    Product(String),
    /// Every document of a category that has an unpublished draft.
    Category(String),
    /// One asset, or one document.
    Target(Target),
}

impl Scope {
    /// Every document of a product that has an unpublished draft.
    pub fn product(number: impl Into<String>) -> Self {
        Self::Product(number.into())
    }

    /// Every document of a category that has an unpublished draft.
    pub fn category(id: impl Into<String>) -> Self {
        Self::Category(id.into())
    }
}

impl From<Target> for Scope {
    fn from(target: Target) -> Self {
        Self::Target(target)
    }
}

/// What was published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    pub(super) targets: Vec<Target>,
    pub(super) assets: Vec<Target>,
    pub(super) changes: Changes,
}

impl Published {
    /// What was asked for, as far as it had an unpublished draft.
    #[must_use]
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// The assets that were published along.
    #[must_use]
    pub fn assets(&self) -> &[Target] {
        &self.assets
    }

    /// Which parts of the publication changed by it. They are among those of
    /// [`Tenant::take_changes`], too.
    #[must_use]
    pub fn changes(&self) -> &Changes {
        &self.changes
    }
}

/// One thing to publish: its content, or `None` to take it out.
pub(super) type Step = (What, Option<Arc<Content>>);

impl Tenant {
    /// Publishes drafts: all that the scope says, or nothing.
    ///
    /// Where nothing has an unpublished draft nothing happens.
    ///
    /// # Errors
    /// `not_in_tenant`; `checked_out` for each draft that somebody is working on; for each asset
    /// that is used, `unpublished_assets` or `unknown_asset`; every fault of content that the product
    /// no longer allows; `wrong_content` for a target in a publish group.
    ///
    /// # Cost
    /// Linear in what is published and in its products; for an asset also in what uses it.
    pub fn publish(&mut self, scope: &Scope, stamp: &Stamp) -> Result<Published, Faults> {
        self.release(scope, stamp, false)
    }

    /// Publishes drafts, and along with them the assets that they use and that are not published.
    ///
    /// # Errors
    /// As [`Tenant::publish`]; `unpublished_assets` only for an asset that was never checked in,
    /// `checked_out` for one that somebody is working on.
    ///
    /// # Cost
    /// As [`Tenant::publish`].
    pub fn publish_all(&mut self, scope: &Scope, stamp: &Stamp) -> Result<Published, Faults> {
        self.release(scope, stamp, true)
    }

    fn release(&mut self, scope: &Scope, stamp: &Stamp, along: bool) -> Result<Published, Faults> {
        let targets = self.in_scope(scope)?;
        let mut faults = Vec::new();
        let mut steps: Vec<Step> = Vec::new();
        for what in targets {
            let Some(life) = self.live(&what) else { continue };
            if let Some(check_out) = &life.check_out {
                faults.push(held(&what.clone().live(), check_out));
            }
            if life.has_unpublished_draft() {
                steps.push((what, life.draft_content().cloned()));
            }
        }
        let assets = match self.releasable(&Overlay::default(), &steps, along) {
            Ok(assets) => assets,
            Err(more) => {
                faults.extend(more.into_vec());
                BTreeSet::new()
            }
        };
        if let Some(faults) = Faults::new(faults) {
            return Err(faults);
        }
        let assets: Vec<What> = assets.into_iter().map(What::Asset).collect();
        let targets: Vec<What> = steps.into_iter().map(|(what, _)| what).collect();
        let (released, changes) = self.noting(|tenant| {
            assets.iter().chain(&targets).try_for_each(|what| tenant.release_draft(what, stamp))
        });
        released?;
        let live = |all: Vec<What>| all.into_iter().map(What::live).collect();
        Ok(Published { targets: live(targets), assets: live(assets), changes })
    }

    /// What a scope names: with one target that target, with more those that have something to publish.
    fn in_scope(&self, scope: &Scope) -> Result<Vec<What>, Fault> {
        match scope {
            Scope::Product(number) => {
                let found = self.products.get_key_value(number.as_str());
                let (number, entry) = found.ok_or_else(|| no_such_named("product", number))?;
                let drafts = entry.documents.iter().filter(|(_, life)| life.has_unpublished_draft());
                Ok(drafts.map(|(context, _)| What::Document(number.clone(), context.clone())).collect())
            }
            Scope::Category(id) => {
                let found = self.categories.get_key_value(id.as_str());
                let (id, entry) = found.ok_or_else(|| no_such_named("category", id))?;
                let drafts = entry.documents.iter().filter(|(_, life)| life.has_unpublished_draft());
                Ok(drafts.map(|(context, _)| What::Category(id.clone(), context.clone())).collect())
            }
            Scope::Target(target) if target.group.is_some() => {
                let advice = "run the group, or publish what is live";
                Err(Fault::new(Code::WrongContent, format!("{target} is not live"), advice))
            }
            Scope::Target(target) => {
                self.life_of(target)?;
                Ok(vec![target.what.clone()])
            }
        }
    }

    /// Publishes the draft of what is live.
    pub(super) fn release_draft(&mut self, what: &What, stamp: &Stamp) -> Result<(), Fault> {
        self.change(&what.clone().live(), |life| {
            if let Some(draft) = life.draft {
                life.publish(draft, stamp);
            }
        })?;
        self.published_changed(what);
        Ok(())
    }

    /// Does something, and gives which parts of the publication changed by it.
    pub(super) fn noting<T>(&mut self, act: impl FnOnce(&mut Self) -> T) -> (T, Changes) {
        let mut all = self.take_changes();
        let done = act(self);
        let changes = self.take_changes();
        all.merge(changes.clone());
        self.changes = all;
        (done, changes)
    }

    /// Whether steps could be published on top of what is published: their content is legal, and what
    /// they use is there. Gives the assets that would have to be published along.
    pub(super) fn releasable(
        &self,
        overlay: &Overlay,
        steps: &[Step],
        along: bool,
    ) -> Result<BTreeSet<Arc<str>>, Faults> {
        let mut faults = Vec::new();
        let brought: BTreeMap<&str, bool> = steps.iter().filter_map(brought_asset).collect();
        let (mut seen, mut assets) = (BTreeSet::new(), BTreeSet::new());
        let mut names = NamesOfProduct::default();
        for (what, content) in steps {
            let Some(content) = content else { continue };
            if let (What::Document(number, _), Content::Document(document)) = (what, &**content) {
                match self.products.get(number) {
                    None => faults.push(no_such_named("product", number)),
                    Some(entry) => {
                        let product = &entry.product;
                        let checked = product.check_document(document.clone(), &mut names, &self.limits);
                        let found = checked.err().map(Faults::into_vec).unwrap_or_default();
                        faults.extend(found.into_iter().map(|fault| what.place_in(fault)));
                    }
                }
            }
            for id in content.assets() {
                let is_published = match brought.get(id) {
                    Some(is_brought) => *is_brought,
                    None => overlay.published(self, &What::Asset(id.into())).is_some(),
                };
                if is_published || !seen.insert(id) {
                    continue;
                }
                match self.assets.get_key_value(id) {
                    None => faults.push(unknown_asset(id, &what.to_string())),
                    Some((id, life)) if along && life.draft_content().is_some() => {
                        let asset = What::Asset(id.clone()).live();
                        faults.extend(life.check_out.as_ref().map(|check_out| held(&asset, check_out)));
                        assets.insert(id.clone());
                    }
                    Some((id, _)) => faults.push(unpublished_asset(id, &what.to_string())),
                }
            }
        }
        Faults::new(faults).map_or(Ok(assets), Err)
    }
}

/// The asset that a step publishes, or takes out.
fn brought_asset((what, content): &Step) -> Option<(&str, bool)> {
    match what {
        What::Asset(id) => Some((id, content.is_some())),
        _ => None,
    }
}

impl Life {
    /// What is published by a publish group: a new version. An unpublished draft stays the draft.
    pub(super) fn run(&mut self, stamp: &Stamp, cause: super::Cause, content: Option<Arc<Content>>) {
        let keeps_draft = self.has_unpublished_draft();
        let number = self.add(stamp, cause, content);
        if !keeps_draft {
            self.draft = Some(number);
        }
        self.publish(number, stamp);
    }
}
