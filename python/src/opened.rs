//! What stands behind a snapshot of Python: a base with its deltas, or shards with their index.

use omnimedia::{
    AlignedBytes, CategoryAnswer, Code, Context, Fault, Faults, Found, Kept, KnownContexts, Policy, Query,
    Selected, Shards, Shelf, Snapshot, SwatchAnswer,
};

use crate::map::Bytes;

/// A snapshot over bytes that clones of it share.
pub(crate) type Stored = Snapshot<Bytes>;

/// An open snapshot, shared by all that ask it.
pub(crate) struct Opened {
    asked: Asked,
    /// The base and its deltas, or the index and its shards.
    layers: Vec<Bytes>,
}

#[expect(clippy::large_enum_variant, reason = "there is one of it for each snapshot, and it is read often")]
enum Asked {
    One(Stored),
    Many(Shards<Bytes>),
}

impl Opened {
    /// Opens a base with its deltas, the oldest first.
    pub(crate) fn open(layers: Vec<Bytes>) -> Result<Self, Fault> {
        let mut bytes = layers.iter().cloned();
        let base = bytes.next().unwrap_or_else(|| Bytes::owned(AlignedBytes::default()));
        let snapshot = Snapshot::open_with(base, bytes)?;
        Ok(Self { asked: Asked::One(snapshot), layers })
    }

    /// Opens shards with their index.
    pub(crate) fn open_shards(index: Bytes, shards: Vec<Bytes>) -> Result<Self, Fault> {
        let set = Shards::open(index.clone(), shards.iter().cloned())?;
        let layers = std::iter::once(index).chain(shards).collect();
        Ok(Self { asked: Asked::Many(set), layers })
    }

    /// The bytes of all its files.
    pub(crate) fn layers(&self) -> &[Bytes] {
        &self.layers
    }

    /// How many shards it has; none for one snapshot.
    pub(crate) fn shards(&self) -> Option<usize> {
        match &self.asked {
            Asked::One(_) => None,
            Asked::Many(shards) => Some(shards.len()),
        }
    }

    /// The snapshot, where it is one: what changes or compares records does so in one.
    pub(crate) fn whole(&self) -> Result<&Stored, Fault> {
        match &self.asked {
            Asked::One(snapshot) => Ok(snapshot),
            Asked::Many(_) => Err(Fault::new(
                Code::WrongKind,
                "shards where one snapshot is wanted",
                "do it with each shard by itself, or flatten the publication as one snapshot",
            )),
        }
    }

    /// The snapshots that it consists of.
    pub(crate) fn snapshots(&self) -> impl Iterator<Item = &Stored> {
        let (one, many) = match &self.asked {
            Asked::One(snapshot) => (Some(snapshot), None),
            Asked::Many(shards) => (None, Some(shards)),
        };
        let shards = many.into_iter().flat_map(|shards| (0..shards.len()).filter_map(|at| shards.shard(at)));
        one.into_iter().chain(shards)
    }

    /// The snapshot in which something was found.
    #[inline]
    pub(crate) fn snapshot_with(&self, found: &Found<'_>) -> Result<&Stored, Fault> {
        match &self.asked {
            Asked::One(snapshot) => Ok(snapshot),
            Asked::Many(shards) => shards.shard_with(found),
        }
    }

    pub(crate) fn policy(&self) -> Policy {
        match &self.asked {
            Asked::One(snapshot) => snapshot.policy(),
            Asked::Many(shards) => shards.policy(),
        }
    }

    pub(crate) fn content_hash(&self) -> u128 {
        match &self.asked {
            Asked::One(snapshot) => snapshot.content_hash(),
            Asked::Many(shards) => shards.content_hash(),
        }
    }

    pub(crate) fn deltas(&self) -> usize {
        match &self.asked {
            Asked::One(snapshot) => snapshot.deltas(),
            Asked::Many(_) => 0,
        }
    }

    pub(crate) fn verify(&self) -> Result<(), Faults> {
        match &self.asked {
            Asked::One(snapshot) => snapshot.verify(),
            Asked::Many(shards) => shards.verify(),
        }
    }

    pub(crate) fn known_contexts(&self) -> KnownContexts<'_> {
        match &self.asked {
            Asked::One(snapshot) => snapshot.known_contexts(),
            Asked::Many(shards) => shards.known_contexts(),
        }
    }

    #[inline]
    pub(crate) fn find(&self, number: &str) -> Result<Found<'_>, Fault> {
        match &self.asked {
            Asked::One(snapshot) => snapshot.find(number),
            Asked::Many(shards) => shards.find(number),
        }
    }

    /// What a query means, whatever its context.
    pub(crate) fn subject(&self, query: &Query) -> Result<Selected<'_>, Fault> {
        match &self.asked {
            Asked::One(snapshot) => snapshot.subject(query),
            Asked::Many(shards) => shards.subject(query),
        }
    }

    /// What was found and kept.
    #[inline]
    pub(crate) fn kept(&self, kept: &Kept) -> Result<Selected<'_>, Fault> {
        match &self.asked {
            Asked::One(snapshot) => snapshot.kept(kept),
            Asked::Many(shards) => shards.kept(kept),
        }
    }

    /// The shelf of a context for something that was found.
    #[inline]
    pub(crate) fn shelf_for(
        &self,
        found: &Found<'_>,
        channel: Option<&str>,
        locale: Option<&str>,
        catalog: Option<&str>,
    ) -> Result<Shelf, Fault> {
        self.snapshot_with(found)?.shelf(channel, locale, catalog)
    }

    pub(crate) fn swatches(&self, query: &Query) -> Result<Vec<SwatchAnswer<'_>>, Fault> {
        match &self.asked {
            Asked::One(snapshot) => snapshot.swatches(query),
            Asked::Many(shards) => shards.swatches(query),
        }
    }

    pub(crate) fn central_swatch(&self, dimension: &str, value: &str) -> Option<SwatchAnswer<'_>> {
        match &self.asked {
            Asked::One(snapshot) => snapshot.central_swatch(dimension, value),
            Asked::Many(shards) => shards.central_swatch(dimension, value),
        }
    }

    pub(crate) fn category_image(&self, id: &str, context: &Context) -> Result<CategoryAnswer<'_>, Fault> {
        match &self.asked {
            Asked::One(snapshot) => snapshot.category_image(id, &snapshot.shelf_of(context)),
            Asked::Many(shards) => shards.category_image(id, &shards.shelf_of(context)),
        }
    }

    /// The shelves of a context, one for each snapshot that it consists of.
    pub(crate) fn shelves(&self, context: &Context) -> Vec<Shelf> {
        self.snapshots().map(|snapshot| snapshot.shelf_of(context)).collect()
    }

    /// The place among the shelves of the one for something that was found.
    #[inline]
    pub(crate) fn place_of(&self, kept: &Kept) -> usize {
        match &self.asked {
            Asked::One(_) => 0,
            Asked::Many(_) => kept.shard(),
        }
    }
}
