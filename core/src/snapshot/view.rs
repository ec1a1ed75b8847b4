//! Views: answers that borrow from the snapshot, or from the scratch where they are composed.

use super::find::{Found, Selected};
use super::layer::LayerRef;
use super::layout::{
    AssetRecord, COMPOSE, Cell, FAR_SHAPE, Gallery, ItemRecord, NO_TEXT, OriginRecord, SPECIAL, Section,
};
use super::memo::Memo;
use super::sets::{self, Composed, SetWalk, SnapshotSets};
use super::shape::Shape;
use super::shelf::{Shelf, wrong_shelf};
use super::{item::ItemView, layout};
use crate::fault::Fault;
use crate::model::{Kind, Level};
use crate::resolve::fold::fold;
use crate::resolve::hash::AnswerHash;
use crate::resolve::walk::{Walk, Which, walk_into};
use smallvec::SmallVec;
use zerocopy::FromBytes;
use zerocopy::little_endian::U32;

/// Memory for look-ups: for what is found again and again, and for answers that are composed. Use it
/// again and again, for one snapshot at a time.
#[derive(Debug)]
pub struct Scratch {
    pub(crate) memo: Memo,
    walk: SetWalk,
    pairs: Vec<(U32, u32)>,
    items: Vec<U32>,
    origins: Vec<Composed>,
}

impl Default for Scratch {
    fn default() -> Self {
        Self::new()
    }
}

impl Scratch {
    /// Memory for the classes of contexts, 12 KiB; for answers none yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            memo: Memo::new(),
            walk: Walk::new(),
            pairs: Vec::new(),
            items: Vec::new(),
            origins: Vec::new(),
        }
    }
}

/// What a product, a variant or a selection shows in a context.
#[derive(Clone, Copy)]
pub struct View<'s, 'x> {
    pub(crate) found: Found<'s>,
    pub(crate) shelf: &'x Shelf,
    body: Body<'s, 'x>,
}

#[derive(Clone, Copy)]
enum Body<'s, 'x> {
    /// Stored: its lists are read when they are wanted.
    Stored(&'s Cell),
    Composed {
        primary: &'x [U32],
        additional: &'x [U32],
        origins: &'x [Composed],
        winner: Option<Composed>,
        severed: Option<[u32; 3]>,
    },
    /// Nothing, where the bytes are not what they were.
    Damaged,
}

impl core::fmt::Debug for View<'_, '_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("View").field("number", &self.found.number()).finish_non_exhaustive()
    }
}

