//! Publishing, and taking out.

use omnimedia::{Scope, Stamp, wire};
use pyo3::prelude::*;

use super::Tenant;
use super::target::{Named, stamp};
use crate::args::from_json;
use crate::guard::guard;
use crate::plain::{text, text_or_none};

impl Tenant {
    fn publish_it<'py>(
        &self,
        py: Python<'py>,
        scope: &Scope,
        stamp: &Stamp,
        along: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        let published = self.0.change(py, |tenant| {
            let published =
                if along { tenant.publish_all(scope, stamp) } else { tenant.publish(scope, stamp) };
            Ok(wire::published(&published?))
        })?;
        from_json(py, &published)
    }
}

#[pymethods]
impl Tenant {
    /// Publishes drafts: of one asset or document, or of every document of a product or category that has one.
    ///
    /// Args:
    ///     asset, product, category: what; one of them.
    ///     channel, locale, catalog: the context of a document; what is left out is Omnichannel, Neutral, the default
    ///         catalog.
    ///     all_contexts: every document of the product or category that has an unpublished draft, instead of one
    ///         context.
    ///     user: who does it.
    ///     at: when: a text such as `2026-11-24T09:00:00Z`, or a datetime with an offset.
    ///
    /// Returns:
    ///     What was published: `targets`, `assets` that went along, and the `changes` of the publication.
    ///
    /// Raises:
    ///     Fault: `unpublished_assets` and `unknown_asset` for each asset, `checked_out` for each draft that somebody
    ///         is working on, `not_in_tenant`, every fault of content that its product no longer allows. Nothing is
    ///         published then.
    #[pyo3(signature = (*, asset=None, product=None, category=None, channel=None, locale=None, catalog=None, all_contexts=false, user, at))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn publish<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = text_or_none)] asset: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] product: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] category: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
        all_contexts: bool,
        #[pyo3(from_py_with = text)] user: &str,
        at: &Bound<'_, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        guard(|| {
            let target = Named { asset, product, category, channel, locale, catalog, group: None };
            let (scope, stamp) = (target.scope(all_contexts)?, stamp(user, at)?);
            self.publish_it(py, &scope, &stamp, false)
        })
    }

    /// Publishes drafts, and the assets along that they use and that are not published.
    ///
    /// Args:
    ///     asset, product, category: what; one of them.
    ///     channel, locale, catalog: the context of a document; what is left out is Omnichannel, Neutral, the default
    ///         catalog.
    ///     all_contexts: every document of the product or category that has an unpublished draft, instead of one
    ///         context.
    ///     user: who does it.
    ///     at: when: a text such as `2026-11-24T09:00:00Z`, or a datetime with an offset.
    ///
    /// Returns:
    ///     What was published: `targets`, `assets` that went along, and the `changes` of the publication.
    ///
    /// Raises:
    ///     Fault: those of `publish`; `checked_out` for an asset that somebody works on, `unpublished_assets` for one
    ///         that was never checked in.
    #[pyo3(signature = (*, asset=None, product=None, category=None, channel=None, locale=None, catalog=None, all_contexts=false, user, at))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn publish_all<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = text_or_none)] asset: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] product: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] category: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
        all_contexts: bool,
        #[pyo3(from_py_with = text)] user: &str,
        at: &Bound<'_, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        guard(|| {
            let target = Named { asset, product, category, channel, locale, catalog, group: None };
            let (scope, stamp) = (target.scope(all_contexts)?, stamp(user, at)?);
            self.publish_it(py, &scope, &stamp, true)
        })
    }

    /// Takes an asset or document out of the publication; its draft and its versions stay.
    ///
    /// Args:
    ///     asset, product, category: what; one of them.
    ///     channel, locale, catalog: the context of a document; what is left out is Omnichannel, Neutral, the default
    ///         catalog.
    ///     user: who does it.
    ///     at: when: a text such as `2026-11-24T09:00:00Z`, or a datetime with an offset.
    ///
    /// Raises:
    ///     Fault: `not_published`, `not_in_tenant`, `asset_in_use` for each that shows the asset.
    #[pyo3(signature = (*, asset=None, product=None, category=None, channel=None, locale=None, catalog=None, user, at))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn unpublish(
        &self,
        py: Python<'_>,
        #[pyo3(from_py_with = text_or_none)] asset: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] product: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] category: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
        #[pyo3(from_py_with = text)] user: &str,
        at: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        guard(|| {
            let target = Named { asset, product, category, channel, locale, catalog, group: None };
            let (target, stamp) = (target.target()?, stamp(user, at)?);
            self.0.change(py, |tenant| Ok(tenant.unpublish(&target, &stamp)?))
        })
    }

    /// Deletes an asset or document that is not published, with its versions. With `group` the one that the publish
    /// group has.
    ///
    /// Args:
    ///     asset, product, category: what; one of them.
    ///     channel, locale, catalog: the context of a document.
    ///     group: the publish group that has it; `None` is what is live.
    ///     user: who does it.
    ///     at: when: a text such as `2026-11-24T09:00:00Z`, or a datetime with an offset.
    ///
    /// Raises:
    ///     Fault: `published`, `not_in_tenant`, `checked_out` by another, `asset_in_use` for each that uses the asset.
    #[pyo3(signature = (*, asset=None, product=None, category=None, channel=None, locale=None, catalog=None, group=None, user, at))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn delete(
        &self,
        py: Python<'_>,
        #[pyo3(from_py_with = text_or_none)] asset: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] product: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] category: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] group: Option<&str>,
        #[pyo3(from_py_with = text)] user: &str,
        at: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        guard(|| {
            let target = Named { asset, product, category, channel, locale, catalog, group };
            let (target, stamp) = (target.target()?, stamp(user, at)?);
            self.0.change(py, |tenant| Ok(tenant.delete(&target, &stamp)?))
        })
    }

    /// Takes an asset or document out of the publication, and deletes it with its versions. Both happens or neither.
    ///
    /// Args:
    ///     asset, product, category: what; one of them.
    ///     channel, locale, catalog: the context of a document; what is left out is Omnichannel, Neutral, the default
    ///         catalog.
    ///     user: who does it.
    ///     at: when: a text such as `2026-11-24T09:00:00Z`, or a datetime with an offset.
    ///
    /// Raises:
    ///     Fault: those of `unpublish` and `delete`.
    #[pyo3(signature = (*, asset=None, product=None, category=None, channel=None, locale=None, catalog=None, user, at))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn unpublish_and_delete(
        &self,
        py: Python<'_>,
        #[pyo3(from_py_with = text_or_none)] asset: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] product: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] category: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
        #[pyo3(from_py_with = text)] user: &str,
        at: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        guard(|| {
            let target = Named { asset, product, category, channel, locale, catalog, group: None };
            let (target, stamp) = (target.target()?, stamp(user, at)?);
            self.0.change(py, |tenant| Ok(tenant.unpublish_and_delete(&target, &stamp)?))
        })
    }
}
