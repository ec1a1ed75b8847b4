//! The plain data of a publication, in the form of its JSON.

use omnimedia::Mode;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// Pairs that are an object in JSON, in their order.
type Pairs<T> = Vec<(String, T)>;

fn object<S: Serializer, T: Serialize>(pairs: &Pairs<T>, to: S) -> Result<S::Ok, S::Error> {
    let mut map = to.serialize_map(Some(pairs.len()))?;
    for (key, value) in pairs {
        map.serialize_entry(key, value)?;
    }
    map.end()
}

macro_rules! plain {
    ($($(#[doc = $doc:literal])+ $name:ident { $($(#[$meta:meta])* $field:ident: $type:ty = $fdoc:literal,)+ })+) => {
        $(
            $(#[doc = $doc])+
            #[derive(Clone, Debug, Default, PartialEq, Serialize)]
            pub struct $name { $(#[doc = $fdoc] $(#[$meta])* pub $field: $type,)+ }
        )+
    };
}

plain! {
    /// A publication.
    Shop {
        omnimedia: &'static str = "The version of the format.",
        channels: Vec<Channel> = "The channels.",
        swatches: Vec<Swatch> = "The tenant's swatches.",
        assets: Vec<Asset> = "The assets.",
        categories: Vec<Category> = "The categories.",
        products: Vec<Product> = "The products.",
    }
    /// A channel.
    Channel {
        id: String = "The id.",
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String> = "The name.",
        #[serde(skip_serializing_if = "Vec::is_empty")]
        locales: Vec<String> = "Its locales.",
    }
    /// A swatch of a value.
    Swatch {
        dimension: String = "The dimension.",
        value: String = "The value.",
        #[serde(skip_serializing_if = "Option::is_none")]
        hex: Option<String> = "The colour.",
        #[serde(skip_serializing_if = "Option::is_none")]
        asset: Option<String> = "The image.",
        #[serde(skip_serializing_if = "Option::is_none", serialize_with = "crop")]
        crop: Option<[f64; 4]> = "The part of the image.",
    }
    /// The texts of one locale.
    Text {
        #[serde(skip_serializing_if = "Option::is_none")]
        alt: Option<String> = "The alt text.",
        #[serde(skip_serializing_if = "Option::is_none")]
        title: Option<String> = "The title.",
        #[serde(skip_serializing_if = "Option::is_none")]
        caption: Option<String> = "The caption.",
        #[serde(skip_serializing_if = "Option::is_none")]
        description: Option<String> = "The description.",
        #[serde(skip_serializing_if = "Option::is_none")]
        display_name: Option<String> = "The name for people.",
        #[serde(skip_serializing_if = "Vec::is_empty")]
        tags: Vec<String> = "The search tags.",
    }
    /// An asset.
    Asset {
        id: String = "The id.",
        kind: &'static str = "`image`, `video` or `file`.",
        #[serde(skip_serializing_if = "Option::is_none")]
        url: Option<String> = "Where its bytes are.",
        #[serde(skip_serializing_if = "Option::is_none")]
        published: Option<bool> = "Whether it is published.",
        #[serde(skip_serializing_if = "Option::is_none")]
        channels: Option<Vec<String>> = "Where it may be shown.",
        #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "object")]
        text: Pairs<Text> = "Its texts, by locale in any spelling.",
        #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "object")]
        properties: Pairs<String> = "Its extension properties.",
    }
    /// A set. A list that is absent replaces, with nothing.
    Set {
        #[serde(skip_serializing_if = "Option::is_none")]
        primary: Option<List> = "The gallery.",
        #[serde(skip_serializing_if = "Option::is_none")]
        additional: Option<List> = "The items with a purpose.",
    }
    /// The set of a pattern.
    PatternSet {
        #[serde(rename = "match", serialize_with = "object")]
        pattern: Pairs<String> = "A value or `*` by dimension.",
        #[serde(flatten)]
        set: Set = "The set.",
    }
    /// A document of a product.
    Document {
        #[serde(skip_serializing_if = "Option::is_none")]
        catalog: Option<String> = "The catalog.",
        #[serde(skip_serializing_if = "Option::is_none")]
        channel: Option<String> = "The channel.",
        #[serde(skip_serializing_if = "Option::is_none")]
        locale: Option<String> = "The locale, in any spelling.",
        #[serde(skip_serializing_if = "Option::is_none")]
        master: Option<Set> = "The set of the product itself.",
        #[serde(skip_serializing_if = "Vec::is_empty")]
        dimensions: Vec<PatternSet> = "The sets of patterns.",
        #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "object")]
        variants: Pairs<Set> = "The sets of variants, by number.",
        #[serde(skip_serializing_if = "Vec::is_empty")]
        swatches: Vec<Swatch> = "The swatches of values.",
    }
    /// A dimension of a product.
    Dimension {
        name: String = "The name.",
        values: Vec<String> = "The values, in order.",
    }
    /// A variant.
    Variant {
        number: String = "The number.",
        #[serde(skip_serializing_if = "Option::is_none")]
        record_id: Option<u64> = "The record id.",
        #[serde(serialize_with = "object")]
        values: Pairs<String> = "A value for every dimension.",
    }
    /// A product.
    Product {
        number: String = "The number.",
        #[serde(skip_serializing_if = "Option::is_none")]
        record_id: Option<u64> = "The record id.",
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String> = "The name.",
        #[serde(skip_serializing_if = "Vec::is_empty")]
        categories: Vec<String> = "Its categories.",
        #[serde(skip_serializing_if = "Vec::is_empty")]
        dimensions: Vec<Dimension> = "Its dimensions.",
        #[serde(skip_serializing_if = "Vec::is_empty")]
        variants: Vec<Variant> = "Its variants.",
        #[serde(skip_serializing_if = "Vec::is_empty")]
        media: Vec<Document> = "Its documents.",
        #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "object")]
        properties: Pairs<String> = "Its extension properties.",
    }
    /// A document of a category.
    CategoryDocument {
        #[serde(skip_serializing_if = "Option::is_none")]
        catalog: Option<String> = "The catalog.",
        channel: String = "The channel.",
        #[serde(skip_serializing_if = "Option::is_none")]
        locale: Option<String> = "The locale, in any spelling.",
        #[serde(skip_serializing_if = "Option::is_none")]
        image: Option<Item> = "The picture.",
    }
    /// A category.
    Category {
        id: String = "The id.",
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String> = "The name.",
        #[serde(skip_serializing_if = "Vec::is_empty")]
        media: Vec<CategoryDocument> = "Its documents.",
    }
}

/// An item of a list, or the picture of a category.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// The asset.
    pub asset: String,
    /// The purpose, of additional items.
    pub purpose: Option<String>,
    /// Its own texts.
    pub text: Pairs<Text>,
    /// Its own properties.
    pub properties: Pairs<String>,
}

impl Serialize for Item {
    /// An id where there is nothing else to say, else an object.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.purpose.is_none() && self.text.is_empty() && self.properties.is_empty() {
            return to.serialize_str(&self.asset);
        }
        #[derive(Serialize)]
        struct Long<'a> {
            #[serde(skip_serializing_if = "Option::is_none")]
            purpose: &'a Option<String>,
            asset: &'a str,
            #[serde(skip_serializing_if = "is_empty", serialize_with = "borrowed")]
            text: &'a Pairs<Text>,
            #[serde(skip_serializing_if = "is_empty", serialize_with = "borrowed")]
            properties: &'a Pairs<String>,
        }
        let Self { asset, purpose, text, properties } = self;
        Long { purpose, asset, text, properties }.serialize(to)
    }
}

/// A list with its mode.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// What it does with the rest of the chain.
    pub mode: Mode,
    /// Whether it is written as an array, where it may be.
    pub plain: bool,
    /// The items.
    pub items: Vec<Item>,
}

