//! Every invariant is broken once, sealed again, and found.
#![allow(clippy::arithmetic_side_effects, reason = "a test fails by panicking")]

use super::{Blocks, INVARIANTS};
use crate::fault::Code;
use crate::flatten::Flatten;
use crate::limits::Limits;
use crate::model::Publication;
use crate::policy::{Parents, Policy};
use crate::snapshot::Snapshot;
use crate::snapshot::hash;
use crate::snapshot::layer::{LayerRef, Wanted};
use crate::snapshot::layout::{
    Header, OrderRecord, REMOVED, RecordSlot, Section, SectionEntry, Slot, StashedRecord, at,
};
use zerocopy::IntoBytes;

const SHOP: &str = r##"{"omnimedia": "publication/1",
 "channels": [{"id": "007", "locales": ["en-AU", "zh-Hant-TW"]}, {"id": "128", "name": "Online"}],
 "swatches": [{"dimension": "Color", "value": "Blue", "hex": "#0000FF"}, {"dimension": "Color", "value": "Red", "asset": "A2"}],
 "assets": [{"id": "A1", "kind": "image", "url": "a1", "text": {"neutral": {"alt": "one"}, "en": {"alt": "uno", "tags": ["t"]}}},
            {"id": "A2", "kind": "image", "channels": ["007"], "properties": {"a": "b"}}, {"id": "A3", "kind": "file"}],
 "categories": [{"id": "c1", "media": [{"channel": "128", "image": "A1"}]}, {"id": "c2", "media": [{"channel": "007", "locale": "en"}]}],
 "products": [{"number": "P1", "record_id": 7, "name": "One", "categories": ["c1"], "properties": {"p": "q"},
   "dimensions": [{"name": "Color", "values": ["Red", "Blue"]}, {"name": "Size", "values": ["S", "M"]}],
   "variants": [{"number": "P1-RS", "record_id": 8, "values": {"Color": "Red", "Size": "S"}},
                {"number": "P1-BM-a-very-long-number-indeed", "values": {"Color": "Blue", "Size": "M"}}],
   "media": [{"master": {"primary": ["A1", "A2"], "additional": [{"purpose": "manual", "asset": "A3"}]},
              "dimensions": [{"match": {"Color": "Blue"}, "primary": {"mode": "append", "items": ["A2"]}}],
              "variants": {"P1-RS": {"primary": ["A2"]}},
              "swatches": [{"dimension": "Color", "value": "Blue", "asset": "A1", "crop": {"x": 0, "y": 0, "width": 1, "height": 1}}]},
             {"channel": "007", "catalog": "77", "locale": "en-AU", "master": {"primary": {"mode": "inherit"}}}]},
  {"number": "P2", "media": [{"master": {"primary": ["A1"]}}]}]}"##;

fn bytes() -> Vec<u8> {
    let publication = Publication::from_json(SHOP.as_bytes(), &Limits::default()).unwrap();
    let policy = Policy { parents: Parents::Cldr, ..Policy::default() };
    Flatten::new(&publication, policy).to_bytes().unwrap()
}

/// Where a section begins.
fn start(bytes: &[u8], section: Section) -> usize {
    entries(bytes).find(|(_, entry)| entry.kind.get() == section as u32).unwrap().1.offset.get() as usize
}

fn entries(bytes: &[u8]) -> impl Iterator<Item = (usize, SectionEntry)> + '_ {
    let count = at::<Header>(bytes, 0).unwrap().sections.get() as usize;
    (0..count).map(|index| {
        let place = size_of::<Header>() + index * size_of::<SectionEntry>();
        (place, *at::<SectionEntry>(&bytes[place..], 0).unwrap())
    })
}

/// Puts every checksum right again.
fn seal(bytes: &mut [u8]) {
    for (place, mut entry) in entries(bytes).collect::<Vec<_>>() {
        let from = entry.offset.get() as usize;
        let checksum = hash::checksum(&bytes[from..from + entry.length.get() as usize]);
        entry.checksum.set(checksum);
        bytes[place..place + size_of::<SectionEntry>()].copy_from_slice(entry.as_bytes());
    }
    let mut header = *at::<Header>(bytes, 0).unwrap();
    let end = size_of::<Header>() + header.sections.get() as usize * size_of::<SectionEntry>();
    let mut sealed = header.as_bytes()[..size_of::<Header>() - 8].to_vec();
    sealed.extend_from_slice(&bytes[size_of::<Header>()..end]);
    header.checksum.set(hash::checksum(&sealed));
    bytes[..size_of::<Header>()].copy_from_slice(header.as_bytes());
}

