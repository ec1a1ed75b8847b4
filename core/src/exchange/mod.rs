//! Exchange: what comes into a tenant in bulk, and what goes out of it (SPEC sections 10 to 12).
//!
//! `import` takes manifests in, `export` writes them. `legacy` reads the file names of the older media
//! library, `transfer` copies from one tenant into another.

mod export;
mod import;
mod legacy;
mod transfer;

pub use export::{Export, Exported};
pub use import::{Import, ImportCounts, ImportPhase, ImportProgress, Imported};
pub use legacy::{
    FileCounts, FileOutcome, FilePattern, FileReading, FileRow, FileTarget, Legacy, Migrated, Migration,
    Patterns, Unmatched,
};
pub use transfer::{OnConflict, Transfer, TransferItem, TransferOutcome, TransferVersions, Transferred};
