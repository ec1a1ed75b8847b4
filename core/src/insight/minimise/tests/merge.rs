//! What becomes one.

use super::{CONTEXT_FIRST, ENTITY_FIRST, left, minimised, set, variants};
use crate::policy::Policy;

fn one(own: &str) -> String {
    format!(r#"{{"master":{},"variants":{{{}}}}}"#, set("A1"), variants(own))
}

#[test]
fn variants_that_agree_move_up_to_a_pattern() {
    let media = one("RS=A2 RM=A2 RL=A2");
    for policy in [Policy::default(), CONTEXT_FIRST, ENTITY_FIRST] {
        assert_eq!(left(&media, policy), ["Omnichannel, Neutral: master=A1 Red=A2"]);
    }
}

#[test]
fn one_that_is_otherwise_keeps_its_set() {
    assert_eq!(
        left(&one("RS=A2 RM=A2 RL=A3"), Policy::default()),
        ["Omnichannel, Neutral: master=A1 Red=A2 RL=A3"]
    );
}

#[test]
fn one_that_inherited_gets_a_set_where_that_is_fewer() {
    // RL shows the master's picture; a pattern for Red takes two sets' place, and costs one for RL
    let media = one("RS=A2 RM=A2");
    assert_eq!(left(&media, Policy::default()), ["Omnichannel, Neutral: master=A1 RS=A2 RM=A2"]);
    let media = one("BS=A2 RS=A2 BM=A2 RM=A2 BL=A2");
    let (sets, counts) = minimised(&media, Policy::default());
    assert_eq!(counts.after().sets, 4, "{sets:?}");
}

#[test]
fn patterns_that_agree_become_one() {
    let media = format!(
        r#"{{"master":{},"dimensions":[{{"match":{{"Color":"Red","Size":"S"}},"primary":["A2"]}},
        {{"match":{{"Color":"Red","Size":"M"}},"primary":["A2"]}},{{"match":{{"Color":"Red","Size":"L"}},"primary":["A2"]}}]}}"#,
        set("A1")
    );
    assert_eq!(left(&media, Policy::default()), ["Omnichannel, Neutral: master=A1 Red=A2"]);
}

#[test]
fn all_variants_move_up_to_the_master_only_where_the_product_shows_the_same() {
    let all = format!(r#""variants":{{{}}}}}"#, variants("BS=A1 BM=A1 BL=A1 RS=A1 RM=A1 RL=A1"));
    // without a selection the product shows nothing
    assert_eq!(left(&format!("{{{all}"), Policy::default()), ["Omnichannel, Neutral: Blue=A1 Red=A1"]);
    // in context-first it shows what is behind
    let media = format!(r#"{{"master":{}}},{{"channel":"128",{all}"#, set("A1"));
    assert_eq!(left(&media, CONTEXT_FIRST), ["Omnichannel, Neutral: master=A1"]);
}

#[test]
fn the_earlier_dimension_wins_between_patterns_as_strong() {
    // a row and a column: two patterns beside the master
    let media = one("RS=A2 RM=A2 RL=A2 BS=A3");
    assert_eq!(left(&media, Policy::default()), ["Omnichannel, Neutral: master=A1 Red=A2 BS=A3"]);
}

#[test]
fn a_choice_of_patterns_that_is_not_the_best_is_made_anew() {
    // Red has A2 and all of it overridden but one
    let media = format!(
        r#"{{"master":{},"dimensions":[{{"match":{{"Color":"Red"}},"primary":["A2"]}}],"variants":{{{}}}}}"#,
        set("A1"),
        variants("RS=A3 RM=A3")
    );
    let (sets, counts) = minimised(&media, Policy::default());
    assert_eq!(counts.after().sets, 3, "{sets:?}");
    let media = format!(
        r#"{{"master":{},"dimensions":[{{"match":{{"Color":"Red"}},"primary":["A2"]}}],"variants":{{{}}}}}"#,
        set("A1"),
        variants("RS=A1 RM=A1")
    );
    assert_eq!(left(&media, Policy::default()), ["Omnichannel, Neutral: master=A1 RL=A2"]);
}

#[test]
fn lists_that_append_become_one_too() {
    let add = r#"{"primary":{"mode":"append","items":["A2"]},"additional":{"mode":"inherit"}}"#;
    let media = format!(r#"{{"master":{},"variants":{{"RS":{add},"RM":{add},"RL":{add}}}}}"#, set("A1"));
    for policy in [Policy::default(), CONTEXT_FIRST, ENTITY_FIRST] {
        assert_eq!(left(&media, policy), ["Omnichannel, Neutral: master=A1 Red=appendA2"]);
    }
}

#[test]
fn it_says_nothing_new_the_second_time() {
    let media = one("BS=A2 BM=A3 BL=A2 RS=A2 RM=A3 RL=A3");
    let (fewer, counts) = minimised(&media, Policy::default());
    assert!(counts.after().sets < counts.before().sets, "{fewer:?}");
    let shop = super::shop(&media);
    let (once, _) = super::Minimise::new(&shop, Policy::default()).publication().unwrap();
    let (twice, counts) = super::Minimise::new(&once, Policy::default()).publication().unwrap();
    assert_eq!((counts.products_changed(), once.to_json()), (0, twice.to_json()));
}
