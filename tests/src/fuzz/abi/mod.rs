//! Sequences of calls of the C ABI, against the shared library.
//!
//! `plan` reads the header, so that a new function is called by being in it; `given` is what calls are given; `value`
//! makes an argument from bytes; `machine` calls, and looks at what came of it; `raw` is the call itself.

mod callbacks;
mod given;
mod machine;
mod plan;
mod raw;
mod value;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::header::{Function, Header};
use crate::{Missing, Stop, workspace_root};
use machine::Machine;
use plan::{Named, Planned, kind};

/// The library, loaded, with its header.
struct Loaded {
    /// The functions are in it.
    _library: libloading::Library,
    header: Header,
    functions: Vec<Planned>,
    /// The folder that files are written to and read from.
    folder: PathBuf,
}

// SAFETY: addresses of functions, which any thread may call.
unsafe impl Sync for Loaded {}
// SAFETY: as above.
unsafe impl Send for Loaded {}

static LOADED: OnceLock<Loaded> = OnceLock::new();

/// Loads the C library for [`abi`]; files that calls name are below `folder`. The first that is loaded stays.
///
/// # Errors
///
/// What is not known or not found: the calling convention of this machine, the library, a function of the header.
pub fn load(library: &Path, folder: &Path) -> Result<(), Stop> {
    if !raw::is_known() {
        return Err(Missing::Tool("a calling convention that the target `abi` knows".to_owned()).into());
    }
    fs::create_dir_all(folder)?;
    for (name, at) in [("one", 1), ("index", 6), ("shard0", 7), ("shard1", 8)] {
        fs::write(folder.join(name), &given::blobs()[at])?;
    }
    let header = Header::read(&fs::read_to_string(workspace_root().join("include/omnimedia.h"))?);
    // SAFETY: loading our own library runs no code of note. It is kept beside the addresses of it.
    let library = unsafe { libloading::Library::new(library) }?;
    let planned = |function: &Function| -> Result<Planned, Stop> {
        // SAFETY: only the address is taken.
        let address = *unsafe { library.get::<*const ()>(function.name.as_bytes()) }?;
        let named =
            |one: &crate::header::Declared| Named { name: one.name.clone(), kind: kind(&header, one) };
        Ok(Planned {
            name: function.name.clone(),
            address,
            parameters: function.parameters.iter().map(named).collect(),
            gives_status: function.returns == "omnimedia_status",
        })
    };
    let functions = header.functions.iter().map(planned).collect::<Result<Vec<_>, _>>()?;
    _ = LOADED.set(Loaded { _library: library, header, functions, folder: folder.to_path_buf() });
    Ok(())
}

/// Calls functions of the C ABI as bytes say: which, and with which arguments; handles that are right, of another
/// type, released, invented and NULL among them.
///
/// No call is answered `internal`; a wrong handle is refused; outputs are written on success alone, `why` on failure
/// alone; what is lent can be read; and in the end no handle is left and everything borrowed came back once.
///
/// # Panics
///
/// Where one of these does not hold, or [`load`] was not called.
pub fn abi(data: &[u8]) {
    let loaded = LOADED.get().expect("the library is loaded first");
    Machine::new(loaded, data).run();
}
