//! What comes in and goes out in bulk: manifests, file names of older media libraries, what another tenant has.

mod export;
mod import;
mod legacy;
mod progress;
mod stream;
mod transfer;

pub(crate) use export::Exported;
pub(crate) use import::Imported;
pub(crate) use legacy::Migration;
