//! The life cycle of a tenant under random operations, beside a reference of plain maps.
//!
//! `OMNIMEDIA_LIFECYCLE_CASES` says how many sequences are run, and has the operations counted and printed;
//! `OMNIMEDIA_SEED` where to begin.

use std::collections::BTreeMap;
use std::sync::Mutex;

use libtest_mimic::Trial;
use omnimedia_tests::generator::check_cases;
use omnimedia_tests::lifecycle::{Done, Op, Outcome, Ran, Reference, State, System};
use omnimedia_tests::{Stop, trials};
use proptest::test_runner::Config;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};

pub(crate) fn trials() -> Vec<Trial> {
    trials![no_sequence_of_operations_breaks_a_promise]
}

const CASES: u32 = 400;
const STEPS: usize = 100;

struct Lifecycle;

impl StateMachineTest for Lifecycle {
    type SystemUnderTest = System;
    type Reference = Reference;

    fn init_test(state: &State) -> System {
        System::new(&state.model)
    }

    fn apply(mut system: System, state: &State, op: Op) -> System {
        count(&op, &state.outcome, &system);
        system.apply(state, &op);
        system
    }
}

/// How often each kind of operation came to what, and how often what is rare happened.
static COUNTS: Mutex<BTreeMap<String, BTreeMap<String, u64>>> = Mutex::new(BTreeMap::new());

/// What must happen, too.
const RARE: &str = "rare";
const RARITIES: [&str; 9] = [
    "a run over a conflict",
    "a run beside a live draft",
    "a run beside a live check-out",
    "a run with assets along",
    "a run when due",
    "a refusal when due",
    "a state of two groups",
    "a state without a group",
    "a change of the product under its documents",
];

fn count(op: &Op, outcome: &Outcome, system: &System) {
    let result = match outcome {
        Ok(_) => "done".to_owned(),
        Err(codes) => codes.first().map(ToString::to_string).unwrap_or_default(),
    };
    let mut counts = COUNTS.lock().expect("the counts");
    *counts.entry(op.kind()).or_default().entry(result).or_default() += 1;
    let mut rare = |index: usize, happened: bool| {
        let count = counts.entry(RARE.to_owned()).or_default().entry(RARITIES[index].to_owned()).or_default();
        *count += u64::from(happened);
    };
    let mut run = |run: &Ran| {
        let parts = [&run.conflicts, &run.drafts, &run.check_outs, &run.assets];
        parts.into_iter().enumerate().for_each(|(index, part)| rare(index, !part.is_empty()));
    };
    match outcome {
        Ok(Done::Ran(ran)) => run(ran),
        Ok(Done::Due(all)) => {
            all.iter().flat_map(|(_, ran)| ran).for_each(&mut run);
            all.iter().for_each(|(_, ran)| rare(if ran.is_ok() { 4 } else { 5 }, true));
        }
        Ok(Done::Seen(seen)) => {
            rare(6, seen.applied.len() == 2);
            rare(7, !seen.left_out.is_empty());
        }
        _ => {}
    }
    if let (Op::SetProduct(number, _), Ok(_)) = (op, outcome) {
        let product = system.publication().product(&format!("P{number}"));
        rare(8, product.is_some_and(|product| !product.documents().is_empty()));
    }
}

/// Operations that nothing refuses.
const ALWAYS: [&str; 8] =
    ["AsOf", "RunDue", "SetCategory", "SetChannel", "SetGroupLimits", "Tick", "WithDrafts", "WithWork"];

fn no_sequence_of_operations_breaks_a_promise() -> Result<(), Stop> {
    let said = std::env::var("OMNIMEDIA_LIFECYCLE_CASES").ok().and_then(|cases| cases.parse().ok());
    let sequences = Reference::sequential_strategy(1..=STEPS);
    check_cases(said.unwrap_or(CASES), &sequences, |(state, ops, seen)| {
        Lifecycle::test_sequential(Config::default(), state, ops, seen);
        Ok(())
    })?;
    let counts = COUNTS.lock().expect("the counts");
    let mut steps = 0;
    for (kind, results) in counts.iter() {
        if said.is_some() {
            println!("{kind}: {results:?}");
        }
        let is_enough = said.is_none_or(|cases| cases >= CASES);
        if kind == RARE {
            let is_known = said.is_none() && std::env::var_os("OMNIMEDIA_SEED").is_none();
            assert!(!is_known || results.values().all(|count| *count > 0), "{results:?}");
            continue;
        }
        let done = results.get("done").copied().unwrap_or_default();
        let all: u64 = results.values().sum();
        steps += all;
        // so that nobody can say that it only refuses, or never does
        if is_enough {
            assert!(done > 0, "{kind} never succeeded");
            assert!(ALWAYS.contains(&kind.as_str()) == (done == all), "{kind}: {done} of {all} succeeded");
        }
    }
    if let Some(cases) = said {
        println!("{cases} sequences, {steps} operations");
    }
    Ok(())
}