/// For each invariant: a section, a byte of it, and what is written there.
const BREAKS: [(u32, Section, usize, &[u8]); 20] = [
    (1, Section::Strings, 0, &[0xFF]),
    (2, Section::Channels, 0, &[0xFF, 0xFF]),
    (3, Section::Locales, 28, &[99]),
    (4, Section::ChannelEntities, 0, &[99]),
    (5, Section::Numbers, 20, &[0xEE]),
    (6, Section::Products, 4, &[9]),
    (7, Section::Order, 8, &[99]),
    (8, Section::Products, 16, &[0xF0]),
    (9, Section::Values, 0, &[9]),
    (10, Section::Dimensions, 48, &[0, 0]),
    (11, Section::Shapes, 16, &[99]),
    (12, Section::Cells, 0, &[1]),
    (13, Section::Sets, 4, &[99]),
    (14, Section::Swatches, 12, &[9]),
    (15, Section::Galleries, 0, b"wrong hash"),
    (16, Section::Assets, 28, &[9]),
    (17, Section::Texts, 8, &[99]),
    (18, Section::Paints, 7, &[7]),
    (19, Section::Central, 16, &[99]),
    (20, Section::Rules, 3, &[0xAA]),
];

#[test]
fn shared_blocks_are_read_once_and_lie_side_by_side() {
    let mut blocks = Blocks::new(10);
    assert_eq!(
        (blocks.first(1, 4), blocks.first(1, 4), blocks.first(0, 0)),
        (Ok(true), Ok(false), Ok(false))
    );
    assert_eq!(blocks.first(5, 5), Ok(true));
    assert!(blocks.first(2, 3).is_err());
}

#[test]
fn what_was_written_is_verified() {
    Snapshot::open(bytes()).unwrap().verify().unwrap();
}

#[test]
fn every_broken_invariant_is_found_by_its_number() {
    let whole = bytes();
    let numbers: Vec<u32> = INVARIANTS.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, BREAKS.map(|(number, ..)| number));
    for (number, section, offset, new) in BREAKS {
        let mut broken = whole.clone();
        let place = start(&whole, section) + offset;
        assert_ne!(&broken[place..place + new.len()], new, "invariant {number} is not broken");
        broken[place..place + new.len()].copy_from_slice(new);
        seal(&mut broken);
        let faults = Snapshot::open(broken).unwrap().verify().expect_err(&format!("invariant {number}"));
        assert!(faults.iter().all(|fault| fault.code() == Code::SnapshotDamaged));
        let named = format!("invariant {number}:");
        assert!(
            faults.iter().any(|fault| fault.message().contains(&named)),
            "invariant {number}, found: {faults}"
        );
    }
}

#[test]
fn a_changed_section_is_found_by_its_checksum() {
    let mut broken = bytes();
    let place = start(&broken, Section::Strings);
    broken[place] ^= 1;
    let faults = Snapshot::open(broken).unwrap().verify().expect_err("a changed section");
    assert_eq!(faults.first().code(), Code::SnapshotChecksum);
}

/// Writes a word of a section, seals, and gives the findings.
fn findings(mut bytes: Vec<u8>, section: Section, offset: usize, new: u32) -> String {
    let place = start(&bytes, section) + offset;
    bytes[place..place + 4].copy_from_slice(&new.to_le_bytes());
    seal(&mut bytes);
    Snapshot::open(bytes).unwrap().verify().expect_err("a broken invariant").to_string()
}

