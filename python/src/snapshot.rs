//! Snapshots: opened, checked, saved, asked.

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use omnimedia::{AlignedBytes, Faults, Flatten, Probe, Shards};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyMemoryView, PyTuple};

use crate::answer::{Answer, Held};
use crate::args::{self, Subject};
use crate::arrow::stream::Stream;
use crate::arrow::table::Table;
use crate::arrow::{batch, rows};
use crate::fault::{Tells, told};
use crate::file;
use crate::guard::guard;
use crate::insight::{Diff, Sides};
use crate::map::Bytes;
use crate::media::{CategoryImage, Swatch};
use crate::opened::Opened;
use crate::policy::{Context, Policy};
use crate::shelf::Shelf;

/// A flattened publication, asked in place: one byte string, or a base with its deltas (SPEC section 9).
///
/// It never changes, and any thread may ask it. `publication.flatten()` makes one, `Snapshot.open` maps one.
///
/// Example:
///     >>> import omnimedia as om
///     >>> shop = om.Publication.from_dict({
///     ...     "omnimedia": "publication/1",
///     ...     "assets": [{"id": "A1", "kind": "image"}],
///     ...     "products": [{"number": "S1", "media": [{"master": {"primary": ["A1"]}}]}, {"number": "S2"}],
///     ... })
///     >>> snapshot = shop.flatten()
///     >>> snapshot.resolve("S1").primary
///     (<Item 'A1': image>,)
///     >>> om.Snapshot.from_bytes(snapshot.to_bytes()) == snapshot
///     True
#[pyclass(frozen, module = "omnimedia")]
pub(crate) struct Snapshot(pub(crate) Arc<Opened>);

impl Snapshot {
    /// A snapshot of new bytes.
    pub(crate) fn of(py: Python<'_>, layers: Vec<Bytes>, verify: bool) -> PyResult<Self> {
        Self::opened(py, verify, || Opened::open(layers))
    }

    fn opened(
        py: Python<'_>,
        verify: bool,
        open: impl Send + FnOnce() -> Result<Opened, omnimedia::Fault>,
    ) -> PyResult<Self> {
        let opened = py.detach(|| {
            let opened = open()?;
            if verify {
                opened.verify()?;
            }
            Ok::<_, Faults>(opened)
        });
        Ok(Self(Arc::new(opened.tell()?)))
    }
}

fn mapped(path: &PathBuf) -> PyResult<Bytes> {
    let read = || -> io::Result<Bytes> {
        if !std::fs::metadata(path)?.is_file() {
            return Err(io::Error::other("what is there is no file"));
        }
        let file = File::open(path)?;
        // an empty file cannot be mapped, and is no snapshot either way
        if file.metadata()?.len() == 0 {
            return Ok(Bytes::owned(AlignedBytes::default()));
        }
        Bytes::mapped(&file)
    };
    read().map_err(|error| file::os_error(&error, path))
}

#[pymethods]
impl Snapshot {
    /// Opens a snapshot file, mapped, with the deltas that follow it.
    ///
    /// A mapped file must stay as it is while it is open: put a new one in its place by renaming, as `save` does, and
    /// never write into it or cut it short.
    ///
    /// Args:
    ///     path: the file of the base.
    ///     deltas: files of deltas, the oldest first.
    ///     verify: whether every checksum and invariant is checked first, in time linear in the files; else opening
    ///         costs the same at any size, and wrong bytes give wrong answers or faults, never more.
    ///
    /// Raises:
    ///     OSError: a file cannot be read.
    ///     Fault: `not_a_snapshot`, `snapshot_version`, `snapshot_length`, `snapshot_checksum`, `snapshot_damaged`;
    ///         `wrong_kind` for a delta without its base, `wrong_base` for a delta of another base.
    #[staticmethod]
    #[pyo3(signature = (path, *, deltas=None, verify=true))]
    fn open(py: Python<'_>, path: PathBuf, deltas: Option<Vec<PathBuf>>, verify: bool) -> PyResult<Self> {
        guard(|| {
            let paths = std::iter::once(&path).chain(deltas.iter().flatten());
            let layers = paths.map(mapped).collect::<PyResult<Vec<_>>>()?;
            Self::of(py, layers, verify)
        })
    }

