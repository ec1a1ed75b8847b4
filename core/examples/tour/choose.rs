//! Which queries tell the most about a shop.

use crate::page::listed;
use omnimedia::{
    Answer, Context, Explanation, ItemFate, Kind, Level, Policy, Product, Publication, Query, Tag, wire,
};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::error::Error;

/// A query, and what it shows.
pub(crate) struct Telling {
    pub(crate) caption: String,
    pub(crate) query: Query,
}

/// The queries of the sample: the table in its own description.
pub(crate) fn of_the_sample(description: &str) -> Result<Vec<Telling>, Box<dyn Error>> {
    let mut all = Vec::new();
    for row in description.lines().filter(|line| line.starts_with("| `{")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [_, query, _, why, ..] = cells.as_slice() else { continue };
        let caption = why.split([':', ';']).next().unwrap_or_default().replace('`', "");
        let caption = caption.trim_end_matches('.').to_owned();
        all.push(Telling { caption, query: wire::query(query.trim_matches('`'))? });
    }
    Ok(all)
}

/// The things worth showing of a shop, in this order.
#[derive(Clone, Copy)]
enum Kindred {
    Variant,
    Combination,
    Product,
    AddsUp,
    Language,
    Channel,
    Purposes,
    VideoFirst,
    LeftOut,
    OtherLanguage,
    CutOff,
    OnlyPurposes,
    Nothing,
}

impl Kindred {
    const ALL: [Kindred; 13] = [
        Kindred::Variant,
        Kindred::Combination,
        Kindred::Product,
        Kindred::AddsUp,
        Kindred::Language,
        Kindred::Channel,
        Kindred::Purposes,
        Kindred::VideoFirst,
        Kindred::LeftOut,
        Kindred::OtherLanguage,
        Kindred::CutOff,
        Kindred::OnlyPurposes,
        Kindred::Nothing,
    ];

    /// How well an answer shows it; `None` where it does not.
    fn score(self, product: &Product, explanation: &Explanation<'_>) -> Option<usize> {
        let answer = explanation.answer();
        let (primary, additional) = (answer.primary(), answer.additional());
        let asked = explanation.context().as_ref();
        let at = answer.context();
        let origins = || primary.iter().map(|item| item.origin()).collect::<Vec<_>>();
        // short galleries are read with more pleasure than long ones, or than single pictures
        let handy = match primary.len() {
            2..=4 => 3,
            1 | 5 | 6 => 2,
            _ => 1,
        };
        let spoke = !primary.is_empty();
        let shows = match self {
            Kindred::Variant => spoke && answer.level() == Some(Level::Variant),
            Kindred::Combination => {
                spoke && answer.level() == Some(Level::Dimensions) && answer.variant().is_some()
            }
            Kindred::Product => {
                spoke
                    && answer.level() == Some(Level::Master)
                    && !product.variants().is_empty()
                    && at == Some(asked)
            }
            Kindred::AddsUp => origins().windows(2).any(|pair| matches!(pair, [one, other] if one != other)),
            Kindred::Language => spoke && at.is_some_and(|at| at.locale != asked.locale),
            Kindred::Channel => spoke && at.is_some_and(|at| at.channel != asked.channel),
            Kindred::Purposes => spoke && additional.len() > 1,
            Kindred::VideoFirst => primary.first().is_some_and(|item| item.asset().kind() != Kind::Image),
            Kindred::LeftOut => explanation.primary().items().iter().any(|item| {
                matches!(item.fate(), ItemFate::Unknown | ItemFate::NotPublished | ItemFate::NotAllowed)
            }),
            Kindred::OtherLanguage => {
                let elsewhere =
                    product.documents().iter().any(|document| document.context().locale().is_some());
                elsewhere && asked.locale.is_some() && answer.context().is_none()
            }
            Kindred::CutOff => !spoke && additional.is_empty() && at.is_some(),
            Kindred::OnlyPurposes => !spoke && !additional.is_empty(),
            Kindred::Nothing => product.documents().is_empty(),
        };
        shows.then_some(handy * 4 + answer.purposes().len().min(3))
    }

