//! Contents and targets that were made to hurt, or are none.

use crate::fault::{Code, Fault};
use crate::limits::Limits;
use crate::model::Context;
use crate::tenant::Target;
use crate::wire::{read_content, read_target};

fn asset() -> Target {
    Target::asset("A1")
}

fn document() -> Target {
    Target::document("S1", Context::default())
}

fn picture() -> Target {
    Target::category("shirts", Context::new(None, Some("128"), None).unwrap())
}

/// Code and place of each fault of a content.
fn brief(target: &Target, json: impl AsRef<[u8]>, limits: &Limits) -> Vec<String> {
    let one = |fault: &Fault| format!("{} at {}", fault.code(), fault.place());
    read_content(target, json, limits).map_or_else(|faults| faults.iter().map(one).collect(), |_| Vec::new())
}

#[test]
fn what_is_wrong_with_a_content_is_named_with_its_place() {
    #[rustfmt::skip]
    let cases: [(Target, &str, &[&str]); 19] = [
        (asset(), "", &["syntax at line 1 column 1"]),
        (asset(), "null", &["type at line 1 column 1"]),
        (asset(), "[]", &["type at line 1 column 2"]),
        (asset(), r#"{"kind":"image"} x"#, &["syntax at line 1 column 18"]),
        (asset(), "{}", &["type at line 1 column 2"]),
        (asset(), "{\n\"kind\":\"gif\"}", &["type at line 2 column 12: kind"]),
        (asset(), r#"{"kind":"image","url":7}"#, &["type at line 1 column 23: url"]),
        (asset(), r#"{"kind":"image","id":"A1","published":true}"#, &["unknown_key at id", "unknown_key at published"]),
        (asset(), r#"{"kind":"image","kind":"image"}"#, &["duplicate_key at kind"]),
        (asset(), r#"{"kind":"image","text":{"x!":{"title":"t"}}}"#, &["malformed_locale at text[\"x!\"]"]),
        (document(), r#"{"channel":"128"}"#, &["unknown_key at channel"]),
        (document(), r#"{"master":{"primary":[{"asset":"A","texts":{}}]}}"#, &["unknown_key at master.primary[0].texts"]),
        (document(), r#"{"master":{"primary":{"mode":"inherit","items":["A"]}}}"#, &["inherit_with_items at master.primary"]),
        (document(), r#"{"dimensions":[{}],"variants":{"V":{"primary":[""]}}}"#,
            &["pattern_without_value at dimensions[0].match", "empty_identifier at variants.V.primary[0]"]),
        (document(), r#"{"variants":[]}"#, &["type at line 1 column 14: variants"]),
        (document(), r#"{"kind":"image"}"#, &["unknown_key at kind"]),
        (picture(), r#"{"image":["A"]}"#, &["type at line 1 column 10: image"]),
        (picture(), r#"{"image":""}"#, &["empty_identifier at image"]),
        (picture(), r#"{"image":{"asset":"A","purpose":"x"}}"#, &["unknown_key at image.purpose"]),
    ];
    let told = cases.iter().map(|(target, json, _)| (*json, brief(target, json, &Limits::default())));
    let expected =
        cases.iter().map(|(_, json, faults)| (*json, faults.iter().map(ToString::to_string).collect()));
    assert_eq!(told.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    let found = brief(&asset(), b"{\"kind\":\n\"\xff\"}", &Limits::default());
    assert_eq!(found, ["encoding at line 2 column 2"]);
    let marked = "\u{feff}{\"kind\":\"image\",\"url\":7}";
    assert_eq!(brief(&asset(), marked, &Limits::default()), ["type at line 1 column 26: url"]);
}

#[test]
fn null_is_absent() {
    let empty = read_content(&document(), "{}", &Limits::default()).unwrap();
    let json = r#"{"master":null,"dimensions":null,"variants":{"V":null},"swatches":null}"#;
    assert_eq!(read_content(&document(), json, &Limits::default()).unwrap(), empty);
}

#[test]
fn limits_hold() {
    let limits = Limits { items: 2, patterns: 1, identifier: 4, ..Limits::default() };
    let json = r#"{"master":{"primary":["A","B","C"]},"dimensions":[{"match":{"D":"1"}},{"match":{"D":"2"}}],"variants":{"12345":{}}}"#;
    let found = read_content(&document(), json, &limits).unwrap_err();
    let codes: Vec<Code> = found.iter().map(Fault::code).collect();
    for code in [Code::LimitItems, Code::LimitPatterns, Code::LimitIdentifier] {
        assert!(codes.contains(&code), "{found}");
    }
}

#[test]
fn nesting_as_deep_as_the_text_is_refused() {
    let deep = "[".repeat(1_000_000);
    let nested = format!("{deep}{}", "]".repeat(1_000_000));
    let objects = format!("{}1{}", r#"{"master":"#.repeat(100_000), "}".repeat(100_000));
    for json in [&deep, &nested, &objects] {
        let limits = Limits { nesting: usize::MAX, ..Limits::default() };
        for limits in [Limits::default(), limits] {
            let found = read_content(&document(), json, &limits).unwrap_err();
            assert_eq!((found.first().code(), found.len()), (Code::LimitNesting, 1));
        }
    }
    for json in [objects, nested.clone(), format!(r#"{{"asset":{nested}}}"#)] {
        assert_eq!(read_target(json).unwrap_err().code(), Code::LimitNesting);
    }
    assert_eq!(brief(&document(), &deep, &Limits::default()), ["limit_nesting at line 1 column 65"]);
}

#[test]
fn many_faults_are_all_told_and_stay_small() {
    let key = "k".repeat(10_000);
    let keys: String = (0..1_000).map(|number| format!(r#","{key}{number}":0"#)).collect();
    let found =
        read_content(&asset(), format!(r#"{{"kind":"image"{keys}}}"#), &Limits::default()).unwrap_err();
    assert_eq!(found.len(), 1_000);
    assert!(found.to_string().len() < 1_000_000);
    let found = read_target(format!(r#"{{"asset":"A1"{keys}}}"#)).unwrap_err();
    assert_eq!(found.code(), Code::UnknownKey);
}

#[test]
fn no_cut_of_a_text_is_taken_for_the_whole() {
    let json = r#"{"master":{"primary":[{"asset":"A","text":{"fr":{"alt":"é"}}}]},"swatches":[]}"#;
    assert!(read_content(&document(), json, &Limits::default()).is_ok());
    for end in 0..json.len() {
        assert!(read_content(&document(), &json.as_bytes()[..end], &Limits::default()).is_err(), "{end}");
    }
    let json = r#"{"product":"S1","channel":"128","group":"é"}"#;
    for end in 0..json.len() {
        assert!(read_target(&json.as_bytes()[..end]).is_err(), "{end}");
    }
}
