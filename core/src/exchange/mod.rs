//! Exchange: what comes into a tenant in bulk, and what goes out of it (SPEC sections 10 to 12).
//!
//! `import` takes manifests in, `export` writes them.

mod export;
mod import;

pub use export::{Export, Exported};
pub use import::{Import, ImportCounts, ImportPhase, ImportProgress, Imported};
//! Interchange: what comes into a tenant in bulk, and what goes out (SPEC sections 10 to 12).
//!
//! `transfer` copies from one tenant into another.

mod transfer;

pub use transfer::{OnConflict, Transfer, TransferItem, TransferOutcome, TransferVersions, Transferred};
//! Exchange: what comes into a tenant in bulk, and what goes out of it.
//!
//! `legacy` reads the file names of the older media library (SPEC section 11).

mod legacy;

pub use legacy::{
    FileCounts, FileOutcome, FilePattern, FileReading, FileRow, FileTarget, Legacy, Migrated, Migration,
    Patterns, Unmatched,
};
