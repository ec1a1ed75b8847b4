//! Insight: the audit beside flattening, the diff of two snapshots beside comparing all their answers.

use crate::measure::{Clock, seconds};
use crate::table::{Limit, Table, time};
use crate::workload::{CHANNELS, LOCALES, Workload, in_context, number};
use omnimedia::{
    Audit, Diff, Field, Flatten, ItemView, Minimise, Policy, ProductBuilder, Publication, Scratch,
    SetBuilder, Shelf, Snapshot, View,
};
use std::ops::ControlFlow;

/// One product of so many is another in the other state.
const CHANGED: usize = 1_000;

/// The shop as it is later: some products show their gallery in another order, and one that is new and
/// comes before all others names channels and locales in another order.
#[must_use]
pub fn later(workload: &Workload) -> Publication {
    let mut builder = workload.head();
    for index in 0..workload.products() {
        let mut draft = workload.draft(index);
        if index % CHANGED == CHANGED / 2 {
            draft.documents[0].master.reverse();
        }
        builder.product(draft.builder());
    }
    let first = (1..CHANNELS.len())
        .rev()
        .flat_map(|channel| (0..LOCALES.len()).rev().map(move |locale| (channel, locale)));
    let documents = first.map(|(channel, locale)| in_context(channel, locale).master(SetBuilder::new()));
    builder.product(documents.fold(ProductBuilder::new("0"), ProductBuilder::document));
    builder.build().unwrap_or_else(|faults| panic!("{}", faults.first()))
}

/// Audits a few times, and adds the rows; `flatten` is how many seconds flattening takes.
pub fn audit(publication: &Publication, flatten: f64, table: &mut Table) {
    let audit = Audit::new(publication, Policy::default());
    let counts = audit.counts().unwrap();
    let mut rows = 0u64;
    let each = || {
        rows = 0;
        audit.run(|_| {
            rows += 1;
            ControlFlow::Continue(())
        })
    };
    let taken = seconds(3, each);
    let beside = format!("flatten: {}; {} answers, {rows} rows", time(flatten * 1e9), counts.answers());
    table.ratio("audit, every row", time(taken * 1e9), beside, taken / flatten, Limit::Most(5.0));
    let taken = seconds(3, || audit.counts());
    let beside = format!("flatten: {}", time(flatten * 1e9));
    table.ratio("audit, counts alone", time(taken * 1e9), beside, taken / flatten, Limit::None);
}

/// Minimises, and adds a row; `flatten` is how many seconds flattening takes.
pub fn minimise(publication: &Publication, flatten: f64, table: &mut Table) {
    let minimise = Minimise::new(publication, Policy::default());
    let run = || minimise.run(|_| ControlFlow::Continue(()));
    let taken = seconds(1, run);
    let counts = run().unwrap();
    assert_eq!((counts.unproved(), counts.unfinished()), (0, 0));
    let beside = format!(
        "flatten: {}; {} sets of {} products come to {}",
        time(flatten * 1e9),
        counts.before().sets,
        counts.products(),
        counts.after().sets
    );
    table.ratio("minimise", time(taken * 1e9), beside, taken / flatten, Limit::None);
}

/// Asks both for everything, and counts what is not the same.
fn full(
    workload: &Workload,
    [before, after]: [&Snapshot<Vec<u8>>; 2],
    same: impl Fn(&View<'_, '_>, &View<'_, '_>) -> bool,
) -> u64 {
    let shelves = |snapshot: &Snapshot<Vec<u8>>| -> Vec<Shelf> {
        let contexts =
            CHANNELS.iter().flat_map(|channel| LOCALES.iter().map(move |locale| (channel, locale)));
        contexts.map(|(channel, locale)| snapshot.shelf(Some(channel), Some(locale), None).unwrap()).collect()
    };
    let (one_shelves, other_shelves) = (shelves(before), shelves(after));
    let (mut scratch, mut other_scratch) = (Scratch::new(), Scratch::new());
    let (mut text, mut changed) = (String::new(), 0);
    for product in 0..workload.products() {
        for ordinal in 0..=workload.size(product) {
            number(product, ordinal, &mut text);
            let (one, other) = (before.find(&text).unwrap(), after.find(&text).unwrap());
            for (shelf, other_shelf) in one_shelves.iter().zip(&other_shelves) {
                let one = one.answer(shelf, &mut scratch).unwrap();
                let other = other.answer(other_shelf, &mut other_scratch).unwrap();
                changed += u64::from(!same(&one, &other));
            }
        }
    }
    changed
}

fn same(one: &View<'_, '_>, other: &View<'_, '_>) -> bool {
    let mut others = other.primary().chain(other.additional());
    one.primary()
        .chain(one.additional())
        .all(|one| others.next().is_some_and(|other| same_item(&one, &other)))
        && others.next().is_none()
}

fn same_item(one: &ItemView<'_, '_>, other: &ItemView<'_, '_>) -> bool {
    (one.asset(), one.purpose(), one.kind(), one.url())
        == (other.asset(), other.purpose(), other.kind(), other.url())
        && Field::ALL.into_iter().all(|field| one.text(field) == other.text(field))
}

/// Compares two snapshots, and adds the rows.
pub fn diff(workload: &Workload, before: &Snapshot<Vec<u8>>, publication: &Publication, table: &mut Table) {
    let later = later(workload);
    let bytes = Flatten::new(&later, Policy::default()).to_bytes().unwrap();
    let after = Snapshot::open(bytes).unwrap();
    let begin = Clock::start();
    let changed = full(workload, [before, &after], same);
    let whole = begin.elapsed().as_secs_f64();
    let begin = Clock::start();
    assert_eq!(changed, full(workload, [before, &after], |one, other| one.hash() == other.hash()));
    let hashes = begin.elapsed().as_secs_f64();
    let diff = Diff::snapshots(before, &after);
    let mut rows = 0;
    let run = || {
        rows = 0;
        diff.run(|_| {
            rows += 1;
            ControlFlow::Continue(())
        })
    };
    let taken = seconds(3, run);
    let counts = diff.counts().unwrap();
    let new = Diff::snapshots(before, &after).products(["0"]).counts().unwrap().answers();
    assert_eq!(counts.answers(), changed + new, "the diff tells what asking for everything tells");
    let beside = format!(
        "asking for all: {}; {} of {} products, {rows} rows",
        time(whole * 1e9),
        counts.products(),
        workload.products()
    );
    table.ratio("diff of two snapshots", time(taken * 1e9), beside, taken / whole, Limit::Most(0.05));
    let beside = format!("asking for all hashes: {}", time(hashes * 1e9));
    table.ratio(
        "the same, beside comparing hashes alone",
        time(taken * 1e9),
        beside,
        taken / hashes,
        Limit::None,
    );
    let taken = seconds(3, || Diff::new(publication, &later, Policy::default()).counts());
    let beside = format!("asking both snapshots for all: {}", time(whole * 1e9));
    table.ratio("diff of two publications", time(taken * 1e9), beside, taken / whole, Limit::None);
}
