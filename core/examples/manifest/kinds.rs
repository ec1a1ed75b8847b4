//! Faults of rows, those of a kind together.

use crate::page::Style;
use crate::told::{Told, digits, fault, many};
use omnimedia::{Code, Fault};
use serde_json::{Value, json};

/// How many faults the report of an import holds.
pub(crate) const MOST_FAULTS: usize = 100_000;
/// How many of them a program is given; the result manifest has all.
const FOR_PROGRAMS: usize = 100;
/// How many kinds a person is told of, and how many faults of each.
const KINDS: usize = 12;
const OF_A_KIND: usize = 3;
/// How many rows are named besides.
const ROWS: usize = 5;

/// Faults with one code in one column; of what is no row, with one message.
struct Kind<'f> {
    code: Code,
    column: Option<&'f str>,
    message: Option<&'f str>,
    first: Vec<&'f Fault>,
    /// The rows of the next ones.
    rows: Vec<u64>,
    many: u64,
}

/// The kinds, in the order of their first rows.
fn kinds<'f>(faults: impl Iterator<Item = &'f Fault>) -> Vec<Kind<'f>> {
    let mut kinds: Vec<Kind<'f>> = Vec::new();
    for fault in faults {
        let code = fault.code();
        let is_of_row = fault.place().row().is_some();
        let column = Some(fault.place().as_path()).filter(|column| is_of_row && !column.is_empty());
        let message = Some(fault.message()).filter(|_| !is_of_row);
        let is_like = |kind: &Kind<'_>| (kind.code, kind.column, kind.message) == (code, column, message);
        let at = kinds.iter().position(is_like);
        let Some(kind) = at.and_then(|at| kinds.get_mut(at)) else {
            kinds.push(Kind { code, column, message, first: vec![fault], rows: Vec::new(), many: 1 });
            continue;
        };
        kind.many += 1;
        if kind.first.len() < OF_A_KIND {
            kind.first.push(fault);
        } else if kind.rows.len() <= ROWS {
            kind.rows.extend(fault.place().row());
        }
    }
    kinds
}

/// Tells of faults or warnings: the kinds to both, the first ones to programs, some of each kind to people.
pub(crate) fn tell<'f>(told: &mut Told, keys: [&str; 2], faults: impl ExactSizeIterator<Item = &'f Fault>) {
    let [list, kinds_key] = keys;
    let faults: Vec<&Fault> = faults.collect();
    told.set(list, faults.iter().copied().take(FOR_PROGRAMS).map(fault).collect::<Value>());
    let is_full = faults.len() >= MOST_FAULTS;
    let kinds = kinds(faults.into_iter());
    let object =
        |kind: &Kind<'_>| json!({"code": kind.code.name(), "column": kind.column, "count": kind.many});
    told.set(kinds_key, kinds.iter().map(object).collect::<Value>());
    for kind in kinds.iter().take(KINDS) {
        told.blank();
        let (style, mark) = if kind.code.is_warning() { (Style::Quiet, "!") } else { (Style::Bad, "✗") };
        for (index, fault) in kind.first.iter().enumerate() {
            told.marked(style, mark, &format!("{}: {}", fault.place(), fault.message()));
            // the same advice is given once
            if kind.first.get(index + 1).map(|next| next.advice()) != Some(fault.advice()) {
                told.remark(Style::Good, &format!("→ {}", fault.advice()));
            }
        }
        told.remark(Style::Quiet, &like(kind));
    }
    if kinds.len() > KINDS {
        told.blank();
        let more = (kinds.len() - KINDS) as u64;
        told.remark(Style::Quiet, &format!("and {}", many(more, "other kind", "other kinds")));
    }
    if is_full {
        told.blank();
        told.remark(
            Style::Quiet,
            &format!("only the first {} are counted by kind", digits(MOST_FAULTS as u64)),
        );
    }
}

/// The code of a kind, and how many more there are.
fn like(kind: &Kind<'_>) -> String {
    let rest = kind.many - kind.first.len() as u64;
    if rest == 0 {
        return kind.code.name().to_owned();
    }
    let more = format!("{}, and {} more like it", kind.code, digits(rest));
    if kind.rows.is_empty() {
        return more;
    }
    let mut rows: Vec<String> = kind.rows.iter().take(ROWS).map(|row| digits(*row)).collect();
    if kind.rows.len() > ROWS {
        rows.push("…".to_owned());
    }
    format!("{more}: {} {}", if rest == 1 { "row" } else { "rows" }, rows.join(", "))
}
