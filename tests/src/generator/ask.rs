//! Queries over everything that a shop has, and much that it has not.

use super::choices::Choices;
use super::shop::{Product, Shop};
use super::words::{ASKED, CATALOGS, CHANNELS, LOCALES, spelled, strange};
use omnimedia::Query;

/// A query, and its context as a host would spell it.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The query.
    pub query: Query,
    /// The number, where the query is nothing but a number.
    pub number: Option<String>,
    /// The catalog.
    pub catalog: Option<String>,
    /// The channel.
    pub channel: Option<String>,
    /// The locale, in any spelling.
    pub locale: Option<String>,
}

type Place = (Option<String>, Option<String>, Option<String>);

/// Queries for a shop.
#[must_use]
pub fn asks(shop: &Shop, choices: &mut Choices) -> Vec<Ask> {
    let places = places(shop, choices);
    let mut all = Vec::new();
    for product in &shop.products {
        all.extend(places.iter().map(|place| numbered(&product.number, place)));
        for variant in &product.variants {
            all.push(numbered(&variant.number, choices.of(&places)));
        }
        for query in subjects(product, choices) {
            for _ in 0..2 {
                all.push(ask(query.clone(), choices.of(&places)));
            }
        }
    }
    all.extend(["no such number", "", &strange(choices)].map(|number| numbered(number, choices.of(&places))));
    all.extend([0, 404].map(|id| ask(Query::record_id(id), choices.of(&places))));
    all
}

fn numbered(number: &str, place: &Place) -> Ask {
    Ask { number: Some(number.to_owned()), ..ask(Query::new(number), place) }
}

fn ask(query: Query, (catalog, channel, locale): &Place) -> Ask {
    let mut query = query;
    if let Some(catalog) = catalog {
        query = query.catalog(catalog);
    }
    if let Some(channel) = channel {
        query = query.channel(channel);
    }
    if let Some(locale) = locale {
        query = query.locale(locale).expect("a locale");
    }
    Ask { query, number: None, catalog: catalog.clone(), channel: channel.clone(), locale: locale.clone() }
}

/// Every context that a document has, and some others.
fn places(shop: &Shop, choices: &mut Choices) -> Vec<Place> {
    let documents = shop.products.iter().flat_map(|product| &product.media);
    let place = |(catalog, channel, locale): (&Option<String>, &Option<String>, &Option<String>)| {
        (catalog.clone(), channel.clone(), locale.clone())
    };
    let mut all: Vec<Place> = vec![(None, None, None)];
    all.extend(documents.map(|document| place((&document.catalog, &document.channel, &document.locale))));
    // every document's context and more would be too much for every product
    while all.len() > 8 {
        all.swap_remove(choices.below(all.len()));
    }
    for _ in 0..6 {
        let locale = if choices.once_in(3) { *choices.of(&ASKED) } else { *choices.of(&LOCALES) };
        all.push((
            choices
                .maybe(|choices| (*choices.of(&[CATALOGS[0], CATALOGS[2], "0", "", "unknown"])).to_owned()),
            choices.maybe(|choices| {
                let known = choices.below(CHANNELS.len() + 2);
                (*CHANNELS
                    .get(known)
                    .unwrap_or(&["unknown", "only here"][known.saturating_sub(CHANNELS.len())]))
                .to_owned()
            }),
            Some(spelled(choices, locale)),
        ));
    }
    all
}

fn subjects(product: &Product, choices: &mut Choices) -> Vec<Query> {
    let number = || Query::new(&product.number);
    let mut all = vec![number().variant(&product.number), number().select("no such dimension", "*")];
    all.extend(product.record_id.map(Query::record_id));
    for variant in &product.variants {
        all.push(number().variant(&variant.number));
        all.extend(variant.record_id.map(Query::record_id));
        if choices.once_in(4) {
            let selected = |query: Query, (name, value): &(String, String)| query.select(name, value);
            all.push(variant.values.iter().fold(number(), selected));
            all.push(variant.values.iter().fold(Query::new(&variant.number), selected));
        }
    }
    if product.dimensions.is_empty() {
        return all;
    }
    for _ in 0..4 {
        let mut query = number();
        for dimension in &product.dimensions {
            query = match choices.below(2 + dimension.values.len()) {
                0 => query,
                1 => query.select(&dimension.name, "*"),
                at => query.select(&dimension.name, &dimension.values[at - 2]),
            };
        }
        all.push(query);
    }
    let dimension = choices.of(&product.dimensions);
    all.push(number().select(&dimension.name, "no such value"));
    if let (Some(first), Some(last)) = (dimension.values.first(), dimension.values.last()) {
        all.push(number().select(&dimension.name, first).select(&dimension.name, last));
    }
    all
}
