//! Audits, coverage and differences of publications.

use std::sync::Arc;

use pyo3::prelude::*;

use super::Publication;
use crate::args;
use crate::arrow::table::Table;
use crate::guard::guard;
use crate::insight::{self, Audit, Diff, Sides};
use crate::plain::{text_or_none, texts_or_none};
use crate::policy::Policy;

#[pymethods]
impl Publication {
    /// Looks for what is wrong, in every known context (docs/insight.md).
    ///
    /// Args:
    ///     policy: the choices; `None` is the documented precedence.
    ///     checks: what to look for, of `"no_image"`, `"omnichannel_only"`, `"video_first"`, `"no_alt"`, `"unheard"`,
    ///         `"redundant"`, `"unused_asset"`, `"unpublished_asset"`; `None` is all.
    ///     limits: a mapping of limits (SPEC section 16) to numbers; of these `answers` counts.
    ///
    /// Raises:
    ///     Fault: `bad_argument` for an unknown check; `limit_answers` for more answers than the limit, before any is
    ///         looked at; `duplicate_document` where the policy's parents make two documents one.
    ///
    /// Example:
    ///     >>> import omnimedia as om
    ///     >>> shop = om.Publication.from_dict({
    ///     ...     "omnimedia": "publication/1",
    ///     ...     "assets": [{"id": "A1", "kind": "image"}],
    ///     ...     "products": [{"number": "S1", "media": [{"master": {"primary": ["A1"]}}]}, {"number": "S2"}],
    ///     ... })
    ///     >>> audit = shop.audit(checks=["no_image"])
    ///     >>> [(row["check"], row["product"]) for row in audit]
    ///     [('no_image', 'S2')]
    #[pyo3(signature = (policy=None, *, checks=None, limits=None))]
    fn audit(
        &self,
        py: Python<'_>,
        policy: Option<&Policy>,
        #[pyo3(from_py_with = texts_or_none)] checks: Option<Vec<String>>,
        limits: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Audit> {
        guard(|| Audit::new(py, &self.0, args::policy(policy), checks, args::limits(limits)?))
    }

    /// Whether each product, without a selection, has an image, in every known context of a catalog: a table of
    /// `product`, `channel`, `locale` and `image`, which is `"image"`, `"omnichannel_only"` or `"none"`.
    ///
    /// Args:
    ///     policy: the choices; `None` is the documented precedence.
    ///     catalog: a catalog number; `None` is the default catalog.
    ///     limits: a mapping of limits (SPEC section 16) to numbers; of these `answers` counts.
    ///
    /// Raises:
    ///     Fault: as `audit`.
    #[pyo3(signature = (policy=None, *, catalog=None, limits=None))]
    fn coverage(
        &self,
        py: Python<'_>,
        policy: Option<&Policy>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
        limits: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Table> {
        guard(|| insight::coverage(py, &self.0, args::policy(policy), catalog, args::limits(limits)?))
    }

    /// What is shown in another way in another publication, in every context that either knows: the impact of a
    /// publish before it.
    ///
    /// Args:
    ///     after: the later publication.
    ///     policy: the choices, for both; `None` is the documented precedence.
    ///     products: the numbers of the products to look at; `None` is all.
    ///     categories: the ids of the categories to look at; `None` is all, or none where products are named.
    ///     limits: a mapping of limits (SPEC section 16) to numbers; of these `answers` counts.
    ///
    /// Raises:
    ///     Fault: `limit_answers` for more answers to compare than the limit, before any is compared;
    ///         `duplicate_document` where the policy's parents make two documents one.
    ///
    /// Example:
    ///     >>> import omnimedia as om
    ///     >>> shop = om.Publication.from_dict({
    ///     ...     "omnimedia": "publication/1",
    ///     ...     "assets": [{"id": "A1", "kind": "image"}],
    ///     ...     "products": [{"number": "S1", "media": [{"master": {"primary": ["A1"]}}]}, {"number": "S2"}],
    ///     ... })
    ///     >>> less = om.Publication.from_dict({"omnimedia": "publication/1", "products": [{"number": "S2"}]})
    ///     >>> for row in shop.diff(less):
    ///     ...     print(row["product"], row["primary_before"], row["primary_after"])
    ///     S1 ['A1'] None
    #[pyo3(signature = (after, policy=None, *, products=None, categories=None, limits=None))]
    fn diff(
        &self,
        py: Python<'_>,
        after: &Self,
        policy: Option<&Policy>,
        #[pyo3(from_py_with = texts_or_none)] products: Option<Vec<String>>,
        #[pyo3(from_py_with = texts_or_none)] categories: Option<Vec<String>>,
        limits: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Diff> {
        guard(|| {
            let sides = Sides::Publications(Arc::clone(&self.0), Arc::clone(&after.0), args::policy(policy));
            Diff::new(py, sides, products, categories, args::limits(limits)?)
        })
    }
}
