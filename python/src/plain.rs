//! Texts and numbers that Python passes: what is none of those that are meant is a `Fault`, as everything that is wrong
//! with a value is; another type stays a `TypeError`.

use std::path::PathBuf;

use omnimedia::{Code, Fault};
use pyo3::conversion::FromPyObjectOwned;
use pyo3::exceptions::{PyOverflowError, PyTypeError, PyUnicodeError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::fault::told;

/// A text.
#[inline]
pub(crate) fn text<'a>(given: &'a Bound<'_, PyAny>) -> PyResult<&'a str> {
    let given = given.cast::<PyString>()?;
    given.to_str().map_err(|error| no_text(given, error))
}

/// A text or `None`.
#[inline]
pub(crate) fn text_or_none<'a>(given: &'a Bound<'_, PyAny>) -> PyResult<Option<&'a str>> {
    if given.is_none() { Ok(None) } else { text(given).map(Some) }
}

/// A text, copied.
pub(crate) fn owned(given: &Bound<'_, PyAny>) -> PyResult<String> {
    text(given).map(str::to_owned)
}

/// A text, copied, or `None`.
pub(crate) fn owned_or_none(given: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    if given.is_none() { Ok(None) } else { owned(given).map(Some) }
}

/// The members of a sequence. A text is none here, though Python would take each of its characters for one.
fn many<'py>(given: &Bound<'py, PyAny>, such_as: &str) -> PyResult<Vec<Bound<'py, PyAny>>> {
    if given.is_instance_of::<PyString>() || given.is_instance_of::<PyBytes>() {
        let what = given.get_type().name()?;
        return Err(PyTypeError::new_err(format!("a `{what}` where a list is wanted, such as {such_as}")));
    }
    given.extract()
}

/// Texts.
pub(crate) fn texts(given: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    many(given, "['S1']")?.iter().map(owned).collect()
}

/// Texts or `None`.
pub(crate) fn texts_or_none(given: &Bound<'_, PyAny>) -> PyResult<Option<Vec<String>>> {
    if given.is_none() { Ok(None) } else { texts(given).map(Some) }
}

/// A path: a text, bytes, or what has `__fspath__`.
pub(crate) fn path(given: &Bound<'_, PyAny>) -> PyResult<PathBuf> {
    given.extract().map_err(|error: PyErr| {
        let py = given.py();
        if !error.is_instance_of::<PyUnicodeError>(py) {
            return error;
        }
        let fault = told(&Fault::new(Code::Encoding, "a path that no file can have", "pass another path"));
        fault.set_cause(py, Some(error));
        fault
    })
}

/// Paths.
pub(crate) fn paths(given: &Bound<'_, PyAny>) -> PyResult<Vec<PathBuf>> {
    many(given, "['shop.omni']")?.iter().map(path).collect()
}

/// Paths or `None`.
pub(crate) fn paths_or_none(given: &Bound<'_, PyAny>) -> PyResult<Option<Vec<PathBuf>>> {
    if given.is_none() { Ok(None) } else { paths(given).map(Some) }
}

/// Two texts.
pub(crate) fn pair(given: &Bound<'_, PyAny>) -> PyResult<(String, String)> {
    let two: Vec<Bound<'_, PyAny>> = given.extract()?;
    match two.as_slice() {
        [one, other] => Ok((owned(one)?, owned(other)?)),
        others => Err(told(&Fault::new(
            Code::BadArgument,
            format!("{} where a pair is wanted", others.len()),
            "pass two texts",
        ))),
    }
}

/// Two texts or `None`.
pub(crate) fn pair_or_none(given: &Bound<'_, PyAny>) -> PyResult<Option<(String, String)>> {
    if given.is_none() { Ok(None) } else { pair(given).map(Some) }
}

/// Pairs of texts.
pub(crate) fn pairs(given: &Bound<'_, PyAny>) -> PyResult<Vec<(String, String)>> {
    many(given, "[('Color', 'Blue')]")?.iter().map(pair).collect()
}

/// A whole number from 0 on.
#[inline]
pub(crate) fn whole<T: Whole>(given: &Bound<'_, PyAny>) -> PyResult<T> {
    given.extract().map_err(|error: PyErr| no_number::<T>(given, error))
}

/// A whole number from 0 on, or `None`.
#[inline]
pub(crate) fn whole_or_none<T: Whole>(given: &Bound<'_, PyAny>) -> PyResult<Option<T>> {
    if given.is_none() { Ok(None) } else { whole(given).map(Some) }
}

/// Whole numbers from 0 on.
pub(crate) fn wholes(given: &Bound<'_, PyAny>) -> PyResult<Vec<u64>> {
    many(given, "[7]")?.iter().map(whole).collect()
}

/// A kind of whole number, with its largest.
pub(crate) trait Whole: for<'py> FromPyObjectOwned<'py, Error = PyErr> {
    const MOST: u64;
}

impl Whole for u64 {
    const MOST: u64 = u64::MAX;
}

impl Whole for u32 {
    const MOST: u64 = u32::MAX as u64;
}

impl Whole for usize {
    const MOST: u64 = usize::MAX as u64;
}

/// A text with half a pair of surrogates, such as the name of a file whose bytes are no text.
#[cold]
fn no_text(given: &Bound<'_, PyString>, error: PyErr) -> PyErr {
    let py = given.py();
    if !error.is_instance_of::<PyUnicodeError>(py) {
        return error;
    }
    let shown = given.repr().map(|shown| shown.to_string_lossy().into_owned()).unwrap_or_default();
    let shown: String = shown.chars().take(80).collect();
    let fault = told(&Fault::new(
        Code::Encoding,
        format!("the text {shown} is no Unicode: a surrogate stands alone"),
        "pass a text that can be written as UTF-8",
    ));
    fault.set_cause(py, Some(error));
    fault
}

#[cold]
fn no_number<T: Whole>(given: &Bound<'_, PyAny>, error: PyErr) -> PyErr {
    if !error.is_instance_of::<PyOverflowError>(given.py()) {
        return error;
    }
    // a number of thousands of digits has no text
    let shown = given.str().map(|shown| shown.to_string_lossy().into_owned()).unwrap_or_default();
    let shown = if shown.is_empty() || shown.len() > 40 { "a number" } else { &shown };
    told(&Fault::new(
        Code::BadArgument,
        format!("{shown} is not one of 0 to {}", T::MOST),
        "pass a whole number of these",
    ))
}
