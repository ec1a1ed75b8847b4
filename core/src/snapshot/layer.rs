//! One snapshot file, taken apart: where its sections lie. Every access is checked.

use super::hash;
use super::layout::{
    self, FLAG_DELTA, Header, INLINE, LONG, LocaleRecord, NO_TEXT, Section, SectionEntry, Slot,
    TEXT_OFFSET_BITS,
};
use crate::locale::Tag;
use crate::policy::Policy;
use core::hint::black_box;
use zerocopy::little_endian::U64;

/// Where the sections of a file are, and what its header says.
#[derive(Clone, Debug)]
pub(crate) struct Meta {
    pub(crate) policy: Policy,
    /// That of the snapshot, with all its layers.
    pub(crate) tag: u64,
    pub(crate) content: u128,
    pub(crate) base: u128,
    pub(crate) is_delta: bool,
    pub(crate) number_seed: u64,
    pub(crate) record_seed: u64,
    pub(crate) name_seed: u64,
    /// How many catalogs, channels and locales the layers below have.
    pub(crate) below: [u32; 3],
    /// Its number among the shards of a set.
    pub(crate) shard: u32,
    ranges: [(usize, usize); Section::COUNT],
}

impl Meta {
    /// That of no file.
    pub(crate) const fn none() -> Self {
        Self {
            policy: Policy::DEFAULT,
            tag: 0,
            content: 0,
            base: 0,
            is_delta: false,
            number_seed: 0,
            record_seed: 0,
            name_seed: 0,
            below: [0; 3],
            shard: 0,
            ranges: [(0, 0); Section::COUNT],
        }
    }

    pub(crate) fn new(header: &Header, policy: Policy, entries: &[SectionEntry]) -> Self {
        let mut ranges = [(0, 0); Section::COUNT];
        for entry in entries {
            if let Some(section) = Section::from_number(entry.kind.get())
                && let Some(range) = ranges.get_mut(section.index())
                && let (Ok(start), Ok(length)) =
                    (usize::try_from(entry.offset.get()), usize::try_from(entry.length.get()))
            {
                *range = (start, start.saturating_add(length));
            }
        }
        Self {
            policy,
            tag: 0,
            content: u128::from_le_bytes(header.content),
            base: u128::from_le_bytes(header.base),
            is_delta: header.flags.get() & FLAG_DELTA != 0,
            number_seed: header.number_seed.get(),
            record_seed: header.record_seed.get(),
            name_seed: header.name_seed.get(),
            below: [header.base_catalogs.get(), header.base_channels.get(), header.base_locales.get()],
            shard: 0,
            ranges,
        }
    }
}

/// One file of a snapshot, borrowed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LayerRef<'s> {
    pub(crate) bytes: &'s [u8],
    pub(crate) meta: &'s Meta,
}

impl<'s> LayerRef<'s> {
    /// The bytes of a section; none where the file is shorter than it was.
    #[inline]
    pub(crate) fn section(&self, section: Section) -> &'s [u8] {
        let (start, end) = self.meta.ranges.get(section.index()).copied().unwrap_or_default();
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// The records of a section.
    pub(crate) fn all<T>(&self, section: Section) -> &'s [T]
    where
        T: zerocopy::FromBytes + zerocopy::KnownLayout + zerocopy::Immutable + zerocopy::Unaligned,
    {
        layout::all(self.section(section))
    }

    /// One record of a section.
    #[inline]
    pub(crate) fn at<T>(&self, section: Section, index: u32) -> Option<&'s T>
    where
        T: zerocopy::FromBytes + zerocopy::KnownLayout + zerocopy::Immutable + zerocopy::Unaligned,
    {
        layout::at(self.section(section), index as usize)
    }

