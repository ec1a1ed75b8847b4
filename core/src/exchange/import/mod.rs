//! Manifests into a tenant.
//!
//! `gather` reads the rows and puts together what they say of each asset (`asset`, `says`) and document
//! (`documents`), with what the tenant has (`library`). What rows repeat is read once: `interner` numbers it,
//! `templates` knows rows that differ in their product alone, `kept` reads a row again. `check` finds what is
//! wrong with a row, `foresee` what a dry run need not make. `settle` and `settle_assets` apply it, `content`
//! makes the documents, `copy` the copies. `tally` counts, `report` says how rows ended, `result` writes the
//! result manifest in a second reading.

mod asset;
mod check;
mod content;
mod copy;
mod documents;
mod foresee;
mod gather;
mod hash;
mod interner;
mod kept;
mod library;
mod options;
mod report;
mod result;
mod says;
mod settle;
mod settle_assets;
mod tally;
mod templates;
#[cfg(test)]
mod tests;

pub use report::{ImportCounts, Imported};

use crate::fault::{Fault, Faults, Place};
use crate::manifest::{Action, ManifestReader, RowOutcome};
use crate::tenant::{Stamp, Tenant};
use documents::Lookup;
use gather::{Gathered, Read as RowRead};
use options::Options;
use std::io::Read;
use std::ops::ControlFlow;

/// Takes a manifest into a tenant (SPEC section 10).
///
/// Rows are read one by one; a bad row hides none of the others. What rows say of one asset, and of one
/// list of one document, is put together, and then applied: assets first, then documents, then what goes
/// out of the library. A list is replaced only when none of its rows is at fault. Taking the same manifest
/// in twice changes nothing the second time.
///
/// # Example
/// ```
/// use omnimedia::{Action, Import, Limits, ProductBuilder, RowOutcome, Stamp, Tenant};
/// let manifest = "EntityType\tEntityKey\tEntityKeyValue\tMediaGroup\tMediaType\tMediaImportPath\t\
///     ImageAltText\tMediaDisplayName\r\n\
///     Product|Master\tEntityId\tS1\tPrimary\tImage\thttps://cdn.example/s1.png\tA shirt\tShirt\r\n\
///     Product|Master\tEntityId\tS2\tPrimary\tImage\thttps://cdn.example/s2.png\t\tShirt 2\r\n";
/// let mut tenant = Tenant::new(Limits::default());
/// tenant.set_product(ProductBuilder::new("S1"))?;
/// let stamp = Stamp::new("ann", "2026-11-24T09:00:00Z".parse()?);
/// let import = Import::new().empty_action(Action::PublishNow);
/// let imported = import.run(&mut tenant, manifest.as_bytes(), &stamp)?;
/// assert_eq!(imported.counts().of(RowOutcome::Applied), 1);
/// assert_eq!(imported.counts().of(RowOutcome::Failed), 1);
/// let faults: Vec<String> = imported.faults().map(ToString::to_string).collect();
/// assert_eq!(faults[0], "row 3: EntityKeyValue: the tenant does not have the product or variant `S2`; \
///     check the number, or add it");
/// assert_eq!(tenant.publication()?.assets().len(), 1);
/// let mut result = Vec::new();
/// imported.write_result(manifest.as_bytes(), &mut result)?;
/// assert!(String::from_utf8(result)?.contains("Applied\t2026-11-24T09:00:00Z"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Import {
    options: Options,
    total: Option<u64>,
}

impl Default for Import {
    fn default() -> Self {
        let options = Options {
            lenient: false,
            plain: false,
            dry_run: false,
            empty_action: Action::Draft,
            most_faults: 1_000,
        };
        Self { options, total: None }
    }
}

/// What an import is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImportPhase {
    /// Rows are read and checked; nothing was changed yet.
    Reading,
    /// What was read is applied.
    Applying,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportProgress {
    /// What it is at.
    pub phase: ImportPhase,
    /// Rows read.
    pub rows: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Bytes of the whole manifest, where [`Import::total_bytes`] says so.
    pub total_bytes: Option<u64>,
    /// Assets and documents applied.
    pub applied: u64,
    /// Assets and documents to apply; 0 while rows are read.
    pub to_apply: u64,
}

/// Rows and targets between two reports of progress.
const OFTEN: u64 = 4_096;

impl Import {
    /// An import as documented: strict, and rows without an action are drafts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether a missing `ImageAltText` is only a warning.
    #[must_use]
    pub fn lenient(mut self, lenient: bool) -> Self {
        self.options.lenient = lenient;
        self
    }

    /// Whether cells are taken as they are, split at tabs, rather than as spreadsheets quote them.
    #[must_use]
    pub fn plain(mut self, plain: bool) -> Self {
        self.options.plain = plain;
        self
    }

    /// Whether everything is only tried: the report is the same, and the tenant is what it was.
    #[must_use]
    pub fn dry_run(mut self, dry_run: bool) -> Self {
        self.options.dry_run = dry_run;
        self
    }

    /// What `EntityAssignmentAction` and `MediaAction` mean where they are empty: `Draft`, unless set.
    #[must_use]
    pub fn empty_action(mut self, action: Action) -> Self {
        self.options.empty_action = action;
        self
    }

    /// How many faults the report holds: 1,000, unless set. The result manifest has all of them.
    #[must_use]
    pub fn most_faults(mut self, most: usize) -> Self {
        self.options.most_faults = most;
        self
    }

    /// How many bytes the manifest has, for reports of progress.
    #[must_use]
    pub fn total_bytes(mut self, bytes: u64) -> Self {
        self.total = Some(bytes);
        self
    }

