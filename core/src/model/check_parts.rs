//! The checks of assets, channels, categories and swatches, and of what is checked by itself.

use super::asset::Asset;
use super::builder::{
    AssetBuilder, CategoryBuilder, CategoryDocumentBuilder, ChannelBuilder, DocumentBuilder, ProductBuilder,
    SwatchBuilder,
};
use super::check::{Checker, Path};
use super::check_product::Names;
use super::context::Context;
use super::document::{Category, CategoryDocument, Channel, Document};
use super::product::Product;
use super::swatch::{CentralSwatch, Paint};
use crate::fault::{Code, Fault, Faults, Place};
use crate::limits::Limits;
use std::collections::HashSet;

impl Checker<'_> {
    pub(super) fn asset(&mut self, path: &Path<'_>, asset: AssetBuilder) -> Asset {
        let id = self.identifier(&path.key("id"), asset.id);
        let channels = asset.channels.map(|channels| {
            let here = path.key("channels");
            let mut seen = HashSet::with_capacity(channels.len());
            let mut all: Vec<Box<str>> = Vec::with_capacity(channels.len());
            for (index, channel) in channels.into_iter().enumerate() {
                let channel = self.identifier(&here.index(index), channel);
                if seen.insert(channel.clone()) {
                    all.push(channel);
                }
            }
            all.into_boxed_slice()
        });
        let texts = self.texts(&path.key("text"), asset.texts);
        let properties = self.properties(&path.key("properties"), asset.properties);
        Asset {
            id,
            kind: asset.kind,
            url: asset.url.map(Into::into),
            published: asset.published.unwrap_or(true),
            channels,
            texts,
            properties,
        }
    }

    pub(super) fn channel(&mut self, path: &Path<'_>, channel: ChannelBuilder) -> Channel {
        let id = self.identifier(&path.key("id"), channel.id);
        let mut locales = Vec::with_capacity(channel.locales.len());
        let mut seen = HashSet::with_capacity(channel.locales.len());
        for (index, locale) in channel.locales.iter().enumerate() {
            if let Some(locale) = self.locale(&path.key("locales").index(index), locale)
                && seen.insert(locale)
            {
                locales.push(locale);
            }
        }
        Channel { id, name: channel.name.map(Into::into), locales: locales.into() }
    }

    /// The dimension and value of a central swatch, and what it looks like where that is not at fault.
    pub(super) fn central_swatch(
        &mut self,
        path: &Path<'_>,
        swatch: SwatchBuilder,
    ) -> (Box<str>, Box<str>, Option<Paint>) {
        let dimension = self.identifier(&path.key("dimension"), swatch.dimension.clone());
        let value = self.identifier(&path.key("value"), swatch.value.clone());
        if *value == *"*" {
            let advice = "`*` means any value: use another name";
            self.fault(&path.key("value"), Code::ReservedValue, "the value `*` is reserved", advice);
        }
        (dimension, value, self.paint(path, swatch))
    }

    pub(super) fn category(&mut self, path: &Path<'_>, category: CategoryBuilder) -> Category {
        let id = self.identifier(&path.key("id"), category.id);
        let documents = self.category_documents(&path.key("media"), category.media);
        Category { id, name: category.name.map(Into::into), documents: documents.into() }
    }

    fn category_documents(
        &mut self,
        path: &Path<'_>,
        media: Vec<CategoryDocumentBuilder>,
    ) -> Vec<CategoryDocument> {
        let limit = self.limits.documents;
        self.within(path, Code::LimitDocuments, media.len(), limit, "documents of a category");
        let mut documents = Vec::with_capacity(media.len());
        let mut whole = Vec::with_capacity(media.len());
        for (index, document) in media.into_iter().enumerate() {
            let (document, is_whole) = self.category_document(&path.index(index), document);
            documents.push(document);
            whole.push(is_whole);
        }
        self.contexts(path, documents.iter().map(|document| &document.context).zip(whole));
        documents
    }

    /// A document of a category, and whether its context is free of faults.
    fn category_document(
        &mut self,
        path: &Path<'_>,
        document: CategoryDocumentBuilder,
    ) -> (CategoryDocument, bool) {
        let has_channel = document.channel.is_some();
        if !has_channel {
            self.fault(
                path,
                Code::CategoryWithoutChannel,
                "a category document without a channel",
                "name its channel; category pictures are always a channel's",
            );
        }
        let (context, is_whole) = self.context(path, document.catalog, document.channel, document.locale);
        let image = document.image.map(|image| self.item(&path.key("image"), image, false));
        (CategoryDocument { context, image }, is_whole && has_channel)
    }
}

/// What a check gives, or every fault that it finds.
pub(super) fn alone<T>(
    limits: &Limits,
    check: impl FnOnce(&mut Checker<'_>, &Path<'_>) -> T,
) -> Result<T, Faults> {
    let mut faults: Vec<Fault> = Vec::new();
    let place = Place::default();
    let checked = check(&mut Checker { limits, faults: &mut faults }, &Path::Root(&place));
    match Faults::new(faults) {
        Some(faults) => Err(faults),
        None => Ok(checked),
    }
}

