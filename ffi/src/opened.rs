//! What stands behind the handle of a snapshot: a base with its deltas, or shards; with the shelves that were interned.

use std::sync::Arc;

use omnimedia::{
    Answer, CategoryAnswer, Code, Context, Fault, Faults, Found, Policy, Query, Retail, ShardedShelf, Shards,
    SharedShelf, Snapshot, SwatchAnswer,
};

use super::guard::Refusal;
use super::handle::Handled;
use super::panics::midway;
use super::shelves::{Registry, Shelves, omnimedia_shelf};
use super::snapshot::omnimedia_snapshot;
use super::status::{OMNIMEDIA_NOT_FOUND, OMNIMEDIA_WRONG_SHELF, omnimedia_status};
use super::view::Bytes;

/// A snapshot over bytes that clones of it share.
pub(crate) type Stored = Snapshot<Bytes>;

/// An open snapshot.
pub(crate) struct Opened {
    asked: Asked,
    /// The base and its deltas, or the index and its shards.
    layers: Vec<Bytes>,
}

/// What is asked, with its shelves.
#[expect(clippy::large_enum_variant, reason = "there is one of it for each snapshot, and it is read often")]
pub(crate) enum Asked {
    One(One),
    Many(Many),
}

pub(crate) struct One {
    pub(crate) snapshot: Stored,
    pub(crate) shelves: Shelves<SharedShelf>,
}

pub(crate) struct Many {
    pub(crate) shards: Shards<Bytes>,
    pub(crate) shelves: Shelves<ShardedShelf>,
}

impl Handled for Opened {
    type Face = omnimedia_snapshot;
    const KIND: usize = 4;
}

impl Opened {
    /// Opens a base with its deltas; `registry` where the shelves are those of a store.
    pub(crate) fn open(layers: Vec<Bytes>, registry: Option<Arc<Registry>>) -> Result<Self, Fault> {
        let mut bytes = layers.iter().cloned();
        let base =
            bytes.next().ok_or_else(|| Fault::new(Code::NotASnapshot, "no bytes", "pass a snapshot"))?;
        let snapshot = Snapshot::open_with(base, bytes)?;
        midway();
        let shelves = Shelves::new(registry.unwrap_or_else(Registry::new));
        Ok(Self { asked: Asked::One(One { snapshot, shelves }), layers })
    }

    /// The index of shards, and the shards.
    pub(crate) fn of_shards(index: Bytes, shards: Vec<Stored>, layers: Vec<Bytes>) -> Result<Self, Fault> {
        let layers = std::iter::once(index.clone()).chain(layers).collect();
        let shards = Shards::of(index, shards)?;
        midway();
        Ok(Self { asked: Asked::Many(Many { shards, shelves: Shelves::new(Registry::new()) }), layers })
    }

    /// The same snapshot with the shelves of a store.
    pub(crate) fn with_shelves_of(&self, registry: Arc<Registry>) -> Result<Self, Fault> {
        match &self.asked {
            Asked::One(_) => Self::open(self.layers.clone(), Some(registry)),
            Asked::Many(many) => {
                let many = Many { shards: many.shards.clone(), shelves: Shelves::new(registry) };
                Ok(Self { asked: Asked::Many(many), layers: self.layers.clone() })
            }
        }
    }

    /// The same with one more delta.
    pub(crate) fn with_delta(&self, delta: Bytes, registry: Option<Arc<Registry>>) -> Result<Self, Fault> {
        self.whole()?;
        Self::open(self.layers.iter().cloned().chain([delta]).collect(), registry)
    }

    /// The shelf of a context, ready to be asked with.
    pub(crate) fn intern(&self, context: Context) -> Result<omnimedia_shelf, Refusal> {
        match &self.asked {
            Asked::One(One { snapshot, shelves }) => {
                let shelf = shelves.registry().intern(context)?;
                shelves.get(shelf, snapshot);
                Ok(shelf)
            }
            Asked::Many(Many { shards, shelves }) => {
                let shelf = shelves.registry().intern(context)?;
                shelves.get(shelf, shards);
                Ok(shelf)
            }
        }
    }

    /// Makes the shelves that the registry has, before anyone asks.
    pub(crate) fn make_all_shelves(&self) {
        match &self.asked {
            Asked::One(One { snapshot, shelves }) => shelves.make_all(snapshot),
            Asked::Many(Many { shards, shelves }) => shelves.make_all(shards),
        }
    }

    #[inline(always)]
    pub(crate) fn asked(&self) -> &Asked {
        &self.asked
    }

    pub(crate) fn layers(&self) -> &[Bytes] {
        &self.layers
    }

