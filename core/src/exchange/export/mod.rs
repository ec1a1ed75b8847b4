//! Manifests out of a tenant.

mod asset;
mod document;
mod row;
#[cfg(test)]
mod tests;

use crate::fault::{Fault, Faults};
use crate::locale::Tag;
use crate::manifest::IfExists;
use crate::model::Context;
use crate::tenant::{Life, Tenant, What};
use row::Rows;
use std::collections::BTreeSet;
use std::io::Write;

/// Writes a tenant, or a part of it, as a manifest (SPEC section 10).
///
/// Assets come first, a row for each channel and locale, then the documents of products and of
/// categories, a row for each item, swatch, and list without items. What is published has the action
/// `PublishNow`, a draft that differs from it follows as `Draft`. Versions and instants are written for
/// people; check-outs, earlier versions and publish groups are not. Taken into a tenant with the same
/// products, categories and channels but no media, it gives a tenant whose manifest is the same.
///
/// # Example
/// ```
/// use omnimedia::{Export, Import, Limits, Publication, Stamp, Tenant};
/// let json = r##"{"omnimedia": "publication/1",
///     "assets": [{"id": "A1", "kind": "image", "url": "a1.png", "text": {"neutral": {"alt": "Shirt"}}}],
///     "products": [{"number": "S1", "media": [{"master": {"primary": ["A1"]}}]}]}"##;
/// let publication = Publication::from_json(json.as_bytes(), &Limits::default())?;
/// let stamp = Stamp::new("ann", "2026-11-24T09:00:00Z".parse()?);
/// let tenant = Tenant::from_publication(&publication, &Limits::default(), &stamp)?;
/// let mut manifest = Vec::new();
/// let exported = Export::new(&tenant).write(&mut manifest)?;
/// assert_eq!((exported.rows(), exported.warnings().len()), (2, 0));
///
/// let mut other = Tenant::without_media_of(&publication, &Limits::default())?;
/// Import::new().run(&mut other, manifest.as_slice(), &stamp)?;
/// let mut again = Vec::new();
/// Export::new(&other).write(&mut again)?;
/// assert_eq!(manifest, again);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Export<'t> {
    tenant: &'t Tenant,
    products: Option<BTreeSet<String>>,
    categories: Option<BTreeSet<String>>,
    channels: Option<BTreeSet<String>>,
    locales: Option<BTreeSet<String>>,
    formula_safe: bool,
    if_exists: Option<IfExists>,
    most_warnings: usize,
}

/// What an export wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    rows: u64,
    warned: u64,
    warnings: Vec<Fault>,
}

impl Exported {
    /// How many rows were written, without the header.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// What did not travel, and why: the first 1,000.
    pub fn warnings(&self) -> impl ExactSizeIterator<Item = &Fault> {
        self.warnings.iter()
    }

    /// How many things did not travel.
    #[must_use]
    pub fn warned(&self) -> u64 {
        self.warned
    }
}

fn all<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Option<BTreeSet<String>> {
    Some(names.into_iter().map(Into::into).collect())
}

impl<'t> Export<'t> {
    /// An export of everything in a tenant.
    #[must_use]
    pub fn new(tenant: &'t Tenant) -> Self {
        Self {
            tenant,
            products: None,
            categories: None,
            channels: None,
            locales: None,
            formula_safe: false,
            if_exists: None,
            most_warnings: 1_000,
        }
    }

    /// Only the documents of these products, by number, and the assets that they use.
    #[must_use]
    pub fn products<S: Into<String>>(mut self, numbers: impl IntoIterator<Item = S>) -> Self {
        self.products = all(numbers);
        self
    }

    /// Only the documents of these categories, by id, and the assets that they use.
    #[must_use]
    pub fn categories<S: Into<String>>(mut self, ids: impl IntoIterator<Item = S>) -> Self {
        self.categories = all(ids);
        self
    }

    /// Only documents of these channels, and the assets that they use; the empty one is Omnichannel.
    #[must_use]
    pub fn channels<S: Into<String>>(mut self, channels: impl IntoIterator<Item = S>) -> Self {
        self.channels = all(channels);
        self
    }

    /// Only documents of these locales, and the assets that they use; `neutral` is Neutral.
    #[must_use]
    pub fn locales<S: Into<String>>(mut self, locales: impl IntoIterator<Item = S>) -> Self {
        self.locales = all(locales);
        self
    }

    /// Whether an apostrophe is put before cells that a spreadsheet would take for formulas; an import
    /// takes it away.
    #[must_use]
    pub fn formula_safe(mut self, formula_safe: bool) -> Self {
        self.formula_safe = formula_safe;
        self
    }

