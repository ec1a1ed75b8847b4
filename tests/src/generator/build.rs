//! The same publication by the builders, without JSON.

use super::shop::{
    Asset, Category, Channel, Document, Item, List, Product, Set, Shop, Swatch, Text, Variant,
};
use omnimedia::{
    AssetBuilder, CategoryBuilder, CategoryDocumentBuilder, ChannelBuilder, DocumentBuilder, Faults, Field,
    ItemBuilder, Kind, Limits, ListBuilder, ProductBuilder, Publication, SetBuilder, SwatchBuilder,
    TextBuilder, VariantBuilder,
};

/// Sets what is there.
fn with<B, T>(builder: B, value: Option<&T>, set: impl FnOnce(B, &T) -> B) -> B {
    match value {
        Some(value) => set(builder, value),
        None => builder,
    }
}

fn text(text: &Text) -> TextBuilder {
    let fields = [
        (Field::Alt, &text.alt),
        (Field::Title, &text.title),
        (Field::Caption, &text.caption),
        (Field::Description, &text.description),
        (Field::DisplayName, &text.display_name),
    ];
    let builder = TextBuilder::new().tags(text.tags.iter().cloned());
    let set = |builder: TextBuilder, (field, text): (Field, &Option<String>)| {
        with(builder, text.as_ref(), |builder, text| builder.field(field, text))
    };
    fields.into_iter().fold(builder, set)
}

fn item(item: &Item) -> ItemBuilder {
    let mut builder = match &item.purpose {
        Some(purpose) => ItemBuilder::with_purpose(purpose, &item.asset),
        None => ItemBuilder::new(&item.asset),
    };
    for (locale, one) in &item.text {
        builder = builder.text(locale, text(one));
    }
    item.properties.iter().fold(builder, |builder, (key, value)| builder.property(key, value))
}

fn list(list: &List) -> ListBuilder {
    ListBuilder::new(list.mode, list.items.iter().map(item))
}

fn set(set: &Set) -> SetBuilder {
    let builder =
        with(SetBuilder::new(), set.primary.as_ref(), |builder, one| builder.primary_list(list(one)));
    with(builder, set.additional.as_ref(), |builder, one| builder.additional_list(list(one)))
}

fn swatch(swatch: &Swatch) -> SwatchBuilder {
    let builder = SwatchBuilder::new(&swatch.dimension, &swatch.value);
    let builder = with(builder, swatch.hex.as_ref(), |builder, hex| builder.hex(hex));
    let builder = with(builder, swatch.asset.as_ref(), |builder, asset| builder.asset(asset));
    with(builder, swatch.crop.as_ref(), |builder, [x, y, width, height]| {
        builder.crop(*x, *y, *width, *height)
    })
}

fn document(document: &Document) -> DocumentBuilder {
    let builder =
        with(DocumentBuilder::new(), document.catalog.as_ref(), |builder, one| builder.catalog(one));
    let builder = with(builder, document.channel.as_ref(), |builder, one| builder.channel(one));
    let builder = with(builder, document.locale.as_ref(), |builder, one| builder.locale(one));
    let mut builder = with(builder, document.master.as_ref(), |builder, one| builder.master(set(one)));
    for pattern in &document.dimensions {
        builder = builder.dimensions(pattern.pattern.iter().cloned(), set(&pattern.set));
    }
    for (number, one) in &document.variants {
        builder = builder.variant(number, set(one));
    }
    document.swatches.iter().fold(builder, |builder, one| builder.swatch(swatch(one)))
}

fn variant(variant: &Variant) -> VariantBuilder {
    let builder = VariantBuilder::new(&variant.number, variant.values.iter().cloned());
    with(builder, variant.record_id.as_ref(), |builder, id| builder.record_id(*id))
}

fn asset(asset: &Asset) -> AssetBuilder {
    let builder = AssetBuilder::new(&asset.id, Kind::from_word(asset.kind).expect("a kind"));
    let builder = with(builder, asset.url.as_ref(), |builder, one| builder.url(one));
    let builder = with(builder, asset.published.as_ref(), |builder, one| builder.published(*one));
    let mut builder =
        with(builder, asset.channels.as_ref(), |builder, all| builder.channels(all.iter().cloned()));
    for (locale, one) in &asset.text {
        builder = builder.text(locale, text(one));
    }
    asset.properties.iter().fold(builder, |builder, (key, value)| builder.property(key, value))
}

fn category(category: &Category) -> CategoryBuilder {
    let builder = CategoryBuilder::new(&category.id);
    let mut builder = with(builder, category.name.as_ref(), |builder, one| builder.name(one));
    for document in &category.media {
        let one = CategoryDocumentBuilder::new(&document.channel);
        let one = with(one, document.catalog.as_ref(), |builder, one| builder.catalog(one));
        let one = with(one, document.locale.as_ref(), |builder, one| builder.locale(one));
        builder =
            builder.document(with(one, document.image.as_ref(), |builder, one| builder.image(item(one))));
    }
    builder
}

fn channel(channel: &Channel) -> ChannelBuilder {
    let builder = ChannelBuilder::new(&channel.id).locales(channel.locales.iter().cloned());
    with(builder, channel.name.as_ref(), |builder, one| builder.name(one))
}

impl Product {
    /// The product for the builders.
    #[must_use]
    pub fn to_builder(&self) -> ProductBuilder {
        let builder = ProductBuilder::new(&self.number);
        let builder = with(builder, self.record_id.as_ref(), |builder, id| builder.record_id(*id));
        let mut builder = with(builder, self.name.as_ref(), |builder, one| builder.name(one));
        for id in &self.categories {
            builder = builder.category(id);
        }
        for dimension in &self.dimensions {
            builder = builder.dimension(&dimension.name, dimension.values.iter().cloned());
        }
        builder = self.variants.iter().fold(builder, |builder, one| builder.variant(variant(one)));
        builder = self.media.iter().fold(builder, |builder, one| builder.document(document(one)));
        self.properties.iter().fold(builder, |builder, (key, value)| builder.property(key, value))
    }
}

impl Shop {
    /// The publication by the builders.
    ///
    /// # Errors
    ///
    /// Every fault; a generated shop has none.
    pub fn build(&self) -> Result<Publication, Faults> {
        let mut builder = Publication::builder(Limits::default());
        for one in &self.products {
            builder.product(one.to_builder());
        }
        for one in &self.assets {
            builder.asset(asset(one));
        }
        for one in &self.channels {
            builder.channel(channel(one));
        }
        for one in &self.categories {
            builder.category(category(one));
        }
        for one in &self.swatches {
            builder.swatch(swatch(one));
        }
        builder.build()
    }
}
