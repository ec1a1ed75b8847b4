//! Which sets and documents are redundant.

use super::{found, found_under, shop};
use crate::insight::Check;
use crate::policy::{Inheritance, Policy};

const CONTEXT_FIRST: Policy = Policy { inheritance: Inheritance::ContextFirst, ..Policy::DEFAULT };
const NONE: [&str; 0] = [];

fn redundant(media: &str) -> Vec<String> {
    found(&shop("", media), Check::Redundant)
}

#[test]
fn an_override_equal_to_what_it_inherits_is_redundant() {
    let media = r#"{"master":{"primary":["A1","A2"]},"dimensions":[{"match":{"Size":"M"},"primary":["A1","A2"]}],
        "variants":{"BS":{"primary":["A1","A2"]},"BM":{"primary":["A2","A1"]}}}"#;
    assert_eq!(
        redundant(media),
        [
            "redundant: S1 in Omnichannel, Neutral: dimensions Size:M",
            "redundant: S1 in Omnichannel, Neutral: variant BS",
        ]
    );
}

#[test]
fn both_lists_must_be_what_is_inherited() {
    let media = r#"{"master":{"primary":["A1"],"additional":[{"purpose":"care","asset":"A2"}]},"variants":{"BS":{"primary":["A1"]}}}"#;
    assert_eq!(redundant(media), NONE, "an absent list replaces with nothing");
    let media = media.replace(
        r#"{"BS":{"primary":["A1"]}}"#,
        r#"{"BS":{"primary":["A1"],"additional":{"mode":"inherit"}}}"#,
    );
    assert_eq!(redundant(&media), ["redundant: S1 in Omnichannel, Neutral: variant BS"]);
}

#[test]
fn an_items_own_texts_and_properties_make_a_difference() {
    let media = r#"{"master":{"primary":["A1"]},"variants":{"BS":{"primary":[{"asset":"A1","text":{"fr":{"alt":"x"}}}]},
        "BM":{"primary":[{"asset":"A1","properties":{"k":"v"}}]}}}"#;
    assert_eq!(redundant(media), NONE);
}

#[test]
fn what_adds_nothing_is_redundant() {
    let append = |items: &str| {
        format!(
            r#"{{"master":{{"primary":["A1","A2"]}},"variants":{{"BS":{{"primary":{{"mode":"append","items":{items}}},"additional":{{"mode":"inherit"}}}}}}}}"#
        )
    };
    assert_eq!(redundant(&append(r#"["A2"]"#)), ["redundant: S1 in Omnichannel, Neutral: variant BS"]);
    assert_eq!(redundant(&append(r#"["A3"]"#)), NONE);
    // to put an image to the front is not nothing, unless it is there
    let prepend = |items: &str| append(items).replace("append", "prepend");
    assert_eq!(redundant(&prepend(r#"["A2"]"#)), NONE);
    assert_eq!(redundant(&prepend(r#"["A1"]"#)), ["redundant: S1 in Omnichannel, Neutral: variant BS"]);
    assert_eq!(redundant(&prepend(r#"["A1","A2"]"#)), ["redundant: S1 in Omnichannel, Neutral: variant BS"]);
    assert_eq!(redundant(&prepend(r#"["A2","A1"]"#)), NONE);
}

#[test]
fn a_document_that_repeats_what_is_behind_it_is_redundant_though_its_set_is_not() {
    // without its set it would be empty, and sever
    let media = r#"{"master":{"primary":["A1"]}},{"channel":"128","master":{"primary":["A1"]}}"#;
    assert_eq!(redundant(media), ["redundant: S1 in channel 128, Neutral: the document"]);
    let media = r#"{"master":{"primary":["A1"]}},{"channel":"128"}"#;
    assert_eq!(redundant(media), NONE, "an empty document severs");
    let rows = found_under(&shop("", media), Check::Redundant, CONTEXT_FIRST);
    assert_eq!(rows, ["redundant: S1 in channel 128, Neutral: the document"]);
}

#[test]
fn under_context_first_a_set_may_repeat_a_farther_context() {
    let media = r#"{"master":{"primary":["A1"]}},{"channel":"128","master":{"primary":["A1"]},"variants":{"BS":{"primary":["A2"]}}}"#;
    let rows = found_under(&shop("", media), Check::Redundant, CONTEXT_FIRST);
    assert_eq!(rows, ["redundant: S1 in channel 128, Neutral: master"]);
}

#[test]
fn swatches_keep_a_document() {
    let swatch =
        |asset: &str| format!(r#""swatches":[{{"dimension":"Color","value":"Blue","asset":"{asset}"}}]"#);
    let media = |near: &str, far: &str| {
        format!(
            r#"{{"master":{{"primary":["A1"]}},{}}},{{"channel":"128","master":{{"primary":["A1"]}},{}}}"#,
            swatch(far),
            swatch(near)
        )
    };
    assert_eq!(redundant(&media("A1", "A2")), NONE);
    assert_eq!(redundant(&media("A2", "A2")), ["redundant: S1 in channel 128, Neutral: the document"]);
}

#[test]
fn what_is_redundant_in_one_context_alone_is_not() {
    // in channel 129 the pattern is the only one to speak
    let media = r#"{"master":{"primary":["A1"]},"dimensions":[{"match":{"Color":"Red"},"primary":["A1"]}]},
        {"channel":"129","dimensions":[{"match":{"Color":"Red"},"primary":["A1"]}]}"#;
    assert_eq!(redundant(media), ["redundant: S1 in Omnichannel, Neutral: dimensions Color:Red"]);
}
