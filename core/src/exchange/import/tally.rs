//! Counting: how many rows ended how, and the first rows of what is wrong with more than one.

use super::documents::ListEntry;
use super::gather::ItemEntry;
use super::in_row;
use super::report::{Ended, Imported};
use crate::fault::Fault;
use crate::manifest::{Action, RowOutcome};
use std::collections::HashMap;

/// What a fault is of that rows share.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Of {
    /// An asset, as rows say what it is.
    Asset(u32),
    /// An asset, as it is where it is used: by what is published, or by a draft.
    Use(u32, bool),
    /// An asset, as rows take it out.
    Out(u32),
    /// A list.
    List(u32),
    /// A document.
    Document(u32),
}

/// The first row of each thing that is at fault.
#[derive(Default)]
struct Firsts(HashMap<Of, u64>);

impl Firsts {
    fn note(&mut self, of: Of, row: u64) {
        let first = self.0.entry(of).or_insert(row);
        *first = row.min(*first);
    }
}

impl Imported {
    /// Counts the rows that were good by themselves, and keeps the faults that they have from others.
    pub(super) fn finish(&mut self) {
        self.counts.add(RowOutcome::Failed, self.counts.failed_alone);
        if self.documents_done.is_empty() {
            self.documents_done = vec![false; self.gathered.documents.entries.len()];
        }
        let mut counts = std::mem::take(&mut self.counts);
        let mut firsts = Firsts::default();
        for (number, list) in self.gathered.documents.lists.iter().enumerate() {
            let mut note = |asset: u32, outcome: RowOutcome, row: u64| {
                if outcome == RowOutcome::Failed {
                    firsts.note(self.use_of(list, asset), row);
                    firsts.note(Of::List(number as u32), row);
                    firsts.note(Of::Document(list.document), row);
                }
            };
            if list.plain > 0 {
                let outcome = self.outcome_of(list, super::asset::NONE);
                counts.add(outcome, list.plain);
                note(super::asset::NONE, outcome, list.first_row);
            }
            let mut last: Option<(u32, RowOutcome)> = None;
            for (asset, item) in self.items_of(list) {
                let outcome = match last {
                    Some((same, outcome)) if same == asset => outcome,
                    _ => self.outcome_of(list, asset),
                };
                if last.replace((asset, outcome)) != Some((asset, outcome)) {
                    note(asset, outcome, u64::from(item.row));
                }
                counts.add(outcome, 1);
            }
        }
        for row in self.gathered.asset_rows.iter().filter(|row| row.alone > 0) {
            let Ended { outcome, .. } = self.of_asset_row(row);
            counts.add(outcome, row.alone);
            if outcome == RowOutcome::Failed {
                let of = if row.takes_out { Of::Out(row.asset) } else { Of::Asset(row.asset) };
                firsts.note(of, row.first_alone);
            }
        }
        let is_applied = |outcome: RowOutcome| outcome == RowOutcome::Applied;
        let assets = self.gathered.assets.entries.iter();
        let assets = assets.filter(|entry| is_applied(entry.end.outcome) || is_applied(entry.out.outcome));
        counts.assets = assets.count() as u64;
        counts.documents = self.documents_applied();
        self.counts = counts;
        self.tell(firsts);
    }

    /// What may be wrong with an asset that a list uses.
    fn use_of(&self, list: &ListEntry, asset: u32) -> Of {
        let entry = self.gathered.assets.entries.get(asset as usize);
        if entry.is_some_and(|entry| !entry.end.faults.is_empty()) {
            return Of::Asset(asset);
        }
        let document = self.gathered.documents.entries.get(list.document as usize);
        Of::Use(asset, document.is_some_and(|document| document.action == Action::PublishNow))
    }

    /// The items of a list in the order of the rows, each with the number of its asset.
    fn items_of<'a>(&'a self, list: &ListEntry) -> impl Iterator<Item = (u32, &'a ItemEntry)> {
        let mut next = list.items[0];
        std::iter::from_fn(move || {
            let item = self.gathered.items.get(next as usize)?;
            next = item.next;
            let row = self.gathered.asset_rows.get(item.asset_row as usize);
            Some((row.map_or(super::asset::NONE, |row| row.asset), item))
        })
    }

    fn documents_applied(&self) -> u64 {
        let entries = &self.gathered.documents.entries;
        let is_applied = |first: &u32| {
            let mut next = *first;
            std::iter::from_fn(|| {
                let entry = entries.get(next as usize)?;
                next = entry.twin;
                Some(entry.end.outcome)
            })
            .any(|outcome| outcome == RowOutcome::Applied)
        };
        self.gathered.documents.firsts().iter().filter(|first| is_applied(first)).count() as u64
    }

    /// Keeps the first faults, in the order of the rows, each at the first row that has it.
    fn tell(&mut self, firsts: Firsts) {
        let most = self.gathered.form.options.most_faults;
        let mut firsts: Vec<(u64, Of)> = firsts.0.into_iter().map(|(of, row)| (row, of)).collect();
        firsts.sort_unstable();
        let mut found: Vec<Fault> = Vec::new();
        for (row, of) in firsts {
            if found.len() >= most {
                break;
            }
            found.extend(self.faults_shared(of).into_iter().map(|fault| in_row(fault, row)));
        }
        self.faults.extend(found);
        self.faults.sort_by_key(|fault| fault.place().row().unwrap_or(u64::MAX));
        self.faults.truncate(most);
    }

    fn faults_shared(&self, of: Of) -> Vec<Fault> {
        let gathered = &self.gathered;
        let entry = |asset: u32| gathered.assets.entries.get(asset as usize);
        let faults = match of {
            Of::Asset(asset) => entry(asset).map(|entry| &entry.end.faults),
            Of::Out(asset) => entry(asset).map(|entry| &entry.out.faults),
            Of::Use(asset, is_published) => {
                let action = if is_published { Action::PublishNow } else { Action::Draft };
                return gathered.asset_fault(asset, action).into_iter().collect();
            }
            Of::List(list) => gathered.documents.lists.get(list as usize).map(|list| &list.faults),
            Of::Document(document) => {
                gathered.documents.entries.get(document as usize).map(|entry| &entry.end.faults)
            }
        };
        faults.cloned().unwrap_or_default()
    }
}
