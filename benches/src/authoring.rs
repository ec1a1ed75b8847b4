//! Authoring: what a publish of one product costs in a large tenant, from the publish to the delta.

use crate::alloc;
use crate::measure::{Clock, median, seconds};
use crate::table::{Limit, Table, size, time};
use crate::workload::{Workload, number};
use omnimedia::{
    Content, Context, Flatten, Limits, ListBuilder, Mode, Policy, Publication, Scope, SetBuilder, Snapshot,
    Stamp, Start, Target, Tenant,
};

/// The tenant of the workload, and rows of what a publish costs beside a full flatten.
pub fn run(workload: &Workload, publication: &Publication, table: &mut Table) {
    let stamp = Stamp::new("merchandiser", "2026-11-24T09:00:00Z".parse().unwrap());
    let begin = Clock::start();
    let before = alloc::now();
    let mut tenant = Tenant::from_publication(publication, &Limits::default(), &stamp).unwrap();
    tenant.take_changed_units();
    let held = alloc::now().saturating_sub(before);
    let made = begin.elapsed().as_secs_f64();
    let variants = format!("{} variants", workload.variants());
    table.shown(
        "a tenant from the publication",
        time(made * 1e9),
        format!("{variants}, {} held", size(held as f64)),
    );

    let begin = Clock::start();
    let again = tenant.publication().unwrap();
    let taken = begin.elapsed().as_secs_f64();
    assert_eq!(again.products().len(), publication.products().len());
    table.shown("its publication, whole", time(taken * 1e9), variants);

    let flatten = || Flatten::new(&again, Policy::default()).to_bytes().unwrap();
    let bytes = flatten();
    let full = seconds(3, flatten);
    drop(again);
    let snapshot = Snapshot::open(bytes.as_slice()).unwrap();
    let mut random = crate::random::Random::new(11, 0);
    let mut text = String::new();
    let (mut edits, mut publishes) = (Vec::new(), Vec::new());
    for _ in 0..101 {
        number(random.below(workload.products()), 0, &mut text);
        let target = Target::document(&text, Context::default());
        let begin = Clock::start();
        let Content::Document(document) = tenant.edit(&target, &stamp, &Start::Empty).unwrap() else {
            panic!("a document was expected")
        };
        let empty = ListBuilder::new(Mode::Replace, Vec::<String>::new());
        let edited = document.master(SetBuilder::new().primary_list(empty));
        tenant.save(&target, edited, &stamp).unwrap();
        tenant.finish(&target, &stamp).unwrap();
        edits.push(begin.elapsed().as_secs_f64());

        let begin = Clock::start();
        let published = tenant.publish(&Scope::product(text.as_str()), &stamp).unwrap();
        let delta = tenant.delta(&snapshot, published.changes()).unwrap();
        publishes.push(begin.elapsed().as_secs_f64());
        assert_eq!(tenant.take_changes().products().collect::<Vec<_>>(), [text.as_str()]);
        let after = Snapshot::open_with(bytes.as_slice(), [delta.as_slice()]).unwrap();
        assert!(after.resolve(&omnimedia::Query::new(text.as_str())).unwrap().primary().is_empty());
    }
    table.shown("edit, save, finish one document", time(median(edits) * 1e9), "one user".into());
    let taken = median(publishes);
    let beside = format!("1/1000 of a full flatten: {}", time(full * 1e6));
    table.ratio(
        "publish one product, with its delta",
        time(taken * 1e9),
        beside,
        taken / full * 1e3,
        Limit::Most(1.0),
    );
}
