//! What a tenant has and does.

use super::{at, read};
use crate::limits::Limits;
use crate::model::{
    AssetBuilder, CategoryBuilder, CategoryDocumentBuilder, Context, DocumentBuilder, ItemBuilder, Kind,
    ListBuilder, Mode, ProductBuilder, Publication, SetBuilder, SwatchBuilder, TextBuilder, VariantBuilder,
};
use crate::tenant::{Content, GroupOptions, Scope, Start, Target, Tenant};
use crate::wire::{
    changes, content, group, life, published, read_content, read_target, run, runs, target, used_by,
};
use serde_json::{Value, json};

const SAMPLE: &str = include_str!("../../../examples/sample/shop.jsonl");

fn shirt() -> Target {
    Target::document("S1", Context::new(None, Some("128"), Some("fr-CA")).unwrap())
}

/// A document with everything that one can have.
fn rich() -> DocumentBuilder {
    let text = TextBuilder::new().alt("Chemise").tags(["x", "y"]);
    let item = ItemBuilder::new("A1").text("FR_ca", text).property("b", "");
    DocumentBuilder::new()
        .master(SetBuilder::new().primary([item]).additional([ItemBuilder::with_purpose("", "A1")]))
        .dimensions([("Size", "M"), ("Color", "*")], SetBuilder::new())
        .variant("S1-M", SetBuilder::new().primary_list(ListBuilder::new(Mode::Append, ["A1"])))
        .swatch(SwatchBuilder::new("Size", "M").hex("#ff0000").asset("A1").crop(0.1, 0.3, 0.2, 0.5))
}

/// A tenant with an asset that is published, and a document that is a draft and checked out.
fn tenant() -> Tenant {
    let mut tenant = Tenant::new(Limits::default());
    let product = ProductBuilder::new("S1").dimension("Size", ["M"]).dimension("Color", ["Blue"]);
    let variant = VariantBuilder::new("S1-M", [("Size", "M"), ("Color", "Blue")]);
    tenant.set_product(product.variant(variant)).unwrap();
    tenant.set_category(CategoryBuilder::new("shirts")).unwrap();
    let asset = AssetBuilder::new("A1", Kind::Image).url("a1.png").channels(["128"]).property("k", "v");
    tenant.check_in(&Target::asset("A1"), asset, &at("ann", 1)).unwrap();
    tenant.publish(&Target::asset("A1").into(), &at("ann", 2)).unwrap();
    tenant.check_in(&shirt(), rich(), &at("ben", 3)).unwrap();
    tenant.edit(&shirt(), &at("cem", 4), &Start::Empty).unwrap();
    tenant.take_changes();
    tenant
}

/// Hands every target and every content of a tenant out and takes it in; says how many there were.
fn round_trip(tenant: &Tenant) -> usize {
    let limits = Limits::default();
    let mut count = 0;
    for (what, life) in tenant.lives() {
        let one = what.live();
        assert_eq!(read_target(target(&one)).unwrap(), one);
        let versions = life.versions().iter().filter_map(|version| version.content());
        for own in versions.chain(life.check_out().map(|check_out| check_out.content())) {
            assert_eq!(read_content(&one, content(own), &limits).unwrap(), *own, "{one}");
            count += 1;
        }
    }
    count
}

#[test]
fn every_content_is_read_as_it_is_written() {
    assert_eq!(round_trip(&tenant()), 3);
    let sample = Publication::from_json_lines(SAMPLE.as_bytes(), &Limits::default()).unwrap();
    let sample = Tenant::from_publication(&sample, &Limits::default(), &at("ann", 0)).unwrap();
    assert!(round_trip(&sample) > 200);
    assert_eq!(round_trip(&sample), sample.targets().count());
}

