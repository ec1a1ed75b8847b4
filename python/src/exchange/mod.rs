//! What comes in and goes out in bulk: manifests, file names of older media libraries, what another tenant has.

mod export;
mod import;
mod progress;
mod stream;

pub(crate) use export::Exported;
pub(crate) use import::Imported;
