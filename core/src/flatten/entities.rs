//! Channels, central swatches and categories: what is written behind the products.

use super::flat::{Assets, FlatCategory, FlatChannel, FlatImage, FlatPaint};
use super::pool::narrow;
use super::writer::Writer;
use crate::fault::Fault;
use crate::snapshot::layout::{CategoryRecord, CentralRecord, ChannelEntity, NO_TEXT, REMOVED};
use zerocopy::little_endian::{U32, U64};

impl Writer<'_> {
    /// Adds a channel. Channels come by id.
    pub(crate) fn channel(&mut self, channel: &FlatChannel<'_>) -> Result<(), Fault> {
        let number = self.names.channel(Some(channel.id), &mut self.strings)?.saturating_sub(1);
        let name = channel.name.map(|name| self.strings.add(name)).transpose()?.unwrap_or(NO_TEXT);
        let mut locales = Vec::with_capacity(channel.locales.len());
        for locale in &channel.locales {
            locales.push(self.names.locale(*locale)?);
        }
        let locales = if locales.is_empty() { 0 } else { self.counted(&locales)? };
        self.channel_entities.push(ChannelEntity {
            channel: U32::new(number),
            name: U64::new(name),
            locales: U32::new(locales),
            reserved: U32::ZERO,
        });
        Ok(())
    }

    /// Removes a channel from those that are listed.
    pub(crate) fn remove_channel(&mut self, id: &str) -> Result<(), Fault> {
        let number = self.names.channel(Some(id), &mut self.strings)?.saturating_sub(1);
        self.channel_entities.push(ChannelEntity {
            channel: U32::new(number),
            name: U64::new(NO_TEXT),
            locales: U32::new(REMOVED),
            reserved: U32::ZERO,
        });
        Ok(())
    }

    /// Adds a central swatch, or removes it. Swatches come by dimension and value.
    pub(crate) fn central<'a>(
        &mut self,
        source: &impl Assets<'a>,
        (dimension, value): (&'a str, &'a str),
        paint: Option<&FlatPaint<'a>>,
    ) -> Result<(), Fault> {
        let paint = paint.map(|paint| self.paint(source, paint)).transpose()?.unwrap_or(REMOVED);
        let (dimension, value) = (self.strings.share(dimension)?, self.strings.share(value)?);
        self.central.push(CentralRecord {
            dimension: U64::new(dimension),
            value: U64::new(value),
            paint: U32::new(paint),
            reserved: U32::ZERO,
        });
        Ok(())
    }

    fn image<'a>(&mut self, source: &impl Assets<'a>, image: &FlatImage<'a>) -> Result<u32, Fault> {
        let asset = self.asset_of(source, image.asset)?;
        if image.texts.is_empty() && image.properties.is_empty() {
            return Ok(asset);
        }
        self.special(asset, None, &image.texts, &image.properties)
    }

    /// Adds a category. Categories come by id.
    pub(crate) fn category<'a>(
        &mut self,
        source: &impl Assets<'a>,
        category: &FlatCategory<'a>,
    ) -> Result<(), Fault> {
        let id = self.strings.add(category.id)?;
        let name = category.name.map(|name| self.strings.add(name)).transpose()?.unwrap_or(NO_TEXT);
        let mut words = vec![0];
        for document in &category.documents {
            let [catalog, channel, written] = self.names.context(document.context, &mut self.strings)?;
            let normal = self.names.locale(document.normal)?;
            let item = document.image.as_ref().map(|image| self.image(source, image)).transpose()?;
            words.extend([catalog, channel, normal, written, u32::from(item.is_some()), item.unwrap_or(0)]);
        }
        let media = if words.len() > 1 {
            let count = narrow(words.len().saturating_sub(1), "pictures of categories")?;
            if let Some(first) = words.first_mut() {
                *first = count;
            }
            let words: Vec<U32> = words.into_iter().map(U32::new).collect();
            self.category_media.intern(&words)?.0
        } else {
            0
        };
        self.category_record(id, name, media);
        Ok(())
    }

    /// Removes a category.
    pub(crate) fn remove_category(&mut self, id: &str) -> Result<(), Fault> {
        let id = self.strings.add(id)?;
        self.category_record(id, NO_TEXT, REMOVED);
        Ok(())
    }

    fn category_record(&mut self, id: u64, name: u64, media: u32) {
        self.categories.push(CategoryRecord {
            id: U64::new(id),
            name: U64::new(name),
            media: U32::new(media),
            reserved: U32::ZERO,
        });
    }
}
