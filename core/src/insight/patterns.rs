//! The patterns of a document, found by the values that are selected.

use crate::model::Pattern;
use crate::resolve::levels::{self, ANY};
use smallvec::SmallVec;
use std::collections::HashMap;

/// Fewer patterns than this are looked at one by one.
const FEW: usize = 16;

/// Patterns that fix the same dimensions.
struct Alike {
    dimensions: Vec<usize>,
    by_values: HashMap<Box<[u32]>, u32>,
}

/// An index of patterns by the dimensions they fix, where there are many.
#[derive(Default)]
pub(super) struct PatternIndex(Vec<Alike>);

impl PatternIndex {
    /// The index of these patterns; an empty one where searching them is as good.
    pub(super) fn new<'p>(patterns: impl ExactSizeIterator<Item = &'p Pattern>) -> Self {
        let count = patterns.len();
        if count < FEW {
            return Self::default();
        }
        let mut kinds: HashMap<Box<[bool]>, usize> = HashMap::new();
        let mut all: Vec<Alike> = Vec::new();
        for (at, pattern) in (0u32..).zip(patterns) {
            let flags = pattern.0.iter().map(|value| *value != ANY).collect();
            let next = all.len();
            let kind = *kinds.entry(flags).or_insert_with_key(|flags| {
                let dimensions = flags.iter().enumerate().filter(|(_, fixed)| **fixed).map(|(at, _)| at);
                all.push(Alike { dimensions: dimensions.collect(), by_values: HashMap::new() });
                next
            });
            if let Some(alike) = all.get_mut(kind) {
                alike.by_values.insert(pattern.0.iter().copied().filter(|value| *value != ANY).collect(), at);
            }
        }
        // as many kinds as patterns: an index is no shorter
        if all.len().saturating_mul(4) > count { Self::default() } else { Self(all) }
    }

    /// Calls `each` with the place of every pattern that matches a row of values.
    pub(super) fn matching<'p>(
        &self,
        patterns: impl Iterator<Item = &'p Pattern>,
        row: &[u32],
        mut each: impl FnMut(u32),
    ) {
        if self.0.is_empty() {
            for (at, pattern) in (0u32..).zip(patterns) {
                if levels::matches(pattern.0.iter().copied(), row.iter().copied()) {
                    each(at);
                }
            }
            return;
        }
        let mut values: SmallVec<[u32; 8]> = SmallVec::new();
        for alike in &self.0 {
            values.clear();
            values.extend(alike.dimensions.iter().filter_map(|at| row.get(*at).copied()));
            if let Some(at) = alike.by_values.get(values.as_slice()) {
                each(*at);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_finds_what_a_search_finds() {
        let mut all = Vec::new();
        for one in [ANY, 0, 1, 2] {
            for two in [ANY, 0, 1, 2, 3] {
                for three in [ANY, 0, 1] {
                    all.push(Pattern(Box::new([one, two, three])));
                }
            }
        }
        all.retain(|pattern| pattern.0.iter().any(|value| *value != ANY));
        let index = PatternIndex::new(all.iter());
        assert!(!index.0.is_empty());
        for row in [[0, 0, 0], [2, 3, 1], [1, ANY, 0], [ANY, ANY, ANY], [9, 1, 9]] {
            let find = |index: &PatternIndex| {
                let mut found = Vec::new();
                index.matching(all.iter(), &row, |at| found.push(at));
                found.sort_unstable();
                found
            };
            assert_eq!(find(&index), find(&PatternIndex::default()), "{row:?}");
        }
    }
}
