//! The parents of CLDR: SPEC's examples, and that [`RulesView`] and ICU4X agree on every tag.

use std::collections::BTreeSet;

use icu_locale_core::{DataLocale, LanguageIdentifier};
use icu_locale_fallback::LocaleFallbacker;

use super::tests::{tag, texts};
use super::{Locales, MAX_CHAIN, Rules, RulesView, Tag};
use crate::policy::Parents;

/// Both implementations, of which both must say the same.
fn both(bytes: &[u8]) -> [Locales<'_>; 2] {
    let rules = RulesView::new(bytes).unwrap();
    [Locales::new(Parents::Cldr).unwrap(), Locales::with_rules(Parents::Cldr, rules)]
}

#[test]
fn cldr_parents_are_those_of_icu4x() {
    for locales in both(&Rules::encode()) {
        for (of, chain) in [
            ("en-AU", &["en-AU", "en-001", "en"][..]),
            ("en-CH", &["en-CH", "en-150", "en-001", "en"]),
            ("es-MX", &["es-MX", "es-419", "es"]),
            ("zh-TW", &["zh-TW", "zh-Hant"]),
            ("zh-Hant-TW", &["zh-TW", "zh-Hant"]),
            ("zh-Hant-HK", &["zh-HK", "zh-Hant"]),
            ("zh-Hans", &["zh"]),
            ("nb-NO", &["nb-NO", "nb", "no"]),
            ("pt-AO", &["pt-AO", "pt-PT", "pt"]),
            ("sr-ME", &["sr-ME", "sr-Latn"]),
            ("und-Hant", &["und-Hant", "und-Hani"]),
            ("und-Latn-US", &["und-Latn-US", "und-Latn"]),
            ("de-AT-1996", &["de-AT-1996", "de-AT", "de-1996", "de"]),
            ("xx-Abcd", &["xx-Abcd"]),
        ] {
            assert_eq!(texts(&locales.chain(tag(of))), chain, "{of}");
        }
    }
}

#[test]
fn cldr_compares_tags_in_their_normal_form() {
    for locales in both(&Rules::encode()) {
        assert_eq!(locales.normal(tag("zh-Hant-TW")), locales.normal(tag("zh-TW")));
        assert_eq!(locales.normal(tag("en-Latn")), tag("en"));
        assert_eq!(locales.normal(tag("en-Latn-US-posix")), tag("en-US-posix"));
        assert_eq!(locales.normal(tag("zh-Hant")), tag("zh-Hant"));
        assert_eq!(locales.normal(tag("und-Latn")), tag("und-Latn"));
    }
}

#[test]
fn the_longest_chain_has_max_chain_tags() {
    for locales in both(&Rules::encode()) {
        let chain = locales.chain(tag("hi-Latn-DE-1996"));
        assert_eq!(chain.len(), MAX_CHAIN);
        assert_eq!(chain.last(), Some(&tag("en")));
    }
}

#[test]
fn encoded_rules_are_small_well_formed_and_always_the_same() {
    let bytes = Rules::encode();
    assert!((1_000..32_000).contains(&bytes.len()), "{} bytes", bytes.len());
    assert!(RulesView::new(&bytes).unwrap().verify());
    assert_eq!(Rules::encode(), bytes);
}

/// What the tables name and some that they do not: languages, scripts and regions.
fn named(rules: &RulesView<'_>) -> [BTreeSet<String>; 3] {
    let mut all = [
        ["und", "xx", "qaa", "tlh", "iw"].map(str::to_owned).into(),
        ["", "Abcd", "Zzzz", "Brai", "Latn"].map(str::to_owned).into(),
        ["", "ZZ", "XA", "999", "001", "AQ"].map(str::to_owned).into(),
    ];
    let mut add = |at: usize, raw: &[u8]| {
        let text = String::from_utf8(raw.to_vec()).unwrap();
        let set: &mut BTreeSet<String> = &mut all[at];
        set.insert(text.trim_end_matches('\0').to_owned());
    };
    for record in rules.scripts {
        add(0, &record[..3]);
        add(1, &record[3..]);
    }
    for record in rules.regional {
        add(0, &record[..3]);
        add(2, &record[3..6]);
        add(1, &record[6..]);
    }
    for record in rules.parents {
        for base in record.chunks(10) {
            add(0, &base[..3]);
            add(1, &base[3..7]);
            add(2, &base[7..]);
        }
    }
    all
}

