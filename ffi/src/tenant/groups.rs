//! Publish groups: named branches that are published together.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::mem::MaybeUninit;

use omnimedia::{Conflicts, GroupLimits, GroupOptions, Instant, LocalInstant, wire};

use super::args::{omnimedia_stamp, omnimedia_target, stamp, target};
use super::{change, note, omnimedia_tenant};
use crate::args::{choice, flag, omnimedia_choice};
use crate::bytes::{Made, omnimedia_bytes};
use crate::fault::{omnimedia_fault, tell};
use crate::guard::{Refusal, explained};
use crate::handle::Room;
use crate::status::omnimedia_status;
use crate::view::{Grows, omnimedia_str, sized};

/// Conflicts: what a group brings is published over what moved live since; the default.
pub const OMNIMEDIA_CONFLICTS_LAST_WINS: omnimedia_choice = 0;
/// Conflicts: the run is refused.
pub const OMNIMEDIA_CONFLICTS_REFUSE: omnimedia_choice = 1;

/// How a publish group publishes. NULL for it means zeros.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_group_options {
    /// The size of this structure in bytes.
    pub size: usize,
    /// `OMNIMEDIA_CONFLICTS_…`: what becomes of what moved live since it entered the group.
    pub conflicts: omnimedia_choice,
    /// 1 publishes assets that are used and not published along; 0 refuses the run.
    pub publish_all: i32,
}

impl Grows for omnimedia_group_options {
    const FIRST: usize = size_of::<Self>();
}

fn options(given: *const omnimedia_group_options) -> Result<GroupOptions, Refusal> {
    let Some(given) = sized(given, "options")? else { return Ok(GroupOptions::default()) };
    Ok(GroupOptions {
        conflicts: choice(given.conflicts, Conflicts::ALL, "options.conflicts")?,
        publish_all: flag(given.publish_all, "options.publish_all")?,
    })
}

/// Makes a publish group, without items. What is edited with its name as `group` of a target enters it.
///
/// `options` and `why` may be NULL. `OMNIMEDIA_EXISTS` for a name that a group has, also one that ran;
/// `OMNIMEDIA_EMPTY_IDENTIFIER`, `OMNIMEDIA_LIMIT_IDENTIFIER`, `OMNIMEDIA_IN_USE`. Any thread; changes the tenant.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_create_group(
    tenant: *const omnimedia_tenant,
    name: omnimedia_str,
    options: *const omnimedia_group_options,
    stamp: Option<&omnimedia_stamp>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let (name, options, stamp) = (name.text("name")?, self::options(options)?, self::stamp(stamp)?);
        change(tenant, |tenant| Ok(tenant.create_group(name, options, &stamp)?))
    })
}

/// Changes how a publish group publishes.
///
/// `options` and `why` may be NULL. `OMNIMEDIA_NOT_IN_TENANT`, `OMNIMEDIA_GROUP_CLOSED`, `OMNIMEDIA_IN_USE`. Any thread;
/// changes the tenant.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_set_group_options(
    tenant: *const omnimedia_tenant,
    name: omnimedia_str,
    options: *const omnimedia_group_options,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let (name, options) = (name.text("name")?, self::options(options)?);
        change(tenant, |tenant| Ok(tenant.set_group_options(name, options)?))
    })
}

/// Sets limits on publish groups: most items of a group, and fewest seconds between the instants of two scheduled
/// groups; 0 is no limit. The documented ones of Dynamics 365 Commerce are 2,000 and 300.
///
/// What is over a limit already stays. `why` may be NULL. `OMNIMEDIA_IN_USE`. Any thread; changes the tenant.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_set_group_limits(
    tenant: *const omnimedia_tenant,
    items: u64,
    seconds_apart: u64,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let limit = |number: u64| (number != 0).then_some(number);
        let limits = GroupLimits { items: limit(items), seconds_apart: limit(seconds_apart) };
        change(tenant, |tenant| {
            tenant.set_group_limits(limits);
            Ok(())
        })
    })
}

/// Deletes a publish group with what was edited in it. One that ran has left its versions live.
///
/// `why` may be NULL. `OMNIMEDIA_NOT_IN_TENANT`; `OMNIMEDIA_GROUP_SCHEDULE` for one that is scheduled;
/// `OMNIMEDIA_CHECKED_OUT` for each item that another user is working on; `OMNIMEDIA_IN_USE`. Any thread; changes the
/// tenant. Linear in its items.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_delete_group(
    tenant: *const omnimedia_tenant,
    name: omnimedia_str,
    stamp: Option<&omnimedia_stamp>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let (name, stamp) = (name.text("name")?, self::stamp(stamp)?);
        change(tenant, |tenant| Ok(tenant.delete_group(name, &stamp)?))
    })
}

