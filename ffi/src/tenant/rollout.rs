//! The rollout: switches, and whether the next one is safe.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::ffi::c_void;
use std::mem::MaybeUninit;

use omnimedia::{Rollout, Switch, wire};

use super::{Shared, ask, change, omnimedia_tenant};
use crate::args::{limits, omnimedia_limits, omnimedia_policy, policy};
use crate::bytes::{Made, omnimedia_bytes};
use crate::fault::{omnimedia_fault, tell};
use crate::guard::{Refusal, bad, explained};
use crate::handle::{Room, share};
use crate::insight::{omnimedia_each, told};
use crate::publication::{Held, omnimedia_publication};
use crate::status::omnimedia_status;
use crate::view::omnimedia_str;

/// The switch of a word and a channel.
fn switch(word: omnimedia_str, channel: omnimedia_str) -> Result<Switch, Refusal> {
    let (word, channel) = (word.text("word")?, channel.optional("channel")?);
    Switch::from_word(word, channel).ok_or_else(|| {
        let what = if channel.is_some() { "is no switch of a channel" } else { "is no switch of the tenant" };
        bad("word", what, "pass a word of a switch; `site_rendering` has a channel, and no other has one")
    })
}

/// Which switches of the rollout are on, as JSON.
///
/// `out` gets text to be released with `omnimedia_bytes_release`; `why` may be NULL. `OMNIMEDIA_IN_USE`. Any thread; only
/// reads the tenant.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_switches(
    tenant: *const omnimedia_tenant,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Made>::new(out, "out")?;
        room.fill(ask(tenant, |tenant| Ok(wire::switches(tenant.switches())))?);
        Ok(())
    })
}

/// Turns a switch of the rollout on: `site_builder_content`, `hq_authoring`, `hq_sync`, `csu_media_locations`, or
/// `site_rendering` of a channel, which all others leave absent. What is on already stays on.
///
/// `why` may be NULL. `OMNIMEDIA_ROLLOUT_ORDER` where it needs others that are off; `OMNIMEDIA_NOT_IN_TENANT` for a
/// channel that is not listed; `OMNIMEDIA_BAD_ARGUMENT` for a word that is no switch; `OMNIMEDIA_IN_USE`. Any thread;
/// changes the tenant.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_turn_on(
    tenant: *const omnimedia_tenant,
    word: omnimedia_str,
    channel: omnimedia_str,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let switch = switch(word, channel)?;
        change(tenant, |tenant| Ok(tenant.turn_on(switch)?))
    })
}

/// Turns a switch of the rollout off. What is off already stays off.
///
/// Arguments as `omnimedia_tenant_turn_on`. `OMNIMEDIA_ROLLOUT_NEEDED` where others that are on need it;
/// `OMNIMEDIA_ROLLOUT_FINAL` where work was done under it; `OMNIMEDIA_BAD_ARGUMENT`, `OMNIMEDIA_IN_USE`. Any thread;
/// changes the tenant. Linear in the tenant for those that do not change what is served.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_turn_off(
    tenant: *const omnimedia_tenant,
    word: omnimedia_str,
    channel: omnimedia_str,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let switch = switch(word, channel)?;
        change(tenant, |tenant| Ok(tenant.turn_off(&switch)?))
    })
}

/// How ready a tenant is for a switch: what is missing, and who would lose an image by it.
///
/// `publication` is what the tenant publishes then, NULL for what it publishes now; `legacy` is what is served until
/// then; `policy` and `limits` may be NULL. `each`, which may be NULL, is called with `user` for every image that would
/// be lost, with JSON that is lent for that call; what it returns but 0 ends the rows. `out` gets the readiness as JSON,
/// to be released with `omnimedia_bytes_release`; `why` may be NULL.
///
/// `OMNIMEDIA_LIMIT_ANSWERS`, `OMNIMEDIA_DUPLICATE_DOCUMENT`, `OMNIMEDIA_BAD_ARGUMENT`, `OMNIMEDIA_IN_USE`. Any thread;
/// only reads the tenant. Linear in the tenant and both publications, and in the products with legacy media.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_tenant_readiness(
    tenant: *const omnimedia_tenant,
    word: omnimedia_str,
    channel: omnimedia_str,
    publication: *const omnimedia_publication,
    legacy: *const omnimedia_publication,
    policy: *const omnimedia_policy,
    limits: *const omnimedia_limits,
    each: omnimedia_each,
    user: *mut c_void,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Made>::new(out, "out")?;
        let switch = switch(word, channel)?;
        let (shared, legacy) = (share::<Shared>(tenant, "tenant")?, share::<Held>(legacy, "legacy")?);
        let given =
            (!publication.is_null()).then(|| share::<Held>(publication, "publication")).transpose()?;
        let (policy, limits) = (self::policy(policy)?, self::limits(limits)?);
        let readiness = shared.ask("tenant", |tenant| {
            let own;
            let publication = match &given {
                Some(held) => &held.0,
                None => {
                    own = tenant.publication()?;
                    &own
                }
            };
            let rollout = Rollout::new(tenant, publication, &legacy.0, policy).limits(limits);
            Ok(match each {
                Some(each) => rollout.run(&switch, |loss| told(each, user, &wire::loss(&loss)))?,
                None => rollout.readiness(&switch)?,
            })
        })?;
        room.fill(wire::readiness(&readiness));
        Ok(())
    })
}
