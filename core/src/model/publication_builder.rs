//! Building a publication: entities come one by one, in any order, and all faults are reported.

use super::builder::{AssetBuilder, CategoryBuilder, ChannelBuilder, ProductBuilder, SwatchBuilder};
use super::check::{Checker, Path};
use super::document::Category;
use super::product::Product;
use super::publication::{Place as Found, Publication};
use super::set::{Item, List};
use super::swatch::{CentralSwatch, Paint};
use crate::fault::{Code, Fault, Faults, Place, shortened};
use crate::limits::Limits;
use indexmap::map::Entry;

/// Builds a [`Publication`] without JSON, with the same checks (SPEC section 16).
///
/// ```
/// use omnimedia::{AssetBuilder, DocumentBuilder, Kind, Limits, ProductBuilder, Publication, SetBuilder};
/// let mut builder = Publication::builder(Limits::default());
/// builder.asset(AssetBuilder::new("A1", Kind::Image).url("https://cdn.example/a1.png"));
/// builder.product(
///     ProductBuilder::new("S1").document(DocumentBuilder::new().master(SetBuilder::new().primary(["A1"]))),
/// );
/// let publication = builder.build()?;
/// assert_eq!(publication.products().len(), 1);
/// # Ok::<(), omnimedia::Faults>(())
/// ```
#[derive(Debug)]
pub struct PublicationBuilder {
    limits: Limits,
    publication: Publication,
    faults: Vec<Fault>,
    places: Places,
    counts: [usize; 5],
}

/// Where each entity stood, for the warnings at the end.
#[derive(Debug, Default)]
struct Places {
    assets: Vec<Place>,
    products: Vec<Place>,
    categories: Vec<Place>,
    swatches: Vec<Place>,
}

impl Publication {
    /// Starts to build a publication.
    #[must_use]
    pub fn builder(limits: Limits) -> PublicationBuilder {
        PublicationBuilder {
            limits,
            publication: Publication::default(),
            faults: Vec::new(),
            places: Places::default(),
            counts: [0; 5],
        }
    }
}

impl PublicationBuilder {
    /// Adds a channel.
    pub fn channel(&mut self, channel: ChannelBuilder) -> &mut Self {
        let place = self.next(0, "channels");
        self.channel_at(channel, &place);
        self
    }

    /// Adds a central swatch.
    pub fn swatch(&mut self, swatch: SwatchBuilder) -> &mut Self {
        let place = self.next(1, "swatches");
        self.swatch_at(swatch, &place);
        self
    }

    /// Adds an asset.
    pub fn asset(&mut self, asset: AssetBuilder) -> &mut Self {
        let place = self.next(2, "assets");
        self.asset_at(asset, &place);
        self
    }

    /// Adds a category.
    pub fn category(&mut self, category: CategoryBuilder) -> &mut Self {
        let place = self.next(3, "categories");
        self.category_at(category, &place);
        self
    }

    /// Adds a product.
    pub fn product(&mut self, product: ProductBuilder) -> &mut Self {
        let place = self.next(4, "products");
        self.product_at(product, &place);
        self
    }

    /// The place of the next entity of one kind, where the caller gives none.
    fn next(&mut self, kind: usize, key: &str) -> Place {
        let count = self.counts.get_mut(kind).map_or(0, |count| {
            *count = count.saturating_add(1);
            count.saturating_sub(1)
        });
        Place::path(key).index(count)
    }

    /// Takes a fault of the input along, so that all are reported together.
    pub(crate) fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    pub(crate) fn channel_at(&mut self, channel: ChannelBuilder, place: &Place) {
        let path = Path::Root(place);
        let mut check = Checker { limits: &self.limits, faults: &mut self.faults };
        let channel = check.channel(&path, channel);
        match self.publication.channels.entry(channel.id.clone()) {
            Entry::Occupied(_) => check.twice(&path.key("id"), "the channel", &channel.id),
            Entry::Vacant(slot) => {
                slot.insert(channel);
            }
        }
    }

