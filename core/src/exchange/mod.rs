//! Exchange: what comes into a tenant in bulk, and what goes out of it.
//!
//! `legacy` reads the file names of the older media library (SPEC section 11).

mod legacy;

pub use legacy::{
    FileCounts, FileOutcome, FilePattern, FileReading, FileRow, FileTarget, Legacy, Migrated, Migration,
    Patterns, Unmatched,
};
