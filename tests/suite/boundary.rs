//! The boundary to other languages: where unsafe blocks may stand, and that every export is guarded.

use std::mem::MaybeUninit;
use std::panic::resume_unwind;
use std::path::Path;

use libtest_mimic::Trial;
use omnimedia_tests::{Stop, trials, workspace_root};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::tokens::{parse, sources};

/// The guard itself, compiled into this test: no C program can make the library panic on purpose.
#[path = "../../ffi/src"]
mod ffi {
    #![allow(dead_code, non_camel_case_types, unreachable_pub, reason = "a part of another crate")]

    pub(crate) mod guard;
    pub(crate) mod status;
}

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        unsafe_blocks_stand_in_their_rooms,
        an_unsafe_block_elsewhere_is_found,
        every_export_is_guarded,
        an_export_without_a_guard_is_found,
        a_panic_becomes_a_status,
        a_missing_output_becomes_a_status,
    ]
}

/// The files of each crate that may hold unsafe blocks.
const UNSAFE_ROOMS: [(&str, &[&str]); 5] = [
    ("core/src", &[]),
    ("ffi/src", &["guard.rs", "handle.rs", "view.rs"]),
    ("python/src", &["map.rs", "buffer.rs"]),
    ("tests/src", &["alloc.rs"]),
    ("benches/src", &["alloc.rs", "measure.rs"]),
];

fn flat(tokens: TokenStream, visit: &mut dyn FnMut(&[TokenTree])) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    visit(&tokens);
    for token in tokens {
        if let TokenTree::Group(group) = token {
            flat(group.stream(), visit);
        }
    }
}

fn is_word(token: Option<&TokenTree>, wanted: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(word)) if word == wanted)
}

/// The lines of `unsafe { … }` and `unsafe impl`.
fn unsafe_blocks(tokens: TokenStream) -> Vec<usize> {
    let mut lines = Vec::new();
    flat(tokens, &mut |tokens| {
        for (at, token) in tokens.iter().enumerate() {
            let next = tokens.get(at + 1);
            let is_block =
                matches!(next, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace);
            if is_word(Some(token), "unsafe") && (is_block || is_word(next, "impl")) {
                lines.push(token.span().start().line);
            }
        }
    });
    lines
}

fn unsafe_blocks_stand_in_their_rooms() -> Result<(), Stop> {
    let mut findings = Vec::new();
    for (folder, rooms) in UNSAFE_ROOMS {
        for source in sources(&workspace_root().join(folder)) {
            let name = source.file.file_name().unwrap_or_default();
            if rooms.iter().any(|room| Path::new(room) == Path::new(name)) {
                continue;
            }
            let file = source.file.display().to_string();
            findings.extend(unsafe_blocks(source.tokens).into_iter().map(|line| format!("{file}:{line}")));
        }
    }
    assert!(findings.is_empty(), "unsafe code outside its rooms:\n{}", findings.join("\n"));
    Ok(())
}

fn an_unsafe_block_elsewhere_is_found() -> Result<(), Stop> {
    let text = "#[unsafe(no_mangle)]\nextern \"C\" fn f(p: *const u8) -> u8 {\n g(|| unsafe { *p })\n}\nunsafe impl Send for X {}";
    assert_eq!(unsafe_blocks(parse(text, "a sample")), [5, 3]);
    Ok(())
}

/// The exports of a source, each with whether its body begins with a guard.
fn exports(tokens: TokenStream) -> Vec<(String, bool)> {
    let mut exports = Vec::new();
    flat(tokens, &mut |tokens| {
        for (at, token) in tokens.iter().enumerate() {
            let is_export = is_word(Some(token), "extern") && is_word(tokens.get(at + 2), "fn");
            let (true, Some(TokenTree::Ident(name))) = (is_export, tokens.get(at + 3)) else { continue };
            let body = tokens[at..].iter().find_map(|token| match token {
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
                _ => None,
            });
            let first = body.and_then(|body| body.into_iter().next());
            exports.push((
                name.to_string(),
                ["guard", "explained", "value"].iter().any(|word| is_word(first.as_ref(), word)),
            ));
        }
    });
    exports
}

fn every_export_is_guarded() -> Result<(), Stop> {
    let sources = sources(&workspace_root().join("ffi/src"));
    let exports: Vec<_> = sources.into_iter().flat_map(|source| exports(source.tokens)).collect();
    assert!(exports.len() >= 2, "only {exports:?} found");
    let bare: Vec<_> = exports.into_iter().filter(|(_, guarded)| !guarded).collect();
    assert!(bare.is_empty(), "exports whose body is not one guard: {bare:?}");
    Ok(())
}

fn an_export_without_a_guard_is_found() -> Result<(), Stop> {
    let text = "pub extern \"C\" fn f() -> u32 { g() } pub extern \"C\" fn h() -> i32 { guard(|| Ok(())) }";
    assert_eq!(exports(parse(text, "a sample")), [("f".to_owned(), false), ("h".to_owned(), true)]);
    Ok(())
}

fn a_panic_becomes_a_status() -> Result<(), Stop> {
    use ffi::guard::{guard, value};
    use ffi::status::{OMNIMEDIA_INTERNAL, OMNIMEDIA_OK};

    // As a panic, without the message that would stand in the middle of the report.
    assert_eq!(guard(|| resume_unwind(Box::new("on purpose"))), OMNIMEDIA_INTERNAL);
    assert_eq!(guard(|| Ok(())), OMNIMEDIA_OK);
    assert_eq!(guard(|| Err(4001)), 4001);
    assert_eq!(value(7, || resume_unwind(Box::new("on purpose"))), 7);
    Ok(())
}

fn a_missing_output_becomes_a_status() -> Result<(), Stop> {
    use ffi::guard::output;
    use ffi::status::OMNIMEDIA_NULL_ARGUMENT;

    assert_eq!(output::<u32>(None).err(), Some(OMNIMEDIA_NULL_ARGUMENT));
    let mut place = MaybeUninit::new(1_u32);
    assert!(output(Some(&mut place)).is_ok());
    Ok(())
}
