//! Rows and counts of audits, diffs and minimising.

use super::read;
use crate::insight::{Audit, Check, Diff, Minimise};
use crate::limits::Limits;
use crate::model::Publication;
use crate::policy::Policy;
use crate::resolve::Query;
use crate::wire::{
    answer, audit_counts, diff_counts, difference, finding, minimise_counts, minimised, swatches, used,
};
use serde_json::{Value, json};
use std::ops::ControlFlow;

/// A shirt in two colours; its documents, the picture of a category and whether an asset is published.
fn shop(media: &str, picture: &str, is_published: bool) -> Publication {
    let json = format!(
        r#"{{"omnimedia":"publication/1","channels":[{{"id":"128","locales":["neutral"]}}],
        "assets":[{{"id":"A1","kind":"image","url":"a1.png","text":{{"neutral":{{"alt":"a"}}}}}},
            {{"id":"A2","kind":"image","published":{is_published}}},{{"id":"film","kind":"video"}}],
        "products":[{{"number":"S1","dimensions":[{{"name":"Color","values":["Blue","Red"]}}],
            "variants":[{{"number":"B","values":{{"Color":"Blue"}}}},{{"number":"R","values":{{"Color":"Red"}}}}],
            "media":[{media}]}}],
        "categories":[{{"id":"hats","name":"Hats","media":[{{"channel":"128"{picture}}}]}}]}}"#
    );
    Publication::from_json(json.as_bytes(), &Limits::default()).unwrap()
}

#[test]
fn a_finding_says_where_it_is_and_what_it_is_about() {
    let media = r#"{"master":{"primary":["film","A2","A1"]},"dimensions":[{"match":{"Color":"Red"},"primary":["film","A2","A1"]}]}"#;
    let shop = shop(media, "", true);
    let (mut rows, mut told) = (Vec::new(), Vec::new());
    let counts = Audit::new(&shop, Policy::default()).run(|row| {
        rows.push(read(&finding(row)));
        told.push(row.to_string());
        ControlFlow::Continue(())
    });
    let counts = counts.unwrap();
    let texts: Vec<&str> = rows.iter().map(|row| row["text"].as_str().unwrap()).collect();
    assert_eq!(texts, told);
    let of = |check: &str| rows.iter().find(|row| row["check"] == check).unwrap().clone();
    let no_alt = of("no_alt");
    assert_eq!(no_alt["items"], json!([{"list": "primary", "asset": "A2"}]));
    assert_eq!((&no_alt["context"], no_alt.get("level"), no_alt.get("match")), (&json!({}), None, None));
    let redundant = of("redundant");
    assert_eq!(
        (&redundant["level"], &redundant["match"], &redundant["items"]),
        (&"dimensions".into(), &json!({"Color": "Red"}), &json!([]))
    );
    assert!(rows.iter().any(|row| row["variant"] == "R" && row["check"] == "video_first"));
    let told = read(&audit_counts(&counts));
    assert_eq!(told["total"], rows.len());
    assert_eq!((&told["answers"], &told["is_complete"]), (&json!(counts.answers()), &json!(true)));
    let keys: Vec<&str> = Check::ALL.iter().map(|check| check.word()).collect();
    for key in &keys {
        assert_eq!(told["found"][key], rows.iter().filter(|row| row["check"] == *key).count(), "{key}");
    }
    assert_eq!(told["found"].as_object().unwrap().len(), keys.len());
}

fn rows(before: &Publication, after: &Publication) -> (Vec<Value>, Value) {
    let mut rows = Vec::new();
    let counts = Diff::new(before, after, Policy::default()).run(|row| {
        rows.push(read(&difference(&row)));
        ControlFlow::Continue(())
    });
    (rows, read(&diff_counts(&counts.unwrap())))
}

