//! Publish groups, before they run.

use super::*;

#[test]
fn editing_inside_a_group_touches_only_the_group() {
    let mut tenant = dressed();
    let inside = grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    tenant.edit(&inside, &ann(), &Start::Empty).unwrap();
    // another user may work on the same, live
    tenant.edit(&main(), &ben(), &Start::Empty).unwrap();
    refused(tenant.edit(&inside, &ben(), &Start::Empty), Code::CheckedOut, &["S1", "sale", "ann"]);
    assert_eq!(numbers(&tenant, &main()), (vec![1], Some(1), Some(1)));
    assert_eq!(numbers(&tenant, &inside), (vec![1], Some(1), None));
    assert_eq!(shown(&tenant), "A1");
}

#[test]
fn what_is_edited_in_a_group_enters_it_with_what_is_checked_in_live() {
    let mut tenant = dressed();
    tenant.check_in(&main(), gallery(&["A2"]), &ann()).unwrap();
    tenant.create_group("sale", GroupOptions::default(), &ann()).unwrap();
    let inside = main().in_group("sale");
    assert_eq!(tenant.edit(&inside, &ann(), &Start::Empty).unwrap(), gallery(&["A2"]).into());
    let (_, item) = tenant.group("sale").unwrap().items().next().unwrap();
    // what moves later is measured against what was published
    assert_eq!(item.entry(), Some(&gallery(&["A1"]).into()));
    tenant.discard(&inside, false, &ann()).unwrap();
    assert_eq!(tenant.group("sale").unwrap().items().len(), 0);
}

#[test]
fn an_item_is_copied_in_from_live() {
    let mut tenant = dressed();
    tenant.check_in(&main(), gallery(&["A2"]), &ann()).unwrap();
    tenant.create_group("sale", GroupOptions::default(), &ann()).unwrap();
    let inside = main().in_group("sale");
    assert_eq!(tenant.copy_into_group(&inside, None, &ben()).unwrap(), 1);
    let (target, item) = tenant.group("sale").unwrap().items().next().unwrap();
    let draft = item.life().draft().unwrap();
    assert_eq!((target, draft.cause(), draft.stamp()), (inside, &Cause::Copy, &ben()));
    assert_eq!(draft.content(), Some(&gallery(&["A2"]).into()));
    assert_eq!(item.entry(), Some(&gallery(&["A1"]).into()));
}

#[test]
fn an_item_is_copied_in_from_another_group() {
    let mut tenant = dressed();
    grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    tenant.create_group("spring", GroupOptions::default(), &ann()).unwrap();
    let inside = main().in_group("spring");
    tenant.copy_into_group(&inside, Some("sale"), &ann()).unwrap();
    assert_eq!(tenant.life(&inside).unwrap().draft().unwrap().content(), Some(&gallery(&["A2"]).into()));
    // also from one that ran
    tenant.run_group("sale", &ann()).unwrap();
    assert_eq!(tenant.copy_into_group(&inside, Some("sale"), &ann()).unwrap(), 2);
}

#[test]
fn what_a_group_had_of_a_copy_becomes_an_earlier_version() {
    let mut tenant = dressed();
    let inside = grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    tenant.edit(&inside, &ann(), &Start::Empty).unwrap();
    tenant.save(&inside, gallery(&["A3"]), &ann()).unwrap();
    assert_eq!(tenant.copy_into_group(&inside, None, &ann()).unwrap(), 3);
    let life = tenant.life(&inside).unwrap();
    let said: Vec<_> = life.versions().iter().map(|version| version.content().unwrap().clone()).collect();
    assert_eq!(said, [gallery(&["A2"]).into(), gallery(&["A3"]).into(), gallery(&["A1"]).into()]);
    assert!(life.check_out().is_none());
}

#[test]
fn what_is_not_there_is_not_copied_in() {
    let mut tenant = dressed();
    tenant.create_group("sale", GroupOptions::default(), &ann()).unwrap();
    let inside = main().in_group("sale");
    refused(tenant.copy_into_group(&main(), None, &ann()), Code::WrongContent, &["S1"]);
    refused(tenant.copy_into_group(&inside, Some("winter"), &ann()), Code::NotInTenant, &["winter"]);
    let nowhere = french().in_group("sale");
    refused(tenant.copy_into_group(&nowhere, None, &ann()), Code::NotInTenant, &["S1", "channel 128, fr"]);
    refused(tenant.copy_into_group(&inside, Some("sale"), &ann()), Code::NotInTenant, &["S1", "sale"]);
    tenant.edit(&asset("A9"), &ann(), &Start::Empty).unwrap();
    let inside = asset("A9").in_group("sale");
    refused(tenant.copy_into_group(&inside, None, &ann()), Code::NotInTenant, &["A9"]);
    let inside = grouped(&mut tenant, "sale", &main(), gallery(&[]));
    tenant.edit(&inside, &ann(), &Start::Empty).unwrap();
    refused(tenant.copy_into_group(&inside, None, &ben()), Code::CheckedOut, &["S1", "sale", "ann"]);
}