// Slots that are alone do not say their shape: that of the row must fit what else the product has.
#[test]
fn the_shape_of_another_product_is_found() {
    let shop = r#"{"omnimedia": "publication/1", "assets": [{"id": "A1", "kind": "image"}, {"id": "A2", "kind": "image"}],
     "products": [{"number": "A", "dimensions": [{"name": "c", "values": ["r", "g"]}, {"name": "s", "values": ["m", "l"]}],
        "variants": [{"number": "A1", "values": {"c": "r", "s": "m"}}],
        "media": [{"master": {"primary": ["A1"]}, "dimensions": [{"match": {"c": "r"}, "primary": ["A2"]}]}]},
       {"number": "B"}]}"#;
    let publication = Publication::from_json(shop.as_bytes(), &Limits::default()).unwrap();
    let bytes = Flatten::new(&publication, Policy::default()).to_bytes().unwrap();
    let rows = start(&bytes, Section::Rows);
    let [one, other] = [0, 16].map(|row| u32::from_le_bytes(bytes[rows + row..][..4].try_into().unwrap()));
    assert_ne!(one, other);
    assert!(findings(bytes, Section::Rows, 0, other).contains("invariant 13:"));
}

#[test]
fn what_is_free_or_composed_says_nothing() {
    let bytes = bytes();
    let numbers = start(&bytes, Section::Numbers);
    let free = (0..).step_by(32).find(|slot| bytes[numbers + slot + 20] == 0).unwrap();
    assert!(findings(bytes, Section::Numbers, free + 24, 1).contains("invariant 5:"));
}

/// Products with a document each, in a channel of their own.
fn products_in_channels(count: usize) -> Vec<u8> {
    let product = |at: usize| {
        format!(
            r#"{{"number": "P{at:03}", "media": [{{"channel": "C{at}", "master": {{"primary": ["A1"]}}}}]}}"#
        )
    };
    let products: Vec<String> = (0..count).map(product).collect();
    let json = format!(
        r#"{{"omnimedia": "publication/1", "assets": [{{"id": "A1", "kind": "image"}}], "products": [{}]}}"#,
        products.join(", ")
    );
    let publication = Publication::from_json(json.as_bytes(), &Limits::default()).unwrap();
    Flatten::new(&publication, Policy::default()).to_bytes().unwrap()
}

#[test]
fn shapes_that_lie_over_each_other_are_found_and_not_read() {
    let mut bytes = products_in_channels(40);
    let (shapes, rows) = (start(&bytes, Section::Shapes), start(&bytes, Section::Rows));
    let words =
        entries(&bytes).find(|(_, entry)| entry.kind.get() == Section::Shapes as u32).unwrap().1.length.get()
            / 4;
    // no documents, no tree, and a table of half the section
    let slots = u32::try_from(words / 2).unwrap();
    let pattern: Vec<u8> =
        [0, 0, slots, 0].into_iter().cycle().take(words as usize).flat_map(u32::to_le_bytes).collect();
    bytes[shapes..shapes + pattern.len()].copy_from_slice(&pattern);
    for row in 0..20u32 {
        let at = rows + row as usize * Section::Rows.record();
        bytes[at..at + 4].copy_from_slice(&(row * 4).to_le_bytes());
    }
    seal(&mut bytes);
    let faults = Snapshot::open(bytes).unwrap().verify().expect_err("shapes over each other").to_string();
    assert!(faults.contains("invariant 11: blocks lie over each other"), "{faults}");
}

#[test]
fn a_product_has_no_more_groups_than_itself_and_its_variants() {
    let bytes = products_in_channels(2);
    let place = core::mem::offset_of!(crate::snapshot::layout::Row, groups);
    assert!(findings(bytes, Section::Rows, place, 2).contains("invariant 6:"));
}

#[test]
fn a_table_has_every_document_once_and_near() {
    let media: Vec<String> =
        (0..20).map(|at| format!(r#"{{"channel": "C{at}", "master": {{"primary": ["A1"]}}}}"#)).collect();
    let json = format!(
        r#"{{"omnimedia": "publication/1", "assets": [{{"id": "A1", "kind": "image"}}],
            "products": [{{"number": "P", "media": [{}]}}]}}"#,
        media.join(", ")
    );
    let publication = Publication::from_json(json.as_bytes(), &Limits::default()).unwrap();
    let bytes = Flatten::new(&publication, Policy::default()).to_bytes().unwrap();
    let table = (super::super::shape::HEAD + 20 * super::super::shape::DOCUMENT) * 4;
    let slot = |at: usize| {
        let from = start(&bytes, Section::Shapes) + table + at * 4;
        u32::from_le_bytes(bytes[from..from + 4].try_into().unwrap())
    };
    let taken: Vec<usize> = (0..40).filter(|at| slot(*at) != 0).collect();
    let free = (0..40).find(|at| slot(*at) == 0).unwrap();
    assert_eq!(taken.len(), 20);
    for (at, new) in [(taken[0], slot(taken[1])), (taken[0], 0), (taken[0], 21), (free, slot(taken[0]))] {
        let found = findings(bytes.clone(), Section::Shapes, table + at * 4, new);
        assert!(found.contains("invariant 11:"), "{new} in slot {at}: {found}");
    }
}

