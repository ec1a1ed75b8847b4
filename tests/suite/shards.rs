//! A publication in shards answers what it answers whole; shards and indexes that do not fit are refused.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use libtest_mimic::Trial;
use omnimedia::{
    Code, Fault, Flatten, Limits, Policy, Probe, Publication, Shards, Snapshot, is_shard_index, probe,
    shard_of,
};
use omnimedia_tests::agree::equal;
use omnimedia_tests::build::libraries;
use omnimedia_tests::c_program::{c_compiler, compile, folder, quiet, valgrind};
use omnimedia_tests::case::{Case, flattened, told};
use omnimedia_tests::generator::asks;
use omnimedia_tests::shards::{Set, indexed, opened, same};
use omnimedia_tests::vectors::sharded;
use omnimedia_tests::{Stop, trials, workspace_root};

use crate::c_hostile::assert_calls;
use crate::properties::for_cases;

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        shards_answer_what_the_whole_snapshot_answers,
        shards_and_their_index_depend_on_nothing_but_the_publication,
        a_set_with_other_shards_is_refused,
        a_damaged_index_is_refused_or_found,
        an_index_is_told_from_a_snapshot,
        shards_that_do_not_belong_together_are_not_indexed,
        a_shelf_of_another_set_is_refused,
        products_spread_evenly_over_shards,
        a_c_program_asks_shards_as_the_whole_snapshot,
    ]
}

fn shards_answer_what_the_whole_snapshot_answers() -> Result<(), Stop> {
    for_cases(800, |case| {
        let publication = case.shop.0.publication();
        let Some(bytes) = flattened(&publication, case.policy)? else { return Ok(()) };
        let whole = Snapshot::open(bytes).map_err(|fault| told(&fault))?;
        let all = asks(&case.shop.0, &mut case.choices.clone());
        for count in [1, 2, 4, 7] {
            let set = opened(&publication, case.policy, count)?;
            same(&whole, &set, &publication, &all).map_err(|why| format!("in {count} shards: {why}"))?;
        }
        Ok(())
    })
}

/// A generated publication in shards, with their bytes.
fn for_sets(
    usual: u32,
    count: u32,
    holds: impl Fn(&Case, Vec<Vec<u8>>, Vec<u8>) -> Result<(), String>,
) -> Result<(), Stop> {
    for_cases(usual, |case| {
        let publication = case.shop.0.publication();
        if flattened(&publication, case.policy)?.is_none() {
            return Ok(());
        }
        let shards = sharded(&publication, case.policy, count).map_err(|fault| told(&fault))?;
        let index = indexed(&shards).map_err(|faults| faults.to_string())?;
        holds(case, shards, index)
    })
}

fn shards_and_their_index_depend_on_nothing_but_the_publication() -> Result<(), Stop> {
    for_sets(300, 3, |case, shards, index| {
        let mut shop = case.shop.0.clone();
        shop.products.reverse();
        shop.assets.reverse();
        shop.categories.reverse();
        let again = sharded(&shop.publication(), case.policy, 3).map_err(|fault| told(&fault))?;
        equal("shards", &shards, &again)?;
        equal("index", &index, &indexed(&again).map_err(|faults| faults.to_string())?)
    })
}

fn refused<T>(what: &str, code: Code, place: &str, result: Result<T, Fault>) -> Result<(), String> {
    match result {
        Ok(_) => Err(format!("{what} is not refused")),
        Err(fault) => equal(what, &(code, place.to_owned()), &(fault.code(), fault.place().to_string())),
    }
}

/// Where the first section of a snapshot begins; one that is not longer has none.
const FIRST_SECTION: usize = 1280;

