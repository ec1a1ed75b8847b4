//! What operations on a tenant are about, who does them and when.

use omnimedia::{Instant, LocalInstant, Place, Scope, Stamp, Target};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyType};

use crate::args::context;
use crate::fault::{bad, told};
use crate::plain::owned;

/// The arguments that name an asset, or a document of a product or category.
pub(super) struct Named<'a> {
    pub(super) asset: Option<&'a str>,
    pub(super) product: Option<&'a str>,
    pub(super) category: Option<&'a str>,
    pub(super) channel: Option<&'a str>,
    pub(super) locale: Option<&'a str>,
    pub(super) catalog: Option<&'a str>,
    pub(super) group: Option<&'a str>,
}

const ONE_OF: &str = "name one asset, or the product or category of one document";

impl Named<'_> {
    fn has_context(&self) -> Option<&'static str> {
        let parts = [("channel", self.channel), ("locale", self.locale), ("catalog", self.catalog)];
        parts.into_iter().find(|(_, part)| part.is_some()).map(|(name, _)| name)
    }

    /// The asset or document.
    pub(super) fn target(self) -> PyResult<Target> {
        let target = match (self.asset, self.product, self.category) {
            (Some(id), None, None) => match self.has_context() {
                Some(name) => return Err(bad(name, "is for documents alone", "leave it out for an asset")),
                None => Target::asset(id),
            },
            (None, Some(number), None) => {
                Target::document(number, context(self.channel, self.locale, self.catalog)?)
            }
            (None, None, Some(id)) => Target::category(id, context(self.channel, self.locale, self.catalog)?),
            (None, None, None) => return Err(bad("product", "is missing", ONE_OF)),
            (_, Some(_), Some(_)) | (Some(_), _, Some(_)) => {
                return Err(bad("category", "stands beside another name", ONE_OF));
            }
            (Some(_), Some(_), None) => return Err(bad("asset", "stands beside another name", ONE_OF)),
        };
        Ok(match self.group {
            Some(group) => target.in_group(group),
            None => target,
        })
    }

    /// What is to be published: it, or all documents of its product or category.
    pub(super) fn scope(self, all_contexts: bool) -> PyResult<Scope> {
        if !all_contexts {
            return Ok(Scope::Target(self.target()?));
        }
        if let Some(name) = self.has_context() {
            return Err(bad(name, "stands beside `all_contexts`", "give one of the two"));
        }
        match (self.asset, self.product, self.category) {
            (None, Some(number), None) => Ok(Scope::product(number)),
            (None, None, Some(id)) => Ok(Scope::category(id)),
            _ => Err(bad("all_contexts", "is for a product or a category", "name one of these")),
        }
    }
}

/// An instant as text: a text as it is, a datetime with an offset.
fn text(given: &Bound<'_, PyAny>, name: &str, in_utc: bool) -> PyResult<String> {
    static DATETIME: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    static UTC: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    if given.is_instance_of::<PyString>() {
        return owned(given);
    }
    let py = given.py();
    if !given.is_instance(DATETIME.import(py, "datetime", "datetime")?)? {
        let class = given.get_type().qualname()?;
        return Err(PyTypeError::new_err(format!(
            "argument '{name}': expected a text or a datetime with an offset, not '{class}'"
        )));
    }
    // pandas' NaT is a datetime too, and has no offset either
    if given.call_method0("utcoffset").map_or(true, |offset| offset.is_none()) {
        return Err(bad(
            name,
            "is a datetime without an offset",
            "give one with an offset, such as `datetime.now(timezone.utc)`",
        ));
    }
    if !in_utc {
        return given.call_method0("isoformat")?.extract();
    }
    let utc = UTC.get_or_try_init(py, || {
        Ok::<_, PyErr>(py.import("datetime")?.getattr("timezone")?.getattr("utc")?.unbind())
    })?;
    // the first and last day of the calendar may have no other day in UTC
    let shifted = given.call_method1("astimezone", (utc,));
    shifted.unwrap_or_else(|_| given.clone()).call_method0("isoformat")?.extract()
}

/// When something happens.
pub(super) fn instant(given: &Bound<'_, PyAny>, name: &str) -> PyResult<Instant> {
    let text = text(given, name, true)?;
    text.parse().map_err(|fault: omnimedia::Fault| told(&fault.at(Place::path(name))))
}

/// When something is to happen, by the clock of whoever says it.
pub(super) fn local_instant(given: &Bound<'_, PyAny>, name: &str) -> PyResult<LocalInstant> {
    let text = text(given, name, false)?;
    text.parse().map_err(|fault: omnimedia::Fault| told(&fault.at(Place::path(name))))
}

/// Who does something, and when.
pub(crate) fn stamp(user: &str, at: &Bound<'_, PyAny>) -> PyResult<Stamp> {
    Ok(Stamp::new(user, instant(at, "at")?))
}
