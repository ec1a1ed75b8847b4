//! Gives the shared library its SONAME, so that a program finds the ABI it was linked against and no other.

include!("src/abi.rs");

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/abi.rs");
    let system = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    let number = OMNIMEDIA_ABI_VERSION;
    match system.as_str() {
        "linux" | "android" | "freebsd" | "netbsd" | "openbsd" => {
            println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libomnimedia.so.{number}");
        }
        "macos" => {
            println!("cargo::rustc-cdylib-link-arg=-Wl,-install_name,@rpath/libomnimedia.{number}.dylib");
        }
        _ => {}
    }
}
