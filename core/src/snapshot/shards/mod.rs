//! Shards: one publication in several snapshots, by a hash of the product number, asked as one.

mod ask;
mod batch;
pub(crate) mod directory;
pub(crate) mod head;
pub(crate) mod keys;
pub(crate) mod layout;
pub(crate) mod open;
mod shelf;
#[cfg(test)]
mod tests;
mod verify;

pub use open::is_shard_index;
pub use shelf::ShardedShelf;

use super::hash;
use super::open::Snapshot;
use crate::fault::{Code, Fault};
use crate::policy::Policy;
use directory::Directory;

/// The shard of a product, of so many: the same in every build, on every platform.
///
/// XXH3-64 of the number, its halves swapped, spread over the shards; docs/FORMAT.md has test values. Of no
/// shards at all it is 0.
///
/// # Cost
/// One hash.
///
/// # Example
/// ```
/// assert_eq!(omnimedia::shard_of("S1", 1), 0);
/// assert!(omnimedia::shard_of("S1", 4) < 4);
/// ```
#[must_use]
pub fn shard_of(product_number: &str, shards: u32) -> u32 {
    // the high half alone would crowd what a snapshot places by it
    let hash = hash::checksum(product_number.as_bytes()).rotate_left(32);
    (u128::from(hash).wrapping_mul(u128::from(shards)) >> 64) as u32
}

/// The shards of a publication with their index, asked as one snapshot.
///
/// Each shard is a full snapshot of the products that [`shard_of`] gives it; channels, categories, central
/// swatches and what they use are in every one. The index leads from a number or record id to its shard, so
/// that one is asked. `B` is whatever holds the bytes, of the index and of each shard; reading is total, as
/// that of a [`Snapshot`].
///
/// # Example
/// ```
/// use omnimedia::{AssetBuilder, DocumentBuilder, Flatten, Kind, Limits, Policy, ProductBuilder};
/// use omnimedia::{Publication, SetBuilder, Shards, Snapshot, shard_of};
/// let mut head = Publication::builder(Limits::default());
/// head.asset(AssetBuilder::new("A1", Kind::Image).url("https://cdn.example/a1.png"));
/// let head = head.build()?;
/// let mut shards = Vec::new();
/// for shard in 0..2 {
///     let mut flatten = Flatten::start(Policy::default(), &head)?;
///     for number in ["S1", "S2", "S3"].into_iter().filter(|number| shard_of(number, 2) == shard) {
///         let media = DocumentBuilder::new().master(SetBuilder::new().primary(["A1"]));
///         flatten.push(&ProductBuilder::new(number).document(media).build(&Limits::default())?)?;
///     }
///     shards.push(Snapshot::open(flatten.finish()?)?);
/// }
/// let index = Shards::index(&shards)?;
/// let shards = Shards::of(index, shards)?;
/// shards.verify()?;
/// let shelf = shards.shelf(Some("128"), Some("fr-CA"), None)?;
/// let mut composing = None;
/// let view = shards.find("S1")?.answer_sharded(&shelf, &mut composing)?;
/// assert_eq!(view.default_image_url(), Some("https://cdn.example/a1.png"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Shards<B> {
    bytes: B,
    index: Index,
    shards: Vec<Snapshot<B>>,
}

/// What the header of an index says.
#[derive(Clone, Debug)]
struct Index {
    policy: Policy,
    content: u128,
    /// What shelves of this set carry, so that one of another is refused.
    tag: u64,
    count: usize,
    /// Where the directories lie.
    numbers: (usize, usize),
    records: (usize, usize),
    /// The seeds of both directories.
    seeds: [u64; 2],
    /// Whether keys found no place in them, so that one that is not there is asked of every shard.
    left_out: [bool; 2],
}

impl<B: AsRef<[u8]> + Sync> Shards<B> {
    /// The policy they were flattened under.
    #[must_use]
    pub fn policy(&self) -> Policy {
        self.index.policy
    }

    /// The content hash of the set: that of the index, which names every shard by its own.
    ///
    /// It is not that of one snapshot of the same publication.
    #[must_use]
    pub fn content_hash(&self) -> u128 {
        self.index.content
    }

    /// How many shards there are.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "there is always one")]
    pub fn len(&self) -> usize {
        self.shards.len()
    }

    /// One of the shards.
    #[must_use]
    pub fn shard(&self, number: usize) -> Option<&Snapshot<B>> {
        self.shards.get(number)
    }

    /// The bytes of the index.
    #[must_use]
    pub fn index_bytes(&self) -> &[u8] {
        self.bytes.as_ref()
    }

    #[inline]
    fn directory(&self, (start, end): (usize, usize)) -> Directory<'_> {
        let lines = self.bytes.as_ref().get(start..end).unwrap_or_default();
        Directory { lines: super::layout::all(lines) }
    }

    #[inline]
    fn numbers(&self) -> Directory<'_> {
        self.directory(self.index.numbers)
    }

    #[inline]
    fn records(&self) -> Directory<'_> {
        self.directory(self.index.records)
    }
}

pub(crate) fn wrong_shard(message: impl Into<String>, advice: &str) -> Fault {
    Fault::new(Code::WrongShard, message, advice)
}
