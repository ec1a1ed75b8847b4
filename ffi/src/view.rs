//! Views: strings and arrays that one side lends to the other.

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

impl omnimedia_str {
    /// A text that lives as long as the program.
    pub(crate) const fn lasting(text: &'static str) -> Self {
        Self { data: text.as_ptr(), len: text.len() }
    }
}
