//! The guard around every call from Python: a panic becomes an `InternalFault`, and prints nothing.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use omnimedia::{Code, Fault};
use pyo3::prelude::*;

use crate::fault::internal;

thread_local! {
    static GUARDED: Cell<u32> = const { Cell::new(0) };
}

/// Counts the guards of a thread, also when a body panics.
struct Inside;

impl Inside {
    fn enter() -> Self {
        GUARDED.with(|depth| depth.set(depth.get().saturating_add(1)));
        Self
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        GUARDED.with(|depth| depth.set(depth.get().saturating_sub(1)));
    }
}

/// Runs a body; its panic is raised as an `InternalFault`.
#[inline]
pub(crate) fn guard<T>(body: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
    static QUIET: Once = Once::new();
    if !QUIET.is_completed() {
        QUIET.call_once(|| {
            let before = take_hook();
            set_hook(Box::new(move |panic| {
                // what is guarded is told to the caller
                if GUARDED.with(Cell::get) == 0 {
                    before(panic);
                }
            }));
        });
    }
    // What a panic leaves half done is never seen: results are made last, and what is shared is behind locks that a
    // panic poisons or in words that are written at once.
    let inside = Inside::enter();
    let result = catch_unwind(AssertUnwindSafe(body));
    drop(inside);
    match result {
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
