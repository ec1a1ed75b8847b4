//! Look-ups through the C ABI, beside the same from Rust.

use crate::lookup::{Shop, shop};
use crate::measure::{Series, Subject, interleaved, median};
use crate::queries::{Asked, Queries};
use crate::table::{Limit, Table, size, time};
use crate::workload::{CHANNELS, CONTEXTS, LOCALES, Workload};
use library::{Foreign, Item, Text};
use omnimedia::{Flatten, ItemView, Kind, Policy, Scratch, SharedShelf};
use std::hint::black_box;
use std::path::Path;

mod library;

/// Variants of the shop: 300 products, whose snapshot fits into a cache of 1 MB.
const VARIANTS: usize = 3_000;
/// Queries that are asked again and again, a power of 2.
const QUERIES: usize = 8_192;
/// Look-ups of one subject in one round.
const OPERATIONS: usize = 400_000;
/// Numbers of one batch.
const BATCH: usize = 1_000;
/// Room for the items of a gallery.
const ROOM: usize = 16;

/// An item as Rust hands it out, as much as C's.
#[derive(Clone, Copy)]
#[expect(dead_code, reason = "filled as a host would, and shown to nobody")]
struct OwnItem<'s> {
    asset: Option<&'s str>,
    url: Option<&'s str>,
    purpose: Option<&'s str>,
    alt: Option<&'s str>,
    kind: Kind,
}

const NOTHING: OwnItem<'static> =
    OwnItem { asset: None, url: None, purpose: None, alt: None, kind: Kind::Image };

impl<'s> OwnItem<'s> {
    #[inline]
    fn of(view: &ItemView<'s, '_>) -> Self {
        let (asset, url, purpose) = (view.asset(), view.url(), view.purpose());
        Self { asset, url, purpose, alt: view.alt(), kind: view.kind() }
    }
}

/// Measures, and checks before that both say the same.
pub fn run(target: &Path, rounds: usize, table: &mut Table) {
    let built = match library::build(target) {
        Ok(built) => built,
        Err(why) => return table.skipped("the C ABI", &why, Limit::Most(3.0)),
    };
    let workload = Workload::new(VARIANTS);
    let bytes = Flatten::new(&workload.publication(), Policy::default()).to_bytes().unwrap();
    let snapshot = shop(&bytes);
    let shelves: Vec<SharedShelf> = CHANNELS
        .iter()
        .flat_map(|channel| LOCALES.map(|locale| snapshot.shelf(Some(channel), Some(locale), None)))
        .map(|shelf| SharedShelf::new(shelf.unwrap()))
        .collect();
    // both read the same bytes
    let foreign = Foreign::open(&built, snapshot.bytes().next().unwrap_or_default());
    let contexts = CHANNELS.iter().flat_map(|channel| LOCALES.map(|locale| (*channel, locale)));
    let numbers: Vec<u64> = contexts.map(|(channel, locale)| foreign.shelf(channel, locale)).collect();
    let asked = Asked::new(&workload, QUERIES, 7);
    let sides =
        Sides { snapshot: &snapshot, shelves: &shelves, foreign: &foreign, numbers: &numbers, empty: &built };
    sides.check(&asked.queries());
    sides.measure(&asked.queries(), rounds, table);

    let length = |path: &Path| std::fs::metadata(path).map_or(f64::NAN, |file| file.len() as f64);
    table.shown("shared library, as released", size(length(&built.path)), String::new());
}

/// The two sides, and the empty call.
struct Sides<'b> {
    snapshot: &'b Shop,
    shelves: &'b [SharedShelf],
    foreign: &'b Foreign<'b>,
    numbers: &'b [u64],
    empty: &'b library::Built,
}

