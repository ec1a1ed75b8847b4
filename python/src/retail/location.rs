//! Media locations.

use omnimedia::wire;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::args::from_json;
use crate::guard::guard;
use crate::item::Origin;
use crate::text::{dict, quoted};

/// Where one medium is, and how it is shown: `MediaLocation` of the Retail Server API.
#[pyclass(frozen, eq, module = "omnimedia")]
#[derive(PartialEq)]
pub(crate) struct MediaLocation {
    uri: Option<String>,
    alt_text: Option<String>,
    is_default: bool,
    is_self_hosted: bool,
    priority: u32,
    is_applicable_for_child_entities: bool,
    properties: Vec<(String, String)>,
    asset: Option<String>,
    kind: &'static str,
    purpose: Option<String>,
    origin: Option<Origin>,
    /// In the names of the API.
    json: String,
}

#[pymethods]
impl MediaLocation {
    /// The url of the asset, `Uri`; `None` where it has none.
    #[getter]
    fn uri(&self) -> Option<&str> {
        self.uri.as_deref()
    }

    /// What it shows, in words, in the language of the question: `AltText`.
    #[getter]
    fn alt_text(&self) -> Option<&str> {
        self.alt_text.as_deref()
    }

    /// Whether it is the default image, of which a list has one at most: `IsDefault`.
    #[getter]
    fn is_default(&self) -> bool {
        self.is_default
    }

    /// Whether the url is not absolute, so that the host says where its media server is: `IsSelfHosted`.
    #[getter]
    fn is_self_hosted(&self) -> bool {
        self.is_self_hosted
    }

    /// Its place in the list it came in, 1 first: `Priority`.
    #[getter]
    fn priority(&self) -> u32 {
        self.priority
    }

    /// Whether variants share it, since it was assigned to the product or a pattern: `IsApplicableForChildEntities`.
    #[getter]
    fn is_applicable_for_child_entities(&self) -> bool {
        self.is_applicable_for_child_entities
    }

    /// The extension properties: those of the item before the asset's, and these before the product's.
    #[getter]
    fn properties<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let pairs: Vec<(&str, &str)> =
            self.properties.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        dict(py, &pairs)
    }

    /// The id of the asset; `None` where it is curated.
    #[getter]
    fn asset(&self) -> Option<&str> {
        self.asset.as_deref()
    }

    /// What it is: `"image"`, `"video"` or `"file"`.
    #[getter]
    fn kind(&self) -> &'static str {
        self.kind
    }

    /// The purpose; `None` of all but additional media.
    #[getter]
    fn purpose(&self) -> Option<&str> {
        self.purpose.as_deref()
    }

    /// Where it was assigned; `None` of a category's picture, and where it is curated.
    #[getter]
    fn origin(&self) -> Option<Origin> {
        self.origin.clone()
    }

    /// The location in the names of the Retail Server API, such as `Uri` and `AltText`.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guard(|| from_json(py, &self.json)?.get_item(0))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let uri = match &self.uri {
            Some(uri) => quoted(py, uri)?,
            None => "no url".to_owned(),
        };
        let default = if self.is_default { ", default" } else { "" };
        Ok(format!("<MediaLocation {}: {} {uri}{default}>", self.priority, self.kind))
    }
}

impl From<&omnimedia::MediaLocation<'_>> for MediaLocation {
    fn from(location: &omnimedia::MediaLocation<'_>) -> Self {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let pair = |(key, value): (&str, &str)| (key.to_owned(), value.to_owned());
        Self {
            uri: owned(location.uri()),
            alt_text: owned(location.alt_text()),
            is_default: location.is_default(),
            is_self_hosted: location.is_self_hosted(),
            priority: location.priority(),
            is_applicable_for_child_entities: location.is_applicable_for_child_entities(),
            properties: location.extension_properties().into_iter().map(pair).collect(),
            asset: owned(location.asset()),
            kind: location.kind().word(),
            purpose: owned(location.purpose()),
            origin: location.origin().map(Origin::from),
            json: wire::media_locations(std::slice::from_ref(location)),
        }
    }
}
