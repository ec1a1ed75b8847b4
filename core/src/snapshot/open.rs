//! Opening: the header, the section table, the lengths, and nothing else.
//!
//! Order of validation: length of the header, magic, version, total length, length of the table,
//! checksum of both, policy, each section's kind, place, length and record size.

use super::layer::{LayerRef, Meta};
use super::layout::{
    ALIGN, Header, MAGIC, MAJOR, MINOR, MOST_SECTIONS, SECTION_REQUIRED, Section, SectionEntry,
};
use super::{hash, layout};
use crate::fault::{Code, Fault};
use crate::policy::{AltSource, Inheritance, Order, Parents, Policy};
use smallvec::SmallVec;
use zerocopy::IntoBytes;

/// A flattened publication, asked in place: one byte string, or a base with its deltas.
///
/// `B` is whatever holds the bytes: a slice, a `Vec`, an `Arc`, a memory map. Reading is total:
/// whatever the bytes, no access panics, loops or reads out of bounds. After [`Snapshot::verify`]
/// every answer is right.
///
/// ```
/// use omnimedia::{AssetBuilder, DocumentBuilder, Flatten, Kind, Limits, Policy, ProductBuilder};
/// use omnimedia::{Publication, Scratch, SetBuilder, Snapshot};
/// let mut builder = Publication::builder(Limits::default());
/// builder.asset(AssetBuilder::new("A1", Kind::Image));
/// builder.product(
///     ProductBuilder::new("S1").document(DocumentBuilder::new().master(SetBuilder::new().primary(["A1"]))),
/// );
/// let publication = builder.build()?;
/// let bytes = Flatten::new(&publication, Policy::default()).to_bytes()?;
/// let snapshot = Snapshot::open(bytes)?;
/// snapshot.verify()?;
/// let shelf = snapshot.shelf(Some("128"), Some("fr-CA"), None)?;
/// let mut scratch = Scratch::new();
/// let found = snapshot.find("S1")?;
/// let answer = found.answer(&shelf, &mut scratch)?;
/// assert_eq!(answer.primary().next().and_then(|item| item.asset()), Some("A1"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Snapshot<B> {
    pub(crate) layers: SmallVec<[Layer<B>; 1]>,
    /// What shelves of this snapshot carry, so that one of another is refused.
    pub(crate) tag: u64,
    /// Whether a delta names locales, so that the stored chains are not the whole truth.
    pub(crate) new_locales: bool,
}

/// One file of a snapshot.
#[derive(Clone, Debug)]
pub(crate) struct Layer<B> {
    pub(crate) bytes: B,
    pub(crate) meta: Meta,
}

impl<B: AsRef<[u8]> + Sync> Layer<B> {
    #[inline]
    pub(crate) fn as_ref(&self) -> LayerRef<'_> {
        LayerRef { bytes: self.bytes.as_ref(), meta: &self.meta }
    }
}

/// What the first bytes of a file say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Probe {
    /// A snapshot that this library reads.
    Current {
        /// Whether it is a delta.
        delta: bool,
        /// Bytes of the whole file.
        length: u64,
    },
    /// A snapshot of an older format that this library does not read.
    Older {
        /// Its format version, major and minor.
        version: (u16, u16),
    },
    /// A snapshot of a newer format that this library does not read.
    Newer {
        /// Its format version, major and minor.
        version: (u16, u16),
    },
    /// Not a snapshot, or fewer than 64 bytes.
    NotASnapshot,
}

/// What a file is, from its first 64 bytes.
///
/// ```
/// use omnimedia::{Probe, probe};
/// assert_eq!(probe(b"something else"), Probe::NotASnapshot);
/// ```
#[must_use]
pub fn probe(bytes: &[u8]) -> Probe {
    let Some(start) = bytes.first_chunk::<64>() else { return Probe::NotASnapshot };
    let Ok((magic, rest)) = <[u8; 8] as zerocopy::FromBytes>::ref_from_prefix(start) else {
        return Probe::NotASnapshot;
    };
    let number = |at: usize| layout::at::<zerocopy::little_endian::U16>(rest, at).map_or(0, |n| n.get());
    if *magic != MAGIC {
        return Probe::NotASnapshot;
    }
    let version = (number(0), number(1));
    match version.0.cmp(&MAJOR) {
        core::cmp::Ordering::Less => Probe::Older { version },
        core::cmp::Ordering::Greater => Probe::Newer { version },
        core::cmp::Ordering::Equal => Probe::Current {
            delta: number(2) & 1 != 0,
            length: layout::at::<zerocopy::little_endian::U64>(rest, 1).map_or(0, |n| n.get()),
        },
    }
}

