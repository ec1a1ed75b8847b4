//! Writing files into a prefix.

use std::fs;
use std::path::{Component, Path, PathBuf};

/// A prefix that is being filled.
#[derive(Debug)]
pub(crate) struct Place {
    /// The prefix, below the folder that stands for `/`.
    root: PathBuf,
    installed: Vec<PathBuf>,
}

/// What went wrong with a file.
fn at(path: &Path) -> impl Fn(std::io::Error) -> String {
    move |error| format!("cannot write `{}`: {error}", path.display())
}

/// The headers of a folder and of the folders in it, each with the folder that it goes into.
pub(crate) fn headers(folder: &Path, into: &Path) -> Result<Vec<(PathBuf, PathBuf)>, String> {
    let entries =
        fs::read_dir(folder).map_err(|error| format!("cannot read `{}`: {error}", folder.display()))?;
    let is_header = |path: &Path| path.extension().is_some_and(|ending| ending == "h" || ending == "hpp");
    let mut headers = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            headers.extend(self::headers(&path, &into.join(path.file_name().unwrap_or_default()))?);
        } else if is_header(&path) {
            headers.push((path, into.to_path_buf()));
        }
    }
    headers.sort();
    Ok(headers)
}

impl Place {
    pub(crate) fn new(prefix: &Path, destdir: Option<&Path>) -> Result<Self, String> {
        let root = match destdir {
            None => prefix.to_path_buf(),
            Some(_) if !prefix.is_absolute() => {
                return Err(format!("`{}` is not absolute, as it is with --destdir", prefix.display()));
            }
            // joined as it is, an absolute path would stand for itself
            Some(folder) => {
                let below = prefix.components().filter(|part| matches!(part, Component::Normal(_)));
                below.fold(folder.to_path_buf(), |path, part| path.join(part))
            }
        };
        Ok(Self { root, installed: Vec::new() })
    }

    /// The files, in the order in which they were written.
    pub(crate) fn installed(self) -> Vec<PathBuf> {
        self.installed
    }

    /// A file to be written; what had its name is gone, since programs may have it mapped.
    fn file(&mut self, folder: &Path, name: &str) -> Result<PathBuf, String> {
        let folder = self.root.join(folder);
        fs::create_dir_all(&folder).map_err(at(&folder))?;
        let path = folder.join(name);
        if path.symlink_metadata().is_ok() {
            fs::remove_file(&path).map_err(at(&path))?;
        }
        self.installed.push(path.clone());
        Ok(path)
    }

    /// Copies a file, under another name if one is given.
    pub(crate) fn copy(&mut self, from: &Path, folder: &Path, name: Option<&str>) -> Result<(), String> {
        let own = from.file_name().unwrap_or_default().to_string_lossy();
        let path = self.file(folder, name.unwrap_or(&own))?;
        let copied = fs::copy(from, &path);
        copied
            .map(drop)
            .map_err(|error| format!("cannot copy `{}` to `{}`: {error}", from.display(), path.display()))
    }

    /// Writes a text.
    pub(crate) fn write(&mut self, folder: &Path, name: &str, text: &str) -> Result<(), String> {
        let path = self.file(folder, name)?;
        fs::write(&path, text).map_err(at(&path))
    }

    /// A link to a file of the same folder; a copy of it where there are no links.
    pub(crate) fn link(&mut self, folder: &Path, name: &str, to: &str) -> Result<(), String> {
        let path = self.file(folder, name)?;
        #[cfg(unix)]
        let linked = std::os::unix::fs::symlink(to, &path);
        #[cfg(not(unix))]
        let linked = fs::copy(path.with_file_name(to), &path).map(drop);
        linked.map_err(at(&path))
    }
}
