//! Names of files of an older media library.

use omnimedia::{FileCounts, Legacy, Migration as Core, Patterns, wire};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use crate::args::{self, from_json};
use crate::fault::{Tells, bad};
use crate::guard::guard;
use crate::plain::{owned, text, text_or_none, texts};
use crate::publication::Publication;
use crate::tenant::{Tenant, stamp};
use crate::text::counted;

/// Patterns: a text with one a line, or several texts.
fn patterns(given: &Bound<'_, PyAny>) -> PyResult<Patterns> {
    let lines = if given.is_instance_of::<PyString>() { owned(given)? } else { texts(given)?.join("\n") };
    Patterns::parse(&lines).tell()
}

fn names(given: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    if given.is_instance_of::<PyString>() {
        return Err(PyTypeError::new_err("argument 'names': expected several texts, not one"));
    }
    // as Python names files whose bytes are no text; what such a file is meant for nobody can say, and that is told
    let one = |name: PyResult<Bound<'_, PyAny>>| Ok(name?.cast::<PyString>()?.to_string_lossy().into_owned());
    given.try_iter()?.map(one).collect()
}

#[pymethods]
impl Tenant {
    /// What the names of files of an older media library would assign (SPEC section 11). No file is opened and nothing
    /// is changed: `apply` of what this gives does that.
    ///
    /// Args:
    ///     names: the names, each a text, such as those of `os.listdir`; of bytes that are no text, the replacement
    ///         character stands.
    ///     patterns: how names are read: a text with one pattern a line, or several texts, such as
    ///         `"/Products/{ProductNumber}_000_{Sequence}.png"`; `None` is the documented ones.
    ///     base_url: where the files are served; `None` makes the name itself the url.
    ///     channel, locale, catalog: the context that files speak in.
    ///
    /// Raises:
    ///     Fault: `malformed_pattern` with its line, `malformed_locale`.
    #[pyo3(signature = (names, *, patterns=None, base_url=None, channel=None, locale=None, catalog=None))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn read_file_names(
        &self,
        py: Python<'_>,
        names: &Bound<'_, PyAny>,
        patterns: Option<&Bound<'_, PyAny>>,
        #[pyo3(from_py_with = text_or_none)] base_url: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
    ) -> PyResult<Migration> {
        guard(|| {
            let context = args::context(channel, locale, catalog)?;
            let patterns = patterns.map(self::patterns).transpose()?;
            let names = self::names(names)?;
            let migration = self.0.ask(py, |tenant| {
                let mut legacy = Legacy::new(tenant).context(context);
                if let Some(patterns) = patterns {
                    legacy = legacy.patterns(patterns);
                }
                if let Some(url) = base_url {
                    legacy = legacy.base_url(url);
                }
                Ok(legacy.read(names))
            })?;
            Ok(Migration(migration))
        })
    }
}

/// What the names of files of an older media library come to. Nothing is changed until `apply`.
///
/// Example:
///     >>> import omnimedia as om
///     >>> tenant = om.Tenant()
///     >>> tenant.put(product={"number": "81327"})
///     >>> read = tenant.read_file_names(["/Products/81327_000_001.png", "/notes.txt"])
///     >>> [(file["name"], file["outcome"]) for file in read.files()]
///     [('/Products/81327_000_001.png', 'assigned'), ('/notes.txt', 'unmatched')]
///     >>> done = read.apply(tenant, user="ann", at="2026-11-24T09:00:00Z", publish=True)
///     >>> tenant.publication().resolve("81327").default_image_url
///     '/Products/81327_000_001.png'
#[pyclass(frozen, module = "omnimedia")]
pub(crate) struct Migration(Core);

const OUTCOMES: [&str; 5] = ["assigned", "ambiguous", "unmatched", "unsupported", "duplicate"];

