//! What SPEC section 13 says of readiness, sentence by sentence.

use super::*;
use crate::fault::Code;
use crate::instant::Instant;
use crate::model::{AssetBuilder, ChannelBuilder, Context, DocumentBuilder, Kind, SetBuilder};
use crate::policy::Inheritance;
use crate::tenant::Stamp;

/// A shirt in blue and red, a hat, the channels 128 (online, French) and 007, with this at the end.
fn shop(rest: &str) -> Publication {
    let json = format!(
        r#"{{"omnimedia":"publication/1","channels":[{{"id":"128","locales":["fr"]}},{{"id":"007","locales":["neutral"]}}],
        "assets":[{{"id":"old","kind":"image","url":"/Products/S1_000_001.png"}},{{"id":"film","kind":"video"}},
            {{"id":"new","kind":"image","url":"new.png"}},{{"id":"in 007","kind":"image","channels":["007"]}},
            {{"id":"draft","kind":"image","published":false}}],{rest}}}"#
    );
    Publication::from_json(json.as_bytes(), &Limits::default()).unwrap()
}

fn shirt(media: &str) -> Publication {
    shop(&format!(
        r#""products":[{{"number":"S1","dimensions":[{{"name":"Color","values":["Blue","Red"]}}],
        "variants":[{{"number":"S1-B","values":{{"Color":"Blue"}}}},{{"number":"S1-R","values":{{"Color":"Red"}}}}],
        "media":[{media}]}},{{"number":"S2"}}]"#
    ))
}

