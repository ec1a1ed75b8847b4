//! An extension module leaves Python's symbols to the interpreter; some linkers want to be told.

fn main() {
    pyo3_build_config::add_extension_module_link_args();
}
