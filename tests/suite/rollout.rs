//! Readiness says what asking both sides everything says, and gated shapes are those of the side that serves.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use libtest_mimic::Trial;
use omnimedia::{
    ChannelBuilder, Code, Fault, GalleryOptions, KnownContexts, Limits, Loss, Policy, Publication, Query,
    Retail, Rollout, Snapshot, Switch, Switches, Tenant,
};
use omnimedia_tests::agree::equal;
use omnimedia_tests::case::{Case, flattened, told};
use omnimedia_tests::generator::{Ask, Shop, asks, edited};
use omnimedia_tests::{Stop, trials};

use crate::properties::for_cases;
use crate::retail::{coded, galleries, same, same_lists};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        readiness_finds_what_asking_one_by_one_finds,
        with_all_switches_on_the_shapes_are_those_of_what_is_published,
        with_all_switches_off_the_shapes_are_those_of_the_legacy_media,
        each_switch_switches_its_shapes,
        gated_publications_and_snapshots_give_equal_shapes,
    ]
}

/// What is published, and legacy media that differ from it.
struct Sides {
    shops: [Shop; 2],
    published: Publication,
    legacy: Publication,
}

/// The sides of a case, unless the policy makes two documents of one of them one.
fn sides(case: &Case) -> Result<Option<Sides>, String> {
    let published = case.shop.0.clone();
    let legacy = edited(&published, &mut case.edits.clone());
    let shops = [published, legacy];
    let [published, legacy] = shops.each_ref().map(Shop::publication);
    let is_refused = |side| Ok::<_, String>(flattened(side, case.policy)?.is_none());
    if is_refused(&published)? || is_refused(&legacy)? {
        return Ok(None);
    }
    Ok(Some(Sides { shops, published, legacy }))
}

impl Sides {
    /// Queries about either side.
    fn queries(&self, case: &Case) -> Vec<Query> {
        let of = |shop| asks(shop, &mut case.choices.clone());
        self.shops.iter().flat_map(of).map(|Ask { query, .. }| query).step_by(5).collect()
    }
}

fn turned_on(of_tenant: usize, channels: &[&str]) -> Switches {
    let mut switches = Switches::default();
    let all =
        Switch::OF_TENANT.iter().take(of_tenant).cloned().chain(channels.iter().map(Switch::site_rendering));
    all.into_iter().try_for_each(|switch| switches.turn_on(switch)).expect("in order");
    switches
}

/// Whether a product or variant is there and has a default image.
fn image_of(publication: &Publication, query: &Query, policy: Policy) -> Result<Option<String>, String> {
    match publication.resolve(query, &policy) {
        Ok(answer) => Ok(answer.default_image().map(|item| item.asset().id().to_owned())),
        Err(fault) if fault.code() == Code::NotFound => Ok(None),
        Err(fault) => Err(told(&fault)),
    }
}

/// The losses of products and categories, one by one; in one channel or everywhere.
fn naive(sides: &Sides, policy: Policy, channel: Option<&str>) -> Result<Vec<String>, String> {
    let known: KnownContexts<'_> = sides.legacy.known_contexts().union(&sides.published.known_contexts());
    let known: Vec<_> =
        known.iter().filter(|context| channel.is_none() || context.channel == channel).collect();
    let mut products: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for product in sides.legacy.products() {
        products
            .entry(product.number())
            .or_default()
            .extend(product.variants().iter().map(omnimedia::Variant::number));
    }
    let mut rows = Vec::new();
    for (product, variants) in products {
        // a number may have moved to another product: what counts is what this one shows
        let has = |variant: &str| {
            let product = sides.published.product(product);
            product.is_some_and(|product| product.variants().iter().any(|one| one.number() == variant))
        };
        for context in &known {
            let numbers = std::iter::once((product, sides.published.product(product).is_some()));
            for (number, is_there) in numbers.chain(variants.iter().map(|variant| (*variant, has(variant)))) {
                let query = Query::new(number).within(context.to_context());
                let Some(old) = image_of(&sides.legacy, &query, policy)? else { continue };
                if !is_there || image_of(&sides.published, &query, policy)?.is_none() {
                    rows.push(format!("{number} {context} {old}"));
                }
            }
        }
    }
    let ids: BTreeSet<&str> = sides.legacy.categories().map(omnimedia::Category::id).collect();
    for id in ids {
        for context in &known {
            let shown = |publication: &Publication| {
                let answer = publication.category_image(id, &context.to_context(), &policy).ok()?;
                answer.shown().map(|image| image.id().to_owned())
            };
            if let (Some(old), None) = (shown(&sides.legacy), shown(&sides.published)) {
                rows.push(format!("{id} {context} {old}"));
            }
        }
    }
    Ok(rows)
}

