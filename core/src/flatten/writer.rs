//! The writer: flattened products come one by one and become the sections of a snapshot.

use super::flat::{AssetData, AssetKey, Assets, Flat, FlatAnswer, FlatItem, FlatList, FlatPaint, Pairs};
use super::names::{BaseNames, Names};
use super::pool::{Pool, Strings, narrow, too_large};
use crate::fault::Fault;
use crate::locale::Locales;
use crate::policy::Policy;
use crate::resolve::hash::{self, AnswerHash, TextsIn};
use crate::snapshot::item::{NOT_PUBLISHED, NOT_THERE, TAGS_SHIFT};
use crate::snapshot::layout::{
    AssetRecord, CategoryRecord, Cell, CentralRecord, ChannelEntity, COMPOSE, Gallery, INLINE, ItemRecord, LONG,
    NO_TEXT, OriginRecord, PaintRecord, ProductRecord, Row, SPECIAL, Slot,
};
use crate::snapshot::sets::MODE_SHIFT;
use crate::snapshot::shape;
use std::collections::HashMap;
use zerocopy::IntoBytes;
use zerocopy::little_endian::{F64, U16, U32, U64};

/// A key of the items that are more than an asset: asset, purpose, texts, properties.
type ItemKey = (u32, u64, u32, u32);

const COMPOSED: Cell = Cell { gallery: U32::new(COMPOSE), origins: U32::ZERO };

/// What the sections are made of, while products come.
pub(crate) struct Writer<'b> {
    pub(crate) policy: Policy,
    pub(crate) locales: Locales<'static>,
    pub(crate) strings: Strings,
    pub(crate) names: Names<'b>,
    /// The final place of each asset of the source, by its key.
    known: Vec<u32>,
    /// Assets by id: those that are not in the library, and all where several sources may have them.
    by_id: HashMap<Box<str>, u32>,
    pub(crate) several_sources: bool,
    pub(crate) assets: Vec<AssetRecord>,
    pub(crate) items: Vec<ItemRecord>,
    item_keys: HashMap<ItemKey, u32>,
    pub(crate) texts: Pool<U32>,
    pub(crate) text_refs: Pool<U64>,
    pub(crate) properties: Pool<U64>,
    pub(crate) words: Pool<U32>,
    pub(crate) dimensions: Pool<U64>,
    pub(crate) origins: Pool<OriginRecord>,
    pub(crate) answer_origins: Pool<U32>,
    pub(crate) shapes: Pool<U32>,
    pub(crate) galleries: Pool<U32>,
    /// The heads of the galleries and their items, as they are written.
    pub(crate) gallery_bytes: Vec<u8>,
    gallery_places: Vec<(u32, u32)>,
    pub(crate) cells: Pool<Cell>,
    pub(crate) sets: Pool<U32>,
    pub(crate) lists: Pool<U32>,
    pub(crate) swatches: Pool<U32>,
    pub(crate) paints: Pool<PaintRecord>,
    pub(crate) rows: Vec<Row>,
    pub(crate) products: Vec<ProductRecord>,
    pub(crate) values: Vec<U16>,
    pub(crate) slots: Vec<Slot>,
    /// The record id of each slot; 0 for none.
    pub(crate) record_ids: Vec<u64>,
    pub(crate) removed_record_ids: Vec<u64>,
    pub(crate) removed_numbers: Vec<Box<str>>,
    pub(crate) central: Vec<CentralRecord>,
    pub(crate) categories: Vec<CategoryRecord>,
    pub(crate) category_media: Pool<U32>,
    pub(crate) channel_entities: Vec<ChannelEntity>,
    pub(crate) buffers: Buffers,
}

/// Memory that is used again for each product.
#[derive(Default)]
pub(crate) struct Buffers {
    words: Vec<U32>,
    items: Vec<U32>,
    origins: Vec<u32>,
    answers: Vec<Cell>,
    cells: Vec<Cell>,
}

fn text_of(text: Option<u64>) -> U64 {
    U64::new(text.unwrap_or(NO_TEXT))
}

