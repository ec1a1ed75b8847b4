//! The invariants of galleries, items, assets, texts, swatches and categories.

use super::super::gallery::GalleryRef;
use super::super::item::{self, TAGS_SHIFT, TEXT_ENTRY};
use super::super::layout;
use super::super::layout::{
    AssetRecord, CategoryRecord, Cell, CentralRecord, Gallery, INLINE_URL, ItemRecord, LONG_URL, PaintRecord,
    REMOVED, SPECIAL, Section,
};
use super::super::swatch::CATEGORY_DOCUMENT;
use super::sets::item_is_there;
use super::{Bits, Blocks, Check, Finding, ensure};
use crate::model::{Crop, Field, HexColour, Kind};
use crate::resolve::hash::AnswerHash;
use smallvec::SmallVec;
use zerocopy::little_endian::U64;

/// The galleries one after the other, each with its place by eight bytes.
fn galleries<'s>(check: &Check<'s>) -> impl Iterator<Item = (u32, GalleryRef<'s>)> + use<'s> {
    let bytes = check.layer.section(Section::Galleries);
    let mut at = 0usize;
    core::iter::from_fn(move || {
        let gallery = GalleryRef::read(bytes.get(at..)?)?;
        let place = u32::try_from(at >> 3).ok()?;
        at = at.checked_add(gallery.length()?)?;
        Some((place, gallery))
    })
}

/// What Galleries holds, read once: most invariants of lists ask the same.
pub(super) struct Galleries {
    /// A bit for every eight bytes, set where a gallery begins.
    starts: Bits,
    /// The same, set where a gallery has an asset that is not for every channel.
    restricted: Bits,
    /// Whether invariant 15 holds.
    finding: Finding,
}

impl Default for Galleries {
    fn default() -> Self {
        Self { starts: Bits::default(), restricted: Bits::default(), finding: Ok(()) }
    }
}

impl Galleries {
    pub(super) fn read(check: &Check<'_>) -> Self {
        let places = check.layer.section(Section::Galleries).len() >> 3;
        let mut read = Self { starts: Bits::new(places), restricted: Bits::new(places), finding: Ok(()) };
        let mut end = 0usize;
        for (place, gallery) in galleries(check) {
            read.starts.insert(place);
            match is_restricted(check, place, &gallery) {
                Ok(false) => {}
                Ok(true) => _ = read.restricted.insert(place),
                Err(finding) => read.finding = Err(finding),
            }
            end = (place as usize).saturating_mul(8).saturating_add(gallery.length().unwrap_or(0));
        }
        let length = check.layer.section(Section::Galleries).len();
        if end != length {
            read.finding = Err("the galleries are cut".to_owned());
        }
        read
    }
}

/// Whether an asset of a gallery is not for every channel; what is wrong with it, if anything is.
fn is_restricted(check: &Check<'_>, place: u32, gallery: &GalleryRef<'_>) -> Result<bool, String> {
    let layer = check.layer;
    let (head, items) = (gallery.head, gallery.items().unwrap_or_default());
    let assets = layer.all::<AssetRecord>(Section::Assets);
    let specials = layer.all::<ItemRecord>(Section::Items);
    let primary = head.primary.get() as usize;
    let mut default_image = None;
    let mut restricted = false;
    let mut hashes: SmallVec<[[u8; 16]; 16]> = SmallVec::new();
    for (at, item) in items.iter().enumerate() {
        item_is_there(check, item.get())?;
        let special =
            if item.get() & SPECIAL == 0 { None } else { specials.get((item.get() & !SPECIAL) as usize) };
        let asset = special.map_or(item.get(), |special| special.asset.get());
        let Some(asset) = assets.get(asset as usize) else {
            return Err(format!("an item of the gallery {place} has no asset"));
        };
        if at < primary && default_image.is_none() && asset.kind == Kind::Image.number() {
            default_image = Some((at, asset.url.get()));
        }
        restricted |= asset.channels.get() != 0;
        hashes.push(special.map_or(asset.hash, |special| special.hash));
        ensure(asset.state == 0, || format!("the gallery {place} has an asset that is not published"))?;
        let has_purpose = special.is_some_and(|special| special.purpose.get() != layout::NO_TEXT);
        ensure(has_purpose == (at >= primary), || {
            format!("an item of the gallery {place} has a purpose where none can be")
        })?;
    }
    let mut hash = AnswerHash::new(primary, default_image.map(|(at, _)| at));
    hashes.into_iter().for_each(|item| hash.item(u128::from_le_bytes(item)));
    let (at, url) = default_image.map_or((0, layout::NO_TEXT), |(at, url)| (at.saturating_add(1), url));
    let url = match (layer.text_bytes(url), head.url.get()) {
        (None, url) => url == 0,
        (Some(url), LONG_URL) => url.len() > INLINE_URL,
        (Some(url), _) => url.len() <= INLINE_URL && gallery.url() == Some(url),
    };
    let right = head.default_image.get() as usize == at && url && head.hash == hash.finish().to_le_bytes();
    ensure(right, || format!("the head of the gallery {place} does not fit its items"))?;
    Ok(restricted)
}

/// The head of a gallery that a cell leads to; what is wrong with the cell, if anything is.
pub(super) fn head<'s>(check: &Check<'s>, cell: Cell) -> Result<&'s Gallery, String> {
    let (place, lists) = (cell.gallery.get(), cell.lists());
    let begins = Some(place).filter(|place| check.galleries.starts.contains(*place));
    let Some(gallery) = begins.and_then(|place| GalleryRef::at(&check.layer, place)) else {
        return Err(format!("a cell leads to {place}, where no gallery begins"));
    };
    let head = gallery.head;
    let right = lists.primary() == head.primary.get()
        && lists.restricted() == check.galleries.restricted.contains(place);
    ensure(right, || format!("a cell shows {}, which the gallery {place} does not", cell.shown))?;
    Ok(head)
}

