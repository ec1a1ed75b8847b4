//! Look-up: from a number or record id to a product or variant.

use super::layer::{LayerRef, Meta, Wanted};
use super::layout::{
    self, OrderRecord, ProductRecord, REMOVED, RecordSlot, Row, Section, Slot, StashedRecord,
};
use super::open::{Layer, Snapshot};
use super::scratch::Scratch;
use super::{dimensions, hash};
use crate::fault::Fault;
use crate::resolve::Answer;
use crate::resolve::levels::ANY;
use crate::resolve::query::{self, Query, Subject};
use core::cmp::Ordering;
use core::hint::select_unpredictable;
use smallvec::SmallVec;

/// The layers of a snapshot, whatever holds their bytes.
pub(crate) trait Layers: Sync {
    fn count(&self) -> usize;
    fn layer(&self, index: usize) -> Option<LayerRef<'_>>;
}

impl<B: AsRef<[u8]> + Sync> Layers for Snapshot<B> {
    fn count(&self) -> usize {
        self.layers.len()
    }

    fn layer(&self, index: usize) -> Option<LayerRef<'_>> {
        self.layers.get(index).map(Layer::as_ref)
    }
}

/// A product or variant of a snapshot.
#[derive(Clone, Copy)]
pub struct Found<'s> {
    pub(crate) layers: &'s dyn Layers,
    pub(crate) layer: LayerRef<'s>,
    pub(crate) slot: &'s Slot,
}

impl core::fmt::Debug for Found<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Found").field("number", &self.number()).finish_non_exhaustive()
    }
}

/// A product with some of its values selected, or the variant that they mean.
#[derive(Clone, Debug)]
pub struct Selected<'s> {
    pub(crate) found: Found<'s>,
    /// For each dimension the selected value or `ANY`; empty where a variant or nothing is meant.
    pub(crate) selection: SmallVec<[u32; 4]>,
}

