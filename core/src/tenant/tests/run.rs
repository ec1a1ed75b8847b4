//! Running publish groups.

use super::*;

const REFUSING: GroupOptions = GroupOptions { conflicts: Conflicts::Refuse, publish_all: false };

#[test]
fn a_run_publishes_all_and_closes_the_group() {
    let mut tenant = dressed();
    grouped(&mut tenant, "sale", &main(), gallery(&["A9"]));
    grouped(&mut tenant, "sale", &asset("A9"), image("A9"));
    grouped(&mut tenant, "sale", &picture(), CategoryDocumentBuilder::new("128").image("A9"));
    let run = tenant.run_group("sale", &ben()).unwrap();
    assert_eq!((run.group(), run.targets()), ("sale", &[asset("A9"), main(), picture()][..]));
    assert!(run.conflicts().is_empty() && run.drafts().is_empty() && run.check_outs().is_empty());
    assert_eq!(shown(&tenant), "A9");
    let group = tenant.group("sale").unwrap();
    assert_eq!((group.state(), group.due()), (&GroupState::Ran(ben()), None));
}

#[test]
fn a_run_makes_new_live_versions() {
    let mut tenant = dressed();
    grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    tenant.run_group("sale", &ben()).unwrap();
    assert_eq!(numbers(&tenant, &main()), (vec![1, 2], Some(2), Some(2)));
    let life = tenant.life(&main()).unwrap();
    assert_eq!(life.version(2).unwrap().cause(), &Cause::Run("sale".into()));
    assert_eq!((life.published_by(), life.has_unpublished_draft()), (Some(&ben()), false));
}

#[test]
fn a_run_publishes_all_or_nothing() {
    let mut tenant = dressed();
    grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    grouped(&mut tenant, "sale", &french(), gallery(&["new", "nowhere"]));
    let before = tenant.clone();
    let expected: [(Code, &[&str]); 2] = [
        (Code::UnpublishedAssets, &["S1", "channel 128, fr", "new"]),
        (Code::UnknownAsset, &["S1", "channel 128, fr", "nowhere"]),
    ];
    all_refused(tenant.run_group("sale", &ann()), &expected);
    assert_eq!(tenant, before);
}

#[test]
fn a_run_publishes_assets_along_where_the_group_says_so() {
    let mut tenant = dressed();
    grouped(&mut tenant, "sale", &main(), gallery(&["new"]));
    tenant.set_group_options("sale", GroupOptions { publish_all: true, ..GroupOptions::default() }).unwrap();
    tenant.edit(&asset("new"), &ben(), &Start::Empty).unwrap();
    refused(tenant.run_group("sale", &ann()), Code::CheckedOut, &["new", "ben"]);
    tenant.discard(&asset("new"), false, &ben()).unwrap();
    assert_eq!(tenant.run_group("sale", &ann()).unwrap().assets(), [asset("new")]);
    assert_eq!(shown(&tenant), "new");
}

#[test]
fn a_document_checked_out_inside_the_group_refuses_the_run() {
    let mut tenant = dressed();
    let inside = grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    tenant.edit(&inside, &ann(), &Start::Empty).unwrap();
    // the one who runs it, too
    refused(tenant.run_group("sale", &ann()), Code::CheckedOut, &["S1", "sale", "ann"]);
    refused(tenant.schedule_group("sale", due(60), &ann()), Code::CheckedOut, &["S1", "sale", "ann"]);
}

#[test]
fn a_run_keeps_live_drafts() {
    let mut tenant = dressed();
    tenant.check_in(&main(), gallery(&["A3"]), &ann()).unwrap();
    tenant.edit(&main(), &ben(), &Start::Empty).unwrap();
    grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    let run = tenant.run_group("sale", &ann()).unwrap();
    assert_eq!((run.drafts(), run.check_outs()), (&[main()][..], &[main()][..]));
    assert_eq!(shown(&tenant), "A2");
    let life = tenant.life(&main()).unwrap();
    assert_eq!(life.draft().unwrap().content(), Some(&gallery(&["A3"]).into()));
    assert_eq!(life.check_out().unwrap().since(), &ben());
    assert_eq!(numbers(&tenant, &main()), (vec![1, 2, 3], Some(2), Some(3)));
    // and it is still to be published
    assert_eq!(tenant.finish(&main(), &ben()).unwrap(), 4);
    tenant.publish(&main().into(), &ben()).unwrap();
    assert_eq!(shown(&tenant), "A3");
}

#[test]
fn a_first_live_check_out_survives_the_run() {
    let mut tenant = shop();
    tenant.edit(&main(), &ben(), &Start::Empty).unwrap();
    grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    let run = tenant.run_group("sale", &ann()).unwrap();
    assert_eq!((run.drafts().len(), run.check_outs()), (0, &[main()][..]));
    assert_eq!(shown(&tenant), "A2");
    assert_eq!(tenant.finish(&main(), &ben()).unwrap(), 2);
}

