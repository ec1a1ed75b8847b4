//! What a tenant has, and its publication in some state.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::mem::MaybeUninit;

use omnimedia::{Faults, Instant, Run, State, Target, wire};

use super::args::{omnimedia_target, target};
use super::{ask, omnimedia_tenant};
use crate::bytes::{Made, omnimedia_bytes};
use crate::fault::{omnimedia_fault, tell};
use crate::guard::{bad, explained};
use crate::handle::Room;
use crate::publication::{Held, omnimedia_publication};
use crate::status::omnimedia_status;
use crate::view::omnimedia_str;

/// A state of a tenant, by number.
pub type omnimedia_state = i32;

/// What is published, and only that.
pub const OMNIMEDIA_STATE_PUBLISHED: omnimedia_state = 0;
/// As if every checked-in draft were published.
pub const OMNIMEDIA_STATE_DRAFTS: omnimedia_state = 1;
/// As the user `name` has it at hand: every draft, and what this user has checked out.
pub const OMNIMEDIA_STATE_WORK_OF: omnimedia_state = 2;
/// As if the publish group `name` ran now.
pub const OMNIMEDIA_STATE_GROUP: omnimedia_state = 3;
/// As it will stand at `instant`: with every publish group that is due by then.
pub const OMNIMEDIA_STATE_AS_OF: omnimedia_state = 4;

/// The publication of a tenant in a state, `OMNIMEDIA_STATE_…`: to be resolved, explained, flattened, audited, compared.
///
/// `name` is that of the user or group, and `instant` seconds since the beginning of 1970; each counts where its state
/// says so. `out` gets a handle to be released with `omnimedia_publication_release`. `left_out`, which may be NULL, gets
/// as a JSON list the groups that are due and whose run would be refused, each `{"group": …, "faults": …}`, to be
/// released with `omnimedia_bytes_release`. `why` may be NULL.
///
/// `OMNIMEDIA_NOT_IN_TENANT` and what would refuse the run, for a group; faults of content that its product does not
/// allow any more, as drafts may be; `OMNIMEDIA_IN_USE`. Any thread; only reads the tenant. Linear in the tenant.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_publication(
    tenant: *const omnimedia_tenant,
    state: omnimedia_state,
    name: omnimedia_str,
    instant: i64,
    out: Option<&mut MaybeUninit<*mut omnimedia_publication>>,
    left_out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Held>::new(out, "out")?;
        let told = Room::<Made>::asked(left_out)?;
        let (publication, refused) = ask(tenant, |tenant| {
            let state = match state {
                OMNIMEDIA_STATE_PUBLISHED => tenant.published(),
                OMNIMEDIA_STATE_DRAFTS => tenant.with_drafts(),
                OMNIMEDIA_STATE_WORK_OF => tenant.with_work_of(name.text("name")?),
                OMNIMEDIA_STATE_GROUP => tenant.with_group(name.text("name")?)?,
                OMNIMEDIA_STATE_AS_OF => tenant.as_of(Instant::from_unix_seconds(instant)),
                other => {
                    let what = format!("is {other}, which is no state");
                    return Err(bad("state", what, "pass one of the constants"));
                }
            };
            Ok((state.publication()?, refused(&state)))
        })?;
        room.fill(publication);
        if let Some(told) = told {
            told.fill(wire::runs(&refused));
        }
        Ok(())
    })
}

/// The groups that a state leaves out, in the form of runs that were refused.
fn refused(state: &State<'_>) -> Vec<(String, Result<Run, Faults>)> {
    state.left_out().iter().map(|(name, faults)| ((*name).to_owned(), Err(faults.clone()))).collect()
}

/// The life of a target as JSON: its versions, the draft, what is published, the check-out.
///
/// `out` gets text to be released with `omnimedia_bytes_release`, or NULL where the target has no life; `why` may be
/// NULL. `OMNIMEDIA_IN_USE`. Any thread; only reads the tenant. Linear in the life.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_life(
    tenant: *const omnimedia_tenant,
    target: *const omnimedia_target,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Made>::new(out, "out")?;
        let target = self::target(target)?;
        room.fill_or_null(ask(tenant, |tenant| Ok(tenant.life(&target).map(wire::life)))?);
        Ok(())
    })
}

/// Who uses an asset, as a JSON list: published documents, drafts, check-outs, publish groups and central swatches.
///
/// An asset that nobody uses, and one that is not there, have the empty list. `out` gets text to be released with
/// `omnimedia_bytes_release`; `why` may be NULL. `OMNIMEDIA_IN_USE`. Any thread; only reads the tenant. Linear in the
/// documents of what uses it.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_used_by(
    tenant: *const omnimedia_tenant,
    asset: omnimedia_str,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Made>::new(out, "out")?;
        let asset = asset.text("asset")?;
        room.fill(ask(tenant, |tenant| Ok(wire::used_by(&tenant.used_by(asset))))?);
        Ok(())
    })
}

/// Every target that has a life, live, as a JSON list: assets, documents of products, documents of categories.
///
/// `out` gets text to be released with `omnimedia_bytes_release`; `why` may be NULL. `OMNIMEDIA_IN_USE`. Any thread; only
/// reads the tenant. Linear in the targets.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_targets(
    tenant: *const omnimedia_tenant,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Made>::new(out, "out")?;
        let targets = ask(tenant, |tenant| Ok(tenant.targets().collect::<Vec<Target>>()))?;
        room.fill(wire::targets(&targets));
        Ok(())
    })
}

/// The publish groups as a JSON list, by name, each with its options, its state and its items.
///
/// `out` gets text to be released with `omnimedia_bytes_release`; `why` may be NULL. `OMNIMEDIA_IN_USE`. Any thread; only
/// reads the tenant. Linear in their items.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_groups(
    tenant: *const omnimedia_tenant,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Made>::new(out, "out")?;
        let groups = ask(tenant, |tenant| Ok(tenant.groups().map(wire::group).collect::<Vec<_>>()))?;
        room.fill(wire::list(&groups));
        Ok(())
    })
}