impl<'s> LayerRef<'s> {
    /// The slot of a number: what a look-up waits for. One function for all callers, with everything in
    /// registers: what goes through memory has to wait for the look-up before.
    #[inline(never)]
    pub(crate) fn find_number(bytes: &'s [u8], meta: &'s Meta, number: &[u8]) -> Option<&'s Slot> {
        Self { bytes, meta }.find(Wanted::new(number, meta.number_seed))
    }

    /// The slot of a number.
    #[inline(always)]
    pub(crate) fn find(&self, number: Wanted<'_>) -> Option<&'s Slot> {
        if !number.is_inline() {
            return self.find_long(number.bytes);
        }
        let table = self.section(Section::Numbers);
        let lines = table.len().checked_div(64)?;
        if lines > 0
            && let (one, other) = hash::lines(number.hash, lines)
            && let Some(slot) = Self::find_in_lines(table, [one, other], &number)
        {
            return Some(slot);
        }
        self.find_stashed(number.bytes)
    }

    /// The slot of a number that is in neither of its lines.
    #[inline]
    pub(crate) fn find_stashed(&self, number: &[u8]) -> Option<&'s Slot> {
        let stash = self.section(Section::NumberStash);
        if stash.is_empty() { None } else { self.find_in_stash(layout::all(stash), number) }
    }

    /// The slot of a number in one of two lines of Numbers. Both are read at once and all four places
    /// judged without a branch: which one it is cannot be foreseen, and a wrong guess would cost more
    /// than the second read.
    #[inline(always)]
    pub(crate) fn find_in_lines(
        numbers: &'s [u8],
        [one, other]: [usize; 2],
        number: &Wanted<'_>,
    ) -> Option<&'s Slot> {
        let [first, second] = layout::at::<[Slot; 2]>(numbers, one)?;
        let [third, fourth] = layout::at::<[Slot; 2]>(numbers, other)?;
        let hit = |slot, bit: u32| u32::from(number.is_in(slot)) << bit;
        let hits = hit(first, 0) | hit(second, 1) | hit(third, 2) | hit(fourth, 3);
        if hits == 0 {
            return None;
        }
        let place = hits.trailing_zeros();
        let near = select_unpredictable(place == 0, first, second);
        let far = select_unpredictable(place == 2, third, fourth);
        Some(select_unpredictable(place < 2, near, far))
    }

    /// The slot of a number that no slot holds itself.
    #[cold]
    fn find_long(&self, number: &[u8]) -> Option<&'s Slot> {
        // no number is empty, and a free slot would pass for one that is
        if number.is_empty() {
            return None;
        }
        let wanted = Wanted::new(number, self.meta.number_seed);
        let table = self.section(Section::Numbers);
        let (one, other) = hash::lines(wanted.hash, table.len().checked_div(64)?);
        let lines = [one, other].into_iter().filter_map(|line| layout::at::<[Slot; 2]>(table, line));
        let found = lines.flatten().find(|slot| self.holds_long(slot, &wanted));
        found.or_else(|| self.find_stashed(number))
    }

    #[cold]
    fn find_in_stash(&self, stash: &'s [Slot], number: &[u8]) -> Option<&'s Slot> {
        let (mut low, mut high) = (0, stash.len());
        while low < high {
            let middle = low.midpoint(high);
            let slot = stash.get(middle)?;
            match self.number(slot)?.as_bytes().cmp(number) {
                Ordering::Equal => return Some(slot),
                Ordering::Less => low = middle.checked_add(1)?,
                Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The place in Order of a record id, or `REMOVED`.
    pub(crate) fn find_record(&self, id: u64) -> Option<u32> {
        let table = self.section(Section::Records);
        let lines = table.len().checked_div(64)?;
        if lines > 0 {
            let hash = hash::record_id(id, self.meta.record_seed);
            let tag = hash as u32;
            let (one, other) = hash::lines(hash, lines);
            for line in [one, other] {
                let slots = layout::at::<[RecordSlot; 8]>(table, line)?;
                for slot in slots.iter().filter(|slot| slot.tag.get() == tag) {
                    let Some(order) = slot.order.get().checked_sub(1) else { continue };
                    if self.at::<OrderRecord>(Section::Order, order)?.record_id.get() == id {
                        return Some(order);
                    }
                }
            }
        }
        let stash = self.all::<StashedRecord>(Section::RecordStash);
        let found = stash.binary_search_by_key(&id, |record| record.id.get()).ok()?;
        stash.get(found).map(|record| record.order.get())
    }

    pub(crate) fn product(&self, product: u32) -> Option<&'s ProductRecord> {
        self.at(Section::Products, product)
    }

    pub(crate) fn row(&self, product: u32) -> Option<&'s Row> {
        self.at(Section::Rows, product)
    }

    /// The slot of a product's or variant's number.
    pub(crate) fn slot_of(&self, product: u32, ordinal: u32) -> Option<&'s Slot> {
        let record = self.product(product)?;
        if ordinal > record.variants.get() {
            return None;
        }
        self.slot(self.order_of(record, ordinal)?.slot.get())
    }

    pub(crate) fn order_record(&self, order: u32) -> Option<&'s OrderRecord> {
        self.at(Section::Order, order)
    }

    fn order_of(&self, record: &ProductRecord, ordinal: u32) -> Option<&'s OrderRecord> {
        self.at(Section::Order, record.order.get().checked_add(ordinal)?)
    }

    /// The record id of a product or variant.
    pub(crate) fn record_id_of(&self, product: u32, ordinal: u32) -> Option<u64> {
        let record = self.product(product)?;
        Some(self.order_of(record, ordinal)?.record_id.get()).filter(|id| *id != 0)
    }

    pub(crate) fn number_of(&self, product: u32, ordinal: u32) -> Option<&'s str> {
        self.number(self.slot_of(product, ordinal)?)
    }
}

impl<B: AsRef<[u8]> + Sync> Snapshot<B> {
    /// The product or variant with a number, which need not be text: what is none is not found.
    ///
    /// # Errors
    /// `not_found`.
    ///
    /// # Cost
    /// One hash, and for each layer at most two reads; allocates only for the fault.
    #[inline]
    pub fn find(&self, number: impl AsRef<[u8]>) -> Result<Found<'_>, Fault> {
        let number = number.as_ref();
        self.get(number).ok_or_else(|| query::no_such_number_of(number))
    }

    /// The product or variant with a number; `None` where there is none.
    ///
    /// # Cost
    /// As [`Snapshot::find`]; allocates nothing.
    #[must_use]
    #[inline]
    pub fn get(&self, number: impl AsRef<[u8]>) -> Option<Found<'_>> {
        for layer in self.layers.iter().rev() {
            let layer = layer.as_ref();
            if let Some(slot) = LayerRef::find_number(layer.bytes, layer.meta, number.as_ref()) {
                if slot.order.get() == REMOVED {
                    break;
                }
                return Some(self.found(layer, slot));
            }
        }
        None
    }

    #[inline]
    pub(crate) fn found<'s>(&'s self, layer: LayerRef<'s>, slot: &'s Slot) -> Found<'s> {
        Found { layers: self, layer, slot }
    }

    /// The product or variant with a record id.
    ///
    /// # Errors
    /// `not_found`.
    ///
    /// # Cost
    /// As [`Snapshot::find`].
    pub fn find_record_id(&self, id: u64) -> Result<Found<'_>, Fault> {
        self.get_record_id(id).ok_or_else(|| query::no_such_record_id(id))
    }

    /// The same; `None` where there is none.
    pub(crate) fn get_record_id(&self, id: u64) -> Option<Found<'_>> {
        let mut layers = self.layers.iter().rev().filter(|_| id != 0).map(Layer::as_ref);
        let (layer, order) = layers.find_map(|layer| Some((layer, layer.find_record(id)?)))?;
        let record = layer.at::<OrderRecord>(Section::Order, order)?;
        Some(self.found(layer, layer.slot(record.slot.get())?))
    }
}

