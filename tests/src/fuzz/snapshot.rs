//! Snapshots, deltas and shards of any bytes: opened, verified and asked everything.

use std::sync::OnceLock;

use omnimedia::{
    Diff, Flatten, Limits, Policy, Publication, Query, Scratch, Shards, SharedShelf, Snapshot,
    is_shard_index, probe,
};

use super::ask::contexts;
use super::edits::{edit, sealed};
use super::input::{are_complete, choices, is_complete, options};
use crate::agree::{Pair, exercise};
use crate::case::{Case, Printed, flattened};
use crate::chain::through;
use crate::generator::{Ask, Shop, asks, policies};
use crate::shards::{indexed, same};
use crate::specimen::specimen;
use crate::vectors::sharded;

/// Opens bytes as a snapshot, verifies and asks everything: verified or not, reading ends without a panic, and what
/// is written from it is sound where it was.
///
/// The first byte says which of several good sets of files is damaged, the second which file and which checksums are
/// put right after the edits that follow, of 8 bytes each. Where nothing is put right, what verifies answers as it
/// was written. Some first bytes take the rest as a file, as it is.
///
/// # Panics
///
/// Where one of these does not hold.
pub fn snapshot(data: &[u8]) {
    let Some(([which, how], rest)) = options(data) else { return };
    let sets = sets();
    let Some(set) = sets.get(usize::from(which) % (sets.len() + 1)) else {
        raw(rest);
        return;
    };
    let mut files = set.files.clone();
    let at = usize::from(how >> 2) % files.len();
    edit(&mut files[at], rest);
    sealed(&mut files[at], how);
    _ = (probe(&files[at]), is_shard_index(&files[at]));
    if set.is_sharded { shards(set, files, how & 3 == 0) } else { layers(set, files, how & 3 == 0) }
}

/// Files that are good, and what they answer.
struct Set {
    files: Vec<Vec<u8>>,
    is_sharded: bool,
    publication: Publication,
    asks: Vec<Ask>,
    ids: Vec<String>,
}

fn sets() -> &'static [Set] {
    static SETS: OnceLock<Vec<Set>> = OnceLock::new();
    SETS.get_or_init(|| {
        let specimen = specimen();
        let [before, after] = &specimen.publication;
        let of = |files: &[Vec<u8>], publication: &Publication| Set {
            files: files.to_vec(),
            is_sharded: false,
            publication: publication.clone(),
            asks: specimen.asks.clone(),
            ids: specimen.ids.clone(),
        };
        let mut all = vec![of(&specimen.files[..1], before), of(&specimen.files, after)];
        all.extend(
            [(7, 0), (58, 17), (131, 40)]
                .iter()
                .flat_map(|(seed, policy)| generated(*seed, policies()[*policy])),
        );
        all
    })
}

/// The last state of a generated chain of deltas, as they are and in shards.
fn generated(seed: u8, policy: Policy) -> Vec<Set> {
    let part = |from: u8, length: u8| {
        let bytes: Vec<u8> =
            (0..length).map(|at| at.wrapping_mul(seed).wrapping_add(from.wrapping_mul(91)) % 255).collect();
        choices(&bytes)
    };
    let assets = (0..4).map(|at| part(at, 48)).collect();
    let shop = Shop::fill(part(1, 60), assets, vec![part(3, 240), part(5, 120)]);
    let case = Case { shop: Printed(shop), policy, choices: part(9, 60), edits: part(11, 250) };
    let mut last = None;
    through(&case, |_, after, publication, chain, _| {
        let files = std::iter::once(&chain.base).chain(&chain.deltas).cloned().collect();
        last = Some((after.clone(), publication.clone(), files));
        Ok(())
    })
    .expect("a chain");
    let Some((shop, publication, files)) = last else { return Vec::new() };
    let mut asks = asks(&shop, &mut part(13, 60));
    asks.truncate(40);
    let ids: Vec<String> =
        shop.categories.iter().map(|one| one.id.clone()).chain(["none".to_owned()]).collect();
    let mut all = Vec::new();
    if flattened(&publication, policy).is_ok_and(|bytes| bytes.is_some()) {
        let shards = sharded(&publication, policy, 2).expect("shards");
        let index = indexed(&shards).expect("an index");
        let files = std::iter::once(index).chain(shards).collect();
        let (publication, asks, ids) = (publication.clone(), asks.clone(), ids.clone());
        all.push(Set { files, is_sharded: true, publication, asks, ids });
    }
    all.push(Set { files, is_sharded: false, publication, asks, ids });
    all
}

fn raw(rest: &[u8]) {
    _ = (probe(rest), is_shard_index(rest));
    match Snapshot::open(rest.to_vec()) {
        Ok(snapshot) => {
            snapshot.verify().unwrap_or_else(|faults| are_complete(&faults));
            everything(&snapshot);
        }
        Err(fault) => is_complete(&fault),
    }
    if let Err(fault) = Shards::open(rest, [rest]) {
        is_complete(&fault);
    }
}

