//! Swatches and category pictures in a snapshot (SPEC section 6).

use super::dimensions::Dimensions;
use super::find::{Found, Layers};
use super::item::{asset_ref, is_shown, properties, tags_along, text_along};
use super::layer::LayerRef;
use super::layout::{
    AssetRecord, CategoryRecord, CentralRecord, ItemRecord, PaintRecord, REMOVED, SPECIAL, Section,
};
use super::names;
use super::open::Snapshot;
use super::shape::Shape;
use super::shelf::{Shelf, wrong_shelf};
use crate::fault::Fault;
use crate::model::{Crop, Field, HexColour};
use crate::resolve::ladder::category_rank;
use crate::resolve::{CategoryAnswer, Query, SwatchAnswer, SwatchSource, TextRef, query};
use zerocopy::little_endian::U32;

/// Words of a swatch: dimension, value, paint.
pub(crate) const SWATCH: usize = 3;
/// Words of a category's document: catalog, channel, the locale's normal form and the locale as it is
/// written, each plus one, 0 for none; 1 where there is a picture; the picture's item.
pub(crate) const CATEGORY_DOCUMENT: usize = 6;

/// Whether a query in a shelf's channel may show an asset, by its channels alone.
pub(crate) fn allowed(layer: &LayerRef<'_>, shelf: &Shelf, asset: &AssetRecord) -> bool {
    asset.channels.get() == 0
        || shelf.channel == 0
        || layer.counted(Section::Words, asset.channels.get()).iter().any(|one| one.get() == shelf.channel)
}

/// The colour, the image and the crop of a paint.
pub(crate) fn paint<'s>(
    layer: &LayerRef<'s>,
    paint: &PaintRecord,
) -> (Option<HexColour>, Option<&'s AssetRecord>, Option<Crop>) {
    let asset = paint.asset.get().checked_sub(1).and_then(|asset| layer.at(Section::Assets, asset));
    let [x, y, width, height] = paint.crop.map(|number| number.get());
    let crop = if paint.cropped == 1 { Crop::new(x, y, width, height).ok() } else { None };
    (HexColour::from_bytes(paint.hex), asset, crop)
}

/// The swatches of one document, by dimension and value.
pub(crate) fn of_document<'s>(layer: &LayerRef<'s>, swatches: u32, document: u32) -> &'s [[U32; SWATCH]] {
    let list = layer.counted(Section::Swatches, swatches).get(document as usize).map_or(0, |list| list.get());
    layer.counted(Section::Swatches, list).as_chunks::<SWATCH>().0
}

impl<'s> Found<'s> {
    /// The swatches of the product in the context of a shelf: every value that has one, in the
    /// product's order.
    ///
    /// # Errors
    /// `wrong_shelf` for a shelf of another snapshot.
    ///
    /// # Cost
    /// Linear in the product's values, with a search each; allocates the list.
    pub fn swatches(&self, shelf: &Shelf) -> Result<Vec<SwatchAnswer<'s>>, Fault> {
        if shelf.tag != self.layer.meta.tag {
            return Err(wrong_shelf());
        }
        let layer = self.layer;
        let record = layer.product(self.index());
        let shape = layer.shape_of(self.slot).and_then(|shape| Shape::read(&layer, shape));
        let nearest = shape.and_then(|shape| shape.nearest(shelf, layer.meta.policy.order));
        let swatches = match (record, nearest) {
            (Some(record), Some(document)) => of_document(&layer, record.swatches.get(), document),
            _ => &[],
        };
        let mut all = Vec::new();
        for (index, dimension) in (0u32..).zip(Dimensions::of(&layer, self.index()).iter()) {
            for (position, value) in (0u32..).zip(dimension.values()) {
                let own =
                    swatches.binary_search_by_key(&(index, position), |[d, v, _]| (d.get(), v.get())).ok();
                let own = own.and_then(|at| {
                    let [_, _, paint] = swatches.get(at)?;
                    Some((
                        layer,
                        layer.at::<PaintRecord>(Section::Paints, paint.get())?,
                        SwatchSource::Product,
                    ))
                });
                let central = || {
                    let (layer, record) = central(self.layers, dimension.name(), value)?;
                    Some((layer, layer.at(Section::Paints, record.paint.get())?, SwatchSource::Central))
                };
                if let Some((layer, record, source)) = own.or_else(central) {
                    let (hex, asset, crop) = paint(&layer, record);
                    let image = asset.filter(|asset| is_shown(asset) && allowed(&layer, shelf, asset));
                    all.push(SwatchAnswer {
                        dimension: dimension.name(),
                        value,
                        hex,
                        asset: asset.and_then(|asset| layer.text(asset.id.get())),
                        crop,
                        source,
                        image: image.and_then(|asset| asset_ref(&layer, asset)),
                    });
                }
            }
        }
        Ok(all)
    }
}

/// The tenant's swatch of a value, in whichever layer has the last word.
pub(crate) fn central<'s>(
    layers: &'s dyn Layers,
    dimension: &str,
    value: &str,
) -> Option<(LayerRef<'s>, &'s CentralRecord)> {
    let mut newest = (0..layers.count()).rev().filter_map(|index| layers.layer(index));
    let found = newest.find_map(|layer| {
        let all = layer.all::<CentralRecord>(Section::Central);
        let key =
            |record: &CentralRecord| (layer.text(record.dimension.get()), layer.text(record.value.get()));
        let found = all.binary_search_by(|record| key(record).cmp(&(Some(dimension), Some(value)))).ok()?;
        Some((layer, all.get(found)?))
    });
    found.filter(|(_, record)| record.paint.get() != REMOVED)
}

