//! The audit: what is wrong with a publication, as rows and as counts (SPEC section 14).

use super::cells::{Cells, Making, OF_ANSWERS, Wanted};
use super::finding::{AuditCounts, Check, Finding, FoundItem};
use super::kept::{Kept, OfPath};
use super::places::{Path, Place, Places, within};
use super::reading::Reading;
use super::used::Used;
use crate::fault::Fault;
use crate::flatten::{AHEAD, by_number, look_at};
use crate::limits::Limits;
use crate::model::{Level, Pattern, Product, Publication};
use crate::policy::Policy;
use std::hash::{BuildHasher, RandomState};
use std::ops::ControlFlow;

/// Looks for what is wrong with a publication: every product without a selection and every variant, in
/// every known context.
///
/// What each [`Check`] looks for is defined in `docs/insight.md`.
///
/// ```
/// use omnimedia::{AssetBuilder, Audit, Check, DocumentBuilder, Kind, Limits, Policy, ProductBuilder};
/// use omnimedia::{Publication, SetBuilder};
/// use std::ops::ControlFlow;
/// let mut builder = Publication::builder(Limits::default());
/// builder.asset(AssetBuilder::new("A1", Kind::Image));
/// let media = DocumentBuilder::new().master(SetBuilder::new().primary(["A1"]));
/// builder.product(ProductBuilder::new("S1").document(media));
/// builder.product(ProductBuilder::new("S2"));
/// let publication = builder.build()?;
/// let mut rows = Vec::new();
/// let counts = Audit::new(&publication, Policy::default()).run(|finding| {
///     rows.push(finding.to_string());
///     ControlFlow::Continue(())
/// })?;
/// assert_eq!(rows, ["no_alt: S1 in Omnichannel, Neutral: A1", "no_image: S2 in Omnichannel, Neutral"]);
/// assert_eq!((counts.answers(), counts.of(Check::NoImage)), (2, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Audit<'p> {
    publication: &'p Publication,
    policy: Policy,
    limits: Limits,
    checks: [bool; Check::COUNT],
}

/// Takes the rows.
type Row<'r, 'p> = &'r mut dyn FnMut(&Finding<'p, '_>) -> ControlFlow<()>;

impl<'p> Audit<'p> {
    /// An audit of a publication under a policy, by every check.
    #[must_use]
    pub fn new(publication: &'p Publication, policy: Policy) -> Self {
        Self { publication, policy, limits: Limits::default(), checks: [true; Check::COUNT] }
    }

    /// The limits; of these `answers` counts.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Looks for these alone.
    #[must_use]
    pub fn checks(mut self, checks: impl IntoIterator<Item = Check>) -> Self {
        self.checks = [false; Check::COUNT];
        for check in checks {
            if let Some(wanted) = self.checks.get_mut(check as usize) {
                *wanted = true;
            }
        }
        self
    }

    /// Hands every finding to `each`, until it breaks off, and counts them.
    ///
    /// Products come in the order of their numbers: first the answers, context by context, of the product
    /// and of its variants in their order; then its sets, document by document. Assets come last, by id.
    ///
    /// # Errors
    /// `limit_answers` for more answers than the limit, before any is looked at; `duplicate_document`
    /// where the policy's parents make two documents of a product one; `bad_policy` for parents that
    /// this build has no data of.
    ///
    /// # Cost
    /// Linear in the publication and in the rows, and for each product in the known contexts and in the
    /// sets and items of the answers that differ. Memory for one product and the names.
    pub fn run(
        &self,
        mut each: impl FnMut(&Finding<'p, '_>) -> ControlFlow<()>,
    ) -> Result<AuditCounts, Fault> {
        self.go(Some(&mut each))
    }

    /// Counts the findings without making rows.
    ///
    /// # Errors
    /// As [`Audit::run`].
    ///
    /// # Cost
    /// That of [`Audit::run`], without the rows.
    pub fn counts(&self) -> Result<AuditCounts, Fault> {
        self.go(None)
    }

    fn wants(&self, check: Check) -> bool {
        self.checks.get(check as usize).copied().unwrap_or(false)
    }

