//! Direct resolution: from a publication to an answer (SPEC sections 3 to 6).

use super::answer::{Answer, AnswerItem, AssetRef, Origin, TextRef};
use super::explanation::ItemFate;
use super::fold::fold;
use super::hash::{self, AnswerHash};
use super::ladder::{self, Rungs};
use super::levels::{self, ANY, Strength};
use super::of_assets::OfAssets;
use super::query::{self, Query, Subject};
use super::texts::{InChain, in_chain, merged, text_in};
use super::walk::{Link, Sets, Walk, Which, walk};
use crate::fault::{Code, Fault, OneLine, shortened};
use crate::locale::{Chain, Locales, Tag};
use crate::model::{Asset, Context, Document, Item, Kind, Level, List, Mode, Product, Publication, Set};
use crate::policy::{AltSource, Policy};
use std::collections::HashSet;

/// A product or variant or selection in a context, ready to be walked.
pub(crate) struct Asked<'p, 'q> {
    pub(crate) publication: &'p Publication,
    pub(crate) product: &'p Product,
    pub(crate) policy: &'q Policy,
    pub(crate) context: &'q Context,
    pub(crate) locales: Locales<'static>,
    /// For each dimension the selected value, or `ANY`.
    pub(crate) selection: Vec<u32>,
    pub(crate) variant: Option<usize>,
    /// The chain that rungs take their locales from, and that of texts.
    pub(crate) rung_chain: Chain,
    pub(crate) text_chain: Chain,
    pub(crate) rungs: Rungs,
    pub(crate) documents: Vec<Option<&'p Document>>,
}

impl Publication {
    /// What a product, a variant or a selection shows in a context.
    ///
    /// # Errors
    /// `not_found` for a product, variant, record id, dimension or value that is not there;
    /// `bad_query` for a query with both a variant and values; `duplicate_document` where the
    /// policy's parents make two documents of the product one; `bad_policy` for parents that this
    /// build has no data of.
    ///
    /// # Cost
    /// Linear in the documents of the product, in the sets and items that speak, and in the texts of their
    /// assets; with a selection also in the values of its dimensions and, where it fixes all, in the variants.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{AssetBuilder, DocumentBuilder, Kind, Limits, Policy, ProductBuilder};
    /// use omnimedia::{Publication, Query, SetBuilder};
    /// let mut builder = Publication::builder(Limits::default());
    /// builder.asset(AssetBuilder::new("A1", Kind::Image));
    /// builder.product(
    ///     ProductBuilder::new("S1").document(DocumentBuilder::new().master(SetBuilder::new().primary(["A1"]))),
    /// );
    /// let publication = builder.build()?;
    /// let query = Query::new("S1").channel("128").locale("fr-CA")?;
    /// let answer = publication.resolve(&query, &Policy::default())?;
    /// assert_eq!(answer.primary()[0].asset().id(), "A1");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn resolve(&self, query: &Query, policy: &Policy) -> Result<Answer<'_>, Fault> {
        let asked = Asked::new(self, query, policy)?;
        let walk = asked.walk();
        Ok(asked.answer(&walk))
    }

    pub(crate) fn place_of(&self, query: &Query) -> Result<(usize, Option<usize>), Fault> {
        let place = match &query.subject {
            Subject::Number(number) => self.find(number).ok_or_else(|| query::no_such_number(number))?,
            Subject::RecordId(id) => *self.record_ids.get(id).ok_or_else(|| query::no_such_record_id(*id))?,
        };
        let variant = match &query.variant {
            None => place.variant,
            Some(number) => {
                let wrong = || query::no_such_variant(self.number_of(place.product), number);
                let found = self.variants.get(number.as_str()).ok_or_else(wrong)?;
                let same = found.product == place.product
                    && (place.variant.is_none() || place.variant == found.variant);
                if !same {
                    return Err(wrong());
                }
                found.variant
            }
        };
        if variant.is_some() && !query.values.is_empty() {
            return Err(query::variant_and_values());
        }
        Ok((place.product, variant))
    }

    fn number_of(&self, product: usize) -> &str {
        self.products.get_index(product).map_or("", |(number, _)| number)
    }
}

