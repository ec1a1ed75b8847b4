//! The library beside the reference: after every operation everything that is promised is looked at.

use std::collections::BTreeMap;

use omnimedia::{Flatten, Policy, Publication, Tenant};

use super::{Model, Op, State, perform, promises};

/// The library, with what was seen of it before the next operation.
#[derive(Debug)]
pub struct System {
    tenant: Tenant,
    publication: Publication,
    /// A snapshot of the publication.
    snapshot: Vec<u8>,
    /// What a host has stored, by unit.
    store: BTreeMap<String, String>,
}

fn flattened(publication: &Publication) -> Vec<u8> {
    Flatten::new(publication, Policy::default()).to_bytes().expect("a snapshot")
}

/// The library in the state in which the reference begins.
fn small() -> Tenant {
    let mut tenant = Tenant::new(Model::limits());
    for op in Model::beginning() {
        perform(&mut tenant, &op, 0).expect("the small world");
    }
    tenant.take_changes();
    tenant.take_changed_units();
    tenant
}

impl System {
    /// The library in the state in which the reference begins.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        let tenant = small();
        promises::as_the_reference(&tenant, model);
        let publication = tenant.publication().expect("the publication");
        let mut store = BTreeMap::new();
        promises::write(&tenant, &tenant.units().collect::<Vec<_>>(), &mut store);
        Self { tenant, snapshot: flattened(&publication), publication, store }
    }

    /// What was published before the next operation.
    #[must_use]
    pub fn publication(&self) -> &Publication {
        &self.publication
    }

    /// Performs the operation that led the reference to a state.
    ///
    /// # Panics
    ///
    /// Where a promise is broken.
    pub fn apply(&mut self, State { model, outcome }: &State, op: &Op) {
        let before = self.tenant.clone();
        let now = if let Op::Tick(_) = op { 0 } else { model.now };
        let found = perform(&mut self.tenant, op, now);
        assert_eq!(found, *outcome, "what became of {op:?}");
        let (changes, units) = (self.tenant.take_changes(), self.tenant.take_changed_units());
        if found.is_err() {
            assert!(self.tenant == before, "{op:?} was refused, and changed something");
            assert!(changes.is_empty() && units.is_empty(), "{op:?} was refused: {changes:?}, {units:?}");
            return;
        }
        let after = &self.tenant;
        promises::as_the_reference(after, model);
        promises::nothing_is_lost(&before, after, op);
        promises::one_holder(&before, after, op);
        let publication = after.publication().expect("the publication");
        assert_eq!(publication.to_json(), model.publication(), "what is published after {op:?}");
        if !op.publishes() {
            assert_eq!(publication, self.publication, "{op:?} changed what is published");
        }
        let read = promises::stored([&before, after], &units, &mut self.store);
        promises::changes(&changes, &model.touched);
        promises::uses(after, model);
        promises::state_changes(after, &publication, op, now);
        if changes.is_empty() {
            assert_eq!(publication, self.publication, "{op:?} changed what is published, and told nobody");
        } else {
            let full = flattened(&publication);
            promises::delta(after, &self.snapshot, &changes, &full);
            self.snapshot = full;
        }
        self.publication = publication;
        if matches!(op, Op::Tick(_)) {
            // the host is started anew, and goes on with what it has stored
            self.tenant = read;
        }
    }
}