fn layers(set: &Set, mut files: Vec<Vec<u8>>, is_as_written: bool) {
    let base = files.remove(0);
    let snapshot = match Snapshot::open_with(base, files) {
        Ok(snapshot) => snapshot,
        Err(fault) => {
            is_complete(&fault);
            return;
        }
    };
    let verified = snapshot.verify();
    if let Err(faults) = &verified {
        are_complete(faults);
    } else if is_as_written {
        Pair::new(&set.publication, &snapshot).agree(&set.asks).unwrap_or_else(|why| panic!("{why}"));
    }
    exercise(&snapshot, &set.asks, &set.ids, &mut Scratch::new());
    everything(&snapshot);
    written_from(set, &snapshot, verified.is_ok());
}

/// Writes from what was read.
fn written_from(set: &Set, snapshot: &Snapshot<Vec<u8>>, is_verified: bool) {
    match Flatten::compact(snapshot) {
        Ok(bytes) => {
            let again =
                Snapshot::open(bytes).unwrap_or_else(|fault| panic!("a compaction is no snapshot: {fault}"));
            let sound = again.verify();
            assert!(!is_verified || sound.is_ok(), "the compaction of what is sound: {sound:?}");
        }
        Err(fault) => is_complete(&fault),
    }
    match Flatten::change(&set.publication, snapshot) {
        Ok(mut change) => {
            set.publication.products().take(2).for_each(|product| _ = change.product(product.number()));
            change.category("c1").channel("007").swatch("Color", "Blue");
            change.to_bytes().map_or_else(|fault| is_complete(&fault), drop);
        }
        Err(fault) => is_complete(&fault),
    }
    if let Ok(good) = Snapshot::open(specimen().files[0].clone()) {
        let diff = Diff::snapshots(snapshot, &good).limits(Limits { answers: 300, ..Limits::default() });
        diff.counts().map_or_else(|fault| is_complete(&fault), drop);
    }
}

/// Asks for all that a snapshot says that it has.
fn everything<B: AsRef<[u8]> + Sync>(snapshot: &Snapshot<B>) {
    let mut scratch = Scratch::new();
    let known = snapshot.known_contexts();
    let contexts = contexts(&known, 3);
    let shelves: Vec<_> = contexts.iter().map(|context| snapshot.shelf_of(context)).collect();
    let products: Vec<_> = snapshot.products().take(6).collect();
    let mut numbers = Vec::new();
    for product in &products {
        let variants: Vec<_> = product.variants().take(3).collect();
        for found in variants.iter().chain([product]) {
            numbers.push(found.number());
            let _ = (found.values(), found.keep(), snapshot.find(found.number()).map(|found| found.name()));
            let _ = found.record_id().map(|id| snapshot.find_record_id(id).is_ok());
            let _ = snapshot.resolve(&Query::new(product.number()).variant(found.number()));
            let selected = found.select(found.values().iter().take(1).copied());
            for shelf in &shelves {
                let _ = found.swatches(shelf);
                if let Ok(view) = found.answer(shelf, &mut scratch) {
                    let _ =
                        (view.hash(), view.stored_as(), view.default_image_url(), view.to_answer().hash());
                    view.primary().chain(view.additional()).for_each(|item| _ = item.alt());
                }
                if let Ok(selected) = &selected {
                    let _ = selected.answer(shelf, &mut scratch).map(|view| view.primary_len());
                }
            }
        }
    }
    for shelf in shelves {
        let _ = snapshot.answers(&numbers, &shelf, &mut scratch, |_, view| _ = view.map(|view| view.hash()));
        let _ = snapshot.answers_shared(&numbers, &SharedShelf::new(shelf), &mut None, |_, view| {
            _ = view.map(|view| view.level());
        });
    }
}

fn shards(set: &Set, mut files: Vec<Vec<u8>>, is_as_written: bool) {
    let index = files.remove(0);
    let opened: Vec<_> = files.iter().filter_map(|file| Snapshot::open(file.clone()).ok()).collect();
    Shards::index(&opened).map_or_else(|faults| are_complete(&faults), drop);
    let shards = match Shards::open(index, files) {
        Ok(shards) => shards,
        Err(fault) => {
            is_complete(&fault);
            return;
        }
    };
    let verified = shards.verify();
    verified.as_ref().map_or_else(are_complete, |()| ());
    _ = shards.verify_index();
    if verified.is_ok() && is_as_written {
        let whole = Flatten::new(&set.publication, shards.policy()).to_bytes().expect("a snapshot");
        let whole = Snapshot::open(whole).expect("a snapshot");
        same(&whole, &shards, &set.publication, &set.asks).unwrap_or_else(|why| panic!("{why}"));
    }
    for ask in &set.asks {
        let _ = (shards.resolve(&ask.query), shards.swatches(&ask.query));
        if let (Some(number), Ok(shelf)) =
            (&ask.number, shards.shelf(ask.channel.as_deref(), ask.locale.as_deref(), ask.catalog.as_deref()))
        {
            let _ = shards.find(number).and_then(|found| Ok(found.answer_sharded(&shelf, &mut None)?.hash()));
            for id in &set.ids {
                let _ = shards.category_image(id, &shelf);
            }
        }
    }
    let _ =
        (shards.known_contexts().iter().take(9).count(), shards.content_hash(), shards.index_bytes().len());
}
