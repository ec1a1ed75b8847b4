//! From what was found to the tenant: drafts, product by product.

use super::minimised::Minimised;
use crate::fault::{Code, Fault, Faults, shortened};
use crate::model::{Context, Document, DocumentBuilder};
use crate::tenant::{Content, Stamp, Target, Tenant};

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
        let target = |context: &Context| Target::document(number, context.clone());
        let mut done = CheckedIn::default();
        let mut changes: Vec<(Target, Option<DocumentBuilder>)> = Vec::new();
        for document in &self.before.documents {
            let target = target(&document.context);
            let before = document.to_builder(self.before).in_order();
            let after = self.after.documents.iter().find(|after| after.context == document.context);
            let after = after.map(|after: &Document| after.to_builder(&self.after).in_order());
            let published = tenant.life(&target).and_then(|life| life.published()?.content());
            if published != Some(&Content::Document(before.clone())) {
                done.others.push(target.clone());
            }
            if after.as_ref() != Some(&before) {
                // what could be refused is refused before anything is done
                if let Some(after) = &after {
                    product.check_document(after.clone(), tenant.limits())?;
                }
                changes.push((target, after));
            }
        }
        for target in tenant.documents_of_product(number) {
            let Some(life) = tenant.life(&target) else { continue };
            if life.check_out().is_some() {
                done.checked_out.push(target);
            } else if !done.others.contains(&target)
                && (life.has_unpublished_draft() || life.published().is_some() && !self.had(&target))
            {
                done.others.push(target);
            }
        }
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

    /// Whether the product that was minimised had a document.
    fn had(&self, target: &Target) -> bool {
        self.before.documents.iter().any(|document| Some(&document.context) == target.context())
    }
}

fn no_such_product(number: &str) -> Fault {
    let message = format!("no product `{}`", shortened(number));
    Fault::new(Code::NotInTenant, message, "add it first, or minimise what is published here")
}
