//! Dry runs: what is new and legal by itself goes in, and need not be made to know that.
//!
//! Everything that could refuse an asset or document that is not there yet was looked at when its rows were
//! read. So a dry run makes only what meets something that is there, and what that uses.

use super::asset::NONE;
use super::documents::ListKey;
use super::gather::Gathered;
use crate::manifest::RowOutcome;
use crate::tenant::{Stamp, Tenant, What};

/// Whether a product has room for all documents that the manifest gives it.
#[derive(Default)]
pub(super) struct Rooms {
    counts: std::collections::HashMap<What, usize>,
}

impl Rooms {
    /// Whether the product or category of a document has room for all of them.
    pub(super) fn has(&mut self, gathered: &Gathered, tenant: &Tenant, document: u32) -> bool {
        let entries = &gathered.documents.entries;
        // nearly always there are fewer in the whole manifest
        let Some(entry) = entries.get(document as usize) else { return true };
        let own = tenant.documents_of(&entry.what);
        if entries.len().saturating_add(own) <= gathered.form.limits.documents {
            return true;
        }
        if self.counts.is_empty() {
            for entry in entries {
                if let Some(first) = entry.what.first_of_owner() {
                    let count = self.counts.entry(first).or_insert(0);
                    *count = count.saturating_add(1);
                }
            }
        }
        let first = entry.what.first_of_owner();
        let count = first.and_then(|first| self.counts.get(&first)).copied().unwrap_or(0);
        count.saturating_add(own) <= gathered.form.limits.documents
    }
}

impl Gathered {
    /// Whether anything may be foreseen: in a dry run in which nothing goes, since what goes must not be in
    /// use by anything.
    pub(super) fn may_foresee(&self) -> bool {
        self.form.options.dry_run
            && self.assets.entries.iter().all(|entry| entry.takes_out.is_none())
            && self.documents.entries.iter().all(|entry| !entry.action.takes_out())
    }

    /// Foresees an asset; `false` where it has to be taken in to know what becomes of it.
    pub(super) fn foresee_asset(&mut self, tenant: &Tenant, number: usize) -> bool {
        let id = self.assets.id(number as u32);
        let is_there = !tenant.assets.is_empty() && tenant.assets.contains_key(id);
        // an id that is made of a url was no cell that was looked at
        let has_room = id.len() <= self.form.limits.identifier;
        let Some(entry) = self.assets.entries.get_mut(number) else { return false };
        let is_new = !entry.is_known && entry.copy.is_none() && !is_there;
        let [published, draft] = &entry.says;
        let is_plain = published.is_plain(entry.has_id) && draft.is_plain(entry.has_id);
        if !self.foresees || !is_new || !is_plain || !has_room {
            return false;
        }
        entry.end.outcome = RowOutcome::Applied;
        (entry.is_there, entry.is_published, entry.is_foreseen) = (true, !published.is_nothing(), true);
        true
    }

    /// Whether a document that is not there yet goes in with these lists, none of which is at fault.
    pub(super) fn foresees_document(&self, tenant: &Tenant, what: &What, lists: &[u32]) -> bool {
        let is_pattern =
            |list: &&u32| self.list(**list).is_some_and(|list| matches!(list.key, ListKey::Dimensions(..)));
        self.foresees
            && tenant.live(what).is_none()
            // a pattern may have two lists
            && lists.iter().filter(is_pattern).count() <= self.form.limits.patterns
    }

    /// Takes the assets of lists in that were only foreseen.
    pub(super) fn make_foreseen(&mut self, tenant: &mut Tenant, lists: &[u32], stamp: &Stamp) {
        if !self.form.options.dry_run {
            return;
        }
        let mut assets = Vec::new();
        for list in lists.iter().filter_map(|list| self.list(*list)) {
            assets.extend(list.swatch.iter().map(|(_, asset)| *asset));
            let mut next = list.items[0];
            while let Some(item) = self.items.get(next as usize) {
                assets.push(self.asset_rows.get(item.asset_row as usize).map_or(NONE, |row| row.asset));
                next = item.next;
            }
        }
        for asset in assets {
            let Some(entry) = self.assets.entries.get_mut(asset as usize) else { continue };
            if std::mem::take(&mut entry.is_foreseen) {
                // how it ends is found only now
                entry.end.outcome = RowOutcome::Unchanged;
                self.make_asset(tenant, asset as usize, stamp);
            }
        }
    }
}
