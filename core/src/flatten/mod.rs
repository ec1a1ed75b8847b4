//! Flattening: from a publication to the bytes of a snapshot (SPEC section 9).

mod ahead;
mod answers;
mod budget;
mod change;
mod entities;
mod finish;
mod flat;
mod groups;
mod index;
mod names;
mod paths;
mod pool;
mod product;
mod product_parts;
mod rewrite;
mod shards;
#[cfg(test)]
mod tests;
mod write_product;
mod writer;

pub(crate) use ahead::{AHEAD, look_at};
pub use change::Change;

use crate::fault::{Code, Fault, shortened};
use crate::model::{Category, CentralSwatch, Channel, Product, Publication};
use crate::policy::Policy;
use crate::snapshot::Snapshot;
use flat::{AssetData, Assets, Flat, FlatCategory, FlatCategoryDocument, FlatChannel, FlatImage};
use product::Flattener;
use writer::Writer;

/// Prepares every query of a publication under a policy, as the bytes of a [`crate::Snapshot`].
///
/// The bytes depend on the publication and the policy alone.
///
/// ```
/// use omnimedia::{AssetBuilder, DocumentBuilder, Flatten, Kind, Limits, Policy, ProductBuilder};
/// use omnimedia::{Publication, SetBuilder, Snapshot};
/// let mut builder = Publication::builder(Limits::default());
/// builder.asset(AssetBuilder::new("A1", Kind::Image));
/// builder.product(
///     ProductBuilder::new("S1").document(DocumentBuilder::new().master(SetBuilder::new().primary(["A1"]))),
/// );
/// let publication = builder.build()?;
/// let bytes = Flatten::new(&publication, Policy::default()).to_bytes()?;
/// assert_eq!(Snapshot::open(bytes)?.policy(), Policy::default());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Flatten<'p> {
    publication: &'p Publication,
    policy: Policy,
}

impl<'p> Flatten<'p> {
    /// Flattens a publication under a policy.
    #[must_use]
    pub fn new(publication: &'p Publication, policy: Policy) -> Self {
        Self { publication, policy }
    }

    /// Flattens product by product: `head` has the assets, channels, categories and central swatches;
    /// its products, if it has any, are left aside.
    ///
    /// # Errors
    /// `bad_policy` for parents that this build has no data of.
    pub fn start(policy: Policy, head: &'p Publication) -> Result<FlattenProducts<'p>, Fault> {
        Ok(FlattenProducts {
            head,
            policy,
            writer: Writer::new(policy, None)?,
            last: String::new(),
            in_order: true,
            is_empty: true,
            stopped: None,
        })
    }

    /// The bytes of the snapshot.
    ///
    /// # Errors
    /// `duplicate_document` where the policy's parents make two documents of one product or category
    /// one; `limit_snapshot` for more than a snapshot can number; `bad_policy` for parents that this
    /// build has no data of.
    ///
    /// # Cost
    /// Linear in the publication but for sorting products by number; memory for the output.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Fault> {
        let publication = self.publication;
        let mut writer = Writer::new(self.policy, None)?;
        let source = Library::new(publication, self.policy)?;
        let mut flattener = Flattener::new(publication, self.policy)?;
        let mut products: Vec<&Product> = publication.products.values().collect();
        by_number(&mut products);
        writer.reserve(&products, publication.assets.len());
        let mut flat = Flat::default();
        let mut chunks = products.chunks(ahead::AHEAD).peekable();
        while let Some(products) = chunks.next() {
            ahead::look_at(chunks.peek().copied().unwrap_or_default());
            for product in products {
                flattener.product(product, &mut flat)?;
                writer.push(&source, &flat)?;
            }
        }
        drop(flat);
        write_head(&mut writer, &source)?;
        writer.finish(None)
    }

    /// Prepares a change of `base`: the publication is the state after it, or as much of it as the
    /// change names. Its bytes must be such as threads can share, so that whatever writes a snapshot can be
    /// handed to another thread.
    ///
    /// # Errors
    /// `wrong_policy` where `base` was flattened under locale rules that are not this library's.
    pub fn change<B: AsRef<[u8]> + Sync>(
        publication: &'p Publication,
        base: &'p Snapshot<B>,
    ) -> Result<Change<'p, B>, Fault> {
        Change::new(publication, base)
    }

    /// The bytes of a base with its deltas, flattened as one: those of a full build of the same state.
    ///
    /// # Errors
    /// `snapshot_damaged` where bytes are not what they were; verify the snapshot first.
    ///
    /// # Cost
    /// Linear in the snapshot; memory for the output.
    pub fn compact<B: AsRef<[u8]> + Sync>(snapshot: &Snapshot<B>) -> Result<Vec<u8>, Fault> {
        rewrite::compact(snapshot)
    }
}