    /// The snapshot, where it is one: what changes or compares records does so in one.
    pub(crate) fn whole(&self) -> Result<&Stored, Fault> {
        match &self.asked {
            Asked::One(one) => Ok(&one.snapshot),
            Asked::Many(_) => Err(Fault::new(
                Code::WrongKind,
                "shards where one snapshot is wanted",
                "do it with each shard by itself, or flatten the publication as one snapshot",
            )),
        }
    }

    pub(crate) fn policy(&self) -> Policy {
        match &self.asked {
            Asked::One(one) => one.snapshot.policy(),
            Asked::Many(many) => many.shards.policy(),
        }
    }

    pub(crate) fn content_hash(&self) -> u128 {
        match &self.asked {
            Asked::One(one) => one.snapshot.content_hash(),
            Asked::Many(many) => many.shards.content_hash(),
        }
    }

    pub(crate) fn deltas(&self) -> usize {
        match &self.asked {
            Asked::One(one) => one.snapshot.deltas(),
            Asked::Many(_) => 0,
        }
    }

    pub(crate) fn verify(&self) -> Result<(), Faults> {
        match &self.asked {
            Asked::One(one) => one.snapshot.verify(),
            Asked::Many(many) => many.shards.verify(),
        }
    }

    /// Checks what came last: the newest delta, or the index of shards that are checked.
    pub(crate) fn verify_newest(&self) -> Result<(), Faults> {
        match &self.asked {
            Asked::One(one) => one.snapshot.verify_newest(),
            Asked::Many(many) => many.shards.verify_index(),
        }
    }

    #[inline]
    pub(crate) fn get(&self, number: &[u8]) -> Option<Found<'_>> {
        match &self.asked {
            Asked::One(one) => one.snapshot.get(number),
            Asked::Many(many) => many.shards.get(number),
        }
    }

    pub(crate) fn find(&self, number: &str) -> Result<Found<'_>, Fault> {
        match &self.asked {
            Asked::One(one) => one.snapshot.find(number),
            Asked::Many(many) => many.shards.find(number),
        }
    }

    pub(crate) fn find_record_id(&self, id: u64) -> Result<Found<'_>, Fault> {
        match &self.asked {
            Asked::One(one) => one.snapshot.find_record_id(id),
            Asked::Many(many) => many.shards.find_record_id(id),
        }
    }

    pub(crate) fn resolve(&self, query: &Query) -> Result<Answer<'_>, Fault> {
        match &self.asked {
            Asked::One(one) => one.snapshot.resolve(query),
            Asked::Many(many) => many.shards.resolve(query),
        }
    }

    pub(crate) fn swatches(
        &self,
        shelf: omnimedia_shelf,
        number: &[u8],
    ) -> Result<Vec<SwatchAnswer<'_>>, omnimedia_status> {
        let swatches = match &self.asked {
            Asked::One(one) => {
                let shelf = one.shelf(shelf)?.shelf();
                one.snapshot.get(number).ok_or(OMNIMEDIA_NOT_FOUND)?.swatches(shelf)
            }
            Asked::Many(many) => {
                let shelf = many.shelf(shelf)?;
                let found = many.shards.get(number).ok_or(OMNIMEDIA_NOT_FOUND)?;
                shelf.of(&found).and_then(|shelf| found.swatches(shelf.shelf()))
            }
        };
        swatches.map_err(|fault| fault.code().number())
    }

    pub(crate) fn central_swatch(&self, dimension: &str, value: &str) -> Option<SwatchAnswer<'_>> {
        match &self.asked {
            Asked::One(one) => one.snapshot.central_swatch(dimension, value),
            Asked::Many(many) => many.shards.central_swatch(dimension, value),
        }
    }

    pub(crate) fn category_image(
        &self,
        shelf: omnimedia_shelf,
        id: &str,
    ) -> Result<CategoryAnswer<'_>, omnimedia_status> {
        let answer = match &self.asked {
            Asked::One(one) => one.snapshot.category_image(id, one.shelf(shelf)?.shelf()),
            Asked::Many(many) => many.shards.category_image(id, many.shelf(shelf)?),
        };
        answer.map_err(|fault| fault.code().number())
    }

    /// The shapes of the retail API.
    pub(crate) fn retail(&self) -> Retail<'_> {
        match &self.asked {
            Asked::One(one) => Retail::on(&one.snapshot),
            Asked::Many(many) => Retail::on_shards(&many.shards),
        }
    }
}

impl One {
    #[inline(always)]
    pub(crate) fn shelf(&self, shelf: omnimedia_shelf) -> Result<&SharedShelf, omnimedia_status> {
        self.shelves.get(shelf, &self.snapshot).ok_or(OMNIMEDIA_WRONG_SHELF)
    }
}

impl Many {
    pub(crate) fn shelf(&self, shelf: omnimedia_shelf) -> Result<&ShardedShelf, omnimedia_status> {
        self.shelves.get(shelf, &self.shards).ok_or(OMNIMEDIA_WRONG_SHELF)
    }
}
