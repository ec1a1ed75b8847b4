//! Units: any order, what belongs to what, what a host deletes.

use super::{HEADER, at, brief, document, lines, object};
use crate::limits::Limits;
use crate::model::{CategoryDocumentBuilder, DocumentBuilder, ProductBuilder};
use crate::tenant::{GroupOptions, Scope, Target, Tenant, TenantBuilder};
use std::collections::BTreeMap;

const LIFE: &str = r#""draft":1,"versions":[{"number":1,"by":"a","at":"2026-01-01T00:00:00Z","cause":"finish","content":{}}]"#;

#[test]
fn a_host_that_writes_what_changed_has_the_tenant() {
    let mut tenant = Tenant::new(Limits::default());
    let mut store: BTreeMap<String, String> = BTreeMap::new();
    let steps: [&dyn Fn(&mut Tenant); 7] = [
        &|tenant| tenant.set_product(ProductBuilder::new("S1")).unwrap(),
        &|tenant| tenant.create_group("sale", GroupOptions::default(), &at("ann", 0)).unwrap(),
        &|tenant| {
            let target = document("128").in_group("sale");
            tenant.check_in(&target, DocumentBuilder::new(), &at("ann", 1)).unwrap();
        },
        &|tenant| drop(tenant.run_group("sale", &at("ann", 2)).unwrap()),
        &|tenant| drop(tenant.publish(&Scope::product("S1"), &at("ann", 3)).unwrap()),
        &|tenant| tenant.unpublish_and_delete(&document("128"), &at("ann", 4)).unwrap(),
        &|tenant| tenant.delete_group("sale", &at("ann", 5)).unwrap(),
    ];
    for step in steps {
        step(&mut tenant);
        for key in tenant.take_changed_units() {
            match tenant.unit(&key) {
                Some(json) => store.insert(key.to_key(), json),
                None => store.remove(&key.to_key()),
            };
        }
        let mut units = TenantBuilder::new(Limits::default());
        store.values().for_each(|json| units.unit(json).unwrap());
        assert_eq!(units.build().unwrap(), tenant);
    }
    assert_eq!(store.len(), 1);
}

