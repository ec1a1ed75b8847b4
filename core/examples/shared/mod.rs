//! What the examples that print have in common.
#![allow(dead_code, reason = "each example uses a part of it")]

pub(crate) mod file;
pub(crate) mod gallery;
pub(crate) mod names;
pub(crate) mod page;
pub(crate) mod why;
