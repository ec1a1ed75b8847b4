//! The guard around every export: no panic crosses into C, and a failed call leaves its outputs alone.

use std::mem::{MaybeUninit, forget};
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::status::{OMNIMEDIA_INTERNAL, OMNIMEDIA_NULL_ARGUMENT, OMNIMEDIA_OK, omnimedia_status};

/// Runs the body of an export that gives a status.
pub(crate) fn guard(body: impl FnOnce() -> Result<(), omnimedia_status>) -> omnimedia_status {
    value(OMNIMEDIA_INTERNAL, || body().err().unwrap_or(OMNIMEDIA_OK))
}

/// Runs the body of an export that gives a plain value, `otherwise` when it panics.
pub(crate) fn value<T>(otherwise: T, body: impl FnOnce() -> T) -> T {
    // What a panic leaves half done is never seen again: outputs are written last, handles hold no locks.
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(value) => value,
        Err(payload) => {
            // Dropping somebody's payload could panic once more, outside the guard.
            forget(payload);
            otherwise
        }
    }
}

/// The place of a mandatory output; ask for it before anything else, write to it after everything else.
pub(crate) fn output<T>(place: Option<&mut MaybeUninit<T>>) -> Result<&mut MaybeUninit<T>, omnimedia_status> {
    place.ok_or(OMNIMEDIA_NULL_ARGUMENT)
}
