//! Shelves: a context, resolved once, so that the hot call passes numbers.

use super::layer::LayerRef;
use super::layout::{LocaleRecord, Section};
use super::open::{Layer, Snapshot};
use super::{hash, layout};
use crate::fault::{Code, Fault};
use crate::locale::{Locales, MAX_CHAIN, RulesView, Tag};
use crate::model::{Context, named_catalog};
use crate::policy::{Order, Parents};
use crate::resolve::ladder;
use zerocopy::little_endian::{U32, U64};

/// A catalog, a channel and a locale as one snapshot numbers them. Small, and `Copy`.
///
/// It belongs to the snapshot that gave it; another one refuses it. Known or unknown, every context
/// has a shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shelf {
    pub(crate) tag: u64,
    /// Plus one; 0 for none, `UNKNOWN` for one that is not named anywhere.
    pub(crate) catalog: u32,
    pub(crate) channel: u32,
    /// The locale plus one; 0 for Neutral, `UNKNOWN` where its chain was computed.
    pub(crate) locale: u32,
    pub(crate) lengths: [u8; 2],
    /// The chain of parents, that of texts: plus one each, `UNKNOWN` where not named anywhere.
    pub(crate) chain: [u32; MAX_CHAIN],
    /// The locales of rungs under the documented order.
    pub(crate) exact_and_bare: [u32; 2],
}

/// A name that is not in the snapshot; equal to none that is.
pub(crate) const UNKNOWN: u32 = u32::MAX;

impl Shelf {
    /// The locales of texts, without Neutral behind them.
    #[inline]
    pub(crate) fn text_chain(&self) -> &[u32] {
        self.chain.get(..usize::from(self.lengths[0])).unwrap_or_default()
    }

    /// The locales of rungs, without Neutral behind them.
    #[inline]
    pub(crate) fn rung_chain(&self, order: Order) -> &[u32] {
        match order {
            Order::Documented => self.exact_and_bare.get(..usize::from(self.lengths[1])).unwrap_or_default(),
            _ => self.text_chain(),
        }
    }
}

impl<B: AsRef<[u8]> + Sync> Snapshot<B> {
    /// The shelf of a context: channel, locale, catalog, each of which may be absent or empty.
    ///
    /// # Errors
    /// `malformed_locale`.
    ///
    /// # Cost
    /// A hash look-up each; a locale that is not written as the snapshot has it is parsed and its
    /// parents are looked up. Allocates nothing.
    #[inline]
    pub fn shelf(
        &self,
        channel: Option<&str>,
        locale: Option<&str>,
        catalog: Option<&str>,
    ) -> Result<Shelf, Fault> {
        let mut shelf = self.without_locale(channel, catalog);
        if let Some(locale) = locale.filter(|locale| !locale.is_empty())
            && !self.stored_chain(locale, &mut shelf)
            && let Some(tag) = Tag::parse(locale)?
        {
            self.take_locale(tag, &mut shelf);
        }
        Ok(shelf)
    }

    /// The shelf of a context.
    ///
    /// # Cost
    /// As [`Snapshot::shelf`].
    #[must_use]
    pub fn shelf_of(&self, context: &Context) -> Shelf {
        let mut shelf = self.without_locale(context.channel(), context.catalog());
        if let Some(tag) = context.locale() {
            self.take_locale(tag, &mut shelf);
        }
        shelf
    }

    #[inline]
    fn without_locale(&self, channel: Option<&str>, catalog: Option<&str>) -> Shelf {
        Shelf {
            tag: self.tag,
            catalog: self.name(Section::Catalogs, Section::CatalogIndex, 0, named_catalog(catalog)),
            channel: self.name(
                Section::Channels,
                Section::ChannelIndex,
                1,
                channel.filter(|c| !c.is_empty()),
            ),
            locale: 0,
            lengths: [0; 2],
            chain: [UNKNOWN; MAX_CHAIN],
            exact_and_bare: [UNKNOWN; 2],
        }
    }

    fn take_locale(&self, tag: Tag, shelf: &mut Shelf) {
        if !self.stored_chain(tag.as_str(), shelf) {
            self.computed_chain(tag, shelf);
        }
    }

    /// The number of a name plus one; 0 for none.
    #[inline]
    fn name(&self, names: Section, index: Section, kind: usize, name: Option<&str>) -> u32 {
        let Some(name) = name else { return 0 };
        for layer in &self.layers {
            let layer = layer.as_ref();
            let equals = |at: u32| {
                let text = layer.at::<U64>(names, at).and_then(|text| layer.text_bytes(text.get()));
                text.is_some_and(|text| same(text, name.as_bytes()))
            };
            if let Some(found) = layer.indexed(index, names, name.as_bytes(), equals) {
                let below = layer.meta.below.get(kind).copied().unwrap_or(0);
                return below.saturating_add(found).saturating_add(1);
            }
        }
        UNKNOWN
    }

    /// The number of a catalog that is named.
    pub(crate) fn catalog_number(&self, name: &str) -> Option<u32> {
        let number = self.name(Section::Catalogs, Section::CatalogIndex, 0, Some(name));
        number.checked_sub(1).filter(|_| number != UNKNOWN)
    }

    /// The number of a channel that is named.
    pub(crate) fn channel_number(&self, name: &str) -> Option<u32> {
        let number = self.name(Section::Channels, Section::ChannelIndex, 1, Some(name));
        number.checked_sub(1).filter(|_| number != UNKNOWN)
    }

