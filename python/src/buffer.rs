//! Buffers: bytes from Python and to Python without a copy.
//!
//! With `map.rs` the only place of unsafe blocks.

use std::ffi::{CStr, c_int};
use std::ptr::NonNull;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{ArrayRef, RecordBatchReader, make_array};
use arrow_schema::{DataType, Schema};
use omnimedia::{AlignedBytes, Code, Fault};
use pyo3::buffer::PyBuffer;
use pyo3::exceptions::PyBufferError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule, PyMemoryView};

use crate::args::no_bytes;
use crate::arrow::arrow_fault;
use crate::fault::{bad, told};
use crate::map::Bytes;

/// The bytes of a read-only buffer: `bytes` in place, of another a copy.
pub(crate) fn bytes_of(given: &Bound<'_, PyAny>) -> PyResult<Bytes> {
    if let Ok(bytes) = given.cast_exact::<PyBytes>() {
        return Ok(Bytes::of_python(bytes));
    }
    let buffer = PyBuffer::<u8>::get(given).map_err(|error| no_bytes(given.py(), error))?;
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

const STREAM: &CStr = c"arrow_array_stream";
const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";

/// Where a capsule of the Arrow PyCapsule interface points.
fn pointer_of<T>(given: &Bound<'_, PyAny>, name: &'static CStr) -> PyResult<NonNull<T>> {
    let capsule = given.cast::<PyCapsule>()?;
    match capsule.pointer_checked(Some(name)) {
        Ok(pointer) => Ok(pointer.cast()),
        Err(_) => Err(told(&Fault::new(
            Code::Read,
            format!("a capsule that is no `{}`", name.to_string_lossy()),
            "pass what the Arrow PyCapsule interface gives, as it gives it",
        ))),
    }
}

/// A capsule that somebody has taken the columns out of.
#[cold]
fn taken() -> PyErr {
    told(&Fault::new(
        Code::Read,
        "the capsule was used before, and is empty",
        "pass the object that made it; each call makes a new one",
    ))
}

/// Takes the stream out of a capsule, which is empty then.
pub(crate) fn taken_stream(capsule: &Bound<'_, PyAny>) -> PyResult<FFI_ArrowArrayStream> {
    let stream = pointer_of(capsule, STREAM)?;
    // SAFETY: a capsule of this name points to a stream, by the Arrow PyCapsule interface; whoever has the capsule may
    // move it out while the interpreter is held, and the empty one that stays is released by nobody.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(stream.as_ptr()) };
    if stream.release().is_none() { Err(taken()) } else { Ok(stream) }
}

/// The type of a stream's column, where it is one column and no table; none where it cannot be told.
pub(crate) fn column_type(py: Python<'_>, stream: &mut FFI_ArrowArrayStream) -> Option<DataType> {
    let ask = stream.get_schema()?;
    let stream: &mut (dyn FnMut(*mut FFI_ArrowSchema) -> c_int + Send) =
        // SAFETY: the stream is whole and ours, and what it is to fill is an empty schema.
        &mut |schema| unsafe { ask(stream, schema) };
    // whoever makes the columns may want the interpreter for it in another thread
    let mut schema = FFI_ArrowSchema::empty();
    if py.detach(|| stream(&raw mut schema)) != 0 {
        return None;
    }
    DataType::try_from(&schema).ok().filter(|kind| !matches!(kind, DataType::Struct(_)))
}

/// Takes the array out of a pair of capsules.
pub(crate) fn taken_array(schema: &Bound<'_, PyAny>, array: &Bound<'_, PyAny>) -> PyResult<ArrayRef> {
    let (schema, array) = (pointer_of(schema, SCHEMA)?, pointer_of(array, ARRAY)?);
    // SAFETY: as for streams; that the array is laid out as the schema says is the interface's promise too. What its
    // buffers hold is looked at before it is asked (`Keys::look_at`).
    unsafe {
        let schema = FFI_ArrowSchema::from_raw(schema.as_ptr());
        let array = FFI_ArrowArray::from_raw(array.as_ptr());
        if array.is_released() || schema.release().is_none() {
            return Err(taken());
        }
        let data = from_ffi(array, &schema).map_err(|error| told(&arrow_fault(Code::Read, &error)))?;
        Ok(make_array(data))
    }
}

/// The schema in a capsule that stays whole: what a reader wants.
pub(crate) fn wanted_schema(capsule: &Bound<'_, PyAny>) -> PyResult<Schema> {
    let schema: NonNull<FFI_ArrowSchema> = pointer_of(capsule, SCHEMA)?;
    // SAFETY: a capsule of this name points to a schema, which is read while the interpreter is held.
    let schema = unsafe { schema.as_ref() };
    if schema.release().is_none() {
        return Err(taken());
    }
    Schema::try_from(schema).map_err(|error| told(&arrow_fault(Code::BadArgument, &error)))
}

/// A stream in a capsule.
pub(crate) fn stream_capsule(
    py: Python<'_>,
    reader: Box<dyn RecordBatchReader + Send>,
) -> PyResult<Bound<'_, PyCapsule>> {
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(reader), STREAM)
}

/// A schema in a capsule.
pub(crate) fn schema_capsule<'py>(py: Python<'py>, schema: &Schema) -> PyResult<Bound<'py, PyCapsule>> {
    let schema =
        FFI_ArrowSchema::try_from(schema).map_err(|error| told(&arrow_fault(Code::Internal, &error)))?;
    PyCapsule::new_with_value(py, schema, SCHEMA)
}
