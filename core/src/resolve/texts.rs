//! Texts of publications along a chain, and as one choice of parents sees them.

use super::answer::TextRef;
use super::hash::{TextIn, TextsIn};
use super::text;
use crate::locale::{Chain, Locales, Tag};
use crate::model::{Field, Text};

/// The texts of an item along a chain: per field the first, the own ones before the asset's.
pub(crate) fn text_in<'p>(
    chain: &Chain,
    locales: &Locales<'_>,
    own: &'p [(Option<Tag>, Text)],
    asset: &'p [(Option<Tag>, Text)],
) -> TextRef<'p> {
    let in_chain = |texts: &'p [(Option<Tag>, Text)]| -> Vec<(usize, &'p Text)> {
        let place = |locale: Option<Tag>| match locale {
            None => Some(chain.len()),
            Some(tag) => {
                let tag = locales.normal(tag);
                chain.iter().position(|one| *one == tag)
            }
        };
        texts.iter().filter_map(|(locale, text)| Some((place(*locale)?, text))).collect()
    };
    let (own, asset) = (in_chain(own), in_chain(asset));
    let mut found = TextRef::default();
    for (slot, field) in found.fields.iter_mut().zip(Field::ALL) {
        let at = |texts: &[(usize, &'p Text)], locale: usize| {
            // where two texts come to be of one locale, the first that is not empty speaks
            texts
                .iter()
                .filter(|(place, _)| *place == locale)
                .find_map(|(_, text)| text.get(field).filter(|text| !text.is_empty()))
        };
        *slot = text::first(chain.len(), |locale| at(&own, locale), |locale| at(&asset, locale));
    }
    let tags = |texts: &[(usize, &'p Text)], locale: usize| {
        texts
            .iter()
            .filter(|(place, _)| *place == locale)
            .find(|(_, text)| !text.tags.is_empty())
            .map(|(_, text)| *text)
    };
    let tags = (0..=chain.len()).find_map(|locale| tags(&own, locale).or_else(|| tags(&asset, locale)));
    found.tags = tags.map(|text| text.tags().collect()).unwrap_or_default();
    found
}

/// The texts as one choice of parents sees them: by normal form, merged field by field where two
/// come to be of one locale, without what is empty.
pub(crate) fn merged<'p>(texts: &'p [(Option<Tag>, Text)], locales: &Locales<'_>) -> TextsIn<'p> {
    let mut all: TextsIn<'p> = Vec::with_capacity(texts.len());
    for (locale, text) in texts {
        let locale = locale.map(|tag| locales.normal(tag));
        let fields = Field::ALL.map(|field| text.get(field).filter(|text| !text.is_empty()));
        let new = TextIn { locale, fields, tags: text.tags().collect() };
        match all.iter_mut().find(|one| one.locale == locale) {
            Some(old) => {
                for (old, new) in old.fields.iter_mut().zip(new.fields) {
                    *old = old.or(new);
                }
                if old.tags.is_empty() {
                    old.tags = new.tags;
                }
            }
            None => all.push(new),
        }
    }
    all.retain(|text| !text.is_empty());
    all.sort_by_key(|text| text.locale);
    all
}