    fn caption(self, product: &Product, answer: &Answer<'_>) -> String {
        let purposes = || listed(&answer.purposes(), 3, ", ");
        match self {
            Kindred::Variant => "A variant with pictures of its own".to_owned(),
            Kindred::Combination => {
                let dimensions: Vec<&str> =
                    answer.pattern().iter().map(|(dimension, _)| *dimension).collect();
                format!("The pictures of its {}", dimensions.join(" and "))
            }
            Kindred::Product => "Before anything is chosen: the pictures of the product itself".to_owned(),
            Kindred::AddsUp => "Several lists add up to one gallery".to_owned(),
            Kindred::Language => "Nothing for this very language, so it falls back".to_owned(),
            Kindred::Channel => {
                "Nothing for this channel alone, so it shows what is there for all".to_owned()
            }
            Kindred::CutOff => "A document, but nothing in it for what is asked".to_owned(),
            Kindred::Purposes => format!("More than a gallery: {}", purposes()),
            Kindred::VideoFirst => "No picture comes first, but a picture is the default".to_owned(),
            Kindred::LeftOut => "Something is left out".to_owned(),
            Kindred::OtherLanguage => {
                let documents = product.documents().iter();
                let locales = documents.filter_map(|document| document.context().locale());
                let locales: BTreeSet<String> = locales.map(|locale| locale.to_string()).collect();
                let locales: Vec<String> = locales.into_iter().collect();
                format!("It has pictures, but only for {}", listed(&locales, 4, ", "))
            }
            Kindred::OnlyPurposes => format!("No gallery, but {}", purposes()),
            Kindred::Nothing => "Nothing to show here".to_owned(),
        }
    }
}

/// The queries that show the most of a shop, each of another product and for another reason.
pub(crate) fn of_a_shop(publication: &Publication, policy: &Policy) -> Result<Vec<Telling>, Box<dyn Error>> {
    const MOST_PRODUCTS: usize = 2_000;
    const MOST_CARDS: usize = 7;
    let step = publication.products().len().div_ceil(MOST_PRODUCTS).max(1);
    let mut candidates = Vec::new();
    let elsewhere = elsewhere(publication);
    for product in publication.products().step_by(step) {
        candidates.extend(queries(product, &elsewhere).into_iter().map(|query| (product, query)));
    }
    let mut best: Vec<Vec<(usize, usize)>> = vec![Vec::new(); Kindred::ALL.len()];
    for (index, (product, query)) in candidates.iter().enumerate() {
        let explanation = publication.explain(query, policy)?;
        for (kindred, best) in Kindred::ALL.iter().zip(&mut best) {
            if let Some(score) = kindred.score(product, &explanation) {
                best.push((score, index));
            }
        }
    }
    let mut seen = HashSet::new();
    let mut chosen = Vec::new();
    for (kindred, mut best) in Kindred::ALL.into_iter().zip(best) {
        // the best first, the earlier of equals
        best.sort_by_key(|(score, index)| (std::cmp::Reverse(*score), *index));
        let mut free = best.iter().filter_map(|(_, index)| candidates.get(*index));
        let Some((product, query)) = free.find(|(product, _)| !seen.contains(product.number())) else {
            continue;
        };
        seen.insert(product.number());
        let answer = publication.resolve(query, policy)?;
        chosen.push(Telling { caption: kindred.caption(product, &answer), query: query.clone() });
    }
    chosen.truncate(MOST_CARDS);
    Ok(chosen)
}

/// Contexts to ask every product in: the first channels with their first languages, and the languages
/// that most documents are for.
fn elsewhere(publication: &Publication) -> Vec<Context> {
    const MOST: usize = 3;
    let mut contexts = Vec::new();
    for channel in publication.channels().take(MOST) {
        let locale = channel.locales().iter().flatten().next();
        contexts.extend(Context::new(None, Some(channel.id()), locale.map(|locale| locale.as_str())));
    }
    let documents = publication.products().flat_map(|product| product.documents());
    let mut locales: BTreeMap<Tag, usize> = BTreeMap::new();
    for locale in documents.filter_map(|document| document.context().locale()) {
        *locales.entry(locale).or_default() += 1;
    }
    let mut locales: Vec<(Tag, usize)> = locales.into_iter().collect();
    locales.sort_by_key(|(_, many)| std::cmp::Reverse(*many));
    for (locale, _) in locales.iter().take(MOST) {
        contexts.extend(Context::new(None, None, Some(locale.as_str())));
    }
    contexts
}

/// What may be asked of a product: itself, its first variants and those with sets of their own, where it
/// has documents and elsewhere.
fn queries(product: &Product, elsewhere: &[Context]) -> Vec<Query> {
    const MOST: usize = 3;
    let own = product.documents().iter().flat_map(|document| document.variants());
    let own = own.filter_map(|(index, _)| product.variants().get(usize::try_from(*index).ok()?));
    let variants = own.take(MOST).chain(product.variants().first());
    let numbers: Vec<&str> =
        std::iter::once(product.number()).chain(variants.map(|variant| variant.number())).collect();
    let documents = product.documents().iter().take(MOST).map(|document| document.context());
    let contexts: Vec<&Context> = documents.chain(elsewhere).collect();
    let mut queries = Vec::new();
    for number in numbers {
        queries.push(Query::new(number));
        queries.extend(contexts.iter().map(|context| Query::new(number).within((*context).clone())));
    }
    queries
}
