//! The assets that a manifest names: what its rows say of each, put together.

use super::interner::{Index, Interner};
use super::kept::Form;
use super::library::{By, InLibrary, Library, content_of};
use super::says::{AssetSays, Said, clash};
use crate::fault::{Code, Fault, shortened};
use crate::instant::Instant;
use crate::manifest::{
    Action, AssetCells, AssetKey, Choice, Column, IfExists, IsReference, KeptRow, MADE_OF_URL, RowOutcome,
    in_column, source_key,
};
use crate::model::{AssetBuilder, Field};
use crate::tenant::{Life, Tenant};
use std::borrow::Cow;
use std::sync::Arc;

/// The assets of a manifest.
pub(super) struct Assets {
    pub(super) entries: Vec<AssetEntry>,
    /// The asset cells of rows, each once.
    pub(super) cells: Interner,
    form: Arc<Form>,
    /// The ids of the entries, in their order.
    ids: Interner,
    /// By what good rows say; the first of them has it. The url that stands in an id made of it is known by
    /// that.
    by_source: Index,
    by_url: Index,
    by_name: Index,
    /// Whether two assets of the manifest say the same display name.
    is_name_twice: bool,
    /// Where ids and keys are put together.
    scratch: String,
}

/// An asset of a manifest.
pub(super) struct AssetEntry {
    /// The copy that this one became, in its place.
    pub(super) copy: Option<Arc<str>>,
    /// Whether the library had it before.
    pub(super) is_known: bool,
    /// Whether a row names it by its id.
    pub(super) has_id: bool,
    /// Whether it is known by the url of which its id was made.
    has_url_of_id: bool,
    /// What is to be published, and what is to be the draft.
    pub(super) says: [Said; 2],
    pub(super) takes_out: Option<Action>,
    pub(super) if_exists: Option<IfExists>,
    pub(super) checked_out: Option<Choice>,
    pub(super) mismatch: Option<Choice>,
    pub(super) versions: [Option<u32>; 2],
    pub(super) modified: [Option<Instant>; 2],
    /// How the rows ended that say what it is.
    pub(super) end: End,
    /// How the rows ended that take it out.
    pub(super) out: End,
    /// Whether the library has it once all assets were taken in, and whether it is published then.
    pub(super) is_there: bool,
    pub(super) is_published: bool,
    /// Whether it is known to go in, and was not taken in for all that.
    pub(super) is_foreseen: bool,
}

/// How something ended, and why.
pub(super) struct End {
    pub(super) outcome: RowOutcome,
    pub(super) note: Note,
    pub(super) faults: Vec<Fault>,
}

/// Why something ended as it did, where that is no fault.
pub(super) type Note = Cow<'static, str>;

impl Default for End {
    fn default() -> Self {
        Self { outcome: RowOutcome::Unchanged, note: Note::default(), faults: Vec::new() }
    }
}

/// Each row of a thing repeats what is wrong with it: so many faults are enough.
const MOST: usize = 8;

impl End {
    /// Adds what is wrong.
    pub(super) fn fail(&mut self, faults: impl IntoIterator<Item = Fault>) {
        let mut faults = faults.into_iter();
        let room = MOST.saturating_sub(self.faults.len());
        self.faults.extend(faults.by_ref().take(room));
        let more = faults.count();
        if more > 0
            && let Some(last) = self.faults.last().cloned()
        {
            let message = format!("and {more} more faults like it");
            self.faults.push(Fault::new(last.code(), message, "correct these first"));
        }
    }
}

pub(super) const NONE: u32 = u32::MAX;

/// The place of an action in the pairs of an entry.
pub(super) const ACTIONS: [Action; 2] = [Action::PublishNow, Action::Draft];

/// Whether there is anything that an asset shows or would show: nobody but its editor sees a check-out.
pub(super) fn is_there(life: Option<&Life>) -> bool {
    life.and_then(content_of).is_some()
}

impl Assets {
    pub(super) fn new(form: Arc<Form>) -> Self {
        Self {
            entries: Vec::new(),
            cells: Interner::default(),
            form,
            ids: Interner::default(),
            by_source: Index::default(),
            by_url: Index::default(),
            by_name: Index::default(),
            is_name_twice: false,
            scratch: String::new(),
        }
    }

