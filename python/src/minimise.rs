//! Minimising: fewer sets, the same answers. And where an asset is used.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::{Duration, Instant};

use omnimedia::{Minimise, MinimiseCounts, wire};
use pyo3::prelude::*;

use crate::args::{self, from_json};
use crate::guard::guard;
use crate::plain::{text, texts_or_none, whole};
use crate::policy::Policy;
use crate::publication::Publication;
use crate::tenant::{Refusal, Tenant, stamp};

/// Looks for signals such as Ctrl-C from time to time, in work that does not hold the GIL.
pub(crate) struct Pulse {
    last: Instant,
    raised: Option<PyErr>,
}

impl Pulse {
    pub(crate) fn new() -> Self {
        Self { last: Instant::now(), raised: None }
    }

    /// Whether the work goes on.
    pub(crate) fn beat(&mut self) -> ControlFlow<()> {
        const OFTEN: Duration = Duration::from_millis(50);
        if self.raised.is_some() {
            return ControlFlow::Break(());
        }
        if self.last.elapsed() < OFTEN {
            return ControlFlow::Continue(());
        }
        self.last = Instant::now();
        match Python::attach(|py| py.check_signals()) {
            Ok(()) => ControlFlow::Continue(()),
            Err(raised) => {
                self.raised = Some(raised);
                ControlFlow::Break(())
            }
        }
    }

    /// What ended the work.
    pub(crate) fn raised(self) -> PyResult<()> {
        self.raised.map_or(Ok(()), Err)
    }
}

/// What is to be minimised, and how.
struct Wanted {
    policy: omnimedia::Policy,
    limits: omnimedia::Limits,
    products: Option<Vec<String>>,
    selections: usize,
}

impl Wanted {
    fn of<'p>(&self, publication: &'p omnimedia::Publication) -> Minimise<'p> {
        let minimise =
            Minimise::new(publication, self.policy).limits(self.limits.clone()).selections(self.selections);
        match &self.products {
            Some(products) => minimise.products(products.iter().map(String::as_str)),
            None => minimise,
        }
    }
}

#[pymethods]
impl Publication {
    /// Says the same with fewer sets (SPEC section 14): variants that agree move up to a pattern or the product,
    /// overrides equal to what they inherit go. The answers before and after are compared.
    ///
    /// Args:
    ///     policy: the choices; `None` is the documented precedence.
    ///     products: the numbers of the products to look at; `None` is all.
    ///     selections: how many changed selections are listed of a product.
    ///     limits: a mapping of limits; of these `answers` counts.
    ///
    /// Raises:
    ///     Fault: `limit_answers` before anything is looked at; `duplicate_document`.
    #[pyo3(signature = (policy=None, *, products=None, selections=100, limits=None))]
    fn minimise(
        &self,
        py: Python<'_>,
        policy: Option<&Policy>,
        #[pyo3(from_py_with = texts_or_none)] products: Option<Vec<String>>,
        #[pyo3(from_py_with = whole)] selections: usize,
        limits: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Minimised> {
        guard(|| {
            let (policy, limits) = (args::policy(policy), args::limits(limits)?);
            let wanted = Wanted { policy, limits, products, selections };
            let (mut pulse, mut rows) = (Pulse::new(), Vec::new());
            let done = py.detach(|| {
                wanted.of(&self.0).publication_with(|minimised| {
                    rows.push(wire::minimised(minimised));
                    pulse.beat()
                })
            });
            pulse.raised()?;
            let (publication, counts) = done.map_err(|faults| PyErr::from(Refusal::from(faults)))?;
            Ok(Minimised { publication: Arc::new(publication), counts, products: wire::list(&rows) })
        })
    }

    /// Every place that names an asset, in the library or not: items of sets, swatches, categories, central swatches.
    ///
    /// Args:
    ///     asset: the id of the asset.
    fn where_used<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = text)] asset: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        guard(|| {
            let rows: Vec<String> =
                py.detach(|| self.0.where_used(asset).map(|used| wire::used(&used)).collect());
            from_json(py, &wire::list(&rows))
        })
    }
}

