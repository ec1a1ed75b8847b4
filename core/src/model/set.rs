//! Sets: what a document assigns at one level.

use super::kind::Mode;
use super::text::{Properties, Text, Texts};
use crate::locale::Tag;

/// One asset in a list, with the purpose it has there and texts and properties of its own.
#[derive(Clone, Debug)]
pub struct Item {
    pub(crate) asset: Box<str>,
    /// The asset's place in the publication, where the item is part of one that has it.
    pub(crate) place: Option<u32>,
    pub(crate) purpose: Option<Box<str>>,
    pub(crate) own: Option<Box<Own>>,
}

impl PartialEq for Item {
    /// Whether both say the same, whatever publications they are part of.
    fn eq(&self, other: &Self) -> bool {
        self.asset == other.asset && self.purpose == other.purpose && self.own == other.own
    }
}

/// What an item may carry beside its asset.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Own {
    pub(crate) texts: Texts,
    pub(crate) properties: Properties,
}

impl Item {
    /// The id of the asset.
    #[must_use]
    pub fn asset(&self) -> &str {
        &self.asset
    }

    /// The purpose: of an additional item always there, of a primary one never.
    #[must_use]
    pub fn purpose(&self) -> Option<&str> {
        self.purpose.as_deref()
    }

    /// The item's own texts, Neutral (`None`) first, then by tag.
    pub fn texts(&self) -> impl ExactSizeIterator<Item = (Option<Tag>, &Text)> {
        self.own.as_ref().map_or(&[][..], |own| &own.texts).iter().map(|(locale, text)| (*locale, text))
    }

    /// The item's own extension properties, by key.
    pub fn properties(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.own.as_ref().map_or(&[][..], |own| &own.properties).iter().map(|(key, value)| (&**key, &**value))
    }
}

/// A list of items and what it does with the rest of the chain.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    pub(crate) mode: Mode,
    pub(crate) items: Box<[Item]>,
}

impl Default for List {
    /// An absent list: it replaces, with nothing (SPEC section 2).
    fn default() -> Self {
        Self { mode: Mode::Replace, items: Box::default() }
    }
}

impl List {
    /// What it does with the rest of the chain.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// The items, in order; none where it inherits.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }
}

/// What a document assigns at one level: the ordered gallery, and items with a purpose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Set {
    pub(crate) primary: List,
    pub(crate) additional: List,
}

impl Set {
    /// The ordered gallery.
    #[must_use]
    pub fn primary(&self) -> &List {
        &self.primary
    }

    /// The items with a purpose.
    #[must_use]
    pub fn additional(&self) -> &List {
        &self.additional
    }
}
