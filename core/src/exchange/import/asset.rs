//! The assets that a manifest names: what its rows say of each, put together.

use super::library::{Library, content_of};
use crate::fault::{Code, Fault, shortened};
use crate::instant::Instant;
use crate::json::extra::AssetExtra;
use crate::locale::Tag;
use crate::manifest::{
    Action, AssetCells, AssetKey, COPY_OF, Choice, Column, IfExists, IsReference, RowOutcome, Says, in_column,
};
use crate::model::{AssetBuilder, Field, Kind, TextBuilder};
use crate::tenant::Tenant;
use std::collections::HashMap;
use std::sync::Arc;

/// The assets of a manifest.
#[derive(Default)]
pub(super) struct Assets {
    pub(super) entries: Vec<AssetEntry>,
    by_id: HashMap<Arc<str>, u32>,
    by_source: HashMap<(String, String), u32>,
    by_url: HashMap<String, u32>,
    by_name: HashMap<String, u32>,
}

/// An asset of a manifest.
pub(super) struct AssetEntry {
    pub(super) id: Arc<str>,
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
    pub(super) first_row: u64,
    pub(super) outcome: RowOutcome,
    /// Why it is as the outcome says.
    pub(super) note: String,
    pub(super) faults: Vec<Fault>,
    /// Whether it is published once all assets were taken in.
    pub(super) is_published: bool,
}

/// What the rows of one action say that an asset is.
#[derive(Clone)]
pub(super) struct AssetSays {
    kind: Kind,
    url: Option<String>,
    /// Where it may be shown, where the manifest has a column for it: none everywhere.
    channels: Option<Option<Vec<String>>>,
    texts: Vec<(Option<Tag>, LocaleSays)>,
    properties: Vec<(Column, Option<String>)>,
    extra: Option<Vec<(String, String)>>,
}

#[derive(Clone, Default)]
struct LocaleSays {
    fields: [Option<Option<String>>; Field::COUNT],
    tags: Option<Vec<String>>,
    extra: TextBuilder,
}

pub(super) const NONE: u32 = u32::MAX;

/// The place of an action in the pairs of an entry.
pub(super) const ACTIONS: [Action; 2] = [Action::PublishNow, Action::Draft];

fn disagrees(column: Column, here: &str, first: &str) -> Fault {
    let message = format!(
        "`{}` is not `{}`, which another row says of the same asset",
        shortened(here),
        shortened(first)
    );
    in_column(column, Code::RowsDisagree, message, "write the same in all rows of an asset")
}

/// Puts a value in a place that is empty; a fault where another is there.
fn agree<T: Clone + PartialEq>(
    place: &mut Option<T>,
    value: &Option<T>,
    column: Column,
    words: impl Fn(&T) -> String,
    faults: &mut Vec<Fault>,
) {
    match (&place, value) {
        (_, None) => {}
        (None, Some(value)) => *place = Some(value.clone()),
        (Some(first), Some(value)) if first != value => {
            faults.push(disagrees(column, &words(value), &words(first)));
        }
        _ => {}
    }
}

/// The same for what a row may say is nothing; a text stands against nothing.
fn agree_or_nothing(
    place: &mut Option<Option<String>>,
    value: &Option<Option<String>>,
    column: Column,
    faults: &mut Vec<Fault>,
) {
    match (place.as_mut(), value) {
        (_, None) => {}
        (None, Some(value)) => *place = Some(value.clone()),
        (Some(first), Some(value)) => agree(first, value, column, String::clone, faults),
    }
}

impl Assets {
    /// The entry for what a row names.
    pub(super) fn named(
        &mut self,
        tenant: &Tenant,
        library: &mut Library,
        cells: &AssetCells,
        row: u64,
    ) -> Result<u32, Fault> {
        let key = &cells.key;
        let found = match &key.id {
            Some(id) => self.by_id.get(&**id).copied(),
            None => self.found(tenant, library, key)?,
        };
        if let Some(found) = found {
            self.learn(key, found);
            return Ok(found);
        }
        let id: Arc<str> = key.derived_id(tenant.limits.identifier).into();
        let entry = match self.by_id.get(&id) {
            Some(entry) => *entry,
            None => self.add(tenant, id, row),
        };
        self.learn(key, entry);
        Ok(entry)
    }

