//! Explanations.

use pyo3::prelude::*;

use crate::answer::Answer;
use crate::args::from_json;
use crate::guard::guard;

/// Why something shows what it shows: the fate of every context, set and item (SPEC section 7). `str` gives a tree of
/// text for people.
#[pyclass(frozen, module = "omnimedia")]
pub(crate) struct Explanation {
    pub(crate) text: String,
    pub(crate) json: String,
    pub(crate) answer: Py<Answer>,
}

#[pymethods]
impl Explanation {
    /// The answer that is explained.
    #[getter]
    fn answer(&self, py: Python<'_>) -> Py<Answer> {
        self.answer.clone_ref(py)
    }

    /// The explanation as dictionaries, in the form that every language shares.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guard(|| from_json(py, &self.json))
    }

    /// The explanation as a line of JSON, in the form that every language shares.
    fn to_json(&self) -> &str {
        &self.json
    }

    fn __str__(&self) -> &str {
        &self.text
    }

    fn __repr__(&self) -> String {
        let first = self.text.lines().next().unwrap_or_default();
        format!("<Explanation: {first}>")
    }

    fn _repr_html_(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        Ok(slf.py().import("omnimedia._html")?.call_method1("explanation", (slf,))?.unbind())
    }
}