impl<'s> Found<'s> {
    /// What it shows in the context of a shelf.
    ///
    /// # Errors
    /// `wrong_shelf` for a shelf of another snapshot.
    ///
    /// # Cost
    /// A few reads, whatever the level or context of the assignment; allocates nothing. Only where
    /// lists of several contexts come together in too many ways to be stored is the answer composed
    /// in `scratch`, in time linear in the sets and items concerned.
    #[inline]
    pub fn answer<'x>(&self, shelf: &'x Shelf, scratch: &'x mut Scratch) -> Result<View<'s, 'x>, Fault> {
        if shelf.tag != self.layers.tag() {
            return Err(wrong_shelf());
        }
        Ok(self.view_of(self.cell(shelf, &mut scratch.memo), shelf, scratch))
    }

    /// The cell of the class that a shelf is of; nothing where the answer is composed.
    #[inline]
    pub(crate) fn cell(&self, shelf: &Shelf, memo: &mut Memo) -> Option<&'s Cell> {
        let layer = self.layer;
        let shape = self.shape()?;
        let find = || Shape::read(&layer, shape)?.class(shelf, layer.meta.policy.order);
        // a delta numbers its shapes for itself
        let class = if layer.meta.is_delta { find() } else { memo.class(shape, shelf, find) }?;
        let cell = self.slot.cells.get().checked_add(class)?;
        layer.at::<Cell>(Section::Cells, cell).filter(|cell| cell.gallery.get() != COMPOSE)
    }

    /// Where the shape of the product lies.
    #[inline]
    pub(crate) fn shape(&self) -> Option<u32> {
        let [low, middle, high] = self.slot.shape;
        match u32::from_le_bytes([low, middle, high, 0]) {
            FAR_SHAPE => self.layer.row(self.index()).map(|row| row.shape.get()),
            shape => Some(shape),
        }
    }

    /// The view of a cell, or of what is composed where there is none.
    #[inline]
    pub(crate) fn view_of<'x>(
        &self,
        cell: Option<&'s Cell>,
        shelf: &'x Shelf,
        scratch: &'x mut Scratch,
    ) -> View<'s, 'x> {
        let body = match cell {
            Some(cell) => Body::Stored(cell),
            None => self.composed(&[], shelf, scratch),
        };
        View { found: *self, shelf, body }
    }

    /// Composes; out of line, so that what is stored stays short.
    #[cold]
    fn composed<'x>(&self, selection: &[u32], shelf: &Shelf, scratch: &'x mut Scratch) -> Body<'s, 'x> {
        self.compose(selection, shelf, scratch).unwrap_or(Body::Damaged)
    }

    fn compose<'x>(
        &self,
        selection: &[u32],
        shelf: &Shelf,
        scratch: &'x mut Scratch,
    ) -> Option<Body<'s, 'x>> {
        let layer = self.layer;
        let policy = layer.meta.policy;
        let product = self.index();
        let row = layer.row(product)?;
        let path = Shape::read(&layer, row.shape.get())?.path(shelf, policy.order);
        let mut own: SmallVec<[u32; 4]> = SmallVec::new();
        let variant = self.ordinal().checked_sub(1);
        let selection = match variant {
            None => selection,
            Some(variant) => {
                let width = super::dimensions::Dimensions::of(&layer, product).count();
                own.extend(layer.value_row(layer.product(product)?, variant, width)?.map(u32::from));
                &own
            }
        };
        let sets = SnapshotSets { layer, start: row.sets.get(), path: &path, selection, variant };
        walk_into(&sets, path.len(), policy.inheritance, &mut scratch.walk);
        scratch.items.clear();
        scratch.origins.clear();
        let mut primary = 0;
        for which in [Which::Primary, Which::Additional] {
            scratch.pairs.clear();
            let key = |(item, _): &(U32, u32)| item_key(&layer, item.get());
            fold(sets::reading(layer, &scratch.walk, which), key, &mut scratch.pairs);
            for (item, link) in &scratch.pairs {
                let link = scratch.walk.links.get(*link as usize)?;
                scratch.items.push(*item);
                scratch.origins.push(sets::origin(&layer, &scratch.walk, link)?);
            }
            if which == Which::Primary {
                primary = scratch.items.len();
            }
        }
        let winner = scratch.walk.winner().and_then(|link| sets::origin(&layer, &scratch.walk, &link));
        let severed = scratch.walk.visits.last().filter(|_| scratch.walk.severed);
        let severed =
            severed.and_then(|visit| Some(sets::DocumentSets::read(&layer, visit.document)?.context));
        let (primary, additional) = scratch.items.split_at_checked(primary)?;
        Some(Body::Composed { primary, additional, origins: &scratch.origins, winner, severed })
    }
}

impl<'s> Selected<'s> {
    /// The product, or the variant that the selection means.
    #[must_use]
    pub fn found(&self) -> &Found<'s> {
        &self.found
    }

    /// What the selection shows in the context of a shelf.
    ///
    /// # Errors
    /// `wrong_shelf` for a shelf of another snapshot.
    ///
    /// # Cost
    /// That of [`Found::answer`] where a variant or nothing is meant, or no pattern could match; else
    /// composed in `scratch`, in time linear in the sets and items concerned.
    pub fn answer<'x>(&self, shelf: &'x Shelf, scratch: &'x mut Scratch) -> Result<View<'s, 'x>, Fault> {
        let found = self.found;
        let has_sets = found.layer.row(found.index()).is_some_and(|row| row.sets.get() != 0);
        if self.selection.is_empty() || !has_sets {
            return found.answer(shelf, scratch);
        }
        if shelf.tag != found.layers.tag() {
            return Err(wrong_shelf());
        }
        let body = found.composed(&self.selection, shelf, scratch);
        Ok(View { found, shelf, body })
    }
}

/// What makes two items of a list the same: the asset and the purpose.
fn item_key(layer: &LayerRef<'_>, item: u32) -> (u32, u64) {
    if item & SPECIAL == 0 {
        return (item, NO_TEXT);
    }
    match layer.at::<ItemRecord>(Section::Items, item & !SPECIAL) {
        Some(record) => (record.asset.get(), record.purpose.get()),
        None => (item, NO_TEXT),
    }
}

