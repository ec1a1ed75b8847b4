//! Files of snapshots: mapped or read, and written so that nobody sees half of one.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

use omnimedia::{AlignedBytes, Code, Fault, Place};

use super::view::Bytes;

fn fault(code: Code, path: &str, error: &io::Error, advice: &str) -> Fault {
    Fault::new(code, format!("the file `{path}`: {error}").replace(['\n', '\r'], " "), advice)
        .at(Place::default())
}

/// The bytes of a file.
pub(crate) fn read(path: &str, mapped: bool) -> Result<Bytes, Fault> {
    let bytes = || -> io::Result<Bytes> {
        // a device may have no end, and a pipe nobody who writes
        if !fs::metadata(path)?.is_file() {
            return Err(io::Error::other("what is there is no file"));
        }
        let file = File::open(path)?;
        // an empty file cannot be mapped, and is no snapshot either way
        if mapped && file.metadata()?.len() > 0 {
            return Bytes::mapped(&file);
        }
        Ok(Bytes::owned(AlignedBytes::from(fs::read(path)?)))
    };
    bytes().map_err(|error| fault(Code::Read, path, &error, "check the path and that the file can be read"))
}

/// Writes a file beside the path, and renames it.
pub(crate) fn write(path: &str, bytes: &[u8]) -> Result<(), Fault> {
    let beside = beside(Path::new(path));
    let written = || -> io::Result<()> {
        if fs::symlink_metadata(path).is_ok_and(|there| !there.is_file() && !there.is_symlink()) {
            return Err(io::Error::other("what is there is no file"));
        }
        let file = File::options().write(true).create_new(true).open(&beside)?;
        finish(file, bytes).and_then(|()| fs::rename(&beside, path)).inspect_err(|_| {
            // What could not be finished is not left behind; that it cannot be removed is no news.
            let _ = fs::remove_file(&beside);
        })
    };
    written().map_err(|error| {
        fault(Code::Write, path, &error, "check the folder, its rights and the room that is left")
    })
}

fn finish(mut file: File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    file.sync_all()
}

/// A name in the same folder that nobody else has.
fn beside(path: &Path) -> PathBuf {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}-{}.new", process::id(), NEXT.fetch_add(1, Ordering::Relaxed)));
    path.with_file_name(name)
}
