//! What is fuzzed: a function for each target, which takes any bytes and panics where something is wrong.
//!
//! They are plain functions so that the suite runs what fuzzing found, with the stable toolchain; the crate `fuzz`
//! hands them to libFuzzer. Most read a byte or two of options before the input proper. Inputs that are lists of
//! choices have one byte a choice, and parts end with the byte 255, which no text in UTF-8 has: so an input that loses
//! or gets a byte stays nearly the same.

pub mod abi;
mod ask;
pub mod differential;
mod edits;
mod input;
pub mod legacy;
pub mod locale;
pub mod manifest;
pub mod publication;
mod seeds;
pub mod snapshot;
pub mod tenant;

pub use abi::abi;
pub use differential::differential;
pub use legacy::legacy;
pub use locale::locale;
pub use manifest::manifest;
pub use publication::publication;
pub use seeds::{Seed, seeds, vector_seeds};
pub use snapshot::snapshot;
pub use tenant::tenant;

/// A target: its name and what it does.
pub type Target = (&'static str, fn(&[u8]));

/// Every target but `abi`, which needs the C library first; see [`abi::load`].
pub const TARGETS: [Target; 7] = [
    ("publication", publication),
    ("manifest", manifest),
    ("legacy", legacy),
    ("snapshot", snapshot),
    ("locale", locale),
    ("differential", differential),
    ("tenant", tenant),
];
