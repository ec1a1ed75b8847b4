//! The shapes of the retail API say what the answers say, and the same of a publication and of its snapshot.

use libtest_mimic::Trial;
use omnimedia::wire::{self, Request};
use omnimedia::{
    AltSource, Answer, AnswerItem, Code, Context, CuratedImage, Fault, Flatten, GalleryOptions, Kind, Level,
    Limits, MediaLocation, Policy, Publication, Query, Retail, Snapshot,
};
use omnimedia_tests::agree::equal;
use omnimedia_tests::case::{flattened, told};
use omnimedia_tests::generator::{Ask, asks};
use omnimedia_tests::vectors::{Case, Vectors};
use omnimedia_tests::{Stop, trials};
use serde_json::Value;

use crate::properties::for_cases;

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        publication_and_snapshot_give_equal_shapes,
        media_locations_are_the_answers_items,
        a_gallery_holds_what_its_options_say,
        every_vector_has_its_media_locations,
        every_vector_has_its_category_images,
    ]
}

pub(crate) type Coded<T> = Result<T, (Code, String)>;

pub(crate) fn coded<T>(result: Result<T, Fault>) -> Coded<T> {
    result.map_err(|fault| (fault.code(), fault.message().to_owned()))
}

fn all_coded<T>(results: Vec<Result<T, Fault>>) -> Vec<Coded<T>> {
    results.into_iter().map(coded).collect()
}

const CURATED: [CuratedImage<'static>; 2] = [
    CuratedImage::new("https://cdn.example/curated.png").alt_text("Curated"),
    CuratedImage::new("").kind(Kind::Video),
];

/// Every choice of the gallery with every other.
pub(crate) fn galleries() -> Vec<GalleryOptions<'static>> {
    let mut all = Vec::new();
    for choices in 0..16_u8 {
        let chosen = |bit: u8| choices & 1 << bit != 0;
        for alt_text in [None, Some(AltSource::Asset), Some(AltSource::Product)] {
            all.push(GalleryOptions {
                hide_master_images: chosen(0),
                partial_selection: chosen(1),
                videos: chosen(2),
                curated: if chosen(3) { &CURATED } else { &[] },
                alt_text,
            });
        }
    }
    all
}

/// Asks both everything that a query can ask.
pub(crate) fn same(one: Retail<'_>, other: Retail<'_>, query: &Query) -> Result<(), String> {
    equal("media locations", &coded(one.media_locations(query)), &coded(other.media_locations(query)))?;
    equal(
        "of the selected variant",
        &coded(one.selected_media_locations(query)),
        &coded(other.selected_media_locations(query)),
    )?;
    equal("additional", &coded(one.additional_media(query)), &coded(other.additional_media(query)))?;
    equal("url", &coded(one.primary_image_url(query)), &coded(other.primary_image_url(query)))?;
    for options in galleries() {
        let what = format!("{options:?}");
        equal(&what, &coded(one.gallery(query, &options)), &coded(other.gallery(query, &options)))?;
    }
    Ok(())
}

/// Asks both for lists of products, and for categories.
pub(crate) fn same_lists(
    one: Retail<'_>,
    other: Retail<'_>,
    publication: &Publication,
    context: &Context,
) -> Result<(), String> {
    let variants = || publication.products().flat_map(omnimedia::Product::variants);
    let products = publication.products().map(omnimedia::Product::number);
    let numbers: Vec<&str> =
        products.chain(variants().map(omnimedia::Variant::number)).chain(["", "no such number"]).collect();
    let urls = all_coded(one.primary_image_urls(&numbers, context));
    equal("urls", &urls, &all_coded(other.primary_image_urls(&numbers, context)))?;
    for (number, url) in numbers.iter().zip(&urls) {
        let query = Query::new(*number).within(context.clone());
        equal("one url", url, &coded(one.primary_image_url(&query)))?;
    }
    let products = publication.products().filter_map(omnimedia::Product::record_id);
    let ids: Vec<u64> =
        products.chain(variants().filter_map(omnimedia::Variant::record_id)).chain([0, 404]).collect();
    let urls = all_coded(one.primary_image_urls_by_record_id(&ids, context));
    equal("urls by record id", &urls, &all_coded(other.primary_image_urls_by_record_id(&ids, context)))?;
    for (id, url) in ids.iter().zip(&urls) {
        let query = Query::record_id(*id).within(context.clone());
        equal("one url by record id", url, &coded(one.primary_image_url(&query)))?;
    }
    for id in publication.categories().map(omnimedia::Category::id).chain([""]) {
        let (one, other) = (one.category_images(id, context), other.category_images(id, context));
        equal("category images", &coded(one), &coded(other))?;
    }
    Ok(())
}

