//! Whether records of two snapshots say the same; where a record is not as it was written, nothing is
//! proved.

use super::records::{Records, Two};
use crate::snapshot::dimensions::Dimensions;
use crate::snapshot::find::Layers;
use crate::snapshot::gallery::GalleryRef;
use crate::snapshot::layer::LayerRef;
use crate::snapshot::layout::{
    AssetRecord, CategoryRecord, Cell, ItemRecord, LONG, OrderRecord, PaintRecord, SPECIAL, Section, Slot,
};
use crate::snapshot::lists::Lists;
use crate::snapshot::shape::{DOCUMENT, Shape};
use crate::snapshot::swatch::{self, CATEGORY_DOCUMENT};
use zerocopy::little_endian::U32;

impl<'s> Records<'s> {
    fn layers(&self, two: Two) -> Option<[LayerRef<'s>; 2]> {
        Some([self.layer(0, two[0].0)?, self.layer(1, two[1].0)?])
    }

    /// Whether the answers of a product are proved to be equal.
    pub(super) fn same_answers(&mut self, two: Two) -> Option<bool> {
        let [one, other] = self.layers(two)?;
        let [(_, product), (_, other_product)] = two;
        let (record, other_record) = (one.product(product)?, other.product(other_product)?);
        let (row, other_row) = (one.row(product)?, other.row(other_product)?);
        let variants = record.variants.get();
        let same = variants == other_record.variants.get()
            && row.groups == other_row.groups
            && one.text_bytes(record.name.get()) == other.text_bytes(other_record.name.get());
        let shapes = [(two[0].0, row.shape.get()), (two[1].0, other_row.shape.get())];
        let Some(classes) = self.shape(shapes).filter(|_| same) else { return Some(false) };
        let cells = u32::try_from(classes).ok()?.checked_mul(row.groups.get())?;
        let block = |layer: &LayerRef<'s>, first: u32| {
            layer.all::<Cell>(Section::Cells).get(first as usize..first.checked_add(cells)? as usize)
        };
        let (block, other_block) = (block(&one, row.cells.get())?, block(&other, other_row.cells.get())?);
        for (cell, other_cell) in block.iter().zip(other_block) {
            if !self.same_lists([(&one, cell.lists()), (&other, other_cell.lists())])? {
                return Some(false);
            }
        }
        let starts = [row.cells.get(), other_row.cells.get()];
        let mut last = None;
        for ordinal in 0..=variants {
            let slot = |layer: &LayerRef<'s>, first: u32| -> Option<&'s Slot> {
                let order = layer.at::<OrderRecord>(Section::Order, first.checked_add(ordinal)?)?;
                layer.slot(order.slot.get())
            };
            let (slot, other_slot) =
                (slot(&one, record.order.get())?, slot(&other, other_record.order.get())?);
            if slot.number_words() != other_slot.number_words() || slot.length == LONG {
                // long numbers have their text elsewhere
                if one.number(slot)? != other.number(other_slot)? {
                    return Some(false);
                }
            }
            match (slot.lists(), other_slot.lists()) {
                (Some(lists), Some(other_lists)) => {
                    let lists = (lists, other_lists);
                    if last != Some(lists) && !self.same_lists([(&one, lists.0), (&other, lists.1)])? {
                        return Some(false);
                    }
                    last = Some(lists);
                }
                (None, None) => {
                    let [place, other_place] = [slot.cells.get(), other_slot.cells.get()];
                    if place.checked_sub(starts[0])? != other_place.checked_sub(starts[1])? {
                        return Some(false);
                    }
                }
                _ => return Some(false),
            }
        }
        Some(true)
    }

    /// Whether two stored answers show the same in every context; of what is composed nothing is known.
    fn same_lists(&self, [(one, lists), (other, other_lists)]: [(&LayerRef<'s>, Lists); 2]) -> Option<bool> {
        if lists.is_composed() || other_lists.is_composed() {
            return Some(false);
        }
        let gallery = GalleryRef::at(one, lists.gallery())?;
        let other_gallery = GalleryRef::at(other, other_lists.gallery())?;
        if gallery.head.hash != other_gallery.head.hash {
            return Some(false);
        }
        if !lists.restricted() && !other_lists.restricted() {
            return Some(true);
        }
        let (items, other_items) = (gallery.items()?, other_gallery.items()?);
        for (item, other_item) in items.iter().zip(other_items) {
            let (asset, other_asset) = (asset_of(one, item.get())?, asset_of(other, other_item.get())?);
            if !self.same_channels([(one, asset), (other, other_asset)]) {
                return Some(false);
            }
        }
        Some(items.len() == other_items.len())
    }

    fn same_channels(
        &self,
        [(one, asset), (other, other_asset)]: [(&LayerRef<'s>, &AssetRecord); 2],
    ) -> bool {
        match (asset.channels.get(), other_asset.channels.get()) {
            (0, 0) => true,
            (0, _) | (_, 0) => false,
            (channels, other_channels) => {
                let channels = one.counted(Section::Words, channels).iter();
                let mut channels: Vec<u32> =
                    channels.map(|number| self.numbering.channel(number.get())).collect();
                channels.sort_unstable();
                let other_channels = other.counted(Section::Words, other_channels);
                channels.into_iter().eq(other_channels.iter().map(|number| number.get()))
            }
        }
    }

    /// How many classes two shapes have that are the same.
    fn shape(&mut self, shapes: Two) -> Option<usize> {
        if let Some(known) = self.shapes.get(&shapes) {
            return *known;
        }
        let same = self.same_shape(shapes);
        self.shapes.insert(shapes, same);
        same
    }

    fn same_shape(&self, shapes: Two) -> Option<usize> {
        let [one, other] = self.layers(shapes)?;
        let (shape, other_shape) = (Shape::read(&one, shapes[0].1)?, Shape::read(&other, shapes[1].1)?);
        let same = |document: &[U32; DOCUMENT], other: &[U32; DOCUMENT]| {
            let [catalog, channel, normal, _] = document.map(|word| word.get());
            let [other_catalog, other_channel, other_normal, _] = other.map(|word| word.get());
            self.numbering.catalog(catalog) == other_catalog
                && self.numbering.channel(channel) == other_channel
                && self.numbering.locale(normal) == other_normal
        };
        let (documents, other_documents) = (shape.documents(), other_shape.documents());
        let all = documents.len() == other_documents.len()
            && documents.iter().zip(other_documents).all(|(one, other)| same(one, other))
            && shape.tree() == other_shape.tree();
        all.then(|| shape.classes())
    }

    /// Whether the swatches of a product are proved to be equal.
    pub(super) fn same_swatches(&mut self, two: Two, shared: bool) -> Option<bool> {
        let [one, other] = self.layers(two)?;
        let (record, other_record) = (one.product(two[0].1)?, other.product(two[1].1)?);
        let places = [record.dimensions.get(), other_record.dimensions.get()];
        if !self.central.is_empty() {
            let [(layer, _), (other_layer, _)] = two;
            if self.has_central(0, (layer, places[0])) || self.has_central(1, (other_layer, places[1])) {
                return Some(false);
            }
        }
        if shared {
            return Some(true);
        }
        let (swatches, other_swatches) = (record.swatches.get(), other_record.swatches.get());
        let has_central = self.sides.iter().any(|side| has_central_swatches(*side));
        if swatches == 0 && other_swatches == 0 && !has_central {
            return Some(true);
        }
        if !self.same_dimensions([(two[0].0, places[0]), (two[1].0, places[1])]) {
            return Some(false);
        }
        if swatches == 0 && other_swatches == 0 {
            return Some(true);
        }
        let shapes =
            [(two[0].0, one.row(two[0].1)?.shape.get()), (two[1].0, other.row(two[1].1)?.shape.get())];
        if self.shape(shapes).is_none() {
            return Some(false);
        }
        let documents = u32::try_from(Shape::read(&one, shapes[0].1)?.documents().len()).ok()?;
        for document in 0..documents {
            let all = swatch::of_document(&one, swatches, document);
            let other_all = swatch::of_document(&other, other_swatches, document);
            if all.len() != other_all.len() {
                return Some(false);
            }
            for ([dimension, value, paint], [other_dimension, other_value, other_paint]) in
                all.iter().zip(other_all)
            {
                let same = dimension == other_dimension
                    && value == other_value
                    && self.same_paint([(&one, paint.get()), (&other, other_paint.get())])?;
                if !same {
                    return Some(false);
                }
            }
        }
        Some(true)
    }

    fn same_dimensions(&mut self, two: Two) -> bool {
        if let Some(known) = self.dimensions.get(&two) {
            return *known;
        }
        let same = self.layers(two).is_some_and(|[one, other]| {
            let all = |layer: &LayerRef<'s>, start| {
                Dimensions::at(layer, start)
                    .iter()
                    .map(|one| (one.name(), one.values().collect::<Vec<_>>()))
                    .collect()
            };
            let [ours, theirs]: [Vec<_>; 2] = [all(&one, two[0].1), all(&other, two[1].1)];
            ours == theirs
        });
        self.dimensions.insert(two, same);
        same
    }

    pub(super) fn same_paint(
        &self,
        [(one, paint), (other, other_paint)]: [(&LayerRef<'s>, u32); 2],
    ) -> Option<bool> {
        let record = one.at::<PaintRecord>(Section::Paints, paint)?;
        let other_record = other.at::<PaintRecord>(Section::Paints, other_paint)?;
        let (hex, asset, crop) = swatch::paint(one, record);
        let (other_hex, other_asset, other_crop) = swatch::paint(other, other_record);
        let same = match (asset, other_asset) {
            (None, None) => true,
            (Some(asset), Some(other_asset)) => self.same_asset([(one, asset), (other, other_asset)]),
            _ => false,
        };
        Some(same && hex == other_hex && crop == other_crop)
    }

    fn same_asset(&self, [(one, asset), (other, other_asset)]: [(&LayerRef<'s>, &AssetRecord); 2]) -> bool {
        (asset.state, asset.hash) == (other_asset.state, other_asset.hash)
            && one.text_bytes(asset.id.get()) == other.text_bytes(other_asset.id.get())
            && self.same_channels([(one, asset), (other, other_asset)])
    }

    pub(super) fn same_category(
        &self,
        [(one, record), (other, other_record)]: [(LayerRef<'s>, &CategoryRecord); 2],
    ) -> Option<bool> {
        if one.text_bytes(record.name.get()) != other.text_bytes(other_record.name.get()) {
            return Some(false);
        }
        let documents = |layer: &LayerRef<'s>, record: &CategoryRecord| {
            layer.counted(Section::CategoryMedia, record.media.get()).as_chunks::<CATEGORY_DOCUMENT>().0
        };
        let (all, other_all) = (documents(&one, record), documents(&other, other_record));
        for (document, other_document) in all.iter().zip(other_all) {
            let [catalog, channel, normal, _, has_item, item] = document.map(|word| word.get());
            let [other_catalog, other_channel, other_normal, _, other_has_item, other_item] =
                other_document.map(|word| word.get());
            let same = self.numbering.catalog(catalog) == other_catalog
                && self.numbering.channel(channel) == other_channel
                && self.numbering.locale(normal) == other_normal
                && has_item == other_has_item;
            if !same {
                return Some(false);
            }
            if has_item != 0 {
                let hash = |layer: &LayerRef<'s>, item: u32| match item & SPECIAL {
                    0 => asset_of(layer, item).map(|asset| asset.hash),
                    _ => layer.at::<ItemRecord>(Section::Items, item & !SPECIAL).map(|record| record.hash),
                };
                let assets = [(&one, asset_of(&one, item)?), (&other, asset_of(&other, other_item)?)];
                if hash(&one, item)? != hash(&other, other_item)? || !self.same_asset(assets) {
                    return Some(false);
                }
            }
        }
        Some(all.len() == other_all.len())
    }
}

/// The asset of an item.
fn asset_of<'s>(layer: &LayerRef<'s>, item: u32) -> Option<&'s AssetRecord> {
    let asset = match item & SPECIAL {
        0 => item,
        _ => layer.at::<ItemRecord>(Section::Items, item & !SPECIAL)?.asset.get(),
    };
    layer.at(Section::Assets, asset)
}

/// Whether a snapshot has any central swatch.
fn has_central_swatches(layers: &dyn Layers) -> bool {
    (0..layers.count()).filter_map(|at| layers.layer(at)).any(|layer| layer.count(Section::Central) > 0)
}
