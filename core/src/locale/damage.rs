//! Damaged rules: reading is total, and `verify` sees every broken promise of the format.

use super::tests::tag;
use super::{MAX_CHAIN, Rules, RulesView, Tag};

const PROBES: [&str; 9] = [
    "en",
    "en-AU",
    "zh-Hant-TW",
    "hi-Latn-DE-1996",
    "nb-NO",
    "und-Hant-HK",
    "sr-ME-posix",
    "und-posix",
    "xx",
];

/// Asks `bytes` everything; whatever they are, the answers are tags.
fn ask(bytes: &[u8]) {
    let Some(rules) = RulesView::new(bytes) else { return };
    let sound = rules.verify();
    for probe in PROBES.map(tag) {
        let chain = rules.chain(probe);
        assert!((1..=MAX_CHAIN).contains(&chain.len()));
        assert_eq!(chain.first(), Some(&rules.normal(probe)));
        for (at, tag) in chain.iter().enumerate() {
            assert_eq!(Tag::parse(tag.as_str()), Ok(Some(*tag)));
            assert!(!chain[..at].contains(tag));
        }
        if let (true, Some(last)) = (sound, chain.get(MAX_CHAIN - 1)) {
            assert_eq!(rules.chain(*last).as_slice(), [*last], "verified rules end by themselves");
        }
    }
}

/// Rules of these script, regional script and parent records.
fn rules(scripts: &[&[u8; 7]], regional: &[&[u8; 10]], parents: &[&[u8; 20]]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for count in [scripts.len(), regional.len(), parents.len(), 0] {
        bytes.extend(u16::try_from(count).unwrap().to_le_bytes());
    }
    bytes.extend(scripts.iter().copied().flatten());
    bytes.extend(regional.iter().copied().flatten());
    bytes.extend(parents.iter().copied().flatten());
    bytes
}

fn verified(scripts: &[&[u8; 7]], regional: &[&[u8; 10]], parents: &[&[u8; 20]]) -> bool {
    let bytes = rules(scripts, regional, parents);
    ask(&bytes);
    RulesView::new(&bytes).unwrap().verify()
}

#[test]
fn any_changed_byte_gives_some_chain() {
    let sound = Rules::encode();
    for at in 0..sound.len() {
        for change in [0x01, 0x20, 0x80, 0xff] {
            let mut bytes = sound.clone();
            bytes[at] ^= change;
            ask(&bytes);
        }
    }
}

#[test]
fn cut_and_lengthened_rules_are_none() {
    let mut bytes = Rules::encode();
    for len in 0..bytes.len() {
        assert!(RulesView::new(&bytes[..len]).is_none(), "{len}");
    }
    bytes.push(0);
    assert!(RulesView::new(&bytes).is_none());
}

#[test]
fn rules_are_read_at_any_alignment() {
    let sound = Rules::encode();
    for shift in 0..8 {
        let mut bytes = vec![0; shift];
        bytes.extend(&sound);
        assert!(RulesView::new(&bytes[shift..]).unwrap().verify());
    }
}

#[test]
fn bytes_without_sense_give_some_chain() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut byte = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        b"aen\0zhHntT1\xff"[(state >> 33) as usize % 12]
    };
    for _ in 0..2_000 {
        let mut bytes = vec![3, 0, 3, 0, 3, 0, 0, 0];
        bytes.extend((0..3 * 37).map(|_| byte()));
        ask(&bytes);
    }
}

#[test]
fn parents_in_a_circle_end_and_are_found() {
    let circle: [&[u8; 20]; 3] = [
        b"aa\0\0\0\0\0\0\0\0bb\0\0\0\0\0\0\0\0",
        b"bb\0\0\0\0\0\0\0\0cc\0\0\0\0\0\0\0\0",
        b"cc\0\0\0\0\0\0\0\0aa\0\0\0\0\0\0\0\0",
    ];
    assert!(!verified(&[], &[], &circle));
    let bytes = rules(&[], &[], &circle);
    let chain = RulesView::new(&bytes).unwrap().chain(tag("aa"));
    assert_eq!(chain.iter().map(Tag::as_str).collect::<Vec<_>>(), ["aa", "bb", "cc"]);
}

