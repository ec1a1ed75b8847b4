//! Copies between tenants (SPEC section 12).
//!
//! `mapping` says which channels and locales are which, `work` does it item by item, `report` tells it.

mod mapping;
mod report;
#[cfg(test)]
mod tests;
mod work;

pub use report::{TransferItem, TransferOutcome, Transferred};

use crate::fault::{Code, Fault, Faults, shortened};
use crate::locale::Tag;
use crate::tenant::Tenant;
use core::ops::ControlFlow;
use mapping::Mapping;
use std::collections::BTreeSet;
use std::sync::Arc;
use work::Work;

/// What becomes of an item that both tenants have, and not the same (SPEC section 12).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OnConflict {
    /// The destination keeps what it has. The default, since it overwrites nothing.
    #[default]
    KeepDestination,
    /// The destination gets what the source has.
    Replace,
    /// The one that was modified later stands; at equal instants the destination's.
    KeepLatest,
}

impl OnConflict {
    /// All choices.
    pub const ALL: &'static [Self] = &[Self::KeepDestination, Self::Replace, Self::KeepLatest];

    /// The word for it, the same in every language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::KeepDestination => "keep-destination",
            Self::Replace => "replace",
            Self::KeepLatest => "keep-latest",
        }
    }

    /// The choice that a word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|choice| choice.word() == word)
    }
}

/// Which versions are copied (SPEC section 12).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TransferVersions {
    /// What is published, and nothing else. The default.
    #[default]
    Published,
    /// What is published, and the latest draft where it is not what is published.
    PublishedAndDraft,
}

impl TransferVersions {
    /// Both choices.
    pub const ALL: &'static [Self] = &[Self::Published, Self::PublishedAndDraft];

    /// The word for it, the same in every language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::PublishedAndDraft => "published-and-draft",
        }
    }

    /// The choice that a word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|choice| choice.word() == word)
    }
}

/// A copy of media and documents from one tenant into another (SPEC section 12).
///
/// Assets, documents of products and documents of categories are copied, each whole or not at all.
/// Products, categories, channels and central swatches are not: they are the destination's own, and
/// what needs one that is not there is refused. History, check-outs and publish groups stay behind.
///
/// Unless said otherwise everything is copied, as published, in the same channels and locales, and the
/// destination keeps what it has.
///
/// # Example
/// ```
/// use omnimedia::{AssetBuilder, Context, DocumentBuilder, Kind, Limits, ProductBuilder, Scope, SetBuilder};
/// use omnimedia::{OnConflict, Stamp, Target, Tenant, Transfer, TransferOutcome};
/// let mut test = Tenant::new(Limits::default());
/// test.set_product(ProductBuilder::new("S1"))?;
/// let mut live = test.clone();
///
/// let ann = Stamp::new("ann", "2026-11-24T09:00:00Z".parse()?);
/// test.check_in(&Target::asset("A1"), AssetBuilder::new("A1", Kind::Image), &ann)?;
/// let gallery = DocumentBuilder::new().master(SetBuilder::new().primary(["A1"]));
/// test.check_in(&Target::document("S1", Context::new(None, Some("128"), None)?), gallery, &ann)?;
/// test.publish_all(&Scope::product("S1"), &ann)?;
///
/// let transfer = Transfer::new().on_conflict(OnConflict::KeepLatest).map_channel("128", "5");
/// let would = transfer.clone().dry_run(true).run(&test, &mut live, "ben")?;
/// let done = transfer.run(&test, &mut live, "ben")?;
/// assert_eq!(would, done);
/// assert_eq!(done.count(TransferOutcome::Created), 2);
/// let there = Target::document("S1", Context::new(None, Some("5"), None)?);
/// assert!(live.life(&there).is_some_and(|life| life.published().is_some()));
///
/// let again = transfer.run(&test, &mut live, "ben")?;
/// assert_eq!(again.count(TransferOutcome::Equal), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Transfer {
    on_conflict: OnConflict,
    versions: TransferVersions,
    mapping: Mapping,
    products: Option<BTreeSet<Arc<str>>>,
    categories: Option<BTreeSet<Arc<str>>>,
    dry_run: bool,
}

/// A channel as it is named; empty is Omnichannel.
fn channel(name: &str) -> Option<Box<str>> {
    Some(name).filter(|name| !name.is_empty()).map(Into::into)
}

impl Transfer {
    /// A copy of everything that is published; the destination keeps what it has.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What becomes of items that both have.
    #[must_use]
    pub fn on_conflict(mut self, on_conflict: OnConflict) -> Self {
        self.on_conflict = on_conflict;
        self
    }

    /// Which versions are copied.
    #[must_use]
    pub fn versions(mut self, versions: TransferVersions) -> Self {
        self.versions = versions;
        self
    }

    /// A channel of the source is this one in the destination; empty is Omnichannel. What is said last
    /// of a channel holds.
    #[must_use]
    pub fn map_channel(mut self, source: &str, destination: &str) -> Self {
        self.mapping.channels.map(channel(source), channel(destination));
        self
    }

    /// What is said in a channel is not copied; empty is Omnichannel. An asset that may be shown in
    /// some channels loses this one of them.
    #[must_use]
    pub fn drop_channel(mut self, source: &str) -> Self {
        self.mapping.channels.drop(channel(source));
        self
    }