impl<'b> Writer<'b> {
    pub(crate) fn new(policy: Policy, base: Option<&'b dyn BaseNames>) -> Result<Self, Fault> {
        let word = U32::ZERO;
        Ok(Self {
            policy,
            locales: Locales::new(policy.parents)?,
            strings: Strings::new(),
            names: Names::new(base),
            known: Vec::new(),
            by_id: HashMap::new(),
            several_sources: false,
            assets: Vec::new(),
            items: Vec::new(),
            item_keys: HashMap::new(),
            texts: Pool::after(word, "texts"),
            text_refs: Pool::new("texts"),
            properties: Pool::after(U64::ZERO, "properties"),
            words: Pool::after(word, "lists of channels and patterns"),
            dimensions: Pool::after(U64::ZERO, "dimensions"),
            origins: Pool::new("origins"),
            answer_origins: Pool::new("origins"),
            shapes: Pool::new("shapes"),
            galleries: Pool::new("lists"),
            gallery_bytes: Vec::new(),
            gallery_places: Vec::new(),
            cells: Pool::new("answers"),
            sets: Pool::after(word, "sets"),
            lists: Pool::after(word, "lists"),
            swatches: Pool::after(word, "swatches"),
            paints: Pool::new("swatches"),
            rows: Vec::new(),
            products: Vec::new(),
            values: Vec::new(),
            slots: Vec::new(),
            record_ids: Vec::new(),
            removed_record_ids: Vec::new(),
            removed_numbers: Vec::new(),
            central: Vec::new(),
            categories: Vec::new(),
            category_media: Pool::after(word, "pictures of categories"),
            channel_entities: Vec::new(),
            buffers: Buffers::default(),
        })
    }

    /// Forgets which assets of a source are known: the next keys are another source's.
    pub(crate) fn next_source(&mut self) {
        self.known.clear();
    }

    /// Swaps what is known of one source for what is known of another.
    pub(crate) fn swap_source(&mut self, known: &mut Vec<u32>) {
        std::mem::swap(&mut self.known, known);
    }