#[test]
fn a_reset_inside_a_group_stages_the_removal_of_what_is_live() {
    let mut tenant = dressed();
    tenant.create_group("sale", GroupOptions::default(), &ann()).unwrap();
    let inside = main().in_group("sale");
    assert_eq!(tenant.reset(&inside, &ann()).unwrap(), 1);
    assert_eq!(tenant.reset(&inside, &ann()).unwrap(), 1);
    assert_eq!(shown(&tenant), "A1");
    tenant.run_group("sale", &ann()).unwrap();
    assert_eq!(shown(&tenant), "");
    tenant.create_group("spring", GroupOptions::default(), &ann()).unwrap();
    let nothing = french().in_group("spring");
    refused(tenant.reset(&nothing, &ann()), Code::NotInTenant, &["S1", "channel 128, fr"]);
}

#[test]
fn an_item_is_taken_out_of_a_group() {
    let mut tenant = dressed();
    let inside = grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    refused(tenant.remove_from_group(&main(), &ann()), Code::WrongContent, &["S1"]);
    tenant.edit(&inside, &ann(), &Start::Empty).unwrap();
    refused(tenant.remove_from_group(&inside, &ben()), Code::CheckedOut, &["S1", "sale", "ann"]);
    tenant.remove_from_group(&inside, &ann()).unwrap();
    assert_eq!(tenant.group("sale").unwrap().items().len(), 0);
    refused(tenant.remove_from_group(&inside, &ann()), Code::NotInTenant, &["S1", "sale"]);
}

#[test]
fn a_group_has_a_name_of_its_own() {
    let mut tenant = shop();
    tenant.create_group("sale", GroupOptions::default(), &ann()).unwrap();
    let again = tenant.create_group("sale", GroupOptions::default(), &ann());
    refused(again, Code::Exists, &["sale"]);
    refused(tenant.create_group("", GroupOptions::default(), &ann()), Code::EmptyIdentifier, &[]);
    let long = tenant.create_group(&"x".repeat(513), GroupOptions::default(), &ann());
    refused(long, Code::LimitIdentifier, &[]);
    tenant.run_group("sale", &ann()).unwrap();
    let again = tenant.create_group("sale", GroupOptions::default(), &ann());
    refused(again, Code::Exists, &["sale"]);
    let group = tenant.group("sale").unwrap();
    assert_eq!((group.made(), group.state()), (&ann(), &GroupState::Ran(ann())));
}

#[test]
fn a_group_is_deleted_with_what_was_edited_in_it() {
    let mut tenant = dressed();
    let inside = grouped(&mut tenant, "sale", &main(), gallery(&["new"]));
    tenant.edit(&inside, &ann(), &Start::Empty).unwrap();
    refused(tenant.delete_group("sale", &ben()), Code::CheckedOut, &["S1", "sale", "ann"]);
    tenant.discard(&inside, false, &ann()).unwrap();
    tenant.schedule_group("sale", due(60), &ann()).unwrap_err();
    tenant.publish(&asset("new").into(), &ann()).unwrap();
    tenant.schedule_group("sale", due(60), &ann()).unwrap();
    refused(tenant.delete_group("sale", &ann()), Code::GroupSchedule, &["sale"]);
    tenant.unschedule_group("sale").unwrap();
    tenant.delete_group("sale", &ann()).unwrap();
    assert!(tenant.group("sale").is_none() && tenant.used_by("new").is_empty());
    refused(tenant.delete_group("sale", &ann()), Code::NotInTenant, &["sale"]);
}

#[test]
fn the_limits_are_off_until_they_are_set() {
    let mut tenant = shop();
    assert_eq!(tenant.group_limits(), GroupLimits { items: None, seconds_apart: None });
    tenant.set_group_limits(GroupLimits::documented());
    assert_eq!(tenant.take_changed_units(), [UnitKey::Settings]);
    tenant.set_group_limits(GroupLimits::documented());
    assert!(tenant.take_changed_units().is_empty());
}