impl<'s, 'x> View<'s, 'x> {
    fn layer(&self) -> LayerRef<'s> {
        self.found.layer
    }

    /// The head and the items of a stored answer.
    #[inline]
    fn stored(&self) -> Option<(&'s Gallery, &'s [U32])> {
        let Body::Stored(cell) = self.body else { return None };
        let bytes =
            self.layer().section(Section::Galleries).get((cell.gallery.get() as usize).checked_mul(8)?..)?;
        let (gallery, rest) = Gallery::ref_from_prefix(bytes).ok()?;
        let count = gallery.primary.get().checked_add(gallery.additional.get())?;
        Some((gallery, layout::words(rest, 0, count as usize)?))
    }

    /// The head and items of a stored answer from which nothing is dropped for the channel.
    #[inline]
    fn unfiltered(&self) -> Option<(&'s Gallery, &'s [U32])> {
        self.stored().filter(|(gallery, _)| self.shelf.channel == 0 || gallery.restricted.get() == 0)
    }

    /// The origins of a stored answer.
    fn origins(&self) -> &'s [U32] {
        let Body::Stored(cell) = self.body else { return &[] };
        let words = layout::all(self.layer().section(Section::AnswerOrigins));
        words.get(cell.origins.get() as usize..).unwrap_or_default()
    }

    /// How many primary and additional items there are, before the channel drops any.
    fn counts(&self) -> (usize, usize) {
        match self.body {
            Body::Stored(_) => self.stored().map_or((0, 0), |(gallery, items)| {
                let primary = gallery.primary.get() as usize;
                (primary, items.len().saturating_sub(primary))
            }),
            Body::Composed { primary, additional, .. } => (primary.len(), additional.len()),
            Body::Damaged => (0, 0),
        }
    }

    /// The item at a place, primary items first.
    #[inline]
    fn item_at(&self, place: usize) -> Option<u32> {
        match self.body {
            Body::Stored(_) => self.stored()?.1.get(place).map(|item| item.get()),
            Body::Composed { primary, additional, .. } => {
                let item = primary.get(place).or_else(|| additional.get(place.checked_sub(primary.len())?));
                item.map(|item| item.get())
            }
            Body::Damaged => None,
        }
    }

    /// Whether an item may have to be dropped for the channel.
    #[inline]
    fn is_filtered(&self) -> bool {
        self.shelf.channel != 0 && self.unfiltered().is_none()
    }

    fn items(&self, which: Which) -> impl Iterator<Item = ItemView<'s, 'x>> + use<'s, 'x> {
        let view = *self;
        let filtered = self.is_filtered();
        let (primary, additional) = self.counts();
        let places = match which {
            Which::Primary => 0..primary,
            Which::Additional => primary..primary.saturating_add(additional),
        };
        places.filter_map(move |place| ItemView::new(&view, view.item_at(place)?, place, filtered))
    }

    /// The ordered gallery.
    pub fn primary(&self) -> impl Iterator<Item = ItemView<'s, 'x>> + use<'s, 'x> {
        self.items(Which::Primary)
    }

    /// The items with a purpose, in order.
    pub fn additional(&self) -> impl Iterator<Item = ItemView<'s, 'x>> + use<'s, 'x> {
        self.items(Which::Additional)
    }

    /// How many primary items there are.
    ///
    /// # Cost
    /// One read, unless assets are not for every channel.
    #[must_use]
    #[inline]
    pub fn primary_len(&self) -> usize {
        match self.unfiltered() {
            Some((gallery, _)) => gallery.primary.get() as usize,
            None => self.primary().count(),
        }
    }

    /// The default image: the first primary item that is an image.
    #[must_use]
    pub fn default_image(&self) -> Option<ItemView<'s, 'x>> {
        match self.unfiltered() {
            Some((gallery, items)) => {
                let place = (gallery.default_image.get() as usize).checked_sub(1)?;
                ItemView::new(self, items.get(place)?.get(), place, false)
            }
            None => self.primary().find(|item| item.kind() == Kind::Image),
        }
    }

    /// The url of the default image.
    ///
    /// # Cost
    /// Two reads, unless assets are not for every channel.
    #[must_use]
    #[inline]
    pub fn default_image_url(&self) -> Option<&'s str> {
        match self.unfiltered() {
            Some((gallery, _)) => self.layer().text(gallery.url.get()),
            None => self.default_image()?.url(),
        }
    }

    /// The content hash of the answer, an ETag; see [`crate::Answer::hash`].
    #[must_use]
    pub fn hash(&self) -> u128 {
        match self.unfiltered() {
            Some((gallery, _)) => u128::from_le_bytes(gallery.hash),
            None => {
                let (mut count, mut default_image) = (0usize, None);
                for item in self.primary() {
                    if default_image.is_none() && item.kind() == Kind::Image {
                        default_image = Some(count);
                    }
                    count = count.saturating_add(1);
                }
                let mut hash = AnswerHash::new(count, default_image);
                self.primary().chain(self.additional()).for_each(|item| hash.item(item.content_hash()));
                hash.finish()
            }
        }
    }

    /// The origin of the first set that spoke.
    fn winner(&self) -> Option<Composed> {
        match self.body {
            Body::Stored(_) => {
                let origin = self.origins().first()?.get().checked_sub(1)?;
                stored_origin(&self.layer(), origin)
            }
            Body::Composed { winner, .. } => winner,
            Body::Damaged => None,
        }
    }

    /// The context of the first set that spoke, or of the document that severed; else `None`.
    #[must_use]
    pub fn context(&self) -> Option<crate::model::ContextRef<'s>> {
        let context = match (self.winner(), self.body) {
            (Some(winner), _) => winner.context,
            (None, Body::Composed { severed, .. }) => severed?,
            (None, Body::Stored(_)) => {
                let origin = self.origins().get(1)?.get().checked_sub(1)?;
                stored_origin(&self.layer(), origin)?.context
            }
            (None, Body::Damaged) => return None,
        };
        Some(super::names::context(self.found.layers, context))
    }

    /// The level of the first set that spoke; `None` where none did.
    #[must_use]
    pub fn level(&self) -> Option<Level> {
        self.winner().map(|winner| winner.level)
    }

    /// The fixed values of the pattern that spoke first, if one did.
    #[must_use]
    pub fn pattern(&self) -> Vec<(&'s str, &'s str)> {
        self.winner().map(|winner| self.fixed(winner.pattern)).unwrap_or_default()
    }

    pub(crate) fn fixed(&self, pattern: u32) -> Vec<(&'s str, &'s str)> {
        let layer = self.layer();
        let dimensions = super::dimensions::Dimensions::of(&layer, self.found.index());
        let pairs = layer.counted(Section::Words, pattern).as_chunks::<2>().0;
        let named = |[dimension, value]: &[U32; 2]| {
            let dimension = dimensions.get(dimension.get())?;
            Some((dimension.name(), dimension.value(value.get())?))
        };
        pairs.iter().filter_map(named).collect()
    }

    /// The origin of the item at a place, primary items first.
    pub(crate) fn origin(&self, place: usize) -> Option<Composed> {
        let (origins, primary) = match self.body {
            Body::Composed { origins, .. } => return origins.get(place).copied(),
            Body::Damaged => return None,
            Body::Stored(_) => (self.origins(), self.stored()?.0.primary.get() as usize),
        };
        let [_, _, of_primary, of_additional, listed @ ..] = origins else { return None };
        let (uniform, before) = if place < primary { (of_primary, 0) } else { (of_additional, primary) };
        let origin = match uniform.get().checked_sub(1) {
            Some(origin) => origin,
            // a list whose origins differ has them listed; those of the other list are not there where it is uniform
            None => {
                let skipped = if place >= primary && of_primary.get() == 0 { primary } else { 0 };
                let at = place.checked_sub(before)?.checked_add(skipped)?;
                listed.get(at)?.get().checked_sub(1)?
            }
        };
        stored_origin(&self.layer(), origin)
    }

    /// Whether a query in the shelf's channel may show an asset.
    pub(crate) fn allows(&self, asset: &AssetRecord) -> bool {
        super::swatch::allowed(&self.layer(), self.shelf, asset)
    }
}

fn stored_origin(layer: &LayerRef<'_>, origin: u32) -> Option<Composed> {
    let record = layer.at::<OriginRecord>(Section::Origins, origin)?;
    Some(Composed {
        context: [record.catalog.get(), record.channel.get(), record.locale.get()],
        level: Level::from_number(u8::try_from(record.level.get()).ok()?)?,
        pattern: record.pattern.get(),
    })
}
