//! Items of a view, and their texts.

use super::layer::LayerRef;
use super::layout::{self, AssetRecord, ItemRecord, SPECIAL, Section};
use super::names;
use super::shelf::Shelf;
use super::view::View;
use crate::model::{Field, Kind, Level};
use crate::policy::AltSource;
use crate::resolve::{Answer, AnswerItem, AssetRef, Origin, TextRef, text};
use zerocopy::little_endian::{U32, U64};

/// State of an asset: in the library, but not published.
pub(crate) const NOT_PUBLISHED: u8 = 1;
/// State of an asset: not in the library.
pub(crate) const NOT_THERE: u8 = 2;
/// Words of a text's entry: locale plus one, fields present and tags, place in TextRefs.
pub(crate) const TEXT_ENTRY: usize = 3;
/// Where the count of tags lies in an entry's second word.
pub(crate) const TAGS_SHIFT: u32 = 8;

/// An item of a view.
#[derive(Clone, Copy)]
pub struct ItemView<'s, 'x> {
    view: View<'s, 'x>,
    asset: &'s AssetRecord,
    special: Option<&'s ItemRecord>,
    place: usize,
}

impl core::fmt::Debug for ItemView<'_, '_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ItemView").field("asset", &self.asset()).finish_non_exhaustive()
    }
}

impl<'s, 'x> ItemView<'s, 'x> {
    /// An item, where the filter lets it pass.
    // it is as large as its view, which is not copied where it is made in place
    #[inline]
    pub(crate) fn new(view: &View<'s, 'x>, item: u32, place: usize, filtered: bool) -> Option<Self> {
        let layer = view.found.layer;
        let special = match item & SPECIAL {
            0 => None,
            _ => Some(layer.at::<ItemRecord>(Section::Items, item & !SPECIAL)?),
        };
        let asset =
            layer.at::<AssetRecord>(Section::Assets, special.map_or(item, |special| special.asset.get()))?;
        if filtered && !view.allows(asset) {
            return None;
        }
        Some(Self { view: *view, asset, special, place })
    }

    fn layer(&self) -> LayerRef<'s> {
        self.view.found.layer
    }

    /// The id of the asset.
    #[must_use]
    pub fn asset(&self) -> Option<&'s str> {
        self.layer().text(self.asset.id.get())
    }

    /// Whether it is an image, a video or a file.
    #[must_use]
    pub fn kind(&self) -> Kind {
        Kind::from_number(self.asset.kind).unwrap_or(Kind::File)
    }

    /// Where its bytes are.
    #[must_use]
    pub fn url(&self) -> Option<&'s str> {
        self.layer().text(self.asset.url.get())
    }

    /// The purpose; of an additional item always there.
    #[must_use]
    pub fn purpose(&self) -> Option<&'s str> {
        self.layer().text(self.special?.purpose.get())
    }

    /// One of its texts along the query's locale chain; the alt text as the policy's source has it.
    ///
    /// # Cost
    /// Linear in the locales of the chain, logarithmic in those of the item; allocates nothing.
    #[must_use]
    pub fn text(&self, field: Field) -> Option<&'s str> {
        self.text_by(field, self.layer().meta.policy.alt_source)
    }

    /// As [`ItemView::text`], with another source of the alt text than the policy's.
    fn text_by(&self, field: Field, alt_source: AltSource) -> Option<&'s str> {
        if field != Field::Alt {
            return self.own_text(field);
        }
        let name = || self.view.found.name().filter(|name| !name.is_empty());
        match alt_source {
            AltSource::Asset => self.own_text(field).or_else(name),
            AltSource::Product => name(),
        }
    }

    /// What the picture shows, in words.
    #[must_use]
    pub fn alt(&self) -> Option<&'s str> {
        self.text(Field::Alt)
    }

    fn own_text(&self, field: Field) -> Option<&'s str> {
        let own = self.special.map_or(0, |special| special.texts.get());
        text_along(&self.layer(), self.view.shelf, own, self.asset.texts.get(), field)
    }

    /// The search tags along the query's locale chain, in order.
    #[must_use]
    pub fn tags(&self) -> Vec<&'s str> {
        let own = self.special.map_or(0, |special| special.texts.get());
        tags_along(&self.layer(), self.view.shelf, own, self.asset.texts.get())
    }

    /// The asset's extension properties, by key.
    #[must_use]
    pub fn asset_properties(&self) -> Vec<(&'s str, &'s str)> {
        properties(&self.layer(), self.asset.properties.get())
    }

    /// The item's own extension properties, by key.
    #[must_use]
    pub fn properties(&self) -> Vec<(&'s str, &'s str)> {
        properties(&self.layer(), self.special.map_or(0, |special| special.properties.get()))
    }

    /// Where it was assigned.
    #[must_use]
    pub fn origin(&self) -> Option<Origin<'s>> {
        let origin = self.view.origin(self.place)?;
        Some(Origin {
            context: names::context(self.view.found.layers, origin.context),
            level: origin.level,
            pattern: self.view.fixed(origin.pattern),
            variant: self.view.found.variant().filter(|_| origin.level == Level::Variant),
        })
    }

    pub(crate) fn content_hash(&self) -> u128 {
        u128::from_le_bytes(self.special.map_or(self.asset.hash, |special| special.hash))
    }

    /// The item with everything in it looked up.
    fn to_item(self, alt_source: AltSource) -> Option<AnswerItem<'s>> {
        Some(AnswerItem {
            asset: asset_ref(&self.layer(), self.asset)?,
            purpose: self.purpose(),
            origin: self.origin()?,
            text: TextRef {
                fields: Field::ALL.map(|field| self.text_by(field, alt_source)),
                tags: self.tags(),
            },
            properties: self.properties(),
        })
    }
}

