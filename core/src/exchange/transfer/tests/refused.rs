//! What is not copied, and why.

use super::*;
use TransferOutcome::{Created, Kept, Refused};

#[test]
fn a_document_whose_product_is_missing_is_not_copied() {
    let (source, mut destination) = (dressed(), bare());
    destination.remove_product("S1").unwrap();
    let report = run(&Transfer::new(), &source, &mut destination);
    assert_eq!(only(&report), (Refused, vec!["not_in_tenant"]));
    let mut source = shop();
    publish(&mut source, 1, &picture("128"), CategoryDocumentBuilder::new("128").image("A1"));
    destination.remove_category("shirts").unwrap();
    let report = run(&Transfer::new(), &source, &mut destination);
    assert_eq!(only(&report), (Refused, vec!["not_in_tenant"]));
}

#[test]
fn a_document_whose_asset_is_missing_is_not_copied() {
    let (mut source, mut destination) = (bare(), bare());
    publish(&mut source, 0, &Target::asset("A2"), image("A2"));
    draft(&mut source, 0, &Target::asset("new"), image("new"));
    draft(&mut source, 1, &main(), gallery(&["new", "A2", "none"]));
    let both = Transfer::new().versions(TransferVersions::PublishedAndDraft);
    let report = run(&both, &source, &mut destination);
    assert_eq!(only(&report), (Refused, vec!["unknown_asset"]));
    assert_eq!(
        report.items().last().unwrap().faults()[0].to_string(),
        "the document of `S1` in `Omnichannel, Neutral` uses the asset `none`, which is not in the library; \
         check the asset in, or take the item out"
    );
    draft(&mut source, 2, &main(), gallery(&["new", "A2"]));
    assert_eq!(only(&run(&both, &source, &mut destination)).0, Created);
}

#[test]
fn a_published_document_needs_published_assets() {
    let (source, mut destination) = (dressed(), bare());
    draft(&mut destination, 0, &Target::asset("A1"), image("A1").url("/other"));
    // the destination keeps its own, which nobody has published
    let report = run(&Transfer::new(), &source, &mut destination);
    assert_eq!(report.items()[0].outcome(), Kept);
    assert_eq!(only(&report), (Refused, vec!["unpublished_assets"]));
    assert_eq!(only(&run(&replace(), &source, &mut destination)).0, Created);
    assert_eq!(shown(&destination), "A1");
}

#[test]
fn published_and_draft_are_copied_together_or_not_at_all() {
    let (mut source, mut destination) = (dressed(), bare());
    draft(&mut source, 2, &main(), gallery(&["none"]));
    let both = Transfer::new().versions(TransferVersions::PublishedAndDraft);
    let report = run(&both, &source, &mut destination);
    assert_eq!(only(&report), (Refused, vec!["unknown_asset"]));
    assert!(destination.life(&main()).is_none());
}

#[test]
fn what_somebody_works_on_in_the_destination_is_not_copied() {
    let (mut source, mut destination) = (dressed(), dressed());
    publish(&mut source, 5, &main(), gallery(&["A2"]));
    publish(&mut source, 5, &Target::asset("A1"), image("A1").url("/new"));
    destination.edit(&main(), &at("cat", 6), &Start::Empty).unwrap();
    destination.edit(&Target::asset("A1"), &at("ben", 6), &Start::Empty).unwrap();
    let report = run(&replace(), &source, &mut destination);
    assert_eq!(only(&report), (Refused, vec!["checked_out"]));
    assert_eq!(report.items()[0].outcome(), Refused);
    assert_eq!(
        report.items()[0].to_string(),
        "refused: the asset `A1`: the asset `A1` is checked out by `ben` since 2026-11-24T09:06:00Z; wait until \
         it is finished or discarded, or discard it with force"
    );
    // nor what somebody has begun
    let (source, mut destination) = (dressed(), shop());
    destination.edit(&main(), &at("cat", 6), &Start::Empty).unwrap();
    for transfer in [Transfer::new(), latest(), replace()] {
        assert_eq!(only(&run(&transfer, &source, &mut destination)), (Refused, vec!["checked_out"]));
    }
}