fn row(loss: &Loss<'_>) -> String {
    let name = match loss {
        Loss::Product { product, variant, .. } => variant.unwrap_or(product),
        Loss::Category { category, .. } => category,
        _ => "another kind",
    };
    format!("{name} {} {}", loss.context(), loss.image().id())
}

fn readiness_finds_what_asking_one_by_one_finds() -> Result<(), Stop> {
    let (found, safe) = (Cell::new(0), Cell::new(0));
    for_cases(400, |case| {
        let Some(sides) = sides(case)? else { return Ok(()) };
        let mut tenant = Tenant::new(Limits::default());
        let known = sides.legacy.known_contexts().union(&sides.published.known_contexts());
        let channels: BTreeSet<&str> = known.iter().filter_map(|context| context.channel).collect();
        for channel in &channels {
            tenant.set_channel(ChannelBuilder::new(*channel)).map_err(|faults| faults.to_string())?;
        }
        for switch in Switch::OF_TENANT.iter().take(3) {
            tenant.turn_on(switch.clone()).map_err(|faults| faults.to_string())?;
        }
        let rollout = Rollout::new(&tenant, &sides.published, &sides.legacy, case.policy);
        let pages: Vec<Switch> = channels.iter().map(Switch::site_rendering).collect();
        for switch in std::iter::once(&Switch::CsuMediaLocations).chain(&pages) {
            let expected = naive(&sides, case.policy, switch.channel())?;
            let mut rows = Vec::new();
            let readiness = rollout.run(switch, |loss| {
                rows.push(row(&loss));
                ControlFlow::Continue(())
            });
            let readiness = readiness.map_err(|fault| told(&fault))?;
            equal("counts", &rollout.readiness(switch), &Ok(readiness.clone()))?;
            equal(&switch.to_string(), &expected, &rows)?;
            equal("lost", &(expected.len() as u64), &(readiness.answers() + readiness.category_images()))?;
            let is_next = *switch == Switch::CsuMediaLocations;
            equal("safe", &(expected.is_empty() && is_next), &readiness.is_safe())?;
            found.set(found.get() + rows.len());
            safe.set(safe.get() + usize::from(readiness.is_safe()));
        }
        Ok(())
    })?;
    assert!(
        found.get() > 1_000 && safe.get() > 10,
        "{} lost, {} safe: nothing is proved",
        found.get(),
        safe.get()
    );
    Ok(())
}

fn with_all_switches_on_the_shapes_are_those_of_what_is_published() -> Result<(), Stop> {
    for_cases(200, |case| {
        let Some(sides) = sides(case)? else { return Ok(()) };
        let [published, legacy] =
            [&sides.published, &sides.legacy].map(|side| Retail::new(side, case.policy));
        for query in sides.queries(case) {
            let channels: Vec<&str> = query.context().channel().into_iter().collect();
            let switches = turned_on(4, &channels);
            let gated = Retail::rolled_out(published, legacy, &switches);
            for gated in [gated, gated.for_pages()] {
                same(published, gated, &query).map_err(|why| format!("{query:?}: {why}"))?;
                same_lists(published, gated, &sides.published, query.context())?;
            }
        }
        Ok(())
    })
}

/// What is served where the legacy media serve: theirs; of what only the other side knows nothing.
fn expected<T>(
    legacy: Result<T, Fault>,
    published: impl FnOnce() -> Result<T, Fault>,
    empty: T,
) -> Result<T, Fault> {
    match legacy {
        Err(fault) if fault.code() == Code::NotFound => published().map(|_| empty),
        found => found,
    }
}

fn is_legacy(gated: Retail<'_>, [published, legacy]: [Retail<'_>; 2], query: &Query) -> Result<(), String> {
    let found = legacy.media_locations(query);
    let locations = expected(found, || published.media_locations(query), Vec::new());
    equal("locations", &coded(locations), &coded(gated.media_locations(query)))?;
    let found = legacy.selected_media_locations(query);
    let locations = expected(found, || published.selected_media_locations(query), Vec::new());
    equal("of the selected variant", &coded(locations), &coded(gated.selected_media_locations(query)))?;
    let url = expected(legacy.primary_image_url(query), || published.primary_image_url(query), None);
    equal("url", &coded(url), &coded(gated.primary_image_url(query)))?;
    has_legacy_pages(gated, [published, legacy], query)
}

