//! Content going out as it is edited: from builders, without what says whose it is and in which context.

use super::media_out::{item, list, swatch, text};
use super::out::{Pairs, filled, given, pairs};
use crate::model::{
    AssetBuilder, CategoryDocumentBuilder, DocumentBuilder, Field, ItemBuilder, ListBuilder, Mode,
    SetBuilder, SwatchBuilder, TextBuilder,
};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// What an asset says, without its id and whether it is published.
pub(crate) struct AssetContent<'a>(pub(crate) &'a AssetBuilder);

impl Serialize for AssetContent<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let asset = self.0;
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("kind", asset.kind.word())?;
        given(&mut map, "url", asset.url.as_deref())?;
        given(&mut map, "channels", asset.channels.as_deref())?;
        pairs(&mut map, "text", || texts(&asset.texts))?;
        pairs(&mut map, "properties", || strings(&asset.properties))?;
        map.end()
    }
}

/// What a document of a product says, without its context.
pub(crate) struct DocumentContent<'a>(pub(crate) &'a DocumentBuilder);

impl Serialize for DocumentContent<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let document = self.0;
        let mut map = to.serialize_map(None)?;
        given(&mut map, "master", document.master.as_ref().map(SetOut))?;
        filled(&mut map, "dimensions", || document.dimensions.iter().map(PatternOut))?;
        pairs(&mut map, "variants", || {
            document.variants.iter().map(|(number, set)| (number.as_str(), SetOut(set)))
        })?;
        filled(&mut map, "swatches", || document.swatches.iter().map(SwatchOut))?;
        map.end()
    }
}

/// What a document of a category says, without its context.
pub(crate) struct CategoryContent<'a>(pub(crate) &'a CategoryDocumentBuilder);

impl Serialize for CategoryContent<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        given(&mut map, "image", self.0.image.as_ref().map(ItemOut))?;
        map.end()
    }
}

pub(super) fn strings(all: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    all.iter().map(|(key, value)| (key.as_str(), value.as_str()))
}

pub(super) fn texts(all: &[(String, TextBuilder)]) -> impl Iterator<Item = (&str, TextOut<'_>)> {
    all.iter().map(|(locale, text)| (locale.as_str(), TextOut(text)))
}

pub(super) struct TextOut<'a>(pub(super) &'a TextBuilder);

impl Serialize for TextOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let get = |field: Field| self.0.fields.get(field as usize)?.as_deref();
        text(to, get, || self.0.tags.iter())
    }
}

struct ItemOut<'a>(&'a ItemBuilder);

impl Serialize for ItemOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let ItemBuilder { asset, purpose, texts, properties } = self.0;
        item(to, purpose.as_deref(), asset, || self::texts(texts), || strings(properties))
    }
}

struct ListOut<'a>(&'a ListBuilder);

impl Serialize for ListOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        list(to, self.0.mode, || self.0.items.iter().map(ItemOut))
    }
}

/// Writes the lists of a set; one that replaces with nothing is the same as none.
fn lists<M: SerializeMap>(map: &mut M, set: &SetBuilder) -> Result<(), M::Error> {
    for (key, list) in [("primary", &set.primary), ("additional", &set.additional)] {
        if list.mode != Mode::Replace || !list.items.is_empty() {
            map.serialize_entry(key, &ListOut(list))?;
        }
    }
    Ok(())
}

/// A set; one without lists is an empty object, which is not the same as no set.
struct SetOut<'a>(&'a SetBuilder);

impl Serialize for SetOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        lists(&mut map, self.0)?;
        map.end()
    }
}

struct PatternOut<'a>(&'a (Vec<(String, String)>, SetBuilder));

impl Serialize for PatternOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let (fixed, set) = self.0;
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("match", &Pairs(|| strings(fixed)))?;
        lists(&mut map, set)?;
        map.end()
    }
}

struct SwatchOut<'a>(&'a SwatchBuilder);

impl Serialize for SwatchOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let SwatchBuilder { dimension, value, hex, asset, crop } = self.0;
        swatch(to, [dimension, value], hex.as_deref(), asset.as_deref(), *crop)
    }
}