    pub(crate) fn swatch_at(&mut self, swatch: SwatchBuilder, place: &Place) {
        let path = Path::Root(place);
        let mut check = Checker { limits: &self.limits, faults: &mut self.faults };
        let (dimension, value, paint) = check.central_swatch(&path, swatch);
        match self.publication.swatches.entry((dimension.clone(), value.clone())) {
            Entry::Occupied(_) => check.fault(
                &path,
                Code::DuplicateSwatch,
                format!(
                    "a second swatch of the value `{}` of `{}`",
                    shortened(&value),
                    shortened(&dimension)
                ),
                "keep one of them",
            ),
            Entry::Vacant(slot) => {
                // a faulty swatch keeps its place, so that a second one is found
                let paint = paint.unwrap_or(Paint { hex: None, asset: None, crop: None });
                slot.insert(CentralSwatch { dimension, value, paint });
                self.places.swatches.push(place.clone());
            }
        }
    }

    pub(crate) fn asset_at(&mut self, asset: AssetBuilder, place: &Place) {
        let path = Path::Root(place);
        let mut check = Checker { limits: &self.limits, faults: &mut self.faults };
        let asset = check.asset(&path, asset);
        match self.publication.assets.entry(asset.id.clone()) {
            Entry::Occupied(_) => check.twice(&path.key("id"), "the asset", &asset.id),
            Entry::Vacant(slot) => {
                slot.insert(asset);
                self.places.assets.push(place.clone());
            }
        }
    }

    pub(crate) fn category_at(&mut self, category: CategoryBuilder, place: &Place) {
        let path = Path::Root(place);
        let mut check = Checker { limits: &self.limits, faults: &mut self.faults };
        let category = check.category(&path, category);
        match self.publication.categories.entry(category.id.clone()) {
            Entry::Occupied(_) => check.twice(&path.key("id"), "the category", &category.id),
            Entry::Vacant(slot) => {
                slot.insert(category);
                self.places.categories.push(place.clone());
            }
        }
    }

    pub(crate) fn product_at(&mut self, product: ProductBuilder, place: &Place) {
        let path = Path::Root(place);
        let mut check = Checker { limits: &self.limits, faults: &mut self.faults };
        let product = check.product(&path, product);
        self.checked_product_at(product, place);
    }

    /// Adds a product that is legal by itself.
    pub(crate) fn checked_product(&mut self, product: Product) {
        let place = self.next(4, "products");
        self.checked_product_at(product, &place);
    }

    fn checked_product_at(&mut self, product: Product, place: &Place) {
        let path = Path::Root(place);
        let mut check = Checker { limits: &self.limits, faults: &mut self.faults };
        let index = self.publication.products.len();
        let publication = &mut self.publication;
        if publication.products.contains_key(&product.number) {
            check.twice(&path.key("number"), "the product", &product.number);
        } else if publication.variants.contains_key(&product.number) {
            both(&mut check, &path.key("number"), &product.number);
        }
        let mut ids = product.record_id().map(|id| (id, None)).into_iter().collect::<Vec<_>>();
        for (variant, entity) in product.variants.iter().enumerate() {
            let here = path.key("variants");
            let here = here.index(variant);
            let place = Found { product: index, variant: Some(variant) };
            let number = &entity.number;
            if *number == product.number || publication.products.contains_key(number) {
                both(&mut check, &here.key("number"), number);
            } else if publication.variants.insert(number.clone(), place).is_some() {
                check.twice(&here.key("number"), "the variant", number);
            }
            ids.extend(entity.record_id().map(|id| (id, Some(variant))));
        }
        for (id, variant) in ids {
            if publication.record_ids.insert(id, Found { product: index, variant }).is_some() {
                let variants = path.key("variants");
                let owner = variant.map_or(path, |variant| variants.index(variant));
                check.twice(&owner.key("record_id"), "the record id", &id.to_string());
            }
        }
        if !publication.products.contains_key(&product.number) {
            publication.products.insert(product.number.clone(), product);
            self.places.products.push(place.clone());
        }
    }

