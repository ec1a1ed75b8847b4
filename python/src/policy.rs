//! Policies and contexts.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::fault::told;
use crate::guard::guard;
use crate::plain::{text, text_or_none};

/// The choices that decide which assignment wins (SPEC sections 3, 5 and 6). It never changes, and can be a key.
///
/// Args:
///     order: in which order contexts are tried: `"locale-first"` (default), `"channel-first"`, `"documented"`.
///     parents: what a locale falls back to: `"truncate"` (default), `"none"`, `"cldr"`.
///     inheritance: which sets may speak after the nearest: `"severed"` (default), `"context-first"`, `"entity-first"`.
///     alt_source: where alt texts come from: `"asset"` (default), `"product"`.
///
/// Raises:
///     Fault: `bad_policy` for any other word; the place names the argument.
///
/// Example:
///     >>> import omnimedia as om
///     >>> om.Policy(order="documented").order
///     'documented'
#[pyclass(frozen, eq, hash, module = "omnimedia")]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Policy(pub(crate) omnimedia::Policy);

#[pymethods]
impl Policy {
    #[new]
    #[pyo3(signature = (*, order="locale-first", parents="truncate", inheritance="severed", alt_source="asset"))]
    fn new(
        #[pyo3(from_py_with = text)] order: &str,
        #[pyo3(from_py_with = text)] parents: &str,
        #[pyo3(from_py_with = text)] inheritance: &str,
        #[pyo3(from_py_with = text)] alt_source: &str,
    ) -> PyResult<Self> {
        guard(|| {
            let parsed = || {
                Ok(omnimedia::Policy {
                    order: order.parse()?,
                    parents: parents.parse()?,
                    inheritance: inheritance.parse()?,
                    alt_source: alt_source.parse()?,
                })
            };
            parsed().map_err(|fault: omnimedia::Fault| told(&fault)).map(Self)
        })
    }

    /// In which order contexts are tried.
    #[getter]
    fn order(&self) -> &'static str {
        self.0.order.word()
    }

    /// What a locale falls back to.
    #[getter]
    fn parents(&self) -> &'static str {
        self.0.parents.word()
    }

    /// Which sets may speak after the nearest.
    #[getter]
    fn inheritance(&self) -> &'static str {
        self.0.inheritance.word()
    }

    /// Where alt texts come from.
    #[getter]
    fn alt_source(&self) -> &'static str {
        self.0.alt_source.word()
    }

    /// The four choices by name.
    #[expect(clippy::wrong_self_convention, reason = "Python hands over a reference")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item("order", self.order())?;
        dict.set_item("parents", self.parents())?;
        dict.set_item("inheritance", self.inheritance())?;
        dict.set_item("alt_source", self.alt_source())?;
        Ok(dict)
    }

    fn __repr__(&self) -> String {
        format!(
            "Policy(order='{}', parents='{}', inheritance='{}', alt_source='{}')",
            self.order(),
            self.parents(),
            self.inheritance(),
            self.alt_source()
        )
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        Ok((PyTuple::empty(py), self.to_dict(py)?))
    }
}

/// Where and in which language something is assigned or asked. It never changes, and can be a key.
///
/// Args:
///     channel: an operating unit number; `None` or empty is Omnichannel.
///     locale: a BCP 47 tag in any case, `_` accepted; `None` or empty is Neutral.
///     catalog: a catalog number; `None`, empty or `"0"` is the default catalog.
///
/// Raises:
///     Fault: `malformed_locale`.
///
/// Example:
///     >>> import omnimedia as om
///     >>> print(om.Context(channel="128", locale="fr_ca"))
///     channel 128, fr-CA
#[pyclass(frozen, eq, ord, hash, module = "omnimedia")]
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Context(pub(crate) omnimedia::Context);

#[pymethods]
impl Context {
    #[new]
    #[pyo3(signature = (*, channel=None, locale=None, catalog=None))]
    fn new(
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
    ) -> PyResult<Self> {
        guard(|| crate::args::context(channel, locale, catalog).map(Self))
    }

    /// The channel; `None` is Omnichannel.
    #[getter]
    fn channel(&self) -> Option<&str> {
        self.0.channel()
    }

    /// The locale in canonical case; `None` is Neutral.
    #[getter]
    fn locale(&self) -> Option<String> {
        self.0.locale().map(|tag| tag.to_string())
    }

    /// The catalog; `None` is the default catalog.
    #[getter]
    fn catalog(&self) -> Option<&str> {
        self.0.catalog()
    }

    /// The parts that are there, by name; `{}` is Omnichannel, Neutral.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        if let Some(catalog) = self.catalog() {
            dict.set_item("catalog", catalog)?;
        }
        if let Some(channel) = self.channel() {
            dict.set_item("channel", channel)?;
        }
        if let Some(locale) = self.locale() {
            dict.set_item("locale", locale)?;
        }
        Ok(dict)
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let mut parts = Vec::new();
        for (name, value) in [
            ("channel", self.channel().map(str::to_owned)),
            ("locale", self.locale()),
            ("catalog", self.catalog().map(str::to_owned)),
        ] {
            if let Some(value) = value {
                parts.push(format!("{name}={}", crate::text::quoted(py, &value)?));
            }
        }
        Ok(format!("Context({})", parts.join(", ")))
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        Ok((PyTuple::empty(py), self.to_dict(py)?))
    }
}
