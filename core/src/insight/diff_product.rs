//! The answers of one product in two publications, compared where they may differ.

use super::diff::{Seeks, Sides, Wanted};
use super::difference::{DiffCounts, Difference, Row, same_swatches};
use super::kept::{Kept, OfPath};
use super::places::{Path, Place, Places};
use super::reading::{Reading, Walked, folded};
use super::redundant::BOTH;
use crate::fault::Fault;
use crate::model::{Asset, Item, Kind, Product, Publication};
use crate::policy::Policy;
use crate::resolve::direct::{Asked, item_text};
use crate::resolve::levels::ANY;
use crate::resolve::walk::walk_into;
use crate::resolve::{Answer, SwatchAnswer};
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, RandomState};
use std::ops::ControlFlow;

/// Comparisons of a product that are kept; what is more is made anew when it comes again.
const KEPT: usize = 1 << 18;

/// An item that some channel shows, with its asset.
type Shown<'p> = (&'p Item, &'p Asset);

/// The answers of a product along one path, by group: primary items, then additional ones.
struct Lists<'p> {
    path: Path,
    /// Which of those of its side it is; no two have the same.
    number: usize,
    shown: Vec<Shown<'p>>,
    /// Where those of each group begin, where its additional ones begin, and where they end.
    spans: Vec<[usize; 3]>,
    restricted: bool,
    localised: bool,
}

/// One publication with the product at hand.
struct Side<'p> {
    publication: &'p Publication,
    product: Option<&'p Product>,
    reading: Reading<'p>,
    lists: Kept<Lists<'p>>,
    /// How many lists were made.
    made: usize,
    walked: Walked<'p>,
    path: Path,
}

/// A product or variant on both sides.
struct Subject<'p> {
    variant: Option<&'p str>,
    /// On each side the index of the variant (`None` for the product) and its group.
    sides: Sides<(Option<usize>, usize)>,
}

/// What was compared: the numbers of the lists of both sides, the channel and the locale as far as they
/// make a difference.
type Key = (usize, usize, u32, u32);

/// Two publications, of which one product after the other is compared.
pub(super) struct Pair<'x, 'p> {
    policy: Policy,
    places: &'x Places<'p>,
    sides: [Side<'p>; 2],
    seed: u64,
    seeks: Seeks,
}

/// How many numbers there are on either side.
fn subjects<'p>(sides: Sides<&'p Product>) -> Vec<Subject<'p>> {
    let mut all = vec![Subject { variant: None, sides: sides.map(|side| side.map(|_| (None, 0))) }];
    let mut variants: BTreeMap<&'p str, Sides<(Option<usize>, usize)>> = BTreeMap::new();
    for (side, product) in sides.iter().enumerate() {
        for (at, variant) in product.iter().flat_map(|product| product.variants.iter()).enumerate() {
            if let Some(slot) = variants.entry(&variant.number).or_default().get_mut(side) {
                *slot = Some((Some(at), 0));
            }
        }
    }
    all.extend(variants.into_iter().map(|(number, sides)| Subject { variant: Some(number), sides }));
    all
}