/// An asset as answers show it.
pub(crate) fn asset_ref<'s>(layer: &LayerRef<'s>, asset: &AssetRecord) -> Option<AssetRef<'s>> {
    Some(AssetRef {
        id: layer.text(asset.id.get())?,
        kind: Kind::from_number(asset.kind)?,
        url: layer.text(asset.url.get()),
        properties: properties(layer, asset.properties.get()),
    })
}

/// The properties at a place.
pub(crate) fn properties<'s>(layer: &LayerRef<'s>, start: u32) -> Vec<(&'s str, &'s str)> {
    if start == 0 {
        return Vec::new();
    }
    let words = layer.all::<U64>(Section::Properties).get(start as usize..).unwrap_or_default();
    let Some((count, words)) = words.split_first() else { return Vec::new() };
    let pairs = words.as_chunks::<2>().0;
    let count = usize::try_from(count.get()).unwrap_or(usize::MAX).min(pairs.len());
    let text = |text: &U64| layer.text(text.get()).unwrap_or_default();
    pairs.iter().take(count).map(|[key, value]| (text(key), text(value))).collect()
}

/// The entries of a block of texts, by locale.
pub(crate) fn entries<'s>(layer: &LayerRef<'s>, block: u32) -> &'s [[U32; TEXT_ENTRY]] {
    if block == 0 {
        return &[];
    }
    let bytes = layer.section(Section::Texts);
    let start = block as usize;
    let count = layout::at::<U32>(bytes, start).map_or(0, |count| count.get() as usize);
    let words =
        count.checked_mul(TEXT_ENTRY).and_then(|count| layout::words(bytes, start.checked_add(1)?, count));
    words.unwrap_or_default().as_chunks::<TEXT_ENTRY>().0
}

/// The entry of a locale, plus one; 0 for Neutral.
fn entry(entries: &[[U32; TEXT_ENTRY]], locale: u32) -> Option<&[U32; TEXT_ENTRY]> {
    let found = entries.binary_search_by_key(&locale, |[locale, ..]| locale.get()).ok()?;
    entries.get(found)
}

