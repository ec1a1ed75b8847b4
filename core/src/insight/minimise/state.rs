//! The documents of a product while sets are taken out and put in.
//!
//! Each place has two contents: what is settled, and what is tried. Both are asked by the walk, so that a
//! trial is judged before it is kept; what is not kept is taken back.

use super::content::{Contents, Numbering};
use crate::model::{Document, Mode, Pattern, Product};
use crate::policy::Inheritance;
use crate::resolve::levels::{self, ANY, Strength};
use crate::resolve::walk::Sets;
use indexmap::IndexMap;
use smallvec::SmallVec;
use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};

/// Fewer patterns than this are looked at one by one.
const FEW: usize = 9;

/// So many patterns that match one variant count as more work.
const MANY: usize = 16;

/// Where in a document a set stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Spot {
    Variant(u32),
    Pattern(Box<[u32]>),
    Master,
}

/// The number of a set that is settled, and of the one that is tried.
pub(super) type Two = [Option<u32>; 2];

/// Which of the two is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Settled = 0,
    Tried = 1,
}

fn of(two: Two, side: Side) -> Option<u32> {
    two.get(side as usize).copied().flatten()
}

/// A document.
#[derive(Clone)]
pub(super) struct Sheet<'p> {
    pub(super) document: &'p Document,
    /// Whether it is there.
    pub(super) there: [bool; 2],
    master: Two,
    variants: BTreeMap<u32, Two>,
    patterns: IndexMap<Box<[u32]>, Two>,
    /// Which dimensions patterns fix, and how many patterns fix just these.
    kinds: IndexMap<Box<[bool]>, usize>,
    /// How many sets say the same, as they are tried.
    said: HashMap<u32, usize>,
}

