//! What became of a manifest: counts, the first faults, and for each row how it ended.

use super::asset::NONE;
use super::documents::ListEntry;
use super::gather::{About, AssetRow, Gathered};
use super::{in_row, row_place};
use crate::fault::{Code, Fault};
use crate::manifest::{Action, RowOutcome};
use crate::tenant::Stamp;

/// What became of a manifest that was taken in.
///
/// It knows how each row ended, and writes that behind the rows in a second reading of the manifest:
/// [`Imported::write_result`].
pub struct Imported {
    pub(super) gathered: Gathered,
    pub(super) stamp: Stamp,
    pub(super) counts: ImportCounts,
    pub(super) faults: Vec<Fault>,
    warnings: Vec<Fault>,
    /// The row that was read last.
    pub(super) last_row: u64,
    pub(super) is_cancelled: bool,
    pub(super) assets_done: usize,
    /// Whether the assets that were to go went.
    pub(super) taken_out: bool,
    pub(super) documents_done: Vec<bool>,
    pub(super) digest: u128,
}

impl core::fmt::Debug for Imported {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Imported")
            .field("counts", &self.counts)
            .field("is_cancelled", &self.is_cancelled)
            .finish_non_exhaustive()
    }
}

/// How many rows ended how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportCounts {
    by_outcome: [u64; RowOutcome::ALL.len()],
    /// Rows that were at fault by themselves.
    pub(super) failed_alone: u64,
    /// Rows without anything in them.
    pub(super) empty: u64,
    pub(super) warnings: u64,
    pub(super) assets: u64,
    pub(super) documents: u64,
}

impl ImportCounts {
    /// Rows that ended so.
    #[must_use]
    pub fn of(&self, outcome: RowOutcome) -> u64 {
        self.by_outcome.get(outcome as usize).copied().unwrap_or(0)
    }

    /// Rows that were read, but for those without anything in them. Those behind the row at which an
    /// import was cancelled were not.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.by_outcome.iter().fold(0, |all, count| all.saturating_add(*count))
    }

    /// Rows whose cells are all empty; they say nothing and are passed over.
    #[must_use]
    pub fn empty_rows(&self) -> u64 {
        self.empty
    }

    /// Warnings in good rows.
    #[must_use]
    pub fn warnings(&self) -> u64 {
        self.warnings
    }

    /// Assets that were changed.
    #[must_use]
    pub fn assets(&self) -> u64 {
        self.assets
    }

    /// Documents of products and categories that were changed.
    #[must_use]
    pub fn documents(&self) -> u64 {
        self.documents
    }

    pub(super) fn add(&mut self, outcome: RowOutcome, count: u64) {
        if let Some(all) = self.by_outcome.get_mut(outcome as usize) {
            *all = all.saturating_add(count);
        }
    }
}

/// How a row ended, and why.
pub(super) struct Ended {
    pub(super) outcome: RowOutcome,
    pub(super) faults: Vec<Fault>,
    pub(super) note: String,
}

impl Ended {
    fn failed(faults: Vec<Fault>) -> Self {
        Self { outcome: RowOutcome::Failed, faults, note: String::new() }
    }
}

impl Imported {
    pub(super) fn new(gathered: Gathered, stamp: Stamp) -> Self {
        Self {
            gathered,
            stamp,
            counts: ImportCounts::default(),
            faults: Vec::new(),
            warnings: Vec::new(),
            last_row: 0,
            is_cancelled: false,
            assets_done: 0,
            taken_out: false,
            documents_done: Vec::new(),
            digest: 0,
        }
    }

    /// How many rows ended how.
    #[must_use]
    pub fn counts(&self) -> &ImportCounts {
        &self.counts
    }

