//! The diff of two publications: what shoppers see before and after (SPEC section 14).

use super::changed::Changed;
use super::diff_category::CategoryPair;
use super::diff_product::Pair;
use super::difference::{DiffCounts, Difference, Row};
use super::places::{Places, within};
use super::snapshot_diff::SnapshotDiff;
use crate::fault::Fault;
use crate::limits::Limits;
use crate::model::{Category, KnownContexts, Product, Publication};
use crate::policy::Policy;
use crate::snapshot::Snapshot;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// Compares what two publications show under one policy: the answers of every product and variant, the
/// swatches of products and the pictures of categories, in every context that either knows.
///
/// A product is not looked at where both publications say the same of it and of the assets it uses.
///
/// ```
/// use omnimedia::{AssetBuilder, Diff, Difference, DocumentBuilder, Kind, Limits, Policy, ProductBuilder};
/// use omnimedia::{Publication, SetBuilder};
/// use std::ops::ControlFlow;
/// let state = |asset: &str| {
///     let mut builder = Publication::builder(Limits::default());
///     builder.asset(AssetBuilder::new("A1", Kind::Image)).asset(AssetBuilder::new("A2", Kind::Image));
///     let media = DocumentBuilder::new().master(SetBuilder::new().primary([asset]));
///     builder.product(ProductBuilder::new("S1").document(media));
///     builder.build()
/// };
/// let (before, after) = (state("A1")?, state("A2")?);
/// let counts = Diff::new(&before, &after, Policy::default()).run(|difference| {
///     if let Difference::Answer { before: Some(before), after: Some(after), .. } = difference {
///         assert_eq!(before.primary()[0].asset().id(), "A1");
///         assert_eq!(after.primary()[0].asset().id(), "A2");
///     }
///     ControlFlow::Continue(())
/// })?;
/// assert_eq!((counts.products(), counts.answers()), (1, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Diff<'p> {
    before: &'p Publication,
    after: &'p Publication,
    policy: Policy,
    limits: Limits,
    named: Named,
    contexts: Option<KnownContexts<'p>>,
    seeks: Seeks,
}

/// What counts as a difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Seeks {
    /// Whatever is shown in another way.
    #[default]
    Everything,
    /// A default image of a product, or a picture of a category, that is there before and not after.
    LostImages,
}

/// What the caller named, if anything.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    pub(super) products: Option<BTreeSet<String>>,
    pub(super) categories: Option<BTreeSet<String>>,
}

impl Named {
    /// Adds products to what is named.
    pub(super) fn products(&mut self, numbers: impl IntoIterator<Item = impl Into<String>>) {
        self.products.get_or_insert_default().extend(numbers.into_iter().map(Into::into));
    }

    /// Adds categories to what is named.
    pub(super) fn categories(&mut self, ids: impl IntoIterator<Item = impl Into<String>>) {
        self.categories.get_or_insert_default().extend(ids.into_iter().map(Into::into));
    }

    /// The keys to look at: those named; else none where something else is named, else those of both
    /// sides, `all`.
    pub(super) fn keys<'p>(
        named: Option<&'p BTreeSet<String>>,
        other: Option<&BTreeSet<String>>,
        all: impl Iterator<Item = &'p str>,
    ) -> Vec<&'p str> {
        match (named, other) {
            (Some(named), _) => named.iter().map(String::as_str).collect(),
            (None, Some(_)) => Vec::new(),
            (None, None) => {
                let mut all: Vec<&str> = all.collect();
                all.sort_unstable();
                all.dedup();
                all
            }
        }
    }
}

/// A product or category on both sides; one of them is there.
pub(super) type Sides<T> = [Option<T>; 2];

/// What is to be compared.
struct Work<'p> {
    products: Vec<(Sides<&'p Product>, Wanted)>,
    categories: Vec<Sides<&'p Category>>,
}

/// What may have changed of a product.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    pub(super) answers: bool,
    pub(super) swatches: bool,
}

impl<'p> Diff<'p> {
    /// The diff of two publications under a policy.
    #[must_use]
    pub fn new(before: &'p Publication, after: &'p Publication, policy: Policy) -> Self {
        let limits = Limits::default();
        Self {
            before,
            after,
            policy,
            limits,
            named: Named::default(),
            contexts: None,
            seeks: Seeks::default(),
        }
    }

