//! The C library for the target that calls it: built with the flags of this program, so that libFuzzer sees what is
//! covered in it, too. That wants this program to show its symbols; see `build.rs`.

use std::path::Path;
use std::process::Command;

/// Builds and loads the library; files that calls name go to a folder of this process.
pub fn load() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository");
    let target = root.join("fuzz/target/library");
    let mut build = Command::new(env!("OMNIMEDIA_CARGO"));
    build.current_dir(root).args(["build", "--release", "-p", "omnimedia-ffi", "--target", env!("OMNIMEDIA_TRIPLE")]);
    build.arg("--target-dir").arg(&target).env("RUSTC", env!("OMNIMEDIA_RUSTC"));
    build.env("CARGO_ENCODED_RUSTFLAGS", env!("OMNIMEDIA_FLAGS")).env_remove("RUSTFLAGS");
    // the release profile for use strips and optimises across crates, which coverage does not survive
    for (key, value) in [("LTO", "off"), ("STRIP", "none"), ("CODEGEN_UNITS", "16"), ("DEBUG_ASSERTIONS", "true")] {
        build.env(format!("CARGO_PROFILE_RELEASE_{key}"), value);
    }
    assert!(build.status().expect("cargo").success(), "the library was not built");
    let library = target.join(env!("OMNIMEDIA_TRIPLE")).join("release/libomnimedia.so");
    let files = std::env::temp_dir().join(format!("omnimedia-fuzz-{}", std::process::id()));
    omnimedia_tests::fuzz::abi::load(&library, &files).unwrap_or_else(|stop| panic!("{stop:?}"));
}
