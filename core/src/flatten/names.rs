//! The numbers of catalogs, channels and locales, in the order in which they are first used.

use super::pool::{Strings, narrow};
use crate::fault::Fault;
use crate::locale::Tag;
use crate::model::ContextRef;
use std::collections::HashMap;

/// The names that a delta's base has numbered.
pub(crate) trait BaseNames {
    /// How many catalogs, channels and locales there are.
    fn counts(&self) -> [u32; 3];
    fn catalog(&self, name: &str) -> Option<u32>;
    fn channel(&self, name: &str) -> Option<u32>;
    fn locale(&self, tag: Tag) -> Option<u32>;
}

/// What numbers the names of one snapshot.
#[derive(Default)]
pub(crate) struct Names<'b> {
    base: Option<&'b (dyn BaseNames + Sync)>,
    below: [u32; 3],
    numbers: [HashMap<Box<str>, u32>; 2],
    tags: HashMap<Tag, u32>,
    /// The texts of new catalogs and channels, and the new locales.
    pub(crate) texts: [Vec<u64>; 2],
    pub(crate) locales: Vec<Tag>,
}

impl<'b> Names<'b> {
    pub(crate) fn new(base: Option<&'b (dyn BaseNames + Sync)>) -> Self {
        Self { base, below: base.map(|base| base.counts()).unwrap_or_default(), ..Self::default() }
    }

    pub(crate) fn below(&self) -> [u32; 3] {
        self.below
    }

    fn named(&mut self, kind: usize, name: &str, strings: &mut Strings) -> Result<u32, Fault> {
        let (Some(numbers), Some(texts)) = (self.numbers.get_mut(kind), self.texts.get_mut(kind)) else {
            return Ok(0);
        };
        if let Some(number) = numbers.get(name) {
            return Ok(*number);
        }
        let in_base =
            self.base.and_then(|base| if kind == 0 { base.catalog(name) } else { base.channel(name) });
        let number = match in_base {
            Some(number) => number,
            None => {
                texts.push(strings.add(name)?);
                let below = self.below.get(kind).copied().unwrap_or(0);
                below.saturating_add(narrow(texts.len(), "names")?.saturating_sub(1))
            }
        };
        numbers.insert(name.into(), number);
        Ok(number)
    }

    /// The number of a catalog plus one; 0 for none.
    pub(crate) fn catalog(&mut self, name: Option<&str>, strings: &mut Strings) -> Result<u32, Fault> {
        name.map_or(Ok(0), |name| Ok(self.named(0, name, strings)?.saturating_add(1)))
    }

    /// The number of a channel plus one; 0 for none.
    pub(crate) fn channel(&mut self, name: Option<&str>, strings: &mut Strings) -> Result<u32, Fault> {
        name.map_or(Ok(0), |name| Ok(self.named(1, name, strings)?.saturating_add(1)))
    }

    /// The number of a locale plus one; 0 for Neutral.
    pub(crate) fn locale(&mut self, tag: Option<Tag>) -> Result<u32, Fault> {
        let Some(tag) = tag else { return Ok(0) };
        if let Some(number) = self.tags.get(&tag) {
            return Ok(number.saturating_add(1));
        }
        let number = match self.base.and_then(|base| base.locale(tag)) {
            Some(number) => number,
            None => {
                self.locales.push(tag);
                self.below[2].saturating_add(narrow(self.locales.len(), "locales")?.saturating_sub(1))
            }
        };
        self.tags.insert(tag, number);
        Ok(number.saturating_add(1))
    }

    /// The number of a locale plus one; 0 where it is not named.
    pub(crate) fn known_locale(&self, tag: Tag) -> u32 {
        let number = self.tags.get(&tag).copied().or_else(|| self.base.and_then(|base| base.locale(tag)));
        number.map_or(0, |number| number.saturating_add(1))
    }

    /// The numbers of a context, plus one each.
    pub(crate) fn context(
        &mut self,
        context: ContextRef<'_>,
        strings: &mut Strings,
    ) -> Result<[u32; 3], Fault> {
        Ok([
            self.catalog(context.catalog, strings)?,
            self.channel(context.channel, strings)?,
            self.locale(context.locale)?,
        ])
    }
}
