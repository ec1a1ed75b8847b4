//! What a tenant has, and its publication in some state.

use std::sync::Arc;

use omnimedia::{Faults, Target, wire};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use super::Tenant;
use super::target::{Named, instant};
use crate::args::from_json;
use crate::fault::fault_list;
use crate::guard::guard;
use crate::plain::{text, text_or_none};
use crate::publication::Publication;
use crate::text::counted;

/// A tenant's publication as it stands at an instant, with the publish groups that are applied in it.
#[pyclass(frozen, module = "omnimedia")]
pub(crate) struct Moment {
    publication: Arc<omnimedia::Publication>,
    since: Option<String>,
    groups: Vec<String>,
    left_out: Vec<(String, Faults)>,
}

#[pymethods]
impl Moment {
    /// The publication: to be resolved, explained, flattened, audited, compared, previewed.
    #[getter]
    fn publication(&self) -> Publication {
        Publication(Arc::clone(&self.publication))
    }

    /// The instant from which on it stands so, as text; `None` is now.
    #[getter]
    fn since(&self) -> Option<&str> {
        self.since.as_deref()
    }

    /// The names of the publish groups that are applied, in their order.
    #[getter]
    fn groups<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| PyTuple::new(py, &self.groups))
    }

    /// The publish groups that are due and whose run would be refused, each with its faults.
    #[getter]
    fn left_out<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        guard(|| {
            let dict = PyDict::new(py);
            for (group, faults) in &self.left_out {
                dict.set_item(group, fault_list(py, faults.iter())?)?;
            }
            Ok(dict)
        })
    }

    fn __repr__(&self) -> String {
        let since = self.since.as_deref().unwrap_or("now");
        let left_out = match self.left_out.len() {
            0 => String::new(),
            count => format!(", {count} left out"),
        };
        let groups = counted(self.groups.len() as u64, "group");
        format!("<Moment: {since}, {groups} applied{left_out}>")
    }
}

#[pymethods]
impl Tenant {
    /// What is published, and only that. Linear in the tenant, as are all the states.
    fn publication(&self, py: Python<'_>) -> PyResult<Publication> {
        guard(|| Ok(Publication(Arc::new(self.0.ask(py, |tenant| Ok(tenant.publication()?))?))))
    }

    /// The publication as if every checked-in draft were published, assets too.
    ///
    /// Raises:
    ///     Fault: content that its product does not allow any more.
    fn with_drafts(&self, py: Python<'_>) -> PyResult<Publication> {
        guard(|| Ok(Publication(Arc::new(self.0.ask(py, |tenant| Ok(tenant.with_drafts().publication()?))?))))
    }

    /// The publication as a user has it at hand: every draft, and what this user has checked out.
    ///
    /// Args:
    ///     user: the user.
    ///
    /// Raises:
    ///     Fault: content that its product does not allow any more.
    fn with_work_of(&self, py: Python<'_>, #[pyo3(from_py_with = text)] user: &str) -> PyResult<Publication> {
        guard(|| {
            let publication = self.0.ask(py, |tenant| Ok(tenant.with_work_of(user).publication()?))?;
            Ok(Publication(Arc::new(publication)))
        })
    }

    /// The publication as if a publish group ran now, scheduled or not.
    ///
    /// Args:
    ///     name: the publish group.
    ///
    /// Raises:
    ///     Fault: `not_in_tenant`, and all that would refuse the run.
    fn with_group(&self, py: Python<'_>, #[pyo3(from_py_with = text)] name: &str) -> PyResult<Publication> {
        guard(|| {
            let publication = self.0.ask(py, |tenant| Ok(tenant.with_group(name)?.publication()?))?;
            Ok(Publication(Arc::new(publication)))
        })
    }

    /// The publication as it will stand at an instant: with every publish group that is due by then. One whose run
    /// would be refused is left out, and named.
    ///
    /// Args:
    ///     at: the instant: a text with an offset, or a datetime with one.
    ///
    /// Raises:
    ///     Fault: `malformed_instant`.
    fn as_of(&self, py: Python<'_>, at: &Bound<'_, PyAny>) -> PyResult<Moment> {
        guard(|| {
            let instant = instant(at, "at")?;
            self.0.ask(py, |tenant| {
                let state = tenant.as_of(instant);
                let left_out = state.left_out().iter();
                Ok(Moment {
                    publication: Arc::new(state.publication()?),
                    since: Some(instant.to_string()),
                    groups: state.applied().iter().map(|name| (*name).to_owned()).collect(),
                    left_out: left_out.map(|(name, faults)| ((*name).to_owned(), faults.clone())).collect(),
                })
            })
        })
    }

    /// One product through the schedule: as it stands now, and from each instant on at which something of it changes,
    /// or was to change by a publish group that would be refused. Each publication has this product alone.
    ///
    /// Args:
    ///     product: the number of the product.
    ///
    /// Raises:
    ///     Fault: `not_in_tenant`.
    fn over_time(&self, py: Python<'_>, #[pyo3(from_py_with = text)] product: &str) -> PyResult<Vec<Moment>> {
        guard(|| {
            self.0.ask(py, |tenant| {
                let moments = tenant.over_time(product)?;
                let moment = |moment: &omnimedia::Moment| Moment {
                    publication: Arc::new(moment.publication().clone()),
                    since: moment.since().map(|since| since.to_string()),
                    groups: moment.groups().to_vec(),
                    left_out: moment.left_out().to_vec(),
                };
                Ok(moments.iter().map(moment).collect())
            })
        })
    }

    /// Who uses an asset: published documents, drafts, check-outs, publish groups and central swatches. An asset that
    /// nobody uses, and one that is not there, have the empty list.
    ///
    /// Args:
    ///     asset: the id of the asset.
    fn used_by<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = text)] asset: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        guard(|| from_json(py, &self.0.ask(py, |tenant| Ok(wire::used_by(&tenant.used_by(asset))))?))
    }

    /// Every asset and document that has a life, live: assets, documents of products, documents of categories.
    fn targets<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guard(|| {
            let targets =
                self.0.ask(py, |tenant| Ok(wire::targets(&tenant.targets().collect::<Vec<Target>>())))?;
            from_json(py, &targets)
        })
    }

    /// The life of an asset or document: its `versions`, the `draft`, what is `published`, the `check_out`, and whether
    /// it `has_unpublished_draft`; `None` where it has none. Linear in the life.
    ///
    /// Args:
    ///     asset, product, category: what; one of them.
    ///     channel, locale, catalog: the context of a document.
    ///     group: the publish group that has it; `None` is what is live.
    #[pyo3(signature = (*, asset=None, product=None, category=None, channel=None, locale=None, catalog=None, group=None))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn life<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = text_or_none)] asset: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] product: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] category: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] group: Option<&str>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        guard(|| {
            let target = Named { asset, product, category, channel, locale, catalog, group };
            let target = target.target()?;
            let life = self.0.ask(py, |tenant| Ok(tenant.life(&target).map(wire::life)))?;
            life.map(|life| from_json(py, &life)).transpose()
        })
    }
}
