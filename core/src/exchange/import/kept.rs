//! How the rows of a manifest are read, the first time and again from what is kept of them.

use super::options::Options;
use crate::limits::Limits;
use crate::manifest::{AssetCells, Cells, Header, KeptRow};

/// The header of a manifest, and how it is read.
pub(super) struct Form {
    pub(super) header: Header,
    pub(super) limits: Limits,
    pub(super) options: Options,
}

impl Form {
    /// The asset cells of a row that was good, from the key that they were kept under.
    pub(super) fn read<'r>(&'r self, kept: &'r mut KeptRow, key: &[u8]) -> Option<AssetCells<'r>> {
        let (is_assignment, key) = key.split_last()?;
        let mut cells = Cells::new(kept.read(key, &self.header, &self.limits));
        self.asset_cells(&mut cells, *is_assignment != 0)
    }

    /// The asset cells of a row.
    pub(super) fn asset_cells<'r>(
        &self,
        cells: &mut Cells<'r>,
        is_assignment: bool,
    ) -> Option<AssetCells<'r>> {
        AssetCells::read(cells, is_assignment, (self.options.lenient, self.options.empty_action))
    }
}
