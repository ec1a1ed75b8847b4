//! Views: text and arrays that one side lends to the other, and bytes that a snapshot is read from.

#![expect(unsafe_code, reason = "one of the rooms for it: what C lends is read and filled by pointer")]

use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::ptr::null;
use std::slice;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use memmap2::Mmap;
use omnimedia::{AlignedBytes, Code, Fault};

use super::guard::{Refusal, bad, null as null_argument};
use super::panics::midway;
use super::status::{OMNIMEDIA_BAD_ARGUMENT, OMNIMEDIA_NULL_ARGUMENT, omnimedia_status};

/// UTF-8 text, `len` bytes at `data`, not terminated by a zero.
///
/// `{NULL, 0}` is absent; a pointer with length 0 is the empty text. Who lends it, and for how long, stands with the
/// function that takes or gives it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_str {
    /// The first byte, or NULL.
    pub data: *const u8,
    /// How many bytes.
    pub len: usize,
}

/// Two texts that belong together: a dimension and its value, a key and its property.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_pair {
    /// The dimension, or the key.
    pub key: omnimedia_str,
    /// Its value.
    pub value: omnimedia_str,
}

impl omnimedia_str {
    /// No text.
    pub(crate) const ABSENT: Self = Self { data: null(), len: 0 };

    /// A text that is lent; whoever calls says for how long.
    #[inline(always)]
    pub(crate) const fn lent(text: &str) -> Self {
        Self { data: text.as_ptr(), len: text.len() }
    }

    /// A text that is lent, or none.
    #[inline(always)]
    pub(crate) fn maybe(text: Option<&str>) -> Self {
        text.map_or(Self::ABSENT, Self::lent)
    }

    /// The bytes, for the time of the call; `None` where the text is absent.
    #[inline(always)]
    pub(crate) fn bytes<'call>(self) -> Result<Option<&'call [u8]>, omnimedia_status> {
        if self.data.is_null() {
            return if self.len == 0 { Ok(None) } else { Err(OMNIMEDIA_NULL_ARGUMENT) };
        }
        if self.len > isize::MAX as usize {
            return Err(OMNIMEDIA_BAD_ARGUMENT);
        }
        // SAFETY: the pointer is not NULL and the length is one that an array can have; the caller lends as many
        // bytes there for the time of the call.
        Ok(Some(unsafe { slice::from_raw_parts(self.data, self.len) }))
    }

    /// The text of a mandatory argument.
    pub(crate) fn text<'call>(self, name: &str) -> Result<&'call str, Refusal> {
        self.optional(name)?.ok_or_else(|| null_argument(name))
    }

    /// The text of an argument that may be absent.
    pub(crate) fn optional<'call>(self, name: &str) -> Result<Option<&'call str>, Refusal> {
        let bytes = self.bytes().map_err(|status| of_array(status, name))?;
        let text = bytes.map(str::from_utf8).transpose();
        text.map_err(|error| {
            let message =
                format!("the argument `{name}` is not UTF-8 from byte {} on", error.valid_up_to() + 1);
            Fault::new(Code::Encoding, message, "pass UTF-8").into()
        })
    }
}

fn of_array(status: omnimedia_status, name: &str) -> Refusal {
    match status {
        OMNIMEDIA_NULL_ARGUMENT => null_argument(name),
        _ => bad(name, "is longer than memory can be", "pass the length in bytes"),
    }
}

/// The number of a product or variant in an array of them, there and not too long: only `numbers` lends these.
#[repr(transparent)]
pub(crate) struct Number(omnimedia_str);

impl AsRef<[u8]> for Number {
    #[inline(always)]
    fn as_ref(&self) -> &[u8] {
        // SAFETY: `numbers` has seen what `bytes` asks for, and the caller changes nothing during the call.
        unsafe { slice::from_raw_parts(self.0.data, self.0.len) }
    }
}

