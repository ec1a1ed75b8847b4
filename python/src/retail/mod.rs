//! The shapes of the retail API: media locations, galleries, additional media.

mod location;

use std::sync::Arc;

use omnimedia::{AltSource, CuratedImage, GalleryOptions, Kind, Query, Retail as Core, Switch, Switches};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

pub(crate) use location::MediaLocation;

use crate::args::{self, Subject};
use crate::fault::{Tells, bad, fault_list};
use crate::guard::guard;
use crate::opened::Opened;
use crate::plain::{owned, owned_or_none, text, text_or_none, texts, whole_or_none, wholes};
use crate::policy::Policy;
use crate::publication::Publication;
use crate::snapshot::Snapshot;

/// What is asked.
#[derive(Clone)]
enum Source {
    Publication(Arc<omnimedia::Publication>, omnimedia::Policy),
    Snapshot(Arc<Opened>),
}

impl Source {
    fn core(&self) -> Core<'_> {
        match self {
            Self::Publication(publication, policy) => Core::new(publication, *policy),
            Self::Snapshot(opened) => opened.retail(),
        }
    }
}

/// What a scale unit's clients expect of a publication or snapshot (SPEC section 15): media locations, galleries,
/// additional media, urls of list pages.
///
/// `publication.retail()` and `snapshot.retail()` make one, `Retail.rolled_out` one that serves legacy media until the
/// switches of the rollout are on. Any thread may ask it.
///
/// Example:
///     >>> import omnimedia as om
///     >>> shop = om.Publication.from_dict({
///     ...     "omnimedia": "publication/1",
///     ...     "assets": [{"id": "A1", "kind": "image", "url": "a1.png"}],
///     ...     "products": [{"number": "S1", "media": [{"master": {"primary": ["A1"]}}]}],
///     ... })
///     >>> location, = shop.retail().media_locations("S1")
///     >>> location.uri, location.is_default, location.is_self_hosted, location.priority
///     ('a1.png', True, True, 1)
#[pyclass(frozen, module = "omnimedia")]
pub(crate) struct Retail {
    published: Source,
    /// What is served until the switches are on.
    legacy: Option<(Source, Switches)>,
    for_pages: bool,
}

impl Retail {
    fn core(&self) -> Core<'_> {
        let Some((legacy, switches)) = &self.legacy else { return self.published.core() };
        let retail = Core::rolled_out(self.published.core(), legacy.core(), switches);
        if self.for_pages { retail.for_pages() } else { retail }
    }
}

#[pymethods]
impl Publication {
    /// The publication in the shapes of the retail API.
    ///
    /// Args:
    ///     policy: the choices; `None` is the documented precedence.
    #[pyo3(signature = (policy=None))]
    fn retail(&self, policy: Option<&Policy>) -> Retail {
        let published = Source::Publication(Arc::clone(&self.0), args::policy(policy));
        Retail { published, legacy: None, for_pages: false }
    }
}

#[pymethods]
impl Snapshot {
    /// The snapshot in the shapes of the retail API, under the policy it was written with.
    fn retail(&self) -> PyResult<Retail> {
        Ok(Retail { published: Source::Snapshot(self.opened()?), legacy: None, for_pages: false })
    }
}

/// Switches in the form that a tenant gives.
fn switches(given: &Bound<'_, PyAny>) -> PyResult<Switches> {
    let mut switches = Switches::default();
    let known = Switch::OF_TENANT;
    let mut pages: Vec<String> = Vec::new();
    let mut on: Vec<String> = Vec::new();
    for (word, value) in args::entries(given, "switches")? {
        if word == "site_rendering" {
            pages = texts(&value)?;
        } else if !known.iter().any(|switch| switch.word() == word) {
            let what = format!("has `{word}`, which is no switch of the tenant");
            return Err(bad("switches", &what, "pass what `switches` of a tenant gives"));
        } else if value.extract()? {
            on.push(word);
        }
    }
    for switch in known {
        if on.iter().any(|word| switch.word() == word) {
            switches.turn_on(switch.clone()).tell()?;
        }
    }
    for channel in pages {
        switches.turn_on(Switch::site_rendering(channel)).tell()?;
    }
    Ok(switches)
}