/// A publication that says the same with fewer sets.
#[pyclass(frozen, module = "omnimedia")]
pub(crate) struct Minimised {
    publication: Arc<omnimedia::Publication>,
    counts: MinimiseCounts,
    products: String,
}

#[pymethods]
impl Minimised {
    /// The publication with fewer sets.
    #[getter]
    fn publication(&self) -> Publication {
        Publication(Arc::clone(&self.publication))
    }

    /// How many `products` were looked at and changed, the documents, sets and items `before` and `after`, and how many
    /// `selections` that are no variants show something else now.
    #[getter]
    fn counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guard(|| from_json(py, &wire::minimise_counts(&self.counts)))
    }

    /// The products that have fewer sets now, by number: their sizes `before` and `after`, their `documents`, the
    /// contexts that were `removed`, and the `selections` that show something else.
    #[getter]
    fn products<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guard(|| from_json(py, &self.products))
    }

    /// Whether all answers and swatches before and after were compared and are the same. A product where they were not
    /// would keep its documents, and be counted as `unproved`.
    #[getter]
    fn is_proved(&self) -> bool {
        self.counts.unproved() == 0 && self.counts.is_complete()
    }

    fn __repr__(&self) -> String {
        let (before, after) = (self.counts.before(), self.counts.after());
        format!(
            "<Minimised: {} of {} products, {} sets of {}>",
            self.counts.products_changed(),
            self.counts.products(),
            after.sets,
            before.sets
        )
    }
}

#[pymethods]
impl Tenant {
    /// Checks in fewer sets that show the same as what is published (SPEC section 14): drafts of the documents that
    /// change, and staged removals of those that go; all of a product, or nothing where work is under way.
    ///
    /// Args:
    ///     user: who does it.
    ///     at: when: a text such as `2026-11-24T09:00:00Z`, or a datetime with an offset.
    ///     policy, products, selections, limits: as for `Publication.minimise`.
    ///
    /// Returns:
    ///     The `counts`, and the `products`, each with whether it `is_done`: the `targets` that have a new version, or
    ///     those that are `checked_out`, the `others` that have an unpublished draft, and the `faults` that refused it.
    ///
    /// Raises:
    ///     Fault: `limit_answers`, `duplicate_document`; nothing was done then.
    #[pyo3(signature = (*, user, at, policy=None, products=None, selections=100, limits=None))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn minimise<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = text)] user: &str,
        at: &Bound<'_, PyAny>,
        policy: Option<&Policy>,
        #[pyo3(from_py_with = texts_or_none)] products: Option<Vec<String>>,
        #[pyo3(from_py_with = whole)] selections: usize,
        limits: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        guard(|| {
            let (policy, limits, stamp) = (args::policy(policy), args::limits(limits)?, stamp(user, at)?);
            let wanted = Wanted { policy, limits, products, selections };
            let publication = self.0.ask(py, |tenant| Ok(tenant.publication()?))?;
            let (mut pulse, mut found) = (Pulse::new(), Vec::new());
            // the search does not hold the tenant, which says itself what moved meanwhile
            let counts = py.detach(|| {
                wanted.of(&publication).run(|minimised| {
                    found.push(minimised.clone());
                    pulse.beat()
                })
            });
            pulse.raised()?;
            let counts = counts.map_err(|fault| PyErr::from(Refusal::from(fault)))?;
            let rows = self.0.change(py, |tenant| {
                let mut rows = Vec::with_capacity(found.len());
                for minimised in &found {
                    let outcome = minimised.check_in(tenant, &stamp);
                    rows.push(wire::minimised_in(minimised, outcome.as_ref()));
                }
                Ok(rows)
            })?;
            let counts = wire::minimise_counts(&counts);
            from_json(py, &format!("{{\"counts\":{counts},\"products\":{}}}", wire::list(&rows)))
        })
    }
}
