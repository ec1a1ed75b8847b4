//! What becomes of items that both tenants have.

use super::*;

/// Two tenants that have different documents of `S1`: checked in and published at these minutes.
fn two(source: i64, destination: i64) -> [Tenant; 2] {
    let (mut one, mut other) = (shop(), shop());
    publish(&mut one, source, &main(), gallery(&["A1"]));
    publish(&mut other, destination, &main(), gallery(&["A2"]));
    [one, other]
}

#[test]
fn keep_destination_keeps_whatever_is_there() {
    let [source, mut destination] = two(9, 1);
    let report = run(&Transfer::new(), &source, &mut destination);
    assert_eq!(only(&report).0, TransferOutcome::Kept);
    assert_eq!(shown(&destination), "A2");
    // also what is only a draft there
    destination.unpublish(&main(), &at("ben", 2)).unwrap();
    let report = run(&Transfer::new(), &source, &mut destination);
    assert_eq!(only(&report).0, TransferOutcome::Kept);
    assert_eq!(shown(&destination), "");
}

#[test]
fn replace_takes_the_sources_also_where_it_is_older() {
    let [source, mut destination] = two(1, 9);
    let report = run(&replace(), &source, &mut destination);
    assert_eq!(only(&report).0, TransferOutcome::Updated);
    assert_eq!(shown(&destination), "A1");
    assert_eq!(numbers(&destination, &main()), (2, Some(2), Some(2)));
}

#[test]
fn keep_latest_goes_by_the_instant_of_the_last_modification() {
    let [source, mut destination] = two(5, 1);
    assert_eq!(only(&run(&latest(), &source, &mut destination)).0, TransferOutcome::Updated);
    assert_eq!(shown(&destination), "A1");
    let [source, mut destination] = two(5, 9);
    let report = run(&latest(), &source, &mut destination);
    assert_eq!(only(&report).0, TransferOutcome::Kept);
    assert_eq!(shown(&destination), "A2");
    let told = report.items().last().unwrap().to_string();
    assert_eq!(
        told,
        "kept: the document of `S1` in `Omnichannel, Neutral`: modified 2026-11-24T09:09:00Z here, \
         2026-11-24T09:05:00Z in the source"
    );
}

#[test]
fn equal_instants_keep_the_destinations() {
    let [source, mut destination] = two(5, 5);
    assert_eq!(only(&run(&latest(), &source, &mut destination)).0, TransferOutcome::Kept);
    assert_eq!(shown(&destination), "A2");
}

#[test]
fn equal_content_makes_no_version() {
    let (mut source, mut destination) = (dressed(), dressed());
    publish(&mut source, 9, &main(), gallery(&["A1"]));
    for transfer in [Transfer::new(), replace(), latest()] {
        let report = run(&transfer, &source, &mut destination);
        assert_eq!(report.count(TransferOutcome::Equal), 3);
        assert_eq!(numbers(&destination, &main()), (1, Some(1), Some(1)));
    }
    assert!(destination == dressed());
}

#[test]
fn edits_after_a_copy_are_judged_by_when_they_were_made() {
    let (mut source, mut destination) = (dressed(), bare());
    run(&latest(), &source, &mut destination);
    publish(&mut destination, 10, &main(), gallery(&["A2"]));
    run(&latest(), &source, &mut destination);
    assert_eq!(shown(&destination), "A2");
    publish(&mut source, 9, &main(), gallery(&["A2", "A1"]));
    run(&latest(), &source, &mut destination);
    assert_eq!(shown(&destination), "A2");
    publish(&mut source, 11, &main(), gallery(&["A1", "A2"]));
    run(&latest(), &source, &mut destination);
    assert_eq!(shown(&destination), "A1 A2");
    // and back: what came from there is equal there
    let report = run(&latest(), &destination, &mut source);
    assert_eq!(only(&report).0, TransferOutcome::Equal);
}

