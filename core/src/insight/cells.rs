//! What the audit knows of a product along one path: the answers of each group, and what is found in
//! them for the channels and locales that make a difference.

use super::finding::{Check, FoundItem, WhichList};
use super::kept::OfPath;
use super::places::{Path, Places};
use super::reading::{Reading, Walked, folded};
use super::redundant::{BOTH, Folded, Voices};
use crate::model::{Asset, Field, Item, Kind, Product, Publication};
use crate::policy::Inheritance;
use crate::resolve::walk::walk_into;

/// The checks of answers.
pub(super) const OF_ANSWERS: [Check; 4] =
    [Check::NoImage, Check::OmnichannelOnly, Check::VideoFirst, Check::NoAlt];

/// Whether an item has an alt text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alt {
    Always,
    Never,
    /// In some locales.
    Somewhere,
}

/// An item of an answer that some channel shows.
struct Seen<'p> {
    item: &'p Item,
    asset: &'p Asset,
    alt: Alt,
    /// Whether it was assigned in Omnichannel, Neutral.
    plain: bool,
}

/// The answer of a group: its items among those of the path.
struct Cell {
    first: usize,
    primary: usize,
    end: usize,
    /// Whether it is answered from Omnichannel, Neutral, as far as its context says.
    plain: bool,
}

/// What is found in a channel and a locale.
pub(super) struct Flavour<'p> {
    key: (u32, u32),
    /// For each group a bit for each check of answers.
    pub(super) found: Vec<u8>,
    /// How many answers each of these checks finds.
    pub(super) counts: [u64; OF_ANSWERS.len()],
    items: Vec<FoundItem<'p>>,
    /// For each group, where its items of the checks `video_first` and `no_alt` begin and end.
    spans: Vec<[usize; 3]>,
}

impl<'p> Flavour<'p> {
    /// The items that a check found in a group's answer.
    pub(super) fn items(&self, group: usize, check: Check) -> &[FoundItem<'p>] {
        let [first, middle, end] = self.spans.get(group).copied().unwrap_or_default();
        let range = match check {
            Check::VideoFirst => first..middle,
            Check::NoAlt => middle..end,
            _ => return &[],
        };
        self.items.get(range).unwrap_or_default()
    }
}

/// The answers along a path.
pub(super) struct Cells<'p> {
    path: Path,
    cells: Vec<Cell>,
    seen: Vec<Seen<'p>>,
    /// Whether an asset is not for every channel, an alt text not for every locale.
    restricted: bool,
    localised: bool,
    flavours: Vec<Flavour<'p>>,
}

/// What answers are made with, used again and again.
#[derive(Default)]
pub(super) struct Making<'p> {
    walked: Walked<'p>,
    lists: [Folded<'p>; 2],
    pub(super) voices: Voices<'p>,
}

/// What is asked for along a path.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    pub(super) inheritance: Inheritance,
    pub(super) answers: bool,
    pub(super) redundant: bool,
}

fn alt_of(item: &Item, asset: &Asset) -> Alt {
    let own = item.own.as_ref().map_or(&[][..], |own| &own.texts);
    let mut alt = Alt::Never;
    for (locale, text) in own.iter().chain(&asset.texts) {
        if text.get(Field::Alt).is_some_and(|text| !text.is_empty()) {
            match locale {
                None => return Alt::Always,
                Some(_) => alt = Alt::Somewhere,
            }
        }
    }
    alt
}

impl<'p> Cells<'p> {
    /// The answers along a path, and what they say of documents and sets.
    pub(super) fn new(
        publication: &'p Publication,
        (reading, product): (&Reading<'p>, &'p Product),
        path: &Path,
        wanted: Wanted,
        making: &mut Making<'p>,
    ) -> Self {
        let mut cells = Self {
            path: path.clone(),
            cells: Vec::new(),
            seen: Vec::new(),
            restricted: false,
            localised: false,
            flavours: Vec::new(),
        };
        let Making { walked, lists, voices } = making;
        if wanted.redundant {
            voices.swatches(reading, path);
        }
        let is_plain = |document: u32| {
            let reader = reading.documents.get(document as usize);
            reader.is_some_and(|reader| *reader.document.context() == crate::model::Context::default())
        };
        for group in 0..reading.members.len() {
            walk_into(&reading.along(product, path, group), path.len(), wanted.inheritance, walked);
            voices.hear(path, walked);
            if !wanted.answers && !wanted.redundant {
                continue;
            }
            for (which, list) in BOTH.into_iter().zip(&mut *lists) {
                folded(walked, which, list);
            }
            if wanted.redundant {
                voices.miss((reading, product, group), path, wanted.inheritance, walked, lists);
            }
            let of = |visit: usize| walked.visits.get(visit).is_some_and(|visit| is_plain(visit.document));
            let plain = match walked.winner() {
                Some(link) => of(link.visit),
                None => walked.severed && of(walked.visits.len().saturating_sub(1)),
            };
            let first = cells.seen.len();
            let mut primary = first;
            for (list, at) in lists.iter().zip(0..) {
                for (link, item) in list {
                    let asset = item.place.and_then(|place| publication.assets.get_index(place as usize));
                    let Some((_, asset)) = asset.filter(|(_, asset)| asset.published) else { continue };
                    let alt = alt_of(item, asset);
                    cells.restricted |= asset.channels.is_some();
                    cells.localised |= alt == Alt::Somewhere;
                    let plain = walked.links.get(*link).is_some_and(|link| of(link.visit));
                    cells.seen.push(Seen { item, asset, alt, plain });
                }
                if at == 0 {
                    primary = cells.seen.len();
                }
            }
            cells.cells.push(Cell { first, primary, end: cells.seen.len(), plain });
        }
        cells
    }

