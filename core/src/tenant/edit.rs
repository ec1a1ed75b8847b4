//! Editing: check-outs, versions, restoring, resetting to default.

use super::content::Content;
use super::life::{Cause, CheckOut, Life, Stamp};
use super::target::{Target, What};
use super::{Tenant, no_such, no_such_named};
use crate::fault::{Code, Fault, Faults, shortened};
use crate::model::NamesOfProduct;
use crate::policy::Policy;
use crate::resolve::{category, ladder};
use std::sync::Arc;

/// How the first edit of a context starts (SPEC section 8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// Without anything in it.
    #[default]
    Empty,
    /// As a copy of the published document that is first on the ladder of this policy, modes and
    /// swatches included; empty where there is none. What the product no longer allows is left out.
    /// For an asset, which is on no ladder, empty.
    Copy(Policy),
}

/// The fault for what somebody else has.
pub(super) fn held(target: &Target, check_out: &CheckOut) -> Fault {
    Fault::new(
        Code::CheckedOut,
        format!(
            "{target} is checked out by `{}` since {}",
            shortened(check_out.since.by()),
            check_out.since.at
        ),
        "wait until it is finished or discarded, or discard it with force",
    )
}

impl Tenant {
    /// Refuses what another user has checked out.
    pub(super) fn not_held_by_others(&self, target: &Target, stamp: &Stamp) -> Result<(), Fault> {
        match self.life(target).and_then(Life::check_out) {
            Some(check_out) if check_out.since.by != stamp.by => Err(held(target, check_out)),
            _ => Ok(()),
        }
    }

    /// Refuses what this user has not checked out.
    fn held_by(&self, target: &Target, stamp: &Stamp) -> Result<&CheckOut, Fault> {
        self.not_held_by_others(target, stamp)?;
        self.life(target).and_then(Life::check_out).ok_or_else(|| {
            let message = format!("{target} is not checked out by `{}`", shortened(stamp.by()));
            Fault::new(Code::NotCheckedOut, message, "edit it first")
        })
    }

    /// Refuses a target whose product, category or group is not there.
    pub(super) fn has_place(&self, Target { group, what }: &Target) -> Result<(), Fault> {
        if let Some(name) = group {
            self.open_group(name)?;
        }
        match what {
            What::Document(product, _) if !self.products.contains_key(product) => {
                Err(no_such_named("product", product))
            }
            What::Category(category, _) if !self.categories.contains_key(category) => {
                Err(no_such_named("category", category))
            }
            _ => Ok(()),
        }
    }

    /// Checks a target out to a user, and gives what is to be edited: the draft; where there is none
    /// (or it stages the removal) what `start` says. A user who has it already goes on with it.
    ///
    /// In a publish group that lacks the target, it enters the group with what is checked in live.
    ///
    /// # Errors
    /// `checked_out`, naming the holder; `not_in_tenant` for a product, category or group that is
    /// not there; `group_closed`, `limit_group_items`; `category_without_channel`,
    /// `limit_documents`, `limit_identifier` and `empty_identifier` for a target that cannot be;
    /// `bad_policy` for parents that this build has no data of.
    ///
    /// # Cost
    /// Linear in the content, and where it is copied in the documents of the product.
    pub fn edit(&mut self, target: &Target, stamp: &Stamp, start: &Start) -> Result<Content, Faults> {
        self.has_place(target)?;
        self.not_held_by_others(target, stamp)?;
        if let Some(check_out) = self.life(target).and_then(Life::check_out) {
            return Ok((*check_out.content).clone());
        }
        let draft = self.life(target).and_then(Life::draft_content).cloned();
        let enters = target.group.is_some() && self.life(target).is_none();
        let live = enters.then(|| self.live(&target.what).and_then(Life::draft_content).cloned()).flatten();
        let content = match draft.or(live) {
            Some(content) => content,
            None => {
                let mut content = self.started(&target.what, start)?;
                let mut names = NamesOfProduct::default();
                self.make_fit(&target.what, &mut content, &mut names);
                // an illegal place is refused before anybody works there
                Arc::new(self.fit_to_keep_with(&target.what, content, &mut names)?)
            }
        };
        if self.life(target).is_none() {
            self.room_for(target)?;
        }
        let entry = enters.then(|| self.live(&target.what).and_then(Life::published_content).cloned());
        let check_out = CheckOut { since: stamp.clone(), content: content.clone() };
        self.change(target, |life| life.check_out = Some(check_out))?;
        if let Some(entry) = entry {
            self.enter(target, entry);
        }
        Ok((*content).clone())
    }