    /// Whether every row was applied, or said what was so already, or was kept by its choices.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        use RowOutcome::{Cancelled, Failed, HeldBack};
        [Failed, HeldBack, Cancelled].into_iter().all(|outcome| self.counts.of(outcome) == 0)
    }

    /// Whether it was cancelled before all was done.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.is_cancelled
    }

    /// The first faults of rows, in the order of the rows, with row and column. A fault that many rows
    /// share, such as an asset that is not known, stands once, at the first of them.
    pub fn faults(&self) -> impl ExactSizeIterator<Item = &Fault> {
        self.faults.iter()
    }

    /// The first warnings, in the order of the rows; one that many rows share stands once.
    pub fn warnings(&self) -> impl ExactSizeIterator<Item = &Fault> {
        self.warnings.iter()
    }

    pub(super) fn keep(&mut self, faults: impl Iterator<Item = Fault>) {
        let room = self.gathered.form.options.most_faults.saturating_sub(self.faults.len());
        self.faults.extend(faults.take(room));
    }

    pub(super) fn count_warnings(&mut self, about: About, row: u64) {
        let most = self.gathered.form.options.most_faults;
        let entity = self.gathered.entity_rows.get_mut(about.entity as usize);
        let asset = self.gathered.asset_rows.get_mut(about.asset as usize);
        let entity = entity.map(|entity| (&entity.warnings, &mut entity.is_warned));
        let asset = asset.map(|asset| (&asset.warnings, &mut asset.is_warned));
        for (warnings, is_warned) in [entity, asset].into_iter().flatten() {
            self.counts.warnings = self.counts.warnings.saturating_add(warnings.len() as u64);
            if !std::mem::replace(is_warned, true) {
                let room = most.saturating_sub(self.warnings.len());
                self.warnings.extend(warnings.iter().take(room).map(|fault| in_row(fault.clone(), row)));
            }
        }
    }

    pub(super) fn done(&mut self, first: u32) {
        if self.documents_done.is_empty() {
            self.documents_done = vec![false; self.gathered.documents.entries.len()];
        }
        let mut next = first;
        while let Some(done) = self.documents_done.get_mut(next as usize) {
            *done = true;
            next = self.gathered.documents.entries.get(next as usize).map_or(NONE, |entry| entry.twin);
        }
    }

    /// How a good row of a list ended, by the list and the asset that it names.
    pub(super) fn outcome_of(&self, list: &ListEntry, asset: u32) -> RowOutcome {
        let Some(document) = self.gathered.documents.entries.get(list.document as usize) else {
            return RowOutcome::Failed;
        };
        let asset_outcome = self.asset_outcome(asset, document.action);
        if asset_outcome == RowOutcome::Failed {
            return RowOutcome::Failed;
        }
        if !self.documents_done.get(list.document as usize).copied().unwrap_or(false) {
            return RowOutcome::Cancelled;
        }
        if !document.end.faults.is_empty() || !list.faults.is_empty() {
            return RowOutcome::Failed;
        }
        if list.is_held_back {
            return RowOutcome::HeldBack;
        }
        match (document.end.outcome, asset_outcome) {
            (RowOutcome::Applied, _) | (_, RowOutcome::Applied) => RowOutcome::Applied,
            (RowOutcome::Kept, _) | (_, RowOutcome::Kept) => RowOutcome::Kept,
            (outcome, _) => outcome,
        }
    }

    /// The same, and why.
    fn of_list(&self, list: &ListEntry, asset: u32) -> Ended {
        let outcome = self.outcome_of(list, asset);
        let Some(document) = self.gathered.documents.entries.get(list.document as usize) else {
            return Ended::failed(Vec::new());
        };
        let entry = self.gathered.assets.entries.get(asset as usize);
        match outcome {
            RowOutcome::Failed => {
                let mut faults = match entry.filter(|entry| !entry.end.faults.is_empty()) {
                    Some(entry) => entry.end.faults.clone(),
                    None => self.gathered.asset_fault(asset, document.action).into_iter().collect(),
                };
                faults.extend(document.end.faults.iter().chain(&list.faults).cloned());
                Ended::failed(faults)
            }
            RowOutcome::Cancelled => self.cancelled(),
            RowOutcome::HeldBack => held_back(list),
            outcome => {
                let notes = [Some(&document.end.note), entry.map(|entry| &entry.end.note)];
                let notes = notes.into_iter().flatten().filter(|note| !note.is_empty());
                let notes: Vec<&str> = notes.map(AsRef::as_ref).collect();
                Ended { outcome, faults: Vec::new(), note: notes.join("; ") }
            }
        }
    }

    pub(super) fn cancelled(&self) -> Ended {
        let message = "the import was cancelled before this was applied";
        let fault = Fault::new(Code::Cancelled, message, "take the manifest in again");
        Ended { outcome: RowOutcome::Cancelled, faults: vec![fault], note: String::new() }
    }

    /// How an asset ended for a row of an action.
    fn asset_outcome(&self, asset: u32, action: Action) -> RowOutcome {
        match self.gathered.assets.entries.get(asset as usize) {
            None => RowOutcome::Unchanged,
            Some(_) if asset as usize >= self.assets_done => RowOutcome::Cancelled,
            Some(_) if self.gathered.asset_fault(asset, action).is_some() => RowOutcome::Failed,
            Some(entry) => entry.end.outcome,
        }
    }

    /// How a row ended that assigns nothing.
    pub(super) fn of_asset_row(&self, row: &AssetRow) -> Ended {
        let Some(entry) = self.gathered.assets.entries.get(row.asset as usize) else {
            return Ended::failed(Vec::new());
        };
        let (end, is_done) = match row.takes_out {
            true => (&entry.out, self.taken_out),
            false => (&entry.end, (row.asset as usize) < self.assets_done),
        };
        if !end.faults.is_empty() {
            return Ended::failed(end.faults.clone());
        }
        if !is_done {
            return self.cancelled();
        }
        Ended { outcome: end.outcome, faults: Vec::new(), note: end.note.clone().into_owned() }
    }

    /// How a row ended that was good by itself.
    pub(super) fn ended(&self, about: About) -> Ended {
        let row = self.gathered.asset_rows.get(about.asset as usize);
        let asset = row.map_or(NONE, |row| row.asset);
        match self.gathered.entity_rows.get(about.entity as usize) {
            None => row.map_or_else(|| Ended::failed(Vec::new()), |row| self.of_asset_row(row)),
            Some(entity) => match self.gathered.documents.lists.get(entity.list as usize) {
                None => Ended::failed(Vec::new()),
                Some(list) => self.of_list(list, asset),
            },
        }
    }
}

fn held_back(list: &ListEntry) -> Ended {
    let message = if list.bad > 0 {
        format!("the row is good, but row {} of its list is at fault", list.first_bad)
    } else {
        "the row is good, but another row of its list is at fault".to_owned()
    };
    let fault = Fault::new(Code::HeldBack, message, "correct that row, and take the manifest in again");
    Ended { outcome: RowOutcome::HeldBack, faults: vec![fault], note: String::new() }
}

/// The fault for a row that the first reading did not have.
pub(super) fn changed(row: u64) -> Fault {
    let message = "the manifest is not the one that was taken in";
    Fault::new(Code::ChangedInput, message, "give the same bytes again").at(row_place(row))
}
