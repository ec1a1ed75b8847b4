//! Rows that differ in their product or variant alone: all else that their entity cells say is read once.

use crate::manifest::{Cells, Column, EntityCells, Level, Which, without_cell};

/// What the entity cells of good rows said, without the product or variant.
#[derive(Default)]
pub(super) struct Templates {
    /// Rows of products and of variants take turns.
    kept: [Option<Template>; 2],
    oldest: usize,
    /// The cells that are read now, without the product or variant; empty where they have none.
    rest: Vec<u8>,
}

struct Template {
    rest: Vec<u8>,
    entity: EntityCells,
}

impl Templates {
    /// What entity cells say, by their key; none where they differ in more from those that were kept.
    pub(super) fn read(&mut self, key: &[u8], cells: &mut Cells<'_>) -> Option<&EntityCells> {
        let Some(place) = cells.row.header().place(Column::EntityKeyValue) else {
            self.rest.clear();
            return None;
        };
        without_cell(key, place, &mut self.rest);
        let rest = &self.rest;
        let Template { entity, .. } = self.kept.iter_mut().flatten().find(|kept| kept.rest == *rest)?;
        let Which::Product(number) = &mut entity.which else { return None };
        let text = cells.text(Column::EntityKeyValue)?;
        number.clear();
        number.push_str(text);
        Some(entity)
    }

    /// Keeps what was read of cells that are good, where another product or variant changes nothing else.
    pub(super) fn keep(&mut self, entity: EntityCells) {
        let is_list = matches!(entity.level, Level::Master(_) | Level::Variant(_));
        let is_by_number = matches!(entity.which, Which::Product(_)) && !entity.has_parts;
        if self.rest.is_empty() || !is_list || !is_by_number {
            return;
        }
        if let Some(place) = self.kept.get_mut(self.oldest) {
            *place = Some(Template { rest: self.rest.clone(), entity });
        }
        self.oldest = usize::from(self.oldest == 0);
    }
}
