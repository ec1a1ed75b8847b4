//! Tags, chains and rules. That the rules and ICU4X agree is in `agreement`.

use super::{Chain, Locales, MAX_CHAIN, RulesView, Tag};
use crate::fault::{Code, Fault};
use crate::policy::Parents;

/// The tag that `text` is.
pub(super) fn tag(text: &str) -> Tag {
    Tag::parse(text).unwrap().unwrap_or_else(|| panic!("`{text}` is Neutral"))
}

pub(super) fn texts(chain: &Chain) -> Vec<&str> {
    chain.iter().map(Tag::as_str).collect()
}

fn refused(text: &str) -> Fault {
    match Tag::parse(text) {
        Err(fault) => fault,
        Ok(tag) => panic!("`{text}` is {tag:?}"),
    }
}

fn truncated(text: &str) -> Vec<String> {
    let chain = Locales::new(Parents::Truncate).unwrap().chain(tag(text));
    chain.iter().map(Tag::to_string).collect()
}

#[test]
fn any_case_and_either_separator_give_the_canonical_tag() {
    for (text, canonical) in [
        ("en", "en"),
        ("EN", "en"),
        ("en-us", "en-US"),
        ("EN_us", "en-US"),
        ("eS-419", "es-419"),
        ("ZH_hANT-hk", "zh-Hant-HK"),
        ("sr_LATN", "sr-Latn"),
        ("de-1996", "de-1996"),
        ("DE_ch_1996", "de-CH-1996"),
        ("ca-ES-VALENCIA", "ca-ES-valencia"),
        ("FIL", "fil"),
        ("UND-latn", "und-Latn"),
        ("und_us", "und-US"),
        ("qaa-qaaa-419-abcdefgh", "qaa-Qaaa-419-abcdefgh"),
    ] {
        assert_eq!(tag(text).as_str(), canonical);
        assert_eq!(tag(canonical), tag(text));
    }
}

#[test]
fn neutral_has_four_words_in_any_case() {
    for text in ["", "neutral", "Neutral", "SYSTEM_NEUTRAL", "system_neutral", "und", "UND", "Und"] {
        assert_eq!(Tag::parse(text), Ok(None), "{text}");
    }
    for text in ["system-neutral", "und_", "und-", " ", "null", "neutral "] {
        assert_eq!(refused(text).code(), Code::MalformedLocale, "{text}");
    }
}

#[test]
fn aliases_stay_as_they_are() {
    for text in ["iw", "in-ID", "mo", "sh", "no-NO", "zh-CN", "en-UK", "zh-hakka"] {
        assert_eq!(tag(text).as_str(), text);
    }
}

#[test]
fn whatever_is_more_or_less_than_a_tag_is_refused() {
    for text in [
        "e",
        "root",
        "engl",
        "german",
        "en1",
        "e1",
        "1",
        "-",
        "_",
        "-en",
        "en-",
        "en--US",
        "xx_", // subtags
        "en US",
        " en",
        "en ",
        "en.UTF-8",
        "en_US.UTF-8",
        "C",
        "POSIX",
        "ën",
        "日本",
        "en\0", // characters
        "en-US-Latn",
        "en-Latn-Cyrl",
        "en-US-GB",
        "de-1996-CH",
        "de-1996-1996",
        "sl-rozaj-biske", // order
        "en-u-ca-buddhist",
        "en-US-u-hc-h23",
        "en-x-shop",
        "x-shop",
        "en-a-bbb",
        "t-en", // extensions
        "zh-yue",
        "zh-min-nan",
        "i-klingon",
        "sgn-BE-FR",
        "en-GB-oed", // extended and grandfathered
        "en-99",
        "en-1",
        "en-12",
        "en-USA1x-",
        "en-abcdefghi",
        "en-abc", // lengths
    ] {
        let fault = refused(text);
        assert_eq!(fault.code(), Code::MalformedLocale, "{text}");
        assert!(fault.advice().contains("`en-US`") && fault.advice().contains("`neutral`"));
    }
}

