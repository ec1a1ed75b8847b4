//! The invariants of sets and of swatches: each block is read once, however many products share it.

use super::super::layout::{SPECIAL, Section};
use super::super::sets::{self, DocumentSets, SetRef};
use super::super::swatch;
use super::product::products;
use super::shared::hash_of_contexts;
use super::{Blocks, Check, Finding, ensure};
use smallvec::SmallVec;
use std::collections::{HashMap, HashSet};
use zerocopy::little_endian::U32;

/// What blocks need of each product that has them: dimensions, rising, each with how many values it has at least.
type Needs = SmallVec<[(u32, u32); 4]>;

/// Whether a product has what is needed. It takes no more steps than the product has dimensions, and one.
fn are_met(needs: &Needs, widths: &[u32]) -> bool {
    let has = |(dimension, values): &(u32, u32)| {
        widths.get(*dimension as usize).is_some_and(|width| values <= width)
    };
    needs.iter().all(has)
}

/// What blocks need, each once, put together in as many steps as a file of that length can ask for honestly: what is
/// shared takes four bytes for each that shares it, and needs a few dimensions.
struct Together {
    steps: usize,
    numbers: HashMap<Needs, u32>,
    all: Vec<Needs>,
}

impl Together {
    fn new(check: &Check<'_>) -> Self {
        let steps = check.layer.bytes.len().saturating_mul(32).saturating_add(1_000);
        Self { steps, numbers: HashMap::new(), all: Vec::new() }
    }

    fn take(&mut self, steps: usize) -> Finding {
        let left = self.steps.checked_sub(steps).ok_or_else(|| "far too much is shared".to_owned())?;
        self.steps = left;
        Ok(())
    }

    /// Adds needs to others, as a merge of two lists that rise.
    fn merge(&mut self, all: &mut Needs, more: &[(u32, u32)]) -> Finding {
        if more.is_empty() {
            return Ok(());
        }
        self.take(all.len().saturating_add(more.len()))?;
        let mut merged = Needs::with_capacity(all.len().max(more.len()));
        let (mut old, mut new) = (all.iter().copied().peekable(), more.iter().copied().peekable());
        while let Some((dimension, _)) = old.peek().into_iter().chain(new.peek()).min().copied() {
            let values = old.next_if(|(one, _)| *one == dimension);
            let others = new.next_if(|(one, _)| *one == dimension);
            merged.extend(values.max(others));
        }
        *all = merged;
        Ok(())
    }

    /// The number of some needs: equal ones have the same.
    fn number(&mut self, needs: Needs) -> u32 {
        if let Some(known) = self.numbers.get(&needs) {
            return *known;
        }
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.push(needs.clone());
        self.numbers.insert(needs, number);
        number
    }

    /// The number of several needs together.
    fn union(&mut self, mut numbers: Vec<u32>) -> Result<u32, String> {
        numbers.sort_unstable();
        numbers.dedup();
        if let [one] = *numbers {
            return Ok(one);
        }
        let mut all = Needs::new();
        for number in numbers {
            let needs = self.all.get(number as usize).cloned().unwrap_or_default();
            self.merge(&mut all, &needs)?;
        }
        Ok(self.number(all))
    }

    /// Whether a product has what is needed, for a pair of both that was not looked at before.
    fn are_met(&mut self, number: u32, widths: &[u32]) -> Result<bool, String> {
        let Some(needs) = self.all.get(number as usize) else { return Ok(true) };
        let (met, steps) = (are_met(needs, widths), needs.len().min(widths.len()));
        self.take(steps)?;
        Ok(met)
    }
}

/// What was read of a document.
#[derive(Clone, Copy)]
struct DocumentRead {
    /// The number of its needs.
    needs: u32,
    /// How many variants there have to be.
    variants: u32,
}

/// What was read of a product's block.
#[derive(Clone, Copy)]
struct ProductRead {
    needs: u32,
    variants: u32,
    documents: usize,
    /// A hash of their contexts.
    contexts: u128,
}

/// The sets that were read.
struct SetsRead<'c, 's> {
    check: &'c Check<'s>,
    together: Together,
    lists: Blocks,
    patterns: Blocks,
    documents: Blocks,
    products: Blocks,
    of_documents: HashMap<u32, DocumentRead>,
    of_products: HashMap<u32, ProductRead>,
    /// Those of the documents of one product.
    contexts: Vec<[U32; 3]>,
}

