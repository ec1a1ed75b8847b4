//! An audit finds what asking for every answer, one by one, finds.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use libtest_mimic::Trial;
use omnimedia::{
    AltSource, Audit, Check, Context, ContextRef, Kind, Level, Limits, Policy, Publication, Query, SetFate,
    Tag,
};
use omnimedia_tests::agree::equal;
use omnimedia_tests::case::{Case, told};
use omnimedia_tests::generator::{Document, Item, Set, Shop};
use omnimedia_tests::{Stop, trials};

use crate::properties::for_cases;

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        answers_are_found_like_one_by_one,
        what_is_not_heard_is_what_no_explanation_hears,
        what_is_redundant_could_be_taken_away,
        assets_are_found_like_by_hand,
        an_audit_finds_the_same_in_any_order,
        documents_that_cldr_makes_one_are_refused,
    ]
}

/// Check, product, variant, context, level, pattern, assets: a row as text.
type Row = String;

fn row(
    check: Check,
    of: (Option<&str>, Option<&str>),
    context: Option<ContextRef<'_>>,
    level: Option<Level>,
    pattern: &[(&str, &str)],
    items: &[(&str, &str)],
) -> Row {
    let context = context.map(|context| context.to_string());
    format!("{check} {of:?} {context:?} {level:?} {pattern:?} {items:?}")
}

fn rows(publication: &Publication, policy: Policy, checks: &[Check]) -> Result<Vec<Row>, Stop> {
    let mut all = Vec::new();
    let audit = Audit::new(publication, policy).checks(checks.iter().copied());
    let counts = audit.run(|found| {
        let list = |list: Option<omnimedia::WhichList>| list.map_or("", omnimedia::WhichList::word);
        let items: Vec<_> = found.items().iter().map(|item| (list(item.list()), item.asset())).collect();
        let of = (found.product(), found.variant());
        all.push(row(found.check(), of, found.context(), found.level(), found.pattern(), &items));
        ControlFlow::Continue(())
    });
    let counts = counts.map_err(|fault| told(&fault))?;
    let subjects: usize = publication.products().map(|product| 1 + product.variants().len()).sum();
    equal("answers", &(subjects as u64 * publication.known_contexts().len()), &counts.answers())?;
    equal("rows", &(all.len() as u64), &counts.total())?;
    equal("counts", &counts, &audit.counts().map_err(|fault| told(&fault))?)?;
    Ok(all)
}

/// Whether every product can be asked under the policy.
fn is_legal(publication: &Publication, policy: &Policy) -> bool {
    publication.products().all(|product| publication.resolve(&Query::new(product.number()), policy).is_ok())
}

/// Every product and variant, product by product, with every known context.
fn each_answer<'p>(
    publication: &'p Publication,
    mut each: impl FnMut(&'p str, Option<&'p str>, ContextRef<'p>, Query) -> Result<(), String>,
) -> Result<(), String> {
    let mut products: Vec<_> = publication.products().collect();
    products.sort_by_key(|product| product.number());
    let known = publication.known_contexts();
    for product in products {
        for context in known.iter() {
            let variants = product.variants().iter().map(|variant| Some(variant.number()));
            for variant in std::iter::once(None).chain(variants) {
                let query = Query::new(variant.unwrap_or(product.number())).within(context.to_context());
                each(product.number(), variant, context, query)?;
            }
        }
    }
    Ok(())
}

const OF_ANSWERS: [Check; 4] = [Check::NoImage, Check::OmnichannelOnly, Check::VideoFirst, Check::NoAlt];