fn legacy() -> Publication {
    shirt(r#"{"master":{"primary":["old"]}}"#)
}

/// A tenant with these switches of the tenant on, and both channels listed.
fn tenant(on: usize) -> Tenant {
    let mut tenant = Tenant::new(Limits::default());
    for channel in ["128", "007"] {
        tenant.set_channel(ChannelBuilder::new(channel)).unwrap();
    }
    Switch::OF_TENANT.iter().take(on).try_for_each(|switch| tenant.turn_on(switch.clone())).unwrap();
    tenant
}

/// The losses of a switch, which the counts agree with.
fn lost(publication: &Publication, legacy: &Publication, switch: &Switch) -> Vec<String> {
    let tenant = tenant(4);
    let rollout = Rollout::new(&tenant, publication, legacy, Policy::default());
    let mut rows = Vec::new();
    let readiness = rollout.run(switch, |loss| {
        rows.push(loss.to_string());
        ControlFlow::Continue(())
    });
    let readiness = readiness.unwrap();
    assert_eq!(readiness, rollout.readiness(switch).unwrap());
    assert_eq!(readiness.answers() + readiness.category_images(), rows.len() as u64);
    assert_eq!(readiness.is_safe(), rows.is_empty());
    rows
}

fn csu(publication: &Publication) -> Vec<String> {
    lost(publication, &legacy(), &Switch::CsuMediaLocations)
}

#[test]
fn the_steps_come_in_the_documented_order_then_channel_by_channel() {
    let (mut tenant, empty) = (tenant(4), shop(r#""products":[]"#));
    tenant.turn_on(Switch::site_rendering("007")).unwrap();
    let rollout = Rollout::new(&tenant, &empty, &empty, Policy::default());
    let steps: Vec<_> = rollout.steps().iter().map(|(switch, is_on)| format!("{switch} {is_on}")).collect();
    let expected = [
        "site_builder_content true",
        "hq_authoring true",
        "hq_sync true",
        "csu_media_locations true",
        "site_rendering of channel 007 true",
        "site_rendering of channel 128 false",
    ];
    assert_eq!(steps, expected);
    assert_eq!(rollout.next_switch(), Some(Switch::site_rendering("128")));
}

#[test]
fn after_the_last_there_is_no_next() {
    let (mut tenant, empty) = (tenant(4), shop(r#""products":[]"#));
    for channel in ["007", "128"] {
        tenant.turn_on(Switch::site_rendering(channel)).unwrap();
    }
    assert_eq!(Rollout::new(&tenant, &empty, &empty, Policy::default()).next_switch(), None);
}

#[test]
fn what_a_switch_needs_and_is_off_is_missing() {
    let (tenant, empty) = (tenant(1), shop(r#""products":[]"#));
    let rollout = Rollout::new(&tenant, &empty, &empty, Policy::default());
    let told = |switch: &Switch| rollout.readiness(switch).unwrap().to_string();
    assert_eq!(told(&Switch::HqAuthoring), "hq_authoring: ready");
    let none = "images lost: 0, of products: 0, of categories: 0";
    let expected = format!("csu_media_locations: hq_authoring is off; hq_sync is off; {none}");
    assert_eq!(told(&Switch::CsuMediaLocations), expected);
    let readiness = rollout.readiness(&Switch::site_rendering("12B")).unwrap();
    let of_tenant = Switch::OF_TENANT[1..].iter().cloned().map(Missing::Switch);
    let expected: Vec<_> = of_tenant.chain([Missing::Channel("12B".into())]).collect();
    assert_eq!(readiness.missing(), expected);
    assert!(!readiness.is_safe());
}

#[test]
fn the_earlier_switches_change_nothing_that_is_served_and_lose_nothing() {
    for switch in &Switch::OF_TENANT[..3] {
        assert!(lost(&shirt(""), &legacy(), switch).is_empty());
    }
}

#[test]
fn a_product_without_a_new_image_loses_its_own_in_every_known_context() {
    let rows = csu(&shirt(""));
    assert_eq!(rows.len(), 5 * 3); // Omnichannel and 128 in Neutral and French, 007; product and variants
    assert_eq!(rows[0], "S1 in Omnichannel, Neutral: /Products/S1_000_001.png");
    assert!(rows.contains(&"S1-R in channel 128, fr: /Products/S1_000_001.png".to_owned()));
}

#[test]
fn a_product_that_has_any_image_loses_none() {
    assert!(csu(&shirt(r#"{"master":{"primary":["film","new"]}}"#)).is_empty());
    // another product's gain is nobody's loss
    assert!(lost(&legacy(), &shirt(""), &Switch::CsuMediaLocations).is_empty());
}

#[test]
fn films_and_images_that_are_not_shown_are_no_images() {
    for list in [r#""film""#, r#""draft""#, r#""no such asset""#] {
        assert_eq!(csu(&shirt(&format!(r#"{{"master":{{"primary":[{list}]}}}}"#))).len(), 15);
    }
    let rows = csu(&shirt(r#"{"master":{"primary":["in 007"]}}"#));
    assert_eq!(rows.len(), 6, "{rows:?}"); // shown in 007 and, without a channel, in Omnichannel
    assert!(rows.iter().all(|row| row.contains("channel 128")));
}

#[test]
fn one_variant_alone_may_lose_its_image() {
    let media = r#"{"master":{"primary":["new"]},"variants":{"S1-R":{"primary":[]}}}"#;
    let rows = csu(&shirt(media));
    assert_eq!(rows.len(), 5);
    assert!(rows.iter().all(|row| row.starts_with("S1-R in ")));
}

#[test]
fn a_product_that_is_there_no_more_loses_its_image() {
    assert_eq!(csu(&shop(r#""products":[{"number":"S2"}]"#)).len(), 15);
    let fewer = r#""products":[{"number":"S1","media":[{"master":{"primary":["new"]}}]}]"#;
    let rows = csu(&shop(fewer));
    assert_eq!(rows.len(), 10);
    assert!(rows.iter().all(|row| row.starts_with("S1-")));
}

#[test]
fn the_switch_of_a_channel_concerns_its_contexts_alone() {
    let publication = shirt(r#"{"channel":"007","master":{"primary":["new"]}}"#);
    let of = |channel: &str| lost(&publication, &legacy(), &Switch::site_rendering(channel));
    assert_eq!(of("007"), [""; 0]);
    let rows = of("128");
    assert_eq!(rows.len(), 6);
    assert!(rows.iter().all(|row| row.contains(" in channel 128, ")));
    let rows = of("named nowhere");
    assert_eq!(rows.len(), 6, "an unknown channel falls down the ladder");
}

#[test]
fn a_category_may_lose_its_picture() {
    let state = |image: &str| {
        shop(&format!(r#""categories":[{{"id":"C","media":[{{"channel":"007","image":"{image}"}}]}}]"#))
    };
    let rows = lost(&state("draft"), &state("old"), &Switch::CsuMediaLocations);
    assert_eq!(rows, ["category C in channel 007, Neutral: /Products/S1_000_001.png"]);
    for (after, before) in [("new", "old"), ("old", "draft"), ("draft", "draft")] {
        assert!(lost(&state(after), &state(before), &Switch::CsuMediaLocations).is_empty());
    }
    let gone = shop(r#""products":[]"#);
    assert_eq!(lost(&gone, &state("old"), &Switch::site_rendering("007")).len(), 1);
}

#[test]
fn assignments_are_staged_before_hq_sync() {
    let mut tenant = tenant(2);
    tenant.set_product(crate::model::ProductBuilder::new("S1")).unwrap();
    let ann = Stamp::new("ann", "2026-11-24T09:00:00Z".parse::<Instant>().unwrap());
    tenant.check_in(&Target::asset("new"), AssetBuilder::new("new", Kind::Image), &ann).unwrap();
    let document = Target::document("S1", Context::default());
    let gallery = || DocumentBuilder::new().master(SetBuilder::new().primary(["new"]));
    tenant.check_in(&document, gallery(), &ann).unwrap();
    let staged = |tenant: &Tenant| {
        let empty = shop(r#""products":[]"#);
        let rollout = Rollout::new(tenant, &empty, &empty, Policy::default());
        let staged: Vec<_> = rollout.staged().collect();
        assert_eq!(rollout.readiness(&Switch::HqSync).unwrap().staged(), staged.len() as u64);
        staged
    };
    assert_eq!(staged(&tenant), [], "a draft is not published");
    tenant.publish_all(&document.clone().into(), &ann).unwrap();
    assert_eq!(staged(&tenant), [document]);
    tenant.turn_on(Switch::HqSync).unwrap();
    assert_eq!(staged(&tenant), []);
}

#[test]
fn drafts_say_how_ready_the_tenant_would_be() {
    let mut tenant = tenant(4);
    tenant.set_product(crate::model::ProductBuilder::new("S1")).unwrap();
    let ann = Stamp::new("ann", "2026-11-24T09:00:00Z".parse::<Instant>().unwrap());
    tenant.check_in(&Target::asset("new"), AssetBuilder::new("new", Kind::Image), &ann).unwrap();
    let gallery = DocumentBuilder::new().master(SetBuilder::new().primary(["new"]));
    tenant.check_in(&Target::document("S1", Context::default()), gallery, &ann).unwrap();
    let legacy = shop(r#""products":[{"number":"S1","media":[{"master":{"primary":["old"]}}]}]"#);
    let lost = |publication: Publication| {
        let rollout = Rollout::new(&tenant, &publication, &legacy, Policy::default());
        rollout.readiness(&Switch::CsuMediaLocations).unwrap().answers()
    };
    assert_eq!(lost(tenant.publication().unwrap()), 5);
    assert_eq!(lost(tenant.with_drafts().publication().unwrap()), 0);
}

#[test]
fn the_policy_decides_on_both_sides() {
    let publication =
        shirt(r#"{"master":{"primary":["new"]}},{"channel":"128","variants":{"S1-B":{"primary":["new"]}}}"#);
    let (tenant, legacy) = (tenant(4), legacy());
    let lost = |inheritance| {
        let policy = Policy { inheritance, ..Policy::default() };
        let rollout = Rollout::new(&tenant, &publication, &legacy, policy);
        rollout.readiness(&Switch::site_rendering("128")).unwrap().answers()
    };
    assert_eq!(lost(Inheritance::Severed), 4); // the product and the red one, in two languages
    assert_eq!(lost(Inheritance::ContextFirst), 0);
}

#[test]
fn more_answers_than_the_limit_are_refused_before_any_is_compared() {
    let (tenant, publication, legacy) = (tenant(4), shirt(""), legacy());
    let limits = Limits { answers: 14, ..Limits::default() };
    let rollout = Rollout::new(&tenant, &publication, &legacy, Policy::default());
    let fault =
        rollout.clone().limits(limits).run(&Switch::CsuMediaLocations, |_| panic!("a row")).unwrap_err();
    assert_eq!(fault.code(), Code::LimitAnswers);
    assert!(fault.message().starts_with("a search for lost images of 15 answers"), "{fault}");
    assert_eq!(rollout.readiness(&Switch::CsuMediaLocations).unwrap().covered(), 15);
}

#[test]
fn whoever_has_seen_enough_breaks_off() {
    let (tenant, publication, legacy) = (tenant(4), shirt(""), legacy());
    let rollout = Rollout::new(&tenant, &publication, &legacy, Policy::default());
    let readiness = rollout.run(&Switch::CsuMediaLocations, |_| ControlFlow::Break(())).unwrap();
    assert_eq!((readiness.answers(), readiness.is_complete(), readiness.is_safe()), (1, false, false));
    assert!(readiness.to_string().ends_with("; not everything was compared"));
}