#[test]
fn a_content_is_what_stands_in_a_unit() {
    let tenant = tenant();
    let own = tenant.life(&shirt()).unwrap().draft().unwrap().content().unwrap();
    assert_eq!(
        content(own),
        r##"{"master":{"primary":[{"asset":"A1","text":{"fr-CA":{"alt":"Chemise","tags":["x","y"]}},"properties":{"b":""}}],"additional":[{"purpose":"","asset":"A1"}]},"dimensions":[{"match":{"Size":"M"}}],"variants":{"S1-M":{"primary":{"mode":"append","items":["A1"]}}},"swatches":[{"dimension":"Size","value":"M","hex":"#ff0000","asset":"A1","crop":{"x":0.1,"y":0.3,"width":0.2,"height":0.5}}]}"##
    );
    let unit = tenant.unit(&crate::tenant::UnitKey::Target(shirt())).unwrap();
    assert_eq!(read(&unit)["document"]["versions"][0]["content"], read(&content(own)));
    let picture: Content =
        CategoryDocumentBuilder { image: Some(ItemBuilder::new("A1")), ..Default::default() }.into();
    assert_eq!(content(&picture), r#"{"image":"A1"}"#);
    let of = Target::category("shirts", Context::new(None, Some("128"), None).unwrap());
    let Content::Category(taken) = read_content(&of, content(&picture), &Limits::default()).unwrap() else {
        panic!("a picture");
    };
    assert_eq!(taken.channel.as_deref(), Some("128"));
}

#[test]
fn a_life_is_that_of_its_unit_and_says_whether_there_is_something_to_publish() {
    let tenant = tenant();
    for (one, has_draft) in [(Target::asset("A1"), false), (shirt(), true)] {
        let mut found = read(&life(tenant.life(&one).unwrap()));
        let flag = found.as_object_mut().unwrap().remove("has_unpublished_draft");
        assert_eq!(flag, Some(has_draft.into()));
        let unit = read(&tenant.unit(&crate::tenant::UnitKey::Target(one)).unwrap());
        let mut unit = unit.as_object().unwrap().values().next().unwrap().clone();
        for key in ["id", "product", "catalog", "channel", "locale"] {
            unit.as_object_mut().unwrap().remove(key);
        }
        assert_eq!(found, unit);
    }
    let found = read(&life(tenant.life(&shirt()).unwrap()));
    assert_eq!((&found["check_out"]["by"], &found["draft"]), (&"cem".into(), &1.into()));
    assert_eq!(read(&life(tenant.life(&Target::asset("A1")).unwrap()))["published"]["version"], 1);
}

#[test]
fn a_group_says_where_it_stands() {
    let mut tenant = tenant();
    let options = GroupOptions { publish_all: true, ..GroupOptions::default() };
    tenant.create_group("sale", options, &at("ann", 5)).unwrap();
    tenant.check_in(&shirt().in_group("sale"), rich(), &at("ann", 6)).unwrap();
    let open = json!({
        "name": "sale", "made": {"by": "ann", "at": "2026-11-24T09:05:00Z"},
        "options": {"conflicts": "last-wins", "publish_all": true}, "state": "open",
        "items": [{"product": "S1", "channel": "128", "locale": "fr-CA", "group": "sale"}],
    });
    assert_eq!(read(&group(tenant.group("sale").unwrap())), open);
    tenant.schedule_group("sale", "2026-12-01T08:00:00+01:00".parse().unwrap(), &at("ben", 7)).unwrap();
    let found = read(&group(tenant.group("sale").unwrap()));
    assert_eq!((&found["state"], &found["due"]), (&"scheduled".into(), &"2026-12-01T08:00:00+01:00".into()));
    assert_eq!(found["scheduled"], json!({"by": "ben", "at": "2026-11-24T09:07:00Z"}));
    let ran = tenant.run_due("2026-12-01T07:00:00Z".parse().unwrap());
    let found = read(&group(tenant.group("sale").unwrap()));
    assert_eq!(found["ran"], json!({"by": "ben", "at": "2026-12-01T07:00:00Z"}));
    assert_eq!((found["state"].as_str(), found.get("due")), (Some("ran"), None));

    let of = json!({"product": "S1", "channel": "128", "locale": "fr-CA"});
    let expected = json!({
        "group": "sale", "targets": [of], "assets": [], "conflicts": [], "drafts": [of], "check_outs": [of],
        "changes": {"products": ["S1"], "categories": [], "channels": [], "swatches": [], "assets": []},
    });
    let told = ran[0].1.as_ref().unwrap();
    assert_eq!(read(&run(told)), expected);
    let refused = tenant.run_group("sale", &at("ann", 9)).unwrap_err();
    let both = [ran[0].clone(), ("again".to_owned(), Err(refused.clone()))];
    let faults: Value = read(&crate::wire::faults(&refused));
    assert_eq!(
        read(&runs(&both)),
        json!([{"group": "sale", "run": expected}, {"group": "again", "faults": faults}])
    );
    assert_eq!(faults[0]["code"], "group_closed");
}

#[test]
fn what_was_published_and_what_changed_is_told() {
    let mut tenant = tenant();
    tenant.check_in(&Target::asset("A2"), AssetBuilder::new("A2", Kind::Image), &at("ann", 5)).unwrap();
    let of = Target::document("S1", Context::default());
    let gallery = DocumentBuilder::new().master(SetBuilder::new().primary(["A2"]));
    tenant.check_in(&of, gallery, &at("ann", 6)).unwrap();
    let done = tenant.publish_all(&of.clone().into(), &at("ann", 7)).unwrap();
    let told =
        json!({"products": ["S1"], "categories": [], "channels": [], "swatches": [], "assets": ["A2"]});
    assert_eq!(read(&changes(done.changes())), told);
    assert_eq!(
        read(&published(&done)),
        json!({"targets": [{"product": "S1"}], "assets": [{"asset": "A2"}], "changes": told})
    );
    tenant.set_swatch(SwatchBuilder::new("Color", "Blue").asset("A2")).unwrap();
    let told = read(&changes(&tenant.take_changes()));
    assert_eq!(told["swatches"], json!([{"dimension": "Color", "value": "Blue"}]));
    let nothing = tenant.publish(&Scope::product("S2"), &at("ann", 8));
    assert!(nothing.is_err());
}

#[test]
fn who_uses_an_asset_is_told_with_how() {
    let mut tenant = tenant();
    tenant.set_swatch(SwatchBuilder::new("Color", "Blue").asset("A1")).unwrap();
    tenant.save(&shirt(), rich(), &at("cem", 5)).unwrap();
    let of = json!({"product": "S1", "channel": "128", "locale": "fr-CA"});
    assert_eq!(
        read(&used_by(&tenant.used_by("A1"))),
        json!([
            {"use": "draft", "target": of, "is_published": false},
            {"use": "check_out", "target": of, "is_published": false},
            {"use": "central_swatch", "dimension": "Color", "value": "Blue", "is_published": true},
        ])
    );
    tenant.discard(&shirt(), false, &at("cem", 6)).unwrap();
    tenant.publish(&shirt().into(), &at("ann", 7)).unwrap();
    let found = read(&used_by(&tenant.used_by("A1")));
    assert_eq!(found[0], json!({"use": "published", "target": of, "is_published": true}));
    assert_eq!(used_by(&[]), "[]");
}