#[test]
fn a_circle_that_only_the_full_script_closes_is_found() {
    // `aa-Latn` leads to `bb-ZZ`, and from there, without its region, to `bb-Latn` and back.
    let to: &[u8; 20] = b"aa\0Latn\0\0\0bb\0\0\0\0\0ZZ\0";
    let back: &[u8; 20] = b"bb\0Latn\0\0\0aa\0Latn\0\0\0";
    assert!(verified(&[], &[], &[to]));
    assert!(!verified(&[], &[], &[to, back]));
    assert!(!verified(&[b"bb\0Cyrl"], &[], &[to, back]));
}

#[test]
fn chains_longer_than_max_chain_are_found() {
    let down = |from: u8, to: u8| {
        let mut record = *b"aa\0\0\0\0\0\0\0\0aa\0\0\0\0\0\0\0\0";
        (record[1], record[11]) = (from, to);
        record
    };
    let records = [down(b'b', b'c'), down(b'c', b'd'), down(b'd', b'e'), down(b'e', b'f')];
    let records: Vec<_> = records.iter().collect();
    assert!(verified(&[], &[], &records[..3]), "ab to ae and one with a region before it: five");
    assert!(!verified(&[], &[], &records));
}

#[test]
fn und_has_no_script_and_its_tags_never_become_neutral() {
    assert!(!verified(&[b"undLatn"], &[], &[]));
    assert!(!verified(&[], &[b"undUS\0Latn"], &[]));
    let bytes = rules(&[b"undLatn"], &[], &[]);
    assert_eq!(RulesView::new(&bytes).unwrap().normal(tag("und-Latn")), tag("und-Latn"));
}

#[test]
fn keys_that_do_not_rise_are_found() {
    assert!(verified(&[b"aa\0Latn", b"bb\0Latn"], &[b"aa\0BB\0Latn", b"aa\0CC\0Latn"], &[]));
    assert!(!verified(&[b"bb\0Latn", b"aa\0Latn"], &[], &[]));
    assert!(!verified(&[b"aa\0Cyrl", b"aa\0Latn"], &[], &[]));
    assert!(!verified(&[], &[b"aa\0CC\0Latn", b"aa\0BB\0Latn"], &[]));
    let parent = b"aa\0\0\0\0\0BB\0aa\0\0\0\0\0CC\0";
    assert!(verified(&[], &[], &[parent]));
    assert!(!verified(&[], &[], &[parent, parent]));
}

#[test]
fn malformed_subtags_are_found() {
    for record in [b"AA\0Latn", b"a\0\0Latn", b"aa\0latn", b"aa\0\0\0\0\0", b"a\0aLatn", b"aa\xffLatn"] {
        assert!(!verified(&[record], &[], &[]), "{record:?}");
    }
    for record in [b"aa\0\0\0\0Latn", b"aa\0bb\0Latn", b"aa\0BB\0lATN", b"\0\0\0BB\0Latn"] {
        assert!(!verified(&[], &[record], &[]), "{record:?}");
    }
    for record in [
        b"und\0\0\0\0\0\0\0aa\0\0\0\0\0\0\0\0",
        b"\0\0\0\0\0\0\0\0\0\0aa\0\0\0\0\0\0\0\0",
        b"aa\0\0\0\0\0\0\0\0bb\0latn\0\0\0",
        b"aa\0\0\0\0\0b1\0bb\0\0\0\0\0\0\0\0",
    ] {
        assert!(!verified(&[], &[], &[record]), "{record:?}");
    }
}

#[test]
fn a_language_alone_brings_no_script_to_its_parents() {
    let bytes = rules(&[b"aa\0Latn", b"bb\0Cyrl"], &[], &[b"aa\0\0\0\0\0\0\0\0bb\0\0\0\0\0BB\0"]);
    let chain = RulesView::new(&bytes).unwrap().chain(tag("aa"));
    assert_eq!(chain.iter().map(Tag::as_str).collect::<Vec<_>>(), ["aa", "bb-BB", "bb"]);
}