impl<B: AsRef<[u8]> + Sync> Snapshot<B> {
    /// Opens a full snapshot.
    ///
    /// Only the header is looked at, so that the cost does not depend on the size; see
    /// [`Snapshot::verify`] for the rest.
    ///
    /// # Errors
    /// `not_a_snapshot`, `snapshot_version`, `snapshot_length`, `snapshot_checksum` (of the header),
    /// `snapshot_damaged`, and `wrong_kind` for a delta.
    pub fn open(bytes: B) -> Result<Self, Fault> {
        Self::open_with(bytes, [])
    }

    /// Opens a base with its deltas, the oldest first; they are asked as one.
    ///
    /// # Errors
    /// Those of [`Snapshot::open`]; `wrong_base` for a delta that does not follow what is before it,
    /// `wrong_policy` for one of another policy.
    pub fn open_with(base: B, deltas: impl IntoIterator<Item = B>) -> Result<Self, Fault> {
        let base = open(base)?;
        if base.meta.is_delta {
            return Err(Fault::new(
                Code::WrongKind,
                "a delta where a base is wanted",
                "open its base, with this delta behind it",
            ));
        }
        if base.meta.below != [0; 3] {
            return Err(damaged("a base that counts names below it"));
        }
        let mut snapshot =
            Self { tag: tag_of(base.meta.content), layers: SmallVec::new(), new_locales: false };
        snapshot.layers.push(base);
        for delta in deltas {
            snapshot.push(open(delta)?)?;
        }
        for layer in &mut snapshot.layers {
            layer.meta.tag = snapshot.tag;
        }
        Ok(snapshot)
    }

    fn push(&mut self, delta: Layer<B>) -> Result<(), Fault> {
        let top = self.top();
        if !delta.meta.is_delta {
            return Err(Fault::new(Code::WrongKind, "a base where a delta is wanted", "open it by itself"));
        }
        let counts =
            [Section::Catalogs, Section::Channels, Section::Locales].map(|section| top.count(section));
        let mut below = top.meta.below;
        for (below, count) in below.iter_mut().zip(counts) {
            *below = below.saturating_add(count);
        }
        if delta.meta.base != top.meta.content || delta.meta.below != below {
            return Err(Fault::new(
                Code::WrongBase,
                "the delta belongs to another base",
                "open each delta behind the snapshot it was made from, the oldest first",
            ));
        }
        if delta.meta.policy != top.meta.policy {
            return Err(Fault::new(
                Code::WrongPolicy,
                "the delta has another policy",
                "make it with the policy of its base",
            ));
        }
        self.tag = tag_of(delta.meta.content);
        self.new_locales |= delta.as_ref().count(Section::Locales) > 0;
        self.layers.push(delta);
        Ok(())
    }

    /// The newest layer.
    pub(crate) fn top(&self) -> LayerRef<'_> {
        // there is always a base
        const NONE: &Meta = &Meta::EMPTY;
        self.layers.last().map_or(LayerRef { bytes: &[], meta: NONE }, Layer::as_ref)
    }

    /// The policy it was flattened under.
    #[must_use]
    pub fn policy(&self) -> Policy {
        self.top().meta.policy
    }

    /// The content hash: of the snapshot, or of the newest delta, which covers all below it.
    #[must_use]
    pub fn content_hash(&self) -> u128 {
        self.top().meta.content
    }

    /// How many deltas are on top of the base.
    #[must_use]
    pub fn deltas(&self) -> usize {
        self.layers.len().saturating_sub(1)
    }

    /// The bytes of the base and of each delta, the oldest first.
    pub fn bytes(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        self.layers.iter().map(|layer| layer.bytes.as_ref())
    }
}

impl LayerRef<'_> {
    /// How many records a section has.
    pub(crate) fn count(&self, section: Section) -> u32 {
        let records = self.section(section).len().checked_div(section.record()).unwrap_or(0);
        u32::try_from(records).unwrap_or(u32::MAX)
    }
}

impl Meta {
    const EMPTY: Meta = Meta::none();
}

pub(super) fn tag_of(content: u128) -> u64 {
    (content ^ (content >> 64)) as u64
}

pub(super) fn damaged(what: &str) -> Fault {
    Fault::new(Code::SnapshotDamaged, what.to_owned(), "fetch the snapshot again")
}

