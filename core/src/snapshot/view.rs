//! Views: answers that borrow from the snapshot, or from the scratch where they are composed.

use super::find::{Found, Selected};
use super::gallery::GalleryRef;
use super::layer::{LayerRef, Meta};
use super::layout::{AssetRecord, Cell, Gallery, ItemRecord, NO_TEXT, OriginRecord, SPECIAL, Section, Slot};
use super::lists::Lists;
use super::memo::Classes;
use super::scratch::{ComposedAnswer, Scratch};
use super::sets::{self, Composed, SnapshotSets};
use super::shape::Shape;
use super::shared::{Memory, SharedShelf};
use super::shelf::{Shelf, wrong_shelf};
use super::{item::ItemView, layout};
use crate::fault::Fault;
use crate::model::{Kind, Level};
use crate::resolve::fold::fold;
use crate::resolve::hash::AnswerHash;
use crate::resolve::walk::{Which, walk_into};
use smallvec::SmallVec;
use zerocopy::little_endian::U32;

/// What a product, a variant or a selection shows in a context.
#[derive(Clone, Copy)]
pub struct View<'s, 'x> {
    pub(crate) found: Found<'s>,
    pub(crate) shelf: &'x Shelf,
    body: Body<'x>,
}

#[derive(Clone, Copy)]
enum Body<'x> {
    /// Stored: its lists are read when they are wanted.
    Stored(Lists),
    /// Composed; empty where the bytes are not what they were.
    Composed(&'x ComposedAnswer),
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
        self.answer_in(shelf, scratch)
    }

    /// What it shows in the context of a shelf that many threads share.
    ///
    /// # Errors
    /// `wrong_shelf` for a shelf of another snapshot.
    ///
    /// # Cost
    /// As [`Found::answer`]; a scratch is made, in `composing`, only where the answer is composed.
    #[inline]
    pub fn answer_shared<'x>(
        &self,
        shelf: &'x SharedShelf,
        composing: &'x mut Option<Scratch>,
    ) -> Result<View<'s, 'x>, Fault> {
        self.answer_in(shelf.shelf(), shelf.memory(composing))
    }

    #[inline]
    fn answer_in<'x, M: Memory<'x>>(&self, shelf: &'x Shelf, mut memory: M) -> Result<View<'s, 'x>, Fault> {
        if shelf.tag != self.layer.meta.tag {
            return Err(wrong_shelf());
        }
        let lists = match self.slot.lists() {
            Some(lists) => lists,
            None => lists_of_class(self.layer.bytes, self.layer.meta, self.slot, shelf, memory.classes()),
        };
        Ok(self.view_of(lists, shelf, memory))
    }

    /// The view of lists, or of what is composed.
    #[inline]
    pub(crate) fn view_of<'x>(
        &self,
        lists: Lists,
        shelf: &'x Shelf,
        memory: impl Memory<'x>,
    ) -> View<'s, 'x> {
        let body = if lists.is_composed() {
            Body::Composed(self.composed(&[], shelf, memory.scratch()))
        } else {
            Body::Stored(lists)
        };
        View { found: *self, shelf, body }
    }

    /// Composes; out of line, so that what is stored stays short.
    #[cold]
    #[inline(never)]
    fn composed<'x>(self, selection: &[u32], shelf: &Shelf, scratch: &'x mut Scratch) -> &'x ComposedAnswer {
        scratch.answer.clear();
        if self.compose(selection, shelf, scratch).is_none() {
            scratch.answer.clear();
        }
        &scratch.answer
    }

    fn compose(&self, selection: &[u32], shelf: &Shelf, scratch: &mut Scratch) -> Option<()> {
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
        let answer = &mut scratch.answer;
        for which in [Which::Primary, Which::Additional] {
            scratch.pairs.clear();
            let key = |(item, _): &(U32, u32)| item_key(&layer, item.get());
            fold(sets::reading(layer, &scratch.walk, which), key, &mut scratch.pairs);
            for (item, link) in &scratch.pairs {
                let link = scratch.walk.links.get(*link as usize)?;
                answer.items.push(*item);
                answer.origins.push(sets::origin(&layer, &scratch.walk, link)?);
            }
            if which == Which::Primary {
                answer.primary = answer.items.len();
            }
        }
        answer.winner = scratch.walk.winner().and_then(|link| sets::origin(&layer, &scratch.walk, &link));
        let severed = scratch.walk.visits.last().filter(|_| scratch.walk.severed);
        answer.severed =
            severed.and_then(|visit| Some(sets::DocumentSets::read(&layer, visit.document)?.context));
        Some(())
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
        let has_sets = || found.layer.row(found.index()).is_some_and(|row| row.sets.get() != 0);
        if self.selection.is_empty() || !has_sets() {
            return found.answer(shelf, scratch);
        }
        if shelf.tag != found.layer.meta.tag {
            return Err(wrong_shelf());
        }
        let body = Body::Composed(found.composed(&self.selection, shelf, scratch));
        Ok(View { found, shelf, body })
    }
}

/// The lists of the class that a shelf is of. What it needs is handed over in registers.
#[inline(never)]
fn lists_of_class(bytes: &[u8], meta: &Meta, slot: &Slot, shelf: &Shelf, memo: &mut impl Classes) -> Lists {
    let layer = LayerRef { bytes, meta };
    let cell = layer.cell_of(slot, shelf, memo);
    let cell = cell.and_then(|cell| layer.at::<Cell>(Section::Cells, cell));
    cell.map_or(Lists::COMPOSED, Cell::lists)
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

/// Which stored answer a view is of; see [`View::stored_as`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stored {
    layer: usize,
    gallery: u32,
}

