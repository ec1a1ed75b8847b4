//! Applying: what was gathered goes into the tenant, document by document. `settle_assets` does it for
//! assets.

use super::asset::{NONE, Note};
use super::documents::{DocumentEntry, ListEntry};
use super::gather::{Gathered, named_asset};
use crate::fault::{Code, Fault, Faults};
use crate::instant::Instant;
use crate::manifest::{Action, Choice, Column, RowOutcome, in_column};
use crate::model::Mode;
use crate::tenant::{Content, Life, Stamp, Target, Tenant, Version, What};
use std::sync::Arc;

/// What was decided about content that differs from what is there.
pub(super) enum Decision {
    /// It goes in.
    Take,
    /// What is there stays, and why.
    Keep(Note),
}

/// Does something with a target unless somebody has it checked out: then, by choice, that is kept, or is
/// gone where the thing is done.
pub(super) fn past_check_out(
    tenant: &mut Tenant,
    what: &What,
    choice: Option<Choice>,
    act: impl FnOnce(&mut Tenant) -> Result<(), Faults>,
) -> Result<(RowOutcome, Note), Faults> {
    if let Some(check_out) = tenant.live(what).and_then(Life::check_out)
        && choice != Some(Choice::Overwrite)
    {
        let by = crate::fault::shortened(check_out.since().by()).into_owned();
        return Ok((RowOutcome::Kept, format!("`{by}` has it checked out").into()));
    }
    tenant.without_check_out(what, act)?;
    Ok((RowOutcome::Applied, Note::default()))
}

/// What was there before the import: the number of the version that is published, else of the draft, that
/// of the draft, and when the latter was made.
#[derive(Clone, Copy, Default)]
pub(super) struct Before {
    numbers: [Option<u32>; 2],
    pub(super) modified: Option<Instant>,
}

impl Before {
    pub(super) fn of(life: Option<&Life>) -> Self {
        let (published, draft) = (life.and_then(Life::published), life.and_then(Life::draft));
        let modified = draft.or(published).map(|version| version.stamp().at());
        Self { numbers: [published.or(draft), draft].map(|version| version.map(Version::number)), modified }
    }

    /// Whether what was there is another version than the row knows.
    pub(super) fn moved(self, action: Action, version: Option<u32>, choice: Option<Choice>) -> Decision {
        let own = self.numbers.get(usize::from(action == Action::Draft)).copied().flatten();
        match own.zip(version) {
            Some((own, version)) if own != version && choice != Some(Choice::Overwrite) => {
                Decision::Keep(format!("it is version {own} now, not {version}").into())
            }
            _ => Decision::Take,
        }
    }
}

/// The content from which an action starts.
pub(super) fn base_of(life: &Life, action: Action) -> Option<&Arc<Content>> {
    match action {
        Action::Draft => life.draft_content(),
        _ => life.published_content().or(life.draft_content()),
    }
}