    fn go(&self, mut row: Option<Row<'_, 'p>>) -> Result<AuditCounts, Fault> {
        let publication = self.publication;
        let places = Places::new(publication.known_contexts(), self.policy)?;
        let subjects =
            publication.products.values().map(|product| (product.variants.len() as u64).saturating_add(1));
        let answers = subjects.fold(0u64, u64::saturating_add).saturating_mul(places.len());
        within(&self.limits, "an audit", answers)?;
        let mut counts = AuditCounts::default();
        let mut products: Vec<&Product> = publication.products.values().collect();
        by_number(&mut products);
        let mut one = OfProduct {
            audit: self,
            places: &places,
            reading: Reading::default(),
            making: Making::default(),
            cells: Kept::default(),
            seed: RandomState::new().hash_one("the sets of a variant"),
        };
        let mut used = Used::new(publication);
        let mut chunks = products.chunks(AHEAD).peekable();
        while let Some(products) = chunks.next() {
            look_at(chunks.peek().copied().unwrap_or_default());
            for product in products {
                used.product(product);
                if one.product(product, &mut counts, &mut row)?.is_break() {
                    counts.broken_off = true;
                    return Ok(counts);
                }
            }
        }
        used.rest();
        counts.broken_off = self.assets(&used, &mut counts, &mut row).is_break();
        Ok(counts)
    }

    fn assets(
        &self,
        used: &Used<'p>,
        counts: &mut AuditCounts,
        row: &mut Option<Row<'_, 'p>>,
    ) -> ControlFlow<()> {
        let mut found: Vec<(&str, Check)> = Vec::new();
        for (at, asset) in self.publication.assets.values().enumerate() {
            let check = match used.is_used(at) {
                false => Check::UnusedAsset,
                true if !asset.published => Check::UnpublishedAsset,
                true => continue,
            };
            if self.wants(check) {
                found.push((&asset.id, check));
            }
        }
        if self.wants(Check::UnpublishedAsset) {
            // of a tenant, a publication has the published assets alone
            found.extend(used.missing().map(|asset| (asset, Check::UnpublishedAsset)));
        }
        found.sort_unstable();
        for (asset, check) in found {
            counts.add(check, 1);
            if let Some(row) = row {
                row(&Finding { items: &[FoundItem { list: None, asset }], ..Finding::new(check) })?;
            }
        }
        ControlFlow::Continue(())
    }
}

/// The audit of one product after the other.
struct OfProduct<'x, 'p> {
    audit: &'x Audit<'p>,
    places: &'x Places<'p>,
    reading: Reading<'p>,
    making: Making<'p>,
    cells: Kept<Cells<'p>>,
    seed: u64,
}

