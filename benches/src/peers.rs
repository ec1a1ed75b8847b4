//! What else one could use, on the same data and with the same questions, the answers compared: `SQLite`, hash maps,
//! a Python dictionary, Cedar, Polars and `DuckDB`. Time, memory, bytes on disk, and the start with a file.

mod dump;
#[cfg(feature = "peers")]
mod engine;
mod everything;
mod ladder;
#[cfg(feature = "peers")]
mod mapped;
mod scripts;
#[cfg(feature = "peers")]
mod sqlite;

pub use scripts::{Flattened, bulk, scan, writing};

use crate::alloc;
use crate::lookup::{Shop, by_strings, shop};
use crate::measure::{Series, Subject, interleaved, seconds};
use crate::queries::{Asked, Queries, Query};
use crate::table::{Limit, Table, size, time};
use crate::workload::{Workload, asset_number};
use omnimedia::{Flatten, Policy, Scratch};
use std::fs;
use std::path::{Path, PathBuf};

/// How many answers of each peer are compared with ours.
const COMPARED: usize = 10_000;

/// The shop that all of them hold, and what is asked.
struct Sample<'s> {
    workload: &'s Workload,
    snapshot: &'s Shop,
    queries: &'s Queries<'s>,
    /// Our answers to the first queries.
    wanted: Vec<Vec<u32>>,
    folder: &'s Path,
}

/// One that is measured beside ours.
struct Peer<'p> {
    name: &'static str,
    limit: Limit,
    subject: Subject<'p>,
    costs: Costs,
}

/// What it takes beside time for a question: bytes of memory, bytes of a file, and nanoseconds from that file to the
/// first answer.
#[derive(Clone, Copy, Debug)]
struct Costs {
    memory: f64,
    disk: f64,
    start: f64,
}

/// What is made, and the bytes of memory that it holds.
fn held<T>(make: impl FnOnce() -> T) -> (T, f64) {
    let before = alloc::now();
    let made = make();
    (made, (alloc::now() - before) as f64)
}

fn length(path: &Path) -> f64 {
    fs::metadata(path).unwrap().len() as f64
}

/// Our answer, as a list of its own.
fn ours(snapshot: &Shop, query: &Query<'_>, scratch: &mut Scratch) -> Vec<u32> {
    let found = snapshot.find(query.number).unwrap();
    let shelf = snapshot.shelf(Some(query.channel), Some(query.locale), Some(query.catalog)).unwrap();
    let view = found.answer(&shelf, scratch).unwrap();
    view.primary().filter_map(|item| item.asset()).map(asset_number).collect()
}

impl Sample<'_> {
    /// Refuses a peer that answers otherwise.
    fn compare(&self, name: &str, mut theirs: impl FnMut(&Query<'_>) -> Vec<u32>) {
        for (at, wanted) in self.wanted.iter().enumerate() {
            let query = self.queries.get(at);
            assert_eq!(&theirs(&query), wanted, "{name}: {query:?}");
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// How many nanoseconds it takes from a file to the first answer; what was opened is closed after that.
    fn start<T>(&self, times: usize, mut open: impl FnMut(&Query<'_>) -> (T, Vec<u32>)) -> f64 {
        let query = self.queries.get(0);
        let taken = seconds(times, || {
            let (opened, list) = open(&query);
            assert_eq!(list, self.wanted[0], "the first answer of a file");
            opened
        });
        taken * 1e9
    }
}

fn of_everything<'p>(sample: &'p Sample<'p>, (map, memory): &'p (everything::Everything, f64)) -> Peer<'p> {
    let (name, path, queries) =
        ("a hash map of everything by four strings", sample.path("everything"), sample.queries);
    sample.compare(name, |query| map.ask(query).to_vec());
    map.write(&path);
    let start = sample.start(3, |query| {
        let map = everything::Everything::read(&path);
        let list = map.ask(query).to_vec();
        (map, list)
    });
    let costs = Costs { memory: *memory, disk: length(&path), start };
    let subject = Subject::new(name, |start, operations| {
        (start..start + operations).map(|at| map.ask(&queries.get(at)).len()).sum()
    });
    Peer { name, limit: Limit::Least(4.0), subject, costs }
}

fn of_ladder<'p>(sample: &'p Sample<'p>, (maps, memory): &'p (ladder::Ladder, f64)) -> Peer<'p> {
    let (name, path, queries) = ("hash maps, probed down the ladder", sample.path("ladder"), sample.queries);
    sample.compare(name, |query| maps.ask(query).to_vec());
    maps.write(&path);
    let start = sample.start(3, |query| {
        let maps = ladder::Ladder::read(&path);
        let list = maps.ask(query).to_vec();
        (maps, list)
    });
    let costs = Costs { memory: *memory, disk: length(&path), start };
    let subject = Subject::new(name, |start, operations| {
        (start..start + operations).map(|at| maps.ask(&queries.get(at)).len()).sum()
    });
    Peer { name, limit: Limit::None, subject, costs }
}

