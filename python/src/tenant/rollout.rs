//! The rollout: switches, and whether the next one is safe.

use std::ops::ControlFlow;
use std::sync::Arc;

use omnimedia::{Rollout, Switch, wire};
use pyo3::prelude::*;

use super::Tenant;
use crate::args::{self, from_json};
use crate::fault::bad;
use crate::guard::guard;
use crate::plain::{text, text_or_none, whole_or_none};
use crate::policy::Policy;
use crate::publication::Publication;

/// The switch of a word and a channel.
pub(crate) fn switch(word: &str, channel: Option<&str>) -> PyResult<Switch> {
    Switch::from_word(word, channel).ok_or_else(|| {
        let of = if channel.is_some() { "a channel" } else { "the tenant" };
        let what = format!("is `{word}`, which is no switch of {of}");
        bad(
            "switch",
            &what,
            "pass the word of a switch; `site_rendering` has a channel, and no other has one",
        )
    })
}

#[pymethods]
impl Tenant {
    /// Which switches of the rollout are on: those of the tenant by their words, and the channels with
    /// `site_rendering`.
    #[getter]
    fn switches<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guard(|| from_json(py, &self.0.ask(py, |tenant| Ok(wire::switches(tenant.switches())))?))
    }

    /// Turns a switch of the rollout on. What is on already stays on.
    ///
    /// Args:
    ///     switch: `"site_builder_content"`, `"hq_authoring"`, `"hq_sync"`, `"csu_media_locations"` or
    ///         `"site_rendering"`.
    ///     channel: the channel of `site_rendering`; no other switch has one.
    ///
    /// Raises:
    ///     Fault: `rollout_order` where it needs others that are off; `not_in_tenant` for a channel that is not listed;
    ///         `bad_argument` for a word that is no switch.
    #[pyo3(signature = (switch, *, channel=None))]
    fn turn_on(
        &self,
        py: Python<'_>,
        #[pyo3(from_py_with = text)] switch: &str,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
    ) -> PyResult<()> {
        guard(|| {
            let switch = self::switch(switch, channel)?;
            self.0.change(py, |tenant| Ok(tenant.turn_on(switch)?))
        })
    }

    /// Turns a switch of the rollout off. What is off already stays off.
    ///
    /// Args:
    ///     switch: the word of the switch, as for `turn_on`.
    ///     channel: the channel of `site_rendering`; no other switch has one.
    ///
    /// Raises:
    ///     Fault: `rollout_needed` where others that are on need it; `rollout_final` where work was done under it;
    ///         `bad_argument` for a word that is no switch.
    #[pyo3(signature = (switch, *, channel=None))]
    fn turn_off(
        &self,
        py: Python<'_>,
        #[pyo3(from_py_with = text)] switch: &str,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
    ) -> PyResult<()> {
        guard(|| {
            let switch = self::switch(switch, channel)?;
            self.0.change(py, |tenant| Ok(tenant.turn_off(&switch)?))
        })
    }

    /// How ready the tenant is for a switch: what is missing, and who would lose an image by it.
    ///
    /// Args:
    ///     switch, channel: as `turn_on`.
    ///     legacy: what is served until then, as `Migration.publication` makes it of file names.
    ///     publication: what the tenant publishes then; `None` is what it publishes now.
    ///     policy: the choices; `None` is the documented precedence.
    ///     limits: a mapping of limits; of these `answers` counts.
    ///     most_losses: how many lost images are listed at most; `None` lists all. All are counted.
    ///
    /// Returns:
    ///     The readiness in the form that every language shares, with the `losses`.
    ///
    /// Raises:
    ///     Fault: `limit_answers`, `duplicate_document`, `bad_argument`.
    #[pyo3(signature = (switch, *, channel=None, legacy, publication=None, policy=None, limits=None, most_losses=None))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn readiness<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = text)] switch: &str,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        legacy: &Publication,
        publication: Option<&Publication>,
        policy: Option<&Policy>,
        limits: Option<&Bound<'_, PyAny>>,
        #[pyo3(from_py_with = whole_or_none)] most_losses: Option<usize>,
    ) -> PyResult<Bound<'py, PyAny>> {
        guard(|| {
            let switch = self::switch(switch, channel)?;
            let (policy, limits) = (args::policy(policy), args::limits(limits)?);
            let (legacy, most) = (Arc::clone(&legacy.0), most_losses.unwrap_or(usize::MAX));
            let given = publication.map(|publication| Arc::clone(&publication.0));
            let (readiness, losses) = self.0.ask(py, |tenant| {
                let publication = match given {
                    Some(given) => given,
                    None => Arc::new(tenant.publication()?),
                };
                let rollout = Rollout::new(tenant, &publication, &legacy, policy).limits(limits);
                let mut losses = Vec::new();
                let readiness = rollout.run(&switch, |loss| {
                    if losses.len() < most {
                        losses.push(wire::loss(&loss));
                    }
                    ControlFlow::Continue(())
                })?;
                Ok((wire::readiness(&readiness), losses))
            })?;
            let readiness = from_json(py, &readiness)?;
            readiness.set_item("losses", from_json(py, &wire::list(&losses))?)?;
            Ok(readiness)
        })
    }
}
