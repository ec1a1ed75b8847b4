//! The invariants of sets and of swatches: each block is read once, however many products share it.

use super::super::layout::{SPECIAL, Section};
use super::super::sets::{self, DocumentSets, SetRef};
use super::super::shape::Shape;
use super::super::swatch;
use super::product::products;
use super::{Blocks, Check, Finding, ensure};
use smallvec::SmallVec;
use std::collections::{BTreeMap, HashMap, HashSet};
use zerocopy::little_endian::U32;

/// What a block needs of each product that has it.
#[derive(Default)]
struct Needs {
    /// Dimensions, rising, each with how many values it has at least.
    values: SmallVec<[(u32, u32); 4]>,
    /// How many variants, at least.
    variants: u32,
}

impl Needs {
    fn are_met(&self, widths: &[u32]) -> bool {
        let has = |(dimension, values): &(u32, u32)| {
            widths.get(*dimension as usize).is_some_and(|width| values <= width)
        };
        self.values.iter().all(has)
    }
}

/// Puts together what many blocks need, in as many steps as a file of that length can ask for honestly: a set takes
/// sixteen bytes and fixes a value for each of a few dimensions.
struct Together {
    steps: usize,
}

impl Together {
    fn new(check: &Check<'_>) -> Self {
        Self { steps: check.layer.bytes.len().saturating_mul(4).saturating_add(1_000) }
    }

    fn take(&mut self, steps: usize) -> Finding {
        let left = self.steps.checked_sub(steps).ok_or_else(|| "far too much is shared".to_owned())?;
        self.steps = left;
        Ok(())
    }

    fn need(
        &mut self,
        all: &mut BTreeMap<u32, u32>,
        values: impl ExactSizeIterator<Item = (u32, u32)>,
    ) -> Finding {
        self.take(values.len())?;
        for (dimension, count) in values {
            let most = all.entry(dimension).or_insert(0);
            *most = count.max(*most);
        }
        Ok(())
    }
}

/// The sets that were read.
struct SetsRead<'c, 's> {
    check: &'c Check<'s>,
    together: Together,
    lists: Blocks,
    patterns: Blocks,
    documents: Blocks,
    products: Blocks,
    of_documents: HashMap<u32, Needs>,
    of_products: HashMap<u32, Needs>,
}

/// 13. Sets are those of the product's documents, with legal lists, patterns and variants.
pub(super) fn sets_are_of_the_documents(check: &Check<'_>) -> Finding {
    let layer = check.layer;
    let mut read = SetsRead::new(check);
    let mut seen = HashSet::new();
    for (at, product, row) in products(&layer) {
        let (start, shape, dimensions) = (row.sets.get(), row.shape.get(), product.dimensions.get());
        let Some(facts) = check.shared.shape(shape).filter(|_| start != 0) else { continue };
        let of_product = |finding| format!("{finding}, in the product {at}");
        read.product(start).map_err(of_product)?;
        let Some(needs) = read.of_products.get(&start) else { continue };
        check.within("a variant", needs.variants, product.variants.get().saturating_add(1))?;
        if !seen.insert((start, shape, dimensions)) {
            continue;
        }
        let blocks = layer.counted(Section::Sets, start).len();
        ensure(blocks == facts.documents, || format!("the product {at} has sets of {blocks} documents"))?;
        read.together.take(blocks.saturating_add(needs.values.len()))?;
        ensure(needs.are_met(check.shared.widths(dimensions)), || {
            format!("a pattern of the product {at} has a value that is none")
        })?;
        let documents = Shape::read(&layer, shape).map_or(&[][..], |shape| shape.documents());
        for (index, document) in (0u32..).zip(documents) {
            let sets = sets::document(&layer, start, index).and_then(|at| DocumentSets::read(&layer, at));
            let [catalog, channel, _, written] = document.map(U32::get);
            let right = sets.is_some_and(|sets| sets.context == [catalog, channel, written]);
            ensure(right, || format!("the sets of the product {at} are of another context"))?;
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
        }
    }

    /// The block of a product.
    fn product(&mut self, start: u32) -> Finding {
        let documents = self.check.layer.counted(Section::Sets, start);
        if !self.products.first(start, documents.len().saturating_add(1))? {
            return Ok(());
        }
        let (mut all, mut variants) = (BTreeMap::new(), 0);
        for document in documents {
            self.document(document.get())?;
            let Some(needs) = self.of_documents.get(&document.get()) else { continue };
            self.together.need(&mut all, needs.values.iter().copied())?;
            variants = needs.variants.max(variants);
        }
        self.of_products.insert(start, Needs { values: all.into_iter().collect(), variants });
        Ok(())
    }

    /// The block of a document.
    fn document(&mut self, start: u32) -> Finding {
        let sets = DocumentSets::read(&self.check.layer, start).filter(|_| start != 0);
        let Some(sets) = sets else { return Err("the sets of a document are cut".to_owned()) };
        if !self.documents.first(start, sets.words())? {
            return Ok(());
        }
        let mut all = BTreeMap::new();
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
        self.of_documents.insert(start, Needs { values: all.into_iter().collect(), variants });
        Ok(())
    }

    fn set(&mut self, set: SetRef, all: &mut BTreeMap<u32, u32>) -> Finding {
        set.lists.into_iter().try_for_each(|list| self.list(list))?;
        let words = self.check.layer.counted(Section::Words, set.pattern);
        let fixed = words.as_chunks::<2>().0;
        if self.patterns.first(set.pattern, words.len())? {
            let rises = fixed.is_sorted_by(|[one, _], [other, _]| one.get() < other.get());
            ensure(rises, || "the dimensions of a pattern do not rise".to_owned())?;
        }
        let values = fixed.iter().map(|[dimension, value]| (dimension.get(), value.get().saturating_add(1)));
        self.together.need(all, values)
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
    of_lists: HashMap<u32, Needs>,
    of_products: HashMap<u32, Needs>,
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
        if !seen.insert((start, dimensions)) {
            continue;
        }
        let Some(needs) = read.of_products.get(&start) else { continue };
        read.together.take(needs.values.len())?;
        ensure(needs.are_met(check.shared.widths(dimensions)), || {
            format!("a swatch of the product {at} is of a value that is none")
        })?;
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
        let mut all = BTreeMap::new();
        for list in lists.iter().map(|list| list.get()).filter(|list| *list != 0) {
            self.list(list)?;
            let Some(needs) = self.of_lists.get(&list) else { continue };
            self.together.need(&mut all, needs.values.iter().copied())?;
        }
        self.of_products.insert(start, Needs { values: all.into_iter().collect(), variants: 0 });
        Ok(())
    }

    /// The swatches of a document.
    fn list(&mut self, start: u32) -> Finding {
        let words = self.check.layer.counted(Section::Swatches, start);
        if !self.lists.first(start, words.len().saturating_add(1))? {
            return Ok(());
        }
        let paints = self.check.layer.count(Section::Paints);
        let mut values: SmallVec<[(u32, u32); 4]> = SmallVec::new();
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
        self.of_lists.insert(start, Needs { values, variants: 0 });
        Ok(())
    }
}
