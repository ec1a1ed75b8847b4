//! Publish and publish all.

use super::*;

#[test]
fn a_product_is_published_with_every_document_that_has_an_unpublished_draft() {
    let mut tenant = dressed();
    tenant.check_in(&french(), gallery(&["A2"]), &ann()).unwrap();
    let other = Target::document("S1", context("7", ""));
    tenant.check_in(&other, gallery(&["A3"]), &ann()).unwrap();
    let published = tenant.publish(&Scope::product("S1"), &ben()).unwrap();
    // by context: no channel, 128, 7
    assert_eq!(published.targets(), [french(), other.clone()]);
    assert!(published.assets().is_empty());
    let life = tenant.life(&other).unwrap();
    assert_eq!((life.published_by(), life.has_unpublished_draft()), (Some(&ben()), false));
    assert_eq!(tenant.life(&main()).unwrap().published_by(), Some(&ann()));
}

#[test]
fn one_context_of_a_product_is_published_by_itself() {
    let mut tenant = shop();
    tenant.check_in(&main(), gallery(&["A1"]), &ann()).unwrap();
    tenant.check_in(&french(), gallery(&["A2"]), &ann()).unwrap();
    assert_eq!(tenant.publish(&french().into(), &ann()).unwrap().targets(), [french()]);
    assert!(tenant.life(&main()).unwrap().published().is_none());
}

#[test]
fn a_category_is_published_with_all_its_pictures() {
    let mut tenant = shop();
    let other = Target::category("shirts", context("128", "fr"));
    for target in [&picture(), &other] {
        tenant.check_in(target, CategoryDocumentBuilder::default().image("A1"), &ann()).unwrap();
    }
    let published = tenant.publish(&Scope::category("shirts"), &ann()).unwrap();
    assert_eq!(published.targets(), [picture(), other]);
    assert_eq!(published.changes().categories().collect::<Vec<_>>(), ["shirts"]);
}

#[test]
fn publishing_what_is_published_does_nothing() {
    let mut tenant = dressed();
    tenant.take_changes();
    tenant.take_changed_units();
    let before = tenant.clone();
    for scope in [Scope::product("S1"), main().into(), Scope::category("shirts")] {
        assert_eq!(tenant.publish(&scope, &ben()).unwrap(), Published::default());
    }
    assert_eq!(tenant, before);
    assert!(tenant.take_changes().is_empty() && tenant.take_changed_units().is_empty());
}

#[test]
fn publish_is_refused_while_a_document_is_checked_out() {
    let mut tenant = dressed();
    for target in [main(), french()] {
        tenant.check_in(&target, gallery(&["A2"]), &ann()).unwrap();
        tenant.edit(&target, &ben(), &Start::Empty).unwrap();
    }
    let before = tenant.clone();
    let held: [(Code, &[&str]); 2] =
        [(Code::CheckedOut, &["S1", "ben"]), (Code::CheckedOut, &["S1", "channel 128, fr", "ben"])];
    all_refused(tenant.publish(&Scope::product("S1"), &ann()), &held);
    // by the holder, too: what is checked out is not what would be published
    all_refused(tenant.publish_all(&Scope::product("S1"), &ben()), &held);
    refused(tenant.publish(&french().into(), &ann()), held[1].0, held[1].1);
    assert_eq!(tenant, before);
}

#[test]
fn a_check_out_in_another_context_does_not_hinder() {
    let mut tenant = dressed();
    tenant.check_in(&main(), gallery(&["A2"]), &ann()).unwrap();
    tenant.edit(&french(), &ben(), &Start::Empty).unwrap();
    tenant.publish(&Scope::product("S1"), &ann()).unwrap();
    assert_eq!(shown(&tenant), "A2");
}

#[test]
fn publish_lists_every_unpublished_asset() {
    let mut tenant = shop();
    tenant.check_in(&asset("other"), image("other"), &ann()).unwrap();
    let document = gallery(&["A1", "new", "nowhere"]).variant("S1-Red", set(&["other", "new"]));
    tenant.check_in(&main(), document, &ann()).unwrap();
    let before = tenant.clone();
    let expected: [(Code, &[&str]); 3] = [
        (Code::UnpublishedAssets, &["S1", "new"]),
        (Code::UnknownAsset, &["S1", "nowhere"]),
        (Code::UnpublishedAssets, &["S1", "other"]),
    ];
    all_refused(tenant.publish(&Scope::product("S1"), &ann()), &expected);
    refused(tenant.publish_all(&Scope::product("S1"), &ann()), Code::UnknownAsset, &["S1", "nowhere"]);
    assert_eq!(tenant, before);
}