impl<'s, 'x> View<'s, 'x> {
    /// The product or variant whose answer it is.
    #[must_use]
    pub fn found(&self) -> &Found<'s> {
        &self.found
    }

    /// Which stored answer it is, where the channel drops nothing of it: while a snapshot is open, two views
    /// of it that say the same have the same items in both lists, default image, hash, context and level.
    ///
    /// # Cost
    /// None.
    #[must_use]
    #[inline]
    pub fn stored_as(&self) -> Option<Stored> {
        match self.body {
            Body::Stored(lists) if !self.is_filtered() => Some(Stored {
                layer: core::ptr::from_ref(self.found.layer.meta).addr(),
                gallery: lists.gallery(),
            }),
            _ => None,
        }
    }

    fn layer(&self) -> LayerRef<'s> {
        self.found.layer
    }

    /// The head and the items of a stored answer.
    #[inline]
    fn stored(&self) -> Option<(&'s Gallery, &'s [U32])> {
        let Body::Stored(lists) = self.body else { return None };
        let gallery = GalleryRef::at(&self.layer(), lists.gallery())?;
        Some((gallery.head, gallery.items()?))
    }

    /// The head and items of a stored answer from which nothing is dropped for the channel.
    #[inline]
    fn unfiltered(&self) -> Option<(&'s Gallery, &'s [U32])> {
        if self.is_filtered() { None } else { self.stored() }
    }

    /// The origins of a stored answer.
    fn origins(&self) -> &'s [U32] {
        let Some((gallery, _)) = self.stored() else { return &[] };
        let words = layout::all(self.layer().section(Section::AnswerOrigins));
        words.get(gallery.origins.get() as usize..).unwrap_or_default()
    }

    /// How many primary and additional items there are, before the channel drops any.
    fn counts(&self) -> (usize, usize) {
        match self.body {
            Body::Stored(_) => self.stored().map_or((0, 0), |(gallery, items)| {
                let primary = gallery.primary.get() as usize;
                (primary, items.len().saturating_sub(primary))
            }),
            Body::Composed(answer) => (answer.primary, answer.items.len().saturating_sub(answer.primary)),
        }
    }

    /// The item at a place, primary items first.
    #[inline]
    fn item_at(&self, place: usize) -> Option<u32> {
        match self.body {
            Body::Stored(_) => self.stored()?.1.get(place).map(|item| item.get()),
            Body::Composed(answer) => answer.items.get(place).map(|item| item.get()),
        }
    }

    /// Whether an item may have to be dropped for the channel.
    #[inline]
    fn is_filtered(&self) -> bool {
        match self.body {
            Body::Stored(lists) => self.shelf.channel != 0 && lists.restricted(),
            Body::Composed(_) => self.shelf.channel != 0,
        }
    }

    #[inline]
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
    #[inline]
    pub fn primary(&self) -> impl Iterator<Item = ItemView<'s, 'x>> + use<'s, 'x> {
        self.items(Which::Primary)
    }

    /// The items with a purpose, in order.
    #[inline]
    pub fn additional(&self) -> impl Iterator<Item = ItemView<'s, 'x>> + use<'s, 'x> {
        self.items(Which::Additional)
    }

    /// How many primary items there are.
    ///
    /// # Cost
    /// None, unless the shelf has a channel and assets are not for every one, or the answer was composed.
    #[must_use]
    #[inline]
    pub fn primary_len(&self) -> usize {
        match self.body {
            Body::Stored(lists) if !self.is_filtered() => lists.primary() as usize,
            _ => self.counted(),
        }
    }

    #[inline(never)]
    fn counted(self) -> usize {
        self.primary().count()
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

    /// Whether there is a default image.
    ///
    /// # Cost
    /// One read, unless assets are not for every channel or the answer was composed.
    #[must_use]
    #[inline]
    pub fn has_default_image(&self) -> bool {
        match self.unfiltered() {
            Some((gallery, _)) => gallery.default_image.get() != 0,
            None => self.default_image().is_some(),
        }
    }

    /// The url of the default image.
    ///
    /// # Cost
    /// One read, unless assets are not for every channel, the url is longer than 128 bytes, or the answer
    /// was composed.
    #[must_use]
    #[inline(always)]
    pub fn default_image_url(&self) -> Option<&'s str> {
        if let Body::Stored(lists) = self.body
            && !self.is_filtered()
            && let Some(url) = GalleryRef::at(&self.layer(), lists.gallery())?.url()
        {
            return core::str::from_utf8(url).ok();
        }
        self.default_image()?.url()
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
            Body::Composed(answer) => answer.winner,
        }
    }

    /// The context of the first set that spoke, or of the document that severed; else `None`.
    #[must_use]
    pub fn context(&self) -> Option<crate::model::ContextRef<'s>> {
        let context = match (self.winner(), self.body) {
            (Some(winner), _) => winner.context,
            (None, Body::Composed(answer)) => answer.severed?,
            (None, Body::Stored(_)) => {
                let origin = self.origins().get(1)?.get().checked_sub(1)?;
                stored_origin(&self.layer(), origin)?.context
            }
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
            Body::Composed(answer) => return answer.origins.get(place).copied(),
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