/// An identifier that is legal, or what is wrong with it.
pub(crate) fn identifier(text: &str, limits: &Limits) -> Result<(), Faults> {
    alone(limits, |check, path| drop(check.identifier(path, text.to_owned())))
}

/// The context that a document names, or what is wrong with it, by the key.
pub(crate) fn context(
    [catalog, channel, locale]: [Option<String>; 3],
    limits: &Limits,
) -> Result<Context, Faults> {
    alone(limits, |check, path| check.context(path, catalog, channel, locale).0)
}

impl ProductBuilder {
    /// The product by itself, for hosts that flatten product by product.
    ///
    /// # Errors
    /// Every fault of the product; what only a whole publication shows is not looked at.
    ///
    /// # Cost
    /// Linear in the product.
    pub fn build(self, limits: &Limits) -> Result<Product, Faults> {
        alone(limits, |check, path| check.product(path, self))
    }
}

impl AssetBuilder {
    pub(crate) fn build(self, limits: &Limits) -> Result<Asset, Faults> {
        alone(limits, |check, path| check.asset(path, self))
    }
}

impl ChannelBuilder {
    pub(crate) fn build(self, limits: &Limits) -> Result<Channel, Faults> {
        alone(limits, |check, path| check.channel(path, self))
    }
}

impl CategoryBuilder {
    pub(crate) fn build(self, limits: &Limits) -> Result<Category, Faults> {
        alone(limits, |check, path| check.category(path, self))
    }
}

impl CategoryDocumentBuilder {
    pub(crate) fn build(self, limits: &Limits) -> Result<CategoryDocument, Faults> {
        alone(limits, |check, path| check.category_document(path, self).0)
    }
}

impl SwatchBuilder {
    /// The central swatch that it describes.
    pub(crate) fn build_central(self, limits: &Limits) -> Result<CentralSwatch, Faults> {
        let (dimension, value, paint) = alone(limits, |check, path| check.central_swatch(path, self))?;
        match paint {
            Some(paint) => Ok(CentralSwatch { dimension, value, paint }),
            // a faulty paint has its fault
            None => {
                Err(Fault::new(Code::EmptySwatch, "a swatch without a look", "give it `hex` or `asset`")
                    .into())
            }
        }
    }
}

/// The names in one product, so that many documents of it are checked without looking through it for each.
#[derive(Default)]
pub(crate) struct NamesOfProduct(Option<(Box<str>, Names)>);

impl NamesOfProduct {
    fn of(&mut self, product: &Product) -> &Names {
        let kept = self.0.take().filter(|(number, _)| **number == *product.number);
        &self.0.insert(kept.unwrap_or_else(|| (product.number.clone(), Names::of(product)))).1
    }

    /// Leaves out what a document assigns to variants and values that the product does not have.
    pub(crate) fn leave_out(&mut self, product: &Product, document: &mut DocumentBuilder) {
        leave_out(document, self.of(product));
    }
}

impl Product {
    /// The document that a builder describes, as one of this product's. The names are those of the product
    /// for which they were used last; it must not have changed since.
    pub(crate) fn check_document(
        &self,
        document: DocumentBuilder,
        names: &mut NamesOfProduct,
        limits: &Limits,
    ) -> Result<Document, Faults> {
        let names = names.of(self);
        alone(limits, |check, path| check.document(path, document, names).0)
    }

    /// The product with these documents in place of its own. What is assigned to variants and values
    /// that it does not have is left out: nobody can ask for it.
    pub(crate) fn with_documents(
        &self,
        documents: impl IntoIterator<Item = DocumentBuilder>,
        limits: &Limits,
    ) -> Result<Product, Faults> {
        let names = Names::of(self);
        let documents: Vec<DocumentBuilder> = documents.into_iter().collect();
        let documents = alone(limits, |check, path| {
            let path = path.key("media");
            check.within(
                &path,
                Code::LimitDocuments,
                documents.len(),
                check.limits.documents,
                "documents of a product",
            );
            let mut all = Vec::with_capacity(documents.len());
            for (index, mut document) in documents.into_iter().enumerate() {
                leave_out(&mut document, &names);
                all.push(check.document(&path.index(index), document, &names).0);
            }
            all.into_boxed_slice()
        })?;
        Ok(Product { documents, ..self.clone() })
    }
}

/// Leaves out what is assigned to variants and values that the product does not have.
pub(super) fn leave_out(document: &mut DocumentBuilder, names: &Names) {
    document.variants.retain(|(number, _)| names.has_variant(number));
    document
        .dimensions
        .retain(|(pairs, _)| pairs.iter().all(|(dimension, value)| names.has_value(dimension, value)));
    document.swatches.retain(|swatch| names.has_value(&swatch.dimension, &swatch.value));
}
