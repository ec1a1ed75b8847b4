//! The files that a job writes: whole, or not at all, and never over what it reads.

use crate::refusal::Refusal;
use omnimedia::{Code, Fault};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file in the making. It is written beside its place and moved there when it is whole.
pub(crate) struct Output {
    /// As it was named.
    name: PathBuf,
    /// Where it goes; links were followed.
    place: PathBuf,
    /// Where it is written; none where that is its place, as of a pipe.
    beside: Option<PathBuf>,
    to: BufWriter<File>,
}

impl Output {
    /// Begins a file that is none of these others.
    pub(crate) fn create(name: &Path, others: &[&Path]) -> Result<Self, Refusal> {
        let unwritable = |error: io::Error| Refusal::unwritable(name, &error);
        let place = place(name).map_err(unwritable)?;
        let there = fs::metadata(&place).ok();
        match &there {
            Some(there) if there.is_dir() => {
                let fault = Fault::new(Code::Write, "cannot be written: it is a folder", "name a file in it");
                return Err(Refusal::of(name, fault));
            }
            // what is no regular file, such as a pipe, cannot be put in place
            Some(there) if !there.is_file() => {
                let file = OpenOptions::new().write(true).open(&place).map_err(unwritable)?;
                let name = name.to_path_buf();
                return Ok(Self { name, place, beside: None, to: BufWriter::new(file) });
            }
            _ => {}
        }
        for other in others {
            if self::place(other).is_ok_and(|other| other == place) {
                let what = format!("it is the same file as `{}`", other.display());
                return Err(Refusal::of(name, Fault::new(Code::Write, what, "name another file to write")));
            }
        }
        let mut beside = place.clone().into_os_string();
        beside.push(format!(".{}.unfinished", std::process::id()));
        let beside = PathBuf::from(beside);
        let file = OpenOptions::new().write(true).create_new(true).open(&beside).map_err(unwritable)?;
        if let Some(there) = there {
            // whoever could read it before can read it afterwards
            let _ = fs::set_permissions(&beside, there.permissions());
        }
        Ok(Self { name: name.to_path_buf(), place, beside: Some(beside), to: BufWriter::new(file) })
    }

    /// Writes it whole, and puts it in its place.
    pub(crate) fn finish(mut self) -> Result<(), Refusal> {
        self.settle().map_err(|error| Refusal::unwritable(&self.name, &error))
    }

    fn settle(&mut self) -> io::Result<()> {
        self.to.flush()?;
        let Some(beside) = &self.beside else { return Ok(()) };
        self.to.get_ref().sync_all()?;
        fs::rename(beside, &self.place)?;
        self.beside = None;
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if let Some(beside) = &self.beside {
            // nothing more can be done about it
            let _ = fs::remove_file(beside);
        }
    }
}

/// Where a file is, or would be: one file has one place, however it is named.
fn place(name: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(name) {
        Ok(place) => return Ok(place),
        // such as what `/dev/stdout` is a link to
        Err(_) if fs::metadata(name).is_ok() => return Ok(name.to_path_buf()),
        Err(_) => {}
    }
    let Some(file) = name.file_name() else {
        return Err(io::Error::other("no file of that name can be"));
    };
    let folder = match name.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    Ok(fs::canonicalize(folder)?.join(file))
}
