//! What clients of a scale unit expect: media locations, galleries, additional media.

pub mod json;
pub mod publication;
pub mod snapshot;

use omnimedia::{AdditionalMedia, AltSource, CuratedImage, GalleryOptions, MediaLocation};

use super::args::{choice, flag, omnimedia_choice};
use super::guard::Refusal;
use super::item::{ITEM_KINDS, omnimedia_kind};
use super::view::{Grows, array, omnimedia_str, sized};

/// Where one medium is, and how it is shown: `MediaLocation` of the Retail Server API. How long its texts live stands
/// with the function that gives it; those of a curated image are the caller's own.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_media_location {
    /// The url of the asset, `Uri`; absent where it has none, or an empty one.
    pub uri: omnimedia_str,
    /// What it shows, in words, in the language of the query, `AltText`; absent where there is no such text.
    pub alt_text: omnimedia_str,
    /// The id of the asset; absent where it is curated.
    pub asset: omnimedia_str,
    /// What it is for; absent for all but additional media.
    pub purpose: omnimedia_str,
    /// `OMNIMEDIA_IMAGE`, `OMNIMEDIA_VIDEO` or `OMNIMEDIA_FILE`.
    pub kind: omnimedia_kind,
    /// Its place in the list it came in, 1 first: `Priority`.
    pub priority: u32,
    /// 1 where it is the default image, of which a list has one at most, else 0: `IsDefault`.
    pub is_default: i32,
    /// 1 where the host has to say where its media server is, else 0: `IsSelfHosted`.
    pub is_self_hosted: i32,
    /// 1 where variants share it, since it was assigned to the product or a pattern, else 0:
    /// `IsApplicableForChildEntities`.
    pub is_applicable_for_child_entities: i32,
}

/// Alt texts of a gallery: as the policy has it; the default.
pub const OMNIMEDIA_GALLERY_ALT_BY_POLICY: omnimedia_choice = 0;
/// Alt texts of a gallery: the asset's, else the product's name.
pub const OMNIMEDIA_GALLERY_ALT_ASSET: omnimedia_choice = 1;
/// Alt texts of a gallery: the product's name.
pub const OMNIMEDIA_GALLERY_ALT_PRODUCT: omnimedia_choice = 2;

/// A medium that the page's author puts behind the product's own.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_curated_image {
    /// Where it is.
    pub uri: omnimedia_str,
    /// What it shows, in words; may be absent.
    pub alt_text: omnimedia_str,
    /// `OMNIMEDIA_IMAGE`, `OMNIMEDIA_VIDEO` or `OMNIMEDIA_FILE`; the gallery shows a file nowhere else.
    pub kind: omnimedia_kind,
}

/// What the gallery module lets an author choose. NULL means zeros.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_gallery_options {
    /// The size of this structure in bytes.
    pub size: usize,
    /// 0 hides the images of the master from a selected variant, which shows its own answer alone; 1 shows them behind
    /// it, each asset once. The opposite of `shouldHideMasterProductImagesForVariant`.
    pub show_master_images: i32,
    /// 0 shows the product until a variant is selected; 1 lets values that do not come to a variant have a say:
    /// `shouldUpdateOnPartialDimensionSelection`.
    pub partial_selection: i32,
    /// 0 shows videos, 1 does not.
    pub without_videos: i32,
    /// `OMNIMEDIA_GALLERY_ALT_…`: where alt texts come from: `altTextSource`.
    pub alt_text: omnimedia_choice,
    /// What is shown behind the product's media, in this order: `images`; NULL where there is none.
    pub curated: *const omnimedia_curated_image,
    /// How many curated images.
    pub curated_len: usize,
}

impl Grows for omnimedia_gallery_options {
    const FIRST: usize = size_of::<Self>();
}

const ALT_TEXTS: [Option<AltSource>; 3] = [None, Some(AltSource::Asset), Some(AltSource::Product)];

/// The choices of a gallery; the curated images apart, since the options borrow them.
struct Choices<'call> {
    options: GalleryOptions<'call>,
    curated: Vec<CuratedImage<'call>>,
}

impl Choices<'_> {
    fn options(&self) -> GalleryOptions<'_> {
        GalleryOptions { curated: &self.curated, ..self.options }
    }

    fn read(given: *const omnimedia_gallery_options) -> Result<Self, Refusal> {
        let mut choices = Self { options: GalleryOptions::default(), curated: Vec::new() };
        let Some(given) = sized(given, "options")? else { return Ok(choices) };
        choices.options.hide_master_images = !flag(given.show_master_images, "options.show_master_images")?;
        choices.options.partial_selection = flag(given.partial_selection, "options.partial_selection")?;
        choices.options.videos = !flag(given.without_videos, "options.without_videos")?;
        choices.options.alt_text = choice(given.alt_text, &ALT_TEXTS, "options.alt_text")?;
        for one in array(given.curated, given.curated_len, "options.curated")? {
            let mut image = CuratedImage::new(one.uri.text("options.curated.uri")?);
            if let Some(alt_text) = one.alt_text.optional("options.curated.alt_text")? {
                image = image.alt_text(alt_text);
            }
            choices.curated.push(image.kind(choice(one.kind, &ITEM_KINDS, "options.curated.kind")?));
        }
        Ok(choices)
    }
}

fn location_out(location: &MediaLocation<'_>) -> omnimedia_media_location {
    omnimedia_media_location {
        uri: omnimedia_str::maybe(location.uri()),
        alt_text: omnimedia_str::maybe(location.alt_text()),
        asset: omnimedia_str::maybe(location.asset()),
        purpose: omnimedia_str::maybe(location.purpose()),
        kind: location.kind().number().into(),
        priority: location.priority(),
        is_default: location.is_default().into(),
        is_self_hosted: location.is_self_hosted().into(),
        is_applicable_for_child_entities: location.is_applicable_for_child_entities().into(),
    }
}

/// The locations of all purposes, one purpose after the other.
fn of_all_purposes<'m>(
    media: &'m AdditionalMedia<'_>,
) -> impl Iterator<Item = omnimedia_media_location> + 'm {
    media.iter().flat_map(|(_, locations)| locations).map(location_out)
}
