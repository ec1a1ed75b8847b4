//! The hashes of a snapshot: XXH3, little-endian everywhere (docs/FORMAT.md).

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed, xxh3_128};

/// The checksum of bytes.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    xxh3_64(bytes)
}

/// The content hash of bytes.
pub(crate) fn content(bytes: &[u8]) -> u128 {
    xxh3_128(bytes)
}

/// The hash of a name or number.
#[inline]
pub(crate) fn key(bytes: &[u8], seed: u64) -> u64 {
    xxh3_64_with_seed(bytes, seed)
}

/// The hash of a number that a slot holds itself, of the words that stand there: its 20 bytes, with
/// zeros behind it, and its length. Two multiplications, each folded; as many steps for every length.
#[inline]
pub(crate) fn inline_number([one, two, three]: [u64; 3], seed: u64) -> u64 {
    let first = fold(one ^ seed ^ 0x9E37_79B9_7F4A_7C15, two ^ 0xD6E8_FEB8_6659_FD93);
    fold(first ^ three, 0x9FB2_1C65_1E98_DF25)
}

/// Both halves of a product, one over the other.
#[inline]
fn fold(one: u64, other: u64) -> u64 {
    let product = u128::from(one).wrapping_mul(u128::from(other));
    product as u64 ^ (product >> 64) as u64
}

/// The hash of a record id: two rounds of multiply and fold.
#[inline]
pub(crate) fn record_id(id: u64, seed: u64) -> u64 {
    let first = (id ^ seed).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let second = (first ^ (first >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    second ^ (second >> 32)
}

/// The two lines in which a key with this hash may stand, of `lines` lines.
#[inline]
pub(crate) fn lines(hash: u64, lines: usize) -> (usize, usize) {
    let scale = |hash: u64| (u128::from(hash).wrapping_mul(lines as u128) >> 64) as usize;
    (scale(hash), scale(hash.wrapping_mul(0x9FB2_1C65_1E98_DF25).rotate_left(32)))
}

#[cfg(test)]
mod tests {
    use super::*;

    // The values of docs/FORMAT.md: a build on another platform must find the same.
    #[test]
    fn hashes_have_the_documented_values() {
        assert_eq!(key(b"S1-BSS", 0), xxh3_64(b"S1-BSS"));
        assert_eq!(format!("{:016x}", xxh3_64(b"")), "2d06800538d394c2");
    }
}
