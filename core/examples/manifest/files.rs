//! The files that a job reads.

use crate::bar::Bar;
use crate::refusal::Refusal;
use omnimedia::{Code, Fault, Limits, Publication};
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::{Path, PathBuf};

/// A file that is read.
pub(crate) struct Input {
    path: PathBuf,
    file: File,
    length: Option<u64>,
}

impl Input {
    /// Opens a file.
    pub(crate) fn open(path: &Path) -> Result<Self, Refusal> {
        let unreadable = |error: io::Error| Refusal::unreadable(path, &error);
        let file = File::open(path).map_err(unreadable)?;
        let data = file.metadata().map_err(unreadable)?;
        if data.is_dir() {
            let fault = Fault::new(Code::Read, "cannot be read: it is a folder", "name a file");
            return Err(Refusal::of(path, fault));
        }
        // of a pipe nobody knows
        let length = data.is_file().then_some(data.len());
        Ok(Self { path: path.to_path_buf(), file, length })
    }

    /// Opens a file that is to be read twice.
    pub(crate) fn open_twice(path: &Path) -> Result<Self, Refusal> {
        let input = Self::open(path)?;
        if input.length.is_none() {
            let what = "it is to be read twice, and is no regular file";
            return Err(Refusal::of(path, Fault::new(Code::Read, what, "save it as a file first")));
        }
        Ok(input)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// How many bytes there are, where that is known.
    pub(crate) fn length(&self) -> Option<u64> {
        self.length
    }

    /// Reads it from its beginning.
    pub(crate) fn reader(&self) -> Result<impl Read, Refusal> {
        let mut file = &self.file;
        if self.length.is_some() {
            file.rewind().map_err(|error| Refusal::unreadable(&self.path, &error))?;
        }
        Ok(file)
    }
}

/// Reads a publication, whether it is JSON or JSON Lines.
pub(crate) fn publication(path: &Path, bar: &Bar) -> Result<Publication, Refusal> {
    let input = Input::open(path)?;
    let mut reader = bar.reading("reading the publication", input.reader()?, input.length());
    let unreadable = |error: io::Error| Refusal::unreadable(path, &error);
    let mut head = Vec::new();
    reader.by_ref().take(HEAD).read_to_end(&mut head).map_err(unreadable)?;
    let limits = Limits::default();
    let publication = if has_lines(&head, path) {
        Publication::from_json_lines(BufReader::new(head.chain(reader)), &limits)
    } else {
        reader.read_to_end(&mut head).map_err(unreadable)?;
        Publication::from_json(&head, &limits)
    };
    publication.map_err(|faults| Refusal::of(path, faults))
}

/// How many bytes say whether it is one object or lines.
const HEAD: u64 = 1 << 16;

/// Whether a publication that begins so is JSON Lines: its first line is a header or an entity. Where that
/// cannot be told, as of an object that goes over many lines, it is the name that says so.
fn has_lines(head: &[u8], path: &Path) -> bool {
    let head = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(head).trim_ascii_start();
    let first = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    match serde_json::from_slice::<Map<String, Value>>(first) {
        Ok(object) => {
            let mut keys = object.keys();
            const WORDS: [&str; 6] = ["omnimedia", "product", "asset", "category", "channel", "swatch"];
            keys.len() == 1 && keys.all(|key| WORDS.contains(&key.as_str()))
        }
        Err(_) => path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl")),
    }
}