#[test]
fn texts_are_read_as_often_as_a_file_of_their_length_can_ask_for() {
    let bytes = bytes();
    let snapshot = Snapshot::open(&bytes).unwrap();
    let check = super::Check::new(snapshot.layers.first().unwrap().as_ref(), snapshot.locales());
    assert_eq!(check.reads(bytes.len() * 1_000), Ok(()));
    assert!(check.reads(bytes.len() * 1_000).is_err());
}

/// Products that share all documents but one, and have values, or swatches, of their own.
fn sharing(documents: usize, products: usize, dimensions: usize, is_of_swatches: bool) -> Vec<u8> {
    use crate::model::{DocumentBuilder, ProductBuilder, SetBuilder, SwatchBuilder};
    let limits = Limits { dimensions, ..Limits::default() };
    let names: Vec<String> = (0..dimensions).map(|at| format!("D{at}")).collect();
    let document = |at: usize, own: &str| {
        let document = DocumentBuilder::new().channel(format!("C{at}"));
        if is_of_swatches {
            let hex = if at == 0 { own } else { "#000000" };
            let swatch = |name: &String| SwatchBuilder::new(name.as_str(), "v").hex(hex);
            return names.iter().fold(document, |document, name| document.swatch(swatch(name)));
        }
        let pattern: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "v")).collect();
        let document = document.master(SetBuilder::new().primary(["A1"]));
        if at == 0 { document.dimensions(pattern, SetBuilder::new().primary(["A2"])) } else { document }
    };
    let head = Publication::from_json(
        br#"{"omnimedia": "publication/1", "assets": [{"id": "A1", "kind": "image"}, {"id": "A2", "kind": "image"}]}"#,
        &Limits::default(),
    )
    .unwrap();
    let mut flatten = Flatten::start(Policy::default(), &head).unwrap();
    for product in 0..products {
        let own = if is_of_swatches { "w".to_owned() } else { format!("w{product}") };
        let mut builder = ProductBuilder::new(format!("P{product}"));
        for name in &names {
            builder = builder.dimension(name.as_str(), ["v", own.as_str()]);
        }
        let hex = format!("#{product:06}");
        builder = (0..documents).fold(builder, |builder, at| builder.document(document(at, &hex)));
        flatten.push(&builder.build(&limits).unwrap()).unwrap();
    }
    flatten.finish().unwrap()
}

#[test]
fn products_may_share_very_many_documents() {
    for bytes in [sharing(1_000, 500, 1, false), sharing(100, 100, 64, true), sharing(60, 200, 16, false)] {
        Snapshot::open(bytes).unwrap().verify().unwrap();
    }
}

#[test]
fn needs_are_put_together_in_bounded_steps() {
    let bytes = bytes();
    let snapshot = Snapshot::open(&bytes).unwrap();
    let check = super::Check::new(snapshot.layers.first().unwrap().as_ref(), snapshot.locales());
    super::sets::needs_are_bounded(&check);
}