/// Refuses two documents that the policy's locales make one.
pub(crate) fn distinct_contexts<'c>(
    owner: &str,
    contexts: impl Iterator<Item = &'c Context>,
    locales: &Locales<'_>,
) -> Result<(), Fault> {
    let mut seen = HashSet::new();
    for context in contexts {
        let locale = context.locale.map(|tag| locales.normal(tag));
        if !seen.insert((context.catalog(), context.channel(), locale)) {
            return Err(Fault::new(
                Code::DuplicateDocument,
                format!(
                    "a second document of `{}` in the context `{}`, as the policy compares locales",
                    shortened(owner),
                    OneLine(&context.to_string())
                ),
                "merge the two, or choose other parents",
            ));
        }
    }
    Ok(())
}

impl<'p, 'q> Asked<'p, 'q> {
    pub(crate) fn new(
        publication: &'p Publication,
        query: &'q Query,
        policy: &'q Policy,
    ) -> Result<Self, Fault> {
        let (product, variant) = publication.place_of(query)?;
        let Some((_, product)) = publication.products.get_index(product) else {
            return Err(query::no_such_number(""));
        };
        let (selection, variant) = selection(product, variant, &query.values)?;
        Self::ready(publication, product, selection, variant, &query.context, policy)
    }

    pub(crate) fn ready(
        publication: &'p Publication,
        product: &'p Product,
        selection: Vec<u32>,
        variant: Option<usize>,
        context: &'q Context,
        policy: &'q Policy,
    ) -> Result<Self, Fault> {
        let locales = Locales::new(policy.parents)?;
        let rung_chain = ladder::rung_chain(policy.order, &locales, context.locale);
        let text_chain = context.locale.map(|tag| locales.chain(tag)).unwrap_or_default();
        let rungs = ladder::rungs(
            policy.order,
            rung_chain.len(),
            context.catalog.is_some(),
            context.channel.is_some(),
        );
        if policy.parents == crate::policy::Parents::Cldr {
            distinct_contexts(&product.number, product.documents.iter().map(|d| &d.context), &locales)?;
        }
        let mut asked = Self {
            publication,
            product,
            policy,
            context,
            locales,
            selection,
            variant,
            rung_chain,
            text_chain,
            documents: vec![None; rungs.len()],
            rungs,
        };
        asked.place_documents();
        Ok(asked)
    }

    /// Puts each document on its rung.
    fn place_documents(&mut self) {
        for document in &self.product.documents {
            let place = ladder::place_of(
                &self.rungs,
                &self.rung_chain,
                &self.locales,
                self.context,
                &document.context,
            );
            if let Some(slot) = place.and_then(|place| self.documents.get_mut(place)) {
                *slot = Some(document);
            }
        }
    }

    pub(crate) fn walk(&self) -> Walk<&'p Document, &'p Set> {
        walk(self, self.rungs.len(), self.policy.inheritance)
    }

