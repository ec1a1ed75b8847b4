//! Faults as Python's exceptions: `Fault` and `InternalFault`, whose classes are the package's own.

use omnimedia::{Code, Fault, Faults, Place};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyTuple, PyType};

static FAULT: PyOnceLock<Py<PyType>> = PyOnceLock::new();
static INTERNAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();
static PLACE: PyOnceLock<Py<PyType>> = PyOnceLock::new();

fn place_of<'py>(py: Python<'py>, place: &Place) -> PyResult<Bound<'py, PyAny>> {
    let class = PLACE.import(py, "omnimedia._faults", "Place")?;
    let path = Some(place.as_path()).filter(|path| !path.is_empty());
    class.call1((place.to_string(), path, place.row(), place.line(), place.column()))
}

/// One fault as an exception that was not raised yet; `all` is what it stands for.
fn made<'py>(
    class: &Bound<'py, PyType>,
    fault: &Fault,
    all: Option<Bound<'py, PyTuple>>,
) -> PyResult<Bound<'py, PyAny>> {
    let place = place_of(class.py(), fault.place())?;
    let code = fault.code();
    class.call1((code.name(), code.number(), fault.message(), place, fault.advice(), all))
}

fn fault_class(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    FAULT.import(py, "omnimedia._faults", "Fault")
}

fn raised(exception: PyResult<Bound<'_, PyAny>>) -> PyErr {
    match exception {
        Ok(exception) => PyErr::from_value(exception),
        Err(error) => error,
    }
}

/// A fault to be raised.
#[cold]
pub(crate) fn told(fault: &Fault) -> PyErr {
    Python::attach(|py| raised(fault_class(py).and_then(|class| made(class, fault, None))))
}

/// All of some faults, to be raised as one.
#[cold]
pub(crate) fn all_told(faults: &Faults) -> PyErr {
    Python::attach(|py| {
        raised(
            fault_list(py, faults.iter()).and_then(|all| made(fault_class(py)?, faults.first(), Some(all))),
        )
    })
}

/// Faults as exceptions that are not raised, such as warnings.
pub(crate) fn fault_list<'py, 'f>(
    py: Python<'py>,
    faults: impl Iterator<Item = &'f Fault>,
) -> PyResult<Bound<'py, PyTuple>> {
    let class = fault_class(py)?;
    let all: Vec<Bound<'py, PyAny>> =
        faults.map(|fault| made(class, fault, None)).collect::<PyResult<_>>()?;
    PyTuple::new(py, all)
}

/// Whether an exception is a fault of a code.
pub(crate) fn is_of_code(py: Python<'_>, error: &PyErr, code: Code) -> bool {
    let told = error.value(py).getattr("code");
    told.is_ok_and(|told| told.eq(code.name()).unwrap_or(false))
}

/// A fault of the library itself, to be raised.
pub(crate) fn internal(fault: &Fault) -> PyErr {
    Python::attach(|py| {
        raised(
            INTERNAL
                .import(py, "omnimedia._faults", "InternalFault")
                .and_then(|class| made(class, fault, None)),
        )
    })
}

/// An argument that cannot have this value.
#[cold]
pub(crate) fn bad(name: &str, what: &str, advice: &str) -> PyErr {
    told(
        &Fault::new(Code::BadArgument, format!("the argument `{name}` {what}"), advice).at(Place::path(name)),
    )
}

/// The same exception with a note, which tracebacks show.
#[cold]
pub(crate) fn noted(error: PyErr, note: &str) -> PyErr {
    Python::attach(|py| {
        // what is wrong is told, with or without it
        let _ = error.value(py).call_method1("add_note", (note,));
    });
    error
}

/// Makes Python's exceptions of the core's faults.
pub(crate) trait Tells<T> {
    fn tell(self) -> PyResult<T>;
}

impl<T> Tells<T> for Result<T, Fault> {
    #[inline]
    fn tell(self) -> PyResult<T> {
        self.map_err(|fault| told(&fault))
    }
}

impl<T> Tells<T> for Result<T, Faults> {
    #[inline]
    fn tell(self) -> PyResult<T> {
        self.map_err(|faults| all_told(&faults))
    }
}
