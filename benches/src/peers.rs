//! What else one could ask: a hash map of everything, and `SQLite`, both in memory.

use crate::alloc;
use crate::lookup::{Shop, by_strings, shop};
use crate::measure::{Series, Subject, interleaved};
use crate::queries::{Asked, Query};
use crate::table::{Limit, Table, size, time};
use crate::workload::{CHANNELS, LOCALES, Workload, asset_number};
use omnimedia::{Flatten, Policy, Scratch};
use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};

/// Four strings, owned or borrowed, so that a look-up need not allocate.
trait Parts {
    fn parts(&self) -> [&str; 4];
}

#[derive(PartialEq, Eq)]
struct Key([String; 4]);

impl Parts for Key {
    fn parts(&self) -> [&str; 4] {
        let Self([one, two, three, four]) = self;
        [one, two, three, four]
    }
}

impl Parts for [&str; 4] {
    fn parts(&self) -> [&str; 4] {
        *self
    }
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

impl Hash for dyn Parts + '_ {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

impl PartialEq for dyn Parts + '_ {
    fn eq(&self, other: &Self) -> bool {
        self.parts() == other.parts()
    }
}

impl Eq for dyn Parts + '_ {}

impl<'k> Borrow<dyn Parts + 'k> for Key {
    fn borrow(&self) -> &(dyn Parts + 'k) {
        self
    }
}

type Everything = HashMap<Key, Vec<u32>>;

/// Calls `each` with every number, context and list of a shop.
fn everything(workload: &Workload, snapshot: &Shop, mut each: impl FnMut([&str; 4], Vec<u32>)) {
    let shelves = crate::lookup::shelves(snapshot);
    let (mut scratch, mut text) = (Scratch::new(), String::new());
    for variant in 0..workload.variants() {
        let (product, variant) = workload.variant(variant);
        crate::workload::number(product, variant + 1, &mut text);
        let found = snapshot.find(&text).unwrap();
        let contexts = CHANNELS.iter().flat_map(|channel| LOCALES.map(|locale| (*channel, locale)));
        for ((channel, locale), shelf) in contexts.zip(&shelves) {
            let view = found.answer(shelf, &mut scratch).unwrap();
            let list = view.primary().filter_map(|item| item.asset()).map(asset_number).collect();
            each([&text, "", channel, locale], list);
        }
    }
}

fn hash_map(workload: &Workload, snapshot: &Shop) -> Everything {
    let mut map = Everything::with_capacity(workload.variants() * crate::workload::CONTEXTS);
    everything(workload, snapshot, |key, list| {
        map.insert(Key(key.map(str::to_owned)), list);
    });
    map
}

#[inline]
fn of_map(map: &Everything, query: &Query<'_>) -> usize {
    let key: &dyn Parts = &[query.number, query.catalog, query.channel, query.locale];
    map.get(key).map_or(0, Vec::len)
}

#[cfg(feature = "peers")]
mod sqlite {
    use super::{Query, Shop, Workload, everything};
    use rusqlite::{Connection, Statement, params};

    pub(super) fn fill(workload: &Workload, snapshot: &Shop) -> Connection {
        let mut connection = Connection::open_in_memory().unwrap();
        let table = "CREATE TABLE flat (number TEXT NOT NULL, catalog TEXT NOT NULL, channel TEXT NOT NULL,
            locale TEXT NOT NULL, list BLOB NOT NULL, PRIMARY KEY (number, catalog, channel, locale)) WITHOUT ROWID";
        connection.execute_batch(table).unwrap();
        let transaction = connection.transaction().unwrap();
        {
            let mut insert = transaction.prepare("INSERT INTO flat VALUES (?1, ?2, ?3, ?4, ?5)").unwrap();
            everything(workload, snapshot, |[number, catalog, channel, locale], list| {
                let list: Vec<u8> = list.iter().flat_map(|item| item.to_le_bytes()).collect();
                insert.execute(params![number, catalog, channel, locale, list]).unwrap();
            });
        }
        transaction.commit().unwrap();
        connection
    }

    pub(super) fn prepare(connection: &Connection) -> Statement<'_> {
        let select =
            "SELECT list FROM flat WHERE number = ?1 AND catalog = ?2 AND channel = ?3 AND locale = ?4";
        connection.prepare(select).unwrap()
    }

    pub(super) fn ask(statement: &mut Statement<'_>, query: &Query<'_>) -> usize {
        let strings = params![query.number, query.catalog, query.channel, query.locale];
        let length = |row: &rusqlite::Row<'_>| Ok(row.get_ref(0)?.as_blob().map_or(0, |list| list.len() / 4));
        statement.query_row(strings, length).unwrap_or(0)
    }
}

/// Measures a shop of so many variants, and adds the rows.
pub fn run(variants: usize, rounds: usize, operations: usize, table: &mut Table) {
    let workload = Workload::new(variants);
    let bytes = Flatten::new(&workload.publication(), Policy::default()).to_bytes().unwrap();
    let snapshot = shop(&bytes);
    drop(bytes);
    let asked = Asked::new(&workload, operations * 3, 2);
    let queries = asked.queries();
    let before = alloc::now();
    let map = hash_map(&workload, &snapshot);
    let used = (alloc::now() - before) as f64;
    let mut scratch = Scratch::new();
    for at in 0..queries.len().min(10_000) {
        let query = queries.get(at);
        assert_eq!(of_map(&map, &query), by_strings(&snapshot, &query, &mut scratch), "{query:?}");
    }
    let queries = &queries;
    #[cfg(feature = "peers")]
    let connection = sqlite::fill(&workload, &snapshot);
    let mut subjects = vec![
        Subject::new("ours", |start, operations| {
            (start..start + operations).map(|at| by_strings(&snapshot, &queries.get(at), &mut scratch)).sum()
        }),
        Subject::new("a hash map of everything", |start, operations| {
            (start..start + operations).map(|at| of_map(&map, &queries.get(at))).sum()
        }),
    ];
    #[cfg(feature = "peers")]
    {
        let mut statement = sqlite::prepare(&connection);
        for at in 0..queries.len().min(10_000) {
            let query = queries.get(at);
            assert_eq!(sqlite::ask(&mut statement, &query), of_map(&map, &query), "{query:?}");
        }
        subjects.push(Subject::new("SQLite", move |start, operations| {
            (start..start + operations).map(|at| sqlite::ask(&mut statement, &queries.get(at))).sum()
        }));
    }
    let all = interleaved(&mut subjects, rounds, operations, queries.len());
    drop(subjects);
    let ours = &all[0];
    let beside = format!("ours: {}, both of {variants} variants", time(ours.median()));
    let mut row = |series: &Series, what: &str, limit: Limit| {
        table.ratio(what, time(series.median()), beside.clone(), series.ratio(ours), limit);
    };
    row(&all[1], "a hash map of everything by four strings", Limit::Least(4.0));
    match all.get(2) {
        Some(series) => row(series, "SQLite, flattened, indexed, in memory", Limit::Least(20.0)),
        None => table.skipped("SQLite", "needs `--features peers`", Limit::Least(20.0)),
    }
    table.shown("memory of that hash map", size(used), format!("{:.0} B by variant", used / variants as f64));
}
