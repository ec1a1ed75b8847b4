//! What the test suite is made of: where things lie, which tools there are, how a trial passes, fails or is skipped.

pub mod agree;
pub mod alloc;
pub mod boundary;
pub mod build;
pub mod c_program;
pub mod case;
pub mod chain;
pub mod client;
pub mod compile;
pub mod documents;
pub mod explains;
pub mod faults;
pub mod fuzz;
pub mod generator;
pub mod header;
pub mod hostile;
pub mod legacy;
pub mod lifecycle;
pub mod page;
pub mod place;
pub mod process;
pub mod python;
pub mod round_trip;
pub mod shards;
pub mod specimen;
pub mod trial;
pub mod vectors;

pub use place::{shared_dir, target_dir, workspace_root};
pub use process::{run, tool};
pub use trial::{Missing, Stop, trial};
