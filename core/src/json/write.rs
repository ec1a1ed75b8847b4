//! A publication going out, in the canonical form: the key order of SPEC section 2, nothing that is
//! absent, locales in canonical case.

use super::entity::Which;
use super::kinds::{HEADER, Kinds};
use super::media_out::{CategoryDocumentOut, DocumentOut, PaintOut, texts};
use super::out::{Each, Pairs, filled, given, pairs};
use crate::model::{Asset, Category, CentralSwatch, Channel, Product, Publication};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::io::{self, Write};

/// Writes a publication as one object.
pub(super) fn object(publication: &Publication, to: impl Write) -> io::Result<()> {
    buffered(to, |to| Ok(serde_json::to_writer(to, &Object(publication))?))
}

/// Writes through a buffer, and no more after the output refused something.
pub(crate) fn buffered<W: Write>(
    to: W,
    write: impl FnOnce(&mut io::BufWriter<W>) -> io::Result<()>,
) -> io::Result<()> {
    let mut to = io::BufWriter::new(to);
    let written = write(&mut to).and_then(|()| to.flush());
    if written.is_err() {
        // dropped as it is, it would write what it holds once more
        drop(to.into_parts());
    }
    written
}

/// Writes a publication as JSON Lines.
pub(super) fn lines(publication: &Publication, to: impl Write) -> io::Result<()> {
    buffered(to, |to| {
        line(to, HEADER, &Which::VERSION)?;
        publication.channels().try_for_each(|channel| line(to, "channel", &ChannelOut(channel)))?;
        publication.central_swatches().try_for_each(|swatch| line(to, "swatch", &SwatchOut(swatch)))?;
        publication.assets().try_for_each(|asset| line(to, "asset", &AssetOut(asset)))?;
        publication.categories().try_for_each(|category| line(to, "category", &CategoryOut(category)))?;
        publication.products().try_for_each(|product| line(to, "product", &ProductOut(product)))
    })
}

/// Writes a line with one key.
pub(crate) fn line(to: &mut impl Write, key: &'static str, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *to, &Line(key, value))?;
    to.write_all(b"\n")
}

/// An object with one key.
pub(crate) struct Line<'a, T>(pub(crate) &'static str, pub(crate) &'a T);

impl<T: Serialize> Serialize for Line<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(1))?;
        map.serialize_entry(self.0, self.1)?;
        map.end()
    }
}

struct Object<'a>(&'a Publication);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let publication = self.0;
        let mut map = to.serialize_map(None)?;
        map.serialize_entry(HEADER, Which::VERSION)?;
        filled(&mut map, "channels", || publication.channels().map(ChannelOut))?;
        filled(&mut map, "swatches", || publication.central_swatches().map(SwatchOut))?;
        filled(&mut map, "assets", || publication.assets().map(AssetOut))?;
        filled(&mut map, "products", || publication.products().map(ProductOut))?;
        filled(&mut map, "categories", || publication.categories().map(CategoryOut))?;
        map.end()
    }
}

pub(crate) struct ChannelOut<'a>(pub(crate) &'a Channel);

impl Serialize for ChannelOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let channel = self.0;
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("id", channel.id())?;
        given(&mut map, "name", channel.name())?;
        filled(&mut map, "locales", || {
            channel.locales().iter().map(|locale| super::media_out::locale(*locale))
        })?;
        map.end()
    }
}

pub(crate) struct SwatchOut<'a>(pub(crate) &'a CentralSwatch);

impl Serialize for SwatchOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        PaintOut { dimension: self.0.dimension(), value: self.0.value(), paint: self.0.paint() }.serialize(to)
    }
}

struct AssetOut<'a>(&'a Asset);

impl Serialize for AssetOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let asset = self.0;
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("id", asset.id())?;
        map.serialize_entry("kind", asset.kind().word())?;
        given(&mut map, "url", asset.url())?;
        if !asset.is_published() {
            map.serialize_entry("published", &false)?;
        }
        if asset.channels().is_some() {
            // no channel at all is said, too
            map.serialize_entry("channels", &Each(|| asset.channels().into_iter().flatten()))?;
        }
        texts(&mut map, || asset.texts())?;
        pairs(&mut map, "properties", || asset.properties())?;
        map.end()
    }
}

pub(crate) struct CategoryOut<'a>(pub(crate) &'a Category);

impl Serialize for CategoryOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let category = self.0;
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("id", category.id())?;
        given(&mut map, "name", category.name())?;
        filled(&mut map, "media", || category.documents().iter().map(CategoryDocumentOut))?;
        map.end()
    }
}

pub(crate) struct ProductOut<'a>(pub(crate) &'a Product);

impl Serialize for ProductOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let product = self.0;
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("number", product.number())?;
        given(&mut map, "record_id", product.record_id())?;
        given(&mut map, "name", product.name())?;
        filled(&mut map, "categories", || product.categories())?;
        filled(&mut map, "dimensions", || product.dimensions().iter().map(DimensionOut))?;
        filled(&mut map, "variants", || {
            (0..product.variants().len()).map(|index| VariantOut { product, index })
        })?;
        filled(&mut map, "media", || {
            product.documents().iter().map(|document| DocumentOut { product, document })
        })?;
        pairs(&mut map, "properties", || product.properties())?;
        map.end()
    }
}

struct DimensionOut<'a>(&'a crate::model::Dimension);

impl Serialize for DimensionOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("name", self.0.name())?;
        filled(&mut map, "values", || self.0.values())?;
        map.end()
    }
}

struct VariantOut<'a> {
    product: &'a Product,
    index: usize,
}

impl Serialize for VariantOut<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self { product, index } = *self;
        let mut map = to.serialize_map(None)?;
        if let Some(variant) = product.variants().get(index) {
            map.serialize_entry("number", variant.number())?;
            given(&mut map, "record_id", variant.record_id())?;
        }
        let names = || product.dimensions().iter().map(crate::model::Dimension::name);
        map.serialize_entry("values", &Pairs(|| names().zip(product.variant_values(index))))?;
        map.end()
    }
}
