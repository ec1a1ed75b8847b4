//! The C library, built as it is released and loaded as a host would.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::ptr::{null, null_mut};

use libloading::{Library, Symbol};

/// `omnimedia_str`.
#[derive(Clone, Copy)]
#[repr(C)]
pub(super) struct Text {
    data: *const u8,
    pub(super) len: usize,
}

impl Text {
    pub(super) const NONE: Self = Self { data: null(), len: 0 };

    #[inline]
    pub(super) fn of(text: &str) -> Self {
        Self { data: text.as_ptr(), len: text.len() }
    }

    /// Where it lies, if it is there.
    pub(super) fn parts(self) -> Option<(*const u8, usize)> {
        (!self.data.is_null()).then_some((self.data, self.len))
    }
}

/// `omnimedia_item`.
#[derive(Clone, Copy)]
#[repr(C)]
pub(super) struct Item {
    texts: [Text; 4],
    kind: i32,
}

impl Item {
    pub(super) const NOTHING: Self = Self { texts: [Text::NONE; 4], kind: 0 };
}

/// `omnimedia_context`.
#[repr(C)]
struct Context([Text; 3]);

/// An `omnimedia_snapshot`.
type Handle = *mut ();
type Empty = unsafe extern "C" fn();
type Open =
    unsafe extern "C" fn(*const u8, usize, *const (), *const (), *mut (), *mut Handle, *mut *mut ()) -> i32;
type Shelf = unsafe extern "C" fn(Handle, *const Context, *mut u64, *mut *mut ()) -> i32;
type Url = unsafe extern "C" fn(Handle, u64, Text, *mut Text) -> i32;
type Primary = unsafe extern "C" fn(Handle, u64, Text, *mut Item, usize, *mut usize) -> i32;
type Urls = unsafe extern "C" fn(Handle, u64, *const Text, usize, *mut Text, *mut i32) -> i32;

/// The libraries, loaded.
pub(super) struct Built {
    /// The file of ours.
    pub(super) path: PathBuf,
    ours: Library,
    empty: Empty,
    _other: Library,
}

impl Built {
    /// Calls a function that does nothing.
    #[inline]
    pub(super) fn call(&self) {
        // SAFETY: the function takes nothing and does nothing.
        unsafe { (self.empty)() }
    }
}

/// Builds the library in release, and beside it one whose only function is empty.
pub(super) fn build(target: &Path) -> Result<Built, String> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    cargo.args(["build", "--release", "-p", "omnimedia-ffi", "--target-dir"]).arg(target);
    // what Cargo said of the benchmark would make build scripts run anew
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO_PKG_") {
            cargo.env_remove(name);
        }
    }
    succeed(&mut cargo)?;

    let (prefix, suffix) = (std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    let folder = target.join("bench-ffi");
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let source = folder.join("empty.rs");
    let text = "#[unsafe(no_mangle)]\npub extern \"C\" fn empty() {}\n";
    std::fs::write(&source, text).map_err(|error| error.to_string())?;
    let empty = folder.join(format!("{prefix}empty{suffix}"));
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.args(["--edition=2024", "-O", "--crate-type=cdylib", "-o"]);
    succeed(rustc.arg(&empty).arg(&source))?;

    let path = target.join("release").join(format!("{prefix}omnimedia{suffix}"));
    let load = |path: &Path| {
        // SAFETY: the libraries are our own, and do nothing when they are loaded.
        unsafe { Library::new(path) }.map_err(|error| format!("{}: {error}", path.display()))
    };
    let (ours, other) = (load(&path)?, load(&empty)?);
    // SAFETY: the function is as it is written above.
    let empty: Empty = unsafe { *other.get(b"empty").map_err(|error| error.to_string())? };
    Ok(Built { path, ours, empty, _other: other })
}

fn succeed(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{name}: {status}")),
        Err(error) => Err(format!("{name}: {error}")),
    }
}

/// A snapshot, opened by the library.
pub(super) struct Foreign<'b> {
    handle: Handle,
    shelf: Symbol<'b, Shelf>,
    url: Url,
    primary: Primary,
    urls: Urls,
}

impl<'b> Foreign<'b> {
    /// Opens bytes where they are.
    pub(super) fn open(built: &'b Built, bytes: &'b [u8]) -> Self {
        let ours = &built.ours;
        // SAFETY: the types are those of the header; the bytes stay as long as the snapshot is asked.
        unsafe {
            let open: Symbol<'_, Open> = ours.get(b"omnimedia_snapshot_borrow").unwrap();
            let mut handle = null_mut();
            let status =
                open(bytes.as_ptr(), bytes.len(), null(), null(), null_mut(), &raw mut handle, null_mut());
            assert_eq!(status, 0, "the library opens what the core wrote");
            Self {
                handle,
                shelf: ours.get(b"omnimedia_snapshot_shelf").unwrap(),
                url: *ours.get(b"omnimedia_snapshot_default_image_url").unwrap(),
                primary: *ours.get(b"omnimedia_snapshot_primary").unwrap(),
                urls: *ours.get(b"omnimedia_snapshot_default_image_urls").unwrap(),
            }
        }
    }

    /// Interns a context.
    pub(super) fn shelf(&self, channel: &str, locale: &str) -> u64 {
        let (context, mut shelf) = (Context([Text::NONE, Text::of(channel), Text::of(locale)]), 0);
        // SAFETY: everything lives during the call.
        let status = unsafe { (self.shelf)(self.handle, &raw const context, &raw mut shelf, null_mut()) };
        assert_eq!(status, 0, "a context of the workload");
        shelf
    }

    /// The url of the default image.
    #[inline]
    pub(super) fn url(&self, number: &str, shelf: u64) -> Text {
        let mut url = Text::NONE;
        // SAFETY: everything lives during the call.
        let status = unsafe { (self.url)(self.handle, shelf, Text::of(number), &raw mut url) };
        if status == 0 { url } else { Text::NONE }
    }

    /// The gallery; how many items it has.
    #[inline]
    pub(super) fn primary(&self, number: &str, shelf: u64, items: &mut [Item]) -> usize {
        let mut count = 0;
        let (handle, number, room) = (self.handle, Text::of(number), items.len());
        // SAFETY: everything lives during the call.
        let status =
            unsafe { (self.primary)(handle, shelf, number, items.as_mut_ptr(), room, &raw mut count) };
        if status == 0 { count } else { 0 }
    }

    /// The urls of many.
    #[inline]
    pub(super) fn urls(&self, numbers: &[Text], shelf: u64, urls: &mut [Text]) {
        assert!(urls.len() >= numbers.len(), "room for all");
        let (handle, first, into) = (self.handle, numbers.as_ptr(), urls.as_mut_ptr());
        // SAFETY: everything lives during the call.
        let status = unsafe { (self.urls)(handle, shelf, first, numbers.len(), into, null_mut()) };
        assert_eq!(status, 0, "a batch");
    }
}
