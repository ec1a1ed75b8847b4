//! What stands behind a snapshot of Python: a base with its deltas, or shards with their index.

use omnimedia::{
    AlignedBytes, CategoryAnswer, Code, Context, Fault, Faults, Found, Kept, KnownContexts, Policy, Query,
    Retail, Scratch, Selected, ShardedShelf, Shards, SharedShelf, Shelf, Snapshot, SwatchAnswer, View,
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

    /// What is asked for the shapes of the retail API.
    pub(crate) fn retail(&self) -> Retail<'_> {
        match &self.asked {
            Asked::One(snapshot) => Retail::on(snapshot),
            Asked::Many(shards) => Retail::on_shards(shards),
        }
    }

    /// The snapshots that it consists of, by number.
    pub(crate) fn part(&self, number: usize) -> Option<&Stored> {
        match &self.asked {
            Asked::One(snapshot) => Some(snapshot).filter(|_| number == 0),
            Asked::Many(shards) => shards.shard(number),
        }
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

    /// The shelf of a context, to be asked with again and again.
    pub(crate) fn any_shelf(
        &self,
        channel: Option<&str>,
        locale: Option<&str>,
        catalog: Option<&str>,
    ) -> Result<AnyShelf, Fault> {
        Ok(match &self.asked {
            Asked::One(snapshot) => {
                AnyShelf::One(SharedShelf::new(snapshot.shelf(channel, locale, catalog)?))
            }
            Asked::Many(shards) => AnyShelf::Many(shards.shelf(channel, locale, catalog)?),
        })
    }

    /// The shelf of a context, to be asked with again and again.
    pub(crate) fn any_shelf_of(&self, context: &Context) -> AnyShelf {
        match &self.asked {
            Asked::One(snapshot) => AnyShelf::One(SharedShelf::new(snapshot.shelf_of(context))),
            Asked::Many(shards) => AnyShelf::Many(shards.shelf_of(context)),
        }
    }

    /// What many numbers show in the context of a shelf of this one, side by side.
    pub(crate) fn answers<'s>(
        &'s self,
        numbers: &[&[u8]],
        shelf: &AnyShelf,
        composing: &mut Option<Scratch>,
        each: impl FnMut(usize, Option<View<'s, '_>>),
    ) -> Result<(), Fault> {
        match (&self.asked, shelf) {
            (Asked::One(snapshot), AnyShelf::One(shelf)) => {
                snapshot.answers_shared(numbers, shelf, composing, each)
            }
            (Asked::Many(shards), AnyShelf::Many(shelf)) => {
                shards.answers_sharded(numbers, shelf, composing, each)
            }
            _ => Err(wrong_shelf()),
        }
    }

    pub(crate) fn find_record_id(&self, id: u64) -> Result<Found<'_>, Fault> {
        match &self.asked {
            Asked::One(snapshot) => snapshot.find_record_id(id),
            Asked::Many(shards) => shards.find_record_id(id),
        }
    }
}

/// A shelf of a snapshot or of shards.
#[expect(clippy::large_enum_variant, reason = "that of one snapshot is the one that is asked most")]
pub(crate) enum AnyShelf {
    One(SharedShelf),
    Many(ShardedShelf),
}

impl AnyShelf {
    /// The shelf for a shard, by its number; that of one snapshot is number 0.
    #[inline]
    pub(crate) fn of_shard(&self, number: usize) -> Option<&SharedShelf> {
        match self {
            Self::One(shelf) => Some(shelf),
            Self::Many(shelf) => shelf.of_shard(number),
        }
    }

    /// The shelf for something that was found.
    #[inline]
    pub(crate) fn of(&self, found: &Found<'_>) -> Result<&SharedShelf, Fault> {
        match self {
            Self::One(shelf) => Ok(shelf),
            Self::Many(shelf) => shelf.of(found),
        }
    }
}

fn wrong_shelf() -> Fault {
    Fault::new(
        Code::WrongShelf,
        "the shelf belongs to another snapshot",
        "ask the snapshot for its own shelf",
    )
}
