//! Applying: what was gathered goes into the tenant, asset by asset and document by document.

use super::asset::{ACTIONS, AssetEntry, NONE};
use super::copy;
use super::documents::{DocumentEntry, ListEntry};
use super::gather::{Gathered, named_asset};
use super::library::content_of;
use crate::fault::{Code, Fault, Faults};
use crate::manifest::{Action, Choice, Column, IfExists, RowOutcome, in_column};
use crate::model::AssetBuilder;
use crate::tenant::{Content, Life, Stamp, Target, Tenant, What};
use std::sync::Arc;

/// What was decided about content that differs from what is there.
enum Decision {
    /// It goes in.
    Take,
    /// What is there stays, and why.
    Keep(String),
}

/// Whether somebody who has a target checked out stands in the way.
fn held(tenant: &mut Tenant, what: &What, choice: Option<Choice>, stamp: &Stamp) -> Result<Decision, Fault> {
    let Some(check_out) = tenant.live(what).and_then(Life::check_out) else { return Ok(Decision::Take) };
    let by = crate::fault::shortened(check_out.since().by()).into_owned();
    if choice == Some(Choice::Overwrite) {
        tenant.discard(&what.clone().live(), true, stamp)?;
        return Ok(Decision::Take);
    }
    Ok(Decision::Keep(format!("`{by}` has it checked out")))
}

/// What was there before the import: the number of the version that is published, else of the draft, and
/// that of the draft.
#[derive(Clone, Copy, Default)]
pub(super) struct Before {
    numbers: [Option<u32>; 2],
}

impl Before {
    fn of(life: Option<&Life>) -> Self {
        let number = |version: Option<&crate::tenant::Version>| version.map(crate::tenant::Version::number);
        let draft = life.and_then(Life::draft);
        Self { numbers: [number(life.and_then(Life::published).or(draft)), number(draft)] }
    }

    /// Whether what was there is another version than the row knows.
    fn moved(self, action: Action, version: Option<u32>, choice: Option<Choice>) -> Decision {
        let own = self.numbers.get(usize::from(action == Action::Draft)).copied().flatten();
        match own.zip(version) {
            Some((own, version)) if own != version && choice != Some(Choice::Overwrite) => {
                Decision::Keep(format!("it is version {own} now, not {version}"))
            }
            _ => Decision::Take,
        }
    }
}

/// The content from which an action starts.
fn base_of(life: &Life, action: Action) -> Option<&Arc<Content>> {
    match action {
        Action::Draft => life.draft_content(),
        _ => life.published_content().or(life.draft_content()),
    }
}

