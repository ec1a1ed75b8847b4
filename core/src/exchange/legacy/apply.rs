//! From a migration to documents: into a tenant, or as a publication of its own.

use super::library::Library;
use super::migration::Migration;
use super::target::Of;
use crate::fault::Faults;
use crate::model::{
    AssetBuilder, CategoryBuilder, CategoryDocumentBuilder, Context, DocumentBuilder, ItemBuilder,
    ListBuilder, Mode, Publication, SetBuilder, context_as_texts,
};
use crate::tenant::{Content, Life, Scope, Stamp, Start, Target, Tenant, Version};
use std::collections::{BTreeMap, HashMap};

/// What a migration changed in a tenant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Migrated {
    assets: Vec<Target>,
    documents: Vec<Target>,
    published: Vec<Target>,
}

impl Migrated {
    /// The assets that were made.
    #[must_use]
    pub fn assets(&self) -> &[Target] {
        &self.assets
    }

    /// The documents that have a new version.
    #[must_use]
    pub fn documents(&self) -> &[Target] {
        &self.documents
    }

    /// The assets and documents that were published.
    #[must_use]
    pub fn published(&self) -> &[Target] {
        &self.published
    }

    /// Whether nothing changed: all of it was there already.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.assets.is_empty() && self.documents.is_empty() && self.published.is_empty()
    }
}

/// The lists of one document: of a product by what they are for, or of a category one picture.
type Lists<'m> = Vec<(&'m Of, Vec<&'m str>)>;

/// What a document of a product has sets for, in one order.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Key {
    Combination(Vec<(String, String)>),
    Variant(String),
}

impl Migration {
    /// Checks the assigned files into a tenant: the assets that it lacks, and of each document the primary
    /// lists that files name. Other lists, sets, swatches and documents stay, and of a list that is
    /// replaced the texts and properties of items that stay. With `publish` the documents are published, and
    /// along with them their assets. The same once more changes nothing.
    ///
    /// An asset that has the url of a file already is used for it. A new one is an image, a video or a file
    /// by the extension of its name, and that name is its display name; it has no alt text.
    ///
    /// A document that is new in its context begins empty. A user's own check-out of a document is finished.
    ///
    /// # Errors
    /// Everything that [`Tenant::check_in`] and [`Tenant::publish_all`] refuse, of all documents; then
    /// nothing of it happens.
    ///
    /// # Cost
    /// Linear in the library of the tenant, and in the files.
    pub fn check_in(&self, tenant: &mut Tenant, stamp: &Stamp, publish: bool) -> Result<Migrated, Faults> {
        let library = self.library(tenant);
        tenant.attempt(|tenant| {
            let mut done = Migrated::default();
            let mut faults = Vec::new();
            for asset in library.missing() {
                let target = Target::asset(&asset.id);
                match tenant.check_in(&target, asset.clone(), stamp) {
                    Ok(_) => done.assets.push(target),
                    Err(more) => faults.extend(more.into_vec()),
                }
            }
            for (target, lists) in self.documents(&library) {
                match checked_in(tenant, &target, &lists, stamp) {
                    Ok(true) => done.documents.push(target.clone()),
                    Ok(false) => {}
                    Err(more) => {
                        faults.extend(more.into_vec());
                        continue;
                    }
                }
                let has_draft = tenant.life(&target).is_some_and(Life::has_unpublished_draft);
                if publish && has_draft {
                    match tenant.publish_all(&Scope::Target(target), stamp) {
                        Ok(published) => {
                            let targets = published.assets().iter().chain(published.targets());
                            done.published.extend(targets.cloned());
                        }
                        Err(more) => faults.extend(more.into_vec()),
                    }
                }
            }
            Faults::new(faults).map_or(Ok(done), Err)
        })
    }

