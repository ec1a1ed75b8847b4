//! What takes effect at once: channels, central swatches, categories, products.

use omnimedia::{Entity, UnitKey};
use pyo3::prelude::*;
use pyo3::types::{PyAnyMethods, PyTuple};

use super::Tenant;
use crate::args::{from_json, json_text};
use crate::fault::bad;
use crate::guard::guard;
use crate::plain::{pair_or_none, text_or_none};

/// The one of several arguments that is given.
fn one_of<'a, T>(given: impl IntoIterator<Item = (&'static str, Option<T>)>) -> PyResult<(&'a str, T)> {
    let advice = "give one product, category, channel or swatch";
    let mut given = given.into_iter().filter_map(|(name, part)| part.map(|part| (name, part)));
    let first = given.next().ok_or_else(|| bad("product", "is missing", advice))?;
    match given.next() {
        Some((name, _)) => Err(bad(name, "stands beside another one", advice)),
        None => Ok(first),
    }
}

/// What an entity is named by.
enum Which<'a> {
    Product(&'a str),
    Category(&'a str),
    Channel(&'a str),
    Swatch((String, String)),
}

fn which<'a>(
    product: Option<&'a str>,
    category: Option<&'a str>,
    channel: Option<&'a str>,
    swatch: Option<(String, String)>,
) -> PyResult<Which<'a>> {
    let parts = [
        ("product", product.map(Which::Product)),
        ("category", category.map(Which::Category)),
        ("channel", channel.map(Which::Channel)),
        ("swatch", swatch.map(Which::Swatch)),
    ];
    Ok(one_of(parts)?.1)
}

#[pymethods]
impl Tenant {
    /// Adds a product, category, channel or central swatch, or changes it; at once. Documents of a product stay as they
    /// are: what they assign to variants and values that are no longer there is kept, and left out of the publication.
    ///
    /// Args:
    ///     product, category, channel, swatch: one of them: what it is, as in `publication/1`, without `media`; a
    ///         mapping, or JSON as text or bytes.
    ///
    /// Raises:
    ///     Fault: everything that is wrong with it, with its path; `wrong_content` for what brings documents;
    ///         `duplicate_identifier` and `product_and_variant` for a number or record id that is taken;
    ///         `unknown_asset` and `unpublished_assets` for what a swatch shows.
    #[pyo3(signature = (*, product=None, category=None, channel=None, swatch=None))]
    fn put(
        &self,
        py: Python<'_>,
        product: Option<&Bound<'_, PyAny>>,
        category: Option<&Bound<'_, PyAny>>,
        channel: Option<&Bound<'_, PyAny>>,
        swatch: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        guard(|| {
            let parts =
                [("product", product), ("category", category), ("channel", channel), ("swatch", swatch)];
            let (kind, given) = one_of(parts)?;
            let text = format!("{{\"{kind}\":{}}}", json_text(given)?);
            self.0.change(py, |tenant| {
                let entity = Entity::parse(&text, tenant.limits())?;
                Ok(tenant.set(entity)?)
            })
        })
    }

    /// Removes a product or category with its drafts, a channel or a central swatch; at once.
    ///
    /// Args:
    ///     product, category, channel: the number or id; one of them, or `swatch`.
    ///     swatch: dimension and value.
    ///
    /// Raises:
    ///     Fault: `not_in_tenant`; `not_empty` while a document is published, checked out or in a publish group.
    #[pyo3(signature = (*, product=None, category=None, channel=None, swatch=None))]
    fn remove(
        &self,
        py: Python<'_>,
        #[pyo3(from_py_with = text_or_none)] product: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] category: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = pair_or_none)] swatch: Option<(String, String)>,
    ) -> PyResult<()> {
        guard(|| {
            let which = which(product, category, channel, swatch)?;
            self.0.change(py, |tenant| {
                match &which {
                    Which::Product(number) => tenant.remove_product(number)?,
                    Which::Category(id) => tenant.remove_category(id)?,
                    Which::Channel(id) => tenant.remove_channel(id)?,
                    Which::Swatch((dimension, value)) => tenant.remove_swatch(dimension, value)?,
                }
                Ok(())
            })
        })
    }

    /// A product, category, channel or central swatch, as in `publication/1` without `media`; `None` where it is not
    /// there.
    ///
    /// Args:
    ///     product, category, channel: the number or id; one of them, or `swatch`.
    ///     swatch: dimension and value.
    #[pyo3(signature = (*, product=None, category=None, channel=None, swatch=None))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        #[pyo3(from_py_with = text_or_none)] product: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] category: Option<&str>,
        #[pyo3(from_py_with = text_or_none)] channel: Option<&str>,
        #[pyo3(from_py_with = pair_or_none)] swatch: Option<(String, String)>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        guard(|| {
            let (kind, key) = match which(product, category, channel, swatch)? {
                Which::Product(number) => ("product", UnitKey::Product(number.into())),
                Which::Category(id) => ("category", UnitKey::Category(id.into())),
                Which::Channel(id) => ("channel", UnitKey::Channel(id.into())),
                Which::Swatch((dimension, value)) => {
                    ("swatch", UnitKey::Swatch(dimension.into(), value.into()))
                }
            };
            let unit = self.0.ask(py, |tenant| Ok(tenant.unit(&key)))?;
            unit.map(|unit| from_json(py, &unit)?.get_item(kind)).transpose()
        })
    }

    /// The numbers of the products, in order.
    #[getter]
    fn products<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| {
            let numbers: Vec<String> = self.0.ask(py, |tenant| {
                Ok(tenant.products().map(|product| product.number().to_owned()).collect())
            })?;
            PyTuple::new(py, numbers)
        })
    }

    /// The ids of the categories, in order.
    #[getter]
    fn categories<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| {
            let ids: Vec<String> =
                self.0.ask(py, |tenant| Ok(tenant.categories().map(str::to_owned).collect()))?;
            PyTuple::new(py, ids)
        })
    }

    /// The ids of the channels, in order.
    #[getter]
    fn channels<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| {
            let ids: Vec<String> = self
                .0
                .ask(py, |tenant| Ok(tenant.channels().map(|channel| channel.id().to_owned()).collect()))?;
            PyTuple::new(py, ids)
        })
    }

    /// Dimension and value of the central swatches, in order.
    #[getter]
    fn swatches<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| {
            let all: Vec<(String, String)> = self.0.ask(py, |tenant| {
                let named = |key: UnitKey| match key {
                    UnitKey::Swatch(dimension, value) => Some((dimension.to_string(), value.to_string())),
                    _ => None,
                };
                Ok(tenant.units().filter_map(named).collect())
            })?;
            PyTuple::new(py, all)
        })
    }

    /// The ids of the assets that have a life, published or not, in order.
    #[getter]
    fn assets<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        guard(|| {
            let ids: Vec<String> = self.0.ask(py, |tenant| {
                Ok(tenant.targets().filter_map(|target| target.asset_id().map(str::to_owned)).collect())
            })?;
            PyTuple::new(py, ids)
        })
    }
}
