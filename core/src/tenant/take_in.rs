//! Taking content in from elsewhere: manifests, other tenants, the legacy library.

use super::content::Content;
use super::life::{Cause, Life, Stamp};
use super::target::{Target, What};
use super::{Tenant, UnitKey};
use crate::fault::Faults;
use crate::model::NamesOfProduct;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl Tenant {
    /// Content in the form in which it is kept, where it may be kept here.
    pub(crate) fn fit_to_keep(&self, what: &What, content: Content) -> Result<Content, Faults> {
        content.checked(what, self.product_of(what), &self.limits)
    }

    /// The same for documents of one product after another.
    pub(crate) fn fit_to_keep_with(
        &self,
        what: &What,
        content: Content,
        names: &mut NamesOfProduct,
    ) -> Result<Content, Faults> {
        content.checked_with(what, self.product_of(what), names, &self.limits)
    }

    /// Takes content in as the draft; `false` where the draft says the same.
    ///
    /// The content was found fit to keep. A check-out is not looked at, and stays.
    pub(crate) fn take_in_draft(
        &mut self,
        what: &What,
        content: Content,
        stamp: &Stamp,
    ) -> Result<bool, Faults> {
        let target = what.clone().live();
        match self.live(what) {
            Some(life) if life.draft_content().is_some_and(|draft| **draft == content) => return Ok(false),
            Some(_) => {}
            None => self.room_for(&target)?,
        }
        self.change(&target, |life| {
            let number = life.add(stamp, Cause::Import, Some(Arc::new(content)));
            life.draft = Some(number);
        })?;
        Ok(true)
    }

    /// Takes content in and publishes it; `false` where what is published says the same.
    ///
    /// A draft that differs from what is published stays the draft, as in a run of a publish group; where
    /// nothing is published, the content becomes the draft, too.
    pub(crate) fn take_in_published(
        &mut self,
        what: &What,
        content: Content,
        stamp: &Stamp,
    ) -> Result<bool, Faults> {
        let target = what.clone().live();
        match self.live(what) {
            Some(life) if life.published_content().is_some_and(|own| **own == content) => return Ok(false),
            Some(_) => {}
            None => self.room_for(&target)?,
        }
        let assets = content.assets();
        let is_published =
            |id: &&str| self.assets.get(*id).is_some_and(|life| life.published_content().is_some());
        if !assets.iter().all(is_published) {
            self.shown(assets.into_iter(), &what.to_string())?;
        }
        self.change(&target, |life| {
            if let (Some(number), Some(draft)) = (life.draft, life.draft_content())
                && **draft == content
            {
                life.publish(number, stamp);
                return;
            }
            let keeps_draft = life.published.is_some() && life.has_unpublished_draft();
            let number = life.add(stamp, Cause::Import, Some(Arc::new(content)));
            if !keeps_draft {
                life.draft = Some(number);
            }
            life.publish(number, stamp);
        })?;
        self.published_changed(what);
        Ok(true)
    }

    /// Does something without the check-out of a target, which comes back where that fails.
    pub(crate) fn without_check_out<T>(
        &mut self,
        what: &What,
        act: impl FnOnce(&mut Self) -> Result<T, Faults>,
    ) -> Result<T, Faults> {
        let Some(check_out) = self.live(what).and_then(|life| life.check_out.clone()) else {
            return act(self);
        };
        let target = what.clone().live();
        let unit = UnitKey::Target(target.clone());
        let was_changed = self.changed_units.contains(&unit);
        self.change(&target, |life| life.check_out = None)?;
        let done = act(self);
        if done.is_err() {
            self.change(&target, |life| life.check_out = Some(check_out))?;
            if !was_changed {
                self.changed_units.remove(&unit);
            }
        }
        done
    }

    /// Does something, and then makes everything as it was before.
    pub(crate) fn rehearse<T>(&mut self, act: impl FnOnce(&mut Self) -> T) -> T {
        let changes = std::mem::take(&mut self.changes);
        let changed_units: BTreeSet<UnitKey> = std::mem::take(&mut self.changed_units);
        let outer = self.journal.replace(BTreeMap::new());
        let done = act(self);
        let journal = std::mem::replace(&mut self.journal, outer).unwrap_or_default();
        for (target, before) in journal {
            // a target that has a life now has a place
            let _ = self.change(&target, |life| *life = before);
        }
        self.changes = changes;
        self.changed_units = changed_units;
        done
    }

    /// Keeps what a life was before it changes, where that will be wanted back.
    pub(super) fn note_in_journal(&mut self, target: &Target, before: &Life) {
        if let Some(journal) = &mut self.journal {
            journal.entry(target.clone()).or_insert_with(|| before.clone());
        }
    }
}
