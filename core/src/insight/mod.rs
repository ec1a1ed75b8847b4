//! Insight: what is wrong, what changes, and where something is used (SPEC section 14).

mod audit;
mod cells;
mod finding;
mod patterns;
mod places;
mod reading;
mod redundant;
mod used;

pub use audit::Audit;
pub use finding::{AuditCounts, Check, Finding, FoundItem, WhichList};
pub use used::Use;
