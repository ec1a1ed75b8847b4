//! Unpublishing and deleting.

use super::life::{Life, Stamp};
use super::target::{Target, What};
use super::uses::UsedBy;
use super::{Tenant, no_such};
use crate::fault::{Code, Fault, Faults};

/// How many users a refusal names one by one.
const MOST: usize = 100;

impl Tenant {
    /// Takes a target out of the publication; its draft and versions stay.
    ///
    /// # Errors
    /// `not_in_tenant`; `not_published`; `asset_in_use` for an asset that published documents or
    /// central swatches use, a fault for each of them; `wrong_content` in a publish group.
    ///
    /// # Cost
    /// Linear in the content; for an asset, in what uses it.
    pub fn unpublish(&mut self, target: &Target, stamp: &Stamp) -> Result<(), Faults> {
        self.may_unpublish(target)?;
        Ok(self.now_unpublished(target, stamp)?)
    }

    /// Deletes a target that is not published, with its draft and versions.
    ///
    /// # Errors
    /// `not_in_tenant`; `published`; `checked_out` by another; `asset_in_use` for an asset that a
    /// draft, a check-out or a publish group uses, a fault for each of them.
    ///
    /// # Cost
    /// Linear in the content; for an asset, in what uses it.
    pub fn delete(&mut self, target: &Target, stamp: &Stamp) -> Result<(), Faults> {
        let life = self.life_of(target)?;
        if life.published.is_some() {
            let message = format!("{target} is published");
            return Err(Fault::new(Code::Published, message, "unpublish it first, or do both at once").into());
        }
        self.may_delete(target, stamp)?;
        Ok(self.change(target, |life| *life = Life::default())?)
    }

    /// Takes a target out of the publication and deletes it; both or neither.
    ///
    /// # Errors
    /// As [`Tenant::unpublish`] and [`Tenant::delete`].
    ///
    /// # Cost
    /// As theirs.
    pub fn unpublish_and_delete(&mut self, target: &Target, stamp: &Stamp) -> Result<(), Faults> {
        self.may_unpublish(target)?;
        self.may_delete(target, stamp)?;
        self.now_unpublished(target, stamp)?;
        Ok(self.change(target, |life| *life = Life::default())?)
    }

    fn may_unpublish(&self, target: &Target) -> Result<(), Faults> {
        let life = self.life_of(target)?;
        if target.group.is_some() {
            let advice = "reset it in the group to have the run take it out, or unpublish what is live";
            return Err(Fault::new(Code::WrongContent, format!("{target} is not live"), advice).into());
        }
        if life.published.is_none() {
            let message = format!("{target} is not published");
            return Err(Fault::new(Code::NotPublished, message, "there is nothing to take out").into());
        }
        match &target.what {
            What::Asset(id) => self.refuse_users(id, UsedBy::is_published),
            _ => Ok(()),
        }
    }

    fn may_delete(&self, target: &Target, stamp: &Stamp) -> Result<(), Faults> {
        self.not_held_by_others(target, stamp)?;
        if let Some(group) = &target.group {
            self.open_group(group)?;
        }
        match (&target.group, &target.what) {
            (None, What::Asset(id)) => {
                self.refuse_users(id, |_| true)?;
                self.refuse_groups(&target.what)
            }
            _ => Ok(()),
        }
    }

    /// Refuses while an open publish group has an item.
    fn refuse_groups(&self, what: &What) -> Result<(), Faults> {
        let groups =
            self.groups.values().filter(|group| !group.is_closed() && group.items.contains_key(what));
        let faults = groups.map(|group| {
            let message = format!("{what} is in the group `{}`", crate::fault::shortened(&group.name));
            Fault::new(Code::AssetInUse, message, "take it out of the group first")
        });
        Faults::new(faults.collect()).map_or(Ok(()), Err)
    }

    fn refuse_users(&self, asset: &str, counts: impl Fn(&UsedBy) -> bool) -> Result<(), Faults> {
        let users: Vec<UsedBy> = self.used_by(asset).into_iter().filter(|user| counts(user)).collect();
        let more = users.len().saturating_sub(MOST);
        let asset = crate::fault::shortened(asset);
        let fault = |user: String| {
            let message = format!("the asset `{asset}` is used by {user}");
            Fault::new(Code::AssetInUse, message, "take it out there first")
        };
        let mut faults: Vec<Fault> = users.iter().take(MOST).map(|user| fault(user.to_string())).collect();
        if more > 0 {
            faults.push(fault(format!("{more} more")));
        }
        Faults::new(faults).map_or(Ok(()), Err)
    }

    fn now_unpublished(&mut self, target: &Target, stamp: &Stamp) -> Result<(), Fault> {
        self.change(target, |life| life.unpublish(stamp))?;
        self.published_changed(&target.what);
        Ok(())
    }

    /// Notes that what is published of a target is another now.
    pub(super) fn published_changed(&mut self, what: &What) {
        match what {
            What::Asset(id) => self.asset_changed(id),
            What::Document(product, _) => drop(self.changes.products.insert((&**product).into())),
            What::Category(category, _) => drop(self.changes.categories.insert((&**category).into())),
        }
    }

    /// Refuses assets that are not there or not published; each once.
    pub(super) fn shown<'a>(&self, assets: impl Iterator<Item = &'a str>, by: &str) -> Result<(), Faults> {
        let mut faults = Vec::new();
        for id in assets {
            match self.assets.get(id) {
                None => faults.push(unknown_asset(id, by)),
                Some(life) if life.published.is_none() => faults.push(unpublished_asset(id, by)),
                Some(_) => {}
            }
        }
        Faults::new(faults).map_or(Ok(()), Err)
    }
}

pub(super) fn unknown_asset(id: &str, by: &str) -> Fault {
    let message =
        format!("{by} uses the asset `{}`, which is not in the library", crate::fault::shortened(id));
    Fault::new(Code::UnknownAsset, message, "check the asset in, or take the item out")
}

pub(super) fn unpublished_asset(id: &str, by: &str) -> Fault {
    let message = format!("{by} uses the asset `{}`, which is not published", crate::fault::shortened(id));
    Fault::new(Code::UnpublishedAssets, message, "publish it, or publish all together")
}

/// The fault for a publish group that is not there.
pub(super) fn no_group(name: &str) -> Fault {
    no_such(&format!("the publish group `{}`", crate::fault::shortened(name)))
}