    /// Drops every channel that is not mapped by name. Omnichannel stays, unless it is dropped itself.
    #[must_use]
    pub fn drop_other_channels(mut self) -> Self {
        self.mapping.channels.drop_others();
        self
    }

    /// A locale of the source is this one in the destination, in documents and in texts; `neutral` or
    /// empty is Neutral. What is said last of a locale holds.
    ///
    /// # Errors
    /// `malformed_locale`.
    pub fn map_locale(mut self, source: &str, destination: &str) -> Result<Self, Fault> {
        self.mapping.locales.map(Tag::parse(source)?, Tag::parse(destination)?);
        Ok(self)
    }

    /// What is said in a locale is not copied, documents and texts; `neutral` or empty is Neutral.
    ///
    /// # Errors
    /// `malformed_locale`.
    pub fn drop_locale(mut self, source: &str) -> Result<Self, Fault> {
        self.mapping.locales.drop(Tag::parse(source)?);
        Ok(self)
    }

    /// Drops every locale that is not mapped by name. Neutral stays, unless it is dropped itself.
    #[must_use]
    pub fn drop_other_locales(mut self) -> Self {
        self.mapping.locales.drop_others();
        self
    }

    /// Copies documents of these products, with the assets that they use; no categories that are not
    /// named too.
    #[must_use]
    pub fn products<N: AsRef<str>>(mut self, numbers: impl IntoIterator<Item = N>) -> Self {
        let numbers = numbers.into_iter().map(|number| number.as_ref().into());
        self.products.get_or_insert_default().extend(numbers);
        self
    }

    /// Copies documents of these categories, with the assets that they use; no products that are not
    /// named too.
    #[must_use]
    pub fn categories<N: AsRef<str>>(mut self, ids: impl IntoIterator<Item = N>) -> Self {
        self.categories.get_or_insert_default().extend(ids.into_iter().map(|id| id.as_ref().into()));
        self
    }

    /// With `true` the report is the same, and nothing is done.
    #[must_use]
    pub fn dry_run(mut self, dry_run: bool) -> Self {
        self.dry_run = dry_run;
        self
    }

    /// Copies from a source into a destination, on behalf of a user of the destination.
    ///
    /// A copied version is the user's, and keeps the instants of the source: when it was checked in and
    /// published there. So what is copied again is equal, and `keep-latest` compares when things were
    /// made, not when they were copied.
    ///
    /// # Errors
    /// `not_in_tenant` for a product or category that was named and that the source does not have;
    /// nothing is done then. Everything else is reported item by item.
    ///
    /// # Cost
    /// Linear in what there is to copy and in its products, and in what uses the assets that change in the
    /// destination; logarithmic in the destination. Contents are shared, unless the mapping changes them.
    pub fn run(
        &self,
        source: &Tenant,
        destination: &mut Tenant,
        user: impl AsRef<str>,
    ) -> Result<Transferred, Faults> {
        self.run_with(source, destination, user, |_, _| ControlFlow::Continue(()))
    }

    /// The same, telling after each item how many of how many are done. Where it is told to break, it
    /// ends there: what is done stays done, and the report has just that.
    ///
    /// # Errors
    /// As [`Transfer::run`].
    ///
    /// # Cost
    /// As [`Transfer::run`].
    ///
    /// # Example
    /// ```
    /// use omnimedia::{AssetBuilder, Kind, Limits, Stamp, Target, Tenant, Transfer, TransferVersions};
    /// use std::ops::ControlFlow;
    /// let (mut source, mut destination) = (Tenant::new(Limits::default()), Tenant::new(Limits::default()));
    /// let ann = Stamp::new("ann", "2026-11-24T09:00:00Z".parse()?);
    /// for id in ["A1", "A2", "A3"] {
    ///     source.check_in(&Target::asset(id), AssetBuilder::new(id, Kind::Image), &ann)?;
    /// }
    /// let transfer = Transfer::new().versions(TransferVersions::PublishedAndDraft);
    /// let report = transfer.run_with(&source, &mut destination, "ann", |done, total| {
    ///     assert_eq!(total, 3);
    ///     if done == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    /// })?;
    /// assert!(!report.is_complete());
    /// assert_eq!((report.items().len(), destination.targets().count()), (2, 2));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn run_with(
        &self,
        source: &Tenant,
        destination: &mut Tenant,
        user: impl AsRef<str>,
        mut progress: impl FnMut(usize, usize) -> ControlFlow<()>,
    ) -> Result<Transferred, Faults> {
        self.known(source)?;
        Ok(Work::new(self, source, destination, user.as_ref(), &mut progress).done())
    }

    /// Refuses products and categories that the source does not have.
    fn known(&self, source: &Tenant) -> Result<(), Faults> {
        let products = self.products.iter().flatten().filter(|number| source.product(number).is_none());
        let products = products.map(|number| ("product", number));
        let categories = self.categories.iter().flatten().filter(|id| !source.categories.contains_key(*id));
        let categories = categories.map(|id| ("category", id));
        let faults = products.chain(categories).map(|(what, id)| {
            let message = format!("the source does not have the {what} `{}`", shortened(id));
            Fault::new(Code::NotInTenant, message, "check how it is named, or leave it out")
        });
        Faults::new(faults.collect()).map_or(Ok(()), Err)
    }
}
