//! Files of snapshots: mapped or read, and written so that nobody sees half of one.

use std::fs::{self, File, Permissions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
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
        let (file, len) = opened(Path::new(path))?;
        // an empty file cannot be mapped, and is no snapshot either way
        if mapped && len > 0 {
            return Bytes::mapped(&file);
        }
        in_memory(file, len)
    };
    bytes().map_err(|error| {
        let advice = match error.kind() {
            io::ErrorKind::OutOfMemory if mapped => {
                "release snapshots that are not needed, or give the process more room for addresses"
            }
            io::ErrorKind::OutOfMemory => "map it, or give the process more memory",
            _ => "check the path and that the file can be read",
        };
        fault(Code::Read, path, &error, advice)
    })
}

/// As many bytes as there were when it was opened.
fn in_memory(mut file: File, len: u64) -> io::Result<Bytes> {
    let refused =
        || io::Error::new(io::ErrorKind::OutOfMemory, format!("there is no memory for its {len} bytes"));
    let len = usize::try_from(len).map_err(|_| refused())?;
    let mut bytes = AlignedBytes::try_zeroed(len).map_err(|_| refused())?;
    file.read_exact(bytes.as_mut()).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => io::Error::other("it was cut short while it was read"),
        _ => error,
    })?;
    Ok(Bytes::owned(bytes))
}

/// Opens a file, and nothing else: a device may have no end, and a pipe nobody who writes.
fn opened(path: &Path) -> io::Result<(File, u64)> {
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

/// Writes a file beside the path, syncs it, renames it, and syncs the folder.
pub(crate) fn write(path: &str, bytes: &[u8]) -> Result<(), Fault> {
    let place = Path::new(path);
    let written = || -> io::Result<()> {
        if fs::symlink_metadata(place).is_ok_and(|there| !there.is_file() && !there.is_symlink()) {
            return Err(io::Error::other("what is there is no file"));
        }
        let (file, beside) = begin(place)?;
        finish(file, bytes).and_then(|()| fs::rename(&beside, place)).inspect_err(|_| {
            // What could not be finished is not left behind; that it cannot be removed is no news.
            let _ = fs::remove_file(&beside);
        })
    };
    written().map_err(|error| {
        fault(Code::Write, path, &error, "check the folder, its rights and the room that is left")
    })?;
    sync_folder(place).map_err(|error| {
        let error = io::Error::other(format!(
            "it is in its place, whole, and may not outlast a loss of power: its folder cannot be synced: {error}"
        ));
        fault(Code::Write, path, &error, "save it again once its folder can be synced")
    })
}

fn finish(mut file: File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    file.sync_all()
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
    name.push(format!(".{}-{}.new", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)));
    path.with_file_name(name)
}
