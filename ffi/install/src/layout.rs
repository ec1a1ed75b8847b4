//! What the files are called, and what those say that describe the others.

use std::path::{Component, Path, PathBuf};

#[path = "../../src/abi.rs"]
#[expect(unreachable_pub, reason = "the file is the library's, where it is reached")]
mod abi;

use abi::OMNIMEDIA_ABI_VERSION;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The archive, as it is built and installed.
pub(crate) const ARCHIVE: &str = "libomnimedia.a";

/// What the archive wants of the system, beyond what a C compiler links by itself.
const SYSTEM_LIBRARIES: [&str; 3] = ["-lpthread", "-lm", "-ldl"];

/// The names of an installation.
#[derive(Debug)]
pub(crate) struct Layout {
    /// The libraries' folder, in the prefix.
    pub(crate) libdir: PathBuf,
    /// The shared library as it is built, which is the name to link by.
    pub(crate) built_shared: &'static str,
    /// The shared library itself, with its version.
    pub(crate) shared: String,
    /// The name that programs load it by, with the number of the ABI.
    pub(crate) soname: String,
    system: &'static [&'static str],
}

impl Layout {
    /// By what was built.
    pub(crate) fn new(built: &Path, libdir: &Path) -> Result<Self, String> {
        let inside = |part: Component<'_>| matches!(part, Component::Normal(_));
        if libdir.as_os_str().is_empty() || !libdir.components().all(inside) {
            return Err(format!("`{}` is no folder in the prefix; pass one such as `lib`", libdir.display()));
        }
        let libdir = libdir.to_path_buf();
        let abi = OMNIMEDIA_ABI_VERSION;
        if built.join("libomnimedia.so").is_file() {
            let (shared, soname) = (format!("libomnimedia.so.{VERSION}"), format!("libomnimedia.so.{abi}"));
            Ok(Self { libdir, built_shared: "libomnimedia.so", shared, soname, system: &SYSTEM_LIBRARIES })
        } else if built.join("libomnimedia.dylib").is_file() {
            let shared = format!("libomnimedia.{VERSION}.dylib");
            let soname = format!("libomnimedia.{abi}.dylib");
            Ok(Self { libdir, built_shared: "libomnimedia.dylib", shared, soname, system: &["-lm"] })
        } else {
            Err(format!("no libomnimedia.so or libomnimedia.dylib in `{}`; build it there", built.display()))
        }
    }

    /// The files that tell other builds: the folder below the libraries', the name, the text.
    pub(crate) fn texts(&self) -> [(&'static str, &'static str, String); 3] {
        let pc = self.filled(include_str!("../omnimedia.pc.in"), 1, " ");
        let config = self.filled(include_str!("../omnimediaConfig.cmake.in"), 2, ";");
        let version = self.filled(include_str!("../omnimediaConfigVersion.cmake.in"), 2, ";");
        [
            ("pkgconfig", "omnimedia.pc", pc),
            ("cmake/omnimedia", "omnimediaConfig.cmake", config),
            ("cmake/omnimedia", "omnimediaConfigVersion.cmake", version),
        ]
    }

    /// A text for a folder so many steps below the libraries'.
    fn filled(&self, template: &str, below: usize, between: &str) -> String {
        let libdir: Vec<_> = self.libdir.iter().map(|part| part.to_string_lossy()).collect();
        template
            .replace("@VERSION@", VERSION)
            .replace("@ABI@", &OMNIMEDIA_ABI_VERSION.to_string())
            .replace("@SHARED@", &self.shared)
            .replace("@SONAME@", &self.soname)
            .replace("@ARCHIVE@", ARCHIVE)
            .replace("@SYSTEM_LIBRARIES@", &self.system.join(between))
            .replace("@LIBDIR@", &libdir.join("/"))
            .replace("@TO_PREFIX@", &vec![".."; libdir.len() + below].join("/"))
    }
}
