//! Input that was made to hurt: time and memory stay in proportion, and nothing panics.

use super::{HEADER, brief, lines, object};
use crate::limits::Limits;
use crate::tenant::{Tenant, TenantBuilder};
use std::fmt::Write as _;

const STAMP: &str = r#""by":"a","at":"2026-01-01T00:00:00Z""#;

#[test]
fn every_one_of_many_faults_is_reported() {
    let mut versions = String::new();
    for _ in 0..20_000 {
        write!(versions, r#"{{"number":1,{STAMP},"cause":"reset"}},"#).unwrap();
    }
    let life = format!(
        r#"{{"document":{{"product":"S","draft":2,"versions":[{}]}}}}"#,
        versions.trim_end_matches(',')
    );
    assert_eq!(brief(lines(&[&life])).len(), 20_001);
    let key = "k".repeat(100_000);
    let keys: String = (0..1_000).map(|number| format!(r#","{key}{number}":0"#)).collect();
    let faults = lines(&[&format!(r#"{{"asset":{{"id":"A"{keys}}}}}"#)]).unwrap_err();
    assert!(faults.iter().map(|fault| fault.to_string().len()).sum::<usize>() < 1_000_000);
    let orphans: Vec<String> = (0..20_000)
        .map(|number| {
            format!(r#"{{"document":{{"product":"{number}","check_out":{{{STAMP},"content":{{}}}}}}}}"#)
        })
        .collect();
    let orphans: Vec<&str> = orphans.iter().map(String::as_str).collect();
    assert_eq!(brief(lines(&orphans)).len(), 20_000);
}

#[test]
fn many_names_in_one_document_cost_no_more_than_they_are_long() {
    let mut variants = String::new();
    let mut patterns = String::new();
    for number in 0..20_000 {
        write!(variants, r#""{number}":{{}},"#).unwrap();
        write!(patterns, r#"{{"match":{{"D{}":"{number}"}}}},"#, number % 16).unwrap();
    }
    let content = format!(
        r#"{{"variants":{{{}}},"dimensions":[{}]}}"#,
        variants.trim_end_matches(','),
        patterns.trim_end_matches(',')
    );
    let life = format!(r#"{{"document":{{"product":"S","check_out":{{{STAMP},"content":{content}}}}}}}"#);
    let tenant = lines(&[&life, r#"{"product":{"number":"S"}}"#]).unwrap();
    let bytes = tenant.to_json();
    assert_eq!(Tenant::from_json(bytes.as_bytes(), &Limits::default()).unwrap().to_json(), bytes);
}

#[test]
fn nesting_as_deep_as_the_text_is_refused() {
    let deep = "[".repeat(1_000_000);
    assert_eq!(brief(lines(&[&deep])), ["limit_nesting at line 2 column 65"]);
    let closed = format!("{deep}{}", "]".repeat(1_000_000));
    let found = brief(object(&format!(r#""settings":{closed},"documents":[{closed}]"#)));
    assert!(found[0].starts_with("limit_nesting at ") && found[0].ends_with(": settings"), "{found:?}");
    assert!(found[1].starts_with("limit_nesting at ") && found[1].ends_with(": documents[0]"), "{found:?}");
    let mut units = TenantBuilder::new(Limits { nesting: usize::MAX, ..Limits::default() });
    assert_eq!(units.unit(&closed).unwrap_err().first().code().name(), "limit_nesting");
}

#[test]
fn a_content_nests_no_deeper_than_is_said() {
    let item = r#"{"asset":"A","text":{"fr":{"tags":["t"]}}}"#;
    let content = format!(
        r#"{{"dimensions":[{{"match":{{"D":"V"}},"primary":{{"mode":"append","items":[{item}]}}}}]}}"#
    );
    let version = format!(r#"{{"number":1,{STAMP},"cause":"finish","content":{content}}}"#);
    let text = format!(
        r#"{{"omnimedia":"tenant/1","products":[{{"number":"S"}}],"documents":[{{"product":"S","draft":1,"versions":[{version}]}}]}}"#
    );
    let read = |nesting| Tenant::from_json(text.as_bytes(), &Limits { nesting, ..Limits::default() });
    assert!(read(14).is_ok());
    assert_eq!(brief(read(13)).len(), 1);
}

#[test]
fn a_long_line_is_refused_and_the_next_is_read() {
    let limits = Limits { line: 40, ..Limits::default() };
    let long = format!(r#"{{"channel":{{"id":"{}"}}}}"#, "1".repeat(100));
    let text = format!("{HEADER}\n{long}\n{{\"channel\":{{\"id\":\"\"}}}}\n");
    let found = brief(Tenant::from_json_lines(text.as_bytes(), &limits));
    assert_eq!(found, ["limit_line at line 2", "empty_identifier at line 3: channel.id"]);
}

#[test]
fn no_prefix_and_no_changed_byte_panics() {
    let life = format!(
        r#"{{"document":{{"product":"S","locale":"fr","group":"g","entry":{{}},"draft":1,"versions":[{{"number":1,{STAMP},"cause":{{"restore":1}},"content":{{"dimensions":[{{"match":{{"D":"V"}}}}],"variants":{{"é":{{}}}}}}}}],"check_out":{{{STAMP},"content":{{"master":{{"primary":["A"]}}}}}}}}}}"#
    );
    let group = format!(
        r#"{{"group":{{"name":"g","made":{{{STAMP}}},"schedule":{{"due":"2026-12-01T08:00:00+01:00",{STAMP}}}}}}}"#
    );
    let text = format!(
        "{HEADER}\n{{\"settings\":{{\"group_items\":5}}}}\n{life}\n{{\"product\":{{\"number\":\"S\"}}}}\n{group}"
    );
    let limits = Limits::default();
    let tenant = Tenant::from_json_lines(text.as_bytes(), &limits).unwrap();
    for text in [text.clone(), tenant.to_json()] {
        let bytes = text.as_bytes();
        for at in 0..bytes.len() {
            drop(Tenant::from_json(&bytes[..at], &limits));
            drop(Tenant::from_json_lines(&bytes[..at], &limits));
            for byte in [b'"', b'{', b']', b'0', b'\n', b'\\', 0xff] {
                let mut changed = bytes.to_vec();
                changed[at] = byte;
                drop(Tenant::from_json(&changed, &limits));
                drop(Tenant::from_json_lines(changed.as_slice(), &limits));
            }
        }
    }
}