/// The documents of a product.
#[derive(Clone)]
pub(super) struct State<'p> {
    pub(super) product: &'p Product,
    pub(super) sheets: Vec<Sheet<'p>>,
    pub(super) contents: Contents<'p>,
    pub(super) inheritance: Inheritance,
    /// What was tried since it was settled last.
    journal: Vec<(u32, Option<Spot>)>,
    /// Steps of work that are left.
    left: Cell<u64>,
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl<'p> State<'p> {
    pub(super) fn new(product: &'p Product, inheritance: Inheritance, steps: u64) -> Self {
        let mut contents = Contents::default();
        let mut numbering = Numbering::default();
        let mut sheets = Vec::with_capacity(product.documents.len());
        for document in &product.documents {
            let mut sheet = Sheet {
                document,
                there: [true; 2],
                master: [None; 2],
                variants: BTreeMap::new(),
                patterns: IndexMap::new(),
                kinds: IndexMap::new(),
                said: HashMap::new(),
            };
            let mut put = |spot, set| {
                let number = contents.number(set, &mut numbering);
                sheet.change(&spot, |two| *two = [Some(number); 2]);
            };
            document.master.iter().for_each(|set| put(Spot::Master, set));
            for (pattern, set) in &document.patterns {
                put(Spot::Pattern(pattern.0.clone()), set);
            }
            for (variant, set) in &document.variants {
                put(Spot::Variant(*variant), set);
            }
            sheets.push(sheet);
        }
        Self { product, sheets, contents, inheritance, journal: Vec::new(), left: Cell::new(steps) }
    }

    /// Takes steps of work; `false` where none are left.
    pub(super) fn spend(&self, steps: usize) -> bool {
        let left = self.left.get().saturating_sub(steps as u64);
        self.left.set(left);
        left > 0
    }

    pub(super) fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    /// Goes on with what another has left.
    pub(super) fn spend_as(&self, other: &Self) {
        self.left.set(other.left.get());
    }

    fn sheet(&self, at: u32) -> Option<&Sheet<'p>> {
        self.sheets.get(at as usize)
    }

    /// The set at a spot of a document.
    pub(super) fn get(&self, at: u32, spot: &Spot, side: Side) -> Option<u32> {
        let sheet = self.sheet(at)?;
        match spot {
            Spot::Master => of(sheet.master, side),
            Spot::Variant(variant) => of(*sheet.variants.get(variant)?, side),
            Spot::Pattern(row) => of(*sheet.patterns.get(row)?, side),
        }
    }

    /// Tries another set at a spot of a document, or none.
    pub(super) fn set(&mut self, at: u32, spot: &Spot, content: Option<u32>) {
        let Some(sheet) = self.sheets.get_mut(at as usize) else { return };
        sheet.change(spot, |[_, tried]| *tried = content);
        self.journal.push((at, Some(spot.clone())));
    }

    /// Tries to do without a document.
    pub(super) fn drop_sheet(&mut self, at: u32) {
        if let Some(sheet) = self.sheets.get_mut(at as usize) {
            sheet.there[1] = false;
            self.journal.push((at, None));
        }
    }

    /// Keeps what was tried, or takes it back.
    pub(super) fn settle(&mut self, keep: bool) {
        for (at, spot) in std::mem::take(&mut self.journal) {
            let Some(sheet) = self.sheets.get_mut(at as usize) else { continue };
            match &spot {
                None => {
                    let [settled, tried] = &mut sheet.there;
                    *(if keep { settled } else { tried }) = !keep;
                }
                Some(spot) => sheet.change(spot, |two| {
                    let [settled, tried] = *two;
                    *two = [if keep { tried } else { settled }; 2];
                }),
            }
        }
    }

    /// The sets of a document as they are settled: variants by index, then patterns, the strongest
    /// first, then the master.
    pub(super) fn spots(&self, at: u32) -> Vec<(Spot, u32)> {
        let Some(sheet) = self.sheet(at).filter(|sheet| sheet.there[0]) else { return Vec::new() };
        let variants = sheet.variants.iter();
        let variants = variants.filter_map(|(at, two)| Some((Spot::Variant(*at), of(*two, Side::Settled)?)));
        let mut patterns: Vec<(&Box<[u32]>, u32)> =
            sheet.patterns.iter().filter_map(|(row, two)| Some((row, of(*two, Side::Settled)?))).collect();
        patterns.sort_by(|(one, _), (other, _)| Strength(one).cmp(&Strength(other)));
        let patterns = patterns.into_iter().map(|(row, content)| (Spot::Pattern(row.clone()), content));
        let master = of(sheet.master, Side::Settled).map(|content| (Spot::Master, content));
        variants.chain(patterns).chain(master).collect()
    }

    /// The patterns of a document with their sets, in its order.
    pub(super) fn patterns(&self, at: u32) -> impl Iterator<Item = (&[u32], u32)> {
        let patterns = self.sheet(at).into_iter().flat_map(|sheet| &sheet.patterns);
        patterns.filter_map(|(row, two)| Some((&**row, of(*two, Side::Settled)?)))
    }

    /// How many sets of a document say the same.
    pub(super) fn saying(&self, at: u32, content: u32) -> usize {
        self.sheet(at).and_then(|sheet| sheet.said.get(&content)).copied().unwrap_or(0)
    }

    /// How many sets there are, and how many items they list.
    pub(super) fn size(&self) -> [u64; 2] {
        let mut size = [0u64; 2];
        for sheet in self.sheets.iter().filter(|sheet| sheet.there[0]) {
            let variants = sheet.variants.values().chain(sheet.patterns.values());
            let all = variants.chain([&sheet.master]).filter_map(|two| of(*two, Side::Settled));
            for content in all {
                let items = self.contents.get(content).map_or(0, super::content::Content::items);
                size = [size[0].saturating_add(1), size[1].saturating_add(items)];
            }
        }
        size
    }

    /// Whether every set of a document ends every chain.
    pub(super) fn is_plain(&self, at: u32) -> bool {
        self.spots(at).iter().all(|(_, content)| self.contents.is_last(*content))
    }

    /// The sets along a path, for a variant or a selection.
    pub(super) fn seen<'x>(&'x self, path: &'x [u32], subject: Subject<'x>, side: Side) -> Seen<'p, 'x> {
        Seen { state: self, path, subject, side }
    }

    /// A variant, or the product without a selection.
    pub(super) fn subject(&self, variant: Option<u32>) -> Subject<'p> {
        let row = variant.map_or(&[][..], |variant| self.product.value_row(variant as usize));
        Subject { variant, row }
    }

    /// The documents as they are settled.
    pub(super) fn documents(&self) -> Vec<Document> {
        let set = |content: u32| self.contents.get(content).map(|content| content.set.clone());
        let there = self.sheets.iter().filter(|sheet| sheet.there[0]);
        let made = there.map(|sheet| {
            let patterns = sheet.patterns.iter();
            let patterns = patterns.filter_map(|(row, two)| {
                Some((Pattern(row.clone()), of(*two, Side::Settled).and_then(set)?))
            });
            let variants = sheet.variants.iter();
            let variants =
                variants.filter_map(|(at, two)| Some((*at, of(*two, Side::Settled).and_then(set)?)));
            Document {
                context: sheet.document.context.clone(),
                master: of(sheet.master, Side::Settled).and_then(set),
                patterns: patterns.collect(),
                variants: variants.collect(),
                swatches: sheet.document.swatches.clone(),
            }
        });
        made.collect()
    }

    /// How many patterns are looked at to find what matches every variant in every document.
    pub(super) fn looks(&self) -> u64 {
        let looks =
            |sheet: &Sheet<'_>| if sheet.is_short() { sheet.patterns.len() } else { sheet.kinds.len() };
        let all = self.sheets.iter().map(|sheet| looks(sheet) as u64).fold(0u64, u64::saturating_add);
        all.saturating_mul(u64::from(self.variants()))
    }

    /// How many variants there are.
    pub(super) fn variants(&self) -> u32 {
        narrow(self.product.variants.len())
    }
}