fn a_set_with_other_shards_is_refused() -> Result<(), Stop> {
    for_sets(200, 3, |case, shards, index| {
        let open = |shards: Vec<Vec<u8>>| Shards::open(index.clone(), shards);
        refused("a missing shard", Code::WrongShard, "", open(shards[..2].to_vec()))?;
        refused("no shard", Code::WrongShard, "", open(Vec::new()))?;
        let twice = shards.iter().chain(&shards[..1]).cloned().collect();
        refused("a shard too many", Code::WrongShard, "", open(twice))?;
        if shards[1] != shards[2] {
            let swapped = [&shards[0], &shards[2], &shards[1]].map(Vec::clone).to_vec();
            refused("swapped shards", Code::WrongShard, "shards[1]", open(swapped))?;
        }
        let whole = flattened(&case.shop.0.publication(), case.policy)?.ok_or("flattens")?;
        if whole != shards[2] {
            let foreign = [&shards[0], &shards[1], &whole].map(Vec::clone).to_vec();
            refused("a foreign shard", Code::WrongShard, "shards[2]", open(foreign))?;
        }
        let mut cut = shards.clone();
        cut[1].pop();
        refused("a shard cut short", Code::SnapshotLength, "shards[1]", open(cut))?;
        let mut nothing = shards.clone();
        nothing[2] = index.clone();
        refused("an index as a shard", Code::NotASnapshot, "shards[2]", open(nothing))?;
        refused("a snapshot as an index", Code::NotASnapshot, "", Shards::open(whole, shards.clone()))?;
        // where a shard has no products and no head, its last byte is in a gap and says nothing
        let Some(damaged) = shards.iter().position(|shard| shard.len() > FIRST_SECTION) else {
            return Ok(());
        };
        let mut changed = shards.clone();
        let last = changed[damaged].len() - 1;
        changed[damaged][last] ^= 1;
        let faults = open(changed).map_err(|fault| told(&fault))?.verify().expect_err("verified");
        equal("a damaged shard", &Code::SnapshotChecksum, &faults.first().code())?;
        equal("its place", &format!("shards[{damaged}]"), &faults.first().place().to_string())
    })
}

fn a_damaged_index_is_refused_or_found() -> Result<(), Stop> {
    for_sets(40, 2, |case, shards, index| {
        let all = asks(&case.shop.0, &mut case.choices.clone());
        for at in 0..index.len() {
            let mut damaged = index.clone();
            damaged[at] ^= 1 << (at % 8);
            let Ok(set) = Shards::open(damaged, shards.clone()) else { continue };
            // the gap before the directories says nothing
            if set.verify_index().is_ok() {
                let sound = Shards::open(index.clone(), shards.clone()).map_err(|fault| told(&fault))?;
                equal("content hash", &sound.content_hash(), &set.content_hash())?;
            }
            for ask in all.iter().take(3) {
                let _ = set.resolve(&ask.query);
            }
        }
        for end in 0..index.len() {
            if Shards::open(index[..end].to_vec(), shards.clone()).is_ok() {
                return Err(format!("{end} of {} bytes are taken", index.len()));
            }
        }
        Ok(())
    })
}

/// A shop with some products.
fn shop(head: &str, products: std::ops::Range<u32>) -> Result<Publication, Stop> {
    let product = |number| {
        format!(
            r#"{{"number": "P{number}", "record_id": {}, "media": [{{"master": {{"primary": ["A1"]}}}}]}}"#,
            number + 1
        )
    };
    let products: Vec<String> = products.map(product).collect();
    let json = format!(
        r#"{{"omnimedia": "publication/1", {head} "assets": [{{"id": "A1", "kind": "image", "url": "a1"}}],
        "products": [{}]}}"#,
        products.join(",")
    );
    Ok(Publication::from_json(json.as_bytes(), &Limits::default())?)
}

const HEAD: &str = r##""channels": [{"id": "1", "locales": ["fr"]}],
    "swatches": [{"dimension": "Color", "value": "Blue", "hex": "#0000FF"}],
    "categories": [{"id": "c", "media": [{"channel": "1", "image": "A1"}]}],"##;

fn an_index_is_told_from_a_snapshot() -> Result<(), Stop> {
    let shards = sharded(&shop(HEAD, 0..9)?, Policy::default(), 2)?;
    let index = indexed(&shards)?;
    assert!(is_shard_index(&index) && !is_shard_index(&shards[0]) && !is_shard_index(b""));
    assert_eq!(probe(&index), Probe::NotASnapshot);
    assert_eq!(Snapshot::open(index).map(|_| ()).expect_err("no snapshot").code(), Code::NotASnapshot);
    Ok(())
}