impl<'x, 'p> Pair<'x, 'p> {
    pub(super) fn new(
        sides: [&'p Publication; 2],
        policy: Policy,
        places: &'x Places<'p>,
        seeks: Seeks,
    ) -> Self {
        let sides = sides.map(|publication| Side {
            publication,
            product: None,
            reading: Reading::default(),
            lists: Kept::default(),
            made: 0,
            walked: Walked::default(),
            path: Path::new(),
        });
        Self { policy, places, sides, seed: RandomState::new().hash_one("the sets of a variant"), seeks }
    }

    /// How many questions a product is in each context.
    pub(super) fn questions(&self, sides: Sides<&'p Product>, wanted: Wanted) -> u64 {
        let answers = if wanted.answers { subjects(sides).len() as u64 } else { 0 };
        answers.saturating_add(u64::from(wanted.swatches))
    }

    /// Compares a product in every context.
    pub(super) fn compare(
        &mut self,
        products: Sides<&'p Product>,
        wanted: Wanted,
        counts: &mut DiffCounts,
        row: &mut Option<Row<'_, 'p>>,
    ) -> Result<ControlFlow<()>, Fault> {
        let Some(number) = products.iter().flatten().map(|product| &*product.number).next() else {
            return Ok(ControlFlow::Continue(()));
        };
        for (side, product) in self.sides.iter_mut().zip(products) {
            side.product = product;
            side.lists.clear();
            if let Some(product) = product {
                side.reading.read(product, self.places, self.seed)?;
            }
        }
        counts.covered =
            counts.covered.saturating_add(self.questions(products, wanted).saturating_mul(self.places.len()));
        let before = counts.total();
        let mut flow = ControlFlow::Continue(());
        if wanted.answers {
            flow = self.answers(number, counts, row);
        }
        if wanted.swatches && flow.is_continue() {
            flow = self.swatches(number, counts, row);
        }
        if counts.total() > before {
            counts.products = counts.products.saturating_add(1);
        }
        Ok(flow)
    }

    fn answers(
        &mut self,
        number: &'p str,
        counts: &mut DiffCounts,
        row: &mut Option<Row<'_, 'p>>,
    ) -> ControlFlow<()> {
        let mut all = subjects(self.sides.each_ref().map(|side| side.product));
        // subjects that are of the same groups are compared once
        let mut kinds: HashMap<Sides<usize>, usize> = HashMap::new();
        let mut kind_of = Vec::with_capacity(all.len());
        for subject in &mut all {
            for (side, of) in self.sides.iter().zip(&mut subject.sides) {
                if let Some((Some(variant), group)) = of {
                    *group = side.reading.groups.get(*variant).copied().unwrap_or(0) as usize;
                }
            }
            let next = kinds.len();
            kind_of.push(*kinds.entry(subject.sides.map(|of| of.map(|(_, group)| group))).or_insert(next));
        }
        let mut groups: Vec<(usize, Sides<usize>)> = kinds.into_iter().map(|(of, kind)| (kind, of)).collect();
        groups.sort_unstable_by_key(|(kind, _)| *kind);
        let places = self.places;
        let mut compared: HashMap<Key, Vec<bool>> = HashMap::new();
        let broken = places.each(|place| {
            let [one, other] = self.sides.each_mut().map(|side| side.lists_of(places, place, self.policy));
            let key = self.key([one, other], place);
            if compared.len().saturating_mul(groups.len()) > KEPT {
                compared.clear();
            }
            let changed = compared.entry(key).or_insert_with(|| {
                groups.iter().map(|(_, of)| !self.same([one, other], *of, place)).collect()
            });
            for (subject, kind) in all.iter().zip(&kind_of) {
                if !changed.get(*kind).copied().unwrap_or(true) {
                    continue;
                }
                counts.answers = counts.answers.saturating_add(1);
                if let Some(row) = row {
                    let [before, after] = [0, 1].map(|side| self.answer(side, subject, place));
                    let variant = subject.variant;
                    let context = place.context;
                    let flow = row(Difference::Answer { product: number, variant, context, before, after });
                    if flow.is_break() {
                        return Some(());
                    }
                }
            }
            None
        });
        broken.map_or(ControlFlow::Continue(()), ControlFlow::Break)
    }

    fn key(&self, lists: [usize; 2], place: &Place<'_>) -> Key {
        let of = |side: usize| self.sides.get(side)?.lists.get(*lists.get(side)?);
        let any = |has: fn(&Lists<'p>) -> bool| [of(0), of(1)].into_iter().flatten().any(has);
        let [one, other] = [of(0), of(1)].map(|lists| lists.map_or(0, |lists| lists.number));
        let channel = if any(|lists| lists.restricted) { place.channel } else { 0 };
        let speaks = self.seeks == Seeks::Everything && any(|lists| lists.localised);
        let locale = if speaks { place.locale } else { 0 };
        (one, other, channel, locale)
    }

    /// Whether a group has a default image on a side.
    fn has_image(&self, side: usize, lists: usize, group: Option<usize>, place: &Place<'_>) -> bool {
        let lists = self.sides.get(side).and_then(|side| side.lists.get(lists));
        let Some((lists, group)) = lists.zip(group) else { return false };
        lists.of(group, 0, place.context.channel).any(|(_, asset)| asset.kind == Kind::Image)
    }

    /// Whether the answers of two groups show the same, or nothing is lost where that is sought.
    fn same(&self, lists: [usize; 2], [before, after]: Sides<usize>, place: &Place<'_>) -> bool {
        if self.seeks == Seeks::LostImages {
            return !self.has_image(0, lists[0], before, place) || self.has_image(1, lists[1], after, place);
        }
        let (Some(before), Some(after)) = (before, after) else { return false };
        let [one, other] = &self.sides;
        let (Some(one_lists), Some(other_lists)) = (one.lists.get(lists[0]), other.lists.get(lists[1]))
        else {
            return false;
        };
        let (Some(one_product), Some(other_product)) = (one.product, other.product) else { return false };
        let names =
            [one_product, other_product].map(|product| product.name().filter(|name| !name.is_empty()));
        let same_name = names[0] == names[1];
        let text_chain = self.places.texts(place.locale);
        BOTH.into_iter().all(|which| {
            let channel = place.context.channel;
            let mut left = one_lists.of(before, which as usize, channel);
            let mut right = other_lists.of(after, which as usize, channel);
            loop {
                match (left.next(), right.next()) {
                    (None, None) => return true,
                    (Some(one), Some(other)) => {
                        let said = |(item, asset): Shown<'p>, product: &'p Product| {
                            let alt_source = self.policy.alt_source;
                            item_text(text_chain, &self.places.locales, (item, asset), product, alt_source)
                        };
                        let same = same_item(one, other)
                            && (same_name && same_texts(one, other)
                                || said(one, one_product) == said(other, other_product));
                        if !same {
                            return false;
                        }
                    }
                    _ => return false,
                }
            }
        })
    }

    /// What a subject shows on a side.
    fn answer(&self, side: usize, subject: &Subject<'p>, place: &Place<'p>) -> Option<Box<Answer<'p>>> {
        let (variant, _) = subject.sides.get(side).copied().flatten()?;
        let Side { publication, product, .. } = self.sides.get(side)?;
        let product = (*product)?;
        let selection = match variant {
            Some(variant) => product.value_row(variant).to_vec(),
            None => vec![ANY; product.dimensions.len()],
        };
        let context = place.context.to_context();
        // what could be wrong with it was found when it was read
        let asked = Asked::ready(publication, product, selection, variant, &context, &self.policy).ok()?;
        Some(Box::new(asked.answer(&asked.walk())))
    }

    fn swatches(
        &mut self,
        number: &'p str,
        counts: &mut DiffCounts,
        row: &mut Option<Row<'_, 'p>>,
    ) -> ControlFlow<()> {
        let places = self.places;
        let has_any = |side: &Side<'p>| {
            let documents = side.product.iter().flat_map(|product| product.documents.iter());
            let central = side.product.is_some_and(|product| !product.dimensions.is_empty());
            central && !side.publication.swatches.is_empty()
                || documents.into_iter().any(|document| !document.swatches.is_empty())
        };
        if !self.sides.iter().any(has_any) {
            return ControlFlow::Continue(());
        }
        let mut known: HashMap<(Sides<u32>, u32), bool> = HashMap::new();
        let broken = places.each(|place| {
            let governing = self.sides.each_mut().map(|side| side.nearest(places, place));
            let swatches = |side: usize| -> Vec<SwatchAnswer<'p>> {
                let Some(Side { publication, product: Some(product), .. }) = self.sides.get(side) else {
                    return Vec::new();
                };
                let document = governing.get(side).copied().flatten();
                let document = document.and_then(|at| product.documents.get(at as usize));
                publication.swatches_of(product, document, place.context.channel)
            };
            if known.len() > KEPT {
                known.clear();
            }
            let same = known
                .entry((governing, place.channel))
                .or_insert_with(|| same_swatches(&swatches(0), &swatches(1)));
            if *same {
                return None;
            }
            counts.swatches = counts.swatches.saturating_add(1);
            let row = row.as_mut()?;
            let (before, after) = (swatches(0), swatches(1));
            row(Difference::Swatches { product: number, context: place.context, before, after }).break_value()
        });
        broken.map_or(ControlFlow::Continue(()), ControlFlow::Break)
    }
}

