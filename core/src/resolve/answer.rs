//! The answer: what a product shows in a context, and where each item comes from.

use crate::model::{ContextRef, Crop, Field, HexColour, Kind, Level};

/// What a product, a variant or a selection shows in a context (SPEC sections 5 and 6).
///
/// It borrows what it names from the publication or snapshot that was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer<'a> {
    pub(crate) product: &'a str,
    pub(crate) variant: Option<&'a str>,
    pub(crate) context: Option<ContextRef<'a>>,
    pub(crate) level: Option<Level>,
    pub(crate) pattern: Vec<(&'a str, &'a str)>,
    pub(crate) primary: Vec<AnswerItem<'a>>,
    pub(crate) additional: Vec<AnswerItem<'a>>,
    pub(crate) properties: Vec<(&'a str, &'a str)>,
    pub(crate) hash: u128,
}

impl<'a> Answer<'a> {
    /// The number of the product.
    #[must_use]
    pub fn product(&self) -> &'a str {
        self.product
    }

    /// The number of the variant that the query means, if it means one.
    #[must_use]
    pub fn variant(&self) -> Option<&'a str> {
        self.variant
    }

    /// The context of the first set that spoke, or of the document that severed; else `None`.
    #[must_use]
    pub fn context(&self) -> Option<ContextRef<'a>> {
        self.context
    }

    /// The level of the first set that spoke; `None` where none did.
    #[must_use]
    pub fn level(&self) -> Option<Level> {
        self.level
    }

    /// The dimension and value of each fixed value of the pattern that spoke first, if one did.
    #[must_use]
    pub fn pattern(&self) -> &[(&'a str, &'a str)] {
        &self.pattern
    }

    /// The ordered gallery.
    #[must_use]
    pub fn primary(&self) -> &[AnswerItem<'a>] {
        &self.primary
    }

    /// The items with a purpose, in order.
    #[must_use]
    pub fn additional(&self) -> &[AnswerItem<'a>] {
        &self.additional
    }

    /// The additional items with a purpose, compared exactly, in order.
    pub fn with_purpose<'s>(&'s self, purpose: &'s str) -> impl Iterator<Item = &'s AnswerItem<'a>> {
        self.additional.iter().filter(move |item| item.purpose == Some(purpose))
    }

    /// The purposes of the additional items, each once, in order of their first item.
    #[must_use]
    pub fn purposes(&self) -> Vec<&'a str> {
        let mut seen = std::collections::HashSet::new();
        self.additional
            .iter()
            .filter_map(|item| item.purpose)
            .filter(|purpose| seen.insert(*purpose))
            .collect()
    }

    /// The default image: the first primary item that is an image.
    #[must_use]
    pub fn default_image(&self) -> Option<&AnswerItem<'a>> {
        self.primary.get(self.default_image_index()?)
    }

    /// Where the default image is among the primary items, counted from 0.
    #[must_use]
    pub fn default_image_index(&self) -> Option<usize> {
        self.primary.iter().position(|item| item.asset.kind == Kind::Image)
    }

    /// The product's extension properties, by key.
    #[must_use]
    pub fn properties(&self) -> &[(&'a str, &'a str)] {
        &self.properties
    }

    /// The content hash, an ETag: equal answers have equal hashes on every platform. It covers the
    /// items with their texts in every locale and the default image, not origins, not the name.
    #[must_use]
    pub fn hash(&self) -> u128 {
        self.hash
    }
}

/// An asset as an answer shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct AssetRef<'a> {
    pub(crate) id: &'a str,
    pub(crate) kind: Kind,
    pub(crate) url: Option<&'a str>,
    pub(crate) properties: Vec<(&'a str, &'a str)>,
}

impl<'a> AssetRef<'a> {
    /// The id.
    #[must_use]
    pub fn id(&self) -> &'a str {
        self.id
    }

    /// Whether it is an image, a video or a file.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Where its bytes are.
    #[must_use]
    pub fn url(&self) -> Option<&'a str> {
        self.url
    }

    /// The extension properties, by key.
    #[must_use]
    pub fn properties(&self) -> &[(&'a str, &'a str)] {
        &self.properties
    }
}

/// An item of an answer: an asset with its texts in the language of the query and its origin.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerItem<'a> {
    pub(crate) asset: AssetRef<'a>,
    pub(crate) purpose: Option<&'a str>,
    pub(crate) origin: Origin<'a>,
    pub(crate) text: TextRef<'a>,
    pub(crate) properties: Vec<(&'a str, &'a str)>,
}

impl<'a> AnswerItem<'a> {
    /// The asset.
    #[must_use]
    pub fn asset(&self) -> &AssetRef<'a> {
        &self.asset
    }

    /// The purpose; of an additional item always there.
    #[must_use]
    pub fn purpose(&self) -> Option<&'a str> {
        self.purpose
    }

    /// Where it was assigned.
    #[must_use]
    pub fn origin(&self) -> &Origin<'a> {
        &self.origin
    }

    /// Its texts along the query's locale chain.
    #[must_use]
    pub fn text(&self) -> &TextRef<'a> {
        &self.text
    }

    /// What the picture shows, in words.
    #[must_use]
    pub fn alt(&self) -> Option<&'a str> {
        self.text.get(Field::Alt)
    }

    /// The item's own extension properties, by key.
    #[must_use]
    pub fn properties(&self) -> &[(&'a str, &'a str)] {
        &self.properties
    }
}