/// An array of numbers, each of which can be read.
#[inline(always)]
pub(crate) fn numbers<'call>(
    data: *const omnimedia_str,
    len: usize,
) -> Result<&'call [Number], omnimedia_status> {
    for number in lent(data, len)? {
        number.bytes()?.ok_or(OMNIMEDIA_NULL_ARGUMENT)?;
    }
    lent(data.cast::<Number>(), len)
}

/// An array that the caller lends for the time of the call; NULL is fine where it is empty.
pub(crate) fn array<'call, T>(data: *const T, len: usize, name: &str) -> Result<&'call [T], Refusal> {
    lent(data, len).map_err(|status| of_array(status, name))
}

/// The same, with a number for what is wrong.
#[inline(always)]
pub(crate) fn lent<'call, T>(data: *const T, len: usize) -> Result<&'call [T], omnimedia_status> {
    if len == 0 {
        return Ok(&[]);
    }
    if data.is_null() {
        return Err(OMNIMEDIA_NULL_ARGUMENT);
    }
    if !data.is_aligned() || len > isize::MAX as usize / size_of::<T>().max(1) {
        return Err(OMNIMEDIA_BAD_ARGUMENT);
    }
    // SAFETY: the pointer is neither NULL nor misaligned and the length is one that an array can have; the caller
    // lends as many elements there for the time of the call.
    Ok(unsafe { slice::from_raw_parts(data, len) })
}

/// An array of the caller's that is to be filled; NULL is fine where it has no room.
#[inline(always)]
pub(crate) fn room<'call, T: Copy>(
    data: *mut T,
    len: usize,
) -> Result<&'call mut [MaybeUninit<T>], omnimedia_status> {
    if len == 0 {
        return Ok(&mut []);
    }
    if data.is_null() {
        return Err(OMNIMEDIA_NULL_ARGUMENT);
    }
    if !data.is_aligned() || len > isize::MAX as usize / size_of::<T>().max(1) {
        return Err(OMNIMEDIA_BAD_ARGUMENT);
    }
    // SAFETY: as in `lent`; nothing is read, and the caller uses the array for nothing else during the call.
    Ok(unsafe { slice::from_raw_parts_mut(data.cast::<MaybeUninit<T>>(), len) })
}

/// The same, or a fault that names the argument.
pub(crate) fn array_to_fill<'call, T: Copy>(
    data: *mut T,
    len: usize,
    name: &str,
) -> Result<&'call mut [MaybeUninit<T>], Refusal> {
    room(data, len).map_err(|status| of_array(status, name))
}

/// Fills an array as far as it goes, and tells how many elements there are.
#[inline(always)]
pub(crate) fn fill<T: Copy>(room: &mut [MaybeUninit<T>], all: impl Iterator<Item = T>) -> usize {
    fill_with(room, all, |element| element)
}

/// The same with what becomes an element only where there is room for it.
#[inline(always)]
pub(crate) fn fill_with<T: Copy, U>(
    room: &mut [MaybeUninit<T>],
    all: impl Iterator<Item = U>,
    give: impl Fn(U) -> T,
) -> usize {
    all.fold(0, |count, one| {
        midway();
        if let Some(place) = room.get_mut(count) {
            place.write(give(one));
        }
        count + 1
    })
}

/// A structure of C's that begins with its size: numbers, pointers, texts and structures of these, of which any bytes are
/// one. It must have no field of another kind, no choice of an `enum` and no reference: [`sized`] makes one of the caller's
/// bytes.
pub(crate) trait Grows: Copy {
    /// The bytes that the first version of the structure had.
    const FIRST: usize;
}

