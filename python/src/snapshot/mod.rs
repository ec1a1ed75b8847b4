//! Snapshots: opened, checked, saved, asked.

mod ask;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use omnimedia::{AlignedBytes, Faults, Flatten, Probe, Shards};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyMemoryView, PyTuple};

use crate::args;
use crate::fault::{Tells, bad, noted};
use crate::file;
use crate::guard::guard;
use crate::map::Bytes;
use crate::opened::Opened;
use crate::plain::{path, paths, paths_or_none};
use crate::policy::{Context, Policy};

/// A flattened publication, asked in place: one byte string, or a base with its deltas (SPEC section 9).
///
/// It never changes, and any thread may ask it. `publication.flatten()` makes one, `Snapshot.open` maps one. Files are
/// let go with the snapshot and all that was asked of it; in a `with` block the snapshot is closed at its end.
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
#[pyclass(frozen, weakref, module = "omnimedia")]
pub(crate) struct Snapshot {
    content: u128,
    /// `None` once it is closed.
    held: Mutex<Option<Arc<Opened>>>,
}

impl Snapshot {
    pub(crate) fn new(opened: Arc<Opened>) -> Self {
        Self { content: opened.content_hash(), held: Mutex::new(Some(opened)) }
    }

    /// What is open; whoever has it keeps it, also where the snapshot is closed meanwhile.
    #[inline]
    pub(crate) fn opened(&self) -> PyResult<Arc<Opened>> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.as_ref().map(Arc::clone).ok_or_else(closed)
    }

    /// A snapshot of new bytes.
    pub(crate) fn of(py: Python<'_>, layers: Vec<Bytes>, verify: bool) -> PyResult<Self> {
        Self::checked(py, verify, || Opened::open(layers))
    }

    fn checked(
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
        Ok(Self::new(Arc::new(opened.tell()?)))
    }
}

/// Bytes of all files.
fn size(opened: &Opened) -> usize {
    opened.layers().iter().map(|layer| layer.as_ref().len()).sum()
}

#[cold]
fn closed() -> PyErr {
    bad("self", "is a snapshot that was closed", "ask before its `with` block ends, or open it again")
}

