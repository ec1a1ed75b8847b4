//! The small closed vocabularies: kinds, modes, levels.

macro_rules! vocabulary {
    ($(#[doc = $doc:literal])+ $name:ident, $($(#[doc = $vdoc:literal])+ $variant:ident = $number:literal $word:literal,)+) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[doc = $vdoc])+ $variant = $number,)+ }

        impl $name {
            /// All of them, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word for it, the same in every language.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The one that a word names.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }

            /// The number for it, as snapshots hold it.
            #[must_use]
            pub const fn number(self) -> u8 {
                self as u8
            }

            /// The one that a number names.
            #[must_use]
            pub const fn from_number(number: u8) -> Option<Self> {
                match number { $($number => Some(Self::$variant),)+ _ => None }
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

vocabulary! {
    /// What an asset is.
    Kind,
    /// A picture.
    Image = 0 "image",
    /// A video.
    Video = 1 "video",
    /// Any other document: a manual, a size chart.
    File = 2 "file",
}

vocabulary! {
    /// What a list does with the rest of the chain (SPEC section 5).
    Mode,
    /// Gives its items and stops: an array is this.
    Replace = 0 "replace",
    /// Passes on; has no items.
    Inherit = 1 "inherit",
    /// The rest of the chain, then its items.
    Append = 2 "append",
    /// Its items, then the rest of the chain.
    Prepend = 3 "prepend",
}

vocabulary! {
    /// At which level of a product something is assigned (SPEC section 4), nearest first.
    Level,
    /// At one variant.
    Variant = 0 "variant",
    /// At a dimension combination with wildcards.
    Dimensions = 1 "dimensions",
    /// At the product itself.
    Master = 2 "master",
}
