//! Editing: check-outs, versions, restoring, resetting to default.

use omnimedia::{Content, Limits, Start, Target, wire};
use pyo3::prelude::*;

use super::Tenant;
use super::shared::Refusal;
use super::target::{Named, stamp};
use crate::args::{self, from_json, json_text};
use crate::guard::guard;
use crate::plain::{text, text_or_none, whole};
use crate::policy::Policy;

fn content(target: &Target, given: &str, limits: &Limits) -> Result<Content, Refusal> {
    Ok(wire::read_content(target, given, limits)?)
}

#[pymethods]
impl Tenant {
    /// Checks an asset or document out to a user, and gives what is to be edited: the draft. A user who has it already
    /// goes on with what was saved last. In a publish group that lacks it, it enters the group with what is checked in
    /// live.
    ///
    /// Args:
    ///     asset, product, category: what; one of them.
    ///     channel, locale, catalog: the context of a document.
    ///     group: the publish group that has it; `None` is what is live.
    ///     copy: where there is no draft: `True` begins with a copy of the published document that is first on the
    ///         ladder, `False` with nothing.
    ///     user: who does it.
    ///     at: when: a text such as `2026-11-24T09:00:00Z`, or a datetime with an offset.
    ///     policy: which ladder a copy comes from.
    ///
    /// Returns:
    ///     The content, as `content` in `tenant/1`; to be changed and given to `save_content`.
    ///
    /// Raises:
    ///     Fault: `checked_out`, naming the holder; `not_in_tenant` for a product, category or group that is not there;
    ///         `group_closed`, `limit_group_items`, `category_without_channel`, `malformed_instant`, and the limits.
    #[pyo3(signature = (*, asset=None, product=None, category=None, channel=None, locale=None, catalog=None, group=None, copy=false, user, at, policy=None))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn edit<'py>(
        &self,
        py: Python<'py>,
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
    ) -> PyResult<Bound<'py, PyAny>> {
        guard(|| {
            let target = Named { asset, product, category, channel, locale, catalog, group };
            let (target, stamp) = (target.target()?, stamp(user, at)?);
            let start = if copy { Start::Copy(args::policy(policy)) } else { Start::Empty };
            let content =
                self.0.change(py, |tenant| Ok(wire::content(&tenant.edit(&target, &stamp, &start)?)))?;
            from_json(py, &content)
        })
    }

    /// Keeps what a user is working on in the check-out. Nobody else sees it.
    ///
    /// Args:
    ///     content: as `edit` gives it; a mapping, or JSON as text or bytes.
    ///     asset, product, category: what; one of them.
    ///     channel, locale, catalog: the context of a document.
    ///     group: the publish group that has it; `None` is what is live.
    ///     user: who does it.
    ///     at: when: a text such as `2026-11-24T09:00:00Z`, or a datetime with an offset.
    ///
    /// Raises:
    ///     Fault: `not_checked_out`, `checked_out` by another, `wrong_content`, every fault of the content with its
    ///         path.
    #[pyo3(signature = (content, *, asset=None, product=None, category=None, channel=None, locale=None, catalog=None, group=None, user, at))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn save_content(
        &self,
        py: Python<'_>,
        content: &Bound<'_, PyAny>,
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
            let text = json_text(content)?;
            self.0.change(py, |tenant| {
                let content = self::content(&target, &text, tenant.limits())?;
                Ok(tenant.save(&target, content, &stamp)?)
            })
        })
    }

    /// Ends the check-out: its content becomes a version, the draft, that all can see.
    ///
    /// Args:
    ///     asset, product, category: what; one of them.
    ///     channel, locale, catalog: the context of a document.
    ///     group: the publish group that has it; `None` is what is live.
    ///     user: who does it.
    ///     at: when: a text such as `2026-11-24T09:00:00Z`, or a datetime with an offset.
    ///
    /// Returns:
    ///     The number of the version.
    ///
    /// Raises:
    ///     Fault: `not_checked_out`, `checked_out` by another, `not_in_tenant`, `group_closed`.
    #[pyo3(signature = (*, asset=None, product=None, category=None, channel=None, locale=None, catalog=None, group=None, user, at))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn finish(
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
    ) -> PyResult<u32> {
        guard(|| {
            let target = Named { asset, product, category, channel, locale, catalog, group };
            let (target, stamp) = (target.target()?, stamp(user, at)?);
            self.0.change(py, |tenant| Ok(tenant.finish(&target, &stamp)?))
        })
    }

    /// Edits, saves and finishes in one go. A check-out that the user has already is finished with this content.
    ///
    /// Args:
    ///     content: as `edit` gives it; a mapping, or JSON as text or bytes.
    ///     asset, product, category: what; one of them.
    ///     channel, locale, catalog: the context of a document.
    ///     group: the publish group that has it; `None` is what is live.
    ///     user: who does it.
    ///     at: when: a text such as `2026-11-24T09:00:00Z`, or a datetime with an offset.
    ///
    /// Returns:
    ///     The number of the version.
    ///
    /// Raises:
    ///     Fault: those of `edit`, `save_content` and `finish`; nothing stays checked out that was not before.
    #[pyo3(signature = (content, *, asset=None, product=None, category=None, channel=None, locale=None, catalog=None, group=None, user, at))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn check_in(
        &self,
        py: Python<'_>,
        content: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = text_or_none)] asset: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] product: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] category: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] group: Option<&str>,
        #[pyo3(from_py_with = text)] user: &str,
        at: &Bound<'_, PyAny>,
    ) -> PyResult<u32> {
        guard(|| {
            let target = Named { asset, product, category, channel, locale, catalog, group };
            let (target, stamp) = (target.target()?, stamp(user, at)?);
            let text = json_text(content)?;
            self.0.change(py, |tenant| {
                let content = self::content(&target, &text, tenant.limits())?;
                Ok(tenant.check_in(&target, content, &stamp)?)
            })
        })
    }

    /// Ends the check-out and drops its content: the draft is what it was.
    ///
    /// Args:
    ///     asset, product, category: what; one of them.
    ///     channel, locale, catalog: the context of a document.
    ///     group: the publish group that has it; `None` is what is live.
    ///     force: whether another user's check-out ends, too.
    ///     user: who does it.
    ///     at: when: a text such as `2026-11-24T09:00:00Z`, or a datetime with an offset.
    ///
    /// Raises:
    ///     Fault: `not_checked_out`; `checked_out` by another without `force`.
    #[pyo3(signature = (*, asset=None, product=None, category=None, channel=None, locale=None, catalog=None, group=None, force=false, user, at))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn discard(
        &self,
        py: Python<'_>,
        #[pyo3(from_py_with = text_or_none)] asset: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] product: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] category: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] group: Option<&str>,
        force: bool,
        #[pyo3(from_py_with = text)] user: &str,
        at: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        guard(|| {
            let target = Named { asset, product, category, channel, locale, catalog, group };
            let (target, stamp) = (target.target()?, stamp(user, at)?);
            self.0.change(py, |tenant| Ok(tenant.discard(&target, force, &stamp)?))
        })
    }

    /// Makes an earlier version the draft, as a new version. The user's own check-out is finished first.
    ///
    /// Args:
    ///     version: the number of the version.
    ///     asset, product, category: what; one of them.
    ///     channel, locale, catalog: the context of a document.
    ///     group: the publish group that has it; `None` is what is live.
    ///     user: who does it.
    ///     at: when: a text such as `2026-11-24T09:00:00Z`, or a datetime with an offset.
    ///
    /// Returns:
    ///     The number of the new version.
    ///
    /// Raises:
    ///     Fault: `checked_out` by another; `not_in_tenant` for what is not there, or has no such version;
    ///         `group_closed`.
    #[pyo3(signature = (version, *, asset=None, product=None, category=None, channel=None, locale=None, catalog=None, group=None, user, at))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn restore(
        &self,
        py: Python<'_>,
        #[pyo3(from_py_with = whole)] version: u32,
        #[pyo3(from_py_with = text_or_none)] asset: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] product: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] category: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] group: Option<&str>,
        #[pyo3(from_py_with = text)] user: &str,
        at: &Bound<'_, PyAny>,
    ) -> PyResult<u32> {
        guard(|| {
            let target = Named { asset, product, category, channel, locale, catalog, group };
            let (target, stamp) = (target.target()?, stamp(user, at)?);
            self.0.change(py, |tenant| Ok(tenant.restore(&target, version, &stamp)?))
        })
    }

    /// Stages the removal of everything that a product or category has in one context; once that is published, it falls
    /// back to the next context. A removal that is staged already stays as it is.
    ///
    /// Args:
    ///     asset, product, category: what; one of them.
    ///     channel, locale, catalog: the context of a document.
    ///     group: the publish group that has it; `None` is what is live.
    ///     user: who does it.
    ///     at: when: a text such as `2026-11-24T09:00:00Z`, or a datetime with an offset.
    ///
    /// Returns:
    ///     The number of the version that does it.
    ///
    /// Raises:
    ///     Fault: `wrong_content` for an asset, and those of `restore`.
    #[pyo3(signature = (*, asset=None, product=None, category=None, channel=None, locale=None, catalog=None, group=None, user, at))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn reset_to_default(
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
    ) -> PyResult<u32> {
        guard(|| {
            let target = Named { asset, product, category, channel, locale, catalog, group };
            let (target, stamp) = (target.target()?, stamp(user, at)?);
            self.0.change(py, |tenant| Ok(tenant.reset(&target, &stamp)?))
        })
    }
}
