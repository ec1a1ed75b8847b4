//! What of a tenant is to be flattened and stored again. Whoever did so says it: what could not be done is handed out
//! once more.

use std::sync::Arc;

use omnimedia::{Changes as Core, UnitKey, wire};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyIterator, PyList, PyTuple};

use super::Tenant;
use super::shared::{Authored, Shared};
use crate::args::from_json;
use crate::fault::Tells;
use crate::guard::guard;
use crate::plain::text;
use crate::snapshot::Snapshot;

/// All changed units that are not settled with what they are now, and their mark.
fn units_of(authored: &mut Authored) -> (Vec<(String, Option<String>)>, u64) {
    let (keys, mark) = authored.unsettled.units(&mut authored.tenant);
    let tenant = &authored.tenant;
    (keys.iter().map(|key| (key.to_key(), tenant.unit(key))).collect(), mark)
}

#[pymethods]
impl Tenant {
    /// What of the publication changed since the last that was settled.
    ///
    /// Once it is flattened and delivered, call `settle` of what this gives, or use it in a `with` block, which settles
    /// at its end unless something is raised there. Until then it is among the changes again, so that nothing is lost.
    /// Changes are not stored with a tenant: one that was read has none.
    ///
    /// Example:
    ///     >>> import omnimedia as om
    ///     >>> tenant = om.Tenant()
    ///     >>> tenant.put(product={"number": "S1"})
    ///     >>> with tenant.changes() as changes:
    ///     ...     changes.products
    ///     ('S1',)
    ///     >>> bool(tenant.changes())
    ///     False
    fn changes(&self, py: Python<'_>) -> PyResult<Changes> {
        guard(|| {
            let (changes, mark) =
                self.0.change_all(py, |authored| Ok(authored.unsettled.changes(&mut authored.tenant)))?;
            Ok(Changes { shared: Arc::clone(&self.0), changes, mark })
        })
    }

    /// The units of storage that changed since the last that were settled: what a host writes to its store.
    ///
    /// Once they are stored, call `settle` of what this gives, or use it in a `with` block, which settles at its end
    /// unless something is raised there. Until then they are among the changed units again.
    ///
    /// Example:
    ///     >>> import omnimedia as om
    ///     >>> tenant, rows = om.Tenant(), {}
    ///     >>> tenant.put(product={"number": "S1"})
    ///     >>> with tenant.changed_units() as units:
    ///     ...     for key, unit in units:
    ///     ...         if unit is None:
    ///     ...             rows.pop(key, None)  # it is no more
    ///     ...         else:
    ///     ...             rows[key] = unit
    ///     >>> om.Tenant.from_units(rows.values()) == tenant
    ///     True
    fn changed_units(&self, py: Python<'_>) -> PyResult<ChangedUnits> {
        guard(|| {
            let (units, mark) = self.0.change_all(py, |authored| Ok(units_of(authored)))?;
            Ok(ChangedUnits { shared: Arc::clone(&self.0), units, mark })
        })
    }

    /// The keys of all units of storage that there are.
    fn unit_keys(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        guard(|| self.0.ask(py, |tenant| Ok(tenant.units().map(|key| key.to_key()).collect())))
    }

    /// One unit of storage as JSON; `None` where it is not in the tenant.
    ///
    /// Args:
    ///     key: as `changed_units` and `unit_keys` give it, such as `'["product","S1"]'`.
    ///
    /// Raises:
    ///     Fault: `type` for a text that is no key.
    fn unit(&self, py: Python<'_>, #[pyo3(from_py_with = text)] key: &str) -> PyResult<Option<String>> {
        guard(|| {
            let key = UnitKey::parse(key).tell()?;
            self.0.ask(py, |tenant| Ok(tenant.unit(&key)))
        })
    }
}

/// What of a tenant's publication changed and is not settled.
///
/// A `with` block settles it at its end, unless something is raised there.
#[pyclass(frozen, module = "omnimedia")]
pub(crate) struct Changes {
    shared: Arc<Shared>,
    changes: Core,
    mark: u64,
}

