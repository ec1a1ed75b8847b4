//! A tenant behind its gate.

use std::sync::{Arc, RwLock};

use omnimedia::{Code, Fault, Faults, Tenant as Core, Unsettled};
use pyo3::prelude::*;

use super::gate::{Gate, Pass, Way};
use crate::fault::{all_told, bad, internal, told};

/// A tenant, and what of it is not yet flattened and stored.
pub(crate) struct Authored {
    pub(crate) tenant: Core,
    pub(super) unsettled: Unsettled,
}

/// What all handles of a tenant share. Calls wait for each other with the GIL released, and never hold it.
pub(crate) struct Shared {
    gate: Gate,
    authored: RwLock<Authored>,
}

/// Why something was not done, until it is raised.
pub(crate) enum Refusal {
    Fault(Fault),
    Faults(Faults),
    Raised(PyErr),
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Faults> for Refusal {
    fn from(faults: Faults) -> Self {
        Self::Faults(faults)
    }
}

impl From<PyErr> for Refusal {
    fn from(raised: PyErr) -> Self {
        Self::Raised(raised)
    }
}

impl From<Refusal> for PyErr {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Fault(fault) if fault.code() == Code::Internal => internal(&fault),
            Refusal::Fault(fault) => told(&fault),
            Refusal::Faults(faults) => all_told(&faults),
            Refusal::Raised(raised) => raised,
        }
    }
}

#[cold]
fn broken() -> Refusal {
    Fault::new(
        Code::Internal,
        "a change of the tenant broke off in the middle",
        "read it again from where it is stored, and report what was called before",
    )
    .into()
}

impl Shared {
    pub(crate) fn new(tenant: Core) -> Self {
        let authored = Authored { tenant, unsettled: Unsettled::default() };
        Self { gate: Gate::default(), authored: RwLock::new(authored) }
    }

    /// Another tenant that is the same, what is not yet settled included.
    pub(super) fn copy(&self, py: Python<'_>) -> PyResult<Self> {
        let authored = py.detach(|| {
            self.reading(|authored| {
                Ok(Authored { tenant: authored.tenant.clone(), unsettled: authored.unsettled.clone() })
            })
        })?;
        Ok(Self { gate: Gate::default(), authored: RwLock::new(authored) })
    }

    /// Looks beside others who do; the GIL is not held.
    pub(super) fn reading<T>(
        &self,
        look: impl FnOnce(&Authored) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let pass = self.gate.enter(Way::Reading)?;
        let authored = self.authored.read().map_err(|_| broken())?;
        let seen = look(&authored);
        drop(authored);
        drop(pass);
        seen
    }

    fn writing<T>(&self, change: impl FnOnce(&mut Authored) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let pass = self.gate.enter(Way::Writing)?;
        self.write_in(&pass, change)
    }

    /// Changes, once inside. A panic poisons the lock: who comes later is told.
    fn write_in<T>(
        &self,
        _pass: &Pass<'_>,
        change: impl FnOnce(&mut Authored) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let mut authored = self.authored.write().map_err(|_| broken())?;
        change(&mut authored)
    }

    /// Asks the tenant, beside others who do, with the GIL released.
    pub(crate) fn ask<T: Send>(
        &self,
        py: Python<'_>,
        ask: impl FnOnce(&Core) -> Result<T, Refusal> + Send,
    ) -> PyResult<T> {
        py.detach(|| self.reading(|authored| ask(&authored.tenant))).map_err(PyErr::from)
    }

    /// Changes the tenant, alone, with the GIL released.
    pub(crate) fn change<T: Send>(
        &self,
        py: Python<'_>,
        change: impl FnOnce(&mut Core) -> Result<T, Refusal> + Send,
    ) -> PyResult<T> {
        self.change_all(py, |authored| change(&mut authored.tenant))
    }

    /// Changes the tenant and what is noted of it.
    pub(super) fn change_all<T: Send>(
        &self,
        py: Python<'_>,
        change: impl FnOnce(&mut Authored) -> Result<T, Refusal> + Send,
    ) -> PyResult<T> {
        py.detach(|| self.writing(change)).map_err(PyErr::from)
    }

    /// Calls Python in the middle of a call.
    pub(crate) fn calling<T>(&self, call: impl FnOnce(Python<'_>) -> T) -> T {
        self.away(|| Python::attach(call))
    }

    /// Does something in the middle of a call that may call this tenant again.
    pub(crate) fn away<T>(&self, call: impl FnOnce() -> T) -> T {
        self.gate.calling(call)
    }
}

/// Which of two tenants goes first, so that no two calls wait for each other.
fn goes_first(one: &Arc<Shared>, other: &Arc<Shared>) -> bool {
    Arc::as_ptr(one) < Arc::as_ptr(other)
}

/// Whether two tenants hold the same.
pub(super) fn equal(py: Python<'_>, one: &Arc<Shared>, other: &Arc<Shared>) -> PyResult<bool> {
    if Arc::ptr_eq(one, other) {
        return Ok(true);
    }
    let (first, second) = if goes_first(one, other) { (one, other) } else { (other, one) };
    py.detach(|| first.reading(|first| second.reading(|second| Ok(first.tenant == second.tenant))))
        .map_err(PyErr::from)
}

/// Changes one tenant by looking at another.
pub(crate) fn from_one_into_other<T: Send>(
    py: Python<'_>,
    source: &Arc<Shared>,
    destination: &Arc<Shared>,
    change: impl FnOnce(&Core, &mut Core) -> Result<T, Refusal> + Send,
) -> PyResult<T> {
    if Arc::ptr_eq(source, destination) {
        return Err(bad("source", "is the tenant itself", "pass another tenant"));
    }
    py.detach(|| {
        if goes_first(source, destination) {
            return source.reading(|source| {
                destination.writing(|destination| change(&source.tenant, &mut destination.tenant))
            });
        }
        let pass = destination.gate.enter(Way::Writing)?;
        source.reading(|source| {
            destination.write_in(&pass, |destination| change(&source.tenant, &mut destination.tenant))
        })
    })
    .map_err(PyErr::from)
}
