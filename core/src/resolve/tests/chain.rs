//! Ladder, levels, chain, fold and filter: sections 3, 4 and 5.

use super::*;
use crate::model::{Level, SwatchBuilder};
use crate::policy::Order;

#[test]
fn a_document_in_a_nearer_context_cuts_off_all_farther_ones() {
    let near = document("128", "").variant("S1-RM", gallery(&["A1"]));
    let shop = shop([near, document("", "").master(gallery(&["A2"]))]);
    assert_eq!(shown(&shop, &SEVERED), "");
    assert_eq!(shown(&shop, &CONTEXT_FIRST), "A2");
}

#[test]
fn an_empty_document_still_severs() {
    let shop = shop([document("128", "fr"), document("", "").master(gallery(&["A2"]))]);
    let answer = asked(&shop, &blue(), &SEVERED);
    assert_eq!((ids(answer.primary()).as_str(), answer.level()), ("", None));
    assert_eq!(answer.context().unwrap().to_string(), "channel 128, fr");
    assert_eq!(shown(&shop, &CONTEXT_FIRST), "A2");
}

#[test]
fn a_document_with_swatches_alone_severs() {
    let swatches = document("128", "").swatch(SwatchBuilder::new("Color", "Blue").hex("#0000FF"));
    let shop = shop([swatches, document("", "").master(gallery(&["A2"]))]);
    assert_eq!(shown(&shop, &SEVERED), "");
}

#[test]
fn an_empty_set_shows_nothing_and_is_not_no_document() {
    let shop =
        shop([document("128", "").master(SetBuilder::new()), document("", "").master(gallery(&["A2"]))]);
    let answer = asked(&shop, &blue(), &CONTEXT_FIRST);
    assert_eq!((ids(answer.primary()).as_str(), answer.level()), ("", Some(Level::Master)));
    let nowhere = Query::new("S1").channel("7");
    assert_eq!(ids(asked(&shop, &nowhere, &CONTEXT_FIRST).primary()), "A2");
}

#[test]
fn the_levels_are_variant_then_the_strongest_pattern_then_master() {
    let all = |document: DocumentBuilder| {
        document
            .master(list(Mode::Append, &["A1"]))
            .dimensions([("Size", "S")], list(Mode::Append, &["A2"]))
            .dimensions([("Color", "Blue")], list(Mode::Append, &["A3"]))
            .dimensions([("Color", "Blue"), ("Size", "S")], list(Mode::Append, &["A4"]))
            .dimensions([("Color", "Red")], list(Mode::Append, &["A6"]))
            .variant("S1-BS", list(Mode::Append, &["A5"]))
    };
    let shop = shop([all(document("", ""))]);
    assert_eq!(shown(&shop, &SEVERED), "A1 A2 A3 A4 A5");
    let selection = Query::new("S1").select("Size", "S");
    assert_eq!(ids(asked(&shop, &selection, &SEVERED).primary()), "A1 A2");
    assert_eq!(ids(asked(&shop, &Query::new("S1"), &SEVERED).primary()), "A1");
}

#[test]
fn entity_first_hears_every_level_of_all_contexts_before_the_next_level() {
    let near = document("128", "")
        .master(list(Mode::Prepend, &["A1"]))
        .dimensions([("Color", "Blue")], list(Mode::Prepend, &["A2"]));
    let far = document("", "")
        .master(gallery(&["A3"]))
        .dimensions([("Color", "Blue"), ("Size", "S")], list(Mode::Prepend, &["A4"]))
        .variant("S1-BS", list(Mode::Prepend, &["A5"]));
    let shop = shop([near, far]);
    assert_eq!(shown(&shop, &ENTITY_FIRST), "A5 A4 A2 A1 A3");
    assert_eq!(shown(&shop, &CONTEXT_FIRST), "A2 A1 A5 A4 A3");
}

#[test]
fn equally_strong_patterns_speak_in_ladder_order() {
    let pattern = |document: DocumentBuilder, id| document.dimensions([("Color", "Blue")], gallery(&[id]));
    let shop = shop([pattern(document("", ""), "A1"), pattern(document("128", ""), "A2")]);
    assert_eq!(shown(&shop, &ENTITY_FIRST), "A2");
}

