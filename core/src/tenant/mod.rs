//! The tenant: what is authored, and how it comes to be published (SPEC section 8).
//!
//! `target` names what has a life, `content` is what its versions say, `life` is the life itself.
//! `entities` are what takes effect at once; `edit`, `remove` and `publish` move lives on; `group`,
//! `branch` and `run` are publish groups, `switches` those of the rollout. `uses` knows who uses an
//! asset, `state` gives the publication as it is or would be, `over_time` at each instant at which it
//! changes; `changes` tells what of it is to be flattened again, `unit` what a host stores, `json` in
//! which form; `unsettled` keeps both until the host has done so. `import` begins with a publication; `take_in` and `transfer` take in what comes from
//! elsewhere.

mod branch;
mod changes;
mod content;
mod edit;
mod entities;
mod group;
mod import;
mod json;
mod life;
mod over_time;
mod publish;
mod remove;
mod run;
mod state;
mod switches;
mod take_in;
mod target;
#[cfg(test)]
mod tests;
mod transfer;
mod unit;
mod unsettled;
mod uses;

pub use changes::Changes;
pub use content::Content;
pub use edit::Start;
pub use group::{Conflicts, Group, GroupItem, GroupLimits, GroupOptions, GroupState};
pub use json::TenantBuilder;
pub(crate) use json::{ContentOut, LifeAlone, StampOut, read_content};
pub use life::{Cause, CheckOut, Life, Stamp, Version};
pub use over_time::Moment;
pub use publish::{Published, Scope};
pub use run::Run;
pub use state::State;
pub use switches::{Switch, Switches};
pub use target::Target;
pub(crate) use target::What;
pub(crate) use transfer::Brought;
pub use unit::UnitKey;
pub use unsettled::Unsettled;
pub use uses::UsedBy;

use crate::fault::{Code, Fault, shortened};
use crate::limits::Limits;
use crate::model::{Category, CentralSwatch, Channel, Context, Product};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A tenant: the media library, products and categories, and for each asset and document its
/// published content, its draft, its check-out and its versions (SPEC section 8).
///
/// Products, categories, channels and central swatches take effect at once. Assets and documents are
/// edited by one user at a time, checked in as numbered versions, and published. Every operation is
/// pure: who does it and when are arguments, and either all of it happens or nothing does.
///
/// A host stores a tenant unit by unit: [`Tenant::take_changed_units`] says which have changed, and
/// [`Tenant::take_changes`] which parts of the publication are to be flattened again; [`Unsettled`] keeps both until
/// the host is done.
///
/// ```
/// use omnimedia::{AssetBuilder, Context, DocumentBuilder, Kind, Limits, ProductBuilder};
/// use omnimedia::{Scope, SetBuilder, Stamp, Start, Target, Tenant};
/// let mut tenant = Tenant::new(Limits::default());
/// tenant.set_product(ProductBuilder::new("S1"))?;
/// let ann = Stamp::new("ann", "2026-11-24T09:00:00Z".parse()?);
/// tenant.check_in(&Target::asset("A1"), AssetBuilder::new("A1", Kind::Image), &ann)?;
///
/// let target = Target::document("S1", Context::default());
/// tenant.edit(&target, &ann, &Start::Empty)?;
/// let ben = Stamp::new("ben", "2026-11-24T09:05:00Z".parse()?);
/// assert!(tenant.edit(&target, &ben, &Start::Empty).is_err()); // ann has it
/// tenant.save(&target, DocumentBuilder::new().master(SetBuilder::new().primary(["A1"])), &ann)?;
/// assert_eq!(tenant.finish(&target, &ann)?, 1);
///
/// assert!(tenant.publish(&Scope::product("S1"), &ann).is_err()); // A1 is not published
/// tenant.publish_all(&Scope::product("S1"), &ann)?;
/// assert_eq!(tenant.publication()?.products().len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Tenant {
    pub(crate) limits: Limits,
    pub(crate) group_limits: GroupLimits,
    pub(crate) switches: Switches,
    pub(crate) channels: BTreeMap<Box<str>, Channel>,
    pub(crate) swatches: BTreeMap<(Box<str>, Box<str>), CentralSwatch>,
    pub(crate) assets: BTreeMap<Arc<str>, Life>,
    pub(crate) categories: BTreeMap<Arc<str>, CategoryEntry>,
    pub(crate) products: BTreeMap<Arc<str>, ProductEntry>,
    pub(crate) groups: BTreeMap<Arc<str>, Group>,
    /// The product that a number of a variant belongs to.
    variants: HashMap<Box<str>, Arc<str>>,
    /// The product that a record id belongs to.
    record_ids: HashMap<u64, Arc<str>>,
    uses: uses::Uses,
    changed_units: BTreeSet<UnitKey>,
    changes: Changes,
    /// What lives were before, while something is rehearsed.
    journal: Option<BTreeMap<Target, Life>>,
}

/// A category, which has no documents of its own here, and their lives.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CategoryEntry {
    pub(crate) category: Category,
    pub(crate) documents: BTreeMap<Context, Life>,
}

/// A product, which has no documents of its own here, and their lives.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ProductEntry {
    pub(crate) product: Product,
    pub(crate) documents: BTreeMap<Context, Life>,
}