#[test]
fn a_unit_that_belongs_to_what_is_not_there_is_refused() {
    let found = brief(lines(&[
        &format!(r#"{{"document":{{"product":"S1",{LIFE}}}}}"#),
        &format!(r#"{{"category_document":{{"category":"C","channel":"1",{LIFE}}}}}"#),
        &format!(r#"{{"document":{{"product":"S1","group":"sale",{LIFE}}}}}"#),
        &format!(r#"{{"document":{{"product":"S1","group":"open",{LIFE}}}}}"#),
        r#"{"group":{"name":"open","made":{"by":"a","at":"2026-01-01T00:00:00Z"}}}"#,
    ]));
    let expected = [
        "not_in_tenant at line 2: document.product",
        "not_in_tenant at line 3: category_document.category",
        "not_in_tenant at line 4: document.group",
        "not_in_tenant at line 5: document.product",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_unit_that_cannot_be_read_brings_no_faults_to_those_that_may_belong_to_it() {
    let document = format!(r#"{{"document":{{"product":"S1",{LIFE}}}}}"#);
    for lost in [r#"{"product":{"number":"S1""#, r#"{"product":{"number":"S1","record_id":0}}"#, "\u{0}"] {
        assert_eq!(brief(lines(&[&document, lost])).len(), 1, "{lost}");
    }
    let entries = format!(r#""documents":[{{"product":"S1",{LIFE}}}],"products":7"#);
    assert_eq!(brief(object(&entries)), ["type at products"]);
}

#[test]
fn nothing_stands_twice() {
    let group = r#"{"group":{"name":"g","made":{"by":"a","at":"2026-01-01T00:00:00Z"}}}"#;
    let swatch = r##"{"swatch":{"dimension":"D","value":"V","hex":"#000000"}}"##;
    let asset = r#"{"asset":{"id":"A","check_out":{"by":"a","at":"2026-01-01T00:00:00Z","content":{"kind":"image"}}}}"#;
    let document = format!(r#"{{"document":{{"product":"S1","locale":"fr_ca",{LIFE}}}}}"#);
    let item = format!(r#"{{"category_document":{{"category":"C","channel":"1","group":"g",{LIFE}}}}}"#);
    let all = [
        r#"{"settings":{}}"#,
        r#"{"channel":{"id":"1"}}"#,
        swatch,
        r#"{"category":{"id":"C"}}"#,
        r#"{"product":{"number":"S1"}}"#,
        asset,
        &document,
        group,
        &item,
    ];
    assert_eq!(brief(lines(&all)), [""; 0]);
    let expected = [
        "duplicate_identifier at line 11: settings",
        "duplicate_identifier at line 12: channel.id",
        "duplicate_swatch at line 13: swatch",
        "duplicate_identifier at line 14: category.id",
        "duplicate_identifier at line 15: product.number",
        "duplicate_identifier at line 16: asset.id",
        "duplicate_document at line 17: document",
        "duplicate_identifier at line 18: group.name",
        "duplicate_document at line 19: category_document",
    ];
    assert_eq!(brief(lines(&[all, all].concat())), expected);
    // numbers and record ids are one space
    let found = brief(lines(&[
        r#"{"product":{"number":"S1","record_id":1}}"#,
        r#"{"product":{"number":"S2","record_id":1,"dimensions":[{"name":"D","values":["V"]}],"variants":[{"number":"S1","values":{"D":"V"}}]}}"#,
    ]));
    assert_eq!(found, ["duplicate_identifier at line 3: product", "product_and_variant at line 3: product"]);
}

#[test]
fn faults_of_units_come_at_once_and_all_together() {
    let mut units = TenantBuilder::new(Limits::default());
    assert_eq!(units.unit(r#"{"channel":{"id":"1"}}"#), Ok(()));
    let faults = units.unit("{\"channel\":{\"id\":\"\",\n\"x\":1}}").unwrap_err();
    assert_eq!(faults.len(), 2);
    assert!(units.unit(format!("{HEADER}\n")).is_err());
    assert!(units.unit([b'"', 0xff]).is_err());
    let expected = [
        "unknown_key at line 2: channel.x",
        "empty_identifier at line 2: channel.id",
        "unknown_key at line 3: omnimedia",
        "encoding at line 4 column 2",
    ];
    assert_eq!(brief(units.build()), expected);
}

#[test]
fn more_documents_than_the_limit_are_refused() {
    let limits = Limits { documents: 1, ..Limits::default() };
    let mut units = TenantBuilder::new(limits);
    units.unit(r#"{"product":{"number":"S1"}}"#).unwrap();
    units.unit(format!(r#"{{"document":{{"product":"S1",{LIFE}}}}}"#)).unwrap();
    let faults =
        units.unit(format!(r#"{{"document":{{"product":"S1","channel":"1",{LIFE}}}}}"#)).unwrap_err();
    assert_eq!(faults.first().code().name(), "limit_documents");
}

#[test]
fn a_place_says_nothing_more_of_what_it_holds_than_its_unit() {
    let mut tenant = Tenant::new(Limits::default());
    tenant.set_category(crate::model::CategoryBuilder::new("C")).unwrap();
    let target = Target::category("C", super::context("1", "fr"));
    tenant.check_in(&target, CategoryDocumentBuilder::new("1").locale("FR"), &at("ann", 0)).unwrap();
    let expected = concat!(
        r#"{"category_document":{"category":"C","channel":"1","locale":"fr","versions":["#,
        r#"{"number":1,"by":"ann","at":"2026-11-24T09:00:00.5Z","cause":"finish","content":{}}],"draft":1}}"#,
    );
    assert_eq!(tenant.unit(&crate::tenant::UnitKey::Target(target)).as_deref(), Some(expected));
}
