//! What a builder holds: what is finished, and how far the entity that was begun last has come.

use std::mem;

use omnimedia::{
    AssetBuilder, CategoryBuilder, CategoryDocumentBuilder, ChannelBuilder, Code, DocumentBuilder,
    EntityContent, Fault, Faults, ItemBuilder, Kind, Limits, ListBuilder, ProductBuilder, Publication,
    PublicationBuilder, SetBuilder, SwatchBuilder, TextBuilder,
};

use crate::answer::{OMNIMEDIA_ADDITIONAL, OMNIMEDIA_PRIMARY, omnimedia_list};
use crate::guard::{Refusal, bad};

/// A publication that is being built.
pub(super) struct Draft {
    limits: Limits,
    publication: PublicationBuilder,
    open: Option<Open>,
}

/// The entity that was begun last.
enum Open {
    Channel(OpenChannel),
    Asset(OpenAsset),
    Product(Box<OpenProduct>),
    Category(OpenCategory),
}

pub(super) struct OpenChannel {
    channel: ChannelBuilder,
    pub(super) locales: Vec<String>,
}

pub(super) struct OpenAsset {
    asset: AssetBuilder,
    pub(super) published: Option<bool>,
}

pub(super) struct OpenProduct {
    product: ProductBuilder,
    document: Option<OpenDocument>,
}

#[derive(Default)]
pub(super) struct OpenDocument {
    document: DocumentBuilder,
    has_master: bool,
    set: Option<OpenSet>,
}

pub(super) struct OpenSet {
    of: SetOf,
    set: SetBuilder,
    /// The list of the item that was begun last.
    last: Option<omnimedia_list>,
}

/// What a set is for.
pub(super) enum SetOf {
    Master,
    Pattern(Vec<(String, String)>),
    Variant(String),
}

pub(super) struct OpenCategory {
    category: CategoryBuilder,
    document: Option<CategoryDocumentBuilder>,
}

/// What has texts and properties.
pub(super) trait Worded {
    fn text(&mut self, locale: &str) -> Option<&mut TextBuilder>;
    fn begin_text(&mut self, locale: &str);
    fn add_property(&mut self, key: &str, value: &str);
}

impl Worded for OpenAsset {
    fn text(&mut self, locale: &str) -> Option<&mut TextBuilder> {
        self.asset.text_mut(locale)
    }

    fn begin_text(&mut self, locale: &str) {
        self.asset.set_text(locale, TextBuilder::new());
    }

    fn add_property(&mut self, key: &str, value: &str) {
        let nothing = AssetBuilder::new(String::new(), Kind::Image);
        self.asset = mem::replace(&mut self.asset, nothing).property(key, value);
    }
}

impl Worded for ItemBuilder {
    fn text(&mut self, locale: &str) -> Option<&mut TextBuilder> {
        self.text_mut(locale)
    }

    fn begin_text(&mut self, locale: &str) {
        self.set_text(locale, TextBuilder::new());
    }

    fn add_property(&mut self, key: &str, value: &str) {
        change(self, |item| item.property(key, value));
    }
}

/// Puts what becomes of a value in its place.
fn change<T: Default>(value: &mut T, how: impl FnOnce(T) -> T) {
    *value = how(mem::take(value));
}

/// The fault for a call out of order.
fn out_of_order(what: &str, advice: &str) -> Refusal {
    Fault::new(Code::BadArgument, format!("{what} comes out of order"), advice).into()
}

