//! The invariants of names, numbers and record ids.

use super::super::layer::{LayerRef, Wanted, long_text, touch};
use super::super::layout::{
    self, Cell, ChannelEntity, FAR_SHAPE, INLINE, LONG, LocaleRecord, OrderRecord, ProductRecord, REMOVED,
    RecordSlot, Row, Section, Slot, StashedRecord, TEXT_OFFSET_BITS,
};
use super::super::lists::Lists;
use super::super::{hash, shelf};
use super::{Blocks, Check, Finding, ensure};
use crate::locale::{RulesView, Tag};
use crate::policy::{Order, Parents};
use crate::resolve::ladder;
use std::collections::{HashMap, HashSet};
use zerocopy::IntoBytes;
use zerocopy::little_endian::U64;

/// Reads the slots of numbers, in the order of products, before they are looked at.
pub(super) fn touch_slots<'o>(layer: &LayerRef<'_>, orders: impl Iterator<Item = &'o OrderRecord>) {
    let places = orders.map(|record| (record.slot.get() as usize) << 5);
    touch(layer.section(Section::Numbers), places);
}

/// How many records are read ahead of their turn: tables of hashes are read in no order.
pub(super) const AHEAD: usize = 64;

/// 1. Strings is UTF-8.
pub(super) fn texts_are_utf8(check: &Check<'_>) -> Finding {
    let bytes = check.layer.section(Section::Strings);
    ensure(bytes.len() == check.strings.len(), || "the texts are not UTF-8".to_owned())
}

/// The steps in which all names are to be found in their index: those that a writer lets it have before it writes none, and
/// one for each name itself. More would be as many as there are pairs of names, where they were made to crowd.
struct Steps(std::cell::Cell<u64>, u64);

impl Steps {
    fn of(names: usize) -> Self {
        Self(std::cell::Cell::new(0), (names as u64).saturating_mul(33).saturating_add(1_000))
    }

    fn take(&self) {
        self.0.set(self.0.get().saturating_add(1));
    }

    fn left(&self) -> Finding {
        ensure(self.0.get() <= self.1, || "an index in which names crowd".to_owned())
    }
}

/// 2. Every catalog and channel is a text that is found at its own number.
pub(super) fn names_are_found(check: &Check<'_>) -> Finding {
    let layer = check.layer;
    let kinds = [(Section::Catalogs, Section::CatalogIndex), (Section::Channels, Section::ChannelIndex)];
    for (names, index) in kinds {
        let all = layer.all::<U64>(names);
        let slots = layer.count(index);
        let enough = slots == 0 || slots as usize >= all.len().saturating_mul(2);
        ensure(enough, || format!("an index of {slots} slots for {} names", all.len()))?;
        let steps = Steps::of(all.len());
        let mut firsts = HashMap::new();
        for (at, text) in (0u32..).zip(all) {
            check.text(text.get())?;
            let name = layer.text_bytes(text.get()).unwrap_or_default();
            check.reads(name.len())?;
            let equals = |other: u32| {
                steps.take();
                layer.at::<U64>(names, other).and_then(|other| layer.text_bytes(other.get())) == Some(name)
            };
            let found = if slots == 0 {
                Some(*firsts.entry(name).or_insert(at))
            } else {
                layer.indexed(index, names, name, equals)
            };
            steps.left()?;
            ensure(found == Some(at) && !name.is_empty(), || format!("the name {at} is found at {found:?}"))?;
        }
    }
    Ok(())
}

