//! Publishing, and taking out.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::mem::MaybeUninit;

use omnimedia::wire;

use super::args::{omnimedia_stamp, omnimedia_target, scope, stamp, target};
use super::{change, omnimedia_tenant};
use crate::args::flag;
use crate::bytes::{Made, omnimedia_bytes};
use crate::fault::{omnimedia_fault, tell};
use crate::guard::explained;
use crate::handle::Room;
use crate::status::omnimedia_status;

/// Publishes drafts: of one asset or document, or of all documents of a product or category.
///
/// With `along` 1 the assets that they use and that are not published are published along, with 0 they refuse it.
/// `out`, which may be NULL, gets what was published as JSON, `{"targets": …, "assets": …, "changes": …}`, to be
/// released with `omnimedia_bytes_release`; `why` may be NULL.
///
/// `OMNIMEDIA_UNPUBLISHED_ASSETS` and `OMNIMEDIA_UNKNOWN_ASSET` for each asset, `OMNIMEDIA_CHECKED_OUT` for each draft
/// that somebody is working on, `OMNIMEDIA_NOT_IN_TENANT`, `OMNIMEDIA_WRONG_CONTENT` for what is in a group, every fault
/// of content that its product no longer allows; `OMNIMEDIA_IN_USE`. Any thread; changes the tenant. Linear in what is
/// published.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_publish(
    tenant: *const omnimedia_tenant,
    target: *const omnimedia_target,
    stamp: Option<&omnimedia_stamp>,
    along: i32,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Made>::asked(out)?;
        let (scope, stamp, along) = (scope(target)?, self::stamp(stamp)?, flag(along, "along")?);
        let published = change(tenant, |tenant| {
            let published =
                if along { tenant.publish_all(&scope, &stamp) } else { tenant.publish(&scope, &stamp) };
            Ok(published?)
        })?;
        if let Some(room) = room {
            room.fill(wire::published(&published));
        }
        Ok(())
    })
}

/// Takes a target out of the publication; its draft and its versions stay.
///
/// `why` may be NULL. `OMNIMEDIA_NOT_PUBLISHED`, `OMNIMEDIA_NOT_IN_TENANT`, `OMNIMEDIA_WRONG_CONTENT` in a group,
/// `OMNIMEDIA_ASSET_IN_USE` for each that shows the asset; `OMNIMEDIA_IN_USE`. Any thread; changes the tenant. Linear in
/// the content and in what uses it.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_unpublish(
    tenant: *const omnimedia_tenant,
    target: *const omnimedia_target,
    stamp: Option<&omnimedia_stamp>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let (target, stamp) = (self::target(target)?, self::stamp(stamp)?);
        change(tenant, |tenant| Ok(tenant.unpublish(&target, &stamp)?))
    })
}

/// Deletes a target that is not published, with its versions.
///
/// `why` may be NULL. `OMNIMEDIA_PUBLISHED`, `OMNIMEDIA_NOT_IN_TENANT`, `OMNIMEDIA_CHECKED_OUT` by another,
/// `OMNIMEDIA_ASSET_IN_USE` for each that uses the asset; `OMNIMEDIA_IN_USE`. Any thread; changes the tenant. Linear in
/// the content and in what uses it.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_delete(
    tenant: *const omnimedia_tenant,
    target: *const omnimedia_target,
    stamp: Option<&omnimedia_stamp>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let (target, stamp) = (self::target(target)?, self::stamp(stamp)?);
        change(tenant, |tenant| Ok(tenant.delete(&target, &stamp)?))
    })
}

/// Takes a target out of the publication, and deletes it with its versions.
///
/// `why` may be NULL. Faults, threads and cost as `omnimedia_tenant_unpublish` and `omnimedia_tenant_delete`; both
/// happens or neither.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_unpublish_and_delete(
    tenant: *const omnimedia_tenant,
    target: *const omnimedia_target,
    stamp: Option<&omnimedia_stamp>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let (target, stamp) = (self::target(target)?, self::stamp(stamp)?);
        change(tenant, |tenant| Ok(tenant.unpublish_and_delete(&target, &stamp)?))
    })
}
