//! Which library this is.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::mem::MaybeUninit;

use super::abi::OMNIMEDIA_ABI_VERSION;
use super::guard::{guard, output, value};
use super::handle::alive;
use super::status::omnimedia_status;
use super::view::omnimedia_str;

/// The number of the ABI of the library that was loaded; compare it with `OMNIMEDIA_ABI_VERSION`.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_abi_version() -> u32 {
    value(0, || OMNIMEDIA_ABI_VERSION)
}

/// The version of the library, such as `0.1.0`. The text lives as long as the program.
///
/// `OMNIMEDIA_NULL_ARGUMENT` when `out` is NULL.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_version(out: Option<&mut MaybeUninit<omnimedia_str>>) -> omnimedia_status {
    guard(|| {
        output(out)?.write(omnimedia_str::lent(env!("CARGO_PKG_VERSION")));
        Ok(())
    })
}

/// How many handles are not released yet, of all types: 0 where a host has let go of everything.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_handles_alive() -> usize {
    value(0, alive)
}
