//! Hashing of what comes from input: quick over texts, from a seed that nobody can foresee.

use std::hash::{BuildHasher, Hasher, RandomState};
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Makes hashers that begin with one seed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seeded(u64);

impl Default for Seeded {
    fn default() -> Self {
        Self(RandomState::new().hash_one(0u8))
    }
}

/// XXH3 over each part, from the hash of those before.
#[derive(Debug)]
pub(super) struct Chained(u64);

impl BuildHasher for Seeded {
    type Hasher = Chained;

    fn build_hasher(&self) -> Chained {
        Chained(self.0)
    }
}

impl Hasher for Chained {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64_with_seed(bytes, self.0);
    }

    // what ends a text, or says which of a few things follows
    fn write_u8(&mut self, byte: u8) {
        self.0 = self.0.rotate_left(8) ^ u64::from(byte);
    }
}

/// Where a table keeps what has a hash, of which half is kept beside it: so it grows without hashing again.
pub(super) fn spread(half: u32) -> u64 {
    u64::from(half).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// A map from what comes from input.
pub(super) type Map<K, V> = std::collections::HashMap<K, V, Seeded>;

#[cfg(test)]
mod tests {
    use super::Seeded;
    use std::hash::BuildHasher;

    #[test]
    fn parts_are_told_apart_and_the_seed_counts() {
        let seeded = Seeded::default();
        let pairs = [("ab", "c"), ("a", "bc"), ("", "abc"), ("abc", "")];
        let mut hashes: Vec<u64> = pairs.iter().map(|pair| seeded.hash_one(pair)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), pairs.len());
        assert_ne!(seeded.hash_one("a"), Seeded::default().hash_one("a"));
    }
}
