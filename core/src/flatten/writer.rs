//! The writer: flattened products come one by one and become the sections of a snapshot.

use super::flat::{AssetData, AssetKey, Assets, FlatItem, FlatPaint, Pairs};
use super::names::{BaseNames, Names};
use super::pool::{Pool, Strings, narrow, too_large};
use crate::fault::Fault;
use crate::locale::Locales;
use crate::model::Product;
use crate::policy::Policy;
use crate::resolve::hash::{self, AnswerHash, TextsIn};
use crate::snapshot::item::{NOT_PUBLISHED, NOT_THERE, TAGS_SHIFT};
use crate::snapshot::layout::{
    AssetRecord, COMPOSE, CategoryRecord, Cell, CentralRecord, ChannelEntity, Gallery, INLINE_URL,
    ItemRecord, LONG_URL, NO_TEXT, OriginRecord, PaintRecord, ProductRecord, RESTRICTED, Row, SPECIAL, Slot,
};
use std::collections::HashMap;
use zerocopy::IntoBytes;
use zerocopy::little_endian::{F64, U16, U32, U64};

/// The cell of an answer that is composed.
pub(super) const COMPOSED: Cell = Cell { gallery: U32::new(COMPOSE), shown: U32::ZERO };

/// A key of the items that are more than an asset: asset, purpose, texts, properties.
type ItemKey = (u32, u64, u32, u32);

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
    /// What the dimensions of products say, and for each of these the place in Dimensions, or 0.
    pub(super) dimension_texts: Pool<u8>,
    pub(super) dimension_places: Vec<u32>,
    pub(crate) origins: Pool<OriginRecord>,
    pub(crate) answer_origins: Pool<U32>,
    pub(crate) shapes: Pool<U32>,
    pub(crate) galleries: Pool<U32>,
    /// The heads of the galleries and their items, as they are written.
    pub(crate) gallery_bytes: Vec<u8>,
    gallery_places: Vec<(u32, Cell)>,
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
    pub(super) words: Vec<U32>,
    pub(super) bytes: Vec<u8>,
    pub(super) refs: Vec<U64>,
    entries: Vec<[u32; 3]>,
    pub(super) items: Vec<U32>,
    pub(super) origins: Vec<u32>,
    pub(super) answers: Vec<Cell>,
    pub(super) cells: Vec<Cell>,
}

pub(super) fn text_of(text: Option<u64>) -> U64 {
    U64::new(text.unwrap_or(NO_TEXT))
}

