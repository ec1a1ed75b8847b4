//! Buffers: bytes from Python and to Python without a copy.
//!
//! With `map.rs` the only place of unsafe blocks.

use omnimedia::AlignedBytes;
use pyo3::buffer::PyBuffer;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

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