impl Draft {
    pub(super) fn new(limits: Limits) -> Self {
        Self { publication: Publication::builder(limits.clone()), limits, open: None }
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Ends the entity that was begun last, if one was.
    fn end(&mut self) {
        match self.open.take() {
            None => {}
            Some(Open::Channel(OpenChannel { channel, locales })) => {
                self.publication.channel(channel.locales(locales));
            }
            Some(Open::Asset(OpenAsset { asset, published })) => {
                self.publication.asset(match published {
                    Some(published) => asset.published(published),
                    None => asset,
                });
            }
            Some(Open::Product(mut product)) => {
                product.end_document();
                self.publication.product(product.product);
            }
            Some(Open::Category(mut category)) => {
                category.end_document();
                self.publication.category(category.category);
            }
        }
    }

    /// Adds an entity that is whole.
    pub(super) fn add(&mut self, entity: EntityContent) -> Result<(), Refusal> {
        self.end();
        let publication = &mut self.publication;
        match entity {
            EntityContent::Channel(channel) => publication.channel(channel),
            EntityContent::Swatch(swatch) => publication.swatch(swatch),
            EntityContent::Asset(asset) => publication.asset(asset),
            EntityContent::Category(category) => publication.category(category),
            EntityContent::Product(product) => publication.product(product),
            _ => return Err(bad("line", "has an entity that cannot be added", "load a newer library")),
        };
        Ok(())
    }

    /// Adds a central swatch; it leaves the entity that was begun last as it is.
    pub(super) fn central_swatch(&mut self, swatch: SwatchBuilder) {
        self.publication.swatch(swatch);
    }

    /// The publication; what was added is gone, whatever comes of it.
    pub(super) fn finish(&mut self) -> Result<Publication, Faults> {
        self.end();
        let next = Publication::builder(self.limits.clone());
        mem::replace(&mut self.publication, next).build()
    }

    pub(super) fn begin_channel(&mut self, channel: ChannelBuilder) {
        self.end();
        self.open = Some(Open::Channel(OpenChannel { channel, locales: Vec::new() }));
    }

    pub(super) fn begin_asset(&mut self, asset: AssetBuilder) {
        self.end();
        self.open = Some(Open::Asset(OpenAsset { asset, published: None }));
    }

    pub(super) fn begin_product(&mut self, product: ProductBuilder) {
        self.end();
        self.open = Some(Open::Product(Box::new(OpenProduct { product, document: None })));
    }

    pub(super) fn begin_category(&mut self, category: CategoryBuilder) {
        self.end();
        self.open = Some(Open::Category(OpenCategory { category, document: None }));
    }

    pub(super) fn channel(&mut self) -> Result<&mut OpenChannel, Refusal> {
        match &mut self.open {
            Some(Open::Channel(channel)) => Ok(channel),
            _ => Err(out_of_order("a locale of a channel", "begin a channel first")),
        }
    }

    /// The asset that was begun last; `what` is what is said of it.
    pub(super) fn asset(&mut self, what: &str) -> Result<&mut OpenAsset, Refusal> {
        match &mut self.open {
            Some(Open::Asset(asset)) => Ok(asset),
            _ => Err(out_of_order(what, "begin an asset first")),
        }
    }

    /// The product that was begun last; `what` is what is said of it.
    pub(super) fn product(&mut self, what: &str) -> Result<&mut OpenProduct, Refusal> {
        match &mut self.open {
            Some(Open::Product(product)) => Ok(product),
            _ => Err(out_of_order(what, "begin a product first")),
        }
    }

    /// The document of a product that was begun last.
    pub(super) fn document(&mut self, what: &str) -> Result<&mut OpenDocument, Refusal> {
        let document = match &mut self.open {
            Some(Open::Product(product)) => product.document.as_mut(),
            _ => None,
        };
        document.ok_or_else(|| out_of_order(what, "begin a product and a document of it first"))
    }

    /// The set that was begun last.
    pub(super) fn set(&mut self, what: &str) -> Result<&mut OpenSet, Refusal> {
        let advice = "begin a set of a document first: the master's, a pattern's or a variant's";
        self.document(what)?.set.as_mut().ok_or_else(|| out_of_order(what, advice))
    }

    pub(super) fn category(&mut self) -> Result<&mut OpenCategory, Refusal> {
        match &mut self.open {
            Some(Open::Category(category)) => Ok(category),
            _ => Err(out_of_order("a document of a category", "begin a category first")),
        }
    }

    /// The document of a category that was begun last, which has no picture yet.
    pub(super) fn category_document(&mut self) -> Result<&mut CategoryDocumentBuilder, Refusal> {
        let document = match &mut self.open {
            Some(Open::Category(category)) => category.document.as_mut(),
            _ => None,
        };
        let document = document.ok_or_else(|| {
            out_of_order("a picture of a category", "begin a category and a document of it first")
        })?;
        match document.image_mut() {
            None => Ok(document),
            Some(_) => Err(out_of_order("a second picture of a category", "begin another document first")),
        }
    }

    /// The asset, item or picture that was begun last; `None` where something else was.
    fn words_of_last(&mut self) -> Option<&mut dyn Worded> {
        match self.open.as_mut()? {
            Open::Channel(_) => None,
            Open::Asset(asset) => Some(asset),
            Open::Product(product) => {
                let item = product.document.as_mut()?.set.as_mut()?.last_item()?;
                Some(item)
            }
            Open::Category(category) => {
                let image = category.document.as_mut()?.image_mut().as_mut()?;
                Some(image)
            }
        }
    }

    /// The texts of a locale of what was begun last.
    pub(super) fn text(&mut self, locale: &str) -> Result<&mut TextBuilder, Refusal> {
        let advice = "begin an asset, an item or a picture of a category first";
        let last = self.words_of_last().ok_or_else(|| out_of_order("a text", advice))?;
        if last.text(locale).is_none() {
            last.begin_text(locale);
        }
        last.text(locale).ok_or_else(|| bad("locale", "has no texts", "pass a locale"))
    }

    /// Adds an extension property to what was begun last.
    pub(super) fn property(&mut self, key: &str, value: &str) -> Result<(), Refusal> {
        if let Some(Open::Product(product)) = &mut self.open
            && product.document.is_none()
        {
            change(&mut product.product, |product| product.property(key, value));
            return Ok(());
        }
        let advice = "begin an asset, a product, an item or a picture of a category first; \
                      the properties of a product come before its documents";
        let last = self.words_of_last().ok_or_else(|| out_of_order("a property", advice))?;
        last.add_property(key, value);
        Ok(())
    }
}

impl OpenAsset {
    /// The channels in which it may be shown, none so far.
    pub(super) fn channels(&mut self) -> &mut Vec<String> {
        self.asset.channels_mut().get_or_insert_default()
    }
}

impl OpenProduct {
    pub(super) fn change(&mut self, how: impl FnOnce(ProductBuilder) -> ProductBuilder) {
        change(&mut self.product, how);
    }