fn has_legacy_pages(
    gated: Retail<'_>,
    [published, legacy]: [Retail<'_>; 2],
    query: &Query,
) -> Result<(), String> {
    let count = |retail: Retail<'_>| retail.additional_media(query).map(|media| media.purposes().len());
    match legacy.additional_media(query) {
        Err(fault) if fault.code() == Code::NotFound => {
            equal("none additional", &coded(count(published).map(|_| 0)), &coded(count(gated)))?;
        }
        found => equal("additional", &coded(found), &coded(gated.additional_media(query)))?,
    }
    for options in galleries() {
        // what stands behind a variant is the product's answer, which the legacy media may know
        if !options.hide_master_images && coded(legacy.gallery(query, &options)).is_err() {
            continue;
        }
        let curated = GalleryOptions { hide_master_images: true, ..options };
        let empty = || {
            published
                .gallery(query, &curated)
                .map(|all| all.into_iter().filter(|one| one.asset().is_none()).count())
        };
        match legacy.gallery(query, &options) {
            Err(fault) if fault.code() == Code::NotFound => {
                let found = gated.gallery(query, &options).map(|all| all.len());
                equal("curated alone", &coded(empty()), &coded(found))?;
            }
            found => equal("gallery", &coded(found), &coded(gated.gallery(query, &options)))?,
        }
    }
    Ok(())
}

fn with_all_switches_off_the_shapes_are_those_of_the_legacy_media() -> Result<(), Stop> {
    let emptied = Cell::new(0);
    for_cases(200, |case| {
        let Some(sides) = sides(case)? else { return Ok(()) };
        let [published, legacy] =
            [&sides.published, &sides.legacy].map(|side| Retail::new(side, case.policy));
        let switches = turned_on(0, &[]);
        let gated = Retail::rolled_out(published, legacy, &switches);
        for query in sides.queries(case) {
            let is_emptied = legacy.media_locations(&query).is_err() && gated.media_locations(&query).is_ok();
            emptied.set(emptied.get() + usize::from(is_emptied));
            is_legacy(gated, [published, legacy], &query).map_err(|why| format!("{query:?}: {why}"))?;
            // of what the legacy media know themselves, lists are theirs
            if sides
                .published
                .products()
                .all(|product| sides.legacy.product(product.number()) == Some(product))
                && sides.published.categories().all(|one| sides.legacy.category(one.id()).is_some())
            {
                same_lists(legacy, gated, &sides.legacy, query.context())?;
            }
            for id in sides.legacy.categories().map(omnimedia::Category::id) {
                let images = [legacy, gated].map(|side| coded(side.category_images(id, query.context())));
                equal("category", &images[0], &images[1])?;
            }
        }
        Ok(())
    })?;
    assert!(emptied.get() > 100, "only {} of what the legacy media lack", emptied.get());
    Ok(())
}

fn each_switch_switches_its_shapes() -> Result<(), Stop> {
    for_cases(100, |case| {
        let Some(sides) = sides(case)? else { return Ok(()) };
        let [published, legacy] =
            [&sides.published, &sides.legacy].map(|side| Retail::new(side, case.policy));
        let switches = turned_on(4, &[]);
        let gated = Retail::rolled_out(published, legacy, &switches);
        for query in sides.queries(case) {
            let locations = [published, gated].map(|side| coded(side.media_locations(&query)));
            equal("locations", &locations[0], &locations[1])?;
            same_lists(published, gated, &sides.published, query.context())?;
            match query.context().channel() {
                Some(_) => has_legacy_pages(gated, [published, legacy], &query)?,
                None => same(published, gated, &query)?,
            }
        }
        Ok(())
    })
}

fn gated_publications_and_snapshots_give_equal_shapes() -> Result<(), Stop> {
    for_cases(100, |case| {
        let Some(sides) = sides(case)? else { return Ok(()) };
        let flat = |side: &Publication| -> Result<Snapshot<Vec<u8>>, String> {
            let bytes = flattened(side, case.policy)?.ok_or("not flattened")?;
            Snapshot::open(bytes).map_err(|fault| told(&fault))
        };
        let (flat_published, flat_legacy) = (flat(&sides.published)?, flat(&sides.legacy)?);
        let [published, legacy] =
            [&sides.published, &sides.legacy].map(|side| Retail::new(side, case.policy));
        for of_tenant in [3, 4] {
            let switches = turned_on(of_tenant, &[]);
            let direct = Retail::rolled_out(published, legacy, &switches);
            let stored = Retail::rolled_out(Retail::on(&flat_published), Retail::on(&flat_legacy), &switches);
            for query in sides.queries(case) {
                same(direct, stored, &query).map_err(|why| format!("{query:?}: {why}"))?;
                same_lists(direct, stored, &sides.published, query.context())?;
            }
        }
        Ok(())
    })
}
