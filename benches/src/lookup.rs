//! Look-ups of a snapshot.

use crate::chase::Chase;
use crate::contexts::usual;
use crate::measure::{Series, Subject, interleaved};
use crate::queries::{Queries, Query};
use crate::sections::{GALLERIES, LOOK_UP, bytes_of};
use crate::table::{Limit, Table, size, time};
use crate::workload::{Workload, asset_id};
use omnimedia::{AlignedBytes, Scratch, Shelf, Snapshot};
use std::hint::black_box;

/// A snapshot whose bytes begin where a cache line does, as those of a mapped file.
pub type Shop = Snapshot<AlignedBytes>;

/// Opens it.
#[must_use]
pub fn shop(bytes: &[u8]) -> Shop {
    Snapshot::open(AlignedBytes::from(bytes)).unwrap()
}

/// Look-ups of one shop, and the reads they are measured by.
#[derive(Debug)]
pub struct LookUps {
    /// Bytes of the sections that a look-up reads.
    pub footprint: usize,
    /// One read of that many.
    pub read: Series,
    /// One read of that many and the lists.
    pub far_read: Series,
    /// By strings.
    pub strings: Series,
    /// By strings, each waiting for the one before.
    pub chained: Series,
    /// With a shelf.
    pub shelf: Series,
    /// With a shelf, each waiting for the one before.
    pub shelf_chained: Series,
    /// By strings to the bytes of the default image's url.
    pub url: Series,
    /// 32 at a time with a shelf.
    pub batch: Series,
}

/// How many look-ups a batch has.
const BATCH: usize = 32;

/// A look-up by strings, to the list in hand.
#[inline]
pub fn by_strings(snapshot: &Shop, query: &Query<'_>, scratch: &mut Scratch) -> usize {
    // the number first: while its line comes from memory, the context is looked up
    let Ok(found) = snapshot.find(query.number) else { return 0 };
    let Ok(shelf) = snapshot.shelf(Some(query.channel), Some(query.locale), Some(query.catalog)) else {
        return 0;
    };
    found.answer(&shelf, scratch).map_or(0, |view| view.primary_len())
}

/// A look-up with a shelf, to the list in hand.
#[inline]
pub fn with_shelf(snapshot: &Shop, number: &str, shelf: &Shelf, scratch: &mut Scratch) -> usize {
    let Ok(found) = snapshot.find(number) else { return 0 };
    found.answer(shelf, scratch).map_or(0, |view| view.primary_len())
}

/// A look-up by strings, to the bytes of the default image's url.
#[inline]
fn to_url(snapshot: &Shop, query: &Query<'_>, scratch: &mut Scratch) -> usize {
    let Ok(found) = snapshot.find(query.number) else { return 0 };
    let Ok(shelf) = snapshot.shelf(Some(query.channel), Some(query.locale), Some(query.catalog)) else {
        return 0;
    };
    let Ok(view) = found.answer(&shelf, scratch) else { return 0 };
    view.default_image_url().and_then(|url| url.as_bytes().last()).map_or(0, |last| usize::from(*last))
}

/// The shelves of all contexts of the usual workload.
#[must_use]
pub fn shelves(snapshot: &Shop) -> Vec<Shelf> {
    shelves_of(snapshot, &usual())
}

/// The shelves of contexts, each a channel and a locale.
#[must_use]
pub fn shelves_of(snapshot: &Shop, contexts: &[(&str, &str)]) -> Vec<Shelf> {
    let of = |(channel, locale): &(&str, &str)| snapshot.shelf(Some(channel), Some(locale), None).unwrap();
    contexts.iter().map(of).collect()
}

/// Refuses a snapshot that does not answer what the workload says.
pub fn check(workload: &Workload, snapshot: &Shop) {
    let mut random = crate::random::Random::new(6, 0);
    let (mut scratch, mut text) = (Scratch::new(), String::new());
    let plan = workload.plan();
    let shelves = shelves_of(snapshot, &workload.contexts());
    for _ in 0..2_000 {
        let (product, variant) = workload.variant(random.below(workload.variants()));
        let (channel, locale) = (random.below(plan.channels), random.below(plan.locales));
        let draft = workload.draft(product);
        let wanted: Vec<String> =
            draft.winner(variant, channel, locale).iter().map(|asset| asset_id(product, *asset)).collect();
        crate::workload::number(product, variant + 1, &mut text);
        let found = snapshot.find(&text).unwrap();
        let view = found.answer(&shelves[channel * plan.locales + locale], &mut scratch).unwrap();
        let got: Vec<&str> = view.primary().filter_map(|item| item.asset()).collect();
        assert_eq!(got, wanted, "{text}");
    }
}

