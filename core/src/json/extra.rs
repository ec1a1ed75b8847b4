//! What a manifest says in a cell as JSON: texts and properties.

use super::here::{Here, Notes, OBJECT, Wanted};
use super::media::Texts;
use super::scalar::Text;
use super::shape::{Map, Shape, fields};
use super::syntax;
use crate::fault::{Code, Fault, Place};
use crate::limits::Limits;
use crate::model::TextBuilder;
use serde::de::MapAccess;

/// The texts and properties of an item.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ItemExtra {
    pub(crate) texts: Vec<(String, TextBuilder)>,
    pub(crate) properties: Vec<(String, String)>,
}

/// Texts of an asset in one locale, and its properties.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct AssetExtra {
    pub(crate) text: TextBuilder,
    pub(crate) properties: Vec<(String, String)>,
}

struct OfItem;
struct OfAsset;

impl<'de> Shape<'de> for OfItem {
    type Out = ItemExtra;

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Self::Out, A::Error> {
        fields! { here, map;
            "text" => texts: Map(Texts),
            "properties" => properties: Map(Text),
        }
        Ok(ItemExtra { texts: texts.unwrap_or_default(), properties: properties.unwrap_or_default() })
    }
}

impl<'de> Shape<'de> for OfAsset {
    type Out = AssetExtra;

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Self::Out, A::Error> {
        fields! { here, map;
            "text" => text: Texts,
            "properties" => properties: Map(Text),
        }
        Ok(AssetExtra { text: text.unwrap_or_default(), properties: properties.unwrap_or_default() })
    }
}

/// Reads one value of a shape; the places of faults are paths within it.
fn value<'de, S: Shape<'de>>(text: &'de str, shape: S, limits: &Limits) -> Result<S::Out, Vec<Fault>> {
    let limit = syntax::deepest(limits.nesting);
    if syntax::too_deep(text, limit).is_some() {
        return Err(vec![syntax::nested(limit)]);
    }
    let (notes, place) = (Notes::new(limits), Place::default());
    let here = Here::root(&notes, &place);
    let mut parser = serde_json::Deserializer::from_str(text);
    let outcome = match (shape.read(&here, &mut parser), parser.end()) {
        (Ok(Some(value)), Ok(())) => Ok(value),
        (Ok(None), _) => {
            return Err(vec![Fault::new(Code::Type, "null in place of an object", OBJECT.how)]);
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    let mut faults = notes.take();
    match outcome {
        Ok(value) if faults.is_empty() => Ok(value),
        Ok(_) => Err(faults),
        Err(error) => {
            let place = (error.line() as u64, error.column() as u64);
            faults.push(notes.ended(&error, place));
            Err(faults)
        }
    }
}

/// The texts and properties of an item.
pub(crate) fn item_extra(text: &str, limits: &Limits) -> Result<ItemExtra, Vec<Fault>> {
    value(text, OfItem, limits)
}

/// The text and properties of an asset.
pub(crate) fn asset_extra(text: &str, limits: &Limits) -> Result<AssetExtra, Vec<Fault>> {
    value(text, OfAsset, limits)
}
