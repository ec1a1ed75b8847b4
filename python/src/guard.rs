//! The guard around every call from Python: a panic becomes an `InternalFault`, and prints nothing.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::sync::Once;

use omnimedia::{Code, Fault};
use pyo3::prelude::*;

use crate::fault::internal;

/// Runs a body; its panic is raised as an `InternalFault`.
#[inline]
pub(crate) fn guard<T>(body: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
    static QUIET: Once = Once::new();
    if !QUIET.is_completed() {
        // This hook is called for panics of this library alone, which brings a standard library of its own: they become
        // exceptions, and say there what they have to say.
        QUIET.call_once(|| set_hook(Box::new(|_| {})));
    }
    // What a panic leaves half done is never seen: results are made last, and what is shared is behind locks that a
    // panic poisons or in words that are written at once.
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(result) => result,
        Err(payload) => Err(internal(&of_panic(payload.as_ref()))),
    }
}

#[cold]
fn of_panic(payload: &(dyn Any + Send)) -> Fault {
    let said = payload.downcast_ref::<String>().map(String::as_str);
    let said = said.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("no message");
    let said: String = said.chars().take(256).map(|c| if c.is_control() { ' ' } else { c }).collect();
    Fault::new(
        Code::Internal,
        format!("a fault of the library itself: {said}"),
        "report it with what was called; the library can still be used",
    )
}
