//! Queries made beforehand: their strings lie one after the other, in the order in which they are
//! asked, so that reading them is no random read.

use crate::contexts::{LOCALES, usual};
use crate::random::Random;
use crate::workload::{Workload, number};

/// The numbers of queries, one after the other, and the context of each.
#[derive(Clone, Debug)]
pub struct Asked {
    text: String,
    places: Vec<(u32, u8, u16)>,
    locales: usize,
    contexts: Vec<(&'static str, &'static str)>,
}

impl Default for Asked {
    /// None yet, in the contexts of the usual workload.
    fn default() -> Self {
        Self { text: String::new(), places: Vec::new(), locales: LOCALES.len(), contexts: usual() }
    }
}

/// Queries, in the order in which they are asked.
#[derive(Clone, Debug)]
pub struct Queries<'t> {
    numbers: Vec<&'t str>,
    contexts: Vec<u16>,
    names: Vec<(&'static str, &'static str)>,
}

/// One query: everything as the strings that a request would bring.
#[derive(Clone, Copy, Debug)]
pub struct Query<'t> {
    /// Of a variant.
    pub number: &'t str,
    /// Empty for Omnichannel.
    pub channel: &'t str,
    /// Empty for Neutral.
    pub locale: &'t str,
    /// Empty for the default catalog.
    pub catalog: &'t str,
    /// Which of all contexts it is.
    pub context: usize,
}

impl Asked {
    /// Random variants of a shop in random contexts.
    #[must_use]
    pub fn new(workload: &Workload, count: usize, seed: u64) -> Self {
        let mut random = Random::new(5, seed);
        let plan = workload.plan();
        let mut asked = Self { locales: plan.locales, contexts: workload.contexts(), ..Self::default() };
        let mut text = String::new();
        for _ in 0..count {
            let (product, variant) = workload.variant(random.below(workload.variants()));
            number(product, variant + 1, &mut text);
            asked.push(&text, random.below(plan.channels), random.below(plan.locales));
        }
        asked
    }

    /// Adds a query.
    pub fn push(&mut self, number: &str, channel: usize, locale: usize) {
        let start = self.text.len() as u32;
        self.text.push_str(number);
        self.places.push((start, number.len() as u8, (channel * self.locales + locale) as u16));
    }

    /// The queries.
    #[must_use]
    pub fn queries(&self) -> Queries<'_> {
        let number = |(start, length, _): &(u32, u8, u16)| {
            let start = *start as usize;
            &self.text[start..start + usize::from(*length)]
        };
        let numbers = self.places.iter().map(number).collect();
        let contexts = self.places.iter().map(|(.., context)| *context).collect();
        Queries { numbers, contexts, names: self.contexts.clone() }
    }
}

impl<'t> Queries<'t> {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The channel and the locale of each context.
    #[must_use]
    pub fn contexts(&self) -> &[(&'static str, &'static str)] {
        &self.names
    }

    /// The number and the context of a query.
    #[inline]
    #[must_use]
    pub fn number_in(&self, at: usize) -> (&'t str, usize) {
        (self.numbers[at], usize::from(self.contexts[at]))
    }

    /// So many numbers from a place on.
    #[inline]
    #[must_use]
    pub fn numbers(&self, start: usize, count: usize) -> &[&'t str] {
        &self.numbers[start..start + count]
    }

    /// A query.
    #[inline]
    #[must_use]
    pub fn get(&self, at: usize) -> Query<'t> {
        let context = usize::from(self.contexts[at]);
        let (channel, locale) = self.names[context];
        Query { number: self.numbers[at], channel, locale, catalog: "", context }
    }
}
