//! Snapshots that are not as they were written: whatever the bytes, nothing panics or hangs, and what verifies is
//! right.

use std::sync::atomic::{AtomicUsize, Ordering};

use libtest_mimic::Trial;
use omnimedia::{Code, Flatten, Policy, Scratch, Snapshot};
use omnimedia_tests::agree::{Pair, exercise};
use omnimedia_tests::case::{flattened, told};
use omnimedia_tests::faults::{ENTRY, HEADER, Part, parts, seal, seal_header};
use omnimedia_tests::generator::{self, Choices, check};
use omnimedia_tests::specimen::specimen;
use omnimedia_tests::{Stop, trials};
use proptest::prelude::Strategy;
use proptest::test_runner::TestCaseError;

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        the_snapshots_to_damage_have_every_section,
        a_flipped_byte_is_found_or_does_no_harm,
        a_flipped_byte_that_is_sealed_does_not_panic,
        a_snapshot_of_another_length_is_refused,
        sections_of_one_byte_or_noise_do_not_panic,
        a_header_that_is_sealed_again_does_not_panic,
        bytes_that_shrink_after_opening_do_not_panic,
        words_changed_in_any_snapshot_do_not_panic,
    ]
}

fn the_snapshots_to_damage_have_every_section() -> Result<(), Stop> {
    const RECORD_STASH: u32 = 13;
    const RULES: u32 = 36;
    let specimen = specimen();
    let kinds = |file: &[u8]| parts(file).iter().map(|part| part.kind).collect::<Vec<_>>();
    let [base, delta] = &specimen.files;
    let wanted: Vec<u32> = (1..=RULES).filter(|kind| *kind != RECORD_STASH).collect();
    assert_eq!(kinds(base), wanted, "the base");
    let wanted: Vec<u32> = (1..RULES).collect();
    assert_eq!(kinds(delta), wanted, "the delta");
    for (at, file) in specimen.files.iter().enumerate() {
        let snapshot = specimen.opened(at, file.clone())?;
        snapshot.verify()?;
        Pair::new(&specimen.publication[at], &snapshot).agree(&specimen.asks)?;
        let mut sealed = file.clone();
        seal(&mut sealed);
        assert!(sealed == *file, "sealing again changes nothing");
    }
    Ok(())
}

/// Places to flip: all, but of the locale rules, which are large and read by one function, one in so many.
fn places(file: &[u8]) -> impl Iterator<Item = usize> {
    let rules = parts(file).into_iter().find(|part| part.kind == 36).map_or(0..0, |part| part.range);
    let end = file.len();
    (0..end).filter(move |at| !rules.contains(at) || at % 16 == 0)
}

fn every_flip(sealed: bool, patterns: &[u8]) -> Result<(), Stop> {
    let specimen = specimen();
    let mut scratch = Scratch::new();
    for (which, file) in specimen.files.iter().enumerate() {
        for at in places(file) {
            for pattern in patterns {
                let mut damaged = file.clone();
                damaged[at] ^= pattern;
                if sealed {
                    seal(&mut damaged);
                }
                let outcome = specimen.endure(which, damaged, sealed, &mut scratch);
                outcome.map_err(|why| {
                    format!("file {which}, byte {at} of {}, {pattern:#x}: {why}", within(file, at))
                })?;
            }
        }
    }
    Ok(())
}

/// The part of a file that a place lies in.
fn within(file: &[u8], at: usize) -> String {
    match parts(file).into_iter().find(|part| part.range.contains(&at)) {
        Some(Part { kind, range, .. }) => format!("section {kind} (from {})", range.start),
        None if at < HEADER + ENTRY * parts(file).len() => "the header or table".to_owned(),
        None => "padding".to_owned(),
    }
}

fn a_flipped_byte_is_found_or_does_no_harm() -> Result<(), Stop> {
    every_flip(false, &[0x01, 0xFF])
}

fn a_flipped_byte_that_is_sealed_does_not_panic() -> Result<(), Stop> {
    every_flip(true, &[0x80, 0xFF])
}

fn a_snapshot_of_another_length_is_refused() -> Result<(), Stop> {
    let specimen = specimen();
    let mut scratch = Scratch::new();
    for (which, file) in specimen.files.iter().enumerate() {
        for length in 0..file.len() {
            let fault = specimen.opened(which, file[..length].to_vec()).err().ok_or("opened")?;
            let codes = [Code::NotASnapshot, Code::SnapshotLength];
            assert!(codes.contains(&fault.code()), "{length}: {}", told(&fault));
        }
        for more in [1, 7, 64, 4_096] {
            let mut longer = file.clone();
            longer.resize(file.len() + more, 0);
            let fault = specimen.opened(which, longer.clone()).err().ok_or("opened")?;
            assert_eq!(fault.code(), Code::SnapshotLength);
            // and where the header knows
            let length = longer.len() as u64;
            longer[16..24].copy_from_slice(&length.to_le_bytes());
            seal_header(&mut longer);
            specimen.endure(which, longer, false, &mut scratch)?;
        }
        // cut within sections, with a header that knows
        for length in (HEADER..file.len()).step_by(61) {
            let mut shorter = file[..length].to_vec();
            shorter[16..24].copy_from_slice(&(length as u64).to_le_bytes());
            seal_header(&mut shorter);
            specimen.endure(which, shorter, true, &mut scratch).map_err(|why| format!("{length}: {why}"))?;
        }
    }
    Ok(())
}

