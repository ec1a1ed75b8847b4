//! A tenant from a publication.

use super::content::Content;
use super::life::{Cause, Life, Stamp};
use super::target::What;
use super::{Tenant, uses};
use crate::fault::Faults;
use crate::limits::Limits;
use crate::model::{CategoryBuilder, CentralSwatch, Publication};
use std::collections::BTreeSet;
use std::sync::Arc;

impl Tenant {
    /// The tenant whose publication this is: everything in it is version 1, checked in and published.
    /// An asset that is not published is a draft.
    ///
    /// # Errors
    /// Every fault there is under these limits; a publication that was read under the same has none.
    ///
    /// # Cost
    /// Linear in the publication.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{Limits, Publication, Stamp, Tenant};
    /// let json = r#"{"omnimedia": "publication/1", "assets": [{"id": "A1", "kind": "image"}],
    ///     "products": [{"number": "S1", "media": [{"master": {"primary": ["A1"]}}]}]}"#;
    /// let publication = Publication::from_json(json.as_bytes(), &Limits::default())?;
    /// let stamp = Stamp::new("import", "2026-11-24T09:00:00Z".parse()?);
    /// let tenant = Tenant::from_publication(&publication, &Limits::default(), &stamp)?;
    /// assert_eq!(tenant.publication()?, publication);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_publication(
        publication: &Publication,
        limits: &Limits,
        stamp: &Stamp,
    ) -> Result<Self, Faults> {
        let mut tenant = Self::new(limits.clone());
        for channel in publication.channels() {
            tenant.channels.insert(channel.id().into(), channel.clone());
        }
        for asset in publication.assets() {
            let what = What::Asset(asset.id().into());
            let mut content = asset.to_builder();
            content.published = None;
            tenant.begin(what, content.into(), asset.is_published(), stamp)?;
        }
        for swatch in publication.central_swatches() {
            tenant.put_swatch(swatch.clone());
        }
        for category in publication.categories() {
            let CategoryBuilder { media, .. } = category.to_builder();
            tenant.set_category(CategoryBuilder { media: Vec::new(), ..category.to_builder() })?;
            let id: Arc<str> = category.id().into();
            for (document, content) in category.documents().iter().zip(media) {
                let what = What::Category(id.clone(), document.context().clone());
                tenant.begin(what, content.into(), true, stamp)?;
            }
        }
        for product in publication.products() {
            tenant.set_product(product.to_builder_without_media())?;
            let number: Arc<str> = product.number().into();
            for document in product.documents() {
                let what = What::Document(number.clone(), document.context().clone());
                tenant.begin(what, document.to_builder(product).in_order().into(), true, stamp)?;
            }
        }
        tenant.changes = Default::default();
        tenant.changed_units = tenant.units().collect();
        Ok(tenant)
    }

    /// A tenant with what a publication has besides media: channels, categories, products, and central
    /// swatches that are colours. This is what a manifest is taken into where a shop begins.
    ///
    /// # Errors
    /// As [`Tenant::from_publication`].
    ///
    /// # Cost
    /// Linear in the publication.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{Limits, Publication, Tenant};
    /// let json = r#"{"omnimedia": "publication/1", "assets": [{"id": "A1", "kind": "image"}],
    ///     "products": [{"number": "S1", "media": [{"master": {"primary": ["A1"]}}]}]}"#;
    /// let publication = Publication::from_json(json.as_bytes(), &Limits::default())?;
    /// let tenant = Tenant::without_media_of(&publication, &Limits::default())?;
    /// assert_eq!((tenant.products().len(), tenant.targets().count()), (1, 0));
    /// # Ok::<(), omnimedia::Faults>(())
    /// ```
    pub fn without_media_of(publication: &Publication, limits: &Limits) -> Result<Self, Faults> {
        let mut tenant = Self::new(limits.clone());
        for channel in publication.channels() {
            tenant.channels.insert(channel.id().into(), channel.clone());
        }
        for swatch in publication.central_swatches() {
            if swatch.paint().asset().is_none() {
                tenant.put_swatch(swatch.clone());
            }
        }
        for category in publication.categories() {
            tenant.set_category(CategoryBuilder { media: Vec::new(), ..category.to_builder() })?;
        }
        for product in publication.products() {
            tenant.set_product(product.to_builder_without_media())?;
        }
        tenant.changes = Default::default();
        tenant.changed_units = tenant.units().collect();
        Ok(tenant)
    }

    /// Puts a central swatch where there was none.
    pub(super) fn put_swatch(&mut self, swatch: CentralSwatch) {
        let key = (swatch.dimension.clone(), swatch.value.clone());
        let named: BTreeSet<Box<str>> = swatch.paint().asset().map(Into::into).into_iter().collect();
        let owner = uses::Owner::CentralSwatch(key.0.clone(), key.1.clone());
        self.uses.replace(&owner, &BTreeSet::new(), &named);
        self.swatches.insert(key, swatch);
    }

    /// Begins a life with one version.
    fn begin(
        &mut self,
        what: What,
        content: Content,
        is_published: bool,
        stamp: &Stamp,
    ) -> Result<(), Faults> {
        let content = Arc::new(content);
        Ok(self.change(&what.live(), |life: &mut Life| {
            let number = life.add(stamp, Cause::Import, Some(content));
            life.draft = Some(number);
            if is_published {
                life.publish(number, stamp);
            }
        })?)
    }
}