/// 13. Sets are those of the product's documents, with legal lists, patterns and variants.
pub(super) fn sets_are_of_the_documents(check: &Check<'_>) -> Finding {
    let layer = check.layer;
    let mut read = SetsRead::new(check);
    let mut seen = HashSet::new();
    for (at, product, row) in products(&layer) {
        let (start, dimensions) = (row.sets.get(), product.dimensions.get());
        let Some(shape) = check.shared.shape(row.shape.get()).filter(|_| start != 0) else { continue };
        read.product(start).map_err(|finding| format!("{finding}, in the product {at}"))?;
        let Some(sets) = read.of_products.get(&start).copied() else { continue };
        check.within("a variant", sets.variants, product.variants.get().saturating_add(1))?;
        ensure(sets.documents == shape.documents, || {
            format!("the product {at} has sets of {} documents", sets.documents)
        })?;
        ensure(sets.contexts == shape.contexts, || {
            format!("the sets of the product {at} are of another context")
        })?;
        if seen.insert((sets.needs, dimensions)) {
            let met = read.together.are_met(sets.needs, check.shared.widths(dimensions))?;
            ensure(met, || format!("a pattern of the product {at} has a value that is none"))?;
        }
    }
    Ok(())
}

impl<'c, 's> SetsRead<'c, 's> {
    fn new(check: &'c Check<'s>) -> Self {
        let blocks = |section| Blocks::new(check.layer.count(section) as usize);
        Self {
            check,
            together: Together::new(check),
            lists: blocks(Section::Lists),
            patterns: blocks(Section::Words),
            documents: blocks(Section::Sets),
            products: blocks(Section::Sets),
            of_documents: HashMap::new(),
            of_products: HashMap::new(),
            contexts: Vec::new(),
        }
    }

    /// The block of a product.
    fn product(&mut self, start: u32) -> Finding {
        let documents = self.check.layer.counted(Section::Sets, start);
        if !self.products.first(start, documents.len().saturating_add(1))? {
            return Ok(());
        }
        let (mut needs, mut variants) = (Vec::with_capacity(documents.len()), 0);
        self.contexts.clear();
        for document in documents {
            let context = self.document(document.get())?;
            let Some(read) = self.of_documents.get(&document.get()) else { continue };
            needs.push(read.needs);
            variants = read.variants.max(variants);
            self.contexts.push(context.map(U32::new));
        }
        let needs = self.together.union(needs)?;
        let (documents, contexts) = (documents.len(), hash_of_contexts(&self.contexts));
        self.of_products.insert(start, ProductRead { needs, variants, documents, contexts });
        Ok(())
    }

    /// The block of a document; its context.
    fn document(&mut self, start: u32) -> Result<[u32; 3], String> {
        let sets = DocumentSets::read(&self.check.layer, start).filter(|_| start != 0);
        let Some(sets) = sets else { return Err("the sets of a document are cut".to_owned()) };
        if !self.documents.first(start, sets.words())? {
            return Ok(sets.context);
        }
        let mut all = Needs::new();
        let lists = |primary: &U32, additional: &U32| [primary.get(), additional.get()];
        if let Some(set) = sets.master {
            self.set(set, &mut all)?;
        }
        for [pattern, _, primary, additional] in sets.patterns {
            self.set(SetRef { lists: lists(primary, additional), pattern: pattern.get() }, &mut all)?;
        }
        let mut last = None;
        for [variant, primary, additional] in sets.variants {
            self.set(SetRef { lists: lists(primary, additional), pattern: 0 }, &mut all)?;
            ensure(last < Some(variant.get()), || "variants do not rise".to_owned())?;
            last = Some(variant.get());
        }
        let variants = last.map_or(0, |last| last.saturating_add(1));
        let needs = self.together.number(all);
        self.of_documents.insert(start, DocumentRead { needs, variants });
        Ok(sets.context)
    }

    fn set(&mut self, set: SetRef, all: &mut Needs) -> Finding {
        set.lists.into_iter().try_for_each(|list| self.list(list))?;
        let words = self.check.layer.counted(Section::Words, set.pattern);
        let fixed = words.as_chunks::<2>().0;
        if self.patterns.first(set.pattern, words.len())? {
            let rises = fixed.is_sorted_by(|[one, _], [other, _]| one.get() < other.get());
            ensure(rises, || "the dimensions of a pattern do not rise".to_owned())?;
        }
        self.together.take(fixed.len())?;
        let needs = fixed.iter().map(|[dimension, value]| (dimension.get(), value.get().saturating_add(1)));
        self.together.merge(all, &needs.collect::<Needs>())
    }

    fn list(&mut self, list: u32) -> Finding {
        let items = sets::items(&self.check.layer, list);
        let inherits = list >> sets::MODE_SHIFT == 1;
        ensure(!inherits || items.is_empty(), || "a list that inherits has items".to_owned())?;
        if !self.lists.first(list & ((1 << sets::MODE_SHIFT) - 1), items.len())? {
            return Ok(());
        }
        items.iter().try_for_each(|item| item_is_there(self.check, item.get()))
    }
}

