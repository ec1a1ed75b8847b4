//! Minimise: fewer sets, the same answers (SPEC section 14).

mod across;
mod candidates;
mod check_in;
mod content;
mod judge;
mod ladders;
mod merge;
mod minimised;
mod proof;
mod remove;
mod search;
mod selections;
mod state;
#[cfg(test)]
mod tests;

pub use check_in::CheckedIn;
pub use minimised::{MediaSize, MinimiseCounts, Minimised};
pub use selections::ChangedSelection;

use super::places::within;
use crate::fault::{Fault, Faults};
use crate::flatten::by_number;
use crate::limits::Limits;
use crate::model::{Document, Product, Publication};
use crate::policy::{Parents, Policy};
use judge::Judge;
use ladders::{Ladders, SEARCH};
use selections::Selections;
use state::State;
use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasher, RandomState};
use std::ops::ControlFlow;
use std::rc::Rc;

/// Selections of a product that are listed, unless the caller says otherwise.
const LISTED: usize = 100;
/// Steps of work for a product, and for each of its answers along each path of documents.
const STEPS: u64 = 1 << 22;
const STEPS_OF_ANSWER: u64 = 1 << 10;
/// Looks at patterns, for every variant once, up to which a product is searched at all.
const LOOKS: u64 = 1 << 28;

/// Finds documents with fewer sets that show the same: for every variant and for the product without a
/// selection, in every context there can be, under one policy.
///
/// What *the same* is, what is tried, and what is not, is told in `docs/insight.md`.
///
/// ```
/// use omnimedia::{AssetBuilder, DocumentBuilder, Kind, Limits, Minimise, Policy, ProductBuilder};
/// use omnimedia::{Publication, SetBuilder, VariantBuilder};
/// let set = |asset: &str| SetBuilder::new().primary([asset]);
/// let variant = |number: &str, color: &str, size: &str| {
///     VariantBuilder::new(number, [("Color", color), ("Size", size)])
/// };
/// let mut builder = Publication::builder(Limits::default());
/// builder.asset(AssetBuilder::new("blue", Kind::Image)).asset(AssetBuilder::new("red", Kind::Image));
/// builder.product(
///     ProductBuilder::new("S1")
///         .dimension("Color", ["Blue", "Red"])
///         .dimension("Size", ["S", "M"])
///         .variant(variant("BS", "Blue", "S"))
///         .variant(variant("BM", "Blue", "M"))
///         .variant(variant("RS", "Red", "S"))
///         .variant(variant("RM", "Red", "M"))
///         .document(
///             DocumentBuilder::new()
///                 .master(set("blue"))
///                 .variant("BS", set("blue"))
///                 .variant("BM", set("blue"))
///                 .variant("RS", set("red"))
///                 .variant("RM", set("red")),
///         ),
/// );
/// let publication = builder.build()?;
/// let (fewer, counts) = Minimise::new(&publication, Policy::default()).publication()?;
/// assert_eq!((counts.before().sets, counts.after().sets), (5, 2));
/// let media = DocumentBuilder::new().master(set("blue")).dimensions([("Color", "Red")], set("red"));
/// let product = fewer.products().next().ok_or("no product")?;
/// assert_eq!(product.documents()[0].to_builder(product), media);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Minimise<'p> {
    publication: &'p Publication,
    policy: Policy,
    limits: Limits,
    products: Option<BTreeSet<String>>,
    listed: usize,
}

/// What became of a product.
enum Outcome<'p> {
    Same,
    Fewer(Box<Minimised<'p>>),
    Unproved,
}

impl<'p> Minimise<'p> {
    /// Fewer sets for a publication under a policy.
    #[must_use]
    pub fn new(publication: &'p Publication, policy: Policy) -> Self {
        Self { publication, policy, limits: Limits::default(), products: None, listed: LISTED }
    }

    /// The limits; of these `answers` counts.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Looks at these products alone.
    #[must_use]
    pub fn products(mut self, numbers: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.products.get_or_insert_default().extend(numbers.into_iter().map(Into::into));
        self
    }

    /// Lists up to so many changed selections of a product: 100 unless said.
    #[must_use]
    pub fn selections(mut self, most: usize) -> Self {
        self.listed = most;
        self
    }

