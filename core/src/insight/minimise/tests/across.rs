//! Sets of several documents.

use super::{CONTEXT_FIRST, ENTITY_FIRST, left, set, variants};

fn document(context: &str, own: &str) -> String {
    format!(r#"{{{context}"variants":{{{}}}}}"#, variants(own))
}

#[test]
fn an_override_may_repeat_a_farther_document() {
    let media = format!(
        r#"{{"master":{},"variants":{{{}}}}},{}"#,
        set("A1"),
        variants("RS=A2"),
        document(r#""channel":"128","#, "RS=A2 BS=A1 RM=A3")
    );
    assert_eq!(
        left(&media, CONTEXT_FIRST),
        ["Omnichannel, Neutral: master=A1 RS=A2", "channel 128, Neutral: RM=A3"]
    );
    // by level first, the sets of variants come before all masters
    assert_eq!(
        left(&media, ENTITY_FIRST),
        ["Omnichannel, Neutral: master=A1 RS=A2", "channel 128, Neutral: RM=A3"]
    );
}

#[test]
fn sets_of_two_documents_become_one_in_a_third() {
    // French in either channel shows A1, and so does French anywhere else, by way of Neutral; between
    // them the channels' Neutral documents would show A2
    let neutral = |channel: &str| document(&format!(r#""channel":"{channel}","#), "RS=A2");
    let french = |channel: &str| document(&format!(r#""channel":"{channel}","locale":"fr","#), "RS=A1");
    let media = [
        document("", "RS=A1"),
        neutral("1"),
        neutral("2"),
        french("1"),
        french("2"),
        document(r#""locale":"fr","#, "BS=A3"),
    ];
    assert_eq!(
        left(&media.join(","), CONTEXT_FIRST),
        [
            "Omnichannel, Neutral: RS=A1",
            "channel 1, Neutral: RS=A2",
            "channel 2, Neutral: RS=A2",
            "Omnichannel, fr: BS=A3 RS=A1",
        ]
    );
}
