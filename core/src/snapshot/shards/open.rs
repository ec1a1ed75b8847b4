//! Opening a shard index and its shards: the headers, the lengths, and nothing else.
//!
//! Order of validation: length of the header, magic, version, total length, length of the table of shards,
//! checksum of both, policy, number of shards, sizes of the directories.

use super::layout::{DirectoryHeader, IndexHeader, Line, MAGIC, MAJOR, MINOR, ShardRecord};
use super::{Index, Shards, wrong_shard};
use crate::fault::{Code, Fault, Place};
use crate::snapshot::layout::{self, ALIGN};
use crate::snapshot::open::{Snapshot, damaged, policy_of, tag_of};
use crate::snapshot::{hash, probe};
use zerocopy::IntoBytes;

/// Whether bytes begin as a shard index does, of whatever version; [`probe`] says that they are no snapshot.
///
/// ```
/// assert!(!omnimedia::is_shard_index(b"something else"));
/// ```
#[must_use]
pub fn is_shard_index(bytes: &[u8]) -> bool {
    bytes.first_chunk() == Some(&MAGIC)
}

/// Where the table of shards ends, and where the directories begin and end.
pub(crate) struct Places {
    pub(crate) table_end: usize,
    pub(crate) numbers: (usize, usize),
    pub(crate) records: (usize, usize),
}

impl Places {
    /// The places for so many shards and lines; none where they are more than memory could have.
    pub(crate) fn of(shards: usize, number_lines: u64, record_lines: u64) -> Option<Self> {
        let size = |lines: u64| usize::try_from(lines).ok()?.checked_mul(size_of::<Line>());
        let table_end = shards.checked_mul(size_of::<ShardRecord>())?.checked_add(size_of::<IndexHeader>())?;
        let start = table_end.checked_next_multiple_of(ALIGN)?;
        let middle = start.checked_add(size(number_lines)?)?;
        let end = middle.checked_add(size(record_lines)?)?;
        Some(Self { table_end, numbers: (start, middle), records: (middle, end) })
    }
}

/// The checksum of a header and its table.
pub(crate) fn checksum(header: &IndexHeader, table: &[u8]) -> u64 {
    let mut checked = Vec::with_capacity(table.len().saturating_add(size_of::<IndexHeader>()));
    let before = size_of::<IndexHeader>().saturating_sub(8);
    checked.extend_from_slice(header.as_bytes().get(..before).unwrap_or_default());
    checked.extend_from_slice(table);
    hash::checksum(&checked)
}

/// The content hash of a set.
pub(crate) fn content(header: &IndexHeader, table: &[u8]) -> u128 {
    let header = IndexHeader { content: [0; 16], checksum: 0.into(), ..*header };
    hash::content(&[header.as_bytes(), table].concat())
}

fn read(bytes: &[u8]) -> Result<Index, Fault> {
    if !is_shard_index(bytes) {
        let what = match probe(bytes) {
            crate::snapshot::Probe::NotASnapshot => "the bytes are no shard index",
            _ => "a snapshot where a shard index is wanted",
        };
        return Err(Fault::new(Code::NotASnapshot, what, "give the bytes of the index of the shards"));
    }
    let Some(header) = layout::at::<IndexHeader>(bytes, 0) else {
        return Err(wrong_length(bytes.len(), size_of::<IndexHeader>() as u64));
    };
    let (major, minor) = (header.major.get(), header.minor.get());
    if major != MAJOR {
        return Err(Fault::new(
            Code::SnapshotVersion,
            format!("a shard index of version {major}.{minor}; this library reads {MAJOR}.{MINOR}"),
            "use a library of that version, or index the shards again",
        ));
    }
    if header.length.get() != bytes.len() as u64 {
        return Err(wrong_length(bytes.len(), header.length.get()));
    }
    let count = usize::try_from(header.shards.get()).unwrap_or(usize::MAX);
    let places = Places::of(count, header.numbers.lines.get(), header.records.lines.get());
    let places = places.ok_or_else(|| damaged("the shard index says that it is larger than memory"))?;
    let table = bytes.get(size_of::<IndexHeader>()..places.table_end);
    let table = table.ok_or_else(|| damaged("the table of shards does not fit"))?;
    if checksum(header, table) != header.checksum.get() {
        return Err(Fault::new(
            Code::SnapshotChecksum,
            "the header of the shard index is not as it was written",
            "fetch the shard index again",
        ));
    }
    let policy = policy_of(header.policy).ok_or_else(|| damaged("an unknown policy"))?;
    if count == 0 || count > super::layout::MOST {
        return Err(damaged("a shard index of no shards, or of more than 65,535"));
    }
    if places.records.1 != bytes.len() {
        return Err(damaged("the directories of the shard index do not fill it"));
    }
    let left_out = |directory: &DirectoryHeader| directory.left_out.get() != 0;
    let content = u128::from_le_bytes(header.content);
    Ok(Index {
        policy,
        content,
        tag: tag_of(content),
        count,
        numbers: places.numbers,
        records: places.records,
        seeds: [header.numbers.seed.get(), header.records.seed.get()],
        left_out: [left_out(&header.numbers), left_out(&header.records)],
    })
}

