//! The assets that a manifest names: what its rows say of each, put together.

use super::hash::Map;
use super::library::{By, InLibrary, Library, content_of};
use super::says::{AssetSays, clash};
use crate::fault::{Code, Fault, shortened};
use crate::instant::Instant;
use crate::manifest::{
    Action, AssetCells, AssetKey, Choice, Column, Columns, IfExists, IsReference, RowOutcome, in_column,
};
use crate::model::{AssetBuilder, Field};
use crate::tenant::{Life, Tenant};
use std::borrow::Cow;
use std::sync::Arc;

/// The assets of a manifest.
#[derive(Default)]
pub(super) struct Assets {
    pub(super) entries: Vec<AssetEntry>,
    by_id: Map<Arc<str>, u32>,
    /// By what good rows say; the first of them has it.
    by_source: Map<(String, String), u32>,
    by_url: Map<String, u32>,
    by_name: Map<String, u32>,
    /// Whether two assets of the manifest say the same display name.
    is_name_twice: bool,
}

/// An asset of a manifest.
pub(super) struct AssetEntry {
    pub(super) id: Arc<str>,
    /// The asset that this one became a copy of.
    pub(super) original: Option<Arc<str>>,
    /// Whether the library had it before.
    pub(super) is_known: bool,
    /// Whether a row names it by its id.
    pub(super) has_id: bool,
    /// What is to be published, and what is to be the draft.
    pub(super) says: [Option<Box<AssetSays>>; 2],
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
    /// The id of what a row names. By each of its keys in turn: that of an asset that good rows say, that of
    /// the library; else one made of the key.
    fn id_of(&self, key: &AssetKey, in_library: Option<&InLibrary>, most: usize) -> Arc<str> {
        let entry = |number: &u32| self.entries.get(*number as usize);
        let by_source = || key.source.as_ref().and_then(|source| self.by_source.get(source)).and_then(entry);
        let by_url = || key.url.as_ref().and_then(|url| self.by_url.get(url)).and_then(entry);
        let by_name = || key.name.as_ref().and_then(|name| self.by_name.get(name)).and_then(entry);
        let by = in_library.map_or(By::Name, |found| found.by);
        let found = match &key.id {
            Some(id) if in_library.is_some() || self.by_id.contains_key(&**id) => None,
            // a row with an id of its own may tell more of one that has none
            Some(_) => by_source().filter(|entry| !entry.has_id),
            None => by_source()
                .or_else(|| by_url().filter(|_| by >= By::Url))
                .or_else(|| by_name().filter(|_| by >= By::Name)),
        };
        match (found, in_library) {
            (Some(entry), _) => entry.id.clone(),
            (None, Some(found)) => found.id.clone(),
            (None, None) => key.derived_id(most).into(),
        }
    }

    /// The entry of what a key names.
    pub(super) fn named(&mut self, tenant: &Tenant, key: &AssetKey, in_library: Option<&InLibrary>) -> u32 {
        let id = self.id_of(key, in_library, tenant.limits.identifier);
        self.entry(tenant, id)
    }

    /// The entry for an asset by its id or its display name.
    pub(super) fn by_id_or_name(&mut self, tenant: &Tenant, library: &mut Library, text: &str) -> u32 {
        if tenant.assets.contains_key(text) || self.by_id.contains_key(text) {
            return self.entry(tenant, text.into());
        }
        let key = AssetKey { name: Some(text.to_owned()), ..AssetKey::default() };
        // two of that name were refused when the row was read
        let in_library = library.named(tenant, text, Column::SwatchValue).ok().flatten();
        let in_library = in_library.map(|id| InLibrary { by: By::Name, id });
        self.named(tenant, &key, in_library.as_ref())
    }

    /// Keeps what a good row says that its asset is known by.
    fn learn(&mut self, key: AssetKey, entry: u32) {
        if let Some(source) = key.source {
            self.by_source.entry(source).or_insert(entry);
        }
        if let Some(url) = key.url {
            self.by_url.entry(url).or_insert(entry);
        }
        if let Some(name) = key.name {
            self.is_name_twice |= *self.by_name.entry(name).or_insert(entry) != entry;
        }
    }

