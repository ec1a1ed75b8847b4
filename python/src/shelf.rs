//! Shelves: a context of a snapshot, resolved once.

use std::sync::Arc;

use omnimedia::Kept;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::answer::{Answer, Held};
use crate::args;
use crate::fault::Tells;
use crate::guard::guard;
use crate::item::Item;
use crate::opened::{AnyShelf, Opened};
use crate::plain::text;
use crate::policy::Context;
use crate::snapshot::Snapshot;

/// A context of one snapshot, resolved once, so that a look-up passes a number alone. Any thread may ask it.
///
/// `snapshot.shelf(channel=…, locale=…, catalog=…)` makes one; every context has one, known or unknown.
#[pyclass(frozen, module = "omnimedia")]
pub(crate) struct Shelf {
    opened: Arc<Opened>,
    shelf: AnyShelf,
    context: omnimedia::Context,
}

impl Shelf {
    pub(crate) fn new(
        opened: Arc<Opened>,
        channel: Option<&str>,
        locale: Option<&str>,
        catalog: Option<&str>,
    ) -> PyResult<Self> {
        let context = args::context(channel, locale, catalog)?;
        let shelf = opened.any_shelf_of(&context);
        Ok(Self { opened, shelf, context })
    }

    /// The answer of what was found in the snapshot of this shelf.
    pub(crate) fn held(&self, kept: &Kept) -> Held {
        match self.shelf.of_shard(kept.shard()) {
            Some(shelf) => Held::of_snapshot(Arc::clone(&self.opened), kept.clone(), *shelf.shelf()),
            None => Held::of_nothing(),
        }
    }
}

#[pymethods]
impl Shelf {
    /// What a product or variant shows here.
    ///
    /// Args:
    ///     number: the number of a product or variant.
    ///
    /// Raises:
    ///     Fault: `not_found`.
    fn resolve(&self, #[pyo3(from_py_with = text)] number: &str) -> PyResult<Answer> {
        guard(|| {
            let found = self.opened.find(number).tell()?;
            Ok(Answer(self.held(&found.keep())))
        })
    }

    /// The default image of a product or variant here: its first primary item that is an image; `None` where there is
    /// none.
    ///
    /// Args:
    ///     number: the number of a product or variant.
    ///
    /// Raises:
    ///     Fault: `not_found`.
    fn default_image(
        slf: &Bound<'_, Self>,
        #[pyo3(from_py_with = text)] number: &str,
    ) -> PyResult<Option<Item>> {
        guard(|| {
            let this = slf.get();
            let found = this.opened.find(number).tell()?;
            let mut composing = None;
            let view = found.answer_shared(this.shelf.of(&found).tell()?, &mut composing).tell()?;
            Ok(view.has_default_image().then(|| Item::default_on(slf, found.keep())))
        })
    }

    /// The url of the default image of a product or variant here; `None` where there is none.
    ///
    /// Args:
    ///     number: the number of a product or variant.
    ///
    /// Raises:
    ///     Fault: `not_found`.
    fn default_image_url<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = text)] number: &str,
    ) -> PyResult<Option<Bound<'py, PyString>>> {
        guard(|| {
            let found = self.opened.find(number).tell()?;
            let mut composing = None;
            let view = found.answer_shared(self.shelf.of(&found).tell()?, &mut composing).tell()?;
            Ok(view.default_image_url().map(|url| PyString::new(py, url)))
        })
    }

    /// The snapshot that it belongs to.
    #[getter]
    fn snapshot(&self) -> Snapshot {
        Snapshot::new(Arc::clone(&self.opened))
    }

    /// The context.
    #[getter]
    fn context(&self) -> Context {
        Context(self.context.clone())
    }

    fn __repr__(&self) -> String {
        format!("<Shelf {}>", self.context)
    }
}