impl<'b> Writer<'b> {
    pub(crate) fn new(policy: Policy, base: Option<&'b (dyn BaseNames + Sync)>) -> Result<Self, Fault> {
        let word = U32::ZERO;
        Ok(Self {
            policy,
            locales: Locales::new(policy.parents)?,
            strings: Strings::after(super::finish::HEAD),
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
            dimension_texts: Pool::new("dimensions"),
            dimension_places: Vec::new(),
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

    /// Makes room for products that are to come, of so many assets at most.
    pub(super) fn reserve(&mut self, products: &[&Product], assets: usize) {
        let sum = |of: fn(&Product) -> usize| {
            products.iter().fold(0usize, |sum, product| sum.saturating_add(of(product)))
        };
        let numbers = sum(|product| product.variants.len()).saturating_add(products.len());
        self.slots.reserve_exact(numbers);
        self.record_ids.reserve_exact(numbers);
        self.values.reserve_exact(sum(|product| product.values.len()));
        self.rows.reserve_exact(products.len());
        self.products.reserve_exact(products.len());
        self.assets.reserve_exact(assets);
        self.known.reserve_exact(assets);
    }

    /// Forgets all that finds what is there already: nothing more comes.
    pub(super) fn close(&mut self) {
        self.known = Vec::new();
        self.by_id = HashMap::new();
        self.item_keys = HashMap::new();
        self.gallery_places = Vec::new();
        // what is in them, the bytes of the galleries have
        self.galleries = Pool::new("lists");
        self.dimension_texts = Pool::new("dimensions");
        self.dimension_places = Vec::new();
        self.buffers = Buffers::default();
        for pool in [&mut self.text_refs, &mut self.properties, &mut self.dimensions] {
            pool.close();
        }
        for pool in [
            &mut self.texts,
            &mut self.words,
            &mut self.answer_origins,
            &mut self.shapes,
            &mut self.sets,
            &mut self.lists,
            &mut self.swatches,
            &mut self.category_media,
        ] {
            pool.close();
        }
        self.origins.close();
        self.cells.close();
        self.paints.close();
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
            None => self.known.resize(at.saturating_add(1).max(self.known.capacity()), 0),
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
                // numbered by name, so that what was read from a snapshot comes in the same order again
                let mut channels = channels.clone();
                channels.sort_unstable();
                let mut numbers = Vec::with_capacity(channels.len());
                for channel in channels {
                    numbers.push(self.names.channel(Some(channel), &mut self.strings)?);
                }
                numbers.sort_unstable();
                self.counted(&numbers)?
            }
        };
        let identity = (data.id, data.kind, data.url);
        let hash = hash::asset(identity, &data.texts, &mut self.buffers.bytes);
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
        let Buffers { words, refs, entries, .. } = &mut self.buffers;
        entries.clear();
        // what has a text that is new is new
        let mut is_new = false;
        for text in texts {
            refs.clear();
            let mut new_text = false;
            let mut present = 0u32;
            let fields =
                text.fields.iter().enumerate().filter_map(|(bit, field)| Some((1 << bit, (*field)?)));
            for (bit, text) in fields.chain(text.tags.iter().map(|tag| (0, *tag))) {
                let (place, first) = self.strings.shared(text)?;
                present |= bit;
                new_text |= first;
                refs.push(U64::new(place));
            }
            let tags = u32::try_from(text.tags.len()).ok().filter(|tags| *tags < 1 << (32 - TAGS_SHIFT));
            present |= tags.ok_or_else(|| too_large("tags of a text"))? << TAGS_SHIFT;
            let locale = self.names.locale(text.locale)?;
            let refs = if new_text { self.text_refs.append(refs)? } else { self.text_refs.intern(refs)?.0 };
            entries.push([locale, present, refs]);
            is_new |= new_text;
        }
        entries.sort_unstable();
        words.clear();
        words.push(U32::new(narrow(entries.len(), "texts")?));
        words.extend(entries.iter().flatten().copied().map(U32::new));
        if is_new { self.texts.append(words) } else { Ok(self.texts.intern(words)?.0) }
    }

    /// A block of properties; 0 for none.
    pub(crate) fn properties(&mut self, properties: &Pairs<'_>) -> Result<u32, Fault> {
        if properties.is_empty() {
            return Ok(0);
        }
        let block = &mut self.buffers.refs;
        block.clear();
        block.push(U64::new(properties.len() as u64));
        let mut has_new = false;
        for text in properties.iter().flat_map(|(key, value)| [key, value]) {
            let (place, is_new) = self.strings.shared(text)?;
            has_new |= is_new;
            block.push(U64::new(place));
        }
        if has_new { self.properties.append(block) } else { Ok(self.properties.intern(block)?.0) }
    }

    /// The number of an item: its asset, or more than that.
    pub(crate) fn item<'a>(&mut self, source: &impl Assets<'a>, item: &FlatItem<'a>) -> Result<u32, Fault> {
        let asset = self.asset(source, item.asset)?;
        if item.purpose.is_none() && item.texts.is_empty() && item.properties.is_empty() {
            return Ok(asset);
        }
        self.special(asset, item.purpose, &item.texts, &item.properties)
    }

