//! Queries for a publication or snapshot of which nothing is known but itself.

use omnimedia::{Context, KnownContexts, Publication, Query};

use crate::generator::Ask;

/// Contexts that a publication or snapshot knows, and some that it need not know.
pub(super) fn contexts(known: &KnownContexts<'_>, most: usize) -> Vec<Context> {
    let mut all: Vec<Context> = known.iter().take(most).map(|context| context.to_context()).collect();
    for (catalog, channel, locale) in [
        (None, None, None),
        (Some("C1"), Some("128"), Some("fr-CA")),
        (None, Some("unknown"), Some("zh-TW")),
        (Some(""), None, Some("en-AU")),
    ] {
        all.push(Context::new(catalog, channel, locale).expect("a context"));
    }
    all
}

/// A query within a context, as a host would spell it.
pub(super) fn ask(query: Query, number: Option<&str>, context: &Context) -> Ask {
    Ask {
        query: query.within(context.clone()),
        number: number.map(str::to_owned),
        catalog: context.catalog().map(str::to_owned),
        channel: context.channel().map(str::to_owned),
        locale: context.locale().map(|tag| tag.to_string()),
    }
}

/// Queries for everything in a small publication.
pub(super) fn asks(publication: &Publication) -> Vec<Ask> {
    let contexts = contexts(&publication.known_contexts(), 5);
    let mut places = contexts.iter().cycle();
    let mut all = Vec::new();
    for product in publication.products().take(4) {
        let number = product.number();
        all.extend(contexts.iter().map(|context| ask(Query::new(number), Some(number), context)));
        let mut queries: Vec<Query> = product.record_id().map(Query::record_id).into_iter().collect();
        for variant in product.variants().iter().take(4) {
            queries.push(Query::new(number).variant(variant.number()));
            queries.push(Query::new(variant.number()));
            queries.extend(variant.record_id().map(Query::record_id));
        }
        // the first value of each dimension, and any value of all but the first
        let dimensions = || product.dimensions().iter();
        let first = dimensions().filter_map(|one| Some((one.name(), one.values().next()?)));
        queries.push(first.fold(Query::new(number), |query, (name, value)| query.select(name, value)));
        queries
            .push(dimensions().skip(1).fold(Query::new(number), |query, one| query.select(one.name(), "*")));
        queries.push(Query::new(number).select("no such dimension", "*"));
        for query in queries {
            all.extend(places.by_ref().take(2).map(|place| ask(query.clone(), None, place)));
        }
    }
    let any = &contexts[0];
    all.extend(["no such number", ""].map(|number| ask(Query::new(number), Some(number), any)));
    all.push(ask(Query::record_id(0), None, any));
    all
}