fn answers_are_found_like_one_by_one() -> Result<(), Stop> {
    let seen = Seen::default();
    for_cases(1_000, |case| {
        let publication = case.shop.0.publication();
        if !is_legal(&publication, &case.policy) {
            return Ok(());
        }
        let mut nameless = case.shop.0.clone();
        nameless.products.iter_mut().for_each(|product| product.name = None);
        let nameless = nameless.publication();
        let by_asset = Policy { alt_source: AltSource::Asset, ..case.policy };
        let mut expected = Vec::new();
        each_answer(&publication, |product, variant, context, query| {
            let answer = publication.resolve(&query, &case.policy).map_err(|fault| told(&fault))?;
            let mut add = |check, items: &[(&str, &str)]| {
                expected.push(row(check, (Some(product), variant), Some(context), None, &[], items));
            };
            let is_image = |kind| kind == Kind::Image;
            let first = answer.primary().iter().position(|item| is_image(item.asset().kind()));
            if first.is_none() {
                add(Check::NoImage, &[]);
            }
            let plain = ContextRef::default();
            let items = answer.primary().iter().chain(answer.additional());
            let all_plain = items.map(|item| item.origin().context()).all(|context| context == plain);
            if context != plain && answer.context() == Some(plain) && all_plain {
                add(Check::OmnichannelOnly, &[]);
            }
            let before = answer.primary().iter().take(first.unwrap_or(0));
            let videos = before.filter(|item| item.asset().kind() == Kind::Video);
            let videos: Vec<_> = videos.map(|item| ("primary", item.asset().id())).collect();
            if !videos.is_empty() {
                add(Check::VideoFirst, &videos);
            }
            let answer = nameless.resolve(&query, &by_asset).map_err(|fault| told(&fault))?;
            let lists = [("primary", answer.primary()), ("additional", answer.additional())];
            let items =
                lists.into_iter().flat_map(|(list, items)| items.iter().map(move |item| (list, item)));
            let without = items.filter(|(_, item)| is_image(item.asset().kind()) && item.alt().is_none());
            let without: Vec<_> = without.map(|(list, item)| (list, item.asset().id())).collect();
            if !without.is_empty() {
                add(Check::NoAlt, &without);
            }
            Ok(())
        })?;
        seen.take(&expected);
        same(&expected, &rows(&publication, case.policy, &OF_ANSWERS).map_err(why)?)
    })?;
    seen.all(&OF_ANSWERS)
}

/// Rows of each check that were expected so far, so that no check is proved by finding nothing.
#[derive(Default)]
struct Seen(std::cell::RefCell<std::collections::BTreeMap<String, usize>>);

impl Seen {
    fn take(&self, rows: &[Row]) {
        for row in rows {
            let word = row.split(' ').next().unwrap_or_default();
            *self.0.borrow_mut().entry(word.to_owned()).or_default() += 1;
        }
    }

    fn all(&self, checks: &[Check]) -> Result<(), Stop> {
        let seen = self.0.borrow();
        match checks.iter().find(|check| seen.get(check.word()).copied().unwrap_or(0) < 20) {
            Some(check) => Err(Stop::from(format!("hardly ever found: {check}, of {seen:?}"))),
            None => Ok(()),
        }
    }
}

fn why(stop: Stop) -> String {
    format!("{stop:?}")
}

fn same(expected: &[Row], found: &[Row]) -> Result<(), String> {
    let [one, other] = [expected, found].map(|rows| rows.iter().collect::<BTreeSet<_>>());
    let missing: Vec<_> = one.difference(&other).take(5).collect();
    let wrong: Vec<_> = other.difference(&one).take(5).collect();
    if !missing.is_empty() || !wrong.is_empty() {
        return Err(format!("not found: {missing:#?}\nwrong: {wrong:#?}"));
    }
    equal("order", &expected, &found)
}

/// A set: its level, pattern and variant.
type SetName<'p> = (Level, Vec<(&'p str, &'p str)>, Option<&'p str>);