/// 3. Every locale is a canonical tag that is found at its own number, with the chain that the rules give.
pub(super) fn locales_have_their_chains(check: &Check<'_>) -> Finding {
    let layer = check.layer;
    let all = layer.all::<LocaleRecord>(Section::Locales);
    let below = layer.meta.below[2];
    let numbers: HashMap<&[u8], u32> =
        all.iter().filter_map(shelf::tag_bytes).zip(below.saturating_add(1)..).collect();
    let slots = layer.count(Section::LocaleIndex);
    let enough = slots == 0 || slots as usize >= all.len().saturating_mul(2);
    ensure(enough, || format!("an index of {slots} slots for {} locales", all.len()))?;
    let number = |tag: Tag| numbers.get(tag.as_str().as_bytes()).copied().unwrap_or(0);
    let steps = Steps::of(all.len());
    let mut firsts = HashMap::new();
    for (at, record) in (0u32..).zip(all) {
        let tag =
            LayerRef::tag(record).filter(|tag| Some(tag.as_str().as_bytes()) == shelf::tag_bytes(record));
        let Some(tag) = tag else { return Err(format!("the locale {at} is no canonical tag")) };
        let equals = |other: u32| {
            steps.take();
            layer.at::<LocaleRecord>(Section::Locales, other).and_then(shelf::tag_bytes)
                == Some(tag.as_str().as_bytes())
        };
        let found = if layer.count(Section::LocaleIndex) == 0 {
            Some(*firsts.entry(tag).or_insert(at))
        } else {
            layer.indexed(Section::LocaleIndex, Section::Locales, tag.as_str().as_bytes(), equals)
        };
        steps.left()?;
        ensure(found == Some(at), || format!("the locale {at} is found at {found:?}"))?;
        let chain = check.locales.chain(tag);
        let rungs = ladder::rung_chain(Order::Documented, &check.locales, Some(tag));
        let lengths = (usize::from(record.chain_length), usize::from(record.rung_length));
        ensure(lengths == (chain.len(), rungs.len()), || {
            format!("the chain of the locale {at} has another length")
        })?;
        let stored = record.chain.iter().zip(&chain).chain(record.rungs.iter().zip(&rungs));
        for (stored, tag) in stored {
            // a delta's chain may name locales of lower layers
            let right = stored.get() == number(*tag) || (below > 0 && (1..=below).contains(&stored.get()));
            ensure(right, || format!("the chain of the locale {at} is another"))?;
        }
    }
    Ok(())
}

/// 4. Listed channels are named, each once, with named locales.
pub(super) fn listed_channels_rise(check: &Check<'_>) -> Finding {
    let layer = check.layer;
    let mut seen = HashSet::new();
    let mut lists = Blocks::new(layer.count(Section::Words) as usize);
    for entity in layer.all::<ChannelEntity>(Section::ChannelEntities) {
        let channel = entity.channel.get();
        check.name(1, channel.saturating_add(1))?;
        ensure(seen.insert(channel), || format!("the channel {channel} is listed twice"))?;
        check.text(entity.name.get())?;
        match entity.locales.get() {
            REMOVED => ensure(layer.meta.is_delta, || format!("the channel {channel} is removed in a base"))?,
            start => {
                let locales = layer.counted(Section::Words, start);
                if lists.first(start, locales.len())? {
                    locales.iter().try_for_each(|locale| check.name(2, locale.get()))?;
                }
            }
        }
    }
    Ok(())
}

