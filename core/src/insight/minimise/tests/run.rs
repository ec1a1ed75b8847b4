//! What is looked at, and what is refused.

use super::{CONTEXT_FIRST, Minimise, left, shop, variants};
use crate::fault::Code;
use crate::limits::Limits;
use crate::policy::{Parents, Policy};
use std::ops::ControlFlow;

#[test]
fn named_products_alone_are_looked_at() {
    let publication = shop(r#"{"master":{"primary":["A1"]},"variants":{"BS":{"primary":["A1"]}}}"#);
    let named = |number: &str| {
        let (fewer, counts) =
            Minimise::new(&publication, Policy::default()).products([number]).publication().unwrap();
        (counts.products(), counts.products_changed(), fewer == publication)
    };
    assert_eq!(named("P"), (1, 1, false));
    // a variant's number is none of a product
    assert_eq!((named("BS"), named("nobody")), ((0, 0, true), (0, 0, true)));
}

#[test]
fn more_answers_than_the_limit_are_refused_before_any_is_looked_at() {
    let publication = shop(r#"{"locale":"fr","variants":{"BS":{"primary":[]}}},{"channel":"128"}"#);
    // seven of them, in Omnichannel and channel 128, in Neutral and French
    let run = |answers: u64| {
        let limits = Limits { answers, ..Limits::default() };
        Minimise::new(&publication, Policy::default()).limits(limits).run(|_| ControlFlow::Continue(()))
    };
    assert!(run(28).is_ok());
    let fault = run(27).unwrap_err();
    assert_eq!(fault.code(), Code::LimitAnswers);
    assert_eq!(fault.message(), "a search for fewer sets of 28 answers is beyond the limit of 27");
}

#[test]
fn everything_else_stays_as_it_is() {
    let publication = shop(
        r##"{"master":{"primary":["A1"]},"variants":{"BS":{"primary":["A1"]}},
            "swatches":[{"dimension":"Color","value":"Blue","asset":"A2","crop":{"x":0,"y":0,"width":0.5,"height":1}}]}"##,
    );
    let (fewer, _) = Minimise::new(&publication, Policy::default()).publication().unwrap();
    let json = publication.to_json().replace(r#","variants":{"BS":{"primary":["A1"]}}"#, "");
    assert_eq!(fewer.to_json(), json);
}

#[cfg(feature = "cldr")]
#[test]
fn a_locale_that_no_document_names_may_meet_two_that_never_meet_otherwise() {
    let document = |locale: &str, own: &str| format!(r#"{{{locale}"variants":{{{}}}}}"#, variants(own));
    let media = [
        document("", "RS=A1"),
        document(r#""locale":"de-AT","#, "RS=A1 BS=A3"),
        document(r#""locale":"de-1996","#, "RS=A2"),
    ];
    // what is asked in de-AT-1996 would be that of de-1996
    let cldr = Policy { parents: Parents::Cldr, ..CONTEXT_FIRST };
    assert_eq!(
        left(&media.join(","), cldr),
        ["Omnichannel, Neutral: RS=A1", "Omnichannel, de-AT: BS=A3 RS=A1", "Omnichannel, de-1996: RS=A2"]
    );
    assert_eq!(
        left(&media.join(","), CONTEXT_FIRST),
        ["Omnichannel, Neutral: RS=A1", "Omnichannel, de-AT: BS=A3", "Omnichannel, de-1996: RS=A2"]
    );
}
