//! Locale tags in canonical case.

use super::parts::Parts;
use crate::fault::{Code, Fault};

/// Bytes of the longest tag: `lll-Ssss-rrr-vvvvvvvv`.
const MAX_LEN: usize = 21;

/// A BCP 47 tag of language, script, region and at most one variant in canonical case, such as
/// `en`, `en-US`, `zh-Hant-HK` or `de-1996`; never Neutral.
///
/// Aliases stay as they are (`iw` is not `he`), and there are no extensions and no private use.
/// The language has two or three letters and may be `und` beside another subtag (`und-Latn`).
/// Grandfathered tags have no meaning of their own: those of the form above (`zh-hakka`, a language
/// and a variant) are read as that, all others are refused.
///
/// Tags are small, `Copy` and own no heap; they are ordered as their texts are, byte by byte.
///
/// ```
/// use omnimedia::Tag;
/// let tag = Tag::parse("ZH_hant-hk")?.ok_or("not Neutral")?;
/// assert_eq!(tag.as_str(), "zh-Hant-HK");
/// assert_eq!(Tag::parse("system_neutral")?, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
// The bytes behind the text are 0 and compared before the length: the derived order is the text's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag {
    bytes: [u8; MAX_LEN],
    len: u8,
}

impl Tag {
    /// Reads a tag in any case, with `-` or `_` between its subtags.
    ///
    /// `neutral`, `system_neutral`, `und` and the empty text, in any case, are Neutral: `None`.
    ///
    /// # Errors
    /// `malformed_locale` for anything else that is not such a tag. Spaces are not trimmed.
    ///
    /// # Cost
    /// Some tens of nanoseconds; allocates only for the fault.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{Code, Tag};
    /// assert_eq!(Tag::parse("FR_ca")?.map(|tag| tag.to_string()).as_deref(), Some("fr-CA"));
    /// assert_eq!(Tag::parse("UND")?, None);
    /// let fault = Tag::parse("xx_").err().ok_or("a fault")?;
    /// assert_eq!(fault.code(), Code::MalformedLocale);
    /// assert_eq!(fault.message(), "`xx_` is no locale");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse(text: &str) -> Result<Option<Self>, Fault> {
        if let Some(tag) = Self::common(text.as_bytes()) {
            return Ok(Some(tag));
        }
        let neutral = ["", "neutral", "system_neutral", "und"];
        if neutral.iter().any(|word| text.eq_ignore_ascii_case(word)) {
            return Ok(None);
        }
        match Parts::parse(text.as_bytes()) {
            Some(parts) => Ok(Self::from_parts(&parts)),
            None => Err(malformed(text)),
        }
    }

    /// The text, in canonical case.
    ///
    /// # Cost
    /// Allocates nothing.
    ///
    /// # Example
    /// ```
    /// use omnimedia::Tag;
    /// assert_eq!(Tag::parse("EN")?.as_ref().map(Tag::as_str), Some("en"));
    /// # Ok::<(), omnimedia::Fault>(())
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        // The text is ASCII by construction, so the default is never taken.
        core::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    /// The bare language: `zh` of `zh-Hant-HK`; `None`, which is Neutral, where it is `und`.
    ///
    /// # Cost
    /// Allocates nothing.
    ///
    /// # Example
    /// ```
    /// use omnimedia::Tag;
    /// let language = |text| Tag::parse(text).map(|tag| tag.and_then(|tag| tag.language()));
    /// assert_eq!(language("zh-Hant-HK")?, Tag::parse("zh")?);
    /// assert_eq!(language("und-Latn")?, None);
    /// # Ok::<(), omnimedia::Fault>(())
    /// ```
    #[must_use]
    pub fn language(&self) -> Option<Self> {
        let bare = self.as_bytes().split(|byte| *byte == b'-').next()?;
        if bare == b"und" { None } else { Self::joined(bare) }
    }

    /// The tag of these subtags; `None` is Neutral.
    pub(super) fn from_parts(parts: &Parts) -> Option<Self> {
        if parts.is_neutral() {
            return None;
        }
        let mut text = [0; MAX_LEN + 1];
        let mut len = 0_usize;
        // Every subtag brings its own hyphen, so the text begins behind the first.
        let mut rest = text.iter_mut();
        parts.each(|subtag| {
            for byte in core::iter::once(b'-').chain(subtag.bytes()) {
                if let Some(to) = rest.next() {
                    *to = byte;
                    len = len.saturating_add(1);
                }
            }
        });
        Self::joined(text.get(1..len)?)
    }

    /// The subtags; a tag always has them.
    pub(super) fn parts(&self) -> Option<Parts> {
        Parts::parse(self.as_bytes())
    }

    /// `ll` and `ll-RR` in canonical case, by far the most: legal whatever the letters are.
    fn common(text: &[u8]) -> Option<Self> {
        match text {
            [b'a'..=b'z', b'a'..=b'z'] | [b'a'..=b'z', b'a'..=b'z', b'-', b'A'..=b'Z', b'A'..=b'Z'] => {
                Self::joined(text)
            }
            _ => None,
        }
    }

    fn joined(text: &[u8]) -> Option<Self> {
        let mut bytes = [0; MAX_LEN];
        bytes.get_mut(..text.len())?.copy_from_slice(text);
        Some(Self { bytes, len: u8::try_from(text.len()).ok()? })
    }

    fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.len)).unwrap_or_default()
    }
}

/// The fault for `text`, of which a message quotes no more than anyone would read.
fn malformed(text: &str) -> Fault {
    const QUOTED: usize = 48;
    let mut quoted = String::new();
    for character in text.chars().take(QUOTED) {
        if character.is_control() {
            quoted.extend(character.escape_default());
        } else {
            quoted.push(character);
        }
    }
    if text.chars().nth(QUOTED).is_some() {
        quoted.push('…');
    }
    Fault::new(
        Code::MalformedLocale,
        format!("`{quoted}` is no locale"),
        "write a language and, where wanted, script, region and one variant, such as `en`, `en-US` \
         or `zh-Hant-HK`; or write `neutral`",
    )
}

impl AsRef<str> for Tag {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl core::fmt::Display for Tag {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.pad(self.as_str())
    }
}

impl core::fmt::Debug for Tag {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Tag({self})")
    }
}
