//! Where manifests come from and go to: paths, bytes, and Python's file objects.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use omnimedia::{Code, Fault};
use pyo3::buffer::PyBuffer;
use pyo3::exceptions::{PyOSError, PyTypeError, PyUnicodeError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use tempfile::SpooledTempFile;

use crate::fault::{bad, noted, told};
use crate::file::{self, Beside};
use crate::plain;
use crate::tenant::{Refusal, Shared};

/// How much of a file object is kept in memory; what is more waits in a temporary file.
const IN_MEMORY: usize = 8 << 20;
const PIECE: usize = 1 << 18;

/// A manifest that can be read more than once.
pub(super) enum Source {
    Path(PathBuf),
    Memory(Vec<u8>),
    /// What a file object gave.
    Spool(Mutex<SpooledTempFile>, u64),
}

/// What is no path: of another type, or a text that no file can have.
fn no_path(given: &Bound<'_, PyAny>, error: PyErr, name: &str, what: &str) -> PyErr {
    if !error.is_instance_of::<PyTypeError>(given.py()) {
        return error;
    }
    match given.get_type().qualname() {
        Ok(class) => PyTypeError::new_err(format!("argument '{name}': expected {what}, not '{class}'")),
        Err(error) => error,
    }
}

#[cold]
fn no_utf_8(error: &PyErr) -> PyErr {
    told(&Fault::new(Code::Encoding, format!("the text is no UTF-8: {error}"), "open the file as bytes"))
}

/// What a file object raised: that it is closed, or of another encoding than its text, is told as a fault; anything else
/// is its own.
#[cold]
fn of_file(file: &Bound<'_, PyAny>, raised: PyErr, code: Code) -> PyErr {
    let py = file.py();
    let fault = if raised.is_instance_of::<PyUnicodeError>(py) {
        no_utf_8(&raised)
    } else if file.getattr("closed").and_then(|closed| closed.is_truthy()).unwrap_or(false) {
        told(&Fault::new(code, "the file object is closed", "pass one that is open"))
    } else {
        return raised;
    };
    fault.set_cause(py, Some(raised));
    fault
}

/// Reads a file object to its end, outside of any lock.
fn spool(file: &Bound<'_, PyAny>) -> PyResult<(SpooledTempFile, u64)> {
    let (mut spool, mut len) = (SpooledTempFile::new(IN_MEMORY), 0u64);
    loop {
        let piece = file.call_method1("read", (PIECE,));
        let piece = piece.map_err(|raised| of_file(file, raised, Code::Read))?;
        let read = if let Ok(text) = piece.cast::<PyString>() {
            let text = text.to_str().map_err(|error| no_utf_8(&error))?;
            spool.write_all(text.as_bytes())?;
            text.len()
        } else if let Ok(bytes) = piece.cast::<PyBytes>() {
            spool.write_all(bytes.as_bytes())?;
            bytes.as_bytes().len()
        } else if let Ok(buffer) = PyBuffer::<u8>::get(&piece) {
            spool.write_all(&buffer.to_vec(file.py())?)?;
            buffer.item_count()
        } else {
            let class = piece.get_type().qualname()?;
            return Err(PyTypeError::new_err(format!(
                "`read` of the file object gave neither bytes nor text, but '{class}'"
            )));
        };
        if read == 0 {
            return Ok((spool, len));
        }
        len = len.saturating_add(read as u64);
        file.py().check_signals()?;
    }
}

/// Reads a pipe or device to its end, since it gives its bytes only once.
fn piped(py: Python<'_>, path: &Path) -> PyResult<Source> {
    let read = || {
        let mut spool = SpooledTempFile::new(IN_MEMORY);
        let len = io::copy(&mut File::open(path)?, &mut spool)?;
        Ok(Source::Spool(Mutex::new(spool), len))
    };
    py.detach(read).map_err(|error| file::os_error(&error, path))
}

/// A manifest that was given as text is taken for a path, which is no file then.
#[cold]
fn unopened(path: &Path, error: PyErr) -> PyErr {
    match path.to_str().is_some_and(|text| text.contains(['\n', '\t'])) {
        true => noted(
            error,
            "a text is the name of a file; pass a manifest itself as bytes, such as `text.encode()`",
        ),
        false => error,
    }
}

impl Source {
    /// A path, bytes, or a file object.
    pub(super) fn of(given: &Bound<'_, PyAny>, name: &str) -> PyResult<Self> {
        if let Ok(bytes) = given.cast::<PyBytes>() {
            return Ok(Self::Memory(bytes.as_bytes().to_vec()));
        }
        if let Ok(buffer) = PyBuffer::<u8>::get(given) {
            return Ok(Self::Memory(buffer.to_vec(given.py())?));
        }
        if given.hasattr("read")? {
            let (spool, len) = spool(given)?;
            return Ok(Self::Spool(Mutex::new(spool), len));
        }
        match plain::path(given) {
            Ok(path) if std::fs::metadata(&path).is_ok_and(|about| !about.is_file() && !about.is_dir()) => {
                piped(given.py(), &path)
            }
            Ok(path) => Ok(Self::Path(path)),
            Err(error) => Err(no_path(given, error, name, "a path, bytes or a file object")),
        }
    }

    /// How many bytes there are; `None` where nobody knows.
    pub(super) fn len(&self) -> Option<u64> {
        match self {
            Self::Path(path) => {
                std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|about| about.len())
            }
            Self::Memory(bytes) => Some(bytes.len() as u64),
            Self::Spool(_, len) => Some(*len),
        }
    }

    /// Reads it from its begin.
    pub(super) fn read<T>(
        &self,
        read: impl FnOnce(&mut dyn Read) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        match self {
            Self::Path(path) => {
                let raised = |error: &io::Error| Refusal::from(file::os_error(error, path));
                let file = File::open(path)
                    .map_err(|error| Refusal::from(unopened(path, file::os_error(&error, path))))?;
                let mut input = Noting::new(BufReader::with_capacity(PIECE, file));
                let outcome = read(&mut input);
                match input.error {
                    Some(error) => Err(raised(&error)),
                    None => outcome,
                }
            }
            Self::Memory(bytes) => read(&mut Cursor::new(bytes)),
            Self::Spool(spool, _) => {
                let mut spool = spool.lock().unwrap_or_else(PoisonError::into_inner);
                let rewound = spool.seek(SeekFrom::Start(0));
                rewound.map_err(|error| Refusal::from(PyErr::from(error)))?;
                let mut input = Noting::new(&mut *spool);
                let outcome = read(&mut input);
                match input.error {
                    Some(error) => Err(PyErr::from(error).into()),
                    None => outcome,
                }
            }
        }
    }
}

