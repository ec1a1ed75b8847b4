//! Coverage: which product has an image in which context, at a glance.

use super::audit::Audit;
use super::finding::Check;
use crate::fault::Fault;
use crate::flatten::by_number;
use crate::limits::Limits;
use crate::model::{ContextRef, Product, Publication};
use crate::policy::Policy;
use std::collections::HashMap;
use std::ops::ControlFlow;

/// What the gallery of a product has in a context.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cover {
    /// An image, assigned for the context or on the way to it.
    Image,
    /// An image, but all that is shown comes from Omnichannel, Neutral: the audit's `omnichannel_only`.
    OmnichannelOnly,
    /// No image: the audit's `no_image`.
    None,
}

impl Cover {
    /// The word for it, the same in every language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Cover::Image => "image",
            Cover::OmnichannelOnly => "omnichannel_only",
            Cover::None => "none",
        }
    }
}

/// Says for every product without a selection whether it shows an image, in every known context of one
/// catalog: what [`Audit`] finds, as a matrix.
///
/// ```
/// use omnimedia::{AssetBuilder, Cover, Coverage, DocumentBuilder, Kind, Limits, Policy, ProductBuilder};
/// use omnimedia::{Publication, SetBuilder};
/// use std::ops::ControlFlow;
/// let mut builder = Publication::builder(Limits::default());
/// builder.asset(AssetBuilder::new("A1", Kind::Image));
/// let media = || DocumentBuilder::new().master(SetBuilder::new().primary(["A1"]));
/// builder.product(ProductBuilder::new("S1").document(media()).document(media().channel("128")));
/// builder.product(ProductBuilder::new("S2").document(media()));
/// builder.product(ProductBuilder::new("S3"));
/// let publication = builder.build()?;
/// let mut cells = Vec::new();
/// Coverage::new(&publication, Policy::default()).run(|product, context, cover| {
///     if context.channel == Some("128") {
///         cells.push((product, cover));
///     }
///     ControlFlow::Continue(())
/// })?;
/// assert_eq!(cells, [("S1", Cover::Image), ("S2", Cover::OmnichannelOnly), ("S3", Cover::None)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Coverage<'p> {
    publication: &'p Publication,
    policy: Policy,
    limits: Limits,
    catalog: Option<String>,
}

impl<'p> Coverage<'p> {
    /// The coverage of a publication under a policy, in the default catalog.
    #[must_use]
    pub fn new(publication: &'p Publication, policy: Policy) -> Self {
        Self { publication, policy, limits: Limits::default(), catalog: None }
    }

    /// The limits; of these `answers` counts, and counts what an audit does.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// In the contexts with this catalog; one that is not known has none.
    #[must_use]
    pub fn catalog(mut self, catalog: Option<&str>) -> Self {
        self.catalog = crate::model::named_catalog(catalog).map(str::to_owned);
        self
    }

    /// Hands every cell to `each`, until it breaks off: products in the order of their numbers, contexts in
    /// that of [`Publication::known_contexts`].
    ///
    /// # Errors
    /// As [`Audit::run`].
    ///
    /// # Cost
    /// That of [`Audit::run`] with two checks, and of the cells.
    pub fn run(
        &self,
        mut each: impl FnMut(&'p str, ContextRef<'p>, Cover) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        let known = self.publication.known_contexts();
        let contexts: Vec<ContextRef<'p>> =
            known.iter().filter(|context| context.catalog == self.catalog.as_deref()).collect();
        let mut products: Vec<&'p Product> = self.publication.products.values().collect();
        by_number(&mut products);
        let mut products = products.into_iter().map(|product| &*product.number).peekable();
        // what was found of the product that comes next
        let mut found: HashMap<ContextRef<'p>, Cover> = HashMap::new();
        let mut cells = |product: &'p str, found: &mut HashMap<ContextRef<'p>, Cover>| {
            let cover = |context| found.get(context).copied().unwrap_or(Cover::Image);
            let flow = contexts.iter().try_for_each(|context| each(product, *context, cover(context)));
            found.clear();
            flow
        };
        let audit = Audit::new(self.publication, self.policy).limits(self.limits.clone());
        let counts = audit.checks([Check::NoImage, Check::OmnichannelOnly]).run(|finding| {
            let (Some(product), Some(context)) = (finding.product(), finding.context()) else {
                return ControlFlow::Continue(());
            };
            while let Some(done) = products.next_if(|next| *next != product) {
                cells(done, &mut found)?;
            }
            if finding.variant().is_none() && context.catalog == self.catalog.as_deref() {
                let cover =
                    if finding.check() == Check::NoImage { Cover::None } else { Cover::OmnichannelOnly };
                // no image says more than where none comes from
                found.entry(context).and_modify(|known| *known = (*known).max(cover)).or_insert(cover);
            }
            ControlFlow::Continue(())
        })?;
        if counts.is_complete() {
            let _ = products.try_for_each(|product| cells(product, &mut found));
        }
        Ok(())
    }
}