/// A stream of numbers that look random.
fn noise(seed: u64) -> impl Iterator<Item = u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    })
}

fn sections_of_one_byte_or_noise_do_not_panic() -> Result<(), Stop> {
    let specimen = specimen();
    let mut scratch = Scratch::new();
    for (which, file) in specimen.files.iter().enumerate() {
        for part in parts(file) {
            for sealed in [false, true] {
                for seed in 0..16 {
                    let mut damaged = file.clone();
                    let bytes = &mut damaged[part.range.clone()];
                    match seed {
                        0 => bytes.fill(0),
                        1 => bytes.fill(0xFF),
                        2 => bytes.fill(1),
                        // small numbers are the more dangerous ones
                        3..=8 => {
                            bytes.iter_mut().zip(noise(seed)).for_each(|(byte, noise)| *byte = noise & 3)
                        }
                        _ => bytes.iter_mut().zip(noise(seed)).for_each(|(byte, noise)| *byte = noise),
                    }
                    if sealed {
                        seal(&mut damaged);
                    }
                    let outcome = specimen.endure(which, damaged, sealed, &mut scratch);
                    outcome.map_err(|why| format!("file {which}, section {}, {seed}: {why}", part.kind))?;
                }
            }
        }
        for seed in 20..120 {
            let mut damaged = file.clone();
            let start = HEADER + ENTRY * parts(file).len();
            damaged[start..].iter_mut().zip(noise(seed)).for_each(|(byte, noise)| *byte = noise);
            seal(&mut damaged);
            specimen
                .endure(which, damaged, true, &mut scratch)
                .map_err(|why| format!("noise {seed}: {why}"))?;
        }
    }
    Ok(())
}

fn a_header_that_is_sealed_again_does_not_panic() -> Result<(), Stop> {
    let specimen = specimen();
    let mut scratch = Scratch::new();
    for (which, file) in specimen.files.iter().enumerate() {
        let end = HEADER + ENTRY * parts(file).len();
        for at in (0..end).step_by(4) {
            for word in [0, 1, 2, 64, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, u32::MAX] {
                let mut damaged = file.clone();
                damaged[at..at + 4].copy_from_slice(&word.to_le_bytes());
                // once with the sections' checksums as they were, once with all put right
                let mut header_only = damaged.clone();
                seal_header(&mut header_only);
                seal(&mut damaged);
                for damaged in [header_only, damaged] {
                    let outcome = specimen.endure(which, damaged, true, &mut scratch);
                    outcome.map_err(|why| format!("file {which}, header at {at}, {word:#x}: {why}"))?;
                }
            }
        }
    }
    Ok(())
}

/// Bytes that become fewer, as a mapped file does when somebody cuts it.
struct Shrinking<'a> {
    bytes: &'a [u8],
    length: &'a AtomicUsize,
}

impl AsRef<[u8]> for Shrinking<'_> {
    fn as_ref(&self) -> &[u8] {
        &self.bytes[..self.length.load(Ordering::Relaxed)]
    }
}

fn bytes_that_shrink_after_opening_do_not_panic() -> Result<(), Stop> {
    let specimen = specimen();
    let mut scratch = Scratch::new();
    let bytes = &specimen.files[0];
    let length = AtomicUsize::new(bytes.len());
    for cut in (0..bytes.len()).step_by(37) {
        length.store(bytes.len(), Ordering::Relaxed);
        let snapshot = Snapshot::open(Shrinking { bytes, length: &length })?;
        length.store(cut, Ordering::Relaxed);
        let _ = snapshot.verify();
        exercise(&snapshot, &specimen.asks, &specimen.ids, &mut scratch);
        drop(Flatten::compact(&snapshot));
    }
    Ok(())
}

fn words_changed_in_any_snapshot_do_not_panic() -> Result<(), Stop> {
    let parts_of = (generator::shops(), generator::policy(), generator::choices(120));
    let strategy = parts_of.prop_map(|(shop, policy, choices)| (shop, policy, choices));
    let holds = |(shop, policy, mut choices): (generator::Shop, Policy, Choices)| -> Result<(), String> {
        let publication = shop.publication();
        let Some(file) = flattened(&publication, policy)? else { return Ok(()) };
        let asks = generator::asks(&shop, &mut choices.clone());
        let ids: Vec<String> = shop.categories.iter().map(|category| category.id.clone()).collect();
        let mut scratch = Scratch::new();
        for _ in 0..8 {
            let mut damaged = file.clone();
            for _ in 0..=choices.below(4) {
                let part = choices.of(&parts(&file)).clone();
                let at = part.range.start + 4 * choices.below(part.range.len().div_ceil(4));
                let word = *choices.of(&[0, 1, 2, 3, 8, 0x4000_0000, 0x8000_0001, u32::MAX]);
                let end = (at + 4).min(damaged.len());
                damaged[at..end].copy_from_slice(&u32::to_le_bytes(word)[..end - at]);
            }
            seal(&mut damaged);
            let Ok(snapshot) = Snapshot::open(damaged) else { continue };
            let _ = snapshot.verify();
            exercise(&snapshot, &asks[..asks.len().min(60)], &ids, &mut scratch);
            drop(Flatten::compact(&snapshot));
        }
        Ok(())
    };
    Ok(check(300, &strategy, |case| holds(case).map_err(TestCaseError::fail))?)
}
