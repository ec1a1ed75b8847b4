//! Texts, items, lists, sets and documents going out.

use super::out::{Each, Pairs, filled, given, pairs};
use crate::locale::Tag;
use crate::model::{
    CategoryDocument, Context, Dimension, Document, Field, Item, List, Mode, Paint, Pattern, Product, Set,
    Text,
};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// The word for a locale.
pub(super) fn locale(locale: Option<Tag>) -> LocaleOut {
    LocaleOut(locale)
}

/// A locale, as a key or a value.
pub(super) struct LocaleOut(Option<Tag>);

impl Serialize for LocaleOut {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0.as_ref().map_or("neutral", Tag::as_str))
    }
}

/// Writes the texts by locale, where there are any.
pub(super) fn texts<'t, M: SerializeMap, I: Iterator<Item = (Option<Tag>, &'t Text)>>(
    map: &mut M,
    all: impl Fn() -> I,
) -> Result<(), M::Error> {
    pairs(map, "text", || all().map(|(tag, text)| (locale(tag), TextOut(text))))
}

struct TextOut<'a>(&'a Text);

impl Serialize for TextOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        for field in Field::ALL {
            given(&mut map, field.word(), self.0.get(field))?;
        }
        filled(&mut map, "tags", || self.0.tags())?;
        map.end()
    }
}

/// An item: its id alone where that says all.
struct ItemOut<'a>(&'a Item);

impl Serialize for ItemOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let item = self.0;
        if item.purpose().is_none() && item.texts().len() == 0 && item.properties().len() == 0 {
            return to.serialize_str(item.asset());
        }
        let mut map = to.serialize_map(None)?;
        given(&mut map, "purpose", item.purpose())?;
        map.serialize_entry("asset", item.asset())?;
        texts(&mut map, || item.texts())?;
        pairs(&mut map, "properties", || item.properties())?;
        map.end()
    }
}

struct ListOut<'a>(&'a List);

impl Serialize for ListOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let items = || self.0.items().iter().map(ItemOut);
        if self.0.mode() == Mode::Replace {
            return Each(items).serialize(to);
        }
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("mode", self.0.mode().word())?;
        filled(&mut map, "items", items)?;
        map.end()
    }
}

/// Writes the lists of a set; one that replaces with nothing is the same as none.
fn lists<M: SerializeMap>(map: &mut M, set: &Set) -> Result<(), M::Error> {
    for (key, list) in [("primary", set.primary()), ("additional", set.additional())] {
        if list.mode() != Mode::Replace || !list.items().is_empty() {
            map.serialize_entry(key, &ListOut(list))?;
        }
    }
    Ok(())
}

/// A set; one without lists is an empty object, which is not the same as no set.
struct SetOut<'a>(&'a Set);

impl Serialize for SetOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        lists(&mut map, self.0)?;
        map.end()
    }
}

struct PatternOut<'a> {
    product: &'a Product,
    pattern: &'a Pattern,
    set: &'a Set,
}

impl Serialize for PatternOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let fixed = || {
            let values = self.product.dimensions().iter().zip(self.pattern.values());
            values.filter_map(|(dimension, value)| Some((dimension.name(), named(dimension, value?)?)))
        };
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("match", &Pairs(fixed))?;
        lists(&mut map, self.set)?;
        map.end()
    }
}

fn named(dimension: &Dimension, value: usize) -> Option<&str> {
    dimension.values.get(value).map(AsRef::as_ref)
}

/// A swatch, of a product or central.
pub(super) struct PaintOut<'a> {
    pub(super) dimension: &'a str,
    pub(super) value: &'a str,
    pub(super) paint: &'a Paint,
}

impl Serialize for PaintOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("dimension", self.dimension)?;
        map.serialize_entry("value", self.value)?;
        given(&mut map, "hex", self.paint.hex().as_ref().map(|hex| hex.as_str()))?;
        given(&mut map, "asset", self.paint.asset())?;
        let edges = |crop: crate::model::Crop| {
            move || {
                [("x", crop.x()), ("y", crop.y()), ("width", crop.width()), ("height", crop.height())]
                    .into_iter()
            }
        };
        given(&mut map, "crop", self.paint.crop().map(|crop| Pairs(edges(crop))))?;
        map.end()
    }
}

fn context<M: SerializeMap>(map: &mut M, context: &Context) -> Result<(), M::Error> {
    given(map, "catalog", context.catalog())?;
    given(map, "channel", context.channel())?;
    given(map, "locale", context.locale().map(|tag| locale(Some(tag))))
}

/// A document of a product.
pub(super) struct DocumentOut<'a> {
    pub(super) product: &'a Product,
    pub(super) document: &'a Document,
}

impl Serialize for DocumentOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self { product, document } = *self;
        let mut map = to.serialize_map(None)?;
        context(&mut map, document.context())?;
        given(&mut map, "master", document.master().map(SetOut))?;
        filled(&mut map, "dimensions", || {
            document.patterns().iter().map(|(pattern, set)| PatternOut { product, pattern, set })
        })?;
        pairs(&mut map, "variants", || {
            let number = |index: u32| product.variants().get(index as usize).map(|variant| variant.number());
            document.variants().iter().filter_map(move |(index, set)| Some((number(*index)?, SetOut(set))))
        })?;
        filled(&mut map, "swatches", || {
            document.swatches().iter().filter_map(|swatch| {
                let dimension = product.dimensions().get(swatch.dimension as usize)?;
                let value = named(dimension, swatch.value as usize)?;
                Some(PaintOut { dimension: dimension.name(), value, paint: swatch.paint() })
            })
        })?;
        map.end()
    }
}

/// A document of a category.
pub(super) struct CategoryDocumentOut<'a>(pub(super) &'a CategoryDocument);

impl Serialize for CategoryDocumentOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        context(&mut map, self.0.context())?;
        given(&mut map, "image", self.0.image().map(ItemOut))?;
        map.end()
    }
}
