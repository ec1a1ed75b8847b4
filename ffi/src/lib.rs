//! The C ABI of omnimedia: it turns C's arguments into the core's and back, and holds no rule of its own.
//!
//! Every export stands behind [`guard`]; unsafe blocks stand in `handle.rs` and `view.rs` alone.

#![deny(unsafe_code)]
// C's names are C's: `include/omnimedia.h` is generated from these files as they are.
#![expect(non_camel_case_types, reason = "the types are named for C readers")]

/// The number of the ABI; the build script includes the file too, hence no doc comment of its own.
pub mod abi;
pub mod answer;
pub mod args;
pub mod builder;
pub mod bytes;
pub mod exchange;
pub mod fault;
mod file;
mod guard;
mod handle;
pub mod insight;
pub mod item;
pub mod lookup;
pub mod manifest;
pub mod media;
mod opened;
mod panics;
pub mod preview;
pub mod publication;
pub mod retail;
pub mod selftest;
pub mod shards;
pub mod shelves;
pub mod snapshot;
pub mod status;
pub mod store;
pub mod tenant;
pub mod version;
pub mod view;
