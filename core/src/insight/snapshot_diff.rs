//! The diff of two snapshots, which looks at what their records do not prove to be equal.

use super::diff::{Named, Wanted};
use super::difference::{DiffCounts, Difference, Row, same_swatches};
use super::records::Records;
use crate::fault::Fault;
use crate::limits::Limits;
use crate::model::{ContextRef, Field, KnownContexts};
use crate::snapshot::{Found, ItemView, Scratch, Shelf, Snapshot, View};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// Compares what two snapshots show; see [`crate::Diff`].
///
/// Each is asked under its own policy, and in the contexts that either knows
/// ([`Snapshot::known_contexts`]). Products whose records are equal under one policy are not asked at
/// all, also where the two files number their names in different ways; where both begin with the same
/// base, only what the deltas name is looked at.
///
/// ```
/// use omnimedia::{AssetBuilder, Diff, DocumentBuilder, Flatten, Kind, Limits, Policy, ProductBuilder};
/// use omnimedia::{Publication, SetBuilder, Snapshot};
/// let state = |asset: &str| -> Result<Snapshot<Vec<u8>>, Box<dyn std::error::Error>> {
///     let mut builder = Publication::builder(Limits::default());
///     builder.asset(AssetBuilder::new("A1", Kind::Image)).asset(AssetBuilder::new("A2", Kind::Image));
///     let media = DocumentBuilder::new().master(SetBuilder::new().primary([asset]));
///     builder.product(ProductBuilder::new("S1").document(media));
///     let same = DocumentBuilder::new().master(SetBuilder::new().primary(["A1"]));
///     builder.product(ProductBuilder::new("S2").document(same));
///     Ok(Snapshot::open(Flatten::new(&builder.build()?, Policy::default()).to_bytes()?)?)
/// };
/// let (before, after) = (state("A1")?, state("A2")?);
/// let counts = Diff::snapshots(&before, &after).counts()?;
/// assert_eq!((counts.covered(), counts.answers()), (1, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct SnapshotDiff<'s, A, B> {
    before: &'s Snapshot<A>,
    after: &'s Snapshot<B>,
    limits: Limits,
    named: Named,
}

/// A context, and its shelf on either side.
struct Shelves<'s> {
    context: ContextRef<'s>,
    shelves: [Shelf; 2],
}

/// A product on both sides, where it is there.
type Products<'s> = [Option<Found<'s>>; 2];

/// Compares one product after the other.
struct Asking<'x, 's, A, B> {
    diff: &'x SnapshotDiff<'s, A, B>,
    known: KnownContexts<'s>,
    /// The shelves of all contexts, where they are few.
    shelves: Vec<Shelves<'s>>,
    scratch: [Scratch; 2],
    /// Whether equal hashes mean that the same is shown in every language.
    by_hash: bool,
}