/// An input or output that keeps its first error, which the core can only tell in words.
pub(super) struct Noting<T> {
    pub(super) inner: T,
    pub(super) error: Option<io::Error>,
}

impl<T> Noting<T> {
    pub(super) fn new(inner: T) -> Self {
        Self { inner, error: None }
    }

    fn note(&mut self, error: io::Error) -> io::Error {
        if error.kind() == io::ErrorKind::Interrupted {
            return error;
        }
        let told = io::Error::new(error.kind(), error.to_string());
        self.error.get_or_insert(error);
        told
    }
}

impl<T: Read> Read for Noting<T> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).map_err(|error| self.note(error))
    }
}

impl<T: Write> Write for Noting<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes).map_err(|error| self.note(error))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush().map_err(|error| self.note(error))
    }
}

/// Where a manifest goes.
pub(super) enum Sink {
    Path(PathBuf),
    File(FileSink),
}

impl Sink {
    /// A path, or a file object.
    pub(super) fn of(given: &Bound<'_, PyAny>, name: &str) -> PyResult<Self> {
        if given.hasattr("write")? {
            return Ok(Self::File(FileSink {
                takes_text: takes_text(given)?,
                file: given.clone().unbind(),
                held: Vec::new(),
                raised: None,
            }));
        }
        match plain::path(given) {
            Ok(path) => Ok(Self::Path(path)),
            Err(error) => Err(no_path(given, error, name, "a path or a file object")),
        }
    }

    /// Refuses to write over what is read.
    pub(super) fn is_not(&self, source: &Source, name: &str) -> PyResult<()> {
        let (Self::Path(to), Source::Path(from)) = (self, source) else { return Ok(()) };
        match (std::fs::canonicalize(to), std::fs::canonicalize(from)) {
            (Ok(to), Ok(from)) if to == from => {
                Err(bad(name, "is the file that is read", "write to another file"))
            }
            _ => Ok(()),
        }
    }

