//! Contexts as numbers, so that products find their documents without comparing names.

use crate::fault::{Code, Fault};
use crate::limits::Limits;
use crate::locale::{Chain, Locales, Tag};
use crate::model::{Context, ContextRef, KnownContexts};
use crate::policy::{Order, Policy};
use crate::resolve::ladder::{self, Rungs};
use smallvec::SmallVec;
use std::collections::HashMap;

/// A name that no place has; not 0, which is none.
const ABSENT: u32 = u32::MAX;
/// Channels and their locales that are numbered ahead; what is more is numbered when it is wanted.
const AHEAD: usize = 1 << 20;

/// Documents, the nearest first.
pub(super) type Path = SmallVec<[u32; 4]>;

/// Catalog, channel and normal form of the locale as numbers plus one, 0 for none.
pub(super) type Numbers = [u32; 3];

/// A context to ask in.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) context: ContextRef<'a>,
    catalog: u32,
    pub(super) channel: u32,
    /// Which of the locales; 0 is Neutral.
    pub(super) locale: u32,
}

/// A locale to ask in.
struct Locale {
    tag: Option<Tag>,
    /// The locales of rungs as numbers plus one.
    rungs: SmallVec<[u32; 4]>,
    /// The locales of texts.
    texts: Chain,
}

/// The known contexts, numbered.
pub(super) struct Places<'a> {
    known: KnownContexts<'a>,
    order: Order,
    pub(super) locales: Locales<'static>,
    catalogs: HashMap<&'a str, u32>,
    channels: HashMap<&'a str, u32>,
    /// Numbers plus one of the locales that rungs have.
    tags: HashMap<Tag, u32>,
    /// Neutral, then every locale that is known.
    asked: Vec<Locale>,
    places: HashMap<Tag, u32>,
    /// The locales of channels with their sets of catalogs, each list once.
    lists: Vec<Vec<(u32, u32)>>,
    /// The list of each channel, where it is numbered ahead.
    list_of: Vec<Option<usize>>,
    /// The sets of catalogs, with their numbers plus one.
    sets: Vec<Vec<(&'a str, u32)>>,
}

impl<'a> Places<'a> {
    pub(super) fn new(known: KnownContexts<'a>, policy: Policy) -> Result<Self, Fault> {
        let mut places = Self {
            order: policy.order,
            locales: Locales::new(policy.parents)?,
            catalogs: HashMap::new(),
            channels: HashMap::new(),
            tags: HashMap::new(),
            asked: Vec::new(),
            places: HashMap::new(),
            lists: Vec::new(),
            list_of: Vec::new(),
            sets: Vec::new(),
            known,
        };
        places.name();
        places.list();
        Ok(places)
    }

    /// Numbers the names.
    fn name(&mut self) {
        let number = |numbers: &mut HashMap<&'a str, u32>, name: &'a str| {
            let next = narrow(numbers.len().saturating_add(1));
            *numbers.entry(name).or_insert(next)
        };
        for set in self.known.catalog_sets() {
            self.sets.push(set.iter().map(|name| (*name, number(&mut self.catalogs, name))).collect());
        }
        for channel in self.known.channels().flatten() {
            number(&mut self.channels, channel);
        }
        let mut known: Vec<Tag> = self.known.locales().collect();
        known.sort_unstable();
        known.dedup();
        for tag in std::iter::once(None).chain(known.into_iter().map(Some)) {
            let rungs = ladder::rung_chain(self.order, &self.locales, tag);
            let number = |tag: &Tag| {
                let next = narrow(self.tags.len().saturating_add(1));
                *self.tags.entry(*tag).or_insert(next)
            };
            let rungs = rungs.iter().map(number).collect();
            let texts = tag.map(|tag| self.locales.chain(tag)).unwrap_or_default();
            if let Some(tag) = tag {
                self.places.insert(tag, narrow(self.asked.len()));
            }
            self.asked.push(Locale { tag, rungs, texts });
        }
    }

    /// Numbers the locales of channels, of those that agree once.
    fn list(&mut self) {
        let mut known: HashMap<Vec<(u32, u32)>, usize> = HashMap::new();
        let mut left = AHEAD;
        for channel in 0..self.known.channels().len() {
            if left == 0 {
                self.list_of.push(None);
                continue;
            }
            let list = self.numbered(channel);
            left = left.saturating_sub(list.len());
            let next = self.lists.len();
            let place = *known.entry(list).or_insert_with_key(|list| {
                self.lists.push(list.clone());
                next
            });
            self.list_of.push(Some(place));
        }
    }

    fn numbered(&self, channel: usize) -> Vec<(u32, u32)> {
        let number = |tag: Option<Tag>| tag.and_then(|tag| self.places.get(&tag)).copied().unwrap_or(0);
        self.known.locales_of(channel).map(|(tag, set)| (number(tag), narrow(set))).collect()
    }

