//! Every invariant of an index is broken once, sealed again, and found; what hashes crowd out is found too.
#![allow(clippy::arithmetic_side_effects, reason = "a test fails by panicking")]

use super::layout::{IndexHeader, Line, ShardRecord};
use super::open::{checksum, content};
use super::{Shards, directory, shard_of};
use crate::fault::{Code, Faults};
use crate::flatten::Flatten;
use crate::limits::Limits;
use crate::model::Publication;
use crate::policy::{Parents, Policy};
use crate::snapshot::layout::at;
use crate::snapshot::{Snapshot, hash};
use zerocopy::{FromBytes, IntoBytes};

type Set = Shards<Vec<u8>>;

/// A shop of products with a variant each; `variant` is that of P5.
fn shop(variant: &str, channel: &str) -> Publication {
    let product = |number: usize| {
        let variant = if number == 5 { variant.to_owned() } else { format!("V{number}") };
        format!(
            r#"{{"number": "P{number}", "record_id": {}, "dimensions": [{{"name": "Size", "values": ["S"]}}],
            "variants": [{{"number": "{variant}", "record_id": {}, "values": {{"Size": "S"}}}}],
            "media": [{{"channel": "c{number}", "master": {{"primary": ["A1"]}}}}]}}"#,
            number + 100,
            number + 200
        )
    };
    let products: Vec<String> = (1..=6).map(product).collect();
    let json = format!(
        r#"{{"omnimedia": "publication/1", "channels": [{{"id": "{channel}"}}],
        "assets": [{{"id": "A1", "kind": "image", "url": "a1"}}], "products": [{}]}}"#,
        products.join(",")
    );
    Publication::from_json(json.as_bytes(), &Limits::default()).unwrap()
}

fn shards_of(publication: &Publication, count: u32) -> Vec<Vec<u8>> {
    let policy = Policy { parents: Parents::Cldr, ..Policy::default() };
    let shard = |shard| {
        let mut flatten = Flatten::start(policy, publication).unwrap();
        for product in publication.products().filter(|product| shard_of(product.number(), count) == shard) {
            flatten.push(product).unwrap();
        }
        flatten.finish().unwrap()
    };
    (0..count).map(shard).collect()
}

fn opened(shards: &[Vec<u8>]) -> Vec<Snapshot<Vec<u8>>> {
    shards.iter().map(|bytes| Snapshot::open(bytes.clone()).unwrap()).collect()
}

fn index(shards: &[Vec<u8>]) -> Result<Vec<u8>, Faults> {
    Shards::index(&opened(shards))
}

/// The shards of a shop, and their index.
fn two() -> (Vec<Vec<u8>>, Vec<u8>) {
    let shards = shards_of(&shop("V5", "128"), 2);
    let index = index(&shards).unwrap();
    (shards, index)
}

fn header(index: &[u8]) -> IndexHeader {
    *at::<IndexHeader>(index, 0).unwrap()
}

const NONE: [u32; 0] = [];

const TABLE: usize = size_of::<IndexHeader>();

/// Where the directories begin: their lines are few.
fn lines(index: &mut [u8]) -> &mut [Line] {
    let (start, count) = ((TABLE + 2 * size_of::<ShardRecord>()).next_multiple_of(64), index.len());
    <[Line]>::mut_from_bytes(&mut index[start..count]).unwrap()
}

/// Puts every checksum and the content hash right again.
fn seal(index: &mut [u8]) {
    let mut header = header(index);
    let numbers = header.numbers.lines.get() as usize;
    let table = index[TABLE..TABLE + 2 * size_of::<ShardRecord>()].to_vec();
    let (of_numbers, of_records) = lines(index).split_at(numbers);
    header.numbers.checksum.set(hash::checksum(of_numbers.as_bytes()));
    header.records.checksum.set(hash::checksum(of_records.as_bytes()));
    header.content = content(&header, &table).to_le_bytes();
    header.checksum.set(checksum(&header, &table));
    index[..TABLE].copy_from_slice(header.as_bytes());
}

