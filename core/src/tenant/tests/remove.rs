//! Unpublish and delete.

use super::*;

#[test]
fn unpublish_keeps_the_draft() {
    let mut tenant = dressed();
    tenant.check_in(&main(), gallery(&["A2"]), &ann()).unwrap();
    tenant.unpublish(&main(), &ben()).unwrap();
    assert_eq!(shown(&tenant), "");
    assert_eq!(numbers(&tenant, &main()), (vec![1, 2], Some(2), None));
    let life = tenant.life(&main()).unwrap();
    assert_eq!((life.unpublished_by(), life.published_by()), (Some(&ben()), None));
    tenant.publish(&main().into(), &ann()).unwrap();
    let life = tenant.life(&main()).unwrap();
    assert_eq!((life.unpublished_by(), life.published_by()), (None, Some(&ann())));
}

#[test]
fn what_is_not_published_is_not_unpublished() {
    let mut tenant = shop();
    tenant.check_in(&main(), gallery(&["A1"]), &ann()).unwrap();
    refused(tenant.unpublish(&main(), &ann()), Code::NotPublished, &["S1"]);
    refused(tenant.unpublish_and_delete(&main(), &ann()), Code::NotPublished, &["S1"]);
    refused(tenant.unpublish(&french(), &ann()), Code::NotInTenant, &["S1", "channel 128, fr"]);
    let inside = grouped(&mut tenant, "sale", &main(), gallery(&["A1"]));
    refused(tenant.unpublish(&inside, &ann()), Code::WrongContent, &["S1", "sale"]);
    refused(tenant.unpublish_and_delete(&inside, &ann()), Code::WrongContent, &["S1", "sale"]);
}

#[test]
fn only_what_is_not_published_is_deleted() {
    let mut tenant = dressed();
    let before = tenant.clone();
    refused(tenant.delete(&main(), &ann()), Code::Published, &["S1"]);
    assert_eq!(tenant, before);
    tenant.unpublish(&main(), &ann()).unwrap();
    tenant.delete(&main(), &ann()).unwrap();
    assert!(tenant.life(&main()).is_none());
    refused(tenant.delete(&main(), &ann()), Code::NotInTenant, &["S1"]);
}

#[test]
fn what_another_user_works_on_is_not_deleted() {
    let mut tenant = dressed();
    tenant.edit(&main(), &ann(), &Start::Empty).unwrap();
    refused(tenant.unpublish_and_delete(&main(), &ben()), Code::CheckedOut, &["S1", "ann"]);
    assert_eq!(shown(&tenant), "A1");
    tenant.unpublish(&main(), &ben()).unwrap();
    refused(tenant.delete(&main(), &ben()), Code::CheckedOut, &["S1", "ann"]);
    tenant.delete(&main(), &ann()).unwrap();
}

#[test]
fn unpublish_and_delete_does_both() {
    let mut tenant = dressed();
    tenant.unpublish_and_delete(&main(), &ann()).unwrap();
    assert!(tenant.life(&main()).is_none());
    assert_eq!(shown(&tenant), "");
}

#[test]
fn an_asset_that_published_documents_use_cannot_be_unpublished() {
    let mut tenant = dressed();
    published(&mut tenant, &picture(), CategoryDocumentBuilder::new("128").image("A1"));
    tenant.set_swatch(SwatchBuilder::new("Color", "Blue").asset("A1")).unwrap();
    let before = tenant.clone();
    let users: [(Code, &[&str]); 3] = [
        (Code::AssetInUse, &["A1", "S1"]),
        (Code::AssetInUse, &["A1", "shirts", "channel 128, Neutral"]),
        (Code::AssetInUse, &["A1", "Blue", "Color"]),
    ];
    all_refused(tenant.unpublish(&asset("A1"), &ann()), &users);
    all_refused(tenant.unpublish_and_delete(&asset("A1"), &ann()), &users);
    refused(tenant.delete(&asset("A1"), &ann()), Code::Published, &["A1"]);
    assert_eq!(tenant, before);
}

#[test]
fn an_asset_in_a_draft_can_be_unpublished_and_not_deleted() {
    let mut tenant = shop();
    tenant.check_in(&main(), gallery(&["A1"]), &ann()).unwrap();
    refused(tenant.unpublish_and_delete(&asset("A1"), &ann()), Code::AssetInUse, &["A1", "S1"]);
    assert!(tenant.life(&asset("A1")).unwrap().published().is_some());
    tenant.unpublish(&asset("A1"), &ann()).unwrap();
    refused(tenant.delete(&asset("A1"), &ann()), Code::AssetInUse, &["A1", "S1"]);
}

#[test]
fn an_asset_in_a_draft_cannot_be_deleted() {
    let mut tenant = shop();
    tenant.check_in(&main(), gallery(&["new"]), &ann()).unwrap();
    refused(tenant.delete(&asset("new"), &ann()), Code::AssetInUse, &["new", "S1"]);
    tenant.check_in(&main(), gallery(&["A1"]), &ann()).unwrap();
    // an earlier version does not use it
    tenant.delete(&asset("new"), &ann()).unwrap();
}

#[test]
fn an_asset_in_a_check_out_cannot_be_deleted() {
    let mut tenant = shop();
    tenant.edit(&main(), &ann(), &Start::Empty).unwrap();
    tenant.save(&main(), gallery(&["new"]), &ann()).unwrap();
    refused(tenant.delete(&asset("new"), &ben()), Code::AssetInUse, &["new", "S1"]);
    tenant.discard(&main(), false, &ann()).unwrap();
    tenant.delete(&asset("new"), &ben()).unwrap();
}

#[test]
fn an_asset_in_a_group_cannot_be_deleted() {
    let mut tenant = shop();
    grouped(&mut tenant, "sale", &main(), gallery(&["new"]));
    refused(tenant.delete(&asset("new"), &ann()), Code::AssetInUse, &["new", "S1", "sale"]);
    tenant.delete_group("sale", &ann()).unwrap();
    grouped(&mut tenant, "sale", &asset("new"), image("new").url("/2"));
    refused(tenant.delete(&asset("new"), &ann()), Code::AssetInUse, &["new", "sale"]);
    tenant.run_group("sale", &ann()).unwrap();
    // a group that ran is over
    tenant.unpublish_and_delete(&asset("new"), &ann()).unwrap();
}

#[test]
fn a_hundred_users_are_named_and_the_others_counted() {
    let mut tenant = shop();
    for number in 0..130 {
        let target = Target::document("S1", context(&format!("{number:03}"), ""));
        tenant.check_in(&target, gallery(&["new"]), &ann()).unwrap();
    }
    let faults = tenant.delete(&asset("new"), &ann()).unwrap_err().into_vec();
    assert_eq!(faults.len(), 101);
    assert!(faults.iter().all(|fault| fault.code() == Code::AssetInUse));
    assert!(faults[100].message().contains("30 more"), "{}", faults[100]);
    faults.iter().for_each(|fault| well_said(fault, &["new"]));
}

#[test]
fn numbers_begin_anew_where_everything_was_deleted() {
    let mut tenant = dressed();
    tenant.unpublish_and_delete(&main(), &ann()).unwrap();
    assert_eq!(tenant.check_in(&main(), gallery(&["A1"]), &ann()).unwrap(), 1);
}
