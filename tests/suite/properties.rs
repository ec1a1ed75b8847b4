//! What holds for every publication, query and policy, checked on generated ones.
//!
//! `OMNIMEDIA_CASES` says how many cases each property has, `OMNIMEDIA_SEED` where to begin.

use libtest_mimic::Trial;
use omnimedia::wire;
use omnimedia::{Code, Entities, Fault, Flatten, Limits, Publication};
use omnimedia_tests::agree::{Pair, equal};
use omnimedia_tests::generator::{self, Ask, Choices, Product, Shop, asks, check};
use omnimedia_tests::{Stop, trials};
use proptest::prelude::Strategy;
use proptest::test_runner::TestCaseError;
use serde_json::Value;

use omnimedia_tests::case::{Case, Printed, flattened, opened, same_bytes, told};
use omnimedia_tests::explains::explains;

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        a_snapshot_answers_what_direct_resolution_answers,
        documents_that_cldr_makes_one_are_the_same_fault_everywhere,
        an_explanation_explains_the_answer_that_is_resolved,
        json_and_json_lines_come_back_as_they_went,
        builders_make_the_publication_of_the_json,
        products_flatten_to_the_same_bytes_in_any_order,
        entities_flatten_to_the_same_bytes_in_any_order,
        compacting_a_full_build_changes_nothing,
    ]
}

pub(crate) fn strategy() -> impl Strategy<Value = Case> {
    let parts = (generator::shops(), generator::policy(), generator::choices(200), generator::choices(600));
    parts.prop_map(|(shop, policy, choices, edits)| Case { shop: Printed(shop), policy, choices, edits })
}

pub(crate) fn for_cases(usual: u32, holds: impl Fn(&Case) -> Result<(), String>) -> Result<(), Stop> {
    let holds = |case: Case| holds(&case).map_err(TestCaseError::fail);
    Ok(check(usual, &strategy(), holds)?)
}

fn a_snapshot_answers_what_direct_resolution_answers() -> Result<(), Stop> {
    for_cases(4_000, |case| {
        let publication = case.shop.0.publication();
        let Some(bytes) = flattened(&publication, case.policy)? else { return Ok(()) };
        let snapshot = opened(bytes)?;
        Pair::new(&publication, &snapshot).agree(&asks(&case.shop.0, &mut case.choices.clone()))
    })
}

fn documents_that_cldr_makes_one_are_the_same_fault_everywhere() -> Result<(), Stop> {
    for_cases(2_000, |case| {
        let publication = case.shop.0.publication();
        let Err(fault) = Flatten::new(&publication, case.policy).to_bytes() else { return Ok(()) };
        equal("code", &Code::DuplicateDocument, &fault.code())?;
        // flatten goes by number and takes categories last
        let mut products: Vec<_> = publication.products().map(omnimedia::Product::number).collect();
        products.sort_unstable();
        let resolve =
            |number: &&str| publication.resolve(&omnimedia::Query::new(*number), &case.policy).err();
        let mut categories: Vec<_> = publication.categories().map(omnimedia::Category::id).collect();
        categories.sort_unstable();
        let image =
            |id: &&str| publication.category_image(id, &omnimedia::Context::default(), &case.policy).err();
        let first = products.iter().find_map(resolve).or_else(|| categories.iter().find_map(image));
        equal("fault", &Some(fault), &first)
    })
}

fn an_explanation_explains_the_answer_that_is_resolved() -> Result<(), Stop> {
    for_cases(500, |case| {
        let publication = case.shop.0.publication();
        let ask = |Ask { query, .. }: &Ask| match publication.explain(query, &case.policy) {
            Ok(explanation) => {
                let answer = publication.resolve(query, &case.policy).map_err(|fault| told(&fault))?;
                equal("answer", &answer, explanation.answer())?;
                explains(&read(&wire::explanation(&explanation))?, &read(&wire::answer(&answer))?)
            }
            Err(fault) => equal("fault", &Some(fault), &publication.resolve(query, &case.policy).err()),
        };
        let all = asks(&case.shop.0, &mut case.choices.clone());
        all.iter().try_for_each(|one| ask(one).map_err(|why| format!("{:?}: {why}", one.query)))
    })
}