/// The sets of a document that are there, each with its level, pattern and variant, as rows have them.
fn sets<'p>(product: &'p omnimedia::Product, document: &'p omnimedia::Document) -> Vec<SetName<'p>> {
    let mut all = Vec::new();
    all.extend(document.master().map(|_| (Level::Master, Vec::new(), None)));
    for (pattern, _) in document.patterns() {
        let values = product.dimensions().iter().zip(pattern.values());
        let fixed = values.filter_map(|(one, value)| Some((one.name(), one.values().nth(value?)?)));
        all.push((Level::Dimensions, fixed.collect(), None));
    }
    for (variant, _) in document.variants() {
        all.push((Level::Variant, Vec::new(), Some(product.variants()[*variant as usize].number())));
    }
    all
}

fn what_is_not_heard_is_what_no_explanation_hears() -> Result<(), Stop> {
    let seen = Seen::default();
    for_cases(300, |case| {
        let publication = case.shop.0.publication();
        if !is_legal(&publication, &case.policy) {
            return Ok(());
        }
        let mut heard = BTreeSet::new();
        each_answer(&publication, |product, _, _, query| {
            let explanation = publication.explain(&query, &case.policy).map_err(|fault| told(&fault))?;
            for list in [explanation.primary(), explanation.additional()] {
                let documents =
                    list.rungs().iter().filter_map(|rung| Some((rung, rung.document()?.to_string())));
                for (at, (rung, document)) in documents.enumerate() {
                    if at == 0 || rung.ends_the_search() {
                        heard.insert(format!("{product} {document}"));
                    }
                    for set in rung.sets() {
                        use SetFate::{Appended, Inherited, Prepended, Replaced};
                        if matches!(set.fate(), Appended | Inherited | Prepended | Replaced) {
                            let (level, pattern, variant) = (set.level(), set.pattern(), set.variant());
                            let variant = variant.filter(|_| level == Level::Variant);
                            heard.insert(format!("{product} {document}"));
                            heard.insert(format!("{product} {document} {level} {pattern:?} {variant:?}"));
                        }
                    }
                }
            }
            Ok(())
        })?;
        let mut expected = Vec::new();
        for product in publication.products() {
            let number = product.number();
            for document in product.documents() {
                let context = document.context();
                if !heard.contains(&format!("{number} {context}")) {
                    let at = Some(context.as_ref());
                    expected.push(row(Check::Unheard, (Some(number), None), at, None, &[], &[]));
                    continue;
                }
                for (level, pattern, variant) in sets(product, document) {
                    if !heard.contains(&format!("{number} {context} {level} {pattern:?} {variant:?}")) {
                        let at = Some(context.as_ref());
                        let of = (Some(number), variant);
                        expected.push(row(Check::Unheard, of, at, Some(level), &pattern, &[]));
                    }
                }
            }
        }
        let mut found = rows(&publication, case.policy, &[Check::Unheard]).map_err(why)?;
        expected.sort_unstable();
        found.sort_unstable();
        seen.take(&expected);
        same(&expected, &found)
    })?;
    seen.all(&[Check::Unheard])
}

/// What an item says, as a property that answers give back.
fn identity(item: &mut Item) {
    let mut texts: Vec<_> = item.text.iter().map(|(locale, text)| (Tag::parse(locale).ok(), text)).collect();
    texts.sort_by_key(|(locale, _)| *locale);
    let mut properties = item.properties.clone();
    properties.sort_unstable();
    let identity = format!("{texts:?} {properties:?}");
    item.properties = vec![("identity".to_owned(), identity)];
}

fn sets_of(document: &mut Document) -> impl Iterator<Item = &mut Set> {
    let Document { master, dimensions, variants, .. } = document;
    let patterns = dimensions.iter_mut().map(|pattern| &mut pattern.set);
    master.iter_mut().chain(patterns).chain(variants.iter_mut().map(|(_, set)| set))
}

