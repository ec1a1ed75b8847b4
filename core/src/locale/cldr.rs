//! The locale rules of ICU4X itself.

use icu_locale_core::DataLocale;
use icu_locale_fallback::LocaleFallbacker;

use super::parts::Parts;
use super::{Chain, MAX_CHAIN, Tag, push};

/// What ICU4X tries for `tag`, its normal form first, up to but without `und`.
pub(super) fn chain(tag: Tag) -> Chain {
    let mut chain = Chain::new();
    let Some(locale) = tag.parts().map(data_locale) else { return chain };
    // Free to make: the data is part of the program.
    let mut iterator = LocaleFallbacker::new().for_config(Default::default()).fallback_for(locale);
    for _ in 0..MAX_CHAIN {
        let Some(tag) = Tag::from_parts(&parts(iterator.get())) else { break };
        push(&mut chain, tag);
        iterator.step();
    }
    chain
}

/// The first of the chain.
pub(super) fn normal(tag: Tag) -> Tag {
    let Some(locale) = tag.parts().map(data_locale) else { return tag };
    let iterator = LocaleFallbacker::new().for_config(Default::default()).fallback_for(locale);
    // Only a script that a known language implies is dropped, so this is never `und`.
    Tag::from_parts(&parts(iterator.get())).unwrap_or(tag)
}

fn data_locale(parts: Parts) -> DataLocale {
    let mut locale = DataLocale::from((parts.language, parts.script, parts.region));
    locale.variant = parts.variant;
    locale
}

fn parts(locale: &DataLocale) -> Parts {
    Parts { language: locale.language, script: locale.script, region: locale.region, variant: locale.variant }
}
