//! Edit, save, finish, discard, restore, reset.

use super::*;
use crate::model::{ListBuilder, Mode};

fn copied() -> Start {
    Start::Copy(Policy::default())
}

#[test]
fn a_second_user_is_told_the_holder() {
    let mut tenant = shop();
    tenant.edit(&main(), &ann(), &Start::Empty).unwrap();
    let before = tenant.clone();
    let result = tenant.edit(&main(), &ben(), &Start::Empty);
    assert!(result.clone().unwrap_err().to_string().contains("since 2026-11-24T09:00:00Z"));
    refused(result, Code::CheckedOut, &["S1", "ann"]);
    refused(tenant.save(&main(), gallery(&["A1"]), &ben()), Code::CheckedOut, &["S1", "ann"]);
    refused(tenant.finish(&main(), &ben()), Code::CheckedOut, &["S1", "ann"]);
    refused(tenant.check_in(&main(), gallery(&["A1"]), &ben()), Code::CheckedOut, &["S1", "ann"]);
    refused(tenant.discard(&main(), false, &ben()), Code::CheckedOut, &["S1", "ann"]);
    assert_eq!(tenant, before);
}

#[test]
fn the_holder_goes_on_where_the_work_was_saved() {
    let mut tenant = shop();
    tenant.edit(&main(), &ann(), &Start::Empty).unwrap();
    tenant.save(&main(), gallery(&["A1"]), &ann()).unwrap();
    let before = tenant.clone();
    let again = tenant.edit(&main(), &at("ann", 9), &copied()).unwrap();
    assert_eq!(again, gallery(&["A1"]).into());
    assert_eq!(tenant, before);
}

#[test]
fn the_first_edit_of_a_context_starts_empty() {
    let mut tenant = dressed();
    let started = tenant.edit(&french(), &ann(), &Start::Empty).unwrap();
    assert_eq!(started, DocumentBuilder::new().channel("128").locale("fr").into());
    let started = tenant.edit(&asset("A9"), &ann(), &copied()).unwrap();
    assert_eq!(started, image("A9").into());
}

#[test]
fn the_first_edit_copies_the_published_document_that_is_first_on_the_ladder() {
    let mut tenant = dressed();
    let list = ListBuilder::new(Mode::Append, ["A2"]);
    let swatch = SwatchBuilder::new("Color", "Blue").asset("A3").crop(0.0, 0.0, 0.5, 0.5);
    let near = DocumentBuilder::new().master(SetBuilder::new().primary_list(list)).swatch(swatch);
    published(&mut tenant, &Target::document("S1", context("128", "")), near.clone());
    // a draft is no published document
    tenant.check_in(&Target::document("S1", context("", "fr")), gallery(&["A3"]), &ann()).unwrap();
    let started = tenant.edit(&french(), &ann(), &copied()).unwrap();
    assert_eq!(started, near.channel("128").locale("fr").into());
    let elsewhere = Target::document("S1", context("7", "fr"));
    assert_eq!(
        tenant.edit(&elsewhere, &ann(), &copied()).unwrap(),
        gallery(&["A1"]).channel("7").locale("fr").into()
    );
}

#[test]
fn a_copy_leaves_out_what_the_product_no_longer_has() {
    let mut tenant = shop();
    let swatch = |value: &str| SwatchBuilder::new("Color", value).hex("#FF0000");
    let all = gallery(&["A1"]).variant("S1-Red", set(&["A2"])).swatch(swatch("Red")).swatch(swatch("Blue"));
    published(&mut tenant, &main(), all);
    tenant.set_product(colours(&["Blue"])).unwrap();
    let started = tenant.edit(&french(), &ann(), &copied()).unwrap();
    assert_eq!(started, gallery(&["A1"]).swatch(swatch("Blue")).channel("128").locale("fr").into());
}

#[test]
fn the_first_edit_of_a_category_copies_from_its_channel_alone() {
    let mut tenant = shop();
    published(&mut tenant, &picture(), CategoryDocumentBuilder::new("128").image("A1"));
    let french = Target::category("shirts", context("128", "fr"));
    let copy = CategoryDocumentBuilder::new("128").locale("fr").image("A1");
    assert_eq!(tenant.edit(&french, &ann(), &copied()).unwrap(), copy.into());
    let elsewhere = Target::category("shirts", context("7", "fr"));
    let empty = CategoryDocumentBuilder::new("7").locale("fr");
    assert_eq!(tenant.edit(&elsewhere, &ann(), &copied()).unwrap(), empty.into());
}

#[test]
fn a_later_edit_starts_with_the_draft() {
    let mut tenant = dressed();
    tenant.check_in(&main(), gallery(&["A2"]), &ann()).unwrap();
    assert_eq!(tenant.edit(&main(), &ben(), &copied()).unwrap(), gallery(&["A2"]).into());
}