#[test]
fn a_fault_quotes_the_text_in_one_line_and_not_all_of_a_long_one() {
    assert_eq!(refused("xx_").message(), "`xx_` is no locale");
    assert_eq!(refused("a\nb").message(), r"`a\nb` is no locale");
    let long = refused(&"é".repeat(1_000_000));
    assert_eq!(long.message(), format!("`{}…` is no locale", "é".repeat(48)));
}

#[test]
fn tags_are_ordered_as_their_texts_are() {
    let mut tags: Vec<Tag> =
        ["zh", "en-US", "en", "zh-TW", "zh-Hant", "fil", "en-001", "fi-FI", "fi"].map(tag).to_vec();
    let mut texts: Vec<String> = tags.iter().map(Tag::to_string).collect();
    tags.sort_unstable();
    texts.sort_unstable();
    assert_eq!(tags.iter().map(Tag::to_string).collect::<Vec<_>>(), texts);
}

#[test]
fn a_tag_is_small_and_shows_its_text() {
    assert!(size_of::<Tag>() <= 24);
    assert_eq!(format!("{:>6}|{:?}|{}", tag("en"), tag("en"), tag("en").as_ref()), "    en|Tag(en)|en");
}

#[test]
fn the_language_is_bare_and_und_is_neutral() {
    assert_eq!(tag("zh-Hant-HK").language(), Some(tag("zh")));
    assert_eq!(tag("fil").language(), Some(tag("fil")));
    assert_eq!(tag("und-Latn").language(), None);
    assert_eq!(tag("und-US-posix").language(), None);
}

#[test]
fn without_parents_a_locale_falls_back_to_neutral_alone() {
    let locales = Locales::new(Parents::None).unwrap();
    assert_eq!(texts(&locales.chain(tag("zh-Hant-HK"))), ["zh-Hant-HK"]);
    assert_eq!(locales.normal(tag("zh-Hans")), tag("zh-Hans"));
}

#[test]
fn truncation_drops_the_last_subtag_again_and_again() {
    assert_eq!(truncated("zh-hant-hk"), ["zh-Hant-HK", "zh-Hant", "zh"]);
    assert_eq!(truncated("sl-Latn-IT-nedis"), ["sl-Latn-IT-nedis", "sl-Latn-IT", "sl-Latn", "sl"]);
    assert_eq!(truncated("de-1996"), ["de-1996", "de"]);
    assert_eq!(truncated("en"), ["en"]);
}

#[test]
fn truncation_ends_before_und() {
    assert_eq!(truncated("und-Latn"), ["und-Latn"]);
    assert_eq!(truncated("und-Latn-US"), ["und-Latn-US", "und-Latn"]);
    assert_eq!(truncated("und-US-posix"), ["und-US-posix", "und-US"]);
}

#[test]
fn truncation_compares_tags_as_they_are() {
    let locales = Locales::new(Parents::Truncate).unwrap();
    assert_eq!(locales.normal(tag("zh-Hant-TW")), tag("zh-Hant-TW"));
}

#[test]
fn locales_say_for_which_parents_they_are() {
    let rules = RulesView::new(&[0; 8]).unwrap();
    for parents in Parents::ALL.iter().copied() {
        assert_eq!(Locales::with_rules(parents, rules).parents(), parents);
        if cfg!(feature = "cldr") || parents != Parents::Cldr {
            assert_eq!(Locales::new(parents).unwrap().parents(), parents);
        }
    }
}

#[cfg(not(feature = "cldr"))]
#[test]
fn without_locale_data_only_rules_give_the_parents_of_cldr() {
    assert_eq!(Locales::new(Parents::Cldr).unwrap_err().code(), Code::BadPolicy);
}

#[test]
fn chains_own_no_heap() {
    let rules = RulesView::new(&[0; 8]).unwrap();
    assert!(!rules.chain(tag("sl-Latn-IT-nedis")).spilled());
    assert!(Chain::new().inline_size() == MAX_CHAIN);
}

#[test]
fn rules_of_another_length_than_their_header_says_are_none() {
    for bytes in [&[][..], &[0; 7], &[0; 9], &[1, 0, 0, 0, 0, 0, 0, 0], &[0, 0, 0, 0, 0, 0, 1, 0], &[255; 64]]
    {
        assert!(RulesView::new(bytes).is_none());
    }
}