    /// The context of a rung, as the query has it.
    pub(crate) fn rung_context(&self, rung: usize) -> crate::model::ContextRef<'_> {
        let Some(rung) = self.rungs.get(rung) else { return crate::model::ContextRef::default() };
        crate::model::ContextRef {
            catalog: self.context.catalog().filter(|_| rung.catalog),
            channel: self.context.channel().filter(|_| rung.channel),
            locale: self.rung_chain.get(rung.locale).copied(),
        }
    }

    /// The fixed values of a pattern.
    pub(crate) fn fixed(&self, pattern: &[u32]) -> Vec<(&'p str, &'p str)> {
        let fixed = |(dimension, value): (&'p crate::model::Dimension, &u32)| {
            let value = dimension.values.get(*value as usize)?;
            Some((&*dimension.name, &**value))
        };
        self.product.dimensions.iter().zip(pattern).filter_map(fixed).collect()
    }

    pub(crate) fn variant_number(&self) -> Option<&'p str> {
        self.variant.and_then(|index| self.product.variants.get(index)).map(|variant| &*variant.number)
    }

    pub(crate) fn origin(
        &self,
        walk: &Walk<&'p Document, &'p Set>,
        link: &Link<&'p Set>,
    ) -> Option<Origin<'p>> {
        let document = walk.visits.get(link.visit)?.document;
        let pattern = match link.level {
            Level::Dimensions => document.pattern_of(link.set).map(|pattern| self.fixed(&pattern.0)),
            _ => None,
        };
        Some(Origin {
            context: document.context.as_ref(),
            level: link.level,
            pattern: pattern.unwrap_or_default(),
            variant: self.variant_number().filter(|_| link.level == Level::Variant),
        })
    }

    /// The asset of an item, or why the filter drops it.
    pub(crate) fn filter(&self, item: &Item) -> Result<&'p Asset, ItemFate> {
        let asset = self.publication.asset(&item.asset).ok_or(ItemFate::Unknown)?;
        if !asset.published {
            return Err(ItemFate::NotPublished);
        }
        if !asset.is_allowed_in(self.context.channel()) {
            return Err(ItemFate::NotAllowed);
        }
        Ok(asset)
    }

    /// The asset of an item, where the filter lets it pass.
    pub(crate) fn passes(&self, item: &Item) -> Option<&'p Asset> {
        self.filter(item).ok()
    }

    pub(crate) fn answer(&self, walk: &Walk<&'p Document, &'p Set>) -> Answer<'p> {
        let winner = walk.winner().and_then(|link| self.origin(walk, &link));
        let severed = walk.visits.last().filter(|_| walk.severed);
        let mut answer = Answer {
            product: &self.product.number,
            variant: self.variant_number(),
            context: severed.map(|visit| visit.document.context.as_ref()),
            level: None,
            pattern: Vec::new(),
            primary: Vec::new(),
            additional: Vec::new(),
            properties: pairs(&self.product.properties),
            hash: 0,
        };
        if let Some(origin) = winner {
            answer.context = Some(origin.context);
            answer.level = Some(origin.level);
            answer.pattern = origin.pattern;
        }
        let (mut hashes, mut assets) = (Vec::new(), OfAssets::default());
        answer.primary = self.items(walk, Which::Primary, &mut hashes, &mut assets);
        answer.additional = self.items(walk, Which::Additional, &mut hashes, &mut assets);
        let default_image = answer.primary.iter().position(|item| item.asset.kind == Kind::Image);
        let mut hash = AnswerHash::new(answer.primary.len(), default_image);
        hashes.into_iter().for_each(|item| hash.item(item));
        answer.hash = hash.finish();
        answer
    }

    fn items(
        &self,
        walk: &Walk<&'p Document, &'p Set>,
        which: Which,
        hashes: &mut Vec<u128>,
        assets: &mut OfAssets<'p>,
    ) -> Vec<AnswerItem<'p>> {
        let mut items = Vec::new();
        let alt_source = self.policy.alt_source;
        for (link, item) in self.folded(walk, which) {
            let (Some(asset), Some(origin)) = (self.passes(item), self.origin(walk, &link)) else { continue };
            let of_asset = assets.of(&self.text_chain, &self.locales, asset);
            let own = item.own.as_ref().map_or(&[][..], |own| &own.texts);
            hashes.push(hash::item(item.purpose.as_deref(), of_asset.hash, &merged(own, &self.locales)));
            let own = in_chain(&self.text_chain, &self.locales, own);
            items.push(AnswerItem {
                asset: asset_ref(asset),
                purpose: item.purpose.as_deref(),
                origin,
                text: shown_text(&self.text_chain, &own, &of_asset.texts, self.product, alt_source),
                properties: item.own.as_ref().map(|own| pairs(&own.properties)).unwrap_or_default(),
            });
        }
        items
    }

    /// A list as the fold gives it, before the filter.
    pub(crate) fn folded(
        &self,
        walk: &Walk<&'p Document, &'p Set>,
        which: Which,
    ) -> Vec<(Link<&'p Set>, &'p Item)> {
        let mut out = Vec::new();
        fold(read(walk, which), |(_, item)| key(item), &mut out);
        out
    }
}

/// The texts of an item of a product along a chain, as answers show them.
pub(crate) fn item_text<'p>(
    chain: &[Tag],
    locales: &Locales<'_>,
    (item, asset): (&'p Item, &'p Asset),
    product: &'p Product,
    alt_source: AltSource,
) -> TextRef<'p> {
    let own = in_chain(chain, locales, item.own.as_ref().map_or(&[][..], |own| &own.texts));
    shown_text(chain, &own, &in_chain(chain, locales, &asset.texts), product, alt_source)
}

