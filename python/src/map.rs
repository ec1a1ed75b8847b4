//! The bytes that a snapshot is read from: of a file that is mapped, of Python, or of the library.
//!
//! With `buffer.rs` the only place of unsafe blocks.

use std::fs::File;
use std::io;
use std::slice;
use std::sync::Arc;

use memmap2::Mmap;
use omnimedia::AlignedBytes;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// Bytes that a snapshot is read from; clones share them.
#[derive(Clone)]
pub(crate) struct Bytes {
    start: *const u8,
    len: usize,
    owner: Arc<Owner>,
}

enum Owner {
    Memory(#[expect(dead_code, reason = "kept until the last reader leaves")] AlignedBytes),
    Map(#[expect(dead_code, reason = "kept until the last reader leaves")] Mmap),
    Python(#[expect(dead_code, reason = "kept until the last reader leaves")] Py<PyBytes>),
}

// SAFETY: the bytes are only read; memory and maps may be let go of by any thread, and Python's bytes are let go of where
// the interpreter is held.
unsafe impl Send for Bytes {}
// SAFETY: nobody is given the bytes to write to them, and Python's bytes never change.
unsafe impl Sync for Bytes {}

impl Bytes {
    /// Bytes of the library's own.
    pub(crate) fn owned(bytes: AlignedBytes) -> Self {
        let (start, len) = (bytes.as_ref().as_ptr(), bytes.as_ref().len());
        Self { start, len, owner: Arc::new(Owner::Memory(bytes)) }
    }

    /// A file, mapped.
    pub(crate) fn mapped(file: &File) -> io::Result<Self> {
        // SAFETY: the file stays as it is while it is mapped: the documentation asks that of whoever opens one.
        let map = unsafe { Mmap::map(file)? };
        let (start, len) = (map.as_ptr(), map.len());
        Ok(Self { start, len, owner: Arc::new(Owner::Map(map)) })
    }

    /// Python's bytes, which never change; nothing is copied.
    pub(crate) fn of_python(bytes: &Bound<'_, PyBytes>) -> Self {
        let (start, len) = (bytes.as_bytes().as_ptr(), bytes.as_bytes().len());
        Self { start, len, owner: Arc::new(Owner::Python(bytes.clone().unbind())) }
    }

    /// Whether they are those of a mapped file.
    pub(crate) fn is_mapped(&self) -> bool {
        matches!(*self.owner, Owner::Map(_))
    }
}

impl AsRef<[u8]> for Bytes {
    #[inline(always)]
    fn as_ref(&self) -> &[u8] {
        // SAFETY: the owner keeps the bytes where they are, unchanged, as long as `self` lives.
        unsafe { slice::from_raw_parts(self.start, self.len) }
    }
}
