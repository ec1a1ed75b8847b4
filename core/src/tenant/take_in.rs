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

    /// Does something with lives, and then makes everything as it was before.
    pub(crate) fn rehearse<T>(&mut self, act: impl FnOnce(&mut Self) -> T) -> T {
        match self.attempt(|tenant| Err::<std::convert::Infallible, T>(act(tenant))) {
            Ok(never) => match never {},
            Err(done) => done,
        }
    }

    /// Does something with lives; where it fails, everything is as it was before.
    pub(crate) fn attempt<T, E>(&mut self, act: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E> {
        let mut changes = std::mem::take(&mut self.changes);
        let mut changed_units: BTreeSet<UnitKey> = std::mem::take(&mut self.changed_units);
        let outer = self.journal.replace(BTreeMap::new());
        let done = act(self);
        let journal = std::mem::replace(&mut self.journal, outer).unwrap_or_default();
        if done.is_ok() {
            changes.merge(std::mem::take(&mut self.changes));
            changed_units.append(&mut self.changed_units);
            // what is around may want it back
            if let Some(outer) = &mut self.journal {
                for (target, before) in journal {
                    outer.entry(target).or_insert(before);
                }
            }
        } else {
            let outer = self.journal.take();
            for (target, before) in journal {
                // a target that has a life now has a place
                let _ = self.change(&target, |life| *life = before);
            }
            self.journal = outer;
        }
        (self.changes, self.changed_units) = (changes, changed_units);
        done
    }

    /// Keeps what a life was before it changes, where that will be wanted back.
    pub(super) fn note_in_journal(&mut self, target: &Target, before: &Life) {
        if let Some(journal) = &mut self.journal {
            journal.entry(target.clone()).or_insert_with(|| before.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::limits::Limits;
    use crate::model::{AssetBuilder, Kind};
    use crate::tenant::{Scope, Stamp, Target, Tenant};

    #[test]
    fn what_fails_or_is_rehearsed_leaves_nothing_behind() {
        let stamp = Stamp::new("ann", "2026-11-24T09:00:00Z".parse().unwrap());
        let mut tenant = Tenant::new(Limits::default());
        let (one, two) = (Target::asset("A1"), Target::asset("A2"));
        tenant.check_in(&one, AssetBuilder::new("A1", Kind::Image), &stamp).unwrap();
        let (mut same, mut before) = (tenant.clone(), tenant.clone());
        let act = |tenant: &mut Tenant| {
            tenant.publish(&Scope::Target(one.clone()), &stamp).unwrap();
            tenant.check_in(&two, AssetBuilder::new("A2", Kind::Image), &stamp).unwrap();
            tenant.delete(&two, &stamp).unwrap();
            tenant.unpublish_and_delete(&one, &stamp).unwrap();
        };
        let done = |tenant: &mut Tenant| -> Result<(), ()> {
            act(tenant);
            Ok(())
        };
        tenant.rehearse(act);
        let failed = tenant.attempt(|tenant| {
            tenant.attempt(done).unwrap();
            Err::<(), u8>(1)
        });
        assert_eq!(failed, Err(1));
        assert!(tenant == before);
        assert_eq!(tenant.take_changed_units(), before.take_changed_units());
        assert_eq!(tenant.take_changes(), before.take_changes());
        // what succeeds is as if nothing had been around it
        same.take_changed_units();
        let mut plain = same.clone();
        assert_eq!(same.attempt(done), Ok(()));
        act(&mut plain);
        assert!(same == plain);
        assert_eq!(same.take_changed_units(), plain.take_changed_units());
        assert_eq!(same.take_changes(), plain.take_changes());
    }
}