    /// Opens a snapshot from bytes, with the deltas that follow it.
    ///
    /// `bytes` are kept and read in place; of another read-only buffer a copy is made. A buffer that can be written to
    /// is refused.
    ///
    /// Args:
    ///     data: the bytes of the base.
    ///     deltas: the bytes of deltas, the oldest first.
    ///     verify: as for `open`.
    ///
    /// Raises:
    ///     Fault: as `open`; `bad_argument` for a buffer that can be written to.
    #[staticmethod]
    #[pyo3(signature = (data, *, deltas=None, verify=true))]
    fn from_bytes(
        py: Python<'_>,
        data: &Bound<'_, PyAny>,
        deltas: Option<Vec<Bound<'_, PyAny>>>,
        verify: bool,
    ) -> PyResult<Self> {
        guard(|| {
            let all = std::iter::once(data).chain(deltas.iter().flatten());
            let layers = all.map(crate::buffer::bytes_of).collect::<PyResult<Vec<_>>>()?;
            Self::of(py, layers, verify)
        })
    }

    /// Maps the shards of a publication with their index; they are asked as one snapshot.
    ///
    /// Args:
    ///     index: the file of the index, as `Snapshot.index_shards` makes it.
    ///     shards: the files of the shards, in the order of their numbers.
    ///     verify: as for `open`.
    ///
    /// Raises:
    ///     OSError: a file cannot be read.
    ///     Fault: `wrong_shard` where one is missing, too many, or not the one that the index names; and as `open`.
    #[staticmethod]
    #[pyo3(signature = (index, shards, *, verify=true))]
    fn open_shards(py: Python<'_>, index: PathBuf, shards: Vec<PathBuf>, verify: bool) -> PyResult<Self> {
        guard(|| {
            let (index, shards) = (mapped(&index)?, shards.iter().map(mapped).collect::<PyResult<Vec<_>>>()?);
            Self::opened(py, verify, || Opened::open_shards(index, shards))
        })
    }

    /// Opens the shards of a publication with their index from bytes; as `open_shards` and `from_bytes`.
    ///
    /// Args:
    ///     index: the bytes of the index.
    ///     shards: the bytes of the shards, in the order of their numbers.
    ///     verify: as for `open`.
    ///
    /// Raises:
    ///     Fault: as `open_shards` and `from_bytes`.
    #[staticmethod]
    #[pyo3(signature = (index, shards, *, verify=true))]
    fn from_shards(
        py: Python<'_>,
        index: &Bound<'_, PyAny>,
        shards: Vec<Bound<'_, PyAny>>,
        verify: bool,
    ) -> PyResult<Self> {
        guard(|| {
            let index = crate::buffer::bytes_of(index)?;
            let shards = shards.iter().map(crate::buffer::bytes_of).collect::<PyResult<Vec<_>>>()?;
            Self::opened(py, verify, || Opened::open_shards(index, shards))
        })
    }