/// Refuses an item that is neither an asset nor a special item.
pub(super) fn item_is_there(check: &Check<'_>, item: u32) -> Finding {
    let (what, section) =
        if item & SPECIAL == 0 { ("an asset", Section::Assets) } else { ("an item", Section::Items) };
    check.within(what, item & !SPECIAL, check.layer.count(section))
}

/// The swatches that were read.
struct SwatchesRead<'c, 's> {
    check: &'c Check<'s>,
    together: Together,
    lists: Blocks,
    products: Blocks,
    /// The numbers of their needs.
    of_lists: HashMap<u32, u32>,
    of_products: HashMap<u32, u32>,
}

/// 14. The swatches of a document rise, and are of the product's values.
pub(super) fn swatches_rise(check: &Check<'_>) -> Finding {
    let layer = check.layer;
    let blocks = || Blocks::new(layer.count(Section::Swatches) as usize);
    let mut read = SwatchesRead {
        check,
        together: Together::new(check),
        lists: blocks(),
        products: blocks(),
        of_lists: HashMap::new(),
        of_products: HashMap::new(),
    };
    let mut seen = HashSet::new();
    for (at, product, row) in products(&layer) {
        let (start, dimensions) = (product.swatches.get(), product.dimensions.get());
        let Some(shape) = check.shared.shape(row.shape.get()).filter(|_| start != 0) else { continue };
        let documents = layer.counted(Section::Swatches, start).len();
        ensure(documents == shape.documents, || format!("the swatches of the product {at} are cut"))?;
        read.product(start).map_err(|finding| format!("{finding}, in the product {at}"))?;
        let Some(needs) = read.of_products.get(&start).copied() else { continue };
        if seen.insert((needs, dimensions)) {
            let met = read.together.are_met(needs, check.shared.widths(dimensions))?;
            ensure(met, || format!("a swatch of the product {at} is of a value that is none"))?;
        }
    }
    Ok(())
}

impl SwatchesRead<'_, '_> {
    /// The block of a product.
    fn product(&mut self, start: u32) -> Finding {
        let lists = self.check.layer.counted(Section::Swatches, start);
        if !self.products.first(start, lists.len().saturating_add(1))? {
            return Ok(());
        }
        let mut needs = Vec::with_capacity(lists.len());
        for list in lists.iter().map(|list| list.get()).filter(|list| *list != 0) {
            self.list(list)?;
            needs.extend(self.of_lists.get(&list));
        }
        let needs = self.together.union(needs)?;
        self.of_products.insert(start, needs);
        Ok(())
    }

    /// The swatches of a document.
    fn list(&mut self, start: u32) -> Finding {
        let words = self.check.layer.counted(Section::Swatches, start);
        if !self.lists.first(start, words.len().saturating_add(1))? {
            return Ok(());
        }
        let paints = self.check.layer.count(Section::Paints);
        let mut values = Needs::new();
        let mut last = None;
        for [dimension, value, paint] in words.as_chunks::<{ swatch::SWATCH }>().0 {
            let [dimension, value] = [dimension, value].map(|number| number.get());
            self.check.within("a paint", paint.get(), paints)?;
            ensure(last < Some((dimension, value)), || "swatches do not rise".to_owned())?;
            last = Some((dimension, value));
            match values.last_mut().filter(|(other, _)| *other == dimension) {
                Some((_, most)) => *most = value.saturating_add(1),
                None => values.push((dimension, value.saturating_add(1))),
            }
        }
        let needs = self.together.number(values);
        self.of_lists.insert(start, needs);
        Ok(())
    }
}

/// That needs are merged right, and not without end.
#[cfg(test)]
pub(super) fn needs_are_bounded(check: &Check<'_>) {
    let mut together = Together::new(check);
    let mut all = Needs::new();
    together.merge(&mut all, &[(1, 5), (3, 1)]).unwrap();
    together.merge(&mut all, &[(0, 2), (1, 4), (3, 2), (9, 1)]).unwrap();
    assert_eq!(all.as_slice(), [(0, 2), (1, 5), (3, 2), (9, 1)]);
    assert!(are_met(&all, &[2, 5, 0, 2, 0, 0, 0, 0, 0, 1]) && !are_met(&all, &[2, 5, 0, 2]));
    assert!(!are_met(&all, &[2, 4, 0, 2, 0, 0, 0, 0, 0, 1]));
    let (one, other) = (together.number(all.clone()), together.number(Needs::new()));
    assert_eq!(together.union(vec![other, one, other, one]), Ok(one));
    let wide: Needs = (0..10_000).map(|dimension| (dimension, 1)).collect();
    let steps = (0..1_000).take_while(|_| together.merge(&mut all, &wide).is_ok()).count();
    assert!(steps * 10_000 <= check.layer.bytes.len() * 32 + 1_000);
}
