//! Building the hash tables: each key in one of two lines, the first wherever possible.

use crate::snapshot::hash;

/// A free place.
pub(crate) const FREE: u32 = u32::MAX;

/// Where keys went: for each line its places, by key index; and those that found none.
pub(crate) struct Placed {
    pub(crate) seed: u64,
    /// `WIDTH` places a line.
    pub(crate) places: Vec<u32>,
    pub(crate) stash: Vec<u32>,
}

/// How many seeds are tried before keys are put into the stash.
const SEEDS: u64 = 8;
/// How often keys push each other on before one gives up.
const PUSHES: usize = 500;

/// Places `count` keys in lines of `width` places, `percent` of which are to be full.
///
/// The places depend on the keys and their order alone. Whatever the keys, all find a place or go to
/// the stash, in time linear in their number.
pub(crate) fn place(
    count: usize,
    width: usize,
    percent: usize,
    hash_of: impl Fn(usize, u64) -> u64,
) -> Placed {
    if count == 0 {
        return Placed { seed: 0, places: Vec::new(), stash: Vec::new() };
    }
    let lines = count.saturating_mul(100).div_ceil(percent.saturating_mul(width).max(1)).max(1);
    let mut best: Option<Placed> = None;
    let mut hashes = Vec::with_capacity(count);
    for seed in 0..SEEDS {
        hashes.clear();
        hashes.extend((0..count).map(|key| hash_of(key, seed)));
        let placed = attempt(&hashes, lines, width, seed);
        if placed.stash.is_empty() {
            return placed;
        }
        if best.as_ref().is_none_or(|best| placed.stash.len() < best.stash.len()) {
            best = Some(placed);
        }
    }
    best.unwrap_or(Placed { seed: 0, places: Vec::new(), stash: Vec::new() })
}

fn attempt(hashes: &[u64], lines: usize, width: usize, seed: u64) -> Placed {
    let mut places = vec![FREE; lines.saturating_mul(width)];
    let mut stash = Vec::new();
    // too many that give up mean that the keys were chosen for it: no more pushing then
    let patience = 16;
    for (key, hash) in (0u32..).zip(hashes) {
        let (one, other) = hash::lines(*hash, lines);
        if put(&mut places, one, width, key) || put(&mut places, other, width, key) {
            continue;
        }
        let pushes = if stash.len() < patience { PUSHES } else { 0 };
        if let Some(left) = push(&mut places, hashes, lines, width, key, pushes) {
            stash.push(left);
        }
    }
    Placed { seed, places, stash }
}

/// Puts a key into a line that has a free place.
fn put(places: &mut [u32], line: usize, width: usize, key: u32) -> bool {
    let line = line.saturating_mul(width);
    let free = places
        .get_mut(line..line.saturating_add(width))
        .and_then(|line| line.iter_mut().find(|p| **p == FREE));
    match free {
        Some(place) => {
            *place = key;
            true
        }
        None => false,
    }
}

/// Pushes keys on until one finds a free place; gives back the one that found none.
fn push(
    places: &mut [u32],
    hashes: &[u64],
    lines: usize,
    width: usize,
    key: u32,
    pushes: usize,
) -> Option<u32> {
    let mut homeless = key;
    let mut random = u64::from(key).wrapping_add(1);
    let mut line = hash::lines(hashes.get(key as usize).copied()?, lines).0;
    for _ in 0..pushes {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let victim = ((random >> 33) as usize).checked_rem(width)?;
        let place = places.get_mut(line.saturating_mul(width).saturating_add(victim))?;
        std::mem::swap(place, &mut homeless);
        let (one, other) = hash::lines(hashes.get(homeless as usize).copied()?, lines);
        line = if line == one { other } else { one };
        if put(places, line, width, homeless) {
            return None;
        }
    }
    Some(homeless)
}

/// A table of numbers plus one, half full, searched from its hash on; `None` where the hashes crowd
/// so much that building it would not be linear.
pub(crate) fn open_addressed(hashes: &[u64]) -> Option<Vec<u32>> {
    let slots = hashes.len().saturating_mul(2);
    let mut table = vec![0u32; slots];
    let mut probes = hashes.len().saturating_mul(32).saturating_add(1_000);
    for (number, hash) in (1u32..).zip(hashes) {
        let mut at = hash::lines(*hash, slots).0;
        while *table.get(at)? != 0 {
            probes = probes.checked_sub(1)?;
            at = if at.saturating_add(1) < slots { at.saturating_add(1) } else { 0 };
        }
        *table.get_mut(at)? = number;
    }
    Some(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread(key: usize, seed: u64) -> u64 {
        hash::record_id(key as u64 + 1, seed)
    }

    #[test]
    fn every_key_stands_in_one_of_its_lines() {
        for count in [1usize, 2, 3, 10, 1000, 20_000] {
            let placed = place(count, 2, 83, spread);
            assert!(placed.stash.is_empty(), "{count}");
            let lines = placed.places.len() / 2;
            let mut seen = vec![false; count];
            for (at, key) in placed.places.iter().enumerate().filter(|(_, key)| **key != FREE) {
                let (one, other) = hash::lines(spread(*key as usize, placed.seed), lines);
                assert!(at / 2 == one || at / 2 == other);
                seen[*key as usize] = true;
            }
            assert!(seen.iter().all(|seen| *seen));
        }
    }

    #[test]
    fn keys_of_one_hash_go_to_the_stash() {
        let placed = place(5_000, 2, 83, |_, _| 7);
        assert_eq!(placed.stash.len() + placed.places.iter().filter(|key| **key != FREE).count(), 5_000);
    }
}