#[test]
fn publish_all_publishes_the_assets_along() {
    let mut tenant = shop();
    tenant.check_in(&main(), gallery(&["A1", "new"]), &ann()).unwrap();
    let published = tenant.publish_all(&Scope::product("S1"), &ben()).unwrap();
    assert_eq!((published.targets(), published.assets()), (&[main()][..], &[asset("new")][..]));
    assert_eq!(tenant.life(&asset("new")).unwrap().published_by(), Some(&ben()));
    assert_eq!(shown(&tenant), "A1 new");
}

#[test]
fn an_asset_that_is_published_is_not_published_again_along() {
    let mut tenant = shop();
    tenant.check_in(&asset("A1"), image("A1").url("/2"), &ann()).unwrap();
    tenant.check_in(&main(), gallery(&["A1"]), &ann()).unwrap();
    assert!(tenant.publish_all(&Scope::product("S1"), &ann()).unwrap().assets().is_empty());
    assert_eq!(numbers(&tenant, &asset("A1")).2, Some(1));
}

#[test]
fn an_asset_that_somebody_works_on_is_not_published_along() {
    let mut tenant = shop();
    tenant.check_in(&main(), gallery(&["new", "A9"]), &ann()).unwrap();
    tenant.edit(&asset("new"), &ben(), &Start::Empty).unwrap();
    tenant.edit(&asset("A9"), &ben(), &Start::Empty).unwrap();
    let expected: [(Code, &[&str]); 2] =
        [(Code::UnpublishedAssets, &["S1", "A9"]), (Code::CheckedOut, &["new", "ben"])];
    all_refused(tenant.publish_all(&Scope::product("S1"), &ann()), &expected);
}

#[test]
fn what_is_not_there_is_not_published() {
    let mut tenant = shop();
    refused(tenant.publish(&Scope::product("S9"), &ann()), Code::NotInTenant, &["S9"]);
    refused(tenant.publish(&Scope::category("hats"), &ann()), Code::NotInTenant, &["hats"]);
    refused(tenant.publish(&main().into(), &ann()), Code::NotInTenant, &["S1"]);
    // a variant is not published by itself
    refused(tenant.publish(&Scope::product("S1-Red"), &ann()), Code::NotInTenant, &["S1-Red"]);
}

#[test]
fn what_is_in_a_group_is_published_by_its_run() {
    let mut tenant = shop();
    let inside = grouped(&mut tenant, "sale", &main(), gallery(&["A1"]));
    refused(tenant.publish(&inside.into(), &ann()), Code::WrongContent, &["S1", "sale"]);
}

#[test]
fn a_draft_that_its_product_no_longer_allows_is_refused() {
    let mut tenant = shop();
    tenant.check_in(&main(), gallery(&["A1"]).variant("S1-Red", set(&["A2"])), &ann()).unwrap();
    tenant.set_product(colours(&["Blue"])).unwrap();
    refused(tenant.publish(&Scope::product("S1"), &ann()), Code::ForeignVariant, &["S1-Red"]);
    assert_eq!(shown(&tenant), "");
}

#[test]
fn earlier_drafts_are_not_published_and_later_ones_not_yet() {
    let mut tenant = dressed();
    tenant.check_in(&main(), gallery(&["A2"]), &ann()).unwrap();
    tenant.check_in(&main(), gallery(&["A3"]), &ann()).unwrap();
    assert_eq!(shown(&tenant), "A1");
    tenant.publish(&Scope::product("S1"), &ann()).unwrap();
    assert_eq!(shown(&tenant), "A3");
    assert_eq!(numbers(&tenant, &main()), (vec![1, 2, 3], Some(3), Some(3)));
}

#[test]
fn a_fault_of_content_says_in_which_of_the_documents_it_is() {
    let mut tenant = shop();
    tenant.check_in(&main(), gallery(&["A1"]).variant("S1-Red", set(&["A2"])), &ann()).unwrap();
    tenant.check_in(&french(), gallery(&["A1"]).variant("S1-Red", set(&["A3"])), &ann()).unwrap();
    tenant.set_product(colours(&["Blue"])).unwrap();
    let faults = tenant.publish(&Scope::product("S1"), &ann()).unwrap_err();
    let places: Vec<_> = faults.iter().map(|fault| fault.place().to_string()).collect();
    let within = |media: &str| format!("products.S1.media[{media:?}].variants[\"S1-Red\"]");
    assert_eq!(places, [within("Omnichannel, Neutral"), within("channel 128, fr")]);
}
