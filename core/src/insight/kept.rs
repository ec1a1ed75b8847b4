//! What is kept of a product for each path, so that it is made once.

use super::places::Path;
use std::collections::HashMap;

/// What is kept, in items; what is more is forgotten, and made anew when it comes again.
const MOST: usize = 1 << 18;
/// Up to so many are searched, more are hashed.
const FEW: usize = 8;

/// Something that is made for a path.
pub(super) trait OfPath {
    fn path(&self) -> &Path;
    /// How much memory it takes, in items.
    fn size(&self) -> usize;
}

/// What was made for the paths of a product.
pub(super) struct Kept<T> {
    all: Vec<T>,
    by_path: HashMap<Path, usize>,
    size: usize,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { all: Vec::new(), by_path: HashMap::new(), size: 0 }
    }
}

impl<T: OfPath> Kept<T> {
    pub(super) fn clear(&mut self) {
        self.all.clear();
        // what a large product left behind would make the small ones slow
        self.by_path = HashMap::new();
        self.size = 0;
    }

    pub(super) fn get(&self, at: usize) -> Option<&T> {
        self.all.get(at)
    }

    pub(super) fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        self.all.get_mut(at)
    }

    /// Where that of a path is.
    pub(super) fn find(&self, path: &Path) -> Option<usize> {
        if self.all.len() <= FEW {
            return self.all.iter().position(|one| one.path() == path);
        }
        self.by_path.get(path).copied()
    }

    /// Keeps one that is not there, and says where.
    pub(super) fn keep(&mut self, one: T) -> usize {
        if self.size > MOST {
            self.clear();
        }
        self.size = self.size.saturating_add(one.size()).saturating_add(1);
        self.all.push(one);
        if self.all.len() > FEW {
            let known = self.by_path.len();
            for (at, one) in self.all.iter().enumerate().skip(known) {
                self.by_path.insert(one.path().clone(), at);
            }
        }
        self.all.len().saturating_sub(1)
    }
}
