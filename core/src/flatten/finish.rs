//! The last step of writing: hash tables, chains, header, one byte string.

use super::index::{self, FREE};
use super::names::Names;
use super::pool::{narrow, too_large};
use super::writer::Writer;
use crate::fault::Fault;
use crate::locale::Tag;
use crate::policy::{AltSource, Inheritance, Order, Parents, Policy};
use crate::resolve::ladder;
use crate::snapshot::hash;
use crate::snapshot::layout::{
    ALIGN, FLAG_DELTA, Header, LONG, LocaleRecord, MAGIC, MAJOR, MINOR, OrderRecord, REMOVED, RecordSlot,
    SECTION_REQUIRED, Section, SectionEntry, Slot, StashedRecord, TEXT_OFFSET_BITS,
};
use zerocopy::IntoBytes;
use zerocopy::little_endian::{U16, U32, U64};

/// How full the table of numbers is, in percent.
const NUMBERS_FULL: usize = 80;
/// How full the table of record ids is, in percent.
const RECORDS_FULL: usize = 90;

/// The seed, the table, the stash, and every number in the order of products.
type NumberTables = (u64, Vec<Slot>, Vec<Slot>, Vec<OrderRecord>);

/// What a delta says of the snapshot below it.
pub(crate) struct Below {
    pub(crate) content: u128,
}

/// Sections in the making, written as they become final so that each is dropped early.
struct File {
    bytes: Vec<u8>,
    entries: Vec<SectionEntry>,
}

impl File {
    fn section(&mut self, section: Section, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        let start = self.bytes.len().next_multiple_of(ALIGN);
        self.bytes.resize(start, 0);
        self.bytes.extend_from_slice(bytes);
        self.entries.push(SectionEntry {
            kind: U32::new(section as u32),
            flags: U32::new(SECTION_REQUIRED),
            offset: U64::new(start as u64),
            length: U64::new(bytes.len() as u64),
            checksum: U64::new(hash::checksum(bytes)),
        });
    }
}

/// The place of a word among the choices of a policy.
fn place<T: PartialEq>(all: &[T], one: &T) -> u8 {
    all.iter().position(|other| other == one).and_then(|at| u8::try_from(at).ok()).unwrap_or(0)
}