/// Measures look-ups.
#[must_use]
pub fn run(snapshot: &Shop, queries: &Queries<'_>, rounds: usize, operations: usize) -> LookUps {
    let bytes = snapshot.bytes().next().unwrap_or_default();
    let footprint = bytes_of(bytes, LOOK_UP);
    let mut near = Chase::new(footprint);
    let mut far = Chase::new(footprint + bytes_of(bytes, &[GALLERIES]));
    let shelves = shelves_of(snapshot, queries.contexts());
    let nothing = black_box(0);
    let mut scratches: [Scratch; 6] = std::array::from_fn(|_| Scratch::new());
    let [one, two, three, four, five, six] = &mut scratches;
    let shelves = &shelves;
    let mut subjects = [
        Subject::new("one read", |_, operations| near.steps(operations)),
        Subject::new("one read, with lists", |_, operations| far.steps(operations)),
        Subject::new("by strings", |start, operations| {
            (start..start + operations).map(|at| by_strings(snapshot, &queries.get(at), one)).sum()
        }),
        Subject::new("by strings, chained", |start, operations| {
            // nothing is 0, but the processor has to wait to know
            (start..start + operations)
                .fold(0, |last, at| by_strings(snapshot, &queries.get(at + (last & nothing)), two))
        }),
        Subject::new("with a shelf", |start, operations| {
            let ask = |at| {
                let (number, context) = queries.number_in(at);
                with_shelf(snapshot, number, &shelves[context], three)
            };
            (start..start + operations).map(ask).sum()
        }),
        Subject::new("with a shelf, chained", |start, operations| {
            (start..start + operations).fold(0, |last, at| {
                let (number, context) = queries.number_in(at + (last & nothing));
                with_shelf(snapshot, number, &shelves[context], four)
            })
        }),
        Subject::new("to the url", |start, operations| {
            (start..start + operations).map(|at| to_url(snapshot, &queries.get(at), five)).sum()
        }),
        Subject::new("batches", |start, operations| {
            let mut one_batch =
                |start: usize| batch(snapshot, queries, start, &shelves[queries.number_in(start).1], six);
            (0..operations / BATCH).map(|at| one_batch(start + at * BATCH)).sum()
        }),
    ];
    let all = interleaved(&mut subjects, rounds, operations, queries.len());
    let [read, far_read, strings, chained, shelf, shelf_chained, url, batch] = all.try_into().unwrap();
    LookUps { footprint, read, far_read, strings, chained, shelf, shelf_chained, url, batch }
}

/// A batch with a shelf, to the lists in hand.
#[inline]
fn batch(
    snapshot: &Shop,
    queries: &Queries<'_>,
    start: usize,
    shelf: &Shelf,
    scratch: &mut Scratch,
) -> usize {
    let mut shown = 0;
    let each = |_, view: Result<omnimedia::View<'_, '_>, omnimedia::Fault>| {
        shown += view.map_or(0, |view| view.primary_len());
    };
    snapshot.answers(queries.numbers(start, BATCH), shelf, scratch, each).unwrap();
    shown
}

impl LookUps {
    /// The rows of the table.
    pub fn rows(&self, table: &mut Table) {
        let read = format!("one read of {}: {}", size(self.footprint as f64), time(self.read.median()));
        let mut row = |what: &str, series: &Series, limit: Limit| {
            table.ratio(what, time(series.median()), read.clone(), series.ratio(&self.read), limit);
        };
        row("by strings, to the list in hand", &self.strings, Limit::Most(1.5));
        row("by strings, chained", &self.chained, Limit::None);
        row("with a shelf", &self.shelf, Limit::Most(1.0));
        row("with a shelf, chained", &self.shelf_chained, Limit::None);
        row("32 at a time with a shelf, each", &self.batch, Limit::Most(0.35));
        row("by strings, to the default image's bytes", &self.url, Limit::Most(2.5));
        let far = format!("one read with the lists: {}", time(self.far_read.median()));
        table.ratio("", time(self.url.median()), far, self.url.ratio(&self.far_read), Limit::None);
    }
}
