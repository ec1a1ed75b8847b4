//! The guard around every export: no panic crosses into C, and a failed call leaves its outputs alone.

use std::any::Any;
use std::mem::{MaybeUninit, forget};
use std::panic::{AssertUnwindSafe, catch_unwind};

use omnimedia::{Code, Fault, Faults};

use super::panics::{be_silent, perhaps};
use super::status::{OMNIMEDIA_INTERNAL, OMNIMEDIA_NULL_ARGUMENT, OMNIMEDIA_OK, omnimedia_status};

/// Why a call was refused: a number alone on the hot path, else everything there is to say.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The number alone.
    Status(omnimedia_status),
    /// What, where, and what to do.
    Faults(Faults),
}

impl From<omnimedia_status> for Refusal {
    fn from(status: omnimedia_status) -> Self {
        Self::Status(status)
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::Faults(fault.into())
    }
}

impl From<Faults> for Refusal {
    fn from(faults: Faults) -> Self {
        Self::Faults(faults)
    }
}

impl Refusal {
    pub(crate) fn status(&self) -> omnimedia_status {
        match self {
            Self::Status(status) => *status,
            Self::Faults(faults) => faults.first().code().number(),
        }
    }
}

/// Runs the body of an export that gives a status.
#[inline(always)]
pub(crate) fn guard(body: impl FnOnce() -> Result<(), omnimedia_status>) -> omnimedia_status {
    value(OMNIMEDIA_INTERNAL, || body().err().unwrap_or(OMNIMEDIA_OK))
}

/// Runs the body of an export that says why it refuses: `tell` gets what there is to say.
pub(crate) fn explained(
    tell: impl FnOnce(Faults),
    body: impl FnOnce() -> Result<(), Refusal>,
) -> omnimedia_status {
    let refusal = match caught(body) {
        Ok(Ok(())) => return OMNIMEDIA_OK,
        Ok(Err(refusal)) => refusal,
        Err(payload) => Refusal::Faults(of_panic(payload).into()),
    };
    let status = refusal.status();
    let telling = move || match refusal {
        Refusal::Faults(faults) => tell(faults),
        Refusal::Status(status) => tell(of_status(status).into()),
    };
    value(status, move || {
        telling();
        status
    })
}

/// Runs the body of an export that gives a plain value, `otherwise` when it panics.
#[inline(always)]
pub(crate) fn value<T>(otherwise: T, body: impl FnOnce() -> T) -> T {
    // What a panic leaves half done is never seen again: outputs are written last, and what was being changed
    // when a panic came is not asked any more.
    match caught(body) {
        Ok(value) => value,
        Err(payload) => {
            let_go(payload);
            otherwise
        }
    }
}

type Payload = Box<dyn Any + Send>;

/// Runs a body up to its end or its panic.
#[inline(always)]
fn caught<T>(body: impl FnOnce() -> T) -> Result<T, Payload> {
    be_silent();
    catch_unwind(AssertUnwindSafe(|| {
        perhaps();
        body()
    }))
}

/// Dropping somebody's payload could panic once more, outside the guard.
#[cold]
fn let_go(payload: Payload) {
    if let Err(another) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        forget(another);
    }
}

fn of_panic(payload: Payload) -> Fault {
    let said = payload.downcast_ref::<String>().map(String::as_str);
    let said = said.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("no message");
    let said: String = said.chars().take(256).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let_go(payload);
    Fault::new(
        Code::Internal,
        format!("a fault of the library itself: {said}"),
        "report it with what was called; the library can still be used",
    )
}

fn of_status(status: omnimedia_status) -> Fault {
    let code = Code::ALL.iter().copied().find(|code| code.number() == status).unwrap_or(Code::Internal);
    Fault::new(code, format!("the call was refused: {code}"), "see the documentation of the function")
}

/// The place of a mandatory output; ask for it before anything else, write to it after everything else.
#[inline(always)]
pub(crate) fn output<T>(place: Option<&mut MaybeUninit<T>>) -> Result<&mut MaybeUninit<T>, omnimedia_status> {
    place.ok_or(OMNIMEDIA_NULL_ARGUMENT)
}

/// The fault for an argument that must not be NULL.
#[cold]
pub(crate) fn null(name: &str) -> Refusal {
    let message = format!("the argument `{name}` is NULL");
    Fault::new(Code::NullArgument, message, "pass what the function asks for").into()
}

/// The fault for an argument that cannot have this value.
#[cold]
pub(crate) fn bad(name: &str, what: impl std::fmt::Display, advice: &str) -> Refusal {
    Fault::new(Code::BadArgument, format!("the argument `{name}` {what}"), advice).into()
}
