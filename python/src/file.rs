//! Files: their errors as Python's, read by their form, and written so that nobody sees half of one.

use std::fmt;
use std::fs::{self, File, Permissions};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

use omnimedia::Faults;
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;

use crate::args::TextOrBytes;
use crate::fault::{all_told, noted};
use crate::guard::guard;
use crate::plain::path;

/// An error of the operating system, with the path: `FileNotFoundError` and its like.
pub(crate) fn os_error(error: &io::Error, path: &Path) -> PyErr {
    match error.get_ref().and_then(|inner| inner.downcast_ref()) {
        // who prints the error alone reads what became of the file; what to do is a note
        Some(Unsynced(error)) => noted(
            of_system(
                error,
                " where its folder is synced; the file is in its place, whole, and may not outlast a loss of power",
                path,
            ),
            "write it again once its folder can be synced",
        ),
        None => of_system(error, "", path),
    }
}

fn of_system(error: &io::Error, more: &str, path: &Path) -> PyErr {
    match error.raw_os_error() {
        Some(number) => {
            let text = error.to_string();
            let text = format!("{}{more}", text.split(" (os error").next().unwrap_or_default());
            PyOSError::new_err((number, text, path.as_os_str().to_os_string()))
        }
        None => PyOSError::new_err(format!("{error}{more}: '{}'", path.display())),
    }
}

/// A file is in its place, but the system did not sync the folder.
#[derive(Debug)]
struct Unsynced(io::Error);

impl fmt::Display for Unsynced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Unsynced {}

/// The two forms of a publication or tenant in a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    /// One JSON object.
    Object,
    /// JSON Lines.
    Lines,
}

impl Form {
    /// The form that the name of a file says.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let suffix = path.extension()?.to_str()?.to_ascii_lowercase();
        match suffix.as_str() {
            "json" => Some(Self::Object),
            "jsonl" | "ndjson" => Some(Self::Lines),
            _ => None,
        }
    }

    /// The form that the begin of a file says: the header of JSON Lines is a whole object in one line, with more
    /// behind.
    fn of_begin(begin: &[u8]) -> Self {
        let begin = begin.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(begin);
        let mut lines = begin.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
        let Some(header) = lines.find(|line| !line.is_empty()) else { return Self::Object };
        let has_more = lines.any(|line| !line.is_empty());
        if has_more && header.starts_with(b"{") && header.ends_with(b"}") {
            Self::Lines
        } else {
            Self::Object
        }
    }
}

/// Why a file could not be loaded.
pub(crate) enum Trouble {
    Read(io::Error),
    Content(Faults),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Read(error)
    }
}

impl From<Faults> for Trouble {
    fn from(faults: Faults) -> Self {
        Self::Content(faults)
    }
}

impl Trouble {
    /// As Python's exception.
    pub(crate) fn raised(&self, path: &Path) -> PyErr {
        match self {
            Self::Read(error) => os_error(error, path),
            Self::Content(faults) => noted(all_told(faults), &format!("in the file '{}'", path.display())),
        }
    }
}

/// A file that keeps its first error, which a reader of content can only tell in words.
pub(crate) struct Noting<'e> {
    file: BufReader<File>,
    error: &'e mut Option<io::Error>,
}

impl Read for Noting<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.file.read(buffer).inspect_err(|error| {
            if self.error.is_none() && error.kind() != io::ErrorKind::Interrupted {
                let again = error.raw_os_error().map(io::Error::from_raw_os_error);
                *self.error = Some(again.unwrap_or_else(|| io::Error::other(error.to_string())));
            }
        })
    }
}

/// Opens a file, and nothing else: a device may have no end, and a pipe nobody who writes.
pub(crate) fn opened(path: &Path) -> io::Result<(File, u64)> {
    let regular = |about: &fs::Metadata| match about.is_file() {
        true => Ok(about.len()),
        false => Err(io::Error::other("what is there is no file")),
    };
    // a pipe that is opened wakes whoever writes into it, and a device may begin to work
    regular(&fs::metadata(path)?)?;
    let file = open_at_once(path)?;
    // by now it may be another one
    let len = regular(&file.metadata()?)?;
    Ok((file, len))
}

#[cfg(unix)]
fn open_at_once(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;

    match File::options().read(true).custom_flags(libc::O_NONBLOCK).open(path) {
        // somebody, such as a server of files, has to let go of it first: this is said of files alone
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => File::open(path),
        opened => opened,
    }
}