/// 15. Galleries follow each other to the end; each head says what its items say.
pub(super) fn galleries_follow_each_other(check: &Check<'_>) -> Finding {
    check.galleries.finding.clone()
}

/// Refuses properties that do not lie where they should.
pub(super) fn properties(check: &Check<'_>, start: u32) -> Finding {
    if start == 0 {
        return Ok(());
    }
    let words = check.layer.all::<U64>(Section::Properties).get(start as usize..).unwrap_or_default();
    let Some((count, words)) = words.split_first() else { return Err("properties are cut".to_owned()) };
    let pairs = usize::try_from(count.get()).ok().and_then(|count| words.get(..count.checked_mul(2)?));
    let Some(pairs) = pairs else { return Err("properties are cut".to_owned()) };
    if !check.properties.borrow_mut().first(start, pairs.len())? {
        return Ok(());
    }
    pairs.iter().try_for_each(|text| check.text(text.get()))
}

/// Refuses a block of texts that does not lie where it should.
fn block(check: &Check<'_>, texts: u32) -> Finding {
    let whole = texts == 0 || !item::entries(&check.layer, texts).is_empty();
    ensure(whole, || "a block of texts is cut".to_owned())
}

/// 16. Assets and items are whole: their texts, properties, channels, kinds and states are there.
pub(super) fn items_and_assets_are_whole(check: &Check<'_>) -> Finding {
    let layer = check.layer;
    let mut lists = Blocks::new(layer.count(Section::Words) as usize);
    for (at, asset) in (0u32..).zip(layer.all::<AssetRecord>(Section::Assets)) {
        check.text(asset.id.get())?;
        check.text(asset.url.get())?;
        block(check, asset.texts.get())?;
        properties(check, asset.properties.get())?;
        let legal = Kind::from_number(asset.kind).is_some() && asset.state <= item::NOT_THERE;
        ensure(legal && asset.id.get() != layout::NO_TEXT, || {
            format!("the asset {at} is of no kind or state")
        })?;
        let channels = layer.counted(Section::Words, asset.channels.get());
        if !lists.first(asset.channels.get(), channels.len())? {
            continue;
        }
        channels.iter().try_for_each(|channel| check.name(1, channel.get()))?;
        let some = channels.iter().all(|channel| channel.get() != 0);
        ensure(some, || format!("the asset {at} may be shown in no channel of that number"))?;
    }
    for special in layer.all::<ItemRecord>(Section::Items) {
        check.within("an asset", special.asset.get(), layer.count(Section::Assets))?;
        check.text(special.purpose.get())?;
        block(check, special.texts.get())?;
        properties(check, special.properties.get())?;
    }
    Ok(())
}

