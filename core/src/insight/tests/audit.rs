//! The checks of answers and assets, and what is heard.

use super::{found, found_under, publication, shop};
use crate::fault::Code;
use crate::insight::{Audit, Check};
use crate::limits::Limits;
use crate::policy::{AltSource, Inheritance, Policy};

const CONTEXT_FIRST: Policy = Policy { inheritance: Inheritance::ContextFirst, ..Policy::DEFAULT };

#[test]
fn a_gallery_without_an_image_is_found() {
    let media = r#"{"master":{"primary":["film"],"additional":[{"purpose":"care","asset":"A1"}]},"variants":{"BS":{"primary":["A1"]}}}"#;
    let rows = found(&shop("", media), Check::NoImage);
    let neutral = ["S1", "BM", "RM"].map(|number| format!("no_image: {number} in Omnichannel, Neutral"));
    assert_eq!(rows[..3], neutral);
    assert!(rows.iter().all(|row| !row.contains("BS")));
}

#[test]
fn an_image_that_a_channel_may_not_show_is_none_there() {
    let head = r#""channels":[{"id":"128","locales":["fr"]},{"id":"129","locales":["fr"]}],"#;
    let rows = found(&shop(head, r#"{"master":{"primary":["only-128"]}}"#), Check::NoImage);
    let expected = ["Neutral", "fr"].map(|locale| {
        ["S1", "BS", "BM", "RM"].map(|number| format!("no_image: {number} in channel 129, {locale}"))
    });
    assert_eq!(rows, expected.concat());
}

#[test]
fn what_only_omnichannel_and_neutral_answer_is_found_elsewhere() {
    let head = r#""channels":[{"id":"128","locales":["neutral"]},{"id":"129","locales":["neutral"]}],"#;
    let media = r#"{"master":{"primary":["A1"]}},{"channel":"128","master":{"primary":["A1"]}}"#;
    let rows = found(&shop(head, media), Check::OmnichannelOnly);
    assert!(rows.contains(&"omnichannel_only: RM in channel 129, Neutral".to_owned()));
    assert!(rows.iter().all(|row| !row.contains("channel 128") && !row.contains("Omnichannel, Neutral")));
}

#[test]
fn one_item_from_elsewhere_is_enough_not_to_be_omnichannel_only() {
    let head = r#""channels":[{"id":"128","locales":["neutral"]}],"#;
    let media = |items: &str| {
        format!(
            r#"{{"master":{{"primary":["A1"]}}}},{{"channel":"128","variants":{{"BS":{{"primary":{{"mode":"inherit"}},
            "additional":{{"mode":"append","items":[{items}]}}}}}}}}"#
        )
    };
    let of = |items: &str| {
        let rows = found_under(&shop(head, &media(items)), Check::OmnichannelOnly, CONTEXT_FIRST);
        rows.contains(&"omnichannel_only: BS in channel 128, Neutral".to_owned())
    };
    assert!(!of(r#"{"purpose":"care","asset":"A2"}"#));
    // what the filter drops is not shown, but the set that appended spoke first for no list of primary
    assert!(of(r#"{"purpose":"care","asset":"draft"}"#));
}

#[test]
fn a_video_before_the_first_image_is_found() {
    let media = r#"{"master":{"primary":["chart","film","A1"]},"variants":{"BS":{"primary":["A1","film"]},"RM":{"primary":["film"]}}}"#;
    let rows = found(&shop(r#""channels":[{"id":"128","locales":["neutral"]}],"#, media), Check::VideoFirst);
    assert_eq!(rows[0], "video_first: S1 in Omnichannel, Neutral: film");
    assert!(rows.iter().all(|row| !row.contains("BS") && !row.contains("RM")), "{rows:?}");
}

#[test]
fn alt_texts_count_along_the_chain_before_the_products_name() {
    let head = r#""channels":[{"id":"128","locales":["fr-CA","de"]}],"#;
    let media = r#"{"master":{"primary":["A1","A2",{"asset":"A3","text":{"de":{"alt":"Hemd"}}},"film"],
        "additional":[{"purpose":"care","asset":"A3"},{"purpose":"size","asset":"chart"}]}}"#;
    for alt_source in [AltSource::Asset, AltSource::Product] {
        let policy = Policy { alt_source, ..Policy::DEFAULT };
        let rows = found_under(&shop(head, media), Check::NoAlt, policy);
        let of = |place: &str| {
            let start = format!("no_alt: S1 in {place}: ");
            rows.iter().find_map(|row| row.strip_prefix(&start)).map(str::to_owned)
        };
        assert_eq!(of("channel 128, Neutral").as_deref(), Some("A2, A3, A3"));
        assert_eq!(of("channel 128, fr-CA").as_deref(), Some("A3, A3"));
        assert_eq!(of("channel 128, de").as_deref(), Some("A2, A3"));
    }
}

#[test]
fn a_document_that_no_ladder_meets_is_unheard() {
    let head = r#""channels":[{"id":"128","locales":["fr"]}],"#;
    let media = r#"{"master":{"primary":["A1"]}},{"channel":"128","locale":"de","master":{"primary":["A2"]},
        "variants":{"BS":{"primary":["A2"]}}}"#;
    let rows = found(&shop(head, media), Check::Unheard);
    assert_eq!(rows, ["unheard: S1 in channel 128, de: the document"]);
}

#[test]
fn a_pattern_that_no_variant_matches_is_unheard() {
    let media = r#"{"master":{"primary":["A1"]},"dimensions":[{"match":{"Color":"Red","Size":"S"},"primary":["A2"]},
        {"match":{"Color":"Red"},"primary":["A3"]}]}"#;
    assert_eq!(
        found(&shop("", media), Check::Unheard),
        ["unheard: S1 in Omnichannel, Neutral: dimensions Color:Red Size:S"]
    );
}