fn publication_and_snapshot_give_equal_shapes() -> Result<(), Stop> {
    for_cases(1_000, |case| {
        let publication = case.shop.0.publication();
        let Some(bytes) = flattened(&publication, case.policy)? else { return Ok(()) };
        let snapshot = Snapshot::open(bytes).map_err(|fault| told(&fault))?;
        let (one, other) = (Retail::new(&publication, case.policy), Retail::on(&snapshot));
        let all = asks(&case.shop.0, &mut case.choices.clone());
        for Ask { query, .. } in all.iter().step_by(3) {
            same(one, other, query).map_err(|why| format!("{query:?}: {why}"))?;
        }
        for Ask { query, .. } in all.iter().step_by(all.len().div_ceil(4).max(1)) {
            let lists = same_lists(one, other, &publication, query.context());
            lists.map_err(|why| format!("in {}: {why}", query.context()))?;
        }
        Ok(())
    })
}

/// Whether locations say what items say, numbered from 1.
fn are_items(
    locations: &[MediaLocation<'_>],
    items: &[&AnswerItem<'_>],
    answer: &Answer<'_>,
) -> Result<(), String> {
    equal("how many", &items.len(), &locations.len())?;
    for ((location, item), priority) in locations.iter().zip(items).zip(1..) {
        equal("priority", &priority, &location.priority())?;
        equal("asset", &Some(item.asset().id()), &location.asset())?;
        equal("uri", &item.asset().url().filter(|url| !url.is_empty()), &location.uri())?;
        equal("kind", &item.asset().kind(), &location.kind())?;
        equal("alt text", &item.alt(), &location.alt_text())?;
        equal("texts", item.text(), location.text())?;
        equal("purpose", &item.purpose(), &location.purpose())?;
        equal("origin", &Some(item.origin()), &location.origin())?;
        let is_shared = matches!(item.origin().level(), Level::Master | Level::Dimensions);
        equal("applicable", &is_shared, &location.is_applicable_for_child_entities())?;
        let lists = [item.properties(), item.asset().properties(), answer.properties()];
        let mut expected = Vec::new();
        for (key, value) in lists.into_iter().flatten() {
            if expected.iter().all(|(taken, _)| taken != key) {
                expected.push((*key, *value));
                equal("property", &Some(*value), &location.extension_property(key))?;
            }
        }
        expected.sort_unstable();
        equal("properties", &expected, &location.extension_properties())?;
    }
    Ok(())
}

fn media_locations_are_the_answers_items() -> Result<(), Stop> {
    for_cases(1_000, |case| {
        let publication = case.shop.0.publication();
        let retail = Retail::new(&publication, case.policy);
        for Ask { query, .. } in asks(&case.shop.0, &mut case.choices.clone()) {
            let Ok(answer) = publication.resolve(&query, &case.policy) else { continue };
            let locations = retail.media_locations(&query).map_err(|fault| told(&fault))?;
            are_items(&locations, &answer.primary().iter().collect::<Vec<_>>(), &answer)?;
            let default: Vec<_> =
                locations.iter().filter(|one| one.is_default()).map(|one| one.asset()).collect();
            let expected: Vec<_> =
                answer.default_image().iter().map(|item| Some(item.asset().id())).collect();
            equal("default", &expected, &default)?;
            selected(&retail, &publication, &query, case.policy)
                .map_err(|why| format!("{query:?}: selected: {why}"))?;
        }
        Ok(())
    })
}

/// The selected variant's answer, or else the product's.
fn meant<'p>(publication: &'p Publication, query: &Query, policy: Policy) -> Result<Answer<'p>, String> {
    let answer = publication.resolve(query, &policy).map_err(|fault| told(&fault))?;
    if answer.variant().is_some() {
        return Ok(answer);
    }
    let product = Query::new(answer.product()).within(query.context().clone());
    publication.resolve(&product, &policy).map_err(|fault| told(&fault))
}

fn selected(
    retail: &Retail<'_>,
    publication: &Publication,
    query: &Query,
    policy: Policy,
) -> Result<(), String> {
    let answer = meant(publication, query, policy)?;
    let locations = retail.selected_media_locations(query).map_err(|fault| told(&fault))?;
    are_items(&locations, &answer.primary().iter().collect::<Vec<_>>(), &answer)?;
    let media = retail.additional_media(query).map_err(|fault| told(&fault))?;
    equal("purposes", &answer.purposes(), &media.purposes().collect())?;
    for purpose in answer.purposes() {
        let items: Vec<_> = answer.with_purpose(purpose).collect();
        are_items(media.with_purpose(purpose), &items, &answer)?;
    }
    Ok(())
}

fn a_gallery_holds_what_its_options_say() -> Result<(), Stop> {
    for_cases(400, |case| {
        let publication = case.shop.0.publication();
        let retail = Retail::new(&publication, case.policy);
        for Ask { query, .. } in asks(&case.shop.0, &mut case.choices.clone()).iter().step_by(3) {
            if publication.resolve(query, &case.policy).is_err() {
                continue;
            }
            for options in galleries() {
                holds(&retail, &publication, query, &options, case.policy)
                    .map_err(|why| format!("{query:?}, {options:?}: {why}"))?;
            }
        }
        Ok(())
    })
}

