//! The invariants of products and what belongs to each.

use super::super::dimensions::Dimensions;
use super::super::hash;
use super::super::layer::LayerRef;
use super::super::layout::{
    COMPOSE, Cell, OriginRecord, ProductRecord, Row, Section, TEXT_OFFSET_BITS, words,
};
use super::super::shape::{DECIDED, Shape, context_hash};
use super::index::{AHEAD, touch_slots};
use super::{Bits, Check, Finding, ensure, media};
use crate::fault::shortened;
use std::collections::HashSet;
use zerocopy::little_endian::{U16, U32};

/// The products with their rows.
pub(super) fn products<'s>(
    layer: &LayerRef<'s>,
) -> impl Iterator<Item = (u32, &'s ProductRecord, &'s Row)> + use<'s> {
    let rows = layer.all::<Row>(Section::Rows);
    (0u32..)
        .zip(layer.all::<ProductRecord>(Section::Products))
        .zip(rows)
        .map(|((at, product), row)| (at, product, row))
}

/// 8. Products rise by number, as many as rows; their names and properties lie where they should.
pub(super) fn products_rise(check: &Check<'_>) -> Finding {
    let layer = check.layer;
    let (count, rows) = (layer.count(Section::Products), layer.count(Section::Rows));
    ensure(count == rows, || format!("{count} products and {rows} rows"))?;
    let mut last: Option<&str> = None;
    let all = layer.all::<ProductRecord>(Section::Products);
    for (at, product, _) in products(&layer) {
        if (at as usize).is_multiple_of(AHEAD) {
            let ahead = all.iter().skip(at as usize).take(AHEAD);
            touch_slots(&layer, ahead.filter_map(|product| layer.order_record(product.order.get())));
        }
        let number = layer.number_of(at, 0);
        ensure(number.is_some() && last < number, || format!("the product {at} does not rise"))?;
        check.reads(number.map_or(0, str::len))?;
        last = number;
        check.text(product.name.get())?;
        media::properties(check, product.properties.get())?;
    }
    Ok(())
}

/// 9. The values of variants are those of the product's dimensions, and rise.
pub(super) fn values_are_of_the_dimensions(check: &Check<'_>) -> Finding {
    let layer = check.layer;
    let all = layer.all::<U16>(Section::Values);
    let mut next = 0u64;
    let mut known: (u32, &[u32]) = (0, &[]);
    for (at, product, _) in products(&layer) {
        ensure(product.values.get() == next, || format!("the values of the product {at} begin elsewhere"))?;
        if known.0 != product.dimensions.get() {
            known = (product.dimensions.get(), check.shared.widths(product.dimensions.get()));
        }
        let counts = known.1;
        ensure(product.variants.get() == 0 || !counts.is_empty(), || {
            format!("the product {at} has no dimensions")
        })?;
        let length = u64::from(product.variants.get()).saturating_mul(counts.len() as u64);
        let from = usize::try_from(next).unwrap_or(usize::MAX);
        next = next.saturating_add(length);
        let to = usize::try_from(next).unwrap_or(usize::MAX);
        let Some(rows) = all.get(from..to) else { return Err(format!("the product {at} lacks values")) };
        let mut last: Option<&[U16]> = None;
        for row in rows.chunks_exact(counts.len().max(1)) {
            let legal = row.iter().zip(counts).all(|(value, count)| u32::from(value.get()) < *count);
            let rises = last.is_none_or(|last| {
                let (last, row) = (last.iter().map(|value| value.get()), row.iter().map(|value| value.get()));
                last.lt(row)
            });
            ensure(legal && rises, || format!("the values of the product {at} do not rise"))?;
            last = Some(row);
        }
    }
    let count = u64::from(layer.count(Section::Values));
    ensure(next == count, || format!("{count} values where {next} belong"))
}

