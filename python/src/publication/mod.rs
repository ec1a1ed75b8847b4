//! Publications: read, asked directly, explained, flattened.

mod insight;

use std::sync::Arc;

use omnimedia::{Flatten, Publication as Core, wire};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};

use crate::answer::{Answer, Held};
use crate::args::{self, Subject, TextOrBytes, from_json, json_text};
use crate::explanation::Explanation;
use crate::fault::{Tells, fault_list};
use crate::guard::guard;
use crate::map::Bytes;
use crate::media::{CategoryImage, Swatch};
use crate::plain::{pairs, text, text_or_none, texts, whole_or_none};
use crate::policy::{Context, Policy};
use crate::snapshot::Snapshot;

/// The published state of a tenant, in memory (SPEC section 2). It never changes, and any thread may ask it. Two are
/// equal where they say the same, in whatever order: that is linear in them.
///
/// Example:
///     >>> import omnimedia as om
///     >>> shop = om.Publication.from_dict({
///     ...     "omnimedia": "publication/1",
///     ...     "assets": [{"id": "A1", "kind": "image"}],
///     ...     "products": [{"number": "S1", "media": [{"master": {"primary": ["A1"]}}]}, {"number": "S2"}],
///     ... })
///     >>> shop
///     <Publication: 2 products, 1 asset, 0 categories, 0 channels>
///     >>> shop.resolve("S1", channel="128").default_image.asset
///     'A1'
///     >>> print(str(shop.explain("S2")).splitlines()[1])
///     ├─ gallery: nothing; nothing is assigned in any of the contexts
#[pyclass(frozen, weakref, module = "omnimedia")]
pub(crate) struct Publication(pub(crate) Arc<Core>);

/// Reads with the GIL released, where nothing of Python's is lent.
fn read(
    py: Python<'_>,
    data: &TextOrBytes,
    limits: Option<&Bound<'_, PyAny>>,
    read: impl Send + FnOnce(&[u8], &omnimedia::Limits) -> Result<Core, omnimedia::Faults>,
) -> PyResult<Publication> {
    let limits = args::limits(limits)?;
    let bytes = data.bytes(py)?;
    let publication = py.detach(|| read(bytes, &limits)).tell()?;
    Ok(Publication(Arc::new(publication)))
}

#[pymethods]
impl Publication {
    /// Reads `publication/1` as one JSON object.
    ///
    /// Args:
    ///     data: JSON as text or as UTF-8 bytes.
    ///     limits: a mapping of limits (SPEC section 16) to numbers; what is absent has its default.
    ///
    /// Raises:
    ///     Fault: everything that is wrong with the input; `faults` has all of it, each with its place.
    #[staticmethod]
    #[pyo3(name = "from_json", signature = (data, *, limits=None))]
    fn from_json_object(
        py: Python<'_>,
        data: TextOrBytes,
        limits: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        guard(|| read(py, &data, limits, Core::from_json))
    }

    /// Reads `publication/1` as JSON Lines: a header, then one entity a line.
    ///
    /// Args:
    ///     data: JSON Lines as text or as UTF-8 bytes.
    ///     limits: a mapping of limits (SPEC section 16) to numbers; what is absent has its default.
    ///
    /// Raises:
    ///     Fault: everything that is wrong with the input; `faults` has all of it, each with its line.
    #[staticmethod]
    #[pyo3(signature = (data, *, limits=None))]
    fn from_json_lines(
        py: Python<'_>,
        data: TextOrBytes,
        limits: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        guard(|| read(py, &data, limits, |bytes, limits| Core::from_json_lines(bytes, limits)))
    }

