//! Texts of assets and items, per locale.

use crate::locale::Tag;

/// The texts of one asset or item in one locale. Empty text counts as none (SPEC section 6).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Text {
    pub(crate) fields: [Option<Box<str>>; Field::COUNT],
    pub(crate) tags: Box<[Box<str>]>,
}

/// A text that is one string; `tags` is the only one that is a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Field {
    /// What a picture shows, for those who do not see it.
    Alt = 0,
    /// The title.
    Title = 1,
    /// The caption.
    Caption = 2,
    /// The description.
    Description = 3,
    /// The name by which people know the asset.
    DisplayName = 4,
}

impl Field {
    /// How many there are.
    pub const COUNT: usize = 5;
    /// All of them, in the order of their numbers.
    pub const ALL: [Field; Self::COUNT] =
        [Field::Alt, Field::Title, Field::Caption, Field::Description, Field::DisplayName];

    /// The key for it, the same in every language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Field::Alt => "alt",
            Field::Title => "title",
            Field::Caption => "caption",
            Field::Description => "description",
            Field::DisplayName => "display_name",
        }
    }
}

impl Text {
    /// One of the texts, as it was given; `None` where it is absent.
    #[must_use]
    pub fn get(&self, field: Field) -> Option<&str> {
        self.fields.get(field as usize).and_then(Option::as_deref)
    }

    /// The search tags, in order.
    pub fn tags(&self) -> impl ExactSizeIterator<Item = &str> {
        self.tags.iter().map(AsRef::as_ref)
    }
}

/// Texts per locale, Neutral first, then by tag; a locale stands once.
pub(crate) type Texts = Box<[(Option<Tag>, Text)]>;

/// Extension properties: string to string, by key, a key once.
pub(crate) type Properties = Box<[(Box<str>, Box<str>)]>;