impl<'s, A: AsRef<[u8]> + Sync, B: AsRef<[u8]> + Sync> SnapshotDiff<'s, A, B> {
    /// The diff of two snapshots.
    #[must_use]
    pub fn new(before: &'s Snapshot<A>, after: &'s Snapshot<B>) -> Self {
        Self { before, after, limits: Limits::default(), named: Named::default() }
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

    /// Hands every difference to `each`, until it breaks off, and counts them, in the order of
    /// [`crate::Diff::run`].
    ///
    /// # Errors
    /// `limit_answers` for more answers to compare than the limit, before any is compared. Verify
    /// snapshots first: of bytes that are not what they were nothing sensible can be said.
    ///
    /// # Cost
    /// Linear in the records of both, or where they begin with the same base in those of the deltas;
    /// beyond that in the answers of the products that are not equal.
    pub fn run(&self, mut each: impl FnMut(Difference<'s>) -> ControlFlow<()>) -> Result<DiffCounts, Fault> {
        self.go(Some(&mut each))
    }

    /// Counts the differences without making rows.
    ///
    /// # Errors
    /// As [`SnapshotDiff::run`].
    ///
    /// # Cost
    /// That of [`SnapshotDiff::run`], without the rows.
    pub fn counts(&self) -> Result<DiffCounts, Fault> {
        self.go(None)
    }

    fn go(&self, mut row: Option<Row<'_, 's>>) -> Result<DiffCounts, Fault> {
        let mut records = Records::new(self.before, self.after);
        let products = records.products(&self.named);
        let categories = records.categories(&self.named);
        let mut counts = DiffCounts::default();
        if products.is_empty() && categories.is_empty() {
            return Ok(counts);
        }
        let known = self.before.known_contexts().union(&self.after.known_contexts());
        let questions = products.iter().map(|(number, wanted)| {
            let answers = if wanted.answers { subjects(&self.sides(number)).len() as u64 } else { 0 };
            answers.saturating_add(u64::from(wanted.swatches))
        });
        let questions = questions.fold(categories.len() as u64, u64::saturating_add);
        super::places::within(&self.limits, "a diff", questions.saturating_mul(known.len()))?;
        let mut asking = Asking::new(self, known, records.by_hash());
        for (number, wanted) in products {
            if asking.product(number, wanted, &mut counts, &mut row).is_break() {
                counts.broken_off = true;
                return Ok(counts);
            }
        }
        for id in categories {
            if asking.category(id, &mut counts, &mut row).is_break() {
                counts.broken_off = true;
                return Ok(counts);
            }
        }
        Ok(counts)
    }

    /// A product on both sides.
    fn sides(&self, number: &str) -> Products<'s> {
        let product = |found: Found<'s>| Some(found).filter(|found| found.variant().is_none());
        [self.before.find(number).ok().and_then(product), self.after.find(number).ok().and_then(product)]
    }
}

/// The product and its variants, by number, on both sides.
fn subjects<'s>(products: &Products<'s>) -> Vec<(Option<&'s str>, Products<'s>)> {
    let mut variants: BTreeMap<&'s str, Products<'s>> = BTreeMap::new();
    for (side, product) in products.iter().enumerate() {
        for variant in product.iter().flat_map(Found::variants) {
            if let Some(slot) = variants.entry(variant.number()).or_default().get_mut(side) {
                *slot = Some(variant);
            }
        }
    }
    let variants = variants.into_iter().map(|(number, found)| (Some(number), found));
    std::iter::once((None, *products)).chain(variants).collect()
}

impl<'x, 's, A: AsRef<[u8]> + Sync, B: AsRef<[u8]> + Sync> Asking<'x, 's, A, B> {
    fn new(diff: &'x SnapshotDiff<'s, A, B>, known: KnownContexts<'s>, by_hash: bool) -> Self {
        const FEW: u64 = 4_096;
        let scratch = [Scratch::new(), Scratch::new()];
        let mut asking = Self { diff, known, shelves: Vec::new(), scratch, by_hash };
        if asking.known.len() <= FEW {
            asking.shelves = asking.known.iter().map(|context| asking.shelves_of(context)).collect();
        }
        asking
    }

