//! Resolution: ladder, levels, chain, fold, and what is derived (SPEC sections 3 to 7).
//!
//! `ladder`, `levels`, `walk`, `fold` and `text` are generic over where the sets lie; a snapshot
//! uses the same.

mod answer;
pub(crate) mod fold;
pub(crate) mod hash;
pub(crate) mod ladder;
pub(crate) mod levels;
pub(crate) mod query;
mod same;
pub(crate) mod text;
pub(crate) mod walk;

pub use answer::{
    Answer, AnswerItem, AssetRef, CategoryAnswer, Origin, Shown, SwatchAnswer, SwatchSource, TextRef,
};
pub use query::Query;

#[cfg(feature = "write")]
pub(crate) mod category;
#[cfg(feature = "write")]
pub(crate) mod direct;
#[cfg(feature = "write")]
mod explain;
#[cfg(feature = "write")]
#[cfg_attr(
    not(feature = "preview"),
    allow(unreachable_pub, dead_code, reason = "the preview uses all of it")
)]
pub(crate) mod explain_text;
#[cfg(feature = "write")]
mod explanation;
#[cfg(feature = "write")]
mod of_assets;
#[cfg(feature = "write")]
mod swatch;
#[cfg(all(test, feature = "write"))]
mod tests;
#[cfg(feature = "write")]
pub(crate) mod texts;

#[cfg(feature = "write")]
pub use explanation::{
    Because, Explanation, ItemExplanation, ItemFate, ListExplanation, Mismatch, RungExplanation, RungFate,
    SetExplanation, SetFate,
};