    /// What `MediaSourceIfExistsAction` says: nothing unless set, which is `UseExisting`. To edit an export
    /// and take it in again, let it say `Overwrite`.
    #[must_use]
    pub fn if_exists(mut self, if_exists: IfExists) -> Self {
        self.if_exists = Some(if_exists);
        self
    }

    /// Writes the manifest.
    ///
    /// # Errors
    /// `malformed_locale` for a locale that was chosen; `not_in_tenant` for a product or category that was
    /// chosen and is not there; `write`. What does not travel is no error: it is in [`Exported`].
    ///
    /// # Cost
    /// Linear in what is written, and in the documents of what is chosen.
    pub fn write(&self, to: impl Write) -> Result<Exported, Faults> {
        let locales = self.chosen_locales()?;
        self.known()?;
        let mut rows = Rows::begin(to, self.formula_safe, self.most_warnings)?;
        let is_whole = self.products.is_none()
            && self.categories.is_none()
            && self.channels.is_none()
            && self.locales.is_none();
        let documents: Vec<(What, &Life)> = self.documents(locales.as_ref());
        let used: BTreeSet<&str> = if is_whole {
            BTreeSet::new()
        } else {
            let contents =
                documents.iter().flat_map(|(_, life)| [life.published_content(), life.draft_content()]);
            contents.flatten().flat_map(|content| content.assets()).collect()
        };
        for (id, life) in &self.tenant.assets {
            if is_whole || used.contains(&**id) {
                asset::write(id, life, self.if_exists, &mut rows)?;
            }
        }
        let mut known = document::Known::default();
        for (what, life) in &documents {
            document::write(self.tenant, what, life, &mut known, &mut rows)?;
        }
        if is_whole && self.tenant.central_swatches().len() > 0 {
            let message = "central swatches do not travel in manifests";
            rows.warn("swatches", message, "set them in the other tenant");
        }
        let (rows, warned, warnings) = rows.finish()?;
        Ok(Exported { rows, warned, warnings })
    }

    fn chosen_locales(&self) -> Result<Option<BTreeSet<Option<Tag>>>, Faults> {
        let Some(locales) = &self.locales else { return Ok(None) };
        let mut faults = Vec::new();
        let mut chosen = BTreeSet::new();
        for locale in locales {
            match Tag::parse(locale) {
                Ok(tag) => drop(chosen.insert(tag)),
                Err(fault) => faults.push(fault),
            }
        }
        Faults::new(faults).map_or(Ok(Some(chosen)), Err)
    }

    /// Refuses products and categories that are not there.
    fn known(&self) -> Result<(), Faults> {
        let missing = |what: &str, id: &str| crate::tenant::no_such_named(what, id);
        let products = self.products.iter().flatten();
        let products = products.filter(|number| !self.tenant.products.contains_key(number.as_str()));
        let categories = self.categories.iter().flatten();
        let categories = categories.filter(|id| !self.tenant.categories.contains_key(id.as_str()));
        let faults = products.map(|number| missing("product", number));
        let faults = faults.chain(categories.map(|id| missing("category", id)));
        Faults::new(faults.collect()).map_or(Ok(()), Err)
    }

    fn documents(&self, locales: Option<&BTreeSet<Option<Tag>>>) -> Vec<(What, &'t Life)> {
        let is_chosen = |context: &Context| {
            let channel = context.channel().unwrap_or_default();
            self.channels.as_ref().is_none_or(|channels| channels.contains(channel))
                && locales.is_none_or(|locales| locales.contains(&context.locale()))
        };
        let mut all = Vec::new();
        if self.products.is_some() || self.categories.is_none() {
            for (number, entry) in &self.tenant.products {
                if self.products.as_ref().is_none_or(|products| products.contains(&**number)) {
                    let documents = entry.documents.iter().filter(|(context, _)| is_chosen(context));
                    let what = |context: &Context| What::Document(number.clone(), context.clone());
                    all.extend(documents.map(|(context, life)| (what(context), life)));
                }
            }
        }
        if self.categories.is_some() || self.products.is_none() {
            for (id, entry) in &self.tenant.categories {
                if self.categories.as_ref().is_none_or(|categories| categories.contains(&**id)) {
                    let documents = entry.documents.iter().filter(|(context, _)| is_chosen(context));
                    let what = |context: &Context| What::Category(id.clone(), context.clone());
                    all.extend(documents.map(|(context, life)| (what(context), life)));
                }
            }
        }
        all
    }
}
