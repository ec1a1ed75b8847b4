//! Snapshots: opened, checked, saved, asked.

mod ask;

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use omnimedia::{AlignedBytes, Faults, Flatten, Probe, Shards};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyMemoryView, PyTuple};

use crate::args;
use crate::fault::Tells;
use crate::file;
use crate::guard::guard;
use crate::map::Bytes;
use crate::opened::Opened;
use crate::plain::{path, paths, paths_or_none};
use crate::policy::{Context, Policy};

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
    fn open(
        py: Python<'_>,
        #[pyo3(from_py_with = path)] path: PathBuf,
        #[pyo3(from_py_with = paths_or_none)] deltas: Option<Vec<PathBuf>>,
        verify: bool,
    ) -> PyResult<Self> {
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
    fn open_shards(
        py: Python<'_>,
        #[pyo3(from_py_with = path)] index: PathBuf,
        #[pyo3(from_py_with = paths)] shards: Vec<PathBuf>,
        verify: bool,
    ) -> PyResult<Self> {
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
    fn save(&self, py: Python<'_>, #[pyo3(from_py_with = path)] path: PathBuf) -> PyResult<()> {
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
