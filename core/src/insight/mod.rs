//! Insight: what is wrong, what changes, and where something is used (SPEC section 14).

mod audit;
mod cells;
mod changed;
mod coverage;
mod diff;
mod diff_category;
mod diff_product;
mod difference;
mod finding;
mod kept;
mod minimise;
mod numbering;
mod patterns;
mod places;
mod reading;
mod records;
mod redundant;
mod same_records;
mod snapshot_diff;
mod used;

pub use audit::Audit;
pub use coverage::{Cover, Coverage};
pub use diff::Diff;
pub use difference::{DiffCounts, Difference};
pub use finding::{AuditCounts, Check, Finding, FoundItem, WhichList};
pub use minimise::{ChangedSelection, CheckedIn, MediaSize, Minimise, MinimiseCounts, Minimised};
pub use snapshot_diff::SnapshotDiff;
pub use used::Use;

#[cfg(test)]
mod tests;
