//! Who uses an asset: an index that is kept as content changes.

use super::Tenant;
use super::changes::Changes;
use super::life::Life;
use super::target::{Target, What};
use crate::fault::shortened;
use core::fmt;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What can name an asset: fine enough to find the users, coarse enough to stay small.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    Product(Arc<str>),
    Category(Arc<str>),
    CentralSwatch(Box<str>, Box<str>),
    Group(Arc<str>),
}

impl Owner {
    pub(super) fn of(target: &Target) -> Self {
        match (&target.group, &target.what) {
            (Some(group), _) => Self::Group(group.clone()),
            // an asset names none; it needs an owner all the same
            (None, What::Asset(id)) | (None, What::Document(id, _)) => Self::Product(id.clone()),
            (None, What::Category(id, _)) => Self::Category(id.clone()),
        }
    }
}

/// For each asset and owner, how many lives or swatches of the owner name the asset.
#[derive(Clone, Debug, Default)]
pub(super) struct Uses(BTreeMap<(Arc<str>, Owner), u32>);

/// The assets that a life names, each once.
pub(super) fn assets_of(life: &Life) -> BTreeSet<Box<str>> {
    life.contents().flat_map(|content| content.assets()).map(Into::into).collect()
}

impl Uses {
    fn from(&self, asset: &str) -> impl Iterator<Item = (&(Arc<str>, Owner), &u32)> {
        let first = (Arc::from(asset), Owner::Product(Arc::from("")));
        self.0.range(first..)
    }

    fn owners(&self, asset: &str) -> impl Iterator<Item = &Owner> {
        self.from(asset).take_while(move |((id, _), _)| **id == *asset).map(|((_, owner), _)| owner)
    }

    /// An owner named some assets before, and names others now.
    pub(super) fn replace(&mut self, owner: &Owner, before: &BTreeSet<Box<str>>, after: &BTreeSet<Box<str>>) {
        for gone in before.difference(after) {
            let key = (Arc::from(&**gone), owner.clone());
            if let Some(count) = self.0.get_mut(&key) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    self.0.remove(&key);
                }
            }
        }
        for new in after.difference(before) {
            // the name of an asset is kept once
            let known =
                self.from(new).next().filter(|((id, _), _)| **id == **new).map(|((id, _), _)| id.clone());
            let key = (known.unwrap_or_else(|| Arc::from(&**new)), owner.clone());
            let count = self.0.entry(key).or_insert(0);
            *count = count.saturating_add(1);
        }
    }
}

/// Something that uses an asset.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum UsedBy {
    /// A document whose published content names it.
    Published(Target),
    /// A document whose draft names it, live or in a publish group.
    Draft(Target),
    /// A document whose check-out names it, live or in a publish group.
    CheckOut(Target),
    /// The central swatch of a dimension's value.
    CentralSwatch(Box<str>, Box<str>),
}

impl UsedBy {
    /// Whether shoppers see it there.
    #[must_use]
    pub fn is_published(&self) -> bool {
        matches!(self, UsedBy::Published(_) | UsedBy::CentralSwatch(..))
    }
}

impl fmt::Display for UsedBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            UsedBy::Published(target) => write!(f, "{target}, published"),
            UsedBy::Draft(target) => write!(f, "the draft of {target}"),
            UsedBy::CheckOut(target) => write!(f, "the check-out of {target}"),
            UsedBy::CentralSwatch(dimension, value) => {
                write!(f, "the central swatch of `{}` of `{}`", shortened(value), shortened(dimension))
            }
        }
    }
}

impl Tenant {
    /// Everything that uses an asset: published documents, drafts, check-outs, publish groups and
    /// central swatches. Earlier versions do not count.
    ///
    /// # Cost
    /// Linear in the documents of the products, categories and groups that use it.
    #[must_use]
    pub fn used_by(&self, asset: &str) -> Vec<UsedBy> {
        let mut all = Vec::new();
        let mut look = |target: &dyn Fn() -> Target, life: &Life| {
            let names = |content: Option<&Arc<super::Content>>| {
                content.is_some_and(|content| content.assets().contains(asset))
            };
            if names(life.published_content()) {
                all.push(UsedBy::Published(target()));
            }
            // a draft that is published is no user of its own
            if life.has_unpublished_draft() && names(life.draft_content()) {
                all.push(UsedBy::Draft(target()));
            }
            if names(life.check_out.as_ref().map(|check_out| &check_out.content)) {
                all.push(UsedBy::CheckOut(target()));
            }
        };
        let mut swatches = Vec::new();
        for owner in self.uses.owners(asset) {
            match owner {
                Owner::Product(number) => {
                    for (context, life) in self.products.get(number).iter().flat_map(|entry| &entry.documents)
                    {
                        look(&|| What::Document(number.clone(), context.clone()).live(), life);
                    }
                }
                Owner::Category(id) => {
                    for (context, life) in self.categories.get(id).iter().flat_map(|entry| &entry.documents) {
                        look(&|| What::Category(id.clone(), context.clone()).live(), life);
                    }
                }
                Owner::Group(name) => {
                    // what ran is over
                    let open = self.groups.get(name).filter(|group| !group.is_closed());
                    for (what, item) in open.iter().flat_map(|group| &group.items) {
                        look(&|| Target { group: Some(name.clone()), what: what.clone() }, &item.life);
                    }
                }
                Owner::CentralSwatch(dimension, value) => {
                    swatches.push(UsedBy::CentralSwatch(dimension.clone(), value.clone()));
                }
            }
        }
        all.extend(swatches);
        all
    }

    /// Adds the products, categories and central swatches that use an asset.
    pub(super) fn add_users(&self, asset: &str, changes: &mut Changes) {
        for owner in self.uses.owners(asset) {
            match owner {
                Owner::Product(number) => drop(changes.products.insert((&**number).into())),
                Owner::Category(id) => drop(changes.categories.insert((&**id).into())),
                Owner::CentralSwatch(dimension, value) => {
                    changes.swatches.insert((dimension.clone(), value.clone()));
                }
                Owner::Group(_) => {}
            }
        }
    }

    /// An asset that is published changed, and with it everything that uses it.
    pub(super) fn asset_changed(&mut self, asset: &str) {
        let mut changes = std::mem::take(&mut self.changes);
        changes.assets.insert(asset.into());
        self.add_users(asset, &mut changes);
        self.changes = changes;
    }
}