/// A field of an entry.
pub(crate) fn field_of<'s>(
    layer: &LayerRef<'s>,
    [_, present, first]: &[U32; TEXT_ENTRY],
    field: Field,
) -> Option<&'s str> {
    let bit = 1u32 << (field as u32);
    if present.get() & bit == 0 {
        return None;
    }
    let before = (present.get() & bit.wrapping_sub(1)).count_ones();
    layer.text(layer.at::<U64>(Section::TextRefs, first.get().checked_add(before)?)?.get())
}

/// The tags of an entry.
pub(crate) fn tags_of<'s>(
    layer: &LayerRef<'s>,
    [_, present, first]: &[U32; TEXT_ENTRY],
) -> impl ExactSizeIterator<Item = &'s str> + use<'s> {
    let layer = *layer;
    let fields = (present.get() & ((1 << Field::COUNT) - 1)).count_ones();
    let from = first.get().saturating_add(fields) as usize;
    let to = from.saturating_add((present.get() >> TAGS_SHIFT) as usize);
    let tags = layer.all::<U64>(Section::TextRefs).get(from..to).unwrap_or_default();
    tags.iter().map(move |text| layer.text(text.get()).unwrap_or_default())
}

/// The locales of texts, Neutral behind them.
fn locale_at(shelf: &Shelf, place: usize) -> u32 {
    shelf.text_chain().get(place).copied().unwrap_or(0)
}

/// A text along the chain of a shelf: at each locale the item's own before the asset's.
pub(crate) fn text_along<'s>(
    layer: &LayerRef<'s>,
    shelf: &Shelf,
    own: u32,
    asset: u32,
    field: Field,
) -> Option<&'s str> {
    let (own, asset) = (entries(layer, own), entries(layer, asset));
    let of = |entries: &'s [[U32; TEXT_ENTRY]], place| {
        field_of(layer, entry(entries, locale_at(shelf, place))?, field)
    };
    text::first(shelf.text_chain().len(), |place| of(own, place), |place| of(asset, place))
}

/// The tags along the chain of a shelf.
pub(crate) fn tags_along<'s>(layer: &LayerRef<'s>, shelf: &Shelf, own: u32, asset: u32) -> Vec<&'s str> {
    let (own, asset) = (entries(layer, own), entries(layer, asset));
    let of = |entries: &'s [[U32; TEXT_ENTRY]], place: usize| {
        let tags = tags_of(layer, entry(entries, locale_at(shelf, place))?);
        (tags.len() > 0).then_some(tags)
    };
    let tags = (0..=shelf.text_chain().len()).find_map(|place| of(own, place).or_else(|| of(asset, place)));
    tags.map(Iterator::collect).unwrap_or_default()
}

impl<'s> View<'s, '_> {
    /// The answer with everything in it looked up, as [`crate::Publication::resolve`] gives it.
    ///
    /// # Cost
    /// Linear in the items; allocates. The methods of the view do not.
    #[must_use]
    pub fn to_answer(&self) -> Answer<'s> {
        self.answer_with_alt(self.found.layer.meta.policy.alt_source)
    }

    /// As [`View::to_answer`], with another source of the alt texts than the policy's.
    pub(crate) fn answer_with_alt(&self, alt_source: AltSource) -> Answer<'s> {
        let items = |item: ItemView<'s, '_>| item.to_item(alt_source);
        let product = self.found.layer.product(self.found.index());
        Answer {
            product: self.found.product(),
            variant: self.found.variant(),
            context: self.context(),
            level: self.level(),
            pattern: self.pattern(),
            primary: self.primary().filter_map(items).collect(),
            additional: self.additional().filter_map(items).collect(),
            properties: product
                .map(|p| properties(&self.found.layer, p.properties.get()))
                .unwrap_or_default(),
            hash: self.hash(),
        }
    }
}

/// Whether an asset is in the library and published.
pub(crate) fn is_shown(asset: &AssetRecord) -> bool {
    asset.state == 0
}