/// The category with an id, in whichever layer has the last word.
pub(crate) fn category<'s>(layers: &'s dyn Layers, id: &str) -> Option<(LayerRef<'s>, &'s CategoryRecord)> {
    let mut newest = (0..layers.count()).rev().filter_map(|index| layers.layer(index));
    let found = newest.find_map(|layer| {
        let all = layer.all::<CategoryRecord>(Section::Categories);
        let found = all.binary_search_by(|record| layer.text(record.id.get()).cmp(&Some(id))).ok()?;
        Some((layer, all.get(found)?))
    });
    found.filter(|(_, record)| record.media.get() != REMOVED)
}

impl<B: AsRef<[u8]> + Sync> Snapshot<B> {
    /// The swatches of a product in the query's context; as [`crate::Publication::swatches`].
    ///
    /// # Errors
    /// As [`Snapshot::subject`].
    ///
    /// # Cost
    /// As [`Found::swatches`].
    pub fn swatches(&self, query: &Query) -> Result<Vec<SwatchAnswer<'_>>, Fault> {
        self.subject(query)?.found.swatches(&self.shelf_of(query.context()))
    }

    /// The tenant's central swatch of a value: what list pages and refiners show.
    ///
    /// # Cost
    /// A search; allocates the properties of an image.
    #[must_use]
    pub fn central_swatch(&self, dimension: &str, value: &str) -> Option<SwatchAnswer<'_>> {
        let (layer, central) = central(self, dimension, value)?;
        let (hex, asset, crop) = paint(&layer, layer.at(Section::Paints, central.paint.get())?);
        Some(SwatchAnswer {
            dimension: layer.text(central.dimension.get())?,
            value: layer.text(central.value.get())?,
            hex,
            asset: asset.and_then(|asset| layer.text(asset.id.get())),
            crop,
            source: SwatchSource::Central,
            image: asset.filter(|asset| is_shown(asset)).and_then(|asset| asset_ref(&layer, asset)),
        })
    }

    /// The picture of a category in the context of a shelf; as [`crate::Publication::category_image`].
    ///
    /// # Errors
    /// `not_found`; `wrong_shelf` for a shelf of another snapshot.
    ///
    /// # Cost
    /// A search, then linear in the documents of the category; allocates properties and tags.
    pub fn category_image(&self, id: &str, shelf: &Shelf) -> Result<CategoryAnswer<'_>, Fault> {
        self.own(shelf)?;
        let Some((layer, record)) = category(self, id) else { return Err(query::no_such_category(id)) };
        let chain = shelf.text_chain();
        let documents = layer.counted(Section::CategoryMedia, record.media.get());
        let documents = documents.as_chunks::<CATEGORY_DOCUMENT>().0;
        let place = |[catalog, channel, locale, ..]: &[U32; CATEGORY_DOCUMENT]| {
            let [catalog, channel, locale] = [catalog.get(), channel.get(), locale.get()];
            let is_asked = |own: u32, asked: u32| (own != 0).then_some(own == asked);
            let locale = match locale {
                0 => Some(chain.len()),
                locale => chain.iter().position(|one| *one == locale),
            };
            category_rank(is_asked(channel, shelf.channel), is_asked(catalog, shelf.catalog), locale)
        };
        let governing = documents.iter().filter_map(|document| Some((place(document)?, document)));
        let governing = governing.min_by_key(|(place, _)| *place).map(|(_, document)| document);
        let mut answer = CategoryAnswer {
            id: layer.text(record.id.get()).unwrap_or_default(),
            asset: None,
            context: None,
            image: None,
            text: TextRef::default(),
            properties: Vec::new(),
        };
        let Some([catalog, channel, _, written, has_item, item]) = governing else { return Ok(answer) };
        answer.context = Some(names::context(self, [catalog.get(), channel.get(), written.get()]));
        if has_item.get() == 0 {
            return Ok(answer);
        }
        let item = item.get();
        let special = match item & SPECIAL {
            0 => None,
            _ => layer.at::<ItemRecord>(Section::Items, item & !SPECIAL),
        };
        let asset =
            layer.at::<AssetRecord>(Section::Assets, special.map_or(item, |special| special.asset.get()));
        answer.asset = asset.and_then(|asset| layer.text(asset.id.get()));
        let shown = asset.filter(|asset| is_shown(asset) && allowed(&layer, shelf, asset));
        let own = special.map_or(0, |special| special.texts.get());
        let texts = shown.map_or(0, |asset| asset.texts.get());
        for (slot, field) in answer.text.fields.iter_mut().zip(Field::ALL) {
            *slot = text_along(&layer, shelf, own, texts, field);
        }
        answer.text.tags = tags_along(&layer, shelf, own, texts);
        if let Some(alt) = answer.text.fields.first_mut() {
            *alt = alt.or_else(|| layer.text(record.name.get()).filter(|name| !name.is_empty()));
        }
        answer.image = shown.and_then(|asset| asset_ref(&layer, asset));
        answer.properties =
            special.map(|special| properties(&layer, special.properties.get())).unwrap_or_default();
        Ok(answer)
    }
}
