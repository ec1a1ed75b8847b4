//! From what is checked back to a builder: the canonical form of content that is edited.
//!
//! Locales are in canonical case, Neutral is left out of contexts, texts and properties are sorted,
//! and a pattern has its fixed values alone, in the order of the dimensions.

use super::asset::Asset;
use super::builder::{
    AssetBuilder, CategoryBuilder, CategoryDocumentBuilder, ChannelBuilder, DocumentBuilder, ItemBuilder,
    ListBuilder, ProductBuilder, SetBuilder, SwatchBuilder, TextBuilder, VariantBuilder,
};
use super::context::Context;
use super::document::{Category, CategoryDocument, Channel, Document};
use super::product::{Pattern, Product};
use super::set::{Item, List, Set};
use super::swatch::{CentralSwatch, Paint};
use super::text::{Properties, Text};
use crate::locale::Tag;

fn locale(locale: Option<Tag>) -> String {
    locale.map_or_else(|| "neutral".to_owned(), |tag| tag.as_str().to_owned())
}

fn texts<'t>(texts: impl Iterator<Item = (Option<Tag>, &'t Text)>) -> Vec<(String, TextBuilder)> {
    let text = |(tag, text): (Option<Tag>, &'t Text)| {
        let fields = std::array::from_fn(|field| {
            text.fields.get(field).and_then(|text| text.as_deref()).map(str::to_owned)
        });
        (locale(tag), TextBuilder { fields, tags: text.tags().map(str::to_owned).collect() })
    };
    texts.map(text).collect()
}

fn properties(properties: &Properties) -> Vec<(String, String)> {
    properties.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect()
}

fn item(item: &Item) -> ItemBuilder {
    ItemBuilder {
        asset: item.asset.to_string(),
        purpose: item.purpose.as_deref().map(str::to_owned),
        texts: texts(item.texts()),
        properties: item.own.as_ref().map(|own| properties(&own.properties)).unwrap_or_default(),
    }
}

fn list(list: &List) -> ListBuilder {
    ListBuilder { mode: list.mode, items: list.items.iter().map(item).collect() }
}

fn set(set: &Set) -> SetBuilder {
    SetBuilder { primary: list(&set.primary), additional: list(&set.additional) }
}

fn swatch(dimension: &str, value: &str, paint: &Paint) -> SwatchBuilder {
    SwatchBuilder {
        dimension: dimension.to_owned(),
        value: value.to_owned(),
        hex: paint.hex.map(|hex| hex.as_str().to_owned()),
        asset: paint.asset.as_deref().map(str::to_owned),
        crop: paint.crop.map(|crop| [crop.x, crop.y, crop.width, crop.height]),
    }
}

/// Catalog, channel and locale as a builder takes them.
pub(crate) fn context(context: &Context) -> [Option<String>; 3] {
    [
        context.catalog().map(str::to_owned),
        context.channel().map(str::to_owned),
        context.locale().map(|tag| tag.as_str().to_owned()),
    ]
}

impl Product {
    fn fixed(&self, pattern: &Pattern) -> Vec<(String, String)> {
        let pairs = self.dimensions.iter().zip(&pattern.0).filter(|(_, value)| **value != Pattern::ANY);
        let named = pairs.filter_map(|(dimension, value)| {
            Some((dimension.name.to_string(), dimension.values.get(*value as usize)?.to_string()))
        });
        named.collect()
    }

    /// The product as a builder, with its documents.
    #[must_use]
    pub fn to_builder(&self) -> ProductBuilder {
        let media = self.documents.iter().map(|document| document.to_builder(self)).collect();
        ProductBuilder { media, ..self.to_builder_without_media() }
    }

    pub(crate) fn to_builder_without_media(&self) -> ProductBuilder {
        let variants = self.variants.iter().enumerate().map(|(index, variant)| VariantBuilder {
            number: variant.number.to_string(),
            record_id: variant.record_id(),
            values: self
                .dimensions
                .iter()
                .zip(self.variant_values(index))
                .map(|(dimension, value)| (dimension.name.to_string(), value.to_owned()))
                .collect(),
        });
        let dimensions = self.dimensions.iter();
        let dimensions = dimensions
            .map(|dimension| (dimension.name.to_string(), dimension.values().map(str::to_owned).collect()));
        ProductBuilder {
            number: self.number.to_string(),
            record_id: self.record_id(),
            name: self.name().map(str::to_owned),
            categories: self.categories().map(str::to_owned).collect(),
            dimensions: dimensions.collect(),
            variants: variants.collect(),
            media: Vec::new(),
            properties: properties(&self.properties),
        }
    }
}

impl Document {
    /// The document as a builder, of the product that it is one of.
    #[must_use]
    pub fn to_builder(&self, product: &Product) -> DocumentBuilder {
        let [catalog, channel, locale] = context(&self.context);
        let patterns = self.patterns.iter();
        let variants = self.variants.iter().filter_map(|(index, own)| {
            Some((product.variants.get(*index as usize)?.number.to_string(), set(own)))
        });
        let swatches = self.swatches.iter().filter_map(|own| {
            let dimension = product.dimensions.get(own.dimension as usize)?;
            let value = dimension.values.get(own.value as usize)?;
            Some(swatch(&dimension.name, value, &own.paint))
        });
        DocumentBuilder {
            catalog,
            channel,
            locale,
            master: self.master.as_ref().map(set),
            dimensions: patterns.map(|(pattern, own)| (product.fixed(pattern), set(own))).collect(),
            variants: variants.collect(),
            swatches: swatches.collect(),
        }
    }
}

impl Asset {
    /// The asset as a builder.
    #[must_use]
    pub fn to_builder(&self) -> AssetBuilder {
        AssetBuilder {
            id: self.id.to_string(),
            kind: self.kind,
            url: self.url().map(str::to_owned),
            published: (!self.published).then_some(false),
            channels: self.channels().map(|channels| channels.map(str::to_owned).collect()),
            texts: texts(self.texts()),
            properties: properties(&self.properties),
        }
    }
}

impl CategoryDocument {
    /// The document as a builder.
    #[must_use]
    pub fn to_builder(&self) -> CategoryDocumentBuilder {
        let [catalog, channel, locale] = context(&self.context);
        CategoryDocumentBuilder { catalog, channel, locale, image: self.image.as_ref().map(item) }
    }
}

impl Category {
    /// The category as a builder, with its documents.
    #[must_use]
    pub fn to_builder(&self) -> CategoryBuilder {
        CategoryBuilder {
            id: self.id.to_string(),
            name: self.name().map(str::to_owned),
            media: self.documents.iter().map(CategoryDocument::to_builder).collect(),
        }
    }
}

impl Channel {
    /// The channel as a builder.
    #[must_use]
    pub fn to_builder(&self) -> ChannelBuilder {
        ChannelBuilder {
            id: self.id.to_string(),
            name: self.name().map(str::to_owned),
            locales: self.locales.iter().map(|tag| locale(*tag)).collect(),
        }
    }
}

impl CentralSwatch {
    /// The swatch as a builder.
    #[must_use]
    pub fn to_builder(&self) -> SwatchBuilder {
        swatch(&self.dimension, &self.value, &self.paint)
    }
}