#[test]
fn a_delta_that_leaves_half_of_a_product_below_is_found() {
    let product = |number: &str, id: u64, variants: &str| {
        format!(
            r#"{{"omnimedia": "publication/1", "products": [{{"number": "{number}", "record_id": {id},
            "dimensions": [{{"name": "c", "values": ["r", "g"]}}], "variants": [{variants}]}}]}}"#
        )
    };
    let variant = |number: &str, id: u64, value: &str| {
        format!(r#"{{"number": "{number}", "record_id": {id}, "values": {{"c": "{value}"}}}}"#)
    };
    let read = |json: String| Publication::from_json(json.as_bytes(), &Limits::default()).unwrap();
    let (red, green) = (variant("PR", 8, "r"), variant("PG", 9, "g"));
    let both = format!("{red}, {green}");
    let flat = |json: &str| Flatten::new(&read(json.to_owned()), Policy::default()).to_bytes().unwrap();
    let base = flat(&product("P1", 7, &both));
    // a delta of another shop, which says that it belongs on this one
    let delta = |json: &str, number: &str| {
        let other = flat(json);
        let (after, other) = (read(json.to_owned()), Snapshot::open(&other).unwrap());
        let mut delta = Flatten::change(&after, &other).unwrap().product(number).to_bytes().unwrap();
        let mut header = *at::<Header>(&delta, 0).unwrap();
        header.base = at::<Header>(&base, 0).unwrap().content;
        delta[..size_of::<Header>()].copy_from_slice(header.as_bytes());
        seal(&mut delta);
        let snapshot = Snapshot::open_with(&base[..], [&delta[..]]).unwrap();
        let verified = snapshot.verify().map_err(|faults| faults.to_string());
        assert_eq!(snapshot.verify_newest().map_err(|faults| faults.to_string()), verified);
        verified
    };
    assert_eq!(delta(&product("P1", 7, &both), "P1"), Ok(()));
    assert_eq!(delta(&product("P2", 70, ""), "P2"), Ok(()));
    for (json, number, finding) in [
        (product("P1", 7, &red), "P1", "the product `P1` is here, and its `PG` not"),
        (product("P1", 70, &both), "P1", "the product `P1` is here, and its record id 7 not"),
        (product("P2", 70, &red), "P2", "`PR` is one of the product `P1` below, which is not here"),
        (product("P2", 9, ""), "P2", "`9` is one of the product `P1` below, which is not here"),
    ] {
        let faults = delta(&json, number).expect_err(finding);
        assert!(faults.contains(&format!("invariant 21: {finding}")), "{finding}: {faults}");
    }
}

#[test]
fn a_file_of_far_too_many_sections_is_not_opened() {
    let mut bytes = bytes();
    bytes[24..28].copy_from_slice(&1_025u32.to_le_bytes());
    assert_eq!(Snapshot::open(bytes).unwrap_err().code(), Code::SnapshotDamaged);
}

