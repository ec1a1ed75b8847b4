//! Tenants: what is stored, and sequences of operations.

use omnimedia::{Export, Flatten, Instant, Limits, Policy, Stamp, Target, Tenant, TenantBuilder, wire};
use serde_json::Value;

use super::input::{are_complete, choices, is_complete, options, parts, small_limits};
use crate::lifecycle::{Model, Op, Reference, State, System};
use proptest_state_machine::ReferenceStateMachine;

/// Reads a stored tenant, or goes through a sequence of operations, as the first byte says.
///
/// What is refused has complete faults; what is read is stored and read again the same, and can be worked with. The
/// operations, a part each, are done beside a reference that foretells every result.
///
/// # Panics
///
/// Where one of these does not hold.
pub fn tenant(data: &[u8]) {
    let Some(([how], rest)) = options(data) else { return };
    if how & 1 == 0 {
        operations(rest);
        return;
    }
    let limits = if how & 2 == 0 { Limits::default() } else { small_limits() };
    let read = if how & 4 == 0 {
        Tenant::from_json(rest, &limits)
    } else {
        let read = Tenant::from_json_lines(rest, &limits);
        unit_by_unit(rest, &limits, read.as_ref().ok());
        read
    };
    match read {
        Ok(tenant) => {
            comes_back(&tenant);
            is_worked_with(tenant, usize::from(how >> 3));
        }
        Err(faults) => are_complete(&faults),
    }
}

fn operations(rest: &[u8]) {
    let mut state = State { model: Model::small(), outcome: Ok(crate::lifecycle::Done::Nothing) };
    let mut system = System::new(&state.model);
    for part in parts(rest).take(48) {
        let op = Op::choose(&state.model, &mut choices(part));
        state = Reference::apply(state, &op);
        system.apply(&state, &op);
    }
}

/// Lines handed over one by one are units, but for the first, which says the version.
fn unit_by_unit(lines: &[u8], limits: &Limits, whole: Option<&Tenant>) {
    let mut units = TenantBuilder::new(limits.clone());
    for line in lines.split(|byte| *byte == b'\n') {
        if let Err(faults) = units.unit(line) {
            are_complete(&faults);
        }
    }
    let (Some(whole), Ok(built)) = (whole, units.build()) else { return };
    assert_eq!(whole.units().count(), built.units().count(), "units one by one are another tenant");
}

fn comes_back(tenant: &Tenant) {
    let (json, lines) = (tenant.to_json(), tenant.to_json_lines());
    let limits = Limits::default();
    for again in
        [Tenant::from_json(json.as_bytes(), &limits), Tenant::from_json_lines(lines.as_bytes(), &limits)]
    {
        let again = again.unwrap_or_else(|faults| panic!("what is stored is refused: {faults}\n{json}"));
        assert!(again.to_json() == json && again.to_json_lines() == lines, "what is stored changes: {json}");
    }
    let mut units = TenantBuilder::new(limits);
    for key in tenant.units() {
        let unit = tenant.unit(&key).expect("a unit");
        units.unit(&unit).unwrap_or_else(|faults| panic!("a unit is refused: {faults}\n{unit}"));
    }
    let built = units.build().unwrap_or_else(|faults| panic!("units are refused: {faults}\n{json}"));
    assert_eq!(built.to_json(), json, "units come to another tenant");
}

/// What people do with a tenant ends, and where it is refused the fault is complete.
fn is_worked_with(mut tenant: Tenant, what: usize) {
    let stamp = Stamp::new("ann", Instant::from_unix_seconds(1_900_000_000));
    let publication = tenant.publication().unwrap_or_else(|faults| panic!("no publication: {faults}"));
    let base = Flatten::new(&publication, Policy::default()).to_bytes().expect("a snapshot");
    let states = [tenant.with_drafts(), tenant.with_work_of("ann"), tenant.as_of(stamp.at())];
    for state in states {
        match state.publication() {
            Ok(_) => _ = wire::changes(&state.changes()),
            Err(faults) => are_complete(&faults),
        }
    }
    let targets: Vec<Target> = tenant.targets().take(6).collect();
    for target in &targets {
        read(&wire::life(tenant.life(target).expect("a life")));
        let word = wire::target(target);
        assert_eq!(wire::read_target(&word).as_ref(), Ok(target), "{word}");
    }
    tenant.groups().for_each(|group| read(&wire::group(group)));
    tenant.take_changes();
    for (group, run) in tenant.run_due(stamp.at()) {
        assert!(tenant.group(&group).is_some());
        run.map_or_else(|faults| are_complete(&faults), |run| read(&wire::run(&run)));
    }
    for (at, target) in targets.iter().enumerate() {
        let done = match (what + at) % 6 {
            0 => tenant.edit(target, &stamp, &omnimedia::Start::Empty).map(drop),
            1 => tenant.unpublish(target, &stamp),
            2 => tenant.unpublish_and_delete(target, &stamp),
            3 => tenant.publish_all(&omnimedia::Scope::Target(target.clone()), &stamp).map(drop),
            4 => tenant.delete(target, &stamp),
            _ => {
                tenant.discard(target, true, &stamp).unwrap_or_else(|fault| is_complete(&fault));
                tenant.reset(target, &stamp).map(drop).unwrap_or_else(|fault| is_complete(&fault));
                Ok(())
            }
        };
        done.unwrap_or_else(|faults| are_complete(&faults));
    }
    let changes = tenant.take_changes();
    let full = tenant.publication().unwrap_or_else(|faults| panic!("no publication: {faults}"));
    let full = Flatten::new(&full, Policy::default()).to_bytes().expect("a snapshot");
    if changes.is_empty() {
        assert!(full == base, "what is published changed, and nobody was told");
    } else {
        crate::lifecycle::promises::delta(&tenant, &base, &changes, &full);
    }
    comes_back(&tenant);
    let mut manifest = Vec::new();
    Export::new(&tenant).write(&mut manifest).unwrap_or_else(|faults| panic!("no export: {faults}"));
}

fn read(json: &str) {
    let read = serde_json::from_str::<Value>(json);
    assert!(read.is_ok(), "{json}");
}
