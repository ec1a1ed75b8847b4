//! A file that is mapped into memory, as hosts open a snapshot.

use memmap2::Mmap;
use std::fs::File;
use std::path::Path;

/// Maps a file that nobody changes.
pub(super) fn map(path: &Path) -> Mmap {
    let file = File::open(path).unwrap();
    // SAFETY: the benchmark wrote the file, and nobody changes it while it is mapped.
    unsafe { Mmap::map(&file) }.unwrap()
}
