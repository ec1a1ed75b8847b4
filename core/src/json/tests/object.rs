//! The one object: versions, several faults at once, lines and columns.

use super::{brief, object};
use crate::fault::Code;
use crate::limits::Limits;
use crate::model::Publication;

fn read(text: &str) -> Vec<String> {
    brief(Publication::from_json(text.as_bytes(), &Limits::default()))
}

#[test]
fn faults_of_every_entity_are_reported_at_once() {
    let text = r#"{"omnimedia": "publication/1",
 "chanels": [],
 "channels": [{"id": "128", "locales": ["en-US", "english!"]}, {"id": 7}, {"id": "9", "id": "10"}],
 "products": [
   {"number": "S1", "record_id": 0, "media": [{"channel": "128", "colour": 1}, {"channel": "128"}]},
   {"number": "S2", "record_id": 1.0},
   {"number": "S3", "name": "a", "name": null, "name": "c"},
   {"nmber": "S4"},
   7, null,
   {"number": "S5 \ud800"},
   {"number": "S1"}
 ]}"#;
    let expected = [
        "unknown_key at chanels",
        "malformed_locale at channels[0].locales[1]",
        "type at line 3 column 71: channels[1].id",
        "duplicate_key at channels[2].id",
        "unknown_key at products[0].media[0].colour",
        "record_id_range at products[0].record_id",
        "duplicate_document at products[0].media[1]",
        "type at line 6 column 37: products[1].record_id",
        "duplicate_key at products[2].name",
        "duplicate_key at products[2].name",
        "unknown_key at products[3].nmber",
        "type at line 8 column 18: products[3]",
        "type at line 9 column 4: products[4]",
        "type at line 9 column 7: products[5]",
        "syntax at line 10 column 25: products[6].number",
        "duplicate_identifier at products[7].number",
    ];
    assert_eq!(read(text), expected);
}

#[test]
fn a_fault_of_syntax_between_entities_ends_the_document() {
    let text = "{\"omnimedia\": \"publication/1\", \"products\": [\n  {\"number\": 1}\n  {\"number\": 2}]}";
    let expected = ["type at line 2 column 14: products[0].number", "syntax at line 3 column 3: products[1]"];
    assert_eq!(read(text), expected);
}

#[test]
fn a_list_that_is_none_hides_no_other_list() {
    for value in ["3", "true", "\"x\"", "{\"a\": [1]}"] {
        let found = brief(object(&format!(r#""assets":{value},"products":[{{}}]"#)));
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0], "type at assets");
    }
}

#[test]
fn an_unknown_version_is_the_only_fault_wherever_it_stands() {
    let first = r#"{"omnimedia": "publication/2", "x": }"#;
    assert_eq!(read(first), ["unknown_version at line 1 column 29: omnimedia"]);
    let last = r#"{"x": 1, "products": [{}], "omnimedia": "tenant/1"}"#;
    assert_eq!(read(last), ["unknown_version at line 1 column 50: omnimedia"]);
}

#[test]
fn the_version_is_mandatory() {
    assert_eq!(read(r#"{"assets": []}"#), ["type at omnimedia"]);
    assert_eq!(read(r#"{"omnimedia": null}"#), ["type at omnimedia"]);
    assert_eq!(read(r#"{"omnimedia": 1}"#), ["type at line 1 column 15: omnimedia"]);
}

#[test]
fn what_is_not_one_object_is_refused() {
    assert_eq!(read(""), ["syntax at line 1 column 1"]);
    assert_eq!(read("null"), ["type at line 1 column 1"]);
    assert_eq!(read("[]")[0].split(' ').next(), Some("type"));
    assert_eq!(read("{\"omnimedia\":\"publication/1\"}\n{}"), ["syntax at line 2 column 1"]);
    assert_eq!(read("{\"omnimedia\":\"publication/1\""), ["syntax at line 1 column 28"]);
    assert_eq!(read("{\"omnimedia\":\"publication/1\","), ["syntax at line 1 column 29"]);
}

#[test]
fn a_byte_order_mark_may_begin_it() {
    let text = "\u{feff}{\"omnimedia\":\"publication/1\"}";
    assert_eq!(read(text), [""; 0]);
    // columns count its three bytes
    assert_eq!(read("\u{feff}[]")[0], "type at line 1 column 5");
    assert_eq!(read("{\u{feff}}")[0], "syntax at line 1 column 2");
}

#[test]
fn what_is_not_utf_8_names_line_and_column() {
    let found = Publication::from_json(b"{\n  \"\xff\"}", &Limits::default());
    assert_eq!(brief(found), ["encoding at line 2 column 4"]);
}

#[test]
fn null_is_absent_everywhere() {
    let publication = object(
        r#""channels":null,"assets":[{"id":"A","kind":"image","url":null,"published":null,"channels":null,
           "text":{"fr":null,"de":{"alt":null,"tags":null}},"properties":{"a":null}}],
           "products":[{"number":"S","record_id":null,"dimensions":[{"name":"D","values":["V"]},{"name":"E","values":null}],
           "media":[{"catalog":null,"master":null,"dimensions":[{"match":{"D":"V","E":null},"primary":null}],
           "variants":{"none":null},"swatches":null}]}]"#,
    )
    .unwrap();
    let asset = publication.asset("A").unwrap();
    assert!(asset.is_published() && asset.channels().is_none());
    assert_eq!((asset.texts().len(), asset.properties().len()), (1, 0));
    let document = &publication.product("S").unwrap().documents()[0];
    assert!(document.master().is_none() && document.variants().is_empty());
    let fixed: Vec<_> = document.patterns()[0].0.values().collect();
    assert_eq!(fixed, [Some(0), None]);
}

#[test]
fn messages_are_ours_and_on_one_line() {
    let text =
        r#""a\nb":1,"products":[{"number":true},{"number":"S","media":{}},{"number":"T","record_id":[]}]"#;
    let faults = object(text).unwrap_err();
    let all: Vec<_> = faults.iter().map(|fault| fault.message().to_owned()).collect();
    let expected = [
        r"unknown key `a\nb`",
        "expected a text, found `true` or `false`",
        "expected a list, found an object",
        "expected a whole number, found a list",
    ];
    assert_eq!(all, expected);
    assert_eq!(faults.first().code(), Code::UnknownKey);
    assert_eq!(faults.to_string().lines().count(), 4);
}

#[test]
fn every_fault_of_syntax_has_words_of_ours() {
    let cases = [
        (r#""a""#, "no `:` after a key"),
        (r#""channels":[{"id":"1"},]"#, "a comma before a closing bracket"),
        (r#""a":[1 2]"#, "neither `,` nor `]` after a value of a list"),
        (r#""a":1 2"#, "neither `,` nor `}` after a value of an object"),
        (r#""a":x"#, "a value is missing or begins wrongly"),
        (r#""a":nil"#, "a word that is not JSON"),
        (r#"a:1"#, "a key that is not a text"),
        ("\"a\":\"\t\"", "a control character within a text"),
        (r#""a":"\x""#, "an unknown escape within a text"),
        (r#""channels":[{"id":"\ud800"}]"#, "half of an escape of two"),
        (r#""a":01"#, "a number that is not JSON"),
        (r#""a":"#, "a value is missing or begins wrongly"),
    ];
    for (entries, message) in cases {
        let faults = object(entries).unwrap_err();
        let last = faults.iter().last().unwrap();
        assert_eq!(last.message(), message, "{entries}");
        assert!(last.place().column().is_some());
    }
}