#[cfg(feature = "peers")]
fn of_sqlite<'p>(
    sample: &'p Sample<'p>,
    (way, connection): &'p (sqlite::Way, rusqlite::Connection),
    (name, limit): (&'static str, Limit),
) -> Peer<'p> {
    let (path, queries) = (sample.path(&format!("{way:?}.sqlite")), sample.queries);
    let mut statement = sqlite::prepare(*way, connection);
    sample.compare(name, |query| sqlite::ask(&mut statement, query, sqlite::list));
    sqlite::write(connection, &path);
    let start = sample.start(21, |query| {
        let connection = sqlite::open(&path);
        let list = sqlite::ask(&mut sqlite::prepare(*way, &connection), query, sqlite::list);
        (connection, list)
    });
    let costs = Costs { memory: sqlite::held(connection) as f64, disk: length(&path), start };
    let subject = Subject::new(name, move |start, operations| {
        let mut ask = |at| sqlite::ask(&mut statement, &queries.get(at), <[u8]>::len) / 4;
        (start..start + operations).map(&mut ask).sum()
    });
    Peer { name, limit, subject, costs }
}

/// The nanoseconds from our file to the first answer: mapped where the peers are built in, and read into memory.
fn our_start(sample: &Sample<'_>, path: &Path) -> [f64; 2] {
    let read = sample.start(7, |query| {
        let snapshot = shop(&fs::read(path).unwrap());
        let list = ours(&snapshot, query, &mut Scratch::new());
        (snapshot, list)
    });
    #[cfg(feature = "peers")]
    let mapped = sample.start(21, |query| {
        let snapshot = omnimedia::Snapshot::open(mapped::map(path)).unwrap();
        let found = snapshot.find(query.number).unwrap();
        let shelf = snapshot.shelf(Some(query.channel), Some(query.locale), None).unwrap();
        let mut scratch = Scratch::new();
        let view = found.answer(&shelf, &mut scratch).unwrap();
        let list = view.primary().filter_map(|item| item.asset()).map(asset_number).collect();
        (snapshot, list)
    });
    #[cfg(not(feature = "peers"))]
    let mapped = read;
    [mapped, read]
}

/// Measures a shop of so many variants, and adds the rows.
pub fn run(variants: usize, rounds: usize, operations: usize, folder: &Path, table: &mut Table) {
    fs::create_dir_all(folder).unwrap();
    let workload = &Workload::new(variants);
    let path = folder.join("shop.snapshot");
    let bytes = Flatten::new(&workload.publication(), Policy::default()).to_bytes().unwrap();
    fs::write(&path, &bytes).unwrap();
    let (snapshot, memory) = held(|| shop(&bytes));
    drop(bytes);
    let (snapshot, asked) = (&snapshot, Asked::new(workload, operations * 3, 2));
    let queries = &asked.queries();
    let mut scratch = Scratch::new();
    let first = (0..queries.len().min(COMPARED)).map(|at| ours(snapshot, &queries.get(at), &mut scratch));
    let wanted: Vec<Vec<u32>> = first.collect();
    assert!(wanted.iter().all(|list| !list.is_empty()), "every product has a gallery");
    let sample = &Sample { workload, snapshot, queries, wanted, folder };
    let [start, read] = our_start(sample, &path);
    let own = Costs { memory, disk: length(&path), start };

    let everything = held(|| everything::Everything::new(workload, snapshot));
    let ladder = held(|| ladder::Ladder::new(workload));
    #[cfg(feature = "peers")]
    let databases = [sqlite::Way::Flattened, sqlite::Way::Ordered]
        .map(|way| (way, sqlite::fill(way, workload, snapshot)));
    let peers = vec![of_everything(sample, &everything), of_ladder(sample, &ladder)];
    #[cfg(feature = "peers")]
    let peers = {
        let flat = ("SQLite, flattened, indexed, in memory", Limit::Least(20.0));
        let ordered = ("SQLite, documents and sets in order, in memory", Limit::None);
        let databases = databases.iter().zip([flat, ordered]);
        let further = databases.map(|(base, named)| of_sqlite(sample, base, named));
        peers.into_iter().chain(further).collect::<Vec<_>>()
    };
    let compared = sample.wanted.len() * peers.len();
    let mut told: Vec<(&str, Limit, Costs)> =
        peers.iter().map(|peer| (peer.name, peer.limit, peer.costs)).collect();
    let mut subjects = vec![Subject::new("ours", |start, operations| {
        (start..start + operations).map(|at| by_strings(snapshot, &queries.get(at), &mut scratch)).sum()
    })];
    subjects.extend(peers.into_iter().map(|peer| peer.subject));
    let all = interleaved(&mut subjects, rounds, operations, queries.len());
    drop(subjects);

    table.heading("peers: one question by strings, to the list in hand");
    let beside = format!("ours: {}, both of {variants} variants", time(all[0].median()));
    let mut row = |what: &str, series: &Series, limit: Limit| {
        table.ratio(what, time(series.median()), beside.clone(), series.ratio(&all[0]), limit);
    };
    for ((name, limit, _), series) in told.iter().zip(&all[1..]) {
        row(name, series, *limit);
    }
    if cfg!(not(feature = "peers")) {
        table.skipped("SQLite", "needs `--features peers`", Limit::Least(20.0));
    }
    table.shown(
        "answers compared, all equal",
        compared.to_string(),
        format!("{} of each", sample.wanted.len()),
    );
    told.extend(decision(sample, rounds, operations / 10, table));
    told.extend(scripts::dictionary(sample, all[0].median(), table));
    costs(&told, own, read, table);
}

