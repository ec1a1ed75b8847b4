//! The head of a snapshot, which all shards of a set have: channels, central swatches, categories.

use crate::locale::Tag;
use crate::snapshot::find::Layers;
use crate::snapshot::item::properties;
use crate::snapshot::layer::LayerRef;
use crate::snapshot::layout::{
    AssetRecord, CategoryRecord, CentralRecord, ChannelEntity, ItemRecord, PaintRecord, SPECIAL, Section,
};
use crate::snapshot::names;
use crate::snapshot::open::Snapshot;
use crate::snapshot::swatch::CATEGORY_DOCUMENT;
use xxhash_rust::xxh3::Xxh3;
use zerocopy::IntoBytes;
use zerocopy::little_endian::U32;

/// A hash of the head, by what it says and not by where it lies.
///
/// It covers the listed channels with their names and locales, the central swatches, the categories with their
/// documents, and the assets of both with their contents, states, channels and properties. It does not cover
/// assets that the head alone shows nowhere, for they are not in a snapshot.
pub(crate) fn digest<B: AsRef<[u8]> + Sync>(snapshot: &Snapshot<B>) -> u128 {
    let layer = snapshot.top();
    let mut head = Head { layers: snapshot, layer, hash: Xxh3::new() };
    for entity in layer.all::<ChannelEntity>(Section::ChannelEntities) {
        head.channel(entity);
    }
    for record in layer.all::<CentralRecord>(Section::Central) {
        head.central(record);
    }
    for record in layer.all::<CategoryRecord>(Section::Categories) {
        head.category(record);
    }
    head.hash.digest128()
}

struct Head<'s> {
    layers: &'s dyn Layers,
    layer: LayerRef<'s>,
    hash: Xxh3,
}

impl<'s> Head<'s> {
    fn number(&mut self, number: usize) {
        self.hash.update(&(number as u64).to_le_bytes());
    }

    fn text(&mut self, text: Option<&str>) {
        match text {
            None => self.number(usize::MAX),
            Some(text) => {
                self.number(text.len());
                self.hash.update(text.as_bytes());
            }
        }
    }

    fn tag(&mut self, tag: Option<Tag>) {
        self.text(tag.as_ref().map(Tag::as_str));
    }

    fn name(&mut self, section: Section, kind: usize, number: u32) {
        self.text(names::name(self.layers, section, kind, number));
    }

    fn channel(&mut self, entity: &ChannelEntity) {
        self.number(1);
        self.name(Section::Channels, 1, entity.channel.get().wrapping_add(1));
        self.text(self.layer.text(entity.name.get()));
        let locales = self.layer.counted(Section::Words, entity.locales.get());
        self.number(locales.len());
        for locale in locales {
            self.tag(names::tag(self.layers, locale.get()));
        }
    }

    fn central(&mut self, record: &CentralRecord) {
        self.number(2);
        self.text(self.layer.text(record.dimension.get()));
        self.text(self.layer.text(record.value.get()));
        let Some(paint) = self.layer.at::<PaintRecord>(Section::Paints, record.paint.get()) else { return };
        self.hash.update(&paint.hex);
        self.number(paint.cropped.into());
        self.hash.update(paint.crop.as_bytes());
        self.asset(paint.asset.get().checked_sub(1));
    }

    fn category(&mut self, record: &CategoryRecord) {
        self.number(3);
        self.text(self.layer.text(record.id.get()));
        self.text(self.layer.text(record.name.get()));
        let documents = self.layer.counted(Section::CategoryMedia, record.media.get());
        let documents = documents.as_chunks::<CATEGORY_DOCUMENT>().0;
        self.number(documents.len());
        for document in documents {
            let [catalog, channel, normal, written, has_item, item] = document.map(|word| word.get());
            self.name(Section::Catalogs, 0, catalog);
            self.name(Section::Channels, 1, channel);
            self.tag(names::tag(self.layers, normal));
            self.tag(names::tag(self.layers, written));
            match (has_item, item & SPECIAL) {
                (0, _) => self.asset(None),
                (_, 0) => self.asset(Some(item)),
                _ => self.item(item & !SPECIAL),
            }
        }
    }

    fn item(&mut self, item: u32) {
        let Some(item) = self.layer.at::<ItemRecord>(Section::Items, item) else { return };
        self.hash.update(&item.hash);
        self.properties(item.properties.get());
        self.asset(Some(item.asset.get()));
    }

    fn properties(&mut self, list: u32) {
        for (key, value) in properties(&self.layer, list) {
            self.text(Some(key));
            self.text(Some(value));
        }
    }

    fn asset(&mut self, asset: Option<u32>) {
        let asset = asset.and_then(|asset| self.layer.at::<AssetRecord>(Section::Assets, asset));
        let Some(asset) = asset else { return self.number(0) };
        self.number(4);
        self.hash.update(&asset.hash);
        self.hash.update(&[asset.kind, asset.state]);
        self.properties(asset.properties.get());
        // shards number channels as they come, so that names alone can be compared
        self.number(usize::from(asset.channels.get() == 0));
        let channels = self.layer.counted(Section::Words, asset.channels.get());
        let name = |number: &U32| names::name(self.layers, Section::Channels, 1, number.get());
        let mut channels: Vec<Option<&str>> = channels.iter().map(name).collect();
        channels.sort_unstable();
        self.number(channels.len());
        channels.into_iter().for_each(|channel| self.text(channel));
    }
}