    /// What the first edit starts with.
    fn started(&self, what: &What, start: &Start) -> Result<Content, Fault> {
        let Start::Copy(policy) = start else { return Ok(Content::empty(what)) };
        let nearest = match what {
            What::Asset(_) => None,
            What::Document(product, context) => {
                let documents = self.products.get(product).map(|entry| entry.documents.iter());
                let published = documents.into_iter().flatten();
                let published = published.filter_map(|(at, life)| Some((life.published_content()?, at)));
                ladder::first(context, policy, published)?
            }
            What::Category(id, context) => {
                let documents = self.categories.get(id).map(|entry| entry.documents.iter());
                let published = documents.into_iter().flatten();
                let published = published.filter_map(|(at, life)| Some((life.published_content()?, at)));
                category::first(context, policy, published)?
            }
        };
        Ok(match (nearest, what.context()) {
            (Some(content), Some(context)) => content.moved_to(context),
            _ => Content::empty(what),
        })
    }

    /// Leaves out what the product of today does not allow: what is published may assign to variants and
    /// values that are no longer there.
    pub(crate) fn make_fit(&self, what: &What, content: &mut Content, names: &mut NamesOfProduct) {
        if let (Some(product), Content::Document(document)) = (self.product_of(what), content) {
            names.leave_out(product, document);
        }
    }

    /// Refuses one document more than the limit.
    pub(super) fn room_for(&self, target: &Target) -> Result<(), Fault> {
        if let Some(name) = &target.group {
            return self.room_in_group(name);
        }
        let is_document = target.what.context().is_some();
        if is_document && self.documents_of(&target.what) >= self.limits.documents {
            return Err(self.no_room(&target.what));
        }
        Ok(())
    }

    /// How many documents there are of the product or category of a document; none of an asset.
    pub(crate) fn documents_of(&self, what: &What) -> usize {
        let count = match what {
            What::Asset(_) => None,
            What::Document(id, _) => self.products.get(id).map(|entry| entry.documents.len()),
            What::Category(id, _) => self.categories.get(id).map(|entry| entry.documents.len()),
        };
        count.unwrap_or(0)
    }

    pub(super) fn no_room(&self, what: &What) -> Fault {
        let message = format!("{what} would be one more than {} documents", self.limits.documents);
        Fault::new(Code::LimitDocuments, message, "raise the limit, or delete another")
    }

    /// Keeps what a user is working on in the check-out. Nobody else sees it.
    ///
    /// # Errors
    /// `checked_out` by another, `not_checked_out`; `wrong_content` for content of another kind or
    /// place; every fault of the content.
    ///
    /// # Cost
    /// Linear in the content and the product.
    pub fn save(
        &mut self,
        target: &Target,
        content: impl Into<Content>,
        stamp: &Stamp,
    ) -> Result<(), Faults> {
        self.has_place(target)?;
        self.held_by(target, stamp)?;
        let content = content.into().checked(&target.what, self.product_of(&target.what), &self.limits)?;
        let CheckOut { since, content: before } = self.held_by(target, stamp)?;
        if **before == content {
            return Ok(());
        }
        let check_out = CheckOut { since: since.clone(), content: Arc::new(content) };
        Ok(self.change(target, |life| life.check_out = Some(check_out))?)
    }

    /// Ends the check-out: its content becomes a version, the draft, that all can see. Gives the
    /// number of the version.
    ///
    /// # Errors
    /// `checked_out` by another, `not_checked_out`; `not_in_tenant`, `group_closed`.
    ///
    /// # Cost
    /// Linear in the content.
    pub fn finish(&mut self, target: &Target, stamp: &Stamp) -> Result<u32, Fault> {
        self.has_place(target)?;
        self.held_by(target, stamp)?;
        self.change(target, |life| {
            let content = life.check_out.take().map(|check_out| check_out.content);
            let number = life.add(stamp, Cause::Finish, content);
            life.draft = Some(number);
            number
        })
    }

    /// Edits, saves and finishes in one go. A check-out that the user has already is finished with
    /// this content.
    ///
    /// # Errors
    /// As [`Tenant::edit`] and [`Tenant::save`]; nothing stays checked out that was not before.
    ///
    /// # Cost
    /// As theirs.
    pub fn check_in(
        &mut self,
        target: &Target,
        content: impl Into<Content>,
        stamp: &Stamp,
    ) -> Result<u32, Faults> {
        self.has_place(target)?;
        self.not_held_by_others(target, stamp)?;
        let content = content.into().checked(&target.what, self.product_of(&target.what), &self.limits)?;
        let is_new = self.life(target).is_none();
        if is_new {
            self.room_for(target)?;
        }
        let enters = is_new && target.group.is_some();
        let entry = enters.then(|| self.live(&target.what).and_then(Life::published_content).cloned());
        let number = self.change(target, |life| {
            life.check_out = None;
            let number = life.add(stamp, Cause::Finish, Some(Arc::new(content)));
            life.draft = Some(number);
            number
        })?;
        if let Some(entry) = entry {
            self.enter(target, entry);
        }
        Ok(number)
    }

