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
    pairs(map, "text", || outs(all()))
}

fn outs<'t>(
    all: impl Iterator<Item = (Option<Tag>, &'t Text)>,
) -> impl Iterator<Item = (LocaleOut, TextOut<'t>)> {
    all.map(|(tag, text)| (locale(tag), TextOut(text)))
}

struct TextOut<'a>(&'a Text);

impl Serialize for TextOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        text(to, |field| self.0.get(field), || self.0.tags())
    }
}

/// The texts of one locale.
pub(super) fn text<'t, S: Serializer, I: Iterator<Item: Serialize>>(
    to: S,
    get: impl Fn(Field) -> Option<&'t str>,
    tags: impl Fn() -> I,
) -> Result<S::Ok, S::Error> {
    let mut map = to.serialize_map(None)?;
    for field in Field::ALL {
        given(&mut map, field.word(), get(field))?;
    }
    filled(&mut map, "tags", tags)?;
    map.end()
}

struct ItemOut<'a>(&'a Item);

impl Serialize for ItemOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let item = self.0;
        self::item(to, item.purpose(), item.asset(), || outs(item.texts()), || item.properties())
    }
}

/// An item: its id alone where that says all.
pub(super) fn item<'t, S, L, T, I, P>(
    to: S,
    purpose: Option<&str>,
    asset: &str,
    texts: impl Fn() -> I,
    properties: impl Fn() -> P,
) -> Result<S::Ok, S::Error>
where
    S: Serializer,
    L: Serialize,
    T: Serialize,
    I: Iterator<Item = (L, T)>,
    P: Iterator<Item = (&'t str, &'t str)>,
{
    if purpose.is_none() && texts().next().is_none() && properties().next().is_none() {
        return to.serialize_str(asset);
    }
    let mut map = to.serialize_map(None)?;
    given(&mut map, "purpose", purpose)?;
    map.serialize_entry("asset", asset)?;
    pairs(&mut map, "text", texts)?;
    pairs(&mut map, "properties", properties)?;
    map.end()
}

struct ListOut<'a>(&'a List);

impl Serialize for ListOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        list(to, self.0.mode(), || self.0.items().iter().map(ItemOut))
    }
}

/// A list with its mode: an array where it replaces.
pub(super) fn list<S: Serializer, I: Iterator<Item: Serialize>>(
    to: S,
    mode: Mode,
    items: impl Fn() -> I,
) -> Result<S::Ok, S::Error> {
    if mode == Mode::Replace {
        return Each(items).serialize(to);
    }
    let mut map = to.serialize_map(None)?;
    map.serialize_entry("mode", mode.word())?;
    filled(&mut map, "items", items)?;
    map.end()
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
        let paint = self.paint;
        let crop = paint.crop().map(|crop| [crop.x(), crop.y(), crop.width(), crop.height()]);
        let hex = paint.hex();
        swatch(to, [self.dimension, self.value], hex.as_ref().map(|hex| hex.as_str()), paint.asset(), crop)
    }
}

/// The swatch of a dimension and a value.
pub(super) fn swatch<S: Serializer>(
    to: S,
    [dimension, value]: [&str; 2],
    hex: Option<&str>,
    asset: Option<&str>,
    crop: Option<[f64; 4]>,
) -> Result<S::Ok, S::Error> {
    let mut map = to.serialize_map(None)?;
    map.serialize_entry("dimension", dimension)?;
    map.serialize_entry("value", value)?;
    given(&mut map, "hex", hex)?;
    given(&mut map, "asset", asset)?;
    let edges = |crop: [f64; 4]| move || ["x", "y", "width", "height"].into_iter().zip(crop);
    given(&mut map, "crop", crop.map(|crop| Pairs(edges(crop))))?;
    map.end()
}

/// Writes what a context names.
pub(crate) fn context<M: SerializeMap>(map: &mut M, context: &Context) -> Result<(), M::Error> {
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
