//! Storing and reading is the identity, whatever happened before.

use super::{again, at, context, document};
use crate::limits::Limits;
use crate::model::{
    AssetBuilder, CategoryBuilder, CategoryDocumentBuilder, ChannelBuilder, Context, DocumentBuilder,
    ItemBuilder, Kind, ListBuilder, Mode, ProductBuilder, Publication, SetBuilder, SwatchBuilder,
    TextBuilder, VariantBuilder,
};
use crate::tenant::{
    Conflicts, GroupLimits, GroupOptions, Scope, Start, Switch, Target, Tenant, UnitKey, UsedBy,
};

fn product(sizes: &[&str]) -> ProductBuilder {
    let mut product = ProductBuilder::new("S1")
        .record_id(7)
        .name("Shirt")
        .category("shirts")
        .property("k", "v")
        .dimension("Size", sizes.iter().copied())
        .dimension("Color", ["Blue", "Red"]);
    for (index, size) in sizes.iter().enumerate() {
        let variant = VariantBuilder::new(format!("S1-{size}"), [("Size", *size), ("Color", "Blue")]);
        product = product.variant(variant.record_id(100 + index as u64));
    }
    product
}

/// A document with everything that one can have.
fn rich(first: &str) -> DocumentBuilder {
    let text = TextBuilder::new().alt("").tags(["x", "y"]);
    let item = ItemBuilder::new(first).text("FR_ca", text).text("", TextBuilder::new()).property("b", "");
    let manual = ItemBuilder::with_purpose("", "A2");
    DocumentBuilder::new()
        .master(SetBuilder::new().primary([item]).additional([manual]))
        .dimensions([("Color", "Blue"), ("Size", "S")], SetBuilder::new().primary([first]))
        .dimensions([("Size", "M"), ("Color", "*")], SetBuilder::new())
        .variant("S1-M", SetBuilder::new().primary_list(ListBuilder::new(Mode::Append, ["A2"])))
        .variant("S1-L", SetBuilder::new().additional_list(ListBuilder::new(Mode::Inherit, ["A2"; 0])))
        .swatch(SwatchBuilder::new("Color", "Red").hex("#ff0000").asset("A2").crop(0.1, 0.3, 0.2, 5e-324))
}

fn asset(id: &str) -> AssetBuilder {
    AssetBuilder::new(id, Kind::Video)
        .url("")
        .channels([""; 0])
        .text("de", TextBuilder::new().alt("Hemd"))
        .property("z", "1")
        .property("a", "2")
}

/// A tenant with two assets, a product and a category.
fn tenant() -> Tenant {
    let mut tenant = Tenant::new(Limits::default());
    tenant.set_channel(ChannelBuilder::new("128").name("Online").locales(["fr-CA"])).unwrap();
    tenant.set_category(CategoryBuilder::new("shirts").name("Shirts")).unwrap();
    tenant.set_product(product(&["S", "M", "L"])).unwrap();
    tenant.check_in(&Target::asset("A1"), asset("A1"), &at("ann", 0)).unwrap();
    tenant.check_in(&Target::asset("A2"), AssetBuilder::new("A2", Kind::Image), &at("ann", 1)).unwrap();
    tenant.publish(&Target::asset("A2").into(), &at("ann", 2)).unwrap();
    tenant.set_swatch(SwatchBuilder::new("Color", "Blue").asset("A2")).unwrap();
    tenant
}

#[test]
fn a_tenant_without_anything_in_it() {
    again(&Tenant::new(Limits::default()));
}

#[test]
fn the_settings_are_stored() {
    let mut tenant = Tenant::new(Limits::default());
    for limits in [GroupLimits::documented(), GroupLimits { items: Some(0), seconds_apart: Some(u64::MAX) }] {
        tenant.set_group_limits(limits);
        assert_eq!(again(&tenant).group_limits(), limits);
    }
}

#[test]
fn the_switches_of_the_rollout_are_stored() {
    let mut tenant = Tenant::new(Limits::default());
    for channel in ["129", "128"] {
        tenant.set_channel(ChannelBuilder::new(channel)).unwrap();
    }
    for switch in Switch::OF_TENANT {
        tenant.turn_on(switch.clone()).unwrap();
        assert!(again(&tenant).switches().is_on(switch));
    }
    for channel in ["129", "128"] {
        tenant.turn_on(Switch::site_rendering(channel)).unwrap();
    }
    // of a channel that is listed no more, too
    tenant.remove_channel("129").unwrap();
    assert_eq!(again(&tenant).switches(), tenant.switches());
    let expected = r#"{"settings":{"rollout":{"site_builder_content":true,"hq_authoring":true,"hq_sync":true,"csu_media_locations":true,"site_rendering":["128","129"]}}}"#;
    assert_eq!(tenant.unit(&UnitKey::Settings).as_deref(), Some(expected));
}

