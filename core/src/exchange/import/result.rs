//! The result manifest: every row as it was, with how it ended.

use super::gather::About;
use super::report::{Ended, Imported, changed};
use crate::fault::{Fault, Faults};
use crate::manifest::{Column, ManifestReader, ManifestRow, ManifestWriter, RowOutcome};
use std::io::{Read, Write};

/// The columns of the outcome, in the order in which they are added.
const OUTCOME: [Column; 4] =
    [Column::Result, Column::ResultTime, Column::ErrorCode, Column::ResultDescription];

impl Imported {
    /// Writes the manifest again, with how each row ended: `Result`, `ResultTime`, `ErrorCode` (the codes
    /// of faults and warnings) and `ResultDescription`. Unknown columns are given back. What it writes
    /// can be taken in again, as the manifest could.
    ///
    /// The manifest is read a second time: give the same bytes as before.
    ///
    /// # Errors
    /// `changed_input` where they are others, or what a manifest as a whole is refused for where they are none any more;
    /// `read`, `write`.
    ///
    /// # Cost
    /// Linear in the manifest; memory for one row.
    pub fn write_result(&self, manifest: impl Read, to: impl Write) -> Result<(), Faults> {
        let limits = &self.gathered.form.limits;
        let options = self.gathered.form.options;
        let mut reader = ManifestReader::open(manifest, limits, options.plain)?;
        let mut writer = ManifestWriter::new(to, options.plain, false);
        let columns = reader.header().names().len();
        for name in reader.header().names() {
            writer.cell(name.as_bytes())?;
        }
        for column in OUTCOME {
            if !reader.header().has(column) {
                writer.cell(column.name().as_bytes())?;
            }
        }
        writer.end_row()?;
        let time = self.stamp.at().to_string();
        // looking rows up changes nothing but what was looked up last
        while reader.advance()? {
            let row = reader.row();
            let ended = self.of_row(row)?;
            let cells = ended.map(|ended| words(&ended, &time));
            write_row(&mut writer, row, columns, cells.as_ref())?;
        }
        if reader.digest() != self.digest && !self.is_cancelled() {
            return Err(changed(1).into());
        }
        Ok(writer.finish()?)
    }

    /// How a row ended; none where there is nothing in it.
    fn of_row(&self, row: ManifestRow<'_>) -> Result<Option<Ended>, Fault> {
        let found = self.gathered.find(row);
        let nothing = About::NOTHING;
        let says_nothing =
            found.is_some_and(|about| about.entity == nothing.entity && about.asset == nothing.asset);
        if says_nothing && self.gathered.faults_of(row, nothing).is_empty() {
            return Ok(None);
        }
        // a cancelled reading did not come to all rows
        if self.is_cancelled() && row.number() > self.last_row {
            return Ok(Some(self.cancelled()));
        }
        let Some(about) = found else { return Err(changed(row.number())) };
        let faults = self.gathered.faults_of(row, about);
        let mut ended = if faults.is_empty() {
            self.ended(about)
        } else {
            Ended { outcome: RowOutcome::Failed, faults, note: String::new() }
        };
        let entity = self.gathered.entity_rows.get(about.entity as usize).map(|row| &*row.warnings);
        let asset = self.gathered.asset_rows.get(about.asset as usize).map(|row| &*row.warnings);
        ended.faults.extend([entity, asset].into_iter().flatten().flatten().cloned());
        Ok(Some(ended))
    }
}

/// The cells of an outcome.
fn words(ended: &Ended, time: &str) -> [String; 4] {
    let codes: Vec<&str> = ended.faults.iter().map(|fault| fault.code().name()).collect();
    let mut lines: Vec<String> = ended.faults.iter().map(ToString::to_string).collect();
    if !ended.note.is_empty() {
        lines.push(ended.note.clone());
    }
    [ended.outcome.word().to_owned(), time.to_owned(), codes.join(", "), lines.join(" | ")]
}

fn write_row<W: Write>(
    writer: &mut ManifestWriter<W>,
    row: ManifestRow<'_>,
    columns: usize,
    outcome: Option<&[String; 4]>,
) -> Result<(), Fault> {
    let header = row.header();
    let cells = row.record();
    let of = |column: Column| {
        let at = OUTCOME.iter().position(|own| *own == column)?;
        Some(outcome.and_then(|outcome| outcome.get(at)).map_or("", String::as_str))
    };
    let outcomes: Vec<(usize, Column)> =
        OUTCOME.into_iter().filter_map(|column| Some((header.place(column)?, column))).collect();
    for place in 0..columns {
        let own = outcomes.iter().find(|(own, _)| *own == place).and_then(|(_, column)| of(*column));
        match own {
            Some(text) => writer.cell(text.as_bytes())?,
            None => writer.cell(cells.get(place).unwrap_or_default())?,
        }
    }
    for column in OUTCOME.into_iter().filter(|column| !header.has(*column)) {
        writer.cell(of(column).unwrap_or_default().as_bytes())?;
    }
    // cells behind the last column are a fault of the row, and are given back all the same
    for place in columns..cells.len() {
        writer.cell(cells.get(place).unwrap_or_default())?;
    }
    writer.end_row()
}
