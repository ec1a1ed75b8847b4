//! What an audit finds: the checks, the rows, the counts.

use crate::fault::OneLine;
use crate::model::{ContextRef, Level};

macro_rules! checks {
    ($($(#[doc = $doc:literal])+ $variant:ident = $word:literal,)+) => {
        /// What an audit looks for; each has a definition in `docs/insight.md`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Check { $($(#[doc = $doc])+ $variant,)+ }

        impl Check {
            /// All of them, in the order of the counts.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// How many there are.
            pub const COUNT: usize = Self::ALL.len();

            /// The word for it, the same in every language; it never changes.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The one that a word names.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

checks! {
    /// No item of the gallery is an image.
    NoImage = "no_image",
    /// Another context than Omnichannel, Neutral is answered from that one's document alone.
    OmnichannelOnly = "omnichannel_only",
    /// A video stands before the first image of the gallery.
    VideoFirst = "video_first",
    /// An image has no alt text in the language of the context, before the product's name.
    NoAlt = "no_alt",
    /// A set, pattern or document that nothing hears in any known context.
    Unheard = "unheard",
    /// A set or document that nobody would miss.
    Redundant = "redundant",
    /// An asset that nothing names.
    UnusedAsset = "unused_asset",
    /// An asset that something names and that is not published, or not in the publication at all.
    UnpublishedAsset = "unpublished_asset",
}

impl core::fmt::Display for Check {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.word())
    }
}

/// One of the two lists that sets and answers have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WhichList {
    /// The ordered gallery.
    Primary,
    /// The items with a purpose.
    Additional,
}

impl WhichList {
    /// The word for it, the same in every language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            WhichList::Primary => "primary",
            WhichList::Additional => "additional",
        }
    }
}

/// An asset that a finding is about, and the list of the answer in which it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundItem<'p> {
    pub(crate) list: Option<WhichList>,
    pub(crate) asset: &'p str,
}

impl<'p> FoundItem<'p> {
    /// The list; `None` where it is the asset itself that was found.
    #[must_use]
    pub fn list(&self) -> Option<WhichList> {
        self.list
    }

    /// The id of the asset.
    #[must_use]
    pub fn asset(&self) -> &'p str {
        self.asset
    }
}

/// One row of an audit. `'p` is the publication, `'r` the row.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding<'p, 'r> {
    pub(crate) check: Check,
    pub(crate) product: Option<&'p str>,
    pub(crate) variant: Option<&'p str>,
    pub(crate) context: Option<ContextRef<'p>>,
    pub(crate) level: Option<Level>,
    pub(crate) pattern: &'r [(&'p str, &'p str)],
    pub(crate) items: &'r [FoundItem<'p>],
}

impl<'p, 'r> Finding<'p, 'r> {
    pub(crate) fn new(check: Check) -> Self {
        Self { check, product: None, variant: None, context: None, level: None, pattern: &[], items: &[] }
    }

    /// Which check found it.
    #[must_use]
    pub fn check(&self) -> Check {
        self.check
    }

    /// The number of the product; `None` where an asset was found.
    #[must_use]
    pub fn product(&self) -> Option<&'p str> {
        self.product
    }

    /// The number of the variant whose answer it is, or whose set.
    #[must_use]
    pub fn variant(&self) -> Option<&'p str> {
        self.variant
    }

    /// The context that was asked in; of a set or document its own.
    #[must_use]
    pub fn context(&self) -> Option<ContextRef<'p>> {
        self.context
    }

    /// The level of a set; `None` for a whole document, and for an answer.
    #[must_use]
    pub fn level(&self) -> Option<Level> {
        self.level
    }

    /// The dimension and value of each fixed value, where it is the set of a pattern.
    #[must_use]
    pub fn pattern(&self) -> &'r [(&'p str, &'p str)] {
        self.pattern
    }

    /// The assets that it is about: those without alt text, the videos before the first image, the
    /// asset that is not used or not published.
    #[must_use]
    pub fn items(&self) -> &'r [FoundItem<'p>] {
        self.items
    }
}

impl core::fmt::Display for Finding<'_, '_> {
    /// One line, such as `no_alt: S1-BSS in channel 128, fr-CA: A2, A3`.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}:", self.check)?;
        let of_set = self.level.is_some() || matches!(self.check, Check::Unheard | Check::Redundant);
        match (self.product, of_set) {
            (Some(product), true) => write!(f, " {}", OneLine(product))?,
            (Some(product), false) => write!(f, " {}", OneLine(self.variant.unwrap_or(product)))?,
            (None, _) => {}
        }
        if let Some(context) = self.context {
            write!(f, " in {context}")?;
        }
        match self.level {
            Some(Level::Variant) => write!(f, ": variant {}", OneLine(self.variant.unwrap_or_default()))?,
            Some(level) => write!(f, ": {level}")?,
            None if of_set => f.write_str(": the document")?,
            None => {}
        }
        for (dimension, value) in self.pattern {
            write!(f, " {}:{}", OneLine(dimension), OneLine(value))?;
        }
        let separators =
            [if self.context.is_some() { ": " } else { " " }].into_iter().chain(std::iter::repeat(", "));
        for (item, separator) in self.items.iter().zip(separators) {
            write!(f, "{separator}{}", OneLine(item.asset))?;
        }
        Ok(())
    }
}

/// How much an audit found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditCounts {
    pub(crate) answers: u64,
    pub(crate) found: [u64; Check::COUNT],
    pub(crate) broken_off: bool,
}

impl AuditCounts {
    /// How many answers were looked at: products and variants, each in every known context.
    #[must_use]
    pub fn answers(&self) -> u64 {
        self.answers
    }

    /// How many rows a check has.
    #[must_use]
    pub fn of(&self, check: Check) -> u64 {
        self.found.get(check as usize).copied().unwrap_or(0)
    }

    /// How many rows each check has.
    pub fn iter(&self) -> impl Iterator<Item = (Check, u64)> {
        Check::ALL.iter().map(|check| (*check, self.of(*check)))
    }

    /// How many rows there are.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.found.iter().copied().fold(0, u64::saturating_add)
    }

    /// Whether everything was looked at; not where the caller broke off.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.broken_off
    }

    pub(crate) fn add(&mut self, check: Check, count: u64) {
        if let Some(found) = self.found.get_mut(check as usize) {
            *found = found.saturating_add(count);
        }
    }
}