#[test]
fn save_keeps_the_content_for_the_holder_alone() {
    let mut tenant = dressed();
    tenant.edit(&main(), &ann(), &Start::Empty).unwrap();
    tenant.save(&main(), gallery(&["A2"]), &ann()).unwrap();
    let life = tenant.life(&main()).unwrap();
    assert_eq!(*life.check_out().unwrap().content(), gallery(&["A2"]).into());
    assert_eq!(life.draft().unwrap().content(), Some(&gallery(&["A1"]).into()));
    assert_eq!((life.versions().len(), shown(&tenant).as_str()), (1, "A1"));
}

#[test]
fn finish_makes_numbers_rise_by_one() {
    let mut tenant = shop();
    for number in 1..=3 {
        tenant.edit(&main(), &ann(), &Start::Empty).unwrap();
        tenant.save(&main(), gallery(&["A1"]), &ann()).unwrap();
        assert_eq!(tenant.finish(&main(), &ann()).unwrap(), number);
        assert!(tenant.life(&main()).unwrap().check_out().is_none());
    }
    assert_eq!(numbers(&tenant, &main()), (vec![1, 2, 3], Some(3), None));
    let life = tenant.life(&main()).unwrap();
    let last = life.version(3).unwrap();
    assert_eq!((last.stamp(), last.cause()), (&ann(), &Cause::Finish));
    assert!(life.version(4).is_none());
}

#[test]
fn check_in_finishes_a_check_out_that_the_user_has() {
    let mut tenant = shop();
    tenant.edit(&main(), &ann(), &Start::Empty).unwrap();
    assert_eq!(tenant.check_in(&main(), gallery(&["A2"]), &ann()).unwrap(), 1);
    assert!(tenant.life(&main()).unwrap().check_out().is_none());
}

#[test]
fn a_check_in_that_is_refused_leaves_nothing_checked_out() {
    let mut tenant = shop();
    let before = tenant.clone();
    let foreign = gallery(&[]).variant("S2-X", set(&[]));
    refused(tenant.check_in(&main(), foreign, &ann()), Code::ForeignVariant, &["S2-X"]);
    assert_eq!(tenant, before);
    assert!(tenant.take_changed_units().is_empty());
}

#[test]
fn what_is_not_checked_out_is_not_saved_finished_or_discarded() {
    let mut tenant = dressed();
    refused(tenant.save(&main(), gallery(&[]), &ann()), Code::NotCheckedOut, &["S1", "ann"]);
    refused(tenant.finish(&main(), &ann()), Code::NotCheckedOut, &["S1", "ann"]);
    refused(tenant.discard(&main(), false, &ann()), Code::NotCheckedOut, &["S1", "ann"]);
    refused(tenant.discard(&main(), true, &ann()), Code::NotCheckedOut, &["S1", "ann"]);
    refused(tenant.finish(&asset("A9"), &ann()), Code::NotCheckedOut, &["A9", "ann"]);
}

#[test]
fn what_has_no_place_is_not_edited() {
    let mut tenant = shop();
    let nowhere = Target::document("S9", Context::default());
    refused(tenant.edit(&nowhere, &ann(), &Start::Empty), Code::NotInTenant, &["S9"]);
    let nowhere = Target::category("hats", context("128", ""));
    refused(tenant.check_in(&nowhere, gallery(&[]), &ann()), Code::NotInTenant, &["hats"]);
    let nowhere = main().in_group("sale");
    refused(tenant.edit(&nowhere, &ann(), &Start::Empty), Code::NotInTenant, &["sale"]);
    let everywhere = Target::category("shirts", Context::default());
    refused(tenant.edit(&everywhere, &ann(), &Start::Empty), Code::CategoryWithoutChannel, &[]);
    refused(tenant.edit(&asset(""), &ann(), &Start::Empty), Code::EmptyIdentifier, &[]);
    let long = asset(&"x".repeat(513));
    refused(tenant.edit(&long, &ann(), &Start::Empty), Code::LimitIdentifier, &[]);
}

#[test]
fn one_document_more_than_the_limit_is_refused() {
    let mut tenant = Tenant::new(Limits { documents: 1, ..Limits::default() });
    tenant.set_product(colours(&["Blue"])).unwrap();
    tenant.edit(&main(), &ann(), &Start::Empty).unwrap();
    refused(tenant.edit(&french(), &ann(), &Start::Empty), Code::LimitDocuments, &["S1"]);
    tenant.edit(&asset("A1"), &ann(), &Start::Empty).unwrap();
}

#[cfg(not(feature = "cldr"))]
#[test]
fn a_ladder_without_data_is_refused() {
    let policy = Policy { parents: crate::policy::Parents::Cldr, ..Policy::default() };
    refused(shop().edit(&main(), &ann(), &Start::Copy(policy)), Code::BadPolicy, &[]);
}