    /// The publication.
    ///
    /// # Errors
    /// Every fault of every entity, in the order in which they came.
    ///
    /// # Cost
    /// Linear in what was added.
    pub fn build(mut self) -> Result<Publication, Faults> {
        if let Some(faults) = Faults::new(std::mem::take(&mut self.faults)) {
            return Err(faults);
        }
        let mut warnings = Vec::new();
        let mut seek = Seek {
            publication: &self.publication,
            check: Checker { limits: &self.limits, faults: &mut warnings },
        };
        for (place, swatch) in self.places.swatches.iter().zip(self.publication.central_swatches()) {
            seek.swatch_asset(&Path::Root(place), &swatch.paint);
        }
        for (place, asset) in self.places.assets.iter().zip(self.publication.assets()) {
            for (index, channel) in asset.channels.iter().flat_map(|channels| channels.iter()).enumerate() {
                seek.channel(&Path::Root(place).key("channels").index(index), Some(channel));
            }
        }
        for (place, category) in self.places.categories.iter().zip(self.publication.categories()) {
            seek.category(&Path::Root(place), category);
        }
        for (place, product) in self.places.products.iter().zip(self.publication.products()) {
            seek.product(&Path::Root(place), product);
        }
        self.publication.warnings = warnings;
        self.publication.place_items();
        Ok(self.publication)
    }
}

fn both(check: &mut Checker<'_>, path: &Path<'_>, number: &str) {
    check.fault(
        path,
        Code::ProductAndVariant,
        format!("`{}` is both a product and a variant", shortened(number)),
        "numbers of products and variants share one space: rename one",
    );
}

/// Looks for references to what is not there: each is a warning.
struct Seek<'a> {
    publication: &'a Publication,
    check: Checker<'a>,
}

impl Seek<'_> {
    fn asset(&mut self, path: &Path<'_>, id: &str) {
        if !self.publication.assets.contains_key(id) {
            let message = format!("there is no asset `{}`", shortened(id));
            self.check.fault(
                path,
                Code::MissingAsset,
                message,
                "add it, or take the item out; it is dropped",
            );
        }
    }

    fn channel(&mut self, path: &Path<'_>, id: Option<&str>) {
        if let Some(id) = id
            && !self.publication.channels.contains_key(id)
        {
            let message = format!("there is no channel `{}`", shortened(id));
            self.check.fault(
                path,
                Code::MissingChannel,
                message,
                "add it to `channels`; it is taken as it is",
            );
        }
    }

    fn swatch_asset(&mut self, path: &Path<'_>, paint: &Paint) {
        if let Some(id) = paint.asset() {
            self.asset(&path.key("asset"), id);
        }
    }

    fn list(&mut self, path: &Path<'_>, list: &List) {
        for (index, item) in list.items.iter().enumerate() {
            self.item(&path.index(index), item);
        }
    }

    fn item(&mut self, path: &Path<'_>, item: &Item) {
        self.asset(path, &item.asset);
    }

    fn set(&mut self, path: &Path<'_>, set: &super::set::Set) {
        self.list(&path.key("primary"), &set.primary);
        self.list(&path.key("additional"), &set.additional);
    }

    fn category(&mut self, path: &Path<'_>, category: &Category) {
        for (index, document) in category.documents.iter().enumerate() {
            let media = path.key("media");
            let here = media.index(index);
            self.channel(&here.key("channel"), document.context.channel());
            if let Some(image) = &document.image {
                self.item(&here.key("image"), image);
            }
        }
    }

    fn product(&mut self, path: &Path<'_>, product: &Product) {
        for (index, category) in product.categories.iter().enumerate() {
            if !self.publication.categories.contains_key(category) {
                let categories = path.key("categories");
                let message = format!("there is no category `{}`", shortened(category));
                let advice = "add it to `categories`; it is taken as it is";
                self.check.fault(&categories.index(index), Code::MissingCategory, message, advice);
            }
        }
        for (index, document) in product.documents.iter().enumerate() {
            let media = path.key("media");
            let here = media.index(index);
            self.channel(&here.key("channel"), document.context.channel());
            if let Some(set) = &document.master {
                self.set(&here.key("master"), set);
            }
            for (index, (_, set)) in document.patterns.iter().enumerate() {
                self.set(&here.key("dimensions").index(index), set);
            }
            for (variant, set) in &document.variants {
                let number = product.variants.get(*variant as usize).map_or("", |variant| &variant.number);
                self.set(&here.key("variants").key(number), set);
            }
            for (index, swatch) in document.swatches.iter().enumerate() {
                self.swatch_asset(&here.key("swatches").index(index), &swatch.paint);
            }
        }
    }
}