    fn shelves_of(&self, context: ContextRef<'s>) -> Shelves<'s> {
        let owned = context.to_context();
        Shelves { context, shelves: [self.diff.before.shelf_of(&owned), self.diff.after.shelf_of(&owned)] }
    }

    /// Calls `each` with every context, until it breaks off.
    fn each(&mut self, mut each: impl FnMut(&mut Self, &Shelves<'s>) -> ControlFlow<()>) -> ControlFlow<()> {
        if self.shelves.is_empty() {
            let known = self.known.clone();
            return known.iter().try_for_each(|context| {
                let shelves = self.shelves_of(context);
                each(self, &shelves)
            });
        }
        let shelves = std::mem::take(&mut self.shelves);
        let flow = shelves.iter().try_for_each(|shelves| each(self, shelves));
        self.shelves = shelves;
        flow
    }

    fn product(
        &mut self,
        number: &'s str,
        wanted: Wanted,
        counts: &mut DiffCounts,
        row: &mut Option<Row<'_, 's>>,
    ) -> ControlFlow<()> {
        let products = self.diff.sides(number);
        let contexts = self.known.len();
        let before = counts.total();
        let mut flow = ControlFlow::Continue(());
        if wanted.answers {
            let all = subjects(&products);
            counts.covered = counts.covered.saturating_add(contexts.saturating_mul(all.len() as u64));
            let [one, other] = products.map(|product| product.and_then(|product| product.name()));
            let by_hash = self.by_hash && one == other;
            flow = self.each(|asking, shelves| {
                for (variant, found) in &all {
                    asking.answer((number, *variant, found), shelves, by_hash, counts, row)?;
                }
                ControlFlow::Continue(())
            });
        }
        if wanted.swatches && flow.is_continue() {
            counts.covered = counts.covered.saturating_add(contexts);
            flow = self.each(|_, Shelves { context, shelves }| {
                let [one, other] = shelves;
                let of = |product: Option<Found<'s>>, shelf| {
                    product.and_then(|product| product.swatches(shelf).ok()).unwrap_or_default()
                };
                let (before, after) = (of(products[0], one), of(products[1], other));
                if same_swatches(&before, &after) {
                    return ControlFlow::Continue(());
                }
                counts.swatches = counts.swatches.saturating_add(1);
                let Some(row) = row else { return ControlFlow::Continue(()) };
                row(Difference::Swatches { product: number, context: *context, before, after })
            });
        }
        if counts.total() > before {
            counts.products = counts.products.saturating_add(1);
        }
        flow
    }

    fn answer(
        &mut self,
        (product, variant, found): (&'s str, Option<&'s str>, &Products<'s>),
        Shelves { context, shelves }: &Shelves<'s>,
        by_hash: bool,
        counts: &mut DiffCounts,
        row: &mut Option<Row<'_, 's>>,
    ) -> ControlFlow<()> {
        let [one, other] = &mut self.scratch;
        // a shelf of its own snapshot is never refused
        let view = |found: Option<Found<'s>>, shelf, scratch| found?.answer(shelf, scratch).ok();
        let before = view(found[0], &shelves[0], one);
        let after = view(found[1], &shelves[1], other);
        if let (Some(before), Some(after)) = (&before, &after)
            && (by_hash && before.hash() == after.hash() || same_view(before, after))
        {
            return ControlFlow::Continue(());
        }
        counts.answers = counts.answers.saturating_add(1);
        let Some(row) = row else { return ControlFlow::Continue(()) };
        let [before, after] = [before, after].map(|view| view.map(|view| Box::new(view.to_answer())));
        row(Difference::Answer { product, variant, context: *context, before, after })
    }

    fn category(
        &mut self,
        id: &'s str,
        counts: &mut DiffCounts,
        row: &mut Option<Row<'_, 's>>,
    ) -> ControlFlow<()> {
        counts.covered = counts.covered.saturating_add(self.known.len());
        let diff = self.diff;
        self.each(|_, Shelves { context, shelves }| {
            let before = diff.before.category_image(id, &shelves[0]).ok().map(Box::new);
            let after = diff.after.category_image(id, &shelves[1]).ok().map(Box::new);
            let same = match (&before, &after) {
                (Some(one), Some(other)) => one.shows_the_same(other),
                (Some(one), None) | (None, Some(one)) => one.shown().is_none(),
                (None, None) => true,
            };
            if same {
                return ControlFlow::Continue(());
            }
            counts.category_images = counts.category_images.saturating_add(1);
            let Some(row) = row else { return ControlFlow::Continue(()) };
            row(Difference::CategoryImage { category: id, context: *context, before, after })
        })
    }
}

/// Whether two views show the same.
fn same_view(one: &View<'_, '_>, other: &View<'_, '_>) -> bool {
    one.primary().map(Said).eq(other.primary().map(Said))
        && one.additional().map(Said).eq(other.additional().map(Said))
}

/// What an item says.
struct Said<'s, 'x>(ItemView<'s, 'x>);

impl<'t, 'y> PartialEq<Said<'t, 'y>> for Said<'_, '_> {
    fn eq(&self, Said(other): &Said<'t, 'y>) -> bool {
        let Said(one) = self;
        one.asset() == other.asset()
            && one.purpose() == other.purpose()
            && one.kind() == other.kind()
            && one.url() == other.url()
            && Field::ALL.into_iter().all(|field| one.text(field) == other.text(field))
            && one.tags() == other.tags()
    }
}
