//! Builders: entities as a host or a document gives them, before the checks of SPEC section 16.
//!
//! A builder takes anything; what it builds is legal. JSON comes in through the same builders, so
//! that there is one set of checks.

use super::kind::{Kind, Mode};
use super::text::Field;

macro_rules! setter {
    ($(#[doc = $doc:literal])+ $name:ident: String) => {
        $(#[doc = $doc])+
        #[must_use]
        pub fn $name(mut self, $name: impl Into<String>) -> Self {
            self.$name = Some($name.into());
            self
        }
    };
    ($(#[doc = $doc:literal])+ $name:ident: $type:ty) => {
        $(#[doc = $doc])+
        #[must_use]
        pub fn $name(mut self, $name: $type) -> Self {
            self.$name = Some($name);
            self
        }
    };
}
macro_rules! property {
    () => {
        /// Adds an extension property; a key may stand once.
        #[must_use]
        pub fn property(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
            self.properties.push((key.into(), value.into()));
            self
        }
    };
}
macro_rules! text {
    () => {
        /// Adds the texts of one locale (`neutral` or empty is Neutral); a locale may stand once.
        #[must_use]
        pub fn text(mut self, locale: impl Into<String>, text: TextBuilder) -> Self {
            self.texts.push((locale.into(), text));
            self
        }
    };
}
macro_rules! context {
    () => {
        setter! {
            /// The catalog number; without it, or with `0`, the default catalog.
            catalog: String
        }
        setter! {
            /// The channel; without it Omnichannel.
            channel: String
        }
        setter! {
            /// The locale, in any case; without it Neutral.
            locale: String
        }
    };
}

/// The texts of one locale.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextBuilder {
    pub(crate) fields: [Option<String>; Field::COUNT],
    pub(crate) tags: Vec<String>,
}

impl TextBuilder {
    /// No text yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets one of the texts.
    #[must_use]
    pub fn field(mut self, field: Field, text: impl Into<String>) -> Self {
        if let Some(place) = self.fields.get_mut(field as usize) {
            *place = Some(text.into());
        }
        self
    }

    /// Sets the alt text.
    #[must_use]
    pub fn alt(self, text: impl Into<String>) -> Self {
        self.field(Field::Alt, text)
    }

    /// Sets the search tags.
    #[must_use]
    pub fn tags<S: Into<String>>(mut self, tags: impl IntoIterator<Item = S>) -> Self {
        self.tags = tags.into_iter().map(Into::into).collect();
        self
    }
}

/// An asset of the media library.
#[derive(Clone, Debug, PartialEq)]
pub struct AssetBuilder {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    pub(crate) url: Option<String>,
    pub(crate) published: Option<bool>,
    pub(crate) channels: Option<Vec<String>>,
    pub(crate) texts: Vec<(String, TextBuilder)>,
    pub(crate) properties: Vec<(String, String)>,
}

impl AssetBuilder {
    /// An asset with an id and a kind; published, for every channel, without texts.
    pub fn new(id: impl Into<String>, kind: Kind) -> Self {
        Self {
            id: id.into(),
            kind,
            url: None,
            published: None,
            channels: None,
            texts: Vec::new(),
            properties: Vec::new(),
        }
    }

    setter! {
        /// Where its bytes are.
        url: String
    }
    setter! {
        /// Whether it is published; it is, unless said.
        published: bool
    }
    text!();
    property!();

    /// The channels in which it may be shown; unless said it may in all, with none in none.
    #[must_use]
    pub fn channels<S: Into<String>>(mut self, channels: impl IntoIterator<Item = S>) -> Self {
        self.channels = Some(channels.into_iter().map(Into::into).collect());
        self
    }
}

/// An item of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemBuilder {
    pub(crate) asset: String,
    pub(crate) purpose: Option<String>,
    pub(crate) texts: Vec<(String, TextBuilder)>,
    pub(crate) properties: Vec<(String, String)>,
}

impl ItemBuilder {
    /// A primary item.
    pub fn new(asset: impl Into<String>) -> Self {
        Self { asset: asset.into(), ..Self::default() }
    }

    /// An additional item.
    pub fn with_purpose(purpose: impl Into<String>, asset: impl Into<String>) -> Self {
        Self { asset: asset.into(), purpose: Some(purpose.into()), ..Self::default() }
    }

    text!();
    property!();
}

impl<S: Into<String>> From<S> for ItemBuilder {
    fn from(asset: S) -> Self {
        Self::new(asset)
    }
}

/// A list with its mode.
#[derive(Clone, Debug, PartialEq)]
pub struct ListBuilder {
    pub(crate) mode: Mode,
    pub(crate) items: Vec<ItemBuilder>,
}

impl Default for ListBuilder {
    fn default() -> Self {
        Self { mode: Mode::Replace, items: Vec::new() }
    }
}

impl ListBuilder {
    /// A list of items, with what it does with the rest of the chain.
    pub fn new<I: Into<ItemBuilder>>(mode: Mode, items: impl IntoIterator<Item = I>) -> Self {
        Self { mode, items: items.into_iter().map(Into::into).collect() }
    }
}

/// A set: what a document assigns at one level. A list that is not set replaces, with nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SetBuilder {
    pub(crate) primary: ListBuilder,
    pub(crate) additional: ListBuilder,
}

impl SetBuilder {
    /// A set of two lists that replace, with nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The ordered gallery, replacing.
    #[must_use]
    pub fn primary<I: Into<ItemBuilder>>(self, items: impl IntoIterator<Item = I>) -> Self {
        self.primary_list(ListBuilder::new(Mode::Replace, items))
    }

    /// The ordered gallery.
    #[must_use]
    pub fn primary_list(mut self, list: ListBuilder) -> Self {
        self.primary = list;
        self
    }

    /// The items with a purpose, replacing.
    #[must_use]
    pub fn additional(self, items: impl IntoIterator<Item = ItemBuilder>) -> Self {
        self.additional_list(ListBuilder::new(Mode::Replace, items))
    }

    /// The items with a purpose.
    #[must_use]
    pub fn additional_list(mut self, list: ListBuilder) -> Self {
        self.additional = list;
        self
    }
}

/// A swatch of a value of a dimension.
#[derive(Clone, Debug, PartialEq)]
pub struct SwatchBuilder {
    pub(crate) dimension: String,
    pub(crate) value: String,
    pub(crate) hex: Option<String>,
    pub(crate) asset: Option<String>,
    pub(crate) crop: Option<[f64; 4]>,
}

impl SwatchBuilder {
    /// The swatch of a value; it wants a colour or an asset.
    pub fn new(dimension: impl Into<String>, value: impl Into<String>) -> Self {
        Self { dimension: dimension.into(), value: value.into(), hex: None, asset: None, crop: None }
    }

    setter! {
        /// The colour, as `#` and six hexadecimal digits.
        hex: String
    }
    setter! {
        /// The id of the image.
        asset: String
    }

    /// The part of the image to show, in fractions of the image from 0 to 1.
    #[must_use]
    pub fn crop(mut self, x: f64, y: f64, width: f64, height: f64) -> Self {
        self.crop = Some([x, y, width, height]);
        self
    }
}

/// A document of a product.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DocumentBuilder {
    pub(crate) catalog: Option<String>,
    pub(crate) channel: Option<String>,
    pub(crate) locale: Option<String>,
    pub(crate) master: Option<SetBuilder>,
    pub(crate) dimensions: Vec<(Vec<(String, String)>, SetBuilder)>,
    pub(crate) variants: Vec<(String, SetBuilder)>,
    pub(crate) swatches: Vec<SwatchBuilder>,
}

