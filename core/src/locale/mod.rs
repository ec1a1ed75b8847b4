//! Locales: tags in canonical case, and which locales a locale falls back to.
//!
//! [`Tag`] is a locale other than Neutral. [`Locales`] says, for one choice of
//! [`Parents`](crate::policy::Parents), which tags are the same locale and in which order a locale's
//! parents are tried. With the parents of CLDR it asks ICU4X or, without any locale data of its own,
//! a [`RulesView`] over the bytes that `Rules` wrote.

#[cfg(all(test, feature = "cldr"))]
mod agreement;
#[cfg(feature = "cldr")]
mod cldr;
#[cfg(all(test, feature = "cldr"))]
mod damage;
#[cfg(feature = "cldr")]
mod encode;
mod parents;
mod parts;
mod rules;
mod tag;
#[cfg(test)]
mod tests;
mod verify;

#[cfg(feature = "cldr")]
pub use encode::Rules;
pub use parents::Locales;
pub use rules::RulesView;
pub use tag::Tag;

/// How many tags a [`Chain`] has at most.
///
/// Only a chain of CLDR parents can be this long. The longest begin at a tag such as `hi-Latn-DE`:
/// `hi-Latn-DE`, `hi-Latn`, `en-IN`, `en-001`, `en`; and with a variant each of the five is tried
/// with it and without it. Truncation gives at most four. [`RulesView::verify`] refuses rules that
/// could give more.
pub const MAX_CHAIN: usize = 10;

/// A locale and its parents, the most specific first, each once, at most [`MAX_CHAIN`]. Neutral
/// follows every chain and is not in it. Owns no heap unless tags are added to it.
pub type Chain = smallvec::SmallVec<[Tag; MAX_CHAIN]>;

/// Adds `tag` unless it is there.
fn push(chain: &mut Chain, tag: Tag) {
    if !chain.contains(&tag) {
        chain.push(tag);
    }
}
