//! Category pictures (SPEC section 6).

use super::answer::{CategoryAnswer, TextRef};
use super::direct::{asset_ref, distinct_contexts, pairs};
use super::ladder::category_rank;
use super::query::no_such_category;
use super::texts::{in_chain, text_in};
use crate::fault::Fault;
use crate::locale::{Chain, Locales};
use crate::model::{Category, CategoryDocument, Context, Publication};
use crate::policy::{Parents, Policy};

impl Publication {
    /// The picture of a category in a context: always the channel's, never Omnichannel's.
    ///
    /// For each locale of the chain by the policy's parents, first with the catalog, then without;
    /// the first document governs.
    ///
    /// # Errors
    /// `not_found` for a category that is not there; `duplicate_document` where the policy's parents
    /// make two documents of it one; `bad_policy` for parents that this build has no data of.
    ///
    /// # Cost
    /// Linear in the documents of the category.
    pub fn category_image<'p>(
        &'p self,
        id: &str,
        context: &Context,
        policy: &Policy,
    ) -> Result<CategoryAnswer<'p>, Fault> {
        let Some((_, category)) = self.categories.get_key_value(id) else { return Err(no_such_category(id)) };
        let locales = Locales::new(policy.parents)?;
        if policy.parents == Parents::Cldr {
            let contexts = category.documents.iter().map(|document| &document.context);
            distinct_contexts(&category.id, contexts, &locales)?;
        }
        Ok(self.category_answer(category, category.documents.iter(), context, &locales))
    }

    /// The picture of a category in a context, of which these are the documents that can govern.
    pub(crate) fn category_answer<'p>(
        &'p self,
        category: &'p Category,
        documents: impl Iterator<Item = &'p CategoryDocument>,
        context: &Context,
        locales: &Locales<'_>,
    ) -> CategoryAnswer<'p> {
        let chain = context.locale.map(|tag| locales.chain(tag)).unwrap_or_default();
        let place = |document: &CategoryDocument| place_of(&chain, locales, context, &document.context);
        let governing = documents.filter_map(|document| Some((place(document)?, document)));
        let governing = governing.min_by_key(|(place, _)| *place).map(|(_, document)| document);
        let item = governing.and_then(|document| document.image.as_ref());
        let asset = item.and_then(|item| self.asset(&item.asset));
        let asset = asset.filter(|asset| asset.published && asset.is_allowed_in(context.channel()));
        let own = item.and_then(|item| item.own.as_ref());
        let mut text = match item {
            None => TextRef::default(),
            Some(_) => text_in(
                &chain,
                &in_chain(&chain, locales, own.map_or(&[], |own| &own.texts)),
                &in_chain(&chain, locales, asset.map_or(&[], |asset| &asset.texts)),
            ),
        };
        if item.is_some() {
            let [alt, ..] = &mut text.fields;
            *alt = alt.or(category.name().filter(|name| !name.is_empty()));
        }
        CategoryAnswer {
            id: &category.id,
            asset: item.map(|item| &*item.asset),
            context: governing.map(|document| document.context.as_ref()),
            image: asset.map(asset_ref),
            text,
            properties: own.map(|own| pairs(&own.properties)).unwrap_or_default(),
        }
    }
}

/// The one of some contexts whose picture a category shows in another.
pub(crate) fn first<'c, T>(
    asked: &Context,
    policy: &Policy,
    contexts: impl Iterator<Item = (T, &'c Context)>,
) -> Result<Option<T>, Fault> {
    let locales = Locales::new(policy.parents)?;
    let chain = asked.locale.map(|tag| locales.chain(tag)).unwrap_or_default();
    let placed =
        contexts.filter_map(|(what, context)| Some((place_of(&chain, &locales, asked, context)?, what)));
    Ok(placed.min_by_key(|(place, _)| *place).map(|(_, what)| what))
}

/// How near a document of a category is to a context that is asked in: the less, the nearer; `None`
/// where it does not speak there.
fn place_of(
    chain: &Chain,
    locales: &Locales<'_>,
    asked: &Context,
    Context { catalog, channel, locale }: &Context,
) -> Option<(usize, bool)> {
    let is_asked = |own: &Option<Box<str>>, asked: &Option<Box<str>>| {
        own.as_ref().map(|own| Some(own) == asked.as_ref())
    };
    category_rank(
        is_asked(channel, &asked.channel),
        is_asked(catalog, &asked.catalog),
        locales.place_in(chain, *locale),
    )
}
