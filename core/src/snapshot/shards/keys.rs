//! What a shard has: its numbers, its products, its record ids.

use crate::snapshot::layer::LayerRef;
use crate::snapshot::layout::{OrderRecord, REMOVED, Section, Slot};

/// The numbers of products and variants, as they lie; `None` for one that is no text.
pub(crate) fn numbers<'s>(layer: LayerRef<'s>) -> impl Iterator<Item = Option<&'s str>> {
    let slots = [Section::Numbers, Section::NumberStash].into_iter();
    let slots = slots.flat_map(move |section| layer.all::<Slot>(section));
    let taken = slots.filter(|slot| slot.length != 0 && slot.order.get() != REMOVED);
    taken.map(move |slot| layer.number(slot))
}

/// How many numbers there are.
pub(crate) fn count_of_numbers(layer: LayerRef<'_>) -> u64 {
    layer.count(Section::Order).into()
}

/// The numbers of the products, in order; `None` for one that is no text.
pub(crate) fn products<'s>(layer: LayerRef<'s>) -> impl Iterator<Item = Option<&'s str>> {
    (0..layer.count(Section::Products)).map(move |product| layer.number_of(product, 0))
}

/// The record ids of products and variants, in order.
pub(crate) fn record_ids<'s>(layer: LayerRef<'s>) -> impl Iterator<Item = u64> {
    let ids = layer.all::<OrderRecord>(Section::Order).iter().map(|record| record.record_id.get());
    ids.filter(|id| *id != 0)
}
