//! The policy: the choices that decide which assignment wins (SPEC sections 3, 5 and 6).

macro_rules! choice {
    ($(#[doc = $doc:literal])+ $name:ident, $key:literal, $($(#[doc = $vdoc:literal])+ $(#[$default:ident])? $variant:ident = $word:literal,)+) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[doc = $vdoc])+ $(#[$default])? $variant,)+ }

        impl $name {
            /// Every choice there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word for it, the same in every language.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl core::str::FromStr for $name {
            type Err = Fault;

            /// # Errors
            /// `bad_policy` for any other word.
            fn from_str(word: &str) -> Result<Self, Fault> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(Fault::new(
                        Code::BadPolicy,
                        format!(concat!("`{}` is no ", $key), shortened(word)),
                        concat!("say one of", $(" `", $word, "`",)+),
                    ).at(Place::path($key))),
                }
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

use crate::fault::{Code, Fault, Place, shortened};

choice! {
    /// In which order the contexts of the ladder are tried (SPEC section 3).
    Order, "order",
    /// Locale before channel before Omnichannel: the default.
    #[default]
    LocaleFirst = "locale-first",
    /// Channel before locale, for shops whose channels are strongholds.
    ChannelFirst = "channel-first",
    /// The documented ladder of Dynamics 365 Commerce, to the letter.
    Documented = "documented",
}

choice! {
    /// Which locales a locale falls back to before Neutral (SPEC section 3).
    Parents, "parents",
    /// None: the locale itself, then Neutral.
    None = "none",
    /// RFC 4647 lookup: `zh-Hant-HK`, `zh-Hant`, `zh`; the default.
    #[default]
    Truncate = "truncate",
    /// The parents of Unicode CLDR: `en-AU`, `en-001`, `en`.
    Cldr = "cldr",
}

choice! {
    /// Which sets may speak after the nearest one (SPEC section 5).
    Inheritance, "inheritance",
    /// A document cuts off all farther ones: the documented rule, and the default.
    #[default]
    Severed = "severed",
    /// Every document of the ladder speaks, contexts before levels.
    ContextFirst = "context-first",
    /// Every document of the ladder speaks, levels before contexts.
    EntityFirst = "entity-first",
}

choice! {
    /// Where the alt text of an item comes from (SPEC section 6).
    AltSource, "alt_source",
    /// From the asset, else from the product's name: the default.
    #[default]
    Asset = "asset",
    /// From the product's name.
    Product = "product",
}

/// The choices under which queries are answered and snapshots are written.
///
/// ```
/// use omnimedia::{Order, Policy};
/// let policy = Policy { order: "documented".parse()?, ..Policy::default() };
/// assert_eq!(policy.order, Order::Documented);
/// # Ok::<(), omnimedia::Fault>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Policy {
    /// In which order contexts are tried.
    pub order: Order,
    /// Which locales a locale falls back to.
    pub parents: Parents,
    /// Which sets may speak after the nearest one.
    pub inheritance: Inheritance,
    /// Where alt texts come from.
    pub alt_source: AltSource,
}

impl Policy {
    /// The default policy: the documented precedence.
    pub const DEFAULT: Policy = Policy {
        order: Order::LocaleFirst,
        parents: Parents::Truncate,
        inheritance: Inheritance::Severed,
        alt_source: AltSource::Asset,
    };
}
