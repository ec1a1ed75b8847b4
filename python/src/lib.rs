//! The native half of the Python package `omnimedia`: it turns Python's arguments into the core's and back, and holds
//! no rule of its own.
//!
//! Unsafe blocks stand in `map.rs` and `buffer.rs` alone.

mod answer;
mod args;
mod arrow;
mod buffer;
mod exchange;
mod explanation;
mod fault;
mod file;
mod flattener;
mod guard;
mod insight;
mod item;
mod load;
mod map;
mod media;
mod minimise;
mod opened;
mod plain;
mod policy;
mod preview;
mod publication;
mod retail;
mod shelf;
mod snapshot;
mod tenant;
mod text;

use pyo3::prelude::*;

/// The native half of omnimedia; use the package `omnimedia`.
#[pymodule]
mod _native {
    use super::*;
    use crate::plain::{text, whole};

    #[pymodule_export]
    use crate::answer::Answer;
    #[pymodule_export]
    use crate::arrow::input::_nearly_asks;
    #[pymodule_export]
    use crate::arrow::stream::Stream;
    #[pymodule_export]
    use crate::arrow::table::Table;
    #[pymodule_export]
    use crate::exchange::{Exported, Imported, Migration};
    #[pymodule_export]
    use crate::explanation::Explanation;
    #[pymodule_export]
    use crate::file::_write_file;
    #[pymodule_export]
    use crate::flattener::Flattener;
    #[pymodule_export]
    use crate::insight::{Audit, Diff};
    #[pymodule_export]
    use crate::item::{Item, Origin};
    #[pymodule_export]
    use crate::media::{CategoryImage, Swatch};
    #[pymodule_export]
    use crate::minimise::Minimised;
    #[pymodule_export]
    use crate::policy::{Context, Policy};
    #[pymodule_export]
    use crate::publication::Publication;
    #[pymodule_export]
    use crate::retail::{MediaLocation, Retail};
    #[pymodule_export]
    use crate::shelf::Shelf;
    #[pymodule_export]
    use crate::snapshot::Snapshot;
    #[pymodule_export]
    use crate::tenant::{ChangedUnits, Changes, Editing, Moment, Tenant};

    /// The version of the library.
    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "Python's name for it")]
    const __version__: &str = env!("CARGO_PKG_VERSION");

    /// The binary interface to the interpreter: CPython of this version or later.
    #[pymodule_export]
    const ABI: &str = "cp311-abi3";

    /// The shard of a product, of so many: the same in every build, on every platform, in every language.
    ///
    /// Args:
    ///     product: the number of the product; a variant goes with its product.
    ///     shards: how many shards there are, at least 1.
    ///
    /// Raises:
    ///     Fault: `bad_argument` for 0 shards.
    #[pyfunction]
    fn shard_of(
        #[pyo3(from_py_with = text)] product: &str,
        #[pyo3(from_py_with = whole)] shards: u32,
    ) -> PyResult<u32> {
        crate::guard::guard(|| match shards {
            0 => Err(crate::fault::bad("shards", "is 0", "say how many shards there are")),
            shards => Ok(omnimedia::shard_of(product, shards)),
        })
    }

    /// Panics, so that a test sees what becomes of it.
    #[pyfunction]
    fn _panic() -> PyResult<()> {
        #[expect(clippy::panic, reason = "it is what the function is for")]
        crate::guard::guard(|| panic!("on purpose"))
    }
}
