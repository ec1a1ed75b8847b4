//! JSON Lines: the header, recovery on the next line, what a reader may do.

use super::{HEADER, brief, lines};
use crate::limits::Limits;
use crate::model::Publication;
use std::io::{self, BufReader, Read};

fn read(text: &str) -> Vec<String> {
    brief(Publication::from_json_lines(text.as_bytes(), &Limits::default()))
}

#[test]
fn a_fault_ends_its_line_and_the_next_is_read() {
    let found = brief(lines(&[
        r#"{"product":{"number":"a",}}"#,
        r#"{"product":{"number":"a""#,
        r#"{"product":{"number":7}}"#,
        r#"{"product":{"number":"a"}} {"x":1}"#,
        r#"{"product":{"number":"a","nam":"x","name":1}}"#,
        r#"{"product":{"number":"a","record_id":0,"nam":"x"}}"#,
        r#"{"product":{"number":"a"}}"#,
    ]));
    let expected = [
        "syntax at line 2 column 26: product",
        "syntax at line 3 column 24: product",
        "type at line 4 column 22: product.number",
        "syntax at line 5 column 28",
        "unknown_key at line 6: product.nam",
        "type at line 6 column 43: product.name",
        "unknown_key at line 7: product.nam",
        "record_id_range at line 7: product.record_id",
        "duplicate_identifier at line 8: product.number",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_line_holds_one_entity() {
    let found = brief(lines(&[
        r#"{"channel":{"id":"1"},"asset":{}}"#,
        r#"{"product":null}"#,
        "{}",
        "[1]",
        "null",
        r#"{"products":[]}"#,
        r#"{"produkt":{}}"#,
        HEADER,
        r#"{"channel":{"id":"2"},"channel":{"id":"3"}}"#,
    ]));
    let expected = [
        "type at line 2: asset",
        "type at line 3",
        "type at line 4",
        "type at line 5 column 1",
        "type at line 6 column 1",
        "unknown_key at line 7: products",
        "unknown_key at line 8: produkt",
        "unknown_key at line 9: omnimedia",
        "duplicate_key at line 10: channel",
    ];
    let found: Vec<_> =
        found.iter().map(|fault| fault.replace("line 5 column 2", "line 5 column 1")).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_header_is_mandatory() {
    assert_eq!(read(""), ["type at line 1: omnimedia"]);
    assert_eq!(read("\n\n"), ["type at line 1: omnimedia"]);
    let headless = "{\"channel\":{\"id\":\"1\"}}\n{\"channel\":{\"id\":\"1\"}}";
    assert_eq!(read(headless), ["type at line 1: omnimedia", "duplicate_identifier at line 2: channel.id"]);
    assert_eq!(read("{\"omnimedia\":\"publication/1\",\"x\":1}"), ["unknown_key at line 1: x"]);
    let both = r#"{"omnimedia":"publication/1","channel":{"id":"1"}}"#;
    assert_eq!(read(both), ["type at line 1: channel"]);
    let both = r#"{"channel":{"id":"1"},"omnimedia":"publication/1"}"#;
    assert_eq!(read(both), ["type at line 1: omnimedia"]);
}

#[test]
fn nothing_follows_a_header_that_cannot_be_read() {
    assert_eq!(
        read("{\"omnimedia\":\"publication/9\"}\n{}"),
        ["unknown_version at line 1 column 28: omnimedia"]
    );
    assert_eq!(read("{\"x\":1,\"omnimedia\":\"a\"}"), ["unknown_version at line 1 column 22: omnimedia"]);
    assert_eq!(read("{\n \"omnimedia\":\"publication/1\"}\n"), ["syntax at line 1 column 1"]);
    assert_eq!(read("{\"omnimedia\":1}\n{}"), ["type at line 1 column 14: omnimedia"]);
}

#[test]
fn empty_lines_cr_lf_and_a_byte_order_mark_are_allowed() {
    let text = format!("\u{feff}\r\n{HEADER}\r\n\r\n \t\r\n{{\"channel\":{{\"id\":\"1\"}}}}\r\n{{}}");
    assert_eq!(read(&text), ["type at line 6"]);
    let text = format!("\u{feff}{HEADER}\n\u{feff}{{}}");
    assert_eq!(read(&text), ["syntax at line 2 column 1"]);
}

#[test]
fn a_long_line_is_refused_and_the_next_is_read() {
    let limits = Limits { line: 30, ..Limits::default() };
    let read = |text: &str| brief(Publication::from_json_lines(text.as_bytes(), &limits));
    // 30 bytes without the end of the line are within the limit
    let thirty = r#"{"channel":{"id":"123456789"}}"#;
    assert_eq!(thirty.len(), 30);
    for end in ["\n", "\r\n"] {
        assert_eq!(read(&format!("{HEADER}{end}{thirty}{end}")), [""; 0]);
        for more in 1..=5 {
            let long = thirty.replace("123456789", &"1".repeat(9 + more));
            let text = format!("{HEADER}{end}{long}{end}{{}}{end}");
            assert_eq!(read(&text), ["limit_line at line 2", "type at line 3"], "{more}");
            assert_eq!(read(&format!("{HEADER}{end}{long}")), ["limit_line at line 2"], "{more}");
        }
    }
    assert_eq!(read(&format!("{}\n{{}}", " ".repeat(31))), ["limit_line at line 1"]);
}

#[test]
fn a_line_that_is_not_utf_8_hides_no_other() {
    let text = [HEADER.as_bytes(), b"\n{\"channel\":{\"id\":\"\xff\"}}\n{}"].concat();
    let found = brief(Publication::from_json_lines(text.as_slice(), &Limits::default()));
    assert_eq!(found, ["encoding at line 2 column 19", "type at line 3"]);
}

#[test]
fn nesting_beyond_the_limit_hides_no_other_line() {
    let deep = format!("{{\"product\":{}{}}}", "[".repeat(64), "]".repeat(64));
    assert_eq!(brief(lines(&[&deep, "{}"])), ["limit_nesting at line 2 column 75", "type at line 3"]);
    // a limit beyond what the stack bears is not honoured
    let limits = Limits { nesting: usize::MAX, ..Limits::default() };
    let deep = format!("{HEADER}\n{{\"x\":{}{}}}", "[".repeat(120), "]".repeat(120));
    let found = brief(Publication::from_json_lines(deep.as_bytes(), &limits));
    assert_eq!(found, ["limit_nesting at line 2 column 125"]);
    // brackets within texts do not nest
    let flat = format!(r#"{{"product":{{"number":"\\\"{}"}}}}"#, "[".repeat(100));
    assert_eq!(brief(lines(&[&flat])), [""; 0]);
}

/// Gives its bytes, then fails.
struct Failing(&'static [u8]);

impl Read for Failing {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.0.is_empty() { Err(io::Error::other("the cable is out")) } else { self.0.read(to) }
    }
}

#[test]
fn a_reader_that_fails_ends_the_reading() {
    let text = b"{\"omnimedia\":\"publication/1\"}\n{}\n{\"channel\":";
    let outcome = Publication::from_json_lines(BufReader::new(Failing(text)), &Limits::default());
    let faults = outcome.unwrap_err();
    let last = faults.iter().last().unwrap();
    assert_eq!(
        last.to_string(),
        "line 3: the input cannot be read: the cable is out; see to the input and read it again"
    );
    assert_eq!(brief(Err(faults)), ["type at line 2", "read at line 3"]);
}