    /// How many contexts there are.
    pub(super) fn len(&self) -> u64 {
        self.known.len()
    }

    /// Calls `each` with every context until it gives something.
    pub(super) fn each<T>(&self, mut each: impl FnMut(&Place<'a>) -> Option<T>) -> Option<T> {
        let mut made;
        for (at, channel) in self.known.channels().enumerate() {
            let number = channel.and_then(|channel| self.channels.get(channel)).copied().unwrap_or(0);
            let list = match self.list_of.get(at).copied().flatten() {
                Some(list) => self.lists.get(list).map_or(&[][..], Vec::as_slice),
                None => {
                    made = self.numbered(at);
                    &made
                }
            };
            for (locale, set) in list {
                let tag = self.asked.get(*locale as usize).and_then(|asked| asked.tag);
                let set = self.sets.get(*set as usize).map_or(&[][..], Vec::as_slice);
                let with = set.iter().map(|(name, number)| (Some(*name), *number));
                for (catalog, in_catalog) in std::iter::once((None, 0)).chain(with) {
                    let context = ContextRef { catalog, channel, locale: tag };
                    let place = Place { context, catalog: in_catalog, channel: number, locale: *locale };
                    if let Some(found) = each(&place) {
                        return Some(found);
                    }
                }
            }
        }
        None
    }

    /// The numbers of a document's context; where nobody can ask in it, numbers that no place has.
    pub(super) fn numbers(&self, context: &Context) -> Numbers {
        let named = |numbers: &HashMap<&'a str, u32>, name: Option<&str>| match name {
            None => 0,
            Some(name) => numbers.get(name).copied().unwrap_or(ABSENT),
        };
        let tag = |tag: Tag| self.tags.get(&self.locales.normal(tag)).copied().unwrap_or(ABSENT);
        [
            named(&self.catalogs, context.catalog()),
            named(&self.channels, context.channel()),
            context.locale.map_or(0, tag),
        ]
    }

    /// The locales of texts in a place, Neutral behind them.
    pub(super) fn texts(&self, locale: u32) -> &[Tag] {
        self.asked.get(locale as usize).map_or(&[], |asked| &asked.texts)
    }

    fn chain(&self, place: &Place<'_>) -> &[u32] {
        self.asked.get(place.locale as usize).map_or(&[], |asked| &asked.rungs)
    }

    /// How near a document is to a place; `None` off its ladder.
    fn rank(&self, [catalog, channel, locale]: Numbers, place: &Place<'_>, chain: &[u32]) -> Option<usize> {
        if (catalog != 0 && catalog != place.catalog) || (channel != 0 && channel != place.channel) {
            return None;
        }
        let locale = match locale {
            0 => chain.len(),
            locale => chain.iter().position(|one| *one == locale)?,
        };
        let rung = ladder::Rung { catalog: catalog != 0, channel: channel != 0, locale };
        ladder::rank(self.order, chain.len(), rung)
    }

    /// The documents of the ladder of a place, the nearest first; `sorted` has their numbers, rising,
    /// and which document has them.
    pub(super) fn path(&self, place: &Place<'_>, sorted: &[(Numbers, u32)], path: &mut Path) {
        const FEW: usize = 12;
        path.clear();
        let chain = self.chain(place);
        if sorted.len() <= FEW {
            let mut ranked: SmallVec<[(usize, u32); FEW]> = SmallVec::new();
            let ranks =
                sorted.iter().filter_map(|(numbers, at)| Some((self.rank(*numbers, place, chain)?, *at)));
            ranked.extend(ranks);
            ranked.sort_unstable();
            path.extend(ranked.into_iter().map(|(_, at)| at));
            return;
        }
        let rungs: Rungs = ladder::rungs(self.order, chain.len(), place.catalog != 0, place.channel != 0);
        for rung in rungs {
            let wanted = [
                if rung.catalog { place.catalog } else { 0 },
                if rung.channel { place.channel } else { 0 },
                chain.get(rung.locale).copied().unwrap_or(0),
            ];
            if let Ok(found) = sorted.binary_search_by_key(&wanted, |(numbers, _)| *numbers) {
                path.extend(sorted.get(found).map(|(_, at)| *at));
            }
        }
    }
}

/// A count as a number; there are never so many names.
fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(ABSENT)
}

/// Refuses more answers than the limit.
pub(super) fn within(limits: &Limits, what: &str, answers: u64) -> Result<(), Fault> {
    if answers <= limits.answers {
        return Ok(());
    }
    Err(Fault::new(
        Code::LimitAnswers,
        format!("{what} of {answers} answers is beyond the limit of {}", limits.answers),
        "look at a smaller publication or at fewer products, or raise the limit `answers`",
    ))
}
