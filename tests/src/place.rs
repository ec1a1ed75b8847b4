//! Where things lie.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::Missing;

/// The root of the workspace.
///
/// Found at run time where Cargo tells, so that a test binary may be moved together with its workspace.
#[must_use]
pub fn workspace_root() -> PathBuf {
    let tests = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    tests.parent().expect("the tests lie in the workspace").to_path_buf()
}

/// The folder of shared vectors and data: `OMNIMEDIA_SHARED`, or `shared` beside the workspace root.
#[must_use]
pub fn shared_dir() -> Option<PathBuf> {
    let folder = match std::env::var_os("OMNIMEDIA_SHARED") {
        Some(folder) => PathBuf::from(folder),
        None => workspace_root().parent()?.join("shared"),
    };
    folder.is_dir().then_some(folder)
}

/// A folder of the shared one, or the reason to skip.
///
/// # Errors
///
/// [`Missing::Shared`] when there is no shared folder or it has no such folder.
pub fn shared(name: &str) -> Result<PathBuf, Missing> {
    let folder = shared_dir().map(|shared| shared.join(name)).filter(|folder| folder.is_dir());
    folder.ok_or_else(|| Missing::Shared(name.to_owned()))
}

/// How the running test was built: nested builds do the same, so that they share what is already compiled.
#[derive(Debug)]
pub struct Build {
    /// The target directory.
    pub target: PathBuf,
    /// The target triple, when one was asked for.
    pub triple: Option<String>,
    /// The profile's name for Cargo.
    pub profile: String,
    /// Where the built libraries of this profile lie.
    pub output: PathBuf,
}

/// The build of the running test.
pub fn current_build() -> &'static Build {
    static BUILD: OnceLock<Build> = OnceLock::new();
    BUILD.get_or_init(|| {
        // <target>[/<triple>]/<profile>/deps/suite-<hash>
        let binary = std::env::current_exe().expect("the running test has a path");
        let output = binary.parent().and_then(Path::parent).expect("Cargo's layout of its target directory");
        let above = output.parent().expect("a profile lies in a target directory");
        let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
        let profile = match name(output).as_deref() {
            Some("debug") | None => "dev".to_owned(),
            Some(profile) => profile.to_owned(),
        };
        // Cargo leaves this file in the root of the target directory alone.
        let (target, triple) = match above.parent() {
            Some(root) if root.join(".rustc_info.json").is_file() => (root, name(above)),
            _ => (above, None),
        };
        Build { target: target.to_path_buf(), triple, profile, output: output.to_path_buf() }
    })
}

/// The target directory of the running test: everything that tests write goes there.
#[must_use]
pub fn target_dir() -> PathBuf {
    current_build().target.clone()
}

/// Every file below a folder for which `wanted` holds, sorted; folders for which it does not hold are not entered.
#[must_use]
pub fn files_below(folder: &Path, wanted: &dyn Fn(&Path) -> bool) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            if !wanted(&path) {
                continue;
            }
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(path),
                Ok(kind) if kind.is_file() => found.push(path),
                _ => {}
            }
        }
    }
    found.sort();
    found
}