    /// Writes to it: a file beside its path, which `Written::finish` moves there.
    pub(super) fn write<T>(
        self,
        shared: Option<&Shared>,
        write: impl FnOnce(&mut dyn Write) -> Result<T, Refusal>,
    ) -> Result<(T, Written), Refusal> {
        match self {
            Self::Path(path) => {
                let raised = |error: &io::Error| Refusal::from(file::os_error(error, &path));
                let mut to = Noting::new(Beside::create(&path).map_err(|error| raised(&error))?);
                let outcome = write(&mut to).and_then(|done| match to.flush() {
                    Ok(()) => Ok(done),
                    Err(error) => Err(raised(&error)),
                });
                match to.error {
                    Some(error) => Err(raised(&error)),
                    None => Ok((outcome?, Written(Some((path, to.inner))))),
                }
            }
            Self::File(mut file) => {
                let mut to = io::BufWriter::with_capacity(PIECE, Lent { file: &mut file, shared });
                let outcome = write(&mut to).and_then(|done| match to.flush() {
                    Ok(()) => Ok(done),
                    Err(error) => Err(PyErr::from(error).into()),
                });
                drop(to);
                match file.raised {
                    Some(raised) => Err(raised.into()),
                    None => Ok((outcome?, Written(None))),
                }
            }
        }
    }
}

/// A file that is whole, and not yet at its place.
pub(super) struct Written(Option<(PathBuf, Beside)>);

impl Written {
    /// Moves it there.
    pub(super) fn finish(self, py: Python<'_>) -> PyResult<()> {
        let Some((path, beside)) = self.0 else { return Ok(()) };
        let moved = |path: &Path| beside.finish().map_err(|error| file::os_error(&error, path));
        py.detach(|| moved(&path))
    }
}

/// Whether a file object is one of text.
fn takes_text(file: &Bound<'_, PyAny>) -> PyResult<bool> {
    let text = file.py().import("io")?.getattr("TextIOBase")?;
    Ok(file.is_instance(&text)?
        || file.getattr_opt("encoding")?.is_some_and(|encoding| encoding.is_instance_of::<PyString>()))
}

/// A file object that is written to.
pub(super) struct FileSink {
    file: Py<PyAny>,
    takes_text: bool,
    /// The begin of a character whose end is still to come.
    held: Vec<u8>,
    raised: Option<PyErr>,
}

struct Lent<'s> {
    file: &'s mut FileSink,
    shared: Option<&'s Shared>,
}

impl FileSink {
    /// Writes some of the bytes, and says how many.
    fn give(&mut self, py: Python<'_>, bytes: &[u8]) -> PyResult<usize> {
        py.check_signals()?;
        let file = self.file.bind(py);
        if self.takes_text {
            self.held.extend_from_slice(bytes);
            let whole = match std::str::from_utf8(&self.held) {
                Ok(text) => text.len(),
                Err(error) => error.valid_up_to(),
            };
            let text: Vec<u8> = self.held.drain(..whole).collect();
            if !text.is_empty() {
                let said = file.call_method1("write", (String::from_utf8_lossy(&text),));
                said.map_err(|raised| of_file(file, raised, Code::Write))?;
            }
            return Ok(bytes.len());
        }
        let said = file.call_method1("write", (PyBytes::new(py, bytes),));
        let said = said.map_err(|raised| of_file(file, raised, Code::Write))?;
        let Ok(written) = said.extract::<usize>() else {
            // many writers say nothing, and mean all of it
            return Ok(bytes.len());
        };
        match written {
            0 => Err(PyOSError::new_err("`write` of the file object took nothing")),
            written if written > bytes.len() => Err(bad(
                "target",
                &format!("says that it wrote {written} of {} bytes", bytes.len()),
                "give a file object whose `write` says how many bytes it took",
            )),
            written => Ok(written),
        }
    }
}

impl Write for Lent<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let failed = || io::Error::other("`write` of the file object raised something");
        if self.file.raised.is_some() {
            return Err(failed());
        }
        let file = &mut self.file;
        let given = match self.shared {
            Some(shared) => shared.calling(|py| file.give(py, bytes)),
            None => Python::attach(|py| file.give(py, bytes)),
        };
        given.map_err(|raised| {
            self.file.raised = Some(raised);
            failed()
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
