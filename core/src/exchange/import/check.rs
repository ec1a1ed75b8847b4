//! What is wrong with a row by itself.

use super::asset::NONE;
use super::gather::{About, Gathered, LAST};
use crate::fault::{Code, Fault, Place};
use crate::json::extra::ItemExtra;
use crate::manifest::{Cells, Column, ManifestRow, in_column, within};

impl Gathered {
    /// Checks texts and properties by themselves, so that they are no fault of a whole document.
    pub(super) fn fits(&self, extra: ItemExtra) -> Result<ItemExtra, Vec<Fault>> {
        let item = crate::model::ItemBuilder {
            asset: "-".to_owned(),
            purpose: None,
            texts: extra.texts.clone(),
            properties: extra.properties.clone(),
        };
        let picture = crate::model::CategoryDocumentBuilder::new("-").image(item);
        match picture.build(&self.form.limits) {
            Ok(_) => Ok(extra),
            Err(faults) => {
                let outer = |fault: Fault| {
                    let path = fault
                        .place()
                        .as_path()
                        .trim_start_matches("image")
                        .trim_start_matches('.')
                        .to_owned();
                    within(fault.at(Place::path(path)), Column::Item)
                };
                Err(faults.into_vec().into_iter().map(outer).collect())
            }
        }
    }

    /// Every fault that a row has by itself.
    pub(super) fn faults_of(&self, row: ManifestRow<'_>, about: About) -> Vec<Fault> {
        let own = self.own_faults(row, about, self.takes_out(about));
        self.shared_faults(about).cloned().chain(own).collect()
    }

    /// The faults of cells that other rows may have, too.
    pub(super) fn shared_faults(&self, about: About) -> impl Iterator<Item = &Fault> {
        let entity = self.entity_rows.get(about.entity as usize).map(|row| &row.faults);
        let asset = self.asset_rows.get(about.asset as usize).map(|row| &row.faults);
        let item = self.item_rows.get(about.item as usize).map(|row| &row.faults);
        [entity, asset, item].into_iter().flatten().flat_map(|faults| faults.iter())
    }

    /// The faults of a row alone.
    pub(super) fn own_faults(&self, row: ManifestRow<'_>, about: About, takes_out: bool) -> Vec<Fault> {
        let mut faults = Vec::new();
        let columns = row.header().names().len();
        if row.record().len() > columns {
            let extra = row.cells().skip(columns).any(|cell| !cell.is_empty());
            if extra {
                let message = format!("{} cells, and {columns} columns", row.record().len());
                let advice = "look for a tab within a cell, or quote the cell";
                faults.push(Fault::new(Code::ExtraCells, message, advice));
            }
        }
        let entity = self.entity_rows.get(about.entity as usize);
        let asset = self.asset_rows.get(about.asset as usize);
        let item = self.item_rows.get(about.item as usize);
        if takes_out || about.entity == NONE {
            return faults;
        }
        if let Err(fault) = order_of(row) {
            faults.extend(fault);
        }
        let Some(list) = entity.and_then(|entity| self.documents.lists.get(entity.list as usize)) else {
            return faults;
        };
        use super::documents::ListKey;
        match &list.key {
            ListKey::Document if asset.is_some() => {
                let message = "the cell is empty, but the row assigns an asset";
                let advice = "write `Primary` or `Additional`";
                faults.push(in_column(Column::MediaGroup, Code::MissingCell, message, advice));
            }
            ListKey::Swatch(..) if asset.is_none() && list.is_without_look() => {
                let message = "the swatch has neither a colour nor an asset";
                let advice = "write a colour such as `#0000FF`, or the id or display name of an asset";
                faults.push(in_column(Column::SwatchValue, Code::EmptySwatch, message, advice));
            }
            ListKey::Document | ListKey::Picture | ListKey::Swatch(..) => {}
            _ if asset.is_none() && item.is_some_and(|item| item.extra != ItemExtra::default()) => {
                let message = "nothing names the asset of this item";
                let advice = "fill `InternalMediaId`, `MediaImportPath` or `MediaDisplayName`";
                faults.push(in_column(Column::InternalMediaId, Code::MissingCell, message, advice));
            }
            _ => {}
        }
        faults
    }
}

/// Where in its list the item of a row stands.
pub(super) fn order_of(row: ManifestRow<'_>) -> Result<i64, Vec<Fault>> {
    let cell = row.cell(Column::MediaDisplayOrder);
    // nearly all of them
    if cell.is_empty() {
        return Ok(LAST);
    }
    if cell.len() < 10 && cell.iter().all(u8::is_ascii_digit) {
        return Ok(cell.iter().fold(0, |order: i64, digit| {
            order.saturating_mul(10).saturating_add(i64::from(digit.saturating_sub(b'0')))
        }));
    }
    let mut cells = Cells::new(row);
    let order = cells.whole(Column::MediaDisplayOrder);
    if cells.faults.is_empty() { Ok(order.unwrap_or(LAST)) } else { Err(cells.faults) }
}