fn worse(one: RowOutcome, other: RowOutcome) -> RowOutcome {
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
        let is_said = entry.says.iter().any(Option::is_some);
        if entry.takes_out.is_some() {
            if is_said {
                let message = "other rows say what the asset is, and not that it goes";
                let fault = in_column(Column::MediaAction, Code::RowsDisagree, message, "give one action");
                entry.faults.push(fault);
            }
            return;
        }
        if !is_said {
            if !entry.is_known {
                let message = format!("{} is not in the library", named_asset(&entry.id));
                let advice = "check how it is named, or fill `MediaType` and what else an asset has";
                entry.faults.push(in_column(Column::InternalMediaId, Code::UnknownAsset, message, advice));
            }
            return;
        }
        // the draft that was there before, whatever becomes published now
        let before = tenant.assets.get(&entry.id).and_then(content_of).cloned();
        let numbers = Before::of(tenant.assets.get(&entry.id));
        for (at, action) in ACTIONS.into_iter().enumerate() {
            match entry.take_in(tenant, at, action, (before.as_ref(), numbers), stamp) {
                Ok(None) => {}
                Ok(Some((outcome, note))) => {
                    entry.outcome = worse(entry.outcome, outcome);
                    if entry.note.is_empty() {
                        entry.note = note;
                    }
                }
                Err(faults) => {
                    entry.faults.extend(faults.into_vec());
                    break;
                }
            }
        }
        entry.is_published = tenant.assets.get(&entry.id).is_some_and(|life| life.published.is_some());
    }

    /// Takes an asset out that is to go.
    pub(super) fn take_out_asset(&mut self, tenant: &mut Tenant, number: usize, stamp: &Stamp) {
        let Some(entry) = self.assets.entries.get_mut(number) else { return };
        let Some(action) = entry.takes_out.filter(|_| entry.faults.is_empty()) else { return };
        match take_out(tenant, &What::Asset(entry.id.clone()), action, entry.checked_out, stamp) {
            Ok((outcome, note)) => (entry.outcome, entry.note) = (outcome, note),
            Err(faults) => entry.faults.extend(faults.into_vec()),
        }
    }

    /// Takes the documents of one target in, in every action that rows give.
    pub(super) fn settle_document(&mut self, tenant: &mut Tenant, first: u32, stamp: &Stamp) {
        let mut all = Vec::new();
        let mut next = first;
        while let Some(entry) = self.documents.entries.get(next as usize) {
            all.push(next);
            next = entry.twin;
        }
        // of rows at fault alone, nothing is known that could contradict others
        all.retain(|number| {
            let entry = self.documents.entries.get(*number as usize);
            entry.is_some_and(|entry| entry.lists.iter().any(|list| self.has_rows(*list)))
        });
        let actions = |wanted: &[Action]| {
            all.iter().all(|number| {
                let entry = self.documents.entries.get(*number as usize);
                entry.is_some_and(|entry| wanted.contains(&entry.action))
            })
        };
        if all.len() > 1 && !actions(&ACTIONS) {
            for number in &all {
                if let Some(entry) = self.documents.entries.get_mut(*number as usize) {
                    let message = format!("rows give {} several actions", entry.what);
                    let advice = "give one action, or `PublishNow` and `Draft`";
                    entry.faults.push(in_column(Column::EntityAction, Code::RowsDisagree, message, advice));
                }
            }
            return;
        }
        all.sort_by_key(|number| {
            self.documents.entries.get(*number as usize).is_some_and(|entry| entry.action == Action::Draft)
        });
        let what = self.documents.entries.get(first as usize).map(|entry| entry.what.clone());
        let life = what.as_ref().and_then(|what| tenant.live(what));
        let (draft, numbers) = (life.and_then(Life::draft_content).cloned(), Before::of(life));
        for number in &all {
            let outcome = self.take_in_document(tenant, *number, (draft.as_ref(), numbers), stamp);
            let Some(entry) = self.documents.entries.get_mut(*number as usize) else { continue };
            match outcome {
                Ok((outcome, note)) => (entry.outcome, entry.note) = (outcome, note),
                Err(faults) => entry.faults.extend(faults.into_vec()),
            }
        }
    }

    fn has_rows(&self, list: u32) -> bool {
        self.documents.lists.get(list as usize).is_some_and(|list| list.plain > 0 || list.items[0] != NONE)
    }

    fn take_in_document(
        &mut self,
        tenant: &mut Tenant,
        number: u32,
        (draft, before): (Option<&Arc<Content>>, Before),
        stamp: &Stamp,
    ) -> Result<(RowOutcome, String), Faults> {
        let Some(entry) = self.documents.entries.get(number as usize) else {
            return Ok((RowOutcome::Unchanged, String::new()));
        };
        let DocumentEntry { what, action, checked_out, mismatch, version, lists, .. } = entry;
        let (what, action, checked_out) = (what.clone(), *action, *checked_out);
        let (mismatch, version, lists) = (*mismatch, *version, lists.clone());
        if !super::asset::ACTIONS.contains(&action) {
            return take_out(tenant, &what, action, checked_out, stamp);
        }
        let lists = self.replaceable(lists, action);
        if lists.is_empty() {
            return Ok((RowOutcome::Unchanged, String::new()));
        }
        let base = match action {
            Action::Draft => draft,
            _ => tenant.live(&what).and_then(|life| base_of(life, action)),
        };
        let content = super::content::document(self, &what, base.map(|base| &**base), &lists);
        let content = tenant.fit_to_keep(&what, content)?;
        let own = match action {
            Action::Draft => tenant.live(&what).and_then(Life::draft_content),
            _ => tenant.live(&what).and_then(Life::published_content),
        };
        if own.is_some_and(|own| **own == content) {
            return Ok((RowOutcome::Unchanged, String::new()));
        }
        if let Decision::Keep(note) = before.moved(action, version, mismatch) {
            return Ok((RowOutcome::Kept, note));
        }
        if let Decision::Keep(note) = held(tenant, &what, checked_out, stamp)? {
            return Ok((RowOutcome::Kept, note));
        }
        match action {
            Action::Draft => tenant.take_in_draft(&what, content, stamp)?,
            _ => tenant.take_in_published(&what, content, stamp)?,
        };
        Ok((RowOutcome::Applied, String::new()))
    }

    /// The lists that are replaced: those none of whose rows is at fault. The others are held back.
    fn replaceable(&mut self, lists: Vec<u32>, action: Action) -> Vec<u32> {
        let mut all = Vec::with_capacity(lists.len());
        for number in lists {
            let (rows_at_fault, faults) = self.at_fault(number, action);
            let Some(list) = self.documents.lists.get_mut(number as usize) else { continue };
            list.is_held_back = list.bad > 0 || rows_at_fault;
            list.faults = faults;
            let has_rows = list.plain > 0 || list.items[0] != NONE;
            if has_rows && !list.is_held_back && list.faults.is_empty() {
                all.push(number);
            }
        }
        all
    }

    /// Whether a good row of a list names an asset that is at fault, and what is wrong with the list as
    /// a whole.
    fn at_fault(&self, number: u32, action: Action) -> (bool, Vec<Fault>) {
        let mut faults = Vec::new();
        let Some(list) = self.documents.lists.get(number as usize) else { return (false, faults) };
        let mut rows_at_fault = false;
        let (mut count, mut first) = (0usize, None);
        let mut next = list.items[0];
        while let Some(item) = self.items.get(next as usize) {
            let asset = self.asset_rows.get(item.asset_row as usize).map_or(NONE, |row| row.asset);
            rows_at_fault |= self.asset_fault(asset, action).is_some();
            count = count.saturating_add(1);
            if !list.key.is_list() && *first.get_or_insert(asset) != asset {
                let message = "rows give several assets where one can be";
                faults = vec![in_column(Column::InternalMediaId, Code::RowsDisagree, message, "give it one")];
            }
            next = item.next;
        }
        if let Some((_, asset)) = &list.swatch
            && *asset != NONE
        {
            faults.extend(self.asset_fault(*asset, action).map(|fault| {
                let place = crate::fault::Place::path(Column::SwatchValue.name());
                fault.at(place)
            }));
        }
        if list.key.is_list() {
            if count > 0 && list.plain > 0 {
                let message = "some rows of the list have no asset, and others have";
                let advice = "name an asset in each, or keep one row without for an empty list";
                faults.push(in_column(Column::InternalMediaId, Code::MissingCell, message, advice));
            }
            if count > self.limits.items {
                let message = format!("{count} items in a list, more than {}", self.limits.items);
                faults.push(Fault::new(Code::LimitItems, message, "raise the limit, or split it"));
            }
        }
        (rows_at_fault, faults)
    }

    /// Why a row that assigns an asset cannot be done: the asset is at fault, or not published.
    pub(super) fn asset_fault(&self, asset: u32, action: Action) -> Option<Fault> {
        let entry = self.assets.entries.get(asset as usize)?;
        if let Some(fault) = entry.faults.first() {
            return Some(fault.clone());
        }
        if action == Action::PublishNow && !entry.is_published {
            let message = format!("{} is not published", named_asset(&entry.id));
            let advice = "publish it, or give it the action `PublishNow` too";
            return Some(in_column(Column::MediaAction, Code::UnpublishedAssets, message, advice));
        }
        None
    }

    pub(super) fn list(&self, number: u32) -> Option<&ListEntry> {
        self.documents.lists.get(number as usize)
    }
}

