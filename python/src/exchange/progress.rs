//! Reports of how far something is, and whether it is to end.

use std::ops::ControlFlow;

use pyo3::prelude::*;

use crate::tenant::Shared;

/// Tells Python how far something is. What is raised there, or by a signal such as Ctrl-C, ends the work.
pub(super) struct Progress<'p> {
    tell: Option<&'p Py<PyAny>>,
    raised: Option<PyErr>,
}

impl<'p> Progress<'p> {
    pub(super) fn new(tell: Option<&'p Py<PyAny>>) -> Self {
        Self { tell, raised: None }
    }

    /// Tells it, in the middle of a call of a tenant.
    pub(super) fn tell(&mut self, shared: &Shared, phase: &str, done: u64, total: u64) -> ControlFlow<()> {
        if self.raised.is_some() {
            return ControlFlow::Break(());
        }
        let told = shared.calling(|py| self.call(py, phase, done, total));
        self.note(told)
    }

    /// Tells it, in the middle of a call of two tenants.
    pub(super) fn tell_both(
        &mut self,
        one: &Shared,
        other: &Shared,
        phase: &str,
        done: u64,
        total: u64,
    ) -> ControlFlow<()> {
        if self.raised.is_some() {
            return ControlFlow::Break(());
        }
        let told = one.away(|| other.calling(|py| self.call(py, phase, done, total)));
        self.note(told)
    }

    fn call(&self, py: Python<'_>, phase: &str, done: u64, total: u64) -> PyResult<()> {
        py.check_signals()?;
        if let Some(tell) = self.tell {
            tell.call1(py, (phase, done, total))?;
        }
        Ok(())
    }

    fn note(&mut self, told: PyResult<()>) -> ControlFlow<()> {
        match told {
            Ok(()) => ControlFlow::Continue(()),
            Err(raised) => {
                self.raised = Some(raised);
                ControlFlow::Break(())
            }
        }
    }

    /// What ended the work.
    pub(super) fn raised(self) -> Option<PyErr> {
        self.raised
    }
}

/// An argument that is to be called.
pub(super) fn callable<'a>(given: Option<&'a Py<PyAny>>, py: Python<'_>) -> PyResult<Option<&'a Py<PyAny>>> {
    match given {
        Some(given) if !given.bind(py).is_callable() => Err(pyo3::exceptions::PyTypeError::new_err(
            "argument 'progress': expected something to call with phase, done and total",
        )),
        given => Ok(given),
    }
}
