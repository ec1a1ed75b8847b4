//! Publications in files.

use std::io::{self, BufReader};
use std::path::PathBuf;
use std::sync::Arc;

use omnimedia::Publication as Core;
use pyo3::prelude::*;

use crate::args;
use crate::file::{self, Form};
use crate::guard::guard;
use crate::plain::path;
use crate::publication::Publication;

#[pymethods]
impl Publication {
    /// Loads a publication from a file: `.jsonl` and `.ndjson` are JSON Lines, `.json` is one object, and of any other
    /// the content decides. JSON Lines are read line by line.
    ///
    /// Args:
    ///     path: the file.
    ///     limits: a mapping of limits (SPEC section 16) to numbers; what is absent has its default.
    ///
    /// Raises:
    ///     OSError: it cannot be read.
    ///     Fault: everything that is wrong with the content; `faults` has all of it, each with its place.
    #[staticmethod]
    #[pyo3(signature = (path, *, limits=None))]
    fn load(
        py: Python<'_>,
        #[pyo3(from_py_with = path)] path: PathBuf,
        limits: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        guard(|| {
            let limits = args::limits(limits)?;
            let publication = py.detach(|| {
                file::load(&path, |file, form| match form {
                    Form::Object => Ok(Core::from_json(&file::all(file)?, &limits)?),
                    Form::Lines => {
                        Ok(Core::from_json_lines(BufReader::with_capacity(1 << 16, file), &limits)?)
                    }
                })
            });
            Ok(Self(Arc::new(publication.map_err(|trouble| trouble.raised(&path))?)))
        })
    }

    /// Saves to a file: `.jsonl` and `.ndjson` as JSON Lines, any other as one object. It is written beside the file,
    /// synced, then renamed, so that readers see the old file or the new one.
    ///
    /// Args:
    ///     path: the file; a link is replaced, not followed, and the rights of what is there are kept.
    ///
    /// Raises:
    ///     OSError: it cannot be written, or what is there is no file. Where only its folder cannot be
    ///         synced, the new file is in its place, and the error says so.
    fn save(&self, py: Python<'_>, #[pyo3(from_py_with = path)] path: PathBuf) -> PyResult<()> {
        guard(|| {
            let written = py.detach(|| {
                file::write_with(&path, |to: &mut dyn io::Write| match Form::of(&path) {
                    Some(Form::Lines) => self.0.write_json_lines(to),
                    _ => self.0.write_json(to),
                })
            });
            written.map_err(|error| file::os_error(&error, &path))
        })
    }
}
