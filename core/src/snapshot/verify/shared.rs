//! What many products share, read once: their shapes and their dimensions.

use super::super::dimensions::{DimensionView, Dimensions, sorted_words};
use super::super::layer::LayerRef;
use super::super::layout::{ProductRecord, Row, Section, words};
use super::super::shape::{DOCUMENT, HEAD, Shape};
use super::{Blocks, Finding};
use smallvec::SmallVec;
use std::collections::HashMap;
use xxhash_rust::xxh3::xxh3_128;
use zerocopy::IntoBytes;
use zerocopy::little_endian::U32;

/// What is asked of a shape again and again.
#[derive(Clone, Copy)]
pub(super) struct ShapeFacts {
    pub(super) documents: usize,
    /// A hash of the contexts of the documents.
    pub(super) contexts: u128,
    pub(super) classes: usize,
    pub(super) has_tree: bool,
}

/// Contexts, one after the other, as a hash: so those of shapes and of sets are compared in one step.
pub(super) fn hash_of_contexts(contexts: &[[U32; 3]]) -> u128 {
    xxh3_128(contexts.as_bytes())
}

/// How many values each dimension has.
pub(super) type Widths = SmallVec<[u32; 4]>;

/// The shapes and dimensions of all products, by their places; those that lie over others are left out.
pub(super) struct Shared {
    shapes: HashMap<u32, ShapeFacts>,
    dimensions: HashMap<u32, Widths>,
    /// Whether shapes lie side by side, and dimensions do.
    pub(super) side_by_side: [Finding; 2],
}

impl Default for Shared {
    fn default() -> Self {
        Self { shapes: HashMap::new(), dimensions: HashMap::new(), side_by_side: [Ok(()), Ok(())] }
    }
}

impl Shared {
    pub(super) fn read(layer: &LayerRef<'_>) -> Self {
        let mut shared = Self::default();
        let [shapes, dimensions] = &mut shared.side_by_side;
        *shapes = read_shapes(layer, &mut shared.shapes);
        *dimensions = read_dimensions(layer, &mut shared.dimensions);
        shared
    }

    /// A shape, where it is whole.
    pub(super) fn shape(&self, start: u32) -> Option<ShapeFacts> {
        self.shapes.get(&start).copied()
    }

    /// The dimensions at a place; none at 0.
    pub(super) fn widths(&self, start: u32) -> &[u32] {
        self.dimensions.get(&start).map_or(&[], |widths| widths)
    }
}

fn read_shapes(layer: &LayerRef<'_>, known: &mut HashMap<u32, ShapeFacts>) -> Finding {
    let mut blocks = Blocks::new(layer.count(Section::Shapes) as usize);
    let mut last = None;
    for row in layer.all::<Row>(Section::Rows) {
        let start = row.shape.get();
        if last == Some(start) || known.contains_key(&start) {
            continue;
        }
        last = Some(start);
        let Some(shape) = Shape::read(layer, start) else { continue };
        if blocks.first(start, length(layer, start))? {
            let (documents, has_tree) = (shape.documents().len(), !shape.tree().is_empty());
            let written = |[catalog, channel, _, written]: &[U32; DOCUMENT]| [*catalog, *channel, *written];
            let all: Vec<[U32; 3]> = shape.documents().iter().map(written).collect();
            let (classes, contexts) = (shape.classes(), hash_of_contexts(&all));
            known.insert(start, ShapeFacts { documents, contexts, classes, has_tree });
        }
    }
    Ok(())
}

fn read_dimensions(layer: &LayerRef<'_>, known: &mut HashMap<u32, Widths>) -> Finding {
    let mut blocks = Blocks::new(layer.count(Section::Dimensions) as usize);
    let mut last = None;
    for product in layer.all::<ProductRecord>(Section::Products) {
        let start = product.dimensions.get();
        if start == 0 || last == Some(start) || known.contains_key(&start) {
            continue;
        }
        last = Some(start);
        let dimensions = Dimensions::at(layer, start);
        let values = |dimension: DimensionView<'_>| dimension.values().len();
        let length = |dimension: DimensionView<'_>| {
            values(dimension).saturating_add(sorted_words(values(dimension))).saturating_add(2)
        };
        let length = dimensions.iter().map(length).fold(1, usize::saturating_add);
        if blocks.first(start, length)? {
            let widths =
                dimensions.iter().map(|dimension| u32::try_from(values(dimension)).unwrap_or(u32::MAX));
            known.insert(start, widths.collect());
        }
    }
    Ok(())
}

/// How many words a shape takes.
fn length(layer: &LayerRef<'_>, start: u32) -> usize {
    match words(layer.section(Section::Shapes), start as usize, HEAD) {
        Some([documents, _, slots, tree]) => {
            let documents = (documents.get() as usize).saturating_mul(DOCUMENT);
            HEAD.saturating_add(documents)
                .saturating_add(slots.get() as usize)
                .saturating_add(tree.get() as usize)
        }
        _ => HEAD,
    }
}
