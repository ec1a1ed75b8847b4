//! The records of a manifest, cell by cell.

use std::io::{self, Read};
use std::ops::Range;

/// How many bytes are read at a time.
pub(super) const BLOCK: usize = 1 << 16;

/// The cells of one row.
#[derive(Debug, Default)]
pub(crate) struct Record {
    text: Vec<u8>,
    /// Where each cell ends.
    ends: Vec<usize>,
    count: usize,
}

impl Record {
    /// How many cells there are.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// Where the cells end, in the text of all of them.
    fn ends(&self) -> &[usize] {
        self.ends.get(..self.count).unwrap_or_default()
    }

    /// A cell, by its place.
    pub(crate) fn get(&self, place: usize) -> Option<&[u8]> {
        self.text.get(self.range(place)?)
    }

    /// Where a cell is in the text of all of them, by its place.
    pub(crate) fn range(&self, place: usize) -> Option<Range<usize>> {
        let ends = self.ends();
        let begin = match place.checked_sub(1) {
            Some(before) => *ends.get(before)?,
            None => 0,
        };
        Some(begin..*ends.get(place)?)
    }

    /// The text of all cells, one behind the other.
    pub(crate) fn whole(&self) -> &[u8] {
        self.text(0..self.ends().last().copied().unwrap_or(0))
    }

    /// Becomes a record of so many cells, with the text of those that are not empty: where each stands, and
    /// how long it is, in order.
    pub(super) fn remake(&mut self, count: usize, text: &[u8], cells: impl Iterator<Item = (usize, usize)>) {
        self.text.clear();
        self.text.extend_from_slice(text);
        self.ends.clear();
        let mut end = 0usize;
        for (place, length) in cells {
            self.ends.resize(place, end);
            end = end.saturating_add(length);
            self.ends.push(end);
        }
        self.count = count.max(self.ends.len());
        self.ends.resize(self.count, end);
    }

    /// All cells.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        let mut begin = 0;
        self.ends().iter().map(move |end| {
            let cell = self.text.get(begin..*end).unwrap_or_default();
            begin = *end;
            cell
        })
    }

    /// The text of all cells, from one place in it to another.
    pub(crate) fn text(&self, range: Range<usize>) -> &[u8] {
        self.text.get(range).unwrap_or_default()
    }

    /// Gives the cells that are not empty: their places, and where in the text they are.
    pub(crate) fn filled(&self, mut each: impl FnMut(usize, Range<usize>)) {
        /// Most cells of most manifests are empty: so many are passed over at once.
        const MANY: usize = 8;
        let ends = self.ends();
        let (mut place, mut begin) = (0usize, 0usize);
        while let Some(end) = ends.get(place) {
            if *end == begin {
                let many = place.saturating_add(MANY);
                let is_empty = ends.get(many.saturating_sub(1)) == Some(&begin);
                place = if is_empty { many } else { place.saturating_add(1) };
                continue;
            }
            each(place, begin..*end);
            begin = *end;
            place = place.saturating_add(1);
        }
    }
}

/// Reads records from text.
pub(super) struct Records<R> {
    pub(super) input: R,
    core: csv_core::Reader,
    buffer: Vec<u8>,
    /// What of the buffer was not parsed yet.
    rest: Range<usize>,
    /// How many bytes of text were parsed.
    pub(super) position: u64,
    pub(super) record: Record,
}

impl<R: Read> Records<R> {
    /// Records of cells between tabs, which may be quoted or are taken as they are.
    pub(super) fn new(input: R, is_plain: bool) -> Self {
        let core = csv_core::ReaderBuilder::new().delimiter(b'\t').quoting(!is_plain).build();
        let record = Record { text: vec![0; 1024], ends: vec![0; 128], count: 0 };
        Self { input, core, buffer: vec![0; BLOCK], rest: 0..0, position: 0, record }
    }

    /// Reads the next record; `false` where there is none.
    pub(super) fn advance(&mut self) -> io::Result<bool> {
        use csv_core::ReadRecordResult::{End, InputEmpty, OutputEndsFull, OutputFull, Record as Whole};
        let Record { text, ends, count } = &mut self.record;
        *count = 0;
        let mut written = 0usize;
        loop {
            if self.rest.is_empty() {
                self.rest = 0..self.input.read(&mut self.buffer)?;
            }
            let from = self.buffer.get(self.rest.clone()).unwrap_or_default();
            let into = text.get_mut(written..).unwrap_or_default();
            let into_ends = ends.get_mut(*count..).unwrap_or_default();
            let (result, read, wrote, ended) = self.core.read_record(from, into, into_ends);
            self.rest.start = self.rest.start.saturating_add(read);
            self.position = self.position.saturating_add(read as u64);
            written = written.saturating_add(wrote);
            *count = count.saturating_add(ended);
            match result {
                InputEmpty => {}
                OutputFull => text.resize(text.len().saturating_mul(2), 0),
                OutputEndsFull => ends.resize(ends.len().saturating_mul(2), 0),
                Whole => return Ok(true),
                End => return Ok(false),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Records;

    fn read(text: &str, is_plain: bool) -> Vec<Vec<String>> {
        let mut records = Records::new(text.as_bytes(), is_plain);
        let mut all = Vec::new();
        while records.advance().unwrap() {
            let record = &records.record;
            let cells: Vec<&[u8]> = record.iter().collect();
            assert_eq!(cells.len(), record.len());
            for (place, cell) in cells.iter().enumerate() {
                assert_eq!(record.get(place), Some(*cell));
            }
            let filled = cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
            let mut found = Vec::new();
            record.filled(|place, range| found.push((place, record.text(range))));
            assert!(found.into_iter().eq(filled.map(|(place, cell)| (place, *cell))));
            assert_eq!(record.get(cells.len()), None);
            all.push(cells.iter().map(|cell| String::from_utf8(cell.to_vec()).unwrap()).collect());
        }
        assert_eq!(records.position, text.len() as u64);
        all
    }

    #[test]
    fn cells_are_quoted_or_taken_as_they_are() {
        let text = "a\t\"b\tc\"\t\r\n\n\"d \"\"e\"\"\"\tf\"g";
        assert_eq!(read(text, false), [vec!["a", "b\tc", ""], vec!["d \"e\"", "f\"g"]]);
        assert_eq!(read("\"a\tb\"\r\tc", true), [vec!["\"a", "b\""], vec!["", "c"]]);
    }

    #[test]
    fn records_of_any_length_are_whole() {
        let cell = "x".repeat(200_000);
        let many = "\ty".repeat(5_000);
        assert_eq!(read(&format!("{cell}\t{cell}\n"), false), [vec![cell.clone(), cell.clone()]]);
        assert_eq!(read(&many, false).first().map(Vec::len), Some(5_001));
        let sparse = "\t".repeat(30) + "a" + &"\t".repeat(7) + "b" + &"\t".repeat(9) + "c" + &"\t".repeat(20);
        assert_eq!(read(&sparse, false).first().map(Vec::len), Some(67));
    }
}
