//! From what was found to the tenant: drafts, product by product.

use super::minimised::Minimised;
use crate::fault::{Code, Fault, Faults, shortened};
use crate::model::{Context, Document, DocumentBuilder, NamesOfProduct};
use crate::tenant::{Content, Life, Stamp, Target, Tenant};
use std::collections::{BTreeSet, HashMap};

/// What became of the documents of a product in a tenant: all of them were checked in, or none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckedIn {
    targets: Vec<Target>,
    checked_out: Vec<Target>,
    others: Vec<Target>,
}

impl CheckedIn {
    /// The documents that have a new draft; one that goes has a draft that stages its removal.
    #[must_use]
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// The documents that are checked out: while there are any, nothing is done.
    #[must_use]
    pub fn checked_out(&self) -> &[Target] {
        &self.checked_out
    }

    /// The documents that are not what was minimised: they have an unpublished draft, or other content
    /// is published now. While there are any, nothing is done.
    #[must_use]
    pub fn others(&self) -> &[Target] {
        &self.others
    }

    /// Whether everything was checked in.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.checked_out.is_empty() && self.others.is_empty()
    }

    /// Notes a document on which work is under way, or that is not what it was.
    fn look_at(&mut self, tenant: &Tenant, target: &Target, was: Option<&Content>) {
        let life = tenant.life(target);
        if life.is_some_and(|life| life.check_out().is_some()) {
            self.checked_out.push(target.clone());
        } else if life.and_then(|life| life.published()?.content()) != was
            || life.is_some_and(Life::has_unpublished_draft)
        {
            self.others.push(target.clone());
        }
    }
}

impl Minimised<'_> {
    /// Checks the documents that changed in as drafts, and stages the removal of those that go. What
    /// shoppers see stays as it is until the product is published, and then, too.
    ///
    /// It is all of the product or nothing: what was found is equal as a whole. So nothing is done
    /// where one of the product's documents is checked out, has an unpublished draft, or says
    /// something else than in the publication that was minimised.
    ///
    /// # Errors
    /// `not_in_tenant` for a product that is not there; every fault of content that the tenant does not
    /// take.
    ///
    /// # Cost
    /// Linear in the product and its documents.
    pub fn check_in(&self, tenant: &mut Tenant, stamp: &Stamp) -> Result<CheckedIn, Faults> {
        let number = self.product();
        let product = tenant.product(number).ok_or_else(|| no_such_product(number))?;
        let after: HashMap<&Context, &Document> =
            self.after.documents.iter().map(|document| (&document.context, document)).collect();
        let mut done = CheckedIn::default();
        let mut names = NamesOfProduct::default();
        let mut changes: Vec<(Target, Option<DocumentBuilder>)> = Vec::new();
        let mut targets: BTreeSet<Target> = tenant.documents_of_product(number).into_iter().collect();
        for document in &self.before.documents {
            let target = Target::document(number, document.context.clone());
            targets.remove(&target);
            let before = document.to_builder(self.before).in_order();
            let after = after.get(&document.context).map(|after| after.to_builder(&self.after).in_order());
            let is_changed = after.as_ref() != Some(&before);
            done.look_at(tenant, &target, Some(&Content::Document(before)));
            if is_changed {
                // what could be refused is refused before anything is done
                if let Some(after) = &after {
                    product.check_document(after.clone(), &mut names, tenant.limits())?;
                }
                changes.push((target, after));
            }
        }
        // those that the publication does not have
        targets.iter().for_each(|target| done.look_at(tenant, target, None));
        if !done.is_done() {
            return Ok(done);
        }
        for (target, after) in changes {
            match after {
                Some(after) => _ = tenant.check_in(&target, after, stamp)?,
                None => _ = tenant.reset(&target, stamp)?,
            }
            done.targets.push(target);
        }
        Ok(done)
    }
}

fn no_such_product(number: &str) -> Fault {
    let message = format!("no product `{}`", shortened(number));
    Fault::new(Code::NotInTenant, message, "add it first, or minimise what is published here")
}