/// A shop that shows every item, and in it what the item says.
fn unfiltered(shop: &Shop) -> Shop {
    let mut shop = shop.clone();
    // two of them are enough to look at
    shop.products.truncate(2);
    shop.assets.iter_mut().for_each(|asset| (asset.published, asset.channels) = (None, None));
    let mut named: BTreeSet<String> = BTreeSet::new();
    for document in shop.products.iter_mut().flat_map(|product| &mut product.media) {
        for list in sets_of(document).flat_map(|set| [&mut set.primary, &mut set.additional]).flatten() {
            list.items.iter_mut().for_each(identity);
            named.extend(list.items.iter().map(|item| item.asset.clone()));
        }
    }
    for asset in &shop.assets {
        named.remove(&asset.id);
    }
    shop.assets.extend(named.into_iter().map(|id| omnimedia_tests::generator::Asset {
        id,
        kind: "image",
        ..Default::default()
    }));
    shop
}

/// Every answer of a product and, where wanted, its swatches, as text.
fn shown(shop: &Shop, product: usize, case: &Case, contexts: &[Context], swatches: bool) -> Vec<String> {
    let one = &shop.products[product];
    let publication = Shop { products: vec![one.clone()], ..shop.clone() }.publication();
    let mut all = Vec::new();
    for context in contexts {
        for number in std::iter::once(&one.number).chain(one.variants.iter().map(|variant| &variant.number)) {
            let query = Query::new(number).within(context.clone());
            let answer = publication.resolve(&query, &case.policy).expect("an answer");
            let items = answer.primary().iter().chain(answer.additional());
            let items = items.map(|item| (item.purpose(), item.asset().id(), item.properties().to_vec()));
            all.push(format!("{:?}", items.collect::<Vec<_>>()));
        }
        if swatches {
            let query = Query::new(&one.number).within(context.clone());
            all.push(format!("{:?}", publication.swatches(&query, &case.policy).expect("swatches")));
        }
    }
    all
}

fn what_is_redundant_could_be_taken_away() -> Result<(), Stop> {
    let seen = Seen::default();
    for_cases(60, |case| {
        let shop = unfiltered(&case.shop.0);
        let publication = shop.publication();
        if !is_legal(&publication, &case.policy) {
            return Ok(());
        }
        let contexts: Vec<Context> =
            publication.known_contexts().iter().map(|one| one.to_context()).collect();
        let both = rows(&publication, case.policy, &[Check::Unheard, Check::Redundant]).map_err(why)?;
        let unheard: BTreeSet<Row> = both.iter().filter(|row| row.starts_with("unheard")).cloned().collect();
        let mut expected = Vec::new();
        for (at, product) in publication.products().enumerate() {
            let number = product.number();
            let [with, plain] = [true, false].map(|swatches| shown(&shop, at, case, &contexts, swatches));
            for (place, document) in product.documents().iter().enumerate() {
                let context = Some(document.context().as_ref());
                if unheard.contains(&row(Check::Unheard, (Some(number), None), context, None, &[], &[])) {
                    continue;
                }
                let mut without = shop.clone();
                without.products[at].media.remove(place);
                if shown(&without, at, case, &contexts, true) == with {
                    expected.push(row(Check::Redundant, (Some(number), None), context, None, &[], &[]));
                    continue;
                }
                for (level, pattern, variant) in sets(product, document) {
                    let named =
                        |check| row(check, (Some(number), variant), context, Some(level), &pattern, &[]);
                    if unheard.contains(&named(Check::Unheard)) {
                        continue;
                    }
                    let mut without = shop.clone();
                    let media = &mut without.products[at].media[place];
                    match level {
                        Level::Master => media.master = None,
                        Level::Variant => {
                            media.variants.retain(|(number, _)| Some(number.as_str()) != variant)
                        }
                        Level::Dimensions => media.dimensions.retain(|one| {
                            let fixed = one.pattern.iter().filter(|(_, value)| value != "*");
                            let one: BTreeSet<(&str, &str)> =
                                fixed.map(|(name, value)| (&**name, &**value)).collect();
                            one != pattern.iter().copied().collect()
                        }),
                    }
                    equal("removed", &1, &(count(&shop, at, place) - count(&without, at, place)))?;
                    if shown(&without, at, case, &contexts, false) == plain {
                        expected.push(named(Check::Redundant));
                    }
                }
            }
        }
        let mut found: Vec<Row> = both.into_iter().filter(|row| row.starts_with("redundant")).collect();
        expected.sort_unstable();
        found.sort_unstable();
        seen.take(&expected);
        same(&expected, &found)
    })?;
    seen.all(&[Check::Redundant])
}