/// Takes a target out: what is not there is out already.
fn take_out(
    tenant: &mut Tenant,
    what: &What,
    action: Action,
    checked_out: Option<Choice>,
    stamp: &Stamp,
) -> Result<(RowOutcome, String), Faults> {
    let target: Target = what.clone().live();
    let Some(life) = tenant.live(what) else {
        return Ok((RowOutcome::Unchanged, "it is not there".to_owned()));
    };
    let is_published = life.published().is_some();
    if action == Action::Unpublish && !is_published {
        return Ok((RowOutcome::Unchanged, "it is not published".to_owned()));
    }
    if let Decision::Keep(note) = held(tenant, what, checked_out, stamp)? {
        return Ok((RowOutcome::Kept, note));
    }
    match action {
        Action::Unpublish => tenant.unpublish(&target, stamp)?,
        _ if is_published => tenant.unpublish_and_delete(&target, stamp)?,
        _ if tenant.live(what).is_some() => tenant.delete(&target, stamp)?,
        _ => {}
    }
    Ok((RowOutcome::Applied, String::new()))
}

impl AssetEntry {
    fn take_in(
        &mut self,
        tenant: &mut Tenant,
        at: usize,
        action: Action,
        (before, numbers): (Option<&AssetBuilder>, Before),
        stamp: &Stamp,
    ) -> Result<Option<(RowOutcome, String)>, Faults> {
        let Some(says) = self.says.get(at).and_then(Option::as_deref) else { return Ok(None) };
        let what = What::Asset(self.id.clone());
        let life = tenant.assets.get(&self.id);
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
        let content = tenant.fit_to_keep(&what, says.onto(&self.id, base).into())?;
        let own = life.and_then(|life| match action {
            Action::Draft => life.draft_content(),
            _ => life.published_content(),
        });
        if own.is_some_and(|own| **own == content) {
            return Ok(Some((RowOutcome::Unchanged, String::new())));
        }
        let existing = life.and_then(|life| base_of(life, action)).is_some_and(|own| **own == content);
        if self.is_known && !existing {
            match self.decide(tenant, action, numbers) {
                Ok(Decision::Take) => {}
                Ok(Decision::Keep(note)) => {
                    return self.publish_existing(tenant, action, note, stamp).map(Some);
                }
                Err(fault) if fault.code() == Code::Exists => {
                    return copy::take_in(self, at, action, tenant, stamp).map(Some);
                }
                Err(fault) => return Err(fault.into()),
            }
        }
        if let Decision::Keep(note) = held(tenant, &what, self.checked_out, stamp)? {
            return Ok(Some((RowOutcome::Kept, note)));
        }
        match action {
            Action::Draft => tenant.take_in_draft(&what, content, stamp)?,
            _ => tenant.take_in_published(&what, content, stamp)?,
        };
        Ok(Some((RowOutcome::Applied, String::new())))
    }

