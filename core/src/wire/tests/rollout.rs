//! Switches, readiness and losses.

use super::read;
use crate::limits::Limits;
use crate::model::{ChannelBuilder, Publication};
use crate::policy::Policy;
use crate::rollout::Rollout;
use crate::tenant::{Switch, Switches, Tenant, UnitKey};
use crate::wire::{loss, readiness, switches};
use serde_json::json;
use std::ops::ControlFlow;

#[test]
fn switches_say_what_is_on_and_what_is_off() {
    let mut tenant = Tenant::new(Limits::default());
    tenant.set_channel(ChannelBuilder::new("128")).unwrap();
    Switch::OF_TENANT.iter().for_each(|switch| tenant.turn_on(switch.clone()).unwrap());
    tenant.turn_on(Switch::site_rendering("128")).unwrap();
    let told = read(&switches(tenant.switches()));
    // with everything on nothing is left out of the unit
    let unit = read(&tenant.unit(&UnitKey::Settings).unwrap());
    assert_eq!(told, unit["settings"]["rollout"]);
    let told = read(&switches(&Switches::default()));
    assert_eq!(told["hq_sync"], false);
    assert_eq!(told["site_rendering"], json!([]));
}

#[test]
fn readiness_says_what_is_missing_and_who_loses_an_image() {
    let legacy = r#"{"omnimedia":"publication/1","channels":[{"id":"128","locales":["fr"]}],
        "assets":[{"id":"old","kind":"image","url":"old.png"}],
        "products":[{"number":"S1","dimensions":[{"name":"Color","values":["Blue"]}],
            "variants":[{"number":"V1","values":{"Color":"Blue"}}],"media":[{"channel":"128","master":{"primary":["old"]}}]}],
        "categories":[{"id":"hats","media":[{"channel":"128","image":"old"}]}]}"#;
    let legacy = Publication::from_json(legacy.as_bytes(), &Limits::default()).unwrap();
    let tenant = Tenant::new(Limits::default());
    let publication = tenant.publication().unwrap();
    let rollout = Rollout::new(&tenant, &publication, &legacy, Policy::default());
    let pages = Switch::site_rendering("128");
    let mut rows = Vec::new();
    let told = rollout.run(&pages, |row| {
        rows.push(read(&loss(&row)));
        ControlFlow::Continue(())
    });
    let told = told.unwrap();
    let missing: Vec<_> = Switch::OF_TENANT.iter().map(|switch| json!({"switch": switch.word()})).collect();
    let missing = json!([missing[0], missing[1], missing[2], missing[3], {"channel": "128"}]);
    let expected = json!({
        "switch": "site_rendering", "channel": "128", "is_on": false, "missing": missing, "staged": 0,
        "covered": told.covered(), "products": 1, "answers": told.answers(),
        "category_images": told.category_images(), "is_complete": true, "is_safe": false,
        "text": told.to_string(),
    });
    assert_eq!(read(&readiness(&told)), expected);
    assert!(told.answers() >= 2 && told.category_images() >= 1 && told.covered() > 0);
    assert_eq!(rows.len() as u64, told.answers() + told.category_images());
    let row = json!({"product": "S1", "context": {"channel": "128"}, "asset": "old", "url": "old.png",
        "text": "S1 in channel 128, Neutral: old.png"});
    assert!(rows.contains(&row), "{rows:?}");
    assert!(rows.iter().any(|row| row["variant"] == "V1" && row["product"] == "S1"), "{rows:?}");
    assert!(rows.iter().any(|row| row["category"] == "hats" && row.get("product").is_none()), "{rows:?}");
}