    fn found(
        &mut self,
        tenant: &Tenant,
        library: &mut Library,
        key: &AssetKey,
    ) -> Result<Option<u32>, Fault> {
        if let Some(id) = library.find(tenant, key)? {
            return Ok(Some(match self.by_id.get(&id) {
                Some(entry) => *entry,
                None => self.add(tenant, id, 0),
            }));
        }
        let by_source = key.source.as_ref().and_then(|source| self.by_source.get(source));
        let by_url = || key.url.as_ref().and_then(|url| self.by_url.get(url));
        let by_name = || key.name.as_ref().and_then(|name| self.by_name.get(name));
        Ok(by_source.or_else(by_url).or_else(by_name).copied())
    }

    /// The entry for an asset by its id or its display name.
    pub(super) fn by_id_or_name(
        &mut self,
        tenant: &Tenant,
        library: &mut Library,
        text: &str,
        row: u64,
    ) -> Result<u32, Fault> {
        if let Some(entry) = self.by_id.get(text) {
            return Ok(*entry);
        }
        if tenant.assets.contains_key(text) {
            return Ok(self.add(tenant, text.into(), row));
        }
        let key = AssetKey { name: Some(text.to_owned()), ..AssetKey::default() };
        if let Some(found) = library.named(tenant, text, Column::SwatchValue)? {
            return Ok(match self.by_id.get(&found) {
                Some(entry) => *entry,
                None => self.add(tenant, found, row),
            });
        }
        if let Some(entry) = self.by_name.get(text) {
            return Ok(*entry);
        }
        let entry = self.add(tenant, key.derived_id(tenant.limits.identifier).into(), row);
        self.learn(&key, entry);
        Ok(entry)
    }

    fn learn(&mut self, key: &AssetKey, entry: u32) {
        if let Some(source) = &key.source {
            self.by_source.entry(source.clone()).or_insert(entry);
        }
        if let Some(url) = &key.url {
            self.by_url.entry(url.clone()).or_insert(entry);
        }
        if let Some(name) = &key.name {
            self.by_name.entry(name.clone()).or_insert(entry);
        }
    }

    fn add(&mut self, tenant: &Tenant, id: Arc<str>, row: u64) -> u32 {
        let number = self.entries.len() as u32;
        let life = tenant.assets.get(&id);
        self.entries.push(AssetEntry {
            id: id.clone(),
            is_known: life.is_some(),
            has_id: false,
            says: [None, None],
            takes_out: None,
            if_exists: None,
            checked_out: None,
            mismatch: None,
            versions: [None, None],
            modified: [None, None],
            first_row: row,
            outcome: RowOutcome::Unchanged,
            note: String::new(),
            faults: Vec::new(),
            is_published: life.is_some_and(|life| life.published.is_some()),
        });
        self.by_id.insert(id, number);
        number
    }

    /// Adds what a row says to its entry; the faults where it contradicts rows before it.
    pub(super) fn take(
        &mut self,
        tenant: &Tenant,
        library: &mut Library,
        (number, cells): (u32, &AssetCells),
        (empty_action, has_channels): (Action, bool),
        row: u64,
    ) -> Vec<Fault> {
        let mut faults = Vec::new();
        if let IsReference::No(says) = &cells.says {
            faults.extend(self.name_taken(tenant, library, number, says));
            self.settle_id(number, &cells.key, tenant.limits.identifier);
        }
        let Some(entry) = self.entries.get_mut(number as usize) else { return faults };
        if entry.first_row == 0 {
            entry.first_row = row;
        }
        entry.has_id |= cells.key.id.is_some();
        let mut choices = (entry.if_exists, entry.checked_out, entry.mismatch);
        agree(&mut choices.0, &cells.if_exists, Column::MediaIfExists, |w| w.word().to_owned(), &mut faults);
        agree(
            &mut choices.1,
            &cells.checked_out,
            Column::MediaCheckedOut,
            |w| w.word().to_owned(),
            &mut faults,
        );
        agree(&mut choices.2, &cells.mismatch, Column::MediaMismatch, |w| w.word().to_owned(), &mut faults);
        let action = cells.action.unwrap_or(empty_action);
        let at = usize::from(action != Action::PublishNow);
        if let Some(version) = entry.versions.get_mut(at) {
            agree(version, &cells.version, Column::MediaVersion, u32::to_string, &mut faults);
        }
        let instant = |instant: &Instant| instant.to_string();
        if let Some(modified) = entry.modified.get_mut(at) {
            agree(modified, &cells.modified, Column::MediaLastModifiedOn, instant, &mut faults);
        }
        if !faults.is_empty() {
            return faults;
        }
        (entry.if_exists, entry.checked_out, entry.mismatch) = choices;
        match &cells.says {
            IsReference::Yes => {}
            IsReference::TakesOut => {
                let action = Some(action);
                agree(
                    &mut entry.takes_out,
                    &action,
                    Column::MediaAction,
                    |w| w.word().to_owned(),
                    &mut faults,
                );
            }
            IsReference::No(says) => {
                let Some(place) = entry.says.get_mut(at) else { return faults };
                let channel = has_channels.then(|| cells.channel.clone());
                match place {
                    None => *place = Some(Box::new(AssetSays::new(says, cells.locale, channel))),
                    Some(own) => {
                        let before = own.clone();
                        own.add(says, cells.locale, channel, &mut faults);
                        if !faults.is_empty() {
                            *own = before;
                        }
                    }
                }
            }
        }
        faults
    }

