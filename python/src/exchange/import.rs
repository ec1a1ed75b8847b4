//! Taking manifests in, and what became of them.

use omnimedia::{Action, Import, ImportPhase, Imported as Core, RowOutcome, wire};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::progress::{Progress, callable};
use super::stream::{Sink, Source};
use crate::args::from_json;
use crate::fault::{bad, fault_list};
use crate::guard::guard;
use crate::plain::{text, whole};
use crate::tenant::{Refusal, Tenant, stamp};
use crate::text::counted;

fn action(word: &str) -> PyResult<Action> {
    let known = [Action::Draft, Action::PublishNow, Action::Unpublish, Action::UnpublishAndDelete];
    known.into_iter().find(|action| action.word().eq_ignore_ascii_case(word)).ok_or_else(|| {
        let what = format!("is `{word}`, which is no action");
        bad("empty_action", &what, "say `Draft`, `PublishNow`, `Unpublish` or `UnpublishAndDelete`")
    })
}

/// Writes the manifest again, with how each row ended behind it.
fn write_result(py: Python<'_>, imported: &Core, source: &Source, sink: Sink) -> PyResult<()> {
    let written =
        py.detach(|| sink.write(None, |to| source.read(|manifest| Ok(imported.write_result(manifest, to)?))));
    let ((), written) = written.map_err(PyErr::from)?;
    written.finish(py)
}

#[pymethods]
impl Tenant {
    /// Takes a manifest in: media and assignments in bulk (SPEC section 10).
    ///
    /// Rows are read one by one; a bad row hides none of the others. What is wrong with rows is in the report, and in
    /// the result manifest. A path is read as it goes, twice where there is a result; a file object is read to its end
    /// first, in memory up to 8 MiB, then in a temporary file.
    ///
    /// Args:
    ///     source: the manifest: a path, bytes, or a file object of bytes or text.
    ///     user: who takes it in.
    ///     at: when: a text such as `2026-11-24T09:00:00Z`, or a datetime with an offset.
    ///     result: where the manifest goes with how each row ended: a path or a file object.
    ///     dry_run: whether everything is only tried: the report is the same, and the tenant is what it was.
    ///     lenient: whether a missing alt text is a warning; else its row is at fault.
    ///     plain: whether cells are taken as they are, split at tabs; else they are quoted as spreadsheets do.
    ///     empty_action: what a row without an action means, a word of the manifest such as `"PublishNow"`.
    ///     most_faults: how many faults and how many warnings the report holds. The result manifest has all of them.
    ///     progress: called with `phase` (`"reading"`, then `"applying"`), `done` and `total`: bytes of the manifest,
    ///         then assets and documents. What it raises ends the import and is raised here: while rows are read
    ///         nothing was changed; later, what was applied stays applied, a note of the exception says how much, and
    ///         the result manifest is written.
    ///
    /// Raises:
    ///     Fault: what is wrong with the manifest as a whole: `no_header`, `duplicate_column`, `encoding`,
    ///         `unterminated_quote`, `limit_columns`, `limit_line`; nothing was changed then.
    ///     OSError: a file cannot be read or written; where it is the result, the import is done.
    ///     KeyboardInterrupt: as `progress` raises something.
    #[pyo3(signature = (source, *, user, at, result=None, dry_run=false, lenient=false, plain=false, empty_action="Draft", most_faults=1000, progress=None))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn import_manifest(
        &self,
        py: Python<'_>,
        source: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = text)] user: &str,
        at: &Bound<'_, PyAny>,
        result: Option<&Bound<'_, PyAny>>,
        dry_run: bool,
        lenient: bool,
        plain: bool,
        #[pyo3(from_py_with = text)] empty_action: &str,
        #[pyo3(from_py_with = whole)] most_faults: usize,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Imported> {
        guard(|| {
            let (stamp, action) = (stamp(user, at)?, action(empty_action)?);
            let mut progress = Progress::new(callable(progress.as_ref(), py)?);
            let sink = result.map(|result| Sink::of(result, "result")).transpose()?;
            let source = Source::of(source, "source")?;
            if let Some(sink) = &sink {
                sink.is_not(&source, "result")?;
            }
            let mut import = Import::new()
                .lenient(lenient)
                .plain(plain)
                .dry_run(dry_run)
                .empty_action(action)
                .most_faults(most_faults);
            if let Some(total) = source.len() {
                import = import.total_bytes(total);
            }
            let mut applied = (0, 0);
            let imported = self.0.change(py, |tenant| {
                source.read(|manifest| {
                    let tell = |at: omnimedia::ImportProgress| match at.phase {
                        ImportPhase::Reading => {
                            progress.tell(&self.0, "reading", at.bytes, at.total_bytes.unwrap_or(at.bytes))
                        }
                        ImportPhase::Applying => {
                            applied = (at.applied, at.to_apply);
                            progress.tell(&self.0, "applying", at.applied, at.to_apply)
                        }
                    };
                    Ok::<_, Refusal>(import.run_with(tenant, manifest, &stamp, tell)?)
                })
            })?;
            let Some(raised) = progress.raised() else {
                if let Some(sink) = sink {
                    write_result(py, &imported, &source, sink)?;
                }
                return Ok(Imported(imported));
            };
            if applied.0 > 0 && !dry_run {
                let (done, total) = applied;
                note(
                    py,
                    &raised,
                    &format!("{done} of {total} assets and documents were applied, and stay so"),
                )?;
                if let Some(Err(failed)) = sink.map(|sink| write_result(py, &imported, &source, sink)) {
                    note(py, &raised, &format!("the result manifest could not be written: {failed}"))?;
                }
            }
            Err(raised)
        })
    }
}