impl<'p> OfProduct<'_, 'p> {
    fn product(
        &mut self,
        product: &'p Product,
        counts: &mut AuditCounts,
        row: &mut Option<Row<'_, 'p>>,
    ) -> Result<ControlFlow<()>, Fault> {
        self.reading.read(product, self.places, self.seed)?;
        self.cells.clear();
        self.making.voices.begin(self.reading.documents.len(), self.reading.sets);
        let places = self.places;
        let mut path = Path::new();
        let mut last = usize::MAX;
        let broken = places.each(|place| {
            self.reading.path(places, place, &mut path);
            if self.cells.get(last).is_none_or(|cells| *cells.path() != path) {
                last = self.cells_of(product, &path);
            }
            counts.answers = counts.answers.saturating_add((product.variants.len() as u64).saturating_add(1));
            self.answers(product, last, place, counts, row).break_value()
        });
        if broken.is_some() {
            return Ok(ControlFlow::Break(()));
        }
        Ok(self.sets(product, counts, row))
    }

    /// The place of the answers along a path, which are made where they are not there.
    fn cells_of(&mut self, product: &'p Product, path: &Path) -> usize {
        if let Some(known) = self.cells.find(path) {
            return known;
        }
        let audit = self.audit;
        let wanted = Wanted {
            inheritance: audit.policy.inheritance,
            answers: OF_ANSWERS.into_iter().any(|check| audit.wants(check)),
            redundant: audit.wants(Check::Redundant),
        };
        let of = (&self.reading, product);
        self.cells.keep(Cells::new(audit.publication, of, path, wanted, &mut self.making))
    }

    /// What is found in the answers of a place.
    fn answers(
        &mut self,
        product: &'p Product,
        cells: usize,
        place: &Place<'p>,
        counts: &mut AuditCounts,
        row: &mut Option<Row<'_, 'p>>,
    ) -> ControlFlow<()> {
        let Self { audit, places, reading, .. } = self;
        let Some(cells) = self.cells.get_mut(cells) else { return ControlFlow::Continue(()) };
        let Some(flavour) = cells.flavour(&reading.weights, places, place) else {
            return ControlFlow::Continue(());
        };
        let mut wanted = 0u8;
        for (bit, (check, count)) in OF_ANSWERS.into_iter().zip(flavour.counts).enumerate() {
            // that Omnichannel, Neutral is answered from itself says nothing
            let is_plain = check == Check::OmnichannelOnly && place.context == Default::default();
            if count > 0 && audit.wants(check) && !is_plain {
                counts.add(check, count);
                wanted |= 1 << bit;
            }
        }
        let Some(row) = row.as_mut().filter(|_| wanted != 0) else { return ControlFlow::Continue(()) };
        let variants = product.variants.iter().map(|variant| Some(&*variant.number)).zip(&reading.groups);
        for (variant, group) in std::iter::once((None, &0)).chain(variants) {
            let group = *group as usize;
            let found = flavour.found.get(group).copied().unwrap_or(0) & wanted;
            for (bit, check) in OF_ANSWERS.into_iter().enumerate().filter(|(bit, _)| found >> bit & 1 != 0) {
                debug_assert!(bit < OF_ANSWERS.len());
                let items = flavour.items(group, check);
                row(&Finding {
                    product: Some(&product.number),
                    variant,
                    context: Some(place.context),
                    items,
                    ..Finding::new(check)
                })?;
            }
        }
        ControlFlow::Continue(())
    }

    /// What is found in the documents of a product.
    fn sets(
        &mut self,
        product: &'p Product,
        counts: &mut AuditCounts,
        row: &mut Option<Row<'_, 'p>>,
    ) -> ControlFlow<()> {
        let voices = &self.making.voices;
        let is = |all: &[bool], at: usize| all.get(at).copied().unwrap_or(true);
        for (at, reader) in self.reading.documents.iter().enumerate() {
            let document = reader.document;
            let of_document = match (is(&voices.heard_documents, at), is(&voices.missed_documents, at)) {
                (false, _) => Some(Check::Unheard),
                (true, false) if self.audit.wants(Check::Redundant) => Some(Check::Redundant),
                _ => None,
            };
            let mut find = |check: Option<Check>, level, variant, pattern: Option<&Pattern>| {
                let Some(check) = check.filter(|check| self.audit.wants(*check)) else {
                    return ControlFlow::Continue(());
                };
                counts.add(check, 1);
                let Some(row) = row else { return ControlFlow::Continue(()) };
                row(&Finding {
                    product: Some(&product.number),
                    variant,
                    context: Some(document.context.as_ref()),
                    level,
                    pattern: &pattern.map(|pattern| fixed(product, pattern)).unwrap_or_default(),
                    ..Finding::new(check)
                })
            };
            find(of_document, None, None, None)?;
            if of_document.is_some() {
                continue;
            }
            let mut number = reader.first_set as usize;
            let mut next = || {
                let set = number;
                number = number.saturating_add(1);
                match (is(&voices.heard_sets, set), is(&voices.missed_sets, set)) {
                    (false, _) => Some(Check::Unheard),
                    (true, false) => Some(Check::Redundant),
                    (true, true) => None,
                }
            };
            let master = next().filter(|_| document.master.is_some());
            find(master, Some(Level::Master), None, None)?;
            for (pattern, _) in &document.patterns {
                find(next(), Some(Level::Dimensions), None, Some(pattern))?;
            }
            for (variant, _) in &document.variants {
                let number = product.variants.get(*variant as usize).map(|variant| &*variant.number);
                find(next(), Some(Level::Variant), number, None)?;
            }
        }
        ControlFlow::Continue(())
    }
}

/// The fixed values of a pattern.
pub(super) fn fixed<'p>(product: &'p Product, pattern: &Pattern) -> Vec<(&'p str, &'p str)> {
    let values = product.dimensions.iter().zip(pattern.values());
    values
        .filter_map(|(dimension, value)| Some((&*dimension.name, &**dimension.values.get(value?)?)))
        .collect()
}
