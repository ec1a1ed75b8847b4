//! From the layers of a snapshot back to what was written of each product, and to bytes again.
//!
//! Compaction, and putting products in order that came in another, both go this way: what is read
//! here is what flattening the publication gave, so the bytes come out the same.

use super::flat::{
    AssetData, AssetKey, Assets, Flat, FlatAnswer, FlatCategory, FlatCategoryDocument, FlatChannel,
    FlatDocument, FlatImage, FlatItem, FlatList, FlatOrigin, FlatPaint, FlatSets, FlatVariant, Pairs,
};
use super::writer::Writer;
use crate::fault::{Code, Fault};
use crate::locale::Tag;
use crate::model::{Field, Kind, Level};
use crate::resolve::hash::{TextIn, TextsIn};
use crate::snapshot::dimensions::Dimensions;
use crate::snapshot::find::Layers;
use crate::snapshot::gallery::GalleryRef;
use crate::snapshot::item::{self, NOT_THERE};
use crate::snapshot::layer::LayerRef;
use crate::snapshot::layout::{
    self, AssetRecord, COMPOSE, CategoryRecord, Cell, CentralRecord, ChannelEntity, ItemRecord, OriginRecord,
    PaintRecord, REMOVED, Row, SPECIAL, Section, Slot,
};
use crate::snapshot::sets::{self, DocumentSets};
use crate::snapshot::shape::Shape;
use crate::snapshot::swatch::{self, CATEGORY_DOCUMENT};
use crate::snapshot::{Snapshot, names};
use std::collections::{BTreeMap, HashMap};
use zerocopy::little_endian::U32;

/// The context of a document as it is written, and the document; these are searched.
type Context = ([u32; 3], u32);

/// One layer, as a source of products and assets.
struct Reader<'s> {
    layers: &'s dyn Layers,
    layer: LayerRef<'s>,
}

fn damaged() -> Fault {
    Fault::new(
        Code::SnapshotDamaged,
        "the snapshot is not as it was written",
        "verify it, and fetch it again",
    )
}

impl<'s> Assets<'s> for Reader<'s> {
    fn asset(&self, key: u32) -> AssetData<'s> {
        let record = self.layer.at::<AssetRecord>(Section::Assets, key);
        let text = |text: u64| self.layer.text(text);
        AssetData {
            id: record.and_then(|record| text(record.id.get())).unwrap_or_default(),
            kind: record.and_then(|record| Kind::from_number(record.kind)).unwrap_or(Kind::File),
            url: record.and_then(|record| text(record.url.get())),
            published: record.is_some_and(|record| record.state == 0),
            channels: record.filter(|record| record.channels.get() != 0).map(|record| {
                let channels = self.layer.counted(Section::Words, record.channels.get());
                let name = |number: &U32| names::name(self.layers, Section::Channels, 1, number.get());
                channels.iter().filter_map(name).collect()
            }),
            texts: record.map(|record| self.texts(record.texts.get())).unwrap_or_default(),
            properties: record.map(|record| self.properties(record.properties.get())).unwrap_or_default(),
        }
    }
}

impl<'s> Reader<'s> {
    fn new(layers: &'s dyn Layers, layer: LayerRef<'s>) -> Self {
        Self { layers, layer }
    }

    fn tag(&self, number: u32) -> Option<Tag> {
        names::tag(self.layers, number)
    }