    /// The number of a locale that is named.
    pub(crate) fn named_locale(&self, tag: Tag) -> Option<u32> {
        let number = self.locale_number(tag);
        number.checked_sub(1).filter(|_| number != UNKNOWN)
    }

    fn locale(&self, text: &str) -> Option<(LayerRef<'_>, u32)> {
        self.layers.iter().map(Layer::as_ref).find_map(|layer| {
            let equals = |at: u32| {
                let tag = layer.at::<LocaleRecord>(Section::Locales, at).and_then(tag_bytes);
                tag.is_some_and(|tag| same(tag, text.as_bytes()))
            };
            Some((layer, layer.indexed(Section::LocaleIndex, Section::Locales, text.as_bytes(), equals)?))
        })
    }

    /// The number of a locale plus one; `UNKNOWN` where it is not named anywhere.
    fn locale_number(&self, tag: Tag) -> u32 {
        self.locale(tag.as_str())
            .map_or(UNKNOWN, |(layer, found)| layer.meta.below[2].saturating_add(found).saturating_add(1))
    }

    /// Takes the chain of a locale that the snapshot names; false where it does not.
    #[inline]
    fn stored_chain(&self, text: &str, shelf: &mut Shelf) -> bool {
        if self.new_locales {
            return false;
        }
        let Some((layer, found)) = self.locale(text) else { return false };
        let Some(record) = layer.at::<LocaleRecord>(Section::Locales, found) else { return false };
        let known = |stored: U32| match stored.get() {
            0 => UNKNOWN,
            number => number,
        };
        shelf.locale = layer.meta.below[2].saturating_add(found).saturating_add(1);
        shelf.lengths = [record.chain_length, record.rung_length];
        shelf.chain = record.chain.map(known);
        shelf.exact_and_bare = record.rungs.map(known);
        true
    }

    fn computed_chain(&self, tag: Tag, shelf: &mut Shelf) {
        shelf.locale = UNKNOWN;
        let locales = self.locales();
        let chain = locales.chain(tag);
        let rungs = ladder::rung_chain(Order::Documented, &locales, Some(tag));
        for (slot, tag) in shelf.chain.iter_mut().zip(&chain) {
            *slot = self.locale_number(*tag);
        }
        for (slot, tag) in shelf.exact_and_bare.iter_mut().zip(&rungs) {
            *slot = self.locale_number(*tag);
        }
        shelf.lengths = [chain.len(), rungs.len()].map(|length| u8::try_from(length).unwrap_or(0));
    }

    /// How tags compare and fall back here.
    pub(crate) fn locales(&self) -> Locales<'_> {
        let parents = self.policy().parents;
        let rules =
            self.layers.first().map(|layer| layer.as_ref().section(Section::Rules)).unwrap_or_default();
        match RulesView::new(rules) {
            Some(rules) if parents == Parents::Cldr => Locales::with_rules(parents, rules),
            _ => Locales::without_data(parents),
        }
    }

    /// Refuses a shelf of another snapshot.
    #[inline]
    pub(crate) fn own(&self, shelf: &Shelf) -> Result<(), Fault> {
        if shelf.tag == self.tag { Ok(()) } else { Err(wrong_shelf()) }
    }
}

#[cold]
pub(crate) fn wrong_shelf() -> Fault {
    Fault::new(
        Code::WrongShelf,
        "the shelf belongs to another snapshot",
        "ask this snapshot for its own shelf",
    )
}

#[cold]
pub(crate) fn wrong_find() -> Fault {
    Fault::new(
        Code::WrongShelf,
        "what was found belongs to another snapshot",
        "find it again in the one that is asked",
    )
}

/// Whether two names are the same; short ones, as most are, without a call.
#[inline]
fn same(one: &[u8], other: &[u8]) -> bool {
    fn ends<const N: usize>(one: &[u8], other: &[u8]) -> bool {
        one.first_chunk::<N>() == other.first_chunk::<N>() && one.last_chunk::<N>() == other.last_chunk::<N>()
    }
    one.len() == other.len()
        && match one.len() {
            0 => true,
            1..4 => one.iter().eq(other),
            4..=8 => ends::<4>(one, other),
            9..=16 => ends::<8>(one, other),
            _ => one == other,
        }
}

/// The bytes of a locale's tag.
pub(crate) fn tag_bytes(record: &LocaleRecord) -> Option<&[u8]> {
    record.tag.get(..usize::from(record.length))
}

impl LayerRef<'_> {
    /// Looks a name up in a hash table of numbers plus one; where there is no table, by search.
    #[inline]
    pub(crate) fn indexed(
        &self,
        index: Section,
        names: Section,
        name: &[u8],
        equals: impl Fn(u32) -> bool,
    ) -> Option<u32> {
        let table = layout::all::<U32>(self.section(index));
        if table.is_empty() {
            return (0..self.count(names)).find(|at| equals(*at));
        }
        let hash = hash::key(name, self.meta.name_seed);
        let mut at = hash::lines(hash, table.len()).0;
        for _ in 0..table.len() {
            let number = table.get(at)?.get().checked_sub(1)?;
            if equals(number) {
                return Some(number);
            }
            at = at.wrapping_add(1);
            if at >= table.len() {
                at = 0;
            }
        }
        None
    }
}
