//! Names chosen to crowd the hash tables of a snapshot, and the pages on security against what they tell of.
//!
//! The hashes of a snapshot are public, and their seeds stand in its header: whoever makes a publication can choose
//! numbers that want the same lines. Here they are chosen for every seed that the writer tries.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use libtest_mimic::Trial;
use omnimedia::{
    ChannelBuilder, Code, DocumentBuilder, Flatten, Limits, Policy, ProductBuilder, Publication, Query,
    Shards, Snapshot, shard_of,
};
use omnimedia_tests::agree::equal;
use omnimedia_tests::{Stop, trials, workspace_root};
use xxhash_rust::xxh3::xxh3_64_with_seed;

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        numbers_that_would_all_hash_alike_are_no_text,
        numbers_that_want_the_same_lines,
        long_numbers_that_want_the_same_lines,
        record_ids_that_want_the_same_lines,
        names_that_want_the_same_slots,
        record_ids_that_crowd_the_index_of_shards,
        the_page_of_limits_is_as_the_library_has_them,
        every_unsafe_block_is_reviewed,
        a_kind_of_handle_is_of_one_type,
    ]
}

/// The seeds that a writer tries.
const SEEDS: u64 = 8;
/// Keys that are chosen for each of them.
const EACH: usize = 1_500;
/// The part of a table into which they go: so many times smaller.
const PART: u64 = 32;

fn fold(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    product as u64 ^ (product >> 64) as u64
}

/// The hash of a name of up to 20 bytes, as docs/FORMAT.md has it.
fn short(name: &[u8], seed: u64) -> u64 {
    let mut bytes = [0u8; 24];
    bytes[..name.len()].copy_from_slice(name);
    bytes[20] = name.len() as u8;
    let [one, two, three] = [0, 8, 16].map(|at| u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap()));
    let first = fold(one ^ seed ^ 0x9E37_79B9_7F4A_7C15, two ^ 0xD6E8_FEB8_6659_FD93);
    fold(first ^ three, 0x9FB2_1C65_1E98_DF25)
}

