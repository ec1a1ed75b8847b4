//! What the gallery module lets an author choose.

use super::location::{MediaLocation, gallery_of, number};
use super::served::Served;
use super::source::Reading;
use crate::fault::Fault;
use crate::model::Kind;
use crate::policy::AltSource;
use crate::resolve::Query;
use std::collections::HashSet;

/// The choices of the gallery module.
///
/// ```
/// use omnimedia::{AltSource, CuratedImage, GalleryOptions};
/// let curated = [CuratedImage::new("https://cdn.example/fit-guide.png").alt_text("How it fits")];
/// let options = GalleryOptions { curated: &curated, ..GalleryOptions::default() };
/// assert!(options.hide_master_images);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GalleryOptions<'c> {
    /// Whether a selected variant shows its own answer alone: true unless said, and
    /// `shouldHideMasterProductImagesForVariant` in D365.
    ///
    /// Its answer is what precedence gives it: the product's images where it has none of its own, both
    /// where its list appends to them, nothing where an empty list says so. Otherwise the answer of the
    /// product without a selection follows behind it, each asset once.
    pub hide_master_images: bool,
    /// Whether values that do not come to a variant have a say, so that a pattern for the colour shows
    /// as soon as the colour is chosen: false unless said, and `shouldUpdateOnPartialDimensionSelection`
    /// in D365. Otherwise the product shows until a variant is selected.
    pub partial_selection: bool,
    /// Whether videos are shown; true unless said. Files never are.
    pub videos: bool,
    /// Where alt texts come from: as the policy has it unless said, and `altTextSource` in D365.
    pub alt_text: Option<AltSource>,
    /// What is shown behind the product's media, as it stands here: `images` in D365.
    pub curated: &'c [CuratedImage<'c>],
}

impl Default for GalleryOptions<'_> {
    fn default() -> Self {
        Self {
            hide_master_images: true,
            partial_selection: false,
            videos: true,
            alt_text: None,
            curated: &[],
        }
    }
}

/// A medium that the page's author puts behind the product's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CuratedImage<'c> {
    uri: &'c str,
    kind: Kind,
    alt_text: Option<&'c str>,
}

impl<'c> CuratedImage<'c> {
    /// An image at a url, without an alt text.
    #[must_use]
    pub const fn new(uri: &'c str) -> Self {
        Self { uri, kind: Kind::Image, alt_text: None }
    }

    /// What it shows, in words.
    #[must_use]
    pub const fn alt_text(mut self, alt_text: &'c str) -> Self {
        self.alt_text = Some(alt_text);
        self
    }

    /// Makes it a video or a file.
    #[must_use]
    pub const fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }
}

/// The gallery of a query under some choices.
pub(super) fn gallery<'r, 'a: 'r>(
    source: Served<'a>,
    query: &Query,
    options: &GalleryOptions<'r>,
) -> Result<Vec<MediaLocation<'r>>, Fault> {
    let GalleryOptions { hide_master_images, partial_selection, videos, alt_text, curated } = *options;
    let reading = Reading { variant_or_product: !partial_selection, alt_text };
    let answer = source.answer(query, reading)?;
    let number_of_product = answer.product();
    let is_selected = answer.variant().is_some() || (partial_selection && !query.values.is_empty());
    let has_master_behind = !hide_master_images && is_selected;
    let mut locations: Vec<MediaLocation<'r>> = gallery_of(answer);
    if has_master_behind {
        let product = Query::new(number_of_product).within(query.context().clone());
        append(&mut locations, gallery_of(source.answer(&product, reading)?));
    }
    locations.retain(|location| match location.kind() {
        Kind::Image => true,
        Kind::Video => videos,
        Kind::File => false,
    });
    locations.extend(curated.iter().map(|one| MediaLocation::curated(one.uri, one.kind, one.alt_text)));
    number(&mut locations);
    Ok(locations)
}

/// Appends a second gallery, each asset once; the first image of both together is the default one.
fn append<'r>(locations: &mut Vec<MediaLocation<'r>>, others: Vec<MediaLocation<'r>>) {
    let shown: HashSet<Option<&str>> = locations.iter().map(MediaLocation::asset).collect();
    let has_default = locations.iter().any(MediaLocation::is_default);
    let fresh = others.into_iter().filter(|other| !shown.contains(&other.asset()));
    locations.extend(fresh.map(|mut other| {
        other.is_default &= !has_default;
        other
    }));
}