#[test]
fn a_difference_has_the_answers_of_both_sides() {
    let policy = Policy::default();
    let before = shop(r#"{"master":{"primary":["A1"]}}"#, r#","image":"A1""#, true);
    let media =
        r##"{"master":{"primary":["A2"]},"swatches":[{"dimension":"Color","value":"Red","hex":"#ff0000"}]}"##;
    let after = shop(media, r#","image":"A2""#, true);
    let (found, counts) = rows(&before, &after);
    let first = &found[0];
    assert_eq!((&first["changed"], &first["product"]), (&"answer".into(), &"S1".into()));
    assert_eq!((&first["context"], first.get("variant")), (&json!({}), None));
    let asked = |shop: &Publication| read(&answer(&shop.resolve(&Query::new("S1"), &policy).unwrap()));
    assert_eq!((&first["before"], &first["after"]), (&asked(&before), &asked(&after)));
    let colours = found.iter().find(|row| row["changed"] == "swatches").unwrap();
    let asked = |shop: &Publication| read(&swatches(&shop.swatches(&Query::new("S1"), &policy).unwrap()));
    assert_eq!((&colours["before"], &colours["after"]), (&asked(&before), &asked(&after)));
    let picture = found.iter().find(|row| row["changed"] == "category_image").unwrap();
    assert_eq!(
        picture["before"],
        json!({"asset": "A1", "is_shown": true, "kind": "image", "url": "a1.png", "alt": "a"})
    );
    assert_eq!(picture["after"], json!({"asset": "A2", "is_shown": true, "kind": "image", "alt": "Hats"}));
    assert_eq!((&picture["category"], picture.get("product")), (&"hats".into(), None));
    let of = |changed: &str| found.iter().filter(|row| row["changed"] == changed).count();
    let [answers, swatches, pictures] = ["answer", "swatches", "category_image"].map(of);
    let covered = &counts["covered"];
    let expected = json!({"covered": covered, "answers": answers, "swatches": swatches,
        "category_images": pictures, "products": 1, "total": found.len(), "is_complete": true});
    assert_eq!(counts, expected);
}

#[test]
fn a_side_without_the_product_is_left_out_and_a_hidden_picture_is_told() {
    let one = shop(r#"{"master":{"primary":["A1"]}}"#, r#","image":"A2""#, true);
    let other = shop(r#"{"master":{"primary":["A1"]}}"#, r#","image":"A2""#, false);
    let (found, _) = rows(&one, &other);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["after"], json!({"asset": "A2", "is_shown": false, "alt": "Hats"}));
    let none = Publication::builder(Limits::default()).build().unwrap();
    let (found, _) = rows(&none, &one);
    assert!(found.iter().all(|row| row["changed"] == "swatches" || row.get("before").is_none()), "{found:?}");
    assert!(found.iter().any(|row| row["variant"] == "B" && row["after"]["default_image"] == "A1"));
}

#[test]
fn fewer_sets_are_told_with_the_selections_that_change() {
    // the blue variant is gone: the pattern is heard by a selection alone
    let json = r#"{"omnimedia":"publication/1","assets":[{"id":"A1","kind":"image"},{"id":"A2","kind":"image"}],
        "products":[{"number":"S1","dimensions":[{"name":"Color","values":["Blue","Red"]},{"name":"Size","values":["S"]}],
            "variants":[{"number":"R","values":{"Color":"Red","Size":"S"}}],
            "media":[{"master":{"primary":["A1"]},"dimensions":[{"match":{"Color":"Blue"},"primary":["A2"]}]},
                {"channel":"128","locale":"fr","master":{"primary":["A1"]},"dimensions":[{"match":{"Color":"Blue"},"primary":["A2"]}]}]}]}"#;
    let shop = Publication::from_json(json.as_bytes(), &Limits::default()).unwrap();
    let mut found = Vec::new();
    let counts = Minimise::new(&shop, Policy::default()).run(|row| {
        assert_eq!(read(&minimised(row))["selections_changed"], row.selections_changed());
        found.push(read(&minimised(row)));
        ControlFlow::Continue(())
    });
    let counts = counts.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["product"], "S1");
    assert_eq!(found[0]["before"], json!({"documents": 2, "sets": 4, "items": 4}));
    assert_eq!(found[0]["after"], json!({"documents": 1, "sets": 1, "items": 1}));
    assert_eq!(found[0]["documents"], json!([{"master": {"primary": ["A1"]}}]));
    assert_eq!(found[0]["removed"], json!([{"channel": "128", "locale": "fr"}]));
    assert_eq!(found[0]["selections"][0], json!({"values": {"Color": "Blue"}, "context": {}}));
    assert_eq!(
        (&found[0]["is_finished"], &found[0]["selections_are_complete"]),
        (&json!(true), &json!(true))
    );
    let told = read(&minimise_counts(&counts));
    let expected = json!({"products": 1, "products_changed": 1, "before": found[0]["before"],
        "after": found[0]["after"], "selections": counts.selections(), "unproved": 0, "unfinished": 0,
        "is_complete": true});
    assert_eq!(told, expected);
}

#[test]
fn each_place_that_names_an_asset_says_what_it_is() {
    let json = r#"{"omnimedia":"publication/1","channels":[{"id":"128"}],"assets":[{"id":"A1","kind":"image"}],
        "swatches":[{"dimension":"Color","value":"Blue","asset":"A1"}],
        "categories":[{"id":"c","media":[{"channel":"128","image":"A1"}]}],
        "products":[{"number":"S1","dimensions":[{"name":"Color","values":["Blue"]}],
            "media":[{"locale":"fr","dimensions":[{"match":{"Color":"Blue"},"primary":["A1"]}],
                "swatches":[{"dimension":"Color","value":"Blue","asset":"A1"}]}]}]}"#;
    let shop = Publication::from_json(json.as_bytes(), &Limits::default()).unwrap();
    let mut places: Vec<Value> = shop.where_used("A1").map(|place| read(&used(&place))).collect();
    places.sort_by_key(Value::to_string);
    let mut wanted = [
        json!({"use":"item","product":"S1","context":{"locale":"fr"},"level":"dimensions","match":{"Color":"Blue"},
            "list":"primary","position":0}),
        json!({"use":"swatch","product":"S1","context":{"locale":"fr"},"dimension":"Color","value":"Blue"}),
        json!({"use":"category","category":"c","context":{"channel":"128"}}),
        json!({"use":"central_swatch","dimension":"Color","value":"Blue"}),
    ];
    wanted.sort_by_key(Value::to_string);
    assert_eq!(places, wanted);
}
