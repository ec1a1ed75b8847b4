//! What a snapshot is asked.

use pyo3::prelude::*;

use super::Snapshot;
use crate::answer::{Answer, Held};
use crate::args::{self, Subject};
use crate::arrow::stream::Stream;
use crate::arrow::table::Table;
use crate::arrow::{batch, rows};
use crate::fault::{Tells, told};
use crate::guard::guard;
use crate::insight::{Diff, Sides};
use crate::media::{CategoryImage, Swatch};
use crate::plain::{text, text_or_none, texts_or_none, whole, whole_or_none};
use crate::policy::Context;
use crate::shelf::Shelf;

#[pymethods]
impl Snapshot {
    /// The shelf of a context, resolved once: the fastest way to ask for many products.
    ///
    /// Args:
    ///     channel: an operating unit number; `None` is Omnichannel. An unknown one is still a channel.
    ///     locale: a BCP 47 tag in any case; `None` is Neutral.
    ///     catalog: a catalog number; `None` is the default catalog.
    ///
    /// Raises:
    ///     Fault: `malformed_locale`.
    #[pyo3(signature = (*, channel=None, locale=None, catalog=None))]
    fn shelf(
        &self,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
    ) -> PyResult<Shelf> {
        guard(|| Shelf::new(self.opened()?, channel, locale, catalog))
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
    ///
    /// Raises:
    ///     Fault: `not_found`, `bad_query`, `malformed_locale`.
    #[pyo3(signature = (product=None, *, variant=None, values=None, record_id=None, channel=None, locale=None, catalog=None))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn resolve(
        &self,
        py: Python<'_>,
        #[pyo3(from_py_with = text_or_none)] product: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] variant: Option<&str>,
        values: Option<&Bound<'_, PyAny>>,
        #[pyo3(from_py_with = whole_or_none)] record_id: Option<u64>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
    ) -> PyResult<Py<Answer>> {
        guard(|| {
            let opened = self.opened()?;
            // a context that is none is told first, as a publication does; it is looked at where nothing else is left
            let no_context =
                |fault| args::context(channel, locale, catalog).err().unwrap_or_else(|| told(&fault));
            let (kept, shelf) = match (product, variant, values, record_id) {
                (Some(number), None, None, None) => {
                    let found = opened.find(number).map_err(no_context)?;
                    (found.keep(), opened.shelf_for(&found, channel, locale, catalog))
                }
                _ => {
                    let subject = Subject { product, variant, values: args::values(values)?, record_id };
                    let query = subject.query(args::context(channel, locale, catalog)?)?;
                    let selected = opened.subject(&query).tell()?;
                    (selected.keep(), opened.shelf_for(selected.found(), channel, locale, catalog))
                }
            };
            // made in its place, since it is too large to be handed from one function to the next
            Py::new(py, Answer(Held::of_snapshot(opened, kept, shelf.tell()?)))
        })
    }

