#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| omnimedia_tests::fuzz::legacy(data));