/// What ICU4X iterates for `text`, asked without any code of this room.
fn iterated(text: &str) -> Vec<String> {
    let locale = DataLocale::from(text.parse::<LanguageIdentifier>().unwrap());
    let mut iterator = LocaleFallbacker::new().for_config(Default::default()).fallback_for(locale);
    let mut all = Vec::new();
    while !iterator.get().is_unknown() {
        all.push(iterator.get().to_string());
        assert!(all.len() <= MAX_CHAIN, "{all:?}");
        iterator.step();
    }
    all
}

/// Every tag there is of `languages`, `scripts`, `regions` and `variants`.
fn product(parts: [&[&str]; 4], mut each: impl FnMut(&str)) {
    let [languages, scripts, regions, variants] = parts;
    let mut text = String::new();
    for language in languages {
        for script in scripts {
            for region in regions {
                for variant in variants {
                    text.clear();
                    text.push_str(language);
                    for subtag in [script, region, variant].into_iter().filter(|s| !s.is_empty()) {
                        text.push('-');
                        text.push_str(subtag);
                    }
                    each(&text);
                }
            }
        }
    }
}

#[test]
fn rules_and_icu4x_agree_on_every_tag_of_every_named_subtag() {
    let bytes = Rules::encode();
    let [icu, rules] = both(&bytes);
    let named = named(&RulesView::new(&bytes).unwrap());
    let [languages, scripts, regions] =
        named.each_ref().map(|set| set.iter().map(String::as_str).collect::<Vec<_>>());
    let mut compared = 0_usize;
    product([&languages, &scripts, &regions, &["", "posix"]], |text| {
        let Some(tag) = Tag::parse(text).unwrap() else { return };
        let chain = rules.chain(tag);
        assert_eq!(icu.chain(tag), chain, "{text}");
        assert_eq!(Some(&icu.normal(tag)), chain.first(), "{text}");
        assert_eq!(Some(&rules.normal(tag)), chain.first(), "{text}");
        compared += 1;
    });
    assert!(compared > 1_000_000, "{compared} tags");
}

#[test]
fn chains_are_whole_repeat_nothing_and_are_in_normal_form() {
    let bytes = Rules::encode();
    let [_, rules] = both(&bytes);
    let named = named(&RulesView::new(&bytes).unwrap());
    let [languages, _, regions] =
        named.each_ref().map(|set| set.iter().map(String::as_str).collect::<Vec<_>>());
    let scripts = ["", "Latn", "Hant", "Hans", "Arab", "Cyrl", "Zzzz"];
    product([&languages, &scripts, &regions, &["", "1996"]], |text| {
        let Some(tag) = Tag::parse(text).unwrap() else { return };
        let chain = rules.chain(tag);
        assert_eq!(texts(&chain), iterated(text), "{text}");
        for tag in chain {
            assert_eq!(rules.normal(tag), tag, "in the chain of {text}");
        }
    });
}

#[test]
fn a_tag_is_what_icu4x_reads_with_at_most_one_variant() {
    let some = [
        "en", "UND", "zxx", "root", "Latn", "us", "419", "1996", "posix", "ABCDEFGH", "a", "x", "", "12",
        "ab1",
    ];
    product([&some, &some, &some, &some], |text| {
        let icu = text.parse::<LanguageIdentifier>().ok().filter(|id| id.variants.len() < 2);
        match (Tag::parse(text), icu) {
            (Ok(Some(tag)), Some(id)) => assert_eq!(tag.as_str(), id.to_string()),
            (Ok(None), id) => assert!(id.is_none_or(|id| id.is_unknown()), "{text}"),
            (Ok(Some(tag)), None) => panic!("ICU4X does not read {tag}"),
            (Err(_), id) => assert_eq!(id, None, "{text}"),
        }
    });
}