impl Sheet<'_> {
    /// Changes what stands at a spot; where nothing stands then, nothing is left of it but, of a pattern
    /// with others behind it, its place among them.
    fn change(&mut self, spot: &Spot, change: impl FnOnce(&mut Two)) {
        const NONE: Two = [None; 2];
        let two = match spot {
            Spot::Master => &mut self.master,
            Spot::Variant(variant) => self.variants.entry(*variant).or_default(),
            Spot::Pattern(row) => self.patterns.entry(row.clone()).or_default(),
        };
        let before = *two;
        change(two);
        let after = *two;
        if let Some(count) = of(before, Side::Tried).and_then(|content| self.said.get_mut(&content)) {
            *count = count.saturating_sub(1);
        }
        if let Some(content) = of(after, Side::Tried) {
            let count = self.said.entry(content).or_default();
            *count = count.saturating_add(1);
        }
        match spot {
            Spot::Master => {}
            Spot::Variant(variant) => {
                if after == NONE {
                    self.variants.remove(variant);
                }
            }
            Spot::Pattern(row) => {
                match (before == NONE, after == NONE) {
                    (true, false) => self.count(row, 1),
                    (false, true) => self.count(row, -1),
                    _ => {}
                }
                if after == NONE && self.patterns.last().is_some_and(|(last, _)| last == row) {
                    self.patterns.pop();
                }
            }
        }
    }

    /// Notes one pattern more or less of a kind.
    fn count(&mut self, row: &[u32], by: isize) {
        let kind: Box<[bool]> = row.iter().map(|value| *value != ANY).collect();
        let count = self.kinds.entry(kind.clone()).or_insert(0);
        *count = count.saturating_add_signed(by);
        if *count == 0 {
            self.kinds.swap_remove(&kind);
        }
    }

    /// Whether looking at one pattern after the other is as good as looking them up.
    fn is_short(&self) -> bool {
        self.patterns.len() < FEW || self.kinds.len() >= self.patterns.len()
    }

    /// Every pattern that matches a row; how many were looked at.
    fn matching<'x>(&'x self, row: &[u32], mut each: impl FnMut(&'x [u32], Two)) -> usize {
        if self.is_short() {
            for (pattern, two) in &self.patterns {
                if levels::matches(pattern.iter().copied(), row.iter().copied()) {
                    each(pattern, *two);
                }
            }
            return self.patterns.len();
        }
        let mut wanted: SmallVec<[u32; 16]> = SmallVec::new();
        for kind in self.kinds.keys() {
            wanted.clear();
            wanted.extend(row.iter().zip(kind).map(|(value, fixed)| if *fixed { *value } else { ANY }));
            if kind.iter().zip(row).any(|(fixed, value)| *fixed && *value == ANY) {
                continue;
            }
            if let Some((_, pattern, two)) = self.patterns.get_full(wanted.as_slice()) {
                each(pattern, *two);
            }
        }
        self.kinds.len()
    }
}

/// Who asks: a variant, a selection, or (without either) the product.
#[derive(Clone, Copy)]
pub(super) struct Subject<'x> {
    pub(super) variant: Option<u32>,
    /// The selected value of each dimension, or `ANY`; empty where nothing is selected.
    pub(super) row: &'x [u32],
}

/// What a subject sees along a path.
pub(super) struct Seen<'p, 'x> {
    state: &'x State<'p>,
    path: &'x [u32],
    subject: Subject<'x>,
    side: Side,
}

impl<'x> Sets for Seen<'_, 'x> {
    type Document = u32;
    type Set = u32;
    type Strength = Strength<'x>;

    fn document(&self, rung: usize) -> Option<u32> {
        let at = *self.path.get(rung)?;
        let sheet = self.state.sheet(at)?;
        sheet.there.get(self.side as usize).copied().unwrap_or(false).then_some(at)
    }

    fn variant(&self, document: u32) -> Option<u32> {
        of(*self.state.sheet(document)?.variants.get(&self.subject.variant?)?, self.side)
    }

    fn patterns(&self, document: u32, mut each: impl FnMut(Strength<'x>, u32)) {
        let Some(sheet) = self.state.sheet(document).filter(|_| !self.subject.row.is_empty()) else { return };
        let mut matched = 0usize;
        let steps = sheet.matching(self.subject.row, |pattern, two| {
            if let Some(content) = of(two, self.side) {
                matched = matched.saturating_add(1);
                each(Strength(pattern), content);
            }
        });
        // many that match have to be put in order
        let order = if matched > MANY { matched.saturating_mul(MANY) } else { 0 };
        self.state.spend(steps.saturating_add(order));
    }

    fn master(&self, document: u32) -> Option<u32> {
        of(self.state.sheet(document)?.master, self.side)
    }

    fn modes(&self, set: u32) -> [Mode; 2] {
        let content = self.state.contents.get(set);
        content.map_or([Mode::Replace; 2], |content| [content.lists[0].mode, content.lists[1].mode])
    }
}
