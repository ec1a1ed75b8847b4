//! Who uses an asset.

use super::*;

fn users(tenant: &Tenant, id: &str) -> Vec<UsedBy> {
    tenant.used_by(id)
}

#[test]
fn used_by_names_every_user() {
    let mut tenant = dressed();
    tenant.check_in(&main(), gallery(&["A1", "A2"]), &ann()).unwrap();
    tenant.edit(&french(), &ann(), &Start::Empty).unwrap();
    tenant.save(&french(), DocumentBuilder::new().variant("S1-Red", set(&["A1"])), &ann()).unwrap();
    published(&mut tenant, &picture(), CategoryDocumentBuilder::new("128").image("A1"));
    tenant.set_swatch(SwatchBuilder::new("Color", "Blue").asset("A1")).unwrap();
    let inside = grouped(&mut tenant, "sale", &main(), gallery(&["A1"]));
    let all = users(&tenant, "A1");
    let expected = [
        UsedBy::Published(main()),
        UsedBy::Draft(main()),
        UsedBy::CheckOut(french()),
        UsedBy::Published(picture()),
        UsedBy::Draft(inside),
        UsedBy::CentralSwatch("Color".into(), "Blue".into()),
    ];
    assert_eq!(all, expected);
    let is_published: Vec<bool> = all.iter().map(UsedBy::is_published).collect();
    assert_eq!(is_published, [true, false, false, true, false, true]);
    assert_eq!(users(&tenant, "A2"), [UsedBy::Draft(main())]);
    assert_eq!(users(&tenant, "A3"), []);
}

#[test]
fn every_place_of_a_document_is_a_use() {
    let mut tenant = shop();
    let extra = SetBuilder::new().additional([crate::model::ItemBuilder::with_purpose("manual", "A2")]);
    let document = DocumentBuilder::new()
        .master(extra)
        .dimensions([("Color", "Red")], set(&["A1"]))
        .swatch(SwatchBuilder::new("Color", "Blue").asset("A3"));
    tenant.check_in(&main(), document, &ann()).unwrap();
    for id in ["A1", "A2", "A3"] {
        assert_eq!(users(&tenant, id), [UsedBy::Draft(main())], "{id}");
    }
}

#[test]
fn used_by_follows_the_life() {
    let mut tenant = shop();
    tenant.edit(&main(), &ann(), &Start::Empty).unwrap();
    tenant.save(&main(), gallery(&["A1"]), &ann()).unwrap();
    assert_eq!(users(&tenant, "A1"), [UsedBy::CheckOut(main())]);
    tenant.save(&main(), gallery(&["A2"]), &ann()).unwrap();
    assert_eq!(users(&tenant, "A1"), []);
    tenant.finish(&main(), &ann()).unwrap();
    assert_eq!(users(&tenant, "A2"), [UsedBy::Draft(main())]);
    tenant.publish(&main().into(), &ann()).unwrap();
    assert_eq!(users(&tenant, "A2"), [UsedBy::Published(main())]);
    tenant.reset(&main(), &ann()).unwrap();
    assert_eq!(users(&tenant, "A2"), [UsedBy::Published(main())]);
    tenant.publish(&main().into(), &ann()).unwrap();
    assert_eq!(users(&tenant, "A2"), []);
    tenant.restore(&main(), 1, &ann()).unwrap();
    assert_eq!(users(&tenant, "A2"), [UsedBy::Draft(main())]);
    tenant.delete(&main(), &ann()).unwrap();
    assert_eq!(users(&tenant, "A2"), []);
}

#[test]
fn a_group_that_ran_uses_nothing() {
    let mut tenant = shop();
    grouped(&mut tenant, "sale", &main(), gallery(&["A1"]));
    tenant.run_group("sale", &ann()).unwrap();
    assert_eq!(users(&tenant, "A1"), [UsedBy::Published(main())]);
}

#[test]
fn names_that_begin_alike_are_not_mixed_up() {
    let mut tenant = shop();
    for id in ["A", "A1", "A11", "A1\u{0}"] {
        tenant.check_in(&asset(id), image(id), &ann()).unwrap();
    }
    tenant.check_in(&main(), gallery(&["A11"]), &ann()).unwrap();
    tenant.check_in(&french(), gallery(&["A"]), &ann()).unwrap();
    for (id, count) in [("A", 1), ("A1", 0), ("A11", 1), ("A1\u{0}", 0), ("", 0)] {
        assert_eq!(users(&tenant, id).len(), count, "{id:?}");
    }
}
