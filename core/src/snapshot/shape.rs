//! Shapes: in which contexts a product has documents, and which class a shelf is of.
//!
//! A shape's words are: how many documents, flags, slots of its hash table, words of its tree; four
//! words a document (catalog, channel, normal form of the locale, the locale as it is written, each
//! plus one, 0 for none); the table; the nodes of the tree of paths.
//! Where every document decides, the class is the place of the nearest one. Else the tree is walked
//! along the documents of the ladder: a node is its class plus one, its branches (`DECIDED` for a
//! leaf that needs no more), and two words a branch: document and node.

use super::layer::LayerRef;
use super::layout::{Section, words};
use super::shelf::Shelf;
use crate::policy::Order;
use crate::resolve::ladder::{self, Rung};
use smallvec::SmallVec;
use zerocopy::little_endian::U32;

/// Flag of a shape: its classes are those of its tree.
pub(crate) const TREE: u32 = 1;
/// Branches of a node whose class is decided whatever follows.
pub(crate) const DECIDED: u32 = u32::MAX;
/// Words before the documents.
pub(crate) const HEAD: usize = 4;
/// Words of a document.
pub(crate) const DOCUMENT: usize = 4;
/// Shapes of more documents than this have a hash table.
pub(crate) const FEW: usize = 12;

/// The documents of a ladder, the nearest first.
pub(crate) type Path = SmallVec<[u32; 8]>;

/// A shape, read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape<'s> {
    documents: &'s [[U32; DOCUMENT]],
    table: &'s [U32],
    tree: Option<&'s [U32]>,
}

/// The hash of a document's context in a shape's table.
pub(crate) fn context_hash(catalog: u32, channel: u32, locale: u32) -> u64 {
    let low = u64::from(channel) | (u64::from(locale) << 32);
    super::hash::record_id(low, u64::from(catalog))
}

impl<'s> Shape<'s> {
    #[inline]
    pub(crate) fn read(layer: &LayerRef<'s>, shape: u32) -> Option<Self> {
        let bytes = layer.section(Section::Shapes);
        let start = shape as usize;
        let [count, flags, slots, tree] = words(bytes, start, HEAD)? else { return None };
        let first = start.checked_add(HEAD)?;
        let documents = words(bytes, first, (count.get() as usize).checked_mul(DOCUMENT)?)?;
        let (documents, _) = documents.as_chunks::<DOCUMENT>();
        let table = first.checked_add(documents.len().checked_mul(DOCUMENT)?)?;
        let slots = slots.get() as usize;
        let tree = words(bytes, table.checked_add(slots)?, tree.get() as usize)?;
        Some(Self {
            documents,
            table: words(bytes, table, slots)?,
            tree: (flags.get() & TREE != 0).then_some(tree),
        })
    }

    /// Whether there is a hash table.
    pub(crate) fn has_table(&self) -> bool {
        !self.table.is_empty()
    }

