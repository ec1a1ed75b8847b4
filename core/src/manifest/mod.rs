//! Manifests: tab-separated text with a header row, in and out (SPEC section 10).
//!
//! It knows text and rows, and no tenant. `columns` are the names, `input` the bytes as UTF-8, `record` their
//! cells, `reader` the rows, `kept` what of them is looked up and read again, `words` the fixed words, `keys`
//! the keys of products and swatches, `cells` reads one cell, `asset` and `entity` what a row says of an asset
//! and of what it assigns to. `writer` is the way out, `outcome` how a row ended.

mod asset;
mod cells;
mod columns;
mod entity;
mod input;
mod kept;
mod keys;
mod outcome;
mod reader;
mod record;
#[cfg(test)]
mod tests;
mod words;
mod writer;

pub(crate) use asset::{
    AssetCells, AssetKey, COPY_OF, FILLED, IsReference, MADE_OF_URL, PROPERTIES, Says, says_as_it_is,
    tags_cell,
};
pub(crate) use cells::{Cells, in_column, within};
pub(crate) use columns::{Column, Part};
pub(crate) use entity::{EntityCells, Level, SwatchCells, Which};
pub(crate) use kept::{KeptRow, Keys, without_cell};
pub(crate) use keys::{matrix_key, source_key, swatch_key, with_oun};
pub use outcome::RowOutcome;
pub(crate) use reader::{Columns, Header};
pub use reader::{ManifestReader, ManifestRow};
pub(crate) use words::Choice;
pub use words::{Action, IfExists};
pub(crate) use writer::ManifestWriter;
