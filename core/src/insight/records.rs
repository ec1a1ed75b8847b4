//! The records of two snapshots: which products and categories they prove to be equal.
//!
//! A product is equal where its name, its contexts, its groups, the content hashes of its answers, and
//! the channels of assets that are not for every one are; all of these are compared without asking for
//! an answer, and names by the numbers that either file gave them.

use super::diff::{Named, Wanted};
use super::numbering::Numbering;
use crate::snapshot::Snapshot;
use crate::snapshot::dimensions::Dimensions;
use crate::snapshot::find::Layers;
use crate::snapshot::layer::{LayerRef, Wanted as Number};
use crate::snapshot::layout::{CategoryRecord, CentralRecord, REMOVED, Section, Slot};
use crate::snapshot::swatch;
use std::collections::{BTreeSet, HashMap, HashSet};

/// A product of a snapshot: its number, its layer and its place there.
type Listed<'s> = (&'s str, usize, u32);

/// A layer and a place in it, on both sides.
pub(super) type Two = [(usize, u32); 2];

/// Two snapshots, and what is known of their records.
pub(super) struct Records<'s> {
    pub(super) sides: [&'s dyn Layers; 2],
    /// How many layers both have in common from the base on.
    pub(super) shared: usize,
    /// Whether both answer by the same rules.
    same_rules: bool,
    pub(super) numbering: Numbering,
    /// Whether two shapes are the same, and how many classes they have.
    pub(super) shapes: HashMap<Two, Option<usize>>,
    pub(super) dimensions: HashMap<Two, bool>,
    /// The values whose central swatch changed; of dimensions, whether they have one of these.
    pub(super) central: HashSet<(&'s str, &'s str)>,
    has_central: HashMap<(usize, u32), bool>,
}

impl<'s> Records<'s> {
    pub(super) fn new<A: AsRef<[u8]> + Sync, B: AsRef<[u8]> + Sync>(
        before: &'s Snapshot<A>,
        after: &'s Snapshot<B>,
    ) -> Self {
        let sides: [&'s dyn Layers; 2] = [before, after];
        let content = |side: usize, at: usize| {
            let layer = sides.get(side)?.layer(at)?;
            Some((layer.meta.content, layer.bytes.len()))
        };
        let shared =
            (0..).take_while(|at| content(0, *at).is_some() && content(0, *at) == content(1, *at)).count();
        let rules = |side: usize| sides.get(side)?.layer(0).map(|layer| layer.section(Section::Rules));
        let mut records = Self {
            sides,
            shared,
            same_rules: before.policy() == after.policy() && rules(0) == rules(1),
            numbering: Numbering::new(before, after),
            shapes: HashMap::new(),
            dimensions: HashMap::new(),
            central: HashSet::new(),
            has_central: HashMap::new(),
        };
        records.central();
        records
    }

    /// Whether equal hashes of answers mean equal texts in every language.
    pub(super) fn by_hash(&self) -> bool {
        self.same_rules
    }

    pub(super) fn layer(&self, side: usize, at: usize) -> Option<LayerRef<'s>> {
        self.sides.get(side)?.layer(at)
    }

    /// The layers of a side that the other does not have.
    fn own_layers(&self, side: usize) -> impl Iterator<Item = (usize, LayerRef<'s>)> + use<'s> {
        let layers = self.sides.get(side).copied();
        let first = if self.same_rules { self.shared } else { 0 };
        (first..).map_while(move |at| Some((at, layers?.layer(at)?)))
    }

    /// The slot of a number, in whichever layer has the last word.
    fn find(&self, side: usize, number: &str) -> Option<(usize, LayerRef<'s>, &'s Slot)> {
        let layers = self.sides.get(side)?;
        for (at, layer) in (0..layers.count()).rev().filter_map(|at| Some((at, layers.layer(at)?))) {
            if let Some(slot) = layer.find(Number::new(number.as_bytes(), layer.meta.number_seed)) {
                return (slot.order.get() != REMOVED).then_some((at, layer, slot));
            }
        }
        None
    }

    /// The product with a number; a variant's is none.
    fn product(&self, side: usize, number: &str) -> Option<(usize, u32)> {
        let (at, layer, slot) = self.find(side, number)?;
        let order = layer.order_record(slot.order.get())?;
        let product = layer.product(order.product.get())?;
        (product.order.get() == slot.order.get()).then_some((at, order.product.get()))
    }

    /// The products that are not proved to be equal, by number, and what of them may have changed.
    pub(super) fn products(&mut self, named: &Named) -> Vec<(&'s str, Wanted)> {
        let mut changed = Vec::new();
        let numbers: Vec<&'s str> = match (&named.products, &named.categories) {
            (Some(named), _) => {
                let either = |number: &String| (0..2).find_map(|side| self.find(side, number));
                named
                    .iter()
                    .filter_map(|number| either(number).and_then(|(_, layer, slot)| layer.number(slot)))
                    .collect()
            }
            (None, Some(_)) => return changed,
            (None, None) if self.shared > 0 && self.same_rules && self.central.is_empty() => self.touched(),
            (None, None) => {
                self.every(&mut changed);
                return changed;
            }
        };
        for number in numbers {
            let wanted = match [self.product(0, number), self.product(1, number)] {
                [Some(one), Some(other)] => self.wanted([one, other]),
                [None, None] => continue,
                _ => ALL,
            };
            if wanted.answers || wanted.swatches {
                changed.push((number, wanted));
            }
        }
        changed
    }

