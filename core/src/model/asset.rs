//! Assets: what the media library holds.

use super::kind::Kind;
use super::text::{Properties, Text, Texts};
use crate::locale::Tag;

/// One item of the media library: an image, a video or a file, with texts per locale.
#[derive(Clone, Debug, PartialEq)]
pub struct Asset {
    pub(crate) id: Box<str>,
    pub(crate) kind: Kind,
    pub(crate) url: Option<Box<str>>,
    pub(crate) published: bool,
    pub(crate) channels: Option<Box<[Box<str>]>>,
    pub(crate) texts: Texts,
    pub(crate) properties: Properties,
}

impl Asset {
    /// The id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Whether it is an image, a video or a file.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Where its bytes are.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// Whether it is published; one that is not is shown nowhere.
    #[must_use]
    pub fn is_published(&self) -> bool {
        self.published
    }

    /// The channels in which it may be shown; `None` is all, an empty list none.
    #[must_use]
    pub fn channels(&self) -> Option<impl ExactSizeIterator<Item = &str>> {
        self.channels.as_deref().map(|channels| channels.iter().map(AsRef::as_ref))
    }

    /// Whether a query in `channel` may show it. A query without a channel may (SPEC section 5).
    #[must_use]
    pub fn is_allowed_in(&self, channel: Option<&str>) -> bool {
        match (&self.channels, channel) {
            (Some(channels), Some(channel)) => channels.iter().any(|allowed| **allowed == *channel),
            _ => true,
        }
    }

    /// The texts, Neutral (`None`) first, then by tag.
    pub fn texts(&self) -> impl ExactSizeIterator<Item = (Option<Tag>, &Text)> {
        self.texts.iter().map(|(locale, text)| (*locale, text))
    }

    /// The extension properties, by key.
    pub fn properties(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.properties.iter().map(|(key, value)| (&**key, &**value))
    }
}