/// 5. Every number stands where it is looked for first, and as many are live as are in order.
pub(super) fn numbers_are_found(check: &Check<'_>) -> Finding {
    let layer = check.layer;
    let table = layer.all::<Slot>(Section::Numbers);
    let stash = layer.all::<Slot>(Section::NumberStash);
    let mut live = 0u32;
    for (at, slot) in table.iter().chain(stash).enumerate() {
        if at.is_multiple_of(AHEAD) {
            touch_lines(&layer, table.get(at..).unwrap_or_default(), at);
        }
        if slot.length == 0 {
            let free = slot.as_bytes().iter().all(|byte| *byte == 0) && at < table.len();
            ensure(free, || format!("the free slot {at} is not empty"))?;
            continue;
        }
        let inline = usize::from(slot.length) <= INLINE;
        ensure(inline || slot.length == LONG, || format!("the slot {at} has a length of {}", slot.length))?;
        let long = if inline { None } else { long_number(check, slot)? };
        let hash = if inline { inline_hash(&layer, slot) } else { long.map(|number| number.hash) };
        let Some(hash) = hash else {
            return Err(format!("the number in slot {at} is no text that a look-up could find"));
        };
        let found = if at < table.len() {
            long.is_none_or(|number| layer.holds(slot, &number)) && stands_first(&layer, table, at, hash)
        } else {
            let number = layer.number(slot).unwrap_or_default();
            let number = Wanted::new(number.as_bytes(), layer.meta.number_seed);
            layer.find(number).is_some_and(|found| std::ptr::eq(found, slot))
        };
        ensure(found, || format!("the number in slot {at} is not found"))?;
        if slot.order.get() == REMOVED {
            ensure(layer.meta.is_delta, || format!("the slot {at} is removed in a base"))?;
        } else {
            live = live.saturating_add(1);
        }
    }
    let ordered = layer.count(Section::Order);
    ensure(live == ordered, || format!("{live} numbers, {ordered} in order"))?;
    let rising = stash.windows(2).all(|pair| match pair {
        [one, other] => layer.number(one) < layer.number(other),
        _ => true,
    });
    ensure(rising, || "the stashed numbers do not rise".to_owned())
}

/// Reads the first lines of the next numbers, where they stand in their second.
fn touch_lines(layer: &LayerRef<'_>, slots: &[Slot], at: usize) {
    let lines = layer.section(Section::Numbers).len() >> 6;
    let mut first = [0usize; AHEAD];
    let mut count = 0usize;
    for (at, slot) in (at..).zip(slots.iter().take(AHEAD)) {
        let (one, _) = hash::lines(hash::of_words(slot.number_words(), layer.meta.number_seed), lines);
        if let Some(place) = first.get_mut(count) {
            *place = one << 6;
        }
        count = count.saturating_add(usize::from(one != at >> 1));
    }
    touch(layer.section(Section::Numbers), first.into_iter().take(count));
}

/// Whether a look-up of a number with this hash comes to the slot at an index before any other that holds it.
fn stands_first(layer: &LayerRef<'_>, table: &[Slot], at: usize, hash: u64) -> bool {
    let (one, other) = hash::lines(hash, table.len() >> 1);
    let Some(slot) = table.get(at) else { return false };
    let is_same = |index: usize| table.get(index).is_some_and(|other| have_one_number(layer, slot, other));
    let line = at >> 1;
    let is_second_in_line = at & 1 == 1 && is_same(at ^ 1);
    // a look-up reads the first line first: only a slot of the second has it before itself
    let is_there = line == one || (line == other && !is_same(one << 1) && !is_same((one << 1) | 1));
    is_there && !is_second_in_line
}

/// Whether two slots hold the same number.
fn have_one_number(layer: &LayerRef<'_>, one: &Slot, other: &Slot) -> bool {
    match one.length {
        LONG => {
            let hashes = [one, other].map(|slot| slot.key.first_chunk::<8>());
            other.length == LONG && hashes[0] == hashes[1] && layer.number(one) == layer.number(other)
        }
        _ => other.holds(one.number_words()),
    }
}

/// The hash of the number that a slot holds itself; nothing where it is no text, or where more follows it.
fn inline_hash(layer: &LayerRef<'_>, slot: &Slot) -> Option<u64> {
    let words = slot.number_words();
    let [one, two, three] = words;
    let (first, last) = (u128::from(two) << 64 | u128::from(one), three as u32);
    let bits = u32::from(slot.length).saturating_mul(8);
    let behind = first.checked_shr(bits).unwrap_or(0)
        | u128::from(last.checked_shr(bits.saturating_sub(128)).unwrap_or(0));
    let is_ascii = (one | two | u64::from(last)) & 0x8080_8080_8080_8080 == 0;
    let is_text = is_ascii || core::str::from_utf8(slot.key.get(..usize::from(slot.length))?).is_ok();
    (behind == 0 && is_text).then(|| hash::of_words(words, layer.meta.number_seed))
}

