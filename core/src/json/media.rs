//! Texts, items, lists, sets and documents.

use super::here::{Here, OBJECT, Wanted};
use super::scalar::{MODE, Number, Text};
use super::shape::{List, Map, Shape, fields};
use crate::fault::Code;
use crate::model::{
    CategoryDocumentBuilder, DocumentBuilder, ItemBuilder, ListBuilder, Mode, SetBuilder, SwatchBuilder,
    TextBuilder,
};
use serde::de::{Error, MapAccess, SeqAccess};
use std::borrow::Cow;

/// The texts of one locale.
#[derive(Clone, Copy)]
pub(crate) struct Texts;

impl<'de> Shape<'de> for Texts {
    type Out = TextBuilder;

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Self::Out, A::Error> {
        fields! { here, map;
            "alt" => alt: Text,
            "title" => title: Text,
            "caption" => caption: Text,
            "description" => description: Text,
            "display_name" => display_name: Text,
            "tags" => tags: List::of(Text),
        }
        // in the order of `Field`
        let fields = [alt, title, caption, description, display_name];
        Ok(TextBuilder { fields, tags: tags.unwrap_or_default() })
    }
}

/// An item of a list: the id of an asset, or an object.
#[derive(Clone, Copy)]
pub(crate) enum Item {
    /// Of a primary list, or the picture of a category.
    Primary,
    /// Of an additional list.
    Additional,
}

impl<'de> Shape<'de> for Item {
    type Out = ItemBuilder;

    fn wanted(&self) -> Wanted {
        match self {
            Self::Primary => Wanted {
                what: "the id of an asset, or an object with `asset`",
                how: "write the id in double quotes",
            },
            Self::Additional => {
                Wanted { what: "an object with `purpose` and `asset`", how: "write both between `{` and `}`" }
            }
        }
    }

    fn text<E: Error>(self, here: &Here<'_>, text: Cow<'de, str>) -> Result<Self::Out, E> {
        match self {
            Self::Primary => Ok(ItemBuilder::new(text)),
            Self::Additional => Err(here.wrong(self.wanted(), "a text")),
        }
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Self::Out, A::Error> {
        match self {
            Self::Primary => {
                fields! { here, map;
                    "asset" => asset: Text,
                    "text" => texts: Map(Texts),
                    "properties" => properties: Map(Text),
                }
                Ok(ItemBuilder {
                    asset: asset.ok_or_else(|| here.missing("asset"))?,
                    purpose: None,
                    texts: texts.unwrap_or_default(),
                    properties: properties.unwrap_or_default(),
                })
            }
            Self::Additional => {
                fields! { here, map;
                    "purpose" => purpose: Text,
                    "asset" => asset: Text,
                    "text" => texts: Map(Texts),
                    "properties" => properties: Map(Text),
                }
                Ok(ItemBuilder {
                    asset: asset.ok_or_else(|| here.missing("asset"))?,
                    purpose: Some(purpose.ok_or_else(|| here.missing("purpose"))?),
                    texts: texts.unwrap_or_default(),
                    properties: properties.unwrap_or_default(),
                })
            }
        }
    }
}

/// A list of items: an array, which replaces, or an object with a mode.
struct Items(Item);

impl Items {
    fn items(&self, here: &Here<'_>) -> List<Item> {
        List::most(self.0, here.notes.limits.items, Code::LimitItems, "items in a list")
    }
}

impl<'de> Shape<'de> for Items {
    type Out = ListBuilder;

    fn wanted(&self) -> Wanted {
        Wanted {
            what: "a list, or an object with `mode` and `items`",
            how: "write the items between `[` and `]`",
        }
    }