fn count(shop: &Shop, product: usize, document: usize) -> usize {
    let document = &shop.products[product].media[document];
    usize::from(document.master.is_some()) + document.dimensions.len() + document.variants.len()
}

fn assets_are_found_like_by_hand() -> Result<(), Stop> {
    let seen = Seen::default();
    for_cases(400, |case| {
        let shop = &case.shop.0;
        let publication = shop.publication();
        if !is_legal(&publication, &case.policy) {
            return Ok(());
        }
        let mut used: BTreeSet<String> = BTreeSet::new();
        let mut copy = shop.clone();
        for document in copy.products.iter_mut().flat_map(|product| &mut product.media) {
            used.extend(document.swatches.iter().filter_map(|swatch| swatch.asset.clone()));
            let lists = sets_of(document).flat_map(|set| [&set.primary, &set.additional]).flatten();
            used.extend(lists.flat_map(|list| &list.items).map(|item| item.asset.clone()));
        }
        let images = shop.categories.iter().flat_map(|category| &category.media);
        used.extend(images.filter_map(|document| document.image.as_ref()).map(|image| image.asset.clone()));
        used.extend(shop.swatches.iter().filter_map(|swatch| swatch.asset.clone()));
        let mut expected = Vec::new();
        let library: BTreeMap<&str, Option<bool>> =
            shop.assets.iter().map(|asset| (asset.id.as_str(), asset.published)).collect();
        let ids: BTreeSet<&str> = library.keys().copied().chain(used.iter().map(String::as_str)).collect();
        for id in ids {
            let check = match (used.contains(id), library.get(id)) {
                (false, _) => Check::UnusedAsset,
                (true, Some(Some(false)) | None) => Check::UnpublishedAsset,
                _ => continue,
            };
            expected.push(row(check, (None, None), None, None, &[], &[("", id)]));
            let uses = publication.where_used(id).count();
            equal("used", &used.contains(id), &(uses > 0))?;
        }
        seen.take(&expected);
        same(
            &expected,
            &rows(&publication, case.policy, &[Check::UnusedAsset, Check::UnpublishedAsset]).map_err(why)?,
        )
    })?;
    seen.all(&[Check::UnusedAsset, Check::UnpublishedAsset])
}

fn an_audit_finds_the_same_in_any_order() -> Result<(), Stop> {
    for_cases(200, |case| {
        let publication = case.shop.0.publication();
        if !is_legal(&publication, &case.policy) {
            return Ok(());
        }
        let mut other = case.shop.0.clone();
        other.products.reverse();
        other.assets.reverse();
        other.channels.reverse();
        let [one, two] = [&publication, &other.publication()].map(|one| rows(one, case.policy, Check::ALL));
        equal("rows", &one.map_err(why)?, &two.map_err(why)?)?;
        // whoever has seen enough breaks off
        let mut left = 3;
        let counts = Audit::new(&publication, case.policy).run(|_| {
            left -= 1;
            if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        equal("complete", &(left > 0), &counts.map_err(|fault| told(&fault))?.is_complete())
    })
}

fn documents_that_cldr_makes_one_are_refused() -> Result<(), Stop> {
    for_cases(400, |case| {
        let publication = case.shop.0.publication();
        let mut products: Vec<_> = publication.products().map(omnimedia::Product::number).collect();
        products.sort_unstable();
        let resolve = |number: &&str| publication.resolve(&Query::new(*number), &case.policy).err();
        let audit = Audit::new(&publication, case.policy).limits(Limits::default()).counts();
        equal("fault", &products.iter().find_map(resolve), &audit.err())
    })
}
