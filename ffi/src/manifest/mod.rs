//! Manifests: media and assignments in bulk, in and out, from memory or piece by piece.
//!
//! Here are the inputs and outputs of a host, `import` takes manifests in, `imported` tells what became of them, `export`
//! writes them.

pub mod export;
pub mod import;
pub mod imported;

use std::ffi::c_void;
use std::io::{self, Read, Write};

use omnimedia::Faults;

use crate::guard::{Refusal, bad, null};
use crate::panics::midway;

/// Gives the next bytes of an input: writes up to `capacity` of them to `buffer`, and their number to `filled`, where 0
/// is the end. Returns 0; what else it returns breaks off with `OMNIMEDIA_READ`. More than `capacity` is refused with
/// `OMNIMEDIA_BAD_ARGUMENT`. `filled` is 0 when it is called.
pub type omnimedia_read =
    Option<extern "C" fn(user: *mut c_void, buffer: *mut u8, capacity: usize, filled: *mut usize) -> i32>;

/// Takes the next `len` bytes of an output, all of them. Returns 0; what else it returns breaks off with
/// `OMNIMEDIA_WRITE`.
pub type omnimedia_write = Option<extern "C" fn(user: *mut c_void, bytes: *const u8, len: usize) -> i32>;

/// An input of the host's.
struct Source {
    read: extern "C" fn(*mut c_void, *mut u8, usize, *mut usize) -> i32,
    user: *mut c_void,
    /// What the host did wrong, which an `io::Error` cannot say.
    misuse: Option<Refusal>,
}

impl Source {
    fn new(read: omnimedia_read, user: *mut c_void, name: &str) -> Result<Self, Refusal> {
        Ok(Self { read: read.ok_or_else(|| null(name))?, user, misuse: None })
    }

    /// What came of reading: misuse goes before what was made of it.
    fn judge<T>(self, outcome: Result<T, Faults>) -> Result<T, Refusal> {
        match self.misuse {
            Some(misuse) => Err(misuse),
            None => Ok(outcome?),
        }
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let mut filled = 0usize;
        midway();
        let status = (self.read)(self.user, buffer.as_mut_ptr(), buffer.len(), &raw mut filled);
        midway();
        if status != 0 {
            return Err(io::Error::other(format!("the reader returned {status}")));
        }
        if filled > buffer.len() {
            let what = format!("wrote {filled} to `filled`, of a capacity of {}", buffer.len());
            self.misuse = Some(bad("reader", what, "write how many bytes are in the buffer"));
            return Err(io::Error::other("the reader filled more than there is"));
        }
        Ok(filled)
    }
}

/// An output of the host's.
struct Sink {
    write: extern "C" fn(*mut c_void, *const u8, usize) -> i32,
    user: *mut c_void,
}

impl Sink {
    fn new(write: omnimedia_write, user: *mut c_void, name: &str) -> Result<Self, Refusal> {
        Ok(Self { write: write.ok_or_else(|| null(name))?, user })
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.is_empty() {
            return Ok(0);
        }
        midway();
        let status = (self.write)(self.user, bytes.as_ptr(), bytes.len());
        midway();
        match status {
            0 => Ok(bytes.len()),
            status => Err(io::Error::other(format!("the writer returned {status}"))),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