#[test]
fn discard_goes_back_to_the_last_version() {
    let mut tenant = dressed();
    let before = tenant.clone();
    tenant.edit(&main(), &ann(), &Start::Empty).unwrap();
    tenant.save(&main(), gallery(&["A2"]), &ann()).unwrap();
    tenant.discard(&main(), false, &ann()).unwrap();
    assert_eq!(tenant, before);
}

#[test]
fn force_discards_what_another_user_has() {
    let mut tenant = dressed();
    let before = tenant.clone();
    tenant.edit(&main(), &ann(), &Start::Empty).unwrap();
    tenant.discard(&main(), true, &ben()).unwrap();
    assert_eq!(tenant, before);
}

#[test]
fn what_never_was_checked_in_goes_with_its_check_out() {
    let mut tenant = shop();
    let before = tenant.clone();
    tenant.edit(&main(), &ann(), &Start::Empty).unwrap();
    assert!(tenant.life(&main()).is_some());
    tenant.discard(&main(), false, &ann()).unwrap();
    assert!(tenant.life(&main()).is_none());
    assert_eq!(tenant, before);
}

#[test]
fn a_restored_version_becomes_the_draft_as_a_new_version() {
    let mut tenant = dressed();
    tenant.check_in(&main(), gallery(&["A2"]), &ann()).unwrap();
    assert_eq!(tenant.restore(&main(), 1, &ben()).unwrap(), 3);
    let draft = tenant.life(&main()).unwrap().draft().unwrap().clone();
    assert_eq!((draft.stamp(), draft.cause()), (&ben(), &Cause::Restore(1)));
    assert_eq!(draft.content(), Some(&gallery(&["A1"]).into()));
    assert_eq!(numbers(&tenant, &main()), (vec![1, 2, 3], Some(3), Some(1)));
}

#[test]
fn restore_is_refused_while_another_user_holds_the_check_out() {
    let mut tenant = dressed();
    tenant.edit(&main(), &ann(), &Start::Empty).unwrap();
    refused(tenant.restore(&main(), 1, &ben()), Code::CheckedOut, &["S1", "ann"]);
}

#[test]
fn restore_finishes_ones_own_check_out_first() {
    let mut tenant = dressed();
    tenant.edit(&main(), &ann(), &Start::Empty).unwrap();
    tenant.save(&main(), gallery(&["A2"]), &ann()).unwrap();
    assert_eq!(tenant.restore(&main(), 1, &ann()).unwrap(), 3);
    let life = tenant.life(&main()).unwrap();
    assert_eq!(life.version(2).unwrap().content(), Some(&gallery(&["A2"]).into()));
    assert!(life.check_out().is_none());
}

#[test]
fn a_check_out_that_says_what_the_draft_says_makes_no_version_of_its_own() {
    let mut tenant = dressed();
    tenant.edit(&main(), &ann(), &Start::Empty).unwrap();
    assert_eq!(tenant.restore(&main(), 1, &ann()).unwrap(), 2);
}

#[test]
fn a_version_that_is_not_there_is_not_restored() {
    let mut tenant = dressed();
    refused(tenant.restore(&main(), 2, &ann()), Code::NotInTenant, &["S1"]);
    refused(tenant.restore(&french(), 1, &ann()), Code::NotInTenant, &["S1", "channel 128, fr"]);
}

#[test]
fn after_a_reset_is_published_the_product_falls_back() {
    let mut tenant = dressed();
    published(&mut tenant, &french(), gallery(&["A2"]));
    let asked = |tenant: &Tenant| {
        let query = Query::new("S1").channel("128").locale("fr").unwrap();
        shown_by(&tenant.publication().unwrap(), &query)
    };
    assert_eq!(tenant.reset(&french(), &ben()).unwrap(), 2);
    assert_eq!(asked(&tenant), "A2");
    let draft = tenant.life(&french()).unwrap().draft().unwrap();
    assert_eq!((draft.content(), draft.cause()), (None, &Cause::Reset));
    tenant.publish(&Scope::product("S1"), &ben()).unwrap();
    assert_eq!(asked(&tenant), "A1");
}

#[test]
fn reset_in_omnichannel_leaves_nothing() {
    let mut tenant = dressed();
    published(&mut tenant, &Target::document("S1", context("7", "")), gallery(&["A2"]));
    tenant.reset(&main(), &ann()).unwrap();
    tenant.publish(&main().into(), &ann()).unwrap();
    assert_eq!(shown(&tenant), "");
    // other contexts stay
    assert_eq!(shown_by(&tenant.publication().unwrap(), &Query::new("S1").channel("7")), "A2");
}

