//! Nested builds, each once.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use crate::place::current_build;
use crate::process::{cargo, run};

/// What the C and Python crates build.
#[derive(Debug)]
pub struct Libraries {
    /// The C library to load.
    pub shared: PathBuf,
    /// The C library to link.
    pub archive: PathBuf,
    /// The Python extension module.
    pub python: PathBuf,
}

/// `cargo build` with the profile, target directory and triple of the running test.
#[must_use]
pub fn cargo_build() -> Command {
    let build = current_build();
    let mut command = cargo();
    command.arg("build").arg("--profile").arg(&build.profile).arg("--target-dir").arg(&build.target);
    if let Some(triple) = &build.triple {
        command.arg("--target").arg(triple);
    }
    command
}

/// The libraries for other languages, built by the first who asks.
///
/// # Errors
///
/// What Cargo printed, or the file that it should have left.
pub fn libraries() -> Result<&'static Libraries, String> {
    static LIBRARIES: OnceLock<Result<Libraries, String>> = OnceLock::new();
    LIBRARIES.get_or_init(build_libraries).as_ref().map_err(Clone::clone)
}

fn build_libraries() -> Result<Libraries, String> {
    run(cargo_build().args(["-p", "omnimedia-ffi", "-p", "omnimedia-python"]))?;
    let output = &current_build().output;
    let loaded = |name: &str| {
        let (prefix, suffix) = (std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
        output.join(format!("{prefix}{name}{suffix}"))
    };
    let archive = if cfg!(target_env = "msvc") { "omnimedia.lib" } else { "libomnimedia.a" };
    let libraries =
        Libraries { shared: loaded("omnimedia"), archive: output.join(archive), python: loaded("_native") };
    for file in [&libraries.shared, &libraries.archive, &libraries.python] {
        if !file.is_file() {
            return Err(format!("the build did not leave {}", file.display()));
        }
    }
    Ok(libraries)
}

/// The C library whose guarded bodies panic on demand, built by the first who asks; to link.
///
/// # Errors
///
/// What Cargo printed, or the file that it should have left.
pub fn panicking_archive() -> Result<&'static PathBuf, String> {
    static ARCHIVE: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    ARCHIVE.get_or_init(build_panicking).as_ref().map_err(Clone::clone)
}

fn build_panicking() -> Result<PathBuf, String> {
    // A directory of its own: in the common one it would take the place of the library for use.
    let target = current_build().target.join("panicking");
    let mut build = cargo();
    build.args(["build", "-p", "omnimedia-ffi", "--features", "inject-panics", "--target-dir"]).arg(&target);
    run(build.env("CARGO_PROFILE_DEV_DEBUG", "false"))?;
    let archive = target.join("debug/libomnimedia.a");
    if archive.is_file() {
        Ok(archive)
    } else {
        Err(format!("the build did not leave {}", archive.display()))
    }
}
