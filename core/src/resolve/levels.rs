//! The levels within one document: which patterns match, and which is the stronger (SPEC section 4).

use core::cmp::Ordering;

/// Stands for any value in the row of a pattern, and for no value in that of a selection.
pub(crate) const ANY: u32 = u32::MAX;

/// Whether every value that a pattern fixes is selected. What is not selected matches only any.
pub(crate) fn matches(
    pattern: impl IntoIterator<Item = u32>,
    selection: impl IntoIterator<Item = u32>,
) -> bool {
    pattern.into_iter().zip(selection).all(|(fixed, selected)| fixed == ANY || fixed == selected)
}

/// The strength of a pattern: stronger is less, so that sorting puts the strongest first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Strength<'a>(pub(crate) &'a [u32]);

impl Strength<'_> {
    fn flags(&self) -> impl Iterator<Item = bool> {
        self.0.iter().map(|value| *value == ANY)
    }

    fn fixed(&self) -> usize {
        self.flags().filter(|any| !any).count()
    }
}

impl Ord for Strength<'_> {
    /// More fixed dimensions first; between equals the one that fixes the earlier dimension.
    fn cmp(&self, other: &Self) -> Ordering {
        other.fixed().cmp(&self.fixed()).then_with(|| self.flags().cmp(other.flags()))
    }
}

impl PartialOrd for Strength<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Strength<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Strength<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_fixed_dimensions_are_stronger_then_earlier_ones() {
        let mut patterns = [[ANY, ANY, 1], [1, ANY, ANY], [ANY, 2, 2], [3, ANY, 0], [0, 0, ANY], [1, 1, 1]];
        patterns.sort_by(|one, other| Strength(one).cmp(&Strength(other)));
        assert_eq!(
            patterns,
            [[1, 1, 1], [0, 0, ANY], [3, ANY, 0], [ANY, 2, 2], [1, ANY, ANY], [ANY, ANY, 1]]
        );
    }

    #[test]
    fn a_dimension_that_is_not_selected_matches_only_any() {
        assert!(matches([ANY, 1], [ANY, 1]));
        assert!(!matches([0, 1], [ANY, 1]));
        assert!(matches([ANY, ANY], [ANY, 1]));
    }
}
