//! The preview: one HTML page that shows what products show, and why.

use omnimedia::Preview;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::args;
use crate::fault::{Tells, bad};
use crate::guard::guard;
use crate::plain::{owned, text, text_or_none, texts_or_none, whole_or_none};
use crate::policy::{Context, Policy};
use crate::publication::Publication;

/// Small pictures by asset: data urls, or the bytes of pictures.
fn thumbnails(given: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<(String, String)>> {
    let Some(given) = given else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for (asset, picture) in args::entries(given, "thumbnails")? {
        let url = if picture.is_instance_of::<PyString>() {
            owned(&picture)?
        } else if let Ok(bytes) = picture.cast::<PyBytes>() {
            data_url(&asset, bytes)?
        } else {
            return Err(PyTypeError::new_err(
                "argument 'thumbnails': expected data urls or the bytes of pictures by asset",
            ));
        };
        all.push((asset, url));
    }
    Ok(all)
}

fn data_url(asset: &str, picture: &Bound<'_, PyBytes>) -> PyResult<String> {
    let bytes = picture.as_bytes();
    let kind = match bytes {
        [0x89, b'P', b'N', b'G', ..] => "png",
        [0xFF, 0xD8, 0xFF, ..] => "jpeg",
        [b'G', b'I', b'F', b'8', ..] => "gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "webp",
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', b'f' | b's', ..] => "avif",
        _ => {
            let what = format!("has bytes for `{asset}` that are no PNG, JPEG, GIF, WebP or AVIF picture");
            return Err(bad("thumbnails", &what, "give a picture of one of these kinds, or a data url"));
        }
    };
    let text: String = picture
        .py()
        .import("base64")?
        .call_method1("b64encode", (picture,))?
        .call_method0("decode")?
        .extract()?;
    Ok(format!("data:image/{kind};base64,{text}"))
}

#[pymethods]
impl Publication {
    /// One HTML page that shows what products show in every context, and why, alone or beside another publication. It
    /// needs nothing but a browser, and asks no network unless `link_pictures` says so.
    ///
    /// Args:
    ///     title: what the page is called.
    ///     caption: what this publication is called on the page.
    ///     compare: another publication, which is shown beside and compared.
    ///     compare_caption: what that one is called.
    ///     products: the numbers of products or variants; `None` is all.
    ///     channels: only these channels of the known contexts, `""` for Omnichannel.
    ///     locales: only these locales of the known contexts, `""` for Neutral.
    ///     catalogs: only these catalogs of the known contexts, `""` for the default one.
    ///     contexts: these contexts instead of the known ones.
    ///     thumbnails: a mapping of assets to small pictures: data urls, or bytes of PNG, JPEG, GIF, WebP or AVIF.
    ///     link_pictures: whether images without a small picture are shown from their own urls.
    ///     most_answers: how many answers the page may hold; `None` is a million.
    ///     limit: how many bytes the page may have; `None` is 32 MiB.
    ///     policy: the choices; `None` is the documented precedence.
    ///
    /// Returns:
    ///     The page: a text, with `save` for a file. The same publications give the same text.
    ///
    /// Raises:
    ///     Fault: `limit_preview`; `not_found` for a product that no side has; `bad_query` where no context is left;
    ///         `type` for a small picture that is none; `malformed_locale`, `duplicate_document`.
    #[pyo3(signature = (*, title=None, caption="Publication", compare=None, compare_caption="Compared", products=None, channels=None, locales=None, catalogs=None, contexts=None, thumbnails=None, link_pictures=false, most_answers=None, limit=None, policy=None))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn preview<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = text_or_none)] title: Option<&str>,
        #[pyo3(from_py_with = text)] caption: &str,
        compare: Option<&Self>,
        #[pyo3(from_py_with = text)] compare_caption: &str,
        #[pyo3(from_py_with = texts_or_none)] products: Option<Vec<String>>,
        #[pyo3(from_py_with = texts_or_none)] channels: Option<Vec<String>>,
        #[pyo3(from_py_with = texts_or_none)] locales: Option<Vec<String>>,
        #[pyo3(from_py_with = texts_or_none)] catalogs: Option<Vec<String>>,
        contexts: Option<Vec<Py<Context>>>,
        thumbnails: Option<&Bound<'_, PyAny>>,
        link_pictures: bool,
        #[pyo3(from_py_with = whole_or_none)] most_answers: Option<usize>,
        #[pyo3(from_py_with = whole_or_none)] limit: Option<usize>,
        policy: Option<&Policy>,
    ) -> PyResult<Bound<'py, PyAny>> {
        guard(|| {
            let mut preview =
                Preview::new(args::policy(policy)).side(caption, &self.0).link_pictures(link_pictures);
            if let Some(compare) = compare {
                preview = preview.side(compare_caption, &compare.0);
            }
            if let Some(title) = title {
                preview = preview.title(title);
            }
            if let Some(products) = products {
                preview = preview.products(products);
            }
            if let Some(channels) = channels {
                preview = preview.channels(channels);
            }
            if let Some(locales) = locales {
                preview = preview.locales(locales).tell()?;
            }
            if let Some(catalogs) = catalogs {
                preview = preview.catalogs(catalogs);
            }
            if let Some(contexts) = contexts {
                preview = preview.contexts(contexts.iter().map(|context| context.get().0.clone()));
            }
            for (asset, url) in self::thumbnails(thumbnails)? {
                preview = preview.thumbnail(asset, url).tell()?;
            }
            if let Some(most) = most_answers {
                preview = preview.most_answers(most);
            }
            if let Some(bytes) = limit {
                preview = preview.limit(bytes);
            }
            let page = py.detach(|| preview.to_html()).tell()?;
            py.import("omnimedia._page")?.getattr("Page")?.call1((page,))
        })
    }
}