fn read(json: &str) -> Result<Value, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

fn json_and_json_lines_come_back_as_they_went() -> Result<(), Stop> {
    for_cases(1_200, |case| {
        let publication = case.shop.0.publication();
        let (one, many) = (publication.to_json(), publication.to_json_lines());
        let limits = Limits::default();
        let object = Publication::from_json(one.as_bytes(), &limits).map_err(|faults| faults.to_string())?;
        let lines =
            Publication::from_json_lines(many.as_bytes(), &limits).map_err(|faults| faults.to_string())?;
        let mut builder = Publication::builder(limits.clone());
        for entity in Entities::new(many.as_bytes(), &limits) {
            builder.entity(entity.map_err(|faults| faults.to_string())?);
        }
        let built = builder.build().map_err(|faults| faults.to_string())?;
        for again in [object, lines, built] {
            equal("publication", &publication, &again)?;
            equal("json", &one, &again.to_json())?;
            equal("json lines", &many, &again.to_json_lines())?;
        }
        Ok(())
    })
}

fn builders_make_the_publication_of_the_json() -> Result<(), Stop> {
    for_cases(1_200, |case| {
        let built = case.shop.0.build().map_err(|faults| faults.to_string())?;
        equal("publication", &case.shop.0.publication(), &built)
    })
}

/// In another order.
fn shuffled<T>(all: &mut [T], choices: &mut Choices) {
    for at in (1..all.len()).rev() {
        all.swap(at, choices.below(at + 1));
    }
}

fn products_flatten_to_the_same_bytes_in_any_order() -> Result<(), Stop> {
    for_cases(1_200, |case| {
        let publication = case.shop.0.publication();
        let Some(expected) = flattened(&publication, case.policy)? else { return Ok(()) };
        let mut products: Vec<&Product> = case.shop.0.products.iter().collect();
        shuffled(&mut products, &mut case.choices.clone());
        let head = Shop { products: Vec::new(), ..case.shop.0.clone() }.publication();
        let by_itself = || -> Result<Vec<u8>, Fault> {
            let mut flatten = Flatten::start(case.policy, &head)?;
            for product in &products {
                let product = product.to_builder().build(&Limits::default());
                flatten.push(&product.map_err(|faults| faults.first().clone())?)?;
            }
            flatten.finish()
        };
        same_bytes(&expected, &by_itself().map_err(|fault| told(&fault))?)
    })
}

fn entities_flatten_to_the_same_bytes_in_any_order() -> Result<(), Stop> {
    for_cases(1_200, |case| {
        let Some(expected) = flattened(&case.shop.0.publication(), case.policy)? else { return Ok(()) };
        let mut choices = case.choices.clone();
        let mut shop = case.shop.0.clone();
        shuffled(&mut shop.products, &mut choices);
        shuffled(&mut shop.assets, &mut choices);
        shuffled(&mut shop.channels, &mut choices);
        shuffled(&mut shop.categories, &mut choices);
        shuffled(&mut shop.swatches, &mut choices);
        for product in &mut shop.products {
            shuffled(&mut product.variants, &mut choices);
            shuffled(&mut product.media, &mut choices);
            for document in &mut product.media {
                shuffled(&mut document.dimensions, &mut choices);
                shuffled(&mut document.variants, &mut choices);
                shuffled(&mut document.swatches, &mut choices);
            }
        }
        for category in &mut shop.categories {
            shuffled(&mut category.media, &mut choices);
        }
        let again = flattened(&shop.publication(), case.policy)?.ok_or("a fault in another order")?;
        same_bytes(&expected, &again)
    })
}

fn compacting_a_full_build_changes_nothing() -> Result<(), Stop> {
    for_cases(1_200, |case| {
        let Some(bytes) = flattened(&case.shop.0.publication(), case.policy)? else { return Ok(()) };
        let again = Flatten::compact(&opened(bytes.clone())?).map_err(|fault| told(&fault))?;
        same_bytes(&bytes, &again)
    })
}
