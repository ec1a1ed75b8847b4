//! Scheduling, and running what is due.

use super::*;

fn ran(all: &[(String, Result<Run, Faults>)]) -> Vec<(&str, bool)> {
    all.iter().map(|(name, result)| (name.as_str(), result.is_ok())).collect()
}

#[test]
fn a_group_is_scheduled_at_an_instant_with_an_offset() {
    let mut tenant = dressed();
    grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    let at: LocalInstant = "2026-12-01T08:00:00+01:00".parse().unwrap();
    tenant.schedule_group("sale", at, &ben()).unwrap();
    let group = tenant.group("sale").unwrap();
    assert_eq!(group.due().unwrap().to_string(), "2026-12-01T08:00:00+01:00");
    assert_eq!(group.state(), &GroupState::Scheduled { due: at, stamp: ben() });
    assert!(tenant.run_due("2026-12-01T06:59:59.999Z".parse().unwrap()).is_empty());
    let now = "2026-12-01T07:00:00Z".parse().unwrap();
    assert_eq!(ran(&tenant.run_due(now)), [("sale", true)]);
    // whoever scheduled it runs it
    assert_eq!(tenant.life(&main()).unwrap().published_by(), Some(&Stamp::new("ben", now)));
    assert!(tenant.run_due(now).is_empty());
}

#[test]
fn an_instant_that_is_not_to_come_is_refused() {
    let mut tenant = dressed();
    grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    for minute in [-1, 0] {
        refused(tenant.schedule_group("sale", due(minute), &ann()), Code::GroupSchedule, &["sale"]);
    }
    assert_eq!(tenant.group("sale").unwrap().state(), &GroupState::Open);
}

#[test]
fn a_group_is_validated_when_it_is_scheduled() {
    let mut tenant = dressed();
    grouped(&mut tenant, "sale", &main(), gallery(&["new"]));
    refused(tenant.schedule_group("sale", due(60), &ann()), Code::UnpublishedAssets, &["S1", "new"]);
    tenant.publish(&asset("new").into(), &ann()).unwrap();
    tenant.schedule_group("sale", due(60), &ann()).unwrap();
}

#[test]
fn a_group_is_validated_again_when_it_runs() {
    let mut tenant = dressed();
    grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    tenant.schedule_group("sale", due(60), &ann()).unwrap();
    tenant.unpublish(&asset("A2"), &ann()).unwrap();
    let before = tenant.clone();
    let all = tenant.run_due(due(60).instant());
    assert_eq!(ran(&all), [("sale", false)]);
    refused(all[0].1.clone(), Code::UnpublishedAssets, &["S1", "A2"]);
    // it stays scheduled, and runs when it can
    assert_eq!(tenant, before);
    tenant.publish(&asset("A2").into(), &ann()).unwrap();
    assert_eq!(ran(&tenant.run_due(due(61).instant())), [("sale", true)]);
}

#[test]
fn a_group_is_rescheduled_and_unscheduled() {
    let mut tenant = dressed();
    grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    refused(tenant.unschedule_group("sale"), Code::GroupSchedule, &["sale"]);
    tenant.schedule_group("sale", due(60), &ann()).unwrap();
    tenant.schedule_group("sale", due(90), &ben()).unwrap();
    assert_eq!(tenant.group("sale").unwrap().due(), Some(due(90)));
    assert!(tenant.run_due(due(60).instant()).is_empty());
    // a schedule that is refused leaves the one before
    refused(tenant.schedule_group("sale", due(0), &ann()), Code::GroupSchedule, &["sale"]);
    assert_eq!(tenant.group("sale").unwrap().due(), Some(due(90)));
    tenant.unschedule_group("sale").unwrap();
    assert!(tenant.run_due(due(100).instant()).is_empty());
    assert_eq!(tenant.group("sale").unwrap().state(), &GroupState::Open);
}

#[test]
fn a_scheduled_group_is_still_edited_and_can_run_at_once() {
    let mut tenant = dressed();
    let inside = grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    tenant.schedule_group("sale", due(60), &ann()).unwrap();
    tenant.check_in(&inside, gallery(&["A3"]), &ann()).unwrap();
    tenant.run_group("sale", &ann()).unwrap();
    assert_eq!(shown(&tenant), "A3");
    assert!(tenant.run_due(due(60).instant()).is_empty());
}