/// Copies an item into the publish group of a target: what is checked in live where `from` is absent, or in the group
/// `from`. What the group has of it already becomes an earlier version.
///
/// `version`, which may be NULL, gets the number of the version in the group; `why` may be NULL.
///
/// `OMNIMEDIA_NOT_IN_TENANT`, `OMNIMEDIA_GROUP_CLOSED`, `OMNIMEDIA_CHECKED_OUT` by another in the group,
/// `OMNIMEDIA_LIMIT_GROUP_ITEMS`, `OMNIMEDIA_WRONG_CONTENT` for a target that is in no group; `OMNIMEDIA_IN_USE`. Any
/// thread; changes the tenant. Linear in the content.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_copy_into_group(
    tenant: *const omnimedia_tenant,
    target: *const omnimedia_target,
    from: omnimedia_str,
    stamp: Option<&omnimedia_stamp>,
    version: Option<&mut MaybeUninit<u32>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let (target, from) = (self::target(target)?, from.optional("from")?);
        let stamp = self::stamp(stamp)?;
        note(version, change(tenant, |tenant| Ok(tenant.copy_into_group(&target, from, &stamp)?))?);
        Ok(())
    })
}

/// Takes an item out of the publish group of a target, with what was edited of it there.
///
/// `why` may be NULL. `OMNIMEDIA_WRONG_CONTENT` for a target that is in no group, and the faults of
/// `omnimedia_tenant_delete`. Any thread; changes the tenant. Linear in the content.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_remove_from_group(
    tenant: *const omnimedia_tenant,
    target: *const omnimedia_target,
    stamp: Option<&omnimedia_stamp>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let (target, stamp) = (self::target(target)?, self::stamp(stamp)?);
        change(tenant, |tenant| Ok(tenant.remove_from_group(&target, &stamp)?))
    })
}

/// Schedules a publish group to run at an instant, or at another one than before. It is tried as it would stand then.
///
/// `due` is a text with an offset, such as `2026-12-01T08:00:00+01:00`. Nothing runs by itself: call
/// `omnimedia_tenant_run_due`. `why` may be NULL.
///
/// `OMNIMEDIA_MALFORMED_INSTANT`; `OMNIMEDIA_GROUP_SCHEDULE` for an instant that is not to come;
/// `OMNIMEDIA_LIMIT_GROUP_SPACING`; all that would refuse the run; `OMNIMEDIA_IN_USE`. Any thread; changes the tenant.
/// That of the groups that are due by then.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_schedule_group(
    tenant: *const omnimedia_tenant,
    name: omnimedia_str,
    due: omnimedia_str,
    stamp: Option<&omnimedia_stamp>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let (name, stamp) = (name.text("name")?, self::stamp(stamp)?);
        let due: LocalInstant = due.text("due")?.parse()?;
        change(tenant, |tenant| Ok(tenant.schedule_group(name, due, &stamp)?))
    })
}

/// Takes a publish group off the schedule; it stays open.
///
/// `why` may be NULL. `OMNIMEDIA_NOT_IN_TENANT`, `OMNIMEDIA_GROUP_CLOSED`; `OMNIMEDIA_GROUP_SCHEDULE` for one that is not
/// scheduled; `OMNIMEDIA_IN_USE`. Any thread; changes the tenant.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_unschedule_group(
    tenant: *const omnimedia_tenant,
    name: omnimedia_str,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let name = name.text("name")?;
        change(tenant, |tenant| Ok(tenant.unschedule_group(name)?))
    })
}

/// Runs a publish group now, scheduled or not: all of it is published, or nothing; then it is closed.
///
/// `out`, which may be NULL, gets what it did as JSON, `{"group": …, "targets": …, "assets": …, "conflicts": …,
/// "drafts": …, "check_outs": …, "changes": …}`, to be released with `omnimedia_bytes_release`; `why` may be NULL.
///
/// `OMNIMEDIA_NOT_IN_TENANT`, `OMNIMEDIA_GROUP_CLOSED`; `OMNIMEDIA_CHECKED_OUT` for each item that somebody is working
/// on in the group; `OMNIMEDIA_GROUP_CONFLICT` where the group refuses conflicts; the faults of
/// `omnimedia_tenant_publish`. Any thread; changes the tenant. Linear in its items.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_run_group(
    tenant: *const omnimedia_tenant,
    name: omnimedia_str,
    stamp: Option<&omnimedia_stamp>,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Made>::asked(out)?;
        let (name, stamp) = (name.text("name")?, self::stamp(stamp)?);
        let run = change(tenant, |tenant| Ok(tenant.run_group(name, &stamp)?))?;
        if let Some(room) = room {
            room.fill(wire::run(&run));
        }
        Ok(())
    })
}

/// Runs every publish group that is due at `now`, seconds since the beginning of 1970, in the order of their instants;
/// each on behalf of who scheduled it. One that is refused stays scheduled, and hinders no other.
///
/// `out`, which may be NULL, gets what became of them as a JSON list, each `{"group": …, "run": …}` or
/// `{"group": …, "faults": …}`, to be released with `omnimedia_bytes_release`; `why` may be NULL. `OMNIMEDIA_IN_USE`. Any
/// thread; changes the tenant. Linear in their items.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_run_due(
    tenant: *const omnimedia_tenant,
    now: i64,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Made>::asked(out)?;
        let runs = change(tenant, |tenant| Ok(tenant.run_due(Instant::from_unix_seconds(now))))?;
        if let Some(room) = room {
            room.fill(wire::runs(&runs));
        }
        Ok(())
    })
}