    /// The place of an asset of the source.
    pub(crate) fn asset<'a>(&mut self, source: &impl Assets<'a>, key: u32) -> Result<u32, Fault> {
        let at = key as usize;
        match self.known.get(at) {
            Some(0) => {}
            Some(known) => return Ok(known.saturating_sub(1)),
            None => self.known.resize(at.saturating_add(1).max(self.known.len().saturating_mul(2)), 0),
        }
        let data = source.asset(key);
        let place = match self.by_id.get(data.id).filter(|_| self.several_sources) {
            Some(place) => *place,
            None => {
                let place = self.new_asset(&data)?;
                if self.several_sources {
                    self.by_id.insert(data.id.into(), place);
                }
                place
            }
        };
        if let Some(known) = self.known.get_mut(at) {
            *known = place.saturating_add(1);
        }
        Ok(place)
    }

    /// The place of an asset, in the library or not.
    pub(crate) fn asset_of<'a>(&mut self, source: &impl Assets<'a>, key: AssetKey<'a>) -> Result<u32, Fault> {
        let id = match key {
            AssetKey::Known(key) => return self.asset(source, key),
            AssetKey::Missing(id) => id,
        };
        if let Some(place) = self.by_id.get(id) {
            return Ok(*place);
        }
        let place = narrow(self.assets.len(), "assets")?;
        self.assets.push(AssetRecord {
            id: U64::new(self.strings.add(id)?),
            url: U64::new(NO_TEXT),
            texts: U32::ZERO,
            properties: U32::ZERO,
            channels: U32::ZERO,
            kind: 0,
            state: NOT_THERE,
            reserved: [0; 2],
            hash: [0; 16],
        });
        self.by_id.insert(id.into(), place);
        Ok(place)
    }

    fn new_asset(&mut self, data: &AssetData<'_>) -> Result<u32, Fault> {
        let place = narrow(self.assets.len(), "assets")?;
        let channels = match &data.channels {
            None => 0,
            Some(channels) => {
                let mut numbers = Vec::with_capacity(channels.len());
                for channel in channels {
                    numbers.push(self.names.channel(Some(channel), &mut self.strings)?);
                }
                numbers.sort_unstable();
                self.counted(&numbers)?
            }
        };
        let identity = (data.id, data.kind, data.url);
        let hash = hash::item(None, identity, &data.texts, &TextsIn::new());
        let record = AssetRecord {
            id: U64::new(self.strings.add(data.id)?),
            url: text_of(data.url.map(|url| self.strings.add(url)).transpose()?),
            texts: U32::new(self.texts(&data.texts)?),
            properties: U32::new(self.properties(&data.properties)?),
            channels: U32::new(channels),
            kind: data.kind.number(),
            state: if data.published { 0 } else { NOT_PUBLISHED },
            reserved: [0; 2],
            hash: hash.to_le_bytes(),
        };
        self.assets.push(record);
        Ok(place)
    }

    /// A counted list in Words.
    pub(crate) fn counted(&mut self, numbers: &[u32]) -> Result<u32, Fault> {
        let words = &mut self.buffers.words;
        words.clear();
        words.push(U32::new(narrow(numbers.len(), "words")?));
        words.extend(numbers.iter().copied().map(U32::new));
        Ok(self.words.intern(words)?.0)
    }

    /// A block of texts; 0 for none.
    pub(crate) fn texts(&mut self, texts: &TextsIn<'_>) -> Result<u32, Fault> {
        if texts.is_empty() {
            return Ok(0);
        }
        let mut entries = Vec::with_capacity(texts.len());
        for text in texts {
            let mut refs = Vec::with_capacity(text.tags.len().saturating_add(2));
            let mut present = 0u32;
            for (bit, field) in text.fields.iter().enumerate() {
                if let Some(field) = field {
                    present |= 1 << bit;
                    refs.push(U64::new(self.strings.share(field)?));
                }
            }
            for tag in &text.tags {
                refs.push(U64::new(self.strings.share(tag)?));
            }
            let tags = u32::try_from(text.tags.len()).ok().filter(|tags| *tags < 1 << (32 - TAGS_SHIFT));
            present |= tags.ok_or_else(|| too_large("tags of a text"))? << TAGS_SHIFT;
            entries.push([self.names.locale(text.locale)?, present, self.text_refs.intern(&refs)?.0]);
        }
        entries.sort_unstable();
        let words = &mut self.buffers.words;
        words.clear();
        words.push(U32::new(narrow(entries.len(), "texts")?));
        words.extend(entries.into_iter().flatten().map(U32::new));
        Ok(self.texts.intern(words)?.0)
    }

    /// A block of properties; 0 for none.
    pub(crate) fn properties(&mut self, properties: &Pairs<'_>) -> Result<u32, Fault> {
        if properties.is_empty() {
            return Ok(0);
        }
        let mut block = vec![U64::new(properties.len() as u64)];
        for (key, value) in properties {
            block.push(U64::new(self.strings.share(key)?));
            block.push(U64::new(self.strings.share(value)?));
        }
        Ok(self.properties.intern(&block)?.0)
    }

    /// The number of an item: its asset, or more than that.
    pub(crate) fn item<'a>(&mut self, source: &impl Assets<'a>, item: &FlatItem<'a>) -> Result<u32, Fault> {
        let asset = self.asset(source, item.asset)?;
        if item.purpose.is_none() && item.texts.is_empty() && item.properties.is_empty() {
            return Ok(asset);
        }
        let hash = |purpose, texts: &TextsIn<'a>| {
            let data = source.asset(item.asset);
            hash::item(purpose, (data.id, data.kind, data.url), &data.texts, texts)
        };
        self.special(asset, item.purpose, &item.texts, &item.properties, hash)
    }

    /// The number of an item that is more than an asset.
    pub(crate) fn special<'a>(
        &mut self,
        asset: u32,
        purpose: Option<&'a str>,
        texts: &TextsIn<'a>,
        properties: &Pairs<'a>,
        hash: impl FnOnce(Option<&'a str>, &TextsIn<'a>) -> u128,
    ) -> Result<u32, Fault> {
        let text = purpose.map(|purpose| self.strings.share(purpose)).transpose()?.unwrap_or(NO_TEXT);
        let key = (asset, text, self.texts(texts)?, self.properties(properties)?);
        if let Some(item) = self.item_keys.get(&key) {
            return Ok(*item | SPECIAL);
        }
        let place = narrow(self.items.len(), "items")?;
        self.item_keys.insert(key, place);
        self.items.push(ItemRecord {
            asset: U32::new(asset),
            texts: U32::new(key.2),
            properties: U32::new(key.3),
            reserved: U32::ZERO,
            purpose: U64::new(text),
            hash: hash(purpose, texts).to_le_bytes(),
        });
        Ok(place | SPECIAL)
    }

    fn asset_of_item(&self, item: u32) -> Option<&AssetRecord> {
        let asset = match item & SPECIAL {
            0 => item,
            _ => self.items.get((item & !SPECIAL) as usize)?.asset.get(),
        };
        self.assets.get(asset as usize)
    }

    fn hash_of_item(&self, item: u32) -> u128 {
        let special = (item & SPECIAL != 0).then(|| self.items.get((item & !SPECIAL) as usize)).flatten();
        let hash = special.map(|item| item.hash).or_else(|| Some(self.asset_of_item(item)?.hash));
        u128::from_le_bytes(hash.unwrap_or_default())
    }

    /// The place of a gallery of these items, by eight bytes.
    fn gallery(&mut self, items: &[U32], primary: usize) -> Result<u32, Fault> {
        let additional = items.len().saturating_sub(primary);
        let words = &mut self.buffers.words;
        words.clear();
        words.push(U32::new(narrow(primary, "items")?));
        words.push(U32::new(narrow(additional, "items")?));
        words.extend_from_slice(items);
        let (key, is_new) = self.galleries.intern(words)?;
        if !is_new {
            let found = self.gallery_places.binary_search_by_key(&key, |(key, _)| *key);
            return Ok(found.ok().and_then(|at| self.gallery_places.get(at)).map_or(0, |(_, place)| *place));
        }
        let image = |item: &U32| self.asset_of_item(item.get()).filter(|asset| asset.kind == 0);
        let default_image = items.iter().take(primary).position(|item| image(item).is_some());
        let url = default_image.and_then(|at| items.get(at)).and_then(image).map_or(NO_TEXT, |asset| asset.url.get());
        let restricted = items
            .iter()
            .any(|item| self.asset_of_item(item.get()).is_some_and(|asset| asset.channels.get() != 0));
        let mut hash = AnswerHash::new(primary, default_image);
        items.iter().for_each(|item| hash.item(self.hash_of_item(item.get())));
        let head = Gallery {
            hash: hash.finish().to_le_bytes(),
            url: U64::new(url),
            primary: U32::new(narrow(primary, "items")?),
            additional: U32::new(narrow(additional, "items")?),
            default_image: U32::new(narrow(default_image.map_or(0, |at| at.saturating_add(1)), "items")?),
            restricted: U32::new(u32::from(restricted)),
        };
        let place = self.gallery_bytes.len() / 8;
        let place = u32::try_from(place).ok().filter(|place| *place < COMPOSE).ok_or_else(|| too_large("lists"))?;
        self.gallery_bytes.extend_from_slice(head.as_bytes());
        self.gallery_bytes.extend_from_slice(items.as_bytes());
        let padded = self.gallery_bytes.len().next_multiple_of(8);
        self.gallery_bytes.resize(padded, 0);
        self.gallery_places.push((key, place));
        Ok(place)
    }

    /// Adds a product. Products come by number, each once.
    pub(crate) fn push<'a>(&mut self, source: &impl Assets<'a>, flat: &Flat<'a>) -> Result<(), Fault> {
        let product = narrow(self.products.len(), "products")?;
        let order = narrow(self.slots.len(), "numbers")?;
        let name = text_of(flat.name.map(|name| self.strings.add(name)).transpose()?);
        let dimensions = self.dimension_block(flat)?;
        let properties = self.properties(&flat.properties)?;
        let mut contexts = Vec::with_capacity(flat.documents.len());
        for document in &flat.documents {
            let [catalog, channel, written] = self.names.context(document.context, &mut self.strings)?;
            contexts.push(([catalog, channel, written], self.names.locale(document.normal)?));
        }
        let shape = self.shape(flat, &contexts)?;
        let cells = self.cell_block(source, flat, &contexts)?;
        let sets = if flat.with_sets { self.set_block(source, flat, &contexts)? } else { 0 };
        let swatches = self.swatch_block(source, flat)?;
        self.slot(flat.number, 0, product, 0)?;
        self.record_ids.push(flat.record_id.unwrap_or(0));
        for (ordinal, variant) in (1u32..).zip(&flat.variants) {
            self.slot(variant.number, variant.group, product, ordinal)?;
            self.record_ids.push(variant.record_id.unwrap_or(0));
        }
        let first_value = self.values.len() as u64;
        for value in &flat.values {
            let value = u16::try_from(*value).map_err(|_| too_large("values of a dimension"))?;
            self.values.push(U16::new(value));
        }
        self.rows.push(Row {
            shape: U32::new(shape),
            cells: U32::new(cells),
            groups: U32::new(flat.groups),
            sets: U32::new(sets),
        });
        self.products.push(ProductRecord {
            order: U32::new(order),
            variants: U32::new(narrow(flat.variants.len(), "variants")?),
            dimensions: U32::new(dimensions),
            swatches: U32::new(swatches),
            properties: U32::new(properties),
            reserved: U32::ZERO,
            values: U64::new(first_value),
            name,
        });
        Ok(())
    }

    fn slot(&mut self, number: &str, group: u32, product: u32, ordinal: u32) -> Result<(), Fault> {
        let slot = self.make_slot(number, group, product, ordinal)?;
        self.slots.push(slot);
        Ok(())
    }

    /// A slot; a long number's hash is filled in when the seed is known.
    pub(crate) fn make_slot(&mut self, number: &str, group: u32, product: u32, ordinal: u32) -> Result<Slot, Fault> {
        let mut key = [0; INLINE];
        let length = if number.len() <= INLINE {
            if let Some(start) = key.get_mut(..number.len()) {
                start.copy_from_slice(number.as_bytes());
            }
            u8::try_from(number.len()).unwrap_or(LONG)
        } else {
            let text = self.strings.add(number)?;
            if let Some(place) = key.get_mut(8..16) {
                place.copy_from_slice(&text.to_le_bytes());
            }
            LONG
        };
        let [low, middle, high, top] = group.to_le_bytes();
        if top != 0 {
            return Err(too_large("groups of a product"));
        }
        Ok(Slot {
            key,
            length,
            group: [low, middle, high],
            product: U32::new(product),
            ordinal: U32::new(ordinal),
        })
    }

    fn dimension_block(&mut self, flat: &Flat<'_>) -> Result<u32, Fault> {
        if flat.dimensions.is_empty() {
            return Ok(0);
        }
        let mut block = vec![U64::new(flat.dimensions.len() as u64)];
        for (name, values) in &flat.dimensions {
            block.push(U64::new(self.strings.share(name)?));
            block.push(U64::new(values.len() as u64));
            for value in values {
                block.push(U64::new(self.strings.share(value)?));
            }
            let count = u16::try_from(values.len()).map_err(|_| too_large("values of a dimension"))?;
            let mut sorted: Vec<u16> = (0..count).collect();
            sorted.sort_unstable_by_key(|at| values.get(usize::from(*at)));
            for four in sorted.chunks(4) {
                let word = four.iter().rev().fold(0u64, |word, at| (word << 16) | u64::from(*at));
                block.push(U64::new(word));
            }
        }
        Ok(self.dimensions.intern(&block)?.0)
    }

    fn shape(&mut self, flat: &Flat<'_>, contexts: &[([u32; 3], u32)]) -> Result<u32, Fault> {
        let table = if contexts.len() > shape::FEW {
            let hash = |([catalog, channel, _], normal): &([u32; 3], u32)| shape::context_hash(*catalog, *channel, *normal);
            super::index::open_addressed(&contexts.iter().map(hash).collect::<Vec<_>>()).unwrap_or_default()
        } else {
            Vec::new()
        };
        let words = &mut self.buffers.words;
        words.clear();
        words.push(U32::new(narrow(contexts.len(), "documents")?));
        words.push(U32::new(if flat.tree.is_empty() { 0 } else { shape::TREE }));
        words.push(U32::new(narrow(table.len(), "documents")?));
        words.push(U32::new(narrow(flat.tree.len(), "documents")?));
        for ([catalog, channel, written], normal) in contexts {
            words.extend([*catalog, *channel, *normal, *written].map(U32::new));
        }
        words.extend(table.into_iter().map(U32::new));
        words.extend(flat.tree.iter().copied().map(U32::new));
        Ok(self.shapes.intern(words)?.0)
    }

    fn cell_block<'a>(
        &mut self,
        source: &impl Assets<'a>,
        flat: &Flat<'a>,
        contexts: &[([u32; 3], u32)],
    ) -> Result<u32, Fault> {
        let mut origins = std::mem::take(&mut self.buffers.origins);
        let mut answers = std::mem::take(&mut self.buffers.answers);
        let mut cells = std::mem::take(&mut self.buffers.cells);
        origins.clear();
        origins.resize(flat.origins.len(), 0);
        answers.clear();
        answers.resize(flat.answers.len(), COMPOSED);
        cells.clear();
        // everything is numbered as cells first want it, so that the order of reading makes no difference
        for cell in &flat.cells {
            let Some((at, answer)) = cell.and_then(|at| Some((at as usize, flat.answers.get(at as usize)?))) else {
                cells.push(COMPOSED);
                continue;
            };
            if answers.get(at).is_some_and(|answer| answer.gallery.get() == COMPOSE) {
                let new = self.answer(source, flat, answer, contexts, &mut origins)?;
                if let Some(place) = answers.get_mut(at) {
                    *place = new;
                }
            }
            cells.push(answers.get(at).copied().unwrap_or(COMPOSED));
        }
        let place = self.cells.intern(&cells)?.0;
        self.buffers.origins = origins;
        self.buffers.answers = answers;
        self.buffers.cells = cells;
        Ok(place)
    }

    /// The cell of an answer.
    fn answer<'a>(
        &mut self,
        source: &impl Assets<'a>,
        flat: &Flat<'a>,
        answer: &FlatAnswer,
        contexts: &[([u32; 3], u32)],
        origins: &mut [u32],
    ) -> Result<Cell, Fault> {
        let end = answer.items.saturating_add(answer.primary).saturating_add(answer.additional);
        let range = flat.items.get(answer.items..end).unwrap_or_default();
        let mut items = std::mem::take(&mut self.buffers.items);
        items.clear();
        for item in range {
            items.push(U32::new(self.item(source, item)?));
        }
        let gallery = self.gallery(&items, answer.primary)?;
        self.buffers.items = items;
        for origin in range.iter().map(|item| item.origin).chain(answer.winner).chain(answer.severed) {
            self.origin(flat, origin, contexts, origins)?;
        }
        // numbers plus one
        let origin = |index: u32| U32::new(origins.get(index as usize).copied().unwrap_or(0));
        let maybe = |index: Option<u32>| index.map_or(U32::ZERO, origin);
        let (primary, additional) = range.split_at_checked(answer.primary).unwrap_or_default();
        let uniform = |items: &[FlatItem<'_>]| {
            let first = items.first()?.origin;
            items.iter().all(|item| item.origin == first).then_some(first)
        };
        let words = &mut self.buffers.words;
        words.clear();
        words.extend([maybe(answer.winner), maybe(answer.severed)]);
        words.extend([maybe(uniform(primary)), maybe(uniform(additional))]);
        for list in [primary, additional] {
            if uniform(list).is_none() {
                words.extend(list.iter().map(|item| origin(item.origin)));
            }
        }
        let place = self.answer_origins.intern(words)?.0;
        Ok(Cell { gallery: U32::new(gallery), origins: U32::new(place) })
    }

    /// Numbers an origin of a product, unless it is.
    fn origin(
        &mut self,
        flat: &Flat<'_>,
        index: u32,
        contexts: &[([u32; 3], u32)],
        origins: &mut [u32],
    ) -> Result<(), Fault> {
        let Some(slot) = origins.get_mut(index as usize).filter(|slot| **slot == 0) else { return Ok(()) };
        let Some(origin) = flat.origins.get(index as usize) else { return Ok(()) };
        let pattern = if origin.pattern.is_empty() { 0 } else { self.counted(&origin.pattern)? };
        let context = contexts.get(origin.document as usize).map_or([0; 3], |(context, _)| *context);
        let [catalog, channel, locale] = context.map(U32::new);
        let level = U32::new(u32::from(origin.level.number()));
        let record = OriginRecord { catalog, channel, locale, level, pattern: U32::new(pattern) };
        *slot = self.origins.intern(&[record])?.0.saturating_add(1);
        Ok(())
    }

    fn list<'a>(&mut self, source: &impl Assets<'a>, list: &FlatList<'a>) -> Result<u32, Fault> {
        let mode = u32::from(list.mode.number()) << MODE_SHIFT;
        if list.items.is_empty() {
            return Ok(mode);
        }
        let mut block = vec![U32::new(narrow(list.items.len(), "items")?)];
        for item in &list.items {
            block.push(U32::new(self.item(source, item)?));
        }
        Ok(mode | self.lists.intern(&block)?.0)
    }

    fn set_block<'a>(
        &mut self,
        source: &impl Assets<'a>,
        flat: &Flat<'a>,
        contexts: &[([u32; 3], u32)],
    ) -> Result<u32, Fault> {
        let mut block = vec![U32::new(narrow(flat.documents.len(), "documents")?)];
        for (document, (context, _)) in flat.documents.iter().zip(contexts) {
            let sets = &document.sets;
            let mut words = Vec::with_capacity(16);
            words.extend(*context);
            words.push(u32::from(sets.master.is_some()));
            match &sets.master {
                Some([primary, additional]) => {
                    words.push(self.list(source, primary)?);
                    words.push(self.list(source, additional)?);
                }
                None => words.extend([0, 0]),
            }
            words.push(narrow(sets.patterns.len(), "patterns")?);
            words.push(narrow(sets.variants.len(), "variants")?);
            for (fixed, strength, [primary, additional]) in &sets.patterns {
                words.push(self.counted(fixed)?);
                words.push(*strength);
                words.push(self.list(source, primary)?);
                words.push(self.list(source, additional)?);
            }
            for (variant, [primary, additional]) in &sets.variants {
                words.push(*variant);
                words.push(self.list(source, primary)?);
                words.push(self.list(source, additional)?);
            }
            let words: Vec<U32> = words.into_iter().map(U32::new).collect();
            block.push(U32::new(self.sets.intern(&words)?.0));
        }
        Ok(self.sets.intern(&block)?.0)
    }

    /// The place of a paint.
    pub(crate) fn paint<'a>(&mut self, source: &impl Assets<'a>, paint: &FlatPaint<'a>) -> Result<u32, Fault> {
        let asset = match paint.asset {
            Some(asset) => self.asset_of(source, asset)?.saturating_add(1),
            None => 0,
        };
        let mut hex = [0; 7];
        if let Some(colour) = paint.hex {
            hex.copy_from_slice(colour.as_str().as_bytes());
        }
        let crop = paint.crop.map_or([0.0; 4], |crop| [crop.x, crop.y, crop.width, crop.height]);
        let record = PaintRecord {
            hex,
            cropped: u8::from(paint.crop.is_some()),
            asset: U32::new(asset),
            reserved: U32::ZERO,
            crop: crop.map(F64::new),
        };
        Ok(self.paints.intern(&[record])?.0)
    }

    fn swatch_block<'a>(&mut self, source: &impl Assets<'a>, flat: &Flat<'a>) -> Result<u32, Fault> {
        if flat.documents.iter().all(|document| document.swatches.is_empty()) {
            return Ok(0);
        }
        let mut block = vec![U32::new(narrow(flat.documents.len(), "documents")?)];
        for document in &flat.documents {
            if document.swatches.is_empty() {
                block.push(U32::ZERO);
                continue;
            }
            let mut words = vec![0];
            for (dimension, value, paint) in &document.swatches {
                words.extend([*dimension, *value, self.paint(source, paint)?]);
            }
            if let Some(count) = words.first_mut() {
                *count = narrow(document.swatches.len().saturating_mul(3), "swatches")?;
            }
            let words: Vec<U32> = words.into_iter().map(U32::new).collect();
            block.push(U32::new(self.swatches.intern(&words)?.0));
        }
        Ok(self.swatches.intern(&block)?.0)
    }
}
