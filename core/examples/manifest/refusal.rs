//! What cannot be done, because of a file or of the arguments.

use omnimedia::{Code, Fault, Faults};
use std::io;
use std::path::{Path, PathBuf};

/// Why a job cannot be done, and which file it is about.
#[derive(Debug)]
pub(crate) struct Refusal {
    file: Option<PathBuf>,
    faults: Faults,
}

impl Refusal {
    /// What is wrong with a file's contents.
    pub(crate) fn of(file: &Path, faults: impl Into<Faults>) -> Self {
        Self { file: Some(file.to_path_buf()), faults: faults.into() }
    }

    /// A file that cannot be read.
    pub(crate) fn unreadable(file: &Path, error: &io::Error) -> Self {
        let what = format!("cannot be read: {}", plain(error));
        Self::of(file, Fault::new(Code::Read, what, "name a file that is there and may be read"))
    }

    /// A file that cannot be written.
    pub(crate) fn unwritable(file: &Path, error: &io::Error) -> Self {
        let what = format!("cannot be written: {}", plain(error));
        Self::of(file, Fault::new(Code::Write, what, "name a file in a folder that may be written to"))
    }

    pub(crate) fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    pub(crate) fn faults(&self) -> &Faults {
        &self.faults
    }
}

/// What is not the fault of a file.
impl<F: Into<Faults>> From<F> for Refusal {
    fn from(faults: F) -> Self {
        Self { file: None, faults: faults.into() }
    }
}

/// An error in words, without the number that one system gives it.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    match text.split_once(" (os error ") {
        Some((words, _)) => words.to_lowercase(),
        None => text,
    }
}
