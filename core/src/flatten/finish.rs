//! The last step of writing: hash tables, chains, header, one byte string.

use super::index::{self, Placed};
use super::names::Names;
use super::pool::{self, narrow, too_large};
use super::writer::Writer;
use crate::fault::Fault;
use crate::locale::Tag;
use crate::policy::{AltSource, Inheritance, Order, Parents, Policy};
use crate::resolve::ladder;
use crate::snapshot::hash;
use crate::snapshot::layout::{
    ALIGN, FLAG_DELTA, Header, LONG, LocaleRecord, MAGIC, MAJOR, MINOR, OrderRecord, REMOVED, RecordSlot,
    SECTION_REQUIRED, Section, SectionEntry, Slot, StashedRecord,
};
use zerocopy::little_endian::{U16, U32, U64};
use zerocopy::{FromBytes, IntoBytes};

/// How full the table of numbers is, in percent.
const NUMBERS_FULL: usize = 80;
/// How full the table of record ids is, in percent.
const RECORDS_FULL: usize = 90;

/// The end of the section table at its longest.
const TABLE_END: usize =
    size_of::<Header>().wrapping_add(Section::COUNT.wrapping_mul(size_of::<SectionEntry>()));
/// Where the first section begins.
pub(super) const HEAD: usize = TABLE_END.next_multiple_of(ALIGN);

/// What a delta says of the snapshot below it.
pub(crate) struct Below {
    pub(crate) content: u128,
}

/// The file in the making. It grows where the texts have grown, which are its first section.
struct File {
    bytes: Vec<u8>,
    entries: Vec<SectionEntry>,
}

impl File {
    /// A section of so many bytes, zeros at first, filled in by `fill`; it is given what lies before
    /// them, too.
    fn section_of(
        &mut self,
        section: Section,
        length: usize,
        fill: impl FnOnce(&[u8], &mut [u8]) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        if length == 0 {
            return Ok(());
        }
        let start = self.bytes.len().next_multiple_of(ALIGN);
        self.bytes.resize(start.saturating_add(length), 0);
        if let Some((before, bytes)) = self.bytes.split_at_mut_checked(start) {
            fill(before, bytes)?;
        }
        self.entry(section, start);
        Ok(())
    }

    fn section(&mut self, section: Section, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        let start = self.bytes.len().next_multiple_of(ALIGN);
        self.bytes.resize(start, 0);
        self.bytes.extend_from_slice(bytes);
        self.entry(section, start);
    }

    /// The entry of the section that begins here and ends with the file.
    fn entry(&mut self, section: Section, start: usize) {
        let bytes = self.bytes.get(start..).unwrap_or_default();
        self.entries.push(SectionEntry {
            kind: U32::new(section as u32),
            flags: U32::new(SECTION_REQUIRED),
            offset: U64::new(start as u64),
            length: U64::new(bytes.len() as u64),
            checksum: U64::new(hash::checksum(bytes)),
        });
    }
}

/// The words of a pool whose first is nothing, unless there are no others.
fn words<T>(words: &[T]) -> &[T] {
    if words.len() > 1 { words } else { &[] }
}

/// The place of a word among the choices of a policy.
fn place<T: PartialEq>(all: &[T], one: &T) -> u8 {
    all.iter().position(|other| other == one).and_then(|at| u8::try_from(at).ok()).unwrap_or(0)
}

pub(super) fn policy_bytes(policy: Policy) -> [u8; 4] {
    [
        place(Order::ALL, &policy.order),
        place(Parents::ALL, &policy.parents),
        place(Inheritance::ALL, &policy.inheritance),
        place(AltSource::ALL, &policy.alt_source),
    ]
}

/// The locale rules that a snapshot under this policy carries.
pub(crate) fn rules(policy: Policy) -> Vec<u8> {
    match policy.parents {
        #[cfg(feature = "cldr")]
        Parents::Cldr => crate::locale::Rules::encode(),
        _ => Vec::new(),
    }
}

