//! One product of a publication → what is written of it.
//!
//! A *class* is what the contexts of a query come to for one product: the documents of its ladder, as
//! far as they can matter. A *group* is a set of variants that show the same in every class. An answer
//! is computed once for each class and group, by the same walk that resolves directly.

use super::answers::Answers;
use super::budget::Budget;
use super::flat::{Flat, FlatDocument, FlatItem, FlatList, FlatPaint, FlatSets, FlatVariant};
use super::groups::Groups;
use super::paths::{self, Context, Paths};
use super::product_parts::{PathSets, Selection, by_values, fixed, flat_paint, strength, strengths};
use crate::fault::Fault;
use crate::locale::{Locales, Tag};
use crate::model::{Document, Item, List, Mode, Pattern, Product, Publication, Set};
use crate::policy::{Inheritance, Policy};
use crate::resolve::direct::{distinct_contexts, pairs};
use crate::resolve::levels::Strength;
use crate::resolve::texts::merged;
use crate::resolve::walk::{Walk, walk_into};

/// Flattens the products of a publication, one after the other.
pub(crate) struct Flattener<'p> {
    publication: &'p Publication,
    policy: Policy,
    locales: Locales<'static>,
    /// Whether the products are the publication's own.
    own: bool,
    memory: Memory<'p>,
    pub(super) answers: Answers<'p>,
}

/// A document, and the normal form of its locale.
pub(super) type InContext<'p> = (&'p Document, Option<Tag>);

/// Memory that is used again for each product.
#[derive(Default)]
struct Memory<'p> {
    /// The variants in the order of their values.
    variants: Vec<usize>,
    /// The documents by channel, catalog and normal form of the locale.
    documents: Vec<InContext<'p>>,
    contexts: Vec<Context<'p>>,
    /// Which documents decide.
    decisive: Vec<bool>,
    paths: Paths,
    groups: Groups,
    walked: Walk<&'p Document, &'p Set>,
    path: Vec<&'p Document>,
    /// The answers of each class of one group after the other.
    cells: Vec<Option<u32>>,
}

impl<'p> Flattener<'p> {
    /// For the products of the publication itself.
    pub(crate) fn new(publication: &'p Publication, policy: Policy) -> Result<Self, Fault> {
        Ok(Self {
            publication,
            policy,
            locales: Locales::new(policy.parents)?,
            own: true,
            memory: Memory::default(),
            answers: Answers::default(),
        })
    }

    /// For products that come from elsewhere.
    pub(crate) fn of_others(publication: &'p Publication, policy: Policy) -> Result<Self, Fault> {
        Ok(Self { own: false, ..Self::new(publication, policy)? })
    }

    /// The asset of an item, where it is shown anywhere at all.
    pub(super) fn shown(&self, item: &Item) -> Option<u32> {
        // an item's place holds in the publication that it is part of, and its id in any
        let place = if self.own {
            item.place
        } else {
            u32::try_from(self.publication.assets.get_index_of(&item.asset)?).ok()
        };
        let (_, asset) = self.publication.assets.get_index(place? as usize)?;
        place.filter(|_| asset.published)
    }