    fn end_document(&mut self) {
        if let Some(mut document) = self.document.take() {
            document.end_set();
            self.change(|product| product.document(document.document));
        }
    }

    pub(super) fn begin_document(&mut self, document: DocumentBuilder) {
        self.end_document();
        self.document = Some(OpenDocument { document, ..OpenDocument::default() });
    }
}

impl OpenDocument {
    fn end_set(&mut self) {
        let Some(OpenSet { of, set, .. }) = self.set.take() else { return };
        change(&mut self.document, |document| match of {
            SetOf::Master => document.master(set),
            SetOf::Pattern(pattern) => document.dimensions(pattern, set),
            SetOf::Variant(number) => document.variant(number, set),
        });
    }

    pub(super) fn begin_set(&mut self, of: SetOf) -> Result<(), Refusal> {
        let is_master = matches!(of, SetOf::Master);
        if is_master && self.has_master {
            return Err(out_of_order("a second set of the master", "begin another document first"));
        }
        self.end_set();
        self.has_master |= is_master;
        self.set = Some(OpenSet { of, set: SetBuilder::new(), last: None });
        Ok(())
    }

    pub(super) fn swatch(&mut self, swatch: SwatchBuilder) {
        self.document.swatches_mut().push(swatch);
    }
}

impl OpenSet {
    /// One of the two lists.
    pub(super) fn list(&mut self, list: omnimedia_list) -> Result<&mut ListBuilder, Refusal> {
        match list {
            OMNIMEDIA_PRIMARY => Ok(self.set.primary_mut()),
            OMNIMEDIA_ADDITIONAL => Ok(self.set.additional_mut()),
            _ => Err(bad("list", format!("is {list}, which is no list"), "pass one of the constants")),
        }
    }

    pub(super) fn item(&mut self, list: omnimedia_list, item: ItemBuilder) -> Result<(), Refusal> {
        self.list(list)?.items_mut().push(item);
        self.last = Some(list);
        Ok(())
    }

    fn last_item(&mut self) -> Option<&mut ItemBuilder> {
        let list = self.last?;
        self.list(list).ok()?.items_mut().last_mut()
    }
}

impl OpenCategory {
    fn end_document(&mut self) {
        if let Some(document) = self.document.take() {
            change(&mut self.category, |category| category.document(document));
        }
    }

    pub(super) fn begin_document(&mut self, document: CategoryDocumentBuilder) {
        self.end_document();
        self.document = Some(document);
    }
}