impl Writer<'_> {
    /// The bytes of the snapshot, or of the delta on top of `below`.
    pub(crate) fn finish(mut self, below: Option<Below>) -> Result<Vec<u8>, Fault> {
        self.close();
        let (numbers, stash) = self.place_numbers()?;
        let (records, record_stash) = self.place_records();
        let (name_seed, [catalog_table, channel_table, locale_table]) = self.name_tables();
        let locales = self.locale_records();
        let [catalogs, channels] = std::mem::take(&mut self.names.texts)
            .map(|texts| texts.into_iter().map(U64::new).collect::<Vec<_>>());
        let rules = if below.is_none() { rules(self.policy) } else { Vec::new() };
        let below_counts = self.names.below();
        let mut bytes = self.strings.take();
        let sizes = [
            numbers.places.saturating_mul(size_of::<Slot>()),
            self.record_ids.len().saturating_mul(size_of::<OrderRecord>()),
            records.places.saturating_mul(size_of::<RecordSlot>()),
        ];
        let names: &[(Section, &[u8])] = &[
            (Section::Catalogs, catalogs.as_bytes()),
            (Section::Channels, channels.as_bytes()),
            (Section::Locales, locales.as_bytes()),
            (Section::ChannelEntities, self.channel_entities.as_bytes()),
            (Section::CatalogIndex, catalog_table.as_bytes()),
            (Section::ChannelIndex, channel_table.as_bytes()),
            (Section::LocaleIndex, locale_table.as_bytes()),
        ];
        let rest: &[(Section, &[u8])] = &[
            (Section::RecordStash, record_stash.as_bytes()),
            (Section::Rows, self.rows.as_bytes()),
            (Section::Products, self.products.as_bytes()),
            (Section::Values, self.values.as_bytes()),
            (Section::Cells, self.cells.records.as_bytes()),
            (Section::Galleries, &self.gallery_bytes),
            (Section::Items, self.items.as_bytes()),
            (Section::Assets, self.assets.as_bytes()),
            (Section::Texts, words(&self.texts.records).as_bytes()),
            (Section::TextRefs, self.text_refs.records.as_bytes()),
            (Section::Properties, words(&self.properties.records).as_bytes()),
            (Section::Words, words(&self.words.records).as_bytes()),
            (Section::Dimensions, words(&self.dimensions.records).as_bytes()),
            (Section::Origins, self.origins.records.as_bytes()),
            (Section::AnswerOrigins, self.answer_origins.records.as_bytes()),
            (Section::Shapes, self.shapes.records.as_bytes()),
            (Section::Sets, words(&self.sets.records).as_bytes()),
            (Section::Lists, words(&self.lists.records).as_bytes()),
            (Section::Swatches, words(&self.swatches.records).as_bytes()),
            (Section::Paints, self.paints.records.as_bytes()),
            (Section::Central, self.central.as_bytes()),
            (Section::Categories, self.categories.as_bytes()),
            (Section::CategoryMedia, words(&self.category_media.records).as_bytes()),
            (Section::Rules, &rules),
        ];
        let of_all = names.iter().chain(rest).map(|(_, bytes)| bytes.len());
        let of_all = of_all.chain(sizes).chain([stash.as_bytes().len()]);
        bytes.reserve_exact(of_all.fold(0, |all, size| all.saturating_add(size).saturating_add(ALIGN)));
        let mut file = File { bytes, entries: Vec::with_capacity(Section::COUNT) };
        if file.bytes.len() > HEAD {
            file.entry(Section::Strings, HEAD);
        } else {
            file.bytes.truncate(TABLE_END);
        }
        names.iter().for_each(|(section, bytes)| file.section(*section, bytes));
        let [of_numbers, of_order, of_records] = sizes;
        file.section_of(Section::Numbers, of_numbers, |strings, table| {
            self.numbers(strings, table, &numbers)
        })?;
        file.section(Section::NumberStash, stash.as_bytes());
        file.section_of(Section::Order, of_order, |_, order| self.order(order, &numbers))?;
        file.section_of(Section::Records, of_records, |_, table| self.records(table, &records))?;
        rest.iter().for_each(|(section, bytes)| file.section(*section, bytes));
        let [base_catalogs, base_channels, base_locales] = below_counts.map(U32::new);
        let header = Header {
            magic: MAGIC,
            major: U16::new(MAJOR),
            minor: U16::new(MINOR),
            flags: U32::new(if below.is_some() { FLAG_DELTA } else { 0 }),
            length: U64::new(file.bytes.len() as u64),
            sections: U32::new(narrow(file.entries.len(), "sections")?),
            policy: policy_bytes(self.policy),
            content: [0; 16],
            base: below.map_or([0; 16], |below| below.content.to_le_bytes()),
            number_seed: U64::new(numbers.seed),
            record_seed: U64::new(records.seed),
            name_seed: U64::new(name_seed),
            base_catalogs,
            base_channels,
            base_locales,
            reserved: U32::ZERO,
            checksum: U64::ZERO,
        };
        seal(file, header)
    }

    /// The number in a slot.
    pub(crate) fn number<'s>(&'s self, slot: &'s Slot) -> &'s [u8] {
        number(slot, self.strings.texts())
    }

    /// Finds a place for every number; gives the stash, by number.
    fn place_numbers(&mut self) -> Result<(Placed, Vec<Slot>), Fault> {
        for number in std::mem::take(&mut self.removed_numbers) {
            let slot = self.make_slot(&number, 0, 0, REMOVED)?;
            self.slots.push(slot);
        }
        let strings = self.strings.texts();
        let mut placed = index::place(self.slots.len(), 2, NUMBERS_FULL, |seed, hashes| {
            hashes.extend(self.slots.iter().map(|slot| hash::key(number(slot, strings), seed)));
        });
        let mut stash: Vec<(u32, &Slot)> =
            placed.stash.iter().filter_map(|key| Some((*key, self.slots.get(*key as usize)?))).collect();
        stash.sort_by(|(_, one), (_, other)| number(one, strings).cmp(number(other, strings)));
        for (at, (key, _)) in stash.iter().enumerate() {
            // Order counts the stash behind the table
            if let Some(place) = placed.of_keys.get_mut(*key as usize) {
                *place = narrow(placed.places.saturating_add(at), "numbers")?;
            }
        }
        let stash = stash.into_iter().map(|(_, slot)| sealed(*slot, strings, placed.seed)).collect();
        Ok((placed, stash))
    }

    /// Fills the table of numbers; the texts lie in `file` already.
    fn numbers(&self, file: &[u8], table: &mut [u8], placed: &Placed) -> Result<(), Fault> {
        let strings = file.get(HEAD..).unwrap_or_default();
        let table = <[Slot]>::mut_from_bytes(table).map_err(|_| too_large("numbers"))?;
        for (slot, place) in self.slots.iter().zip(&placed.of_keys) {
            if let Some(place) = table.get_mut(*place as usize) {
                *place = sealed(*slot, strings, placed.seed);
            }
        }
        Ok(())
    }

    /// Fills the order of all numbers.
    fn order(&self, order: &mut [u8], placed: &Placed) -> Result<(), Fault> {
        let order = <[OrderRecord]>::mut_from_bytes(order).map_err(|_| too_large("numbers"))?;
        let products = (0u32..).zip(&self.products).flat_map(|(product, record)| {
            std::iter::repeat_n(U32::new(product), record.variants.get().saturating_add(1) as usize)
        });
        let keys = self.record_ids.iter().zip(&placed.of_keys);
        for ((place, product), (id, slot)) in order.iter_mut().zip(products).zip(keys) {
            *place = OrderRecord { slot: U32::new(*slot), product, record_id: U64::new(*id) };
        }
        Ok(())
    }

    /// The record ids that are there, and their places in Order.
    fn ids(&self) -> impl Iterator<Item = (u64, u32)> {
        self.record_ids.iter().copied().zip(0..).filter(|(id, _)| *id != 0)
    }

    /// Finds a place for every record id; gives the stash, rising.
    fn place_records(&mut self) -> (Placed, Vec<StashedRecord>) {
        let placed = index::place(self.ids().count(), 8, RECORDS_FULL, |seed, hashes| {
            hashes.extend(self.ids().map(|(id, _)| hash::record_id(id, seed)));
        });
        let of_keys = |((id, order), place): ((u64, u32), &u32)| {
            (*place as usize >= placed.places).then_some((id, order))
        };
        let removed = std::mem::take(&mut self.removed_record_ids).into_iter().map(|id| (id, REMOVED));
        let mut stash: Vec<(u64, u32)> = removed.collect();
        if !placed.stash.is_empty() {
            stash.extend(self.ids().zip(&placed.of_keys).filter_map(of_keys));
        }
        stash.sort_unstable();
        let stash =
            stash.into_iter().map(|(id, order)| StashedRecord { id: U64::new(id), order: U32::new(order) });
        let stash = stash.collect();
        (placed, stash)
    }

    /// Fills the table of record ids.
    fn records(&self, table: &mut [u8], placed: &Placed) -> Result<(), Fault> {
        let table = <[RecordSlot]>::mut_from_bytes(table).map_err(|_| too_large("record ids"))?;
        for ((id, order), place) in self.ids().zip(&placed.of_keys) {
            if let Some(place) = table.get_mut(*place as usize) {
                let tag = hash::record_id(id, placed.seed) as u32;
                *place = RecordSlot { tag: U32::new(tag), order: U32::new(order.saturating_add(1)) };
            }
        }
        Ok(())
    }

    /// The seed and the tables of catalogs, channels and locales; none where names crowd.
    fn name_tables(&self) -> (u64, [Vec<U32>; 3]) {
        let [catalogs, channels] = &self.names.texts;
        let table = |hashes: Vec<u64>| {
            Some(index::open_addressed(&hashes)?.into_iter().map(U32::new).collect::<Vec<_>>())
        };
        let tables = |seed: u64| {
            let of = |texts: &[u64]| {
                table(texts.iter().map(|one| hash::key(self.strings.get(*one), seed)).collect())
            };
            let tags = self.names.locales.iter().map(|tag| hash::key(tag.as_str().as_bytes(), seed));
            Some([of(catalogs)?, of(channels)?, table(tags.collect())?])
        };
        (0..8).find_map(|seed| Some((seed, tables(seed)?))).unwrap_or_default()
    }

    fn locale_records(&self) -> Vec<LocaleRecord> {
        let record = |tag: &Tag| {
            let chain = self.locales.chain(*tag);
            let rungs = ladder::rung_chain(Order::Documented, &self.locales, Some(*tag));
            let mut record = LocaleRecord {
                length: u8::try_from(tag.as_str().len()).unwrap_or(0),
                tag: [0; 23],
                chain_length: u8::try_from(chain.len()).unwrap_or(0),
                rung_length: u8::try_from(rungs.len()).unwrap_or(0),
                reserved: [0; 2],
                chain: [U32::ZERO; 10],
                rungs: [U32::ZERO; 2],
            };
            if let Some(start) = record.tag.get_mut(..tag.as_str().len()) {
                start.copy_from_slice(tag.as_str().as_bytes());
            }
            let known = |names: &Names<'_>, tag: &Tag| U32::new(names.known_locale(*tag));
            for (slot, tag) in record.chain.iter_mut().zip(&chain) {
                *slot = known(&self.names, tag);
            }
            for (slot, tag) in record.rungs.iter_mut().zip(&rungs) {
                *slot = known(&self.names, tag);
            }
            record
        };
        self.names.locales.iter().map(record).collect()
    }
}