/// 10. Dimensions are whole, and their values are found.
pub(super) fn dimensions_are_sorted(check: &Check<'_>) -> Finding {
    let layer = check.layer;
    let [_, side_by_side] = &check.shared.side_by_side;
    side_by_side.clone()?;
    let mut seen = Bits::new(layer.count(Section::Dimensions) as usize);
    for (at, product, _) in products(&layer) {
        if product.dimensions.get() == 0 || !seen.insert(product.dimensions.get()) {
            continue;
        }
        let dimensions = Dimensions::of(&layer, at);
        let all: Vec<_> = dimensions.iter().collect();
        ensure(all.len() == dimensions.count() && !all.is_empty(), || {
            format!("a dimension of the product {at} is cut")
        })?;
        for text in all.iter().flat_map(|dimension| dimension.texts()) {
            check.text(text)?;
            check.reads((text >> TEXT_OFFSET_BITS) as usize)?;
        }
        let mut names = HashSet::with_capacity(all.len());
        let once = all.iter().all(|dimension| !dimension.name().is_empty() && names.insert(dimension.name()));
        ensure(once, || format!("a dimension of the product {at} has no name"))?;
        for dimension in all {
            // as many different values as there are places: then each is found at its own
            ensure(dimension.rises(), || {
                format!("the values of `{}` of the product {at} are not found", shortened(dimension.name()))
            })?;
        }
    }
    Ok(())
}

/// 11. Shapes have named contexts, each once, that their tables find; their trees lead forward, to classes.
pub(super) fn shapes_lead_to_classes(check: &Check<'_>) -> Finding {
    let layer = check.layer;
    let [side_by_side, _] = &check.shared.side_by_side;
    side_by_side.clone()?;
    let mut seen = Bits::new(layer.count(Section::Shapes) as usize);
    for (at, _, row) in products(&layer) {
        if !seen.insert(row.shape.get()) {
            continue;
        }
        let facts = check.shared.shape(row.shape.get());
        let Some((facts, shape)) = facts.zip(Shape::read(&layer, row.shape.get())) else {
            return Err(format!("the shape of the product {at} is cut"));
        };
        table(&shape).map_err(|finding| format!("{finding}, in the shape of the product {at}"))?;
        let mut contexts = HashSet::new();
        for document in shape.documents() {
            let [catalog, channel, normal, written] = document.map(U32::get);
            check.context([catalog, channel, normal])?;
            check.name(2, written)?;
            ensure(contexts.insert([catalog, channel, normal]), || {
                format!("a context of the product {at} stands twice")
            })?;
            let found = shape.has_table().then(|| shape.seek(catalog, channel, normal)).flatten();
            let right = found.is_none_or(|found| shape.documents().get(found as usize) == Some(document));
            let lost = shape.has_table() && found.is_none();
            ensure(right && !lost, || format!("a context of the product {at} is not found"))?;
        }
        tree(shape.tree(), shape.documents().len(), facts.classes)?;
    }
    Ok(())
}

/// A table has each document once, and near the place where it is looked for: no more steps away, all together, than
/// those that a writer goes before it writes no table.
fn table(shape: &Shape<'_>) -> Finding {
    let (slots, documents) = (shape.table().len(), shape.documents());
    let mut seen = Bits::new(documents.len());
    let (mut count, mut steps) = (0usize, 0usize);
    for (at, slot) in shape.table().iter().enumerate() {
        let Some(index) = slot.get().checked_sub(1) else { continue };
        let Some([catalog, channel, normal, _]) = documents.get(index as usize) else {
            return Err("a slot has no document".to_owned());
        };
        ensure(seen.insert(index), || "a document has two slots".to_owned())?;
        let home = hash::lines(context_hash(catalog.get(), channel.get(), normal.get()), slots).0;
        let behind = if home <= at { at } else { at.saturating_add(slots) };
        steps = steps.saturating_add(behind.saturating_sub(home)).saturating_add(1);
        count = count.saturating_add(1);
    }
    let most = documents.len().saturating_mul(33).saturating_add(1_000);
    let whole = slots == 0 || (count == documents.len() && count < slots);
    ensure(whole && steps <= most, || {
        format!("a table of {slots} slots has {count} documents, {steps} steps away")
    })
}

fn tree(tree: &[U32], documents: usize, classes: usize) -> Finding {
    let mut node = 0usize;
    while let Some([class, branches, rest @ ..]) = tree.get(node..) {
        ensure(class.get() as usize <= classes, || format!("a class {class} of {classes}"))?;
        let count = if branches.get() == DECIDED { 0 } else { branches.get() as usize };
        let Some(words) = count.checked_mul(2).and_then(|words| rest.get(..words)) else {
            return Err("a node of a tree is cut".to_owned());
        };
        let mut last = None;
        for [document, target] in words.as_chunks::<2>().0 {
            let forward = target.get() as usize > node && (target.get() as usize) < tree.len();
            let rises = last < Some(document.get()) && (document.get() as usize) < documents;
            ensure(forward && rises, || "a tree does not lead forward".to_owned())?;
            last = Some(document.get());
        }
        node = node.saturating_add(2).saturating_add(words.len());
    }
    Ok(())
}

