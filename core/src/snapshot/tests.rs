//! Reading as the sanitizers and Miri run it: small, and everything is asked. What damages more than that is in the suite.
#![allow(clippy::arithmetic_side_effects, reason = "a test fails by panicking")]

use super::{SharedShelf, Snapshot};
use crate::flatten::Flatten;
use crate::limits::Limits;
use crate::model::Publication;
use crate::policy::Policy;
use crate::snapshot::scratch::Scratch;

/// One product shows the same everywhere, one has groups and contexts, and one more combinations than are stored.
const SHOP: &str = r#"{"omnimedia": "publication/1",
 "channels": [{"id": "007"}, {"id": "128"}],
 "assets": [{"id": "A1", "kind": "image", "url": "a1", "text": {"neutral": {"alt": "one"}, "en": {"alt": "uno"}}},
            {"id": "A2", "kind": "image", "url": "a2", "channels": ["007"]}, {"id": "A3", "kind": "file"}],
 "categories": [{"id": "c1", "media": [{"channel": "128", "image": "A1"}]}],
 "products": [{"number": "P1", "media": [{"master": {"primary": ["A1"]}}]},
  {"number": "P2", "record_id": 7,
   "dimensions": [{"name": "Color", "values": ["Red", "Blue"]}, {"name": "Size", "values": ["S", "M"]}],
   "variants": [{"number": "P2-RS", "values": {"Color": "Red", "Size": "S"}},
                {"number": "P2-BM-a-very-long-number-indeed", "values": {"Color": "Blue", "Size": "M"}}],
   "media": [{"master": {"primary": ["A1", "A2"], "additional": [{"purpose": "manual", "asset": "A3"}]},
              "dimensions": [{"match": {"Color": "Blue"}, "primary": {"mode": "append", "items": ["A2"]}}],
              "swatches": [{"dimension": "Color", "value": "Blue", "asset": "A1"}]},
             {"channel": "007", "locale": "en", "master": {"primary": ["A2"]}}]}]}"#;

const NUMBERS: [&str; 5] = ["P1", "P2", "P2-RS", "P2-BM-a-very-long-number-indeed", "nothing"];

/// What a thread alone is told about a number on a shelf: the items, by id and texts, and the default image.
type Told = Option<(Vec<String>, Option<String>, u128)>;

fn bytes() -> Vec<u8> {
    let publication = Publication::from_json(SHOP.as_bytes(), &Limits::default()).unwrap();
    Flatten::new(&publication, Policy::default()).to_bytes().unwrap()
}

fn told(
    snapshot: &Snapshot<Vec<u8>>,
    shelf: &SharedShelf,
    number: &str,
    scratch: &mut Option<Scratch>,
) -> Told {
    let view = snapshot.get(number)?.answer_shared(shelf, scratch).ok()?;
    let items = view.primary().chain(view.additional());
    let items =
        items.map(|item| format!("{} {:?} {:?}", item.asset().unwrap_or_default(), item.alt(), item.url()));
    Some((items.collect(), view.default_image_url().map(str::to_owned), view.hash()))
}

fn shelves(snapshot: &Snapshot<Vec<u8>>) -> Vec<SharedShelf> {
    let contexts =
        [(None, None), (Some("007"), Some("en")), (Some("128"), Some("en-US")), (Some("9"), Some("fr"))];
    let shelf = |(channel, locale)| SharedShelf::new(snapshot.shelf(channel, locale, None).unwrap());
    contexts.map(shelf).into()
}

#[test]
fn threads_that_share_shelves_are_told_what_one_alone_is() {
    let snapshot = Snapshot::open(bytes()).unwrap();
    let alone: Vec<Told> = {
        let own = shelves(&snapshot);
        own.iter().flat_map(|shelf| NUMBERS.map(|number| told(&snapshot, shelf, number, &mut None))).collect()
    };
    assert!(alone.iter().flatten().any(|(items, ..)| items.len() > 1), "something is shown");
    let shared = shelves(&snapshot);
    let rounds = if cfg!(miri) { 2 } else { 500 };
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut scratch = None;
                for _ in 0..rounds {
                    let asked = shared.iter().flat_map(|shelf| NUMBERS.map(|number| (shelf, number)));
                    for ((shelf, number), alone) in asked.zip(&alone) {
                        assert_eq!(told(&snapshot, shelf, number, &mut scratch), *alone, "{number}");
                    }
                }
            });
        }
    });
}

#[test]
fn a_flipped_byte_is_refused_or_found_or_changes_no_answer() {
    let sound = bytes();
    let shown = |snapshot: &Snapshot<Vec<u8>>| {
        let shelf = SharedShelf::new(snapshot.shelf(Some("007"), Some("en"), None).ok()?);
        drop(snapshot.swatches(&crate::resolve::Query::new("P2")));
        drop(snapshot.category_image("c1", shelf.shelf()));
        Some(NUMBERS.map(|number| told(snapshot, &shelf, number, &mut None)))
    };
    let wanted = shown(&Snapshot::open(sound.clone()).unwrap());
    assert!(wanted.is_some());
    let step = if cfg!(miri) { 61 } else { 1 };
    for place in (0..sound.len()).step_by(step) {
        let mut bytes = sound.clone();
        bytes[place] ^= 0xFF;
        let Ok(snapshot) = Snapshot::open(bytes) else { continue };
        // asked whether or not it is sound: that is what the sanitizers look at
        let shown = shown(&snapshot);
        if snapshot.verify().is_ok() {
            assert_eq!(shown, wanted, "byte {place} is not looked at, and counts");
        }
    }
}
