//! What clients of a scale unit expect: media locations, galleries, image urls (SPEC section 15).
//!
//! Nothing here decides who speaks: an answer of a publication or snapshot is brought into shape. Until
//! the switches of a rollout are on, it is one of the legacy media (SPEC section 13).

mod gallery;
mod location;
#[cfg(test)]
mod rollout_tests;
mod served;
mod source;
#[cfg(test)]
mod tests;

pub use gallery::{CuratedImage, GalleryOptions};
pub use location::MediaLocation;

use crate::fault::Fault;
use crate::model::{Context, Publication};
use crate::policy::Policy;
use crate::resolve::Query;
use crate::snapshot::{Shards, Snapshot};
use crate::tenant::Switches;
use indexmap::IndexMap;
use served::{Gate, Served, Shape};
use source::{Flattened, Reading, Source};

/// Answers in the shapes that clients of a scale unit expect.
///
/// It asks a publication or a snapshot, and gives the same either way. The query says which product
/// or variant, in which channel and catalog, in which one locale.
///
/// ```
/// use omnimedia::{AssetBuilder, DocumentBuilder, Flatten, Kind, Limits, Policy, ProductBuilder};
/// use omnimedia::{Publication, Query, Retail, SetBuilder, Snapshot};
/// let mut builder = Publication::builder(Limits::default());
/// builder.asset(AssetBuilder::new("A1", Kind::Image).url("shirts/a1.png"));
/// let media = DocumentBuilder::new().master(SetBuilder::new().primary(["A1"]));
/// builder.product(ProductBuilder::new("S1").record_id(5637150000).document(media));
/// let publication = builder.build()?;
///
/// let query = Query::record_id(5637150000).channel("128").locale("fr-CA")?;
/// let retail = Retail::new(&publication, Policy::default());
/// let locations = retail.media_locations(&query)?;
/// assert_eq!(locations[0].uri(), Some("shirts/a1.png"));
/// assert!(locations[0].is_default() && locations[0].is_self_hosted());
///
/// let snapshot = Snapshot::open(Flatten::new(&publication, Policy::default()).to_bytes()?)?;
/// assert_eq!(Retail::on(&snapshot).media_locations(&query)?, locations);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct Retail<'a> {
    current: Source<'a>,
    gate: Option<Gate<'a>>,
}

impl core::fmt::Debug for Retail<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Retail").finish_non_exhaustive()
    }
}

impl<'a> Retail<'a> {
    /// Asks a publication under a policy.
    #[must_use]
    pub fn new(publication: &'a Publication, policy: Policy) -> Self {
        Self { current: Source::Publication(publication, policy), gate: None }
    }

    /// Asks a snapshot, under the policy it was flattened with.
    #[must_use]
    pub fn on<B: AsRef<[u8]> + Sync>(snapshot: &'a Snapshot<B>) -> Self {
        Self { current: Source::Snapshot(snapshot as &dyn Flattened), gate: None }
    }

    /// Asks shards as one snapshot, under the policy they were flattened with.
    #[must_use]
    pub fn on_shards<B: AsRef<[u8]> + Sync>(shards: &'a Shards<B>) -> Self {
        Self { current: Source::Snapshot(shards as &dyn Flattened), gate: None }
    }