/// The number in a slot that is not yet in a file.
fn number<'s>(slot: &'s Slot, strings: &'s [u8]) -> &'s [u8] {
    if slot.length != LONG {
        return slot.key.get(..usize::from(slot.length)).unwrap_or_default();
    }
    pool::text_at(strings, crate::snapshot::layer::long_text(slot).unwrap_or(0))
}

/// A slot as it is in the file: with the hash of a long number.
fn sealed(mut slot: Slot, strings: &[u8], seed: u64) -> Slot {
    if slot.length == LONG {
        let hash = hash::key(number(&slot, strings), seed);
        if let Some(place) = slot.key.first_chunk_mut() {
            *place = hash.to_le_bytes();
        }
    }
    slot
}

/// Moves the table to its place, hashes, and gives the bytes.
fn seal(mut file: File, mut header: Header) -> Result<Vec<u8>, Fault> {
    let mut table = Vec::with_capacity(file.entries.as_bytes().len().saturating_add(size_of::<Header>()));
    let head = |header: &Header, table: &mut Vec<u8>, entries: &[SectionEntry], until: usize| {
        table.clear();
        table.extend_from_slice(header.as_bytes().get(..until).unwrap_or_default());
        table.extend_from_slice(entries.as_bytes());
    };
    let size = size_of::<Header>();
    head(&header, &mut table, &file.entries, size);
    header.content = hash::content(&table).to_le_bytes();
    head(&header, &mut table, &file.entries, size.saturating_sub(8));
    header.checksum = U64::new(hash::checksum(&table));
    head(&header, &mut table, &file.entries, size);
    match file.bytes.get_mut(..table.len()) {
        Some(start) => start.copy_from_slice(&table),
        None => return Err(too_large("sections")),
    }
    Ok(file.bytes)
}
