//! The locale rules of CLDR as plain bytes, for readers that have no locale data.

use icu_locale_core::subtags::{Language, Region, Script, Variant};

use super::parts::Parts;
use super::{Chain, MAX_CHAIN, Tag, push};

/// Language, script and region as bytes: what a parent has, and for whom.
pub(super) type Base = [u8; 10];

/// Locale rules that `Rules::encode` wrote, read where they lie.
///
/// They answer exactly what ICU4X answered when they were written, for every tag, whether it is in
/// the tables or not. Reading is total: damaged bytes give some chain, never a panic and never
/// more than [`MAX_CHAIN`] tags.
///
/// # The bytes
///
/// Little-endian, at any alignment, nothing between or behind the parts:
///
/// | offset | bytes | what |
/// | --- | --- | --- |
/// | 0 | 2 | *L*, the number of script records |
/// | 2 | 2 | *R*, the number of regional script records |
/// | 4 | 2 | *P*, the number of parent records |
/// | 6 | 2 | 0 |
/// | 8 | 7 *L* | script records: language, script |
/// | 8 + 7 *L* | 10 *R* | regional script records: language, region, script |
/// | 8 + 7 *L* + 10 *R* | 20 *P* | parent records: language, script, region; then the parent's language, script, region |
///
/// A language is 3 bytes, a script 4, a region 3: ASCII in canonical case, filled up with zero
/// bytes; all zero where there is none (only in parent records). Each table is sorted by the bytes
/// of what stands before the script or before the parent, its key, and has no key twice.
///
/// # The rules
///
/// The *script of a language* is that of its script record; the *implied script* of a tag with a
/// script or a region is that of the regional script record of language and region or, where there
/// is none, the script of the language. A tag without both has no implied script.
///
/// The *normal form* is the tag without its script if that is the implied one. The tag's *full
/// script* is its script or else the implied one; it stays the same throughout the chain.
///
/// The *chain* begins with the normal form. After each tag comes the first of these that applies:
///
/// 1. The tag has a variant: the same without it. The variant is put by.
/// 2. There is a parent record for the language, script and region: the parent, with the variant
///    put by, which is then put by no longer.
/// 3. The tag has a region: the language with the full script, or without a script if that is the
///    script of the language (or there is neither); with the variant put by, as in 2.
/// 4. Otherwise Neutral.
///
/// A chain ends where Neutral (`und` alone) comes, or with [`MAX_CHAIN`] tags.
///
/// For damaged bytes moreover: a record with a malformed subtag counts as absent, a tag that would
/// come again is left out but still counts towards [`MAX_CHAIN`], and a script is not dropped where
/// only `und` would be left.
///
/// # Example
/// ```
/// # #[cfg(feature = "cldr")] {
/// use omnimedia::{Rules, RulesView, Tag};
/// let bytes = Rules::encode();
/// let rules = RulesView::new(&bytes).ok_or("rules")?;
/// let tag = Tag::parse("zh-Hant-TW")?.ok_or("not Neutral")?;
/// let texts: Vec<String> = rules.chain(tag).iter().map(Tag::to_string).collect();
/// assert_eq!(texts, ["zh-TW", "zh-Hant"]);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct RulesView<'a> {
    pub(super) scripts: &'a [[u8; 7]],
    pub(super) regional: &'a [[u8; 10]],
    pub(super) parents: &'a [[u8; 20]],
}

