//! The data of a preview: what the page looks up is what the library answers. What a browser makes of it is tested in
//! `browser`.

use std::collections::{BTreeMap, BTreeSet};

use libtest_mimic::Trial;
use omnimedia::{Code, Context, Explanation, Fault, Policy, Preview, Publication, Query};
use omnimedia_tests::agree::equal;
use omnimedia_tests::case::told;
use omnimedia_tests::documents::{sample, shops};
use omnimedia_tests::generator::edited;
use omnimedia_tests::page::{Asked, Page, Seen, outline};
use omnimedia_tests::{Stop, trials};

use crate::properties::for_cases;

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        a_page_shows_what_is_answered_and_explained,
        what_two_sides_differ_in_is_marked,
        the_sample_is_shown_whole,
        the_real_shops_are_shown,
        equal_previews_are_equal_bytes,
    ]
}

/// What the library says, in the page's form.
pub(crate) fn expected(explained: Result<Explanation<'_>, Fault>) -> Seen {
    let mut seen = Seen {
        explanation: Vec::new(),
        primary: Vec::new(),
        default_image: None,
        additional: Vec::new(),
        alts: Vec::new(),
        fault: None,
    };
    let explanation = match explained {
        Err(fault) => {
            seen.fault = Some(fault.message().to_owned());
            return seen;
        }
        Ok(explanation) => explanation,
    };
    let answer = explanation.answer();
    let default = answer.default_image().map(|item| item.asset().id());
    seen.default_image =
        default.and_then(|id| answer.primary().iter().position(|item| item.asset().id() == id));
    for item in answer.primary() {
        seen.primary.push(item.asset().id().to_owned());
        seen.alts.push(item.alt().unwrap_or_default().to_owned());
    }
    for purpose in answer.purposes() {
        for item in answer.with_purpose(purpose) {
            seen.additional.push((purpose.to_owned(), item.asset().id().to_owned()));
            seen.alts.push(item.alt().unwrap_or_default().to_owned());
        }
    }
    seen.explanation = outline(&explanation.to_string());
    seen
}

/// The query of a question of a page.
pub(crate) fn query(page: &Page, asked: &Asked) -> Result<Query, Fault> {
    let [channel, locale, catalog] = page.context(asked.context);
    let context = Context::new(Some(&catalog), Some(&channel), Some(&locale))?;
    let mut query = Query::new(page.number(asked.product)).within(context);
    for (dimension, value) in page.selections(asked.product).swap_remove(asked.selection) {
        query = query.select(dimension, value);
    }
    Ok(query)
}

/// Asks the library everything that a page holds.
fn agree(page: &Page, sides: &[&Publication], policy: &Policy, step: usize) -> Result<usize, String> {
    let mut many = 0;
    for asked in page.questions().into_iter().step_by(step) {
        let query = query(page, &asked).map_err(|fault| told(&fault))?;
        for (side, publication) in sides.iter().enumerate() {
            // a number that is a variant's elsewhere is no product there
            let is_product = publication.product(&page.number(asked.product)).is_some();
            let expected = match is_product {
                true => expected(publication.explain(&query, policy)),
                false => expected(Err(Fault::new(Code::NotFound, missing(&page.number(asked.product)), ""))),
            };
            equal(&format!("side {side}, {query:?}"), &expected, &page.seen(&asked, side))?;
            many += 1;
        }
    }
    Ok(many)
}

fn missing(number: &str) -> String {
    let fault = Publication::default().explain(&Query::new(number), &Policy::default()).err();
    fault.map(|fault| fault.message().to_owned()).unwrap_or_default()
}

fn a_page_shows_what_is_answered_and_explained() -> Result<(), Stop> {
    for_cases(150, |case| {
        let [one, other] = [case.shop.0.clone(), edited(&case.shop.0, &mut case.edits.clone())];
        let [one, other] = [one.publication(), other.publication()];
        let preview = Preview::new(case.policy).side("Published", &one).side("Draft", &other);
        let html = match preview.limit(usize::MAX).to_html() {
            Ok(html) => html,
            // two documents that the policy's locales make one
            Err(fault) if fault.code() == Code::DuplicateDocument => return Ok(()),
            Err(fault) => return Err(told(&fault)),
        };
        agree(&Page::read(&html), &[&one, &other], &case.policy, 1)?;
        Ok(())
    })
}

/// Id and alt text of each item, by list; the gallery has no purpose.
type Lists<'s> = BTreeMap<Option<&'s str>, Vec<(&'s str, &'s str)>>;