    /// Makes a publication of the dictionaries and lists of `publication/1`.
    ///
    /// Args:
    ///     data: a mapping as `json.loads` gives it.
    ///     limits: a mapping of limits (SPEC section 16) to numbers; what is absent has its default.
    ///
    /// Raises:
    ///     Fault: as `from_json`.
    ///     TypeError: something that JSON cannot say.
    #[staticmethod]
    #[pyo3(signature = (data, *, limits=None))]
    fn from_dict(
        py: Python<'_>,
        data: &Bound<'_, PyAny>,
        limits: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        guard(|| {
            let (text, limits) = (json_text(data)?, args::limits(limits)?);
            let publication = py.detach(|| Core::from_json(text.as_bytes(), &limits)).tell()?;
            Ok(Self(Arc::new(publication)))
        })
    }

    /// The publication as one JSON object that reads back equal.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        guard(|| Ok(py.detach(|| self.0.to_json())))
    }

    /// The publication as JSON Lines that read back equal.
    fn to_json_lines(&self, py: Python<'_>) -> PyResult<String> {
        guard(|| Ok(py.detach(|| self.0.to_json_lines())))
    }

    /// The publication as dictionaries and lists.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guard(|| from_json(py, &py.detach(|| self.0.to_json())))
    }

    /// What is worth a look though the publication was taken, such as assets that are not there.
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| fault_list(py, self.0.warnings().iter()))
    }

    /// The numbers of the products, in the order of the input.
    #[getter]
    fn products<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| PyTuple::new(py, self.0.products().map(|product| product.number())))
    }

    /// The ids of the assets, in the order of the input.
    #[getter]
    fn assets<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| PyTuple::new(py, self.0.assets().map(|asset| asset.id())))
    }

    /// The ids of the categories, in the order of the input.
    #[getter]
    fn categories<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| PyTuple::new(py, self.0.categories().map(|category| category.id())))
    }

    /// The ids of the channels that the publication describes, in the order of the input.
    #[getter]
    fn channels<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| PyTuple::new(py, self.0.channels().map(|channel| channel.id())))
    }

    /// The numbers of a product's variants, in the order of the input.
    ///
    /// Args:
    ///     product: the number of the product.
    ///
    /// Raises:
    ///     Fault: `not_found`.
    fn variants<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = text)] product: &str,
    ) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| {
            let Some(found) = self.0.product(product) else {
                // the same words as everywhere else
                self.0.resolve(&omnimedia::Query::new(product), &omnimedia::Policy::DEFAULT).tell()?;
                return Ok(PyTuple::empty(py));
            };
            PyTuple::new(py, found.variants().iter().map(|variant| variant.number()))
        })
    }

    /// The contexts that it knows, Omnichannel first (SPEC section 1). Linear in their number.
    fn known_contexts(&self) -> PyResult<Vec<Context>> {
        guard(|| {
            let known = self.0.known_contexts();
            Ok(known.iter().map(|context| Context(context.to_context())).collect())
        })
    }

    /// What a product, a variant or a selection shows.
    ///
    /// Args:
    ///     product: the number of a product or variant.
    ///     variant: the number of a variant, of the product if that is given too.
    ///     values: selected values by dimension; `"*"` selects none.
    ///     record_id: the record id of a product or variant, instead of `product`.
    ///     channel: an operating unit number; `None` is Omnichannel.
    ///     locale: a BCP 47 tag in any case; `None` is Neutral.
    ///     catalog: a catalog number; `None` is the default catalog.
    ///     policy: the choices; `None` is the documented precedence.
    ///
    /// Raises:
    ///     Fault: `not_found`, `bad_query`, `malformed_locale`; `duplicate_document` where the policy's parents make two
    ///         documents one.
    #[pyo3(signature = (product=None, *, variant=None, values=None, record_id=None, channel=None, locale=None, catalog=None, policy=None))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn resolve(
        &self,
        #[pyo3(from_py_with = text_or_none)] product: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] variant: Option<&str>,
        values: Option<&Bound<'_, PyAny>>,
        #[pyo3(from_py_with = whole_or_none)] record_id: Option<u64>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
        policy: Option<&Policy>,
    ) -> PyResult<Answer> {
        guard(|| {
            let subject = Subject { product, variant, values: args::values(values)?, record_id };
            let query = subject.query(args::context(channel, locale, catalog)?)?;
            Ok(Answer(Held::of_publication(Arc::clone(&self.0), &query, &args::policy(policy)).tell()?))
        })
    }

    /// Why a product, a variant or a selection shows what it shows: every context and set with its fate (SPEC section 7).
    ///
    /// Args:
    ///     product: the number of a product or variant.
    ///     variant: the number of a variant, of the product if that is given too.
    ///     values: selected values by dimension; `"*"` selects none.
    ///     record_id: the record id of a product or variant, instead of `product`.
    ///     channel: an operating unit number; `None` is Omnichannel.
    ///     locale: a BCP 47 tag in any case; `None` is Neutral.
    ///     catalog: a catalog number; `None` is the default catalog.
    ///     policy: the choices; `None` is the documented precedence.
    ///
    /// Raises:
    ///     Fault: `not_found`, `bad_query`, `malformed_locale`; `duplicate_document` where the policy's parents make two
    ///         documents one.
    #[pyo3(signature = (product=None, *, variant=None, values=None, record_id=None, channel=None, locale=None, catalog=None, policy=None))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn explain(
        &self,
        py: Python<'_>,
        #[pyo3(from_py_with = text_or_none)] product: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] variant: Option<&str>,
        values: Option<&Bound<'_, PyAny>>,
        #[pyo3(from_py_with = whole_or_none)] record_id: Option<u64>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
        policy: Option<&Policy>,
    ) -> PyResult<Explanation> {
        guard(|| {
            let subject = Subject { product, variant, values: args::values(values)?, record_id };
            let query = subject.query(args::context(channel, locale, catalog)?)?;
            let policy = args::policy(policy);
            let explanation = self.0.explain(&query, &policy).tell()?;
            let (text, json) = (explanation.to_string(), wire::explanation(&explanation));
            let held = Held::of_publication(Arc::clone(&self.0), &query, &policy).tell()?;
            Ok(Explanation { text, json, answer: Py::new(py, Answer(held))? })
        })
    }

    /// The swatches of a product in a context: every value that has one, in the product's order.
    ///
    /// Args:
    ///     product: the number of a product; a variant's asks for its product.
    ///     record_id: the record id of a product or variant, instead of `product`.
    ///     channel: an operating unit number; `None` is Omnichannel.
    ///     locale: a BCP 47 tag in any case; `None` is Neutral.
    ///     catalog: a catalog number; `None` is the default catalog.
    ///     policy: the choices; `None` is the documented precedence.
    ///
    /// Raises:
    ///     Fault: `not_found`, `bad_query`, `malformed_locale`; `duplicate_document` where the policy's parents make two
    ///         documents one.
    #[pyo3(signature = (product=None, *, record_id=None, channel=None, locale=None, catalog=None, policy=None))]
    fn swatches(
        &self,
        #[pyo3(from_py_with = text_or_none)] product: Option<&str>,
        #[pyo3(from_py_with = whole_or_none)] record_id: Option<u64>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
        policy: Option<&Policy>,
    ) -> PyResult<Vec<Swatch>> {
        guard(|| {
            let subject = Subject { product, variant: None, values: Vec::new(), record_id };
            let query = subject.query(args::context(channel, locale, catalog)?)?;
            Ok(self.0.swatches(&query, &args::policy(policy)).tell()?.iter().map(Swatch::from).collect())
        })
    }

    /// The picture of a category in a channel.
    ///
    /// Args:
    ///     category: the id of the category.
    ///     channel, locale, catalog: the context; without a channel there is no picture.
    ///     policy: the choices; of these `parents` counts.
    ///
    /// Raises:
    ///     Fault: `not_found`, `malformed_locale`.
    #[pyo3(signature = (category, *, channel=None, locale=None, catalog=None, policy=None))]
    fn category_image(
        &self,
        #[pyo3(from_py_with = text)] category: &str,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
        policy: Option<&Policy>,
    ) -> PyResult<CategoryImage> {
        guard(|| {
            let context = args::context(channel, locale, catalog)?;
            let image = self.0.category_image(category, &context, &args::policy(policy)).tell()?;
            Ok(CategoryImage::from(&image))
        })
    }

    /// Prepares every answer under a policy (SPEC section 9): a snapshot, to be asked, saved or sent.
    ///
    /// Args:
    ///     policy: the choices; `None` is the documented precedence.
    ///
    /// Raises:
    ///     Fault: `duplicate_document` where the policy's parents make two documents one.
    #[pyo3(signature = (policy=None))]
    fn flatten(&self, py: Python<'_>, policy: Option<&Policy>) -> PyResult<Snapshot> {
        guard(|| {
            let policy = args::policy(policy);
            let bytes = py.detach(|| Flatten::new(&self.0, policy).to_bytes()).tell()?;
            Snapshot::of(py, vec![Bytes::owned(bytes.into())], false)
        })
    }

    /// The delta from a snapshot to this publication, of what is named: its bytes (SPEC section 9).
    ///
    /// Args:
    ///     base: the snapshot that the delta follows; its policy is taken.
    ///     products, categories, channels, assets: the numbers and ids of what changed, was added or is gone; an asset
    ///         counts as a change of everything that uses it.
    ///     swatches: dimension and value of each central swatch that changed.
    ///
    /// Raises:
    ///     Fault: `wrong_kind` for shards; what the publication is refused for.
    #[pyo3(signature = (base, *, products=Vec::new(), categories=Vec::new(), channels=Vec::new(), assets=Vec::new(), swatches=Vec::new()))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn delta<'py>(
        &self,
        py: Python<'py>,
        base: &Snapshot,
        #[pyo3(from_py_with = texts)] products: Vec<String>,
        #[pyo3(from_py_with = texts)] categories: Vec<String>,
        #[pyo3(from_py_with = texts)] channels: Vec<String>,
        #[pyo3(from_py_with = texts)] assets: Vec<String>,
        #[pyo3(from_py_with = pairs)] swatches: Vec<(String, String)>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        guard(|| {
            let base = base.opened()?;
            let below = base.whole().tell()?;
            let bytes = py.detach(|| {
                let mut change = Flatten::change(&self.0, below)?;
                for number in products {
                    change.product(number);
                }
                for id in categories {
                    change.category(id);
                }
                for id in channels {
                    change.channel(id);
                }
                for id in &assets {
                    change.asset(id);
                }
                for (dimension, value) in swatches {
                    change.swatch(dimension, value);
                }
                change.to_bytes()
            });
            Ok(PyBytes::new(py, &bytes.tell()?))
        })
    }

    fn __len__(&self) -> usize {
        self.0.products().len()
    }

    fn __eq__(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        guard(|| Ok(Arc::ptr_eq(&self.0, &other.0) || py.detach(|| self.0 == other.0)))
    }

    // cheap rather than sharp: equal ones have it in common, and few are ever keys
    fn __hash__(&self) -> u64 {
        let counts = [self.0.products().len(), self.0.assets().len(), self.0.channels().len()];
        counts.iter().fold(17, |hash: u64, count| hash.wrapping_mul(1_000_003) ^ *count as u64)
    }

    // one without products is a publication all the same
    fn __bool__(&self) -> bool {
        true
    }

    fn __repr__(&self) -> String {
        let counted = |count: usize, one: &str, many: &str| match count {
            1 => format!("1 {one}"),
            count => format!("{count} {many}"),
        };
        format!(
            "<Publication: {}, {}, {}, {}>",
            counted(self.0.products().len(), "product", "products"),
            counted(self.0.assets().len(), "asset", "assets"),
            counted(self.0.categories().len(), "category", "categories"),
            counted(self.0.channels().len(), "channel", "channels"),
        )
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let text = slf.get().to_json_lines(slf.py())?;
        Ok((slf.get_type().getattr("from_json_lines")?, PyTuple::new(slf.py(), [text])?))
    }

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf
    }
}
