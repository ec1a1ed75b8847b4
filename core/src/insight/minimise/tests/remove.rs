//! What goes, and what must stay.

use super::{CONTEXT_FIRST, DOCUMENTED, ENTITY_FIRST, left, minimised, set, variants};
use crate::policy::Policy;

fn document(context: &str, master: &str, own: &str) -> String {
    format!(r#"{{{context}"master":{},"variants":{{{}}}}}"#, set(master), variants(own))
}

#[test]
fn an_override_equal_to_what_it_inherits_goes() {
    let media = document("", "A1", "BS=A1 RM=A2 RL=A1");
    for policy in [Policy::default(), CONTEXT_FIRST, ENTITY_FIRST, DOCUMENTED] {
        assert_eq!(left(&media, policy), ["Omnichannel, Neutral: master=A1 RM=A2"]);
    }
    let (_, counts) = minimised(&media, Policy::default());
    assert_eq!((counts.products(), counts.products_changed()), (1, 1));
    assert_eq!((counts.before().sets, counts.after().sets), (4, 2));
    assert_eq!((counts.before().items, counts.after().items), (4, 2));
}

#[test]
fn nothing_of_an_item_gets_lost() {
    for own in [
        r#"{"primary":[{"asset":"A1","text":{"fr":{"alt":"x"}}}]}"#,
        r#"{"primary":[{"asset":"A1","properties":{"k":"v"}}]}"#,
        r#"{"primary":["A1"],"additional":[{"purpose":"care","asset":"A1"}]}"#,
        r#"{"primary":["A1","A1","draft"]}"#,
        r#"{"primary":["A1","nowhere"]}"#,
    ] {
        let media = format!(r#"{{"master":{},"variants":{{"BS":{own}}}}}"#, set("A1"));
        let (_, counts) = minimised(&media, Policy::default());
        assert_eq!(counts.products_changed(), 0, "{own}");
    }
    // an asset twice is shown once
    let media = format!(r#"{{"master":{},"variants":{{"BS":{}}}}}"#, set("A1"), set("A1 A1"));
    assert_eq!(left(&media, Policy::default()), ["Omnichannel, Neutral: master=A1"]);
}

#[test]
fn what_nobody_hears_goes() {
    let all = "BS=A1 BM=A2 BL=A3 RS=A1 RM=A2 RL=A3";
    let media = format!(
        r#"{{"master":{},"dimensions":[{{"match":{{"Color":"Blue"}},"primary":["A3","A2"]}}],"variants":{{{}}}}}"#,
        set("A1 A2"),
        variants(all)
    );
    // three sizes, and the product without a selection
    assert_eq!(left(&media, Policy::default()), ["Omnichannel, Neutral: master=A1+A2 S=A1 M=A2 L=A3"]);
}

#[test]
fn a_document_that_repeats_what_is_behind_it_goes() {
    let media = format!("{},{}", document("", "A1", ""), document(r#""locale":"fr","#, "A1", ""));
    for policy in [Policy::default(), CONTEXT_FIRST, ENTITY_FIRST, DOCUMENTED] {
        assert_eq!(left(&media, policy), ["Omnichannel, Neutral: master=A1"]);
    }
}

#[test]
fn an_empty_document_that_severs_stays() {
    let media = format!(r#"{},{{"channel":"128"}}"#, document("", "A1", ""));
    let both = ["Omnichannel, Neutral: master=A1", "channel 128, Neutral:"];
    assert_eq!(left(&media, Policy::default()), both);
    assert_eq!(left(&media, CONTEXT_FIRST), both[..1]);
    // a set that shows nothing goes, and what is left severs
    let media = format!(r#"{},{{"channel":"128","master":{{}}}}"#, document("", "A1", ""));
    assert_eq!(left(&media, Policy::default()), both);
    // where nothing is behind it, it severs nothing
    assert_eq!(left(r#"{"channel":"128"}"#, Policy::default()), [""; 0]);
}

#[test]
fn the_last_set_that_matches_keeps_a_chain_from_being_severed() {
    // in channel 128 both variants show A1; without its set BS would show nothing, and RS goes on
    let near = |modes: &str| {
        format!(
            r#"{{"channel":"128","variants":{{"BS":{{"primary":{{"mode":"{modes}"}},"additional":{{"mode":"inherit"}}}}}}}}"#
        )
    };
    let media = format!("{},{}", document("", "A1", ""), near("inherit"));
    assert_eq!(
        left(&media, Policy::default()),
        ["Omnichannel, Neutral: master=A1", "channel 128, Neutral: BS=inherit"]
    );
    assert_eq!(left(&media, CONTEXT_FIRST), ["Omnichannel, Neutral: master=A1"]);
}

#[test]
fn swatches_keep_their_document_and_those_behind_it_from_being_seen() {
    let swatch = r##","swatches":[{"dimension":"Color","value":"Blue","hex":"#0000FF"}]"##;
    let media = |near: &str, far: &str| {
        let master = set("A1");
        format!(r#"{{"master":{master}{far}}},{{"channel":"128","master":{master}{near}}}"#)
    };
    let both = ["Omnichannel, Neutral: master=A1", "channel 128, Neutral: master=A1"];
    assert_eq!(left(&media(swatch, ""), Policy::default()), both);
    // the near one has none: the far one's would be shown in its stead
    assert_eq!(left(&media("", swatch), Policy::default()), both);
    assert_eq!(left(&media(swatch, swatch), Policy::default()), both);
    // its set may go where documents do not sever
    assert_eq!(
        left(&media(swatch, ""), CONTEXT_FIRST),
        ["Omnichannel, Neutral: master=A1", "channel 128, Neutral:"]
    );
}

#[test]
fn contexts_that_nobody_has_heard_of_count() {
    // channel 128 lists French alone, but may be asked in German
    let media = format!(
        "{},{},{}",
        document("", "A1", ""),
        document(r#""channel":"128","#, "A2", ""),
        document(r#""channel":"128","locale":"fr","#, "A3", "")
    );
    assert_eq!(left(&media, Policy::default()).len(), 3);
    // the channel's own document has a say in Neutral and for its exact locale, but not in another
    let media = format!(
        "{},{},{}",
        document("", "A1", ""),
        document(r#""locale":"fr","#, "A1", ""),
        document(r#""channel":"128","#, "A2", "")
    );
    assert_eq!(
        left(&media, DOCUMENTED),
        ["Omnichannel, Neutral: master=A1", "channel 128, Neutral: master=A2"],
        "under the documented order the channel's is not on the ladder of French"
    );
    assert_eq!(left(&media, Policy::default()).len(), 3, "otherwise it would be shown in French");
}

#[test]
fn lists_that_add_nothing_go_and_those_that_do_stay() {
    let media = |mode: &str, items: &str| {
        format!(
            r#"{{"master":{},"variants":{{"BS":{{"primary":{{"mode":"{mode}","items":["{items}"]}},"additional":{{"mode":"inherit"}}}}}}}}"#,
            set("A1 A2")
        )
    };
    for policy in [Policy::default(), CONTEXT_FIRST, ENTITY_FIRST] {
        assert_eq!(left(&media("append", "A1"), policy), ["Omnichannel, Neutral: master=A1+A2"]);
        assert_eq!(left(&media("prepend", "A1"), policy), ["Omnichannel, Neutral: master=A1+A2"]);
        assert_eq!(
            left(&media("prepend", "A2"), policy),
            ["Omnichannel, Neutral: master=A1+A2 BS=prependA2"]
        );
        assert_eq!(left(&media("append", "A3"), policy), ["Omnichannel, Neutral: master=A1+A2 BS=appendA3"]);
    }
}