    /// The products, categories and channels of a tenant with the assigned files alone, and these all
    /// published: what was shown from the older media library. Central swatches are no part of it.
    ///
    /// The tenant is the one that the names were read against, or one that knows the same.
    ///
    /// # Errors
    /// Every fault of a publication: what is assigned to products that the tenant no longer has is left out,
    /// variants and values that are no longer there are refused.
    ///
    /// # Cost
    /// Linear in the tenant and the files.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{Legacy, Limits, ProductBuilder, Tenant};
    /// let mut tenant = Tenant::new(Limits::default());
    /// tenant.set_product(ProductBuilder::new("S1"))?;
    /// let migration = Legacy::new(&tenant).read(["/Products/S1_000_001.png"]);
    /// let publication = migration.publication(&tenant)?;
    /// assert_eq!(publication.assets().next().and_then(|asset| asset.url()), Some("/Products/S1_000_001.png"));
    /// # Ok::<(), omnimedia::Faults>(())
    /// ```
    pub fn publication(&self, tenant: &Tenant) -> Result<Publication, Faults> {
        let library = self.library(tenant);
        let mut documents: BTreeMap<String, Vec<DocumentBuilder>> = BTreeMap::new();
        let mut pictures: BTreeMap<String, Vec<CategoryDocumentBuilder>> = BTreeMap::new();
        for (target, lists) in self.documents(&library) {
            let [catalog, channel, locale] =
                context_as_texts(target.context().unwrap_or(&Context::default()));
            if let Some(product) = target.product_number() {
                let mut document = DocumentBuilder { catalog, channel, locale, ..DocumentBuilder::new() };
                put(&mut document, &lists, &SetBuilder::new());
                documents.entry(product.to_owned()).or_default().push(document);
            } else if let Some(id) = target.category_id() {
                let image = picture(&lists).map(ItemBuilder::new);
                let document = CategoryDocumentBuilder { catalog, channel, locale, image };
                pictures.entry(id.to_owned()).or_default().push(document);
            }
        }
        let mut builder = Publication::builder(tenant.limits().clone());
        for channel in tenant.channels() {
            builder.channel(channel.to_builder());
        }
        for asset in library.used().iter().chain(library.missing()) {
            builder.asset(AssetBuilder { published: None, ..asset.clone() });
        }
        for (id, entry) in &tenant.categories {
            let media = pictures.remove(&**id).unwrap_or_default();
            builder.category(CategoryBuilder { media, ..entry.category.to_builder() });
        }
        for product in tenant.products() {
            let mut own = product.to_builder_without_media();
            own.media = documents.remove(product.number()).unwrap_or_default();
            builder.product(own);
        }
        builder.build()
    }

    fn library(&self, tenant: &Tenant) -> Library {
        Library::of(tenant, self.assigned().map(|(_, row)| (row.name(), self.url(row))))
    }

    /// The documents that files make up, each with its lists of assets.
    fn documents<'m>(&'m self, library: &'m Library) -> Vec<(Target, Lists<'m>)> {
        let mut documents: BTreeMap<Target, Lists<'m>> = BTreeMap::new();
        for (target, row) in self.assigned() {
            let context = (*target.context).clone();
            let document = match (&target.of, target.product()) {
                (Of::Category(id), _) => Target::category(id, context),
                (_, product) => Target::document(product.unwrap_or_default(), context),
            };
            let Some(id) = library.id(&self.url(row)) else { continue };
            let lists = documents.entry(document).or_default();
            // the files of one target come one behind the other
            match lists.last_mut() {
                Some((of, list)) if **of == target.of => list.push(id),
                _ => lists.push((&target.of, vec![id])),
            }
        }
        documents.into_iter().collect()
    }
}

/// The picture of a category.
fn picture<'m>(lists: &Lists<'m>) -> Option<&'m str> {
    lists.first().and_then(|(_, list)| list.first()).copied()
}

/// Makes lists those of a document, as a new version where they are not yet. Whether there is one.
fn checked_in(
    tenant: &mut Tenant,
    target: &Target,
    lists: &Lists<'_>,
    stamp: &Stamp,
) -> Result<bool, Faults> {
    let life = tenant.life(target);
    let is_own = life.and_then(Life::check_out).is_some_and(|check_out| check_out.since().by() == stamp.by());
    let draft = life.and_then(Life::draft).and_then(Version::content).cloned();
    let content = if is_own { Some(tenant.edit(target, stamp, &Start::Empty)?) } else { draft };
    let is_new = content.is_none();
    let (content, is_changed): (Content, bool) = if target.category_id().is_some() {
        let mut document = match content {
            Some(Content::Category(document)) => document,
            _ => CategoryDocumentBuilder::default(),
        };
        let wanted = picture(lists);
        let is_changed = document.image.as_ref().map(ItemBuilder::asset) != wanted;
        if is_changed {
            document.image = wanted.map(ItemBuilder::new);
        }
        (document.into(), is_changed)
    } else {
        let mut document = match content {
            Some(Content::Document(document)) => document,
            _ => DocumentBuilder::new(),
        };
        let fresh = fresh_set(tenant, target);
        let is_changed = put(&mut document, lists, &fresh);
        (document.into(), is_changed)
    };
    if is_changed || is_own || is_new {
        tenant.check_in(target, content, stamp)?;
        return Ok(true);
    }
    Ok(false)
}

