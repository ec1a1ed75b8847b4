//! Changes: a delta on top of a snapshot, in time proportional to what changed (SPEC section 9).

use super::finish::{Below, rules};
use super::flat::Flat;
use super::names::BaseNames;
use super::product::Flattener;
use super::product_parts::flat_paint;
use super::writer::Writer;
use super::{Library, flat_category, flat_channel};
use crate::fault::{Code, Fault, shortened};
use crate::locale::Tag;
use crate::model::Publication;
use crate::snapshot::layout::Section;
use crate::snapshot::{Found, Snapshot};
use std::collections::{BTreeSet, HashSet};

/// What changed since a snapshot was written; it becomes a delta.
///
/// Name everything that changed, was added or was removed. The publication is the state after the
/// change: what is named and not in it is removed. It need not be whole: what is named, and the
/// assets that it uses, are all that is looked at. A changed asset is a change of every product,
/// category and central swatch that uses it; [`Change::asset`] finds those.
///
/// ```
/// use omnimedia::{AssetBuilder, DocumentBuilder, Flatten, Kind, Limits, Policy, ProductBuilder};
/// use omnimedia::{Publication, Scratch, SetBuilder, Snapshot};
/// let state = |asset: &str| {
///     let mut builder = Publication::builder(Limits::default());
///     builder.asset(AssetBuilder::new("A1", Kind::Image)).asset(AssetBuilder::new("A2", Kind::Image));
///     let media = DocumentBuilder::new().master(SetBuilder::new().primary([asset]));
///     builder.product(ProductBuilder::new("S1").document(media));
///     builder.build()
/// };
/// let (before, after) = (state("A1")?, state("A2")?);
/// let base = Snapshot::open(Flatten::new(&before, Policy::default()).to_bytes()?)?;
/// let mut change = Flatten::change(&after, &base)?;
/// change.product("S1");
/// let delta = change.to_bytes()?;
/// let base = base.bytes().next().map(<[u8]>::to_vec).unwrap_or_default();
/// let changed = Snapshot::open_with(base, [delta])?;
/// assert_eq!(Flatten::compact(&changed)?, Flatten::new(&after, Policy::default()).to_bytes()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Change<'p, B> {
    publication: &'p Publication,
    base: &'p Snapshot<B>,
    products: BTreeSet<String>,
    categories: BTreeSet<String>,
    channels: BTreeSet<String>,
    swatches: BTreeSet<(String, String)>,
}

impl<B: AsRef<[u8]> + Sync> BaseNames for Snapshot<B> {
    fn counts(&self) -> [u32; 3] {
        let top = self.top();
        let mut counts =
            [Section::Catalogs, Section::Channels, Section::Locales].map(|section| top.count(section));
        for (count, below) in counts.iter_mut().zip(top.meta.below) {
            *count = count.saturating_add(below);
        }
        counts
    }

    fn catalog(&self, name: &str) -> Option<u32> {
        self.catalog_number(name)
    }

    fn channel(&self, name: &str) -> Option<u32> {
        self.channel_number(name)
    }

    fn locale(&self, tag: Tag) -> Option<u32> {
        self.named_locale(tag)
    }
}

impl<'p, B: AsRef<[u8]> + Sync> Change<'p, B> {
    pub(crate) fn new(publication: &'p Publication, base: &'p Snapshot<B>) -> Result<Self, Fault> {
        let bottom =
            base.layers.first().map(|layer| layer.as_ref().section(Section::Rules)).unwrap_or_default();
        if bottom != rules(base.policy()) {
            return Err(Fault::new(
                Code::WrongPolicy,
                "the snapshot was flattened under other locale rules than this library's",
                "flatten the publication again, whole",
            ));
        }
        Ok(Self {
            publication,
            base,
            products: BTreeSet::new(),
            categories: BTreeSet::new(),
            channels: BTreeSet::new(),
            swatches: BTreeSet::new(),
        })
    }

    /// A product changed, was added or removed. A variant changes with its product.
    pub fn product(&mut self, number: impl Into<String>) -> &mut Self {
        self.products.insert(number.into());
        self
    }

    /// A category changed, was added or removed.
    pub fn category(&mut self, id: impl Into<String>) -> &mut Self {
        self.categories.insert(id.into());
        self
    }

