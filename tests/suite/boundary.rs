//! The boundary to other languages: where unsafe blocks may stand, and that every export is guarded.

use std::mem::MaybeUninit;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use libtest_mimic::Trial;
use omnimedia_tests::{Stop, trials, workspace_root};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::tokens::{Paths, parse, paths, sources};

/// The guard itself, compiled into this test: no C program can make the library panic on purpose.
#[path = "../../ffi/src"]
mod ffi {
    #![allow(dead_code, non_camel_case_types, unreachable_pub, reason = "a part of another crate")]

    pub(crate) mod guard;
    pub(crate) mod handle;
    pub(crate) mod status;

    /// Another one: the suite's own panics are to be told.
    pub(crate) mod panics {
        pub(crate) fn be_silent() {}
        pub(crate) fn perhaps() {}
    }
}

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        unsafe_blocks_stand_in_their_rooms,
        an_unsafe_block_elsewhere_is_found,
        the_library_reaches_for_nothing_outside,
        what_reaches_outside_is_found,
        every_export_is_guarded,
        an_export_without_a_guard_is_found,
        a_panic_becomes_a_status,
        a_missing_output_becomes_a_status,
        nothing_is_told_or_kept_of_a_panic,
        a_handle_is_of_one_type_and_one_life,
        a_slot_that_had_every_generation_rests,
        of_rivals_that_release_one_reference_one_does,
        no_slot_is_taken_by_two,
    ]
}

/// The files of each crate that may hold unsafe blocks.
const UNSAFE_ROOMS: [(&str, &[&str]); 12] = [
    ("core/src", &[]),
    ("ffi/src", &["handle.rs", "view.rs"]),
    ("python/src", &["map.rs", "buffer.rs"]),
    // what fuzzes the C ABI is a host of it
    (
        "tests/src",
        &["alloc.rs", "fuzz/abi/callbacks.rs", "fuzz/abi/machine.rs", "fuzz/abi/mod.rs", "fuzz/abi/raw.rs"],
    ),
    ("benches/src", &["alloc.rs", "library.rs", "mapped.rs", "measure.rs"]),
    ("benches/benches", &[]),
    ("benches/tests", &[]),
    ("core/examples", &[]),
    ("tests/suite", &[]),
    ("tests/examples", &[]),
    ("ffi/install", &[]),
    ("fuzz/fuzz_targets", &[]),
];

/// Of the standard library, what a crate leaves to its host.
const OUTSIDE: [(&str, &[&str]); 2] = [
    ("core/src", &["*", "env", "fs", "net", "process", "thread", "time"]),
    ("ffi/src", &["*", "env", "net", "process", "thread", "time"]),
];

