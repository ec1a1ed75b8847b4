//! What the rows of one action say that an asset is, put together.

use crate::fault::{Code, Fault, shortened};
use crate::json::extra::AssetExtra;
use crate::locale::Tag;
use crate::manifest::{COPY_OF, Column, PROPERTIES, Says, in_column};
use crate::model::{AssetBuilder, Field, Kind, TextBuilder};
use indexmap::{IndexMap, IndexSet};

/// What the rows of one action say that an asset is.
#[derive(Clone)]
pub(super) struct AssetSays {
    kind: Kind,
    url: Option<String>,
    /// Where it may be shown, where the manifest has a column for it: none everywhere.
    channels: Option<Option<IndexSet<String>>>,
    texts: IndexMap<Option<Tag>, Box<LocaleSays>>,
    properties: Vec<(Column, String)>,
    /// The columns of properties that are there, and empty in all rows.
    empty: Vec<Column>,
    extra: Option<IndexMap<String, String>>,
}

#[derive(Clone, Default)]
struct LocaleSays {
    fields: [Option<Option<String>>; Field::COUNT],
    tags: Option<Vec<String>>,
    extra: TextBuilder,
}

/// The fault of a row that says something else than a row before it.
pub(super) fn disagrees(column: Column, here: &str, first: &str) -> Fault {
    let message = format!(
        "`{}` is not `{}`, which another row says of the same asset",
        shortened(here),
        shortened(first)
    );
    in_column(column, Code::RowsDisagree, message, "write the same in all rows of an asset")
}

/// Reports two values that differ; where a row says nothing there is nothing to differ from.
pub(super) fn clash<T: PartialEq>(
    first: Option<&T>,
    here: Option<&T>,
    column: Column,
    words: impl Fn(&T) -> String,
    faults: &mut Vec<Fault>,
) {
    if let (Some(first), Some(here)) = (first, here)
        && first != here
    {
        faults.push(disagrees(column, &words(here), &words(first)));
    }
}

/// The column of a text.
fn column_of(field: Field) -> Column {
    match field {
        Field::Alt => Column::ImageAltText,
        Field::Title => Column::MediaTitle,
        Field::Caption => Column::MediaCaption,
        Field::Description => Column::MediaDescription,
        Field::DisplayName => Column::MediaDisplayName,
    }
}

/// What is said once stays; nothing gives way to something.
fn settle<T: Clone>(own: &mut Option<Option<T>>, said: &Option<Option<T>>) {
    if !matches!(own, Some(Some(_))) && said.is_some() {
        own.clone_from(said);
    }
}

fn said(value: &Option<Option<String>>) -> Option<&String> {
    value.as_ref().and_then(Option::as_ref)
}

impl AssetSays {
    /// What the first row says.
    pub(super) fn new(says: &Says, locale: Option<Tag>, channel: Option<Option<String>>) -> Self {
        let mut own = Self {
            kind: says.kind,
            url: None,
            channels: None,
            texts: IndexMap::new(),
            properties: Vec::new(),
            empty: Vec::new(),
            extra: None,
        };
        own.add(says, locale, channel.clone());
        own.channels = channel.map(|channel| channel.map(|channel| IndexSet::from([channel])));
        own
    }

    /// Where a row contradicts rows before it.
    pub(super) fn contradictions(&self, says: &Says, locale: Option<Tag>, faults: &mut Vec<Fault>) {
        let kind = |kind: &Kind| kind.word().to_owned();
        clash(Some(&self.kind), Some(&says.kind), Column::MediaType, kind, faults);
        clash(self.url.as_ref(), says.url.as_ref(), Column::MediaImportPath, String::clone, faults);
        for (column, value) in &says.properties {
            let own = self.properties.iter().find(|(own, _)| own == column);
            clash(own.map(|(_, own)| own), value.as_ref(), *column, String::clone, faults);
        }
        for (key, value) in says.extra.iter().flat_map(|extra| &extra.properties) {
            let own = self.extra.as_ref().and_then(|own| own.get(key));
            clash(own, Some(value), Column::Asset, String::clone, faults);
        }
        let Some(text) = self.texts.get(&locale) else { return };
        for (field, (own, value)) in Field::ALL.into_iter().zip(text.fields.iter().zip(&says.fields)) {
            clash(said(own), said(value), column_of(field), String::clone, faults);
        }
        let some = |tags: &&Vec<String>| !tags.is_empty();
        let (own, tags) = (text.tags.as_ref().filter(some), says.tags.as_ref().filter(some));
        clash(own, tags, Column::MediaSearchTags, |tags| tags.join(","), faults);
        let nothing = TextBuilder::default();
        let here = says.extra.as_ref().map(|extra| &extra.text).filter(|text| **text != nothing);
        if here.is_some_and(|here| text.extra != nothing && *here != text.extra) {
            faults.push(disagrees(Column::Asset, "text", "text"));
        }
    }

