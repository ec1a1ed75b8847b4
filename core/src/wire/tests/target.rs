//! Targets, out and in.

use crate::fault::Code;
use crate::model::Context;
use crate::tenant::Target;
use crate::wire::{read_target, target, targets};

fn context(catalog: &str, channel: &str, locale: &str) -> Context {
    Context::new(Some(catalog), Some(channel), Some(locale)).unwrap()
}

#[test]
fn a_target_names_what_it_is_and_nothing_else() {
    let french = context("77", "128", "FR_ca");
    let cases = [
        (Target::asset("A1"), r#"{"asset":"A1"}"#),
        (Target::asset("A1").in_group("sale"), r#"{"asset":"A1","group":"sale"}"#),
        (Target::document("S1", Context::default()), r#"{"product":"S1"}"#),
        (
            Target::document("S1", french.clone()).in_group("sale"),
            r#"{"product":"S1","catalog":"77","channel":"128","locale":"fr-CA","group":"sale"}"#,
        ),
        (
            Target::category("shirts", french),
            r#"{"category":"shirts","catalog":"77","channel":"128","locale":"fr-CA"}"#,
        ),
        (Target::asset("\"\\\n\u{2028}é"), "{\"asset\":\"\\\"\\\\\\n\u{2028}é\"}"),
    ];
    for (one, json) in &cases {
        assert_eq!(target(one), *json);
        assert_eq!(read_target(json).unwrap(), *one);
    }
    let all: Vec<&str> = cases.iter().map(|(_, json)| *json).collect();
    assert_eq!(targets(cases.iter().map(|(one, _)| one)), format!("[{}]", all.join(",")));
    assert_eq!(targets([]), "[]");
}

#[test]
fn null_and_the_words_for_none_are_absent() {
    let json = r#"{"asset":null,"product":"S1","category":null,"catalog":"0","channel":null,"locale":"neutral","group":null}"#;
    assert_eq!(read_target(json).unwrap(), Target::document("S1", Context::default()));
    let json = r#"{"asset":"A1","product":null,"channel":null}"#;
    assert_eq!(read_target(json).unwrap(), Target::asset("A1"));
    assert_eq!(read_target("\u{feff}{\"asset\":\"A1\"}").unwrap(), Target::asset("A1"));
}

#[test]
fn what_is_no_target_is_named_with_its_place() {
    let cases: [(&str, Code, &str); 16] = [
        ("", Code::Syntax, ""),
        ("{", Code::Syntax, ""),
        (r#"{"asset":"A1"}}"#, Code::Syntax, ""),
        ("null", Code::Type, ""),
        (r#"["asset"]"#, Code::Type, ""),
        ("{}", Code::Type, ""),
        (r#"{"group":"sale"}"#, Code::Type, ""),
        (r#"{"asset":1}"#, Code::Type, "asset"),
        (r#"{"product":["S1"]}"#, Code::Type, "product"),
        (r#"{"product":"S1","channel":128}"#, Code::Type, "channel"),
        (r#"{"product":"S1","locale":"x!"}"#, Code::MalformedLocale, "locale"),
        (r#"{"product":"S1","variant":"V"}"#, Code::UnknownKey, "variant"),
        (r#"{"product":"S1","product":"S1"}"#, Code::DuplicateKey, "product"),
        (r#"{"asset":"A1","product":"S1"}"#, Code::UnknownKey, "product"),
        (r#"{"product":"S1","category":"C"}"#, Code::UnknownKey, "category"),
        (r#"{"asset":"A1","locale":"fr"}"#, Code::UnknownKey, "locale"),
    ];
    for (json, code, place) in cases {
        let found = read_target(json).unwrap_err();
        assert_eq!((found.code(), found.place().as_path()), (code, place), "{json}: {found}");
        assert!(!found.advice().is_empty() && !found.message().contains('\n'), "{json}: {found}");
    }
}
