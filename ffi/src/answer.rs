//! Answers with everything in them: origins, texts, properties, the content hash.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::mem::MaybeUninit;
use std::sync::Arc;

use omnimedia::{Answer, AnswerItem, ContextRef, Fault, Field, Level, Policy, Query, Tag, wire};
use self_cell::self_cell;

use super::args::{choice, omnimedia_context};
use super::bytes::{hand_over, omnimedia_bytes};
use super::fault::{omnimedia_fault, tell};
use super::guard::{explained, guard, output};
use super::handle::{Handled, borrow, named, release, retain};
use super::item::{level_number, omnimedia_item, omnimedia_kind, omnimedia_level};
use super::opened::Opened;
use super::publication::Held;
use super::status::{OMNIMEDIA_BAD_ARGUMENT, omnimedia_status};
use super::view::{fill, omnimedia_pair, omnimedia_str, room};

/// An answer: what a product, a variant or a selection shows, with every text, property and origin. It never changes,
/// keeps what it was asked of alive, and any thread may read it.
pub struct omnimedia_answer {
    _private: [u8; 0],
}

/// Which list of an answer, by number.
pub type omnimedia_list = i32;

/// The ordered gallery.
pub const OMNIMEDIA_PRIMARY: omnimedia_list = 0;
/// The items with a purpose.
pub const OMNIMEDIA_ADDITIONAL: omnimedia_list = 1;

/// A field of an item's texts, by number.
pub type omnimedia_field = i32;

/// The text that stands for the picture.
pub const OMNIMEDIA_FIELD_ALT: omnimedia_field = 0;
/// The title.
pub const OMNIMEDIA_FIELD_TITLE: omnimedia_field = 1;
/// The caption.
pub const OMNIMEDIA_FIELD_CAPTION: omnimedia_field = 2;
/// The description.
pub const OMNIMEDIA_FIELD_DESCRIPTION: omnimedia_field = 3;
/// The name in the media library.
pub const OMNIMEDIA_FIELD_DISPLAY_NAME: omnimedia_field = 4;

/// The fields by number.
pub(crate) const FIELDS: [Field; 5] =
    [Field::Alt, Field::Title, Field::Caption, Field::Description, Field::DisplayName];

/// Where an item, or a whole answer, comes from. Its texts live as long as the answer.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_origin {
    /// 1 where a document spoke or severed, so that there is a context; else 0.
    pub has_context: i32,
    /// The level of the set, or `OMNIMEDIA_LEVEL_NONE`.
    pub level: omnimedia_level,
    /// The context of the document, as it writes it.
    pub context: omnimedia_context,
    /// The variant whose set it is; absent at other levels.
    pub variant: omnimedia_str,
}

self_cell! {
    struct Cell {
        owner: Source,
        #[covariant]
        dependent: Answer,
    }
}

/// What an answer borrows from.
enum Source {
    Publication(Arc<Held>),
    Snapshot(Arc<Opened>),
}

pub(crate) struct Answered {
    cell: Cell,
    /// The locales of origins, whose texts are lent: of the answer, then of primary and additional items.
    locales: Vec<Option<Tag>>,
}

impl Handled for Answered {
    type Face = omnimedia_answer;
    const KIND: usize = 5;
}

impl Answered {
    pub(crate) fn of_publication(held: Arc<Held>, query: &Query, policy: &Policy) -> Result<Self, Fault> {
        Self::of(Source::Publication(held), query, policy)
    }

    pub(crate) fn of_snapshot(opened: Arc<Opened>, query: &Query) -> Result<Self, Fault> {
        Self::of(Source::Snapshot(opened), query, &Policy::default())
    }

    fn of(source: Source, query: &Query, policy: &Policy) -> Result<Self, Fault> {
        let cell = Cell::try_new(source, |source| match source {
            Source::Publication(held) => held.0.resolve(query, policy),
            Source::Snapshot(opened) => opened.resolve(query),
        })?;
        let answer = cell.borrow_dependent();
        let locale = |context: ContextRef<'_>| context.locale;
        let items = answer.primary().iter().chain(answer.additional());
        let locales = std::iter::once(answer.context().and_then(locale))
            .chain(items.map(|item| locale(item.origin().context())))
            .collect();
        Ok(Self { cell, locales })
    }

    fn answer(&self) -> &Answer<'_> {
        self.cell.borrow_dependent()
    }

    fn items(&self, list: omnimedia_list) -> Result<&[AnswerItem<'_>], omnimedia_status> {
        match list {
            OMNIMEDIA_PRIMARY => Ok(self.answer().primary()),
            OMNIMEDIA_ADDITIONAL => Ok(self.answer().additional()),
            _ => Err(OMNIMEDIA_BAD_ARGUMENT),
        }
    }

    fn item(&self, list: omnimedia_list, index: usize) -> Result<&AnswerItem<'_>, omnimedia_status> {
        self.items(list)?.get(index).ok_or(OMNIMEDIA_BAD_ARGUMENT)
    }

    /// A context whose locale is the one kept at a place.
    fn context(&self, context: ContextRef<'_>, place: usize) -> omnimedia_context {
        let locale = self.locales.get(place).and_then(Option::as_ref);
        omnimedia_context {
            catalog: omnimedia_str::maybe(context.catalog),
            channel: omnimedia_str::maybe(context.channel),
            locale: omnimedia_str::maybe(locale.map(Tag::as_str)),
        }
    }
}