#[test]
fn one_item_more_than_two_thousand_is_refused() {
    let mut tenant = shop();
    tenant.set_group_limits(GroupLimits::documented());
    tenant.create_group("sale", GroupOptions::default(), &ann()).unwrap();
    for number in 0..2_000 {
        let target = asset(&format!("B{number}")).in_group("sale");
        tenant.edit(&target, &ann(), &Start::Empty).unwrap();
    }
    let more = asset("A1").in_group("sale");
    refused(tenant.edit(&more, &ann(), &Start::Empty), Code::LimitGroupItems, &["sale"]);
    refused(tenant.check_in(&more, image("A1"), &ann()), Code::LimitGroupItems, &["sale"]);
    refused(tenant.copy_into_group(&more, None, &ann()), Code::LimitGroupItems, &["sale"]);
    // what is in it already goes on
    tenant.check_in(&asset("B1").in_group("sale"), image("B1"), &ann()).unwrap();
    tenant.discard(&asset("B0").in_group("sale"), false, &ann()).unwrap();
    tenant.copy_into_group(&more, None, &ann()).unwrap();
}

#[test]
fn a_reset_counts_as_an_item() {
    let mut tenant = dressed();
    tenant.set_group_limits(GroupLimits { items: Some(0), seconds_apart: None });
    tenant.create_group("sale", GroupOptions::default(), &ann()).unwrap();
    refused(tenant.reset(&main().in_group("sale"), &ann()), Code::LimitGroupItems, &["sale"]);
}

#[test]
fn a_group_that_ran_is_closed() {
    let mut tenant = dressed();
    let inside = grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    tenant.run_group("sale", &ann()).unwrap();
    let before = tenant.clone();
    let closed: &[&str] = &["sale"];
    refused(tenant.edit(&inside, &ann(), &Start::Empty), Code::GroupClosed, closed);
    refused(tenant.save(&inside, gallery(&[]), &ann()), Code::GroupClosed, closed);
    refused(tenant.finish(&inside, &ann()), Code::GroupClosed, closed);
    refused(tenant.check_in(&inside, gallery(&[]), &ann()), Code::GroupClosed, closed);
    refused(tenant.restore(&inside, 1, &ann()), Code::GroupClosed, closed);
    refused(tenant.reset(&inside, &ann()), Code::GroupClosed, closed);
    refused(tenant.copy_into_group(&inside, None, &ann()), Code::GroupClosed, closed);
    refused(tenant.remove_from_group(&inside, &ann()), Code::GroupClosed, closed);
    refused(tenant.delete(&inside, &ann()), Code::GroupClosed, closed);
    refused(tenant.run_group("sale", &ann()), Code::GroupClosed, closed);
    refused(tenant.schedule_group("sale", due(60), &ann()), Code::GroupClosed, closed);
    refused(tenant.unschedule_group("sale"), Code::GroupClosed, closed);
    refused(tenant.set_group_options("sale", GroupOptions::default()), Code::GroupClosed, closed);
    refused(tenant.with_group("sale").map(|_| ()), Code::GroupClosed, closed);
    assert_eq!(tenant, before);
    // what ran can be cleared away, and stays live
    tenant.delete_group("sale", &ann()).unwrap();
    assert_eq!(shown(&tenant), "A2");
}

#[test]
fn a_group_that_is_not_there_does_nothing() {
    let mut tenant = shop();
    let nowhere: &[&str] = &["sale"];
    refused(tenant.run_group("sale", &ann()), Code::NotInTenant, nowhere);
    refused(tenant.schedule_group("sale", due(60), &ann()), Code::NotInTenant, nowhere);
    refused(tenant.unschedule_group("sale"), Code::NotInTenant, nowhere);
    refused(tenant.set_group_options("sale", GroupOptions::default()), Code::NotInTenant, nowhere);
    refused(tenant.with_group("sale").map(|_| ()), Code::NotInTenant, nowhere);
}

#[test]
fn conflicts_have_words() {
    for choice in Conflicts::ALL {
        assert_eq!(Conflicts::from_word(choice.word()), Some(*choice));
    }
    assert_eq!((Conflicts::default().word(), Conflicts::from_word("first-wins")), ("last-wins", None));
}
