//! Writing: flatten, change, open, verify, and what the bytes are.

use crate::alloc;
use crate::measure::{Clock, median, seconds};
use crate::sections::{GROUPS, bytes_of};
use crate::table::{Limit, Table, size, time};
use crate::workload::{CONTEXTS, Workload, number};
use omnimedia::{Flatten, Policy, Publication, Snapshot};

/// Flattens a few times, and adds the rows: the time in seconds, the most bytes of memory, and the bytes.
pub fn flatten(publication: &Publication, variants: usize, table: &mut Table) -> (f64, usize, Vec<u8>) {
    let flatten = || Flatten::new(publication, Policy::default()).to_bytes().unwrap();
    let (bytes, peak) = alloc::peak(flatten);
    let taken = seconds(3, flatten);
    let answers = variants * CONTEXTS;
    let each = taken * 1e9 / answers as f64;
    table.shown("publication to bytes", time(taken * 1e9), format!("{answers} answers, {each:.1} ns each"));
    let ratio = peak as f64 / bytes.len() as f64;
    let output = format!("output {}", size(bytes.len() as f64));
    table.ratio("peak memory above the publication", size(peak as f64), output, ratio, Limit::Most(3.0));
    (taken, peak, bytes)
}

/// What the bytes are spent on.
pub fn bytes(snapshot: &[u8], variants: usize, table: &mut Table) {
    let each = |bytes: usize| bytes as f64 / variants as f64;
    for group in GROUPS {
        let bytes = bytes_of(snapshot, group.sections);
        let limit = group.limit.map_or(Limit::None, Limit::Most);
        table.figure(group.name, size(bytes as f64), "by variant".into(), each(bytes), " B", limit);
    }
    let bytes = snapshot.len();
    table.figure("the whole file", size(bytes as f64), "by variant".into(), each(bytes), " B", Limit::None);
}

/// How long a change of one product takes, beside a full flatten of `full` seconds.
pub fn change(
    workload: &Workload,
    publication: &Publication,
    snapshot: &Snapshot<Vec<u8>>,
    full: f64,
    table: &mut Table,
) {
    let mut text = String::new();
    let mut random = crate::random::Random::new(9, 0);
    let mut taken = Vec::new();
    let mut delta = Vec::new();
    for _ in 0..101 {
        number(random.below(workload.products()), 0, &mut text);
        let begin = Clock::start();
        let mut change = Flatten::change(publication, snapshot).unwrap();
        change.product(text.as_str());
        delta = change.to_bytes().unwrap();
        taken.push(begin.elapsed().as_secs_f64());
    }
    let base = snapshot.bytes().next().unwrap_or_default();
    assert!(Snapshot::open_with(base, [delta.as_slice()]).unwrap().find(&text).is_ok());
    let taken = median(taken);
    let beside = format!("1/1000 of a full flatten: {}", time(full * 1e6));
    table.ratio("a change of one product", time(taken * 1e9), beside, taken / full * 1e3, Limit::Most(1.0));
}

/// How long opening takes, in microseconds.
#[must_use]
pub fn opening(snapshot: &[u8]) -> f64 {
    median((0..101).map(|_| seconds(1, || Snapshot::open(snapshot).unwrap()) * 1e6).collect())
}

/// How long opening takes.
pub fn open(snapshot: &[u8], table: &mut Table) {
    let micros = opening(snapshot);
    let beside = format!("a file of {}", size(snapshot.len() as f64));
    table.figure("open", time(micros * 1e3), beside, micros, " µs", Limit::Most(100.0));
}

/// How long verifying takes.
pub fn verify(snapshot: &[u8], table: &mut Table) {
    let limit = Limit::Least(1.0);
    let mut damaged = snapshot.to_vec();
    if let Some(last) = damaged.last_mut() {
        *last ^= 1;
    }
    if Snapshot::open(damaged.as_slice()).is_ok_and(|damaged| damaged.verify().is_ok()) {
        table.skipped("verify", "it does not see a damaged byte yet", limit);
        return;
    }
    let opened = Snapshot::open(snapshot).unwrap();
    let taken = seconds(3, || opened.verify().unwrap());
    let rate = snapshot.len() as f64 / taken / 1e9;
    table.figure("verify", time(taken * 1e9), size(snapshot.len() as f64), rate, " GB/s", limit);
}
