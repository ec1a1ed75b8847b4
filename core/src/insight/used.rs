//! Where an asset is used.

use super::finding::WhichList;
use crate::model::{
    Category, CategoryDocument, CentralSwatch, ContextRef, Dimension, Document, Level, List, Paint, Pattern,
    Product, Publication, Set,
};
use std::collections::BTreeSet;

/// One place that names an asset.
#[derive(Clone, Debug, PartialEq)]
pub enum Use<'p> {
    /// An item of a list of a product's document.
    Item {
        /// The number of the product.
        product: &'p str,
        /// The context of the document.
        context: ContextRef<'p>,
        /// The level of the set.
        level: Level,
        /// The dimension and value of each fixed value, where it is the set of a pattern.
        pattern: Vec<(&'p str, &'p str)>,
        /// The number of the variant, where it is the set of one.
        variant: Option<&'p str>,
        /// The list.
        list: WhichList,
        /// The place in the list, counted from 0.
        position: usize,
        /// The purpose; of an additional item always there.
        purpose: Option<&'p str>,
    },
    /// A swatch of a product's document.
    Swatch {
        /// The number of the product.
        product: &'p str,
        /// The context of the document.
        context: ContextRef<'p>,
        /// The dimension.
        dimension: &'p str,
        /// The value.
        value: &'p str,
    },
    /// The picture of a category.
    Category {
        /// The id of the category.
        category: &'p str,
        /// The context of the document.
        context: ContextRef<'p>,
    },
    /// A central swatch.
    CentralSwatch {
        /// The dimension.
        dimension: &'p str,
        /// The value.
        value: &'p str,
    },
}

impl Publication {
    /// Every place that names an asset, whether or not it is in the library: products by number, each
    /// document by document and level by level, then categories by id, then central swatches.
    ///
    /// # Cost
    /// The first call makes the index of [`Publication::users`]; then linear in the documents of the
    /// products and categories that use it.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{AssetBuilder, DocumentBuilder, Kind, Limits, ProductBuilder, Publication, SetBuilder, Use};
    /// let mut builder = Publication::builder(Limits::default());
    /// builder.asset(AssetBuilder::new("A1", Kind::Image)).asset(AssetBuilder::new("A2", Kind::Image));
    /// let media = DocumentBuilder::new().channel("128").master(SetBuilder::new().primary(["A2", "A1"]));
    /// builder.product(ProductBuilder::new("S1").document(media));
    /// let publication = builder.build()?;
    /// let uses: Vec<Use<'_>> = publication.where_used("A1").collect();
    /// assert!(matches!(uses[..], [Use::Item { product: "S1", position: 1, .. }]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn where_used<'p>(&'p self, asset: &str) -> impl Iterator<Item = Use<'p>> + use<'p> {
        let users = self.users(asset);
        let mut products: Vec<&'p str> = users.products().collect();
        let mut categories: Vec<&'p str> = users.categories().collect();
        let mut swatches: Vec<(&'p str, &'p str)> = users.swatches().collect();
        products.sort_unstable();
        categories.sort_unstable();
        swatches.sort_unstable();
        let wanted: Box<str> = asset.into();
        let in_products =
            products.into_iter().filter_map(|number| self.product(number)).flat_map(move |product| {
                let mut uses = Vec::new();
                product
                    .documents
                    .iter()
                    .for_each(|document| in_document(product, document, &wanted, &mut uses));
                uses
            });
        let wanted: Box<str> = asset.into();
        let in_categories =
            categories.into_iter().filter_map(|id| self.category(id)).flat_map(move |category| {
                let documents = category.documents.iter();
                let names = |document: &&CategoryDocument| {
                    document.image.as_ref().is_some_and(|image| image.asset == wanted)
                };
                let of = |document: &'p CategoryDocument| in_category(category, document);
                documents.filter(names).map(of).collect::<Vec<_>>()
            });
        let central = swatches.into_iter().map(|(dimension, value)| Use::CentralSwatch { dimension, value });
        in_products.chain(in_categories).chain(central)
    }
}