impl<'a> RulesView<'a> {
    /// The rules that `bytes` are; `None` where the length is not the one its header gives.
    ///
    /// # Cost
    /// The same whatever the size; allocates nothing.
    ///
    /// # Example
    /// ```
    /// use omnimedia::RulesView;
    /// assert!(RulesView::new(&[0; 8]).is_some_and(|rules| rules.verify()));
    /// assert!(RulesView::new(b"no rules").is_none());
    /// ```
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let (counts, rest) = bytes.split_first_chunk::<8>()?;
        let [l0, l1, r0, r1, p0, p1, 0, 0] = *counts else { return None };
        let (scripts, rest) = table(rest, u16::from_le_bytes([l0, l1]))?;
        let (regional, rest) = table(rest, u16::from_le_bytes([r0, r1]))?;
        let (parents, rest) = table(rest, u16::from_le_bytes([p0, p1]))?;
        rest.is_empty().then_some(Self { scripts, regional, parents })
    }

    /// The form in which tags are compared: without the script that language and region imply.
    ///
    /// # Cost
    /// Two binary searches; allocates nothing.
    ///
    /// # Example
    /// ```
    /// # #[cfg(feature = "cldr")] {
    /// use omnimedia::{Rules, RulesView, Tag};
    /// let bytes = Rules::encode();
    /// let rules = RulesView::new(&bytes).ok_or("rules")?;
    /// let normal = |text| Tag::parse(text).map(|tag| tag.map(|tag| rules.normal(tag)));
    /// assert_eq!(normal("zh-Hans-CN")?, normal("zh-CN")?);
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn normal(&self, tag: Tag) -> Tag {
        let walk = tag.parts().map(|parts| Walk::start(self, parts));
        walk.and_then(|walk| Tag::from_parts(&walk.at)).unwrap_or(tag)
    }

    /// The normal form of `tag` and its parents, the most specific first, without Neutral.
    ///
    /// # Cost
    /// Two binary searches for each tag of the chain; allocates nothing.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{RulesView, Tag};
    /// let none = RulesView::new(&[0; 8]).ok_or("rules")?;
    /// let tag = Tag::parse("de-AT-1996")?.ok_or("not Neutral")?;
    /// let texts: Vec<String> = none.chain(tag).iter().map(Tag::to_string).collect();
    /// assert_eq!(texts, ["de-AT-1996", "de-AT", "de-1996", "de"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn chain(&self, tag: Tag) -> Chain {
        let mut chain = Chain::new();
        let Some(parts) = tag.parts() else { return chain };
        let mut walk = Walk::start(self, parts);
        for _ in 0..MAX_CHAIN {
            let Some(tag) = Tag::from_parts(&walk.at) else { break };
            push(&mut chain, tag);
            walk.step(self);
        }
        chain
    }

    /// The script of a language.
    pub(super) fn script(&self, language: Language) -> Option<Script> {
        let script = find(self.scripts, &language.into_raw())?;
        Script::try_from_raw(*script.first_chunk()?).ok()
    }

    /// The script that language and region imply, or the language alone.
    pub(super) fn implied(&self, parts: &Parts) -> Option<Script> {
        let regional = parts.region.and_then(|region| {
            let ([l0, l1, l2], [r0, r1, r2]) = (parts.language.into_raw(), region.into_raw());
            let script = find(self.regional, &[l0, l1, l2, r0, r1, r2])?;
            Script::try_from_raw(*script.first_chunk()?).ok()
        });
        regional.or_else(|| self.script(parts.language))
    }

    fn parent(&self, at: &Parts) -> Option<Parts> {
        parts(find(self.parents, &base(at.language, at.script, at.region))?)
    }
}

/// A chain on its way: rules 1 to 4 of [`RulesView`].
pub(super) struct Walk {
    pub(super) at: Parts,
    pub(super) full_script: Option<Script>,
    pub(super) put_by: Option<Variant>,
}

impl Walk {
    /// At the normal form.
    fn start(rules: &RulesView<'_>, mut at: Parts) -> Self {
        let given = at.script;
        let implied = match (at.script, at.region) {
            (None, None) => None,
            _ => rules.implied(&at),
        };
        if given == implied {
            at.script = None;
        }
        if at.is_neutral() {
            at.script = given;
        }
        Self { at, full_script: given.or(implied), put_by: None }
    }

    /// To the next tag, or to Neutral.
    pub(super) fn step(&mut self, rules: &RulesView<'_>) {
        if let Some(variant) = self.at.variant.take() {
            self.put_by = Some(variant);
        } else if let Some(parent) = rules.parent(&self.at) {
            self.at = Parts { variant: self.put_by.take(), ..parent };
        } else if self.at.region.take().is_some() {
            let of_language = rules.script(self.at.language);
            self.at.script = self.full_script.filter(|full| of_language != Some(*full));
            self.at.variant = self.put_by.take();
        } else {
            self.at.language = Language::UNKNOWN;
            self.at.script = None;
        }
    }
}

/// `count` records from the front of `bytes`, and what is behind them.
fn table<const N: usize>(bytes: &[u8], count: u16) -> Option<(&[[u8; N]], &[u8])> {
    let (records, rest) = bytes.split_at_checked(N.checked_mul(usize::from(count))?)?;
    Some((records.as_chunks().0, rest))
}

/// What stands behind `key` in its record.
fn find<'a, const K: usize, const N: usize>(table: &'a [[u8; N]], key: &[u8; K]) -> Option<&'a [u8]> {
    let at = table.binary_search_by(|record| record.first_chunk::<K>().cmp(&Some(key))).ok()?;
    table.get(at)?.get(K..)
}

/// Language, script and region as a parent record has them.
pub(super) fn base(language: Language, script: Option<Script>, region: Option<Region>) -> Base {
    let [l0, l1, l2] = language.into_raw();
    let [s0, s1, s2, s3] = script.map_or([0; 4], Script::into_raw);
    let [r0, r1, r2] = region.map_or([0; 3], Region::into_raw);
    [l0, l1, l2, s0, s1, s2, s3, r0, r1, r2]
}

/// The reverse of [`base`].
pub(super) fn parts(base: &[u8]) -> Option<Parts> {
    let [l0, l1, l2, s0, s1, s2, s3, r0, r1, r2] = *base.first_chunk::<10>()?;
    let script = match [s0, s1, s2, s3] {
        [0, 0, 0, 0] => None,
        script => Some(Script::try_from_raw(script).ok()?),
    };
    let region = match [r0, r1, r2] {
        [0, 0, 0] => None,
        region => Some(Region::try_from_raw(region).ok()?),
    };
    let language = Language::try_from_raw([l0, l1, l2]).ok()?;
    Some(Parts { language, script, region, variant: None })
}