impl Gathered {
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
        if all.len() > 1 && !actions(&super::asset::ACTIONS) {
            for number in &all {
                if let Some(entry) = self.documents.entries.get_mut(*number as usize) {
                    let message = format!("rows give {} several actions", entry.what);
                    let advice = "give one action, or `PublishNow` and `Draft`";
                    entry.end.fail([in_column(Column::EntityAction, Code::RowsDisagree, message, advice)]);
                }
            }
            return;
        }
        all.sort_by_key(|number| {
            self.documents.entries.get(*number as usize).is_some_and(|entry| entry.action == Action::Draft)
        });
        let what = self.documents.entries.get(first as usize).map(|entry| entry.what.clone());
        let life = what.as_ref().and_then(|what| tenant.live(what));
        let (draft, before) = (life.and_then(Life::draft_content).cloned(), Before::of(life));
        for number in &all {
            let was = (draft.as_ref(), before, all.len() == 1);
            let outcome = self.take_in_document(tenant, *number, was, stamp);
            let Some(entry) = self.documents.entries.get_mut(*number as usize) else { continue };
            match outcome {
                Ok((outcome, note)) => (entry.end.outcome, entry.end.note) = (outcome, note),
                Err(faults) => entry.end.fail(faults.into_vec()),
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
        (draft, before, is_alone): (Option<&Arc<Content>>, Before, bool),
        stamp: &Stamp,
    ) -> Result<(RowOutcome, Note), Faults> {
        let Some(entry) = self.documents.entries.get(number as usize) else {
            return Ok((RowOutcome::Unchanged, Note::default()));
        };
        let DocumentEntry { what, action, checked_out, mismatch, version, lists, .. } = entry;
        let (what, action, checked_out) = (what.clone(), *action, *checked_out);
        let (mismatch, version, lists) = (*mismatch, *version, lists.clone());
        if !super::asset::ACTIONS.contains(&action) {
            return take_out(tenant, &what, action, checked_out, stamp);
        }
        let lists = self.replaceable(lists, action);
        if lists.is_empty() {
            return Ok((RowOutcome::Unchanged, Note::default()));
        }
        if is_alone && self.foresees_document(tenant, &what, &lists) {
            return Ok((RowOutcome::Applied, Note::default()));
        }
        self.make_foreseen(tenant, &lists, stamp);
        let base = match action {
            Action::Draft => draft,
            _ => tenant.live(&what).and_then(|life| base_of(life, action)),
        };
        let content = super::content::document(self, &what, base.map(|base| &**base), &lists);
        let content = tenant.fit_to_keep_with(&what, content, &mut self.names)?;
        let own = match action {
            Action::Draft => tenant.live(&what).and_then(Life::draft_content),
            _ => tenant.live(&what).and_then(Life::published_content),
        };
        if own.is_some_and(|own| **own == content) {
            return Ok((RowOutcome::Unchanged, Note::default()));
        }
        if let Decision::Keep(note) = before.moved(action, version, mismatch) {
            return Ok((RowOutcome::Kept, note));
        }
        past_check_out(tenant, &what, checked_out, |tenant| {
            match action {
                Action::Draft => tenant.take_in_draft(&what, content, stamp)?,
                _ => tenant.take_in_published(&what, content, stamp)?,
            };
            Ok(())
        })
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
            if first.is_some_and(|first| first != *asset) {
                let message = "the cell names another asset than the cells for media";
                let advice = "name one asset, or leave the cell empty";
                faults.push(in_column(Column::SwatchValue, Code::RowsDisagree, message, advice));
            }
            faults.extend(self.asset_fault(*asset, action).map(|fault| {
                let place = crate::fault::Place::path(Column::SwatchValue.name());
                fault.at(place)
            }));
        }
        if list.key.is_list() {
            if count > 0 && list.mode == Some(Mode::Inherit) {
                let message = "the list inherits, but its rows have assets";
                let advice = "keep one row without an asset, or write another mode";
                faults.push(in_column(Column::ListMode, Code::InheritWithItems, message, advice));
            }
            if count > 0 && list.plain > 0 {
                let message = "some rows of the list have no asset, and others have";
                let advice = "name an asset in each, or keep one row without for an empty list";
                faults.push(in_column(Column::InternalMediaId, Code::MissingCell, message, advice));
            }
            // an item that rows repeat stands once
            if count > self.form.limits.items {
                count = super::content::item_count(self, list);
            }
            if count > self.form.limits.items {
                let message = format!("{count} items in a list, more than {}", self.form.limits.items);
                faults.push(Fault::new(Code::LimitItems, message, "raise the limit, or split it"));
            }
        }
        (rows_at_fault, faults)
    }

    /// Why a row that assigns an asset cannot be done: the asset is at fault, not there, or not published.
    pub(super) fn asset_fault(&self, asset: u32, action: Action) -> Option<Fault> {
        let entry = self.assets.entries.get(asset as usize)?;
        if let Some(fault) = entry.end.faults.first() {
            return Some(fault.clone());
        }
        if !entry.is_there {
            let message = format!("{} is not in the library", named_asset(self.assets.id(asset)));
            let advice = "check how it is named, or fill `MediaType` and what else an asset has";
            return Some(in_column(Column::InternalMediaId, Code::UnknownAsset, message, advice));
        }
        if action == Action::PublishNow && !entry.is_published {
            let message = format!("{} is not published", named_asset(self.assets.id(asset)));
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
pub(super) fn take_out(
    tenant: &mut Tenant,
    what: &What,
    action: Action,
    checked_out: Option<Choice>,
    stamp: &Stamp,
) -> Result<(RowOutcome, Note), Faults> {
    let target: Target = what.clone().live();
    let Some(life) = tenant.live(what) else {
        return Ok((RowOutcome::Unchanged, "it is not there".into()));
    };
    let is_published = life.published().is_some();
    if action == Action::Unpublish && !is_published {
        return Ok((RowOutcome::Unchanged, "it is not published".into()));
    }
    past_check_out(tenant, what, checked_out, |tenant| match action {
        Action::Unpublish => tenant.unpublish(&target, stamp),
        _ if is_published => tenant.unpublish_and_delete(&target, stamp),
        // what was nothing but a check-out is gone with it
        _ if tenant.live(what).is_some() => tenant.delete(&target, stamp),
        _ => Ok(()),
    })
}