    /// The index of shards: the bytes that lead from a number or record id to its shard.
    ///
    /// Args:
    ///     shards: a snapshot for each number of a shard, in order, each of the products that `shard_of` gives it.
    ///
    /// Raises:
    ///     Fault: `wrong_shard` for a product in another shard than its own; `duplicate_identifier` for a number or
    ///         record id in two; `wrong_policy`; `wrong_kind` for a snapshot with deltas, or of shards.
    #[staticmethod]
    fn index_shards<'py>(
        py: Python<'py>,
        shards: Vec<Bound<'py, Snapshot>>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        guard(|| {
            let whole = shards.iter().map(|shard| shard.get().0.whole().cloned());
            let whole = whole.collect::<Result<Vec<_>, _>>().tell()?;
            let index = py.detach(|| Shards::index(&whole)).tell()?;
            Ok(PyBytes::new(py, &index))
        })
    }

    /// The same snapshot with one more delta; the first one stays as it is.
    ///
    /// Args:
    ///     delta: the bytes of a delta, as `publication.delta` or a tenant's publishing gives them.
    ///
    /// Raises:
    ///     Fault: `wrong_base`, `wrong_policy`, `wrong_kind`, and those of `open`.
    fn with_delta(&self, py: Python<'_>, delta: &Bound<'_, PyAny>) -> PyResult<Self> {
        guard(|| {
            self.0.whole().tell()?;
            let delta = crate::buffer::bytes_of(delta)?;
            let layers = self.0.layers().iter().cloned().chain([delta]).collect();
            let above = Self::of(py, layers, false)?;
            let newest = above.0.whole().tell()?;
            py.detach(|| newest.verify_newest()).tell()?;
            Ok(above)
        })
    }

    /// One snapshot without deltas that answers the same: the bytes of a full build. Linear in the snapshot.
    fn compact(&self, py: Python<'_>) -> PyResult<Self> {
        guard(|| {
            let snapshot = self.0.whole().tell()?;
            let bytes = py.detach(|| Flatten::compact(snapshot)).tell()?;
            Self::of(py, vec![Bytes::owned(bytes.into())], false)
        })
    }

    /// Saves to a file: written beside it, synced, then renamed, so that readers see the old file or the new one.
    ///
    /// Args:
    ///     path: the file; a link is replaced, not followed.
    ///
    /// Raises:
    ///     OSError: it cannot be written, or what is there is no file.
    ///     Fault: `wrong_kind` for a snapshot with deltas: compact it first.
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        guard(|| {
            let [bytes] = self.0.layers() else {
                return Err(several());
            };
            py.detach(|| file::write(&path, bytes.as_ref())).map_err(|error| file::os_error(&error, &path))
        })
    }

    /// The bytes of a snapshot without deltas, to be sent: a read-only view that keeps them; nothing is copied.
    ///
    /// Raises:
    ///     Fault: `wrong_kind` for a snapshot with deltas: compact it first.
    fn view<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyMemoryView>> {
        guard(|| match self.0.layers() {
            [bytes] => crate::buffer::view_of(py, bytes),
            _ => Err(several()),
        })
    }

    /// The bytes of a snapshot without deltas, copied.
    ///
    /// Raises:
    ///     Fault: `wrong_kind` for a snapshot with deltas: compact it first.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        guard(|| match self.0.layers() {
            [bytes] => Ok(PyBytes::new(py, bytes.as_ref())),
            _ => Err(several()),
        })
    }

    /// Checks the checksum of every section and every invariant of the format. Linear in the bytes.
    ///
    /// Raises:
    ///     Fault: `snapshot_checksum`, `snapshot_damaged`; `faults` has all that is broken.
    fn verify(&self, py: Python<'_>) -> PyResult<()> {
        guard(|| py.detach(|| self.0.verify()).tell())
    }

    /// What a file is, from its first 64 bytes: `kind` is `"current"`, `"older"`, `"newer"` or `"not a snapshot"`;
    /// of a current one `delta` and `length` in bytes, of another `version`, major and minor.
    ///
    /// Args:
    ///     data: at least 64 bytes from the begin of a file.
    #[staticmethod]
    fn probe<'py>(py: Python<'py>, data: args::TextOrBytes) -> PyResult<Bound<'py, PyDict>> {
        guard(|| {
            let told = PyDict::new(py);
            match omnimedia::probe(data.bytes(py)?) {
                Probe::Current { delta, length } => {
                    told.set_item("kind", "current")?;
                    told.set_item("delta", delta)?;
                    told.set_item("length", length)?;
                }
                Probe::Older { version } => {
                    told.set_item("kind", "older")?;
                    told.set_item("version", version)?;
                }
                Probe::Newer { version } => {
                    told.set_item("kind", "newer")?;
                    told.set_item("version", version)?;
                }
                Probe::NotASnapshot => told.set_item("kind", "not a snapshot")?,
            }
            Ok(told)
        })
    }

    /// The policy that it was flattened under.
    #[getter]
    fn policy(&self) -> Policy {
        Policy(self.0.policy())
    }

    /// The content hash, 32 hexadecimal digits: deltas name their base by it.
    #[getter]
    fn content_hash(&self) -> String {
        format!("{:032x}", self.0.content_hash())
    }

    /// How many deltas are open on the base.
    #[getter]
    fn deltas(&self) -> usize {
        self.0.deltas()
    }

    /// Bytes of all its files.
    #[getter]
    fn size(&self) -> usize {
        self.0.layers().iter().map(|layer| layer.as_ref().len()).sum()
    }

    /// How many shards it consists of; `None` for one snapshot.
    #[getter]
    fn shards(&self) -> Option<usize> {
        self.0.shards()
    }

    /// The contexts that it knows, Omnichannel first (SPEC section 1). Linear in their number.
    fn known_contexts(&self) -> PyResult<Vec<Context>> {
        guard(|| {
            let known = self.0.known_contexts();
            Ok(known.iter().map(|context| Context(context.to_context())).collect())
        })
    }

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
    fn shelf(&self, channel: Option<&str>, locale: Option<&str>, catalog: Option<&str>) -> PyResult<Shelf> {
        guard(|| Shelf::new(Arc::clone(&self.0), channel, locale, catalog))
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
        product: Option<&str>,
        variant: Option<&str>,
        values: Option<&Bound<'_, PyAny>>,
        record_id: Option<u64>,
        channel: Option<&str>,
        locale: Option<&str>,
        catalog: Option<&str>,
    ) -> PyResult<Py<Answer>> {
        guard(|| {
            let opened = &self.0;
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
                    let query = subject.query(omnimedia::Context::default())?;
                    let selected = opened.subject(&query).map_err(no_context)?;
                    (selected.keep(), opened.shelf_for(selected.found(), channel, locale, catalog))
                }
            };
            // made in its place, since it is too large to be handed from one function to the next
            Py::new(py, Answer(Held::of_snapshot(Arc::clone(opened), kept, shelf.tell()?)))
        })
    }

    /// What a table of questions shows: a row for each, in the same order.
    ///
    /// Args:
    ///     data: whatever speaks Arrow, such as a table of pyarrow, Polars, DuckDB or pandas. Its columns `product`,
    ///         `variant`, `record_id` say what is asked for, at least one of them, as the arguments of `resolve` do;
    ///         `channel`, `locale`, `catalog` say where; a null is as if the argument were absent. Other columns are
    ///         passed over.
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
    ///     Fault: `bad_argument` for a column that is not known, is missing, or is of another type; `malformed_locale`
    ///         for the argument; `read` where the columns cannot be read to their end.
    ///     TypeError: `data` does not speak Arrow.
    #[pyo3(signature = (data, *, columns=None, channel=None, locale=None, catalog=None))]
    fn resolve_batch(
        &self,
        data: &Bound<'_, PyAny>,
        columns: Option<Vec<String>>,
        channel: Option<&str>,
        locale: Option<&str>,
        catalog: Option<&str>,
    ) -> PyResult<Table> {
        guard(|| batch::resolve(&self.0, data, columns, &batch::Constant { channel, locale, catalog }))
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
        columns: Option<Vec<String>>,
        batch_size: usize,
        products: Option<Vec<String>>,
    ) -> PyResult<Stream> {
        guard(|| rows::stream(&self.0, contexts, columns, batch_size, products))
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
        products: Option<Vec<String>>,
        categories: Option<Vec<String>>,
        limits: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Diff> {
        guard(|| {
            let sides = Sides::Snapshots(Arc::clone(&self.0), Arc::clone(&after.0));
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
        product: Option<&str>,
        record_id: Option<u64>,
        channel: Option<&str>,
        locale: Option<&str>,
        catalog: Option<&str>,
    ) -> PyResult<Vec<Swatch>> {
        guard(|| {
            let subject = Subject { product, variant: None, values: Vec::new(), record_id };
            let query = subject.query(args::context(channel, locale, catalog)?)?;
            Ok(self.0.swatches(&query).tell()?.iter().map(Swatch::from).collect())
        })
    }

    /// The tenant's swatch of a value, for list pages and refiners; `None` where there is none.
    ///
    /// Args:
    ///     dimension: the name of the dimension.
    ///     value: the value.
    fn central_swatch(&self, dimension: &str, value: &str) -> PyResult<Option<Swatch>> {
        guard(|| Ok(self.0.central_swatch(dimension, value).as_ref().map(Swatch::from)))
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
        category: &str,
        channel: Option<&str>,
        locale: Option<&str>,
        catalog: Option<&str>,
    ) -> PyResult<CategoryImage> {
        guard(|| {
            let context = args::context(channel, locale, catalog)?;
            Ok(CategoryImage::from(&self.0.category_image(category, &context).tell()?))
        })
    }

    fn __repr__(&self) -> String {
        let layers = match (self.0.shards(), self.deltas()) {
            (Some(count), _) => format!(", {count} shards"),
            (None, 0) => String::new(),
            (None, 1) => ", 1 delta".to_owned(),
            (None, count) => format!(", {count} deltas"),
        };
        let mapped = if self.0.layers().iter().all(Bytes::is_mapped) { ", mapped" } else { "" };
        format!("<Snapshot {}: {} bytes{layers}{mapped}>", self.content_hash(), self.size())
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.0.content_hash() == other.0.content_hash()
    }

    fn __hash__(&self) -> u64 {
        self.0.content_hash() as u64
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let py = slf.py();
        let layers = slf.get().0.layers().iter().map(|layer| PyBytes::new(py, layer.as_ref()));
        let layers = PyTuple::new(py, layers.collect::<Vec<_>>())?;
        let is_sharded = slf.get().0.shards().is_some();
        let make = slf.get_type().getattr("_of_layers")?;
        Ok((make, (layers, is_sharded).into_pyobject(py)?))
    }

    #[staticmethod]
    fn _of_layers(py: Python<'_>, layers: Vec<Bound<'_, PyBytes>>, is_sharded: bool) -> PyResult<Self> {
        guard(|| {
            let mut layers = layers.iter().map(Bytes::of_python);
            match layers.next() {
                Some(index) if is_sharded => {
                    let shards = layers.collect();
                    Self::opened(py, true, || Opened::open_shards(index, shards))
                }
                first => Self::of(py, first.into_iter().chain(layers).collect(), true),
            }
        })
    }

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf
    }
}

fn several() -> PyErr {
    crate::fault::told(&omnimedia::Fault::new(
        omnimedia::Code::WrongKind,
        "a snapshot with deltas, or of shards, is several files",
        "compact it first, or keep its files",
    ))
}
