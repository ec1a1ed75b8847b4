//! The invariant of deltas: what they replace, they replace whole.

use super::super::layer::LayerRef;
use super::super::layout::{OrderRecord, REMOVED, Section, Slot};
use super::{Check, Finding, ensure};
use crate::fault::shortened;

/// Where a number is found below, if it is not removed there.
fn number_below<'s>(lower: &[LayerRef<'s>], number: &[u8]) -> Option<(LayerRef<'s>, &'s Slot)> {
    let found = lower
        .iter()
        .rev()
        .find_map(|layer| Some((*layer, LayerRef::find_number(layer.bytes, layer.meta, number)?)));
    found.filter(|(_, slot)| slot.order.get() != REMOVED)
}

/// Where a record id is found below, if it is not removed there.
fn record_below<'s>(lower: &[LayerRef<'s>], id: u64) -> Option<(LayerRef<'s>, u32)> {
    let found = lower.iter().rev().find_map(|layer| Some((*layer, layer.find_record(id)?)));
    found.filter(|(_, order)| *order != REMOVED)
}

/// 21. A delta has every number and record id of the products below that it changes anything of, new or removed.
pub(super) fn fits_below(check: &Check<'_>, lower: &[LayerRef<'_>]) -> Finding {
    let delta = &check.layer;
    if lower.is_empty() {
        return Ok(());
    }
    let has = |number: &str| LayerRef::find_number(delta.bytes, delta.meta, number.as_bytes()).is_some();
    // what is below is read once: a product is replaced under its own number alone
    let mut left: u64 = lower.iter().map(|layer| u64::from(layer.count(Section::Order))).sum();
    let slots = delta.all::<Slot>(Section::Numbers).iter().chain(delta.all(Section::NumberStash));
    for slot in slots.filter(|slot| slot.length != 0) {
        let Some(number) = delta.number(slot) else { continue };
        let Some((layer, old)) = number_below(lower, number.as_bytes()) else { continue };
        let head = head_of(&layer, old.order.get()).unwrap_or_default();
        check.reads(number.len().saturating_add(head.len()))?;
        ensure(has(head), || without(number, head))?;
        if head != number {
            continue;
        }
        let product =
            layer.order_record(old.order.get()).and_then(|record| layer.product(record.product.get()));
        let Some(product) = product else { continue };
        let numbers = u64::from(product.variants.get()).saturating_add(1);
        left =
            left.checked_sub(numbers).ok_or_else(|| "products that lie over each other below".to_owned())?;
        for ordinal in 0..=product.variants.get() {
            let Some(record) = layer.order_record(product.order.get().saturating_add(ordinal)) else { break };
            let one = layer.slot(record.slot.get()).and_then(|slot| layer.number(slot)).unwrap_or_default();
            check.reads(one.len())?;
            ensure(has(one), || {
                format!("the product `{}` is here, and its `{}` not", shortened(head), shortened(one))
            })?;
            let id = record.record_id.get();
            ensure(id == 0 || delta.find_record(id).is_some(), || {
                format!("the product `{}` is here, and its record id {id} not", shortened(head))
            })?;
        }
    }
    for record in delta.all::<OrderRecord>(Section::Order) {
        let id = record.record_id.get();
        let below = if id == 0 { None } else { record_below(lower, id) };
        let Some((layer, order)) = below else { continue };
        let head = head_of(&layer, order).unwrap_or_default();
        check.reads(head.len())?;
        ensure(has(head), || without(&id.to_string(), head))?;
    }
    Ok(())
}

/// The number of the product of a place in Order.
fn head_of<'s>(layer: &LayerRef<'s>, order: u32) -> Option<&'s str> {
    layer.number_of(layer.order_record(order)?.product.get(), 0)
}

fn without(what: &str, product: &str) -> String {
    let (what, product) = (shortened(what), shortened(product));
    format!("`{what}` is one of the product `{product}` below, which is not here")
}
