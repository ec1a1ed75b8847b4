//! States: as it is, with drafts, with a group, as of an instant.

use super::*;
use crate::fault::Place;

fn main_of(state: &State<'_>) -> String {
    shown_by(&state.publication().unwrap(), &Query::new("S1"))
}

#[test]
fn the_publication_has_only_what_is_published() {
    let mut tenant = dressed();
    tenant.check_in(&main(), gallery(&["A2"]), &ann()).unwrap();
    tenant.check_in(&french(), gallery(&["A2"]), &ann()).unwrap();
    tenant.edit(&picture(), &ann(), &Start::Empty).unwrap();
    grouped(&mut tenant, "sale", &main(), gallery(&["A3"]));
    let publication = tenant.publication().unwrap();
    assert_eq!(publication.product("S1").unwrap().documents().len(), 1);
    assert_eq!(publication.category("shirts").unwrap().documents().len(), 0);
    let assets: Vec<_> = publication.assets().map(crate::model::Asset::id).collect();
    assert_eq!((shown(&tenant).as_str(), assets), ("A1", vec!["A1", "A2", "A3"]));
}

#[test]
fn drafts_are_shown_with_their_assets() {
    let mut tenant = dressed();
    tenant.check_in(&main(), gallery(&["A2", "new"]), &ann()).unwrap();
    let state = tenant.with_drafts();
    assert_eq!(main_of(&state), "A2 new");
    assert_eq!(state.changes().products().collect::<Vec<_>>(), ["S1"]);
    tenant.reset(&main(), &ann()).unwrap();
    assert_eq!(main_of(&tenant.with_drafts()), "");
}

#[test]
fn the_work_of_one_user_is_shown_to_that_user() {
    let mut tenant = dressed();
    tenant.check_in(&french(), gallery(&["A3"]), &ann()).unwrap();
    tenant.edit(&main(), &ann(), &Start::Empty).unwrap();
    tenant.save(&main(), gallery(&["A2"]), &ann()).unwrap();
    assert_eq!(main_of(&tenant.with_work_of("ann")), "A2");
    assert_eq!(main_of(&tenant.with_work_of("ben")), "A1");
    let query = Query::new("S1").channel("128").locale("fr").unwrap();
    for state in [tenant.with_work_of("ann"), tenant.with_work_of("ben")] {
        assert_eq!(shown_by(&state.publication().unwrap(), &query), "A3");
    }
}

#[test]
fn what_if_of_an_unscheduled_group() {
    let mut tenant = dressed();
    grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    let before = tenant.clone();
    let state = tenant.with_group("sale").unwrap();
    assert_eq!((main_of(&state).as_str(), state.applied()), ("A2", &["sale"][..]));
    assert_eq!(tenant, before);
    grouped(&mut tenant, "sale", &french(), gallery(&["nowhere"]));
    let result = tenant.with_group("sale").map(|_| ());
    refused(result, Code::UnknownAsset, &["S1", "nowhere"]);
}

#[test]
fn as_of_applies_two_groups_due_at_different_times() {
    let mut tenant = dressed();
    grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    grouped(&mut tenant, "spring", &main(), gallery(&["A3"]));
    grouped(&mut tenant, "open", &main(), gallery(&["A1", "A2"]));
    tenant.schedule_group("spring", due(90), &ann()).unwrap();
    tenant.schedule_group("sale", due(60), &ann()).unwrap();
    let as_of = |minute| {
        let state = tenant.as_of(due(minute).instant());
        (main_of(&state), state.applied().join(" "))
    };
    assert_eq!(as_of(59), ("A1".into(), "".into()));
    assert_eq!(as_of(60), ("A2".into(), "sale".into()));
    assert_eq!(as_of(90), ("A3".into(), "sale spring".into()));
    assert_eq!(shown(&tenant), "A1");
}

#[test]
fn as_of_is_what_the_runs_will_make_of_it() {
    let mut tenant = dressed();
    grouped(&mut tenant, "a", &main(), gallery(&["new"]));
    tenant.set_group_options("a", GroupOptions { publish_all: true, ..GroupOptions::default() }).unwrap();
    grouped(&mut tenant, "b", &french(), gallery(&["new", "A9"]));
    grouped(&mut tenant, "b", &asset("A9"), image("A9"));
    tenant.schedule_group("a", due(30), &ann()).unwrap();
    tenant.schedule_group("b", due(60), &ann()).unwrap();
    let expected = tenant.as_of(due(60).instant()).publication().unwrap();
    tenant.run_due(due(60).instant());
    assert_eq!(tenant.publication().unwrap(), expected);
}