    /// An asset that rows only named so far gets its id from the first row that says what it is.
    fn settle_id(&mut self, number: u32, key: &AssetKey, most: usize) {
        let Some(entry) = self.entries.get_mut(number as usize) else { return };
        let is_said = entry.says.iter().any(Option::is_some);
        if entry.is_known || is_said || key.id.is_some() {
            return;
        }
        let id: Arc<str> = key.derived_id(most).into();
        if id != entry.id && !self.by_id.contains_key(&id) {
            self.by_id.remove(&entry.id);
            entry.id = id.clone();
            self.by_id.insert(id, number);
        }
    }

    fn name_taken(&self, tenant: &Tenant, library: &mut Library, number: u32, says: &Says) -> Option<Fault> {
        let name = says.fields.get(Field::DisplayName as usize)?.as_ref()?.as_deref()?;
        let entry = self.entries.get(number as usize)?;
        if says.extra.iter().flat_map(|extra| &extra.properties).any(|(key, _)| key == COPY_OF) {
            return None;
        }
        let own = tenant.assets.get(&entry.id).and_then(content_of);
        let has_it =
            |asset: &AssetBuilder| asset.texts().any(|(_, text)| text.get(Field::DisplayName) == Some(name));
        if own.is_some_and(has_it) {
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
        let owner = owner.filter(|owner| *owner != entry.id).or_else(local)?;
        let message = format!("the asset `{}` has the display name `{}`", shortened(&owner), shortened(name));
        Some(in_column(Column::MediaDisplayName, Code::NameTaken, message, "choose another name"))
    }
}

impl AssetSays {
    fn new(says: &Says, locale: Option<Tag>, channel: Option<Option<String>>) -> Self {
        let Says { kind, url, fields, tags, properties, extra } = says;
        let AssetExtra { text, properties: more } = extra.clone().unwrap_or_default();
        let text = LocaleSays { fields: fields.clone(), tags: tags.clone(), extra: text };
        Self {
            kind: *kind,
            url: url.clone(),
            channels: channel.map(|channel| channel.map(|channel| vec![channel])),
            texts: vec![(locale, text)],
            properties: properties.clone(),
            extra: extra.is_some().then_some(more),
        }
    }

    fn add(
        &mut self,
        says: &Says,
        locale: Option<Tag>,
        channel: Option<Option<String>>,
        faults: &mut Vec<Fault>,
    ) {
        let before = faults.len();
        let kind = |kind: &Kind| kind.word().to_owned();
        agree(&mut Some(self.kind), &Some(says.kind), Column::MediaType, kind, faults);
        agree(&mut self.url, &says.url, Column::MediaImportPath, String::clone, faults);
        for (column, value) in &says.properties {
            match self.properties.iter_mut().find(|(own, _)| own == column) {
                Some((_, own)) => agree(own, value, *column, String::clone, faults),
                None => self.properties.push((*column, value.clone())),
            }
        }
        let extra = says.extra.clone().unwrap_or_default();
        for (key, value) in extra.properties {
            let own = self.extra.get_or_insert_default();
            match own.iter().find(|(own, _)| *own == key) {
                None => own.push((key, value)),
                Some((_, first)) if *first != value => faults.push(disagrees(Column::Asset, &value, first)),
                Some(_) => {}
            }
        }
        let text = match self.texts.iter_mut().find(|(own, _)| *own == locale) {
            Some((_, text)) => text,
            None => {
                self.texts.push((locale, LocaleSays::default()));
                match self.texts.last_mut() {
                    Some((_, text)) => text,
                    None => return,
                }
            }
        };
        for (field, (own, value)) in Field::ALL.into_iter().zip(text.fields.iter_mut().zip(&says.fields)) {
            let column = match field {
                Field::Alt => Column::ImageAltText,
                Field::Title => Column::MediaTitle,
                Field::Caption => Column::MediaCaption,
                Field::Description => Column::MediaDescription,
                Field::DisplayName => Column::MediaDisplayName,
            };
            agree_or_nothing(own, value, column, faults);
        }
        match (&mut text.tags, &says.tags) {
            (Some(own), Some(tags)) if own != tags && !own.is_empty() && !tags.is_empty() => {
                faults.push(disagrees(Column::MediaSearchTags, &tags.join(","), &own.join(",")));
            }
            (Some(own), Some(tags)) if own.is_empty() => own.clone_from(tags),
            (own @ None, tags) => own.clone_from(tags),
            _ => {}
        }
        if text.extra == TextBuilder::default() {
            text.extra = extra.text;
        } else if extra.text != TextBuilder::default() && extra.text != text.extra {
            faults.push(disagrees(Column::Asset, "text", "text"));
        }
        if faults.len() == before {
            match (&mut self.channels, channel) {
                (Some(Some(all)), Some(Some(channel))) if !all.contains(&channel) => all.push(channel),
                // one row for every channel is enough
                (Some(own), Some(None)) => *own = None,
                _ => {}
            }
        }
    }

