//! Entities: what a publication is made of, as it is read.

use super::here::{Here, OBJECT, Wanted};
use super::kinds::{Kinds, Sink};
use super::lines::alone;
use super::media::{CategoryDocument, Document, Swatch, Texts};
use super::scalar::{Flag, KIND, RecordId, Text};
use super::shape::{List, Map, Shape, fields};
use crate::fault::{Code, Fault, Faults, Place};
use crate::limits::Limits;
use crate::model::{
    AssetBuilder, CategoryBuilder, ChannelBuilder, ProductBuilder, PublicationBuilder, SwatchBuilder,
    VariantBuilder,
};
use serde::Deserializer;
use serde::de::MapAccess;

/// One entity of a publication as it was read, with its place; its meaning is not checked yet.
///
/// [`Entities`](super::Entities) gives them, [`PublicationBuilder::entity`] takes them.
#[derive(Clone, Debug)]
pub struct Entity {
    pub(super) place: Place,
    pub(super) content: EntityContent,
}

/// What an [`Entity`] is.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum EntityContent {
    /// A channel.
    Channel(ChannelBuilder),
    /// A central swatch.
    Swatch(SwatchBuilder),
    /// An asset.
    Asset(AssetBuilder),
    /// A category.
    Category(CategoryBuilder),
    /// A product.
    Product(ProductBuilder),
}

impl Entity {
    /// The entity that a text is: an object with one key, such as `{"product": {"number": "S1"}}`.
    ///
    /// # Errors
    /// As [`Entities`](super::Entities) gives them for a line.
    ///
    /// # Cost
    /// Linear in the text.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{Entity, EntityContent, Limits};
    /// let entity = Entity::parse(r#"{"channel": {"id": "128"}}"#, &Limits::default())?;
    /// assert!(matches!(entity.content(), EntityContent::Channel(_)));
    /// let faults = Entity::parse(r#"{"channel": {"id": 128}}"#, &Limits::default()).err().ok_or("a fault")?;
    /// assert_eq!(faults.to_string(), "line 1 column 22: channel.id: expected a text, found a number; \
    ///     write it in double quotes");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse(json: impl AsRef<[u8]>, limits: &Limits) -> Result<Self, Faults> {
        let (which, content) = alone::<Which>(json.as_ref(), limits)?;
        Ok(Self { place: Place::default().key(which.key()), content })
    }

    /// Where it stood: its line, and `product` or what else it is.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// What it is.
    #[must_use]
    pub fn content(&self) -> &EntityContent {
        &self.content
    }

    /// What it is, given away.
    #[must_use]
    pub fn into_content(self) -> EntityContent {
        self.content
    }
}

impl PublicationBuilder {
    /// Adds an entity that was read; what is wrong with it is reported with its place.
    ///
    /// # Cost
    /// Linear in the entity.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{Entities, Limits, Publication};
    /// let lines = "{\"omnimedia\":\"publication/1\"}\n{\"channel\":{\"id\":\"128\"}}\n";
    /// let limits = Limits::default();
    /// let mut builder = Publication::builder(limits.clone());
    /// for entity in Entities::new(lines.as_bytes(), &limits) {
    ///     builder.entity(entity?);
    /// }
    /// assert_eq!(builder.build()?.channels().len(), 1);
    /// # Ok::<(), omnimedia::Faults>(())
    /// ```
    pub fn entity(&mut self, entity: Entity) -> &mut Self {
        let place = entity.place;
        match entity.content {
            EntityContent::Channel(channel) => self.channel_at(channel, &place),
            EntityContent::Swatch(swatch) => self.swatch_at(swatch, &place),
            EntityContent::Asset(asset) => self.asset_at(asset, &place),
            EntityContent::Category(category) => self.category_at(category, &place),
            EntityContent::Product(product) => self.product_at(product, &place),
        }
        self
    }
}

/// What an entity may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Channel,
    Swatch,
    Asset,
    Product,
    Category,
}

impl Kinds for Which {
    type Content = EntityContent;

    const ALL: &'static [Self] = &[Self::Channel, Self::Swatch, Self::Asset, Self::Product, Self::Category];
    const VERSION: &'static str = "publication/1";
    const WANTED: Wanted = Wanted { what: "a version", how: "write `publication/1`, in double quotes" };
    const ONE: &'static str = "entity";
    const LINE: Wanted = Wanted {
        what: "an object with one entity",
        how: "write one entity a line, such as `{\"asset\": {…}}`",
    };

