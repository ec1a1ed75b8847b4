//! Every code that an import gives is given by some manifest.

use super::{Report, Row, Shop, at, entity, master, named, picture, sheet};
use crate::fault::Code;
use crate::limits::Limits;
use crate::manifest::ManifestReader;
use std::collections::BTreeSet;

/// Codes of interchange that only other parts give.
const THEIRS: std::ops::Range<i32> = 8_100..9_000;

/// What a manifest as a whole is refused for.
fn refused(text: &[u8]) -> Vec<Code> {
    let limits = Limits { line: 2_000, columns: 70, ..Limits::default() };
    let mut shop = Shop::new();
    shop.tenant.limits = limits;
    let before = shop.tenant.clone();
    let faults = shop.import.run(&mut shop.tenant, text, &at("import", 1)).unwrap_err();
    assert!(shop.tenant == before);
    faults.iter().map(crate::fault::Fault::code).collect()
}

fn codes_of(report: &Report) -> impl Iterator<Item = String> {
    let codes: Vec<String> =
        report.codes().iter().flat_map(|codes| codes.split(", ")).map(str::to_owned).collect();
    codes.into_iter()
}

#[test]
fn a_manifest_is_refused_as_a_whole_where_its_rows_cannot_be_told() {
    for (text, code) in [
        (&b""[..], Code::NoHeader),
        (b"\r\n\r\n", Code::NoHeader),
        (b"Type,Key\r\n", Code::NoHeader),
        (b"MediaType\tMEDIATYPE \r\n", Code::DuplicateColumn),
        (b"X-Mine\tx-mine\tMediaType\r\n", Code::DuplicateColumn),
        (b"MediaType\t\xff\r\n", Code::Encoding),
        (b"M\0e\0d\0i\0a\0T\0y\0p\0e\0", Code::Encoding),
        (b"MediaType\r\n\"Image", Code::UnterminatedQuote),
        (b"\"MediaType", Code::UnterminatedQuote),
    ] {
        assert_eq!(refused(text), [code], "{}", String::from_utf8_lossy(text));
    }
    assert_eq!(refused("\t".repeat(100).as_bytes()), [Code::LimitColumns]);
    let long = format!("MediaType\r\n{}\r\n", "x".repeat(100_000));
    assert_eq!(refused(long.as_bytes()), [Code::LimitLine]);
    // both columns are named, and every one that stands twice
    assert_eq!(refused(b"MediaType\tMediaType\tX\tX\r\n"), [Code::DuplicateColumn; 2]);
}

#[test]
fn a_row_with_more_cells_than_columns_is_at_fault_unless_they_are_empty() {
    let text =
        "InternalMediaId\tMediaAction\r\nA1\tUnpublish\t\t\r\nA1\tUnpublish\tx\r\nA1\r\n\t\tx\r\n\t\t\r\n";
    let report = Shop::new().take_text(text.as_bytes());
    assert_eq!(report.codes(), ["", "extra_cells", "missing_cell, missing_cell", "extra_cells", ""]);
}

#[test]
fn limits_on_cells_are_faults_of_their_rows() {
    let mut shop = Shop::new();
    shop.tenant.limits = Limits { cell: 600, nesting: 3, ..Limits::default() };
    let deep = format!("{}{}", "{\"properties\":".repeat(9), "}".repeat(9));
    let rows = [
        picture("A1").with("MediaCaption", &"x".repeat(601)),
        picture("A1").with("MediaCaption", &"x".repeat(600)),
        master(&"x".repeat(601)).and(named("A1")),
        master("S2").with("EntityChannel", &"x".repeat(513)).and(named("A1")),
        master("S2").with("X-Item", &deep).and(named("A1")),
    ];
    let report = shop.take(&rows);
    assert_eq!(report.codes(), ["limit_cell", "", "limit_cell", "limit_identifier", "limit_nesting"]);
}

