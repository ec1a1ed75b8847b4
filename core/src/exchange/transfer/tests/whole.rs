//! What travels, and what stays behind.

use super::*;

#[test]
fn what_is_published_in_the_source_is_published_in_the_destination() {
    let (mut source, mut destination) = (dressed(), bare());
    publish(&mut source, 2, &picture("128"), CategoryDocumentBuilder::new("128").image("A2"));
    let report = run(&Transfer::new(), &source, &mut destination);
    assert_eq!(report.count(TransferOutcome::Created), 4);
    assert!(report.is_complete());
    assert_eq!(destination.publication().unwrap(), source.publication().unwrap());
}

#[test]
fn history_is_not_copied() {
    let (mut source, mut destination) = (dressed(), bare());
    publish(&mut source, 2, &main(), gallery(&["A2"]));
    run(&Transfer::new(), &source, &mut destination);
    assert_eq!(numbers(&source, &main()).0, 2);
    assert_eq!(numbers(&destination, &main()), (1, Some(1), Some(1)));
    assert_eq!(shown(&destination), "A2");
}

#[test]
fn a_copied_version_is_the_users_and_keeps_the_instants_of_the_source() {
    let (mut source, mut destination) = (shop(), bare());
    draft(&mut source, 1, &main(), gallery(&["A1"]));
    source.publish(&main().into(), &at("ann", 7)).unwrap();
    run(&Transfer::new(), &source, &mut destination);
    let life = destination.life(&main()).unwrap();
    assert_eq!(life.published().unwrap().stamp(), &at("ben", 1));
    assert_eq!(life.published().unwrap().cause().word(), "import");
    assert_eq!(life.published_by(), Some(&at("ben", 7)));
}

#[test]
fn published_only_leaves_drafts_behind() {
    let (mut source, mut destination) = (dressed(), bare());
    draft(&mut source, 2, &main(), gallery(&["A2"]));
    draft(&mut source, 2, &document("128", ""), gallery(&["A2"]));
    let report = run(&Transfer::new(), &source, &mut destination);
    assert_eq!(outcomes(&report), ["Omnichannel, Neutral created", "channel 128, Neutral not-published"]);
    assert_eq!(numbers(&destination, &main()), (1, Some(1), Some(1)));
    assert!(destination.life(&document("128", "")).is_none());
}

#[test]
fn the_latest_draft_comes_along_where_it_is_asked_for() {
    let (mut source, mut destination) = (dressed(), bare());
    draft(&mut source, 2, &main(), gallery(&["A2"]));
    draft(&mut source, 2, &document("128", ""), gallery(&["A2"]));
    source.edit(&document("", "fr"), &at("cat", 3), &Start::Empty).unwrap();
    let both = Transfer::new().versions(TransferVersions::PublishedAndDraft);
    let report = run(&both, &source, &mut destination);
    let expected =
        ["Omnichannel, Neutral created", "Omnichannel, fr not-published", "channel 128, Neutral created"];
    assert_eq!(outcomes(&report), expected);
    assert_eq!(numbers(&destination, &main()), (2, Some(2), Some(1)));
    assert_eq!(shown(&destination), "A1");
    assert_eq!(numbers(&destination, &document("128", "")), (1, Some(1), None));
}

#[test]
fn a_staged_removal_is_a_draft() {
    let (mut source, mut destination) = (dressed(), bare());
    source.reset(&main(), &at("ann", 2)).unwrap();
    run(&Transfer::new().versions(TransferVersions::PublishedAndDraft), &source, &mut destination);
    assert_eq!(shown(&destination), "A1");
    destination.publish(&main().into(), &at("ben", 3)).unwrap();
    assert_eq!(published(&destination, &main()), None);
}

#[test]
fn what_the_source_took_out_stays_in_the_destination() {
    let (mut source, mut destination) = (dressed(), bare());
    run(&Transfer::new(), &source, &mut destination);
    source.unpublish(&main(), &at("ann", 5)).unwrap();
    let report = run(&replace(), &source, &mut destination);
    assert_eq!(only(&report).0, TransferOutcome::NotPublished);
    assert_eq!(shown(&destination), "A1");
}