    /// The number of an item that is more than an asset.
    pub(crate) fn special<'a>(
        &mut self,
        asset: u32,
        purpose: Option<&'a str>,
        texts: &TextsIn<'a>,
        properties: &Pairs<'a>,
    ) -> Result<u32, Fault> {
        let text = purpose.map(|purpose| self.strings.share(purpose)).transpose()?.unwrap_or(NO_TEXT);
        let key = (asset, text, self.texts(texts)?, self.properties(properties)?);
        if let Some(item) = self.item_keys.get(&key) {
            return Ok(*item | SPECIAL);
        }
        let of_asset = self.assets.get(asset as usize).map_or(0, |asset| u128::from_le_bytes(asset.hash));
        let place = narrow(self.items.len(), "items")?;
        self.item_keys.insert(key, place);
        self.items.push(ItemRecord {
            asset: U32::new(asset),
            texts: U32::new(key.2),
            properties: U32::new(key.3),
            reserved: U32::ZERO,
            purpose: U64::new(text),
            hash: hash::item(purpose, of_asset, texts).to_le_bytes(),
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

    /// The cell of a gallery of these items with these origins.
    pub(super) fn gallery(&mut self, items: &[U32], primary: usize, origins: u32) -> Result<Cell, Fault> {
        let additional = items.len().saturating_sub(primary);
        let words = &mut self.buffers.words;
        words.clear();
        words.push(U32::new(narrow(primary, "items")?));
        words.push(U32::new(narrow(additional, "items")?));
        words.push(U32::new(origins));
        words.extend_from_slice(items);
        let (key, is_new) = self.galleries.intern(words)?;
        if !is_new {
            let found = self.gallery_places.binary_search_by_key(&key, |(key, _)| *key);
            return Ok(found
                .ok()
                .and_then(|at| self.gallery_places.get(at))
                .map_or(COMPOSED, |(_, cell)| *cell));
        }
        let image = |item: &U32| self.asset_of_item(item.get()).filter(|asset| asset.kind == 0);
        let default_image = items.iter().take(primary).position(|item| image(item).is_some());
        let url = default_image
            .and_then(|at| items.get(at))
            .and_then(image)
            .map_or(NO_TEXT, |asset| asset.url.get());
        let restricted = items
            .iter()
            .any(|item| self.asset_of_item(item.get()).is_some_and(|asset| asset.channels.get() != 0));
        let mut hash = AnswerHash::new(primary, default_image);
        items.iter().for_each(|item| hash.item(self.hash_of_item(item.get())));
        let url = (url != NO_TEXT).then(|| self.strings.get(url));
        let (inline, url_field) = match url {
            None => (&[][..], 0),
            Some(url) if url.len() > INLINE_URL => (&[][..], LONG_URL),
            Some(url) => (url, narrow(url.len().saturating_add(1), "bytes")?),
        };
        let head = Gallery {
            hash: hash.finish().to_le_bytes(),
            url: U32::new(url_field),
            reserved: U32::ZERO,
            primary: U32::new(narrow(primary, "items")?),
            additional: U32::new(narrow(additional, "items")?),
            default_image: U32::new(narrow(default_image.map_or(0, |at| at.saturating_add(1)), "items")?),
            origins: U32::new(origins),
        };
        let place = self.gallery_bytes.len() / 8;
        let place =
            u32::try_from(place).ok().filter(|place| *place < COMPOSE).ok_or_else(|| too_large("lists"))?;
        self.gallery_bytes.extend_from_slice(head.as_bytes());
        self.gallery_bytes.extend_from_slice(inline);
        let padded = self.gallery_bytes.len().next_multiple_of(4);
        self.gallery_bytes.resize(padded, 0);
        self.gallery_bytes.extend_from_slice(items.as_bytes());
        let padded = self.gallery_bytes.len().next_multiple_of(8);
        self.gallery_bytes.resize(padded, 0);
        let shown = head.primary.get() | if restricted { RESTRICTED } else { 0 };
        let cell = Cell { gallery: U32::new(place), shown: U32::new(shown) };
        self.gallery_places.push((key, cell));
        Ok(cell)
    }

    /// The place of a paint.
    pub(crate) fn paint<'a>(
        &mut self,
        source: &impl Assets<'a>,
        paint: &FlatPaint<'a>,
    ) -> Result<u32, Fault> {
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
}