    /// Every number that a layer names which the other side does not have, by number.
    fn touched(&self) -> Vec<&'s str> {
        let mut numbers = BTreeSet::new();
        for side in 0..2 {
            for (_, layer) in self.own_layers(side) {
                let stash = layer.all::<Slot>(Section::NumberStash);
                let slots = layer.all::<Slot>(Section::Numbers).iter().chain(stash);
                numbers.extend(slots.filter_map(|slot| layer.number(slot)));
            }
        }
        numbers.into_iter().collect()
    }

    /// Meets all products of both sides.
    fn every(&mut self, changed: &mut Vec<(&'s str, Wanted)>) {
        let [before, after] = [self.listed(0), self.listed(1)];
        let (mut left, mut right) = (before.iter().peekable(), after.iter().peekable());
        loop {
            let order = match (left.peek(), right.peek()) {
                (None, None) => return,
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (Some((one, ..)), Some((other, ..))) => one.cmp(other),
            };
            let one = if order.is_le() { left.next() } else { None };
            let other = if order.is_ge() { right.next() } else { None };
            let wanted = match (one, other) {
                (Some((_, layer, product)), Some((_, other_layer, other))) => {
                    self.wanted([(*layer, *product), (*other_layer, *other)])
                }
                _ => ALL,
            };
            if let Some((number, ..)) = one.or(other).filter(|_| wanted.answers || wanted.swatches) {
                changed.push((number, wanted));
            }
        }
    }

    /// The products of a side, by number.
    fn listed(&self, side: usize) -> Vec<Listed<'s>> {
        let Some(layers) = self.sides.get(side) else { return Vec::new() };
        let mut all = Vec::new();
        for (at, layer) in (0..layers.count()).filter_map(|at| Some((at, layers.layer(at)?))) {
            let newer: Vec<LayerRef<'s>> =
                (at.saturating_add(1)..layers.count()).filter_map(|at| layers.layer(at)).collect();
            let says = |layer: &LayerRef<'s>, number: &str| {
                layer.find(Number::new(number.as_bytes(), layer.meta.number_seed)).is_some()
            };
            for product in 0..layer.count(Section::Products) {
                let Some(number) = layer.number_of(product, 0) else { continue };
                if !newer.iter().any(|layer| says(layer, number)) {
                    all.push((number, at, product));
                }
            }
        }
        if !all.is_sorted_by_key(|(number, ..)| *number) {
            all.sort_by_key(|(number, ..)| *number);
        }
        all
    }

    /// What may have changed of a product that both have.
    fn wanted(&mut self, two: Two) -> Wanted {
        if !self.same_rules {
            return ALL;
        }
        let [one, other] = two;
        // the same record of the same file, but for central swatches
        let shared = one == other && one.0 < self.shared;
        Wanted {
            answers: !shared && self.same_answers(two) != Some(true),
            swatches: self.same_swatches(two, shared) != Some(true),
        }
    }

    /// Whether dimensions have a value whose central swatch changed.
    pub(super) fn has_central(&mut self, side: usize, (layer, start): (usize, u32)) -> bool {
        // blocks of the two sides are told apart by the lowest bit
        let key = (layer.saturating_mul(2).saturating_add(side), start);
        if let Some(known) = self.has_central.get(&key) {
            return *known;
        }
        let has = self.layer(side, layer).is_some_and(|layer| {
            Dimensions::at(&layer, start).iter().any(|dimension| {
                dimension.values().any(|value| self.central.contains(&(dimension.name(), value)))
            })
        });
        self.has_central.insert(key, has);
        has
    }

    /// Finds the central swatches that changed.
    fn central(&mut self) {
        let mut keys = BTreeSet::new();
        for side in 0..2 {
            for (_, layer) in self.own_layers(side) {
                for record in layer.all::<CentralRecord>(Section::Central) {
                    keys.extend(layer.text(record.dimension.get()).zip(layer.text(record.value.get())));
                }
            }
        }
        for (dimension, value) in keys {
            let of = |side: usize| {
                let (layer, record) = swatch::central(*self.sides.get(side)?, dimension, value)?;
                Some((layer, record.paint.get()))
            };
            let same = match (of(0), of(1)) {
                (None, None) => true,
                (Some((one, paint)), Some((other, other_paint))) => {
                    self.same_paint([(&one, paint), (&other, other_paint)]) == Some(true)
                }
                _ => false,
            };
            if !same {
                self.central.insert((dimension, value));
            }
        }
    }

    /// The categories that are not proved to be equal, by id.
    pub(super) fn categories(&self, named: &Named) -> Vec<&'s str> {
        let of = |side: usize, id: &str| swatch::category(*self.sides.get(side)?, id);
        let mut ids: BTreeSet<&'s str> = BTreeSet::new();
        match (&named.categories, &named.products) {
            (Some(named), _) => ids.extend(named.iter().filter_map(|id| {
                let (layer, record) = of(0, id).or_else(|| of(1, id))?;
                layer.text(record.id.get())
            })),
            (None, Some(_)) => {}
            (None, None) => {
                for (_, layer) in (0..2).flat_map(|side| self.own_layers(side)) {
                    let all = layer.all::<CategoryRecord>(Section::Categories);
                    ids.extend(all.iter().filter_map(|record| layer.text(record.id.get())));
                }
            }
        }
        ids.retain(|id| match (of(0, id), of(1, id)) {
            (None, None) => false,
            (Some(one), Some(other)) => !self.same_rules || self.same_category([one, other]) != Some(true),
            _ => true,
        });
        ids.into_iter().collect()
    }
}

/// Everything of a product may have changed.
const ALL: Wanted = Wanted { answers: true, swatches: true };