    /// The id of an asset; that of the copy where it became one.
    pub(super) fn id(&self, number: u32) -> &str {
        let copy = self.entries.get(number as usize).and_then(|entry| entry.copy.as_deref());
        copy.unwrap_or_else(|| self.own_id(number))
    }

    /// The id that rows mean.
    fn own_id(&self, number: u32) -> &str {
        self.ids.get(number).and_then(|id| std::str::from_utf8(id).ok()).unwrap_or_default()
    }

    /// The same, as the tenant keeps it.
    pub(super) fn shared_id(&self, tenant: &Tenant, number: u32) -> Arc<str> {
        let id = self.own_id(number);
        tenant.assets.get_key_value(id).map_or_else(|| id.into(), |(id, _)| id.clone())
    }

    /// The entry of what a key names. By each of its keys in turn: that of an asset that good rows say, that
    /// of the library; else of an id made of the key.
    pub(super) fn named(
        &mut self,
        tenant: &Tenant,
        key: &AssetKey<'_>,
        in_library: Option<&InLibrary>,
    ) -> u32 {
        let mut scratch = std::mem::take(&mut self.scratch);
        let found = self.known(key, in_library, &mut scratch);
        let number = match (found, in_library) {
            (Some(number), _) => number,
            (None, Some(found)) => self.entry(tenant, &found.id),
            (None, None) => {
                key.derive_id(self.form.limits.identifier, &mut scratch);
                self.entry(tenant, &scratch)
            }
        };
        self.scratch = scratch;
        number
    }

    /// The entry that good rows say a key of.
    fn known(&self, key: &AssetKey<'_>, in_library: Option<&InLibrary>, scratch: &mut String) -> Option<u32> {
        let by_source = |scratch: &mut String| {
            let (provider, id) = key.source?;
            scratch.clear();
            source_key(provider, id, scratch);
            self.by_source.find(scratch.as_bytes())
        };
        let by_name = || self.by_name.find(key.name?.as_bytes());
        let by = in_library.map_or(By::Name, |found| found.by);
        match key.id {
            Some(id) if in_library.is_some() || self.ids.find(id.as_bytes()).is_some() => None,
            // a row with an id of its own may tell more of one that has none
            Some(_) => by_source(scratch)
                .filter(|number| self.entries.get(*number as usize).is_some_and(|entry| !entry.has_id)),
            None => by_source(scratch)
                .or_else(|| if by >= By::Url { self.of_url(key.url?, scratch) } else { None })
                .or_else(|| if by >= By::Name { by_name() } else { None }),
        }
    }

    /// The entry that good rows say a url of.
    fn of_url(&self, url: &str, scratch: &mut String) -> Option<u32> {
        self.by_url.find(url.as_bytes()).or_else(|| {
            // an id that was made of the hash of a url is none that says it
            scratch.clear();
            scratch.push_str(MADE_OF_URL);
            scratch.push_str(url);
            let number = self.ids.find(scratch.as_bytes())?;
            self.entries.get(number as usize).filter(|entry| entry.has_url_of_id).map(|_| number)
        })
    }

    /// The entry for an asset by its id or its display name.
    pub(super) fn by_id_or_name(&mut self, tenant: &Tenant, library: &mut Library, text: &str) -> u32 {
        if tenant.assets.contains_key(text) || self.ids.find(text.as_bytes()).is_some() {
            return self.entry(tenant, text);
        }
        let key = AssetKey { name: Some(text), ..AssetKey::default() };
        // two of that name were refused when the row was read
        let in_library = library.named(tenant, text, Column::SwatchValue).ok().flatten();
        let in_library = in_library.map(|id| InLibrary { by: By::Name, id });
        self.named(tenant, &key, in_library.as_ref())
    }

