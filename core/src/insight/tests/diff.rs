//! What counts as a difference, and what is not looked at.

use super::{publication, shop};
use crate::flatten::Flatten;
use crate::insight::{Diff, DiffCounts, Difference};
use crate::model::Publication;
use crate::policy::Policy;
use crate::snapshot::Snapshot;
use std::ops::ControlFlow;

const HEAD: &str = r#""channels":[{"id":"128","locales":["fr"]}],"#;

fn flat(publication: &Publication) -> Snapshot<Vec<u8>> {
    Snapshot::open(Flatten::new(publication, Policy::default()).to_bytes().unwrap()).unwrap()
}

/// Product or variant, and context, of every row; the same of publications and of their snapshots.
fn told(before: &Publication, after: &Publication) -> Vec<String> {
    let mut rows = Vec::new();
    let mut take = |difference: Difference<'_>| {
        let context = difference.context();
        let there = |before: bool, after: bool| match (before, after) {
            (true, true) => "",
            (true, false) => " went",
            (false, _) => " came",
        };
        rows.push(match &difference {
            Difference::Answer { product, variant, before, after, .. } => {
                format!(
                    "{} in {context}{}",
                    variant.unwrap_or(product),
                    there(before.is_some(), after.is_some())
                )
            }
            Difference::Swatches { product, .. } => format!("swatches of {product} in {context}"),
            Difference::CategoryImage { category, .. } => format!("{category} in {context}"),
        });
        ControlFlow::Continue(())
    };
    Diff::new(before, after, Policy::default()).run(&mut take).unwrap();
    let (one, other) = (flat(before), flat(after));
    let known = before.known_contexts().union(&after.known_contexts());
    let stored = one.known_contexts().union(&other.known_contexts());
    if known.iter().eq(stored.iter()) {
        let direct = std::mem::take(&mut rows);
        let mut take = |difference: Difference<'_>| {
            rows.push(difference.context().to_string());
            ControlFlow::Continue(())
        };
        Diff::snapshots(&one, &other).run(&mut take).unwrap();
        assert_eq!(rows.len(), direct.len());
        return direct;
    }
    rows
}