#[test]
fn a_switch_that_is_off_is_a_switch_that_is_absent() {
    let off = r#"{"settings":{"rollout":{"site_builder_content":true,"hq_authoring":false,"hq_sync":null,"site_rendering":[]}}}"#;
    let tenant = super::lines(&[off]).unwrap();
    let expected = r#"{"settings":{"rollout":{"site_builder_content":true}}}"#;
    assert_eq!(tenant.unit(&UnitKey::Settings).as_deref(), Some(expected));
}

#[test]
fn what_takes_effect_at_once_is_found_by_number_and_record_id_again() {
    let tenant = again(&tenant());
    assert_eq!(tenant.product_of_number("S1-M"), Some("S1"));
    assert_eq!(tenant.product_of_record_id(7), Some("S1"));
    assert_eq!(tenant.product_of_record_id(102), Some("S1"));
    assert_eq!(tenant.product("S1").unwrap().name(), Some("Shirt"));
    assert_eq!(tenant.used_by("A2"), [UsedBy::CentralSwatch("Color".into(), "Blue".into())]);
}

#[test]
fn every_step_of_a_life_is_the_same_after_it_was_stored() {
    let mut tenant = tenant();
    tenant.take_changed_units();
    let target = document("128");
    let steps: [&dyn Fn(&mut Tenant); 12] = [
        &|tenant| drop(tenant.edit(&target, &at("ann", 3), &Start::Empty).unwrap()),
        &|tenant| tenant.save(&target, rich("A1"), &at("ann", 4)).unwrap(),
        &|tenant| assert!(tenant.finish(&target, &at("ann", 5)).unwrap() > 0),
        &|tenant| drop(tenant.publish_all(&Scope::product("S1"), &at("ben", 6)).unwrap()),
        &|tenant| assert!(tenant.check_in(&target, rich("A2"), &at("ben", 7)).unwrap() > 0),
        &|tenant| drop(tenant.edit(&target, &at("cid", 8), &Start::Empty).unwrap()),
        &|tenant| tenant.discard(&target, true, &at("ann", 9)).unwrap(),
        &|tenant| assert!(tenant.restore(&target, 1, &at("ann", 10)).unwrap() > 0),
        &|tenant| assert!(tenant.reset(&target, &at("ann", 11)).unwrap() > 0),
        &|tenant| drop(tenant.publish(&Scope::product("S1"), &at("ann", 12)).unwrap()),
        &|tenant| assert!(tenant.restore(&target, 4, &at("ann", 13)).unwrap() > 0),
        &|tenant| tenant.delete(&target, &at("ann", 14)).unwrap(),
    ];
    for (index, step) in steps.iter().enumerate() {
        // the stored one goes on as the other does
        let mut stored = again(&tenant);
        step(&mut tenant);
        step(&mut stored);
        assert_eq!(stored, tenant, "step {index}");
        assert_eq!(stored.take_changed_units(), tenant.take_changed_units());
        assert_eq!(stored.used_by("A1"), tenant.used_by("A1"));
        tenant.take_changes();
    }
    again(&tenant);
}

#[test]
fn category_documents_and_what_was_unpublished_are_stored() {
    let mut tenant = tenant();
    let target = Target::category("shirts", context("128", "fr"));
    let image = ItemBuilder::new("A2").property("k", "v");
    tenant
        .check_in(&target, CategoryDocumentBuilder::new("128").locale("fr").image(image), &at("ann", 3))
        .unwrap();
    tenant
        .check_in(
            &Target::category("shirts", context("7", "")),
            CategoryDocumentBuilder::new("7"),
            &at("ann", 4),
        )
        .unwrap();
    tenant.publish(&Scope::category("shirts"), &at("ann", 5)).unwrap();
    assert!(again(&tenant).used_by("A2")[0].is_published());
    tenant.unpublish(&target, &at("ben", 6)).unwrap();
    let stored = again(&tenant);
    assert_eq!(stored.life(&target).unwrap().unpublished_by(), Some(&at("ben", 6)));
}

