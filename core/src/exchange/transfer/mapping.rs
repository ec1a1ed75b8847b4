//! The mapping of channels and locales: which of the source is which of the destination, or dropped.

use crate::locale::Tag;
use crate::model::{Context, TextBuilder};
use crate::tenant::Content;
use std::collections::BTreeMap;

/// Where names go: those that are named to another name or away, all others stay or go.
#[derive(Clone, Debug)]
pub(super) struct Ends<T> {
    named: BTreeMap<Option<T>, Option<Option<T>>>,
    drops_others: bool,
}

impl<T> Default for Ends<T> {
    fn default() -> Self {
        Self { named: BTreeMap::new(), drops_others: false }
    }
}

impl<T: Ord + Clone> Ends<T> {
    pub(super) fn map(&mut self, from: Option<T>, to: Option<T>) {
        self.named.insert(from, Some(to));
    }

    pub(super) fn drop(&mut self, from: Option<T>) {
        self.named.insert(from, None);
    }

    pub(super) fn drop_others(&mut self) {
        self.drops_others = true;
    }

    /// Where a name goes; `None` where it is dropped. What has no name is none of the others.
    fn of(&self, from: &Option<T>) -> Option<Option<T>> {
        match self.named.get(from) {
            Some(end) => end.clone(),
            None if self.drops_others && from.is_some() => None,
            None => Some(from.clone()),
        }
    }

    fn is_identity(&self) -> bool {
        self.named.is_empty() && !self.drops_others
    }
}

/// Both of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Mapping {
    pub(super) channels: Ends<Box<str>>,
    pub(super) locales: Ends<Tag>,
}

impl Mapping {
    /// Whether everything stays as it is.
    pub(super) fn is_identity(&self) -> bool {
        self.channels.is_identity() && self.locales.is_identity()
    }

    /// The context in the destination; `None` where it is dropped. Catalogs stay.
    pub(super) fn context(&self, context: &Context) -> Option<Context> {
        Some(Context {
            catalog: context.catalog.clone(),
            channel: self.channels.of(&context.channel)?,
            locale: self.locales.of(&context.locale)?,
        })
    }

    /// Maps what a content says of channels and locales, but for its own context.
    pub(super) fn content(&self, content: &mut Content) {
        match content {
            Content::Asset(asset) => {
                self.texts(&mut asset.texts);
                asset.channels = asset.channels.take().and_then(|channels| self.restriction(channels));
            }
            Content::Category(document) => {
                document.image.iter_mut().for_each(|image| self.texts(&mut image.texts));
            }
            Content::Document(document) => {
                let sets = document.master.iter_mut();
                let sets = sets.chain(document.dimensions.iter_mut().map(|(_, set)| set));
                let sets = sets.chain(document.variants.iter_mut().map(|(_, set)| set));
                for list in sets.flat_map(|set| [&mut set.primary, &mut set.additional]) {
                    list.items.iter_mut().for_each(|item| self.texts(&mut item.texts));
                }
            }
        }
    }

    fn texts(&self, texts: &mut Vec<(String, TextBuilder)>) {
        texts.retain_mut(|(locale, _)| {
            // what is stored is canonical
            let Ok(from) = Tag::parse(locale) else { return true };
            let Some(to) = self.locales.of(&from) else { return false };
            if to != from {
                *locale = to.map_or_else(|| "neutral".to_owned(), |tag| tag.as_str().to_owned());
            }
            true
        });
    }

    /// The channels in which an asset may be shown; a channel that becomes Omnichannel lifts the
    /// restriction, and one that is dropped never does.
    fn restriction(&self, channels: Vec<String>) -> Option<Vec<String>> {
        let mut mapped = Vec::with_capacity(channels.len());
        for channel in channels {
            if let Some(end) = self.channels.of(&Some(channel.into_boxed_str())) {
                mapped.push(end?.into_string());
            }
        }
        Some(mapped)
    }
}