/// Products of which some numbers do not fit into their slots, others are not ASCII, and each has a record id.
fn many_numbers(products: core::ops::Range<usize>) -> Publication {
    let product = |at: usize| {
        let end = ["-with-a-rather-long-name", "-ü", ""][at % 3];
        format!(r#"{{"number": "N{at}{end}", "record_id": {}}}"#, at + 1)
    };
    let products: Vec<String> = products.map(product).collect();
    let json = format!(r#"{{"omnimedia": "publication/1", "products": [{}]}}"#, products.join(", "));
    Publication::from_json(json.as_bytes(), &Limits::default()).unwrap()
}

/// Whether each look-up comes to its own slot, and as many numbers, or record ids, are there as in order.
fn every_look_up_is_right(layer: &LayerRef<'_>, section: Section) -> bool {
    let orders = layer.all::<OrderRecord>(Section::Order);
    if section == Section::Records {
        let used = layer.all::<RecordSlot>(section).iter().filter(|slot| slot.order.get() != 0).count();
        let stash = layer.all::<StashedRecord>(Section::RecordStash);
        let stashed = stash.iter().filter(|record| record.order.get() != REMOVED).count();
        let found = |at: usize| layer.find_record(orders[at].record_id.get()) == Some(at as u32);
        return (0..orders.len()).all(found) && used + stashed == orders.len();
    }
    let all = layer.all::<Slot>(section);
    let is_found = |slot: &Slot| {
        let number = layer.number(slot).filter(|number| !number.is_empty());
        let wanted = number.map(|number| Wanted::new(number.as_bytes(), layer.meta.number_seed));
        wanted.and_then(|wanted| layer.find(wanted)).is_some_and(|found| std::ptr::eq(found, slot))
    };
    let is_free = |slot: &Slot| slot.length == 0 && slot.as_bytes().iter().all(|byte| *byte == 0);
    let is_removed = |slot: &Slot| slot.order.get() == REMOVED;
    let live = all.iter().filter(|slot| slot.length != 0 && !is_removed(slot)).count();
    all.iter().all(|slot| is_free(slot) || (is_found(slot) && (layer.meta.is_delta || !is_removed(slot))))
        && live == orders.len()
}

// `verify` reads most slots but once; what it says must be what a look-up of each number and record id would.
#[test]
fn tables_are_sound_where_every_look_up_comes_to_its_own_slot() {
    let flat = |publication: &Publication| Flatten::new(publication, Policy::default()).to_bytes().unwrap();
    let base = flat(&many_numbers(0..400));
    let gone = many_numbers(0..500);
    let opened = Snapshot::open(&base[..]).unwrap();
    let after = many_numbers(200..500);
    let mut change = Flatten::change(&after, &opened).unwrap();
    for number in gone.products().map(|product| product.number()) {
        change.product(number);
    }
    let delta = change.to_bytes().unwrap();
    let mut random = 1u64;
    let mut next = |below: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % below
    };
    let mut outcomes = [[0u32; 2]; 4];
    for round in 0..8_000 {
        let is_delta = round & 2 != 0;
        let mut changed = if is_delta { delta.clone() } else { base.clone() };
        let (section, width) = [(Section::Numbers, 32), (Section::Records, 8)][round & 1];
        let slots = entries(&changed).find(|(_, entry)| entry.kind.get() == section as u32).unwrap().1;
        let (from, count) = (slots.offset.get() as usize, slots.length.get() as usize / width);
        // slots change places, one stands twice, or a byte of one changes
        let [one, other] = [next(count), next(count)].map(|slot| from + slot * width);
        match next(4) {
            0 => changed.copy_within(one..one + width, other),
            1 => changed[one + next(width)] ^= 1 << next(8),
            // two of one line, whose look-ups come to either
            2 => (0..width).for_each(|byte| changed.swap(one + byte, ((one - from) & !63) + from + byte)),
            _ => (0..width).for_each(|byte| changed.swap(one + byte, other + byte)),
        }
        let deltas: &[Vec<u8>] = if is_delta { &[changed.clone()] } else { &[] };
        let snapshot =
            Snapshot::open_with(if is_delta { base.clone() } else { changed }, deltas.to_vec()).unwrap();
        let layer = snapshot.layers.last().unwrap().as_ref();
        let check = super::Check::new(layer, snapshot.locales());
        let finding = match section {
            Section::Numbers => super::index::numbers_are_found(&check),
            _ => super::index::record_ids_are_found(&check),
        };
        let is_right = every_look_up_is_right(&layer, section);
        assert_eq!(finding.is_ok(), is_right, "round {round}: {finding:?}");
        outcomes[round & 3][usize::from(is_right)] += 1;
    }
    assert!(outcomes.as_flattened().iter().all(|count| *count > 100), "{outcomes:?}");
}

#[test]
fn a_product_of_many_groups_shows_what_its_slots_say() {
    let variants: Vec<String> =
        (0..20).map(|at| format!(r#"{{"number": "V{at}", "values": {{"D": "{at}"}}}}"#)).collect();
    let values: Vec<String> = (0..20).map(|at| format!(r#""{at}""#)).collect();
    let sets: Vec<String> = (0..20).map(|at| format!(r#""V{at}": {{"primary": ["A{at}"]}}"#)).collect();
    let assets: Vec<String> = (0..20).map(|at| format!(r#"{{"id": "A{at}", "kind": "image"}}"#)).collect();
    let json = format!(
        r#"{{"omnimedia": "publication/1", "assets": [{}], "products": [{{"number": "P",
            "dimensions": [{{"name": "D", "values": [{}]}}], "variants": [{}],
            "media": [{{"master": {{"primary": ["A0"]}}, "variants": {{{}}}}}]}}]}}"#,
        assets.join(", "),
        values.join(", "),
        variants.join(", "),
        sets.join(", ")
    );
    let publication = Publication::from_json(json.as_bytes(), &Limits::default()).unwrap();
    let bytes = Flatten::new(&publication, Policy::default()).to_bytes().unwrap();
    Snapshot::open(&bytes[..]).unwrap().verify().unwrap();
    let numbers = start(&bytes, Section::Numbers);
    let taken = (0..).step_by(32).find(|slot| bytes[numbers + slot + 20] != 0).unwrap();
    let gallery = u32::from_le_bytes(bytes[numbers + taken + 24..][..4].try_into().unwrap());
    assert!(findings(bytes, Section::Numbers, taken + 24, gallery + 1).contains("invariant 6:"));
}