/// A name for an unfinished file has the process's number.
const BUT: [&str; 3] = ["std", "process", "id"];

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
            if rooms.iter().any(|room| source.file.ends_with(room)) {
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

/// What a source names of some modules of the standard library, outside its tests, with the line.
fn named_of(standard: &Paths, modules: &[&str]) -> Vec<String> {
    let is_of =
        |path: &[String]| path.get(1).is_some_and(|module| modules.contains(&module.as_str())) && path != BUT;
    let named = standard.standard.iter().filter(|(path, _)| is_of(path));
    named.map(|(path, line)| format!("{line}: {}", path.join("::"))).collect()
}

fn the_library_reaches_for_nothing_outside() -> Result<(), Stop> {
    let mut findings = Vec::new();
    for (folder, modules) in OUTSIDE {
        let all: Vec<_> = sources(&workspace_root().join(folder))
            .into_iter()
            .map(|source| (paths(source.tokens, &source.module), source.module, source.file))
            .collect();
        let tests: Vec<Vec<String>> = all.iter().flat_map(|(paths, ..)| paths.test_modules.clone()).collect();
        assert!(all.iter().any(|(paths, ..)| !paths.standard.is_empty()), "{folder} names nothing of std");
        for (paths, module, file) in &all {
            if tests.iter().any(|test| module.starts_with(test)) {
                continue;
            }
            findings
                .extend(named_of(paths, modules).iter().map(|named| format!("{}:{named}", file.display())));
        }
    }
    assert!(findings.is_empty(), "what is for the host to do:\n{}", findings.join("\n"));
    Ok(())
}

fn what_reaches_outside_is_found() -> Result<(), Stop> {
    let text = "use std::{fmt, time::Instant};\nfn f() { std::process::id(); g(|| std::env::var(\"A\")) }\n#[cfg(test)]\nmod tests { use std::time::Duration; }";
    let found = named_of(&paths(parse(text, "a sample"), &[]), &["env", "process", "time"]);
    assert_eq!(found, ["1: std::time::Instant", "2: std::env::var"]);
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

fn nothing_is_told_or_kept_of_a_panic() -> Result<(), Stop> {
    use ffi::guard::{explained, value};
    use ffi::status::OMNIMEDIA_INTERNAL;

    /// Panics once more when it is dropped.
    struct Trap;
    impl Drop for Trap {
        fn drop(&mut self) {
            resume_unwind(Box::new("while a payload was dropped"));
        }
    }
    assert_eq!(value(7, || resume_unwind(Box::new(Trap))), 7);
    let mut told = None;
    let status =
        explained(|faults| told = Some(faults), || resume_unwind(Box::new("on\npurpose".to_owned())));
    assert_eq!(status, OMNIMEDIA_INTERNAL);
    let told = told.ok_or("nothing was told")?;
    assert!(told.first().message().ends_with("on purpose"), "{told}");
    // what cannot be told is not told, and the status stays
    let status = explained(|_| resume_unwind(Box::new("while telling")), || Err(4001.into()));
    assert_eq!(status, 4001);
    Ok(())
}

struct Number(Arc<AtomicUsize>);

impl Drop for Number {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

/// Another type over the same face.
struct Other;

impl ffi::handle::Handled for Number {
    type Face = u8;
    const KIND: usize = 14;
}

impl ffi::handle::Handled for Other {
    type Face = u8;
    const KIND: usize = 15;
}

/// A handle to something that counts how often it went.
fn numbered(gone: &Arc<AtomicUsize>) -> Result<*mut u8, Stop> {
    ffi::handle::hand_out(Number(gone.clone())).map_err(|refusal| Stop::Fail(format!("{refusal:?}")))
}

fn a_handle_is_of_one_type_and_one_life() -> Result<(), Stop> {
    use ffi::handle::{borrow, release, retain, share};
    use ffi::status::{OMNIMEDIA_NULL_ARGUMENT, OMNIMEDIA_WRONG_HANDLE};

    let gone = Arc::new(AtomicUsize::new(0));
    let handle = numbered(&gone)?;
    assert!(borrow::<Number>(handle).is_ok());
    assert_eq!(borrow::<Other>(handle).err(), Some(OMNIMEDIA_WRONG_HANDLE));
    assert_eq!(release::<Other>(handle), Err(OMNIMEDIA_WRONG_HANDLE));
    assert_eq!(retain::<Other>(handle), Err(OMNIMEDIA_WRONG_HANDLE));
    assert_eq!(borrow::<Number>(std::ptr::null()).err(), Some(OMNIMEDIA_NULL_ARGUMENT));
    assert_eq!(retain::<Number>(handle), Ok(()));
    assert_eq!(release::<Number>(handle), Ok(()));
    let shared = share::<Number>(handle, "handle").map_err(|refusal| format!("{refusal:?}"))?;
    assert_eq!(release::<Number>(handle), Ok(()));
    assert_eq!(gone.load(Ordering::SeqCst), 0, "what is shared went with its handle");
    drop(shared);
    assert_eq!(gone.load(Ordering::SeqCst), 1);
    // the next one may have the same slot, and never the same number
    let next = numbered(&gone)?;
    assert_ne!(next, handle);
    assert_eq!(release::<Number>(handle), Err(OMNIMEDIA_WRONG_HANDLE));
    assert_eq!(retain::<Number>(handle), Err(OMNIMEDIA_WRONG_HANDLE));
    assert!(borrow::<Number>(handle).is_err() && borrow::<Number>(next).is_ok());
    assert_eq!(release::<Number>(next), Ok(()));
    assert_eq!(gone.load(Ordering::SeqCst), 2);
    Ok(())
}

fn a_slot_that_had_every_generation_rests() -> Result<(), Stop> {
    use ffi::handle::{release, wear_out};

    let gone = Arc::new(AtomicUsize::new(0));
    let young = numbered(&gone)?;
    let old = wear_out::<Number>(young).map_err(|status| status.to_string())?;
    assert!(release::<Number>(young).is_err());
    assert_eq!(release::<Number>(old), Ok(()));
    assert_eq!(gone.load(Ordering::SeqCst), 1);
    let index = |handle: *mut u8| handle.addr() & u32::MAX as usize;
    let next = numbered(&gone)?;
    if usize::BITS >= 64 {
        assert_ne!(index(next), index(old), "a number that was a handle may come again");
    }
    for invented in 1..=1000_usize {
        assert!(release::<Number>(std::ptr::without_provenance(invented)).is_err(), "{invented} is a handle");
    }
    assert_eq!(release::<Number>(next), Ok(()));
    Ok(())
}

fn of_rivals_that_release_one_reference_one_does() -> Result<(), Stop> {
    use ffi::handle::release;

    const RIVALS: usize = 4;
    let (gone, moved_in) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let mut won = 0;
    for round in 0..500 {
        let handle = numbered(&gone)?.addr();
        let start = std::sync::Barrier::new(RIVALS);
        let rival = || {
            start.wait();
            let released = release::<Number>(std::ptr::without_provenance(handle)).is_ok();
            // somebody moves in at once where it was, and must not be put out by the others
            let next = numbered(&moved_in).expect("there is room");
            assert_eq!(release::<Number>(next), Ok(()), "round {round}");
            usize::from(released)
        };
        won += std::thread::scope(|scope| {
            let rivals: Vec<_> = (0..RIVALS).map(|_| scope.spawn(rival)).collect();
            rivals.into_iter().map(|rival| rival.join().expect("no rival panics")).sum::<usize>()
        });
    }
    assert_eq!((won, gone.load(Ordering::SeqCst)), (500, 500));
    assert_eq!(moved_in.load(Ordering::SeqCst), 500 * RIVALS);
    Ok(())
}

fn no_slot_is_taken_by_two() -> Result<(), Stop> {
    use ffi::handle::{borrow, release};

    // in waves, so that slots are made, left and taken again while others do the same
    const WAVES: [usize; 6] = [1, 700, 60, 300, 2, 1500];
    const ROUNDS: usize = 30;
    let start = std::sync::Barrier::new(4);
    let take_and_give = || {
        let gone = Arc::new(AtomicUsize::new(0));
        start.wait();
        for many in WAVES.into_iter().cycle().take(WAVES.len() * ROUNDS) {
            let mine: Vec<usize> =
                (0..many).map(|_| numbered(&gone).expect("there is room").addr()).collect();
            for handle in mine {
                let handle = std::ptr::without_provenance::<u8>(handle);
                let found = borrow::<Number>(handle).expect("a handle that was not released");
                assert!(Arc::ptr_eq(&found.0, &gone), "another's");
                assert_eq!(release::<Number>(handle.cast_mut()), Ok(()));
            }
        }
        assert_eq!(gone.load(Ordering::SeqCst), WAVES.iter().sum::<usize>() * ROUNDS);
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(take_and_give)).collect();
        threads.into_iter().for_each(|thread| thread.join().expect("no slot is taken by two"));
    });
    Ok(())
}
