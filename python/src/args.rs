//! Arguments: what Python passes, as the core takes it.

use omnimedia::{Code, Context, Fault, Limits, Query};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyIterator, PyString};

use crate::fault::{Tells, bad, told};
use crate::policy::Policy;

/// A policy or the default one.
pub(crate) fn policy(given: Option<&Policy>) -> omnimedia::Policy {
    given.map_or(omnimedia::Policy::DEFAULT, |policy| policy.0)
}

/// A context of three texts, each of which may be absent.
pub(crate) fn context(
    channel: Option<&str>,
    locale: Option<&str>,
    catalog: Option<&str>,
) -> PyResult<Context> {
    Context::new(catalog, channel, locale).tell()
}

/// Selected values, from a mapping of dimensions to values.
pub(crate) fn values(given: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<(String, String)>> {
    let Some(given) = given else { return Ok(Vec::new()) };
    match given.cast::<PyDict>() {
        Ok(dict) => dict.iter().map(|(key, value)| Ok((key.extract()?, value.extract()?))).collect(),
        Err(_) => pairs(given, "values")?.map(|pair| pair?.extract()).collect(),
    }
}

/// The pairs of a mapping.
pub(crate) fn pairs<'py>(given: &Bound<'py, PyAny>, name: &str) -> PyResult<Bound<'py, PyIterator>> {
    if !given.hasattr("items")? {
        let class = given.get_type().qualname()?;
        return Err(PyTypeError::new_err(format!("argument '{name}': expected a mapping, not '{class}'")));
    }
    given.call_method0("items")?.try_iter()
}

/// The parts of a question that name a product, a variant or a selection.
pub(crate) struct Subject<'a> {
    pub(crate) product: Option<&'a str>,
    pub(crate) variant: Option<&'a str>,
    pub(crate) values: Vec<(String, String)>,
    pub(crate) record_id: Option<u64>,
}

impl Subject<'_> {
    /// The query in a context.
    pub(crate) fn query(self, context: Context) -> PyResult<Query> {
        let mut query = match (self.product, self.record_id, self.variant) {
            (Some(number), None, _) => Query::new(number),
            (None, Some(id), _) => Query::record_id(id),
            (None, None, Some(number)) => return Ok(Query::new(number).within(context)),
            (Some(_), Some(_), _) => {
                return Err(bad("record_id", "stands beside a product", "give one of the two"));
            }
            (None, None, None) => {
                return Err(bad(
                    "product",
                    "is missing",
                    "give the number of a product or variant, or a record id",
                ));
            }
        };
        if let Some(variant) = self.variant {
            query = query.variant(variant);
        }
        for (dimension, value) in self.values {
            query = query.select(dimension, value);
        }
        Ok(query.within(context))
    }
}

/// Limits, from a mapping of their names to numbers; what is absent is the default.
pub(crate) fn limits(given: Option<&Bound<'_, PyAny>>) -> PyResult<Limits> {
    let mut limits = Limits::default();
    let Some(given) = given else { return Ok(limits) };
    for pair in pairs(given, "limits")? {
        let (name, number): (String, u64) = pair?.extract()?;
        let whole = usize::try_from(number).unwrap_or(usize::MAX);
        let place = match name.as_str() {
            "dimensions" => &mut limits.dimensions,
            "values" => &mut limits.values,
            "variants" => &mut limits.variants,
            "items" => &mut limits.items,
            "documents" => &mut limits.documents,
            "patterns" => &mut limits.patterns,
            "identifier" => &mut limits.identifier,
            "cell" => &mut limits.cell,
            "line" => &mut limits.line,
            "columns" => &mut limits.columns,
            "nesting" => &mut limits.nesting,
            "answers" => {
                limits.answers = number;
                continue;
            }
            other => {
                return Err(bad(
                    "limits",
                    &format!("names `{other}`, which is no limit"),
                    "name dimensions, values, variants, items, documents, patterns, identifier, cell, line, columns, \
                     nesting or answers",
                ));
            }
        };
        *place = whole;
    }
    Ok(limits)
}

/// Text or bytes of Python's, held.
pub(crate) enum TextOrBytes {
    Text(Py<PyString>),
    Bytes(Py<PyBytes>),
    Copied(Vec<u8>),
}

impl<'py> FromPyObject<'_, 'py> for TextOrBytes {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(text) = given.cast::<PyString>() {
            return Ok(Self::Text(text.to_owned().unbind()));
        }
        if let Ok(bytes) = given.cast::<PyBytes>() {
            return Ok(Self::Bytes(bytes.to_owned().unbind()));
        }
        let buffer = pyo3::buffer::PyBuffer::<u8>::get(&given)?;
        Ok(Self::Copied(buffer.to_vec(given.py())?))
    }
}

impl TextOrBytes {
    /// The bytes; of text those of UTF-8.
    pub(crate) fn bytes<'a>(&'a self, py: Python<'a>) -> PyResult<&'a [u8]> {
        match self {
            Self::Text(text) => Ok(text.bind(py).to_str()?.as_bytes()),
            Self::Bytes(bytes) => Ok(bytes.as_bytes(py)),
            Self::Copied(bytes) => Ok(bytes),
        }
    }
}

/// JSON that Python passes as text, as bytes, or as what `json.dumps` takes.
pub(crate) fn json_text(given: &Bound<'_, PyAny>) -> PyResult<String> {
    if let Ok(text) = given.cast::<PyString>() {
        return Ok(text.to_str()?.to_owned());
    }
    if let Ok(bytes) = given.cast::<PyBytes>() {
        return match std::str::from_utf8(bytes.as_bytes()) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => {
                Err(told(&Fault::new(Code::Encoding, format!("the JSON is no UTF-8: {error}"), "pass UTF-8")))
            }
        };
    }
    let json = given.py().import("json")?;
    json.call_method1("dumps", (given,))?.extract()
}

/// What a line of JSON says, as Python's dictionaries, lists and words.
pub(crate) fn from_json<'py>(py: Python<'py>, json: &str) -> PyResult<Bound<'py, PyAny>> {
    static LOADS: pyo3::sync::PyOnceLock<Py<PyAny>> = pyo3::sync::PyOnceLock::new();
    LOADS.import(py, "json", "loads")?.call1((json,))
}