fn mix(id: u64, seed: u64) -> u64 {
    let first = (id ^ seed).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let second = (first ^ (first >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    second ^ (second >> 32)
}

/// Whether both lines of a hash lie at the begin of a table, however long it is.
fn crowds(hash: u64) -> bool {
    let other = hash.wrapping_mul(0x9FB2_1C65_1E98_DF25).rotate_left(32);
    hash < u64::MAX / PART && other < u64::MAX / PART
}

/// As many keys for every seed, of all that `make` gives, that `hash` sends to the begin of a table.
fn chosen<K>(make: impl Fn(u64) -> K, hash: impl Fn(&K, u64) -> u64, crowds: impl Fn(u64) -> bool) -> Vec<K> {
    let mut tried = 0u64;
    let mut all = Vec::new();
    for seed in 0..SEEDS {
        let before = all.len();
        while all.len() < before + EACH {
            tried += 1;
            let key = make(tried);
            if crowds(hash(&key, seed)) {
                all.push(key);
            }
        }
    }
    all
}

fn products(numbers: impl Iterator<Item = (String, Option<u64>)>) -> Result<Publication, Stop> {
    let mut builder = Publication::builder(Limits::default());
    for (number, id) in numbers {
        let product = ProductBuilder::new(number);
        builder.product(match id {
            Some(id) => product.record_id(id),
            None => product,
        });
    }
    Ok(builder.build()?)
}

fn flattened(publication: &Publication) -> Result<(Vec<u8>, Duration), Stop> {
    let began = Instant::now();
    let bytes = Flatten::new(publication, Policy::default()).to_bytes()?;
    Ok((bytes, began.elapsed()))
}

/// The bytes of a section, by docs/FORMAT.md.
fn section(bytes: &[u8], kind: u32) -> usize {
    let word = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
    let long = |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap());
    let entries = (0..word(24) as usize).map(|at| 112 + at * 32);
    entries.filter(|at| word(*at) == kind).map(|at| long(at + 16) as usize).sum()
}

const NUMBER_STASH: u32 = 10;
const RECORD_STASH: u32 = 13;
const CHANNEL_INDEX: u32 = 7;

/// Products with such keys are flattened in the time that others take, and found; others that crowd are not.
fn endure(
    hostile: Vec<(String, Option<u64>)>,
    friendly: impl Iterator<Item = (String, Option<u64>)>,
    stash: u32,
    record: usize,
) -> Result<(), Stop> {
    let (known, strangers) = hostile.split_at(hostile.len() - 500);
    let publication = products(known.iter().cloned())?;
    let (bytes, took) = flattened(&publication)?;
    let (other, other_took) = flattened(&products(friendly.take(known.len()))?)?;
    assert_eq!(section(&other, stash), 0, "keys that nobody chose are in the stash");
    let stashed = section(&bytes, stash) / record;
    assert!(stashed > 0, "the keys do not crowd");
    // those that were chosen for the best of the seeds, and hardly any other
    assert!(stashed <= EACH, "{stashed} of {} keys found no place", known.len());
    let most = other_took * 30 + Duration::from_secs(1);
    assert!(took < most, "{took:?} for keys that crowd, {other_took:?} for others");
    let snapshot = Snapshot::open(bytes)?;
    snapshot.verify()?;
    for (number, id) in known {
        assert_eq!(snapshot.find(number)?.number(), number);
        if let Some(id) = id {
            assert_eq!(snapshot.find_record_id(*id)?.number(), number);
        }
    }
    for (number, id) in strangers {
        assert!(snapshot.get(number).is_none(), "{number} is found");
        assert!(id.is_none_or(|id| snapshot.find_record_id(id).is_err()), "{id:?} is found");
    }
    Ok(())
}

/// A factor that is 0 hides the other: whatever else such a number held, its hash would be that of its last bytes.
fn numbers_that_would_all_hash_alike_are_no_text() -> Result<(), Stop> {
    let hidden = |first: u64, middle: u64| {
        let mut number = [0u8; 16];
        number[..8].copy_from_slice(&first.to_le_bytes());
        number[8..].copy_from_slice(&middle.to_le_bytes());
        number
    };
    let middle = 0xD6E8_FEB8_6659_FD93;
    assert_eq!(short(&hidden(1, middle), 5), short(&hidden(2, middle), 5));
    assert!(str::from_utf8(&middle.to_le_bytes()).is_err() && middle.to_le_bytes().contains(&0xFD));
    for seed in 0..SEEDS {
        let first = seed ^ 0x9E37_79B9_7F4A_7C15;
        assert_eq!(short(&hidden(first, 1), seed), short(&hidden(first, 2), seed));
        assert!(str::from_utf8(&hidden(first, u64::from_le_bytes(*b"abcdefgh"))).is_err());
    }
    Ok(())
}

fn numbers_that_want_the_same_lines() -> Result<(), Stop> {
    let numbers = chosen(|at| format!("S{at:015}"), |number, seed| short(number.as_bytes(), seed), crowds);
    let friendly = (0..).map(|at| (format!("P{at}"), None));
    endure(spread(numbers).map(|number| (number, None)).collect(), friendly, NUMBER_STASH, 32)
}

fn long_numbers_that_want_the_same_lines() -> Result<(), Stop> {
    let numbers = chosen(
        |at| format!("a number that is long {at}"),
        |number, seed| xxh3_64_with_seed(number.as_bytes(), seed),
        crowds,
    );
    let friendly = (0..).map(|at| (format!("another number that is long {at}"), None));
    endure(spread(numbers).map(|number| (number, None)).collect(), friendly, NUMBER_STASH, 32)
}

fn record_ids_that_want_the_same_lines() -> Result<(), Stop> {
    let ids = chosen(|at| at, |id, seed| mix(*id, seed), crowds);
    let hostile = spread(ids).enumerate().map(|(at, id)| (format!("P{at}"), Some(id))).collect();
    let friendly = (0..).map(|at| (format!("P{at}"), Some(5_637_150_000 + at as u64)));
    endure(hostile, friendly, RECORD_STASH, 12)
}

/// So that the last of them are of every seed.
fn spread<K>(keys: Vec<K>) -> impl Iterator<Item = K> {
    let mut placed: Vec<(usize, K)> =
        keys.into_iter().enumerate().map(|(at, key)| (at % EACH, key)).collect();
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, key)| key)
}

