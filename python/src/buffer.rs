//! Buffers: bytes from Python and to Python without a copy.
//!
//! With `map.rs` the only place of unsafe blocks.

use std::ffi::c_int;

use omnimedia::AlignedBytes;
use pyo3::buffer::PyBuffer;
use pyo3::exceptions::PyBufferError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyMemoryView};

use crate::fault::bad;
use crate::map::Bytes;

/// The bytes of a read-only buffer: `bytes` in place, of another a copy.
pub(crate) fn bytes_of(given: &Bound<'_, PyAny>) -> PyResult<Bytes> {
    if let Ok(bytes) = given.cast_exact::<PyBytes>() {
        return Ok(Bytes::of_python(bytes));
    }
    let buffer = PyBuffer::<u8>::get(given)?;
    if !buffer.readonly() {
        return Err(bad("data", "can be written to while it is read", "pass bytes, or a read-only buffer"));
    }
    let mut copy = AlignedBytes::zeroed(buffer.item_count());
    buffer.copy_to_slice(given.py(), copy.as_mut())?;
    Ok(Bytes::owned(copy))
}

/// What lends the bytes of a snapshot to Python.
#[pyclass(frozen, module = "omnimedia._native")]
struct Lent(Bytes);

#[pymethods]
impl Lent {
    unsafe fn __getbuffer__(slf: Bound<'_, Self>, view: *mut ffi::Py_buffer, flags: c_int) -> PyResult<()> {
        let bytes = slf.get().0.as_ref();
        let Ok(len) = ffi::Py_ssize_t::try_from(bytes.len()) else {
            return Err(PyBufferError::new_err("more bytes than a buffer has"));
        };
        // SAFETY: `view` is the structure that Python wants to be filled; the bytes stay where they are, unchanged, as
        // long as the object that is handed over with them, and read-only is what is asked for.
        let filled = unsafe {
            ffi::PyBuffer_FillInfo(view, slf.as_ptr(), bytes.as_ptr().cast_mut().cast(), len, 1, flags)
        };
        if filled == 0 { Ok(()) } else { Err(PyErr::fetch(slf.py())) }
    }
}

/// Bytes as a read-only view that keeps them.
pub(crate) fn view_of<'py>(py: Python<'py>, bytes: &Bytes) -> PyResult<Bound<'py, PyMemoryView>> {
    PyMemoryView::from(Bound::new(py, Lent(bytes.clone()))?.as_any())
}
