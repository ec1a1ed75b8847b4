//! What a manifest says in a cell as JSON: texts and properties.

use super::content_out::{TextOut, strings, texts};
use super::here::{Here, OBJECT, Wanted};
use super::media::Texts;
use super::one;
use super::out::{given, pairs};
use super::scalar::Text;
use super::shape::{Map, Shape, fields};
use crate::fault::{Fault, Faults};
use crate::limits::Limits;
use crate::model::TextBuilder;
use serde::de::MapAccess;
use serde::ser::{Serialize, SerializeMap, Serializer};

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

/// The texts and properties of an item.
pub(crate) fn item_extra(text: &str, limits: &Limits) -> Result<ItemExtra, Vec<Fault>> {
    one::read_text(text, OfItem, limits).map_err(Faults::into_vec)
}

/// The text and properties of an asset.
pub(crate) fn asset_extra(text: &str, limits: &Limits) -> Result<AssetExtra, Vec<Fault>> {
    one::read_text(text, OfAsset, limits).map_err(Faults::into_vec)
}

impl Serialize for ItemExtra {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        pairs(&mut map, "text", || texts(&self.texts))?;
        pairs(&mut map, "properties", || strings(&self.properties))?;
        map.end()
    }
}

impl Serialize for AssetExtra {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        let text = Some(&self.text).filter(|text| **text != TextBuilder::default());
        given(&mut map, "text", text.map(TextOut))?;
        pairs(&mut map, "properties", || strings(&self.properties))?;
        map.end()
    }
}

/// The cell for texts and properties; nothing where there are none.
pub(crate) fn cell<T: Serialize + Default + PartialEq>(extra: &T) -> String {
    if *extra == T::default() { String::new() } else { serde_json::to_string(extra).unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::{AssetExtra, ItemExtra, asset_extra, cell, item_extra};
    use crate::limits::Limits;
    use crate::model::TextBuilder;

    #[test]
    fn what_is_written_is_read() {
        let properties = vec![("k".to_owned(), "v".to_owned())];
        let text = TextBuilder::new().alt("a").tags(["x", "y"]);
        let asset = AssetExtra { text: text.clone(), properties: properties.clone() };
        assert_eq!(cell(&asset), r#"{"text":{"alt":"a","tags":["x","y"]},"properties":{"k":"v"}}"#);
        assert_eq!(asset_extra(&cell(&asset), &Limits::default()), Ok(asset));
        let item = ItemExtra { texts: vec![("fr".to_owned(), text)], properties };
        assert_eq!(item_extra(&cell(&item), &Limits::default()), Ok(item));
        assert_eq!(cell(&ItemExtra::default()), "");
        for wrong in ["", "null", "[]", "{\"a\":1}", "{", "{\"text\":1}"] {
            assert!(item_extra(wrong, &Limits::default()).is_err(), "{wrong}");
        }
    }
}
