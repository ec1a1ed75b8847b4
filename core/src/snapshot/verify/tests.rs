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
use crate::snapshot::layout::{Header, Section, SectionEntry, at};
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
    let before = read(product("P1", 7, &format!("{red}, {green}")));
    let after = read(product("P1", 7, &red));
    let base = Flatten::new(&before, Policy::default()).to_bytes().unwrap();
    let opened = Snapshot::open(&base).unwrap();
    let mut change = Flatten::change(&after, &opened).unwrap();
    let delta = change.product("P1").to_bytes().unwrap();
    let verified = |delta: &[u8]| Snapshot::open_with(&base[..], [delta]).unwrap().verify();
    verified(&delta).unwrap();

    // another number for what the delta has, and another record id: what it had is left below
    let numbers = start(&delta, Section::Numbers);
    let slot = |number: &[u8]| {
        let mut slots = delta[numbers..].chunks(32);
        numbers + slots.position(|slot| slot.starts_with(number) && slot[number.len()] == 0).unwrap() * 32
    };
    let order = start(&delta, Section::Order);
    for (place, new, finding) in [
        (slot(b"PG"), &b"XG"[..], "its `PG` not"),
        (slot(b"P1"), b"X1", "is one of the product `P1` below"),
        (order + 8, &[5], "its record id 7 not"),
    ] {
        let mut broken = delta.clone();
        broken[place..place + new.len()].copy_from_slice(new);
        seal(&mut broken);
        let faults = verified(&broken).expect_err(finding).to_string();
        assert!(faults.contains("invariant 21:") && faults.contains(finding), "{finding}: {faults}");
    }
}

#[test]
fn a_file_of_far_too_many_sections_is_not_opened() {
    let mut bytes = bytes();
    bytes[24..28].copy_from_slice(&1_025u32.to_le_bytes());
    assert_eq!(Snapshot::open(bytes).unwrap_err().code(), Code::SnapshotDamaged);
}