impl<'b> Sides<'b> {
    #[inline]
    fn url(&self, number: &str, context: usize, composing: &mut Option<Scratch>) -> Option<&'b str> {
        let found = self.snapshot.get(number)?;
        found.answer_shared(&self.shelves[context], composing).ok()?.default_image_url()
    }

    #[inline]
    fn primary<'i>(
        &self,
        number: &str,
        context: usize,
        composing: &'i mut Option<Scratch>,
        items: &mut [OwnItem<'b>; ROOM],
    ) -> usize
    where
        'b: 'i,
    {
        let Some(found) = self.snapshot.get(number) else { return 0 };
        let Ok(view) = found.answer_shared(&self.shelves[context], composing) else { return 0 };
        let mut count = 0;
        for view in view.primary() {
            if let Some(place) = items.get_mut(count) {
                *place = OwnItem::of(&view);
            }
            count += 1;
        }
        count
    }

    fn urls(&self, numbers: &[&str], context: usize, urls: &mut [Option<&'b str>]) {
        let mut composing = None;
        let each = |place: usize, view: Option<omnimedia::View<'b, '_>>| {
            if let Some(url) = urls.get_mut(place) {
                *url = view.and_then(|view| view.default_image_url());
            }
        };
        self.snapshot.answers_shared(numbers, &self.shelves[context], &mut composing, each).unwrap();
    }

    /// Refuses to measure two sides that say different things.
    fn check(&self, queries: &Queries<'_>) {
        for at in 0..queries.len() {
            let (number, context) = queries.number_in(at);
            let url = self.url(number, context, &mut None);
            let theirs = self.foreign.url(number, self.numbers[context]);
            assert_eq!(url.map(|url| (url.as_ptr(), url.len())), theirs.parts(), "{number}");
            let mut items = [Item::NOTHING; ROOM];
            let count = self.foreign.primary(number, self.numbers[context], &mut items);
            let ours = self.primary(number, context, &mut None, &mut [NOTHING; ROOM]);
            assert!(count == ours && count > 0 && count <= ROOM, "{number}");
        }
        let names = queries.numbers(0, BATCH);
        let (mut ours, mut theirs) = (vec![None; BATCH], vec![Text::NONE; BATCH]);
        self.urls(names, 3, &mut ours);
        let texts: Vec<Text> = names.iter().map(|name| Text::of(name)).collect();
        self.foreign.urls(&texts, self.numbers[3], &mut theirs);
        let same =
            |(our, their): (&Option<&str>, &Text)| our.map(|url| (url.as_ptr(), url.len())) == their.parts();
        assert!(ours.iter().zip(&theirs).all(same), "a batch says the same");
    }

    fn measure(&self, queries: &Queries<'_>, rounds: usize, table: &mut Table) {
        let nothing = black_box(0);
        let ask = |at: usize| queries.number_in(at & (QUERIES - 1));
        let texts: Vec<Text> = queries.numbers(0, QUERIES).iter().map(|name| Text::of(name)).collect();
        let (mut ours, mut theirs) = (vec![None; BATCH], vec![Text::NONE; BATCH]);
        let mut subjects = [
            Subject::new("empty", |_, operations| {
                (0..operations).for_each(|_| self.empty.call());
                operations
            }),
            Subject::new("url, Rust", |start, operations| {
                let one = |at| {
                    let (number, context) = ask(at);
                    black_box(self.url(number, context, &mut None)).map_or(0, str::len)
                };
                (start..start + operations).map(one).sum()
            }),
            Subject::new("url, C", |start, operations| {
                let one = |at| {
                    let (number, context) = ask(at);
                    black_box(self.foreign.url(number, self.numbers[context])).len
                };
                (start..start + operations).map(one).sum()
            }),
            Subject::new("url, Rust, chained", |start, operations| {
                (start..start + operations).fold(0, |last, at| {
                    let (number, context) = ask(at + (last & nothing));
                    black_box(self.url(number, context, &mut None)).map_or(0, str::len)
                })
            }),
            Subject::new("url, C, chained", |start, operations| {
                (start..start + operations).fold(0, |last, at| {
                    let (number, context) = ask(at + (last & nothing));
                    black_box(self.foreign.url(number, self.numbers[context])).len
                })
            }),
            Subject::new("primary, Rust", |start, operations| {
                let mut items = [NOTHING; ROOM];
                let mut one = |at| {
                    let (number, context) = ask(at);
                    let count = self.primary(number, context, &mut None, &mut items);
                    black_box(&mut items);
                    count
                };
                (start..start + operations).map(&mut one).sum()
            }),
            Subject::new("primary, C", |start, operations| {
                let mut items = [Item::NOTHING; ROOM];
                let mut one = |at| {
                    let (number, context) = ask(at);
                    let count = self.foreign.primary(number, self.numbers[context], &mut items);
                    black_box(&mut items);
                    count
                };
                (start..start + operations).map(&mut one).sum()
            }),
            Subject::new("batch, Rust", |_, operations| {
                for at in 0..operations / BATCH {
                    let names = queries.numbers(at % (QUERIES / BATCH) * BATCH, BATCH);
                    self.urls(names, at % CONTEXTS, &mut ours);
                    black_box(&mut ours);
                }
                operations
            }),
            Subject::new("batch, C", |_, operations| {
                for at in 0..operations / BATCH {
                    let first = at % (QUERIES / BATCH) * BATCH;
                    let shelf = self.numbers[at % CONTEXTS];
                    self.foreign.urls(&texts[first..first + BATCH], shelf, &mut theirs);
                    black_box(&mut theirs);
                }
                operations
            }),
        ];
        let all = interleaved(&mut subjects, rounds, OPERATIONS, OPERATIONS);
        drop(subjects);
        rows(&all, table);
    }
}

fn rows(all: &[Series], table: &mut Table) {
    let [empty, singles @ .., batch, batch_in_c] = all else { return };
    let call = time(empty.median());
    table.shown("an empty call", call.clone(), "of a function in another library".to_owned());
    let whats = ["one url", "one url, chained", "one gallery"];
    for (what, pair) in whats.into_iter().zip(singles.chunks(2)) {
        let [rust, c] = pair else { continue };
        let rounds = c.rounds.iter().zip(&rust.rounds).zip(&empty.rounds);
        let more = median(rounds.map(|((c, rust), empty)| (c - rust) / empty).collect());
        let beside = format!("from Rust: {}; an empty call: {call}", time(rust.median()));
        table.figure(what, time(c.median()), beside, more, " calls more", Limit::Most(3.0));
    }
    let beside = format!("from Rust: {}", time(batch.median()));
    let what = format!("{BATCH} urls at once, each");
    table.ratio(&what, time(batch_in_c.median()), beside, batch_in_c.ratio(batch), Limit::Most(1.03));
}