    /// What a table of questions shows: a row for each, in the same order.
    ///
    /// Args:
    ///     data: whatever speaks Arrow, such as a table of pyarrow, Polars, DuckDB or pandas. Its columns `product`,
    ///         `variant`, `record_id` say what is asked for, at least one of them, as the arguments of `resolve` do;
    ///         `channel`, `locale`, `catalog` say where; a null is as if the argument were absent. Other columns are
    ///         passed over; one whose name nearly is that of a column that is not there, such as `chanel`, is refused.
    ///     columns: the columns that are wanted, of `default_image` (the id of the asset), `default_image_url`,
    ///         `primary` (ids), `additional` (purpose and id), `level`, `origin_catalog`, `origin_channel`,
    ///         `origin_locale`, `hash`, `fault`; `None` is all but the hash. Only what is wanted is looked up.
    ///     channel, locale, catalog: the context of every row, where there is no column of that name.
    ///
    /// Returns:
    ///     A table of these columns. A row that cannot be answered has the code of its fault in `fault`, and nothing
    ///     else.
    ///
    /// Raises:
    ///     Fault: `bad_argument` for a column that is not known, nearly known, missing, or of another type;
    ///         `malformed_locale` for the argument; `read` where the columns cannot be read to their end, with what the
    ///         iterator of a `pyarrow.RecordBatchReader` raised as its cause.
    ///     TypeError: `data` does not speak Arrow.
    #[pyo3(signature = (data, *, columns=None, channel=None, locale=None, catalog=None))]
    fn resolve_batch(
        &self,
        data: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = texts_or_none)] columns: Option<Vec<String>>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
    ) -> PyResult<Table> {
        guard(|| {
            batch::resolve(&*self.opened()?, data, columns, &batch::Constant { channel, locale, catalog })
        })
    }

    /// Every row of the flattened table, made while it is read: of each product the product without a selection and
    /// then its variants, each in every context.
    ///
    /// Products come as they lie in the snapshot: by number, and what deltas changed after the rest.
    ///
    /// Args:
    ///     contexts: the contexts, in this order; `None` is every known one.
    ///     columns: the columns that are wanted, of `product`, `variant`, `record_id`, `catalog`, `channel`, `locale`
    ///         and those of `resolve_batch` but `fault`; `None` is all but the hash.
    ///     batch_size: the rows of a batch, 1 to 1,048,576.
    ///     products: the numbers of products that are wanted; a variant's number means that variant alone. `None` is
    ///         every product.
    ///
    /// Returns:
    ///     A stream that is read once, such as into Parquet. Its memory is that of one batch.
    ///
    /// Raises:
    ///     Fault: `bad_argument` for a column that is not known, and for another `batch_size`; `not_found` for a
    ///         product; `limit_answers` where more than 1,000,000 contexts are known.
    ///
    /// Example:
    ///     >>> import omnimedia as om
    ///     >>> shop = om.Publication.from_dict({
    ///     ...     "omnimedia": "publication/1",
    ///     ...     "assets": [{"id": "A1", "kind": "image"}],
    ///     ...     "products": [{"number": "S1", "media": [{"master": {"primary": ["A1"]}}]}, {"number": "S2"}],
    ///     ... })
    ///     >>> for row in shop.flatten().rows(columns=["product", "default_image"]):
    ///     ...     print(row)
    ///     {'product': 'S1', 'default_image': 'A1'}
    ///     {'product': 'S2', 'default_image': None}
    #[pyo3(signature = (*, contexts=None, columns=None, batch_size=65536, products=None))]
    fn rows(
        &self,
        contexts: Option<Vec<Bound<'_, Context>>>,
        #[pyo3(from_py_with = texts_or_none)] columns: Option<Vec<String>>,
        #[pyo3(from_py_with = whole)] batch_size: usize,
        #[pyo3(from_py_with = texts_or_none)] products: Option<Vec<String>>,
    ) -> PyResult<Stream> {
        guard(|| rows::stream(&self.opened()?, contexts, columns, batch_size, products))
    }

    /// What is shown in another way in another snapshot, in every context that either knows. Each is asked under its
    /// own policy; products whose records are equal are not asked at all.
    ///
    /// Args:
    ///     after: the later snapshot.
    ///     products: the numbers of the products to look at; `None` is all.
    ///     categories: the ids of the categories to look at; `None` is all, or none where products are named.
    ///     limits: a mapping of limits (SPEC section 16) to numbers; of these `answers` counts.
    ///
    /// Raises:
    ///     Fault: `limit_answers` for more answers to compare than the limit, before any is compared.
    #[pyo3(signature = (after, *, products=None, categories=None, limits=None))]
    fn diff(
        &self,
        py: Python<'_>,
        after: &Self,
        #[pyo3(from_py_with = texts_or_none)] products: Option<Vec<String>>,
        #[pyo3(from_py_with = texts_or_none)] categories: Option<Vec<String>>,
        limits: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Diff> {
        guard(|| {
            let sides = Sides::Snapshots(self.opened()?, after.opened()?);
            Diff::new(py, sides, products, categories, args::limits(limits)?)
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
    ///
    /// Raises:
    ///     Fault: `not_found`, `bad_query`, `malformed_locale`.
    #[pyo3(signature = (product=None, *, record_id=None, channel=None, locale=None, catalog=None))]
    fn swatches(
        &self,
        #[pyo3(from_py_with = text_or_none)] product: Option<&str>,
        #[pyo3(from_py_with = whole_or_none)] record_id: Option<u64>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
    ) -> PyResult<Vec<Swatch>> {
        guard(|| {
            let subject = Subject { product, variant: None, values: Vec::new(), record_id };
            let query = subject.query(args::context(channel, locale, catalog)?)?;
            Ok(self.opened()?.swatches(&query).tell()?.iter().map(Swatch::from).collect())
        })
    }

    /// The tenant's swatch of a value, for list pages and refiners; `None` where there is none.
    ///
    /// Args:
    ///     dimension: the name of the dimension.
    ///     value: the value.
    fn central_swatch(
        &self,
        #[pyo3(from_py_with = text)] dimension: &str,
        #[pyo3(from_py_with = text)] value: &str,
    ) -> PyResult<Option<Swatch>> {
        guard(|| Ok(self.opened()?.central_swatch(dimension, value).as_ref().map(Swatch::from)))
    }

    /// The picture of a category in a channel.
    ///
    /// Args:
    ///     category: the id of the category.
    ///     channel, locale, catalog: the context; without a channel there is no picture.
    ///
    /// Raises:
    ///     Fault: `not_found`, `malformed_locale`.
    #[pyo3(signature = (category, *, channel=None, locale=None, catalog=None))]
    fn category_image(
        &self,
        #[pyo3(from_py_with = text)] category: &str,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
    ) -> PyResult<CategoryImage> {
        guard(|| {
            let context = args::context(channel, locale, catalog)?;
            Ok(CategoryImage::from(&self.opened()?.category_image(category, &context).tell()?))
        })
    }
}