fn note(py: Python<'_>, raised: &PyErr, text: &str) -> PyResult<()> {
    raised.value(py).call_method1("add_note", (text,)).map(drop)
}

/// What became of a manifest that was taken in: how its rows ended.
#[pyclass(frozen, module = "omnimedia")]
pub(crate) struct Imported(Core);

#[pymethods]
impl Imported {
    /// How many rows were read, but for those without anything in them.
    #[getter]
    fn rows(&self) -> u64 {
        self.0.counts().rows()
    }

    /// How many rows have nothing in them.
    #[getter]
    fn empty_rows(&self) -> u64 {
        self.0.counts().empty_rows()
    }

    /// How many rows were applied; in a dry run, would be.
    #[getter]
    fn applied(&self) -> u64 {
        self.0.counts().of(RowOutcome::Applied)
    }

    /// How many rows said what was so already.
    #[getter]
    fn unchanged(&self) -> u64 {
        self.0.counts().of(RowOutcome::Unchanged)
    }

    /// How many rows met something that their choices left as it is.
    #[getter]
    fn kept(&self) -> u64 {
        self.0.counts().of(RowOutcome::Kept)
    }

    /// How many good rows were held back since another row of their list is at fault.
    #[getter]
    fn held_back(&self) -> u64 {
        self.0.counts().of(RowOutcome::HeldBack)
    }

    /// How many rows are at fault.
    #[getter]
    fn failed(&self) -> u64 {
        self.0.counts().of(RowOutcome::Failed)
    }

    /// How many warnings there are in good rows.
    #[getter]
    fn warned(&self) -> u64 {
        self.0.counts().warnings()
    }

    /// How many assets were changed.
    #[getter]
    fn assets(&self) -> u64 {
        self.0.counts().assets()
    }

    /// How many documents of products and categories were changed.
    #[getter]
    fn documents(&self) -> u64 {
        self.0.counts().documents()
    }

    /// Whether no row failed or was held back.
    #[getter]
    fn is_clean(&self) -> bool {
        self.0.is_clean()
    }

    /// The first faults of rows, with row and column. A fault that many rows share stands once.
    #[getter]
    fn faults<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| fault_list(py, self.0.faults()))
    }

    /// The first warnings of good rows, with row and column.
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| fault_list(py, self.0.warnings()))
    }

    /// Writes the manifest again, with `Result`, `ResultTime`, `ErrorCode` and `ResultDescription` behind each row. It
    /// can be taken in again, as the manifest could.
    ///
    /// Args:
    ///     source: the manifest that was taken in: a path, bytes, or a file object.
    ///     target: where it goes: a path or a file object.
    ///
    /// Raises:
    ///     Fault: `changed_input` where the source is another one.
    ///     OSError: a file cannot be read or written. Where only its folder cannot be synced, the new file is in its
    ///         place, and the error says so.
    fn write_result(
        &self,
        py: Python<'_>,
        source: &Bound<'_, PyAny>,
        target: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        guard(|| {
            let (sink, source) = (Sink::of(target, "target")?, Source::of(source, "source")?);
            sink.is_not(&source, "target")?;
            write_result(py, &self.0, &source, sink)
        })
    }

    /// The report as dictionaries, in the form that every language shares.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guard(|| from_json(py, &wire::imported(&self.0)))
    }

    fn __repr__(&self) -> String {
        let counts = self.0.counts();
        let mut text = format!("<Imported: {}", counted(counts.rows(), "row"));
        for outcome in RowOutcome::ALL {
            if counts.of(outcome) > 0 {
                text = format!("{text}, {} {}", counts.of(outcome), outcome.word());
            }
        }
        text + ">"
    }
}