    fn list<A: SeqAccess<'de>>(self, here: &Here<'_>, list: A) -> Result<Self::Out, A::Error> {
        let items = self.items(here).list(here, list)?;
        Ok(ListBuilder { mode: Mode::Replace, items })
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Self::Out, A::Error> {
        fields! { here, map;
            "mode" => mode: MODE,
            "items" => items: self.items(here),
        }
        Ok(ListBuilder { mode: mode.ok_or_else(|| here.missing("mode"))?, items: items.unwrap_or_default() })
    }
}

/// A set.
#[derive(Clone, Copy)]
pub(crate) struct Set;

impl<'de> Shape<'de> for Set {
    type Out = SetBuilder;

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Self::Out, A::Error> {
        fields! { here, map;
            "primary" => primary: Items(Item::Primary),
            "additional" => additional: Items(Item::Additional),
        }
        Ok(SetBuilder { primary: primary.unwrap_or_default(), additional: additional.unwrap_or_default() })
    }
}

/// A set with the pattern it is for. Without `match` every dimension is any.
#[derive(Clone, Copy)]
pub(crate) struct Pattern;

impl<'de> Shape<'de> for Pattern {
    type Out = (Vec<(String, String)>, SetBuilder);

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Self::Out, A::Error> {
        fields! { here, map;
            "match" => pairs: Map(Text),
            "primary" => primary: Items(Item::Primary),
            "additional" => additional: Items(Item::Additional),
        }
        let set =
            SetBuilder { primary: primary.unwrap_or_default(), additional: additional.unwrap_or_default() };
        Ok((pairs.unwrap_or_default(), set))
    }
}

/// A part of an image.
struct Crop;

impl<'de> Shape<'de> for Crop {
    type Out = [f64; 4];

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Self::Out, A::Error> {
        fields! { here, map;
            "x" => x: Number,
            "y" => y: Number,
            "width" => width: Number,
            "height" => height: Number,
        }
        Ok([
            x.ok_or_else(|| here.missing("x"))?,
            y.ok_or_else(|| here.missing("y"))?,
            width.ok_or_else(|| here.missing("width"))?,
            height.ok_or_else(|| here.missing("height"))?,
        ])
    }
}

/// A swatch, of a product or central.
#[derive(Clone, Copy)]
pub(crate) struct Swatch;

impl<'de> Shape<'de> for Swatch {
    type Out = SwatchBuilder;

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Self::Out, A::Error> {
        fields! { here, map;
            "dimension" => dimension: Text,
            "value" => value: Text,
            "hex" => hex: Text,
            "asset" => asset: Text,
            "crop" => crop: Crop,
        }
        Ok(SwatchBuilder {
            dimension: dimension.ok_or_else(|| here.missing("dimension"))?,
            value: value.ok_or_else(|| here.missing("value"))?,
            hex,
            asset,
            crop,
        })
    }
}

/// A document of a product.
#[derive(Clone, Copy)]
pub(crate) struct Document;

impl<'de> Shape<'de> for Document {
    type Out = DocumentBuilder;

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Self::Out, A::Error> {
        let limits = here.notes.limits;
        fields! { here, map;
            "catalog" => catalog: Text,
            "channel" => channel: Text,
            "locale" => locale: Text,
            "master" => master: Set,
            "dimensions" => dimensions:
                List::most(Pattern, limits.patterns, Code::LimitPatterns, "patterns of a document"),
            "variants" => variants: Map(Set),
            "swatches" => swatches: List::of(Swatch),
        }
        Ok(DocumentBuilder {
            catalog,
            channel,
            locale,
            master,
            dimensions: dimensions.unwrap_or_default(),
            variants: variants.unwrap_or_default(),
            swatches: swatches.unwrap_or_default(),
        })
    }
}

/// A document of a category.
#[derive(Clone, Copy)]
pub(crate) struct CategoryDocument;

impl<'de> Shape<'de> for CategoryDocument {
    type Out = CategoryDocumentBuilder;

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Self::Out, A::Error> {
        fields! { here, map;
            "catalog" => catalog: Text,
            "channel" => channel: Text,
            "locale" => locale: Text,
            "image" => image: Item::Primary,
        }
        Ok(CategoryDocumentBuilder { catalog, channel, locale, image })
    }
}