    /// Takes a manifest in.
    ///
    /// # Errors
    /// What is wrong with the manifest as a whole (`no_header`, `duplicate_column`, `encoding`,
    /// `limit_columns`, `limit_line`, `unterminated_quote`, `read`); nothing was changed then. What is
    /// wrong with rows is in the report.
    ///
    /// # Cost
    /// Linear in the manifest, and in what it changes. Memory for a row, and for every asset, list and
    /// different text that the manifest names.
    pub fn run(&self, tenant: &mut Tenant, manifest: impl Read, stamp: &Stamp) -> Result<Imported, Faults> {
        self.run_with(tenant, manifest, stamp, |_| ControlFlow::Continue(()))
    }

    /// Takes a manifest in, and says from time to time how far it is. What breaks the flow cancels the
    /// import: while rows are read nothing is changed; later, what was applied stays applied, and rows
    /// that were not are `Cancelled` in the report.
    ///
    /// # Errors
    /// As [`Import::run`].
    ///
    /// # Cost
    /// As [`Import::run`].
    pub fn run_with(
        &self,
        tenant: &mut Tenant,
        manifest: impl Read,
        stamp: &Stamp,
        progress: impl FnMut(ImportProgress) -> ControlFlow<()>,
    ) -> Result<Imported, Faults> {
        if self.options.dry_run {
            tenant.rehearse(|tenant| self.both(tenant, manifest, stamp, progress))
        } else {
            self.both(tenant, manifest, stamp, progress)
        }
    }

    fn both(
        &self,
        tenant: &mut Tenant,
        manifest: impl Read,
        stamp: &Stamp,
        mut progress: impl FnMut(ImportProgress) -> ControlFlow<()>,
    ) -> Result<Imported, Faults> {
        let limits = tenant.limits().clone();
        let mut reader = ManifestReader::open(manifest, &limits, self.options.plain)?;
        let mut imported =
            Imported::new(Gathered::new(self.options, &limits, reader.header()), stamp.clone());
        let mut at = ImportProgress {
            phase: ImportPhase::Reading,
            rows: 0,
            bytes: 0,
            total_bytes: self.total,
            applied: 0,
            to_apply: 0,
        };
        let mut lookup = Lookup::new(tenant);
        let mut flow = ControlFlow::Continue(());
        while flow.is_continue() && reader.advance()? {
            let row = reader.row();
            imported.last_row = row.number();
            imported.read(&mut lookup, row);
            at.rows = at.rows.saturating_add(1);
            if at.rows.is_multiple_of(OFTEN) {
                at.bytes = reader.bytes();
                flow = progress(at);
            }
        }
        at.bytes = reader.bytes();
        imported.digest = reader.digest();
        if flow.is_continue() {
            flow = progress(at);
        }
        imported.gathered.link(&mut lookup);
        at.phase = ImportPhase::Applying;
        imported.apply(tenant, flow, &mut at, &mut progress);
        Ok(imported)
    }
}

impl Imported {
    fn read(&mut self, lookup: &mut Lookup<'_>, row: crate::manifest::ManifestRow<'_>) {
        match self.gathered.take(lookup, row) {
            RowRead::Plain => {}
            RowRead::Good(about) => self.count_warnings(about, row.number()),
            RowRead::Empty => self.counts.empty = self.counts.empty.saturating_add(1),
            RowRead::Bad(faults) => {
                self.counts.failed_alone = self.counts.failed_alone.saturating_add(1);
                self.keep(faults.into_iter().map(|fault| in_row(fault, row.number())));
            }
        }
    }

    fn apply(
        &mut self,
        tenant: &mut Tenant,
        mut flow: ControlFlow<()>,
        at: &mut ImportProgress,
        progress: &mut impl FnMut(ImportProgress) -> ControlFlow<()>,
    ) {
        let is_read = flow.is_continue();
        let assets = self.gathered.assets.entries.len();
        let mut documents = self.gathered.documents.firsts();
        // in the order of what they are of, as all tenants are kept
        let entries = &self.gathered.documents.entries;
        documents.sort_by(|one, other| {
            let what = |number: &u32| entries.get(*number as usize).map(|entry| &entry.what);
            what(one).cmp(&what(other))
        });
        at.to_apply = (assets.saturating_add(documents.len())) as u64;
        self.gathered.foresees = self.gathered.may_foresee();
        let mut rooms = foresee::Rooms::default();
        let stamp = self.stamp.clone();
        let mut step = |flow: &mut ControlFlow<()>| {
            at.applied = at.applied.saturating_add(1);
            if at.applied.is_multiple_of(OFTEN) || at.applied == at.to_apply {
                *flow = progress(*at);
            }
        };
        for number in 0..assets {
            if flow.is_break() {
                break;
            }
            self.gathered.settle_asset(tenant, number, &stamp);
            self.assets_done = self.assets_done.saturating_add(1);
            step(&mut flow);
        }
        for first in documents {
            if flow.is_break() {
                break;
            }
            self.gathered.foresees &= rooms.has(&self.gathered, tenant, first);
            self.gathered.settle_document(tenant, first, &stamp);
            self.done(first);
            step(&mut flow);
        }
        self.is_cancelled = flow.is_break();
        if !self.is_cancelled {
            for number in 0..assets {
                self.gathered.take_out_asset(tenant, number, &stamp);
            }
            self.taken_out = true;
        }
        self.finish();
        // who stops when all is done stops nothing; rows that were not read are in no count
        self.is_cancelled &= !is_read || self.counts.of(RowOutcome::Cancelled) > 0;
    }
}

/// The place of a fault in a row.
fn in_row(fault: Fault, row: u64) -> Fault {
    let place = fault.place().clone().in_row(row);
    fault.at(place)
}

/// The place of what concerns a row as a whole.
fn row_place(row: u64) -> Place {
    Place::default().in_row(row)
}
