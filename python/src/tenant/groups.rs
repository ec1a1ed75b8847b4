//! Publish groups: named branches that are published together.

use omnimedia::{Conflicts, Group, GroupLimits, GroupOptions, wire};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::Tenant;
use super::target::{Named, instant, local_instant, stamp};
use crate::args::from_json;
use crate::fault::bad;
use crate::guard::guard;
use crate::plain::{text, text_or_none, whole_or_none};

fn read_conflicts(word: &str) -> PyResult<Conflicts> {
    Conflicts::from_word(word).ok_or_else(|| {
        bad("conflicts", &format!("is `{word}`, which is no choice"), "say `last-wins` or `refuse`")
    })
}

#[pymethods]
impl Tenant {
    /// The publish groups by name, each with its options, its state (`open`, `scheduled`, `ran`), when it is due and
    /// its items. Linear in the items.
    #[getter]
    fn groups<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guard(|| {
            let groups = self.0.ask(py, |tenant| Ok(tenant.groups().map(wire::group).collect::<Vec<_>>()))?;
            from_json(py, &wire::list(&groups))
        })
    }

    /// One publish group; `None` where there is none of that name.
    ///
    /// Args:
    ///     name: the publish group.
    fn group<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = text)] name: &str,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        guard(|| {
            let group = self.0.ask(py, |tenant| Ok(tenant.group(name).map(wire::group)))?;
            group.map(|group| from_json(py, &group)).transpose()
        })
    }

    /// Makes a publish group, without items. What is edited with its name as `group` enters it.
    ///
    /// Args:
    ///     name: what it is called.
    ///     conflicts: what becomes of what moved live since it entered the group: `"last-wins"` publishes the group's
    ///         content over it, `"refuse"` refuses the run.
    ///     publish_all: whether assets that are used and not published are published along; else they refuse the run.
    ///     user: who does it.
    ///     at: when.
    ///
    /// Raises:
    ///     Fault: `exists` for a name that a group has, also one that ran; `empty_identifier`, `limit_identifier`.
    #[pyo3(signature = (name, *, conflicts="last-wins", publish_all=false, user, at))]
    fn create_group(
        &self,
        py: Python<'_>,
        #[pyo3(from_py_with = text)] name: &str,
        #[pyo3(from_py_with = text)] conflicts: &str,
        publish_all: bool,
        #[pyo3(from_py_with = text)] user: &str,
        at: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        guard(|| {
            let options = GroupOptions { conflicts: read_conflicts(conflicts)?, publish_all };
            let stamp = stamp(user, at)?;
            self.0.change(py, |tenant| Ok(tenant.create_group(name, options, &stamp)?))
        })
    }

    /// Changes how a publish group publishes. What is not said stays as it is.
    ///
    /// Args:
    ///     name: the publish group.
    ///     conflicts: what becomes of what moved live since it entered the group: `"last-wins"` or `"refuse"`.
    ///     publish_all: whether assets that are used and not published are published along.
    ///
    /// Raises:
    ///     Fault: `not_in_tenant`, `group_closed`.
    #[pyo3(signature = (name, *, conflicts=None, publish_all=None))]
    fn set_group_options(
        &self,
        py: Python<'_>,
        #[pyo3(from_py_with = text)] name: &str,
        #[pyo3(from_py_with = text_or_none)] conflicts: Option<&str>,
        publish_all: Option<bool>,
    ) -> PyResult<()> {
        guard(|| {
            let conflicts = conflicts.map(read_conflicts).transpose()?;
            self.0.change(py, |tenant| {
                // a group that is not there is refused below
                let own = tenant.group(name).map(Group::options).unwrap_or_default();
                let conflicts = conflicts.unwrap_or(own.conflicts);
                let publish_all = publish_all.unwrap_or(own.publish_all);
                Ok(tenant.set_group_options(name, GroupOptions { conflicts, publish_all })?)
            })
        })
    }

    /// The limits on publish groups: most `items` of a group, and fewest `seconds_apart` between the instants of two
    /// scheduled groups; `None` is no limit.
    #[getter]
    fn group_limits<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        guard(|| {
            let limits = self.0.ask(py, |tenant| Ok(tenant.group_limits()))?;
            let dict = PyDict::new(py);
            dict.set_item("items", limits.items)?;
            dict.set_item("seconds_apart", limits.seconds_apart)?;
            Ok(dict)
        })
    }

    /// Sets both limits on publish groups. What is over a limit already stays.
    ///
    /// Args:
    ///     items: most items of a group; `None` is no limit. Dynamics 365 Commerce has 2,000.
    ///     seconds_apart: fewest seconds between the instants of two scheduled groups; `None` is no limit. Dynamics 365
    ///         Commerce has 300.
    #[pyo3(signature = (*, items, seconds_apart))]
    fn set_group_limits(
        &self,
        py: Python<'_>,
        #[pyo3(from_py_with = whole_or_none)] items: Option<u64>,
        #[pyo3(from_py_with = whole_or_none)] seconds_apart: Option<u64>,
    ) -> PyResult<()> {
        guard(|| {
            self.0.change(py, |tenant| {
                tenant.set_group_limits(GroupLimits { items, seconds_apart });
                Ok(())
            })
        })
    }

    /// Deletes a publish group with what was edited in it. One that ran has left its versions live.
    ///
    /// Args:
    ///     name: the publish group.
    ///     user: who does it.
    ///     at: when.
    ///
    /// Raises:
    ///     Fault: `not_in_tenant`; `group_schedule` for one that is scheduled; `checked_out` for each item that another
    ///         user is working on.
    #[pyo3(signature = (name, *, user, at))]
    fn delete_group(
        &self,
        py: Python<'_>,
        #[pyo3(from_py_with = text)] name: &str,
        #[pyo3(from_py_with = text)] user: &str,
        at: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        guard(|| {
            let stamp = stamp(user, at)?;
            self.0.change(py, |tenant| Ok(tenant.delete_group(name, &stamp)?))
        })
    }

    /// Schedules a publish group to run at an instant, or at another one than before. It is tried as it would stand
    /// then. Nothing runs by itself: call `run_due`.
    ///
    /// Args:
    ///     name: the publish group.
    ///     due: when it is to run: a text with an offset such as `2026-12-01T08:00:00+01:00`, or a datetime with an
    ///         offset.
    ///     user: who schedules it.
    ///     at: when that is done.
    ///
    /// Raises:
    ///     Fault: `malformed_instant`; `group_schedule` for an instant that is not to come; `limit_group_spacing`; all
    ///         that would refuse the run.
    #[pyo3(signature = (name, *, due, user, at))]
    fn schedule_group(
        &self,
        py: Python<'_>,
        #[pyo3(from_py_with = text)] name: &str,
        due: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = text)] user: &str,
        at: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        guard(|| {
            let (due, stamp) = (local_instant(due, "due")?, stamp(user, at)?);
            self.0.change(py, |tenant| Ok(tenant.schedule_group(name, due, &stamp)?))
        })
    }

    /// Takes a publish group off the schedule; it stays open.
    ///
    /// Args:
    ///     name: the publish group.
    ///
    /// Raises:
    ///     Fault: `not_in_tenant`, `group_closed`; `group_schedule` for one that is not scheduled.
    fn unschedule_group(&self, py: Python<'_>, #[pyo3(from_py_with = text)] name: &str) -> PyResult<()> {
        guard(|| self.0.change(py, |tenant| Ok(tenant.unschedule_group(name)?)))
    }

    /// Tries whether a publish group could run now, scheduled or not; nothing is changed.
    ///
    /// Args:
    ///     name: the publish group.
    ///
    /// Raises:
    ///     Fault: `not_in_tenant`, and all that would refuse the run.
    fn validate_group(&self, py: Python<'_>, #[pyo3(from_py_with = text)] name: &str) -> PyResult<()> {
        guard(|| self.0.ask(py, |tenant| Ok(tenant.with_group(name).map(drop)?)))
    }

    /// Runs a publish group now, scheduled or not: all of it is published, or nothing; then it is closed.
    ///
    /// Args:
    ///     name: the publish group.
    ///     user: who runs it.
    ///     at: when.
    ///
    /// Returns:
    ///     What it did: `targets`, `assets`, `conflicts`, `drafts` and `check_outs` that stay, and the `changes` of the
    ///     publication.
    ///
    /// Raises:
    ///     Fault: `not_in_tenant`, `group_closed`; `checked_out` for each item that somebody is working on in the
    ///         group; `group_conflict` where the group refuses conflicts; those of `publish`.
    #[pyo3(signature = (name, *, user, at))]
    fn run_group<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = text)] name: &str,
        #[pyo3(from_py_with = text)] user: &str,
        at: &Bound<'_, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        guard(|| {
            let stamp = stamp(user, at)?;
            from_json(py, &self.0.change(py, |tenant| Ok(wire::run(&tenant.run_group(name, &stamp)?)))?)
        })
    }

    /// Runs every publish group that is due, in the order of their instants; each on behalf of who scheduled it. One
    /// that is refused stays scheduled, and hinders no other.
    ///
    /// Args:
    ///     now: the instant by which they are due.
    ///
    /// Returns:
    ///     For each its `group`, and its `run` or its `faults`.
    fn run_due<'py>(&self, py: Python<'py>, now: &Bound<'_, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        guard(|| {
            let now = instant(now, "now")?;
            from_json(py, &self.0.change(py, |tenant| Ok(wire::runs(&tenant.run_due(now))))?)
        })
    }

    /// Copies an asset or document into a publish group: what is checked in live, or in the group `source`. What the
    /// group has of it already becomes an earlier version.
    ///
    /// Args:
    ///     name: the publish group.
    ///     source: the group to copy from; `None` is live.
    ///     asset, product, category: what; one of them.
    ///     channel, locale, catalog: the context of a document.
    ///     user: who does it.
    ///     at: when: a text such as `2026-11-24T09:00:00Z`, or a datetime with an offset.
    ///
    /// Returns:
    ///     The number of the version in the group.
    ///
    /// Raises:
    ///     Fault: `not_in_tenant`, `group_closed`, `checked_out` by another in the group, `limit_group_items`.
    #[pyo3(signature = (name, *, asset=None, product=None, category=None, channel=None, locale=None, catalog=None, source=None, user, at))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn copy_into_group(
        &self,
        py: Python<'_>,
        #[pyo3(from_py_with = text)] name: &str,
        #[pyo3(from_py_with = text_or_none)] asset: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] product: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] category: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] locale: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] catalog: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] source: Option<&str>,
        #[pyo3(from_py_with = text)] user: &str,
        at: &Bound<'_, PyAny>,
    ) -> PyResult<u32> {
        guard(|| {
            let target = Named { asset, product, category, channel, locale, catalog, group: None };
            let (target, stamp) = (target.target()?.in_group(name), stamp(user, at)?);
            self.0.change(py, |tenant| Ok(tenant.copy_into_group(&target, source, &stamp)?))
        })
    }

    /// Takes an asset or document out of a publish group, with what was edited of it there.
    ///
    /// Args:
    ///     name: the publish group.
    ///     asset, product, category: what; one of them.
    ///     channel, locale, catalog: the context of a document.
    ///     user: who does it.
    ///     at: when: a text such as `2026-11-24T09:00:00Z`, or a datetime with an offset.
    ///
    /// Raises:
    ///     Fault: `not_in_tenant`, `group_closed`, `checked_out` by another, `asset_in_use` in the group.
    #[pyo3(signature = (name, *, asset=None, product=None, category=None, channel=None, locale=None, catalog=None, user, at))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn remove_from_group(
        &self,
        py: Python<'_>,
        #[pyo3(from_py_with = text)] name: &str,
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
            let (target, stamp) = (target.target()?.in_group(name), stamp(user, at)?);
            self.0.change(py, |tenant| Ok(tenant.remove_from_group(&target, &stamp)?))
        })
    }
}
