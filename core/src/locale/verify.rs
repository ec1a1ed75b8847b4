//! What sound locale rules keep.

use icu_locale_core::subtags::{Language, Region, Script, variant};

use super::parts::Parts;
use super::rules::{Walk, parts};
use super::{MAX_CHAIN, RulesView};

impl RulesView<'_> {
    /// Whether the bytes keep every promise of the format: subtags are well-formed and canonical
    /// and stand where they must, keys rise, no script record is for `und` (so that no normal form
    /// is Neutral), and every chain reaches Neutral within [`MAX_CHAIN`] tags.
    ///
    /// # Cost
    /// Linear in the records, times some binary searches; allocates nothing.
    ///
    /// # Example
    /// ```
    /// # #[cfg(feature = "cldr")] {
    /// use omnimedia::{Rules, RulesView};
    /// assert!(RulesView::new(&Rules::encode()).is_some_and(|rules| rules.verify()));
    /// # }
    /// ```
    #[must_use]
    pub fn verify(&self) -> bool {
        rises::<3, 7>(self.scripts)
            && rises::<6, 10>(self.regional)
            && rises::<10, 20>(self.parents)
            && self.scripts.iter().all(|record| {
                let [l0, l1, l2, script @ ..] = *record;
                known([l0, l1, l2]) && Script::try_from_raw(script).is_ok()
            })
            && self.regional.iter().all(|record| {
                let [l0, l1, l2, r0, r1, r2, script @ ..] = *record;
                known([l0, l1, l2])
                    && Region::try_from_raw([r0, r1, r2]).is_ok()
                    && Script::try_from_raw(script).is_ok()
            })
            && self.parents.iter().all(|record| {
                let (of, parent) = record.split_at(10);
                parts(parent).is_some() && parts(of).is_some_and(|of| self.ends(of))
            })
    }

    /// Whether every chain that passes the key of a parent record is short enough.
    ///
    /// A variant makes a chain longest. Before a key without a region may come the same with one,
    /// which is two tags more. Which full script a chain has depends on where it began, so all that
    /// can be are tried.
    fn ends(&self, of: Parts) -> bool {
        let room = if of.region.is_some() { MAX_CHAIN } else { MAX_CHAIN - 2 };
        let full = [None, of.script, self.implied(&of), self.script(of.language)];
        !of.is_neutral()
            && full.into_iter().all(|full_script| {
                let at = Parts { variant: Some(variant!("posix")), ..of };
                let mut walk = Walk { at, full_script, put_by: None };
                for _ in 0..room {
                    walk.step(self);
                }
                walk.at.is_neutral()
            })
    }
}

fn rises<const K: usize, const N: usize>(table: &[[u8; N]]) -> bool {
    table.is_sorted_by(|a, b| a.first_chunk::<K>() < b.first_chunk::<K>())
}

fn known(language: [u8; 3]) -> bool {
    Language::try_from_raw(language).is_ok_and(|language| !language.is_unknown())
}
