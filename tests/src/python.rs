//! A virtual environment under the target directory, and the wheel installed in it; each made once.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::{fs, io};

use crate::place::current_build;
use crate::process::{any_tool, run, scrub};
use crate::{Missing, Stop, target_dir, workspace_root};

/// The package and its crate.
#[must_use]
pub fn package() -> PathBuf {
    workspace_root().join("python")
}

/// The interpreter of the virtual environment, with everything that `requirements-dev.txt` names.
///
/// # Errors
///
/// [`Missing::Tool`] when there is no Python of version 3.11, no `venv`, or no way to the packages.
pub fn interpreter() -> Result<&'static Path, Missing> {
    static PYTHON: OnceLock<Result<PathBuf, Missing>> = OnceLock::new();
    PYTHON.get_or_init(make_environment).as_deref().map_err(Clone::clone)
}

/// A command that runs a module of the virtual environment, in the target directory: from there the source tree
/// cannot be imported by accident.
///
/// # Errors
///
/// As [`interpreter`].
pub fn module(name: &str) -> Result<Command, Missing> {
    let mut command = Command::new(interpreter()?);
    command.current_dir(target_dir()).args(["-m", name]);
    scrub(&mut command);
    Ok(command)
}

/// The interpreter of the virtual environment, with the wheel of this source installed.
///
/// # Errors
///
/// As [`interpreter`]; or what the build or the installation printed.
pub fn with_wheel() -> Result<&'static Path, Stop> {
    static WHEEL: OnceLock<Result<(), String>> = OnceLock::new();
    let python = interpreter()?;
    WHEEL.get_or_init(install_wheel).clone()?;
    Ok(python)
}

/// The interpreter of another virtual environment, which has the wheel of this source and nothing else.
///
/// # Errors
///
/// As [`with_wheel`].
pub fn clean_environment() -> Result<PathBuf, Stop> {
    with_wheel()?;
    let wheel = only_wheel()?;
    let home = target_dir().join("python-clean");
    run(Command::new(any_tool(&["python3", "python"])?).args(["-m", "venv", "--clear"]).arg(&home))?;
    let python = python_of(&home);
    run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"])
        .arg(wheel))?;
    Ok(python)
}

/// The interpreter of a virtual environment.
fn python_of(home: &Path) -> PathBuf {
    let folder = if cfg!(windows) { "Scripts" } else { "bin" };
    home.join(folder).join(format!("python{}", std::env::consts::EXE_SUFFIX))
}

fn make_environment() -> Result<PathBuf, Missing> {
    let base = any_tool(&["python3", "python"])?;
    let probe = "import sys, venv, ensurepip; assert sys.version_info >= (3, 11); print(sys.version)";
    let version = run(Command::new(&base).args(["-c", probe]))
        .map_err(|_| Missing::Tool("python 3.11 or later with venv".to_owned()))?;

    let home = target_dir().join("python-venv");
    let python = python_of(&home);

    // The stamp is written last, so an environment that was interrupted is made anew.
    let requirements = package().join("requirements-dev.txt");
    let wanted = fs::read_to_string(&requirements).expect("the pinned requirements are there");
    let stamp = home.join("stamp");
    let content = format!("{}\n{version}\n{wanted}", home.display());
    if python.is_file() && fs::read_to_string(&stamp).is_ok_and(|found| found == content) {
        return Ok(python);
    }
    let unavailable = |what: &str, error: String| {
        let last = error.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default().to_owned();
        Missing::Tool(format!("{what} ({last})"))
    };
    run(Command::new(&base).args(["-m", "venv", "--clear"]).arg(&home))
        .map_err(|error| unavailable("a python virtual environment", error))?;
    run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"])
        .arg(&requirements))
    .map_err(|error| unavailable("the python packages of requirements-dev.txt", error))?;
    fs::write(&stamp, content)
        .map_err(|error| Missing::Tool(format!("a python virtual environment ({error})")))?;
    Ok(python)
}

fn install_wheel() -> Result<(), String> {
    let wheel = build_wheel()?;
    let mut pip = module("pip").map_err(|missing| missing.reason())?;
    run(pip
        .args(["install", "--quiet", "--disable-pip-version-check", "--no-deps", "--force-reinstall"])
        .arg(wheel))?;
    Ok(())
}

fn build_wheel() -> Result<PathBuf, String> {
    let build = current_build();
    let folder = build.target.join("wheels");
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.to_string()),
        _ => {}
    }
    let mut maturin = module("maturin").map_err(|missing| missing.reason())?;
    maturin.args(["build", "--compatibility", "linux", "--profile", &build.profile]);
    // A directory of its own: maturin's settings for PyO3 would make the other builds start over each time.
    maturin.arg("--target-dir").arg(build.target.join("wheel-build"));
    maturin.arg("--interpreter").arg(interpreter().map_err(|missing| missing.reason())?);
    maturin.arg("--manifest-path").arg(package().join("Cargo.toml")).arg("--out").arg(&folder);
    run(&mut maturin)?;
    only_wheel()
}

/// The wheel that was built.
fn only_wheel() -> Result<PathBuf, String> {
    let folder = current_build().target.join("wheels");
    let wheels: Vec<PathBuf> = fs::read_dir(&folder)
        .map_err(|error| error.to_string())?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "whl"))
        .collect();
    match wheels.as_slice() {
        [wheel] => Ok(wheel.clone()),
        found => Err(format!("one wheel was expected, found {found:?}")),
    }
}