/// 12. Every class and group has a cell, which leads to a gallery and to the origins of its items.
pub(super) fn cells_lead_to_answers(check: &Check<'_>) -> Finding {
    let layer = check.layer;
    let all = layer.all::<Cell>(Section::Cells);
    // products share cells and shapes: each is read once
    let composed: Vec<usize> =
        all.iter().enumerate().filter(|(_, cell)| cell.gallery.get() == COMPOSE).map(|(at, _)| at).collect();
    let mut last: Option<(u32, Option<usize>)> = None;
    let mut ranges: Vec<(usize, usize)> = Vec::with_capacity(layer.count(Section::Rows) as usize);
    for (at, product, row) in products(&layer) {
        let shape = row.shape.get();
        let known = match last {
            Some((other, known)) if other == shape => known,
            _ => check.shared.shape(shape).map(|shape| shape.classes),
        };
        last = Some((shape, known));
        let Some(classes) = known else { continue };
        check.within("a group", row.groups.get(), product.variants.get().saturating_add(2))?;
        let first = row.cells.get() as usize;
        let end = first.saturating_add(classes.saturating_mul(row.groups.get() as usize));
        ensure(first < end && end <= all.len(), || format!("the product {at} lacks cells"))?;
        let next = composed.get(composed.partition_point(|place| *place < first));
        ensure(row.sets.get() != 0 || next.is_none_or(|place| *place >= end), || {
            format!("the product {at} has no sets")
        })?;
        ranges.push((first, end));
    }
    ranges.sort_unstable();
    let mut done = 0;
    let mut galleries = Bits::new(layer.section(Section::Galleries).len() >> 3);
    for (first, end) in ranges {
        let cells = all.get(first.max(done)..end).unwrap_or_default();
        cells.iter().try_for_each(|cell| cell_is_right(check, cell, &mut galleries))?;
        done = done.max(end);
    }
    for origin in layer.all::<OriginRecord>(Section::Origins) {
        check.context([origin.catalog.get(), origin.channel.get(), origin.locale.get()])?;
        check.within("a level", origin.level.get(), 3)?;
        let fixed = layer.counted(Section::Words, origin.pattern.get());
        let even = fixed.len() & 1 == 0 && (origin.level.get() == 1) != fixed.is_empty();
        ensure(even, || "an origin has no pattern, or one that it should not have".to_owned())?;
    }
    Ok(())
}

fn cell_is_right(check: &Check<'_>, cell: &Cell, galleries: &mut Bits) -> Finding {
    if cell.gallery.get() == COMPOSE {
        return ensure(cell.shown.get() == 0, || "a composed cell shows something".to_owned());
    }
    let layer = check.layer;
    let head = media::head(check, *cell)?;
    if !galleries.insert(cell.gallery.get()) {
        return Ok(());
    }
    let (primary, additional) = (head.primary.get(), head.additional.get());
    let start = head.origins.get() as usize;
    let section = layer.section(Section::AnswerOrigins);
    let Some([winner, severed, of_primary, of_additional]) = words(section, start, 4) else {
        return Err("the origins of an answer are cut".to_owned());
    };
    let listed = |uniform: &U32, count: u32| if uniform.get() == 0 { count as usize } else { 0 };
    let count = listed(of_primary, primary).saturating_add(listed(of_additional, additional));
    let Some(listed) = words(section, start.saturating_add(4), count) else {
        return Err("the origins of an answer are cut".to_owned());
    };
    let end = layer.count(Section::Origins).saturating_add(1);
    for origin in [winner, severed, of_primary, of_additional] {
        check.within("an origin", origin.get(), end)?;
    }
    listed.iter().try_for_each(|origin| {
        check.within("an origin", origin.get(), end)?;
        ensure(origin.get() > 0, || "an item has no origin".to_owned())
    })
}
