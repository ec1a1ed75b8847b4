//! Whether a snapshot answers what direct resolution answers, by every way to ask it.

use crate::generator::Ask;
use omnimedia::{
    Answer, AnswerItem, Context, Fault, Field, ItemView, Policy, Publication, Query, Scratch, SharedShelf,
    Snapshot, SwatchSource, View,
};
use std::fmt::Debug;

/// Fails where two things are not equal.
///
/// # Errors
///
/// What is not equal, and both.
pub fn equal<T: PartialEq + Debug>(what: &str, expected: &T, found: &T) -> Result<(), String> {
    if expected == found { Ok(()) } else { Err(format!("{what}\nexpected {expected:?}\nfound    {found:?}")) }
}

fn coded<T>(result: Result<T, Fault>) -> Result<T, (omnimedia::Code, String)> {
    result.map_err(|fault| (fault.code(), fault.message().to_owned()))
}

/// A publication under a policy, and a snapshot that must agree with it.
#[derive(Debug)]
pub struct Pair<'a> {
    publication: &'a Publication,
    policy: Policy,
    snapshot: &'a Snapshot<Vec<u8>>,
}

impl<'a> Pair<'a> {
    /// A publication and a snapshot, under the snapshot's policy.
    #[must_use]
    pub fn new(publication: &'a Publication, snapshot: &'a Snapshot<Vec<u8>>) -> Self {
        Self { publication, policy: snapshot.policy(), snapshot }
    }

    /// Asks both everything.
    ///
    /// # Errors
    ///
    /// Where they differ first.
    pub fn agree(&self, asks: &[Ask]) -> Result<(), String> {
        let mut scratch = Scratch::new();
        for ask in asks {
            self.media(ask, &mut scratch).map_err(|why| format!("{:?}: {why}", ask.query))?;
            let direct = coded(self.publication.swatches(&ask.query, &self.policy));
            let found = coded(self.snapshot.swatches(&ask.query));
            equal("swatches", &direct, &found).map_err(|why| format!("{:?}: {why}", ask.query))?;
        }
        let known = self.publication.categories().map(|category| category.id());
        for id in known.chain(["no such category", ""]) {
            for ask in asks.iter().take(24) {
                self.category(id, ask.query.context())?;
            }
        }
        self.batches(asks, &mut scratch)?;
        self.products()?;
        self.central()
    }

    /// Many at once: every number in some of the contexts.
    fn batches(&self, asks: &[Ask], scratch: &mut Scratch) -> Result<(), String> {
        let numbers: Vec<&str> = asks.iter().filter_map(|ask| ask.number.as_deref()).collect();
        for ask in asks.iter().step_by(asks.len().div_ceil(4).max(1)) {
            let shelf = self.snapshot.shelf_of(ask.query.context());
            let mut places = 0..;
            let mut outcome = Ok(());
            let each = |place, view: Result<View<'_, '_>, Fault>| {
                let context = ask.query.context().clone();
                let query =
                    numbers.get(place).map(|number| Query::new(*number).within(context)).expect("a place");
                let direct = coded(self.publication.resolve(&query, &self.policy));
                let found =
                    equal("place", &places.next(), &Some(place)).and_then(|()| same_view(&direct, view));
                if outcome.is_ok() {
                    outcome = found.map_err(|why| format!("batch, {query:?}: {why}"));
                }
            };
            self.snapshot.answers(&numbers, &shelf, scratch, each).map_err(|fault| fault.to_string())?;
            outcome?;
            let (shared, mut composing) = (SharedShelf::new(shelf), None);
            let mut shown = Vec::new();
            let counted =
                |_, view: Option<View<'_, '_>>| shown.push(view.map(|view| (view.hash(), view.level())));
            self.snapshot
                .answers_shared(&numbers, &shared, &mut composing, counted)
                .map_err(|fault| fault.to_string())?;
            let mut expected = Vec::new();
            let each = |_, view: Result<View<'_, '_>, Fault>| {
                expected.push(view.ok().map(|view| (view.hash(), view.level())));
            };
            self.snapshot.answers(&numbers, &shelf, scratch, each).map_err(|fault| fault.to_string())?;
            equal("shared batch", &expected, &shown)?;
            equal("places", &places.next(), &Some(numbers.len()))?;
        }
        Ok(())
    }

