//! Where things are in a tenant: assets by what names them, products and variants by number and record
//! id.

use super::hash::Map;
use crate::fault::{Code, Fault, Place, shortened};
use crate::manifest::{AssetKey, COPY_OF, Column, in_column};
use crate::model::{AssetBuilder, Dimension, Field, Product};
use crate::tenant::{Content, Life, Tenant};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The assets of a library by source, url and display name.
///
/// An index is made when something is looked up in it: a manifest that names every asset by its id wants
/// none. Copies that an import made are not found by what names the original.
#[derive(Default)]
pub(super) struct Library {
    by_source: Option<Map<(String, String), Known>>,
    by_url: Option<Map<String, Known>>,
    by_name: Option<Map<String, Known>>,
}

/// By what an asset was found, the first first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum By {
    Id,
    Source,
    Url,
    Name,
}

/// The asset of the library that a row means.
pub(super) struct InLibrary {
    pub(super) by: By,
    pub(super) id: Arc<str>,
}

/// Which assets a key names.
enum Known {
    One(Arc<str>),
    More(Arc<str>, Arc<str>),
}

/// The content by which an asset is known: its draft, else what is published of it.
pub(super) fn content_of(life: &Life) -> Option<&AssetBuilder> {
    match life.draft_content().or(life.published_content()).map(AsRef::as_ref) {
        Some(Content::Asset(asset)) => Some(asset),
        _ => None,
    }
}

fn property<'a>(asset: &'a AssetBuilder, key: &str) -> Option<&'a str> {
    asset.properties().find(|(own, _)| *own == key).map(|(_, value)| value)
}

fn index<K: std::hash::Hash + Eq>(
    tenant: &Tenant,
    mut keys: impl FnMut(&AssetBuilder, &mut dyn FnMut(K)),
) -> Map<K, Known> {
    let mut all: Map<K, Known> = Map::default();
    for (id, life) in &tenant.assets {
        let Some(asset) = content_of(life).filter(|asset| property(asset, COPY_OF).is_none()) else {
            continue;
        };
        keys(asset, &mut |key| match all.entry(key) {
            std::collections::hash_map::Entry::Vacant(place) => drop(place.insert(Known::One(id.clone()))),
            std::collections::hash_map::Entry::Occupied(mut place) => {
                if let Known::One(first) = place.get()
                    && first != id
                {
                    let first = first.clone();
                    place.insert(Known::More(first, id.clone()));
                }
            }
        });
    }
    all
}

impl Known {
    fn one(&self, column: Column, key: &str) -> Result<Arc<str>, Fault> {
        match self {
            Known::One(id) => Ok(id.clone()),
            Known::More(first, second) => {
                let [first, second, key] = [first, second, key].map(shortened);
                let message = format!("`{key}` is of the assets `{first}` and `{second}`, and maybe of more");
                Err(in_column(column, Code::Ambiguous, message, "name the asset by its `InternalMediaId`"))
            }
        }
    }
}

impl Library {
    /// The asset that a key names: by its id, which a source known here stands for where the library lacks
    /// it; without an id by its source, then its url, then its display name.
    pub(super) fn find(&mut self, tenant: &Tenant, key: &AssetKey<'_>) -> Result<Option<InLibrary>, Fault> {
        if tenant.assets.is_empty() {
            return Ok(None);
        }
        let found = |by: By| move |id: Arc<str>| InLibrary { by, id };
        if let Some(id) = key.id {
            if let Some((id, _)) = tenant.assets.get_key_value(id) {
                return Ok(Some(found(By::Id)(id.clone())));
            }
            let source = key.source.as_ref();
            return Ok(source.and_then(|(provider, id)| match self.source(tenant, provider, id) {
                Some(Known::One(id)) => Some(found(By::Source)(id.clone())),
                _ => None,
            }));
        }
        if let Some((provider, id)) = key.source
            && let Some(known) = self.source(tenant, provider, id)
        {
            return known.one(Column::MediaSourceId, id).map(found(By::Source)).map(Some);
        }
        if let Some(url) = key.url {
            let by_url = self.by_url.get_or_insert_with(|| {
                index(tenant, |asset, add| {
                    if let Some(url) = &asset.url {
                        add(url.clone());
                    }
                })
            });
            if let Some(known) = by_url.get(url) {
                return known.one(Column::MediaImportPath, url).map(found(By::Url)).map(Some);
            }
        }
        match key.name {
            Some(name) => Ok(self.named(tenant, name, Column::MediaDisplayName)?.map(found(By::Name))),
            None => Ok(None),
        }
    }

