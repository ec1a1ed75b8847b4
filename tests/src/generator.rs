//! Publications, queries and edits from choices: small, legal, and as strange as the rules allow.
//!
//! A [`Shop`] is plain data, so that it can be written as JSON, given to the builders, edited and compared without
//! the library. It is made from lists of numbers that proptest draws; shorter lists and smaller numbers make simpler
//! shops, so that what fails shrinks to something one can read.

mod ask;
mod build;
mod choices;
mod edit;
mod fill;
mod product;
mod shop;
mod travel;
mod words;

pub use ask::{Ask, asks};
pub use choices::Choices;
pub use edit::{Difference, difference, edited};
pub use shop::{
    Asset, Category, CategoryDocument, Channel, Document, Item, List, PatternSet, Product, Set, Shop, Swatch,
    Text, Variant,
};

use omnimedia::{AltSource, Inheritance, Order, Parents, Policy};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

/// Every policy there is.
#[must_use]
pub fn policies() -> Vec<Policy> {
    let mut all = Vec::new();
    for order in Order::ALL {
        for parents in Parents::ALL {
            for inheritance in Inheritance::ALL {
                for alt_source in AltSource::ALL {
                    let (order, parents, inheritance) = (*order, *parents, *inheritance);
                    all.push(Policy { order, parents, inheritance, alt_source: *alt_source });
                }
            }
        }
    }
    all
}

/// A policy.
pub fn policy() -> impl Strategy<Value = Policy> {
    proptest::sample::select(policies())
}

/// Numbers to choose by.
pub fn choices(most: usize) -> impl Strategy<Value = Choices> {
    vec(any::<u32>(), 0..most).prop_map(Choices::new)
}

/// A shop.
pub fn shops() -> impl Strategy<Value = Shop> {
    let entity = |most| vec(any::<u32>(), 0..most);
    (entity(60), vec(entity(48), 0..8), vec(entity(260), 1..=6)).prop_map(|(head, assets, products)| {
        let many = |lists: Vec<Vec<u32>>| lists.into_iter().map(Choices::new).collect();
        Shop::fill(Choices::new(head), many(assets), many(products))
    })
}

/// How many cases a property has: `OMNIMEDIA_CASES` or `PROPTEST_CASES`, else `usual`.
#[must_use]
pub fn cases(usual: u32) -> u32 {
    let said = |name: &str| std::env::var(name).ok().and_then(|cases| cases.parse().ok());
    said("OMNIMEDIA_CASES").or_else(|| said("PROPTEST_CASES")).unwrap_or(usual)
}

/// Checks a property; the seed is fixed unless `OMNIMEDIA_SEED` says another.
///
/// # Errors
///
/// The simplest case found that it does not hold for, and why.
pub fn check<S: Strategy>(
    usual: u32,
    strategy: &S,
    holds: impl Fn(S::Value) -> Result<(), TestCaseError>,
) -> Result<(), String> {
    check_cases(cases(usual), strategy, holds)
}

/// The same, for so many cases.
///
/// # Errors
///
/// As for [`check`].
pub fn check_cases<S: Strategy>(
    cases: u32,
    strategy: &S,
    holds: impl Fn(S::Value) -> Result<(), TestCaseError>,
) -> Result<(), String> {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 20_000, ..Config::default() };
    let mut seed = [7; 32];
    if let Some(said) = std::env::var("OMNIMEDIA_SEED").ok().and_then(|seed| seed.parse::<u64>().ok()) {
        seed[..8].copy_from_slice(&said.to_le_bytes());
    }
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    match TestRunner::new_with_rng(config, rng).run(strategy, holds) {
        Ok(()) => Ok(()),
        Err(TestError::Fail(why, case)) => Err(format!("{why}\nfor {case:?}")),
        Err(TestError::Abort(why)) => Err(format!("gave up: {why}")),
    }
}
