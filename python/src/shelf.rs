//! Shelves: a context of a snapshot, resolved once.

use std::sync::Arc;

use omnimedia::{Found, SharedShelf};
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::answer::{Answer, Held};
use crate::args;
use crate::fault::Tells;
use crate::guard::guard;
use crate::item::Item;
use crate::opened::{AnyShelf, Opened};
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

    fn held(&self, found: &Found<'_>, shelf: &SharedShelf) -> Held {
        Held::of_snapshot(Arc::clone(&self.opened), found.keep(), *shelf.shelf())
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
    fn resolve(&self, number: &str) -> PyResult<Answer> {
        guard(|| {
            let found = self.opened.find(number).tell()?;
            let shelf = self.shelf.of(&found).tell()?;
            Ok(Answer(self.held(&found, shelf)))
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
    fn default_image(&self, number: &str) -> PyResult<Option<Item>> {
        guard(|| {
            let found = self.opened.find(number).tell()?;
            let shelf = self.shelf.of(&found).tell()?;
            let mut composing = None;
            let view = found.answer_shared(shelf, &mut composing).tell()?;
            Ok(view.default_image().map(|_| Item::default_alone(self.held(&found, shelf))))
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
        number: &str,
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
        Snapshot(Arc::clone(&self.opened))
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
