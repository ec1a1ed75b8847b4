//! The words that shops are made of.

use super::choices::Choices;
use std::collections::HashSet;
use std::hash::Hash;

/// Locales that fall back in every way there is; the first is Neutral.
pub(super) const LOCALES: [&str; 22] = [
    "",
    "en",
    "en-AU",
    "en-001",
    "en-GB",
    "es-MX",
    "es-419",
    "es",
    "zh-TW",
    "zh-Hant-TW",
    "zh-Hant-HK",
    "zh-Hant",
    "zh",
    "sr-Latn-RS",
    "sr-Latn",
    "pt-AO",
    "pt-PT",
    "ca-ES-valencia",
    "und-Latn",
    "hi-Latn",
    "nb",
    "no",
];

/// Locales that shops hardly name, and that fall back to those they do.
pub(super) const ASKED: [&str; 12] = [
    "en-NZ",
    "es-AR",
    "zh-Hant-MO",
    "zh-HK",
    "zh-CN",
    "sr-Latn-BA",
    "pt-MZ",
    "ca",
    "nn",
    "und-Cyrl",
    "tlh",
    "hi",
];

/// Channels; leading zeros count.
pub(super) const CHANNELS: [&str; 3] = ["007", "7", "128"];

/// Catalogs; `0` is the default one.
pub(super) const CATALOGS: [&str; 4] = ["C1", "0", "00", "C 2|:"];

/// Dimensions that shops share, so that central swatches are of use.
pub(super) const DIMENSIONS: [&str; 4] = ["Color", "Size", "Style", "Configuration"];

/// Values that dimensions share.
pub(super) const VALUES: [&str; 5] = ["Blue", "Red", "S", "M", "blue"];

/// Purposes of additional items; one may be empty.
pub(super) const PURPOSES: [&str; 5] = ["manual", "Manual", "", "size\tchart", "360"];

/// Identifiers that break what is careless: separators, spaces, NUL, text from right to left, equal prefixes, and
/// lengths around what a slot holds itself.
const STRANGE: [&str; 24] = [
    "S1-B",
    "S1-BS",
    "s1",
    " S1",
    "S1 ",
    "A\tB",
    "A\nB",
    "\"q\"",
    "back\\slash",
    "a|b",
    "a:b",
    "\u{1f600}",
    "\0",
    "S1\0",
    "\u{202e}\u{5d0}\u{5d1}",
    "exactly-twenty-bytes",
    "exactly-twenty-bytes+",
    "exactly-twenty-bytes+more",
    "0",
    "-",
    "e\u{301}",
    "\u{e9}",
    "*S",
    "neutral",
];

/// Bytes of the longest identifier.
const LONGEST: usize = 512;

/// A strange identifier.
pub(super) fn strange(choices: &mut Choices) -> String {
    match choices.below(STRANGE.len() + 2) {
        at if at < STRANGE.len() => STRANGE[at].to_owned(),
        at if at == STRANGE.len() => "x".repeat(LONGEST),
        _ => format!("{}y", "x".repeat(LONGEST - 1)),
    }
}

/// An identifier that is not taken yet.
pub(super) fn fresh(choices: &mut Choices, taken: &mut HashSet<String>, plain: &str) -> String {
    let wanted = if choices.once_in(3) { strange(choices) } else { format!("{plain}{}", taken.len()) };
    let mut name = wanted.clone();
    for count in 0.. {
        if taken.insert(name.clone()) {
            break;
        }
        let mut room = LONGEST - 8;
        while !wanted.is_char_boundary(room.min(wanted.len())) {
            room -= 1;
        }
        name = format!("{}~{count}", &wanted[..room.min(wanted.len())]);
    }
    name
}

/// A text that something says; some are empty, and empty texts are absent.
pub(super) fn said(choices: &mut Choices) -> String {
    match choices.below(6) {
        5 => strange(choices),
        0 => String::new(),
        number => format!("says {number}"),
    }
}

/// A locale in any spelling: letters in any case, `_` for `-`, and many words for Neutral.
pub(super) fn spelled(choices: &mut Choices, locale: &str) -> String {
    if locale.is_empty() {
        return (*choices.of(&["", "neutral", "und", "System_Neutral"])).to_owned();
    }
    match choices.below(5) {
        4 => locale.to_uppercase().replace('-', "_"),
        3 => locale.to_lowercase(),
        _ => locale.to_owned(),
    }
}

/// What is different by a key, the first of each.
pub(super) fn distinct<T, K: Hash + Eq>(all: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut seen = HashSet::new();
    all.into_iter().filter(|one| seen.insert(key(one))).collect()
}

/// A locale as it compares before any policy has its say.
pub(super) fn canonical(locale: &str) -> Option<omnimedia::Tag> {
    omnimedia::Tag::parse(locale).expect("a locale")
}