fn names_that_want_the_same_slots() -> Result<(), Stop> {
    let names =
        chosen(|at| format!("c{at}"), |name, seed| short(name.as_bytes(), seed), |hash| hash < u64::MAX / 64);
    let mut builder = Publication::builder(Limits::default());
    names.iter().for_each(|name| _ = builder.channel(ChannelBuilder::new(name)));
    let documents = names.iter().step_by(101).map(|name| DocumentBuilder::new().channel(name));
    builder.product(documents.fold(ProductBuilder::new("S1"), ProductBuilder::document));
    let publication = builder.build()?;
    let (bytes, _) = flattened(&publication)?;
    assert_eq!(section(&bytes, CHANNEL_INDEX), 0, "the names do not crowd");
    let snapshot = Snapshot::open(bytes)?;
    snapshot.verify()?;
    for name in names.iter().step_by(97) {
        let query = Query::new("S1").channel(name);
        equal("answer", &publication.resolve(&query, &Policy::default())?, &snapshot.resolve(&query)?)?;
    }
    Ok(())
}

fn record_ids_that_crowd_the_index_of_shards() -> Result<(), Stop> {
    const SHARDS: u32 = 64;
    // the first line of the index alone says where an id is looked for
    let ids = chosen(|at| at, |id, seed| mix(*id, seed), |hash| hash < u64::MAX / 512);
    let mut parts: BTreeMap<u32, Vec<(String, Option<u64>)>> = BTreeMap::new();
    for (at, id) in ids.iter().enumerate() {
        let number = format!("P{at}");
        parts.entry(shard_of(&number, SHARDS)).or_default().push((number, Some(*id)));
    }
    let opened = |parts: &BTreeMap<u32, Vec<(String, Option<u64>)>>| {
        let shards = (0..SHARDS).map(|shard| {
            let part = parts.get(&shard).cloned().unwrap_or_default();
            Ok(Snapshot::open(flattened(&products(part.into_iter())?)?.0)?)
        });
        shards.collect::<Result<Vec<_>, Stop>>()
    };
    let snapshots = opened(&parts)?;
    let index = Shards::index(&snapshots)?;
    let shards = Shards::of(index, snapshots)?;
    shards.verify()?;
    for (at, id) in ids.iter().enumerate() {
        assert_eq!(shards.find_record_id(*id)?.number(), format!("P{at}"));
    }
    // who has a second one is told, also where neither found a place
    for at in [0, EACH - 1, EACH, ids.len() - 1] {
        let own = shard_of(&format!("P{at}"), SHARDS);
        let other = (0..).map(|at| format!("X{at}")).find(|number| shard_of(number, SHARDS) != own);
        let other = other.ok_or("no number")?;
        let mut parts = parts.clone();
        parts.entry(shard_of(&other, SHARDS)).or_default().push((other, Some(ids[at])));
        let faults = Shards::index(&opened(&parts)?).err().ok_or("a record id in two shards")?;
        equal("told", &Code::DuplicateIdentifier, &faults.first().code())?;
    }
    Ok(())
}

/// The cells of the rows of a table that have so many.
fn rows(text: &str, cells: usize) -> Vec<Vec<String>> {
    let lines = text.lines().filter(|line| line.starts_with("| ") && !line.contains("---"));
    let cut = |line: &str| -> Vec<String> {
        line.trim_matches('|').split(" | ").map(|cell| cell.trim().trim_matches('`').to_owned()).collect()
    };
    lines.map(cut).filter(|row| row.len() == cells).collect()
}

