//! A shop in shards that are asked as one, beside the same shop in one snapshot.

use crate::lookup::{Shop, shop};
use crate::measure::{Series, Subject, interleaved, seconds};
use crate::queries::Queries;
use crate::table::{Limit, Table, size, time};
use crate::workload::{CHANNELS, LOCALES, Workload, number};
use omnimedia::{AlignedBytes, Flatten, Limits, Policy, ShardedShelf, Shards, SharedShelf, shard_of};
use std::hint::black_box;

/// How many shards.
const SHARDS: u32 = 16;

/// The shop in shards, each flattened by itself.
fn shards(workload: &Workload) -> Vec<Shop> {
    let head = workload.head().build().unwrap();
    let start = |_| Flatten::start(Policy::default(), &head).unwrap();
    let mut all: Vec<_> = (0..SHARDS).map(start).collect();
    let mut text = String::new();
    for index in 0..workload.products() {
        number(index, 0, &mut text);
        let product = workload.draft(index).builder().build(&Limits::default()).unwrap();
        all[shard_of(&text, SHARDS) as usize].push(&product).unwrap();
    }
    all.into_iter().map(|flatten| shop(&flatten.finish().unwrap())).collect()
}

/// Measures and adds the rows.
pub fn run(
    workload: &Workload,
    whole: &Shop,
    queries: &Queries<'_>,
    (rounds, operations): (usize, usize),
    table: &mut Table,
) {
    let shards = shards(workload);
    let index = Shards::index(&shards).unwrap();
    let begun = seconds(1, || black_box(Shards::index(&shards).unwrap()));
    let (bytes, keys) = (index.len() as f64, (workload.variants() + workload.products()) * 2);
    let shards = Shards::of(AlignedBytes::from(index.as_slice()), shards).unwrap();
    let contexts: Vec<(&str, &str)> =
        CHANNELS.iter().flat_map(|channel| LOCALES.map(|locale| (*channel, locale))).collect();
    let of_whole = |(channel, locale): &(&str, &str)| {
        SharedShelf::new(whole.shelf(Some(channel), Some(locale), None).unwrap())
    };
    let of_shards =
        |(channel, locale): &(&str, &str)| shards.shelf(Some(channel), Some(locale), None).unwrap();
    let one: Vec<SharedShelf> = contexts.iter().map(of_whole).collect();
    let many: Vec<ShardedShelf> = contexts.iter().map(of_shards).collect();
    let nothing = black_box(0);
    let of_one = |at, composing: &mut _| {
        let (number, context) = queries.number_in(at);
        let Some(found) = whole.get(number) else { return 0 };
        found.answer_shared(&one[context], composing).map_or(0, |view| view.primary_len())
    };
    let of_many = |at, composing: &mut _| {
        let (number, context) = queries.number_in(at);
        let Some(found) = shards.get(number) else { return 0 };
        found.answer_sharded(&many[context], composing).map_or(0, |view| view.primary_len())
    };
    for at in 0..queries.len().min(10_000) {
        assert_eq!(of_one(at, &mut None), of_many(at, &mut None), "{}", queries.number_in(at).0);
    }
    let mut composing = [None, None, None, None];
    let [first, second, third, fourth] = &mut composing;
    // in a chain nothing is 0, but the processor has to wait to know
    let mut subjects = [
        Subject::new("one", |start, count| (start..start + count).map(|at| of_one(at, first)).sum()),
        Subject::new("many", |start, count| (start..start + count).map(|at| of_many(at, second)).sum()),
        Subject::new("one, chained", |start, count| {
            (start..start + count).fold(0, |last, at| of_one(at + (last & nothing), third))
        }),
        Subject::new("many, chained", |start, count| {
            (start..start + count).fold(0, |last, at| of_many(at + (last & nothing), fourth))
        }),
    ];
    let all: [Series; 4] =
        interleaved(&mut subjects, rounds, operations, queries.len()).try_into().ok().unwrap();
    let [one, many, chained, chained_many] = &all;
    let mut row = |what: &str, many: &Series, one: &Series| {
        let beside = format!("of one snapshot: {}", time(one.median()));
        table.ratio(what, time(many.median()), beside, many.ratio(one), Limit::None);
    };
    row(&format!("with a shelf, of {SHARDS} shards"), many, one);
    row("the same, chained", chained_many, chained);
    let each = format!("{keys} numbers and record ids, {:.1} B each", bytes / keys as f64);
    table.shown("the index", size(bytes), each);
    let each = format!("{:.2} µs each", begun * 1e6 / keys as f64);
    table.shown("making it", time(begun * 1e9), each);
}