    fn key(self) -> &'static str {
        match self {
            Self::Channel => "channel",
            Self::Swatch => "swatch",
            Self::Asset => "asset",
            Self::Category => "category",
            Self::Product => "product",
        }
    }

    fn list(self) -> &'static str {
        match self {
            Self::Channel => "channels",
            Self::Swatch => "swatches",
            Self::Asset => "assets",
            Self::Category => "categories",
            Self::Product => "products",
        }
    }

    fn read<'de, D: Deserializer<'de>>(
        self,
        here: &Here<'_>,
        from: D,
    ) -> Result<Option<EntityContent>, D::Error> {
        Ok(match self {
            Self::Channel => Channel.read(here, from)?.map(EntityContent::Channel),
            Self::Swatch => Swatch.read(here, from)?.map(EntityContent::Swatch),
            Self::Asset => Asset.read(here, from)?.map(EntityContent::Asset),
            Self::Category => Category.read(here, from)?.map(EntityContent::Category),
            Self::Product => Product.read(here, from)?.map(EntityContent::Product),
        })
    }
}

impl Sink<Which> for PublicationBuilder {
    fn fault(&mut self, fault: Fault) {
        self.fault(fault);
    }

    fn take(&mut self, place: Place, content: EntityContent) {
        self.entity(Entity { place, content });
    }
}

pub(crate) struct Channel;

impl<'de> Shape<'de> for Channel {
    type Out = ChannelBuilder;

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Self::Out, A::Error> {
        fields! { here, map;
            "id" => id: Text,
            "name" => name: Text,
            "locales" => locales: List::of(Text),
        }
        Ok(ChannelBuilder {
            id: id.ok_or_else(|| here.missing("id"))?,
            name,
            locales: locales.unwrap_or_default(),
        })
    }
}

struct Asset;

impl<'de> Shape<'de> for Asset {
    type Out = AssetBuilder;

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Self::Out, A::Error> {
        fields! { here, map;
            "id" => id: Text,
            "kind" => kind: KIND,
            "url" => url: Text,
            "published" => published: Flag,
            "channels" => channels: List::of(Text),
            "text" => texts: Map(Texts),
            "properties" => properties: Map(Text),
        }
        Ok(AssetBuilder {
            id: id.ok_or_else(|| here.missing("id"))?,
            kind: kind.ok_or_else(|| here.missing("kind"))?,
            url,
            published,
            channels,
            texts: texts.unwrap_or_default(),
            properties: properties.unwrap_or_default(),
        })
    }
}

pub(crate) struct Category;

impl<'de> Shape<'de> for Category {
    type Out = CategoryBuilder;

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Self::Out, A::Error> {
        let most = here.notes.limits.documents;
        fields! { here, map;
            "id" => id: Text,
            "name" => name: Text,
            "media" => media:
                List::most(CategoryDocument, most, Code::LimitDocuments, "documents of a category"),
        }
        Ok(CategoryBuilder {
            id: id.ok_or_else(|| here.missing("id"))?,
            name,
            media: media.unwrap_or_default(),
        })
    }
}

pub(crate) struct Product;

impl<'de> Shape<'de> for Product {
    type Out = ProductBuilder;

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Self::Out, A::Error> {
        let limits = here.notes.limits;
        fields! { here, map;
            "number" => number: Text,
            "record_id" => record_id: RecordId,
            "name" => name: Text,
            "categories" => categories: List::of(Text),
            "dimensions" => dimensions:
                List::most(Dimension, limits.dimensions, Code::LimitDimensions, "dimensions of a product"),
            "variants" => variants:
                List::most(Variant, limits.variants, Code::LimitVariants, "variants of a product"),
            "media" => media:
                List::most(Document, limits.documents, Code::LimitDocuments, "documents of a product"),
            "properties" => properties: Map(Text),
        }
        Ok(ProductBuilder {
            number: number.ok_or_else(|| here.missing("number"))?,
            record_id,
            name,
            categories: categories.unwrap_or_default(),
            dimensions: dimensions.unwrap_or_default(),
            variants: variants.unwrap_or_default(),
            media: media.unwrap_or_default(),
            properties: properties.unwrap_or_default(),
        })
    }
}

#[derive(Clone, Copy)]
struct Dimension;

impl<'de> Shape<'de> for Dimension {
    type Out = (String, Vec<String>);

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Self::Out, A::Error> {
        let most = here.notes.limits.values;
        fields! { here, map;
            "name" => name: Text,
            "values" => values: List::most(Text, most, Code::LimitValues, "values of a dimension"),
        }
        Ok((name.ok_or_else(|| here.missing("name"))?, values.unwrap_or_default()))
    }
}

#[derive(Clone, Copy)]
struct Variant;

impl<'de> Shape<'de> for Variant {
    type Out = VariantBuilder;

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Self::Out, A::Error> {
        fields! { here, map;
            "number" => number: Text,
            "record_id" => record_id: RecordId,
            "values" => values: Map(Text),
        }
        Ok(VariantBuilder {
            number: number.ok_or_else(|| here.missing("number"))?,
            record_id,
            values: values.unwrap_or_default(),
        })
    }
}