    /// Whether a row says where it is.
    pub(super) fn has_url(&self) -> bool {
        self.url.is_some()
    }

    /// What the asset is with this, of what it was.
    pub(super) fn onto(&self, id: &str, base: Option<&AssetBuilder>) -> AssetBuilder {
        let mut asset = base.cloned().unwrap_or_else(|| AssetBuilder::new(id, self.kind));
        id.clone_into(&mut asset.id);
        asset.kind = self.kind;
        if let Some(channels) = &self.channels {
            asset.channels.clone_from(channels);
        }
        if let Some(extra) = &self.extra {
            asset
                .properties
                .retain(|(key, _)| crate::manifest::PROPERTIES.iter().any(|own| own.name() == key));
            for (key, value) in extra {
                asset.set_property(key, value.clone());
            }
        }
        self.properties_onto(&mut asset);
        for (locale, says) in &self.texts {
            let locale = locale.as_ref().map_or("neutral", Tag::as_str);
            let own = asset.texts.iter().position(|(own, _)| own == locale);
            let mut text =
                own.and_then(|own| asset.texts.get(own)).map(|(_, text)| text.clone()).unwrap_or_default();
            says.onto(&mut text);
            match own.and_then(|own| asset.texts.get_mut(own)) {
                Some((_, own)) => *own = text,
                None if text != TextBuilder::default() => asset.texts.push((locale.to_owned(), text)),
                None => {}
            }
        }
        asset.texts.retain(|(_, text)| *text != TextBuilder::default());
        asset
    }

    fn properties_onto(&self, asset: &mut AssetBuilder) {
        let cell = |wanted: Column| {
            self.properties.iter().find(|(column, _)| *column == wanted).and_then(|(_, value)| value.clone())
        };
        let (reference, path) = (cell(Column::MediaReferenceUrl), cell(Column::MediaImportPath));
        if self.url.is_some() {
            asset.url.clone_from(&self.url);
        }
        for (column, value) in &self.properties {
            let value = match column {
                // where both are empty, the url stays as it is
                Column::MediaReferenceUrl | Column::MediaImportPath if self.url.is_none() => continue,
                // without a url of its own the path is the url
                Column::MediaImportPath => path.as_ref().filter(|_| reference.is_some()),
                _ => value.as_ref(),
            };
            match value {
                Some(value) => asset.set_property(column.name(), value.clone()),
                None => asset.remove_property(column.name()),
            }
        }
        // a property that its column cannot say stands beside it
        for (key, value) in self.extra.iter().flatten() {
            asset.set_property(key, value.clone());
        }
    }
}

impl LocaleSays {
    fn onto(&self, text: &mut TextBuilder) {
        for (field, said) in Field::ALL.into_iter().zip(&self.fields) {
            if let Some(said) = said {
                text.set(field, said.clone());
            }
        }
        if let Some(tags) = &self.tags {
            text.tags.clone_from(tags);
        }
        for field in Field::ALL {
            if let Some(said) = self.extra.get(field) {
                text.set(field, Some(said.to_owned()));
            }
        }
        if !self.extra.tags.is_empty() {
            text.tags.clone_from(&self.extra.tags);
        }
    }
}
