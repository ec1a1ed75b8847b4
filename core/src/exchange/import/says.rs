//! What the rows of one action say that an asset is, put together.

use crate::fault::{Code, Fault, shortened};
use crate::json::extra::AssetExtra;
use crate::locale::Tag;
use crate::manifest::{COPY_OF, Column, Columns, PROPERTIES, Says, in_column};
use crate::model::{AssetBuilder, Field, Kind, TextBuilder};
use indexmap::{IndexMap, IndexSet};
use std::borrow::Cow;

/// What the rows of one action say that an asset is: nearly always one row does, which is read again when
/// it is wanted.
pub(super) enum Said {
    Nothing,
    /// The number of its cells. It has no properties but those of columns.
    Row {
        row: u32,
        has_url: bool,
    },
    Whole(Box<AssetSays>),
}

impl Said {
    pub(super) fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }

    /// Whether a new asset that is so could be refused by nothing but its names.
    pub(super) fn is_plain(&self, has_id: bool) -> bool {
        match self {
            Self::Nothing => true,
            Self::Row { has_url, .. } => has_id || *has_url,
            Self::Whole(says) => says.extra.is_empty() && (has_id || says.url.is_some()),
        }
    }

    /// What was put together.
    pub(super) fn whole(&self) -> Option<&AssetSays> {
        match self {
            Self::Whole(says) => Some(says),
            _ => None,
        }
    }
}

/// The same, put together.
#[derive(Clone)]
pub(super) struct AssetSays {
    kind: Kind,
    url: Option<String>,
    /// Where it may be shown: none everywhere.
    channels: Option<IndexSet<String>>,
    texts: Texts,
    properties: Vec<(Column, String)>,
    extra: IndexMap<String, String>,
    /// The columns that the manifest has: of others nothing is said, and an empty cell of these says that
    /// there is nothing.
    columns: Columns,
}

#[derive(Clone, Default)]
struct LocaleSays {
    fields: [Option<String>; Field::COUNT],
    tags: Vec<String>,
    extra: Option<Box<TextBuilder>>,
}

/// Texts by locale: nearly always of one.
#[derive(Clone)]
enum Texts {
    One(Option<Tag>, Box<LocaleSays>),
    More(IndexMap<Option<Tag>, LocaleSays>),
}

impl Texts {
    fn get(&self, locale: Option<Tag>) -> Option<&LocaleSays> {
        match self {
            Self::One(own, says) => (*own == locale).then_some(says),
            Self::More(all) => all.get(&locale),
        }
    }

    fn of(&mut self, locale: Option<Tag>) -> &mut LocaleSays {
        if let Self::One(own, says) = self
            && *own != locale
        {
            *self = Self::More(IndexMap::from([(*own, std::mem::take(&mut **says))]));
        }
        match self {
            Self::One(_, says) => says,
            Self::More(all) => all.entry(locale).or_default(),
        }
    }