#[test]
fn only_what_is_named_is_copied_with_the_assets_it_uses() {
    let (mut source, mut destination) = (dressed(), bare());
    publish(&mut source, 2, &Target::document("S2", Context::default()), gallery(&["A2"]));
    publish(&mut source, 2, &picture("128"), CategoryDocumentBuilder::new("128").image("A2"));
    let report = run(&Transfer::new().products(["S1"]), &source, &mut destination);
    let copied: Vec<_> = report.items().iter().map(|item| item.source().to_string()).collect();
    assert_eq!(copied, ["the asset `A1`", "the document of `S1` in `Omnichannel, Neutral`"]);
    let report = run(&Transfer::new().categories(["shirts"]), &source, &mut destination);
    let copied: Vec<_> = report.items().iter().map(|item| item.source().to_string()).collect();
    assert_eq!(copied, ["the asset `A2`", "the document of the category `shirts` in `channel 128, Neutral`"]);
}

#[test]
fn what_is_named_must_be_in_the_source() {
    let (source, mut destination) = (dressed(), bare());
    let transfer = Transfer::new().products(["S1", "S8"]).categories(["hats"]);
    let faults = transfer.run(&source, &mut destination, "ben").unwrap_err();
    let told: Vec<_> = faults.iter().map(ToString::to_string).collect();
    let advice = "check how it is named, or leave it out";
    let expected = [
        format!("the source does not have the product `S8`; {advice}"),
        format!("the source does not have the category `hats`; {advice}"),
    ];
    assert_eq!(told, expected);
    assert!(destination == bare());
}

#[test]
fn it_is_told_how_far_it_is_and_can_be_cancelled() {
    let (source, mut destination) = (dressed(), bare());
    let mut told = Vec::new();
    let report = Transfer::new().run_with(&source, &mut destination, "ben", |done, total| {
        told.push((done, total));
        if done == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    let report = report.unwrap();
    assert_eq!(told, [(1, 3), (2, 3)]);
    assert!(!report.is_complete());
    assert_eq!(report.items().len(), 2);
    assert_eq!(destination.targets().collect::<Vec<_>>(), [Target::asset("A1"), Target::asset("A2")]);
    let rest = run(&Transfer::new(), &source, &mut destination);
    assert_eq!(rest.count(TransferOutcome::Created), 1);
}

#[test]
fn a_host_learns_what_is_to_be_stored_and_flattened() {
    let (source, mut destination) = (dressed(), bare());
    Transfer::new().run(&source, &mut destination, "ben").unwrap();
    let expected = [Target::asset("A1"), Target::asset("A2"), main()].map(UnitKey::Target);
    assert_eq!(destination.take_changed_units(), expected);
    let changes = destination.take_changes();
    assert_eq!(changes.products().collect::<Vec<_>>(), ["S1"]);
    assert_eq!(changes.assets().collect::<Vec<_>>(), ["A1", "A2"]);
    // drafts are not shown to anybody
    let (mut source, mut destination) = (shop(), shop());
    draft(&mut source, 3, &main(), gallery(&["A1"]));
    destination.take_changes();
    Transfer::new()
        .versions(TransferVersions::PublishedAndDraft)
        .run(&source, &mut destination, "ben")
        .unwrap();
    assert!(destination.take_changes().is_empty());
}

#[test]
fn publish_groups_stay_behind() {
    let (mut source, mut destination) = (dressed(), bare());
    source.create_group("sale", Default::default(), &at("ann", 2)).unwrap();
    draft(&mut source, 2, &document("128", "").in_group("sale"), gallery(&["A2"]));
    let report =
        run(&Transfer::new().versions(TransferVersions::PublishedAndDraft), &source, &mut destination);
    assert_eq!(only(&report).0, TransferOutcome::Created);
    assert!(destination.group("sale").is_none());
}

#[test]
fn words_name_their_choices() {
    for choice in OnConflict::ALL {
        assert_eq!(OnConflict::from_word(choice.word()), Some(*choice));
    }
    for choice in TransferVersions::ALL {
        assert_eq!(TransferVersions::from_word(choice.word()), Some(*choice));
    }
    let mut words: Vec<_> = TransferOutcome::ALL.iter().map(|outcome| outcome.word()).collect();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), 7);
}