    /// Keeps what a good row says that its asset is known by.
    fn learn(&mut self, key: &AssetKey<'_>, entry: u32) {
        if let Some((provider, id)) = key.source {
            self.scratch.clear();
            source_key(provider, id, &mut self.scratch);
            self.by_source.find_or_add(self.scratch.as_bytes(), entry);
        }
        if let Some(url) = key.url {
            let mut scratch = std::mem::take(&mut self.scratch);
            if self.of_url(url, &mut scratch).is_none() {
                let is_of_id = self.own_id(entry) == scratch;
                match self.entries.get_mut(entry as usize) {
                    Some(entry) if is_of_id => entry.has_url_of_id = true,
                    _ => _ = self.by_url.find_or_add(url.as_bytes(), entry),
                }
            }
            self.scratch = scratch;
        }
        if let Some(name) = key.name {
            self.is_name_twice |= self.by_name.find_or_add(name.as_bytes(), entry) != entry;
        }
    }

    /// The entry of an id; it has the number of the id.
    fn entry(&mut self, tenant: &Tenant, id: &str) -> u32 {
        let hash = match self.ids.find_or_hash(id.as_bytes()) {
            Ok(number) => return number,
            Err(hash) => hash,
        };
        let life = tenant.assets.get(id);
        self.entries.push(AssetEntry {
            copy: None,
            is_known: is_there(life),
            has_id: false,
            has_url_of_id: false,
            says: [Said::Nothing, Said::Nothing],
            takes_out: None,
            if_exists: None,
            checked_out: None,
            mismatch: None,
            versions: [None, None],
            modified: [None, None],
            end: End::default(),
            out: End::default(),
            is_there: is_there(life),
            is_published: life.is_some_and(|life| life.published.is_some()),
            is_foreseen: false,
        });
        self.ids.add(id.as_bytes(), hash)
    }

