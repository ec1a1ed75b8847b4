//! The writer's way with one product: its numbers, shape, cells, sets and swatches.

use super::flat::{Assets, Flat, FlatAnswer, FlatItem, FlatList};
use super::pool::{Pool, narrow, too_large};
use super::writer::{COMPOSED, Writer, text_of};
use crate::fault::Fault;
use crate::snapshot::layout::{
    COMPOSE, Cell, FAR_SHAPE, INLINE, LONG, OriginRecord, ProductRecord, Row, Slot,
};
use crate::snapshot::sets::MODE_SHIFT;
use crate::snapshot::shape;
use zerocopy::little_endian::{U16, U32, U64};

/// Bytes of dimensions that are remembered; few in tests, so that they come to the end of it.
const REMEMBERED: usize = if cfg!(test) { 256 } else { 1 << 26 };

impl Writer<'_> {
    /// Adds a product. Products come by number, each once.
    pub(crate) fn push<'a>(&mut self, source: &impl Assets<'a>, flat: &Flat<'a>) -> Result<(), Fault> {
        narrow(self.products.len(), "products")?;
        let order = narrow(self.slots.len(), "numbers")?;
        let name = text_of(flat.name.map(|name| self.strings.add(name)).transpose()?);
        let dimensions = self.dimension_block(flat)?;
        let properties = self.properties(&flat.properties)?;
        let mut contexts = Vec::with_capacity(flat.documents.len());
        for document in &flat.documents {
            let [catalog, channel, written] = self.names.context(document.context, &mut self.strings)?;
            contexts.push(([catalog, channel, written], self.names.locale(document.normal)?));
        }
        let shape = self.shape(flat, &contexts)?;
        let cells = self.cell_block(source, flat, &contexts)?;
        let sets = if flat.with_sets { self.set_block(source, flat, &contexts)? } else { 0 };
        let swatches = self.swatch_block(source, flat)?;
        let classes = flat.cells.len().checked_div(flat.groups as usize).unwrap_or(0);
        let classes = narrow(classes, "answers")?;
        // where every context is of the one class, each slot has its cell
        let alone = classes == 1 && flat.tree.is_empty();
        self.slot(flat.number, shape, cells, (0, classes, alone))?;
        self.record_ids.push(flat.record_id.unwrap_or(0));
        for variant in &flat.variants {
            self.slot(variant.number, shape, cells, (variant.group, classes, alone))?;
            self.record_ids.push(variant.record_id.unwrap_or(0));
        }
        let first_value = self.values.len() as u64;
        for value in &flat.values {
            let value = u16::try_from(*value).map_err(|_| too_large("values of a dimension"))?;
            self.values.push(U16::new(value));
        }
        self.rows.push(Row {
            shape: U32::new(shape),
            cells: U32::new(cells),
            groups: U32::new(flat.groups),
            sets: U32::new(sets),
        });
        self.products.push(ProductRecord {
            order: U32::new(order),
            variants: U32::new(narrow(flat.variants.len(), "variants")?),
            dimensions: U32::new(dimensions),
            swatches: U32::new(swatches),
            properties: U32::new(properties),
            reserved: U32::ZERO,
            values: U64::new(first_value),
            name,
        });
        Ok(())
    }

    /// Adds the slot of a number, of a product with this shape and its cells from this one on.
    fn slot(
        &mut self,
        number: &str,
        shape: u32,
        cells: u32,
        (group, classes, alone): (u32, u32, bool),
    ) -> Result<(), Fault> {
        let order = narrow(self.slots.len(), "numbers")?;
        let first = cells.saturating_add(group.saturating_mul(classes));
        let cell = self.cells.records.get(first as usize).filter(|_| alone);
        let (shape, cells) = match cell.and_then(|cell| Some((cell.alone()?, cell.gallery.get()))) {
            Some(alone) => alone,
            None => (shape.min(FAR_SHAPE), first),
        };
        let slot = self.make_slot(number, shape, cells, order)?;
        self.slots.push(slot);
        Ok(())
    }

    /// A slot; a long number's hash is filled in when the seed is known.
    pub(crate) fn make_slot(
        &mut self,
        number: &str,
        shape: u32,
        cells: u32,
        order: u32,
    ) -> Result<Slot, Fault> {
        let mut key = [0; INLINE];
        let length = if number.len() <= INLINE {
            if let Some(start) = key.get_mut(..number.len()) {
                start.copy_from_slice(number.as_bytes());
            }
            u8::try_from(number.len()).unwrap_or(LONG)
        } else {
            let text = self.strings.add(number)?;
            if let Some(place) = key.get_mut(8..16) {
                place.copy_from_slice(&text.to_le_bytes());
            }
            LONG
        };
        let [low, middle, high, _] = shape.to_le_bytes();
        let shape = [low, middle, high];
        Ok(Slot { key, length, shape, cells: U32::new(cells), order: U32::new(order) })
    }

    fn dimension_block(&mut self, flat: &Flat<'_>) -> Result<u32, Fault> {
        if flat.dimensions.is_empty() {
            return Ok(0);
        }
        // many products have the same: they are found by their texts, before each of these is looked for
        let bytes = &mut self.buffers.bytes;
        bytes.clear();
        for (name, values) in &flat.dimensions {
            bytes.extend_from_slice(&values.len().to_le_bytes());
            for text in std::iter::once(name).chain(values) {
                bytes.extend_from_slice(&text.len().to_le_bytes());
                bytes.extend_from_slice(text.as_bytes());
            }
        }
        // what is remembered has an end, whatever comes: then it begins anew
        if self.dimension_texts.records.len().saturating_add(bytes.len()) > REMEMBERED {
            self.dimension_texts = Pool::new("dimensions");
            self.dimension_places.clear();
        }
        let number = match bytes.len() {
            ..=REMEMBERED => Some(self.dimension_texts.number(bytes)?.0 as usize),
            _ => None,
        };
        let known = number.and_then(|number| self.dimension_places.get(number));
        if let Some(known) = known.filter(|place| **place != 0) {
            return Ok(*known);
        }
        let block = &mut self.buffers.refs;
        block.clear();
        block.push(U64::new(flat.dimensions.len() as u64));
        for (name, values) in &flat.dimensions {
            block.push(U64::new(self.strings.share(name)?));
            block.push(U64::new(values.len() as u64));
            for value in values {
                block.push(U64::new(self.strings.share(value)?));
            }
            let count = u16::try_from(values.len()).map_err(|_| too_large("values of a dimension"))?;
            let mut sorted: Vec<u16> = (0..count).collect();
            sorted.sort_unstable_by_key(|at| values.get(usize::from(*at)));
            for four in sorted.chunks(4) {
                let word = four.iter().rev().fold(0u64, |word, at| (word << 16) | u64::from(*at));
                block.push(U64::new(word));
            }
        }
        let place = self.dimensions.intern(block)?.0;
        if let Some(number) = number {
            self.dimension_places.resize(number.saturating_add(1).max(self.dimension_places.len()), 0);
            if let Some(known) = self.dimension_places.get_mut(number) {
                *known = place;
            }
        }
        Ok(place)
    }

    fn shape(&mut self, flat: &Flat<'_>, contexts: &[([u32; 3], u32)]) -> Result<u32, Fault> {
        let table = if contexts.len() > shape::FEW {
            let hash = |([catalog, channel, _], normal): &([u32; 3], u32)| {
                shape::context_hash(*catalog, *channel, *normal)
            };
            super::index::open_addressed(&contexts.iter().map(hash).collect::<Vec<_>>()).unwrap_or_default()
        } else {
            Vec::new()
        };
        let words = &mut self.buffers.words;
        words.clear();
        words.push(U32::new(narrow(contexts.len(), "documents")?));
        words.push(U32::new(if flat.tree.is_empty() { 0 } else { shape::TREE }));
        words.push(U32::new(narrow(table.len(), "documents")?));
        words.push(U32::new(narrow(flat.tree.len(), "documents")?));
        for ([catalog, channel, written], normal) in contexts {
            words.extend([*catalog, *channel, *normal, *written].map(U32::new));
        }
        words.extend(table.into_iter().map(U32::new));
        words.extend(flat.tree.iter().copied().map(U32::new));
        Ok(self.shapes.intern(words)?.0)
    }

    fn cell_block<'a>(
        &mut self,
        source: &impl Assets<'a>,
        flat: &Flat<'a>,
        contexts: &[([u32; 3], u32)],
    ) -> Result<u32, Fault> {
        let mut origins = std::mem::take(&mut self.buffers.origins);
        let mut answers = std::mem::take(&mut self.buffers.answers);
        let mut cells = std::mem::take(&mut self.buffers.cells);
        origins.clear();
        origins.resize(flat.origins.len(), 0);
        answers.clear();
        answers.resize(flat.answers.len(), COMPOSED);
        cells.clear();
        // everything is numbered as cells first want it, so that the order of reading makes no difference
        for cell in &flat.cells {
            let Some((at, answer)) = cell.and_then(|at| Some((at as usize, flat.answers.get(at as usize)?)))
            else {
                cells.push(COMPOSED);
                continue;
            };
            if answers.get(at).is_some_and(|answer| answer.gallery.get() == COMPOSE) {
                let new = self.answer(source, flat, answer, contexts, &mut origins)?;
                if let Some(place) = answers.get_mut(at) {
                    *place = new;
                }
            }
            cells.push(answers.get(at).copied().unwrap_or(COMPOSED));
        }
        let place = self.cells.intern(&cells)?.0;
        self.buffers.origins = origins;
        self.buffers.answers = answers;
        self.buffers.cells = cells;
        Ok(place)
    }

    /// The cell of an answer.
    fn answer<'a>(
        &mut self,
        source: &impl Assets<'a>,
        flat: &Flat<'a>,
        answer: &FlatAnswer,
        contexts: &[([u32; 3], u32)],
        origins: &mut [u32],
    ) -> Result<Cell, Fault> {
        let end = answer.items.saturating_add(answer.primary).saturating_add(answer.additional);
        let range = flat.items.get(answer.items..end).unwrap_or_default();
        let mut items = std::mem::take(&mut self.buffers.items);
        items.clear();
        for item in range {
            items.push(U32::new(self.item(source, item)?));
        }
        for origin in range.iter().map(|item| item.origin).chain(answer.winner).chain(answer.severed) {
            self.origin(flat, origin, contexts, origins)?;
        }
        // numbers plus one
        let origin = |index: u32| U32::new(origins.get(index as usize).copied().unwrap_or(0));
        let maybe = |index: Option<u32>| index.map_or(U32::ZERO, origin);
        let (primary, additional) = range.split_at_checked(answer.primary).unwrap_or_default();
        let uniform = |items: &[FlatItem<'_>]| {
            let first = items.first()?.origin;
            items.iter().all(|item| item.origin == first).then_some(first)
        };
        let words = &mut self.buffers.words;
        words.clear();
        words.extend([maybe(answer.winner), maybe(answer.severed)]);
        words.extend([maybe(uniform(primary)), maybe(uniform(additional))]);
        for list in [primary, additional] {
            if uniform(list).is_none() {
                words.extend(list.iter().map(|item| origin(item.origin)));
            }
        }
        let place = self.answer_origins.intern(words)?.0;
        let cell = self.gallery(&items, answer.primary, place);
        self.buffers.items = items;
        cell
    }

    /// Numbers an origin of a product, unless it is.
    fn origin(
        &mut self,
        flat: &Flat<'_>,
        index: u32,
        contexts: &[([u32; 3], u32)],
        origins: &mut [u32],
    ) -> Result<(), Fault> {
        let Some(slot) = origins.get_mut(index as usize).filter(|slot| **slot == 0) else { return Ok(()) };
        let Some(origin) = flat.origins.get(index as usize) else { return Ok(()) };
        let pattern = if origin.pattern.is_empty() { 0 } else { self.counted(&origin.pattern)? };
        let context = contexts.get(origin.document as usize).map_or([0; 3], |(context, _)| *context);
        let [catalog, channel, locale] = context.map(U32::new);
        let level = U32::new(u32::from(origin.level.number()));
        let record = OriginRecord { catalog, channel, locale, level, pattern: U32::new(pattern) };
        *slot = self.origins.intern(&[record])?.0.saturating_add(1);
        Ok(())
    }

    fn list<'a>(&mut self, source: &impl Assets<'a>, list: &FlatList<'a>) -> Result<u32, Fault> {
        let mode = u32::from(list.mode.number()) << MODE_SHIFT;
        if list.items.is_empty() {
            return Ok(mode);
        }
        let mut block = vec![U32::new(narrow(list.items.len(), "items")?)];
        for item in &list.items {
            block.push(U32::new(self.item(source, item)?));
        }
        Ok(mode | self.lists.intern(&block)?.0)
    }

    fn set_block<'a>(
        &mut self,
        source: &impl Assets<'a>,
        flat: &Flat<'a>,
        contexts: &[([u32; 3], u32)],
    ) -> Result<u32, Fault> {
        let mut block = vec![U32::new(narrow(flat.documents.len(), "documents")?)];
        for (document, (context, _)) in flat.documents.iter().zip(contexts) {
            let sets = &document.sets;
            let mut words = Vec::with_capacity(16);
            words.extend(*context);
            words.push(u32::from(sets.master.is_some()));
            match &sets.master {
                Some([primary, additional]) => {
                    words.push(self.list(source, primary)?);
                    words.push(self.list(source, additional)?);
                }
                None => words.extend([0, 0]),
            }
            words.push(narrow(sets.patterns.len(), "patterns")?);
            words.push(narrow(sets.variants.len(), "variants")?);
            for (fixed, strength, [primary, additional]) in &sets.patterns {
                words.push(self.counted(fixed)?);
                words.push(*strength);
                words.push(self.list(source, primary)?);
                words.push(self.list(source, additional)?);
            }
            for (variant, [primary, additional]) in &sets.variants {
                words.push(*variant);
                words.push(self.list(source, primary)?);
                words.push(self.list(source, additional)?);
            }
            let words: Vec<U32> = words.into_iter().map(U32::new).collect();
            block.push(U32::new(self.sets.intern(&words)?.0));
        }
        Ok(self.sets.intern(&block)?.0)
    }

    fn swatch_block<'a>(&mut self, source: &impl Assets<'a>, flat: &Flat<'a>) -> Result<u32, Fault> {
        if flat.documents.iter().all(|document| document.swatches.is_empty()) {
            return Ok(0);
        }
        let mut block = vec![U32::new(narrow(flat.documents.len(), "documents")?)];
        for document in &flat.documents {
            if document.swatches.is_empty() {
                block.push(U32::ZERO);
                continue;
            }
            let mut words = vec![0];
            for (dimension, value, paint) in &document.swatches {
                words.extend([*dimension, *value, self.paint(source, paint)?]);
            }
            if let Some(count) = words.first_mut() {
                *count = narrow(document.swatches.len().saturating_mul(3), "swatches")?;
            }
            let words: Vec<U32> = words.into_iter().map(U32::new).collect();
            block.push(U32::new(self.swatches.intern(&words)?.0));
        }
        Ok(self.swatches.intern(&block)?.0)
    }
}
