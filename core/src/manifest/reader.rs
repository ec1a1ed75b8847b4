//! The rows of a manifest, one by one.

use super::columns::{Column, Part};
use super::input::{END_CELL, Input, TooLong};
use super::kept::OF_NOTHING;
use super::record::{BLOCK, Record, Records};
use crate::fault::{Code, Fault, Faults, Place, shortened};
use crate::limits::Limits;
use std::collections::HashMap;
use std::io::Read;

/// The rows of a manifest, one by one, in constant memory.
///
/// A manifest is tab-separated text: UTF-8, with a byte order mark or without, or UTF-16 with one. Rows
/// end with LF, CR or CR LF; rows without any character are passed over. A cell that begins with a
/// quote ends with one, may hold tabs and line breaks, and has quotes doubled, as spreadsheets write
/// it; a quote anywhere else stands for itself. With [`ManifestReader::plain`] every row is split at its
/// tabs, and quotes are text.
///
/// # Example
/// ```
/// use omnimedia::{Limits, ManifestReader};
/// let text = "MediaDisplayName\tX-Mine\r\n\"a \"\"b\"\"\"\t1\r\n";
/// let mut manifest = ManifestReader::new(text.as_bytes(), &Limits::default())?;
/// assert_eq!(manifest.columns().collect::<Vec<_>>(), ["MediaDisplayName", "X-Mine"]);
/// let row = manifest.next_row()?.ok_or("a row")?;
/// assert_eq!((row.number(), row.get("mediadisplayname")), (2, Some(&b"a \"b\""[..])));
/// assert!(manifest.next_row()?.is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ManifestReader<R> {
    records: Records<Input<R>>,
    header: Header,
    limits: Limits,
    row: u64,
    is_ended: bool,
}

impl<R> core::fmt::Debug for ManifestReader<R> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ManifestReader").field("row", &self.row).finish_non_exhaustive()
    }
}

/// The columns of a manifest, and where they are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Header {
    names: Vec<String>,
    /// Where the known columns are, by column.
    places: Vec<Option<u32>>,
    /// The known columns of one part, each with its place.
    parts: [Vec<(u32, Column)>; 3],
    /// Which key each column belongs to, if any.
    keys: Vec<u8>,
    /// The known column at each place.
    at: Vec<Option<Column>>,
    has: Columns,
}

/// A set of known columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns(u128);

impl Columns {
    fn add(&mut self, column: Column) {
        self.0 |= 1 << (column as u8);
    }

    /// Whether a column is among them.
    pub(crate) fn has(self, column: Column) -> bool {
        self.0 & (1 << (column as u8)) != 0
    }
}

impl Header {
    /// The columns that are there.
    pub(crate) fn columns(&self) -> Columns {
        self.has
    }

    /// The names, as they were given.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether a known column is there.
    pub(crate) fn has(&self, column: Column) -> bool {
        self.has.has(column)
    }

    /// Which key the column at a place belongs to, if any.
    pub(super) fn key_at(&self, place: usize) -> u8 {
        self.keys.get(place).copied().unwrap_or(OF_NOTHING)
    }

    /// Where a known column is.
    pub(crate) fn place(&self, column: Column) -> Option<usize> {
        self.places.get(column as usize).copied().flatten().map(|place| place as usize)
    }

    /// The columns for assets, entities or items.
    pub(crate) fn part(&self, part: Part) -> &[(u32, Column)] {
        let [asset, entity, item] = &self.parts;
        match part {
            Part::Asset => asset,
            Part::Entity => entity,
            Part::Item => item,
            _ => &[],
        }
    }

