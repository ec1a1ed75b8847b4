//! Damage to snapshots: the layout of docs/FORMAT.md as far as it takes to hurt them well.

use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

/// Bytes of the header.
pub const HEADER: usize = 112;
/// Bytes of an entry of the section table.
pub const ENTRY: usize = 32;
/// Where the header's own checksum lies.
const CHECKSUM: usize = 104;
/// Where the content hash lies.
const CONTENT: std::ops::Range<usize> = 32..48;

/// A section: its kind, the place of its entry, and its bytes.
#[derive(Clone, Debug)]
pub struct Part {
    /// The number of its kind.
    pub kind: u32,
    /// Where its entry lies.
    pub entry: usize,
    /// Where its bytes lie.
    pub range: std::ops::Range<usize>,
}

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

fn long(bytes: &[u8], at: usize) -> usize {
    usize::try_from(u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes")))
        .unwrap_or(usize::MAX)
}

/// The sections that lie within the bytes.
#[must_use]
pub fn parts(bytes: &[u8]) -> Vec<Part> {
    let entries = (0..table(bytes)).map(|index| HEADER + index * ENTRY);
    let part = |entry| {
        let from = long(bytes, entry + 8);
        let range = from..from.saturating_add(long(bytes, entry + 16));
        Part { kind: word(bytes, entry), entry, range }
    };
    entries.map(part).filter(|part| part.range.end <= bytes.len()).collect()
}

/// Entries of the section table, as far as they lie within the bytes.
fn table(bytes: &[u8]) -> usize {
    if bytes.len() < HEADER {
        return 0;
    }
    (word(bytes, 24) as usize).min((bytes.len() - HEADER) / ENTRY)
}

/// Puts the checksum of header and table right again.
pub fn seal_header(bytes: &mut [u8]) {
    if bytes.len() < HEADER {
        return;
    }
    let end = HEADER + table(bytes) * ENTRY;
    let sealed = [&bytes[..CHECKSUM], &bytes[HEADER..end]].concat();
    bytes[CHECKSUM..HEADER].copy_from_slice(&xxh3_64(&sealed).to_le_bytes());
}

/// Puts every checksum and the content hash right again, so that only invariants can find what is wrong.
pub fn seal(bytes: &mut [u8]) {
    for part in parts(bytes) {
        let checksum = xxh3_64(&bytes[part.range]).to_le_bytes();
        bytes[part.entry + 24..part.entry + 32].copy_from_slice(&checksum);
    }
    if bytes.len() >= HEADER {
        bytes[CONTENT].fill(0);
        bytes[CHECKSUM..HEADER].fill(0);
        let content = xxh3_128(&bytes[..HEADER + table(bytes) * ENTRY]).to_le_bytes();
        bytes[CONTENT].copy_from_slice(&content);
    }
    seal_header(bytes);
}

/// The hash of a name or number, as docs/FORMAT.md tells it.
fn number_hash(number: &[u8], seed: u64) -> u64 {
    let Ok(length @ ..=20) = u8::try_from(number.len()) else {
        return xxhash_rust::xxh3::xxh3_64_with_seed(number, seed);
    };
    let mut bytes = [0; 24];
    bytes[..number.len()].copy_from_slice(number);
    bytes[20] = length;
    let word = |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap());
    let fold = |one: u64, other: u64| {
        let product = u128::from(one) * u128::from(other);
        product as u64 ^ (product >> 64) as u64
    };
    let first = fold(word(0) ^ seed ^ 0x9E37_79B9_7F4A_7C15, word(8) ^ 0xD6E8_FEB8_6659_FD93);
    fold(first ^ word(16), 0x9FB2_1C65_1E98_DF25)
}

/// Numbers that all want one line of a table of two lines, whatever seed is tried: one must go to the stash.
#[must_use]
pub fn crowding_numbers(prefix: &str, count: usize) -> Vec<String> {
    const SEEDS: u64 = 8;
    let line = |hash: u64| (u128::from(hash) * 2) >> 64;
    let crowds = |number: &String| {
        (0..SEEDS).all(|seed| {
            let hash = number_hash(number.as_bytes(), seed);
            let other = hash.wrapping_mul(0x9FB2_1C65_1E98_DF25).rotate_left(32);
            line(hash) == 0 && line(other) == 0
        })
    };
    (0u32..).map(|number| format!("{prefix}{number}")).filter(crowds).take(count).collect()
}
