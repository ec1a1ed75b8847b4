//! Installs the C library: headers, shared library and archive, and how `pkg-config` and `CMake` find them.
//!
//! ```sh
//! cargo run -p omnimedia-install -- --prefix /usr/local
//! cargo run -p omnimedia-install -- --prefix /usr --libdir lib/x86_64-linux-gnu --destdir package
//! ```
//!
//! What is installed may be moved as a whole: nothing in it names the folder.

mod layout;
mod place;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use clap::Parser;

use layout::Layout;
use place::Place;

/// Builds the C library of omnimedia in release, and installs it with its headers for pkg-config and CMake.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// The folder to install into, as programs will see it.
    #[arg(long, value_name = "DIR", default_value = "/usr/local")]
    prefix: PathBuf,
    /// Where in the prefix the libraries go.
    #[arg(long, value_name = "DIR", default_value = "lib")]
    libdir: PathBuf,
    /// A folder to stand for `/`, for those who make packages.
    #[arg(long, value_name = "DIR")]
    destdir: Option<PathBuf>,
    /// Take the libraries from this folder instead of building them: `target/TRIPLE/release` of another build.
    #[arg(long, value_name = "DIR")]
    built: Option<PathBuf>,
}

fn main() -> ExitCode {
    match install(&Arguments::parse()) {
        Ok(files) => {
            files.iter().for_each(|file| println!("{}", file.display()));
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn install(arguments: &Arguments) -> Result<Vec<PathBuf>, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap_or(Path::new("."));
    let built = match &arguments.built {
        Some(folder) => folder.clone(),
        None => build(root)?,
    };
    let layout = Layout::new(&built, &arguments.libdir)?;
    let mut place = Place::new(&arguments.prefix, arguments.destdir.as_deref())?;

    for (header, folder) in place::headers(&root.join("include"), Path::new("include"))? {
        place.copy(&header, &folder, None)?;
    }
    place.copy(&built.join(layout.built_shared), &layout.libdir, Some(&layout.shared))?;
    place.link(&layout.libdir, &layout.soname, &layout.shared)?;
    place.link(&layout.libdir, layout.built_shared, &layout.soname)?;
    place.copy(&built.join(layout::ARCHIVE), &layout.libdir, None)?;
    for (folder, name, text) in layout.texts() {
        place.write(&layout.libdir.join(folder), name, &text)?;
    }
    Ok(place.installed())
}

/// The release build; gives the folder of the libraries.
fn build(root: &Path) -> Result<PathBuf, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(root).args(["build", "--release", "-p", "omnimedia-ffi"]);
    // Cargo tells what it left, wherever its target directory is.
    command.arg("--message-format=json-render-diagnostics").stderr(std::process::Stdio::inherit());
    let output = command.output().map_err(|error| format!("cannot run Cargo: {error}"))?;
    if !output.status.success() {
        return Err(format!("the build failed: {}", output.status));
    }
    let told = String::from_utf8_lossy(&output.stdout);
    let ending = format!("/{}\"", layout::ARCHIVE);
    let archive = told.split_inclusive('"').find(|text| text.ends_with(&ending));
    let archive = archive.and_then(|text| Path::new(text.trim_end_matches('"')).parent());
    archive.map(Path::to_path_buf).ok_or_else(|| format!("the build left no {}", layout::ARCHIVE))
}