    /// Adds what a row says that contradicts nothing.
    pub(super) fn add(&mut self, says: &Says, locale: Option<Tag>, channel: Option<Option<String>>) {
        if self.url.is_none() {
            self.url.clone_from(&says.url);
        }
        for (column, value) in &says.properties {
            if self.properties.iter().any(|(own, _)| own == column) {
                continue;
            }
            let place = self.empty.iter().position(|own| own == column);
            match (place, value) {
                (Some(place), Some(_)) => _ = self.empty.remove(place),
                (None, None) => self.empty.push(*column),
                _ => {}
            }
            self.properties.extend(value.iter().map(|value| (*column, value.clone())));
        }
        let text = self.texts.entry(locale).or_default();
        for (own, value) in text.fields.iter_mut().zip(&says.fields) {
            settle(own, value);
        }
        if text.tags.as_ref().is_none_or(Vec::is_empty) && says.tags.is_some() {
            text.tags.clone_from(&says.tags);
        }
        if let Some(AssetExtra { text: said, properties }) = &says.extra {
            if text.extra == TextBuilder::default() {
                text.extra = said.clone();
            }
            let own = self.extra.get_or_insert_default();
            for (key, value) in properties {
                if !own.contains_key(key) {
                    own.insert(key.clone(), value.clone());
                }
            }
        }
        match (&mut self.channels, channel) {
            (Some(Some(all)), Some(Some(channel))) => _ = all.insert(channel),
            // one row for every channel is enough
            (Some(own), Some(None)) => *own = None,
            _ => {}
        }
    }

    /// The display names that it gets, unless it is a copy: that has the name of its original.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let is_copy = self.extra.as_ref().is_some_and(|extra| extra.contains_key(COPY_OF));
        let texts = self.texts.values().filter(move |_| !is_copy);
        texts.filter_map(|text| text.extra.get(Field::DisplayName).or(text.said(Field::DisplayName)))
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
            asset.channels = channels.as_ref().map(|channels| channels.iter().cloned().collect());
        }
        if self.url.is_some() {
            asset.url.clone_from(&self.url);
        }
        let properties = std::mem::take(&mut asset.properties).into_iter().collect();
        asset.properties = self.properties_onto(properties).into_iter().collect();
        let mut texts: IndexMap<String, TextBuilder> = std::mem::take(&mut asset.texts).into_iter().collect();
        for (locale, says) in &self.texts {
            let locale = locale.as_ref().map_or("neutral", Tag::as_str);
            says.onto(texts.entry(locale.to_owned()).or_default());
        }
        let texts = texts.into_iter().filter(|(_, text)| *text != TextBuilder::default());
        asset.texts = texts.collect();
        asset
    }

    fn properties_onto(&self, mut all: IndexMap<String, String>) -> IndexMap<String, String> {
        if self.extra.is_some() {
            all.retain(|key, _| PROPERTIES.iter().any(|own| own.name() == key));
        }
        let has_reference = self.properties.iter().any(|(column, _)| *column == Column::MediaReferenceUrl);
        let said = self.properties.iter().map(|(column, value)| (column, Some(value)));
        for (column, value) in said.chain(self.empty.iter().map(|column| (column, None))) {
            let value = match column {
                // where both are empty, the url stays as it is
                Column::MediaReferenceUrl | Column::MediaImportPath if self.url.is_none() => continue,
                // without a url of its own the path is the url
                Column::MediaImportPath => value.filter(|_| has_reference),
                _ => value,
            };
            match value {
                Some(value) => _ = all.insert(column.name().to_owned(), value.clone()),
                None => _ = all.shift_remove(column.name()),
            }
        }
        // a property that its column cannot say stands beside it
        all.extend(self.extra.iter().flatten().map(|(key, value)| (key.clone(), value.clone())));
        all
    }
}

impl LocaleSays {
    fn said(&self, field: Field) -> Option<&str> {
        self.fields.get(field as usize).and_then(said).map(String::as_str)
    }

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