fn in_category<'p>(category: &'p Category, document: &'p CategoryDocument) -> Use<'p> {
    Use::Category { category: &category.id, context: document.context.as_ref() }
}

fn in_document<'p>(product: &'p Product, document: &'p Document, asset: &str, uses: &mut Vec<Use<'p>>) {
    let context = document.context.as_ref();
    let mut add = |set: &'p Set, level, pattern: Option<&'p Pattern>, variant: Option<&'p str>| {
        for (list, which) in [(&set.primary, WhichList::Primary), (&set.additional, WhichList::Additional)] {
            let List { items, .. } = list;
            for (position, item) in items.iter().enumerate().filter(|(_, item)| *item.asset == *asset) {
                uses.push(Use::Item {
                    product: &product.number,
                    context,
                    level,
                    pattern: pattern.map(|pattern| super::audit::fixed(product, pattern)).unwrap_or_default(),
                    variant,
                    list: which,
                    position,
                    purpose: item.purpose.as_deref(),
                });
            }
        }
    };
    document.master.iter().for_each(|set| add(set, Level::Master, None, None));
    document.patterns.iter().for_each(|(pattern, set)| add(set, Level::Dimensions, Some(pattern), None));
    for (variant, set) in &document.variants {
        let variant = product.variants.get(*variant as usize).map(|variant| &*variant.number);
        add(set, Level::Variant, None, variant);
    }
    for swatch in document.swatches.iter().filter(|swatch| swatch.paint.asset() == Some(asset)) {
        let dimension: Option<&'p Dimension> = product.dimensions.get(swatch.dimension as usize);
        let value = dimension.and_then(|dimension| dimension.values.get(swatch.value as usize));
        if let (Some(dimension), Some(value)) = (dimension, value) {
            uses.push(Use::Swatch { product: &product.number, context, dimension: &dimension.name, value });
        }
    }
}

/// Which assets of the library something uses, gathered product by product.
pub(super) struct Used<'p> {
    publication: &'p Publication,
    used: Vec<bool>,
    /// What is named and not in the publication.
    missing: BTreeSet<&'p str>,
}

impl<'p> Used<'p> {
    pub(super) fn new(publication: &'p Publication) -> Self {
        Self { publication, used: vec![false; publication.assets.len()], missing: BTreeSet::new() }
    }

    /// The assets that something names and the publication does not have, by id.
    pub(super) fn missing(&self) -> impl Iterator<Item = &'p str> {
        self.missing.iter().copied()
    }

    pub(super) fn is_used(&self, asset: usize) -> bool {
        self.used.get(asset).copied().unwrap_or(false)
    }

    fn mark(&mut self, asset: &'p str, place: Option<usize>) {
        match place.and_then(|place| self.used.get_mut(place)) {
            Some(used) => *used = true,
            None => drop(self.missing.insert(asset)),
        }
    }

    fn named(&mut self, asset: Option<&'p str>) {
        if let Some(asset) = asset {
            self.mark(asset, self.publication.assets.get_index_of(asset));
        }
    }

    /// Takes what a product's documents name.
    pub(super) fn product(&mut self, product: &'p Product) {
        for document in &product.documents {
            for set in document.sets() {
                for item in set.primary.items.iter().chain(&set.additional.items) {
                    self.mark(&item.asset, item.place.map(|place| place as usize));
                }
            }
            document.swatches.iter().for_each(|swatch| self.named(swatch.paint.asset()));
        }
    }

    /// Takes what categories and central swatches name.
    pub(super) fn rest(&mut self) {
        let publication = self.publication;
        for document in publication.categories.values().flat_map(Category::documents) {
            self.named(document.image.as_ref().map(|image| &*image.asset));
        }
        publication
            .swatches
            .values()
            .map(CentralSwatch::paint)
            .map(Paint::asset)
            .for_each(|asset| self.named(asset));
    }
}