/// The rows of memory, disk and start-up.
fn costs(told: &[(&str, Limit, Costs)], own: Costs, read: f64, table: &mut Table) {
    let mut block = |heading: &str, own_as: &str, show: fn(f64) -> String, of: fn(&Costs) -> f64| {
        table.heading(heading);
        for (name, _, costs) in told {
            // where a question was asked does not matter here
            let name = name.trim_end_matches(", in memory").trim_end_matches(", from Python");
            let (theirs, ours) = (of(costs), of(&own));
            table.ratio(name, show(theirs), format!("{own_as}: {}", show(ours)), theirs / ours, Limit::None);
        }
    };
    block("peers: memory", "ours, the snapshot", size, |costs| costs.memory);
    block("peers: bytes on disk", "ours, the snapshot", size, |costs| costs.disk);
    let mapped = if cfg!(feature = "peers") { "ours, mapped" } else { "ours, read" };
    block("peers: from a file to the first answer", mapped, time, |costs| costs.start);
    table.ratio(
        "ours, read into memory instead",
        time(read),
        format!("{mapped}: {}", time(own.start)),
        read / own.start,
        Limit::None,
    );
}

/// One decision, by a general engine.
#[cfg(feature = "peers")]
fn decision(
    sample: &Sample<'_>,
    rounds: usize,
    operations: usize,
    table: &mut Table,
) -> Option<(&'static str, Limit, Costs)> {
    let (workload, snapshot) = (sample.workload, sample.snapshot);
    let (mut random, mut text) = (crate::random::Random::new(12, 0), String::new());
    let mut asked = Asked::default();
    for _ in 0..operations * 3 {
        crate::workload::number(random.below(workload.products()), 0, &mut text);
        asked.push(
            &text,
            random.below(crate::workload::CHANNELS.len()),
            random.below(crate::workload::LOCALES.len()),
        );
    }
    let queries = &asked.queries();
    let ours = |query: &Query<'_>, scratch: &mut Scratch| {
        let found = snapshot.find(query.number).ok()?;
        let shelf = snapshot.shelf(Some(query.channel), Some(query.locale), None).ok()?;
        found.answer(&shelf, scratch).ok()?.context()
    };
    let (engine, memory) = held(|| engine::Engine::new(workload));
    let theirs = |engine: &engine::Engine, query: &Query<'_>| {
        let (channel, locale) = engine.ask(query.number, query.channel, query.locale)?;
        Some(omnimedia::Context::new(None, Some(channel), Some(locale)).unwrap())
    };
    let mut scratch = Scratch::new();
    let compared = queries.len().min(COMPARED);
    let mut own_documents = 0;
    for at in 0..compared {
        let query = queries.get(at);
        let wanted = ours(&query, &mut scratch).unwrap().to_context();
        own_documents += usize::from(wanted != omnimedia::Context::default());
        assert_eq!(theirs(&engine, &query), Some(wanted), "{query:?}");
    }
    assert!(own_documents > 0, "some are decided above the last rung");
    let path = sample.path("cedar.json");
    engine.write(&path);
    let first = queries.get(0);
    let wanted = ours(&first, &mut scratch).unwrap().to_context();
    let start = seconds(3, || {
        let engine = engine::Engine::read(&path);
        assert_eq!(theirs(&engine, &first).as_ref(), Some(&wanted));
        engine
    });
    let mut subjects = [
        Subject::new("ours", |start, operations| {
            let one = |at| {
                ours(&queries.get(at), &mut scratch)
                    .map_or(0, |context| usize::from(context.channel.is_some()))
            };
            (start..start + operations).map(one).sum()
        }),
        Subject::new("Cedar", |start, operations| {
            let one = |at| {
                let query = queries.get(at);
                let spoke = engine.ask(query.number, query.channel, query.locale);
                spoke.map_or(0, |(channel, _)| usize::from(!channel.is_empty()))
            };
            (start..start + operations).map(one).sum()
        }),
    ];
    let all = interleaved(&mut subjects, rounds, operations, queries.len());
    let name = "Cedar, which document speaks";
    let beside = format!("ours, the same: {}", time(all[0].median()));
    table.ratio(name, time(all[1].median()), beside, all[1].ratio(&all[0]), Limit::None);
    table.shown(
        "decisions compared, all equal",
        compared.to_string(),
        format!("{own_documents} above the last rung"),
    );
    Some((name, Limit::None, Costs { memory, disk: length(&path), start: start * 1e9 }))
}

/// One decision, by a general engine.
#[cfg(not(feature = "peers"))]
fn decision(_: &Sample<'_>, _: usize, _: usize, table: &mut Table) -> Option<(&'static str, Limit, Costs)> {
    table.skipped("Cedar, which document speaks", "needs `--features peers`", Limit::None);
    None
}