/// What is asked about, with its context.
fn query(
    product: Option<&str>,
    variant: Option<&str>,
    values: Option<&Bound<'_, PyAny>>,
    record_id: Option<u64>,
    channel: Option<&str>,
    locale: Option<&str>,
    catalog: Option<&str>,
) -> PyResult<Query> {
    let subject = Subject { product, variant, values: args::values(values)?, record_id };
    subject.query(args::context(channel, locale, catalog)?)
}

/// A medium of the page's own.
struct Curated {
    uri: String,
    alt_text: Option<String>,
    kind: Kind,
}

fn curated(given: &Bound<'_, PyAny>) -> PyResult<Curated> {
    if given.is_instance_of::<PyString>() {
        return Ok(Curated { uri: owned(given)?, alt_text: None, kind: Kind::Image });
    }
    let (mut uri, mut alt_text, mut kind) = (None, None, Kind::Image);
    for (key, value) in args::entries(given, "curated")? {
        match key.as_str() {
            "uri" => uri = Some(owned(&value)?),
            "alt_text" => alt_text = owned_or_none(&value)?,
            "kind" => {
                let word = owned(&value)?;
                let known = [Kind::Image, Kind::Video, Kind::File];
                kind = known.into_iter().find(|kind| kind.word() == word).ok_or_else(|| {
                    let what = format!("has the kind `{word}`, which is none");
                    bad("curated", &what, "say `image`, `video` or `file`")
                })?;
            }
            other => {
                let what = format!("has `{other}`, which is no part of a curated image");
                return Err(bad("curated", &what, "give `uri`, `alt_text` and `kind`"));
            }
        }
    }
    match uri {
        Some(uri) => Ok(Curated { uri, alt_text, kind }),
        None => Err(bad("curated", "has an image without a `uri`", "say where it is")),
    }
}

fn alt_source(word: &str) -> PyResult<AltSource> {
    word.parse().map_err(|_: omnimedia::Fault| {
        bad("alt_text", &format!("is `{word}`, which is no choice"), "say `asset` or `product`")
    })
}

fn urls<'py>(
    py: Python<'py>,
    urls: &[Result<Option<&str>, omnimedia::Fault>],
) -> PyResult<Vec<Bound<'py, PyAny>>> {
    let url = |url: &Result<Option<&str>, omnimedia::Fault>| match url {
        Ok(Some(url)) => Ok(PyString::new(py, url).into_any()),
        Ok(None) => Ok(py.None().into_bound(py)),
        Err(fault) => fault_list(py, std::iter::once(fault))?.get_item(0),
    };
    urls.iter().map(url).collect()
}

