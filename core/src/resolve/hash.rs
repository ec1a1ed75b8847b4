//! The content hash of items and answers: equal on every platform (SPEC section 9).
//!
//! Everything is hashed with XXH3-128, seed 0, over an encoding in which no two different contents
//! are equal: numbers are 8 bytes little-endian, a text is its length and its bytes, an absent text
//! is the length 2^64 - 1 alone.

use crate::locale::Tag;
use crate::model::{Field, Kind};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// What an asset or an item says in one locale, empty texts left out.
#[derive(Clone, PartialEq)]
pub(crate) struct TextIn<'a> {
    pub(crate) locale: Option<Tag>,
    pub(crate) fields: [Option<&'a str>; Field::COUNT],
    pub(crate) tags: Vec<&'a str>,
}

impl TextIn<'_> {
    pub(crate) fn is_empty(&self) -> bool {
        self.fields.iter().all(Option::is_none) && self.tags.is_empty()
    }
}

/// The texts per locale under one choice of parents, Neutral first, then by tag.
pub(crate) type TextsIn<'a> = Vec<TextIn<'a>>;

fn number(out: &mut Vec<u8>, number: u64) {
    out.extend_from_slice(&number.to_le_bytes());
}

fn text(out: &mut Vec<u8>, text: Option<&str>) {
    match text {
        Some(text) => {
            number(out, text.len() as u64);
            out.extend_from_slice(text.as_bytes());
        }
        None => number(out, u64::MAX),
    }
}

fn texts(out: &mut Vec<u8>, texts: &TextsIn<'_>) {
    number(out, texts.len() as u64);
    for one in texts {
        text(out, one.locale.as_ref().map(Tag::as_str));
        for field in one.fields {
            text(out, field);
        }
        number(out, one.tags.len() as u64);
        for tag in &one.tags {
            text(out, Some(tag));
        }
    }
}

/// The hash of an asset: its id, kind, url and texts. `out` is memory for what is hashed.
pub(crate) fn asset(
    (id, kind, url): (&str, Kind, Option<&str>),
    all: &TextsIn<'_>,
    out: &mut Vec<u8>,
) -> u128 {
    out.clear();
    text(out, Some(id));
    number(out, u64::from(kind.number()));
    text(out, url);
    texts(out, all);
    xxh3_128(out)
}

/// The hash of an item: its purpose, the hash of its asset, and its own texts. That of an item
/// without purpose and texts is its asset's.
///
/// It takes the asset's hash rather than its texts, so that a thousand items of one asset do not
/// read them a thousand times.
pub(crate) fn item(purpose: Option<&str>, asset: u128, own: &TextsIn<'_>) -> u128 {
    if purpose.is_none() && own.is_empty() {
        return asset;
    }
    let mut out = Vec::with_capacity(128);
    text(&mut out, purpose);
    out.extend_from_slice(&asset.to_le_bytes());
    texts(&mut out, own);
    xxh3_128(&out)
}

/// The hash of an answer from those of its items, as they are shown. Without items it is that of
/// the empty answer.
pub(crate) struct AnswerHash(Xxh3);

impl AnswerHash {
    /// Begins with how many primary items there are, and which of them is the default image.
    pub(crate) fn new(primary: usize, default_image: Option<usize>) -> Self {
        let mut hash = Xxh3::new();
        hash.update(&(primary as u64).to_le_bytes());
        hash.update(&default_image.map_or(u64::MAX, |index| index as u64).to_le_bytes());
        Self(hash)
    }

    /// Adds an item: the primary ones in order, then the additional ones.
    pub(crate) fn item(&mut self, item: u128) {
        self.0.update(&item.to_le_bytes());
    }

    pub(crate) fn finish(&self) -> u128 {
        self.0.digest128()
    }
}