/// The same from the texts that the chain can meet, the item's own and its asset's.
fn shown_text<'p>(
    chain: &[Tag],
    own: &InChain<'p>,
    asset: &InChain<'p>,
    product: &'p Product,
    alt_source: AltSource,
) -> TextRef<'p> {
    let mut text = text_in(chain, own, asset);
    let name = product.name().filter(|name| !name.is_empty());
    let [alt, ..] = &mut text.fields;
    *alt = match alt_source {
        AltSource::Asset => alt.or(name),
        AltSource::Product => name,
    };
    text
}

/// Every item of a list in reading order, before any is left out.
pub(crate) fn read<'w, 'p: 'w>(
    walk: &'w Walk<&'p Document, &'p Set>,
    which: Which,
) -> impl Iterator<Item = (Link<&'p Set>, &'p Item)> + 'w {
    let items = move |link: Link<&'p Set>| list(link.set, which).items.iter().map(move |item| (link, item));
    walk.reading(which).flat_map(move |(_, link)| items(link))
}

/// One of the lists of a set.
pub(crate) fn list(set: &Set, which: Which) -> &List {
    match which {
        Which::Primary => &set.primary,
        Which::Additional => &set.additional,
    }
}

/// What makes two items of a list the same.
pub(crate) fn key(item: &Item) -> (Option<&str>, &str) {
    (item.purpose.as_deref(), &item.asset)
}

impl<'p> Sets for Asked<'p, '_> {
    type Document = &'p Document;
    type Set = &'p Set;
    type Strength = Strength<'p>;

    fn document(&self, rung: usize) -> Option<&'p Document> {
        self.documents.get(rung).copied().flatten()
    }

    fn variant(&self, document: &'p Document) -> Option<&'p Set> {
        document.variant(self.variant?)
    }

    fn patterns(&self, document: &'p Document, mut each: impl FnMut(Strength<'p>, &'p Set)) {
        for (pattern, set) in &document.patterns {
            if levels::matches(pattern.0.iter().copied(), self.selection.iter().copied()) {
                each(Strength(&pattern.0), set);
            }
        }
    }

    fn master(&self, document: &'p Document) -> Option<&'p Set> {
        document.master.as_ref()
    }

    fn modes(&self, set: &'p Set) -> [Mode; 2] {
        [set.primary.mode, set.additional.mode]
    }
}

/// The selected value of each dimension, and the variant that all of them mean together.
pub(crate) fn selection(
    product: &Product,
    variant: Option<usize>,
    values: &[(String, String)],
) -> Result<(Vec<u32>, Option<usize>), Fault> {
    if let Some(index) = variant {
        return Ok((product.value_row(index).to_vec(), variant));
    }
    let mut row = vec![ANY; product.dimensions.len()];
    for (name, value) in values {
        let index = product.dimensions.iter().position(|dimension| *dimension.name == **name);
        let found = index.and_then(|index| Some((product.dimensions.get(index)?, row.get_mut(index)?)));
        let Some((dimension, slot)) = found else {
            let known = product.dimensions.iter().map(|dimension| &*dimension.name);
            return Err(query::no_such_dimension(&product.number, name, known));
        };
        if value == "*" {
            continue;
        }
        let Some(index) = dimension.values.iter().position(|one| **one == **value) else {
            let known = dimension.values.iter().map(|value| &**value);
            return Err(query::no_such_value(&product.number, name, value, known));
        };
        let index = u32::try_from(index).unwrap_or(ANY);
        if *slot != ANY && *slot != index {
            return Err(query::selected_twice(name));
        }
        *slot = index;
    }
    let fixed = !row.is_empty() && !row.contains(&ANY);
    let mut variants = 0..product.variants.len();
    let meant = fixed.then(|| variants.find(|index| product.value_row(*index) == row)).flatten();
    Ok((row, meant))
}

/// An asset as answers show it.
pub(crate) fn asset_ref(asset: &Asset) -> AssetRef<'_> {
    AssetRef {
        id: &asset.id,
        kind: asset.kind,
        url: asset.url.as_deref(),
        properties: pairs(&asset.properties),
    }
}

/// Properties as answers give them.
pub(crate) fn pairs(properties: &[(Box<str>, Box<str>)]) -> Vec<(&str, &str)> {
    properties.iter().map(|(key, value)| (&**key, &**value)).collect()
}