fn length_fault(found: usize, wanted: u64) -> Fault {
    Fault::new(
        Code::SnapshotLength,
        format!("the snapshot has {found} bytes where its header says {wanted}"),
        "fetch the snapshot again, whole",
    )
}

/// The policy of four numbers.
pub(super) fn policy_of([order, parents, inheritance, alt_source]: [u8; 4]) -> Option<Policy> {
    Some(Policy {
        order: *Order::ALL.get(usize::from(order))?,
        parents: *Parents::ALL.get(usize::from(parents))?,
        inheritance: *Inheritance::ALL.get(usize::from(inheritance))?,
        alt_source: *AltSource::ALL.get(usize::from(alt_source))?,
    })
}

fn open<B: AsRef<[u8]> + Sync>(bytes: B) -> Result<Layer<B>, Fault> {
    let meta = read(bytes.as_ref())?;
    Ok(Layer { bytes, meta })
}

/// Bytes that are no snapshot, and what they look like.
fn stranger(bytes: &[u8]) -> Fault {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let (message, advice) = match text.trim_ascii_start().first() {
        None if bytes.is_empty() => ("there are no bytes", "give the bytes of a snapshot file"),
        Some(b'{') => {
            ("the bytes are no snapshot, but JSON", "flatten the publication, and open what that gives")
        }
        _ => ("the bytes are no snapshot", "give the bytes of a snapshot file"),
    };
    Fault::new(Code::NotASnapshot, message, advice)
}

fn read(bytes: &[u8]) -> Result<Meta, Fault> {
    match probe(bytes) {
        Probe::Current { length, .. } if length != bytes.len() as u64 => {
            return Err(length_fault(bytes.len(), length));
        }
        Probe::Current { .. } => {}
        Probe::NotASnapshot => {
            return Err(stranger(bytes));
        }
        Probe::Older { version: (major, minor) } | Probe::Newer { version: (major, minor) } => {
            return Err(Fault::new(
                Code::SnapshotVersion,
                format!("a snapshot of format {major}.{minor}; this library reads {MAJOR}.{MINOR}"),
                "use a library of that format, or flatten the publication again",
            ));
        }
    }
    let Some(header) = layout::at::<Header>(bytes, 0) else {
        return Err(length_fault(bytes.len(), size_of::<Header>() as u64));
    };
    if header.sections.get() > MOST_SECTIONS {
        return Err(damaged("far too many sections"));
    }
    let table = bytes.get(size_of::<Header>()..).unwrap_or_default();
    let table = (header.sections.get() as usize)
        .checked_mul(size_of::<SectionEntry>())
        .and_then(|length| table.get(..length))
        .ok_or_else(|| damaged("the section table does not fit"))?;
    let mut checked = Vec::with_capacity(table.len().saturating_add(size_of::<Header>()));
    checked.extend_from_slice(
        header.as_bytes().get(..size_of::<Header>().saturating_sub(8)).unwrap_or_default(),
    );
    checked.extend_from_slice(table);
    if hash::checksum(&checked) != header.checksum.get() {
        return Err(Fault::new(
            Code::SnapshotChecksum,
            "the header is not as it was written",
            "fetch the snapshot again",
        ));
    }
    let policy = policy_of(header.policy).ok_or_else(|| damaged("an unknown policy"))?;
    let entries = layout::all::<SectionEntry>(table);
    let mut end = size_of::<Header>().saturating_add(table.len());
    let mut last = 0;
    for entry in entries {
        let kind = entry.kind.get();
        if kind <= last {
            return Err(damaged("the sections are not in order"));
        }
        last = kind;
        let (offset, length) = (entry.offset.get(), entry.length.get());
        let from = usize::try_from(offset).unwrap_or(usize::MAX);
        let to = usize::try_from(length).ok().and_then(|length| from.checked_add(length));
        match to {
            Some(to) if from >= end && to <= bytes.len() && from.checked_rem(ALIGN) == Some(0) => end = to,
            _ => return Err(damaged("a section lies outside the file")),
        }
        match Section::from_number(kind) {
            Some(section) if length.checked_rem(section.record() as u64) != Some(0) => {
                return Err(damaged("a section is not made of whole records"));
            }
            None if entry.flags.get() & SECTION_REQUIRED != 0 => {
                return Err(Fault::new(
                    Code::SnapshotVersion,
                    format!("the snapshot has a section {kind} that this library does not know"),
                    "use a newer library, or flatten the publication again",
                ));
            }
            _ => {}
        }
    }
    Ok(Meta::new(header, policy, entries))
}