fn shown(item: &AnswerItem<'_>) -> omnimedia_item {
    omnimedia_item {
        asset: omnimedia_str::lent(item.asset().id()),
        url: omnimedia_str::maybe(item.asset().url()),
        purpose: omnimedia_str::maybe(item.purpose()),
        alt: omnimedia_str::maybe(item.alt()),
        kind: omnimedia_kind::from(item.asset().kind().number()),
    }
}

pub(crate) fn pairs<'p>(all: &'p [(&'p str, &'p str)]) -> impl Iterator<Item = omnimedia_pair> + 'p {
    all.iter().map(|(key, value)| omnimedia_pair {
        key: omnimedia_str::lent(key),
        value: omnimedia_str::lent(value),
    })
}

/// The items of a list, in order. Their texts live as long as the answer.
///
/// `list` is `OMNIMEDIA_PRIMARY` or `OMNIMEDIA_ADDITIONAL`. `items` has room for `capacity` items, and may be NULL where
/// that is 0; `count` gets how many there are, those that found no room included.
///
/// `OMNIMEDIA_BAD_ARGUMENT`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_answer_items(
    answer: *const omnimedia_answer,
    list: omnimedia_list,
    items: *mut omnimedia_item,
    capacity: usize,
    count: Option<&mut MaybeUninit<usize>>,
) -> omnimedia_status {
    guard(|| {
        let count = output(count)?;
        let listed = borrow::<Answered>(answer)?.items(list)?;
        count.write(fill(room(items, capacity)?, listed.iter().map(shown)));
        Ok(())
    })
}

/// The place of the default image in the primary list: the first item that is an image. `SIZE_MAX` where there is none.
///
/// `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_answer_default_image(
    answer: *const omnimedia_answer,
    index: Option<&mut MaybeUninit<usize>>,
) -> omnimedia_status {
    guard(|| {
        let index = output(index)?;
        let answer = borrow::<Answered>(answer)?.answer();
        index.write(answer.default_image_index().unwrap_or(usize::MAX));
        Ok(())
    })
}

/// One of the texts of an item along the query's locale chain, `OMNIMEDIA_FIELD_…`; absent where there is none. It lives
/// as long as the answer.
///
/// `OMNIMEDIA_BAD_ARGUMENT`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_answer_text(
    answer: *const omnimedia_answer,
    list: omnimedia_list,
    index: usize,
    field: omnimedia_field,
    text: Option<&mut MaybeUninit<omnimedia_str>>,
) -> omnimedia_status {
    guard(|| {
        let text = output(text)?;
        let item = borrow::<Answered>(answer)?.item(list, index)?;
        let field = choice(field, &FIELDS, "field").map_err(|refusal| refusal.status())?;
        text.write(omnimedia_str::maybe(item.text().get(field)));
        Ok(())
    })
}

/// The search tags of an item along the query's locale chain, in order. They live as long as the answer.
///
/// `tags` has room for `capacity` texts, and may be NULL where that is 0; `count` gets how many there are.
///
/// `OMNIMEDIA_BAD_ARGUMENT`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_answer_tags(
    answer: *const omnimedia_answer,
    list: omnimedia_list,
    index: usize,
    tags: *mut omnimedia_str,
    capacity: usize,
    count: Option<&mut MaybeUninit<usize>>,
) -> omnimedia_status {
    guard(|| {
        let count = output(count)?;
        let item = borrow::<Answered>(answer)?.item(list, index)?;
        let all = item.text().tags().iter().map(|tag| omnimedia_str::lent(tag));
        count.write(fill(room(tags, capacity)?, all));
        Ok(())
    })
}

/// Whose extension properties, by number.
pub type omnimedia_owner = i32;

/// The item's own.
pub const OMNIMEDIA_OF_ITEM: omnimedia_owner = 0;
/// The asset's.
pub const OMNIMEDIA_OF_ASSET: omnimedia_owner = 1;
/// The product's; list and index make no difference.
pub const OMNIMEDIA_OF_PRODUCT: omnimedia_owner = 2;

/// The extension properties of an item, its asset or the product, by key. They live as long as the answer.
///
/// `owner` is `OMNIMEDIA_OF_ITEM`, `…_ASSET` or `…_PRODUCT`. `properties` has room for `capacity` pairs, and may be NULL
/// where that is 0; `count` gets how many there are.
///
/// `OMNIMEDIA_BAD_ARGUMENT`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_answer_properties(
    answer: *const omnimedia_answer,
    owner: omnimedia_owner,
    list: omnimedia_list,
    index: usize,
    properties: *mut omnimedia_pair,
    capacity: usize,
    count: Option<&mut MaybeUninit<usize>>,
) -> omnimedia_status {
    guard(|| {
        let count = output(count)?;
        let answered = borrow::<Answered>(answer)?;
        let all = match owner {
            OMNIMEDIA_OF_ITEM => answered.item(list, index)?.properties(),
            OMNIMEDIA_OF_ASSET => answered.item(list, index)?.asset().properties(),
            OMNIMEDIA_OF_PRODUCT => answered.answer().properties(),
            _ => return Err(OMNIMEDIA_BAD_ARGUMENT),
        };
        count.write(fill(room(properties, capacity)?, pairs(all)));
        Ok(())
    })
}

