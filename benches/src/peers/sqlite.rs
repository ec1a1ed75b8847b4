//! `SQLite`, in two ways: the flattened answers in one indexed table, and the documents and sets as they are, asked
//! with an order. Statements are prepared once.

use super::everything::everything;
use super::ladder::numbered;
use crate::contexts::{channel, locale};
use crate::lookup::Shop;
use crate::queries::Query;
use crate::workload::{Workload, number};
use rusqlite::{Connection, OpenFlags, Statement, params};
use std::path::Path;

const FLAT: &str = "CREATE TABLE flat (number TEXT NOT NULL, catalog TEXT NOT NULL, channel TEXT NOT NULL,
    locale TEXT NOT NULL, list BLOB NOT NULL, PRIMARY KEY (number, catalog, channel, locale)) WITHOUT ROWID";

const ASK_FLAT: &str =
    "SELECT list FROM flat WHERE number = ?1 AND catalog = ?2 AND channel = ?3 AND locale = ?4";

/// A set without a number is the product's.
const ORDERED: &str = "
CREATE TABLE variants (number TEXT PRIMARY KEY, product INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (product INTEGER NOT NULL, channel TEXT NOT NULL, locale TEXT NOT NULL,
    document INTEGER NOT NULL, PRIMARY KEY (product, channel, locale)) WITHOUT ROWID;
CREATE TABLE sets (document INTEGER NOT NULL, number TEXT NOT NULL, list BLOB NOT NULL,
    PRIMARY KEY (document, number)) WITHOUT ROWID;
CREATE TABLE rungs (channel TEXT NOT NULL, locale TEXT NOT NULL, rank INTEGER NOT NULL,
    tried_channel TEXT NOT NULL, tried_locale TEXT NOT NULL,
    PRIMARY KEY (channel, locale, rank)) WITHOUT ROWID;";

/// `CROSS JOIN` keeps the order of the tables, in which no step has to sort: the faster of the two plans.
const ASK_ORDERED: &str = "
SELECT coalesce(own.list, master.list) FROM variants v
CROSS JOIN rungs r ON r.channel = ?3 AND r.locale = ?4
CROSS JOIN documents d ON d.product = v.product AND d.channel = r.tried_channel AND d.locale = r.tried_locale
LEFT JOIN sets own ON own.document = d.document AND own.number = v.number
LEFT JOIN sets master ON master.document = d.document AND master.number = ''
WHERE v.number = ?1 AND ?2 = '' ORDER BY r.rank LIMIT 1";

/// In which way.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way {
    Flattened,
    Ordered,
}

fn blob(list: &[u32]) -> Vec<u8> {
    list.iter().flat_map(|item| item.to_le_bytes()).collect()
}

fn fill_flat(connection: &Connection, workload: &Workload, snapshot: &Shop) {
    let mut insert = connection.prepare("INSERT INTO flat VALUES (?1, ?2, ?3, ?4, ?5)").unwrap();
    everything(workload, snapshot, |[number, catalog, channel, locale], list| {
        insert.execute(params![number, catalog, channel, locale, blob(&list)]).unwrap();
    });
}

fn fill_ordered(connection: &Connection, workload: &Workload) {
    let prepare = |sql| connection.prepare(sql).unwrap();
    let mut variants = prepare("INSERT INTO variants VALUES (?1, ?2)");
    let mut documents = prepare("INSERT INTO documents VALUES (?1, ?2, ?3, ?4)");
    let mut sets = prepare("INSERT INTO sets VALUES (?1, ?2, ?3)");
    let mut rungs = prepare("INSERT INTO rungs VALUES (?1, ?2, ?3, ?4, ?5)");
    let (mut text, mut document) = (String::new(), 0i64);
    for product in 0..workload.products() {
        let draft = workload.draft(product);
        for ordinal in 0..draft.variants.len() {
            number(product, ordinal + 1, &mut text);
            variants.execute(params![text, product as i64]).unwrap();
        }
        for written in &draft.documents {
            let names = (channel(written.channel), locale(written.locale));
            documents.execute(params![product as i64, names.0, names.1, document]).unwrap();
            sets.execute(params![document, "", blob(&numbered(product, &written.master))]).unwrap();
            for (ordinal, gallery) in &written.variants {
                number(product, ordinal + 1, &mut text);
                sets.execute(params![document, text, blob(&numbered(product, gallery))]).unwrap();
            }
            document += 1;
        }
    }
    for (channel, locale) in workload.contexts() {
        let tried = [(channel, locale), ("", locale), (channel, ""), ("", "")];
        for (rank, rung) in tried.iter().enumerate().filter(|(rank, rung)| !tried[..*rank].contains(rung)) {
            rungs.execute(params![channel, locale, rank as i64, rung.0, rung.1]).unwrap();
        }
    }
}

/// The tables, in memory.
pub(super) fn fill(way: Way, workload: &Workload, snapshot: &Shop) -> Connection {
    let mut connection = Connection::open_in_memory().unwrap();
    let transaction = connection.transaction().unwrap();
    match way {
        Way::Flattened => {
            transaction.execute_batch(FLAT).unwrap();
            fill_flat(&transaction, workload, snapshot);
        }
        Way::Ordered => {
            transaction.execute_batch(ORDERED).unwrap();
            fill_ordered(&transaction, workload);
        }
    }
    transaction.commit().unwrap();
    connection.execute_batch("ANALYZE").unwrap();
    connection
}

/// How many bytes of memory a database takes that lies in memory.
pub(super) fn held(connection: &Connection) -> usize {
    let figure = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
    usize::try_from(figure("page_count") * figure("page_size")).unwrap()
}

/// Writes it without gaps.
pub(super) fn write(connection: &Connection, path: &Path) {
    let _ = std::fs::remove_file(path);
    connection.execute("VACUUM INTO ?1", [path.to_str().unwrap()]).unwrap();
}

/// Opens a file.
pub(super) fn open(path: &Path) -> Connection {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

pub(super) fn prepare(way: Way, connection: &Connection) -> Statement<'_> {
    let select = match way {
        Way::Flattened => ASK_FLAT,
        Way::Ordered => ASK_ORDERED,
    };
    connection.prepare(select).unwrap()
}

/// Calls `read` with the bytes of the list.
#[inline]
pub(super) fn ask<T: Default>(
    statement: &mut Statement<'_>,
    query: &Query<'_>,
    read: impl FnOnce(&[u8]) -> T,
) -> T {
    let strings = params![query.number, query.catalog, query.channel, query.locale];
    statement
        .query_row(strings, |row| Ok(row.get_ref(0)?.as_blob().map(read).unwrap_or_default()))
        .unwrap_or_default()
}

/// The numbers of a list.
pub(super) fn list(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks::<4>().0.iter().map(|item| u32::from_le_bytes(*item)).collect()
}