/// A structure of the caller's, zeros where it is older and shorter; NULL gives `None`. One that is newer and
/// longer must have zeros where this library knows nothing.
pub(crate) fn sized<T: Grows>(data: *const T, name: &str) -> Result<Option<T>, Refusal> {
    if data.is_null() {
        return Ok(None);
    }
    if !data.is_aligned() {
        return Err(bad(name, "is misaligned", "pass the address of a structure of its type"));
    }
    // SAFETY: the pointer is neither NULL nor misaligned; the caller lends a structure there that begins with its size.
    let size = unsafe { data.cast::<usize>().read() };
    if size < T::FIRST || size > 4096 {
        let what = format!("has the size {size}, and none of its type");
        return Err(bad(name, what, "set `size` to the size of the structure, and the rest to zeros first"));
    }
    // SAFETY: the caller's structure has as many bytes as it says, which is few enough for an array.
    let given = unsafe { slice::from_raw_parts(data.cast::<u8>(), size) };
    let (known, unknown) = given.split_at(size.min(size_of::<T>()));
    if unknown.iter().any(|byte| *byte != 0) {
        return Err(bad(name, "asks for what this library does not know yet", "load a newer library"));
    }
    let mut whole = MaybeUninit::<T>::zeroed();
    // SAFETY: not more bytes than T has are copied over zeros, from another place; any bytes are a T, by `Grows`.
    unsafe {
        std::ptr::copy_nonoverlapping(known.as_ptr(), whole.as_mut_ptr().cast::<u8>(), known.len());
        Ok(Some(whole.assume_init()))
    }
}

/// What a host does when the bytes that it lent are not read any more. It may call everything, also the store that let them
/// go.
pub type omnimedia_released = Option<extern "C" fn(user: *mut c_void)>;

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
    Host(HostBytes),
}

struct HostBytes {
    released: omnimedia_released,
    user: *mut c_void,
    taken: AtomicBool,
}

impl Drop for HostBytes {
    fn drop(&mut self) {
        if let (Some(released), true) = (self.released, *self.taken.get_mut()) {
            released(self.user);
            midway();
        }
    }
}

// SAFETY: the bytes are only read, from wherever; memory and maps may be let go of by any thread, a host's as below.
unsafe impl Send for Bytes {}
// SAFETY: nobody is given the bytes to write to them.
unsafe impl Sync for Bytes {}
// SAFETY: the pointer is the host's own and only handed back; who lends bytes lets any thread call `released` with it.
unsafe impl Send for HostBytes {}
// SAFETY: what changes is atomic.
unsafe impl Sync for HostBytes {}

impl Bytes {
    /// Bytes of the library's own.
    pub(crate) fn owned(bytes: AlignedBytes) -> Self {
        let (start, len) = (bytes.as_ref().as_ptr(), bytes.as_ref().len());
        Self { start, len, owner: Arc::new(Owner::Memory(bytes)) }
    }

    /// A file, mapped.
    pub(crate) fn mapped(file: &std::fs::File) -> std::io::Result<Self> {
        // SAFETY: the file stays as it is while it is mapped: the documentation asks that of whoever opens one.
        let map = unsafe { Mmap::map(file)? };
        let (start, len) = (map.as_ptr(), map.len());
        Ok(Self { start, len, owner: Arc::new(Owner::Map(map)) })
    }

    /// Bytes of the host, who is called back when they are not needed any more, once they are taken.
    pub(crate) fn of_host(bytes: &[u8], released: omnimedia_released, user: *mut c_void) -> Self {
        let owner = Arc::new(Owner::Host(HostBytes { released, user, taken: AtomicBool::new(false) }));
        Self { start: bytes.as_ptr(), len: bytes.len(), owner }
    }

    /// From here on the host waits to be called back; before it, the bytes are only looked at.
    pub(crate) fn take(&self) {
        if let Owner::Host(host) = &*self.owner {
            host.taken.store(true, Ordering::Release);
        }
    }
}

impl AsRef<[u8]> for Bytes {
    #[inline(always)]
    fn as_ref(&self) -> &[u8] {
        // SAFETY: the owner keeps the bytes where they are, unchanged, as long as `self` lives: it is memory of our own, a
        // map, or the host, who promised it until it is called back.
        unsafe { slice::from_raw_parts(self.start, self.len) }
    }
}
