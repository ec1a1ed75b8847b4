//! The native half of the Python package `omnimedia`: it turns Python's arguments into the core's and back, and holds
//! no rule of its own.
//!
//! Unsafe blocks stand in `map.rs` and `buffer.rs` alone.

use pyo3::prelude::*;

/// The native half of omnimedia; use the package `omnimedia`.
#[pymodule]
mod _native {
    /// The version of the library.
    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "Python's name for it")]
    const __version__: &str = env!("CARGO_PKG_VERSION");

    /// The binary interface to the interpreter: CPython of this version or later.
    #[pymodule_export]
    const ABI: &str = "cp311-abi3";
}
