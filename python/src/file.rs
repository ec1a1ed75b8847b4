//! Files: their errors as Python's, and written so that nobody sees half of one.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;

/// An error of the operating system, with the path: `FileNotFoundError` and its like.
pub(crate) fn os_error(error: &io::Error, path: &Path) -> PyErr {
    match error.raw_os_error() {
        Some(number) => {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or_default().to_owned();
            PyOSError::new_err((number, text, path.as_os_str().to_os_string()))
        }
        None => PyOSError::new_err(format!("{error}: '{}'", path.display())),
    }
}

/// Writes a file beside the path, syncs it, renames it, and syncs the folder.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::symlink_metadata(path).is_ok_and(|there| !there.is_file() && !there.is_symlink()) {
        return Err(io::Error::other("what is there is no file"));
    }
    let beside = beside(path);
    let file = File::options().write(true).create_new(true).open(&beside)?;
    finish(file, bytes).and_then(|()| fs::rename(&beside, path)).inspect_err(|_| {
        // What could not be finished is not left behind; that it cannot be removed is no news.
        let _ = fs::remove_file(&beside);
    })?;
    sync_folder(path)
}

fn finish(mut file: File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes a rename last over a loss of power, where folders can be synced.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// A name in the same folder that nobody else has.
fn beside(path: &Path) -> PathBuf {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}-{}.new", process::id(), NEXT.fetch_add(1, Ordering::Relaxed)));
    path.with_file_name(name)
}