/// Puts products in the order of their numbers; most differ in the first bytes, which are kept at hand.
pub(crate) fn by_number(products: &mut Vec<&Product>) {
    let start = |product: &Product| {
        let mut start = [0; 8];
        start.iter_mut().zip(product.number.bytes()).for_each(|(to, byte)| *to = byte);
        u64::from_be_bytes(start)
    };
    let mut keyed: Vec<(u64, &Product)> = products.iter().map(|product| (start(product), *product)).collect();
    keyed.sort_unstable_by(|(one_start, one), (other_start, other)| {
        one_start.cmp(other_start).then_with(|| one.number.cmp(&other.number))
    });
    products.clear();
    products.extend(keyed.into_iter().map(|(_, product)| product));
}

/// Flattens product by product, in any order; see [`Flatten::start`].
///
/// ```
/// use omnimedia::{DocumentBuilder, Flatten, Limits, Policy, ProductBuilder, Publication, SetBuilder};
/// use omnimedia::{AssetBuilder, Kind, Snapshot};
/// let mut head = Publication::builder(Limits::default());
/// head.asset(AssetBuilder::new("A1", Kind::Image));
/// let head = head.build()?;
/// let mut flatten = Flatten::start(Policy::default(), &head)?;
/// for number in ["S2", "S1"] {
///     let media = DocumentBuilder::new().master(SetBuilder::new().primary(["A1"]));
///     flatten.push(&ProductBuilder::new(number).document(media).build(&Limits::default())?)?;
/// }
/// let snapshot = Snapshot::open(flatten.finish()?)?;
/// assert!(snapshot.find("S1").is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct FlattenProducts<'p> {
    head: &'p Publication,
    policy: Policy,
    writer: Writer<'p>,
    last: String,
    in_order: bool,
    is_empty: bool,
    /// Why the writer stopped in the midst of a product.
    stopped: Option<Fault>,
}

impl core::fmt::Debug for FlattenProducts<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("FlattenProducts").field("policy", &self.policy).finish_non_exhaustive()
    }
}

impl FlattenProducts<'_> {
    /// Adds a product.
    ///
    /// # Errors
    /// As [`Flatten::to_bytes`]. After `duplicate_document` the product is left out, and the others go on;
    /// after `limit_snapshot` [`FlattenProducts::finish`] gives the same fault, and no snapshot.
    pub fn push(&mut self, product: &Product) -> Result<(), Fault> {
        self.in_order &= self.is_empty || *self.last < *product.number;
        self.is_empty = false;
        self.last.clear();
        self.last.push_str(&product.number);
        let source = Library::new(self.head, self.policy)?;
        let mut flat = Flat::default();
        Flattener::of_others(self.head, self.policy)?.product(product, &mut flat)?;
        let pushed = self.writer.push(&source, &flat);
        if let Err(fault) = &pushed {
            // half of the product is written
            self.stopped.get_or_insert_with(|| fault.clone());
        }
        pushed
    }

    /// The bytes of the snapshot: the same in whatever order the products came.
    ///
    /// # Errors
    /// `duplicate_identifier` for a number or record id that stands twice; else as
    /// [`Flatten::to_bytes`].
    pub fn finish(mut self) -> Result<Vec<u8>, Fault> {
        if let Some(fault) = self.stopped {
            return Err(fault);
        }
        self.writer.check_twice()?;
        let source = Library::new(self.head, self.policy)?;
        write_head(&mut self.writer, &source)?;
        let bytes = self.writer.finish(None)?;
        if self.in_order { Ok(bytes) } else { rewrite::compact(&Snapshot::open(bytes)?) }
    }
}