/// Gives a shard of an index the name of another snapshot.
fn rename(index: &mut [u8], number: usize, shard: &[u8]) {
    let place = TABLE + number * size_of::<ShardRecord>();
    let mut record = *at::<ShardRecord>(&index[TABLE..], number).unwrap();
    record.content = Snapshot::open(shard).unwrap().content_hash().to_le_bytes();
    record.length.set(shard.len() as u64);
    index[place..place + size_of::<ShardRecord>()].copy_from_slice(record.as_bytes());
}

/// What `verify` says, without the shards' own faults.
fn broken(index: Vec<u8>, shards: &[Vec<u8>]) -> Vec<u32> {
    let set = Set::open(index, shards.to_vec()).unwrap();
    let Err(faults) = set.verify() else { return Vec::new() };
    let number = |fault: &crate::fault::Fault| {
        assert_eq!(fault.code(), Code::SnapshotDamaged, "{fault}");
        let number = fault.message().split_once("invariant ").unwrap().1.split_once(':').unwrap().0;
        number.parse().unwrap()
    };
    faults.iter().map(number).collect()
}

#[test]
fn a_sound_set_breaks_no_invariant() {
    let (shards, index) = two();
    assert_eq!(broken(index, &shards), NONE);
}

#[test]
fn each_invariant_of_an_index_is_found_broken() {
    let (shards, good) = two();
    let with = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut index = good.clone();
        change(&mut index);
        seal(&mut index);
        index
    };
    let records_at = header(&good).numbers.lines.get() as usize;
    let wild = with(&|index| lines(index)[0].shards[0].set(3));
    assert!(broken(wild, &shards).contains(&1));
    let count = with(&|index| index[TABLE + 24] += 1);
    assert_eq!(broken(count, &shards), [2]);
    let number = with(&|index| lines(index)[0].tags[0] ^= 1);
    assert_eq!(broken(number, &shards), [3]);
    let record = with(&|index| lines(index)[records_at].tags[0] ^= 1);
    assert_eq!(broken(record, &shards), [4]);

    let swapped = with(&|index| {
        let all = lines(index).iter_mut().flat_map(|line| &mut line.shards);
        all.filter(|shard| shard.get() != 0).for_each(|shard| shard.set(3 - shard.get()));
        let size = size_of::<ShardRecord>();
        let (one, other) = index[TABLE..TABLE + 2 * size].split_at_mut(size);
        one.swap_with_slice(other);
    });
    let other_way: Vec<_> = shards.iter().rev().cloned().collect();
    assert_eq!(broken(swapped, &other_way), [5]);
}

/// One that is in the other shard than P5.
fn in_the_other_shard() -> usize {
    (1..=6).find(|number| shard_of(&format!("P{number}"), 2) != shard_of("P5", 2)).unwrap()
}

#[test]
fn a_number_in_two_shards_is_refused_and_found() {
    let (shards, mut index_of_good) = two();
    let twice = format!("V{}", in_the_other_shard());
    // P5 alone in a shop where its variant is called like that of another shard
    let of = shard_of("P5", 2) as usize;
    let json = format!(
        r#"{{"omnimedia": "publication/1", "channels": [{{"id": "128"}}],
        "products": [{{"number": "P5", "record_id": 105, "dimensions": [{{"name": "Size", "values": ["S"]}}],
        "variants": [{{"number": "{twice}", "record_id": 205, "values": {{"Size": "S"}}}}]}}]}}"#
    );
    let alone = Publication::from_json(json.as_bytes(), &Limits::default()).unwrap();
    let mut mixed = shards.clone();
    mixed[of] = shards_of(&alone, 2)[of].clone();
    let faults = index(&mixed).unwrap_err();
    let codes: Vec<Code> = faults.iter().map(|fault| fault.code()).collect();
    assert_eq!(codes, [Code::DuplicateIdentifier]);
    assert!(faults.first().message().contains(&twice), "{faults}");
    assert_eq!(faults.first().place().to_string(), "shards[1]");

    // the same with an index that was not made from it
    rename(&mut index_of_good, of, &mixed[of]);
    let seed = header(&index_of_good).numbers.seed.get();
    let tag = |number: &str| directory::tag(hash::key(number.as_bytes(), seed));
    let line = &mut lines(&mut index_of_good)[0];
    let entry = line.tags.iter().position(|one| one.get() == tag("V5")).unwrap();
    line.tags[entry].set(tag(&twice));
    seal(&mut index_of_good);
    assert!(broken(index_of_good, &mixed).contains(&6));
}