fn same_item((one, asset): Shown<'_>, (other, other_asset): Shown<'_>) -> bool {
    one.purpose == other.purpose
        && (&asset.id, asset.kind, &asset.url) == (&other_asset.id, other_asset.kind, &other_asset.url)
}

fn same_texts((one, asset): Shown<'_>, (other, other_asset): Shown<'_>) -> bool {
    one.texts().eq(other.texts()) && asset.texts == other_asset.texts
}

impl<'p> Lists<'p> {
    /// The items of a list of a group that a channel shows.
    fn of<'x>(
        &'x self,
        group: usize,
        which: usize,
        channel: Option<&'x str>,
    ) -> impl Iterator<Item = Shown<'p>> + use<'x, 'p> {
        let span = self.spans.get(group).copied().unwrap_or_default();
        let [first, middle, end] = span;
        let (from, to) = if which == 0 { (first, middle) } else { (middle, end) };
        let shown = self.shown.get(from..to).unwrap_or_default().iter().copied();
        shown.filter(move |(_, asset)| asset.is_allowed_in(channel))
    }
}

impl OfPath for Lists<'_> {
    fn path(&self) -> &Path {
        &self.path
    }

    fn size(&self) -> usize {
        self.shown.len().saturating_add(self.spans.len())
    }
}

