//! Two ways, one answer: generated shops, asked directly and otherwise.

use omnimedia::{Policy, Publication, Snapshot, wire};
use serde_json::Value;

use super::input::{choices, options, parts};
use crate::agree::{Pair, equal};
use crate::case::{Case, Printed, flattened, opened, told};
use crate::chain::{is_a_full_build, through};
use crate::explains::explains;
use crate::generator::{Choices, Shop, asks, policies};
use crate::shards;

/// Makes a shop, a policy, queries and edits by choices, and compares: the snapshot with direct resolution, the base
/// under its deltas with a full build, shards with the whole, explanations with their answers.
///
/// The second byte says which of these, all where it is 0. The parts are the queries, the edits, the shop, and
/// then its products, as many as the third byte says, and its assets.
///
/// # Panics
///
/// Where one of these does not hold.
pub fn differential(data: &[u8]) {
    let Some(([policy, what, products], rest)) = options(data) else { return };
    let all = policies();
    let mut parts = parts(rest).map(choices);
    let mut next = || parts.next().unwrap_or_else(|| Choices::new(Vec::new()));
    let (questions, edits, head) = (next(), next(), next());
    let products = (0..=products % 6).map(|_| next()).collect();
    let assets = parts.take(8).collect();
    let shop = Printed(Shop::fill(head, assets, products));
    let case = Case { shop, policy: all[usize::from(policy) % all.len()], choices: questions, edits };
    agree(&case, what).unwrap_or_else(|why| panic!("{why}\nunder {:?}\nfor {:?}", case.policy, case.shop));
}

fn agree(case: &Case, what: u8) -> Result<(), String> {
    let is_wanted = |bit: u8| what & 15 == 0 || what & bit != 0;
    let publication = case.shop.0.publication();
    let Some(bytes) = flattened(&publication, case.policy)? else { return Ok(()) };
    if is_wanted(1) {
        let snapshot = opened(bytes.clone())?;
        Pair::new(&publication, &snapshot).agree(&asks(&case.shop.0, &mut case.choices.clone()))?;
    }
    if is_wanted(2) {
        through(case, |before, after, publication, chain, choices| {
            is_a_full_build(case, before, after, publication, chain, choices)
        })?;
    }
    if is_wanted(4) {
        let whole = Snapshot::open(bytes).map_err(|fault| told(&fault))?;
        let count = [2, 1, 3, 7][usize::from(what >> 4) % 4];
        let set = shards::opened(&publication, case.policy, count)?;
        let all = asks(&case.shop.0, &mut case.choices.clone());
        shards::same(&whole, &set, &publication, &all).map_err(|why| format!("in {count} shards: {why}"))?;
    }
    if is_wanted(8) {
        explained(case, &publication, case.policy)?;
    }
    Ok(())
}

fn explained(case: &Case, publication: &Publication, policy: Policy) -> Result<(), String> {
    let read = |json: &str| serde_json::from_str::<Value>(json).map_err(|error| error.to_string());
    for ask in asks(&case.shop.0, &mut case.choices.clone()) {
        let answer = publication.resolve(&ask.query, &policy);
        match (publication.explain(&ask.query, &policy), answer) {
            (Ok(explanation), Ok(answer)) => {
                equal("answer", &answer, explanation.answer())?;
                explains(&read(&wire::explanation(&explanation))?, &read(&wire::answer(&answer))?)
            }
            (explanation, answer) => equal("fault", &answer.err(), &explanation.err()),
        }
        .map_err(|why| format!("{:?}: {why}", ask.query))?;
    }
    Ok(())
}
