//! In which contexts a preview asks.

use super::Side;
use crate::fault::{Code, Fault};
use crate::locale::Tag;
use crate::model::{Context, Item, Publication, Set};
use std::collections::{BTreeSet, HashMap};

/// Which of the known contexts are wanted; all where nothing is said.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    /// These, known or not, instead of the known ones.
    pub(super) contexts: Option<Vec<Context>>,
    pub(super) channels: Option<BTreeSet<String>>,
    pub(super) locales: Option<BTreeSet<Option<Tag>>>,
    pub(super) catalogs: Option<BTreeSet<String>>,
}

impl Wanted {
    /// The contexts to ask in, each once.
    pub(super) fn of(&self, sides: &[Side<'_>]) -> Result<Vec<Context>, Fault> {
        let all: Vec<Context> = match &self.contexts {
            Some(contexts) => {
                let mut seen = BTreeSet::new();
                contexts.iter().filter(|context| seen.insert(*context)).cloned().collect()
            }
            None => sides
                .iter()
                .flat_map(|side| known(side.publication))
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect(),
        };
        let kept: Vec<Context> = all.into_iter().filter(|context| self.has(context)).collect();
        if kept.is_empty() {
            return Err(Fault::new(
                Code::BadQuery,
                "a preview in no context: none of the known ones is in what was chosen",
                "choose channels, locales and catalogs that go together, or give the contexts themselves",
            ));
        }
        Ok(kept)
    }

    fn has(&self, context: &Context) -> bool {
        let named = |wanted: &Option<BTreeSet<String>>, name: Option<&str>| {
            wanted.as_ref().is_none_or(|wanted| wanted.contains(name.unwrap_or_default()))
        };
        named(&self.channels, context.channel())
            && named(&self.catalogs, context.catalog())
            && self.locales.as_ref().is_none_or(|locales| locales.contains(&context.locale))
    }
}

/// What a publication names anywhere.
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
        self.locales.extend(context.locale);
    }

    fn items<'i: 'p>(&mut self, items: impl Iterator<Item = &'i Item>) {
        self.locales.extend(items.flat_map(Item::texts).filter_map(|(locale, _)| locale));
    }

    fn set(&mut self, set: &'p Set) {
        self.items(set.primary.items.iter().chain(&set.additional.items));
    }

    fn of(publication: &'p Publication) -> Self {
        let mut named = Self::default();
        for channel in publication.channels() {
            named.channels.insert(channel.id());
            named.locales.extend(channel.locales.iter().flatten());
        }
        for asset in publication.assets() {
            named.channels.extend(asset.channels().into_iter().flatten());
            named.locales.extend(asset.texts().filter_map(|(locale, _)| locale));
        }
        for document in publication.products().flat_map(|product| product.documents()) {
            named.context(&document.context);
            document.sets().for_each(|set| named.set(set));
        }
        for document in publication.categories().flat_map(|category| category.documents()) {
            named.context(&document.context);
            named.items(document.image.iter());
        }
        named
    }
}

/// The known contexts (SPEC section 1): Omnichannel and every channel, each with Neutral and its
/// locales, each without and with every catalog.
fn known(publication: &Publication) -> Vec<Context> {
    let named = Named::of(publication);
    let own: HashMap<&str, BTreeSet<Tag>> = publication
        .channels()
        .filter(|channel| !channel.locales.is_empty())
        .map(|channel| (channel.id(), channel.locales.iter().flatten().copied().collect()))
        .collect();
    let mut contexts = Vec::new();
    for channel in std::iter::once(None).chain(named.channels.iter().map(Some)) {
        let locales = channel.and_then(|channel| own.get(*channel)).unwrap_or(&named.locales);
        for locale in std::iter::once(None).chain(locales.iter().copied().map(Some)) {
            for catalog in std::iter::once(None).chain(named.catalogs.iter().map(Some)) {
                let [catalog, channel] = [catalog, channel].map(|name| name.map(|name| (*name).into()));
                contexts.push(Context { catalog, channel, locale });
            }
        }
    }
    contexts
}
