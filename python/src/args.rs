//! Arguments: what Python passes, as the core takes it.

use omnimedia::{Code, Context, Fault, Limits, Query};
use pyo3::buffer::PyBuffer;
use pyo3::exceptions::{PyBufferError, PyRecursionError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyByteArray, PyBytes, PyDict, PyMemoryView, PyString, PyTuple};

use crate::fault::{Tells, bad, told};
use crate::plain::{owned, text, whole};
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
        Ok(dict) => dict.iter().map(|(key, value)| Ok((owned(&key)?, owned(&value)?))).collect(),
        Err(_) => {
            entries(given, "values")?.into_iter().map(|(key, value)| Ok((key, owned(&value)?))).collect()
        }
    }
}

/// A text and what stands for it.
pub(crate) type Entry<'py> = (String, Bound<'py, PyAny>);

/// The entries of a mapping whose keys are texts.
pub(crate) fn entries<'py>(given: &Bound<'py, PyAny>, name: &str) -> PyResult<Vec<Entry<'py>>> {
    if !given.hasattr("items")? {
        let class = given.get_type().qualname()?;
        return Err(PyTypeError::new_err(format!("argument '{name}': expected a mapping, not '{class}'")));
    }
    let entry = |both: PyResult<Bound<'py, PyAny>>| {
        let both = both?;
        match both.cast::<PyTuple>().ok().filter(|both| both.len() == 2) {
            Some(both) => Ok((owned(&both.get_item(0)?)?, both.get_item(1)?)),
            None => Err(PyTypeError::new_err(format!(
                "argument '{name}': `items` gives something else than pairs"
            ))),
        }
    };
    given.call_method0("items")?.try_iter()?.map(entry).collect()
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
    for (name, number) in entries(given, "limits")? {
        let number = whole::<u64>(&number)?;
        if !limits.set(&name, number) {
            let (last, rest) = Limits::NAMES.split_last().unwrap_or((&"", &[]));
            let advice = format!("name {} or {last}", rest.join(", "));
            return Err(bad("limits", &format!("names `{name}`, which is no limit"), &advice));
        }
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
        if given.is_instance_of::<PyDict>() {
            let said = "expected JSON as text or bytes, not 'dict'; `from_dict` takes dictionaries";
            return Err(PyTypeError::new_err(said));
        }
        Ok(Self::Copied(copied(&given)?))
    }
}

impl TextOrBytes {
    /// The bytes; of text those of UTF-8.
    pub(crate) fn bytes<'a>(&'a self, py: Python<'a>) -> PyResult<&'a [u8]> {
        match self {
            Self::Text(held) => Ok(text(held.bind(py))?.as_bytes()),
            Self::Bytes(bytes) => Ok(bytes.as_bytes(py)),
            Self::Copied(bytes) => Ok(bytes),
        }
    }
}

/// JSON that Python passes as text, as bytes, or as what `json.dumps` takes; any mapping stands for a dictionary.
pub(crate) fn json_text(given: &Bound<'_, PyAny>) -> PyResult<String> {
    if given.is_instance_of::<PyString>() {
        return owned(given);
    }
    let is_bytes = given.is_instance_of::<PyBytes>() || given.is_instance_of::<PyByteArray>();
    if is_bytes || given.is_instance_of::<PyMemoryView>() {
        return utf8(copied(given)?);
    }
    static DUMPS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static OF_MAPPINGS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let py = given.py();
    let dumps = DUMPS.import(py, "json", "dumps")?;
    let made = dumps.call1((given,)).or_else(|error| {
        if !error.is_instance_of::<PyTypeError>(py) {
            return Err(error);
        }
        // rare, and slower: mappings that are no dictionaries
        OF_MAPPINGS.import(py, "omnimedia._json", "dumps")?.call1((given,))
    });
    owned(&made.map_err(|error| no_json(py, error))?)
}

/// The bytes of a buffer, copied.
pub(crate) fn copied(given: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    let py = given.py();
    let bytes = PyBuffer::<u8>::get(given).and_then(|buffer| buffer.to_vec(py));
    bytes.map_err(|error| no_bytes(py, error))
}

/// A buffer that is none of bytes is of the wrong type.
#[cold]
pub(crate) fn no_bytes(py: Python<'_>, error: PyErr) -> PyErr {
    if !error.is_instance_of::<PyBufferError>(py) {
        return error;
    }
    PyTypeError::new_err(format!("expected a buffer of bytes: {}", error.value(py)))
}

fn utf8(bytes: Vec<u8>) -> PyResult<String> {
    String::from_utf8(bytes).map_err(|error| {
        let said = format!("the JSON is no UTF-8: {}", error.utf8_error());
        told(&Fault::new(Code::Encoding, said, "pass UTF-8"))
    })
}

/// What `json.dumps` cannot write: dictionaries that are in themselves or nested too deep, and numbers too long. Of
/// another type it says so by a `TypeError`.
#[cold]
fn no_json(py: Python<'_>, error: PyErr) -> PyErr {
    if !error.is_instance_of::<PyValueError>(py) && !error.is_instance_of::<PyRecursionError>(py) {
        return error;
    }
    let said = format!("this cannot be written as JSON: {}", error.value(py));
    let fault =
        told(&Fault::new(Code::BadArgument, said, "pass dictionaries that end, and numbers of few digits"));
    fault.set_cause(py, Some(error));
    fault
}

/// What a line of JSON says, as Python's dictionaries, lists and words.
pub(crate) fn from_json<'py>(py: Python<'py>, json: &str) -> PyResult<Bound<'py, PyAny>> {
    static LOADS: pyo3::sync::PyOnceLock<Py<PyAny>> = pyo3::sync::PyOnceLock::new();
    LOADS.import(py, "json", "loads")?.call1((json,))
}