fn wrong_length(found: usize, wanted: u64) -> Fault {
    Fault::new(
        Code::SnapshotLength,
        format!("the shard index has {found} bytes where its header says {wanted}"),
        "fetch the shard index again, whole",
    )
}

/// Where a shard stands in the list of them.
pub(crate) fn place_of(shard: usize) -> Place {
    Place::path(format!("shards[{shard}]"))
}

impl<B: AsRef<[u8]> + Sync> Shards<B> {
    /// Opens an index and its shards, in the order of their numbers.
    ///
    /// Only headers are looked at, so that the cost does not depend on the size; see [`Shards::verify`] for
    /// the rest.
    ///
    /// # Errors
    /// `not_a_snapshot`, `snapshot_version`, `snapshot_length`, `snapshot_checksum` and `snapshot_damaged`, of
    /// the index or, with its place, of a shard; `wrong_kind` for a delta among the shards; `wrong_shard` for
    /// shards that are too few or too many, in another order, or not those that were indexed.
    ///
    /// # Cost
    /// Linear in the number of shards.
    pub fn open(index: B, shards: impl IntoIterator<Item = B>) -> Result<Self, Fault> {
        let shards = shards.into_iter().enumerate();
        let opened = shards.map(|(number, bytes)| Snapshot::open(bytes).map_err(|f| f.at(place_of(number))));
        Self::of(index, opened.collect::<Result<Vec<_>, _>>()?)
    }

    /// The same of shards that are open already.
    ///
    /// # Errors
    /// As [`Shards::open`].
    ///
    /// # Cost
    /// As [`Shards::open`].
    pub fn of(index: B, shards: impl IntoIterator<Item = Snapshot<B>>) -> Result<Self, Fault> {
        let meta = read(index.as_ref())?;
        let mut set = Self { bytes: index, index: meta, shards: shards.into_iter().collect() };
        if set.shards.len() != set.index.count {
            let (found, wanted) = (set.shards.len(), set.index.count);
            return Err(wrong_shard(
                format!("{found} shards where the index names {wanted}"),
                "give all shards of the set, in the order of their numbers",
            ));
        }
        let table = set.bytes.as_ref().get(size_of::<IndexHeader>()..).unwrap_or_default();
        for (number, shard) in set.shards.iter_mut().enumerate() {
            let named = layout::at::<ShardRecord>(table, number);
            fits(shard, named, number).map_err(|fault| fault.at(place_of(number)))?;
            for layer in &mut shard.layers {
                layer.meta.shard = u32::try_from(number).unwrap_or(u32::MAX);
            }
        }
        Ok(set)
    }
}

/// Refuses a snapshot that is not the one that an index names.
fn fits<B: AsRef<[u8]> + Sync>(
    shard: &Snapshot<B>,
    named: Option<&ShardRecord>,
    number: usize,
) -> Result<(), Fault> {
    if shard.deltas() > 0 {
        let message = "a snapshot with deltas where a shard is wanted";
        return Err(Fault::new(Code::WrongKind, message, "compact it, and index the shards again"));
    }
    let length = shard.bytes().map(|bytes| bytes.len() as u64).next();
    let same = named.is_some_and(|named| {
        u128::from_le_bytes(named.content) == shard.content_hash() && Some(named.length.get()) == length
    });
    if same {
        return Ok(());
    }
    Err(wrong_shard(
        format!("the snapshot is not the shard {number} that the index names"),
        "give the shards that were indexed, in the order of their numbers, or index them again",
    ))
}