impl Writer<'_> {
    /// Refuses a number or record id that stands twice.
    fn check_twice(&self) -> Result<(), Fault> {
        let twice = |what: &str, id: &str| {
            Fault::new(
                Code::DuplicateIdentifier,
                format!("the {what} `{}` stands twice", shortened(id)),
                "keep one of them, or give one another name",
            )
        };
        let mut seen = std::collections::HashSet::with_capacity(self.slots.len());
        for slot in &self.slots {
            let number = self.number(slot);
            if !seen.insert(number) {
                return Err(twice("number", &String::from_utf8_lossy(number)));
            }
        }
        let mut ids: Vec<u64> = self.record_ids.iter().copied().filter(|id| *id != 0).collect();
        ids.sort_unstable();
        match ids.windows(2).find(|pair| matches!(pair, [one, other] if one == other)) {
            Some(pair) => Err(twice("record id", &pair.first().map(u64::to_string).unwrap_or_default())),
            None => Ok(()),
        }
    }
}

/// The assets of a publication, as the writer asks for them.
struct Library<'p> {
    publication: &'p Publication,
    locales: crate::locale::Locales<'static>,
}

impl<'p> Library<'p> {
    fn new(publication: &'p Publication, policy: Policy) -> Result<Self, Fault> {
        Ok(Self { publication, locales: crate::locale::Locales::new(policy.parents)? })
    }
}

impl<'p> Assets<'p> for Library<'p> {
    fn asset(&self, key: u32) -> AssetData<'p> {
        match self.publication.assets.get_index(key as usize) {
            Some((_, asset)) => product_parts::asset_data(asset, &self.locales),
            // keys come from this publication
            None => AssetData {
                id: "",
                kind: crate::model::Kind::File,
                url: None,
                published: false,
                channels: None,
                texts: Vec::new(),
                properties: Vec::new(),
            },
        }
    }
}

/// Writes channels, central swatches and categories, each in the order of its name.
fn write_head(writer: &mut Writer<'_>, source: &Library<'_>) -> Result<(), Fault> {
    let publication = source.publication;
    let mut channels: Vec<&Channel> = publication.channels.values().collect();
    channels.sort_unstable_by(|one, other| one.id.cmp(&other.id));
    for channel in channels {
        writer.channel(&flat_channel(channel))?;
    }
    let mut swatches: Vec<&CentralSwatch> = publication.swatches.values().collect();
    swatches
        .sort_unstable_by(|one, other| (&one.dimension, &one.value).cmp(&(&other.dimension, &other.value)));
    for swatch in swatches {
        let paint = product_parts::flat_paint(publication, &swatch.paint);
        writer.central(source, (&swatch.dimension, &swatch.value), Some(&paint))?;
    }
    let mut categories: Vec<&Category> = publication.categories.values().collect();
    categories.sort_unstable_by(|one, other| one.id.cmp(&other.id));
    for category in categories {
        writer.category(source, &flat_category(category, source)?)?;
    }
    Ok(())
}

fn flat_channel(channel: &Channel) -> FlatChannel<'_> {
    FlatChannel { id: &channel.id, name: channel.name.as_deref(), locales: channel.locales.to_vec() }
}

fn flat_category<'p>(category: &'p Category, source: &Library<'p>) -> Result<FlatCategory<'p>, Fault> {
    let locales = &source.locales;
    crate::resolve::direct::distinct_contexts(
        &category.id,
        category.documents.iter().map(|document| &document.context),
        locales,
    )?;
    let mut documents: Vec<_> = category
        .documents
        .iter()
        .map(|document| FlatCategoryDocument {
            context: document.context.as_ref(),
            normal: document.context.locale.map(|tag| locales.normal(tag)),
            image: document.image.as_ref().map(|image| {
                let own = image.own.as_ref();
                FlatImage {
                    asset: product_parts::asset_key(source.publication, &image.asset),
                    texts: own
                        .map(|own| crate::resolve::texts::merged(&own.texts, locales))
                        .unwrap_or_default(),
                    properties: own
                        .map(|own| crate::resolve::direct::pairs(&own.properties))
                        .unwrap_or_default(),
                }
            }),
        })
        .collect();
    documents.sort_by(|one, other| {
        let key = |document: &FlatCategoryDocument<'p>| {
            (document.context.channel, document.context.catalog, document.normal)
        };
        key(one).cmp(&key(other))
    });
    Ok(FlatCategory { id: &category.id, name: category.name.as_deref(), documents })
}
