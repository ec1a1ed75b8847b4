//! A flattened product before it is written: what a publication or an older snapshot says of it, in
//! an order that is its own. Equal states give equal values, whatever they were read from.

use crate::locale::Tag;
use crate::model::{ContextRef, Crop, HexColour, Kind, Level};
use crate::resolve::hash::TextsIn;

/// Extension properties.
pub(crate) type Pairs<'a> = Vec<(&'a str, &'a str)>;

/// Where the assets of products come from.
pub(crate) trait Assets<'a> {
    /// The asset with a key.
    fn asset(&self, key: u32) -> AssetData<'a>;
}

/// An asset.
pub(crate) struct AssetData<'a> {
    pub(crate) id: &'a str,
    pub(crate) kind: Kind,
    pub(crate) url: Option<&'a str>,
    pub(crate) published: bool,
    pub(crate) channels: Option<Vec<&'a str>>,
    pub(crate) texts: TextsIn<'a>,
    pub(crate) properties: Pairs<'a>,
}

/// A reference to an asset that need not be in the library.
#[derive(Clone, Copy)]
pub(crate) enum AssetKey<'a> {
    Known(u32),
    Missing(&'a str),
}

/// A product.
#[derive(Default)]
pub(crate) struct Flat<'a> {
    pub(crate) number: &'a str,
    pub(crate) record_id: Option<u64>,
    pub(crate) name: Option<&'a str>,
    pub(crate) properties: Pairs<'a>,
    pub(crate) dimensions: Vec<(&'a str, Vec<&'a str>)>,
    /// In the order of their values.
    pub(crate) variants: Vec<FlatVariant<'a>>,
    /// The variants' values, a row each.
    pub(crate) values: Vec<u32>,
    /// By channel, catalog and normal form of the locale.
    pub(crate) documents: Vec<FlatDocument<'a>>,
    /// The nodes of the tree of paths; none where every document decides.
    pub(crate) tree: Vec<u32>,
    pub(crate) groups: u32,
    /// By group and class: an answer, or `None` where it is composed.
    pub(crate) cells: Vec<Option<u32>>,
    pub(crate) answers: Vec<FlatAnswer>,
    pub(crate) items: Vec<FlatItem<'a>>,
    pub(crate) origins: Vec<FlatOrigin>,
    /// Whether the sets of the documents are written.
    pub(crate) with_sets: bool,
    /// The memory of lists of values that are not needed now.
    spare: Vec<Vec<&'a str>>,
}

impl<'a> Flat<'a> {
    /// Adds a dimension.
    pub(crate) fn dimension(&mut self, name: &'a str, values: impl Iterator<Item = &'a str>) {
        let mut all = self.spare.pop().unwrap_or_default();
        all.extend(values);
        self.dimensions.push((name, all));
    }

    /// How many items an answer has.
    pub(crate) fn items_of(&self, answer: u32) -> usize {
        self.answers.get(answer as usize).map_or(0, |answer| answer.primary.saturating_add(answer.additional))
    }

    pub(crate) fn clear(&mut self) {
        let Self {
            properties,
            dimensions,
            variants,
            values,
            documents,
            tree,
            cells,
            answers,
            items,
            origins,
            spare,
            ..
        } = self;
        properties.clear();
        for (_, mut values) in dimensions.drain(..) {
            values.clear();
            spare.push(values);
        }
        variants.clear();
        values.clear();
        documents.clear();
        tree.clear();
        cells.clear();
        answers.clear();
        items.clear();
        origins.clear();
        self.groups = 1;
        self.with_sets = false;
    }
}

/// A variant.
pub(crate) struct FlatVariant<'a> {
    pub(crate) number: &'a str,
    pub(crate) record_id: Option<u64>,
    pub(crate) group: u32,
}

/// A document.
pub(crate) struct FlatDocument<'a> {
    /// As it is written.
    pub(crate) context: ContextRef<'a>,
    /// The normal form of its locale.
    pub(crate) normal: Option<Tag>,
    pub(crate) sets: FlatSets<'a>,
    /// By dimension and value.
    pub(crate) swatches: Vec<(u32, u32, FlatPaint<'a>)>,
}

/// The sets of a document.
#[derive(Default)]
pub(crate) struct FlatSets<'a> {
    pub(crate) master: Option<[FlatList<'a>; 2]>,
    /// The fixed values as pairs of dimension and value, the strength, and the lists; the strongest
    /// first, then by values.
    pub(crate) patterns: Vec<(Vec<u32>, u32, [FlatList<'a>; 2])>,
    /// The variant's index and the lists, rising.
    pub(crate) variants: Vec<(u32, [FlatList<'a>; 2])>,
}

/// A list, without the items that are shown nowhere.
pub(crate) struct FlatList<'a> {
    pub(crate) mode: crate::model::Mode,
    pub(crate) items: Vec<FlatItem<'a>>,
}

/// An item.
#[derive(Clone, PartialEq)]
pub(crate) struct FlatItem<'a> {
    pub(crate) asset: u32,
    pub(crate) purpose: Option<&'a str>,
    pub(crate) texts: TextsIn<'a>,
    pub(crate) properties: Pairs<'a>,
    /// The index of its origin; of an item of a set, nothing.
    pub(crate) origin: u32,
}

/// The answer of a class and group.
pub(crate) struct FlatAnswer {
    /// The origin of the first set that spoke.
    pub(crate) winner: Option<u32>,
    /// The document that ended a severed chain, where no set spoke.
    pub(crate) severed: Option<u32>,
    /// Where its items begin; the primary ones, then the additional ones.
    pub(crate) items: usize,
    pub(crate) primary: usize,
    pub(crate) additional: usize,
}

/// Where items come from.
#[derive(Clone, PartialEq)]
pub(crate) struct FlatOrigin {
    pub(crate) document: u32,
    pub(crate) level: Level,
    /// Pairs of dimension and value.
    pub(crate) pattern: Vec<u32>,
}

/// What a swatch looks like.
pub(crate) struct FlatPaint<'a> {
    pub(crate) hex: Option<HexColour>,
    pub(crate) asset: Option<AssetKey<'a>>,
    pub(crate) crop: Option<Crop>,
}

/// A category.
pub(crate) struct FlatCategory<'a> {
    pub(crate) id: &'a str,
    pub(crate) name: Option<&'a str>,
    /// By channel, catalog and normal form of the locale.
    pub(crate) documents: Vec<FlatCategoryDocument<'a>>,
}

/// A document of a category.
pub(crate) struct FlatCategoryDocument<'a> {
    pub(crate) context: ContextRef<'a>,
    pub(crate) normal: Option<Tag>,
    pub(crate) image: Option<FlatImage<'a>>,
}

/// The picture of a category.
pub(crate) struct FlatImage<'a> {
    pub(crate) asset: AssetKey<'a>,
    pub(crate) texts: TextsIn<'a>,
    pub(crate) properties: Pairs<'a>,
}

/// A channel that the publication lists.
pub(crate) struct FlatChannel<'a> {
    pub(crate) id: &'a str,
    pub(crate) name: Option<&'a str>,
    pub(crate) locales: Vec<Option<Tag>>,
}