#[test]
fn append_is_the_rest_and_then_its_items_and_prepend_the_other_way_round() {
    let folded = |near, far| {
        let shop = shop([document("128", "").master(near), document("", "").master(far)]);
        shown(&shop, &SEVERED)
    };
    assert_eq!(folded(list(Mode::Append, &["A1"]), gallery(&["A2", "A3"])), "A2 A3 A1");
    assert_eq!(folded(list(Mode::Prepend, &["A1"]), gallery(&["A2", "A3"])), "A1 A2 A3");
    assert_eq!(folded(list(Mode::Inherit, &[]), gallery(&["A2", "A3"])), "A2 A3");
    assert_eq!(folded(list(Mode::Append, &["A1"]), list(Mode::Append, &["A2"])), "A2 A1");
}

#[test]
fn an_item_already_in_the_result_is_not_repeated() {
    let shop = shop([
        document("128", "").master(list(Mode::Append, &["A1", "A2"])),
        document("", "").master(gallery(&["A2", "A3", "A2"])),
    ]);
    assert_eq!(shown(&shop, &SEVERED), "A2 A3 A1");
}

#[test]
fn additional_items_are_the_same_where_purpose_and_asset_are() {
    let item = |purpose: &str| ItemBuilder::with_purpose(purpose, "chart");
    let set = SetBuilder::new().additional([item("manual"), item("size"), item("manual")]);
    let shop = shop([document("", "").master(set)]);
    let answer = asked(&shop, &blue(), &SEVERED);
    assert_eq!(answer.purposes(), ["manual", "size"]);
    assert_eq!(answer.with_purpose("manual").count(), 1);
}

#[test]
fn the_lists_fold_independently() {
    let near = list(Mode::Inherit, &[]).additional([ItemBuilder::with_purpose("size", "chart")]);
    let far = gallery(&["A1"]).additional([ItemBuilder::with_purpose("manual", "chart")]);
    let shop = shop([document("128", "").master(near), document("", "").master(far)]);
    let answer = asked(&shop, &blue(), &SEVERED);
    assert_eq!((ids(answer.primary()).as_str(), answer.purposes()), ("A1", vec!["size"]));
    assert_eq!(answer.context().unwrap().channel, None);
}

#[test]
fn append_without_items_counts_as_the_first_to_speak() {
    let shop = shop([
        document("128", "").master(list(Mode::Append, &[])),
        document("", "").master(gallery(&["A1"])),
    ]);
    let answer = asked(&shop, &blue(), &SEVERED);
    assert_eq!(answer.context().unwrap().channel, Some("128"));
    assert_eq!(answer.primary()[0].origin().context().channel, None);
}

#[test]
fn what_is_unknown_or_not_published_or_not_allowed_is_dropped_after_the_fold() {
    let shop = shop([document("", "").master(gallery(&["draft", "ghost", "only-128", "A1"]))]);
    assert_eq!(shown(&shop, &SEVERED), "only-128 A1");
    let elsewhere = Query::new("S1").channel("7");
    assert_eq!(ids(asked(&shop, &elsewhere, &SEVERED).primary()), "A1");
    assert_eq!(ids(asked(&shop, &Query::new("S1"), &SEVERED).primary()), "only-128 A1");
}

#[test]
fn the_documented_ladder_has_no_channel_for_the_bare_language() {
    let policy = Policy { order: Order::Documented, ..SEVERED };
    let shop = shop([
        document("128", "fr").master(gallery(&["A1"])),
        document("128", "").master(gallery(&["A2"])),
        document("", "fr").master(gallery(&["A3"])),
    ]);
    assert_eq!(shown(&shop, &policy), "A3");
    assert_eq!(shown(&shop, &SEVERED), "A1");
}

#[test]
fn channel_first_prefers_the_channel_in_neutral_to_omnichannel_in_the_locale() {
    let policy = Policy { order: Order::ChannelFirst, ..SEVERED };
    let shop =
        shop([document("", "fr-CA").master(gallery(&["A1"])), document("128", "").master(gallery(&["A2"]))]);
    assert_eq!(shown(&shop, &policy), "A2");
    assert_eq!(shown(&shop, &SEVERED), "A1");
}

#[test]
fn a_rung_with_the_catalog_comes_before_the_same_without() {
    let shop = shop([
        document("128", "").catalog("77").master(gallery(&["A1"])),
        document("128", "").catalog("0").master(gallery(&["A2"])),
    ]);
    assert_eq!(ids(asked(&shop, &blue().catalog("77"), &SEVERED).primary()), "A1");
    assert_eq!(ids(asked(&shop, &blue().catalog("0"), &SEVERED).primary()), "A2");
    assert_eq!(ids(asked(&shop, &blue().catalog("78"), &SEVERED).primary()), "A2");
}