    fn texts(&self, block: u32) -> TextsIn<'s> {
        let mut texts: TextsIn<'s> = item::entries(&self.layer, block)
            .iter()
            .map(|entry| TextIn {
                locale: self.tag(entry[0].get()),
                fields: Field::ALL.map(|field| item::field_of(&self.layer, entry, field)),
                tags: item::tags_of(&self.layer, entry).collect(),
            })
            .collect();
        texts.sort_by_key(|text| text.locale);
        texts
    }

    fn properties(&self, start: u32) -> Pairs<'s> {
        item::properties(&self.layer, start)
    }

    fn item(&self, item: u32, origin: u32) -> Option<FlatItem<'s>> {
        if item & SPECIAL == 0 {
            self.layer.at::<AssetRecord>(Section::Assets, item)?;
            return Some(FlatItem {
                asset: item,
                purpose: None,
                texts: Vec::new(),
                properties: Vec::new(),
                origin,
            });
        }
        let record = self.layer.at::<ItemRecord>(Section::Items, item & !SPECIAL)?;
        self.layer.at::<AssetRecord>(Section::Assets, record.asset.get())?;
        Some(FlatItem {
            asset: record.asset.get(),
            purpose: self.layer.text(record.purpose.get()),
            texts: self.texts(record.texts.get()),
            properties: self.properties(record.properties.get()),
            origin,
        })
    }

    /// Fills `flat` with a product of the layer.
    fn product(&self, product: u32, flat: &mut Flat<'s>) -> Option<()> {
        flat.clear();
        let layer = self.layer;
        let record = layer.product(product)?;
        let row = layer.row(product)?;
        flat.number = layer.number_of(product, 0)?;
        flat.record_id = layer.record_id_of(product, 0);
        flat.name = layer.text(record.name.get());
        flat.properties = self.properties(record.properties.get());
        let dimensions = Dimensions::of(&layer, product);
        for dimension in dimensions.iter() {
            flat.dimensions.push((dimension.name(), dimension.values().collect()));
        }
        let shape = Shape::read(&layer, row.shape.get())?;
        let classes = u32::try_from(shape.classes()).ok()?;
        let groups = if classes == 1 { self.groups_alone(row)? } else { HashMap::new() };
        for ordinal in 1..=record.variants.get() {
            let slot = layer.slot_of(product, ordinal)?;
            let group = match slot.lists() {
                Some(lists) => *groups.get(&lists.gallery())?,
                None => slot.cells.get().checked_sub(row.cells.get())?.checked_div(classes)?,
            };
            flat.variants.push(FlatVariant {
                number: layer.number(slot)?,
                record_id: layer.record_id_of(product, ordinal),
                group,
            });
            let values = layer.value_row(record, ordinal.checked_sub(1)?, flat.dimensions.len())?;
            flat.values.extend(values.map(u32::from));
        }
        flat.tree.extend(shape.tree().iter().map(|word| word.get()));
        flat.with_sets = row.sets.get() != 0;
        for (index, document) in (0u32..).zip(shape.documents()) {
            let [catalog, channel, normal, written] = document.map(|word| word.get());
            let sets = if flat.with_sets { self.sets(row.sets.get(), index)? } else { FlatSets::default() };
            let mut swatches = Vec::new();
            for [dimension, value, paint] in swatch::of_document(&layer, record.swatches.get(), index) {
                swatches.push((dimension.get(), value.get(), self.paint(paint.get())?));
            }
            flat.documents.push(FlatDocument {
                context: names::context(self.layers, [catalog, channel, written]),
                normal: self.tag(normal),
                sets,
                swatches,
            });
        }
        flat.groups = row.groups.get();
        let context = |([catalog, channel, _, written], document): (&[U32; 4], u32)| {
            ([catalog.get(), channel.get(), written.get()], document)
        };
        let mut contexts: Vec<_> = shape.documents().iter().zip(0..).map(context).collect();
        contexts.sort_unstable();
        self.cells(row.cells.get(), shape.classes(), &contexts, flat)
    }

    /// The group of each gallery, for a product of one class: a slot that is alone does not say its group.
    fn groups_alone(&self, row: &Row) -> Option<HashMap<u32, u32>> {
        let cells = self.layer.all::<Cell>(Section::Cells).get(row.cells.get() as usize..)?;
        Some(cells.iter().map(|cell| cell.gallery.get()).zip(0..row.groups.get()).collect())
    }

    fn cells(&self, first: u32, classes: usize, contexts: &[Context], flat: &mut Flat<'s>) -> Option<()> {
        let mut known: HashMap<u32, u32> = HashMap::new();
        let mut origins: HashMap<u32, u32> = HashMap::new();
        let count = u32::try_from(classes).ok()?.checked_mul(flat.groups)?;
        // a damaged count must not make one wait
        self.layer.at::<Cell>(Section::Cells, first.checked_add(count)?.checked_sub(1)?)?;
        for at in 0..count {
            let cell = self.layer.at::<Cell>(Section::Cells, first.checked_add(at)?)?;
            let key = cell.gallery.get();
            if key == COMPOSE {
                flat.cells.push(None);
                continue;
            }
            let next = u32::try_from(flat.answers.len()).ok()?;
            let answer = *known.entry(key).or_insert(next);
            if answer == next {
                let answer = self.answer(key, contexts, &mut origins, flat)?;
                flat.answers.push(answer);
            }
            flat.cells.push(Some(answer));
        }
        Some(())
    }

    fn answer(
        &self,
        gallery: u32,
        contexts: &[Context],
        origins: &mut HashMap<u32, u32>,
        flat: &mut Flat<'s>,
    ) -> Option<FlatAnswer> {
        let gallery = GalleryRef::at(&self.layer, gallery)?;
        let (head, items) = (gallery.head, gallery.items()?);
        let (primary, additional) = (head.primary.get() as usize, head.additional.get() as usize);
        let place = (head.origins.get() as usize).checked_mul(4)?;
        let words = self.layer.section(Section::AnswerOrigins).get(place..)?;
        let [winner, severed, of_primary, of_additional, listed @ ..] = layout::all::<U32>(words) else {
            return None;
        };
        let first = flat.items.len();
        let mut listed = listed.iter();
        for (index, item) in items.iter().enumerate() {
            let uniform = if index < primary { of_primary } else { of_additional };
            let origin = if uniform.get() == 0 { listed.next()?.get() } else { uniform.get() };
            let origin = self.origin(origin, contexts, origins, flat)?;
            flat.items.push(self.item(item.get(), origin)?);
        }
        let mut maybe = |origin: u32, flat: &mut Flat<'s>| match origin {
            0 => Some(None),
            origin => self.origin(origin, contexts, origins, flat).map(Some),
        };
        let winner = maybe(winner.get(), flat)?;
        let severed = maybe(severed.get(), flat)?;
        Some(FlatAnswer { winner, severed, items: first, primary, additional })
    }

    /// The index of an origin, given plus one.
    fn origin(
        &self,
        origin: u32,
        contexts: &[Context],
        origins: &mut HashMap<u32, u32>,
        flat: &mut Flat<'s>,
    ) -> Option<u32> {
        if let Some(known) = origins.get(&origin) {
            return Some(*known);
        }
        let record = self.layer.at::<OriginRecord>(Section::Origins, origin.checked_sub(1)?)?;
        let context = [record.catalog.get(), record.channel.get(), record.locale.get()];
        let document = contexts.binary_search_by_key(&context, |(context, _)| *context).ok()?;
        let (_, document) = contexts.get(document)?;
        let pattern = self.layer.counted(Section::Words, record.pattern.get());
        let index = u32::try_from(flat.origins.len()).ok()?;
        flat.origins.push(FlatOrigin {
            document: *document,
            level: Level::from_number(u8::try_from(record.level.get()).ok()?)?,
            pattern: pattern.iter().map(|word| word.get()).collect(),
        });
        origins.insert(origin, index);
        Some(index)
    }

    fn list(&self, list: u32) -> Option<FlatList<'s>> {
        let items = sets::items(&self.layer, list).iter().map(|item| self.item(item.get(), 0));
        Some(FlatList { mode: sets::mode(list), items: items.collect::<Option<_>>()? })
    }

    fn lists(&self, primary: u32, additional: u32) -> Option<[FlatList<'s>; 2]> {
        Some([self.list(primary)?, self.list(additional)?])
    }

    fn sets(&self, start: u32, document: u32) -> Option<FlatSets<'s>> {
        let read = DocumentSets::read(&self.layer, sets::document(&self.layer, start, document)?)?;
        let master = match read.master {
            Some(set) => Some(self.lists(set.lists[0], set.lists[1])?),
            None => None,
        };
        let mut patterns = Vec::with_capacity(read.patterns.len());
        for [fixed, strength, primary, additional] in read.patterns {
            let fixed =
                self.layer.counted(Section::Words, fixed.get()).iter().map(|word| word.get()).collect();
            patterns.push((fixed, strength.get(), self.lists(primary.get(), additional.get())?));
        }
        let mut variants = Vec::with_capacity(read.variants.len());
        for [variant, primary, additional] in read.variants {
            variants.push((variant.get(), self.lists(primary.get(), additional.get())?));
        }
        Some(FlatSets { master, patterns, variants })
    }

    fn key(&self, asset: u32) -> Option<AssetKey<'s>> {
        let record = self.layer.at::<AssetRecord>(Section::Assets, asset)?;
        Some(match record.state {
            NOT_THERE => AssetKey::Missing(self.layer.text(record.id.get())?),
            _ => AssetKey::Known(asset),
        })
    }

    fn paint(&self, paint: u32) -> Option<FlatPaint<'s>> {
        let record = self.layer.at::<PaintRecord>(Section::Paints, paint)?;
        let (hex, _, crop) = swatch::paint(&self.layer, record);
        let asset = match record.asset.get().checked_sub(1) {
            Some(asset) => Some(self.key(asset)?),
            None => None,
        };
        Some(FlatPaint { hex, asset, crop })
    }

    fn category(&self, record: &CategoryRecord) -> Option<FlatCategory<'s>> {
        let mut documents = Vec::new();
        let words = self.layer.counted(Section::CategoryMedia, record.media.get());
        for [catalog, channel, normal, written, has_item, item] in words.as_chunks::<CATEGORY_DOCUMENT>().0 {
            let image = if has_item.get() == 0 {
                None
            } else {
                let item = self.item(item.get(), 0)?;
                Some(FlatImage {
                    asset: self.key(item.asset)?,
                    texts: item.texts,
                    properties: item.properties,
                })
            };
            documents.push(FlatCategoryDocument {
                context: names::context(self.layers, [catalog.get(), channel.get(), written.get()]),
                normal: self.tag(normal.get()),
                image,
            });
        }
        let id = self.layer.text(record.id.get())?;
        Some(FlatCategory { id, name: self.layer.text(record.name.get()), documents })
    }

    fn channel(&self, entity: &ChannelEntity) -> Option<FlatChannel<'s>> {
        let id = names::name(self.layers, Section::Channels, 1, entity.channel.get().checked_add(1)?)?;
        let locales = self.layer.counted(Section::Words, entity.locales.get());
        Some(FlatChannel {
            id,
            name: self.layer.text(entity.name.get()),
            locales: locales.iter().map(|number| self.tag(number.get())).collect(),
        })
    }
}