impl DocumentBuilder {
    /// An empty document in Omnichannel, Neutral.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    context!();
    setter! {
        /// The set of the product itself.
        master: SetBuilder
    }

    /// Adds the set of a dimension combination: pairs of a dimension and a value or `*`.
    #[must_use]
    pub fn dimensions<D: Into<String>, V: Into<String>>(
        mut self,
        pattern: impl IntoIterator<Item = (D, V)>,
        set: SetBuilder,
    ) -> Self {
        let pattern = pattern.into_iter().map(|(dimension, value)| (dimension.into(), value.into()));
        self.dimensions.push((pattern.collect(), set));
        self
    }

    /// Adds the set of a variant.
    #[must_use]
    pub fn variant(mut self, number: impl Into<String>, set: SetBuilder) -> Self {
        self.variants.push((number.into(), set));
        self
    }

    /// Adds a swatch.
    #[must_use]
    pub fn swatch(mut self, swatch: SwatchBuilder) -> Self {
        self.swatches.push(swatch);
        self
    }
}

/// A variant of a product.
#[derive(Clone, Debug, PartialEq)]
pub struct VariantBuilder {
    pub(crate) number: String,
    pub(crate) record_id: Option<u64>,
    pub(crate) values: Vec<(String, String)>,
}

impl VariantBuilder {
    /// A variant with a value for every dimension.
    pub fn new<D: Into<String>, V: Into<String>>(
        number: impl Into<String>,
        values: impl IntoIterator<Item = (D, V)>,
    ) -> Self {
        let values = values.into_iter().map(|(dimension, value)| (dimension.into(), value.into()));
        Self { number: number.into(), record_id: None, values: values.collect() }
    }