fn policy_bytes(policy: Policy) -> [u8; 4] {
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
        let (number_seed, numbers, stash, order) = self.number_tables()?;
        let (record_seed, records, record_stash) = self.record_tables();
        let (name_seed, name_tables) = self.name_tables();
        let locales = self.locale_records();
        let most = Section::COUNT;
        let table = size_of::<Header>().saturating_add(most.saturating_mul(size_of::<SectionEntry>()));
        let mut file = File { bytes: Vec::new(), entries: Vec::with_capacity(most) };
        file.bytes.reserve_exact(table.saturating_add(self.size()).saturating_add(numbers.as_bytes().len()));
        file.bytes.resize(table, 0);
        let [catalogs, channels] = std::mem::take(&mut self.names.texts)
            .map(|texts| texts.into_iter().map(U64::new).collect::<Vec<_>>());
        let [catalog_table, channel_table, locale_table] = name_tables;
        let below_counts = self.names.below();
        file.section(Section::Strings, &self.strings.bytes);
        drop(std::mem::take(&mut self.strings.bytes));
        file.section(Section::Catalogs, catalogs.as_bytes());
        file.section(Section::Channels, channels.as_bytes());
        file.section(Section::Locales, locales.as_bytes());
        file.section(Section::ChannelEntities, self.channel_entities.as_bytes());
        file.section(Section::CatalogIndex, catalog_table.as_bytes());
        file.section(Section::ChannelIndex, channel_table.as_bytes());
        file.section(Section::LocaleIndex, locale_table.as_bytes());
        file.section(Section::Numbers, numbers.as_bytes());
        drop(numbers);
        file.section(Section::NumberStash, stash.as_bytes());
        file.section(Section::Order, order.as_bytes());
        drop(order);
        file.section(Section::Records, records.as_bytes());
        drop(records);
        file.section(Section::RecordStash, record_stash.as_bytes());
        file.section(Section::Rows, self.rows.as_bytes());
        file.section(Section::Products, self.products.as_bytes());
        file.section(Section::Values, self.values.as_bytes());
        file.section(Section::Cells, self.cells.records.as_bytes());
        file.section(Section::Galleries, &self.gallery_bytes);
        file.section(Section::Items, self.items.as_bytes());
        file.section(Section::Assets, self.assets.as_bytes());
        let words = |words: &Vec<U32>| if words.len() > 1 { words.as_bytes().to_vec() } else { Vec::new() };
        let long_words =
            |words: &Vec<U64>| if words.len() > 1 { words.as_bytes().to_vec() } else { Vec::new() };
        file.section(Section::Texts, &words(&self.texts.records));
        file.section(Section::TextRefs, self.text_refs.records.as_bytes());
        file.section(Section::Properties, &long_words(&self.properties.records));
        file.section(Section::Words, &words(&self.words.records));
        file.section(Section::Dimensions, &long_words(&self.dimensions.records));
        file.section(Section::Origins, self.origins.records.as_bytes());
        file.section(Section::AnswerOrigins, self.answer_origins.records.as_bytes());
        file.section(Section::Shapes, self.shapes.records.as_bytes());
        file.section(Section::Sets, &words(&self.sets.records));
        file.section(Section::Lists, &words(&self.lists.records));
        file.section(Section::Swatches, &words(&self.swatches.records));
        file.section(Section::Paints, self.paints.records.as_bytes());
        file.section(Section::Central, self.central.as_bytes());
        file.section(Section::Categories, self.categories.as_bytes());
        file.section(Section::CategoryMedia, &words(&self.category_media.records));
        if below.is_none() {
            file.section(Section::Rules, &rules(self.policy));
        }
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
            number_seed: U64::new(number_seed),
            record_seed: U64::new(record_seed),
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
        number(slot, &self.strings.bytes)
    }

    /// About how many bytes the sections come to, without the table of numbers.
    fn size(&self) -> usize {
        let parts = [
            self.strings.bytes.len(),
            self.slots.len().saturating_mul(4),
            self.record_ids.len().saturating_mul(18),
            self.rows.as_bytes().len(),
            self.products.as_bytes().len(),
            self.values.as_bytes().len(),
            self.cells.records.as_bytes().len(),
            self.gallery_bytes.len(),
            self.items.as_bytes().len(),
            self.assets.as_bytes().len(),
            self.texts.records.as_bytes().len(),
            self.text_refs.records.as_bytes().len(),
            self.sets.records.as_bytes().len(),
            self.lists.records.as_bytes().len(),
            1 << 16,
        ];
        parts.into_iter().fold(0, usize::saturating_add)
    }

    /// The seed, the table, the stash, and the place of every number in the order of products.
    fn number_tables(&mut self) -> Result<NumberTables, Fault> {
        for number in std::mem::take(&mut self.removed_numbers) {
            let slot = self.make_slot(&number, 0, 0, REMOVED)?;
            self.slots.push(slot);
        }
        let slots = std::mem::take(&mut self.slots);
        let strings = &self.strings.bytes;
        let hash_of =
            |key: usize, seed: u64| slots.get(key).map_or(0, |slot| hash::key(number(slot, strings), seed));
        let placed = index::place(slots.len(), 2, NUMBERS_FULL, hash_of);
        let seal = |mut slot: Slot| {
            if slot.length == LONG {
                let hash = hash::key(number(&slot, strings), placed.seed);
                if let Some(place) = slot.key.first_chunk_mut() {
                    *place = hash.to_le_bytes();
                }
            }
            slot
        };
        let mut order = Vec::with_capacity(self.record_ids.len());
        for (product, record) in (0u32..).zip(&self.products) {
            let numbers = record.variants.get().saturating_add(1) as usize;
            let ids = self.record_ids.iter().skip(order.len()).take(numbers);
            let product = U32::new(product);
            order.extend(ids.map(|id| OrderRecord { slot: U32::ZERO, product, record_id: U64::new(*id) }));
        }
        let mut table = Vec::with_capacity(placed.places.len());
        const EMPTY: Slot =
            Slot { key: [0; 20], length: 0, shape: [0; 3], cells: U32::ZERO, order: U32::ZERO };
        for (at, key) in (0u32..).zip(&placed.places) {
            match slots.get(*key as usize) {
                Some(slot) if *key != FREE => {
                    table.push(seal(*slot));
                    if let Some(order) = order.get_mut(*key as usize) {
                        order.slot = U32::new(at);
                    }
                }
                _ => table.push(EMPTY),
            }
        }
        let mut stash: Vec<(u32, Slot)> =
            placed.stash.iter().filter_map(|key| Some((*key, seal(*slots.get(*key as usize)?)))).collect();
        stash.sort_by(|(_, one), (_, other)| number(one, strings).cmp(number(other, strings)));
        for (at, (key, _)) in stash.iter().enumerate() {
            if let Some(order) = order.get_mut(*key as usize) {
                order.slot = U32::new(narrow(table.len().saturating_add(at), "numbers")?);
            }
        }
        Ok((placed.seed, table, stash.into_iter().map(|(_, slot)| slot).collect(), order))
    }

    /// The seed, the table and the stash of record ids.
    fn record_tables(&mut self) -> (u64, Vec<RecordSlot>, Vec<StashedRecord>) {
        let ids: Vec<(u64, u32)> =
            self.record_ids.iter().copied().zip(0..).filter(|(id, _)| *id != 0).collect();
        let id = |key: u32| ids.get(key as usize).copied().unwrap_or_default();
        let hash_of = |key: usize, seed: u64| ids.get(key).map_or(0, |(id, _)| hash::record_id(*id, seed));
        let placed = index::place(ids.len(), 8, RECORDS_FULL, hash_of);
        let slot = |key: &u32| match *key {
            FREE => RecordSlot { tag: U32::ZERO, order: U32::ZERO },
            key => {
                let (id, order) = id(key);
                let tag = hash::record_id(id, placed.seed) as u32;
                RecordSlot { tag: U32::new(tag), order: U32::new(order.saturating_add(1)) }
            }
        };
        let table = placed.places.iter().map(slot).collect();
        let stashed = placed.stash.iter().map(|key| id(*key));
        let removed = std::mem::take(&mut self.removed_record_ids).into_iter().map(|id| (id, REMOVED));
        let mut stash: Vec<(u64, u32)> = stashed.chain(removed).collect();
        stash.sort_unstable();
        let stash =
            stash.into_iter().map(|(id, order)| StashedRecord { id: U64::new(id), order: U32::new(order) });
        (placed.seed, table, stash.collect())
    }

    /// The seed and the tables of catalogs, channels and locales; none where names crowd.
    fn name_tables(&self) -> (u64, [Vec<U32>; 3]) {
        let [catalogs, channels] = &self.names.texts;
        let text = |text: &u64| {
            let start = (text & ((1 << TEXT_OFFSET_BITS) - 1)) as usize;
            let end = start.saturating_add((text >> TEXT_OFFSET_BITS) as usize);
            self.strings.bytes.get(start..end).unwrap_or_default()
        };
        let table = |hashes: Vec<u64>| {
            Some(index::open_addressed(&hashes)?.into_iter().map(U32::new).collect::<Vec<_>>())
        };
        let tables = |seed: u64| {
            let of = |texts: &[u64]| table(texts.iter().map(|one| hash::key(text(one), seed)).collect());
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
    let text = crate::snapshot::layer::long_text(slot).unwrap_or(0);
    let start = (text & ((1 << TEXT_OFFSET_BITS) - 1)) as usize;
    strings.get(start..start.saturating_add((text >> TEXT_OFFSET_BITS) as usize)).unwrap_or_default()
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