    fn read(record: &Record, limits: &Limits) -> Result<Self, Faults> {
        if record.len() > limits.columns {
            let message = format!("{} columns, more than {}", record.len(), limits.columns);
            return Err(at_header(Code::LimitColumns, message, "raise the limit, or leave columns out"));
        }
        if let Some((what, advice)) = record.iter().next().and_then(no_text) {
            return Err(at_header(Code::Encoding, format!("this is {what}, and no text"), advice));
        }
        if record.iter().any(|cell| cell.contains(&0)) {
            let advice = "save it as UTF-8, or as UTF-16 with a byte order mark";
            return Err(at_header(Code::Encoding, "the column names have NUL characters".to_owned(), advice));
        }
        let mut names = Vec::with_capacity(record.len());
        let mut places = vec![None; Column::ALL.len()];
        let mut parts: [Vec<(u32, Column)>; 3] = Default::default();
        let (mut keys, mut at) = (vec![OF_NOTHING; record.len()], vec![None; record.len()]);
        let mut has = Columns::default();
        let mut seen: HashMap<String, usize> = HashMap::with_capacity(record.len());
        let mut faults = Vec::new();
        for (place, name) in record.iter().enumerate() {
            let Ok(name) = std::str::from_utf8(name) else {
                let message = format!("the name of column {} is not UTF-8", place.saturating_add(1));
                faults.push(header_fault(Code::Encoding, message, "save it as UTF-8"));
                continue;
            };
            names.push(name.to_owned());
            let name = name.trim();
            // trailing tabs make columns without a name
            if name.is_empty() {
                continue;
            }
            if let Some(first) = seen.insert(name.to_ascii_lowercase(), place) {
                let message = format!(
                    "the column `{}` stands twice, as column {} and {}",
                    shortened(name),
                    first.saturating_add(1),
                    place.saturating_add(1)
                );
                faults.push(header_fault(Code::DuplicateColumn, message, "take one of them out"));
                continue;
            }
            let Some(column) = Column::named(name) else { continue };
            has.add(column);
            if let Some(at) = at.get_mut(place) {
                *at = Some(column);
            }
            if let Some(key) = keys.get_mut(place) {
                *key = match column.part() {
                    Part::Asset => 0,
                    Part::Entity => 1,
                    Part::Item => 2,
                    _ => OF_NOTHING,
                };
            }
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            if let Some(slot) = places.get_mut(column as usize) {
                *slot = Some(place);
            }
            let [asset, entity, item] = &mut parts;
            match column.part() {
                Part::Asset => asset.push((place, column)),
                Part::Entity => entity.push((place, column)),
                Part::Item => item.push((place, column)),
                _ => {}
            }
        }
        // equal rows are to have equal keys, whatever the order of the columns
        parts.iter_mut().for_each(|part| part.sort_unstable_by_key(|(_, column)| *column));
        if faults.is_empty() && places.iter().all(Option::is_none) {
            faults.push(headless(&names));
        }
        Faults::new(faults).map_or(Ok(Self { names, places, parts, keys, at, has }), Err)
    }
}

/// What begins as the files of spreadsheet programs do, or as a snapshot does; and what to do with it.
fn no_text(cell: &[u8]) -> Option<(&'static str, &'static str)> {
    const TABLE: &str = "save it as tab-separated text, and give that file";
    const KINDS: [(&[u8], &str, &str); 3] = [
        (b"PK\x03\x04", "a workbook or another archive", TABLE),
        (b"\xd0\xcf\x11\xe0", "an old workbook", TABLE),
        (b"OMNISNAP", "a snapshot", "give a manifest: a table of tab-separated text"),
    ];
    KINDS.iter().find(|(begin, ..)| cell.starts_with(begin)).map(|(_, what, advice)| (*what, *advice))
}

/// A first row that has no known column; commas, semicolons and bars are put between them, too.
fn headless(names: &[String]) -> Fault {
    let is_known = |name: &str| Column::named(name.trim().trim_matches('"').trim()).is_some();
    let apart = [';', ',', '|']
        .into_iter()
        .find(|sign| names.iter().flat_map(|name| name.split(*sign)).any(is_known));
    if let Some(sign) = apart {
        let message = format!("the column names are separated by `{sign}`, not by tabs");
        return header_fault(Code::NoHeader, message, "save the table as tab-separated text");
    }
    let message = match names.iter().find(|name| !name.trim().is_empty()) {
        Some(name) if name.trim_start().starts_with(['{', '[']) => {
            return header_fault(Code::NoHeader, "this is JSON, and no manifest".to_owned(), NO_HEADER);
        }
        Some(name) => {
            format!("none of the columns of a manifest is in the first row, but `{}`", shortened(name))
        }
        None => "the first row has none of the columns of a manifest".to_owned(),
    };
    header_fault(Code::NoHeader, message, NO_HEADER)
}

const NO_HEADER: &str = "begin with a row of column names, such as `EntityType`, separated by tabs";

fn header_fault(code: Code, message: String, advice: &str) -> Fault {
    Fault::new(code, message, advice).at(Place::default().in_row(1))
}

fn at_header(code: Code, message: String, advice: &str) -> Faults {
    header_fault(code, message, advice).into()
}

impl<R: Read> ManifestReader<R> {
    /// Reads the header of a manifest whose cells may be quoted.
    ///
    /// # Errors
    /// `no_header`, `duplicate_column`, `encoding`, `limit_columns`, `limit_line`, `read`.
    pub fn new(reader: R, limits: &Limits) -> Result<Self, Faults> {
        Self::open(reader, limits, false)
    }

    /// Reads the header of a manifest whose cells are taken as they are, split at tabs.
    ///
    /// # Errors
    /// As [`ManifestReader::new`].
    pub fn plain(reader: R, limits: &Limits) -> Result<Self, Faults> {
        Self::open(reader, limits, true)
    }

    pub(crate) fn open(reader: R, limits: &Limits, plain: bool) -> Result<Self, Faults> {
        let records = Records::new(Input::new(reader), plain);
        let header = Header::default();
        let mut manifest = Self { records, header, limits: limits.clone(), row: 0, is_ended: false };
        if !manifest.advance()? {
            return Err(at_header(Code::NoHeader, "the manifest is empty".to_owned(), NO_HEADER));
        }
        manifest.header = Header::read(&manifest.records.record, limits)?;
        Ok(manifest)
    }

    /// The names of the columns, as the header has them.
    pub fn columns(&self) -> impl ExactSizeIterator<Item = &str> {
        self.header.names.iter().map(String::as_str)
    }