#[test]
fn another_head_is_refused_and_found() {
    let (shards, mut index_of_good) = two();
    let mut mixed = shards.clone();
    mixed[1] = shards_of(&shop("V5", "129"), 2)[1].clone();
    assert_eq!(index(&mixed).unwrap_err().first().code(), Code::WrongShard);
    rename(&mut index_of_good, 1, &mixed[1]);
    seal(&mut index_of_good);
    assert_eq!(broken(index_of_good, &mixed), [7]);
}

#[test]
fn what_hashes_crowd_out_is_asked_of_every_shard() {
    let (shards, mut index) = two();
    let seeds = [header(&index).numbers.seed.get(), header(&index).records.seed.get()];
    let places = [hash::key(b"P3", seeds[0]), hash::record_id(203, seeds[1])].map(directory::tag);
    for (line, tag) in lines(&mut index).iter_mut().zip(places) {
        // the last entry takes the place of the one that goes
        let last = line.shards.iter().rposition(|shard| shard.get() != 0).unwrap();
        let gone = line.tags.iter().position(|one| one.get() == tag).unwrap();
        (line.tags[gone], line.shards[gone]) = (line.tags[last], line.shards[last]);
        line.tags[last].set(0);
        line.shards[last].set(0);
    }
    seal(&mut index);
    assert_eq!(broken(index.clone(), &shards), [2, 3, 4]);
    let mut changed = header(&index);
    changed.numbers.left_out.set(1);
    changed.records.left_out.set(1);
    index[..TABLE].copy_from_slice(changed.as_bytes());
    seal(&mut index);
    assert_eq!(broken(index.clone(), &shards), NONE);
    let set = Set::open(index, shards).unwrap();
    assert_eq!(set.find("P3").unwrap().number(), "P3");
    assert_eq!(set.find_record_id(203).unwrap().number(), "V3");
    assert!(set.get("P9").is_none());
    assert!(set.find_record_id(999).is_err());
    let shelf = set.shelf(Some("c3"), None, None).unwrap();
    let mut shown = Vec::new();
    set.answers_sharded(&["P3", "P9", "V3"], &shelf, &mut None, |_, view| {
        shown.push(view.map(|view| view.primary_len()));
    })
    .unwrap();
    assert_eq!(shown, [Some(1), None, Some(1)]);
}

/// A generator; the same numbers each time.
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

fn ask_everything(set: &Set) {
    let shelf = set.shelf(Some("c3"), Some("fr-CA"), Some("7")).unwrap();
    let numbers: Vec<String> = (0..8).flat_map(|n| [format!("P{n}"), format!("V{n}")]).collect();
    for number in &numbers {
        if let Some(found) = set.get(number) {
            assert_eq!(found.number(), number);
            let _ = found.answer_sharded(&shelf, &mut None).map(|view| view.to_answer());
        }
    }
    (0..300).for_each(|id| drop(set.find_record_id(id)));
    set.answers_sharded(&numbers, &shelf, &mut None, |_, view| drop(view.map(|view| view.to_answer())))
        .unwrap();
    let _ = (set.verify(), set.known_contexts().len());
}