impl Serialize for List {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.plain && self.mode == Mode::Replace {
            return self.items.serialize(to);
        }
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("mode", self.mode.word())?;
        if !self.items.is_empty() {
            map.serialize_entry("items", &self.items)?;
        }
        map.end()
    }
}

fn crop<S: Serializer>(crop: &Option<[f64; 4]>, to: S) -> Result<S::Ok, S::Error> {
    let [x, y, width, height] = crop.unwrap_or_default();
    let mut map = to.serialize_map(Some(4))?;
    for (key, value) in [("x", x), ("y", y), ("width", width), ("height", height)] {
        map.serialize_entry(key, &value)?;
    }
    map.end()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference to the field")]
fn is_empty<T>(pairs: &&Pairs<T>) -> bool {
    pairs.is_empty()
}

fn borrowed<S: Serializer, T: Serialize>(pairs: &&Pairs<T>, to: S) -> Result<S::Ok, S::Error> {
    object(pairs, to)
}

impl Shop {
    /// The shop as a publication in JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("plain data is JSON")
    }

    /// The shop as a publication.
    ///
    /// # Panics
    ///
    /// Where it is not legal: every generated shop is.
    #[must_use]
    pub fn publication(&self) -> omnimedia::Publication {
        let json = self.to_json();
        omnimedia::Publication::from_json(json.as_bytes(), &omnimedia::Limits::default())
            .unwrap_or_else(|faults| panic!("{faults}\n{json}"))
    }
}