    /// The counted words at `start` of a section; none for 0.
    #[inline]
    pub(crate) fn counted(&self, section: Section, start: u32) -> &'s [zerocopy::little_endian::U32] {
        match start {
            0 => &[],
            start => layout::counted(self.section(section), start).unwrap_or_default(),
        }
    }

    /// The bytes of a text.
    #[inline]
    pub(crate) fn text_bytes(&self, text: u64) -> Option<&'s [u8]> {
        if text == NO_TEXT {
            return None;
        }
        let start = (text & ((1 << TEXT_OFFSET_BITS) - 1)) as usize;
        let length = (text >> TEXT_OFFSET_BITS) as usize;
        self.section(Section::Strings).get(start..start.checked_add(length)?)
    }

    /// A text; none where it is absent, or no longer UTF-8.
    #[inline]
    pub(crate) fn text(&self, text: u64) -> Option<&'s str> {
        core::str::from_utf8(self.text_bytes(text)?).ok()
    }

    /// The number in a slot.
    pub(crate) fn number(&self, slot: &'s Slot) -> Option<&'s str> {
        match slot.length {
            0 => None,
            LONG => self.text(long_text(slot)?),
            length => core::str::from_utf8(slot.key.get(..usize::from(length))?).ok(),
        }
    }

    /// Whether a slot holds `number`.
    pub(crate) fn holds(&self, slot: &Slot, number: &Wanted<'_>) -> bool {
        if number.is_inline() { number.is_in(slot) } else { self.holds_long(slot, number) }
    }

    /// Whether a slot holds a number that is too long for it.
    pub(crate) fn holds_long(&self, slot: &Slot, number: &Wanted<'_>) -> bool {
        slot.length == LONG
            && slot.key.first_chunk() == Some(&number.hash.to_le_bytes())
            && long_text(slot).and_then(|text| self.text_bytes(text)) == Some(number.bytes)
    }

    /// The slot at an index: those of the table, then those of the stash.
    pub(crate) fn slot(&self, index: u32) -> Option<&'s Slot> {
        let table = self.section(Section::Numbers);
        let slots = table.len().checked_div(size_of::<Slot>())?;
        match (index as usize).checked_sub(slots) {
            None => layout::at(table, index as usize),
            Some(rest) => layout::at(self.section(Section::NumberStash), rest),
        }
    }

    /// The index of one of its slots; the other way round.
    #[inline]
    pub(crate) fn slot_index(&self, slot: &Slot) -> Option<u32> {
        let at = core::ptr::from_ref(slot).addr();
        let within = |bytes: &[u8]| {
            let bytes_before =
                at.checked_sub(bytes.as_ptr().addr()).filter(|before| *before < bytes.len())?;
            bytes_before.checked_div(size_of::<Slot>())
        };
        let table = self.section(Section::Numbers);
        let index = within(table).or_else(|| {
            within(self.section(Section::NumberStash))?
                .checked_add(table.len().checked_div(size_of::<Slot>())?)
        });
        u32::try_from(index?).ok()
    }

    /// The tag of a locale's record.
    pub(crate) fn tag(record: &LocaleRecord) -> Option<Tag> {
        let text = core::str::from_utf8(record.tag.get(..usize::from(record.length))?).ok()?;
        Tag::parse(text).ok().flatten()
    }
}

/// A number that is looked for.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'q> {
    pub(crate) bytes: &'q [u8],
    pub(crate) hash: u64,
    /// The first 21 bytes of the slot that holds it: the number, zeros, its length.
    words: [u64; 3],
}

impl<'q> Wanted<'q> {
    /// A number that nothing has.
    pub(crate) const fn none() -> Self {
        Self { bytes: &[], hash: 0, words: [0; 3] }
    }

    #[inline]
    pub(crate) fn new(number: &'q [u8], seed: u64) -> Self {
        match hash::words(number) {
            Some(words) => Self { bytes: number, hash: hash::of_words(words, seed), words },
            None => Self { bytes: number, hash: hash::of_long(number, seed), words: [0; 3] },
        }
    }

    /// Whether a slot can hold it. No number is empty, and a free slot would pass for one that is.
    #[inline]
    pub(crate) fn is_inline(&self) -> bool {
        (1..=INLINE).contains(&self.bytes.len())
    }

    /// Whether a slot holds it, if a slot can.
    #[inline]
    pub(crate) fn is_in(&self, slot: &Slot) -> bool {
        slot.holds(self.words)
    }
}

/// Reads a byte at each place, one right after the other: whoever reads there soon need not wait.
#[inline]
pub(crate) fn touch(bytes: &[u8], places: impl Iterator<Item = usize>) {
    black_box(places.fold(0, |all, place| all ^ bytes.get(place).copied().unwrap_or(0)));
}

/// The same of several files.
#[inline]
pub(crate) fn touch_each<'s>(places: impl Iterator<Item = (&'s [u8], usize)>) {
    black_box(places.fold(0, |all, (bytes, place)| all ^ bytes.get(place).copied().unwrap_or(0)));
}

/// Where the text of a long number lies.
pub(crate) fn long_text(slot: &Slot) -> Option<u64> {
    layout::at::<U64>(&slot.key, 1).map(|text| text.get())
}