#[pymethods]
impl Migration {
    /// How many files came to what: `assigned`, `ambiguous`, `unmatched`, `unsupported`, `duplicates`, and their
    /// `total`.
    #[getter]
    fn counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        guard(|| {
            let counts = self.0.counts();
            let FileCounts { assigned, ambiguous, unmatched, unsupported, duplicates, .. } = counts;
            let dict = PyDict::new(py);
            for (name, count) in [
                ("assigned", assigned),
                ("ambiguous", ambiguous),
                ("unmatched", unmatched),
                ("unsupported", unsupported),
                ("duplicates", duplicates),
                ("total", counts.total()),
            ] {
                dict.set_item(name, count)?;
            }
            Ok(dict)
        })
    }

    /// What became of each name, in their order: its `outcome`, its `reading`, the name it is a `duplicate_of`, the
    /// `candidates` of an ambiguous one, `why` it is unmatched, and all of it as a line of `text`.
    ///
    /// Args:
    ///     outcome: only those with this outcome: `"assigned"`, `"ambiguous"`, `"unmatched"`, `"unsupported"` or
    ///         `"duplicate"`.
    ///
    /// Raises:
    ///     Fault: `bad_argument` for another word.
    #[pyo3(signature = (outcome=None))]
    fn files<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = text_or_none)] outcome: Option<&str>,
    ) -> PyResult<Bound<'py, PyAny>> {
        guard(|| {
            if let Some(word) = outcome.filter(|word| !OUTCOMES.contains(word)) {
                let what = format!("is `{word}`, which is no outcome");
                return Err(bad("outcome", &what, &format!("say one of {}", OUTCOMES.join(", "))));
            }
            let json = py.detach(|| {
                let rows =
                    self.0.rows().filter(|row| outcome.is_none_or(|word| row.outcome().word() == word));
                wire::list(rows.map(wire::file_row))
            });
            from_json(py, &json)
        })
    }

    /// Assigns the files in a tenant: assets that are lacking are made, and of each document the primary lists that
    /// files name are replaced. The same once more changes nothing.
    ///
    /// Args:
    ///     tenant: the tenant that was asked, or one with the same products and categories.
    ///     user: who does it.
    ///     at: when: a text such as `2026-11-24T09:00:00Z`, or a datetime with an offset.
    ///     publish: whether the documents are published, with their assets; else they are drafts.
    ///
    /// Returns:
    ///     The `assets` that were made, the `documents` with a new version, and what was `published`.
    ///
    /// Raises:
    ///     Fault: what `check_in` and `publish` of a tenant refuse; nothing of it happens then.
    #[pyo3(signature = (tenant, *, user, at, publish=false))]
    fn apply<'py>(
        &self,
        py: Python<'py>,
        tenant: &Tenant,
        #[pyo3(from_py_with = text)] user: &str,
        at: &Bound<'_, PyAny>,
        publish: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        guard(|| {
            let stamp = stamp(user, at)?;
            let done = tenant
                .0
                .change(py, |tenant| Ok(wire::migrated(&self.0.check_in(tenant, &stamp, publish)?)))?;
            from_json(py, &done)
        })
    }

    /// The media of the files as a publication with nothing else in it: what pages showed from the older library.
    ///
    /// Args:
    ///     tenant: the tenant that was asked; its products and categories are taken.
    ///
    /// Raises:
    ///     Fault: what the tenant's limits refuse.
    fn publication(&self, py: Python<'_>, tenant: &Tenant) -> PyResult<Publication> {
        guard(|| {
            let publication = tenant.0.ask(py, |tenant| Ok(self.0.publication(tenant)?))?;
            Ok(Publication(publication.into()))
        })
    }

    fn __len__(&self) -> usize {
        self.0.counts().total()
    }

    fn __bool__(&self) -> bool {
        self.0.counts().total() > 0
    }

    fn __repr__(&self) -> String {
        let counts = self.0.counts();
        let others = counts.total().saturating_sub(counts.assigned);
        let files = counted(counts.total() as u64, "file");
        format!("<Migration: {files}, {} assigned, {others} not>", counts.assigned)
    }
}