#[test]
fn a_text_changes_the_answers_in_its_language_alone() {
    let media = |text: &str| format!(r#"{{"master":{{"primary":[{{"asset":"A1","text":{{{text}}}}}]}}}}"#);
    let before = shop(HEAD, &media(r#""fr":{"alt":"bleu"}"#));
    let after = shop(HEAD, &media(r#""fr":{"alt":"rouge"}"#));
    let all = ["Omnichannel", "channel 128"]
        .map(|channel| ["S1", "BM", "BS", "RM"].map(|number| format!("{number} in {channel}, fr")));
    assert_eq!(told(&before, &after), all.concat());
}

#[test]
fn where_items_come_from_and_properties_make_no_difference() {
    let before = shop(HEAD, r#"{"master":{"primary":["A1"]}}"#);
    let after = shop(
        HEAD,
        r#"{"master":{"primary":["A1"]},"variants":{"BS":{"primary":[{"asset":"A1","properties":{"k":"v"}}]}}},
        {"channel":"128","master":{"primary":["A1"]}}"#,
    );
    assert_eq!(told(&before, &after), [""; 0]);
}

#[test]
fn the_name_changes_an_alt_text_that_falls_to_it() {
    let state = |name: &str, asset: &str| {
        publication(&format!(
            r#""products":[{{"number":"S1","name":"{name}","media":[{{"master":{{"primary":["{asset}"]}}}}]}}]"#
        ))
    };
    assert_eq!(told(&state("Shirt", "A1"), &state("Blouse", "A1")), [""; 0]);
    let rows = told(&state("Shirt", "A2"), &state("Blouse", "A2"));
    let expected = ["S1 in Omnichannel, Neutral", "S1 in channel 128, Neutral"];
    assert_eq!(rows, expected, "in fr the asset has a text of its own");
}

#[test]
fn a_product_that_comes_or_goes_has_an_answer_on_one_side() {
    let state = |products: &str| publication(&format!(r#""products":[{products}]"#));
    let one = state(r#"{"number":"S1"}"#);
    let two = state(r#"{"number":"S1"},{"number":"S2"}"#);
    // that both channel 128 and fr are known is for the assets, which the snapshots do not have
    let places = ["Omnichannel", "channel 128"]
        .map(|channel| ["Neutral", "fr"].map(|locale| format!("S2 in {channel}, {locale}")));
    let rows = |end: &str| places.iter().flatten().map(|place| format!("{place}{end}")).collect::<Vec<_>>();
    assert_eq!(told(&one, &two), rows(" came"));
    assert_eq!(told(&two, &one), rows(" went"));
}

#[test]
fn an_asset_that_is_no_longer_published_changes_what_uses_it() {
    let media = r#"{"master":{"primary":["draft","A1"]},"variants":{"BS":{"primary":["A1"]}}}"#;
    let before = shop("", media);
    let after = before.to_json().replace(r#","published":false"#, "");
    let after = Publication::from_json(after.as_bytes(), &crate::limits::Limits::default()).unwrap();
    let counts = Diff::new(&before, &after, Policy::default()).counts().unwrap();
    // in Neutral and fr, in Omnichannel and 128; the variant that shows another does not change
    assert_eq!((counts.products(), counts.answers(), counts.covered()), (1, 12, 16));
}

#[test]
fn central_swatches_change_products_that_have_none_of_their_own() {
    let state = |hex: &str| {
        publication(&format!(
            r##""swatches":[{{"dimension":"Color","value":"Blue","hex":"{hex}"}}],
            "products":[{{"number":"S1","dimensions":[{{"name":"Color","values":["Blue"]}}]}},
                {{"number":"S2","dimensions":[{{"name":"Color","values":["Blue"]}}],
                  "media":[{{"swatches":[{{"dimension":"Color","value":"Blue","hex":"#000000"}}]}}]}},
                {{"number":"S3","dimensions":[{{"name":"Color","values":["Red"]}}]}}]"##
        ))
    };
    let rows = told(&state("#0000FF"), &state("#0000EE"));
    let expected = ["Omnichannel, Neutral", "Omnichannel, fr", "channel 128, Neutral", "channel 128, fr"];
    assert_eq!(rows, expected.map(|context| format!("swatches of S1 in {context}")));
}

#[test]
fn a_category_changes_in_its_channel() {
    let state = |image: &str| {
        publication(&format!(
            r#""channels":[{{"id":"128","locales":["neutral"]}},{{"id":"129","locales":["neutral"]}}],
            "categories":[{{"id":"C","media":[{{"channel":"128","image":"{image}"}}]}}]"#
        ))
    };
    assert_eq!(told(&state("A1"), &state("A2")), ["C in channel 128, Neutral"]);
    assert_eq!(told(&state("draft"), &state("no such asset")), [""; 0], "neither is shown");
}

/// Forty products in four channels; of the names of `first`, which comes before all, the numbers of the
/// others depend.
fn numbered(first: &str, changed: Option<usize>) -> Publication {
    let products = (0..40).map(|at| {
        let (channel, asset) = (["a", "b", "c", "d"][at % 4], if changed == Some(at) { "A3" } else { "A1" });
        format!(
            r#"{{"number":"S{at:02}","dimensions":[{{"name":"Size","values":["S","M"]}}],
            "variants":[{{"number":"S{at:02}-S","values":{{"Size":"S"}}}},{{"number":"S{at:02}-a-long-number-of-an-m","values":{{"Size":"M"}}}}],
            "media":[{{"master":{{"primary":["A2","only-128"]}},"variants":{{"S{at:02}-S":{{"primary":["{asset}"]}}}},
                "swatches":[{{"dimension":"Size","value":"M","asset":"only-128"}}]}},
                {{"channel":"{channel}","catalog":"{channel}","locale":"fr","master":{{"primary":["only-128"]}}}}]}}"#
        )
    });
    let products: Vec<String> = products.collect();
    publication(&format!(r#""products":[{{"number":"0","media":[{first}]}},{}]"#, products.join(",")))
}

#[test]
fn numbers_of_names_make_no_work() {
    let before = numbered(r#"{"channel":"a"},{"channel":"128"},{"locale":"fr"}"#, None);
    let after = numbered(r#"{"channel":"d","catalog":"c","locale":"de"},{"channel":"128"}"#, Some(7));
    let (one, other) = (flat(&before), flat(&after));
    let known = one.known_contexts().union(&other.known_contexts()).len();
    let counts = Diff::snapshots(&one, &other).counts().unwrap();
    // `0`, and the product that changed with its variants; nothing of the others
    assert_eq!(counts.covered(), known * (1 + 3));
    assert_eq!(counts.products(), 1);
    let direct = Diff::new(&before, &after, Policy::default()).counts().unwrap();
    assert_eq!((direct.answers(), direct.products()), (counts.answers(), counts.products()));
}

#[test]
fn behind_a_common_base_only_what_deltas_name_is_looked_at() {
    let (before, after) = (numbered("{}", None), numbered("{}", Some(7)));
    let base = flat(&before);
    let mut change = Flatten::change(&after, &base).unwrap();
    // what is named and did not change is proved to be equal
    let delta = change.product("S07").product("S08").to_bytes().unwrap();
    let bytes = base.bytes().next().unwrap().to_vec();
    let top = Snapshot::open_with(bytes, [delta]).unwrap();
    let counts = Diff::snapshots(&base, &top).counts().unwrap();
    assert_eq!(counts.covered(), base.known_contexts().union(&top.known_contexts()).len() * 3);
    assert_eq!(Diff::snapshots(&top, &top).counts().unwrap(), DiffCounts::default());
}

#[test]
fn whoever_has_seen_enough_breaks_off() {
    let (before, after) = (shop(HEAD, r#"{"master":{"primary":["A1"]}}"#), shop(HEAD, ""));
    let counts = Diff::new(&before, &after, Policy::default()).run(|_| ControlFlow::Break(())).unwrap();
    assert_eq!((counts.answers(), counts.is_complete()), (1, false));
}
