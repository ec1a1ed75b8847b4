//! A context, resolved once for each shard.

use super::Shards;
use crate::fault::Fault;
use crate::model::Context;
use crate::snapshot::find::Found;
use crate::snapshot::scratch::Scratch;
use crate::snapshot::shared::SharedShelf;
use crate::snapshot::shelf::{Shelf, wrong_shelf};
use crate::snapshot::view::View;
use std::sync::Arc;

/// A context for the shards of one set; clones share it, and any thread may ask with it.
///
/// Known or unknown, every context has one. That a shard does not know a channel which only products of
/// another one name makes no difference to an answer.
#[derive(Clone, Debug)]
pub struct ShardedShelf {
    pub(super) tag: u64,
    pub(super) shelves: Arc<[SharedShelf]>,
}

impl ShardedShelf {
    /// The shelf of the shard in which a product or variant was found.
    ///
    /// # Errors
    /// `wrong_shelf` where that is no shard of this set.
    #[inline]
    pub fn of(&self, found: &Found<'_>) -> Result<&SharedShelf, Fault> {
        let shelf = self.shelves.get(found.layer.meta.shard as usize);
        shelf.filter(|shelf| shelf.shelf().tag == found.layer.meta.tag).ok_or_else(wrong_shelf)
    }

    /// The shelf of a shard, by its number.
    #[must_use]
    pub fn of_shard(&self, number: usize) -> Option<&SharedShelf> {
        self.shelves.get(number)
    }
}

impl<'s> Found<'s> {
    /// What it shows in the context of a shelf of the set of shards in which it was found.
    ///
    /// # Errors
    /// `wrong_shelf` for a shelf of another set.
    ///
    /// # Cost
    /// As [`Found::answer_shared`].
    #[inline]
    pub fn answer_sharded<'x>(
        &self,
        shelf: &'x ShardedShelf,
        composing: &'x mut Option<Scratch>,
    ) -> Result<View<'s, 'x>, Fault> {
        self.answer_shared(shelf.of(self)?, composing)
    }
}

impl<B: AsRef<[u8]> + Sync> Shards<B> {
    /// The shelf of a context: channel, locale, catalog, each of which may be absent or empty.
    ///
    /// # Errors
    /// `malformed_locale`.
    ///
    /// # Cost
    /// That of [`crate::Snapshot::shelf`] for every shard; some 600 bytes for each.
    pub fn shelf(
        &self,
        channel: Option<&str>,
        locale: Option<&str>,
        catalog: Option<&str>,
    ) -> Result<ShardedShelf, Fault> {
        let shelves = self.shards.iter().map(|shard| shard.shelf(channel, locale, catalog));
        Ok(self.sharded(shelves.collect::<Result<Vec<_>, _>>()?))
    }

    /// The shelf of a context.
    ///
    /// # Cost
    /// As [`Shards::shelf`].
    #[must_use]
    pub fn shelf_of(&self, context: &Context) -> ShardedShelf {
        self.sharded(self.shards.iter().map(|shard| shard.shelf_of(context)).collect())
    }

    fn sharded(&self, shelves: Vec<Shelf>) -> ShardedShelf {
        ShardedShelf { tag: self.index.tag, shelves: shelves.into_iter().map(SharedShelf::new).collect() }
    }

    /// Refuses a shelf of another set.
    #[inline]
    pub(super) fn own(&self, shelf: &ShardedShelf) -> Result<(), Fault> {
        if shelf.tag == self.index.tag { Ok(()) } else { Err(wrong_shelf()) }
    }
}