    fn entry(&mut self, tenant: &Tenant, id: Arc<str>) -> u32 {
        if let Some(entry) = self.by_id.get(&id) {
            return *entry;
        }
        let number = self.entries.len() as u32;
        let life = tenant.assets.get(&id);
        self.entries.push(AssetEntry {
            id: id.clone(),
            original: None,
            is_known: is_there(life),
            has_id: false,
            says: [None, None],
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
        self.by_id.insert(id, number);
        number
    }

    /// Adds what a row says to the entry of its asset, and gives that; or the faults where it contradicts
    /// rows before it.
    pub(super) fn take(
        &mut self,
        tenant: &Tenant,
        (cells, in_library): (AssetCells, Option<&InLibrary>),
        (empty_action, columns): (Action, Columns),
    ) -> Result<u32, Vec<Fault>> {
        let number = self.named(tenant, &cells.key, in_library);
        let mut faults = Vec::new();
        let Some(entry) = self.entries.get_mut(number as usize) else { return Err(faults) };
        let action = cells.action.unwrap_or(empty_action);
        let at = usize::from(action != Action::PublishNow);
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
                        None => *place = Some(Box::new(AssetSays::new(*says, locale, channel, columns))),
                        Some(own) => own.add(*says, locale, channel),
                    }
                }
                self.learn(cells.key, number);
            }
        }
        Ok(number)
    }

    /// Refuses display names that other assets have, or will have.
    pub(super) fn check_names(&mut self, tenant: &Tenant, library: &mut Library) {
        if tenant.assets.is_empty() && !self.is_name_twice {
            return;
        }
        for number in 0..self.entries.len() {
            let Some(entry) = self.entries.get(number) else { continue };
            let names: Vec<&str> = entry.says.iter().flatten().flat_map(|says| says.names()).collect();
            let number = number as u32;
            let faults: Vec<Fault> =
                names.into_iter().filter_map(|name| self.name_taken(tenant, library, number, name)).collect();
            if let Some(entry) = self.entries.get_mut(number as usize) {
                entry.end.fail(faults);
            }
        }
    }

    fn name_taken(&self, tenant: &Tenant, library: &mut Library, number: u32, name: &str) -> Option<Fault> {
        let entry = self.entries.get(number as usize)?;
        let has_it =
            |asset: &AssetBuilder| asset.texts().any(|(_, text)| text.get(Field::DisplayName) == Some(name));
        if tenant.assets.get(&entry.id).and_then(content_of).is_some_and(has_it) {
            return None;
        }
        let owner = match library.named(tenant, name, Column::MediaDisplayName) {
            Ok(owner) => owner,
            Err(fault) => return Some(fault),
        };
        let local = || {
            let other = self.by_name.get(name).filter(|other| **other != number)?;
            self.entries.get(*other as usize).map(|entry| entry.id.clone())
        };
        let owner = owner.filter(|owner| *owner != entry.id && !self.gives_up(owner, name)).or_else(local)?;
        let message = format!("the asset `{}` has the display name `{}`", shortened(&owner), shortened(name));
        Some(in_column(Column::MediaDisplayName, Code::NameTaken, message, "choose another name"))
    }

    /// Whether the manifest takes an asset of the library its name: it goes, or is renamed.
    fn gives_up(&self, owner: &str, name: &str) -> bool {
        let entry = self.by_id.get(owner).and_then(|number| self.entries.get(*number as usize));
        entry.is_some_and(|entry| {
            let mut says = entry.says.iter().flatten().peekable();
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
    fn contradictions(&self, cells: &AssetCells, action: Action, at: usize, faults: &mut Vec<Fault>) {
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
                if let Some(own) = self.says.get(at).and_then(Option::as_deref) {
                    own.contradictions(says, cells.locale, faults);
                }
            }
        }
    }
}
