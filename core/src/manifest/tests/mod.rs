//! The reader by itself: what spreadsheets save, row by row.

use super::{Column, ManifestReader, ManifestWriter};
use crate::fault::Code;
use crate::limits::Limits;
use std::io::Read;

/// Gives a few bytes at a time.
struct Slow<'a>(&'a [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.1.min(self.0.len()).min(into.len());
        into[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

type Rows = Vec<(u64, Vec<String>)>;

fn rows_of(reader: &mut ManifestReader<impl Read>) -> Result<Rows, Code> {
    let mut rows = Vec::new();
    while let Some(row) = reader.next_row().map_err(|fault| fault.code())? {
        let cells = row.cells().map(|cell| String::from_utf8_lossy(cell).into_owned());
        rows.push((row.number(), cells.collect()));
    }
    assert!(reader.next_row().unwrap().is_none(), "the end stays the end");
    Ok(rows)
}

/// The rows of a text, which are the same however it is read.
fn rows(text: &[u8], plain: bool) -> Result<Rows, Code> {
    let read = |step| {
        let input = Slow(text, step);
        let mut reader = ManifestReader::open(input, &Limits::default(), plain).unwrap();
        let rows = rows_of(&mut reader);
        assert!(rows.is_err() || reader.bytes() == text.len() as u64);
        rows
    };
    let all = read(1 << 20);
    assert!([1, 2, 7].into_iter().all(|step| read(step) == all));
    all
}

fn cells(text: &str) -> Vec<Vec<String>> {
    let rows = rows(format!("MediaType\tb\r\n{text}").as_bytes(), false).unwrap();
    rows.into_iter().map(|(_, cells)| cells).collect()
}

#[test]
fn rows_end_with_any_line_break_and_are_numbered_behind_the_header() {
    for end in ["\r\n", "\n", "\r"] {
        for tail in ["", end] {
            let text = ["MediaType\tb", "1\t2", "3\t4"].join(end) + tail;
            let read = rows(text.as_bytes(), false).unwrap();
            assert_eq!(read.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [2, 3], "{end:?}");
            assert_eq!(
                (&read[0].1[..], &read[1].1[..]),
                (&["1".into(), "2".into()][..], &["3".into(), "4".into()][..])
            );
        }
    }
    // rows without any character are passed over
    assert_eq!(cells("\r\n1\t2\n\n\r\n\r3\t4\r\n\r\n").len(), 2);
}

#[test]
fn cells_are_quoted_as_spreadsheets_write_them() {
    assert_eq!(cells("\"a\tb\"\t\"c\r\nd\""), [["a\tb", "c\r\nd"]]);
    assert_eq!(cells("\"a \"\"b\"\"\"\t\"\""), [["a \"b\"", ""]]);
    // a quote anywhere else stands for itself
    assert_eq!(cells("5\" pipe\t a\"\"b"), [["5\" pipe", " a\"\"b"]]);
    assert_eq!(rows(b"MediaType\r\n\"a", false), Err(Code::UnterminatedQuote));
    assert_eq!(rows(b"MediaType\r\n\"a\r\nb\r\nc", false), Err(Code::UnterminatedQuote));
    // what looks like the end of the input is a cell as any other
    assert_eq!(cells("\0end\0\t1\r\n\0end\0"), [vec!["\0end\0", "1"], vec!["\0end\0"]]);
}

#[test]
fn plain_cells_are_as_they_are() {
    let read = rows(b"MediaType\tb\r\n\"a\t\"\"\r\nb\"\tc\r\n", true).unwrap();
    let read: Vec<_> = read.into_iter().map(|(_, cells)| cells).collect();
    assert_eq!(read, [["\"a", "\"\""], ["b\"", "c"]]);
}

#[test]
fn columns_stand_in_any_order_with_unknown_and_nameless_ones() {
    let text = "X-Mine\t mediatype \t\tENTITYTYPE\t\r\n1\t2\t3\t4\r\n";
    let mut reader = ManifestReader::new(text.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(reader.columns().collect::<Vec<_>>(), ["X-Mine", " mediatype ", "", "ENTITYTYPE", ""]);
    let row = reader.next_row().unwrap().unwrap();
    assert_eq!((row.cell(Column::MediaType), row.cell(Column::EntityType)), (&b"2"[..], &b"4"[..]));
    assert_eq!(
        (row.get("x-mine"), row.get("MediaType"), row.get("nothing")),
        (Some(&b"1"[..]), Some(&b"2"[..]), None)
    );
    assert_eq!(row.cell(Column::MediaTitle), b"");
}

#[test]
fn the_header_may_be_quoted_and_behind_a_byte_order_mark() {
    for start in ["", "\u{feff}"] {
        let text = format!("{start}\"MediaType\"\t\"a \"\"b\"\"\"\r\n1\t2");
        let reader = ManifestReader::new(text.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(reader.columns().collect::<Vec<_>>(), ["MediaType", "a \"b\""]);
    }
}

#[test]
fn a_row_may_be_as_long_as_the_limit_and_no_longer() {
    let limits = Limits { line: 200_000, ..Limits::default() };
    let read = |length: usize, before: &str| {
        let text = format!("MediaType\r\n{before}{}\r\n1\r\n", "x".repeat(length));
        let mut reader = ManifestReader::new(text.as_bytes(), &limits).unwrap();
        rows_of(&mut reader).map(|rows| rows.len())
    };
    for before in ["", "\n", &"\r\n".repeat(500_000)] {
        assert_eq!(read(199_900, before), Ok(2), "{} line breaks", before.len());
        assert_eq!(read(400_000, before), Err(Code::LimitLine));
    }
    assert_eq!(read(200_001, ""), Err(Code::LimitLine));
}

#[test]
fn what_is_written_is_read_again() {
    let all = [["=1", "a\"b"], ["\"", "\t"], ["", "\r\n"], ["\r", "\n\""], ["a\\b", "\u{feff}"]];
    let mut text = b"MediaType\tb\r\n".to_vec();
    let mut writer = ManifestWriter::new(&mut text, false, false);
    for row in all {
        row.iter().for_each(|cell| writer.cell(cell.as_bytes()).unwrap());
        writer.end_row().unwrap();
    }
    writer.finish().unwrap();
    let read: Vec<_> = rows(&text, false).unwrap().into_iter().map(|(_, cells)| cells).collect();
    assert_eq!(read, all);
}

#[test]
fn a_table_in_another_form_is_told_by_its_form() {
    let told = |bytes: &[u8]| ManifestReader::new(bytes, &Limits::default()).err().unwrap().to_string();
    let headers = [
        ("EntityType;EntityKey\r\n", ';'),
        ("\"EntityType\",\"MediaType\"\n", ','),
        ("Mine; MediaType", ';'),
        ("EntityType|MediaType\n", '|'),
    ];
    for (text, sign) in headers {
        let wanted = format!(
            "row 1: the column names are separated by `{sign}`, not by tabs; save the table as tab-separated text"
        );
        assert_eq!(told(text.as_bytes()), wanted);
    }
    let zip: Vec<u8> = b"PK\x03\x04\x14\0\x06\0".iter().copied().chain([0; 200]).collect();
    for (bytes, what) in
        [(zip.as_slice(), "a workbook or another archive"), (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old workbook")]
    {
        let wanted =
            format!("row 1: this is {what}, and no text; save it as tab-separated text, and give that file");
        assert_eq!(told(bytes), wanted);
    }
    assert!(told(br#"{"omnimedia": "publication/1"}"#).starts_with("row 1: this is JSON, and no manifest; "));
    assert!(told(b"\t\t\r\n").starts_with("row 1: the first row has none of the columns of a manifest; "));
    assert_eq!(
        told(b"\tsku\tname\r\n"),
        "row 1: none of the columns of a manifest is in the first row, but `sku`; begin with a row of column names, \
         such as `EntityType`, separated by tabs"
    );
}
