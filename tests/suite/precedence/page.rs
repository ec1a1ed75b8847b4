//! docs/precedence.md, taken apart: tables with the paragraph before them, and words in backticks.

use std::fs;

use omnimedia_tests::workspace_root;

/// A table of the page.
#[derive(Debug)]
pub(super) struct Table {
    /// The paragraph before it, in one line.
    pub(super) before: String,
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

pub(super) fn text() -> String {
    fs::read_to_string(workspace_root().join("docs/precedence.md")).expect("the page is there")
}

/// The paragraphs of the page, each in one line; tables are paragraphs with their lines.
fn paragraphs(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let blocks = text.split("\n\n").map(|block| block.lines().collect::<Vec<_>>());
    blocks.filter(|lines| !lines.is_empty())
}

/// The cells of a row.
fn cells(line: &str) -> Vec<String> {
    let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
    inner.split('|').map(|cell| cell.trim().to_owned()).collect()
}

/// Every table of the page.
pub(super) fn tables(text: &str) -> Vec<Table> {
    let mut before = String::new();
    let mut tables = Vec::new();
    for lines in paragraphs(text) {
        match &lines[..] {
            [header, _, rows @ ..] if header.starts_with('|') => tables.push(Table {
                before: std::mem::take(&mut before),
                header: cells(header),
                rows: rows.iter().map(|row| cells(row)).collect(),
            }),
            _ => before = lines.join(" "),
        }
    }
    tables
}

/// The one table whose header begins with some cells.
pub(super) fn table(text: &str, header: &[&str]) -> Table {
    let mut found = tables(text).into_iter().filter(|table| {
        table.header.len() >= header.len() && table.header.iter().zip(header).all(|(one, other)| one == other)
    });
    let table = found.next().unwrap_or_else(|| panic!("no table {header:?}"));
    assert!(found.next().is_none(), "two tables {header:?}");
    table
}

/// The paragraph that begins an example in prose.
pub(super) fn example(text: &str, number: usize) -> String {
    let name = format!("xample {number}**");
    let found = paragraphs(text).map(|lines| lines.join(" ")).find(|paragraph| paragraph.contains(&name));
    found.unwrap_or_else(|| panic!("no example {number}"))
}

/// The numbers of the examples that a text begins.
pub(super) fn numbers(text: &str) -> Vec<usize> {
    let named = text.match_indices("**").filter_map(|(at, _)| {
        let rest =
            text[at + 2..].strip_prefix("Example ").or_else(|| text[at + 2..].strip_prefix("example "))?;
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest[..digits].parse().ok()
    });
    named.collect()
}

/// The words in backticks.
pub(super) fn ticked(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The list that a cell or a sentence begins with: words in backticks up to a remark in brackets; `none` is empty.
pub(super) fn listed(cell: &str) -> Vec<&str> {
    let list = cell.split(" (").next().unwrap_or_default();
    let words = ticked(list);
    assert!(!words.is_empty() || list == "none", "`{cell}` is no list");
    words
}
