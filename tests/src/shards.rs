//! Whether shards answer what the whole snapshot answers, by every way to ask them.

use omnimedia::{Code, Fault, Faults, Policy, Publication, Query, Scratch, Shards, Snapshot};

use crate::agree::equal;
use crate::case::told;
use crate::generator::Ask;
use crate::vectors::sharded;

/// The shards of a publication.
pub type Set = Shards<Vec<u8>>;
/// The whole snapshot of it.
pub type Whole = Snapshot<Vec<u8>>;

/// A publication in so many sound shards.
///
/// # Errors
///
/// What is wrong with them.
pub fn opened(publication: &Publication, policy: Policy, count: u32) -> Result<Set, String> {
    let shards = sharded(publication, policy, count).map_err(|fault| told(&fault))?;
    let index = indexed(&shards).map_err(|faults| faults.to_string())?;
    let set = Shards::open(index, shards).map_err(|fault| told(&fault))?;
    set.verify().map_err(|faults| faults.to_string())?;
    Ok(set)
}

/// The index of shards.
///
/// # Errors
///
/// Why they are not indexed.
pub fn indexed(shards: &[Vec<u8>]) -> Result<Vec<u8>, Faults> {
    let open = |bytes: &Vec<u8>| Snapshot::open(bytes.clone());
    Shards::index(&shards.iter().map(open).collect::<Result<Vec<_>, _>>()?)
}

fn coded<T>(result: Result<T, Fault>) -> Result<T, (Code, String)> {
    result.map_err(|fault| (fault.code(), fault.message().to_owned()))
}

/// Asks both everything.
///
/// # Errors
///
/// Where they differ first.
pub fn same(whole: &Whole, set: &Set, publication: &Publication, all: &[Ask]) -> Result<(), String> {
    equal("policy", &whole.policy(), &set.policy())?;
    let contexts = |known: omnimedia::KnownContexts<'_>| -> Vec<String> {
        known.iter().map(|context| context.to_string()).collect()
    };
    equal("known contexts", &contexts(whole.known_contexts()), &contexts(set.known_contexts()))?;
    for ask in all {
        one(whole, set, ask).map_err(|why| format!("{:?}: {why}", ask.query))?;
    }
    for product in publication.products() {
        let variants = product.variants().iter().map(|variant| (variant.number(), variant.record_id()));
        for (number, record_id) in variants.chain([(product.number(), product.record_id())]) {
            equal("number", &number, &set.find(number).map_err(|fault| told(&fault))?.number())?;
            let Some(id) = record_id else { continue };
            equal("record id", &number, &set.find_record_id(id).map_err(|fault| told(&fault))?.number())?;
            let query = Query::record_id(id);
            equal("by record id", &coded(whole.resolve(&query)), &coded(set.resolve(&query)))?;
        }
    }
    batches(whole, set, all)?;
    heads(whole, set, publication, all)
}

/// By query, by number, by selection; ETags are in the answers.
fn one(whole: &Whole, set: &Set, ask: &Ask) -> Result<(), String> {
    let expected = coded(whole.resolve(&ask.query));
    equal("resolve", &expected, &coded(set.resolve(&ask.query)))?;
    equal("swatches", &coded(whole.swatches(&ask.query)), &coded(set.swatches(&ask.query)))?;
    let [channel, locale, catalog] = [&ask.channel, &ask.locale, &ask.catalog].map(|name| name.as_deref());
    let shelf = set.shelf(channel, locale, catalog).map_err(|fault| told(&fault))?;
    let mut scratch = Scratch::new();
    let selected = set.subject(&ask.query);
    let found = selected.and_then(|selected| {
        let shelf = shelf.of(selected.found())?.shelf();
        Ok(selected.answer(shelf, &mut scratch)?.to_answer())
    });
    equal("selected", &expected, &coded(found))?;
    let Some(number) = &ask.number else { return Ok(()) };
    // once to learn, once to use what was learnt
    for _ in 0..2 {
        let mut composing = None;
        let found = set.find(number).and_then(|found| found.answer_sharded(&shelf, &mut composing));
        equal("answer", &expected, &coded(found.map(|view| view.to_answer())))?;
    }
    Ok(())
}

/// Many at once, more than go side by side.
fn batches(whole: &Whole, set: &Set, all: &[Ask]) -> Result<(), String> {
    let numbers: Vec<&str> = all.iter().filter_map(|ask| ask.number.as_deref()).collect();
    for ask in all.iter().step_by(all.len().div_ceil(3).max(1)) {
        let context = ask.query.context();
        let (mut expected, mut found) = (Vec::new(), Vec::new());
        let shelf = whole.shelf_of(context);
        let mut scratch = Scratch::new();
        whole
            .answers(&numbers, &shelf, &mut scratch, |place, view| {
                expected.push((place, view.ok().map(|view| view.to_answer())));
            })
            .map_err(|fault| told(&fault))?;
        set.answers_sharded(&numbers, &set.shelf_of(context), &mut None, |place, view| {
            found.push((place, view.map(|view| view.to_answer())));
        })
        .map_err(|fault| told(&fault))?;
        equal("batch", &expected, &found)?;
    }
    Ok(())
}

/// What all shards have.
fn heads(whole: &Whole, set: &Set, publication: &Publication, all: &[Ask]) -> Result<(), String> {
    for id in publication.categories().map(|category| category.id()).chain(["no such category", ""]) {
        for context in all.iter().take(24).map(|ask| ask.query.context()) {
            let expected = coded(whole.category_image(id, &whole.shelf_of(context)));
            equal("category", &expected, &coded(set.category_image(id, &set.shelf_of(context))))?;
        }
    }
    for swatch in publication.central_swatches() {
        let (dimension, value) = (swatch.dimension(), swatch.value());
        equal("swatch", &whole.central_swatch(dimension, value), &set.central_swatch(dimension, value))?;
    }
    equal("no swatch", &None, &set.central_swatch("no such dimension", ""))
}