impl<B: AsRef<[u8]> + Sync> Snapshot<B> {
    /// The product, variant or selection that a query means.
    ///
    /// # Errors
    /// `not_found`; `bad_query` for a query with both a variant and values.
    ///
    /// # Cost
    /// As [`Snapshot::find`] and [`Found::select`].
    pub fn subject(&self, query: &Query) -> Result<Selected<'_>, Fault> {
        let found = match &query.subject {
            Subject::Number(number) => self.find(number)?,
            Subject::RecordId(id) => self.find_record_id(*id)?,
        };
        found.meant(query)
    }

    /// What a query shows, with everything in it looked up: the same as
    /// [`crate::Publication::resolve`] gives, from the snapshot's bytes.
    ///
    /// # Errors
    /// As [`Snapshot::subject`].
    ///
    /// # Cost
    /// Linear in the answer; allocates. For the hot path use [`Snapshot::find`] and a shelf.
    pub fn resolve(&self, query: &Query) -> Result<Answer<'_>, Fault> {
        let shelf = self.shelf_of(query.context());
        Ok(self.subject(query)?.answer(&shelf, &mut Scratch::new())?.to_answer())
    }
}

impl<'s> Found<'s> {
    /// The variant or the selection that a query means, where this is what it names.
    pub(crate) fn meant(self, query: &Query) -> Result<Selected<'s>, Fault> {
        let found = match &query.variant {
            Some(number) => self.variant_with(number)?,
            None => self,
        };
        found.select(query.values.iter().map(|(dimension, value)| (dimension.as_str(), value.as_str())))
    }

    fn order(&self) -> Option<&'s OrderRecord> {
        self.layer.at(Section::Order, self.slot.order.get())
    }

    /// The index of the product.
    pub(crate) fn index(&self) -> u32 {
        self.order().map_or(REMOVED, |order| order.product.get())
    }

    /// 0 for the product, else the variant plus one.
    pub(crate) fn ordinal(&self) -> u32 {
        let first = self.layer.product(self.index()).map_or(0, |product| product.order.get());
        self.slot.order.get().saturating_sub(first)
    }

    /// The number of the product.
    #[must_use]
    pub fn product(&self) -> &'s str {
        self.layer.number_of(self.index(), 0).unwrap_or_default()
    }

    /// The number of the product or variant itself.
    #[must_use]
    pub fn number(&self) -> &'s str {
        self.layer.number(self.slot).unwrap_or_default()
    }

    /// The number of the variant; `None` for a product.
    #[must_use]
    pub fn variant(&self) -> Option<&'s str> {
        (self.ordinal() > 0).then(|| self.number())
    }

    /// The record id of the product or variant itself.
    #[must_use]
    pub fn record_id(&self) -> Option<u64> {
        Some(self.order()?.record_id.get()).filter(|id| *id != 0)
    }

    /// The name of the product.
    #[must_use]
    pub fn name(&self) -> Option<&'s str> {
        self.layer.text(self.layer.product(self.index())?.name.get())
    }

    /// The variants of the product, in the order of their values.
    pub fn variants(&self) -> impl ExactSizeIterator<Item = Found<'s>> + use<'s> {
        let count = self.layer.product(self.index()).map_or(0, |record| record.variants.get());
        // a damaged count must not make one wait
        let count = count.min(self.layer.count(Section::Order));
        let product = *self;
        (0..count).map(move |variant| product.at(variant.saturating_add(1)))
    }

    /// The variant at a place among [`Found::variants`].
    ///
    /// # Cost
    /// A few reads.
    #[must_use]
    pub fn variant_at(&self, place: usize) -> Option<Found<'s>> {
        let count = self.layer.product(self.index())?.variants.get();
        let place = u32::try_from(place).ok().filter(|place| *place < count)?;
        Some(Found { slot: self.layer.slot_of(self.index(), place.checked_add(1)?)?, ..*self })
    }

    /// The variant with a number, where it is one of this product's.
    ///
    /// # Errors
    /// `not_found`.
    pub fn variant_with(&self, number: &str) -> Result<Found<'s>, Fault> {
        let wanted = Wanted::new(number.as_bytes(), self.layer.meta.number_seed);
        self.layer
            .find(wanted)
            .filter(|slot| slot.order.get() != REMOVED)
            .map(|slot| Found { slot, ..*self })
            .filter(|found| found.index() == self.index() && found.ordinal() > 0)
            .filter(|found| self.ordinal() == 0 || self.ordinal() == found.ordinal())
            .ok_or_else(|| query::no_such_variant(self.product(), number))
    }

    pub(crate) fn at(&self, ordinal: u32) -> Found<'s> {
        Found { slot: self.layer.slot_of(self.index(), ordinal).unwrap_or(self.slot), ..*self }
    }

    /// Selects values of the product's dimensions; `*` selects none. Values of every dimension
    /// together mean the variant that has them, if there is one.
    ///
    /// # Errors
    /// `not_found` for a dimension or value that the product does not have; `bad_query` for two
    /// values of one dimension, or any for a variant.
    ///
    /// # Cost
    /// Linear in the selection and logarithmic in values and variants.
    pub fn select<'q>(
        &self,
        values: impl IntoIterator<Item = (&'q str, &'q str)>,
    ) -> Result<Selected<'s>, Fault> {
        let mut selected = Selected { found: *self, selection: SmallVec::new() };
        let mut values = values.into_iter().peekable();
        if values.peek().is_none() {
            return Ok(selected);
        }
        if self.ordinal() > 0 {
            return Err(query::variant_and_values());
        }
        let dimensions = dimensions::Dimensions::of(&self.layer, self.index());
        selected.selection.resize(dimensions.count(), ANY);
        for (name, value) in values {
            let found = dimensions.position(name);
            let Some((slot, dimension)) =
                found.and_then(|(at, dimension)| Some((selected.selection.get_mut(at)?, dimension)))
            else {
                let known = dimensions.iter().map(|dimension| dimension.name());
                return Err(query::no_such_dimension(self.product(), name, known));
            };
            if value == "*" {
                continue;
            }
            let Some(at) = dimension.position(value) else {
                return Err(query::no_such_value(self.product(), name, value, dimension.values()));
            };
            if *slot != ANY && *slot != at {
                return Err(query::selected_twice(name));
            }
            *slot = at;
        }
        if selected.selection.iter().all(|value| *value == ANY) {
            selected.selection.clear();
        } else if !selected.selection.contains(&ANY)
            && let Some(variant) = self.variant_of(&selected.selection)
        {
            selected.found = self.at(variant.saturating_add(1));
            selected.selection.clear();
        }
        Ok(selected)
    }

    /// The variant with a row of values.
    fn variant_of(&self, row: &[u32]) -> Option<u32> {
        let record = self.layer.product(self.index())?;
        let (mut low, mut high) = (0, record.variants.get());
        while low < high {
            let middle = low.midpoint(high);
            let values = self.layer.value_row(record, middle, row.len())?;
            match values.map(u32::from).cmp(row.iter().copied()) {
                Ordering::Equal => return Some(middle),
                Ordering::Less => low = middle.checked_add(1)?,
                Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The values of the variant, in the order of the dimensions; none for a product.
    pub fn values(&self) -> Vec<(&'s str, &'s str)> {
        let dimensions = dimensions::Dimensions::of(&self.layer, self.index());
        let row = self.ordinal().checked_sub(1).and_then(|variant| {
            let record = self.layer.product(self.index())?;
            self.layer.value_row(record, variant, dimensions.count())
        });
        let Some(row) = row else { return Vec::new() };
        dimensions
            .iter()
            .zip(row)
            .filter_map(|(d, value)| Some((d.name(), d.value(u32::from(value))?)))
            .collect()
    }
}

impl<'s> LayerRef<'s> {
    /// The value indexes of a variant.
    pub(crate) fn value_row(
        &self,
        record: &ProductRecord,
        variant: u32,
        width: usize,
    ) -> Option<impl Iterator<Item = u16> + use<'s>> {
        let start =
            (variant as usize).checked_mul(width)?.checked_add(usize::try_from(record.values.get()).ok()?)?;
        let from = start.checked_mul(2)?;
        let bytes = self.section(Section::Values).get(from..width.checked_mul(2)?.checked_add(from)?)?;
        Some(layout::all::<zerocopy::little_endian::U16>(bytes).iter().map(|value| value.get()))
    }
}
