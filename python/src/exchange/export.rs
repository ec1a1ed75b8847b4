//! Writing manifests.

use omnimedia::{Export, Exported as Core, IfExists, wire};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};

use super::stream::Sink;
use crate::args::from_json;
use crate::fault::{bad, fault_list};
use crate::guard::guard;
use crate::plain::{text_or_none, texts_or_none};
use crate::tenant::Tenant;
use crate::text::counted;

fn if_exists(word: &str) -> PyResult<IfExists> {
    let known = [IfExists::UseExisting, IfExists::Overwrite, IfExists::TakeLatest, IfExists::KeepBoth];
    known.into_iter().find(|choice| choice.word().eq_ignore_ascii_case(word)).ok_or_else(|| {
        let what = format!("is `{word}`, which is no choice");
        bad("if_exists", &what, "say `UseExisting`, `Overwrite`, `TakeLatest` or `KeepBoth`")
    })
}

#[pymethods]
impl Tenant {
    /// Writes a manifest of the tenant that takes its media and assignments into another one: leniently where pictures
    /// lack an alt text. Where nothing is chosen everything goes out, unassigned assets too.
    ///
    /// Args:
    ///     target: where it goes: a path, or a file object of bytes or text (opened with `newline=""`); `None` gives it
    ///         as `data` of the report. From `write` of a file object the tenant can be read.
    ///     products: the numbers of the products whose documents go out, with the assets that they use.
    ///     categories: the ids of the categories whose documents go out.
    ///     channels: the channels whose documents go out, `""` for Omnichannel.
    ///     locales: the locales whose documents go out, `"neutral"` for Neutral.
    ///     formula_safe: whether an apostrophe is put before cells that a spreadsheet would take for formulas; an
    ///         import takes it away.
    ///     if_exists: what `MediaSourceIfExistsAction` says, a word of the manifest such as `"Overwrite"`.
    ///
    /// Raises:
    ///     Fault: `not_in_tenant` for a product or category that was chosen and is not there; `malformed_locale`.
    ///     OSError: a file cannot be written. Where only its folder cannot be synced, the new file is in its
    ///         place, and the error says so.
    #[pyo3(signature = (target=None, *, products=None, categories=None, channels=None, locales=None, formula_safe=false, if_exists=None))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn export_manifest(
        &self,
        py: Python<'_>,
        target: Option<&Bound<'_, PyAny>>,
        #[pyo3(from_py_with = texts_or_none)] products: Option<Vec<String>>,
        #[pyo3(from_py_with = texts_or_none)] categories: Option<Vec<String>>,
        #[pyo3(from_py_with = texts_or_none)] channels: Option<Vec<String>>,
        #[pyo3(from_py_with = texts_or_none)] locales: Option<Vec<String>>,
        formula_safe: bool,
        #[pyo3(from_py_with = text_or_none)] if_exists: Option<&str>,
    ) -> PyResult<Exported> {
        guard(|| {
            let sink = target.map(|target| Sink::of(target, "target")).transpose()?;
            let if_exists = if_exists.map(self::if_exists).transpose()?;
            let (exported, data, written) = self.0.ask(py, |tenant| {
                let mut export = Export::new(tenant).formula_safe(formula_safe);
                if let Some(products) = products {
                    export = export.products(products);
                }
                if let Some(categories) = categories {
                    export = export.categories(categories);
                }
                if let Some(channels) = channels {
                    export = export.channels(channels);
                }
                if let Some(locales) = locales {
                    export = export.locales(locales);
                }
                if let Some(if_exists) = if_exists {
                    export = export.if_exists(if_exists);
                }
                match sink {
                    Some(sink) => {
                        let (exported, written) = sink.write(Some(&self.0), |to| Ok(export.write(to)?))?;
                        Ok((exported, None, Some(written)))
                    }
                    None => {
                        let mut data = Vec::new();
                        let exported = export.write(&mut data)?;
                        Ok((exported, Some(data), None))
                    }
                }
            })?;
            if let Some(written) = written {
                written.finish(py)?;
            }
            let data = data.map(|data| PyBytes::new(py, &data).unbind());
            Ok(Exported { exported, data })
        })
    }
}

/// What an export wrote, and what did not travel.
#[pyclass(frozen, module = "omnimedia")]
pub(crate) struct Exported {
    exported: Core,
    data: Option<Py<PyBytes>>,
}

#[pymethods]
impl Exported {
    /// How many rows were written, without the header.
    #[getter]
    fn rows(&self) -> u64 {
        self.exported.rows()
    }

    /// How many things did not travel.
    #[getter]
    fn warned(&self) -> u64 {
        self.exported.warned()
    }

    /// What did not travel, and why: the first 1,000.
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| fault_list(py, self.exported.warnings()))
    }

    /// The manifest, where it was not written anywhere else.
    #[getter]
    fn data(&self, py: Python<'_>) -> Option<Py<PyBytes>> {
        self.data.as_ref().map(|data| data.clone_ref(py))
    }

    /// The report as dictionaries, in the form that every language shares.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guard(|| from_json(py, &wire::exported(&self.exported)))
    }

    fn __repr__(&self) -> String {
        match self.exported.warned() {
            0 => format!("<Exported: {}>", counted(self.exported.rows(), "row")),
            1 => format!("<Exported: {}, 1 thing did not travel>", counted(self.exported.rows(), "row")),
            warned => {
                format!(
                    "<Exported: {}, {warned} things did not travel>",
                    counted(self.exported.rows(), "row")
                )
            }
        }
    }
}