#[cfg(not(unix))]
fn open_at_once(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// How far the begin of a file is looked at for its form.
const BEGIN: usize = 1 << 12;

/// Reads a file in its form.
pub(crate) fn load<T>(
    path: &Path,
    read: impl FnOnce(Noting<'_>, Form) -> Result<T, Trouble>,
) -> Result<T, Trouble> {
    let mut file = BufReader::with_capacity(BEGIN, File::open(path)?);
    let form = match Form::of(path) {
        Some(form) => form,
        None => Form::of_begin(file.fill_buf()?),
    };
    let mut error = None;
    let outcome = read(Noting { file, error: &mut error }, form);
    match error {
        Some(error) => Err(error.into()),
        None => outcome,
    }
}

/// All of a file, as one piece.
pub(crate) fn all(mut file: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A file that is written beside its place, and moved there when it is whole. What is dropped before is removed.
pub(crate) struct Beside {
    path: PathBuf,
    beside: PathBuf,
    file: Option<BufWriter<File>>,
}

impl Beside {
    /// Begins a file.
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        if fs::symlink_metadata(path).is_ok_and(|there| !there.is_file() && !there.is_symlink()) {
            return Err(io::Error::other("what is there is no file"));
        }
        let (file, beside) = begin(path)?;
        let file = Some(BufWriter::with_capacity(1 << 18, file));
        Ok(Self { path: path.to_path_buf(), beside, file })
    }

    /// Syncs the file, renames it, and syncs the folder.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        if let Some(file) = self.file.take() {
            // dropped on the way out, the file is removed; once it was renamed it is elsewhere
            let synced =
                file.into_inner().map_err(io::IntoInnerError::into_error).and_then(|file| file.sync_all());
            let moved = synced.and_then(|()| fs::rename(&self.beside, &self.path));
            if moved.is_err() {
                // that it cannot be removed is no news
                let _ = fs::remove_file(&self.beside);
            }
            moved?;
        }
        sync_folder(&self.path).map_err(|error| io::Error::other(Unsynced(error)))
    }
}

impl Write for Beside {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.as_mut().map_or(Ok(0), |file| file.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            // what was not finished is not left behind; that it cannot be removed is no news
            let _ = fs::remove_file(&self.beside);
        }
    }
}

/// Writes a file beside the path, syncs it, renames it, and syncs the folder.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_with(path, |to| to.write_all(bytes))
}

/// The same, piece by piece.
pub(crate) fn write_with(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut file = Beside::create(path)?;
    write(&mut file)?;
    file.finish()
}

/// How many names are tried, of which each may be taken by what a killed process of the same number has left.
const MOST_NAMES: usize = 1000;
/// A name of a file has 255 bytes in most places; the one beside it has some more than its own.
const MOST_OF_NAME: usize = 200;

/// Makes a new file in the same folder, with the rights of the one that is there.
fn begin(path: &Path) -> io::Result<(File, PathBuf)> {
    let mut options = File::options();
    options.write(true).create_new(true);
    let rights = rights(path, &mut options);
    for _ in 0..MOST_NAMES {
        let beside = beside(path);
        match options.open(&beside) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
            Ok(file) => {
                if let Some(rights) = rights {
                    // where there are no such rights, nothing is lost
                    let _ = file.set_permissions(rights);
                }
                return Ok((file, beside));
            }
        }
    }
    Err(io::Error::other("killed processes have left too many files `*.new` beside it: remove them"))
}

/// The rights of the file that is there: whoever could read it before can read it afterwards, and nobody else.
#[cfg(unix)]
fn rights(path: &Path, options: &mut fs::OpenOptions) -> Option<Permissions> {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};

    let there = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    let mode = there.permissions().mode() & 0o777;
    options.mode(mode);
    Some(Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn rights(_: &Path, _: &mut fs::OpenOptions) -> Option<Permissions> {
    None
}

/// Makes a rename last over a loss of power, where folders can be synced.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // one may write into a folder that one may not read, and not every file system syncs folders
        Err(error)
            if matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::InvalidInput)
                || error
                    .raw_os_error()
                    .is_some_and(|code| [libc::ENOTSUP, libc::EOPNOTSUPP].contains(&code)) =>
        {
            Ok(())
        }
        synced => synced,
    }
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// A name in the same folder that nobody else has who is alive.
fn beside(path: &Path) -> PathBuf {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    if name.len() > MOST_OF_NAME {
        // of four bytes at most each
        name = name.to_string_lossy().chars().take(MOST_OF_NAME / 4).collect::<String>().into();
    }
    name.push(format!(".{}-{}.new", process::id(), NEXT.fetch_add(1, Ordering::Relaxed)));
    path.with_file_name(name)
}

/// Writes a file beside its place, syncs it and renames it: for what the package itself saves.
#[pyfunction]
pub(crate) fn _write_file(
    py: Python<'_>,
    #[pyo3(from_py_with = path)] path: PathBuf,
    data: TextOrBytes,
) -> PyResult<()> {
    guard(|| {
        let bytes = data.bytes(py)?;
        py.detach(|| write(&path, bytes)).map_err(|error| os_error(&error, &path))
    })
}
