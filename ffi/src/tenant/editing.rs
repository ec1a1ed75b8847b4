//! Editing: check-outs, versions, restoring, resetting to default.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::mem::MaybeUninit;

use omnimedia::{Content, Limits, Start, Target, wire};

use super::args::{json, omnimedia_stamp, omnimedia_target, stamp, target};
use super::{change, note, omnimedia_tenant};
use crate::args::{flag, omnimedia_policy, policy};
use crate::bytes::{Made, omnimedia_bytes};
use crate::fault::{omnimedia_fault, tell};
use crate::guard::{Refusal, explained};
use crate::handle::Room;
use crate::status::omnimedia_status;
use crate::view::omnimedia_str;

fn content(target: &Target, given: omnimedia_str, limits: &Limits) -> Result<Content, Refusal> {
    Ok(wire::read_content(target, json(given, "content")?, limits)?)
}

/// Checks a target out to the user of the stamp, and gives what is to be edited: the draft. A user who has it already
/// goes on with what was saved last.
///
/// Where there is no draft, `copy` 0 begins empty, and 1 with a copy of the published document that is first on the
/// ladder of `policy`, which may be NULL. In a publish group that lacks the target it enters the group with what is
/// checked in live. `out` gets the content as JSON, in the form of `content` in `tenant/1`, to be released with
/// `omnimedia_bytes_release`; `why` may be NULL.
///
/// `OMNIMEDIA_CHECKED_OUT`, naming the holder; `OMNIMEDIA_NOT_IN_TENANT` for a product, category or group that is not
/// there; `OMNIMEDIA_GROUP_CLOSED`, `OMNIMEDIA_LIMIT_GROUP_ITEMS`, `OMNIMEDIA_CATEGORY_WITHOUT_CHANNEL` and the limits;
/// `OMNIMEDIA_IN_USE`. Any thread; changes the tenant. Linear in the content, and in the documents of the product where
/// one is copied.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_edit(
    tenant: *const omnimedia_tenant,
    target: *const omnimedia_target,
    stamp: Option<&omnimedia_stamp>,
    copy: i32,
    policy: *const omnimedia_policy,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Made>::new(out, "out")?;
        let (target, stamp) = (self::target(target)?, self::stamp(stamp)?);
        let policy = self::policy(policy)?;
        let start = if flag(copy, "copy")? { Start::Copy(policy) } else { Start::Empty };
        let content = change(tenant, |tenant| Ok(tenant.edit(&target, &stamp, &start)?))?;
        room.fill(wire::content(&content));
        Ok(())
    })
}

/// Keeps what the user of the stamp is working on in the check-out. Nobody else sees it.
///
/// `content` is JSON in the form that `omnimedia_tenant_edit` gives. `why` may be NULL.
///
/// `OMNIMEDIA_NOT_CHECKED_OUT`, `OMNIMEDIA_CHECKED_OUT` by another, `OMNIMEDIA_WRONG_CONTENT`, every fault of the content
/// with its path; `OMNIMEDIA_IN_USE`. Any thread; changes the tenant. Linear in the content and the product.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_save(
    tenant: *const omnimedia_tenant,
    target: *const omnimedia_target,
    stamp: Option<&omnimedia_stamp>,
    content: omnimedia_str,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let (target, stamp) = (self::target(target)?, self::stamp(stamp)?);
        change(tenant, |tenant| {
            let content = self::content(&target, content, tenant.limits())?;
            Ok(tenant.save(&target, content, &stamp)?)
        })
    })
}

/// Ends the check-out: its content becomes a version, the draft, that all can see.
///
/// `version`, which may be NULL, gets the number of the version; `why` may be NULL.
///
/// `OMNIMEDIA_NOT_CHECKED_OUT`, `OMNIMEDIA_CHECKED_OUT` by another, `OMNIMEDIA_NOT_IN_TENANT`,
/// `OMNIMEDIA_GROUP_CLOSED`, `OMNIMEDIA_IN_USE`. Any thread; changes the tenant. Linear in the content.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_finish(
    tenant: *const omnimedia_tenant,
    target: *const omnimedia_target,
    stamp: Option<&omnimedia_stamp>,
    version: Option<&mut MaybeUninit<u32>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let (target, stamp) = (self::target(target)?, self::stamp(stamp)?);
        note(version, change(tenant, |tenant| Ok(tenant.finish(&target, &stamp)?))?);
        Ok(())
    })
}

/// Edits, saves and finishes in one go. A check-out that the user has already is finished with this content.
///
/// Arguments, faults, threads and cost as `omnimedia_tenant_edit`, `omnimedia_tenant_save` and
/// `omnimedia_tenant_finish`; nothing stays checked out that was not before.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_check_in(
    tenant: *const omnimedia_tenant,
    target: *const omnimedia_target,
    stamp: Option<&omnimedia_stamp>,
    content: omnimedia_str,
    version: Option<&mut MaybeUninit<u32>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let (target, stamp) = (self::target(target)?, self::stamp(stamp)?);
        let number = change(tenant, |tenant| {
            let content = self::content(&target, content, tenant.limits())?;
            Ok(tenant.check_in(&target, content, &stamp)?)
        })?;
        note(version, number);
        Ok(())
    })
}

/// Ends the check-out and drops its content: the draft is what it was. With `force` 1 another user's check-out, too.
///
/// `why` may be NULL. `OMNIMEDIA_NOT_CHECKED_OUT`; `OMNIMEDIA_CHECKED_OUT` by another without `force`;
/// `OMNIMEDIA_IN_USE`. Any thread; changes the tenant. Linear in the content.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_discard(
    tenant: *const omnimedia_tenant,
    target: *const omnimedia_target,
    stamp: Option<&omnimedia_stamp>,
    force: i32,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let (target, stamp, force) = (self::target(target)?, self::stamp(stamp)?, flag(force, "force")?);
        change(tenant, |tenant| Ok(tenant.discard(&target, force, &stamp)?))
    })
}

/// Makes an earlier version the draft, as a new version. The user's own check-out is finished first.
///
/// `made`, which may be NULL, gets the number of the new version; `why` may be NULL.
///
/// `OMNIMEDIA_CHECKED_OUT` by another; `OMNIMEDIA_NOT_IN_TENANT` for a target or version that is not there;
/// `OMNIMEDIA_GROUP_CLOSED`, `OMNIMEDIA_IN_USE`. Any thread; changes the tenant. Linear in the content.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_restore(
    tenant: *const omnimedia_tenant,
    target: *const omnimedia_target,
    stamp: Option<&omnimedia_stamp>,
    version: u32,
    made: Option<&mut MaybeUninit<u32>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let (target, stamp) = (self::target(target)?, self::stamp(stamp)?);
        note(made, change(tenant, |tenant| Ok(tenant.restore(&target, version, &stamp)?))?);
        Ok(())
    })
}

/// Stages the removal of everything that a product or category has in one context; once it is published, it falls back
/// to the next context. A removal that is staged already stays as it is.
///
/// `made`, which may be NULL, gets the number of the version that does; `why` may be NULL.
///
/// `OMNIMEDIA_WRONG_CONTENT` for an asset, and the faults of `omnimedia_tenant_restore`. Any thread; changes the
/// tenant. Linear in the content.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_reset(
    tenant: *const omnimedia_tenant,
    target: *const omnimedia_target,
    stamp: Option<&omnimedia_stamp>,
    made: Option<&mut MaybeUninit<u32>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let (target, stamp) = (self::target(target)?, self::stamp(stamp)?);
        note(made, change(tenant, |tenant| Ok(tenant.reset(&target, &stamp)?))?);
        Ok(())
    })
}