impl PartialEq for Tenant {
    /// Whether both hold the same; what was not yet stored or flattened makes no difference.
    fn eq(&self, other: &Self) -> bool {
        self.group_limits == other.group_limits
            && self.switches == other.switches
            && self.channels == other.channels
            && self.swatches == other.swatches
            && self.assets == other.assets
            && self.categories == other.categories
            && self.products == other.products
            && self.groups == other.groups
    }
}

impl Tenant {
    /// A tenant without anything in it. The limits hold for all that comes into it.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// The limits on what comes in.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The life of a target, where it has one.
    ///
    /// # Cost
    /// Logarithmic in what the tenant has of its kind.
    #[must_use]
    pub fn life(&self, target: &Target) -> Option<&Life> {
        match &target.group {
            None => self.live(&target.what),
            Some(group) => Some(&self.groups.get(group)?.items.get(&target.what)?.life),
        }
    }

    pub(crate) fn live(&self, what: &What) -> Option<&Life> {
        match what {
            What::Asset(id) => self.assets.get(id),
            What::Document(product, context) => self.products.get(product)?.documents.get(context),
            What::Category(category, context) => self.categories.get(category)?.documents.get(context),
        }
    }

    /// The life of a target that has one.
    fn life_of(&self, target: &Target) -> Result<&Life, Fault> {
        self.life(target).ok_or_else(|| no_such(&target.to_string()))
    }

    /// The product of a document.
    fn product_of(&self, what: &What) -> Option<&Product> {
        match what {
            What::Document(product, _) => self.products.get(product).map(|entry| &entry.product),
            _ => None,
        }
    }

    /// Every target that has a life, live: assets, documents of products, documents of categories.
    ///
    /// # Cost
    /// Linear in them.
    pub fn targets(&self) -> impl Iterator<Item = Target> {
        self.lives().map(|(what, _)| what.live())
    }

    /// Every document of a product that has a life, live.
    pub(crate) fn documents_of_product(&self, number: &str) -> Vec<Target> {
        let contexts = self.products.get(number).into_iter().flat_map(|entry| entry.documents.keys());
        contexts.map(|context| Target::document(number, context.clone())).collect()
    }

    pub(crate) fn lives(&self) -> impl Iterator<Item = (What, &Life)> {
        let assets = self.assets.iter().map(|(id, life)| (What::Asset(id.clone()), life));
        let documents = self.products.iter().flat_map(|(number, entry)| {
            let what = |context: &Context| What::Document(number.clone(), context.clone());
            entry.documents.iter().map(move |(context, life)| (what(context), life))
        });
        let pictures = self.categories.iter().flat_map(|(id, entry)| {
            let what = |context: &Context| What::Category(id.clone(), context.clone());
            entry.documents.iter().map(move |(context, life)| (what(context), life))
        });
        assets.chain(documents).chain(pictures)
    }

    /// Changes the life of a target; one that has none begins empty, one that is empty then goes.
    ///
    /// All changes of lives go this way, so that the users of assets and the units to store are known.
    fn change<T>(&mut self, target: &Target, change: impl FnOnce(&mut Life) -> T) -> Result<T, Fault> {
        let Target { group, what } = target;
        let owner = uses::Owner::of(target);
        let mut life = self.take(target).unwrap_or_default();
        self.note_in_journal(target, &life);
        let before = uses::assets_of(&life);
        let done = change(&mut life);
        self.uses.replace(&owner, &before, &uses::assets_of(&life));
        self.changed_units.insert(UnitKey::Target(target.clone()));
        if life.is_empty() {
            if let Some(group) = group.as_ref().and_then(|group| self.groups.get_mut(group)) {
                group.items.remove(what);
            }
            return Ok(done);
        }
        let missing = || no_such(&target.to_string());
        match (group, what) {
            (Some(group), what) => {
                let group = self.groups.get_mut(group).ok_or_else(missing)?;
                group.items.entry(what.clone()).or_default().life = life;
            }
            (None, What::Asset(id)) => drop(self.assets.insert(id.clone(), life)),
            (None, What::Document(product, context)) => {
                let entry = self.products.get_mut(product).ok_or_else(missing)?;
                entry.documents.insert(context.clone(), life);
            }
            (None, What::Category(category, context)) => {
                let entry = self.categories.get_mut(category).ok_or_else(missing)?;
                entry.documents.insert(context.clone(), life);
            }
        }
        Ok(done)
    }

    /// Takes a life out; a group keeps what else it knows of the item.
    fn take(&mut self, Target { group, what }: &Target) -> Option<Life> {
        match (group, what) {
            (Some(group), what) => {
                Some(std::mem::take(&mut self.groups.get_mut(group)?.items.get_mut(what)?.life))
            }
            (None, What::Asset(id)) => self.assets.remove(id),
            (None, What::Document(product, context)) => {
                self.products.get_mut(product)?.documents.remove(context)
            }
            (None, What::Category(category, context)) => {
                self.categories.get_mut(category)?.documents.remove(context)
            }
        }
    }
}

/// The fault for what the tenant does not have.
fn no_such(what: &str) -> Fault {
    Fault::new(
        Code::NotInTenant,
        format!("the tenant does not have {what}"),
        "check how it is named, or add it",
    )
}

/// The same for what is named by an identifier.
pub(crate) fn no_such_named(what: &str, id: &str) -> Fault {
    no_such(&format!("the {what} `{}`", shortened(id)))
}
