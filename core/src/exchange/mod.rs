//! Interchange: what comes into a tenant in bulk, and what goes out (SPEC sections 10 to 12).
//!
//! `transfer` copies from one tenant into another.

mod transfer;

pub use transfer::{OnConflict, Transfer, TransferItem, TransferOutcome, TransferVersions, Transferred};