#[test]
fn groups_are_stored_open_scheduled_and_run() {
    let mut tenant = tenant();
    tenant.check_in(&document("128"), rich("A2"), &at("ann", 3)).unwrap();
    tenant.publish_all(&Scope::product("S1"), &at("ann", 4)).unwrap();
    let options = GroupOptions { conflicts: Conflicts::Refuse, publish_all: true };
    tenant.create_group("sale \"1\"", options, &at("ann", 5)).unwrap();
    tenant.create_group("empty", GroupOptions::default(), &at("ann", 5)).unwrap();
    again(&tenant);
    let items = [document("128"), document("7"), Target::asset("A2")].map(|item| item.in_group("sale \"1\""));
    tenant.copy_into_group(&items[0], None, &at("ben", 6)).unwrap();
    tenant.reset(&items[0], &at("ben", 7)).unwrap();
    tenant.check_in(&items[1], rich("A1"), &at("ben", 8)).unwrap();
    tenant.edit(&items[2], &at("ben", 9), &Start::Empty).unwrap();
    let stored = again(&tenant);
    let (_, item) = stored.group("sale \"1\"").unwrap().items().next().unwrap();
    assert_eq!(item.entry(), stored.life(&Target::asset("A2")).unwrap().published().unwrap().content());
    tenant.finish(&items[2], &at("ben", 10)).unwrap();
    tenant
        .schedule_group("sale \"1\"", "2026-12-01T08:00:00.25+05:30".parse().unwrap(), &at("cid", 11))
        .unwrap();
    let mut stored = again(&tenant);
    assert_eq!(stored.groups().nth(1).unwrap().due().unwrap().to_string(), "2026-12-01T08:00:00.25+05:30");

    let now = "2026-12-02T00:00:00Z".parse().unwrap();
    let (one, other) = (tenant.run_due(now), stored.run_due(now));
    assert!(one[0].1.is_ok());
    assert_eq!(one, other);
    assert_eq!(stored, tenant);
    again(&tenant);
}

#[test]
fn a_group_that_ran_outlives_its_products() {
    let mut tenant = tenant();
    tenant.create_group("sale", GroupOptions::default(), &at("ann", 3)).unwrap();
    tenant.check_in(&document("128").in_group("sale"), DocumentBuilder::new(), &at("ann", 4)).unwrap();
    tenant.run_group("sale", &at("ann", 5)).unwrap();
    tenant.unpublish_and_delete(&document("128"), &at("ann", 6)).unwrap();
    tenant.remove_product("S1").unwrap();
    assert_eq!(again(&tenant).group("sale").unwrap().items().len(), 1);
}

#[test]
fn content_that_its_product_no_longer_allows_is_kept() {
    let mut tenant = tenant();
    tenant.check_in(&document("128"), rich("A2"), &at("ann", 3)).unwrap();
    tenant.publish_all(&Scope::product("S1"), &at("ann", 4)).unwrap();
    let before = again(&tenant).publication().unwrap();
    tenant.set_product(product(&["XL"])).unwrap();
    let stored = again(&tenant);
    assert_eq!(stored.publication().unwrap(), tenant.publication().unwrap());
    tenant.set_product(ProductBuilder::new("S1")).unwrap();
    let mut stored = again(&tenant);
    stored.set_product(product(&["S", "M", "L"])).unwrap();
    assert_eq!(stored.publication().unwrap(), before);
}

#[test]
fn the_order_of_a_product_makes_no_difference_to_content() {
    let mut one = tenant();
    let mut other = tenant();
    let turned = ProductBuilder::new("S1")
        .dimension("Color", ["Red", "Blue"])
        .dimension("Size", ["L", "M", "S"])
        .variant(VariantBuilder::new("S1-L", [("Size", "L"), ("Color", "Blue")]))
        .variant(VariantBuilder::new("S1-M", [("Size", "M"), ("Color", "Blue")]));
    other.set_product(turned).unwrap();
    for tenant in [&mut one, &mut other] {
        tenant.check_in(&document("128"), rich("A2"), &at("ann", 3)).unwrap();
    }
    let key = UnitKey::Target(document("128"));
    assert_eq!(one.unit(&key), other.unit(&key));
}

#[test]
fn the_tenant_of_a_publication_is_stored_and_gives_it_again() {
    let json = r##"{"omnimedia":"publication/1","swatches":[{"dimension":"Color","value":"Blue","hex":"#0000FF"}],
        "assets":[{"id":"A1","kind":"file","published":false},{"id":"A3","kind":"image","text":{"fr":{}}}],
        "products":[{"number":"S1","dimensions":[{"name":"Size","values":["S"]},{"name":"Color","values":["Blue"]}],
          "variants":[{"number":"S1-S","values":{"Size":"S","Color":"Blue"}}],
          "media":[{"dimensions":[{"match":{"Size":"S","Color":"Blue"},"primary":["gone"]}],"variants":{"S1-S":{}}},
                   {"catalog":"7","channel":"9","locale":"fr"}]}],
        "categories":[{"id":"C","media":[{"channel":"1","image":"A3"}]}]}"##;
    let publication = Publication::from_json(json.as_bytes(), &Limits::default()).unwrap();
    let tenant = Tenant::from_publication(&publication, &Limits::default(), &at("import", 0)).unwrap();
    assert_eq!(again(&tenant).publication().unwrap(), tenant.publication().unwrap());
    // what was imported is the same content as what is checked in
    let mut checked_in = tenant.clone();
    let target = Target::document("S1", Context::default());
    let content = tenant.life(&target).unwrap().draft().unwrap().content().unwrap().clone();
    checked_in.check_in(&target, content.clone(), &at("ann", 1)).unwrap();
    assert_eq!(checked_in.life(&target).unwrap().draft().unwrap().content(), Some(&content));
}
