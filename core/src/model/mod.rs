//! The model: plain data that is legal by construction (SPEC sections 1, 2 and 16).

mod kind;

pub use kind::{Kind, Level, Mode};

mod context;
mod known;
mod swatch;
mod text;

pub(crate) use context::named_catalog;
pub use context::{Context, ContextRef};
pub use known::KnownContexts;
pub(crate) use known::Named;
pub use swatch::{Crop, HexColour};
pub use text::Field;

#[cfg(feature = "write")]
mod alone;
#[cfg(feature = "write")]
mod asset;
#[cfg(feature = "write")]
mod builder;
#[cfg(feature = "write")]
mod check;
#[cfg(feature = "write")]
mod check_parts;
#[cfg(feature = "write")]
mod check_product;
#[cfg(feature = "write")]
mod document;
#[cfg(feature = "write")]
mod editing;
#[cfg(feature = "write")]
mod editing_texts;
#[cfg(feature = "write")]
mod fit;
#[cfg(feature = "write")]
mod known_publication;
#[cfg(feature = "write")]
mod product;
#[cfg(feature = "write")]
mod publication;
#[cfg(feature = "write")]
mod publication_builder;
#[cfg(feature = "write")]
mod rebuild;
#[cfg(feature = "write")]
mod set;
#[cfg(all(test, feature = "write"))]
mod tests;
#[cfg(feature = "write")]
mod users;

#[cfg(feature = "write")]
pub use asset::Asset;
#[cfg(feature = "write")]
pub use builder::{
    AssetBuilder, CategoryBuilder, CategoryDocumentBuilder, ChannelBuilder, DocumentBuilder, ItemBuilder,
    ListBuilder, ProductBuilder, SetBuilder, SwatchBuilder, TextBuilder, VariantBuilder,
};
#[cfg(feature = "write")]
pub(crate) use check::no_record_id;
#[cfg(feature = "write")]
pub(crate) use check_parts::{NamesOfProduct, context as check_context, identifier as check_identifier};
#[cfg(feature = "write")]
pub use document::{Category, CategoryDocument, Channel, Document};
#[cfg(feature = "write")]
pub use editing::SetFor;
#[cfg(feature = "write")]
pub(crate) use fit::Fit;
#[cfg(feature = "write")]
pub use product::{Dimension, Pattern, Product, Variant};
#[cfg(feature = "write")]
pub use publication::Publication;
#[cfg(feature = "write")]
pub use publication_builder::PublicationBuilder;
#[cfg(feature = "write")]
pub(crate) use rebuild::context as context_as_texts;
#[cfg(feature = "write")]
pub(crate) use set::Own;
#[cfg(feature = "write")]
pub use set::{Item, List, Set};
#[cfg(feature = "write")]
pub use swatch::{CentralSwatch, Paint, Swatch};
#[cfg(feature = "write")]
pub use text::Text;
#[cfg(feature = "write")]
pub use users::AssetUsers;