    /// Adds what a row says to the entry of its asset, and gives that; or the faults where it contradicts
    /// rows before it. The row is that of these cells, by their number.
    pub(super) fn take(
        &mut self,
        tenant: &Tenant,
        (row, cells): (u32, AssetCells<'_>),
        in_library: Option<&InLibrary>,
    ) -> Result<u32, Vec<Fault>> {
        let number = self.named(tenant, &cells.key, in_library);
        let mut faults = Vec::new();
        let action = cells.action.unwrap_or(self.form.options.empty_action);
        let at = usize::from(action != Action::PublishNow);
        if matches!(cells.says, IsReference::No(_)) {
            self.whole(number, at);
        }
        let Some(entry) = self.entries.get_mut(number as usize) else { return Err(faults) };
        entry.contradictions(&cells, action, at, &mut faults);
        if !faults.is_empty() {
            return Err(faults);
        }
        entry.has_id |= cells.key.id.is_some();
        entry.if_exists = entry.if_exists.or(cells.if_exists);
        entry.checked_out = entry.checked_out.or(cells.checked_out);
        entry.mismatch = entry.mismatch.or(cells.mismatch);
        if let (Some(version), Some(modified)) = (entry.versions.get_mut(at), entry.modified.get_mut(at)) {
            *version = version.or(cells.version);
            *modified = modified.or(cells.modified);
        }
        match cells.says {
            IsReference::Yes => {}
            IsReference::TakesOut => entry.takes_out = Some(action),
            IsReference::No(says) => {
                let (locale, channel) = (cells.locale, cells.channel);
                if let Some(place) = entry.says.get_mut(at) {
                    match place {
                        Said::Nothing if says.extra.is_none() => {
                            *place = Said::Row { row, has_url: says.url.is_some() };
                        }
                        Said::Whole(own) => own.add(says, locale, channel),
                        Said::Nothing | Said::Row { .. } => {
                            let columns = self.form.header.columns();
                            *place = Said::Whole(Box::new(AssetSays::new(says, locale, channel, columns)));
                        }
                    }
                }
                self.learn(&cells.key, number);
            }
        }
        Ok(number)
    }

    /// Puts together what the rows of an action say of an asset, where that is still a row.
    fn whole(&mut self, number: u32, at: usize) {
        let place = self.entries.get_mut(number as usize).and_then(|entry| entry.says.get_mut(at));
        let Some(place) = place else { return };
        let Said::Row { row, .. } = *place else { return };
        let (form, mut kept) = (self.form.clone(), KeptRow::default());
        let cells = self.cells.get(row).and_then(|key| form.read(&mut kept, key));
        if let Some(AssetCells { says: IsReference::No(says), locale, channel, .. }) = cells {
            *place = Said::Whole(Box::new(AssetSays::new(says, locale, channel, form.header.columns())));
        }
    }

    /// The same of both actions.
    pub(super) fn both_whole(&mut self, number: u32) {
        for at in 0..ACTIONS.len() {
            self.whole(number, at);
        }
    }

    /// Refuses display names that other assets have, or will have.
    pub(super) fn check_names(&mut self, tenant: &Tenant, library: &mut Library) {
        if tenant.assets.is_empty() && !self.is_name_twice {
            return;
        }
        let all = 0..self.entries.len() as u32;
        all.clone().for_each(|number| self.both_whole(number));
        for number in all {
            let Some(entry) = self.entries.get(number as usize) else { continue };
            let says = entry.says.iter().filter_map(Said::whole);
            let names: Vec<&str> = says.flat_map(AssetSays::names).collect();
            let faults: Vec<Fault> =
                names.into_iter().filter_map(|name| self.name_taken(tenant, library, number, name)).collect();
            if let Some(entry) = self.entries.get_mut(number as usize) {
                entry.end.fail(faults);
            }
        }
    }

    fn name_taken(&self, tenant: &Tenant, library: &mut Library, number: u32, name: &str) -> Option<Fault> {
        let own = self.id(number);
        let has_it =
            |asset: &AssetBuilder| asset.texts().any(|(_, text)| text.get(Field::DisplayName) == Some(name));
        if tenant.assets.get(own).and_then(content_of).is_some_and(has_it) {
            return None;
        }
        let owner = match library.named(tenant, name, Column::MediaDisplayName) {
            Ok(owner) => owner,
            Err(fault) => return Some(fault),
        };
        let local = || {
            let other = self.by_name.find(name.as_bytes()).filter(|other| *other != number)?;
            Some(self.id(other).into())
        };
        let owner = owner.filter(|owner| **owner != *own && !self.gives_up(owner, name)).or_else(local)?;
        let message = format!("the asset `{}` has the display name `{}`", shortened(&owner), shortened(name));
        Some(in_column(Column::MediaDisplayName, Code::NameTaken, message, "choose another name"))
    }

    /// Whether the manifest takes an asset of the library its name: it goes, or is renamed.
    fn gives_up(&self, owner: &str, name: &str) -> bool {
        let number = self.ids.find(owner.as_bytes());
        let entry = number.and_then(|number| self.entries.get(number as usize));
        entry.is_some_and(|entry| {
            let mut says = entry.says.iter().filter_map(Said::whole).peekable();
            match says.peek() {
                None => entry.takes_out == Some(Action::UnpublishAndDelete),
                Some(_) => {
                    matches!(entry.if_exists, Some(IfExists::Overwrite | IfExists::TakeLatest))
                        && !says.any(|says| says.names().any(|own| own == name))
                }
            }
        })
    }
}

impl AssetEntry {
    /// Where a row contradicts rows before it.
    fn contradictions(&self, cells: &AssetCells<'_>, action: Action, at: usize, faults: &mut Vec<Fault>) {
        let (own, here) = (self.if_exists.as_ref(), cells.if_exists.as_ref());
        clash(own, here, Column::MediaIfExists, |word| word.word().to_owned(), faults);
        let word = |word: &Choice| word.word().to_owned();
        clash(self.checked_out.as_ref(), cells.checked_out.as_ref(), Column::MediaCheckedOut, word, faults);
        clash(self.mismatch.as_ref(), cells.mismatch.as_ref(), Column::MediaMismatch, word, faults);
        let own = self.versions.get(at).and_then(Option::as_ref);
        clash(own, cells.version.as_ref(), Column::MediaVersion, u32::to_string, faults);
        let own = self.modified.get(at).and_then(Option::as_ref);
        let here = cells.modified.as_ref();
        clash(own, here, Column::MediaLastModifiedOn, Instant::to_string, faults);
        match &cells.says {
            IsReference::Yes => {}
            IsReference::TakesOut => {
                let word = |word: &Action| word.word().to_owned();
                clash(self.takes_out.as_ref(), Some(&action), Column::MediaAction, word, faults);
            }
            IsReference::No(says) => {
                if let Some(own) = self.says.get(at).and_then(Said::whole) {
                    own.contradictions(says, cells.locale, faults);
                }
            }
        }
    }
}