/// What a reader sees of an answer but the explanation.
fn visible(seen: &Seen) -> (Option<usize>, Lists<'_>) {
    let gallery = seen.primary.iter().map(|id| (None, id));
    let others = seen.additional.iter().map(|(purpose, id)| (Some(purpose.as_str()), id));
    let mut lists = Lists::new();
    for ((purpose, id), alt) in gallery.chain(others).zip(&seen.alts) {
        lists.entry(purpose).or_default().push((id, alt));
    }
    (seen.default_image, lists)
}

fn what_two_sides_differ_in_is_marked() -> Result<(), Stop> {
    for_cases(150, |case| {
        let [one, other] = [case.shop.0.clone(), edited(&case.shop.0, &mut case.edits.clone())];
        let [one, other] = [one.publication(), other.publication()];
        let preview = Preview::new(case.policy).side("Published", &one).side("Draft", &other);
        let Ok(html) = preview.limit(usize::MAX).to_html() else { return Ok(()) };
        let page = Page::read(&html);
        for asked in page.questions() {
            let [before, after] = [page.seen(&asked, 0), page.seen(&asked, 1)];
            let differs = page.change(&asked).is_some_and(|change| change["differs"] == true);
            match (&before.fault, &after.fault) {
                (None, None) => {
                    if visible(&before) != visible(&after) && !differs {
                        return Err(format!("not marked: {before:?}\n{after:?}"));
                    }
                    marks(&page, &asked, &before, &after)?;
                }
                (one, other) => equal("one side alone", &(one.is_none() != other.is_none()), &differs)?,
            }
        }
        Ok(())
    })
}

/// Applying the marks to one side gives the other.
fn marks(page: &Page, asked: &Asked, before: &Seen, after: &Seen) -> Result<(), String> {
    let Some(change) = page.change(asked) else {
        return equal("the galleries", &before.primary, &after.primary);
    };
    let bits = |side: usize, place: usize| change["marks"][side][place].as_u64().unwrap_or_default();
    let kept = |seen: &Seen, side: usize, without: u64| -> Vec<String> {
        let items = seen.primary.iter().enumerate().filter(|(place, _)| bits(side, *place) & without == 0);
        items.map(|(_, id)| id.clone()).collect()
    };
    let [removed, added, moved] = [1, 2, 4];
    // what neither moved nor came nor went stands in the same order
    equal("what stays", &kept(before, 0, removed | moved), &kept(after, 1, added | moved))?;
    let set = |ids: Vec<String>| ids.into_iter().collect::<BTreeSet<_>>();
    equal("what is on both", &set(kept(before, 0, removed)), &set(kept(after, 1, added)))?;
    for (place, id) in after.primary.iter().enumerate() {
        let old = before.primary.iter().position(|other| other == id);
        equal("added", &old.is_none(), &(bits(1, place) & added != 0))?;
        if let Some(old) = old {
            equal("alt texts", &(before.alts[old] != after.alts[place]), &(bits(1, place) & 8 != 0))?;
        }
    }
    Ok(())
}

fn the_sample_is_shown_whole() -> Result<(), Stop> {
    let publication = Publication::from_json_lines(sample().text.as_bytes(), &omnimedia::Limits::default())?;
    let policy = Policy::default();
    let html = Preview::new(policy).side("Published", &publication).to_html()?;
    let page = Page::read(&html);
    assert_eq!(page.data()["products"].as_array().map(Vec::len), Some(28));
    // Neutral and 4 locales of the online shop, and so on; with and without the winter sale
    assert_eq!(page.data()["contexts"].as_array().map(Vec::len), Some(38));
    let many = agree(&page, &[&publication], &policy, 1)?;
    // each of 28 products and 264 variants in 38 contexts, and what is selected in part
    assert!(many > 292 * 38, "{many}");
    Ok(())
}

fn the_real_shops_are_shown() -> Result<(), Stop> {
    for shop in shops()? {
        let publication = Publication::from_json_lines(shop.text.as_bytes(), &omnimedia::Limits::default())?;
        let numbers: Vec<&str> = publication.products().take(20).map(|product| product.number()).collect();
        let policy = Policy::default();
        let preview = Preview::new(policy).side("Published", &publication).products(numbers);
        let html = preview.locales(["", "en", "fr", "de"])?.to_html()?;
        agree(&Page::read(&html), &[&publication], &policy, 7)?;
    }
    Ok(())
}

fn equal_previews_are_equal_bytes() -> Result<(), Stop> {
    let publication = Publication::from_json_lines(sample().text.as_bytes(), &omnimedia::Limits::default())?;
    let html = || Preview::new(Policy::default()).side("Published", &publication).to_html();
    assert_eq!(html()?, html()?);
    Ok(())
}