    /// Whether content that differs goes in. `exists` stands for making a copy.
    fn decide(&self, tenant: &Tenant, action: Action, before: Before) -> Result<Decision, Fault> {
        let life = tenant.assets.get(&self.id);
        let at = usize::from(action != Action::PublishNow);
        let keep = |note: &str| Ok(Decision::Keep(note.to_owned()));
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
                let own = life.and_then(|life| life.draft().or(life.published()));
                if let Some(own) = own.filter(|own| own.stamp().at() >= modified) {
                    return Ok(Decision::Keep(format!("the library's is of {}", own.stamp().at())));
                }
            }
            IfExists::Overwrite => {}
        }
        let version = self.versions.get(at).copied().flatten();
        Ok(before.moved(action, version, self.mismatch))
    }

    /// Content stays; whether it is published is another matter.
    fn publish_existing(
        &self,
        tenant: &mut Tenant,
        action: Action,
        note: String,
        stamp: &Stamp,
    ) -> Result<(RowOutcome, String), Faults> {
        let what = What::Asset(self.id.clone());
        let life = tenant.assets.get(&self.id);
        let is_used = self.if_exists.unwrap_or(IfExists::UseExisting) == IfExists::UseExisting;
        let draft = life.filter(|life| life.published.is_none()).and_then(Life::draft_content).cloned();
        let Some(draft) = draft.filter(|_| action == Action::PublishNow && is_used) else {
            return Ok((RowOutcome::Kept, note));
        };
        if let Decision::Keep(note) = held(tenant, &what, self.checked_out, stamp)? {
            return Ok((RowOutcome::Kept, note));
        }
        tenant.take_in_published(&what, (*draft).clone(), stamp)?;
        Ok((RowOutcome::Applied, note))
    }
}
