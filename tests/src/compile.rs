//! Compilers of C and C++, and programs linked with the static library.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::build::libraries;
use crate::process::{run, tool};
use crate::{Missing, target_dir, workspace_root};

/// A language with the names of its compilers: the first must be there, the others are tried where they are.
#[derive(Debug)]
pub struct Language {
    /// The language as `-x` names it.
    pub name: &'static str,
    /// The compilers.
    pub compilers: [&'static str; 2],
}

/// C.
pub const C: Language = Language { name: "c", compilers: ["gcc", "clang"] };

/// C++.
pub const CPP: Language = Language { name: "c++", compilers: ["g++", "clang++"] };

/// What Rust's standard library wants of the system.
const SYSTEM: &[&str] = if cfg!(target_os = "linux") {
    &["-lgcc_s", "-lutil", "-lrt", "-lpthread", "-lm", "-ldl"]
} else {
    &["-lm"]
};

/// Warnings that are faults here.
const STRICT: [&str; 5] = ["-Wall", "-Wextra", "-pedantic", "-Wshadow", "-Werror"];

impl Language {
    /// The compilers that are there.
    ///
    /// # Errors
    ///
    /// [`Missing::Tool`] where the first is not.
    pub fn present(&self) -> Result<Vec<PathBuf>, Missing> {
        let [first, others @ ..] = &self.compilers;
        let mut found = vec![tool(first)?];
        found.extend(others.iter().filter_map(|name| tool(name).ok()));
        Ok(found)
    }

    fn command(&self, compiler: &Path, standard: &str, flags: &[&str]) -> Command {
        let mut command = Command::new(compiler);
        command.arg(format!("-std={standard}")).args(STRICT).args(flags);
        command.arg("-I").arg(workspace_root().join("include")).args(["-x", self.name]);
        command
    }

    /// Reads a source of the workspace without making anything of it.
    ///
    /// # Errors
    ///
    /// What the compiler has to say, warnings included.
    pub fn check(&self, compiler: &Path, standard: &str, flags: &[&str], source: &str) -> Result<(), String> {
        let mut command = self.command(compiler, standard, flags);
        run(command.arg("-fsyntax-only").arg(workspace_root().join(source)))?;
        Ok(())
    }

    /// Makes an object of a source of the workspace.
    ///
    /// # Errors
    ///
    /// What the compiler has to say, warnings included.
    pub fn object(
        &self,
        compiler: &Path,
        standard: &str,
        flags: &[&str],
        source: &str,
    ) -> Result<PathBuf, String> {
        let path = workspace_root().join(source);
        let object = place(compiler, &path, &format!("{}.o", self.name))?;
        run(self.command(compiler, standard, flags).arg("-c").arg(&path).arg("-o").arg(&object))?;
        Ok(object)
    }

    /// Makes a program of a source of the workspace, linked with the static library.
    ///
    /// # Errors
    ///
    /// What the compiler has to say, warnings included.
    pub fn program(
        &self,
        compiler: &Path,
        standard: &str,
        flags: &[&str],
        source: &str,
    ) -> Result<PathBuf, String> {
        let path = workspace_root().join(source);
        let program = place(compiler, &path, self.name)?;
        let mut command = self.command(compiler, standard, flags);
        command.arg(&path).args(["-x", "none"]).arg(&libraries()?.archive).args(SYSTEM);
        run(command.arg("-o").arg(&program))?;
        Ok(program)
    }
}

/// Where what a compiler makes of a source goes.
fn place(compiler: &Path, source: &Path, ending: &str) -> Result<PathBuf, String> {
    let folder = target_dir().join("clients");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let stem = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(folder.join(format!("{}-{}-{ending}", stem(source), stem(compiler))))
}