    /// What is found in a channel and a locale.
    pub(super) fn flavour(
        &mut self,
        weights: &[u64],
        places: &Places<'_>,
        place: &super::places::Place<'_>,
    ) -> Option<&Flavour<'p>> {
        // a channel and a locale that make no difference are one
        let channel = if self.restricted { place.channel } else { 0 };
        let locale = if self.localised { place.locale } else { 0 };
        let key = (channel, locale);
        let found = self.flavours.iter().rposition(|flavour| flavour.key == key);
        if let Some(found) = found {
            return self.flavours.get(found);
        }
        const MANY: usize = 64;
        if self.flavours.len() >= MANY {
            self.flavours.clear();
        }
        let flavour = self.taste(key, weights, places, place);
        self.flavours.push(flavour);
        self.flavours.last()
    }

    fn taste(
        &self,
        key: (u32, u32),
        weights: &[u64],
        places: &Places<'_>,
        place: &super::places::Place<'_>,
    ) -> Flavour<'p> {
        let mut flavour =
            Flavour { key, found: Vec::new(), counts: [0; 4], items: Vec::new(), spans: Vec::new() };
        for (cell, weight) in self.cells.iter().zip(weights) {
            let all = |from: usize, to: usize| {
                let seen = self.seen.get(from..to).unwrap_or_default().iter();
                seen.filter(|seen| !self.restricted || seen.asset.is_allowed_in(place.context.channel))
            };
            let primary = || all(cell.first, cell.primary);
            let named = |list, seen: &Seen<'p>| FoundItem { list: Some(list), asset: seen.asset.id() };
            let first = flavour.items.len();
            let has_image = primary().any(|seen| seen.asset.kind == Kind::Image);
            if has_image {
                let before = primary().take_while(|seen| seen.asset.kind != Kind::Image);
                let videos = before.filter(|seen| seen.asset.kind == Kind::Video);
                flavour.items.extend(videos.map(|seen| named(WhichList::Primary, seen)));
            }
            let middle = flavour.items.len();
            let lists = [
                (WhichList::Primary, cell.first, cell.primary),
                (WhichList::Additional, cell.primary, cell.end),
            ];
            for (list, from, to) in lists {
                let images = all(from, to).filter(|seen| seen.asset.kind == Kind::Image);
                let without = images.filter(|seen| !seen.has_alt(places, place.locale));
                flavour.items.extend(without.map(|seen| named(list, seen)));
            }
            let end = flavour.items.len();
            let plain = cell.plain && all(cell.first, cell.end).all(|seen| seen.plain);
            let bits = [!has_image, plain, middle > first, end > middle];
            flavour.found.push(bits.iter().rev().fold(0, |all, bit| (all << 1) | u8::from(*bit)));
            flavour.spans.push([first, middle, end]);
            for (count, bit) in flavour.counts.iter_mut().zip(bits) {
                *count = count.saturating_add(if bit { *weight } else { 0 });
            }
        }
        flavour
    }
}

impl OfPath for Cells<'_> {
    fn path(&self) -> &Path {
        &self.path
    }

    fn size(&self) -> usize {
        self.cells.len().saturating_add(self.seen.len())
    }
}

impl Seen<'_> {
    fn has_alt(&self, places: &Places<'_>, locale: u32) -> bool {
        match self.alt {
            Alt::Always => true,
            Alt::Never => false,
            Alt::Somewhere => {
                let chain = places.texts(locale);
                let own = self.item.own.as_ref().map_or(&[][..], |own| &own.texts);
                let mut texts = own.iter().chain(&self.asset.texts);
                texts.any(|(locale, text)| {
                    let speaks = locale.is_some_and(|tag| chain.contains(&places.locales.normal(tag)));
                    speaks && text.get(Field::Alt).is_some_and(|text| !text.is_empty())
                })
            }
        }
    }
}
