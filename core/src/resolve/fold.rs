//! The fold: items in reading order, each once (SPEC section 5).

use core::hash::Hash;
use std::collections::HashSet;

/// Adds the items of one list in reading order; an item whose key is there already is not repeated.
///
/// Short lists are searched, long ones hashed, so that the time stays linear.
pub(crate) fn fold<T, K: Hash + Eq>(items: impl Iterator<Item = T>, key: impl Fn(&T) -> K, out: &mut Vec<T>) {
    const SHORT: usize = 16;
    let mut seen: Option<HashSet<K>> = None;
    for item in items {
        let new = key(&item);
        let fresh = match &mut seen {
            Some(seen) => seen.insert(new),
            None => out.iter().all(|other| key(other) != new),
        };
        if !fresh {
            continue;
        }
        out.push(item);
        if out.len() == SHORT {
            seen = Some(out.iter().map(&key).collect());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn the_first_place_in_reading_order_stays() {
        let mut out = Vec::new();
        fold([3, 1, 3, 2, 1].into_iter(), |item| *item, &mut out);
        assert_eq!(out, [3, 1, 2]);
    }

    #[test]
    fn long_lists_fold_like_short_ones() {
        let mut out = Vec::new();
        fold((0..100).chain(0..100), |item| item % 40, &mut out);
        assert_eq!(out, (0..40).collect::<Vec<_>>());
    }
}