#[test]
fn every_code_of_family_8_is_given_by_some_manifest() {
    let mut found: BTreeSet<String> = BTreeSet::new();
    for text in ["", "MediaType\tMediaType\r\n", "MediaType\r\n\"Image"] {
        found.extend(refused(text.as_bytes()).into_iter().map(|code| code.name().to_owned()));
    }
    let swatch = entity("Product|Master|Swatch", "EntityId|SwatchType|SwatchId", "S1|Color");
    let rows: Vec<Row> = vec![
        picture("A1").without("MediaType"),
        picture("A1").with("MediaType", "Sound"),
        picture("A1").with("MediaVersion", "x"),
        swatch,
        entity("Category", "EntityId", "shirts").with("MediaGroup", "Primary").and(named("A1")),
        picture("A2"),
        picture("A2").with("ImageAltText", "another"),
        picture("A3").with("MediaDisplayName", "name of A2"),
        picture("A4").with("ImageAltText", "\0"),
        master("S2").and(named("A9")),
        master("S2").and(named("A2")),
    ];
    let mut shop = Shop::new();
    found.extend(codes_of(&shop.take(&rows)));
    found.extend(codes_of(&shop.take_text(b"InternalMediaId\tMediaAction\r\nA1\tUnpublish\tx\r\n")));
    shop.take(&[picture("B1"), picture("B2").with("MediaImportPath", "https://cdn.example/B1.png")]);
    let by_url = Row::default().with("MediaImportPath", "https://cdn.example/B1.png");
    found.extend(codes_of(&shop.take(&[master("S2").and(by_url)])));
    // `cancelled`, `changed_input` and `write` have tests of their own in `flow`
    let text = sheet(&[picture("C1")]);
    let stop = |_| std::ops::ControlFlow::Break(());
    let imported = shop.import.run_with(&mut shop.tenant, text.as_bytes(), &at("import", 9), stop).unwrap();
    found.extend(codes_of(&super::report(imported, text.as_bytes(), &shop.import)));
    let imported = shop.import.run(&mut shop.tenant, text.as_bytes(), &at("import", 9)).unwrap();
    let other = sheet(&[picture("C2")]);
    let changed = imported.write_result(other.as_bytes(), Vec::new()).unwrap_err();
    let mut full = [0u8; 4];
    let write = imported.write_result(text.as_bytes(), &mut full[..]).unwrap_err();
    found.extend([changed, write].map(|faults| faults.first().code().name().to_owned()));
    for code in Code::ALL.iter().filter(|code| code.number() / 1_000 == 8) {
        let is_theirs = THEIRS.contains(&code.number());
        assert!(is_theirs || found.contains(code.name()), "no manifest gives `{code}`");
    }
}

#[test]
fn a_header_may_stand_alone() {
    assert!(ManifestReader::new(&b"MediaType"[..], &Limits::default()).is_ok());
    let report = Shop::new().take_text(b"MediaType\tX-Mine\t\t");
    assert_eq!((report.ends.len(), report.imported.counts().rows()), (0, 0));
    assert_eq!(report.result, "MediaType\tX-Mine\t\t\tResult\tResultTime\tErrorCode\tResultDescription\r\n");
}

#[test]
fn every_fault_of_a_row_is_reported_whatever_its_other_faults_are() {
    let matrix =
        |key: &str| entity("Product|DimensionMatrix", "EntityId|DimensionMatrix", key).and(named("A1"));
    for (row, codes) in [
        (master("S9").with("MediaGroup", "Wide").and(named("A1")), "unknown_word, not_in_tenant"),
        (master("S9").with("EntityLocale", "?").and(named("A1")), "malformed_locale, not_in_tenant"),
        (master("V-BS").with("MediaGroup", "Wide").and(named("A1")), "unknown_word, wrong_entity"),
        (matrix("S1|Color:Pink").with("MediaGroup", "Wide"), "unknown_word, unknown_value"),
        (matrix("S9|Color"), "malformed_key, missing_cell, not_in_tenant"),
        (
            entity("Product|Wide", "EntityId", "S9").with("MediaGroup", "Wide").and(named("A1")),
            "unknown_word, unknown_word",
        ),
        (
            entity("Product|Master|Swatch", "EntityId|SwatchType|SwatchId", "S1|Color|Pink")
                .with("EntityLocale", "?")
                .with("X-Crop", "1,2"),
            "malformed_locale, malformed_number, unknown_value",
        ),
    ] {
        assert_eq!(Shop::new().take(std::slice::from_ref(&row)).codes(), [codes], "{row:?}");
    }
}

#[test]
fn a_url_that_contradicts_another_row_is_told_once_and_in_its_column() {
    for column in ["MediaImportPath", "MediaReferenceUrl"] {
        let other = picture("A5").with(column, "https://cdn.example/other.png");
        let mut first = picture("A5");
        if column == "MediaReferenceUrl" {
            first = first.with(column, "https://cdn.example/first.png");
        }
        let report = Shop::new().take(&[first, other]);
        assert_eq!(report.codes(), ["", "rows_disagree"]);
        assert!(report.ends[1].said.starts_with(column), "{}", report.ends[1].said);
    }
}
