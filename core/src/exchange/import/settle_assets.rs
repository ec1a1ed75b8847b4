//! Applying: assets.

use super::asset::{ACTIONS, AssetEntry, Note, is_there};
use super::copy;
use super::gather::Gathered;
use super::library::content_of;
use super::says::Said;
use super::settle::{Before, Decision, base_of, past_check_out, take_out};
use crate::fault::{Code, Fault, Faults};
use crate::manifest::{Action, Column, IfExists, RowOutcome, in_column};
use crate::model::AssetBuilder;
use crate::tenant::{Content, Life, Stamp, Tenant, What};
use std::sync::Arc;

fn most_done(one: RowOutcome, other: RowOutcome) -> RowOutcome {
    match (one, other) {
        (RowOutcome::Applied, _) | (_, RowOutcome::Applied) => RowOutcome::Applied,
        (RowOutcome::Kept, _) | (_, RowOutcome::Kept) => RowOutcome::Kept,
        (one, _) => one,
    }
}

impl Gathered {
    /// Takes an asset in, but for one that is to go.
    pub(super) fn settle_asset(&mut self, tenant: &mut Tenant, number: usize, stamp: &Stamp) {
        let Some(entry) = self.assets.entries.get_mut(number) else { return };
        if entry.says.iter().all(Said::is_nothing) {
            return;
        }
        if entry.takes_out.is_some() {
            let message = "some rows say what the asset is, and others that it goes";
            let fault = in_column(Column::MediaAction, Code::RowsDisagree, message, "give one action");
            entry.end.fail([fault.clone()]);
            entry.out.fail([fault]);
            return;
        }
        if !entry.end.faults.is_empty() {
            return;
        }
        if self.foresee_asset(tenant, number) {
            return;
        }
        self.make_asset(tenant, number, stamp);
    }

    /// Takes an asset in as its rows say.
    pub(super) fn make_asset(&mut self, tenant: &mut Tenant, number: usize, stamp: &Stamp) {
        self.assets.both_whole(number as u32);
        let id = self.assets.shared_id(tenant, number as u32);
        let Some(entry) = self.assets.entries.get_mut(number) else { return };
        // the draft that was there before, whatever becomes published now
        let life = tenant.assets.get(&id);
        let (before, was) = (life.and_then(content_of).cloned(), Before::of(life));
        for (at, action) in ACTIONS.into_iter().enumerate() {
            match entry.take_in(tenant, (&id, at, action), (before.as_ref(), was), stamp) {
                Ok(None) => {}
                Ok(Some((outcome, note))) => {
                    entry.end.outcome = most_done(entry.end.outcome, outcome);
                    if entry.end.note.is_empty() {
                        entry.end.note = note;
                    }
                }
                Err(faults) => {
                    entry.end.fail(faults.into_vec());
                    break;
                }
            }
        }
        // what was said is in the library now
        entry.says = [Said::Nothing, Said::Nothing];
        let life = tenant.assets.get(entry.copy.as_ref().unwrap_or(&id));
        entry.is_there = is_there(life);
        entry.is_published = life.is_some_and(|life| life.published.is_some());
    }

    /// Takes an asset out that is to go.
    pub(super) fn take_out_asset(&mut self, tenant: &mut Tenant, number: usize, stamp: &Stamp) {
        let Some(entry) = self.assets.entries.get(number) else { return };
        let Some(action) = entry.takes_out.filter(|_| entry.out.faults.is_empty()) else { return };
        let id = self.assets.shared_id(tenant, number as u32);
        let Some(entry) = self.assets.entries.get_mut(number) else { return };
        match take_out(tenant, &What::Asset(id), action, entry.checked_out, stamp) {
            Ok((outcome, note)) => (entry.out.outcome, entry.out.note) = (outcome, note),
            Err(faults) => entry.out.fail(faults.into_vec()),
        }
    }
}