    fn media(&self, ask: &Ask, scratch: &mut Scratch) -> Result<(), String> {
        let direct = coded(self.publication.resolve(&ask.query, &self.policy));
        equal("resolve", &direct, &coded(self.snapshot.resolve(&ask.query)))?;
        let [channel, locale, catalog] =
            [&ask.channel, &ask.locale, &ask.catalog].map(|name| name.as_deref());
        let shelf = coded(self.snapshot.shelf(channel, locale, catalog))
            .map_err(|fault| format!("shelf: {fault:?}"))?;
        equal("shelf", &self.snapshot.shelf_of(ask.query.context()), &shelf)?;
        if let Some(number) = &ask.number {
            let found = self.snapshot.find(number).and_then(|found| found.answer(&shelf, scratch));
            same_view(&direct, found)?;
            // once to learn, once to use what was learnt
            let shared = SharedShelf::new(shelf);
            for _ in 0..2 {
                let mut composing = None;
                let found = self.snapshot.find(number);
                same_view(&direct, found.and_then(|found| found.answer_shared(&shared, &mut composing)))?;
            }
            return Ok(());
        }
        let selected = coded(self.snapshot.subject(&ask.query));
        let found = match &selected {
            Ok(selected) => coded(selected.answer(&shelf, scratch)),
            Err(fault) => Err(fault.clone()),
        };
        match (&direct, found) {
            (Ok(answer), Ok(view)) => same_answer(answer, &view),
            (Err(one), Err(other)) => equal("faults", one, &other),
            (direct, found) => Err(format!("{direct:?}, but {found:?}")),
        }
    }

    fn category(&self, id: &str, context: &Context) -> Result<(), String> {
        let shelf = self.snapshot.shelf_of(context);
        let direct = coded(self.publication.category_image(id, context, &self.policy));
        let found = coded(self.snapshot.category_image(id, &shelf));
        equal(&format!("the picture of {id:?} in {context}"), &direct, &found)
    }

    /// What a snapshot says of a product beside its media.
    fn products(&self) -> Result<(), String> {
        for product in self.publication.products() {
            let found = coded(self.snapshot.find(product.number())).map_err(|fault| format!("{fault:?}"))?;
            equal("product", &product.number(), &found.product())?;
            equal("number", &product.number(), &found.number())?;
            equal("name", &product.name(), &found.name())?;
            equal("record id", &product.record_id(), &found.record_id())?;
            let mut expected: Vec<_> = (0..product.variants().len())
                .map(|at| {
                    let names = product.dimensions().iter().map(|dimension| dimension.name());
                    let variant = &product.variants()[at];
                    let values: Vec<_> = names.zip(product.variant_values(at)).collect();
                    (variant.number(), variant.record_id(), values)
                })
                .collect();
            let mut listed: Vec<_> = found
                .variants()
                .map(|variant| (variant.number(), variant.record_id(), variant.values()))
                .collect();
            expected.sort();
            listed.sort();
            equal("variants", &expected, &listed)?;
        }
        Ok(())
    }

    fn central(&self) -> Result<(), String> {
        for swatch in self.publication.central_swatches() {
            let found = self
                .snapshot
                .central_swatch(swatch.dimension(), swatch.value())
                .ok_or("no central swatch")?;
            let paint = swatch.paint();
            let expected = (swatch.dimension(), swatch.value(), paint.hex(), paint.asset(), paint.crop());
            equal(
                "central swatch",
                &expected,
                &(found.dimension(), found.value(), found.hex(), found.asset(), found.crop()),
            )?;
            equal("source", &SwatchSource::Central, &found.source())?;
        }
        equal("no swatch", &None, &self.snapshot.central_swatch("no such dimension", ""))
    }
}

type Coded<T> = Result<T, (omnimedia::Code, String)>;