/// Where an item comes from: context, level and variant. Its texts live as long as the answer.
///
/// `OMNIMEDIA_BAD_ARGUMENT`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_answer_origin(
    answer: *const omnimedia_answer,
    list: omnimedia_list,
    index: usize,
    origin: Option<&mut MaybeUninit<omnimedia_origin>>,
) -> omnimedia_status {
    guard(|| {
        let out = output(origin)?;
        let answered = borrow::<Answered>(answer)?;
        let origin = answered.item(list, index)?.origin();
        let before = if list == OMNIMEDIA_PRIMARY { 1 } else { answered.answer().primary().len() + 1 };
        out.write(omnimedia_origin {
            has_context: 1,
            level: level_number(Some(origin.level())),
            context: answered.context(origin.context(), before + index),
            variant: omnimedia_str::maybe(origin.variant()),
        });
        Ok(())
    })
}

/// The fixed values of the pattern that an item comes from; none at other levels. They live as long as the answer.
///
/// `values` has room for `capacity` pairs, and may be NULL where that is 0; `count` gets how many there are.
///
/// `OMNIMEDIA_BAD_ARGUMENT`, `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_answer_origin_match(
    answer: *const omnimedia_answer,
    list: omnimedia_list,
    index: usize,
    values: *mut omnimedia_pair,
    capacity: usize,
    count: Option<&mut MaybeUninit<usize>>,
) -> omnimedia_status {
    guard(|| {
        let count = output(count)?;
        let item = borrow::<Answered>(answer)?.item(list, index)?;
        count.write(fill(room(values, capacity)?, pairs(item.origin().pattern())));
        Ok(())
    })
}

/// What the answer as a whole says of itself. Its texts live as long as the answer.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_answer_info {
    /// The number of the product.
    pub product: omnimedia_str,
    /// The number of the variant; absent for a product and a selection.
    pub variant: omnimedia_str,
    /// The first set that spoke, or the document that severed.
    pub origin: omnimedia_origin,
    /// The content hash, an ETag: equal where items, texts and default image are equal, in every build and on every
    /// platform.
    pub hash: [u8; 16],
    /// How many primary items.
    pub primary: usize,
    /// How many additional items.
    pub additional: usize,
}

/// What the answer as a whole says of itself. The texts live as long as the answer.
///
/// `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_answer_about(
    answer: *const omnimedia_answer,
    info: Option<&mut MaybeUninit<omnimedia_answer_info>>,
) -> omnimedia_status {
    guard(|| {
        let info = output(info)?;
        let answered = borrow::<Answered>(answer)?;
        let answer = answered.answer();
        let context = answer.context();
        info.write(omnimedia_answer_info {
            product: omnimedia_str::lent(answer.product()),
            variant: omnimedia_str::maybe(answer.variant()),
            origin: omnimedia_origin {
                has_context: context.is_some().into(),
                level: level_number(answer.level()),
                context: answered.context(context.unwrap_or_default(), 0),
                variant: omnimedia_str::maybe(
                    answer.variant().filter(|_| answer.level() == Some(Level::Variant)),
                ),
            },
            hash: answer.hash().to_be_bytes(),
            primary: answer.primary().len(),
            additional: answer.additional().len(),
        });
        Ok(())
    })
}

/// The fixed values of the pattern that spoke first; none at other levels. They live as long as the answer.
///
/// `values` has room for `capacity` pairs, and may be NULL where that is 0; `count` gets how many there are.
///
/// `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_answer_match(
    answer: *const omnimedia_answer,
    values: *mut omnimedia_pair,
    capacity: usize,
    count: Option<&mut MaybeUninit<usize>>,
) -> omnimedia_status {
    guard(|| {
        let count = output(count)?;
        let answered = borrow::<Answered>(answer)?;
        count.write(fill(room(values, capacity)?, pairs(answered.answer().pattern())));
        Ok(())
    })
}

/// The answer as JSON, in the form that every language shares.
///
/// `out` gets text to be released with `omnimedia_bytes_release`; `why` may be NULL. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_answer_json(
    answer: *const omnimedia_answer,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || hand_over(out, wire::answer(named::<Answered>(answer, "answer")?.answer())))
}

/// One more reference to an answer, to be released like the first. NULL is fine.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_answer_retain(answer: *const omnimedia_answer) -> omnimedia_status {
    guard(|| retain::<Answered>(answer))
}

/// One reference less; with the last one the answer and its texts go. NULL is fine.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_answer_release(answer: *mut omnimedia_answer) -> omnimedia_status {
    guard(|| release::<Answered>(answer))
}
