//! The life cycle of a tenant as plain maps: a reference to hold the library to, in a small world.
//!
//! `world` has the names and what can be said in them, `op` the operations and how one is chosen, `model` the state,
//! `edit`, `publish` and `group` what operations make of it, written from the rules and not from the library.
//! `expected` says what can be seen of a state. `system` is the library beside it, `promises` what is promised of it.

mod edit;
mod expected;
mod group;
mod model;
mod op;
mod perform;
pub mod promises;
mod publish;
mod system;
mod world;

pub use model::{Group, Life, Model, Touched, Version};
pub use op::{Op, Scope};
pub use perform::{Done, Outcome, Ran, Seen, perform};
pub use system::System;
pub use world::{At, Form, Paint, Say, What, instant, user};

use crate::generator::Choices;
use proptest::collection::vec;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any};
use proptest_state_machine::ReferenceStateMachine;

/// The reference, with what became of the operation that led to it.
#[derive(Clone)]
pub struct State {
    /// The state.
    pub model: Model,
    /// What became of the last operation.
    pub outcome: Outcome,
}

impl std::fmt::Debug for State {
    // every sequence begins with the same
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the small world")
    }
}

/// The reference machine.
#[derive(Debug)]
pub struct Reference;

impl ReferenceStateMachine for Reference {
    type State = State;
    type Transition = Op;

    fn init_state() -> BoxedStrategy<State> {
        Just(State { model: Model::small(), outcome: Ok(Done::Nothing) }).boxed()
    }

    fn transitions(state: &State) -> BoxedStrategy<Op> {
        let model = state.model.clone();
        vec(any::<u32>(), 16).prop_map(move |numbers| Op::choose(&model, &mut Choices::new(numbers))).boxed()
    }

    fn apply(State { mut model, .. }: State, op: &Op) -> State {
        let outcome = model.perform(op);
        State { model, outcome }
    }
}
