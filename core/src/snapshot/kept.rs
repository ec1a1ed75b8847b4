//! What was found, kept without a borrow.

use super::find::{Found, Selected};
use super::open::{Layer, Snapshot};
use super::shards::Shards;
use crate::fault::Fault;
use smallvec::SmallVec;

/// What was found in a snapshot, without borrowing from it: for a host that keeps the snapshot itself.
///
/// It belongs to the snapshot that gave it; another one refuses it.
///
/// # Example
/// ```
/// # use omnimedia::{Flatten, Limits, Policy, ProductBuilder, Publication, Snapshot};
/// # let mut builder = Publication::builder(Limits::default());
/// # builder.product(ProductBuilder::new("S1"));
/// # let snapshot = Snapshot::open(Flatten::new(&builder.build()?, Policy::default()).to_bytes()?)?;
/// let kept = snapshot.find("S1")?.keep();
/// assert_eq!(snapshot.kept(&kept)?.found().number(), "S1");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    tag: u64,
    /// Of shards the one in which it is.
    shard: u32,
    layer: u32,
    slot: u32,
    selection: SmallVec<[u32; 4]>,
}

impl Kept {
    /// Of shards the number of the one in which it is; else 0.
    #[must_use]
    pub fn shard(&self) -> usize {
        self.shard as usize
    }
}

impl Found<'_> {
    /// The same, without borrowing from the snapshot.
    ///
    /// # Cost
    /// Linear in the deltas; allocates nothing.
    #[must_use]
    pub fn keep(&self) -> Kept {
        let (layers, meta) = (self.layers, self.layer.meta);
        let same = |at: &usize| layers.layer(*at).is_some_and(|layer| core::ptr::eq(layer.meta, meta));
        let layer = (0..layers.count()).find(same).and_then(|at| u32::try_from(at).ok());
        let layer = layer.unwrap_or(u32::MAX);
        Kept {
            tag: meta.tag,
            shard: meta.shard,
            layer,
            slot: self.layer.slot_index(self.slot).unwrap_or(u32::MAX),
            selection: SmallVec::new(),
        }
    }
}

impl Selected<'_> {
    /// The same, without borrowing from the snapshot.
    ///
    /// # Cost
    /// Linear in the deltas; allocates only for a selection of more than four dimensions.
    #[must_use]
    pub fn keep(&self) -> Kept {
        Kept { selection: self.selection.clone(), ..self.found.keep() }
    }
}

impl<B: AsRef<[u8]> + Sync> Snapshot<B> {
    /// What was found and kept.
    ///
    /// # Errors
    /// `wrong_shelf` for what another snapshot gave.
    ///
    /// # Cost
    /// One read; allocates as [`Selected::keep`].
    pub fn kept(&self, kept: &Kept) -> Result<Selected<'_>, Fault> {
        let layer = self.layers.get(kept.layer as usize).filter(|_| kept.tag == self.tag).map(Layer::as_ref);
        let found = layer.and_then(|layer| Some(self.found(layer, layer.slot(kept.slot)?)));
        let found = found.ok_or_else(super::shelf::wrong_find)?;
        Ok(Selected { found, selection: kept.selection.clone() })
    }
}

impl<B: AsRef<[u8]> + Sync> Shards<B> {
    /// What was found and kept.
    ///
    /// # Errors
    /// `wrong_shelf` for what another set gave.
    ///
    /// # Cost
    /// As [`Snapshot::kept`].
    pub fn kept(&self, kept: &Kept) -> Result<Selected<'_>, Fault> {
        let shard = self.shard(kept.shard as usize).ok_or_else(super::shelf::wrong_find)?;
        shard.kept(kept)
    }
}
