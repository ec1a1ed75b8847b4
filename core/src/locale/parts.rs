//! The subtags of a tag, each legal and in its canonical case.

use icu_locale_core::subtags::{Language, Region, Script, Variant};

/// A tag taken apart. The language may be `und`, and then all of it may be Neutral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) language: Language,
    pub(super) script: Option<Script>,
    pub(super) region: Option<Region>,
    pub(super) variant: Option<Variant>,
}

impl Parts {
    /// Reads a tag in any case, with `-` or `_` between the subtags.
    ///
    /// What a subtag is, says `icu_locale_core`; only their order is decided here, because its
    /// parser of whole identifiers allocates for a list of variants and refuses `_`.
    pub(super) fn parse(text: &[u8]) -> Option<Self> {
        let mut subtags = text.split(|byte| matches!(byte, b'-' | b'_'));
        let mut parts = Self {
            language: Language::try_from_utf8(subtags.next()?).ok()?,
            script: None,
            region: None,
            variant: None,
        };
        let mut next = subtags.next();
        if let Some(script) = next.and_then(|subtag| Script::try_from_utf8(subtag).ok()) {
            parts.script = Some(script);
            next = subtags.next();
        }
        if let Some(region) = next.and_then(|subtag| Region::try_from_utf8(subtag).ok()) {
            parts.region = Some(region);
            next = subtags.next();
        }
        if let Some(variant) = next.and_then(|subtag| Variant::try_from_utf8(subtag).ok()) {
            parts.variant = Some(variant);
            next = subtags.next();
        }
        next.is_none().then_some(parts)
    }

    /// Whether nothing is left but `und`.
    pub(super) fn is_neutral(&self) -> bool {
        self.language.is_unknown() && self.script.is_none() && self.region.is_none() && self.variant.is_none()
    }

    /// The same without the last subtag; the language alone stays.
    pub(super) fn truncated(mut self) -> Self {
        let _ = self.variant.take().is_some() || self.region.take().is_some() || self.script.take().is_some();
        self
    }

    /// Calls `take` with the text of each subtag in order.
    pub(super) fn each(&self, mut take: impl FnMut(&str)) {
        take(self.language.as_str());
        if let Some(script) = &self.script {
            take(script.as_str());
        }
        if let Some(region) = &self.region {
            take(region.as_str());
        }
        if let Some(variant) = &self.variant {
            take(variant.as_str());
        }
    }
}
