//! Which variants of a product show the same.

use super::budget::Budget;
use super::flat::Flat;
use super::product::InContext;
use crate::model::Product;
use crate::resolve::levels::{self, ANY};
use std::collections::HashMap;

/// Which variants show the same. The first group is the product without a selection.
#[derive(Default)]
pub(super) struct Groups {
    /// A member of each group.
    pub(super) members: Vec<Option<usize>>,
    /// The group of each variant, in the order of their values.
    pub(super) of_variants: Vec<u32>,
    /// The group whose answers are composed.
    pub(super) composed: Option<usize>,
    /// What became of each group when those with the same answers became one.
    pub(super) merged: Vec<u32>,
}

impl Groups {
    fn clear(&mut self) {
        self.members.clear();
        self.members.push(None);
        self.of_variants.clear();
        self.composed = None;
    }

    /// Every variant composed.
    pub(super) fn compose(&mut self, variants: usize) {
        self.clear();
        self.members.push(None);
        self.of_variants.resize(variants, 1);
        self.composed = Some(1);
    }

    /// Which variants have the same sets in every document.
    pub(super) fn find(
        &mut self,
        product: &Product,
        variants: &[usize],
        documents: &[InContext<'_>],
        budget: &Budget,
    ) {
        let patterns: usize = documents.iter().map(|(document, _)| document.patterns.len()).sum();
        if patterns.saturating_mul(variants.len()) > budget.comparisons {
            self.compose(variants.len());
            return;
        }
        self.clear();
        let has_sets = patterns > 0 || documents.iter().any(|(document, _)| !document.variants.is_empty());
        if !has_sets {
            self.of_variants.resize(variants.len(), 0);
            return;
        }
        let mut known: HashMap<Vec<(u32, u32)>, u32> = HashMap::new();
        let mut key = Vec::new();
        for variant in variants {
            let row = product.value_row(*variant);
            key.clear();
            let mut is_alone = false;
            for (place, (document, _)) in (0u32..).zip(documents) {
                // its own set makes the variant a group of its own
                is_alone |= document.variant(*variant).is_some();
                for (index, (pattern, _)) in (0u32..).zip(&document.patterns) {
                    if levels::matches(pattern.0.iter().copied(), row.iter().copied()) {
                        key.push((place, index));
                    }
                }
            }
            let next = u32::try_from(self.members.len()).unwrap_or(ANY);
            let group = match known.get(&key) {
                _ if is_alone => next,
                _ if key.is_empty() => 0,
                Some(group) => *group,
                None => {
                    known.insert(key.clone(), next);
                    next
                }
            };
            if group == next {
                self.members.push(Some(*variant));
            }
            self.of_variants.push(group);
        }
    }

    /// Makes one of the groups whose answers are the same, and gives their answers to the product.
    /// `cells` has those of each of `classes` classes of one group after the other.
    pub(super) fn merge(&mut self, cells: &[Option<u32>], classes: usize, flat: &mut Flat<'_>) {
        // most products have few groups: search those, hash the rest
        const FEW: usize = 8;
        let mut known: HashMap<&[Option<u32>], u32> = HashMap::new();
        self.merged.clear();
        flat.groups = 0;
        for column in cells.chunks(classes.max(1)) {
            let next = flat.groups;
            let group = if (next as usize) < FEW {
                let same = flat.cells.chunks(classes.max(1)).position(|other| other == column);
                same.and_then(|at| u32::try_from(at).ok()).unwrap_or(next)
            } else {
                if known.is_empty() {
                    known.extend(cells.chunks(classes.max(1)).zip(self.merged.iter().copied()));
                }
                *known.entry(column).or_insert(next)
            };
            if group == next {
                flat.cells.extend_from_slice(column);
                flat.groups = flat.groups.saturating_add(1);
            }
            self.merged.push(group);
        }
    }
}
