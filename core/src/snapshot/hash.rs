//! The hashes of a snapshot, the same on every platform (docs/FORMAT.md): XXH3, and for what is short
//! multiplications.

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed, xxh3_128};

/// The checksum of bytes.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    xxh3_64(bytes)
}

/// The content hash of bytes.
pub(crate) fn content(bytes: &[u8]) -> u128 {
    xxh3_128(bytes)
}

/// Most bytes of a name or number that are hashed as words.
const SHORT: usize = 20;

/// A name or number of up to 20 bytes as words: its bytes, zeros up to the 20th, its length. They are
/// the first 21 bytes of the slot that holds a number.
#[inline]
pub(crate) fn words(name: &[u8]) -> Option<[u64; 3]> {
    let length = name.len();
    if length > SHORT {
        return None;
    }
    let last = (length as u64) << 32;
    // what is there is read from both ends, and shifted to where it belongs: no branch asks for more
    // than in which word the last byte is
    let Some(one) = name.first_chunk::<8>() else {
        return Some([short_word(name)?, 0, last]);
    };
    let second = name.get(length.min(16).checked_sub(8)?..)?.first_chunk::<8>()?;
    let missing = 16usize.saturating_sub(length) as u32;
    let two = u64::from_le_bytes(*second).checked_shr(missing.saturating_mul(8)).unwrap_or(0);
    let third = u32::from_le_bytes(*name.last_chunk::<4>()?);
    let missing = 20usize.saturating_sub(length) as u32;
    let three = third.checked_shr(missing.saturating_mul(8)).unwrap_or(0);
    Some([u64::from_le_bytes(*one), two, u64::from(three) | last])
}

/// Fewer than eight bytes as a word.
#[inline]
fn short_word(name: &[u8]) -> Option<u64> {
    if let (Some(start), Some(end)) = (name.first_chunk::<4>(), name.last_chunk::<4>()) {
        let (start, end) = (u32::from_le_bytes(*start), u32::from_le_bytes(*end));
        let from = name.len().checked_sub(4)? as u32;
        return Some(u64::from(start) | u64::from(end).checked_shl(from.checked_mul(8)?)?);
    }
    // of up to three bytes: the first, the middle and the last are all there are
    let byte = |at: usize| Some(u64::from(*name.get(at)?).wrapping_shl((at as u32).wrapping_mul(8)));
    match name.len().checked_sub(1) {
        None => Some(0),
        Some(end) => Some(byte(0)? | byte(end >> 1)? | byte(end)?),
    }
}

/// The hash of a name or number.
#[inline]
pub(crate) fn key(name: &[u8], seed: u64) -> u64 {
    match words(name) {
        Some(words) => of_words(words, seed),
        None => of_long(name, seed),
    }
}

/// The hash of the words of a name or number: two multiplications, each folded.
#[inline]
pub(crate) fn of_words([one, two, three]: [u64; 3], seed: u64) -> u64 {
    let first = fold(one ^ seed ^ 0x9E37_79B9_7F4A_7C15, two ^ 0xD6E8_FEB8_6659_FD93);
    fold(first ^ three, 0x9FB2_1C65_1E98_DF25)
}

/// The hash of more than 20 bytes; out of line, so that the others stay short.
#[cold]
#[inline(never)]
pub(crate) fn of_long(name: &[u8], seed: u64) -> u64 {
    xxh3_64_with_seed(name, seed)
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
        assert_eq!(format!("{:016x}", checksum(b"")), "2d06800538d394c2");
        assert_eq!(key(b"a number of more than twenty bytes", 0), 0xd710_d4ba_a3e1_fb5c);
        assert_eq!(key(b"S1-BSS", 0), 0x932a_11e6_e491_d841);
        assert_eq!(key(b"S1-BSS", 1), 0x33d5_37ba_5cb6_733a);
        assert_eq!(key(b"fr-CA", 0), 0xe3a8_9bdc_a4ee_0ec8);
        assert_eq!(lines(key(b"S1-BSS", 0), 10), (5, 0));
        assert_eq!(lines(key(b"S1-BSS", 0), 1000), (574, 97));
    }

    #[test]
    fn words_are_the_bytes_with_zeros_and_the_length() {
        let text = b"0123456789abcdefghij";
        for length in 0..=SHORT {
            let mut bytes = [0u8; 24];
            bytes[..length].copy_from_slice(&text[..length]);
            bytes[20] = length as u8;
            let wanted: Vec<u64> =
                bytes.as_chunks::<8>().0.iter().map(|word| u64::from_le_bytes(*word)).collect();
            assert_eq!(words(&text[..length]).unwrap().to_vec(), wanted, "{length}");
        }
        assert_eq!(words(&[b'x'; SHORT + 1]), None);
    }
}