fn locations(all: &[omnimedia::MediaLocation<'_>]) -> Vec<MediaLocation> {
    all.iter().map(MediaLocation::from).collect()
}

#[pymethods]
impl Retail {
    /// Two sources behind the switches of the rollout (SPEC section 13): the legacy media are served until the switches
    /// are on.
    ///
    /// Args:
    ///     published: what is published.
    ///     legacy: the legacy media.
    ///     switches: which switches are on, as `switches` of a tenant gives it.
    ///     for_pages: whether everything is asked for the pages of a channel, as a site does that draws its own list
    ///         pages.
    ///
    /// Raises:
    ///     Fault: `rollout_order` for switches that need others; `bad_argument` for a word that is no switch, or where
    ///         one of the two is behind switches already.
    #[staticmethod]
    #[pyo3(signature = (published, legacy, switches, *, for_pages=false))]
    fn rolled_out(
        published: &Self,
        legacy: &Self,
        switches: &Bound<'_, PyAny>,
        for_pages: bool,
    ) -> PyResult<Self> {
        guard(|| {
            for (name, retail) in [("published", published), ("legacy", legacy)] {
                if retail.legacy.is_some() {
                    return Err(bad(
                        name,
                        "is behind switches already",
                        "pass that of a publication or snapshot",
                    ));
                }
            }
            let switches = self::switches(switches)?;
            let legacy = Some((legacy.published.clone(), switches));
            Ok(Self { published: published.published.clone(), legacy, for_pages })
        })
    }

    /// The gallery of a product or variant: the data action *by record id*. Files are in it, and what has no url. A
    /// selection is asked as it stands.
    ///
    /// Args:
    ///     product: the number of a product or variant.
    ///     variant: the number of a variant, of the product if that is given too.
    ///     values: selected values by dimension; `"*"` selects none.
    ///     record_id: the record id of a product or variant, instead of `product`.
    ///     channel, locale, catalog: the context.
    ///
    /// Raises:
    ///     Fault: `not_found`, `bad_query`, `malformed_locale`.
    #[pyo3(signature = (product=None, *, variant=None, values=None, record_id=None, channel=None, locale=None, catalog=None))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn media_locations(
        &self,
        #[pyo3(from_py_with = text_or_none)] product: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] variant: Option<&str>,
        values: Option<&Bound<'_, PyAny>>,
        #[pyo3(from_py_with = whole_or_none)] record_id: Option<u64>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
    ) -> PyResult<Vec<MediaLocation>> {
        guard(|| {
            let query = query(product, variant, values, record_id, channel, locale, catalog)?;
            Ok(locations(&self.core().media_locations(&query).tell()?))
        })
    }

    /// The gallery of the selected variant, until one is selected that of the product: the data action *for the
    /// selected variant*. Values that do not come to a variant count as none.
    ///
    /// Args:
    ///     product: the number of a product or variant.
    ///     variant: the number of a variant, of the product if that is given too.
    ///     values: selected values by dimension; `"*"` selects none.
    ///     record_id: the record id of a product or variant, instead of `product`.
    ///     channel: an operating unit number; `None` is Omnichannel.
    ///     locale: a BCP 47 tag in any case; `None` is Neutral.
    ///     catalog: a catalog number; `None` is the default catalog.
    ///
    /// Raises:
    ///     Fault: `not_found`, `bad_query`, `malformed_locale`.
    #[pyo3(signature = (product=None, *, variant=None, values=None, record_id=None, channel=None, locale=None, catalog=None))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn selected_media_locations(
        &self,
        #[pyo3(from_py_with = text_or_none)] product: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] variant: Option<&str>,
        values: Option<&Bound<'_, PyAny>>,
        #[pyo3(from_py_with = whole_or_none)] record_id: Option<u64>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
    ) -> PyResult<Vec<MediaLocation>> {
        guard(|| {
            let query = query(product, variant, values, record_id, channel, locale, catalog)?;
            Ok(locations(&self.core().selected_media_locations(&query).tell()?))
        })
    }

    /// What the gallery module shows for the selected variant, until one is selected for the product: images and
    /// videos, numbered as they are shown, then what is curated.
    ///
    /// Args:
    ///     product, variant, values, record_id, channel, locale, catalog: as `media_locations`.
    ///     hide_master_images: whether a selected variant shows its own answer alone; else the product's images stand
    ///         behind it, each asset once.
    ///     partial_selection: whether values that do not come to a variant have a say.
    ///     videos: whether videos are shown.
    ///     alt_text: where alt texts come from, `"asset"` or `"product"`; `None` is as the policy has it.
    ///     curated: media of the page's own, each a uri or a mapping with `uri`, `alt_text` and `kind`.
    ///
    /// Raises:
    ///     Fault: those of `media_locations`; `bad_argument` for a choice that is none.
    #[pyo3(signature = (product=None, *, variant=None, values=None, record_id=None, channel=None, locale=None, catalog=None, hide_master_images=true, partial_selection=false, videos=true, alt_text=None, curated=None))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn gallery(
        &self,
        #[pyo3(from_py_with = text_or_none)] product: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] variant: Option<&str>,
        values: Option<&Bound<'_, PyAny>>,
        #[pyo3(from_py_with = whole_or_none)] record_id: Option<u64>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
        hide_master_images: bool,
        partial_selection: bool,
        videos: bool,
        #[pyo3(from_py_with = text_or_none)] alt_text: Option<&str>,
        curated: Option<Vec<Bound<'_, PyAny>>>,
    ) -> PyResult<Vec<MediaLocation>> {
        guard(|| {
            let query = query(product, variant, values, record_id, channel, locale, catalog)?;
            let own: Vec<Curated> = curated.iter().flatten().map(self::curated).collect::<PyResult<_>>()?;
            let images: Vec<CuratedImage<'_>> = own
                .iter()
                .map(|own| {
                    let image = CuratedImage::new(&own.uri).kind(own.kind);
                    match &own.alt_text {
                        Some(text) => image.alt_text(text),
                        None => image,
                    }
                })
                .collect();
            let options = GalleryOptions {
                hide_master_images,
                partial_selection,
                videos,
                alt_text: alt_text.map(alt_source).transpose()?,
                curated: &images,
            };
            Ok(locations(&self.core().gallery(&query, &options).tell()?))
        })
    }

    /// What the additional-media module shows for the selected variant, until one is selected for the product: media by
    /// purpose, in the order of their first item. Each purpose counts its own priorities.
    ///
    /// Args:
    ///     product: the number of a product or variant.
    ///     variant: the number of a variant, of the product if that is given too.
    ///     values: selected values by dimension; `"*"` selects none.
    ///     record_id: the record id of a product or variant, instead of `product`.
    ///     channel: an operating unit number; `None` is Omnichannel.
    ///     locale: a BCP 47 tag in any case; `None` is Neutral.
    ///     catalog: a catalog number; `None` is the default catalog.
    ///
    /// Raises:
    ///     Fault: `not_found`, `bad_query`, `malformed_locale`.
    #[pyo3(signature = (product=None, *, variant=None, values=None, record_id=None, channel=None, locale=None, catalog=None))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn additional_media<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = text_or_none)] product: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] variant: Option<&str>,
        values: Option<&Bound<'_, PyAny>>,
        #[pyo3(from_py_with = whole_or_none)] record_id: Option<u64>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
    ) -> PyResult<Bound<'py, PyDict>> {
        guard(|| {
            let query = query(product, variant, values, record_id, channel, locale, catalog)?;
            let media = self.core().additional_media(&query).tell()?;
            let by_purpose = PyDict::new(py);
            for (purpose, all) in media.iter() {
                by_purpose.set_item(purpose, locations(all))?;
            }
            Ok(by_purpose)
        })
    }

    /// The picture of a category, `Images` of a `Category`: one location at most, always the channel's.
    ///
    /// Args:
    ///     category: the id of the category.
    ///     channel, locale, catalog: the context.
    ///
    /// Raises:
    ///     Fault: `not_found`, `malformed_locale`.
    #[pyo3(signature = (category, *, channel=None, locale=None, catalog=None))]
    fn category_images(
        &self,
        #[pyo3(from_py_with = text)] category: &str,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
    ) -> PyResult<Vec<MediaLocation>> {
        guard(|| {
            let context = args::context(channel, locale, catalog)?;
            Ok(locations(&self.core().category_images(category, &context).tell()?))
        })
    }

    /// The url of the default image of each of several products or variants: `PrimaryImageUrl` of a list page.
    ///
    /// Args:
    ///     numbers: the numbers.
    ///     channel, locale, catalog: the context.
    ///
    /// Returns:
    ///     In their order a url, `None` where there is none, or for one that is not there the fault, not raised.
    ///
    /// Raises:
    ///     Fault: `malformed_locale`.
    #[pyo3(signature = (numbers, *, channel=None, locale=None, catalog=None))]
    fn primary_image_urls<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = texts)] numbers: Vec<String>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
    ) -> PyResult<Vec<Bound<'py, PyAny>>> {
        guard(|| {
            let context = args::context(channel, locale, catalog)?;
            let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
            let all = py.detach(|| self.core().primary_image_urls(&numbers, &context));
            urls(py, &all)
        })
    }

    /// The same by record id.
    ///
    /// Args:
    ///     record_ids: the record ids.
    ///     channel, locale, catalog: the context.
    ///
    /// Returns:
    ///     As `primary_image_urls`.
    ///
    /// Raises:
    ///     Fault: `malformed_locale`.
    #[pyo3(signature = (record_ids, *, channel=None, locale=None, catalog=None))]
    fn primary_image_urls_by_record_id<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = wholes)] record_ids: Vec<u64>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
    ) -> PyResult<Vec<Bound<'py, PyAny>>> {
        guard(|| {
            let context = args::context(channel, locale, catalog)?;
            let all = py.detach(|| self.core().primary_image_urls_by_record_id(&record_ids, &context));
            urls(py, &all)
        })
    }

    fn __repr__(&self) -> &'static str {
        match (&self.published, &self.legacy) {
            (_, Some(_)) => "<Retail behind switches>",
            (Source::Publication(..), None) => "<Retail of a publication>",
            (Source::Snapshot(_), None) => "<Retail of a snapshot>",
        }
    }
}