#[test]
fn a_reset_keeps_ones_own_check_out_as_a_version() {
    let mut tenant = dressed();
    tenant.edit(&main(), &ann(), &Start::Empty).unwrap();
    tenant.save(&main(), gallery(&["A3"]), &ann()).unwrap();
    assert_eq!(tenant.reset(&main(), &ann()).unwrap(), 3);
    let life = tenant.life(&main()).unwrap();
    assert_eq!(life.version(2).unwrap().content(), Some(&gallery(&["A3"]).into()));
    assert!(life.check_out().is_none());
}

#[test]
fn a_removal_that_is_staged_stays_as_it_is() {
    let mut tenant = dressed();
    assert_eq!(tenant.reset(&main(), &ann()).unwrap(), 2);
    assert_eq!(tenant.reset(&main(), &ben()).unwrap(), 2);
    assert_eq!(numbers(&tenant, &main()), (vec![1, 2], Some(2), Some(1)));
}

#[test]
fn an_edit_after_a_reset_starts_anew_and_a_restore_brings_the_content_back() {
    let mut tenant = dressed();
    tenant.reset(&main(), &ann()).unwrap();
    assert_eq!(tenant.edit(&main(), &ann(), &Start::Empty).unwrap(), DocumentBuilder::new().into());
    tenant.discard(&main(), false, &ann()).unwrap();
    tenant.restore(&main(), 1, &ann()).unwrap();
    tenant.publish(&Scope::product("S1"), &ann()).unwrap();
    assert_eq!(shown(&tenant), "A1");
}

#[test]
fn what_cannot_be_reset_is_refused() {
    let mut tenant = dressed();
    refused(tenant.reset(&asset("A1"), &ann()), Code::WrongContent, &["A1"]);
    refused(tenant.reset(&french(), &ann()), Code::NotInTenant, &["S1", "channel 128, fr"]);
    tenant.edit(&main(), &ann(), &Start::Empty).unwrap();
    refused(tenant.reset(&main(), &ben()), Code::CheckedOut, &["S1", "ann"]);
}

#[test]
fn assets_and_category_documents_have_the_same_life() {
    let mut tenant = shop();
    let pictured = |id: &str| Content::from(CategoryDocumentBuilder::new("128").image(id));
    let told = |url: &str| Content::from(image("A9").url(url));
    for (target, first, second) in
        [(picture(), pictured("A1"), pictured("A2")), (asset("A9"), told("/1"), told("/2"))]
    {
        tenant.edit(&target, &ann(), &Start::Empty).unwrap();
        tenant.save(&target, first.clone(), &ann()).unwrap();
        refused(tenant.edit(&target, &ben(), &Start::Empty), Code::CheckedOut, &["ann"]);
        assert_eq!(tenant.finish(&target, &ann()).unwrap(), 1);
        assert_eq!(tenant.edit(&target, &ben(), &Start::Empty).unwrap(), first);
        tenant.save(&target, second.clone(), &ben()).unwrap();
        assert_eq!(tenant.finish(&target, &ben()).unwrap(), 2);
        assert_eq!(tenant.restore(&target, 1, &ben()).unwrap(), 3);
        tenant.publish(&target.clone().into(), &ben()).unwrap();
        let life = tenant.life(&target).unwrap();
        assert_eq!(life.published().unwrap().content(), Some(&first));
        assert_eq!(life.published_by(), Some(&ben()));
        tenant.unpublish_and_delete(&target, &ben()).unwrap();
        assert!(tenant.life(&target).is_none());
    }
}

#[test]
fn a_category_picture_that_is_reset_falls_back_to_nothing() {
    let mut tenant = shop();
    published(&mut tenant, &picture(), CategoryDocumentBuilder::new("128").image("A1"));
    tenant.reset(&picture(), &ann()).unwrap();
    tenant.publish(&Scope::category("shirts"), &ann()).unwrap();
    let publication = tenant.publication().unwrap();
    assert_eq!(publication.category("shirts").unwrap().documents().len(), 0);
}

#[test]
fn a_refusal_is_one_line_whatever_names_it_has() {
    let mut tenant = shop();
    let target = Target::document("S1", Context::new(Some("c\nd"), Some("1\u{2028}2"), None).unwrap());
    tenant.edit(&target, &at("ann\r\n", 0), &Start::Empty).unwrap();
    let words = ["S1", r"catalog c\nd, channel 1\u{2028}2, Neutral", r"ann\r\n"];
    refused(tenant.edit(&target, &ben(), &Start::Empty), Code::CheckedOut, &words);
    tenant.create_group("sale", GroupOptions::default(), &ann()).unwrap();
    tenant.run_group("sale", &at("ann\n", 0)).unwrap();
    let closed = tenant.run_group("sale", &ann()).unwrap_err();
    assert!(closed.first().message().contains(r"ann\n at "), "{closed}");
}
