//! What calls return.

/// What became of a call: `OMNIMEDIA_OK`, or the number of the fault.
///
/// Numbers come in families by the thousand, are the same in every language, and are never reused.
pub type omnimedia_status = i32;

/// The call did what it says.
pub const OMNIMEDIA_OK: omnimedia_status = 0;
/// An argument that must not be NULL is NULL.
pub const OMNIMEDIA_NULL_ARGUMENT: omnimedia_status = 6001;
/// A fault of the library itself; the outputs are untouched and the library can still be used.
pub const OMNIMEDIA_INTERNAL: omnimedia_status = 9001;
