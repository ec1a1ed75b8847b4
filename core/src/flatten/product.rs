//! One product of a publication → what is written of it.
//!
//! A *class* is what the contexts of a query come to for one product: the documents of its ladder, as
//! far as they can matter. A *group* is a set of variants that show the same in every class. An answer
//! is computed once for each class and group, by the same walk that resolves directly.

use super::flat::{
    Flat, FlatAnswer, FlatDocument, FlatItem, FlatList, FlatOrigin, FlatPaint, FlatSets, FlatVariant,
};
use super::paths::{self, Paths};
use super::product_parts::{
    PathSets, Selection, address_of, by_values, fixed, flat_paint, hash_of, input_size, same_answer,
    strength, strengths,
};
use crate::fault::Fault;
use crate::locale::{Locales, Tag};
use crate::model::{Document, Item, Level, List, Mode, Pattern, Product, Publication, Set};
use crate::policy::{Inheritance, Parents, Policy};
use crate::resolve::direct::{distinct_contexts, pairs};
use crate::resolve::fold::fold;
use crate::resolve::levels::{self, ANY, Strength};
use crate::resolve::texts::merged;
use crate::resolve::walk::{Link, Walk, Which, walk_into};
use std::collections::HashMap;
use std::hash::RandomState;

/// Flattens the products of a publication, one after the other.
pub(crate) struct Flattener<'p> {
    publication: &'p Publication,
    policy: Policy,
    locales: Locales<'static>,
    items: Vec<(Link<&'p Set>, &'p Item)>,
    /// The origins of the product at hand: document, level, and the address of a pattern's set.
    origins: HashMap<(u32, Level, usize), u32>,
    /// Its answers, by their hash.
    answers: HashMap<u64, u32>,
    /// The patterns of the product at hand, by the address of their set.
    patterns: HashMap<usize, &'p Pattern>,
    state: RandomState,
}

/// Which variants show the same.
struct Groups {
    /// A member of each group; the first group is the product without a selection.
    members: Vec<Option<usize>>,
    /// The group of each variant, in the order of their values.
    of_variants: Vec<u32>,
    /// The group whose answers are composed.
    composed: Option<usize>,
}

impl Groups {
    /// Every variant composed.
    fn composed(variants: usize) -> Self {
        Self { members: vec![None; 2], of_variants: vec![1; variants], composed: Some(1) }
    }
}

/// How much a product may cost, beyond which its answers are composed when they are asked for.
struct Budget {
    /// Comparisons of a pattern with a variant.
    comparisons: usize,
    /// Items in stored answers.
    items: usize,
    /// Stored answers.
    cells: usize,
}

impl<'p> Flattener<'p> {
    pub(crate) fn new(publication: &'p Publication, policy: Policy) -> Result<Self, Fault> {
        Ok(Self {
            publication,
            policy,
            locales: Locales::new(policy.parents)?,
            items: Vec::new(),
            origins: HashMap::new(),
            answers: HashMap::new(),
            patterns: HashMap::new(),
            state: RandomState::new(),
        })
    }

    /// The asset of an item, where it is shown anywhere at all.
    fn shown(&self, item: &Item) -> Option<u32> {
        // the place holds in the publication that the item is part of, and so does the id in any
        let placed = item.place.and_then(|place| self.publication.assets.get_index(place as usize));
        if let Some((id, asset)) = placed
            && *id == item.asset
        {
            return item.place.filter(|_| asset.published);
        }
        let (index, _, asset) = self.publication.assets.get_full(&item.asset)?;
        if asset.published { u32::try_from(index).ok() } else { None }
    }

