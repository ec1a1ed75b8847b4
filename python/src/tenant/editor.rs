//! Editing in a `with` block.

use std::sync::{Arc, Mutex, PoisonError};

use omnimedia::{Life, Stamp, Start, Target, wire};
use pyo3::prelude::*;

use super::Tenant;
use super::shared::Shared;
use super::target::{Named, stamp};
use crate::args::{self, from_json, json_text};
use crate::fault::bad;
use crate::guard::guard;
use crate::plain::{text, text_or_none};
use crate::policy::Policy;

#[pymethods]
impl Tenant {
    /// Edits an asset or document in a `with` block, which gives its content. At the end what is in it is saved and
    /// finished as a version. Where something is raised there, or the content is refused, there is no version and no
    /// check-out; in a publish group that lacked it, it stays as it entered.
    ///
    /// A check-out that the user has already goes on, and stays as it was where something is raised.
    ///
    /// Args:
    ///     asset, product, category: what; one of them.
    ///     channel, locale, catalog: the context of a document.
    ///     group: the publish group that has it; `None` is what is live.
    ///     copy: where there is no draft: whether it begins with a copy of the published document that is first on the
    ///         ladder.
    ///     user: who does it.
    ///     at: when: a text such as `2026-11-24T09:00:00Z`, or a datetime with an offset.
    ///     policy: which ladder a copy comes from.
    ///
    /// Raises:
    ///     Fault: those of `edit` when the block begins, those of `save_content` and `finish` when it ends.
    ///
    /// Example:
    ///     >>> import omnimedia as om
    ///     >>> tenant = om.Tenant()
    ///     >>> tenant.put(product={"number": "S1"})
    ///     >>> with tenant.editing(product="S1", user="ann", at="2026-11-24T09:00:00Z") as content:
    ///     ...     content["master"] = {"primary": ["A1"]}
    ///     >>> tenant.life(product="S1")["draft"]
    ///     1
    #[pyo3(signature = (*, asset=None, product=None, category=None, channel=None, locale=None, catalog=None, group=None, copy=false, user, at, policy=None))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn editing(
        &self,
        #[pyo3(from_py_with = text_or_none)] asset: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] product: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] category: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] group: Option<&str>,
        copy: bool,
        #[pyo3(from_py_with = text)] user: &str,
        at: &Bound<'_, PyAny>,
        policy: Option<&Policy>,
    ) -> PyResult<Editing> {
        guard(|| {
            let target = Named { asset, product, category, channel, locale, catalog, group };
            let (target, stamp) = (target.target()?, stamp(user, at)?);
            let start = if copy { Start::Copy(args::policy(policy)) } else { Start::Empty };
            Ok(Editing {
                shared: Arc::clone(&self.0),
                target,
                stamp,
                start,
                begun: Mutex::new(None),
                version: Mutex::new(None),
            })
        })
    }
}

/// What was begun: the content, and whether it was checked out before.
struct Begun {
    content: Py<PyAny>,
    goes_on: bool,
}

/// An edit in a `with` block: `Tenant.editing` makes it. It is used once at a time.
#[pyclass(frozen, module = "omnimedia")]
pub(crate) struct Editing {
    shared: Arc<Shared>,
    target: Target,
    stamp: Stamp,
    start: Start,
    begun: Mutex<Option<Begun>>,
    version: Mutex<Option<u32>>,
}

impl Editing {
    /// Saves and finishes; what is refused leaves nothing checked out that was not before.
    fn finish(&self, py: Python<'_>, begun: &Begun) -> PyResult<()> {
        let text = json_text(begun.content.bind(py))?;
        let version = self.shared.change(py, |tenant| {
            let content = wire::read_content(&self.target, &text, tenant.limits())?;
            tenant.save(&self.target, content, &self.stamp)?;
            Ok(tenant.finish(&self.target, &self.stamp)?)
        })?;
        *self.version.lock().unwrap_or_else(PoisonError::into_inner) = Some(version);
        Ok(())
    }

    /// Drops what was begun.
    fn discard(&self, py: Python<'_>, begun: &Begun) -> PyResult<()> {
        if begun.goes_on {
            return Ok(());
        }
        self.shared.change(py, |tenant| {
            let is_ours =
                |life: &Life| life.check_out().is_some_and(|out| out.since().by() == self.stamp.by());
            if tenant.life(&self.target).is_some_and(is_ours) {
                tenant.discard(&self.target, false, &self.stamp)?;
            }
            Ok(())
        })
    }
}

#[pymethods]
impl Editing {
    /// The number of the version that the block made; `None` before its end.
    #[getter]
    fn version(&self) -> Option<u32> {
        *self.version.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn __enter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guard(|| {
            if self.begun.lock().unwrap_or_else(PoisonError::into_inner).is_some() {
                return Err(bad("self", "is in a `with` block already", "make another one by `editing`"));
            }
            let (json, goes_on) = self.shared.change(py, |tenant| {
                let goes_on = tenant.life(&self.target).is_some_and(|life| life.check_out().is_some());
                let content = tenant.edit(&self.target, &self.stamp, &self.start)?;
                Ok((wire::content(&content), goes_on))
            })?;
            let content = from_json(py, &json)?;
            let begun = Begun { content: content.clone().unbind(), goes_on };
            *self.begun.lock().unwrap_or_else(PoisonError::into_inner) = Some(begun);
            Ok(content)
        })
    }

    fn __exit__(
        &self,
        py: Python<'_>,
        raised: &Bound<'_, PyAny>,
        _value: &Bound<'_, PyAny>,
        _traceback: &Bound<'_, PyAny>,
    ) -> PyResult<bool> {
        guard(|| {
            let begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner).take();
            let Some(begun) = begun else { return Ok(false) };
            if !raised.is_none() {
                self.discard(py, &begun)?;
                return Ok(false);
            }
            if let Err(refused) = self.finish(py, &begun) {
                self.discard(py, &begun)?;
                return Err(refused);
            }
            Ok(false)
        })
    }

    fn __repr__(&self) -> String {
        format!("<Editing: {}>", self.target)
    }
}