impl AssetEntry {
    fn take_in(
        &mut self,
        tenant: &mut Tenant,
        (id, at, action): (&Arc<str>, usize, Action),
        (before, was): (Option<&AssetBuilder>, Before),
        stamp: &Stamp,
    ) -> Result<Option<(RowOutcome, Note)>, Faults> {
        let Some(says) = self.says.get(at).and_then(Said::whole) else { return Ok(None) };
        if self.copy.is_some() {
            return copy::take_in(self, (id, at, action), tenant, stamp).map(Some);
        }
        let what = What::Asset(id.clone());
        let life = tenant.assets.get(id);
        let base = match action {
            Action::Draft => before,
            _ => life.and_then(|life| match base_of(life, action).map(AsRef::as_ref) {
                Some(Content::Asset(asset)) => Some(asset),
                _ => None,
            }),
        };
        if !self.is_known && !self.has_id && !says.has_url() {
            let message = "the cell is empty, but a new asset has a source";
            let advice = "write a url or file name here or in `MediaReferenceUrl`, or the `InternalMediaId`";
            return Err(in_column(Column::MediaImportPath, Code::MissingCell, message, advice).into());
        }
        let content = tenant.fit_to_keep(&what, says.onto(id, base).into())?;
        let own = life.and_then(|life| match action {
            Action::Draft => life.draft_content(),
            _ => life.published_content(),
        });
        if own.is_some_and(|own| **own == content) {
            return Ok(Some((RowOutcome::Unchanged, Note::default())));
        }
        let existing = life.and_then(|life| base_of(life, action)).is_some_and(|own| **own == content);
        if self.is_known && !existing {
            match self.decide(action, was) {
                Ok(Decision::Take) => {}
                Ok(Decision::Keep(note)) => {
                    return self.publish_existing(tenant, (id, action), note, stamp).map(Some);
                }
                Err(fault) if fault.code() == Code::Exists => {
                    return copy::take_in(self, (id, at, action), tenant, stamp).map(Some);
                }
                Err(fault) => return Err(fault.into()),
            }
        }
        let done = past_check_out(tenant, &what, self.checked_out, |tenant| {
            match action {
                Action::Draft => tenant.take_in_draft(&what, content, stamp)?,
                _ => tenant.take_in_published(&what, content, stamp)?,
            };
            Ok(())
        });
        done.map(Some)
    }

    /// Whether content that differs goes in. `exists` stands for making a copy.
    fn decide(&self, action: Action, was: Before) -> Result<Decision, Fault> {
        let at = usize::from(action != Action::PublishNow);
        let keep = |note: &'static str| Ok(Decision::Keep(note.into()));
        match self.if_exists.unwrap_or(IfExists::UseExisting) {
            IfExists::UseExisting => {
                return keep(
                    "the library has it already; `MediaSourceIfExistsAction` says to use it as it is",
                );
            }
            IfExists::KeepBoth => return Err(Fault::new(Code::Exists, "the library has it", "make a copy")),
            IfExists::TakeLatest => {
                let Some(modified) = self.modified.get(at).copied().flatten() else {
                    let message = "the cell is empty, but `TakeLatest` compares it";
                    let advice = "write when it was modified, or choose `Overwrite`";
                    return Err(in_column(Column::MediaLastModifiedOn, Code::MissingCell, message, advice));
                };
                if let Some(own) = was.modified.filter(|own| *own >= modified) {
                    return Ok(Decision::Keep(format!("the library's is of {own}").into()));
                }
            }
            IfExists::Overwrite => {}
        }
        let version = self.versions.get(at).copied().flatten();
        Ok(was.moved(action, version, self.mismatch))
    }

    /// Content stays; whether it is published is another matter.
    fn publish_existing(
        &self,
        tenant: &mut Tenant,
        (id, action): (&Arc<str>, Action),
        note: Note,
        stamp: &Stamp,
    ) -> Result<(RowOutcome, Note), Faults> {
        let what = What::Asset(id.clone());
        let life = tenant.assets.get(id);
        let is_used = self.if_exists.unwrap_or(IfExists::UseExisting) == IfExists::UseExisting;
        let draft = life.filter(|life| life.published.is_none()).and_then(Life::draft_content).cloned();
        let Some(draft) = draft.filter(|_| action == Action::PublishNow && is_used) else {
            return Ok((RowOutcome::Kept, note));
        };
        let done = past_check_out(tenant, &what, self.checked_out, |tenant| {
            tenant.take_in_published(&what, (*draft).clone(), stamp).map(drop)
        })?;
        Ok(if done.0 == RowOutcome::Applied { (RowOutcome::Applied, note) } else { done })
    }
}
