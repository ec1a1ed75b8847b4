//! The records of a shard index, as they lie in its bytes (docs/FORMAT.md).

use zerocopy::little_endian::{U16, U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

/// The first bytes of every shard index.
pub(crate) const MAGIC: [u8; 8] = *b"OMNISHRD";
/// The version of the index that this library writes; it reads every minor of this major.
pub(crate) const MAJOR: u16 = 1;
/// See [`MAJOR`].
pub(crate) const MINOR: u16 = 0;
/// Most shards of a set: entries of a directory number them plus one in 16 bits.
pub(crate) const MOST: usize = 65_535;
/// Entries of a line.
pub(crate) const WIDTH: usize = 16;

/// The header: 144 bytes.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, KnownLayout, Immutable, Unaligned)]
#[repr(C)]
pub(crate) struct IndexHeader {
    /// `OMNISHRD`.
    pub(crate) magic: [u8; 8],
    /// Version.
    pub(crate) major: U16,
    /// Version.
    pub(crate) minor: U16,
    /// Zero.
    pub(crate) flags: U32,
    /// Bytes of the whole index.
    pub(crate) length: U64,
    /// Shards of the set.
    pub(crate) shards: U32,
    /// Order, parents, inheritance, alt source.
    pub(crate) policy: [u8; 4],
    /// The content hash of the whole set.
    pub(crate) content: [u8; 16],
    /// The directory of numbers.
    pub(crate) numbers: DirectoryHeader,
    /// The directory of record ids.
    pub(crate) records: DirectoryHeader,
    /// Zeros.
    pub(crate) reserved: [U64; 2],
    /// XXH3-64 of the header before this field and of the table of shards.
    pub(crate) checksum: U64,
}

/// What the header says of a directory: 32 bytes.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, KnownLayout, Immutable, Unaligned)]
#[repr(C)]
pub(crate) struct DirectoryHeader {
    /// Its lines.
    pub(crate) lines: U64,
    /// Keys that found no place in it.
    pub(crate) left_out: U64,
    /// The seed of its hash.
    pub(crate) seed: U64,
    /// XXH3-64 of its lines.
    pub(crate) checksum: U64,
}

/// A shard: 40 bytes.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, KnownLayout, Immutable, Unaligned)]
#[repr(C)]
pub(crate) struct ShardRecord {
    /// Its content hash.
    pub(crate) content: [u8; 16],
    /// Its bytes.
    pub(crate) length: U64,
    /// Its numbers.
    pub(crate) numbers: U64,
    /// Its record ids.
    pub(crate) records: U64,
}

/// A line of a directory: 64 bytes, 16 entries, the free ones behind.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, KnownLayout, Immutable, Unaligned)]
#[repr(C)]
pub(crate) struct Line {
    /// The low 16 bits of the hash of each key.
    pub(crate) tags: [U16; WIDTH],
    /// The shard of each plus one; 0 where there is none.
    pub(crate) shards: [U16; WIDTH],
}
