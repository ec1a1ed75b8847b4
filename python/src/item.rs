//! Items of answers, and where they come from.

use std::sync::OnceLock;

use omnimedia::{Field, Kept};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};

use crate::answer::{Answer, Held};
use crate::guard::guard;
use crate::policy::Context;
use crate::shelf::Shelf;
use crate::text::{dict, quoted};

/// One of the two lists of an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    Primary,
    Additional,
}

/// An item of an answer: an asset with its texts in the language of the question, and its origin.
///
/// It keeps its answer alive.
#[pyclass(frozen, module = "omnimedia")]
pub(crate) struct Item {
    of: Of,
    list: List,
    /// Its place; `None` is the default image, wherever it stands.
    at: Option<usize>,
}

/// Where the answer of an item is.
enum Of {
    Answer(Py<Answer>),
    /// The default image of a shelf, small, since nothing else may be wanted of the answer: what was found, and the
    /// answer once it is wanted.
    Shelf(Py<Shelf>, Kept, OnceLock<Box<Held>>),
}

impl Item {
    /// The item at a place of a list.
    pub(crate) fn at(answer: &Bound<'_, Answer>, list: List, at: usize) -> Self {
        Self { of: Of::Answer(answer.clone().unbind()), list, at: Some(at) }
    }

    /// The default image, which is there.
    pub(crate) fn default_of(answer: &Bound<'_, Answer>) -> Self {
        Self { of: Of::Answer(answer.clone().unbind()), list: List::Primary, at: None }
    }

    /// The default image, which is there, of what was found and asked on a shelf.
    pub(crate) fn default_on(shelf: &Bound<'_, Shelf>, kept: Kept) -> Self {
        let of = Of::Shelf(shelf.clone().unbind(), kept, OnceLock::new());
        Self { of, list: List::Primary, at: None }
    }

    fn held(&self) -> &Held {
        match &self.of {
            Of::Answer(answer) => &answer.get().0,
            Of::Shelf(shelf, kept, held) => held.get_or_init(|| Box::new(shelf.get().held(kept))),
        }
    }

    fn get(&self) -> PyResult<&omnimedia::AnswerItem<'_>> {
        self.held().item(self.list, self.at)
    }

    fn text(&self, field: Field) -> PyResult<Option<&str>> {
        guard(|| Ok(self.get()?.text().get(field)))
    }
}

#[pymethods]
impl Item {
    /// The id of the asset.
    #[getter]
    fn asset<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        guard(|| {
            if self.at.is_none()
                && let Some(id) = self.held().quick_asset(py)
            {
                return Ok(id);
            }
            Ok(PyString::new(py, self.get()?.asset().id()))
        })
    }

    /// What the asset is: `"image"`, `"video"` or `"file"`.
    #[getter]
    fn kind(&self) -> PyResult<&'static str> {
        guard(|| Ok(self.get()?.asset().kind().word()))
    }

    /// Where the bytes of the asset are; `None` where nobody said.
    #[getter]
    fn url<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyString>>> {
        guard(|| {
            if self.at.is_none()
                && let Some(url) = self.held().quick_url(py)
            {
                return Ok(url);
            }
            Ok(self.get()?.asset().url().map(|url| PyString::new(py, url)))
        })
    }

    /// The purpose; `None` for a primary item.
    #[getter]
    fn purpose(&self) -> PyResult<Option<&str>> {
        guard(|| Ok(self.get()?.purpose()))
    }

    /// What the picture shows, in words; `None` where nobody said and the product has no name.
    #[getter]
    fn alt(&self) -> PyResult<Option<&str>> {
        self.text(Field::Alt)
    }

    /// The title; `None` where there is none along the locale chain.
    #[getter]
    fn title(&self) -> PyResult<Option<&str>> {
        self.text(Field::Title)
    }

    /// The caption; `None` where there is none along the locale chain.
    #[getter]
    fn caption(&self) -> PyResult<Option<&str>> {
        self.text(Field::Caption)
    }

    /// The description; `None` where there is none along the locale chain.
    #[getter]
    fn description(&self) -> PyResult<Option<&str>> {
        self.text(Field::Description)
    }

    /// The name in the media library; `None` where there is none along the locale chain.
    #[getter]
    fn display_name(&self) -> PyResult<Option<&str>> {
        self.text(Field::DisplayName)
    }

    /// The search tags, in order.
    #[getter]
    fn tags<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| PyTuple::new(py, self.get()?.text().tags()))
    }

    /// Where it was assigned.
    #[getter]
    fn origin(&self) -> PyResult<Origin> {
        guard(|| Ok(Origin::from(self.get()?.origin())))
    }

    /// The item's own extension properties.
    #[getter]
    fn properties<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        guard(|| dict(py, self.get()?.properties()))
    }

    /// The asset's extension properties.
    #[getter]
    fn asset_properties<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        guard(|| dict(py, self.get()?.asset().properties()))
    }

    fn __eq__(&self, other: &Self) -> PyResult<bool> {
        guard(|| Ok(self.get()? == other.get()?))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        PyString::new(py, self.get()?.asset().id()).hash()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        guard(|| {
            let item = self.get()?;
            let purpose = match item.purpose() {
                Some(purpose) => format!(" for {}", quoted(py, purpose)?),
                None => String::new(),
            };
            let alt = match item.alt() {
                Some(alt) => format!(", alt {}", quoted(py, alt)?),
                None => String::new(),
            };
            let asset = quoted(py, item.asset().id())?;
            Ok(format!("<Item {asset}: {}{purpose}{alt}>", item.asset().kind()))
        })
    }
}

/// Where an item was assigned: the context, the level, and the pattern or variant.
#[pyclass(frozen, eq, hash, module = "omnimedia")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Origin {
    context: Context,
    level: &'static str,
    pattern: Vec<(String, String)>,
    variant: Option<String>,
}

impl From<&omnimedia::Origin<'_>> for Origin {
    fn from(origin: &omnimedia::Origin<'_>) -> Self {
        let owned = |pair: &(&str, &str)| (pair.0.to_owned(), pair.1.to_owned());
        Self {
            context: Context(origin.context().to_context()),
            level: origin.level().word(),
            pattern: origin.pattern().iter().map(owned).collect(),
            variant: origin.variant().map(str::to_owned),
        }
    }
}

#[pymethods]
impl Origin {
    /// The context, as the document writes it.
    #[getter]
    fn context(&self) -> Context {
        self.context.clone()
    }

    /// The level: `"variant"`, `"dimensions"` or `"master"`.
    #[getter]
    fn level(&self) -> &'static str {
        self.level
    }

    /// The fixed values of the pattern, by dimension; empty at other levels.
    #[getter]
    fn r#match<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let pairs: Vec<(&str, &str)> =
            self.pattern.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        dict(py, &pairs)
    }

    /// The number of the variant; `None` at other levels.
    #[getter]
    fn variant(&self) -> Option<&str> {
        self.variant.as_deref()
    }

    fn __str__(&self) -> String {
        let mut text = format!("{} in {}", self.level, self.context.0);
        if let Some(variant) = &self.variant {
            text = format!("{text}: {variant}");
        }
        for (at, (dimension, value)) in self.pattern.iter().enumerate() {
            text = format!("{text}{} {dimension}:{value}", if at == 0 { ":" } else { "," });
        }
        text
    }

    fn __repr__(&self) -> String {
        format!("<Origin {}>", self.__str__())
    }
}
