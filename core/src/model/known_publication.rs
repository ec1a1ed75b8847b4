//! The known contexts of a publication.

use super::known::{KnownContexts, Named};
use super::publication::Publication;
use super::set::{Item, List};
use super::text::Texts;

impl<'a> Named<'a> {
    fn texts(&mut self, texts: &'a Texts) {
        self.locales.extend(texts.iter().filter_map(|(locale, _)| *locale));
    }

    fn item(&mut self, item: &'a Item) {
        if let Some(own) = &item.own {
            self.texts(&own.texts);
        }
    }

    fn list(&mut self, list: &'a List) {
        list.items.iter().for_each(|item| self.item(item));
    }
}

impl Publication {
    /// The contexts that are known: where an audit and a diff look.
    ///
    /// A channel is named by the list of channels, by documents of products and categories, and by
    /// the `channels` of assets; a locale by the locales of channels, by documents, and by the texts
    /// of assets and items; a catalog by documents. A channel that lists Neutral alone has Neutral
    /// alone.
    ///
    /// # Cost
    /// Linear in the publication; memory for the names.
    #[must_use]
    pub fn known_contexts(&self) -> KnownContexts<'_> {
        let mut named = Named::default();
        for channel in self.channels.values() {
            named.channels.insert(&channel.id);
            named.locales.extend(channel.locales.iter().flatten());
            if !channel.locales.is_empty() {
                named.listed.insert(&channel.id, channel.locales.iter().flatten().copied().collect());
            }
        }
        for asset in self.assets.values() {
            named.channels.extend(asset.channels.iter().flatten().map(AsRef::as_ref));
            named.texts(&asset.texts);
        }
        for document in self.products.values().flat_map(|product| &product.documents) {
            named.context(&document.context);
            for set in document.sets() {
                named.list(&set.primary);
                named.list(&set.additional);
            }
        }
        for document in self.categories.values().flat_map(|category| &category.documents) {
            named.context(&document.context);
            document.image.iter().for_each(|item| named.item(item));
        }
        named.contexts()
    }
}
