//! The context: where and in which language something is assigned or asked.

use crate::fault::OneLine;
use crate::locale::Tag;

/// A catalog, a channel and a locale; each may be absent.
///
/// Without a catalog it is the default catalog, without a channel Omnichannel, without a locale
/// Neutral (SPEC section 1). A catalog `0` is the default catalog.
///
/// ```
/// use omnimedia::Context;
/// let context = Context::new(None, Some("128"), Some("fr_ca"))?;
/// assert_eq!(context.to_string(), "channel 128, fr-CA");
/// assert_eq!(Context::default().to_string(), "Omnichannel, Neutral");
/// # Ok::<(), omnimedia::Fault>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Context {
    pub(crate) catalog: Option<Box<str>>,
    pub(crate) channel: Option<Box<str>>,
    pub(crate) locale: Option<Tag>,
}

impl Context {
    /// The context of a catalog, a channel and a locale. Empty text is absent, for each of them.
    ///
    /// # Errors
    /// `malformed_locale` for a locale that is no tag.
    pub fn new(
        catalog: Option<&str>,
        channel: Option<&str>,
        locale: Option<&str>,
    ) -> Result<Self, crate::fault::Fault> {
        Ok(Self {
            catalog: named_catalog(catalog).map(Into::into),
            channel: channel.filter(|channel| !channel.is_empty()).map(Into::into),
            locale: crate::locale::Tag::parse(locale.unwrap_or_default())?,
        })
    }

    /// The catalog number; `None` is the default catalog.
    #[must_use]
    pub fn catalog(&self) -> Option<&str> {
        self.catalog.as_deref()
    }

    /// The channel; `None` is Omnichannel.
    #[must_use]
    pub fn channel(&self) -> Option<&str> {
        self.channel.as_deref()
    }

    /// The locale; `None` is Neutral.
    #[must_use]
    pub fn locale(&self) -> Option<Tag> {
        self.locale
    }

    /// The same context, borrowed.
    #[must_use]
    pub fn as_ref(&self) -> ContextRef<'_> {
        ContextRef { catalog: self.catalog(), channel: self.channel(), locale: self.locale }
    }
}

/// A catalog that is not the default one: neither absent, nor empty, nor `0`.
pub(crate) fn named_catalog(catalog: Option<&str>) -> Option<&str> {
    catalog.filter(|catalog| !catalog.is_empty() && *catalog != "0")
}

/// A [`Context`] that borrows its names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContextRef<'a> {
    /// The catalog number; `None` is the default catalog.
    pub catalog: Option<&'a str>,
    /// The channel; `None` is Omnichannel.
    pub channel: Option<&'a str>,
    /// The locale; `None` is Neutral.
    pub locale: Option<Tag>,
}

impl ContextRef<'_> {
    /// The same context, with names of its own.
    #[must_use]
    pub fn to_context(&self) -> Context {
        Context {
            catalog: self.catalog.map(Into::into),
            channel: self.channel.map(Into::into),
            locale: self.locale,
        }
    }
}

impl core::fmt::Display for ContextRef<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        if let Some(catalog) = self.catalog {
            write!(f, "catalog {}, ", OneLine(catalog))?;
        }
        match self.channel {
            Some(channel) => write!(f, "channel {}, ", OneLine(channel))?,
            None => f.write_str("Omnichannel, ")?,
        }
        match self.locale {
            Some(locale) => write!(f, "{locale}"),
            None => f.write_str("Neutral"),
        }
    }
}

impl core::fmt::Display for Context {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.as_ref().fmt(f)
    }
}