#[test]
fn groups_run_by_instant_then_name() {
    let mut tenant = dressed();
    for (name, minute) in [("b", 60), ("a", 60), ("c", 30)] {
        grouped(&mut tenant, name, &main(), gallery(&["A2"]));
        tenant.schedule_group(name, due(minute), &ann()).unwrap();
    }
    assert_eq!(ran(&tenant.run_due(due(90).instant())), [("c", true), ("a", true), ("b", true)]);
    assert_eq!(tenant.life(&main()).unwrap().published().unwrap().cause(), &Cause::Run("b".into()));
}

#[test]
fn offsets_make_no_difference_to_the_order() {
    let mut tenant = dressed();
    for (name, at) in [("a", "2026-12-01T08:00:00+01:00"), ("b", "2026-12-01T07:30:00+02:00")] {
        grouped(&mut tenant, name, &main(), gallery(&["A2"]));
        tenant.schedule_group(name, at.parse().unwrap(), &ann()).unwrap();
    }
    let all = tenant.run_due("2026-12-02T00:00:00Z".parse().unwrap());
    assert_eq!(ran(&all), [("b", true), ("a", true)]);
}

#[test]
fn one_that_is_refused_does_not_hinder_the_others() {
    let mut tenant = dressed();
    grouped(&mut tenant, "a", &main(), gallery(&["A2"]));
    grouped(&mut tenant, "b", &main(), gallery(&["A3"]));
    tenant.schedule_group("a", due(30), &ann()).unwrap();
    tenant.schedule_group("b", due(60), &ann()).unwrap();
    tenant.unpublish(&asset("A2"), &ann()).unwrap();
    assert_eq!(ran(&tenant.run_due(due(90).instant())), [("a", false), ("b", true)]);
    assert_eq!(shown(&tenant), "A3");
    assert_eq!(tenant.group("a").unwrap().due(), Some(due(30)));
}

#[test]
fn a_group_is_validated_as_it_would_stand_then() {
    let mut tenant = dressed();
    grouped(&mut tenant, "library", &asset("A9"), image("A9"));
    grouped(&mut tenant, "sale", &main(), gallery(&["A9"]));
    refused(tenant.schedule_group("sale", due(60), &ann()), Code::UnknownAsset, &["S1", "A9"]);
    tenant.schedule_group("library", due(60), &ann()).unwrap();
    // at the same instant, names decide
    tenant.schedule_group("sale", due(60), &ann()).unwrap();
    refused(tenant.schedule_group("sale", due(59), &ann()), Code::UnknownAsset, &["S1", "A9"]);
    assert_eq!(ran(&tenant.run_due(due(60).instant())), [("library", true), ("sale", true)]);
}

#[test]
fn what_runs_later_at_the_same_instant_is_not_there_yet() {
    let mut tenant = dressed();
    grouped(&mut tenant, "z", &asset("A9"), image("A9"));
    grouped(&mut tenant, "a", &main(), gallery(&["A9"]));
    tenant.schedule_group("z", due(60), &ann()).unwrap();
    refused(tenant.schedule_group("a", due(60), &ann()), Code::UnknownAsset, &["S1", "A9"]);
    tenant.schedule_group("a", due(61), &ann()).unwrap();
}

#[test]
fn a_conflict_with_an_earlier_group_is_seen_when_it_is_scheduled() {
    let mut tenant = dressed();
    grouped(&mut tenant, "a", &main(), gallery(&["A2"]));
    grouped(&mut tenant, "b", &main(), gallery(&["A3"]));
    tenant
        .set_group_options("b", GroupOptions { conflicts: Conflicts::Refuse, ..GroupOptions::default() })
        .unwrap();
    tenant.schedule_group("a", due(30), &ann()).unwrap();
    refused(tenant.schedule_group("b", due(60), &ann()), Code::GroupConflict, &["S1", "b"]);
    tenant.schedule_group("b", due(20), &ann()).unwrap();
}

#[test]
fn groups_are_scheduled_five_minutes_apart_under_the_documented_limit() {
    let mut tenant = dressed();
    for name in ["a", "b"] {
        grouped(&mut tenant, name, &main(), gallery(&["A2"]));
    }
    tenant.schedule_group("a", due(60), &ann()).unwrap();
    tenant.set_group_limits(GroupLimits::documented());
    for minute in [56, 60, 64] {
        refused(tenant.schedule_group("b", due(minute), &ann()), Code::LimitGroupSpacing, &["a"]);
    }
    tenant.schedule_group("b", due(65), &ann()).unwrap();
    // it is not in its own way
    tenant.schedule_group("b", due(66), &ann()).unwrap();
    tenant.unschedule_group("a").unwrap();
    tenant.schedule_group("b", due(60), &ann()).unwrap();
}