#[pymethods]
impl Changes {
    /// The numbers of the products that changed, were added or are gone.
    #[getter]
    fn products<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| PyTuple::new(py, self.changes.products()))
    }

    /// The ids of the categories that changed, were added or are gone.
    #[getter]
    fn categories<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| PyTuple::new(py, self.changes.categories()))
    }

    /// The ids of the channels that changed, were added or are gone.
    #[getter]
    fn channels<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| PyTuple::new(py, self.changes.channels()))
    }

    /// Dimension and value of the central swatches that changed, were added or are gone.
    #[getter]
    fn swatches<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| PyTuple::new(py, self.changes.swatches()))
    }

    /// The ids of the assets that changed, were added or are gone: each is a change of everything that uses it.
    #[getter]
    fn assets<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| PyTuple::new(py, self.changes.assets()))
    }

    /// The delta that brings a snapshot of the tenant's publication up to date with these changes; `None` where there
    /// are none. Its time is that of what changed, whatever the size of tenant and snapshot.
    ///
    /// Args:
    ///     base: the snapshot that the delta follows; its policy is taken.
    ///
    /// Raises:
    ///     Fault: `wrong_kind` for shards; `wrong_policy`, `limit_snapshot`, `duplicate_document`.
    fn delta<'py>(&self, py: Python<'py>, base: &Snapshot) -> PyResult<Option<Bound<'py, PyBytes>>> {
        guard(|| {
            if self.changes.is_empty() {
                return Ok(None);
            }
            let base = base.opened()?;
            let snapshot = base.whole().tell()?;
            let bytes = self.shared.ask(py, |tenant| Ok(tenant.delta(snapshot, &self.changes)?))?;
            Ok(Some(PyBytes::new(py, &bytes)))
        })
    }

    /// Forgets these changes: they are flattened. What changed since stays.
    fn settle(&self, py: Python<'_>) -> PyResult<()> {
        guard(|| {
            self.shared.change_all(py, |authored| {
                // the mark is one that this tenant gave
                let _ = authored.unsettled.settle_changes(self.mark);
                Ok(())
            })
        })
    }

    /// The names of what changed, by kind, in the form that every language shares.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guard(|| from_json(py, &wire::changes(&self.changes)))
    }

    fn __bool__(&self) -> bool {
        !self.changes.is_empty()
    }

    fn __enter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __exit__(
        &self,
        py: Python<'_>,
        raised: &Bound<'_, PyAny>,
        _value: &Bound<'_, PyAny>,
        _traceback: &Bound<'_, PyAny>,
    ) -> PyResult<bool> {
        if raised.is_none() {
            self.settle(py)?;
        }
        Ok(false)
    }

    fn __repr__(&self) -> String {
        format!(
            "<Changes: products {}, categories {}, channels {}, swatches {}, assets {}>",
            self.changes.products().len(),
            self.changes.categories().len(),
            self.changes.channels().len(),
            self.changes.swatches().len(),
            self.changes.assets().len()
        )
    }
}

/// Units of storage that changed and are not settled: pairs of a key and the unit as JSON, `None` for one to delete.
///
/// A `with` block settles them at its end, unless something is raised there.
#[pyclass(frozen, module = "omnimedia")]
pub(crate) struct ChangedUnits {
    shared: Arc<Shared>,
    units: Vec<(String, Option<String>)>,
    mark: u64,
}

#[pymethods]
impl ChangedUnits {
    /// Forgets these units: they are stored. What changed since stays.
    fn settle(&self, py: Python<'_>) -> PyResult<()> {
        guard(|| {
            self.shared.change_all(py, |authored| {
                // the mark is one that this tenant gave
                let _ = authored.unsettled.settle_units(self.mark);
                Ok(())
            })
        })
    }

    fn __len__(&self) -> usize {
        self.units.len()
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        let units = self.units.iter().map(|(key, unit)| (key.as_str(), unit.as_deref()));
        PyList::new(py, units)?.try_iter()
    }

    fn __enter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __exit__(
        &self,
        py: Python<'_>,
        raised: &Bound<'_, PyAny>,
        _value: &Bound<'_, PyAny>,
        _traceback: &Bound<'_, PyAny>,
    ) -> PyResult<bool> {
        if raised.is_none() {
            self.settle(py)?;
        }
        Ok(false)
    }

    fn __repr__(&self) -> String {
        format!("<ChangedUnits: {}>", self.units.len())
    }
}