    fn iter(&self) -> impl Iterator<Item = (Option<Tag>, &LocaleSays)> {
        let (one, more) = match self {
            Self::One(locale, says) => (Some((*locale, &**says)), None),
            Self::More(all) => (None, Some(all.iter().map(|(locale, says)| (*locale, says)))),
        };
        one.into_iter().chain(more.into_iter().flatten())
    }
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
pub(super) fn clash<T: PartialEq + ?Sized>(
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

fn owned(properties: Vec<(Column, Cow<'_, str>)>) -> Vec<(Column, String)> {
    properties.into_iter().map(|(column, value)| (column, value.into_owned())).collect()
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

impl AssetSays {
    /// What the first row says.
    pub(super) fn new(says: Says<'_>, locale: Option<Tag>, channel: Option<&str>, columns: Columns) -> Self {
        let tags = says.tags();
        let Says { kind, url, fields, properties, extra, .. } = says;
        let AssetExtra { text, properties: more } = extra.map(|extra| *extra).unwrap_or_default();
        let extra = (text != TextBuilder::default()).then(|| Box::new(text));
        let text = LocaleSays { fields: fields.map(|text| text.map(str::to_owned)), tags, extra };
        Self {
            kind,
            url: url.map(str::to_owned),
            channels: channel.map(|channel| IndexSet::from([channel.to_owned()])),
            texts: Texts::One(locale, Box::new(text)),
            properties: owned(properties),
            extra: more.into_iter().collect(),
            columns,
        }
    }

    /// Where a row contradicts rows before it.
    pub(super) fn contradictions(&self, says: &Says<'_>, locale: Option<Tag>, faults: &mut Vec<Fault>) {
        let kind = |kind: &Kind| kind.word().to_owned();
        clash(Some(&self.kind), Some(&says.kind), Column::MediaType, kind, faults);
        let before = faults.len();
        for (column, value) in &says.properties {
            let own = self.properties.iter().find(|(own, _)| own == column).map(|(_, own)| &**own);
            clash(own, Some(&**value), *column, str::to_owned, faults);
        }
        let is_url = |fault: &Fault| {
            [Column::MediaReferenceUrl, Column::MediaImportPath]
                .map(Column::name)
                .contains(&fault.place().as_path())
        };
        // one of the two columns has told it already
        if !faults.iter().skip(before).any(is_url) {
            clash(self.url.as_deref(), says.url, Column::MediaImportPath, str::to_owned, faults);
        }
        for (key, value) in says.extra.iter().flat_map(|extra| &extra.properties) {
            clash(self.extra.get(key), Some(value), Column::Asset, String::clone, faults);
        }
        let Some(text) = self.texts.get(locale) else { return };
        for (field, (own, value)) in Field::ALL.into_iter().zip(text.fields.iter().zip(&says.fields)) {
            clash(own.as_deref(), *value, column_of(field), str::to_owned, faults);
        }
        let tags = says.tags();
        if !text.tags.is_empty() && !tags.is_empty() {
            let words = |tags: &Vec<String>| tags.join(",");
            clash(Some(&text.tags), Some(&tags), Column::MediaSearchTags, words, faults);
        }
        let nothing = TextBuilder::default();
        let here = says.extra.as_ref().map(|extra| &extra.text).filter(|text| **text != nothing);
        if here.zip(text.extra.as_deref()).is_some_and(|(here, own)| here != own) {
            faults.push(disagrees(Column::Asset, "text", "text"));
        }
    }

    /// Adds what a row says that contradicts nothing.
    pub(super) fn add(&mut self, says: Says<'_>, locale: Option<Tag>, channel: Option<&str>) {
        let tags = says.tags();
        let Says { url, fields, properties, extra, .. } = says;
        self.url = self.url.take().or_else(|| url.map(str::to_owned));
        for (column, value) in owned(properties) {
            if !self.properties.iter().any(|(own, _)| *own == column) {
                self.properties.push((column, value));
            }
        }
        let text = self.texts.of(locale);
        for (own, value) in text.fields.iter_mut().zip(fields) {
            *own = own.take().or_else(|| value.map(str::to_owned));
        }
        if text.tags.is_empty() {
            text.tags = tags;
        }
        if let Some(extra) = extra {
            let AssetExtra { text: said, properties } = *extra;
            if text.extra.is_none() && said != TextBuilder::default() {
                text.extra = Some(Box::new(said));
            }
            for (key, value) in properties {
                self.extra.entry(key).or_insert(value);
            }
        }
        match (&mut self.channels, channel) {
            (Some(all), Some(channel)) => _ = all.insert(channel.to_owned()),
            // one row for every channel is enough
            (own, None) => *own = None,
            (None, Some(_)) => {}
        }
    }

    /// The display names that it gets, unless it is a copy: that has the name of its original.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let is_copy = self.extra.contains_key(COPY_OF);
        let texts = self.texts.iter().filter(move |_| !is_copy);
        texts.filter_map(|(_, text)| {
            let extra = text.extra.as_ref().and_then(|extra| extra.get(Field::DisplayName));
            extra.or(text.fields.get(Field::DisplayName as usize)?.as_deref())
        })
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
        if self.columns.has(Column::MediaChannel) {
            asset.channels = self.channels.as_ref().map(|channels| channels.iter().cloned().collect());
        }
        if self.url.is_some() {
            asset.url.clone_from(&self.url);
        }
        let properties = std::mem::take(&mut asset.properties).into_iter().collect();
        asset.properties = self.properties_onto(properties).into_iter().collect();
        let mut texts: IndexMap<String, TextBuilder> = std::mem::take(&mut asset.texts).into_iter().collect();
        for (locale, says) in self.texts.iter() {
            let locale = locale.as_ref().map_or("neutral", Tag::as_str);
            says.onto(texts.entry(locale.to_owned()).or_default(), self.columns);
        }
        let texts = texts.into_iter().filter(|(_, text)| *text != TextBuilder::default());
        asset.texts = texts.collect();
        asset
    }

    fn properties_onto(&self, mut all: IndexMap<String, String>) -> IndexMap<String, String> {
        if self.columns.has(Column::Asset) {
            all.retain(|key, _| PROPERTIES.iter().any(|own| own.name() == key));
        }
        let said = |column: Column| self.properties.iter().find(|(own, _)| *own == column);
        let has_reference = said(Column::MediaReferenceUrl).is_some();
        for column in PROPERTIES.into_iter().filter(|column| self.columns.has(*column)) {
            let value = said(column).map(|(_, value)| value);
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
        all.extend(self.extra.iter().map(|(key, value)| (key.clone(), value.clone())));
        all
    }
}

impl LocaleSays {
    fn onto(&self, text: &mut TextBuilder, columns: Columns) {
        for (field, said) in Field::ALL.into_iter().zip(&self.fields) {
            if columns.has(column_of(field)) {
                text.set(field, said.clone());
            }
        }
        if columns.has(Column::MediaSearchTags) {
            text.tags.clone_from(&self.tags);
        }
        let Some(extra) = &self.extra else { return };
        for field in Field::ALL {
            if let Some(said) = extra.get(field) {
                text.set(field, Some(said.to_owned()));
            }
        }
        if !extra.tags.is_empty() {
            text.tags.clone_from(&extra.tags);
        }
    }
}