#[test]
fn what_somebody_works_on_is_equal_or_kept_all_the_same() {
    let (source, mut destination) = (dressed(), dressed());
    destination.edit(&main(), &at("cat", 6), &Start::Empty).unwrap();
    assert_eq!(only(&run(&replace(), &source, &mut destination)).0, TransferOutcome::Equal);
}

#[test]
fn every_reason_is_told() {
    let (mut source, mut destination) = (shop(), bare());
    destination.set_product(shirt(&["Blue"])).unwrap();
    destination.edit(&main(), &at("cat", 6), &Start::Empty).unwrap();
    let content = gallery(&["A1", "none"])
        .dimensions([("Color", "Red")], set(&["A1"]))
        .variant("S1-Blue", set(&["A1"]))
        .variant("S1-Red", set(&["A1"]));
    draft(&mut source, 1, &main(), content);
    let both = Transfer::new().versions(TransferVersions::PublishedAndDraft);
    let report = run(&both, &source, &mut destination);
    let expected = vec!["unknown_value", "foreign_variant", "checked_out", "unknown_asset"];
    assert_eq!(only(&report), (Refused, expected));
}

#[test]
fn what_the_sources_product_no_longer_has_is_left_out() {
    let (mut source, mut destination) = (shop(), bare());
    let content = |red: bool| {
        let content = gallery(&["A1"]).variant("S1-Blue", set(&["A1"]));
        if red { content.variant("S1-Red", set(&["A2"])) } else { content }
    };
    publish(&mut source, 1, &main(), content(true));
    source.set_product(shirt(&["Blue"])).unwrap();
    // the destination has it still, and shows no more than the source does
    assert_eq!(only(&run(&Transfer::new(), &source, &mut destination)).0, Created);
    assert_eq!(published(&destination, &main()), Some(content(false).into()));
    let mut other = bare();
    other.set_product(shirt(&["Blue"])).unwrap();
    assert_eq!(only(&run(&Transfer::new(), &source, &mut other)).0, Created);
    assert_eq!(other.publication().unwrap(), source.publication().unwrap());
}

#[test]
fn the_limits_of_the_destination_hold() {
    let mut source = shop();
    for channel in ["", "1", "2"] {
        publish(&mut source, 1, &document(channel, ""), gallery(&["A1", "A2"]));
    }
    let limited = |limits: Limits| {
        let mut tenant = Tenant::new(limits);
        tenant.set_category(CategoryBuilder::new("shirts")).unwrap();
        tenant.set_product(shirt(&["Blue", "Red"])).unwrap();
        tenant
    };
    let mut destination = limited(Limits { documents: 2, ..Limits::default() });
    let report = run(&Transfer::new(), &source, &mut destination);
    let expected =
        ["Omnichannel, Neutral created", "channel 1, Neutral created", "channel 2, Neutral refused"];
    assert_eq!(outcomes(&report), expected);
    assert_eq!(report.items().last().unwrap().faults()[0].code(), Code::LimitDocuments);
    let mut destination = limited(Limits { items: 1, ..Limits::default() });
    let report = run(&Transfer::new(), &source, &mut destination);
    assert_eq!(report.count(Refused), 3);
    assert_eq!(report.items().last().unwrap().faults()[0].code(), Code::LimitItems);
    assert_eq!(report.count(Created), 2);
}

#[test]
fn what_fails_leaves_the_others_alone() {
    let (mut source, mut destination) = (dressed(), bare());
    draft(&mut source, 1, &Target::document("S2", Context::default()), gallery(&["none"]));
    draft(&mut source, 1, &document("128", ""), gallery(&["none"]));
    let both = Transfer::new().versions(TransferVersions::PublishedAndDraft);
    let report = run(&both, &source, &mut destination);
    assert_eq!((report.count(Created), report.count(Refused)), (3, 2));
    assert_eq!(shown(&destination), "A1");
}
