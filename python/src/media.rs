//! Swatches, and the pictures of categories.

use omnimedia::{CategoryAnswer, Field, Shown, SwatchAnswer};
use pyo3::prelude::*;

use crate::policy::Context;
use crate::text::quoted;

/// How a value of a dimension looks (SPEC section 6).
#[pyclass(frozen, get_all, eq, module = "omnimedia")]
#[derive(PartialEq)]
pub(crate) struct Swatch {
    /// The name of the dimension.
    dimension: String,
    /// The value.
    value: String,
    /// The colour as it was written, such as `"#0000FF"`; `None` where it has none.
    hex: Option<String>,
    /// The id of its image, whether or not it may be shown; `None` where it has none.
    asset: Option<String>,
    /// The part of the image to show: x, y, width and height in fractions of the image from 0 to 1; `None` is all of it.
    crop: Option<(f64, f64, f64, f64)>,
    /// Whose swatch it is: `"product"` or `"central"`.
    source: &'static str,
    /// How it is shown: `"hex"`, `"image"` or `"text"`.
    shown: &'static str,
    /// Where the bytes of the image are that is shown; `None` where none is, and where nobody said.
    url: Option<String>,
}

#[pymethods]
impl Swatch {
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let look = match (&self.hex, &self.asset) {
            (Some(hex), _) => hex.clone(),
            (None, Some(asset)) if self.shown == "image" => format!("image {}", quoted(py, asset)?),
            _ => "text".to_owned(),
        };
        Ok(format!("<Swatch {}:{}, {look}, {}>", self.dimension, self.value, self.source))
    }
}

impl From<&SwatchAnswer<'_>> for Swatch {
    fn from(swatch: &SwatchAnswer<'_>) -> Self {
        let (shown, url) = match swatch.shown() {
            Shown::Hex(_) => ("hex", None),
            Shown::Image(image, _) => ("image", image.url().map(str::to_owned)),
            Shown::Text(_) => ("text", None),
        };
        Self {
            dimension: swatch.dimension().to_owned(),
            value: swatch.value().to_owned(),
            hex: swatch.hex().map(|hex| hex.to_string()),
            asset: swatch.asset().map(str::to_owned),
            crop: swatch.crop().map(|crop| (crop.x(), crop.y(), crop.width(), crop.height())),
            source: swatch.source().word(),
            shown,
            url,
        }
    }
}

/// The picture of a category in a channel (SPEC section 6).
#[pyclass(frozen, get_all, eq, module = "omnimedia")]
#[derive(PartialEq)]
pub(crate) struct CategoryImage {
    /// The id of the category.
    category: String,
    /// The id of the picture, whether or not it may be shown; `None` where no document governs.
    asset: Option<String>,
    /// The context of the document that governs; `None` where none does.
    context: Option<Context>,
    /// Whether it is shown: known, published and allowed in the channel.
    shown: bool,
    /// Where the bytes of the picture are; `None` where none is shown, and where nobody said.
    url: Option<String>,
    /// What the picture shows, in words; falls to the category's name.
    alt: Option<String>,
}

#[pymethods]
impl CategoryImage {
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let asset = match &self.asset {
            Some(asset) => quoted(py, asset)?,
            None => "None".to_owned(),
        };
        let hidden = if self.asset.is_some() && !self.shown { ", not shown" } else { "" };
        Ok(format!("<CategoryImage of {}: {asset}{hidden}>", quoted(py, &self.category)?))
    }
}

impl From<&CategoryAnswer<'_>> for CategoryImage {
    fn from(image: &CategoryAnswer<'_>) -> Self {
        Self {
            category: image.id().to_owned(),
            asset: image.asset().map(str::to_owned),
            context: image.context().map(|context| Context(context.to_context())),
            shown: image.shown().is_some(),
            url: image.shown().and_then(|image| image.url()).map(str::to_owned),
            alt: image.text().get(Field::Alt).map(str::to_owned),
        }
    }
}
