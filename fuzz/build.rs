//! Tells the target `abi` how it was built, and lets the library that it loads find libFuzzer in it.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-link-arg-bin=abi=-rdynamic");
    for (name, from) in
        [("CARGO", "CARGO"), ("RUSTC", "RUSTC"), ("TRIPLE", "TARGET"), ("FLAGS", "CARGO_ENCODED_RUSTFLAGS")]
    {
        println!("cargo:rustc-env=OMNIMEDIA_{name}={}", std::env::var(from).unwrap_or_default());
    }
}