#[test]
fn a_find_of_another_snapshot_has_no_shard() {
    let (shards, index) = two();
    let set = Set::open(index, shards.clone()).unwrap();
    let found = set.find("P1").unwrap();
    assert!(set.shard_with(&found).unwrap().find("P1").is_ok());
    let alone = Snapshot::open(shards_of(&shop("V5", "128"), 1).remove(0)).unwrap();
    let foreign = alone.find("P1").unwrap();
    assert_eq!(set.shard_with(&foreign).err().map(|fault| fault.code()), Some(Code::WrongShelf));
}

#[test]
fn damaged_index_bytes_are_refused_or_asked_in_vain() {
    let (shards, good) = two();
    let mut state = 7;
    let mut opened = 0;
    for round in 0..3_000 {
        let mut index = good.clone();
        for _ in 0..=round % 4 {
            let at = next(&mut state) % index.len();
            index[at] = next(&mut state) as u8;
        }
        let sound = header(&index);
        let fits = sound.numbers.lines == header(&good).numbers.lines;
        if round % 3 > 0 && fits {
            seal(&mut index);
        }
        if let Ok(set) = Set::open(index, shards.clone()) {
            opened += 1;
            ask_everything(&set);
        }
    }
    assert!(opened > 300, "{opened}");
    for end in 0..good.len() {
        assert!(Set::open(good[..end].to_vec(), shards.clone()).is_err(), "{end}");
    }
}

#[test]
fn a_full_directory_leads_to_every_key_within_reach() {
    let mut table = vec![0u8; 64 * 1_000];
    let table = <[Line]>::mut_from_bytes(&mut table).unwrap();
    let keys: Vec<u64> = (0..12_800u64).map(|id| hash::record_id(id, 0)).collect();
    for (shard, hash) in (1..).zip(&keys) {
        let mut reached = directory::reach(*hash, table.len());
        assert!(reached.any(|place| table[place].put(directory::tag(*hash), shard)), "{shard}");
    }
    let directory = directory::Directory { lines: table };
    for (shard, hash) in (0..).zip(&keys) {
        assert!(directory.shards(*hash).any(|one| one == shard), "{shard}");
    }
    let unknown = (20_000..120_000u64).map(|id| directory.shards(hash::record_id(id, 0)).count());
    // 16 entries with tags of 16 bits: some 20 of 100,000
    assert!(unknown.sum::<usize>() < 60);
}

// The values of docs/FORMAT.md: whoever shards elsewhere must find the same.
#[test]
fn shards_have_the_documented_values() {
    let of = |number: &str| [0, 1, 2, 4, 7, 256, 65_535].map(|shards| shard_of(number, shards));
    assert_eq!(of(""), [0, 0, 0, 0, 1, 56, 14547]);
    assert_eq!(of("S1"), [0, 0, 1, 2, 4, 158, 40587]);
    assert_eq!(of("81327"), [0, 0, 0, 1, 2, 74, 19001]);
    assert_eq!(of("a number of more than twenty bytes"), [0, 0, 1, 2, 4, 163, 41953]);
}

#[test]
fn what_is_found_may_go_to_another_thread() {
    fn is_shared<T: Send + Sync>(_: &T) {}
    let (shards, index) = two();
    let one = opened(&shards).remove(0);
    let set = Set::open(index, shards).unwrap();
    let found = set.find("P1").unwrap();
    is_shared(&found);
    is_shared(&one.products());
}

#[test]
fn a_snapshot_with_deltas_is_no_shard() {
    let publication = shop("V5", "128");
    let (shards, index) = two();
    let with_delta = |bytes: &Vec<u8>| {
        let base = Snapshot::open(bytes.clone()).unwrap();
        let delta = Flatten::change(&publication, &base).unwrap().to_bytes().unwrap();
        Snapshot::open_with(bytes.clone(), [delta]).unwrap()
    };
    let fault = Shards::of(index.clone(), shards.iter().map(with_delta)).unwrap_err();
    assert_eq!(fault.code(), Code::WrongKind);
    assert!(Shards::of(index, opened(&shards)).is_ok());
}
