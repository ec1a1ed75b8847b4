//! Texts of publications along a chain, and as one choice of parents sees them.

use super::answer::TextRef;
use super::hash::{TextIn, TextsIn};
use super::text;
use crate::locale::{Locales, Tag};
use crate::model::{Field, Text};

/// Texts that are of a locale of a chain, with its place there.
pub(crate) type InChain<'p> = Vec<(usize, &'p Text)>;

/// Those of some texts that a chain can meet.
pub(crate) fn in_chain<'p>(
    chain: &[Tag],
    locales: &Locales<'_>,
    texts: &'p [(Option<Tag>, Text)],
) -> InChain<'p> {
    let place = |locale: Option<Tag>| locales.place_in(chain, locale);
    texts.iter().filter_map(|(locale, text)| Some((place(*locale)?, text))).collect()
}

/// The texts of an item along a chain: per field the first, the own ones before the asset's.
pub(crate) fn text_in<'p>(chain: &[Tag], own: &InChain<'p>, asset: &InChain<'p>) -> TextRef<'p> {
    let mut found = TextRef::default();
    for (slot, field) in found.fields.iter_mut().zip(Field::ALL) {
        let at = |texts: &[(usize, &'p Text)], locale: usize| {
            // where two texts come to be of one locale, the first that is not empty speaks
            texts
                .iter()
                .filter(|(place, _)| *place == locale)
                .find_map(|(_, text)| text.get(field).filter(|text| !text.is_empty()))
        };
        *slot = text::first(chain.len(), |locale| at(own, locale), |locale| at(asset, locale));
    }
    let tags = |texts: &[(usize, &'p Text)], locale: usize| {
        texts
            .iter()
            .filter(|(place, _)| *place == locale)
            .find(|(_, text)| !text.tags.is_empty())
            .map(|(_, text)| *text)
    };
    let tags = (0..=chain.len()).find_map(|locale| tags(own, locale).or_else(|| tags(asset, locale)));
    found.tags = tags.map(|text| text.tags().collect()).unwrap_or_default();
    found
}

/// The texts as one choice of parents sees them: by normal form, merged field by field where two
/// come to be of one locale, without what is empty.
pub(crate) fn merged<'p>(texts: &'p [(Option<Tag>, Text)], locales: &Locales<'_>) -> TextsIn<'p> {
    let one = |(locale, text): &'p (Option<Tag>, Text)| TextIn {
        locale: locale.map(|tag| locales.normal(tag)),
        fields: Field::ALL.map(|field| text.get(field).filter(|text| !text.is_empty())),
        tags: text.tags().collect(),
    };
    let mut all: TextsIn<'p> = texts.iter().map(one).collect();
    // stable: of two that come to be of one locale, the first stays the first
    all.sort_by_key(|text| text.locale);
    all.dedup_by(|next, text| {
        let same = next.locale == text.locale;
        if same {
            for (field, next) in text.fields.iter_mut().zip(next.fields) {
                *field = field.or(next);
            }
            if text.tags.is_empty() {
                text.tags = std::mem::take(&mut next.tags);
            }
        }
        same
    });
    all.retain(|text| !text.is_empty());
    all
}