    pub(crate) fn header(&self) -> &Header {
        &self.header
    }

    /// How many bytes were read so far.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.records.input.bytes
    }

    pub(crate) fn digest(&self) -> u128 {
        self.records.input.digest()
    }

    /// The next row; none at the end.
    ///
    /// # Errors
    /// What ends the reading: `limit_line`, `unterminated_quote`, `read`.
    pub fn next_row(&mut self) -> Result<Option<ManifestRow<'_>>, Fault> {
        if !self.advance()? {
            return Ok(None);
        }
        Ok(Some(self.row()))
    }

    /// The row that was read last.
    pub(crate) fn row(&self) -> ManifestRow<'_> {
        ManifestRow {
            header: &self.header,
            limits: &self.limits,
            record: &self.records.record,
            number: self.row,
        }
    }

    /// Reads the next row; `false` at the end.
    pub(crate) fn advance(&mut self) -> Result<bool, Fault> {
        if self.is_ended {
            return Ok(false);
        }
        // what was read ahead lies within a block
        let room = (self.limits.line as u64).saturating_add(BLOCK as u64);
        let start = self.records.position;
        self.records.input.begin_row(start, room);
        self.row = self.row.saturating_add(1);
        match self.records.advance() {
            Ok(true) => {}
            Ok(false) => {
                self.is_ended = true;
                return Ok(false);
            }
            Err(error) => {
                self.is_ended = true;
                return Err(self.unreadable(&error));
            }
        }
        let Records { input, position: end, record, .. } = &self.records;
        let (start, end) = (input.row_begin(), *end);
        // only the row behind the text, and an open quote that runs into it, end so far behind
        if input.is_ended() && end > input.length.saturating_add(2) {
            self.is_ended = true;
            if record.len() == 1 && record.get(0) == Some(END_CELL) {
                return Ok(false);
            }
            return Err(self.unterminated());
        }
        if end.saturating_sub(start) > self.limits.line as u64 {
            self.is_ended = true;
            return Err(self.too_long());
        }
        Ok(true)
    }

    fn here(&self) -> Place {
        Place::default().in_row(self.row)
    }

    fn unterminated(&self) -> Fault {
        let place = self.records.record.len().checked_sub(1).and_then(|last| self.header.names.get(last));
        let here = place.map_or_else(|| self.here(), |name| Place::path(name.trim()).in_row(self.row));
        let advice = "end it, or read the manifest with cells taken as they are";
        Fault::new(Code::UnterminatedQuote, "a cell that begins with a quote does not end", advice).at(here)
    }

    fn too_long(&self) -> Fault {
        let message = format!("a row of more than {} bytes", self.limits.line);
        let advice = "raise the limit, or look for a quote that does not end";
        Fault::new(Code::LimitLine, message, advice).at(self.here())
    }

    fn unreadable(&self, error: &std::io::Error) -> Fault {
        if error.get_ref().is_some_and(|inner| inner.is::<TooLong>()) {
            return self.too_long();
        }
        let message = format!("the manifest cannot be read: {}", shortened(&error.to_string()));
        Fault::new(Code::Read, message, "see to the input and read it again").at(self.here())
    }
}

/// A row of a manifest.
#[derive(Clone, Copy)]
pub struct ManifestRow<'r> {
    pub(super) header: &'r Header,
    pub(super) limits: &'r Limits,
    pub(super) record: &'r Record,
    pub(super) number: u64,
}

impl core::fmt::Debug for ManifestRow<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ManifestRow").field("number", &self.number).finish_non_exhaustive()
    }
}

impl<'r> ManifestRow<'r> {
    /// Its number, as a spreadsheet counts: the header is row 1. Rows without any character are not
    /// counted.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The bytes of a cell, by the name of its column in any case; none where there is no such column
    /// or the row is shorter.
    ///
    /// # Cost
    /// Linear in the columns.
    #[must_use]
    pub fn get(&self, column: &str) -> Option<&'r [u8]> {
        let place = self.header.names.iter().position(|name| name.trim().eq_ignore_ascii_case(column))?;
        self.record.get(place)
    }

    /// All cells, in the order of the columns; a row may have fewer or more.
    pub fn cells(&self) -> impl ExactSizeIterator<Item = &'r [u8]> {
        self.record.iter()
    }

    pub(crate) fn record(&self) -> &'r Record {
        self.record
    }

    pub(crate) fn limits(&self) -> &'r Limits {
        self.limits
    }

    pub(crate) fn header(&self) -> &'r Header {
        self.header
    }

    /// A known cell; empty where the manifest or the row has none.
    pub(crate) fn cell(&self, column: Column) -> &'r [u8] {
        self.header.place(column).and_then(|place| self.record.get(place)).unwrap_or_default()
    }

    /// The known columns whose cells are not empty.
    pub(crate) fn filled(&self) -> Columns {
        let mut filled = Columns::default();
        self.record.filled(|place, _| {
            if let Some(Some(column)) = self.header.at.get(place) {
                filled.add(*column);
            }
        });
        filled
    }
}
