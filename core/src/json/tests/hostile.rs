//! Input that was made to hurt: time and memory stay in proportion, and nothing panics.

use super::{HEADER, brief, lines, object};
use crate::limits::Limits;
use crate::model::Publication;
use std::fmt::Write as _;

#[test]
fn every_one_of_many_keys_is_reported() {
    let mut keys = String::new();
    for key in 0..20_000 {
        write!(keys, ",\"{key}\":0").unwrap();
    }
    let unknown = format!(r#"{{"product":{{"number":"S"{keys}}}}}"#);
    assert_eq!(brief(lines(&[&unknown])).len(), 20_000);
    let twice = format!(r#"{{"product":{{"number":"S"{}}}}}"#, ",\"number\":\"S\"".repeat(20_000));
    assert_eq!(brief(lines(&[&twice])).len(), 20_000);
    let properties = r#","a":"b""#.repeat(20_000);
    let twice = format!(r#"{{"product":{{"number":"S","properties":{{"a":"b"{properties}}}}}}}"#);
    assert_eq!(brief(lines(&[&twice])).len(), 20_000);
}

#[test]
fn a_long_key_is_not_repeated_in_every_place() {
    let key = "k".repeat(100_000);
    let inner = (0..1_000).map(|key| format!("\"{key}\":0")).collect::<Vec<_>>().join(",");
    let faults = lines(&[&format!(
        r#"{{"product":{{"number":"S","media":[{{"variants":{{"{key}":{{{inner}}}}}}}]}}}}"#
    )]);
    let faults = faults.unwrap_err();
    let unknown = faults.iter().filter(|fault| fault.code() == crate::fault::Code::UnknownKey);
    assert!(unknown.map(|fault| fault.to_string().len()).sum::<usize>() < 400_000);
}

#[test]
fn nesting_as_deep_as_the_text_is_refused() {
    let deep = "[".repeat(1_000_000);
    assert_eq!(brief(lines(&[&deep])), ["limit_nesting at line 2 column 65"]);
    assert_eq!(brief(object(&format!(r#""products":[{deep}"#))).len(), 1);
    let closed = format!("{deep}{}", "]".repeat(1_000_000));
    let found = brief(object(&format!(r#""x":{closed},"products":[{closed}]"#)));
    assert_eq!(found[0], "unknown_key at x");
    assert!(found[1].starts_with("limit_nesting at ") && found[1].ends_with(": products[0]"), "{found:?}");
}

#[test]
fn no_prefix_and_no_changed_byte_panics() {
    let product = r#"{"product":{"number":"S","record_id":1,"dimensions":[{"name":"D","values":["V","é"]}],
        "media":[{"channel":"1","locale":"fr","dimensions":[{"match":{"D":"V"},"primary":[{"asset":"A","text":{"fr":{"alt":"\u00e9","tags":["t"]}}}]}],
        "swatches":[{"dimension":"D","value":"V","asset":"A","crop":{"x":0.1,"y":0,"width":1e-3,"height":1}}]}]}}"#;
    let line = format!("{HEADER}\n{}", product.replace('\n', ""));
    let whole = object(r#""products":[]"#).unwrap().to_json();
    let one = whole.replace("{}", "").trim_end_matches('}').to_owned()
        + &format!(
            r#","products":[{}]}}"#,
            product.trim_start_matches(r#"{"product":"#).strip_suffix('}').unwrap()
        );
    let limits = Limits::default();
    assert!(Publication::from_json(one.as_bytes(), &limits).is_ok());
    assert!(Publication::from_json_lines(line.as_bytes(), &limits).is_ok());
    for text in [line.as_bytes(), one.as_bytes()] {
        for at in 0..text.len() {
            drop(Publication::from_json(&text[..at], &limits));
            drop(Publication::from_json_lines(&text[..at], &limits));
            for byte in [b'"', b'{', b']', b'0', b'\n', b'\\', 0xff] {
                let mut changed = text.to_vec();
                changed[at] = byte;
                drop(Publication::from_json(&changed, &limits));
                drop(Publication::from_json_lines(changed.as_slice(), &limits));
            }
        }
    }
}