/// 17. Texts rise by locale, and their references lie where they should.
pub(super) fn texts_rise_by_locale(check: &Check<'_>) -> Finding {
    let layer = check.layer;
    let refs = layer.all::<U64>(Section::TextRefs);
    refs.iter().try_for_each(|text| check.text(text.get()))?;
    let assets = layer.all::<AssetRecord>(Section::Assets).iter().map(|asset| asset.texts.get());
    let items = layer.all::<ItemRecord>(Section::Items).iter().map(|item| item.texts.get());
    let mut blocks = Blocks::new(layer.count(Section::Texts) as usize);
    for texts in assets.chain(items).filter(|texts| *texts != 0) {
        let entries = item::entries(&layer, texts);
        if !blocks.first(texts, entries.len().saturating_mul(TEXT_ENTRY))? {
            continue;
        }
        let mut last = None;
        for [locale, present, first] in entries {
            check.name(2, locale.get())?;
            ensure(last < Some(locale.get()), || "texts do not rise by locale".to_owned())?;
            last = Some(locale.get());
            let fields = (present.get() & ((1 << Field::COUNT) - 1)).count_ones();
            let end = first.get().saturating_add(fields).saturating_add(present.get() >> TAGS_SHIFT);
            let unknown = (present.get() & ((1 << TAGS_SHIFT) - 1)) >> Field::COUNT;
            ensure(end as usize <= refs.len() && unknown == 0, || "a text is cut".to_owned())?;
        }
    }
    Ok(())
}

/// 18. Paints are legal: a colour, an asset, a crop within the image.
pub(super) fn paints_are_legal(check: &Check<'_>) -> Finding {
    for (at, paint) in check.layer.all::<PaintRecord>(Section::Paints).iter().enumerate() {
        let hex = paint.hex == [0; 7] || HexColour::is_legal(&paint.hex);
        let [x, y, width, height] = paint.crop.map(|number| number.get());
        let crop = match paint.cropped {
            0 => [x, y, width, height] == [0.0; 4],
            1 => Crop::new(x, y, width, height).is_ok(),
            _ => false,
        };
        let some = paint.hex != [0; 7] || paint.asset.get() != 0;
        ensure(hex && crop && some, || format!("the paint {at} is not legal"))?;
        check.within("an asset", paint.asset.get(), check.layer.count(Section::Assets).saturating_add(1))?;
    }
    Ok(())
}

/// 19. Central swatches rise by dimension and value, categories by id; their documents are legal.
pub(super) fn central_swatches_and_categories_rise(check: &Check<'_>) -> Finding {
    let layer = check.layer;
    let mut last = None;
    for record in layer.all::<CentralRecord>(Section::Central) {
        check.text(record.dimension.get())?;
        check.text(record.value.get())?;
        let key = Some((layer.text(record.dimension.get()), layer.text(record.value.get())));
        let length =
            key.map_or(0, |(name, value)| name.map_or(0, str::len).saturating_add(value.map_or(0, str::len)));
        check.reads(length)?;
        ensure(last < key, || "the central swatches do not rise".to_owned())?;
        last = key;
        match record.paint.get() {
            REMOVED => ensure(layer.meta.is_delta, || "a central swatch is removed in a base".to_owned())?,
            paint => check.within("a paint", paint, layer.count(Section::Paints))?,
        }
    }
    let mut last = None;
    let mut blocks = Blocks::new(layer.count(Section::CategoryMedia) as usize);
    for record in layer.all::<CategoryRecord>(Section::Categories) {
        check.text(record.id.get())?;
        check.text(record.name.get())?;
        let id = layer.text(record.id.get());
        check.reads(id.map_or(0, str::len))?;
        ensure(id.is_some() && last < Some(id), || "the categories do not rise".to_owned())?;
        last = Some(id);
        if record.media.get() == REMOVED {
            ensure(layer.meta.is_delta, || "a category is removed in a base".to_owned())?;
            continue;
        }
        let words = layer.counted(Section::CategoryMedia, record.media.get());
        let (documents, rest) = words.as_chunks::<CATEGORY_DOCUMENT>();
        let whole = rest.is_empty() && (record.media.get() == 0 || !documents.is_empty());
        ensure(whole, || "the documents of a category are cut".to_owned())?;
        if !blocks.first(record.media.get(), words.len())? {
            continue;
        }
        for [catalog, channel, normal, written, has_item, item] in documents {
            check.context([catalog.get(), channel.get(), normal.get()])?;
            check.name(2, written.get())?;
            ensure(channel.get() != 0, || "a document of a category has no channel".to_owned())?;
            if has_item.get() != 0 {
                item_is_there(check, item.get())?;
            }
        }
    }
    Ok(())
}