/// A number that lies among the texts; nothing where it is none.
fn long_number<'s>(check: &Check<'s>, slot: &'s Slot) -> Result<Option<Wanted<'s>>, String> {
    let layer = check.layer;
    let text = long_text(slot).unwrap_or(u64::MAX - 1);
    check.text(text)?;
    check.reads((text >> TEXT_OFFSET_BITS) as usize)?;
    let number = layer.number(slot).filter(|number| !number.is_empty());
    Ok(number.map(|number| Wanted::new(number.as_bytes(), layer.meta.number_seed)))
}

/// 6. Products take their places in Order one after the other, each before its variants.
///
/// The slot of each place leads back to it, and has the shape of its product and the cells of one of
/// its groups.
pub(super) fn order_is_that_of_products(check: &Check<'_>) -> Finding {
    let layer = check.layer;
    let mut next = 0u32;
    let mut last: Option<(u32, (u32, bool))> = None;
    let orders = layer.all::<OrderRecord>(Section::Order);
    let products = layer.all::<ProductRecord>(Section::Products).iter().zip(layer.all::<Row>(Section::Rows));
    for (at, (product, row)) in (0u32..).zip(products) {
        ensure(product.order.get() == next, || {
            format!("the product {at} begins at {}", product.order.get())
        })?;
        let shape = row.shape.get();
        let (classes, has_tree) = match last {
            Some((other, known)) if other == shape => known,
            _ => check
                .shared
                .shape(shape)
                .and_then(|shape| Some((u32::try_from(shape.classes).ok()?, shape.has_tree)))
                .unwrap_or((0, true)),
        };
        last = Some((shape, (classes, has_tree)));
        check.within("a group", row.groups.get(), product.variants.get().saturating_add(2))?;
        let alone = Alone::of(&layer, row, classes == 1 && !has_tree);
        let end = next.saturating_add(product.variants.get()).saturating_add(1);
        for order in next..end {
            if (order as usize).is_multiple_of(AHEAD) {
                touch_slots(&layer, orders.iter().skip(order as usize).take(AHEAD));
            }
            let record = layer.order_record(order).filter(|record| record.product.get() == at);
            let Some(record) = record else {
                return Err(format!("a number of the product {at} is another's"));
            };
            let slot = layer.slot(record.slot.get()).filter(|slot| slot.order.get() == order);
            let Some(slot) = slot else { return Err(format!("the place {order} leads elsewhere")) };
            if let Some(lists) = slot.lists() {
                ensure(alone.holds(lists), || format!("the place {order} shows what its product does not"))?;
                continue;
            }
            ensure(slot.shape() == shape.min(FAR_SHAPE), || format!("the place {order} has another shape"))?;
            let from = slot.cells.get().checked_sub(row.cells.get());
            let group = from.filter(|from| from.checked_rem(classes) == Some(0));
            let group = group.and_then(|from| from.checked_div(classes)).unwrap_or(REMOVED);
            check.within("a group", group, row.groups.get())?;
        }
        next = end;
    }
    let count = layer.count(Section::Order);
    ensure(next == count, || format!("{count} places for {next} numbers"))
}

/// The cells that slots may have themselves: those of the groups of a product of one class.
struct Alone<'s> {
    cells: &'s [Cell],
    /// All of them, where there are many.
    many: HashSet<Lists>,
}

impl<'s> Alone<'s> {
    fn of(layer: &LayerRef<'s>, row: &Row, one_class: bool) -> Self {
        let first = row.cells.get() as usize;
        let groups = if one_class { row.groups.get() as usize } else { 0 };
        let end = first.saturating_add(groups);
        let cells = layer.all::<Cell>(Section::Cells).get(first..end).unwrap_or_default();
        let many = if cells.len() > 8 { cells.iter().map(Cell::lists).collect() } else { HashSet::new() };
        Self { cells, many }
    }