    fn source(&mut self, tenant: &Tenant, provider: &str, id: &str) -> Option<&Known> {
        let by_source = self.by_source.get_or_insert_with(|| {
            index(tenant, |asset, add| {
                let provider = property(asset, Column::MediaSourceProvider.name());
                let id = property(asset, Column::MediaSourceId.name());
                if let (Some(provider), Some(id)) = (provider, id) {
                    add((provider.to_owned(), id.to_owned()));
                }
            })
        });
        by_source.get(&(provider.to_owned(), id.to_owned()))
    }

    /// The asset with a display name.
    pub(super) fn named(
        &mut self,
        tenant: &Tenant,
        name: &str,
        column: Column,
    ) -> Result<Option<Arc<str>>, Fault> {
        let by_name = self.by_name.get_or_insert_with(|| {
            index(tenant, |asset, add| {
                for (_, text) in asset.texts() {
                    if let Some(name) = text.get(Field::DisplayName).filter(|name| !name.is_empty()) {
                        add(name.to_owned());
                    }
                }
            })
        });
        by_name.get(name).map(|known| known.one(column, name)).transpose()
    }
}

/// What a number or record id names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) product: Arc<str>,
    /// The number of the variant, where it is one.
    pub(super) variant: Option<Box<str>>,
}

impl core::fmt::Display for Named {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match &self.variant {
            None => write!(f, "the product `{}`", shortened(&self.product)),
            Some(variant) => {
                write!(f, "the variant `{}` of `{}`", shortened(variant), shortened(&self.product))
            }
        }
    }
}

/// The places of variants by record id, of the products that were looked up.
#[derive(Default)]
pub(super) struct Variants {
    by_record_id: Map<Arc<str>, Map<u64, u32>>,
}

impl Variants {
    fn of_record_id(&mut self, product: &Arc<str>, data: &Product, id: u64) -> Option<Box<str>> {
        let ids = self.by_record_id.entry(product.clone()).or_insert_with(|| {
            let variants = data.variants().iter().zip(0u32..);
            variants.filter_map(|(variant, at)| Some((variant.record_id()?, at))).collect()
        });
        let variant = data.variants().get(*ids.get(&id)? as usize)?;
        Some(variant.number().into())
    }

    fn by_record_id(&mut self, tenant: &Tenant, id: u64) -> Option<Named> {
        let number = tenant.product_of_record_id(id)?;
        let (product, entry) = tenant.products.get_key_value(number)?;
        if entry.product.record_id() == Some(id) {
            return Some(Named { product: product.clone(), variant: None });
        }
        let variant = self.of_record_id(product, &entry.product, id)?;
        Some(Named { product: product.clone(), variant: Some(variant) })
    }

    /// What a number names: a product, a variant, or either by its record id.
    pub(super) fn find(&mut self, tenant: &Tenant, number: &str) -> Result<Option<Named>, Fault> {
        // no number is both of a product and of a variant
        let by_number = match tenant.variant_of_number(number) {
            Some(product) => Some(Named { product: product.clone(), variant: Some(number.into()) }),
            None => {
                let found = tenant.products.get_key_value(number);
                found.map(|(product, _)| Named { product: product.clone(), variant: None })
            }
        };
        // as record ids are written: `007` is not that of 7
        let id: Option<u64> = number.parse().ok().filter(|id: &u64| id.to_string() == number);
        match (by_number, id.and_then(|id| self.by_record_id(tenant, id))) {
            (Some(one), Some(other)) if one != other => {
                let message =
                    format!("`{}` is the number of {one} and the record id of {other}", shortened(number));
                let advice = "name it by its other number, with `RecordId` for a record id";
                let fault = Fault::new(Code::Ambiguous, message, advice);
                Err(fault.at(Place::path(Column::EntityKeyValue.name())))
            }
            (one, other) => Ok(one.or(other)),
        }
    }

    /// What a record id names.
    pub(super) fn record_id(&mut self, tenant: &Tenant, id: u64) -> Option<Named> {
        self.by_record_id(tenant, id)
    }
}

/// The values of dimensions that have very many.
#[derive(Default)]
pub(super) struct Values(HashMap<(Box<str>, usize), HashSet<Box<str>>>);

/// So many values are as fast looked through.
const FEW: usize = 32;

impl Values {
    /// Whether a dimension of a product has a value.
    pub(super) fn has(&mut self, product: &Product, at: usize, dimension: &Dimension, value: &str) -> bool {
        if dimension.values().len() <= FEW {
            return dimension.values().any(|own| own == value);
        }
        let all = self.0.entry((product.number().into(), at));
        all.or_insert_with(|| dimension.values().map(Into::into).collect()).contains(value)
    }
}
