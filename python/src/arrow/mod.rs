//! Columns: Arrow in and out by the PyCapsule interface, and what is made of it.

pub(crate) mod batch;
mod cells;
mod gathered;
pub(crate) mod input;
pub(crate) mod made;
mod names;
mod outputs;
pub(crate) mod rows;
pub(crate) mod stream;
pub(crate) mod table;

use arrow_schema::ArrowError;
use omnimedia::{Code, Fault};

/// A fault of Arrow's, in one line.
#[cold]
pub(crate) fn arrow_fault(code: Code, error: &ArrowError) -> Fault {
    fault_of(code, &error.to_string())
}

/// Columns that whoever makes them fails to give, in one line.
#[cold]
pub(crate) fn unreadable(why: &str) -> Fault {
    fault_of(Code::Read, why)
}

fn fault_of(code: Code, why: &str) -> Fault {
    let told: String = why.chars().take(512).map(|c| if c.is_control() { ' ' } else { c }).collect();
    Fault::new(code, format!("the columns cannot be read: {told}"), "look at what makes the columns")
}
