//! Keys of units as text.

use super::{context, document};
use crate::fault::Code;
use crate::model::Context;
use crate::tenant::{Target, UnitKey};

#[test]
fn every_key_is_read_as_it_was_written() {
    let targets = [
        Target::asset("A1"),
        Target::asset(""),
        Target::document("S\"1\n", Context::default()),
        Target::document("S1", Context::new(Some("7"), Some("null"), Some("zh_hant_hk")).unwrap()),
        Target::category("shirts", context("128", "")),
    ];
    let targets = targets.iter().flat_map(|target| [target.clone(), target.clone().in_group("sale")]);
    let mut keys: Vec<UnitKey> = targets.map(UnitKey::Target).collect();
    keys.extend([
        UnitKey::Settings,
        UnitKey::Channel("asset".into()),
        UnitKey::Swatch("Color".into(), "Blue,\"]".into()),
        UnitKey::Category("é".into()),
        UnitKey::Product("S1".into()),
        UnitKey::Group("asset".into()),
    ]);
    let texts: std::collections::BTreeSet<String> = keys.iter().map(UnitKey::to_key).collect();
    assert_eq!(texts.len(), keys.len());
    for key in &keys {
        assert_eq!(UnitKey::parse(&key.to_key()).as_ref(), Ok(key));
    }
}

#[test]
fn what_is_no_key_is_refused() {
    let long = format!("[{}]", "\"a\",".repeat(100_000));
    for text in [
        "",
        "[]",
        "{}",
        "[\"product\"]",
        "[\"product\",null]",
        "[\"product\",\"S1\",\"S2\"]",
        "[\"thing\",\"S1\"]",
        "[\"document\",\"S1\"]",
        "[\"document\",null,null,null,null]",
        "[\"group\",\"sale\",\"settings\"]",
        "[\"group\",\"sale\",\"group\",\"sale\",\"asset\",\"A\"]",
        "[\"settings\"]]",
        &long,
    ] {
        let fault = UnitKey::parse(text).unwrap_err();
        assert_eq!(fault.code(), Code::Type, "{text}");
        assert!(fault.message().len() < 200);
    }
    let key = UnitKey::Target(document("128")).to_key().replace("null]", "\"english!\"]");
    assert_eq!(UnitKey::parse(&key).unwrap_err().code(), Code::MalformedLocale);
}