    /// Asks the legacy media until the switches of a rollout are on, and what is published then.
    ///
    /// `csu_media_locations` switches what every client reads: the data actions, primary image urls and
    /// the pictures of categories. `site_rendering` of the query's channel switches what its pages show:
    /// the gallery and additional media; see [`Retail::for_pages`] too. Without a channel there are no
    /// pages to switch, and `csu_media_locations` counts.
    ///
    /// What is published says what there is. Where the legacy media do not know a product, variant, value
    /// or category that is published, nothing is shown, and it is no fault; where neither does, it is
    /// `not_found`. Either side may be a publication or a snapshot. Of sides that are gated themselves,
    /// what is published counts.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{AssetBuilder, DocumentBuilder, GalleryOptions, Kind, Limits, Policy, ProductBuilder};
    /// use omnimedia::{Publication, Query, Retail, SetBuilder, Switch, Switches};
    /// let shop = |url: &str| {
    ///     let mut builder = Publication::builder(Limits::default());
    ///     builder.asset(AssetBuilder::new("A1", Kind::Image).url(url));
    ///     let media = DocumentBuilder::new().master(SetBuilder::new().primary(["A1"]));
    ///     builder.product(ProductBuilder::new("S1").document(media));
    ///     builder.build()
    /// };
    /// let (legacy, published) = (shop("/Products/S1_000_001.png")?, shop("https://cdn.example/s1.png")?);
    /// let [legacy, published] = [&legacy, &published].map(|shop| Retail::new(shop, Policy::default()));
    ///
    /// let mut switches = Switches::default();
    /// Switch::OF_TENANT.iter().try_for_each(|switch| switches.turn_on(switch.clone()))?;
    /// let retail = Retail::rolled_out(published, legacy, &switches);
    /// let query = Query::new("S1").channel("128");
    /// assert_eq!(retail.media_locations(&query)?[0].uri(), Some("https://cdn.example/s1.png"));
    /// // the pages of channel 128 wait for their own switch
    /// let gallery = retail.gallery(&query, &GalleryOptions::default())?;
    /// assert_eq!(gallery[0].uri(), Some("/Products/S1_000_001.png"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn rolled_out(published: Retail<'a>, legacy: Retail<'a>, switches: &'a Switches) -> Self {
        let gate = Gate { legacy: legacy.current, switches, for_pages: false };
        Self { current: published.current, gate: Some(gate) }
    }

    /// The same, where whoever asks is a page of an online channel: `site_rendering` of the query's
    /// channel switches everything, such as the image urls of a list page. Without a rollout it makes no
    /// difference.
    #[must_use]
    pub fn for_pages(mut self) -> Self {
        if let Some(gate) = &mut self.gate {
            gate.for_pages = true;
        }
        self
    }

    /// What serves a shape in a context.
    fn served(&self, shape: Shape, context: &Context) -> Served<'a> {
        Served::new(self.current, self.gate, shape, context.channel())
    }

    fn locations(&self, query: &Query) -> Served<'a> {
        self.served(Shape::MediaLocations, query.context())
    }

    fn pages(&self, query: &Query) -> Served<'a> {
        self.served(Shape::Pages, query.context())
    }

    /// The gallery of a product or variant: the data action *by record id*.
    ///
    /// Everything that the primary list shows is in it, files and what has no url too. A selection is
    /// asked as it stands, patterns and all; see [`Retail::selected_media_locations`] for the other
    /// data action.
    ///
    /// # Errors
    /// Of a publication as [`Publication::resolve`], of a snapshot as [`Snapshot::subject`].
    ///
    /// # Cost
    /// That of the answer; allocates the list, and what its items have of properties and tags. Texts
    /// are borrowed.
    pub fn media_locations(&self, query: &Query) -> Result<Vec<MediaLocation<'a>>, Fault> {
        Ok(location::gallery_of(self.locations(query).answer(query, Reading::PLAIN)?))
    }

    /// The gallery of the selected variant, until one is selected that of the product: the data action
    /// *for the selected variant*.
    ///
    /// A selection means a variant where it has a value of every dimension and the product has that
    /// variant. Any other counts as none; its values must be the product's all the same.
    ///
    /// # Errors
    /// As [`Retail::media_locations`].
    ///
    /// # Cost
    /// As [`Retail::media_locations`].
    pub fn selected_media_locations(&self, query: &Query) -> Result<Vec<MediaLocation<'a>>, Fault> {
        Ok(location::gallery_of(self.locations(query).answer(query, Reading::SELECTED)?))
    }

    /// What the gallery module shows for the selected variant, until one is selected for the product.
    ///
    /// Images and videos alone; numbered anew, as they are shown. The first image of the product's own
    /// is the default one, a curated one never.
    ///
    /// # Errors
    /// As [`Retail::media_locations`].
    ///
    /// # Cost
    /// That of one answer, of two where the master's images are not hidden from a variant.
    pub fn gallery<'r>(
        &self,
        query: &Query,
        options: &GalleryOptions<'r>,
    ) -> Result<Vec<MediaLocation<'r>>, Fault>
    where
        'a: 'r,
    {
        gallery::gallery(self.pages(query), query, options)
    }

    /// What the additional-media module shows for the selected variant, until one is selected for the
    /// product: media by purpose.
    ///
    /// # Errors
    /// As [`Retail::media_locations`].
    ///
    /// # Cost
    /// As [`Retail::media_locations`].
    pub fn additional_media(&self, query: &Query) -> Result<AdditionalMedia<'a>, Fault> {
        let answer = self.pages(query).answer(query, Reading::SELECTED)?;
        let mut by_purpose: IndexMap<&'a str, Vec<MediaLocation<'a>>> = IndexMap::new();
        for location in location::additional_of(answer) {
            by_purpose.entry(location.purpose().unwrap_or_default()).or_default().push(location);
        }
        by_purpose.values_mut().for_each(|locations| location::number(locations));
        Ok(AdditionalMedia { by_purpose })
    }

    /// The url of the default image: `PrimaryImageUrl`. `None` where there is no image, or it has no url.
    ///
    /// # Errors
    /// As [`Retail::media_locations`].
    ///
    /// # Cost
    /// As [`Retail::media_locations`]; [`Retail::primary_image_urls`] is quicker for many.
    pub fn primary_image_url(&self, query: &Query) -> Result<Option<&'a str>, Fault> {
        let locations = self.media_locations(query)?;
        Ok(locations.iter().find(|location| location.is_default()).and_then(MediaLocation::uri))
    }

    /// The urls of the default images of products or variants, for a list page: in the order of their
    /// numbers, each `not_found` by itself.
    ///
    /// # Cost
    /// That of an answer each; of a snapshot that of [`Snapshot::answers`].
    #[must_use]
    pub fn primary_image_urls(
        &self,
        numbers: &[&str],
        context: &Context,
    ) -> Vec<Result<Option<&'a str>, Fault>> {
        self.served(Shape::MediaLocations, context).image_urls(numbers, context)
    }

    /// As [`Retail::primary_image_urls`], by record id.
    #[must_use]
    pub fn primary_image_urls_by_record_id(
        &self,
        record_ids: &[u64],
        context: &Context,
    ) -> Vec<Result<Option<&'a str>, Fault>> {
        self.served(Shape::MediaLocations, context).image_urls_by_record_id(record_ids, context)
    }

    /// The picture of a category, `Images` of a `Category`: one location at most, always the channel's.
    ///
    /// It is applicable for no child entities: categories inherit nothing.
    ///
    /// # Errors
    /// `not_found`; of a publication as [`Publication::category_image`].
    ///
    /// # Cost
    /// Linear in the documents of the category.
    pub fn category_images(&self, id: &str, context: &Context) -> Result<Vec<MediaLocation<'a>>, Fault> {
        Ok(location::picture_of(self.served(Shape::MediaLocations, context).category(id, context)?)
            .into_iter()
            .collect())
    }
}

/// The additional media of a product or variant, by purpose.
///
/// Purposes come in the order of their first item and compare exactly; each has its own priorities,
/// 1 first. None of them is a default image.
#[derive(Clone, Debug)]
pub struct AdditionalMedia<'a> {
    by_purpose: IndexMap<&'a str, Vec<MediaLocation<'a>>>,
}

impl PartialEq for AdditionalMedia<'_> {
    /// Whether both have the same media in the same order.
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<'a> AdditionalMedia<'a> {
    /// The purposes.
    pub fn purposes(&self) -> impl ExactSizeIterator<Item = &'a str> {
        self.by_purpose.keys().copied()
    }

    /// The media with a purpose, in order; none for a purpose that nothing has.
    #[must_use]
    pub fn with_purpose(&self, purpose: &str) -> &[MediaLocation<'a>] {
        self.by_purpose.get(purpose).map_or(&[], Vec::as_slice)
    }

    /// Each purpose with its media.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&'a str, &[MediaLocation<'a>])> {
        self.by_purpose.iter().map(|(purpose, locations)| (*purpose, locations.as_slice()))
    }
}