impl<'p> Side<'p> {
    /// The nearest document in a place.
    fn nearest(&mut self, places: &Places<'_>, place: &Place<'_>) -> Option<u32> {
        self.product?;
        self.reading.path(places, place, &mut self.path);
        self.path.first().copied()
    }

    /// The place of the lists in a place, which are made where they are not there.
    fn lists_of(&mut self, places: &Places<'_>, place: &Place<'_>, policy: Policy) -> usize {
        let Some(product) = self.product else { return 0 };
        self.reading.path(places, place, &mut self.path);
        if let Some(known) = self.lists.find(&self.path) {
            return known;
        }
        let Self { publication, reading, lists, walked, path, made, .. } = self;
        *made = made.saturating_add(1);
        let mut new = Lists {
            path: path.clone(),
            number: *made,
            shown: Vec::new(),
            spans: Vec::new(),
            restricted: false,
            localised: false,
        };
        let mut list = Vec::new();
        for group in 0..reading.members.len() {
            walk_into(&reading.along(product, path, group), path.len(), policy.inheritance, walked);
            let mut span = [new.shown.len(); 3];
            for (which, end) in BOTH.into_iter().zip(span.iter_mut().skip(1)) {
                folded(walked, which, &mut list);
                for (_, item) in &list {
                    let asset = item.place.and_then(|place| publication.assets.get_index(place as usize));
                    let Some((_, asset)) = asset.filter(|(_, asset)| asset.published) else { continue };
                    new.restricted |= asset.channels.is_some();
                    let mut locales =
                        item.texts().map(|(locale, _)| locale).chain(asset.texts().map(|text| text.0));
                    new.localised = new.localised || locales.any(|locale| locale.is_some());
                    new.shown.push((item, asset));
                }
                *end = new.shown.len();
            }
            new.spans.push(span);
        }
        lists.keep(new)
    }
}