/// What has a name, by name: the newest layer that says anything of it, and where it says it.
struct Newest<'s> {
    products: BTreeMap<&'s str, (usize, u32)>,
    channels: BTreeMap<&'s str, (usize, &'s ChannelEntity)>,
    central: BTreeMap<(&'s str, &'s str), (usize, &'s CentralRecord)>,
    categories: BTreeMap<&'s str, (usize, &'s CategoryRecord)>,
}

impl<'s> Newest<'s> {
    fn new() -> Self {
        Self {
            products: BTreeMap::new(),
            channels: BTreeMap::new(),
            central: BTreeMap::new(),
            categories: BTreeMap::new(),
        }
    }

    /// Takes what a layer on top of those before says.
    fn take(&mut self, at: usize, layers: &'s dyn Layers, layer: LayerRef<'s>) -> Option<()> {
        let table = layer.all::<Slot>(Section::Numbers);
        for slot in table.iter().chain(layer.all::<Slot>(Section::NumberStash)) {
            // a number that is removed, or a variant's from now on, is no product's any more
            if slot.length == 0 || self.products.is_empty() {
                continue;
            }
            let order = slot.order.get();
            let gone = order == REMOVED
                || layer.order_record(order).is_none_or(|record| {
                    layer.product(record.product.get()).is_none_or(|product| product.order.get() != order)
                });
            if gone {
                self.products.remove(layer.number(slot)?);
            }
        }
        for product in 0..layer.count(Section::Products) {
            self.products.insert(layer.number_of(product, 0)?, (at, product));
        }
        for entity in layer.all::<ChannelEntity>(Section::ChannelEntities) {
            let id = names::name(layers, Section::Channels, 1, entity.channel.get().checked_add(1)?)?;
            match entity.locales.get() {
                REMOVED => self.channels.remove(id),
                _ => self.channels.insert(id, (at, entity)),
            };
        }
        for record in layer.all::<CentralRecord>(Section::Central) {
            let key = (layer.text(record.dimension.get())?, layer.text(record.value.get())?);
            match record.paint.get() {
                REMOVED => self.central.remove(&key),
                _ => self.central.insert(key, (at, record)),
            };
        }
        for record in layer.all::<CategoryRecord>(Section::Categories) {
            let id = layer.text(record.id.get())?;
            match record.media.get() {
                REMOVED => self.categories.remove(id),
                _ => self.categories.insert(id, (at, record)),
            };
        }
        Some(())
    }
}