    /// The slots of the hash table.
    pub(crate) fn table(&self) -> &'s [U32] {
        self.table
    }

    pub(crate) fn documents(&self) -> &'s [[U32; DOCUMENT]] {
        self.documents
    }

    /// How near a document is to a shelf; `None` off its ladder.
    #[inline]
    fn rank(document: &[U32; DOCUMENT], shelf: &Shelf, order: Order, chain: &[u32]) -> Option<usize> {
        let [catalog, channel, locale, _] = document.map(U32::get);
        if (catalog != 0 && catalog != shelf.catalog) || (channel != 0 && channel != shelf.channel) {
            return None;
        }
        let locale = match locale {
            0 => chain.len(),
            locale => chain.iter().position(|one| *one == locale)?,
        };
        ladder::rank(order, chain.len(), Rung { catalog: catalog != 0, channel: channel != 0, locale })
    }

    /// The document of a context.
    pub(crate) fn seek(&self, catalog: u32, channel: u32, locale: u32) -> Option<u32> {
        let slots = self.table.len();
        let mut at = super::hash::lines(context_hash(catalog, channel, locale), slots).0;
        for _ in 0..slots {
            let document = self.table.get(at)?.get().checked_sub(1)?;
            let [one, other, third, _] = self.documents.get(document as usize)?.map(U32::get);
            if [one, other, third] == [catalog, channel, locale] {
                return Some(document);
            }
            at = at.wrapping_add(1);
            if at >= slots {
                at = 0;
            }
        }
        None
    }

    /// Calls `each` with the rank of every document of the ladder.
    #[inline]
    fn ranked(&self, shelf: &Shelf, order: Order, mut each: impl FnMut(usize, u32)) {
        let chain = shelf.rung_chain(order);
        if self.table.is_empty() {
            for (index, document) in (0..).zip(self.documents) {
                if let Some(rank) = Self::rank(document, shelf, order, chain) {
                    each(rank, index);
                }
            }
            return;
        }
        for rung in ladder::rungs(order, chain.len(), shelf.catalog != 0, shelf.channel != 0) {
            let locale = match chain.get(rung.locale) {
                Some(locale) => *locale,
                None => 0,
            };
            let catalog = if rung.catalog { shelf.catalog } else { 0 };
            let channel = if rung.channel { shelf.channel } else { 0 };
            if let Some(document) = self.seek(catalog, channel, locale)
                && let Some(rank) = ladder::rank(order, chain.len(), rung)
            {
                each(rank, document);
            }
        }
    }

    /// The nearest document.
    #[inline]
    pub(crate) fn nearest(&self, shelf: &Shelf, order: Order) -> Option<u32> {
        let mut best: Option<(usize, u32)> = None;
        self.ranked(shelf, order, |rank, document| {
            if best.is_none_or(|(other, _)| rank < other) {
                best = Some((rank, document));
            }
        });
        best.map(|(_, document)| document)
    }

    /// Every document of the ladder, the nearest first.
    pub(crate) fn path(&self, shelf: &Shelf, order: Order) -> Path {
        let mut ranked: SmallVec<[(usize, u32); 8]> = SmallVec::new();
        self.ranked(shelf, order, |rank, document| ranked.push((rank, document)));
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, document)| document).collect()
    }

    /// The class of a shelf; `None` where answers have to be composed.
    #[inline]
    pub(crate) fn class(&self, shelf: &Shelf, order: Order) -> Option<u32> {
        match self.tree {
            None => Some(match self.nearest(shelf, order) {
                Some(document) => document,
                None => u32::try_from(self.documents.len()).ok()?,
            }),
            Some(tree) => Self::class_of(tree, &self.path(shelf, order)),
        }
    }

    fn class_of(tree: &[U32], path: &[u32]) -> Option<u32> {
        let mut node = 0usize;
        for document in path {
            let [_, branches, rest @ ..] = tree.get(node..)? else { return None };
            if branches.get() == DECIDED {
                break;
            }
            let branches = rest.get(..(branches.get() as usize).checked_mul(2)?)?.as_chunks::<2>().0;
            let found = branches.binary_search_by_key(document, |[document, _]| document.get()).ok()?;
            node = branches.get(found)?[1].get() as usize;
        }
        tree.get(node)?.get().checked_sub(1)
    }

    /// The words of the tree; none where the nearest document is the class.
    pub(crate) fn tree(&self) -> &'s [U32] {
        self.tree.unwrap_or_default()
    }

    /// How many classes there are.
    pub(crate) fn classes(&self) -> usize {
        match self.tree {
            Some(tree) => {
                // every node has a class at most, and nodes follow each other
                let (mut node, mut most) = (0usize, 0);
                while let Some([class, branches, ..]) = tree.get(node..) {
                    most = class.get().max(most);
                    let branches = if branches.get() == DECIDED { 0 } else { branches.get() };
                    node = node.saturating_add(2).saturating_add((branches as usize).saturating_mul(2));
                }
                most as usize
            }
            None => {
                let last = |document: &[U32; DOCUMENT]| document.iter().all(|word| word.get() == 0);
                let none = usize::from(!self.documents.iter().any(last));
                self.documents.len().saturating_add(none)
            }
        }
    }
}