#[test]
fn taking_out_of_the_publication_is_a_modification() {
    let (mut source, mut destination) = (dressed(), bare());
    run(&latest(), &source, &mut destination);
    destination.unpublish(&main(), &at("ben", 10)).unwrap();
    publish(&mut source, 9, &main(), gallery(&["A2"]));
    assert_eq!(only(&run(&latest(), &source, &mut destination)).0, TransferOutcome::Kept);
    assert_eq!(shown(&destination), "");
    publish(&mut source, 11, &main(), gallery(&["A2"]));
    run(&latest(), &source, &mut destination);
    assert_eq!(shown(&destination), "A2");
}

#[test]
fn a_draft_that_was_copied_is_published_when_the_source_publishes_it() {
    let (mut source, mut destination) = (shop(), bare());
    draft(&mut source, 1, &main(), gallery(&["A1"]));
    let both = latest().versions(TransferVersions::PublishedAndDraft);
    run(&both, &source, &mut destination);
    assert_eq!(numbers(&destination, &main()), (1, Some(1), None));
    source.publish(&main().into(), &at("ann", 3)).unwrap();
    for transfer in [both, latest()] {
        let mut destination = destination.clone();
        assert_eq!(only(&run(&transfer, &source, &mut destination)).0, TransferOutcome::Updated);
        // the same content: no version
        assert_eq!(numbers(&destination, &main()), (1, Some(1), Some(1)));
    }
}

#[test]
fn a_draft_of_the_destination_stays_its_draft_where_none_is_copied() {
    let [source, mut destination] = two(5, 1);
    draft(&mut destination, 2, &main(), gallery(&["A2", "A1"]));
    for transfer in [latest(), replace(), replace().versions(TransferVersions::PublishedAndDraft)] {
        let mut destination = destination.clone();
        let report = run(&transfer, &source, &mut destination);
        let item = report.items().last().unwrap();
        assert!(item.keeps_draft() && !item.replaces_draft(), "{item}");
        assert_eq!(numbers(&destination, &main()), (3, Some(2), Some(3)));
        assert_eq!(shown(&destination), "A1");
    }
}

#[test]
fn a_draft_that_is_later_than_the_source_keeps_the_item() {
    let [source, mut destination] = two(5, 1);
    draft(&mut destination, 9, &main(), gallery(&["A2", "A1"]));
    assert_eq!(only(&run(&latest(), &source, &mut destination)).0, TransferOutcome::Kept);
    assert_eq!(shown(&destination), "A2");
}

#[test]
fn a_draft_that_a_copied_one_replaces_is_a_version_still() {
    let [mut source, mut destination] = two(5, 1);
    draft(&mut source, 6, &main(), gallery(&["A1", "A2"]));
    draft(&mut destination, 2, &main(), gallery(&["A2", "A1"]));
    let report = run(&replace().versions(TransferVersions::PublishedAndDraft), &source, &mut destination);
    let item = report.items().last().unwrap();
    assert!(item.replaces_draft() && !item.keeps_draft(), "{item}");
    assert_eq!(numbers(&destination, &main()), (4, Some(4), Some(3)));
    let lost = destination.life(&main()).unwrap().version(2).unwrap().content().cloned();
    assert_eq!(lost, Some(gallery(&["A2", "A1"]).into()));
}

#[test]
fn a_draft_of_the_destination_that_says_the_same_is_published() {
    let (source, mut destination) = (dressed(), shop());
    draft(&mut destination, 0, &main(), gallery(&["A1"]));
    let report = run(&latest(), &source, &mut destination);
    assert_eq!(only(&report).0, TransferOutcome::Updated);
    assert_eq!(numbers(&destination, &main()), (1, Some(1), Some(1)));
}

#[test]
fn assets_have_the_same_rules() {
    for (transfer, url) in [(Transfer::new(), "/here"), (replace(), "/there"), (latest(), "/there")] {
        let (mut source, mut destination) = (shop(), shop());
        let asset = Target::asset("A1");
        publish(&mut source, 9, &asset, image("A1").url("/there"));
        publish(&mut destination, 5, &asset, image("A1").url("/here"));
        run(&transfer, &source, &mut destination);
        assert_eq!(published(&destination, &asset), Some(image("A1").url(url).into()));
    }
}