    /// The diff of two snapshots, each under its own policy; see [`SnapshotDiff`].
    #[must_use]
    pub fn snapshots<A: AsRef<[u8]> + Sync, B: AsRef<[u8]> + Sync>(
        before: &'p Snapshot<A>,
        after: &'p Snapshot<B>,
    ) -> SnapshotDiff<'p, A, B> {
        SnapshotDiff::new(before, after)
    }

    /// The limits; of these `answers` counts.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Looks at these products alone, and at no category that is not named too.
    #[must_use]
    pub fn products(mut self, numbers: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.named.products(numbers);
        self
    }

    /// Looks at these categories alone, and at no product that is not named too.
    #[must_use]
    pub fn categories(mut self, ids: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.named.categories(ids);
        self
    }

    /// Looks in these contexts rather than in all that either publication knows, which takes a look at
    /// all of both.
    #[must_use]
    pub fn contexts(mut self, contexts: KnownContexts<'p>) -> Self {
        self.contexts = Some(contexts);
        self
    }

    /// Seeks nothing but answers that lose their default image, and categories that lose their picture.
    pub(crate) fn lost_images(mut self) -> Self {
        self.seeks = Seeks::LostImages;
        self
    }

    /// Hands every difference to `each`, until it breaks off, and counts them.
    ///
    /// Products come in the order of their numbers: first the answers, context by context, of the product
    /// and of its variants by number; then its swatches. Categories come last, by id.
    ///
    /// # Errors
    /// `limit_answers` for more answers to compare than the limit, before any is compared;
    /// `duplicate_document` where the policy's parents make two documents of a product or category that
    /// is compared one; `bad_policy` for parents that this build has no data of.
    ///
    /// # Cost
    /// Linear in both publications, or in what is named of them where contexts are given too; beyond
    /// that in the products that are not equal, in their contexts and in the rows.
    pub fn run(&self, mut each: impl FnMut(Difference<'p>) -> ControlFlow<()>) -> Result<DiffCounts, Fault> {
        self.go(Some(&mut each))
    }

    /// Counts the differences without making rows.
    ///
    /// # Errors
    /// As [`Diff::run`].
    ///
    /// # Cost
    /// That of [`Diff::run`], without the rows.
    pub fn counts(&self) -> Result<DiffCounts, Fault> {
        self.go(None)
    }

    fn go(&self, mut row: Option<Row<'_, 'p>>) -> Result<DiffCounts, Fault> {
        let work = self.work();
        let mut counts = DiffCounts::default();
        if work.products.is_empty() && work.categories.is_empty() {
            return Ok(counts);
        }
        let known = match &self.contexts {
            Some(contexts) => contexts.clone(),
            None => self.before.known_contexts().union(&self.after.known_contexts()),
        };
        let places = Places::new(known, self.policy)?;
        let mut pair = Pair::new([self.before, self.after], self.policy, &places, self.seeks);
        let questions = work.products.iter().map(|(sides, wanted)| pair.questions(*sides, *wanted));
        let questions = questions.fold(work.categories.len() as u64, u64::saturating_add);
        let what = if self.seeks == Seeks::Everything { "a diff" } else { "a search for lost images" };
        within(&self.limits, what, questions.saturating_mul(places.len()))?;
        for (sides, wanted) in work.products {
            if pair.compare(sides, wanted, &mut counts, &mut row)?.is_break() {
                counts.broken_off = true;
                return Ok(counts);
            }
        }
        let categories =
            CategoryPair { sides: [self.before, self.after], places: &places, seeks: self.seeks };
        for sides in work.categories {
            if categories.compare(sides, &mut counts, &mut row)?.is_break() {
                counts.broken_off = true;
                return Ok(counts);
            }
        }
        Ok(counts)
    }

    /// What is not known to be equal.
    fn work(&self) -> Work<'p> {
        let [before, after] = [self.before, self.after];
        let named = &self.named;
        let mut changed = Changed::new(before, after, named.products.is_some() || named.categories.is_some());
        let all = before.products.keys().chain(after.products.keys()).map(AsRef::as_ref);
        let mut products = Vec::new();
        for number in Named::keys(named.products.as_ref(), named.categories.as_ref(), all) {
            let sides = [before.product(number), after.product(number)];
            let mut wanted = changed.product(sides);
            if self.seeks == Seeks::LostImages {
                // what has no documents has no images to lose
                wanted.answers &= sides[0].is_some_and(|before| !before.documents.is_empty());
                wanted.swatches = false;
            }
            if wanted.answers || wanted.swatches {
                products.push((sides, wanted));
            }
        }
        let all = before.categories.keys().chain(after.categories.keys()).map(AsRef::as_ref);
        let ids = Named::keys(named.categories.as_ref(), named.products.as_ref(), all);
        let categories = ids.into_iter().map(|id| [before.category(id), after.category(id)]);
        let may_lose = |sides: &Sides<&Category>| self.seeks == Seeks::Everything || sides[0].is_some();
        let categories = categories.filter(|sides| may_lose(sides) && changed.category(*sides)).collect();
        Work { products, categories }
    }
}