#[test]
fn a_set_behind_those_that_replace_is_unheard() {
    // the product without a selection hears the master alone
    let media = r#"{"master":{"primary":["A1"]},"dimensions":[{"match":{"Color":"Red"},"primary":["A3"]}],
        "variants":{"RM":{"primary":["A2"]}}}"#;
    assert_eq!(
        found(&shop("", media), Check::Unheard),
        ["unheard: S1 in Omnichannel, Neutral: dimensions Color:Red"]
    );
    // a list that passes on is heard, and lets the pattern be heard
    let media =
        media.replace(r#"{"primary":["A2"]}"#, r#"{"primary":["A2"],"additional":{"mode":"inherit"}}"#);
    assert_eq!(found(&shop("", &media), Check::Unheard), [""; 0]);
}

#[test]
fn an_empty_document_is_heard_where_it_severs() {
    let media = r#"{"master":{"primary":["A1"]}},{"channel":"128"}"#;
    assert_eq!(found(&shop("", media), Check::Unheard), [""; 0]);
}

#[test]
fn assets_that_nothing_names_and_those_not_published_are_found() {
    let publication = publication(
        r#""swatches":[{"dimension":"Color","value":"Blue","asset":"A3"}],
        "products":[{"number":"S1","dimensions":[{"name":"Color","values":["Blue"]}],"media":[{"master":{"primary":["draft","A1","nowhere"]},
            "swatches":[{"dimension":"Color","value":"Blue","asset":"chart"}]}]}],
        "categories":[{"id":"C","media":[{"channel":"128","image":"film"}]}]"#,
    );
    assert_eq!(found(&publication, Check::UnusedAsset), ["unused_asset: A2", "unused_asset: only-128"]);
    assert_eq!(
        found(&publication, Check::UnpublishedAsset),
        ["unpublished_asset: draft", "unpublished_asset: nowhere"]
    );
}

#[test]
fn more_answers_than_the_limit_are_refused_before_any_row() {
    let publication = shop(r#""channels":[{"id":"128","locales":["neutral"]}],"#, r#"{"channel":"128"}"#);
    // the product and three variants in Omnichannel, Neutral and fr, and in channel 128, Neutral
    let limits = |answers| Limits { answers, ..Limits::default() };
    let audit = Audit::new(&publication, Policy::default());
    assert_eq!(audit.clone().limits(limits(12)).counts().unwrap().answers(), 12);
    let fault = audit.limits(limits(11)).run(|row| panic!("{row}")).unwrap_err();
    assert_eq!(fault.code(), Code::LimitAnswers);
    assert_eq!(fault.message(), "an audit of 12 answers is beyond the limit of 11");
}

#[test]
fn every_check_has_a_word() {
    for check in Check::ALL {
        assert_eq!(Check::from_word(check.word()), Some(*check));
    }
    assert_eq!(Check::from_word("no_imagination"), None);
}