    setter! {
        /// The record id, 1 to 2^63 - 1.
        record_id: u64
    }
}

/// A product with everything that is assigned to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProductBuilder {
    pub(crate) number: String,
    pub(crate) record_id: Option<u64>,
    pub(crate) name: Option<String>,
    pub(crate) categories: Vec<String>,
    pub(crate) dimensions: Vec<(String, Vec<String>)>,
    pub(crate) variants: Vec<VariantBuilder>,
    pub(crate) media: Vec<DocumentBuilder>,
    pub(crate) properties: Vec<(String, String)>,
}

impl ProductBuilder {
    /// A simple product; dimensions make it a master.
    pub fn new(number: impl Into<String>) -> Self {
        Self { number: number.into(), ..Self::default() }
    }

    setter! {
        /// The record id, 1 to 2^63 - 1.
        record_id: u64
    }
    setter! {
        /// The name.
        name: String
    }
    property!();

    /// Adds a category it is in.
    #[must_use]
    pub fn category(mut self, id: impl Into<String>) -> Self {
        self.categories.push(id.into());
        self
    }

    /// Adds a dimension with its values in order.
    #[must_use]
    pub fn dimension<V: Into<String>>(
        mut self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        self.dimensions.push((name.into(), values.into_iter().map(Into::into).collect()));
        self
    }

    /// Adds a variant.
    #[must_use]
    pub fn variant(mut self, variant: VariantBuilder) -> Self {
        self.variants.push(variant);
        self
    }

    /// Adds a document.
    #[must_use]
    pub fn document(mut self, document: DocumentBuilder) -> Self {
        self.media.push(document);
        self
    }
}

/// A document of a category.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CategoryDocumentBuilder {
    pub(crate) catalog: Option<String>,
    pub(crate) channel: Option<String>,
    pub(crate) locale: Option<String>,
    pub(crate) image: Option<ItemBuilder>,
}

impl CategoryDocumentBuilder {
    /// A document in a channel, without an image yet.
    pub fn new(channel: impl Into<String>) -> Self {
        Self { channel: Some(channel.into()), ..Self::default() }
    }

    context!();

    /// The picture.
    #[must_use]
    pub fn image(mut self, image: impl Into<ItemBuilder>) -> Self {
        self.image = Some(image.into());
        self
    }
}

/// A category with its pictures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CategoryBuilder {
    pub(crate) id: String,
    pub(crate) name: Option<String>,
    pub(crate) media: Vec<CategoryDocumentBuilder>,
}

impl CategoryBuilder {
    /// A category without pictures.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), ..Self::default() }
    }

    setter! {
        /// The name.
        name: String
    }

    /// Adds a document.
    #[must_use]
    pub fn document(mut self, document: CategoryDocumentBuilder) -> Self {
        self.media.push(document);
        self
    }
}

/// A channel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChannelBuilder {
    pub(crate) id: String,
    pub(crate) name: Option<String>,
    pub(crate) locales: Vec<String>,
}

impl ChannelBuilder {
    /// A channel that speaks every locale.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), ..Self::default() }
    }

    setter! {
        /// The name.
        name: String
    }

    /// The locales it speaks; none is all.
    #[must_use]
    pub fn locales<S: Into<String>>(mut self, locales: impl IntoIterator<Item = S>) -> Self {
        self.locales = locales.into_iter().map(Into::into).collect();
        self
    }
}