fn the_page_of_limits_is_as_the_library_has_them() -> Result<(), Stop> {
    let page = fs::read_to_string(workspace_root().join("docs/limits.md"))?;
    let (_, page) = page.split_once("## Limits that can be set").ok_or("no table")?;
    let (table, calls) = page.split_once("## Limits of single calls").ok_or("no other table")?;
    let (calls, _) = calls.split_once("## Limits that are fixed").ok_or("no third table")?;
    let mut told = BTreeMap::new();
    for row in rows(table, 4).into_iter().skip(1) {
        let code = Code::ALL.iter().find(|code| code.to_string() == row[3]);
        assert!(code.is_some(), "`{}` is no code", row[3]);
        assert!(row[3].strip_prefix("limit_").is_some_and(|rest| rest.starts_with(&row[1][..4])), "{row:?}");
        told.insert(row[1].clone(), row[2].replace(',', ""));
    }
    let defaults = format!("{:?}", Limits::default());
    let defaults =
        defaults.strip_prefix("Limits { ").and_then(|rest| rest.strip_suffix(" }")).ok_or("odd")?;
    let own: BTreeMap<String, String> = defaults
        .split(", ")
        .filter_map(|field| field.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    equal("limits of the page", &own, &told)?;
    equal("names of limits", &own.keys().map(String::as_str).collect(), &BTreeSet::from(Limits::NAMES))?;
    for (file, form) in [("ffi/src/args.rs", "pub NAME: u64,"), ("include/omnimedia.h", "uint64_t NAME;")] {
        let source = fs::read_to_string(workspace_root().join(file))?;
        for name in own.keys() {
            assert!(source.contains(&form.replace("NAME", name)), "{file} cannot set `{name}`");
        }
    }
    let preview = rows(calls, 4);
    let numbers: Vec<String> = preview.iter().skip(1).map(|row| row[1].replace(',', "")).collect();
    let own =
        [omnimedia::Preview::DEFAULT_LIMIT, omnimedia::Preview::DEFAULT_MOST_ANSWERS].map(|n| n.to_string());
    equal("limits of a preview", &own.to_vec(), &numbers)?;
    Ok(())
}

/// The sources of the C ABI, file by file.
fn sources(folder: &Path, all: &mut Vec<String>) -> Result<(), Stop> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sources(&path, all)?;
        } else {
            all.push(fs::read_to_string(path)?);
        }
    }
    Ok(())
}

/// A handle is taken for what its kind says, so that two types of one kind would be taken for each other.
fn a_kind_of_handle_is_of_one_type() -> Result<(), Stop> {
    let mut files = Vec::new();
    sources(&workspace_root().join("ffi/src"), &mut files)?;
    let lines = files.iter().flat_map(|file| file.lines());
    let kinds = lines.filter_map(|line| line.trim().strip_prefix("const KIND: usize = ")?.strip_suffix(';'));
    let mut kinds: Vec<u32> = kinds.map(str::parse).collect::<Result<_, _>>()?;
    kinds.sort_unstable();
    let handled =
        files.iter().flat_map(|file| file.lines()).filter(|line| line.contains("Handled for ")).count();
    equal("types of handles", &handled, &kinds.len())?;
    equal("kinds", &(1..=kinds.len() as u32).collect(), &kinds)?;
    assert!(kinds.len() < 16, "a word of a slot has four bits for the kind");
    Ok(())
}

fn every_unsafe_block_is_reviewed() -> Result<(), Stop> {
    let page = fs::read_to_string(workspace_root().join("docs/unsafe.md"))?;
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows(&page, 4) {
        if row[0].ends_with(".rs") {
            *told.entry(row[0].clone()).or_default() += 1;
        }
    }
    let mut own = BTreeMap::new();
    for file in ["ffi/src/handle.rs", "ffi/src/view.rs", "python/src/buffer.rs", "python/src/map.rs"] {
        let source = fs::read_to_string(workspace_root().join(file))?;
        let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
        let blocks = code.filter(|line| line.contains("unsafe {") || line.contains("unsafe impl")).count();
        own.insert(file.to_owned(), blocks);
    }
    equal("unsafe blocks of docs/unsafe.md", &own, &told)?;
    Ok(())
}
