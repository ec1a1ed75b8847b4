//! Whom a query means: sections 1, 4 and 9.

use super::*;
use crate::fault::Code;
use crate::policy::Parents;

fn code(publication: &Publication, query: &Query, policy: &Policy) -> Code {
    publication.resolve(query, policy).unwrap_err().code()
}

fn plain() -> Publication {
    shop([document("", "").master(gallery(&["A1"])).variant("S1-BS", gallery(&["A2"]))])
}

#[test]
fn a_selection_that_fixes_every_dimension_means_the_variant_with_those_values() {
    let shop = plain();
    let full = Query::new("S1").select("Size", "S").select("Color", "Blue");
    let answer = asked(&shop, &full, &SEVERED);
    assert_eq!((answer.variant(), ids(answer.primary()).as_str()), (Some("S1-BS"), "A2"));
    let none = Query::new("S1").select("Size", "S").select("Color", "Red");
    assert_eq!(asked(&shop, &none, &SEVERED).variant(), None);
}

#[test]
fn a_star_in_a_selection_is_not_selected() {
    let shop = plain();
    let query = Query::new("S1").select("Size", "*").select("Color", "Blue");
    let answer = asked(&shop, &query, &SEVERED);
    assert_eq!((answer.variant(), ids(answer.primary()).as_str()), (None, "A1"));
}

#[test]
fn a_variant_is_found_by_its_number_its_record_id_or_beside_its_product() {
    let shop = plain();
    for query in [Query::new("S1-BS"), Query::record_id(2), Query::new("S1").variant("S1-BS")] {
        let answer = asked(&shop, &query, &SEVERED);
        assert_eq!((answer.product(), answer.variant()), ("S1", Some("S1-BS")), "{query:?}");
    }
    assert_eq!(asked(&shop, &Query::record_id(1), &SEVERED).variant(), None);
}

#[test]
fn what_is_unknown_is_not_found() {
    let shop = plain();
    let unknown = [
        Query::new("s1"),
        Query::record_id(3),
        Query::new("S1").variant("S1-XX"),
        Query::new("S1-BS").variant("S1-BM"),
        Query::new("S1").select("color", "Blue"),
        Query::new("S1").select("Fit", "*"),
        Query::new("S1").select("Color", "blue"),
    ];
    for query in unknown {
        assert_eq!(code(&shop, &query, &SEVERED), Code::NotFound, "{query:?}");
    }
}

#[test]
fn a_query_has_a_variant_or_values_and_not_both() {
    let shop = plain();
    let both = Query::new("S1").variant("S1-BS").select("Color", "Blue");
    assert_eq!(code(&shop, &both, &SEVERED), Code::BadQuery);
    let twice = Query::new("S1").select("Color", "Blue").select("Color", "Red");
    assert_eq!(code(&shop, &twice, &SEVERED), Code::BadQuery);
}

#[cfg(feature = "cldr")]
#[test]
fn documents_that_cldr_makes_one_are_a_fault() {
    let cldr = Policy { parents: Parents::Cldr, ..SEVERED };
    let shop = shop([
        document("", "zh-TW").master(gallery(&["A1"])),
        document("", "zh-Hant-TW").master(gallery(&["A2"])),
    ]);
    let query = Query::new("S1").locale("zh-TW").unwrap();
    assert_eq!(code(&shop, &query, &cldr), Code::DuplicateDocument);
    assert_eq!(ids(asked(&shop, &query, &SEVERED).primary()), "A1");
}

#[cfg(feature = "cldr")]
#[test]
fn with_cldr_a_document_is_found_by_its_normal_form_and_named_as_it_is_written() {
    let cldr = Policy { parents: Parents::Cldr, ..SEVERED };
    let shop = shop([document("", "zh-hant-tw").master(gallery(&["A1"]))]);
    let query = Query::new("S1").locale("zh_TW").unwrap();
    let answer = asked(&shop, &query, &cldr);
    assert_eq!(answer.context().unwrap().to_string(), "Omnichannel, zh-Hant-TW");
    assert_eq!(ids(asked(&shop, &query, &SEVERED).primary()), "");
}

#[test]
fn answers_that_show_the_same_may_come_from_elsewhere() {
    let additional =
        |purpose: &str| SetBuilder::new().additional([ItemBuilder::with_purpose(purpose, "chart")]);
    let shop = shop([
        document("", "").master(gallery(&["A1", "told"])),
        document("128", "").master(gallery(&["A1", "told"])),
        document("7", "").master(gallery(&["told", "A1"])),
        document("8", "").master(additional("manual")),
        document("9", "").master(additional("care")),
    ]);
    let asked = |channel: &str| asked(&shop, &Query::new("S1").channel(channel), &SEVERED);
    assert!(asked("").shows_the_same(&asked("128")));
    assert_ne!(asked("").context(), asked("128").context());
    for (one, other) in [("", "7"), ("", "8"), ("8", "9")] {
        assert!(!asked(one).shows_the_same(&asked(other)), "{one} and {other}");
    }
    let french = Query::new("S1").locale("fr").unwrap();
    assert!(!asked("").shows_the_same(&super::asked(&shop, &french, &SEVERED)), "in another language");
}
