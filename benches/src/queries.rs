//! Queries made beforehand: their strings lie one after the other, in the order in which they are
//! asked, so that reading them is no random read.

use crate::random::Random;
use crate::workload::{CHANNELS, LOCALES, Workload, number};

/// The numbers of queries, one after the other, and the context of each.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    text: String,
    places: Vec<(u32, u8, u8)>,
}

/// Queries, in the order in which they are asked.
#[derive(Clone, Debug)]
pub struct Queries<'t> {
    numbers: Vec<&'t str>,
    contexts: Vec<u8>,
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
        let mut asked = Self::default();
        let mut text = String::new();
        for _ in 0..count {
            let (product, variant) = workload.variant(random.below(workload.variants()));
            number(product, variant + 1, &mut text);
            asked.push(&text, random.below(CHANNELS.len()), random.below(LOCALES.len()));
        }
        asked
    }

    /// Adds a query.
    pub fn push(&mut self, number: &str, channel: usize, locale: usize) {
        let start = self.text.len() as u32;
        self.text.push_str(number);
        self.places.push((start, number.len() as u8, (channel * LOCALES.len() + locale) as u8));
    }

    /// The queries.
    #[must_use]
    pub fn queries(&self) -> Queries<'_> {
        let number = |(start, length, _): &(u32, u8, u8)| {
            let start = *start as usize;
            &self.text[start..start + usize::from(*length)]
        };
        let numbers = self.places.iter().map(number).collect();
        Queries { numbers, contexts: self.places.iter().map(|(.., context)| *context).collect() }
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
        Query {
            number: self.numbers[at],
            channel: CHANNELS[context / LOCALES.len()],
            locale: LOCALES[context % LOCALES.len()],
            catalog: "",
            context,
        }
    }
}