#[test]
fn a_group_that_would_fail_is_left_out_and_named() {
    let mut tenant = dressed();
    grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    grouped(&mut tenant, "spring", &main(), gallery(&["A3"]));
    tenant.schedule_group("sale", due(60), &ann()).unwrap();
    tenant.schedule_group("spring", due(90), &ann()).unwrap();
    tenant.unpublish(&asset("A2"), &ann()).unwrap();
    let state = tenant.as_of(due(90).instant());
    assert_eq!((main_of(&state).as_str(), state.applied()), ("A3", &["spring"][..]));
    let (name, faults) = &state.left_out()[0];
    assert_eq!(*name, "sale");
    refused(Err::<(), _>(faults.clone()), Code::UnpublishedAssets, &["S1", "A2"]);
}

#[test]
fn a_state_knows_what_it_changes() {
    let mut tenant = dressed();
    grouped(&mut tenant, "sale", &asset("A1"), image("A1").url("/2"));
    grouped(&mut tenant, "sale", &picture(), CategoryDocumentBuilder::new("128").image("A2"));
    // a document that becomes what it is
    let other = Target::document("S2", Context::default());
    published(&mut tenant, &other, gallery(&["A2"]));
    grouped(&mut tenant, "sale", &other, gallery(&["A2"]));
    let changes = tenant.with_group("sale").unwrap().changes();
    // `S1` uses `A1`
    assert_eq!(changes.products().collect::<Vec<_>>(), ["S1"]);
    assert_eq!(changes.categories().collect::<Vec<_>>(), ["shirts"]);
    assert_eq!(changes.assets().collect::<Vec<_>>(), ["A1"]);
    assert!(tenant.published().changes().is_empty());
}

#[test]
fn a_part_shows_what_the_whole_shows() {
    let mut tenant = dressed();
    published(&mut tenant, &Target::document("S2", Context::default()), gallery(&["A2"]));
    published(&mut tenant, &picture(), CategoryDocumentBuilder::new("128").image("A3"));
    let part = tenant.published().part(["S1"]).unwrap();
    assert_eq!(shown_by(&part, &Query::new("S1")), "A1");
    assert_eq!((part.products().len(), part.categories().len(), part.channels().len()), (1, 1, 1));
    assert_eq!(part.assets().map(crate::model::Asset::id).collect::<Vec<_>>(), ["A1", "A3"]);
    let nowhere = tenant.published().part(["S9"]).map(|_| ());
    refused(nowhere, Code::NotInTenant, &["S9"]);
}

#[test]
fn a_tenant_from_a_publication_gives_it_back() {
    let mut tenant = dressed();
    published(&mut tenant, &picture(), CategoryDocumentBuilder::new("128").image("A3"));
    tenant.set_swatch(SwatchBuilder::new("Color", "Blue").asset("A1").crop(0.0, 0.0, 1.0, 1.0)).unwrap();
    let publication = tenant.publication().unwrap();
    let mut again = Tenant::from_publication(&publication, &Limits::default(), &ben()).unwrap();
    assert_eq!(again.publication().unwrap(), publication);
    assert_eq!(numbers(&again, &main()), (vec![1], Some(1), Some(1)));
    assert_eq!(again.life(&main()).unwrap().draft().unwrap().cause(), &Cause::Import);
    assert!(again.take_changes().is_empty());
    assert_eq!(again.take_changed_units().len(), again.units().count());
    assert_eq!(again.used_by("A1"), tenant.used_by("A1"));
}

#[test]
fn an_asset_that_is_not_published_comes_in_as_a_draft() {
    let json =
        r#"{"omnimedia": "publication/1", "assets": [{"id": "A1", "kind": "image", "published": false}]}"#;
    let publication = Publication::from_json(json.as_bytes(), &Limits::default()).unwrap();
    let tenant = Tenant::from_publication(&publication, &Limits::default(), &ann()).unwrap();
    assert_eq!(numbers(&tenant, &asset("A1")), (vec![1], Some(1), None));
    assert_eq!(tenant.publication().unwrap().assets().len(), 0);
}

#[test]
fn a_publication_beyond_the_limits_comes_in_not_at_all() {
    let publication = dressed().publication().unwrap();
    let limits = Limits { variants: 1, ..Limits::default() };
    let faults = Tenant::from_publication(&publication, &limits, &ann()).unwrap_err();
    assert_eq!(
        (faults.first().code(), faults.first().place()),
        (Code::LimitVariants, &Place::path("variants"))
    );
}