    /// Ends the check-out and drops its content: the draft is what it was. With `force` another
    /// user's check-out, too. A target that never was checked in is then not there any more.
    ///
    /// # Errors
    /// `checked_out` by another without `force`, `not_checked_out`.
    ///
    /// # Cost
    /// Linear in the content.
    pub fn discard(&mut self, target: &Target, force: bool, stamp: &Stamp) -> Result<(), Fault> {
        if force && self.life(target).is_some_and(|life| life.check_out.is_some()) {
            return self.change(target, |life| life.check_out = None);
        }
        self.held_by(target, stamp)?;
        self.change(target, |life| life.check_out = None)
    }

    /// Makes an earlier version the draft, as a new version, and gives its number. The user's own
    /// check-out is finished first, so that nothing in it is lost.
    ///
    /// # Errors
    /// `checked_out` by another; `not_in_tenant` for a target or version that is not there;
    /// `group_closed`.
    ///
    /// # Cost
    /// Linear in the content.
    pub fn restore(&mut self, target: &Target, version: u32, stamp: &Stamp) -> Result<u32, Fault> {
        self.has_place(target)?;
        self.not_held_by_others(target, stamp)?;
        let life = self.life_of(target)?;
        let found =
            life.version(version).ok_or_else(|| no_such(&format!("version {version} of {target}")))?;
        let content = found.content.clone();
        self.change(target, |life| life.stage(stamp, Cause::Restore(version), content))
    }

    /// Stages the removal of everything that one product has in one context (master, dimensions,
    /// variants, swatches), and gives the number of the version that does. Once it is published the
    /// product falls back: to the next context on the ladder, or to nothing where there is none.
    /// Other contexts stay. A removal that is staged already stays as it is.
    ///
    /// # Errors
    /// `checked_out` by another; `not_in_tenant` for a document that is not there, `group_closed`.
    ///
    /// # Cost
    /// Linear in the content.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{Context, DocumentBuilder, Limits, ProductBuilder, Scope, Stamp, Target, Tenant};
    /// let mut tenant = Tenant::new(Limits::default());
    /// tenant.set_product(ProductBuilder::new("S1"))?;
    /// let ann = Stamp::new("ann", "2026-11-24T09:00:00Z".parse()?);
    /// let target = Target::document("S1", Context::default());
    /// tenant.check_in(&target, DocumentBuilder::new(), &ann)?;
    /// tenant.publish(&Scope::product("S1"), &ann)?;
    /// tenant.reset(&target, &ann)?;
    /// assert_eq!(tenant.publication()?.products().next().map(|product| product.documents().len()), Some(1));
    /// tenant.publish(&Scope::product("S1"), &ann)?;
    /// assert_eq!(tenant.publication()?.products().next().map(|product| product.documents().len()), Some(0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn reset(&mut self, target: &Target, stamp: &Stamp) -> Result<u32, Fault> {
        if let What::Asset(_) = target.what {
            let message = format!("{target} is no document");
            return Err(Fault::new(Code::WrongContent, message, "reset a document, or unpublish the asset"));
        }
        self.has_place(target)?;
        self.not_held_by_others(target, stamp)?;
        if target.group.is_some() && self.life(target).is_none() {
            // what is live is to go when the group runs
            self.live(&target.what).ok_or_else(|| no_such(&target.what.to_string()))?;
            return self.bring(target, None, Cause::Reset, stamp);
        }
        let life = self.life_of(target)?;
        if let (None, Some(draft)) = (&life.check_out, life.draft())
            && draft.content.is_none()
        {
            return Ok(draft.number);
        }
        self.change(target, |life| life.stage(stamp, Cause::Reset, None))
    }
}

impl Life {
    /// Makes a content the draft, as a new version. What is checked out becomes a version before.
    pub(super) fn stage(&mut self, stamp: &Stamp, cause: Cause, content: Option<Arc<Content>>) -> u32 {
        if let Some(check_out) = self.check_out.take()
            && self.draft_content() != Some(&check_out.content)
        {
            self.add(stamp, Cause::Finish, Some(check_out.content));
        }
        let number = self.add(stamp, cause, content);
        self.draft = Some(number);
        number
    }
}
