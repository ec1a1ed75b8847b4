//! Copies from one tenant into another.

use omnimedia::{OnConflict, Transfer, TransferVersions, wire};
use pyo3::prelude::*;

use super::progress::{Progress, callable};
use crate::args::{self, from_json};
use crate::fault::{Tells, bad};
use crate::guard::guard;
use crate::plain::{owned_or_none, text, texts_or_none};
use crate::tenant::{Tenant, from_one_into_other};

/// Pairs of a mapping; `None` drops what it stands for.
fn pairs(given: Option<&Bound<'_, PyAny>>, name: &str) -> PyResult<Vec<(String, Option<String>)>> {
    let Some(given) = given else { return Ok(Vec::new()) };
    args::entries(given, name)?.into_iter().map(|(from, to)| Ok((from, owned_or_none(&to)?))).collect()
}

#[pymethods]
impl Tenant {
    /// Copies media and documents from another tenant into this one, each item whole or not at all (SPEC section 12). A
    /// copy keeps the instants of the source. Running it again copies nothing new.
    ///
    /// Args:
    ///     source: the tenant that is read.
    ///     user: on behalf of which user of this tenant.
    ///     on_conflict: what becomes of what both have, and not the same: `"keep-destination"` (default), `"replace"`
    ///         or `"keep-latest"`.
    ///     drafts: whether the latest drafts are copied, too.
    ///     channels: a mapping of the source's channels to those of this tenant, `""` for Omnichannel; `None` as a
    ///         value drops the channel.
    ///     locales: the same of locales; `"neutral"` is Neutral.
    ///     drop_other_channels: whether every channel is dropped that is not mapped by name, but for Omnichannel.
    ///     drop_other_locales: whether every locale is dropped that is not mapped by name, but for Neutral.
    ///     products: the numbers of the products to copy, and no category that is not named too; `None` is all.
    ///     categories: the ids of the categories to copy, and no product that is not named too; `None` is all.
    ///     dry_run: whether it only tells what would be done.
    ///     progress: called with `phase` (`"copying"`), `done` and `total` after each item. What it raises ends the
    ///         work there, and is raised here; what is done stays done.
    ///
    /// Returns:
    ///     How many items had which of the `outcomes`, and the `items`, each with what happened and why.
    ///
    /// Raises:
    ///     Fault: `not_in_tenant` for a product or category that was named and that the source does not have;
    ///         `malformed_locale`; `bad_argument` where both are the same tenant. Everything else is in the report.
    #[pyo3(signature = (source, *, user, on_conflict="keep-destination", drafts=false, channels=None, locales=None, drop_other_channels=false, drop_other_locales=false, products=None, categories=None, dry_run=false, progress=None))]
    #[expect(clippy::too_many_arguments, reason = "each is an argument by name")]
    fn copy_from<'py>(
        &self,
        py: Python<'py>,
        source: &Self,
        #[pyo3(from_py_with = text)] user: &str,
        #[pyo3(from_py_with = text)] on_conflict: &str,
        drafts: bool,
        channels: Option<&Bound<'_, PyAny>>,
        locales: Option<&Bound<'_, PyAny>>,
        drop_other_channels: bool,
        drop_other_locales: bool,
        #[pyo3(from_py_with = texts_or_none)] products: Option<Vec<String>>,
        #[pyo3(from_py_with = texts_or_none)] categories: Option<Vec<String>>,
        dry_run: bool,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        guard(|| {
            let on_conflict = OnConflict::from_word(on_conflict).ok_or_else(|| {
                let what = format!("is `{on_conflict}`, which is no choice");
                bad("on_conflict", &what, "say `keep-destination`, `replace` or `keep-latest`")
            })?;
            let versions =
                if drafts { TransferVersions::PublishedAndDraft } else { TransferVersions::Published };
            let mut transfer = Transfer::new().on_conflict(on_conflict).versions(versions).dry_run(dry_run);
            if drop_other_channels {
                transfer = transfer.drop_other_channels();
            }
            if drop_other_locales {
                transfer = transfer.drop_other_locales();
            }
            for (from, to) in pairs(channels, "channels")? {
                transfer = match to {
                    Some(to) => transfer.map_channel(&from, &to),
                    None => transfer.drop_channel(&from),
                };
            }
            for (from, to) in pairs(locales, "locales")? {
                transfer = match to {
                    Some(to) => transfer.map_locale(&from, &to),
                    None => transfer.drop_locale(&from),
                }
                .tell()?;
            }
            if let Some(products) = products {
                transfer = transfer.products(products);
            }
            if let Some(categories) = categories {
                transfer = transfer.categories(categories);
            }
            let mut progress = Progress::new(callable(progress.as_ref(), py)?);
            let report = from_one_into_other(py, &source.0, &self.0, |from, to| {
                let tell = |done: usize, total: usize| {
                    progress.tell_both(&source.0, &self.0, "copying", done as u64, total as u64)
                };
                Ok(wire::transferred(&transfer.run_with(from, to, user, tell)?))
            })?;
            match progress.raised() {
                Some(raised) => Err(raised),
                None => from_json(py, &report),
            }
        })
    }
}
