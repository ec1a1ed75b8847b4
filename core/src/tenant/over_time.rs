//! A product over time: what becomes of it as publish groups run.

use super::group::Group;
use super::target::What;
use super::{Tenant, no_such_named};
use crate::fault::Faults;
use crate::instant::LocalInstant;
use crate::model::{Context, Publication};

/// A product from one moment on: until then something else was published of it, or of what it uses;
/// or a group is due then that has a document of it, and would be refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    since: Option<LocalInstant>,
    groups: Vec<String>,
    left_out: Vec<(String, Faults)>,
    publication: Publication,
}

impl Moment {
    /// Since when; `None` is now.
    #[must_use]
    pub fn since(&self) -> Option<LocalInstant> {
        self.since
    }

    /// The names of the publish groups that run at that instant, in their order.
    #[must_use]
    pub fn groups(&self) -> &[String] {
        &self.groups
    }

    /// The publish groups whose run would be refused at that instant, each with why.
    #[must_use]
    pub fn left_out(&self) -> &[(String, Faults)] {
        &self.left_out
    }

    /// The publication as it stands from then on, of this product: to be asked, and to explain.
    #[must_use]
    pub fn publication(&self) -> &Publication {
        &self.publication
    }
}

impl Tenant {
    /// What becomes of a product: how it stands now, and from each instant on at which a scheduled
    /// group changes something of it, or was to: one with a document of it that would be refused is
    /// named. Explaining the same query at each moment tells why it changes.
    ///
    /// # Errors
    /// `not_in_tenant` for a number that is no product's; as [`State::part`](super::State::part).
    ///
    /// # Cost
    /// That of running the scheduled groups, and of a part of the publication for each instant.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{Context, DocumentBuilder, GroupOptions, Limits, Policy, ProductBuilder, Query};
    /// use omnimedia::{Stamp, Target, Tenant};
    /// let mut tenant = Tenant::new(Limits::default());
    /// tenant.set_product(ProductBuilder::new("S1"))?;
    /// let ann = Stamp::new("ann", "2026-11-24T09:00:00Z".parse()?);
    /// tenant.create_group("december", GroupOptions::default(), &ann)?;
    /// let target = Target::document("S1", Context::default()).in_group("december");
    /// tenant.check_in(&target, DocumentBuilder::new(), &ann)?;
    /// tenant.schedule_group("december", "2026-12-01T08:00:00+01:00".parse()?, &ann)?;
    ///
    /// let moments = tenant.over_time("S1")?;
    /// let since: Vec<_> = moments.iter().map(|moment| moment.since().map(|at| at.to_string())).collect();
    /// assert_eq!(since, [None, Some("2026-12-01T08:00:00+01:00".to_owned())]);
    /// for moment in &moments {
    ///     println!("{}", moment.publication().explain(&Query::new("S1"), &Policy::default())?);
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn over_time(&self, product: &str) -> Result<Vec<Moment>, Faults> {
        self.product(product).ok_or_else(|| no_such_named("product", product))?;
        let mut state = self.published();
        let publication = state.part([product])?;
        let mut moments = vec![Moment { since: None, groups: Vec::new(), left_out: Vec::new(), publication }];
        let due = self.scheduled();
        let mut due = due.as_slice();
        while let Some((since, _)) = due.first().copied() {
            let many = due.iter().take_while(|(at, _)| at.instant() == since.instant()).count();
            let (now, later) = due.split_at(many);
            due = later;
            let (mut groups, mut left_out) = (Vec::new(), Vec::new());
            let mut is_missed = false;
            for (_, group) in now {
                match state.apply(group) {
                    Ok(()) => groups.push(group.name().to_owned()),
                    Err(faults) => {
                        is_missed |= group.has_document_of(product);
                        left_out.push((group.name().to_owned(), faults));
                    }
                }
            }
            let publication = state.part([product])?;
            if is_missed || moments.last().is_none_or(|last| last.publication != publication) {
                moments.push(Moment { since: Some(since), groups, left_out, publication });
            }
        }
        Ok(moments)
    }
}

impl Group {
    fn has_document_of(&self, product: &str) -> bool {
        let first = What::Document(product.into(), Context::default());
        let found = self.items.range(first..).next();
        found.is_some_and(|(what, _)| matches!(what, What::Document(number, _) if **number == *product))
    }
}
