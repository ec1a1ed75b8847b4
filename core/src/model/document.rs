//! Documents: everything assigned to one product or category in one context.

use super::context::Context;
use super::product::Pattern;
use super::set::{Item, Set};
use super::swatch::Swatch;

/// Everything assigned to one product in one context.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    pub(crate) context: Context,
    pub(crate) master: Option<Set>,
    /// In the order they were given; a pattern stands once.
    pub(crate) patterns: Box<[(Pattern, Set)]>,
    /// By the variant's index in the product; a variant stands once.
    pub(crate) variants: Box<[(u32, Set)]>,
    pub(crate) swatches: Box<[Swatch]>,
}

impl Document {
    /// The context it speaks in.
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// The set of the product itself.
    #[must_use]
    pub fn master(&self) -> Option<&Set> {
        self.master.as_ref()
    }

    /// The patterns with their sets, in the order they were given.
    #[must_use]
    pub fn patterns(&self) -> &[(Pattern, Set)] {
        &self.patterns
    }

    /// The sets of variants, with the variant's index in the product, rising.
    #[must_use]
    pub fn variants(&self) -> &[(u32, Set)] {
        &self.variants
    }

    /// The set of the variant at `index` of the product.
    #[must_use]
    pub fn variant(&self, index: usize) -> Option<&Set> {
        let found = self.variants.binary_search_by_key(&index, |(variant, _)| *variant as usize).ok()?;
        self.variants.get(found).map(|(_, set)| set)
    }

    /// The swatches of values, in the order they were given.
    #[must_use]
    pub fn swatches(&self) -> &[Swatch] {
        &self.swatches
    }

    /// The pattern of one of the document's own sets, known by its address.
    pub(crate) fn pattern_of(&self, set: &Set) -> Option<&Pattern> {
        // sets of one slice lie in rising order
        let address = |set: &Set| std::ptr::from_ref(set) as usize;
        let found = self.patterns.binary_search_by_key(&address(set), |(_, other)| address(other)).ok()?;
        self.patterns.get(found).map(|(pattern, _)| pattern)
    }

    /// Every set of the document, to change.
    pub(crate) fn sets_mut(&mut self) -> impl Iterator<Item = &mut Set> {
        self.master
            .iter_mut()
            .chain(self.patterns.iter_mut().map(|(_, set)| set))
            .chain(self.variants.iter_mut().map(|(_, set)| set))
    }

    /// Every set of the document.
    pub(crate) fn sets(&self) -> impl Iterator<Item = &Set> {
        self.master
            .iter()
            .chain(self.patterns.iter().map(|(_, set)| set))
            .chain(self.variants.iter().map(|(_, set)| set))
    }
}

/// The picture of one category in one channel, and optionally catalog and locale.
#[derive(Clone, Debug, PartialEq)]
pub struct CategoryDocument {
    pub(crate) context: Context,
    pub(crate) image: Option<Item>,
}

impl CategoryDocument {
    /// The context it speaks in; always with a channel.
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// The picture; a document without one shows none.
    #[must_use]
    pub fn image(&self) -> Option<&Item> {
        self.image.as_ref()
    }
}

/// A category, with its pictures per channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Category {
    pub(crate) id: Box<str>,
    pub(crate) name: Option<Box<str>>,
    pub(crate) documents: Box<[CategoryDocument]>,
}

impl Category {
    /// The id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The documents, in the order they were given.
    #[must_use]
    pub fn documents(&self) -> &[CategoryDocument] {
        &self.documents
    }
}

/// A channel, with the locales it speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    pub(crate) id: Box<str>,
    pub(crate) name: Option<Box<str>>,
    pub(crate) locales: Box<[Option<crate::locale::Tag>]>,
}

impl Channel {
    /// The operating unit number.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Its locales (`None` is Neutral), each once, in the order they were given; none listed is all.
    #[must_use]
    pub fn locales(&self) -> &[Option<crate::locale::Tag>] {
        &self.locales
    }
}