fn shards_that_do_not_belong_together_are_not_indexed() -> Result<(), Stop> {
    let policy = Policy::default();
    let shards = sharded(&shop(HEAD, 0..9)?, policy, 2)?;
    let codes = |shards: &[Vec<u8>]| match indexed(shards) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().map(|fault| (fault.code(), fault.place().to_string())).collect(),
    };
    assert_eq!(codes(&shards), []);
    assert_eq!(codes(&[]), [(Code::WrongShard, String::new())]);
    let of_second = |code| vec![(code, "shards[1]".to_owned())];
    let documented = omnimedia::Policy { order: omnimedia::Order::Documented, ..policy };
    let other = sharded(&shop(HEAD, 0..9)?, documented, 2)?;
    assert_eq!(codes(&[shards[0].clone(), other[1].clone()]), of_second(Code::WrongPolicy));
    for head in [
        HEAD.replace("fr", "de"),
        HEAD.replace("#0000FF", "#0000FE"),
        HEAD.replace(r#""image": "A1""#, r#""locale": "fr", "image": "A1""#),
        HEAD.replace(r#", "image": "A1""#, ""),
        HEAD.replace(r#""image": "A1""#, r#""image": {"asset": "A1", "properties": {"a": "b"}}"#),
        String::new(),
    ] {
        let other = sharded(&shop(&head, 0..9)?, policy, 2)?;
        assert_eq!(codes(&[shards[0].clone(), other[1].clone()]), of_second(Code::WrongShard), "{head}");
    }
    // each product in the shard of the other
    let swapped = codes(&[shards[1].clone(), shards[0].clone()]);
    assert_eq!(swapped.len(), 9);
    assert!(swapped.iter().all(|(code, _)| *code == Code::WrongShard), "{swapped:?}");
    // record ids of the one as those of the other
    let head = shop(HEAD, 0..0)?;
    let twice = |shard: u32| -> Result<Vec<u8>, Fault> {
        let mut flatten = Flatten::start(policy, &head)?;
        let number = (0..99).map(|n| format!("P{n}")).find(|n| shard_of(n, 2) == shard).expect("some");
        let product = omnimedia::ProductBuilder::new(number).record_id(7).build(&Limits::default());
        flatten.push(&product.map_err(|faults| faults.first().clone())?)?;
        flatten.finish()
    };
    assert_eq!(codes(&[twice(0)?, twice(1)?]), of_second(Code::DuplicateIdentifier));
    let base = Snapshot::open(shards[1].clone())?;
    let publication = shop(HEAD, 0..9)?;
    let mut change = Flatten::change(&publication, &base)?;
    change.product("P1");
    let delta = change.to_bytes()?;
    let layered = Snapshot::open_with(shards[1].clone(), [delta])?;
    let faults = Shards::index(&[Snapshot::open(shards[0].clone())?, layered]).expect_err("layered");
    assert_eq!(faults.first().code(), Code::WrongKind);
    Ok(())
}

fn a_shelf_of_another_set_is_refused() -> Result<(), Stop> {
    let [one, other] = [0..9, 0..10]
        .map(|products| -> Result<Set, Stop> { Ok(opened(&shop(HEAD, products)?, Policy::default(), 1)?) });
    let (one, other) = (one?, other?);
    let shelf = other.shelf(Some("1"), None, None)?;
    let code = |result: Result<(), Fault>| result.map_err(|fault| fault.code());
    let mut composing = None;
    assert_eq!(
        code(one.find("P1")?.answer_sharded(&shelf, &mut composing).map(|_| ())),
        Err(Code::WrongShelf)
    );
    assert_eq!(code(one.answers_sharded(&["P1"], &shelf, &mut None, |_, _| ())), Err(Code::WrongShelf));
    assert_eq!(code(one.category_image("c", &shelf).map(|_| ())), Err(Code::WrongShelf));
    let alone = Snapshot::open(sharded(&shop(HEAD, 0..9)?, Policy::default(), 2)?.remove(0))?;
    let number = (0..9).map(|n| format!("P{n}")).find(|n| alone.get(n).is_some()).expect("some");
    assert_eq!(
        code(alone.find(number)?.answer_sharded(&shelf, &mut composing).map(|_| ())),
        Err(Code::WrongShelf)
    );
    Ok(())
}

fn products_spread_evenly_over_shards() -> Result<(), Stop> {
    for shards in [2, 7, 64] {
        let mut counts = vec![0u32; shards as usize];
        (0..64_000).for_each(|n| counts[shard_of(&format!("{n:06}"), shards) as usize] += 1);
        let even = 64_000 / shards;
        // six deviations
        let far = counts.iter().map(|count| count.abs_diff(even)).max().unwrap_or(0);
        assert!(f64::from(far) < 6.0 * f64::from(even).sqrt(), "{shards}: {counts:?}");
    }
    Ok(())
}

/// A shop with something of everything that a look-up can meet.
fn shop_for_c() -> Result<Publication, Stop> {
    let product = |n: u32| {
        let channel = if n.is_multiple_of(3) { format!("only-{n}") } else { "1".to_owned() };
        let long = if n.is_multiple_of(5) { "-with-a-number-of-more-than-twenty-bytes" } else { "" };
        format!(
            r##"{{"number": "P{n}{long}", "record_id": {}, "name": "Product {n}",
            "dimensions": [{{"name": "Color", "values": ["Blue", "Red"]}}],
            "variants": [{{"number": "P{n}-B", "record_id": {}, "values": {{"Color": "Blue"}}}},
                         {{"number": "P{n}-R{long}", "values": {{"Color": "Red"}}}}],
            "media": [{{"master": {{"primary": ["A1", "A2"], "additional": [{{"purpose": "manual", "asset": "A3"}}]}},
                        "variants": {{"P{n}-B": {{"primary": {{"mode": "append", "items": ["A4"]}}}}}}}},
                      {{"channel": "{channel}", "locale": "fr", "master": {{"primary": ["A4"]}},
                        "swatches": [{{"dimension": "Color", "value": "Red", "hex": "#FF0000"}}]}}]}}"##,
            n * 10 + 1,
            n * 10 + 2
        )
    };
    let products: Vec<String> = (0..60).map(product).collect();
    let json = format!(
        r##"{{"omnimedia": "publication/1", "channels": [{{"id": "1"}}, {{"id": "2"}}],
        "swatches": [{{"dimension": "Color", "value": "Blue", "hex": "#0000FF"}}],
        "assets": [{{"id": "A1", "kind": "image", "url": "a1", "text": {{"neutral": {{"alt": "one"}}, "fr": {{"alt": "un"}}}}}},
                   {{"id": "A2", "kind": "image", "url": "a2", "channels": ["2"]}}, {{"id": "A3", "kind": "file"}},
                   {{"id": "A4", "kind": "image", "url": "a4"}}],
        "categories": [{{"id": "c", "name": "All", "media": [{{"channel": "1", "image": "A1"}}]}}],
        "products": [{}]}}"##,
        products.join(",")
    );
    Ok(Publication::from_json(json.as_bytes(), &Limits::default())?)
}