/// A base with its deltas, flattened as one.
pub(crate) fn compact<B: AsRef<[u8]> + Sync>(snapshot: &Snapshot<B>) -> Result<Vec<u8>, Fault> {
    let layers = || (0..).map_while(|index| snapshot.layer(index));
    let mut newest = Newest::new();
    for (at, layer) in layers().enumerate() {
        newest.take(at, snapshot, layer).ok_or_else(damaged)?;
    }
    let readers: Vec<Reader<'_>> = layers().map(|layer| Reader::new(snapshot, layer)).collect();
    let mut known = vec![Vec::new(); readers.len()];
    let mut writer = Writer::new(snapshot.policy(), None)?;
    writer.several_sources = readers.len() > 1;
    let mut flat = Flat::default();
    for (at, product) in newest.products.values() {
        let (Some(reader), Some(known)) = (readers.get(*at), known.get_mut(*at)) else {
            return Err(damaged());
        };
        reader.product(*product, &mut flat).ok_or_else(damaged)?;
        writer.swap_source(known);
        writer.push(reader, &flat)?;
        writer.swap_source(known);
    }
    for (at, entity) in newest.channels.values() {
        let channel = readers.get(*at).and_then(|reader| reader.channel(entity)).ok_or_else(damaged)?;
        writer.channel(&channel)?;
    }
    for ((dimension, value), (at, record)) in &newest.central {
        let (Some(reader), Some(known)) = (readers.get(*at), known.get_mut(*at)) else {
            return Err(damaged());
        };
        let paint = reader.paint(record.paint.get()).ok_or_else(damaged)?;
        writer.swap_source(known);
        writer.central(reader, (dimension, value), Some(&paint))?;
        writer.swap_source(known);
    }
    for (at, record) in newest.categories.values() {
        let (Some(reader), Some(known)) = (readers.get(*at), known.get_mut(*at)) else {
            return Err(damaged());
        };
        let category = reader.category(record).ok_or_else(damaged)?;
        writer.swap_source(known);
        writer.category(reader, &category)?;
        writer.swap_source(known);
    }
    writer.finish(None)
}