/// A set that a document did not have: it passes additional items on where the product has any, so that
/// naming primary lists takes none of them away.
fn fresh_set(tenant: &Tenant, target: &Target) -> SetBuilder {
    let has_additional = |content: &Content| match content {
        Content::Document(document) => document
            .sets()
            .any(|(_, set)| !set.additional.items.is_empty() || set.additional.mode != Mode::Replace),
        _ => false,
    };
    let entry = target.product_number().and_then(|number| tenant.products.get(number));
    let mut lives = entry.into_iter().flat_map(|entry| entry.documents.values());
    if lives.any(|life| life.contents().any(|content| has_additional(content))) {
        return SetBuilder::new().additional_list(ListBuilder::new(Mode::Inherit, Vec::<ItemBuilder>::new()));
    }
    SetBuilder::new()
}

/// Puts lists into a document. Whether that changed anything.
fn put(document: &mut DocumentBuilder, lists: &Lists<'_>, fresh: &SetBuilder) -> bool {
    let mut places: HashMap<Key, usize> = HashMap::new();
    for (at, (pattern, _)) in document.dimensions.iter().enumerate() {
        places.insert(Key::Combination(in_order(pattern.iter().cloned())), at);
    }
    for (at, (number, _)) in document.variants.iter().enumerate() {
        places.insert(Key::Variant(number.clone()), at);
    }
    let mut is_changed = false;
    for (of, list) in lists {
        let set = match of {
            Of::Category(_) => continue,
            Of::Product(_) => {
                is_changed |= document.master.is_none();
                Some(document.master.get_or_insert_with(|| fresh.clone()))
            }
            Of::Combination(_, values) => {
                let pairs =
                    values.iter().map(|(dimension, value)| ((*dimension).to_owned(), value.to_string()));
                let pattern = in_order(pairs);
                let end = document.dimensions.len();
                let at = *places.entry(Key::Combination(pattern.clone())).or_insert(end);
                if at == end {
                    is_changed = true;
                    document.dimensions.push((pattern, fresh.clone()));
                }
                document.dimensions.get_mut(at).map(|(_, set)| set)
            }
            Of::Variant(_, number) => {
                let end = document.variants.len();
                let at = *places.entry(Key::Variant(number.to_string())).or_insert(end);
                if at == end {
                    is_changed = true;
                    document.variants.push((number.to_string(), fresh.clone()));
                }
                document.variants.get_mut(at).map(|(_, set)| set)
            }
        };
        is_changed |= set.is_some_and(|set| replaced(&mut set.primary, list));
    }
    is_changed
}

/// The values that a pattern fixes, by dimension.
fn in_order(pairs: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
    let mut pairs: Vec<_> = pairs.filter(|(_, value)| *value != "*").collect();
    pairs.sort_unstable();
    pairs
}

/// Makes a list one of these assets; items that stay keep their texts and properties. Whether it was another.
fn replaced(list: &mut ListBuilder, assets: &[&str]) -> bool {
    let is_same =
        list.mode == Mode::Replace && list.items.iter().map(ItemBuilder::asset).eq(assets.iter().copied());
    if is_same {
        return false;
    }
    let mut before: HashMap<String, ItemBuilder> = HashMap::new();
    for item in list.items.drain(..) {
        before.entry(item.asset.clone()).or_insert(item);
    }
    let item = |asset: &&str| before.remove(*asset).unwrap_or_else(|| ItemBuilder::new(*asset));
    list.items = assets.iter().map(item).collect();
    list.mode = Mode::Replace;
    true
}
