//! The parents of a locale, by policy.

use super::rules::RulesView;
use super::{Chain, Tag};
use crate::fault::Fault;
use crate::policy::Parents;

/// How tags compare and which locales they fall back to, under one choice of [`Parents`].
///
/// With [`Parents::Cldr`] the answers are those of the fallback of ICU4X in its default
/// configuration (the `LocaleFallbacker` of `icu_locale`), whether they come from ICU4X
/// ([`Locales::new`]) or from rules that were written with it ([`Locales::with_rules`]).
///
/// ```
/// use omnimedia::{Locales, Parents, Tag};
/// let tag = Tag::parse("zh-Hant-HK")?.ok_or("not Neutral")?;
/// let chain = Locales::new(Parents::Truncate)?.chain(tag);
/// let texts: Vec<&str> = chain.iter().map(Tag::as_str).collect();
/// assert_eq!(texts, ["zh-Hant-HK", "zh-Hant", "zh"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Locales<'a>(Kind<'a>);

#[derive(Clone, Copy, Debug)]
enum Kind<'a> {
    None,
    Truncate,
    #[cfg(feature = "cldr")]
    Cldr,
    Rules(RulesView<'a>),
}

impl<'a> Locales<'a> {
    /// The rules for `parents`, with the locale data of the program.
    ///
    /// # Errors
    /// `bad_policy` for [`Parents::Cldr`] in a build without the feature `cldr`.
    ///
    /// # Cost
    /// Next to nothing; allocates only for the fault.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{Locales, Parents, Tag};
    /// let tag = Tag::parse("fr-CA")?.ok_or("not Neutral")?;
    /// assert_eq!(Locales::new(Parents::None)?.chain(tag).as_slice(), [tag]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(parents: Parents) -> Result<Self, Fault> {
        match parents {
            Parents::None => Ok(Self(Kind::None)),
            Parents::Truncate => Ok(Self(Kind::Truncate)),
            #[cfg(feature = "cldr")]
            Parents::Cldr => Ok(Self(Kind::Cldr)),
            #[cfg(not(feature = "cldr"))]
            Parents::Cldr => Err(Fault::new(
                crate::fault::Code::BadPolicy,
                "the parents `cldr` are not in this build",
                "build with the feature `cldr`, or say `none` or `truncate`",
            )),
        }
    }

    /// The rules for `parents` where no locale data is at hand: CLDR's are then those of truncation.
    pub(crate) const fn without_data(parents: Parents) -> Self {
        match parents {
            Parents::None => Self(Kind::None),
            Parents::Truncate | Parents::Cldr => Self(Kind::Truncate),
        }
    }

    /// The place of a locale in a chain, Neutral behind its last; `None` where it is not in it.
    #[cfg(feature = "write")]
    pub(crate) fn place_in(&self, chain: &[Tag], locale: Option<Tag>) -> Option<usize> {
        let Some(tag) = locale else { return Some(chain.len()) };
        let tag = self.normal(tag);
        chain.iter().position(|one| *one == tag)
    }

    /// The rules for `parents`; those of [`Parents::Cldr`] are read from `rules`, which the other
    /// choices do not look at.
    ///
    /// # Cost
    /// Next to nothing; allocates nothing.
    ///
    /// # Example
    /// ```
    /// # #[cfg(feature = "cldr")] {
    /// use omnimedia::{Locales, Parents, Rules, RulesView, Tag};
    /// let bytes = Rules::encode();
    /// let rules = RulesView::new(&bytes).ok_or("rules")?;
    /// let locales = Locales::with_rules(Parents::Cldr, rules);
    /// let tag = Tag::parse("en-AU")?.ok_or("not Neutral")?;
    /// let texts: Vec<String> = locales.chain(tag).iter().map(Tag::to_string).collect();
    /// assert_eq!(texts, ["en-AU", "en-001", "en"]);
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_rules(parents: Parents, rules: RulesView<'a>) -> Self {
        Self(match parents {
            Parents::None => Kind::None,
            Parents::Truncate => Kind::Truncate,
            Parents::Cldr => Kind::Rules(rules),
        })
    }

    /// Which choice of parents these rules are for.
    ///
    /// ```
    /// use omnimedia::{Locales, Parents};
    /// assert_eq!(Locales::new(Parents::None)?.parents(), Parents::None);
    /// # Ok::<(), omnimedia::Fault>(())
    /// ```
    #[must_use]
    pub fn parents(&self) -> Parents {
        match self.0 {
            Kind::None => Parents::None,
            Kind::Truncate => Parents::Truncate,
            #[cfg(feature = "cldr")]
            Kind::Cldr => Parents::Cldr,
            Kind::Rules(_) => Parents::Cldr,
        }
    }

    /// The form in which tags are compared: two tags are one locale where it is the same.
    ///
    /// With [`Parents::Cldr`] a script that language and region imply is left out; otherwise it is
    /// the tag itself. It is never Neutral: nothing implies a script for the language `und`, so
    /// `und-Latn` stays what it is. The normal form of a normal form is itself, and the normal
    /// form is the first of the [`chain`](Self::chain).
    ///
    /// # Cost
    /// Some binary searches with [`Parents::Cldr`]; allocates nothing.
    ///
    /// # Example
    /// ```
    /// # #[cfg(feature = "cldr")] {
    /// use omnimedia::{Locales, Parents, Tag};
    /// let cldr = Locales::new(Parents::Cldr)?;
    /// let normal = |text| Tag::parse(text).map(|tag| tag.map(|tag| cldr.normal(tag)));
    /// assert_eq!(normal("zh-Hant-TW")?, normal("zh-TW")?);
    /// # }
    /// # Ok::<(), omnimedia::Fault>(())
    /// ```
    #[must_use]
    pub fn normal(&self, tag: Tag) -> Tag {
        match self.0 {
            Kind::None | Kind::Truncate => tag,
            #[cfg(feature = "cldr")]
            Kind::Cldr => super::cldr::normal(tag),
            Kind::Rules(rules) => rules.normal(tag),
        }
    }

    /// The normal form of `tag` and its parents, the most specific first, without Neutral.
    ///
    /// # Cost
    /// Linear in the chain, times some binary searches with [`Parents::Cldr`]; allocates nothing.
    ///
    /// # Example
    /// ```
    /// # #[cfg(feature = "cldr")] {
    /// use omnimedia::{Locales, Parents, Tag};
    /// let cldr = Locales::new(Parents::Cldr)?;
    /// let tag = Tag::parse("es-MX")?.ok_or("not Neutral")?;
    /// let texts: Vec<String> = cldr.chain(tag).iter().map(Tag::to_string).collect();
    /// assert_eq!(texts, ["es-MX", "es-419", "es"]);
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn chain(&self, tag: Tag) -> Chain {
        match self.0 {
            Kind::None => Chain::from_iter([tag]),
            Kind::Truncate => truncations(tag),
            #[cfg(feature = "cldr")]
            Kind::Cldr => super::cldr::chain(tag),
            Kind::Rules(rules) => rules.chain(tag),
        }
    }
}

/// RFC 4647 lookup: the last subtag is dropped again and again; `und` alone is Neutral.
fn truncations(tag: Tag) -> Chain {
    let mut chain = Chain::from_iter([tag]);
    let Some(mut parts) = tag.parts() else { return chain };
    loop {
        let shorter = parts.truncated();
        if shorter == parts {
            return chain;
        }
        parts = shorter;
        chain.extend(Tag::from_parts(&parts));
    }
}
