//! The known contexts of a publication: every place where its shoppers can be.

use omnimedia::{Context, Fault, Item, Publication, Set, Tag};
use std::collections::BTreeSet;

/// What is named anywhere.
#[derive(Default)]
struct Named<'p> {
    catalogs: BTreeSet<&'p str>,
    channels: BTreeSet<&'p str>,
    locales: BTreeSet<Tag>,
}

impl<'p> Named<'p> {
    fn context(&mut self, context: &'p Context) {
        self.catalogs.extend(context.catalog());
        self.channels.extend(context.channel());
        self.locales.extend(context.locale());
    }

    fn items(&mut self, items: &'p [Item]) {
        self.locales.extend(items.iter().flat_map(|item| item.texts()).filter_map(|(locale, _)| locale));
    }

    fn set(&mut self, set: &'p Set) {
        self.items(set.primary().items());
        self.items(set.additional().items());
    }
}

fn named(publication: &Publication) -> Named<'_> {
    let mut named = Named::default();
    for channel in publication.channels() {
        named.channels.insert(channel.id());
        named.locales.extend(channel.locales().iter().flatten());
    }
    for asset in publication.assets() {
        named.channels.extend(asset.channels().into_iter().flatten());
        named.locales.extend(asset.texts().filter_map(|(locale, _)| locale));
    }
    for document in publication.products().flat_map(|product| product.documents()) {
        named.context(document.context());
        document.master().into_iter().for_each(|set| named.set(set));
        document.patterns().iter().for_each(|(_, set)| named.set(set));
        document.variants().iter().for_each(|(_, set)| named.set(set));
    }
    for document in publication.categories().flat_map(|category| category.documents()) {
        named.context(document.context());
        document.image().into_iter().for_each(|item| named.items(std::slice::from_ref(item)));
    }
    named
}

/// Omnichannel and every channel, each with Neutral and its locales (with every locale where it lists
/// none), each without and with every catalog.
pub(crate) fn known(publication: &Publication) -> Result<Vec<Context>, Fault> {
    let named = named(publication);
    let listed = |id: &str| {
        let channel = publication.channels().find(|channel| channel.id() == id)?;
        Some(channel.locales().iter().flatten().copied().collect::<BTreeSet<Tag>>())
    };
    let mut contexts = Vec::new();
    for channel in std::iter::once(None).chain(named.channels.iter().map(|channel| Some(*channel))) {
        let own = channel.and_then(listed).filter(|locales| !locales.is_empty());
        let locales = own.as_ref().unwrap_or(&named.locales);
        for locale in std::iter::once(None).chain(locales.iter().map(|locale| Some(locale.as_str()))) {
            for catalog in std::iter::once(None).chain(named.catalogs.iter().map(|catalog| Some(*catalog))) {
                contexts.push(Context::new(catalog, channel, locale)?);
            }
        }
    }
    Ok(contexts)
}
