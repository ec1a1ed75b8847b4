//! Writing the locale rules, from the data of ICU4X.

use icu_locale_fallback::provider::{Baked, LocaleLikelySubtagsLanguageV1, LocaleParentsV1};
use icu_provider::{DataMarker, DataPayload, DataProvider};

use super::parts::Parts;
use super::rules::base;

/// The locale rules of CLDR, to be carried along for readers that have no locale data.
#[derive(Clone, Copy, Debug)]
pub struct Rules;

impl Rules {
    /// The rules of the ICU4X in this program, in the format of [`RulesView`](super::RulesView).
    ///
    /// The same in every program with the same locale data.
    ///
    /// # Cost
    /// Some microseconds and some kilobytes.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{Rules, RulesView};
    /// let bytes = Rules::encode();
    /// assert!(bytes.len() < 16 << 10);
    /// assert!(RulesView::new(&bytes).is_some());
    /// ```
    #[must_use]
    pub fn encode() -> Vec<u8> {
        let mut scripts = Vec::new();
        let mut regional = Vec::new();
        if let Some(likely) = load::<LocaleLikelySubtagsLanguageV1>() {
            for (language, (script, _)) in likely.get().language.iter_copied_values() {
                let Ok(language) = language.try_into_tinystr() else { continue };
                scripts.push([language.all_bytes().as_slice(), &script.into_raw()].concat());
            }
            for (key, script) in likely.get().language_region.iter_copied_values() {
                let Ok(language) = key.0.try_into_tinystr() else { continue };
                let Ok(region) = key.1.try_into_tinystr() else { continue };
                let key = [language.all_bytes().as_slice(), region.all_bytes()].concat();
                regional.push([key.as_slice(), &script.into_raw()].concat());
            }
        }
        let mut parents = Vec::new();
        if let Some(table) = load::<LocaleParentsV1>() {
            for (of, (language, script, region)) in table.get().parents.iter_copied_values() {
                // A parent is looked up when the variant is off, so a key with one is never found.
                let Some(of) = Parts::parse(of).filter(|of| of.variant.is_none()) else { continue };
                let of = base(of.language, of.script, of.region);
                parents.push([of, base(language, script, region)].concat());
            }
        }
        let mut tables = [scripts, regional, parents];
        let mut bytes = Vec::new();
        for table in &mut tables {
            table.sort_unstable();
            table.truncate(usize::from(u16::MAX));
            bytes.extend(u16::try_from(table.len()).unwrap_or(u16::MAX).to_le_bytes());
        }
        bytes.extend([0; 2]);
        bytes.extend(tables.into_iter().flatten().flatten());
        bytes
    }
}

/// The one table of its kind that is compiled in; loading what is compiled in does not fail.
fn load<M: DataMarker>() -> Option<DataPayload<M>>
where
    Baked: DataProvider<M>,
{
    DataProvider::<M>::load(&Baked, Default::default()).ok().map(|response| response.payload)
}