    pub(super) fn flat_item(&self, item: &'p Item, asset: u32, origin: u32) -> FlatItem<'p> {
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
        let mut memory = std::mem::take(&mut self.memory);
        let filled = self.fill(product, flat, &mut memory);
        self.memory = memory;
        filled
    }

    fn fill(
        &mut self,
        product: &'p Product,
        flat: &mut Flat<'p>,
        memory: &mut Memory<'p>,
    ) -> Result<(), Fault> {
        flat.clear();
        self.answers.begin(product);
        flat.number = &product.number;
        flat.record_id = product.record_id();
        flat.name = product.name();
        flat.properties.extend(product.properties());
        for dimension in &product.dimensions {
            flat.dimension(&dimension.name, dimension.values());
        }
        by_values(product, &mut memory.variants);
        for variant in &memory.variants {
            flat.values.extend_from_slice(product.value_row(*variant));
        }
        self.documents(product, memory)?;
        paths::find(&memory.contexts, &memory.decisive, self.policy.order, &self.locales, &mut memory.paths);
        flat.tree.extend_from_slice(&memory.paths.tree);
        let mut budget = Budget::of(product);
        memory.groups.find(product, &memory.variants, &memory.documents, &budget);
        if memory.groups.members.len().saturating_mul(memory.paths.classes.len()) > budget.cells {
            memory.groups.compose(memory.variants.len());
        }
        self.cells(product, memory, flat, &mut budget);
        memory.groups.merge(&memory.cells, memory.paths.classes.len(), flat);
        for (variant, group) in memory.variants.iter().zip(&memory.groups.of_variants) {
            if let Some(variant) = product.variants.get(*variant) {
                let group = memory.groups.merged.get(*group as usize).copied().unwrap_or(0);
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
        let (ordinals, strengths) = if flat.with_sets {
            (ordinals(&memory.variants), strengths(product))
        } else {
            Default::default()
        };
        for (document, normal) in &memory.documents {
            let sets =
                if flat.with_sets { self.sets(document, &ordinals, &strengths) } else { FlatSets::default() };
            flat.documents.push(FlatDocument {
                context: document.context.as_ref(),
                normal: *normal,
                sets,
                swatches: self.swatches(document),
            });
        }
        Ok(())
    }

    /// Puts the documents of a product in order.
    fn documents(&self, product: &'p Product, memory: &mut Memory<'p>) -> Result<(), Fault> {
        let Memory { documents, contexts, decisive, .. } = memory;
        let normal = |document: &Document| document.context.locale.map(|tag| self.locales.normal(tag));
        documents.clear();
        documents.extend(product.documents.iter().map(|document| (document, normal(document))));
        let key = |(document, normal): &InContext<'p>| {
            (document.context.channel(), document.context.catalog(), *normal)
        };
        documents.sort_by(|one, other| key(one).cmp(&key(other)));
        if documents.windows(2).any(|two| matches!(two, [one, other] if key(one) == key(other))) {
            let contexts = product.documents.iter().map(|document| &document.context);
            distinct_contexts(&product.number, contexts, &self.locales)?;
        }
        contexts.clear();
        contexts.extend(documents.iter().map(|(document, normal)| (document.context.as_ref(), *normal)));
        decisive.clear();
        decisive.extend(documents.iter().map(|(document, _)| self.decides(document)));
        Ok(())
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

    /// The answers of each class of each group.
    fn cells(
        &mut self,
        product: &'p Product,
        memory: &mut Memory<'p>,
        flat: &mut Flat<'p>,
        budget: &mut Budget,
    ) {
        let Memory { documents, paths, groups, walked, path, cells, .. } = memory;
        cells.clear();
        for (group, member) in groups.members.iter().enumerate() {
            if groups.composed == Some(group) {
                cells.resize(cells.len().saturating_add(paths.classes.len()), None);
                continue;
            }
            let row = member.map_or(&[][..], |variant| product.value_row(variant));
            let selection = Selection { variant: *member, row };
            for (index, class) in paths.classes.iter().enumerate() {
                let of_class = class.iter().filter_map(|place| documents.get(*place as usize));
                path.clear();
                path.extend(of_class.map(|(document, _)| *document));
                let of_product = |document: &&Document| {
                    document.patterns.is_empty()
                        && member.is_none_or(|variant| document.variant(variant).is_none())
                };
                let known = cells.get(index).copied().filter(|_| path.iter().all(of_product));
                let cell = match known {
                    // no set but the product's: what it shows without a selection
                    Some(of_product) => of_product.filter(|answer| flat.items_of(*answer) <= budget.items),
                    None if !budget.walk(path) => None,
                    None => {
                        let sets = PathSets { path, selection: &selection };
                        walk_into(&sets, path.len(), self.policy.inheritance, walked);
                        self.answer(walked, class, flat, budget)
                    }
                };
                cells.push(cell);
            }
        }
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

/// The place of each variant in the order of values.
fn ordinals(by_values: &[usize]) -> Vec<u32> {
    let mut ordinals = vec![0u32; by_values.len()];
    for (ordinal, variant) in (0u32..).zip(by_values) {
        if let Some(place) = ordinals.get_mut(*variant) {
            *place = ordinal;
        }
    }
    ordinals
}
