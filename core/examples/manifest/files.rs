//! The files that a job reads.

use crate::bar::Bar;
use crate::refusal::Refusal;
use omnimedia::{Code, Fault, Limits, Place, Policy, Publication, wire};
use serde_json::{Deserializer, Map, Value};
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
    let reader = bar.reading("reading the publication", input.reader()?, input.length());
    let mut reader = BufReader::with_capacity(1 << 16, reader);
    let unreadable = |error: io::Error| Refusal::unreadable(path, &error);
    let mut head = Vec::new();
    reader.by_ref().take(HEAD).read_to_end(&mut head).map_err(unreadable)?;
    let limits = Limits::default();
    let publication = if has_lines(&head, path) {
        Publication::from_json_lines(head.chain(reader), &limits)
    } else {
        reader.read_to_end(&mut head).map_err(unreadable)?;
        Publication::from_json(&head, &limits)
    };
    publication.map_err(|faults| Refusal::of(path, faults))
}

/// Reads a text.
pub(crate) fn text(path: &Path) -> Result<String, Refusal> {
    let mut bytes = Vec::new();
    let input = Input::open(path)?;
    input.reader()?.read_to_end(&mut bytes).map_err(|error| Refusal::unreadable(path, &error))?;
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).map(<[u8]>::to_vec).unwrap_or(bytes);
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let lines = valid.iter().filter(|byte| **byte == b'\n').count() as u64;
        let fault = Fault::new(Code::Encoding, "the text is not UTF-8", "save it as UTF-8");
        Refusal::of(path, fault.at(Place::default().on_line(lines + 1)))
    })
}

/// Reads a policy; without a file, it is the default.
pub(crate) fn policy(path: Option<&Path>) -> Result<Policy, Refusal> {
    let Some(path) = path else { return Ok(Policy::default()) };
    wire::policy(text(path)?).map_err(|fault| Refusal::of(path, fault))
}

/// How many bytes say whether it is one object or lines.
const HEAD: u64 = 1 << 16;

/// Whether a publication that begins so is JSON Lines: it begins with an object that is a header or an entity.
/// Of what is no JSON it is the name that says so.
fn has_lines(head: &[u8], path: &Path) -> bool {
    const WORDS: [&str; 6] = ["omnimedia", "product", "asset", "category", "channel", "swatch"];
    let head = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(head);
    match Deserializer::from_slice(head).into_iter::<Map<String, Value>>().next() {
        Some(Ok(object)) => object.len() == 1 && object.keys().all(|key| WORDS.contains(&key.as_str())),
        // an object that is longer is no header
        Some(Err(error)) if error.is_eof() => false,
        _ => path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl")),
    }
}