    fn holds(&self, lists: Lists) -> bool {
        match self.many.is_empty() {
            true => self.cells.iter().any(|cell| cell.lists() == lists),
            false => self.many.contains(&lists),
        }
    }
}

/// Reads the first lines of the next record ids.
fn touch_records(layer: &LayerRef<'_>, orders: &[OrderRecord]) {
    let records = layer.section(Section::Records);
    let hashes = orders
        .iter()
        .take(AHEAD)
        .map(|record| hash::record_id(record.record_id.get(), layer.meta.record_seed));
    touch(records, hashes.map(|hash| hash::lines(hash, records.len() >> 6).0 << 6));
}

/// 7. Every record id is found at its own place, and none is there that is not.
pub(super) fn record_ids_are_found(check: &Check<'_>) -> Finding {
    let layer = check.layer;
    let mut count = 0usize;
    let orders = layer.all::<OrderRecord>(Section::Order);
    let records = layer.section(Section::Records);
    for (at, record) in (0u32..).zip(orders) {
        if (at as usize).is_multiple_of(AHEAD) {
            touch_records(&layer, orders.get(at as usize..).unwrap_or_default());
        }
        let id = record.record_id.get();
        if id == 0 {
            continue;
        }
        count = count.saturating_add(1);
        ensure(id <= i64::MAX as u64, || format!("the record id {id} is out of range"))?;
        let hash = hash::record_id(id, layer.meta.record_seed);
        let (one, other) = hash::lines(hash, records.len() >> 6);
        let place = (hash as u32, at.saturating_add(1));
        let in_line = |line| layout::at(records, line).map_or((0, false), |line| stands_in(line, place));
        // a look-up that meets its tag but once, and with this place, comes to it
        let stands = match in_line(one) {
            (0, _) => in_line(other) == (1, true),
            first => first == (1, true),
        };
        if !stands {
            let found = layer.find_record(id);
            ensure(found == Some(at), || format!("the record id {id} is found at {found:?}"))?;
        }
    }
    let table = layer.all::<RecordSlot>(Section::Records).iter().filter(|slot| slot.order.get() != 0).count();
    let stash = layer.all::<StashedRecord>(Section::RecordStash);
    let stashed = stash.iter().filter(|record| record.order.get() != REMOVED).count();
    let removed = stash.len() > stashed;
    ensure(!removed || layer.meta.is_delta, || "a record id is removed in a base".to_owned())?;
    ensure(table.saturating_add(stashed) == count, || {
        format!("{count} record ids in {table} and {stashed} places")
    })?;
    let rising = stash.windows(2).all(|pair| match pair {
        [one, other] => one.id.get() < other.id.get(),
        _ => true,
    });
    ensure(rising, || "the stashed record ids do not rise".to_owned())
}

/// How often a line has a tag, and whether the place is there with it; without a branch, for it may be any of them.
fn stands_in(line: &[RecordSlot; 8], (tag, order): (u32, u32)) -> (u32, bool) {
    line.iter().fold((0, false), |(count, stands), slot| {
        let is_tag = (slot.tag.get() == tag) & (slot.order.get() != 0);
        (count.saturating_add(u32::from(is_tag)), stands | (is_tag & (slot.order.get() == order)))
    })
}

/// 20. The locale rules are sound, and there where the parents are CLDR's.
pub(super) fn rules_are_sound(check: &Check<'_>) -> Finding {
    let rules = check.layer.section(Section::Rules);
    let wanted = check.layer.meta.policy.parents == Parents::Cldr && !check.layer.meta.is_delta;
    if !wanted {
        return ensure(rules.is_empty(), || "locale rules where none belong".to_owned());
    }
    let sound = RulesView::new(rules).is_some_and(|rules| rules.verify());
    ensure(sound, || "the locale rules are not sound".to_owned())
}
