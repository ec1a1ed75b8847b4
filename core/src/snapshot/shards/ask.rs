//! Asking shards as one: each number is led to its shard, and what all shards have is asked of the first.

use super::{ShardedShelf, Shards};
use crate::fault::Fault;
use crate::model::{KnownContexts, Named};
use crate::resolve::query::{self, Query, Subject};
use crate::resolve::{Answer, CategoryAnswer, SwatchAnswer};
use crate::snapshot::find::{Found, Selected};
use crate::snapshot::hash;
use crate::snapshot::open::Snapshot;
use crate::snapshot::scratch::Scratch;

impl<B: AsRef<[u8]> + Sync> Shards<B> {
    /// The product or variant with a number; as [`Snapshot::get`].
    ///
    /// # Cost
    /// One read in the index, and [`Snapshot::get`] of one shard; once in some thousand look-ups of another
    /// one too. Allocates nothing.
    #[must_use]
    #[inline]
    pub fn get(&self, number: impl AsRef<[u8]>) -> Option<Found<'_>> {
        let number = number.as_ref();
        self.get_hashed(number, hash::key(number, self.index.seeds[0]))
    }

    #[inline]
    pub(super) fn get_hashed(&self, number: &[u8], hash: u64) -> Option<Found<'_>> {
        self.in_one_of(self.numbers().shards(hash), self.index.left_out[0], |shard| shard.get(number))
    }

    /// Asks the shards that the directory leads to, and if need be all.
    #[inline]
    fn in_one_of<'s>(
        &'s self,
        mut likely: impl Iterator<Item = usize>,
        left_out: bool,
        ask: impl Fn(&'s Snapshot<B>) -> Option<Found<'s>>,
    ) -> Option<Found<'s>> {
        let found = likely.find_map(|shard| ask(self.shards.get(shard)?));
        if found.is_none() && left_out { self.shards.iter().find_map(ask) } else { found }
    }

    /// The product or variant with a number, which need not be text: what is none is not found.
    ///
    /// # Errors
    /// `not_found`.
    ///
    /// # Cost
    /// As [`Shards::get`]; allocates only for the fault.
    #[inline]
    pub fn find(&self, number: impl AsRef<[u8]>) -> Result<Found<'_>, Fault> {
        let number = number.as_ref();
        self.get(number).ok_or_else(|| query::no_such_number_of(number))
    }

    /// The product or variant with a record id.
    ///
    /// # Errors
    /// `not_found`.
    ///
    /// # Cost
    /// As [`Shards::find`].
    pub fn find_record_id(&self, id: u64) -> Result<Found<'_>, Fault> {
        let likely = self.records().shards(hash::record_id(id, self.index.seeds[1]));
        let found = self.in_one_of(likely, self.index.left_out[1], |shard| shard.get_record_id(id));
        found.ok_or_else(|| query::no_such_record_id(id))
    }

    /// The product, variant or selection that a query means; as [`Snapshot::subject`].
    ///
    /// # Errors
    /// `not_found`; `bad_query` for a query with both a variant and values.
    ///
    /// # Cost
    /// As [`Shards::find`] and [`Found::select`].
    pub fn subject(&self, query: &Query) -> Result<Selected<'_>, Fault> {
        let found = match &query.subject {
            Subject::Number(number) => self.find(number)?,
            Subject::RecordId(id) => self.find_record_id(*id)?,
        };
        found.meant(query)
    }

    /// The shard in which something was found, whose own shelves serve it too.
    ///
    /// # Errors
    /// `wrong_shelf` where that is no shard of this set.
    pub fn shard_with(&self, found: &Found<'_>) -> Result<&Snapshot<B>, Fault> {
        let shard = self.shards.get(found.layer.meta.shard as usize);
        let shard = shard.filter(|shard| shard.tag == found.layer.meta.tag);
        shard.ok_or_else(crate::snapshot::shelf::wrong_find)
    }

    /// What a query shows, with everything in it looked up; as [`Snapshot::resolve`].
    ///
    /// # Errors
    /// As [`Shards::subject`].
    ///
    /// # Cost
    /// Linear in the answer; allocates. For the hot path use [`Shards::find`] and a shelf.
    pub fn resolve(&self, query: &Query) -> Result<Answer<'_>, Fault> {
        let selected = self.subject(query)?;
        let shelf = self.shard_with(selected.found())?.shelf_of(query.context());
        Ok(selected.answer(&shelf, &mut Scratch::new())?.to_answer())
    }

    /// The swatches of a product in the query's context; as [`Snapshot::swatches`].
    ///
    /// # Errors
    /// As [`Shards::subject`].
    ///
    /// # Cost
    /// As [`Found::swatches`].
    pub fn swatches(&self, query: &Query) -> Result<Vec<SwatchAnswer<'_>>, Fault> {
        let selected = self.subject(query)?;
        let shelf = self.shard_with(selected.found())?.shelf_of(query.context());
        selected.found().swatches(&shelf)
    }

    /// The tenant's central swatch of a value; as [`Snapshot::central_swatch`].
    ///
    /// # Cost
    /// As [`Snapshot::central_swatch`].
    #[must_use]
    pub fn central_swatch(&self, dimension: &str, value: &str) -> Option<SwatchAnswer<'_>> {
        self.shards.first()?.central_swatch(dimension, value)
    }

    /// The picture of a category in the context of a shelf; as [`Snapshot::category_image`].
    ///
    /// # Errors
    /// `not_found`; `wrong_shelf` for a shelf of another set.
    ///
    /// # Cost
    /// As [`Snapshot::category_image`].
    pub fn category_image(&self, id: &str, shelf: &ShardedShelf) -> Result<CategoryAnswer<'_>, Fault> {
        self.own(shelf)?;
        let first = self.shards.first().zip(shelf.shelves.first());
        let (shard, shelf) = first.ok_or_else(|| query::no_such_category(id))?;
        shard.category_image(id, shelf.shelf())
    }

    /// The contexts that are known: those of the names that any shard holds, as [`Snapshot::known_contexts`]
    /// of one snapshot of the same publication.
    ///
    /// # Cost
    /// Linear in the names of all shards.
    #[must_use]
    pub fn known_contexts(&self) -> KnownContexts<'_> {
        let mut named = Named::default();
        self.shards.iter().for_each(|shard| shard.gather(&mut named));
        named.contexts()
    }
}