    /// A channel of the publication's list changed, was added or removed.
    pub fn channel(&mut self, id: impl Into<String>) -> &mut Self {
        self.channels.insert(id.into());
        self
    }

    /// A central swatch changed, was added or removed.
    pub fn swatch(&mut self, dimension: impl Into<String>, value: impl Into<String>) -> &mut Self {
        self.swatches.insert((dimension.into(), value.into()));
        self
    }

    /// An asset changed, was added or removed: everything in the publication that uses it changes.
    ///
    /// # Cost
    /// The first asset costs an index over the publication, the others what uses them.
    pub fn asset(&mut self, id: &str) -> &mut Self {
        let users = self.publication.users(id);
        self.products.extend(users.products().map(str::to_owned));
        self.categories.extend(users.categories().map(str::to_owned));
        self.swatches
            .extend(users.swatches().map(|(dimension, value)| (dimension.to_owned(), value.to_owned())));
        self
    }

    /// The delta.
    ///
    /// # Errors
    /// As [`crate::Flatten::to_bytes`]; `duplicate_identifier` for a number or record id that a
    /// product which is not part of the change has.
    ///
    /// # Cost
    /// Linear in what changed.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Fault> {
        let policy = self.base.policy();
        let mut writer = Writer::new(policy, Some(self.base))?;
        let source = Library::new(self.publication, policy)?;
        let mut flattener = Flattener::new(self.publication, policy)?;
        let mut flat = Flat::default();
        let mut numbers: HashSet<&str> = HashSet::new();
        let mut record_ids: HashSet<u64> = HashSet::new();
        for number in &self.products {
            let Some(product) = self.publication.product(number) else { continue };
            numbers.insert(product.number());
            record_ids.extend(product.record_id());
            for variant in product.variants() {
                numbers.insert(variant.number());
                record_ids.extend(variant.record_id());
            }
            flattener.product(product, &mut flat)?;
            writer.push(&source, &flat)?;
        }
        self.refuse_taken(&numbers, &record_ids)?;
        self.remove(&mut writer, &numbers, &record_ids);
        for id in &self.channels {
            match self.publication.channels.get(id.as_str()) {
                Some(channel) => writer.channel(&flat_channel(channel))?,
                None => writer.remove_channel(id)?,
            }
        }
        for (dimension, value) in &self.swatches {
            let swatch = self.publication.central_swatch(dimension, value);
            let paint = swatch.map(|swatch| flat_paint(self.publication, swatch.paint()));
            writer.central(&source, (dimension, value), paint.as_ref())?;
        }
        for id in &self.categories {
            match self.publication.category(id) {
                Some(category) => writer.category(&source, &flat_category(category, &source)?)?,
                None => writer.remove_category(id)?,
            }
        }
        writer.finish(Some(Below { content: self.base.content_hash() }))
    }

    /// Refuses numbers and record ids that something else has.
    fn refuse_taken(&self, numbers: &HashSet<&str>, record_ids: &HashSet<u64>) -> Result<(), Fault> {
        let taken = |found: &Found<'_>| !self.products.contains(found.product());
        let fault = |what: &str, id: &str, found: &Found<'_>| {
            Fault::new(
                Code::DuplicateIdentifier,
                format!(
                    "the {what} `{}` is one of the product `{}` already",
                    shortened(id),
                    shortened(found.product())
                ),
                "name that product in the change too, or use another",
            )
        };
        for number in numbers {
            if let Some(found) = self.base.find(number).ok().filter(taken) {
                return Err(fault("number", number, &found));
            }
        }
        for id in record_ids {
            if let Some(found) = self.base.find_record_id(*id).ok().filter(taken) {
                return Err(fault("record id", &id.to_string(), &found));
            }
        }
        Ok(())
    }

    /// Removes the numbers and record ids that changed products no longer have.
    fn remove(&self, writer: &mut Writer<'_>, numbers: &HashSet<&str>, record_ids: &HashSet<u64>) {
        for number in &self.products {
            // a variant's number names no product
            let Some(found) = self.base.find(number).ok().filter(|found| found.ordinal() == 0) else {
                continue;
            };
            for found in std::iter::once(found).chain(found.variants()) {
                if !numbers.contains(found.number()) {
                    writer.removed_numbers.push(found.number().into());
                }
                let id = found.record_id().filter(|id| !record_ids.contains(id));
                writer.removed_record_ids.extend(id);
            }
        }
    }
}
