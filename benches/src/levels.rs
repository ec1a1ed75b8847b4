//! Whether the level of an assignment matters to the cost of a look-up: a shop of its own, in which
//! every product has the same documents and sets, asked so that each level answers in turn.

use crate::lookup::{Shop, shop, with_shelf};
use crate::measure::{Series, Subject, interleaved};
use crate::queries::Asked;
use crate::random::Random;
use crate::table::{Limit, Table, time};
use crate::workload::{CHANNELS, LOCALES, channels, in_context, number};
use omnimedia::{
    AssetBuilder, Flatten, Kind, Limits, Policy, Product, ProductBuilder, Publication, Scratch, SetBuilder,
    VariantBuilder,
};

/// Assets that the galleries are drawn from.
const ASSETS: usize = 4_000;
/// Items of every gallery.
const ITEMS: usize = 4;
const COLOURS: [&str; 3] = ["Black", "White", "Red"];
/// The context of the nearer document: its channel and locale.
const NEAR: (usize, usize) = (1, 1);
/// A context that falls down to the last rung.
const FAR: (usize, usize) = (2, 2);

/// A product: its first variant has a set, its second a pattern, its third the product's, in a
/// document of a channel and locale and in one of Omnichannel and Neutral.
fn product(index: usize) -> Product {
    let mut random = Random::new(7, index as u64);
    let mut text = String::new();
    let mut numbered = |ordinal| {
        number(index, ordinal, &mut text);
        text.clone()
    };
    let mut set = || SetBuilder::new().primary((0..ITEMS).map(|_| format!("A{}", random.below(ASSETS))));
    let mut document = |channel: usize, locale: usize| {
        let document = in_context(channel, locale).master(set()).dimensions([("Color", COLOURS[1])], set());
        document.variant(numbered(1), set())
    };
    let documents = [document(0, 0), document(NEAR.0, NEAR.1)];
    let mut product = ProductBuilder::new(numbered(0)).dimension("Color", COLOURS);
    for (ordinal, colour) in (1..).zip(COLOURS) {
        product = product.variant(VariantBuilder::new(numbered(ordinal), [("Color", colour)]));
    }
    documents.into_iter().fold(product, ProductBuilder::document).build(&Limits::default()).unwrap()
}

fn snapshot(products: usize) -> Shop {
    let mut head = Publication::builder(Limits::default());
    channels(&mut head);
    for asset in 0..ASSETS {
        head.asset(
            AssetBuilder::new(format!("A{asset}"), Kind::Image).url(format!("https://cdn.example/{asset}")),
        );
    }
    let head = head.build().unwrap();
    let mut flatten = Flatten::start(Policy::default(), &head).unwrap();
    for index in 0..products {
        flatten.push(&product(index)).unwrap();
    }
    shop(&flatten.finish().unwrap())
}

/// Measures and adds the rows.
pub fn run(variants: usize, rounds: usize, operations: usize, table: &mut Table) {
    let products = (variants / COLOURS.len()).max(1);
    let snapshot = snapshot(products);
    let levels: [(&str, usize, (usize, usize)); 4] =
        [("variant", 1, NEAR), ("pattern", 2, NEAR), ("master", 3, NEAR), ("farthest rung", 3, FAR)];
    let mut text = String::new();
    let mut queries = |(ordinal, (channel, locale)): (usize, (usize, usize))| {
        let mut random = Random::new(8, ordinal as u64 * 31 + channel as u64);
        let mut queries = Asked::default();
        for _ in 0..operations {
            number(random.below(products), ordinal, &mut text);
            queries.push(&text, channel, locale);
        }
        queries
    };
    let asked: Vec<Asked> =
        levels.iter().map(|(_, ordinal, context)| queries((*ordinal, *context))).collect();
    let queries: Vec<_> = asked.iter().map(Asked::queries).collect();
    let shelf = |(channel, locale): (usize, usize)| {
        snapshot.shelf(Some(CHANNELS[channel]), Some(LOCALES[locale]), None).unwrap()
    };
    let snapshot = &snapshot;
    let mut subjects: Vec<Subject<'_>> = levels
        .iter()
        .zip(&queries)
        .map(|((name, _, context), queries)| {
            let (shelf, mut scratch) = (shelf(*context), Scratch::new());
            Subject::new(name, move |start, operations| {
                (start..start + operations)
                    .map(|at| with_shelf(snapshot, queries.number_in(at).0, &shelf, &mut scratch))
                    .sum()
            })
        })
        .collect();
    let all = interleaved(&mut subjects, rounds, operations, operations);
    let medians: Vec<f64> = all.iter().map(Series::median).collect();
    let least = medians.iter().copied().fold(f64::INFINITY, f64::min);
    let most = medians.iter().copied().fold(0.0, f64::max);
    let named: Vec<String> =
        all.iter().map(|series| format!("{} {}", series.name, time(series.median()))).collect();
    table.ratio(
        "the slowest level beside the fastest",
        time(most),
        named.join(", "),
        most / least,
        Limit::Most(1.1),
    );
}