fn mapped(path: &Path) -> PyResult<Bytes> {
    let read = || -> io::Result<Bytes> {
        match file::opened(path)? {
            // an empty file cannot be mapped, and is no snapshot either way
            (_, 0) => Ok(Bytes::owned(AlignedBytes::default())),
            (file, _) => Bytes::mapped(&file),
        }
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
            let layers = paths.map(|path| mapped(path)).collect::<PyResult<Vec<_>>>()?;
            let is_alone = layers.len() == 1;
            let about = |error: PyErr| match is_alone && error.is_instance_of::<PyValueError>(py) {
                true => noted(error, &format!("in the file '{}'", path.display())),
                // of several the place says which
                false => error,
            };
            Self::of(py, layers, verify).map_err(about)
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
            let index = mapped(&index)?;
            let shards = shards.iter().map(|path| mapped(path)).collect::<PyResult<Vec<_>>>()?;
            Self::checked(py, verify, || Opened::open_shards(index, shards))
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
            Self::checked(py, verify, || Opened::open_shards(index, shards))
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
            let whole = shards.iter().map(|shard| shard.get().opened()?.whole().cloned().tell());
            let whole = whole.collect::<PyResult<Vec<_>>>()?;
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
            let opened = self.opened()?;
            opened.whole().tell()?;
            let delta = crate::buffer::bytes_of(delta)?;
            let layers = opened.layers().iter().cloned().chain([delta]).collect();
            let above = Self::of(py, layers, false)?;
            let newest = above.opened()?;
            let newest = newest.whole().tell()?;
            py.detach(|| newest.verify_newest()).tell()?;
            Ok(above)
        })
    }

    /// One snapshot without deltas that answers the same: the bytes of a full build. Linear in the snapshot.
    fn compact(&self, py: Python<'_>) -> PyResult<Self> {
        guard(|| {
            let opened = self.opened()?;
            let snapshot = opened.whole().tell()?;
            let bytes = py.detach(|| Flatten::compact(snapshot)).tell()?;
            Self::of(py, vec![Bytes::owned(bytes.into())], false)
        })
    }

    /// Saves to a file: written beside it, synced, then renamed, so that readers see the old file or the new one.
    ///
    /// Args:
    ///     path: the file; a link is replaced, not followed, and the rights of what is there are kept.
    ///
    /// Raises:
    ///     OSError: it cannot be written, or what is there is no file. Where only its folder cannot be
    ///         synced, the new file is in its place, and the error says so.
    ///     Fault: `wrong_kind` for a snapshot with deltas: compact it first.
    fn save(&self, py: Python<'_>, #[pyo3(from_py_with = path)] path: PathBuf) -> PyResult<()> {
        guard(|| {
            let opened = self.opened()?;
            let [bytes] = opened.layers() else {
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
        guard(|| match self.opened()?.layers() {
            [bytes] => crate::buffer::view_of(py, bytes),
            _ => Err(several()),
        })
    }

    /// The bytes of a snapshot without deltas, copied.
    ///
    /// Raises:
    ///     Fault: `wrong_kind` for a snapshot with deltas: compact it first.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        guard(|| match self.opened()?.layers() {
            [bytes] => Ok(PyBytes::new(py, bytes.as_ref())),
            _ => Err(several()),
        })
    }

    /// Checks the checksum of every section and every invariant of the format. Linear in the bytes.
    ///
    /// Raises:
    ///     Fault: `snapshot_checksum`, `snapshot_damaged`; `faults` has all that is broken.
    fn verify(&self, py: Python<'_>) -> PyResult<()> {
        guard(|| {
            let opened = self.opened()?;
            py.detach(|| opened.verify()).tell()
        })
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
    fn policy(&self) -> PyResult<Policy> {
        Ok(Policy(self.opened()?.policy()))
    }

    /// The content hash, 32 hexadecimal digits: deltas name their base by it.
    #[getter]
    fn content_hash(&self) -> String {
        format!("{:032x}", self.content)
    }

    /// How many deltas are open on the base.
    #[getter]
    fn deltas(&self) -> PyResult<usize> {
        Ok(self.opened()?.deltas())
    }

    /// Bytes of all its files.
    #[getter]
    fn size(&self) -> PyResult<usize> {
        let opened = self.opened()?;
        Ok(size(&opened))
    }

    /// How many shards it consists of; `None` for one snapshot.
    #[getter]
    fn shards(&self) -> PyResult<Option<usize>> {
        Ok(self.opened()?.shards())
    }

    /// The contexts that it knows, Omnichannel first (SPEC section 1). Linear in their number.
    fn known_contexts(&self) -> PyResult<Vec<Context>> {
        guard(|| {
            let opened = self.opened()?;
            let known = opened.known_contexts();
            Ok(known.iter().map(|context| Context(context.to_context())).collect())
        })
    }

    fn __repr__(&self) -> String {
        let Ok(opened) = self.opened() else {
            return format!("<Snapshot {}: closed>", self.content_hash());
        };
        let layers = match (opened.shards(), opened.deltas()) {
            (Some(count), _) => format!(", {count} shards"),
            (None, 0) => String::new(),
            (None, 1) => ", 1 delta".to_owned(),
            (None, count) => format!(", {count} deltas"),
        };
        let mapped = if opened.layers().iter().all(Bytes::is_mapped) { ", mapped" } else { "" };
        format!("<Snapshot {}: {} bytes{layers}{mapped}>", self.content_hash(), size(&opened))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.content == other.content
    }

    fn __hash__(&self) -> u64 {
        self.content as u64
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let py = slf.py();
        let opened = slf.get().opened()?;
        let layers = opened.layers().iter().map(|layer| PyBytes::new(py, layer.as_ref()));
        let layers = PyTuple::new(py, layers.collect::<Vec<_>>())?;
        let is_sharded = opened.shards().is_some();
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
                    Self::checked(py, true, || Opened::open_shards(index, shards))
                }
                first => Self::of(py, first.into_iter().chain(layers).collect(), true),
            }
        })
    }

    /// Lets go of its files and memory. Shelves, answers, tables and views that were made before stay as they are, and
    /// keep what they need until they are gone. Of a closed snapshot nothing can be asked but its content hash; to close
    /// it again does nothing.
    fn close(&self) {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Whether it was closed.
    #[getter]
    fn closed(&self) -> bool {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }

    fn __enter__(slf: Py<Self>) -> PyResult<Py<Self>> {
        slf.get().opened()?;
        Ok(slf)
    }

    fn __exit__(
        &self,
        _raised: &Bound<'_, PyAny>,
        _value: &Bound<'_, PyAny>,
        _traceback: &Bound<'_, PyAny>,
    ) -> bool {
        self.close();
        false
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