    fn flat_item(&self, item: &'p Item, asset: u32, origin: u32) -> FlatItem<'p> {
        let own = item.own.as_ref();
        FlatItem {
            asset,
            purpose: item.purpose.as_deref(),
            texts: own.map(|own| merged(&own.texts, &self.locales)).unwrap_or_default(),
            properties: own.map(|own| pairs(&own.properties)).unwrap_or_default(),
            origin,
        }
    }

    /// Fills `flat` with what is written of a product.
    ///
    /// # Errors
    /// `duplicate_document` where the policy's parents make two documents one.
    pub(crate) fn product(&mut self, product: &'p Product, flat: &mut Flat<'p>) -> Result<(), Fault> {
        if self.policy.parents == Parents::Cldr {
            distinct_contexts(&product.number, product.documents.iter().map(|d| &d.context), &self.locales)?;
        }
        flat.clear();
        self.forget();
        for (pattern, set) in product.documents.iter().flat_map(|document| document.patterns.iter()) {
            self.patterns.insert(address_of(set), pattern);
        }
        flat.number = &product.number;
        flat.record_id = product.record_id();
        flat.name = product.name();
        flat.properties.extend(product.properties());
        for dimension in &product.dimensions {
            flat.dimensions.push((&dimension.name, dimension.values.iter().map(AsRef::as_ref).collect()));
        }
        let variants = by_values(product);
        for variant in &variants {
            flat.values.extend_from_slice(product.value_row(*variant));
        }
        let documents = self.documents(product);
        let contexts: Vec<_> =
            documents.iter().map(|(document, normal)| (document.context.as_ref(), *normal)).collect();
        let decides = |document: &Document| self.decides(document);
        let decisive: Vec<bool> = documents.iter().map(|(document, _)| decides(document)).collect();
        let paths = paths::find(&contexts, &decisive, self.policy.order, &self.locales);
        flat.tree.extend_from_slice(&paths.tree);
        let input = input_size(product);
        let mut budget = Budget {
            comparisons: input.saturating_mul(1_024).saturating_add(1 << 16),
            items: input.saturating_mul(16).saturating_add(1 << 10),
            cells: input.saturating_mul(16).saturating_add(1 << 10),
        };
        let mut groups = self.groups(product, &variants, &documents, &budget);
        if groups.members.len().saturating_mul(paths.classes.len()) > budget.cells {
            groups = Groups::composed(variants.len());
        }
        let merged = self.cells(product, &groups, &documents, &paths, flat, &mut budget);
        for (variant, group) in variants.iter().zip(&groups.of_variants) {
            if let Some(variant) = product.variants.get(*variant) {
                let group = merged.get(*group as usize).copied().unwrap_or(0);
                flat.variants.push(FlatVariant {
                    number: &variant.number,
                    record_id: variant.record_id(),
                    group,
                });
            }
        }
        flat.with_sets = !flat.tree.is_empty()
            || product.documents.iter().any(|document| !document.patterns.is_empty())
            || flat.cells.iter().any(Option::is_none);
        let mut ordinals = vec![0u32; product.variants.len()];
        for (ordinal, variant) in (0u32..).zip(&variants) {
            if let Some(place) = ordinals.get_mut(*variant) {
                *place = ordinal;
            }
        }
        let strengths = strengths(product);
        for (document, normal) in documents {
            let sets =
                if flat.with_sets { self.sets(document, &ordinals, &strengths) } else { FlatSets::default() };
            flat.documents.push(FlatDocument {
                context: document.context.as_ref(),
                normal,
                sets,
                swatches: self.swatches(document),
            });
        }
        Ok(())
    }

    /// The documents by channel, catalog and normal form of the locale.
    fn documents(&self, product: &'p Product) -> Vec<(&'p Document, Option<Tag>)> {
        let mut all: Vec<_> = product
            .documents
            .iter()
            .map(|document| (document, document.context.locale.map(|tag| self.locales.normal(tag))))
            .collect();
        all.sort_by(|(one, locale), (other, other_locale)| {
            let key = |document: &'p Document| (document.context.channel(), document.context.catalog());
            key(one).cmp(&key(other)).then_with(|| locale.cmp(other_locale))
        });
        all
    }

    /// Whether nothing behind a document can matter, whatever is asked for.
    fn decides(&self, document: &Document) -> bool {
        let replaces = |set: &Set| set.primary.mode == Mode::Replace && set.additional.mode == Mode::Replace;
        match self.policy.inheritance {
            Inheritance::EntityFirst => false,
            Inheritance::ContextFirst => document.master.as_ref().is_some_and(replaces),
            Inheritance::Severed => {
                document.master.as_ref().is_some_and(replaces) || document.sets().all(replaces)
            }
        }
    }

    /// Which variants have the same sets in every document.
    fn groups(
        &self,
        product: &'p Product,
        variants: &[usize],
        documents: &[(&'p Document, Option<Tag>)],
        budget: &Budget,
    ) -> Groups {
        let patterns: usize = documents.iter().map(|(document, _)| document.patterns.len()).sum();
        if patterns.saturating_mul(variants.len()) > budget.comparisons {
            return Groups::composed(variants.len());
        }
        let mut groups =
            Groups { members: vec![None], of_variants: Vec::with_capacity(variants.len()), composed: None };
        let has_sets = patterns > 0 || documents.iter().any(|(document, _)| !document.variants.is_empty());
        if !has_sets {
            groups.of_variants.resize(variants.len(), 0);
            return groups;
        }
        let mut known: HashMap<Vec<(u32, u32)>, u32> = HashMap::new();
        known.insert(Vec::new(), 0);
        for variant in variants {
            let row = product.value_row(*variant);
            let mut key = Vec::new();
            for (place, (document, _)) in (0u32..).zip(documents) {
                if document.variant(*variant).is_some() {
                    // its own set makes the variant a group of its own
                    key.push((place, ANY));
                    key.push((place, u32::try_from(*variant).unwrap_or(ANY)));
                }
                for (index, (pattern, _)) in (0u32..).zip(&document.patterns) {
                    if levels::matches(pattern.0.iter().copied(), row.iter().copied()) {
                        key.push((place, index));
                    }
                }
            }
            let next = u32::try_from(groups.members.len()).unwrap_or(ANY);
            let group = *known.entry(key).or_insert(next);
            if group == next {
                groups.members.push(Some(*variant));
            }
            groups.of_variants.push(group);
        }
        groups
    }

    /// The answers of each class and group; groups that show the same become one.
    fn cells(
        &mut self,
        product: &'p Product,
        groups: &Groups,
        documents: &[(&'p Document, Option<Tag>)],
        paths: &Paths,
        flat: &mut Flat<'p>,
        budget: &mut Budget,
    ) -> Vec<u32> {
        // columns[group][class]
        let mut columns: Vec<Vec<Option<u32>>> = Vec::with_capacity(groups.members.len());
        let mut walked = Walk::new();
        let mut path: Vec<&'p Document> = Vec::new();
        for (group, member) in groups.members.iter().enumerate() {
            let composed = groups.composed == Some(group);
            let row = member.map_or(&[][..], |variant| product.value_row(variant));
            let selection = Selection { variant: *member, row };
            let mut column = Vec::with_capacity(paths.classes.len());
            for class in &paths.classes {
                if composed {
                    column.push(None);
                    continue;
                }
                path.clear();
                path.extend(
                    class
                        .iter()
                        .filter_map(|place| documents.get(*place as usize))
                        .map(|(document, _)| *document),
                );
                let sets = PathSets { path: &path, selection: &selection };
                walk_into(&sets, path.len(), self.policy.inheritance, &mut walked);
                column.push(self.answer(&walked, class, flat, budget));
            }
            columns.push(column);
        }
        let mut distinct: Vec<&Vec<Option<u32>>> = Vec::new();
        let mut known: HashMap<Vec<Option<u32>>, u32> = HashMap::new();
        let mut merged = Vec::with_capacity(columns.len());
        for column in &columns {
            let next = u32::try_from(distinct.len()).unwrap_or(ANY);
            // most products have few groups: search those, hash the rest
            let group = if distinct.len() < 8 {
                distinct
                    .iter()
                    .position(|other| *other == column)
                    .map_or(next, |at| u32::try_from(at).unwrap_or(ANY))
            } else {
                *known.entry(column.clone()).or_insert(next)
            };
            if group == next {
                distinct.push(column);
                known.insert(column.clone(), next);
            }
            merged.push(group);
        }
        flat.groups = u32::try_from(distinct.len()).unwrap_or(ANY);
        for column in distinct {
            flat.cells.extend_from_slice(column);
        }
        merged
    }

    /// Adds an answer, unless it is there; `None` where it would cost too much.
    fn answer(
        &mut self,
        walked: &Walk<&'p Document, &'p Set>,
        class: &[u32],
        flat: &mut Flat<'p>,
        budget: &mut Budget,
    ) -> Option<u32> {
        let place = |visit: usize| -> u32 {
            let rung = walked.visits.get(visit).map_or(0, |visit| visit.rung);
            class.get(rung).copied().unwrap_or(0)
        };
        let first = flat.items.len();
        let mut counts = [0usize; 2];
        let mut folded = std::mem::take(&mut self.items);
        for (which, count) in [Which::Primary, Which::Additional].into_iter().zip(&mut counts) {
            folded.clear();
            let list = |set: &'p Set| match which {
                Which::Primary => &set.primary.items,
                Which::Additional => &set.additional.items,
            };
            let items = walked
                .reading(which)
                .flat_map(|(_, link)| list(link.set).iter().map(move |item| (link, item)));
            fold(items, |(_, item)| (item.purpose.as_deref(), &*item.asset), &mut folded);
            let mut last: Option<(usize, Level, *const Set, u32)> = None;
            for (link, item) in &folded {
                let Some(asset) = self.shown(item) else { continue };
                let origin = match last {
                    Some((visit, level, set, origin))
                        if visit == link.visit && level == link.level && std::ptr::eq(set, link.set) =>
                    {
                        origin
                    }
                    _ => self.origin(flat, link, place(link.visit)),
                };
                last = Some((link.visit, link.level, std::ptr::from_ref(link.set), origin));
                flat.items.push(self.flat_item(item, asset, origin));
                *count = count.saturating_add(1);
            }
        }
        self.items = folded;
        let items = flat.items.len().saturating_sub(first);
        if items > budget.items {
            flat.items.truncate(first);
            return None;
        }
        let winner = walked.winner().map(|link| self.origin(flat, &link, place(link.visit)));
        let severed = if winner.is_none() && walked.severed {
            let document = place(walked.visits.len().saturating_sub(1));
            Some(self.origin_at(flat, document, Level::Master, None))
        } else {
            None
        };
        let [primary, additional] = counts;
        let answer = FlatAnswer { winner, severed, items: first, primary, additional };
        let hash = hash_of(&self.state, flat, &answer);
        let same = self.answers.get(&hash).copied();
        if let Some(same) = same
            && flat.answers.get(same as usize).is_some_and(|other| same_answer(flat, other, &answer))
        {
            flat.items.truncate(first);
            return Some(same);
        }
        budget.items = budget.items.saturating_sub(items);
        let index = u32::try_from(flat.answers.len()).ok()?;
        self.answers.insert(hash, index);
        flat.answers.push(answer);
        Some(index)
    }

    /// Forgets the product at hand; what a large one left behind would make the small ones slow.
    fn forget(&mut self) {
        const SMALL: usize = 1_024;
        if self.origins.capacity().max(self.answers.capacity()).max(self.patterns.capacity()) > SMALL {
            self.origins = HashMap::new();
            self.answers = HashMap::new();
            self.patterns = HashMap::new();
        }
        self.origins.clear();
        self.answers.clear();
        self.patterns.clear();
    }

    /// The origin of a link of a walk.
    fn origin(&mut self, flat: &mut Flat<'p>, link: &Link<&'p Set>, document: u32) -> u32 {
        let set = Some(link.set).filter(|_| link.level == Level::Dimensions);
        self.origin_at(flat, document, link.level, set)
    }

    fn origin_at(&mut self, flat: &mut Flat<'p>, document: u32, level: Level, set: Option<&'p Set>) -> u32 {
        let address = set.map_or(0, address_of);
        let next = u32::try_from(flat.origins.len()).unwrap_or(ANY);
        let origin = *self.origins.entry((document, level, address)).or_insert(next);
        if origin == next {
            let pattern = self.patterns.get(&address).map(|pattern| fixed(pattern)).unwrap_or_default();
            flat.origins.push(FlatOrigin { document, level, pattern });
        }
        origin
    }

    fn list(&self, list: &'p List) -> FlatList<'p> {
        let items = list.items.iter().filter_map(|item| Some(self.flat_item(item, self.shown(item)?, 0)));
        FlatList { mode: list.mode, items: items.collect() }
    }

    fn lists(&self, set: &'p Set) -> [FlatList<'p>; 2] {
        [self.list(&set.primary), self.list(&set.additional)]
    }

    /// The sets of a document, as composed answers need them.
    fn sets(&self, document: &'p Document, ordinals: &[u32], strengths: &[Strength<'p>]) -> FlatSets<'p> {
        let mut patterns: Vec<&(Pattern, Set)> = document.patterns.iter().collect();
        patterns.sort_by(|(one, _), (other, _)| {
            Strength(&one.0).cmp(&Strength(&other.0)).then_with(|| one.0.cmp(&other.0))
        });
        let patterns = patterns
            .into_iter()
            .map(|(pattern, set)| (fixed(pattern), strength(strengths, pattern), self.lists(set)));
        let mut variants: Vec<_> = document
            .variants
            .iter()
            .filter_map(|(variant, set)| Some((*ordinals.get(*variant as usize)?, self.lists(set))))
            .collect();
        variants.sort_by_key(|(ordinal, _)| *ordinal);
        FlatSets {
            master: document.master.as_ref().map(|set| self.lists(set)),
            patterns: patterns.collect(),
            variants,
        }
    }

    fn swatches(&self, document: &'p Document) -> Vec<(u32, u32, FlatPaint<'p>)> {
        let mut all: Vec<_> = document
            .swatches
            .iter()
            .map(|swatch| (swatch.dimension, swatch.value, flat_paint(self.publication, &swatch.paint)))
            .collect();
        all.sort_by_key(|(dimension, value, _)| (*dimension, *value));
        all
    }
}