#[test]
fn the_last_one_wins_a_conflict_and_reports_it() {
    let mut tenant = dressed();
    grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    published(&mut tenant, &main(), gallery(&["A3"]));
    let (target, item) = tenant.group("sale").unwrap().items().next().unwrap();
    assert!(item.has_moved(&tenant, &target));
    let run = tenant.run_group("sale", &ann()).unwrap();
    assert_eq!(run.conflicts(), [main()]);
    assert_eq!(shown(&tenant), "A2");
}

#[test]
fn a_conflict_is_refused_where_the_group_says_so() {
    let mut tenant = dressed();
    grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    tenant.set_group_options("sale", REFUSING).unwrap();
    published(&mut tenant, &main(), gallery(&["A3"]));
    refused(tenant.run_group("sale", &ann()), Code::GroupConflict, &["S1", "sale"]);
    assert_eq!(shown(&tenant), "A3");
    // what moved back did not move
    published(&mut tenant, &main(), gallery(&["A1"]));
    tenant.run_group("sale", &ann()).unwrap();
}

#[test]
fn drafts_that_move_are_no_conflict() {
    let mut tenant = dressed();
    grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    tenant.set_group_options("sale", REFUSING).unwrap();
    tenant.check_in(&main(), gallery(&["A3"]), &ann()).unwrap();
    assert!(tenant.run_group("sale", &ann()).unwrap().conflicts().is_empty());
}

#[test]
fn a_copy_from_live_settles_a_conflict() {
    let mut tenant = dressed();
    let inside = grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    tenant.set_group_options("sale", REFUSING).unwrap();
    published(&mut tenant, &main(), gallery(&["A3"]));
    tenant.copy_into_group(&inside, None, &ann()).unwrap();
    tenant.check_in(&inside, gallery(&["A3", "A2"]), &ann()).unwrap();
    tenant.run_group("sale", &ann()).unwrap();
    assert_eq!(shown(&tenant), "A3 A2");
}

#[test]
fn what_was_unpublished_or_published_meanwhile_moved() {
    for (target, first) in [(main(), true), (french(), false)] {
        let mut tenant = dressed();
        grouped(&mut tenant, "sale", &target, gallery(&["A2"]));
        tenant.set_group_options("sale", REFUSING).unwrap();
        match first {
            true => tenant.unpublish(&target, &ann()).unwrap(),
            false => published(&mut tenant, &target, gallery(&["A3"])),
        }
        refused(tenant.run_group("sale", &ann()), Code::GroupConflict, &["S1", "sale"]);
    }
}

#[test]
fn a_removal_of_what_was_deleted_meanwhile_does_nothing() {
    let mut tenant = dressed();
    tenant.create_group("sale", GroupOptions::default(), &ann()).unwrap();
    tenant.reset(&main().in_group("sale"), &ann()).unwrap();
    tenant.unpublish_and_delete(&main(), &ann()).unwrap();
    let run = tenant.run_group("sale", &ann()).unwrap();
    assert_eq!((run.targets().len(), run.conflicts()), (0, &[main()][..]));
    assert!(tenant.life(&main()).is_none());
}

#[test]
fn a_run_does_not_exceed_the_documents_of_a_product() {
    let mut tenant = Tenant::new(Limits { documents: 2, ..Limits::default() });
    tenant.set_product(colours(&["Blue"])).unwrap();
    published(&mut tenant, &main(), gallery(&[]));
    grouped(&mut tenant, "sale", &main(), gallery(&[]));
    grouped(&mut tenant, "sale", &french(), gallery(&[]));
    let third = Target::document("S1", context("7", ""));
    grouped(&mut tenant, "sale", &third, gallery(&[]));
    refused(tenant.run_group("sale", &ann()), Code::LimitDocuments, &["S1", "channel 7, Neutral"]);
    // nor do groups that run one behind the other
    tenant.remove_from_group(&third.clone().in_group("sale"), &ann()).unwrap();
    tenant.schedule_group("sale", due(60), &ann()).unwrap();
    grouped(&mut tenant, "spring", &third, gallery(&[]));
    refused(
        tenant.schedule_group("spring", due(90), &ann()),
        Code::LimitDocuments,
        &["S1", "channel 7, Neutral"],
    );
    tenant.schedule_group("spring", due(30), &ann()).unwrap();
    assert_eq!(tenant.as_of(due(90).instant()).applied(), ["spring"]);
    assert_eq!(tenant.as_of(due(90).instant()).left_out()[0].0, "sale");
    tenant.publication().unwrap();
}

#[test]
fn content_that_its_product_no_longer_allows_refuses_the_run() {
    let mut tenant = dressed();
    grouped(&mut tenant, "sale", &main(), gallery(&[]).variant("S1-Red", set(&["A2"])));
    tenant.set_product(colours(&["Blue"])).unwrap();
    refused(tenant.run_group("sale", &ann()), Code::ForeignVariant, &["S1-Red"]);
}

#[test]
fn a_group_without_items_runs() {
    let mut tenant = dressed();
    tenant.create_group("sale", GroupOptions::default(), &ann()).unwrap();
    tenant.take_changes();
    assert!(tenant.run_group("sale", &ann()).unwrap().targets().is_empty());
    assert!(tenant.take_changes().is_empty());
}