fn same_view(direct: &Coded<Answer<'_>>, found: Result<View<'_, '_>, Fault>) -> Result<(), String> {
    match (direct, coded(found)) {
        (Ok(answer), Ok(view)) => same_answer(answer, &view),
        (Err(one), Err(other)) => equal("faults", one, &other),
        (direct, found) => Err(format!("{direct:?}, but {found:?}")),
    }
}

/// Whether a view shows an answer, by every method that it has.
fn same_answer(answer: &Answer<'_>, view: &View<'_, '_>) -> Result<(), String> {
    equal("hash", &answer.hash(), &view.hash())?;
    equal("context", &answer.context(), &view.context())?;
    equal("level", &answer.level(), &view.level())?;
    equal("pattern", &answer.pattern().to_vec(), &view.pattern())?;
    equal("primary length", &answer.primary().len(), &view.primary_len())?;
    let default_image = answer.default_image().map(|item| item.asset());
    equal(
        "default image",
        &default_image.map(|asset| asset.id()),
        &view.default_image().and_then(|item| item.asset()),
    )?;
    equal("url", &default_image.and_then(|asset| asset.url()), &view.default_image_url())?;
    same_items(answer.primary(), view.primary().collect())?;
    same_items(answer.additional(), view.additional().collect())
}

fn same_items(expected: &[AnswerItem<'_>], found: Vec<ItemView<'_, '_>>) -> Result<(), String> {
    equal("items", &expected.len(), &found.len())?;
    for (item, view) in expected.iter().zip(found) {
        equal("asset", &Some(item.asset().id()), &view.asset())?;
        equal("kind", &item.asset().kind(), &view.kind())?;
        equal("url", &item.asset().url(), &view.url())?;
        equal("purpose", &item.purpose(), &view.purpose())?;
        equal("origin", &Some(item.origin().clone()), &view.origin())?;
        equal("alt", &item.alt(), &view.alt())?;
        for field in Field::ALL {
            equal(field.word(), &item.text().get(field), &view.text(field))?;
        }
        equal("tags", &item.text().tags().to_vec(), &view.tags())?;
        equal("properties", &item.properties().to_vec(), &view.properties())?;
        equal("asset properties", &item.asset().properties().to_vec(), &view.asset_properties())?;
    }
    Ok(())
}

/// Asks a snapshot everything and gives nothing back: whatever its bytes, it must come to an end without a panic.
pub fn exercise(
    snapshot: &Snapshot<impl AsRef<[u8]> + Sync>,
    asks: &[Ask],
    ids: &[String],
    scratch: &mut Scratch,
) {
    for ask in asks {
        let query: &Query = &ask.query;
        let shelf = snapshot.shelf_of(query.context());
        if let Ok(selected) = snapshot.subject(query) {
            let found = *selected.found();
            let _ = (
                found.product(),
                found.number(),
                found.variant(),
                found.record_id(),
                found.name(),
                found.values(),
            );
            for variant in found.variants().take(4) {
                let _ = (variant.number(), variant.values(), found.variant_with(variant.number()));
            }
            let _ = found.swatches(&shelf);
            if let Ok(view) = selected.answer(&shelf, scratch) {
                let _ = (view.hash(), view.context(), view.level(), view.pattern(), view.primary_len());
                let _ = (view.default_image_url(), view.default_image(), view.to_answer());
                for item in view.primary().chain(view.additional()) {
                    let _ = (item.origin(), item.tags(), item.properties(), item.asset_properties());
                }
            }
        }
    }
    for (ask, id) in asks.iter().zip(ids.iter().cycle()) {
        let _ = snapshot.category_image(id, &snapshot.shelf_of(ask.query.context()));
        let [channel, locale, catalog] =
            [&ask.channel, &ask.locale, &ask.catalog].map(|name| name.as_deref());
        let _ = snapshot.shelf(channel, locale, catalog);
    }
    let _ = (snapshot.central_swatch("Color", "Blue"), snapshot.central_swatch("Size", "S"));
    let _ = (snapshot.content_hash(), snapshot.deltas(), snapshot.policy());
}
