//! Building the hash tables: each key in one of two lines, the first wherever possible.

use crate::snapshot::hash;

/// A free place; the place of a key that has none.
const FREE: u32 = u32::MAX;

/// Where keys went.
pub(crate) struct Placed {
    pub(crate) seed: u64,
    /// How many places there are: some for each line.
    pub(crate) places: usize,
    /// The place of each key; beyond all places where it found none.
    pub(crate) of_keys: Vec<u32>,
    /// The keys that found no place.
    pub(crate) stash: Vec<u32>,
}

/// How many seeds are tried before keys are put into the stash.
const SEEDS: u64 = 8;
/// How often keys push each other on before one gives up.
const PUSHES: usize = 500;

/// Places `count` keys in lines of `width` places, `percent` of which are to be full. `hashes` adds the
/// hashes of all keys under a seed.
///
/// The places depend on the keys and their order alone. Whatever the keys, all find a place or go to
/// the stash, in time linear in their number.
pub(crate) fn place(
    count: usize,
    width: u8,
    percent: usize,
    hashes_of: impl Fn(u64, &mut Vec<u64>),
) -> Placed {
    let nothing = Placed { seed: 0, places: 0, of_keys: Vec::new(), stash: Vec::new() };
    if count == 0 {
        return nothing;
    }
    let lines = count.saturating_mul(100).div_ceil(percent.saturating_mul(usize::from(width)).max(1)).max(1);
    let mut best: Option<(u64, Table)> = None;
    let mut hashes = Vec::with_capacity(count);
    for seed in 0..SEEDS {
        hashes.clear();
        hashes_of(seed, &mut hashes);
        let table = attempt(&hashes, lines, width);
        if best.as_ref().is_none_or(|(_, best)| table.stash.len() < best.stash.len()) {
            best = Some((seed, table));
        }
        if best.as_ref().is_some_and(|(_, best)| best.stash.is_empty()) {
            break;
        }
    }
    let Some((seed, table)) = best else { return nothing };
    drop(hashes);
    let mut of_keys = vec![FREE; count];
    for (place, placed) in (0u32..).zip(&table.places) {
        if let Some(of_key) = of_keys.get_mut(placed.key as usize) {
            *of_key = place;
        }
    }
    Placed { seed, places: table.places.len(), of_keys, stash: table.stash }
}

/// A key in a place.
#[derive(Clone, Copy)]
struct Placing {
    key: u32,
    /// The line in which it could stand instead.
    other: u32,
}

/// Lines while keys are placed.
struct Table {
    /// `width` places a line. The free places of a line are its last.
    places: Vec<Placing>,
    /// How many places of each line are taken. This is small, and so it is near, where places are not:
    /// to put a key into a line that is not full waits for nothing.
    taken: Vec<u8>,
    width: u8,
    stash: Vec<u32>,
}

fn attempt(hashes: &[u64], lines: usize, width: u8) -> Table {
    let free = Placing { key: FREE, other: 0 };
    let places = vec![free; lines.saturating_mul(usize::from(width))];
    let mut table = Table { places, taken: vec![0; lines], width, stash: Vec::new() };
    // too many that give up mean that the keys were chosen for it: no more pushing then
    let patience = 16;
    for (key, hash) in (0u32..).zip(hashes) {
        let (one, other) = hash::lines(*hash, lines);
        // there are fewer lines than keys, which 30 bits count
        let (one, other) = (one as u32, other as u32);
        let in_one = Placing { key, other };
        if table.put(one, in_one) || table.put(other, Placing { key, other: one }) {
            continue;
        }
        let pushes = if table.stash.len() < patience { PUSHES } else { 0 };
        if let Some(left) = table.push(one, in_one, pushes) {
            table.stash.push(left);
        }
    }
    table
}

impl Table {
    fn place(&mut self, line: u32, at: u8) -> Option<&mut Placing> {
        let start = (line as usize).saturating_mul(usize::from(self.width));
        self.places.get_mut(start.saturating_add(usize::from(at)))
    }

    /// Puts a key into a line that has a free place.
    fn put(&mut self, line: u32, placing: Placing) -> bool {
        let width = self.width;
        let Some(taken) = self.taken.get_mut(line as usize).filter(|taken| **taken < width) else {
            return false;
        };
        let at = *taken;
        *taken = at.saturating_add(1);
        self.place(line, at).is_some_and(|place| {
            *place = placing;
            true
        })
    }

    /// Pushes a key into a full line, and keys on until one finds a free place; gives back the one that
    /// found none.
    fn push(&mut self, mut line: u32, mut homeless: Placing, pushes: usize) -> Option<u32> {
        let mut random = u64::from(homeless.key).wrapping_add(1);
        for _ in 0..pushes {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let victim = (random >> 33).checked_rem(u64::from(self.width))?;
            std::mem::swap(self.place(line, victim as u8)?, &mut homeless);
            (line, homeless.other) = (homeless.other, line);
            if self.put(line, homeless) {
                return None;
            }
        }
        Some(homeless.key)
    }
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

    fn place(count: usize, hash_of: impl Fn(usize, u64) -> u64) -> Placed {
        super::place(count, 2, 83, |seed, hashes| hashes.extend((0..count).map(|key| hash_of(key, seed))))
    }

    #[test]
    fn every_key_stands_in_one_of_its_lines() {
        for count in [1usize, 2, 3, 10, 1000, 20_000] {
            let placed = place(count, spread);
            assert!(placed.stash.is_empty(), "{count}");
            let lines = placed.places / 2;
            let mut taken = vec![false; placed.places];
            assert_eq!(placed.of_keys.len(), count);
            for (key, place) in placed.of_keys.iter().enumerate() {
                let (one, other) = hash::lines(spread(key, placed.seed), lines);
                let place = *place as usize;
                assert!(place / 2 == one || place / 2 == other);
                assert!(!taken[place]);
                taken[place] = true;
            }
        }
    }

    #[test]
    fn keys_of_one_hash_go_to_the_stash() {
        let placed = place(5_000, |_, _| 7);
        let found = placed.of_keys.iter().filter(|place| (**place as usize) < placed.places).count();
        assert_eq!(placed.stash.len() + found, 5_000);
    }
}
