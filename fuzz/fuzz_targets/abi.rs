#![no_main]

mod library;

libfuzzer_sys::fuzz_target!(init: library::load(), |data: &[u8]| omnimedia_tests::fuzz::abi(data));