/// The folder that the program reads: the whole snapshot, the shards with their index, and numbers.
fn folder_for_c(count: u32) -> Result<PathBuf, Stop> {
    let (folder, publication) = (folder("shards")?, shop_for_c()?);
    let policy = Policy { inheritance: omnimedia::Inheritance::ContextFirst, ..Policy::default() };
    fs::write(folder.join("whole"), Flatten::new(&publication, policy).to_bytes()?)?;
    let shards = sharded(&publication, policy, count)?;
    fs::write(folder.join("index"), indexed(&shards)?)?;
    for (number, bytes) in shards.iter().enumerate() {
        fs::write(folder.join(format!("shard{number}")), bytes)?;
    }
    let variants = publication.products().flat_map(|product| product.variants()).map(|one| one.number());
    let numbers = publication.products().map(|product| product.number()).chain(variants).chain(["none", ""]);
    fs::write(folder.join("numbers"), numbers.map(|number| format!("{number}\n")).collect::<String>())?;
    Ok(folder)
}

fn a_c_program_asks_shards_as_the_whole_snapshot() -> Result<(), Stop> {
    c_compiler()?;
    let folder = folder_for_c(5)?;
    let built = folder.join("program");
    compile(&workspace_root().join("tests/c/shards.c"), &built, &libraries()?.archive, &[])?;
    assert_calls(&quiet(Command::new(&built).arg(&folder).arg("5"))?, 10_000);
    if valgrind(Path::new("none")).is_ok() {
        assert_calls(&quiet(valgrind(&built)?.arg(&folder).arg("5"))?, 10_000);
    }
    Ok(())
}
