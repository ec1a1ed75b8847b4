//! Queries made beforehand: their strings lie one after the other, in the order in which they are
//! asked, so that reading them is no random read.

use crate::random::Random;
use crate::workload::{CHANNELS, LOCALES, Workload, number};

/// Queries, in random order.
#[derive(Clone, Debug, Default)]
pub struct Queries {
    text: String,
    places: Vec<Place>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    start: u32,
    number: u8,
    channel: u8,
    locale: u8,
    /// Channel and locale, as one number.
    context: u8,
}

/// One query: everything as the strings that a request would bring.
#[derive(Clone, Copy, Debug)]
pub struct Query<'q> {
    /// Of a variant.
    pub number: &'q str,
    /// Empty for Omnichannel.
    pub channel: &'q str,
    /// Empty for Neutral.
    pub locale: &'q str,
    /// Empty for the default catalog.
    pub catalog: &'q str,
    /// Which of all contexts it is.
    pub context: usize,
}

impl Queries {
    /// Random variants of a shop in random contexts.
    #[must_use]
    pub fn new(workload: &Workload, count: usize, seed: u64) -> Self {
        let mut random = Random::new(5, seed);
        let mut queries = Self::default();
        let mut text = String::new();
        for _ in 0..count {
            let (product, variant) = workload.variant(random.below(workload.variants()));
            number(product, variant + 1, &mut text);
            queries.push(&text, random.below(CHANNELS.len()), random.below(LOCALES.len()));
        }
        queries
    }

    /// Adds a query.
    pub fn push(&mut self, number: &str, channel: usize, locale: usize) {
        let start = self.text.len() as u32;
        let context = (channel * LOCALES.len() + locale) as u8;
        let (channel, locale) = (CHANNELS[channel], LOCALES[locale]);
        for part in [number, channel, locale] {
            self.text.push_str(part);
        }
        let [number, channel, locale] = [number, channel, locale].map(|part| part.len() as u8);
        self.places.push(Place { start, number, channel, locale, context });
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// A query.
    #[inline]
    #[must_use]
    pub fn get(&self, at: usize) -> Query<'_> {
        let place = self.places[at];
        let start = place.start as usize;
        let channel = start + usize::from(place.number);
        let locale = channel + usize::from(place.channel);
        let end = locale + usize::from(place.locale);
        Query {
            number: &self.text[start..channel],
            channel: &self.text[channel..locale],
            locale: &self.text[locale..end],
            catalog: "",
            context: usize::from(place.context),
        }
    }
}
