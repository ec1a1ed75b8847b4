//! Text and bytes that the library made for its caller.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::mem::MaybeUninit;

use super::guard::{Refusal, guard, null, output};
use super::handle::{Handled, borrow, hand_out, release, retain};
use super::status::omnimedia_status;
use super::view::omnimedia_str;

/// Text or bytes that the library made: JSON, a page, an explanation. Any thread may read it.
pub struct omnimedia_bytes {
    _private: [u8; 0],
}

pub(crate) struct Made(Vec<u8>);

impl Handled for Made {
    type Face = omnimedia_bytes;
    const KIND: usize = 2;
}

impl From<String> for Made {
    fn from(text: String) -> Self {
        Self(text.into_bytes())
    }
}

impl From<Vec<u8>> for Made {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

/// Where made bytes are written.
pub(crate) type Out<'call, T> = Option<&'call mut MaybeUninit<*mut T>>;

/// Writes what was made as a new handle.
pub(crate) fn hand_over(out: Out<'_, omnimedia_bytes>, made: impl Into<Vec<u8>>) -> Result<(), Refusal> {
    out.ok_or_else(|| null("out"))?.write(hand_out(Made(made.into()))?);
    Ok(())
}

/// The bytes of a handle; text is UTF-8. They live as long as the handle.
///
/// `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_bytes_view(
    bytes: *const omnimedia_bytes,
    view: Option<&mut MaybeUninit<omnimedia_str>>,
) -> omnimedia_status {
    guard(|| {
        let made = borrow::<Made>(bytes)?;
        output(view)?.write(omnimedia_str { data: made.0.as_ptr(), len: made.0.len() });
        Ok(())
    })
}

/// One more reference to the bytes, to be released like the first. NULL is fine.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_bytes_retain(bytes: *const omnimedia_bytes) -> omnimedia_status {
    guard(|| retain::<Made>(bytes))
}

/// One reference less; with the last one the bytes go. NULL is fine.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_bytes_release(bytes: *mut omnimedia_bytes) -> omnimedia_status {
    guard(|| release::<Made>(bytes))
}
