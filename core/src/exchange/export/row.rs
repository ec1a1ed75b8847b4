//! A row on its way out.

use crate::fault::{Code, Fault, Place, shortened};
use crate::manifest::{Column, ManifestWriter, Part};
use std::borrow::Cow;
use std::io::Write;

/// The cells of one row, by column.
pub(super) struct Row<'t> {
    cells: Vec<Cow<'t, str>>,
}

impl<'t> Row<'t> {
    pub(super) fn new() -> Self {
        Self { cells: vec![Cow::Borrowed(""); Column::ALL.len()] }
    }

    pub(super) fn set(&mut self, column: Column, text: impl Into<Cow<'t, str>>) {
        if let Some(cell) = self.cells.get_mut(column as usize) {
            *cell = text.into();
        }
    }

    /// Sets a cell where there is something to say.
    pub(super) fn given(&mut self, column: Column, text: Option<impl Into<Cow<'t, str>>>) {
        if let Some(text) = text {
            self.set(column, text);
        }
    }

    fn get(&self, column: Column) -> &str {
        self.cells.get(column as usize).map_or("", AsRef::as_ref)
    }
}

/// The rows of an export on their way out.
pub(super) struct Rows<W: Write> {
    writer: ManifestWriter<W>,
    columns: Vec<Column>,
    pub(super) count: u64,
    pub(super) warnings: Vec<Fault>,
    pub(super) most_warnings: usize,
    pub(super) warned: u64,
}

impl<W: Write> Rows<W> {
    /// Begins with the header.
    pub(super) fn begin(to: W, formula_safe: bool, most_warnings: usize) -> Result<Self, Fault> {
        let mut writer = ManifestWriter::new(to, false, formula_safe);
        let columns = Column::ALL.iter().copied();
        let columns: Vec<Column> =
            columns.filter(|column| column.part() != Part::Neutralised || formula_safe).collect();
        for column in &columns {
            writer.cell(column.name().as_bytes())?;
        }
        writer.end_row()?;
        Ok(Self { writer, columns, count: 0, warnings: Vec::new(), most_warnings, warned: 0 })
    }

    pub(super) fn write(&mut self, row: &mut Row<'_>, what: &str) -> Result<(), Fault> {
        self.count = self.count.saturating_add(1);
        row.set(Column::Neutralised, "true");
        let mut forbidden = None;
        for column in &self.columns {
            let cell = row.get(*column);
            if cell.contains('\0') {
                forbidden = Some(*column);
            }
            self.writer.cell(cell.as_bytes())?;
        }
        self.writer.end_row()?;
        if let Some(column) = forbidden {
            let message = format!("`{}` has a NUL character", column.name());
            self.warn(what, message, "take it out, or the row will be refused on import");
        }
        Ok(())
    }

    /// Notes what does not travel.
    pub(super) fn warn(&mut self, what: &str, message: impl Into<String>, advice: &str) {
        self.warned = self.warned.saturating_add(1);
        if self.warnings.len() < self.most_warnings {
            let fault = Fault::new(Code::CannotTravel, message, advice);
            self.warnings.push(fault.at(Place::path(shortened(what))));
        }
    }

    pub(super) fn finish(self) -> Result<(u64, u64, Vec<Fault>), Fault> {
        self.writer.finish()?;
        Ok((self.count, self.warned, self.warnings))
    }
}