/// The texts of an item in the language of a query; empty texts are absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextRef<'a> {
    pub(crate) fields: [Option<&'a str>; Field::COUNT],
    pub(crate) tags: Vec<&'a str>,
}

impl<'a> TextRef<'a> {
    /// One of the texts.
    #[must_use]
    pub fn get(&self, field: Field) -> Option<&'a str> {
        self.fields.get(field as usize).copied().flatten()
    }

    /// The search tags, in order.
    #[must_use]
    pub fn tags(&self) -> &[&'a str] {
        &self.tags
    }
}

/// Where an item was assigned: the context, the level, and the pattern or variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin<'a> {
    pub(crate) context: ContextRef<'a>,
    pub(crate) level: Level,
    pub(crate) pattern: Vec<(&'a str, &'a str)>,
    pub(crate) variant: Option<&'a str>,
}

impl<'a> Origin<'a> {
    /// The context, as the document writes it, in canonical case.
    #[must_use]
    pub fn context(&self) -> ContextRef<'a> {
        self.context
    }

    /// The level.
    #[must_use]
    pub fn level(&self) -> Level {
        self.level
    }

    /// The dimension and value of each fixed value, where the level is dimensions.
    #[must_use]
    pub fn pattern(&self) -> &[(&'a str, &'a str)] {
        &self.pattern
    }

    /// The number of the variant, where the level is variant.
    #[must_use]
    pub fn variant(&self) -> Option<&'a str> {
        self.variant
    }
}

/// Whose swatch it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SwatchSource {
    /// The product's own, in the first document of the ladder.
    Product,
    /// The tenant's.
    Central,
}

impl SwatchSource {
    /// The word for it, the same in every language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            SwatchSource::Product => "product",
            SwatchSource::Central => "central",
        }
    }
}

/// The swatch of one value of a product's dimension, in a context (SPEC section 6).
#[derive(Clone, Debug, PartialEq)]
pub struct SwatchAnswer<'a> {
    pub(crate) dimension: &'a str,
    pub(crate) value: &'a str,
    pub(crate) hex: Option<HexColour>,
    pub(crate) asset: Option<&'a str>,
    pub(crate) crop: Option<Crop>,
    pub(crate) source: SwatchSource,
    pub(crate) image: Option<AssetRef<'a>>,
}

/// How a swatch is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown<'s, 'a> {
    /// As a colour.
    Hex(HexColour),
    /// As an image, or the part of it that the crop says.
    Image(&'s AssetRef<'a>, Option<Crop>),
    /// As the value's text.
    Text(&'a str),
}

impl<'a> SwatchAnswer<'a> {
    /// The name of the dimension.
    #[must_use]
    pub fn dimension(&self) -> &'a str {
        self.dimension
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> &'a str {
        self.value
    }

    /// The colour, as it was written.
    #[must_use]
    pub fn hex(&self) -> Option<HexColour> {
        self.hex
    }

    /// The id of the image, whether or not it may be shown.
    #[must_use]
    pub fn asset(&self) -> Option<&'a str> {
        self.asset
    }

    /// The part of the image to show.
    #[must_use]
    pub fn crop(&self) -> Option<Crop> {
        self.crop
    }

    /// Whose swatch it is.
    #[must_use]
    pub fn source(&self) -> SwatchSource {
        self.source
    }

    /// How it is shown: as hex, else the image where it is known, published and allowed in the
    /// channel, else the value's text.
    #[must_use]
    pub fn shown(&self) -> Shown<'_, 'a> {
        match (self.hex, &self.image) {
            (Some(hex), _) => Shown::Hex(hex),
            (None, Some(image)) => Shown::Image(image, self.crop),
            (None, None) => Shown::Text(self.value),
        }
    }
}

/// The picture of a category in a channel (SPEC section 6).
#[derive(Clone, Debug, PartialEq)]
pub struct CategoryAnswer<'a> {
    pub(crate) id: &'a str,
    pub(crate) asset: Option<&'a str>,
    pub(crate) context: Option<ContextRef<'a>>,
    pub(crate) image: Option<AssetRef<'a>>,
    pub(crate) text: TextRef<'a>,
    pub(crate) properties: Vec<(&'a str, &'a str)>,
}

impl<'a> CategoryAnswer<'a> {
    /// The id of the category.
    #[must_use]
    pub fn id(&self) -> &'a str {
        self.id
    }

    /// The id of the picture, whether or not it may be shown.
    #[must_use]
    pub fn asset(&self) -> Option<&'a str> {
        self.asset
    }

    /// The context of the document that governs; `None` where there is none.
    #[must_use]
    pub fn context(&self) -> Option<ContextRef<'a>> {
        self.context
    }

    /// The picture, where it is known, published and allowed in the channel.
    #[must_use]
    pub fn shown(&self) -> Option<&AssetRef<'a>> {
        self.image.as_ref()
    }

    /// The texts of the picture; the alt text falls to the category's name.
    #[must_use]
    pub fn text(&self) -> &TextRef<'a> {
        &self.text
    }

    /// The picture's own extension properties, by key.
    #[must_use]
    pub fn properties(&self) -> &[(&'a str, &'a str)] {
        &self.properties
    }
}