    /// Hands every product that shows the same with fewer sets to `each`, until it breaks off, and
    /// counts. Products come in the order of their numbers.
    ///
    /// Before a product is handed out, all that it shows is compared with what it showed.
    ///
    /// # Errors
    /// `limit_answers` for more answers than the limit, before any is looked at: of every product and
    /// variant, in the contexts that the documents of the product come to; `duplicate_document` where
    /// the policy's parents make two documents of a product one; `bad_policy` for parents that this
    /// build has no data of.
    ///
    /// # Cost
    /// For each product a multiple of its answers along each path of documents, and no more than a
    /// bound that grows with these; what does not come to an end by then says so. Memory for one
    /// product.
    pub fn run(
        &self,
        mut each: impl FnMut(&Minimised<'p>) -> ControlFlow<()>,
    ) -> Result<MinimiseCounts, Fault> {
        self.go(&mut |minimised| each(&minimised))
    }

    /// The whole publication with fewer sets, and how many.
    ///
    /// # Errors
    /// As [`Minimise::run`].
    ///
    /// # Cost
    /// As [`Minimise::run`]; memory for the publication that is made.
    pub fn publication(&self) -> Result<(Publication, MinimiseCounts), Faults> {
        self.publication_with(|_| ControlFlow::Continue(()))
    }

    /// The same, and hands every product that has fewer sets to `each`, as [`Minimise::run`] does. Where
    /// that breaks off, the products behind stay as they were.
    ///
    /// # Errors
    /// As [`Minimise::run`].
    ///
    /// # Cost
    /// As [`Minimise::publication`].
    ///
    /// # Example
    /// ```
    /// use omnimedia::{DocumentBuilder, Limits, Minimise, Policy, ProductBuilder, Publication, SetBuilder};
    /// use std::ops::ControlFlow;
    /// let set = || SetBuilder::new().primary(["A1"]);
    /// let mut builder = Publication::builder(Limits::default());
    /// for number in ["S1", "S2"] {
    ///     builder.product(
    ///         ProductBuilder::new(number)
    ///             .document(DocumentBuilder::new().master(set()))
    ///             .document(DocumentBuilder::new().channel("128").master(set())),
    ///     );
    /// }
    /// let publication = builder.build()?;
    /// let (fewer, counts) = Minimise::new(&publication, Policy::default()).publication_with(|minimised| {
    ///     assert_eq!(minimised.product(), "S1");
    ///     ControlFlow::Break(())
    /// })?;
    /// let documents = fewer.products().map(|product| product.documents().len()).collect::<Vec<_>>();
    /// assert_eq!((documents, counts.is_complete()), (vec![1, 2], false));
    /// # Ok::<(), omnimedia::Faults>(())
    /// ```
    pub fn publication_with(
        &self,
        mut each: impl FnMut(&Minimised<'p>) -> ControlFlow<()>,
    ) -> Result<(Publication, MinimiseCounts), Faults> {
        let mut changed: HashMap<&'p str, Product> = HashMap::new();
        let counts = self.go(&mut |minimised| {
            let flow = each(&minimised);
            changed.insert(minimised.product(), minimised.after);
            flow
        })?;
        // what was read within other limits is not refused now
        let limits = Limits { identifier: usize::MAX, documents: usize::MAX, ..self.limits.clone() };
        let mut builder = Publication::builder(limits);
        let from = self.publication;
        from.channels().for_each(|channel| _ = builder.channel(channel.to_builder()));
        from.central_swatches().for_each(|swatch| _ = builder.swatch(swatch.to_builder()));
        from.assets().for_each(|asset| _ = builder.asset(asset.to_builder()));
        from.categories().for_each(|category| _ = builder.category(category.to_builder()));
        for product in from.products() {
            let product = changed.remove(product.number()).unwrap_or_else(|| product.clone());
            builder.checked_product(product);
        }
        Ok((builder.build()?, counts))
    }

    fn go(&self, each: &mut dyn FnMut(Minimised<'p>) -> ControlFlow<()>) -> Result<MinimiseCounts, Fault> {
        let mut products: Vec<&'p Product> = match &self.products {
            None => self.publication.products().collect(),
            Some(named) => named.iter().filter_map(|number| self.publication.product(number)).collect(),
        };
        by_number(&mut products);
        let answers =
            products.iter().map(|product| Ladders::answers(product)).fold(0u64, u64::saturating_add);
        within(&self.limits, SEARCH, answers)?;
        // no other parents ask for locales that no document names
        let known = match self.policy.parents {
            Parents::Cldr => self.publication.known_contexts().locales().collect(),
            Parents::None | Parents::Truncate => BTreeSet::new(),
        };
        let seed = RandomState::new().hash_one("sets that agree");
        let mut counts = MinimiseCounts::default();
        let mut last = None;
        for product in products {
            let ladders = Ladders::of(product, self.policy, &known, &self.limits, last.take())?;
            let outcome = self.product(product, &ladders, seed, &mut counts)?;
            last = Some(ladders);
            let size = MediaSize::of(product);
            counts.products = counts.products.saturating_add(1);
            counts.before.add(size);
            match outcome {
                Outcome::Same => counts.after.add(size),
                Outcome::Unproved => {
                    counts.after.add(size);
                    counts.unproved = counts.unproved.saturating_add(1);
                }
                Outcome::Fewer(minimised) => {
                    counts.after.add(minimised.after());
                    counts.changed = counts.changed.saturating_add(1);
                    counts.selections = counts.selections.saturating_add(minimised.selections_changed());
                    if each(*minimised).is_break() {
                        counts.broken_off = true;
                        return Ok(counts);
                    }
                }
            }
        }
        Ok(counts)
    }

    fn product(
        &self,
        product: &'p Product,
        ladders: &Rc<Ladders<'p>>,
        seed: u64,
        counts: &mut MinimiseCounts,
    ) -> Result<Outcome<'p>, Fault> {
        if product.documents.is_empty() {
            return Ok(Outcome::Same);
        }
        let answers =
            (product.variants.len() as u64).saturating_add(1).saturating_mul(ladders.paths.len() as u64);
        let steps = answers.saturating_mul(STEPS_OF_ANSWER).saturating_add(STEPS);
        let before = State::new(product, self.policy.inheritance, steps);
        if before.looks() > LOOKS {
            counts.unfinished = counts.unfinished.saturating_add(1);
            return Ok(Outcome::Same);
        }
        let mut judge = Judge::new(&before, &ladders.paths);
        let mut after = before.clone();
        search::search(&mut after, &mut judge, seed);
        let finished = !after.is_spent();
        counts.unfinished = counts.unfinished.saturating_add(u64::from(!finished));
        let documents = after.documents();
        if documents.len() == product.documents.len() && before.size() == after.size() {
            return Ok(Outcome::Same);
        }
        let selections = selections::changed([&before, &after], &mut judge, ladders, self.listed);
        self.proved(product, documents, ladders, seed, (selections, finished))
    }

    /// The product with these documents, where they show the same.
    fn proved(
        &self,
        product: &'p Product,
        documents: Vec<Document>,
        ladders: &Ladders<'p>,
        seed: u64,
        (selections, finished): (Selections<'p>, bool),
    ) -> Result<Outcome<'p>, Fault> {
        let after = Product { documents: documents.into(), ..without_media(product) };
        let sizes = [MediaSize::of(product), MediaSize::of(&after)];
        let [before, now] = sizes;
        let larger = now.sets > before.sets || now.items > before.items || now.documents > before.documents;
        if larger || !proof::shows_the_same(product, &after, &ladders.places, self.policy, seed)? {
            return Ok(Outcome::Unproved);
        }
        Ok(Outcome::Fewer(Box::new(Minimised { before: product, after, sizes, selections, finished })))
    }
}

/// A copy of a product without its documents.
fn without_media(product: &Product) -> Product {
    Product {
        number: product.number.clone(),
        record_id: product.record_id,
        name: product.name.clone(),
        categories: product.categories.clone(),
        dimensions: product.dimensions.clone(),
        variants: product.variants.clone(),
        values: product.values.clone(),
        documents: Box::default(),
        properties: product.properties.clone(),
    }
}
