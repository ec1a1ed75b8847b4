//! Whether two answers show the same.

use super::answer::{Answer, AnswerItem, AssetRef, CategoryAnswer, Shown, SwatchAnswer};

impl Answer<'_> {
    /// Whether both show the same: the same items in both lists, each with its purpose, its asset, kind
    /// and url, and its texts. Where items come from makes no difference, nor do extension properties.
    ///
    /// # Cost
    /// Linear in the items.
    #[must_use]
    pub fn shows_the_same(&self, other: &Answer<'_>) -> bool {
        let same = |one: &[AnswerItem<'_>], other: &[AnswerItem<'_>]| {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.shows_the_same(other))
        };
        // which image is the default one follows from the gallery
        same(&self.primary, &other.primary) && same(&self.additional, &other.additional)
    }
}

impl AnswerItem<'_> {
    fn shows_the_same(&self, other: &AnswerItem<'_>) -> bool {
        self.purpose == other.purpose && self.asset.shows_the_same(&other.asset) && self.text == other.text
    }
}

impl AssetRef<'_> {
    fn shows_the_same(&self, other: &AssetRef<'_>) -> bool {
        (self.id, self.kind, self.url) == (other.id, other.kind, other.url)
    }
}

impl SwatchAnswer<'_> {
    /// Whether both show the same for the same value; whose swatch it is makes no difference.
    #[must_use]
    pub fn shows_the_same(&self, other: &SwatchAnswer<'_>) -> bool {
        let shown = match (self.shown(), other.shown()) {
            (Shown::Hex(one), Shown::Hex(other)) => one == other,
            (Shown::Image(one, crop), Shown::Image(other, other_crop)) => {
                one.shows_the_same(other) && crop == other_crop
            }
            (Shown::Text(one), Shown::Text(other)) => one == other,
            _ => false,
        };
        shown && (self.dimension, self.value) == (other.dimension, other.value)
    }
}

impl CategoryAnswer<'_> {
    /// Whether both show the same picture with the same texts, or both none.
    #[must_use]
    pub fn shows_the_same(&self, other: &CategoryAnswer<'_>) -> bool {
        match (&self.image, &other.image) {
            (None, None) => true,
            (Some(one), Some(two)) => one.shows_the_same(two) && self.text == other.text,
            _ => false,
        }
    }
}