/// What a gallery must hold, put together from answers.
fn holds(
    retail: &Retail<'_>,
    publication: &Publication,
    query: &Query,
    options: &GalleryOptions<'_>,
    policy: Policy,
) -> Result<(), String> {
    let policy = Policy { alt_source: options.alt_text.unwrap_or(policy.alt_source), ..policy };
    let answer = match options.partial_selection {
        true => publication.resolve(query, &policy).map_err(|fault| told(&fault))?,
        false => meant(publication, query, policy)?,
    };
    let product = Query::new(answer.product()).within(query.context().clone());
    let product = publication.resolve(&product, &policy).map_err(|fault| told(&fault))?;
    let mut items: Vec<&AnswerItem<'_>> = answer.primary().iter().collect();
    if !options.hide_master_images {
        // where nothing is selected this is the same answer, and adds nothing
        for item in product.primary() {
            if items.iter().all(|shown| shown.asset().id() != item.asset().id()) {
                items.push(item);
            }
        }
    }
    let default = items.iter().find(|item| item.asset().kind() == Kind::Image).map(|item| item.asset().id());
    items.retain(|item| match item.asset().kind() {
        Kind::Image => true,
        Kind::Video => options.videos,
        Kind::File => false,
    });
    let locations = retail.gallery(query, options).map_err(|fault| told(&fault))?;
    let (own, curated) = locations.split_at_checked(items.len()).ok_or("too few locations")?;
    are_items(own, &items, &answer)?;
    let found: Vec<_> = locations.iter().filter(|one| one.is_default()).map(|one| one.asset()).collect();
    equal("default", &default.map(Some).into_iter().collect(), &found)?;
    equal("curated", &options.curated.len(), &curated.len())?;
    let last = locations.last().map_or(0, MediaLocation::priority);
    equal("the last priority", &u32::try_from(locations.len()).map_err(|error| error.to_string())?, &last)
}

/// What a file of vectors asks, as a publication and as a snapshot.
fn opened(vectors: &Vectors) -> Result<(Publication, Policy, Snapshot<Vec<u8>>), Stop> {
    let publication = Publication::from_json(vectors.publication.as_bytes(), &Limits::default())?;
    let policy = wire::policy(&vectors.policy)?;
    let snapshot = Snapshot::open(Flatten::new(&publication, policy).to_bytes()?)?;
    Ok((publication, policy, snapshot))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> Option<&str> {
    value.as_str()
}

fn every_vector_has_its_media_locations() -> Result<(), Stop> {
    for vectors in Vectors::all()? {
        let (publication, policy, snapshot) = opened(&vectors)?;
        for Case { query, answer } in &vectors.cases {
            let asked = wire::query(query.to_string())?;
            for retail in [Retail::new(&publication, policy), Retail::on(&snapshot)] {
                let locations = retail.media_locations(&asked)?;
                let found: Vec<_> = locations.iter().map(|one| (one.asset(), one.alt_text())).collect();
                let item = |item: &'_ Value| (item["asset"].clone(), item["alt"].clone());
                let expected: Vec<_> = list(&answer["primary"]).iter().map(item).collect();
                let expected: Vec<_> = expected.iter().map(|(asset, alt)| (text(asset), text(alt))).collect();
                let place = format!("{} {query}", vectors.name);
                equal(&place, &expected, &found)?;
                let default = locations.iter().find(|one| one.is_default()).and_then(MediaLocation::asset);
                equal(&place, &text(&answer["default_image"]), &default)?;
            }
        }
    }
    Ok(())
}

fn every_vector_has_its_category_images() -> Result<(), Stop> {
    for vectors in Vectors::all()? {
        let (publication, policy, snapshot) = opened(&vectors)?;
        for Case { query, answer } in &vectors.category_images {
            let mut request = query.clone();
            request["ask"] = "category".into();
            let Request::Category { id, context } = wire::request(request.to_string())? else {
                return Err("not a category".into());
            };
            // the vectors' answer is before the filter
            let is_shown = |id: &str| {
                publication
                    .asset(id)
                    .is_some_and(|asset| asset.is_published() && asset.is_allowed_in(context.channel()))
            };
            let expected: Vec<_> = text(answer).filter(|id| is_shown(id)).map(Some).into_iter().collect();
            for retail in [Retail::new(&publication, policy), Retail::on(&snapshot)] {
                let images = retail.category_images(&id, &context)?;
                let found = images.iter().map(MediaLocation::asset).collect();
                equal(&format!("{} {query}", vectors.name), &expected, &found)?;
            }
        }
    }
    Ok(())
}
