//! The index of a set of shards: written by reading one shard after the other.

use super::finish::policy_bytes;
use crate::fault::{Code, Fault, Faults, shortened};
use crate::snapshot::hash;
use crate::snapshot::layout::Section;
use crate::snapshot::open::Snapshot;
use crate::snapshot::shards::directory::{reach, tag};
use crate::snapshot::shards::layout::{
    DirectoryHeader, IndexHeader, Line, MAGIC, MAJOR, MINOR, MOST, ShardRecord, WIDTH,
};
use crate::snapshot::shards::open::{Places, checksum, content, place_of};
use crate::snapshot::shards::{Shards, head, keys, shard_of, wrong_shard};
use std::collections::HashMap;
use std::hash::Hash;
use zerocopy::little_endian::{U16, U32, U64};
use zerocopy::{FromBytes, IntoBytes};

/// How full the directories are, in percent.
const FULL: u64 = 80;
/// Seeds that are tried until every key has a place.
const SEEDS: u64 = 8;
/// Most faults that are reported; who mixed two sets up need not read of every number.
const REPORTED: usize = 100;

impl<B: AsRef<[u8]> + Sync> Shards<B> {
    /// The bytes of the index of shards, in the order of their numbers; the same whoever makes it.
    ///
    /// The shards must be snapshots without deltas, flattened under one policy from the same channels,
    /// central swatches and categories, and must each have the products that [`shard_of`] gives it. Of
    /// channels, swatches and categories everything is compared that a snapshot has of them.
    ///
    /// # Errors
    /// `wrong_kind` for a snapshot with deltas; `wrong_policy` for one of another policy or other locale
    /// rules; `wrong_shard` for one with other channels, swatches or categories, for a product that belongs in
    /// another shard, and for no shards at all; `duplicate_identifier` for a number or record id that two
    /// shards have; `snapshot_damaged` for a shard whose bytes are not what they were; `limit_snapshot` for
    /// more than 65,535 shards. Up to 100 of them are told.
    ///
    /// # Cost
    /// Linear in the products, variants and record ids, with a read in the index for each; memory for the
    /// index alone, some 5 bytes for each.
    pub fn index(shards: &[Snapshot<B>]) -> Result<Vec<u8>, Faults> {
        let refused = |fault: Fault| Err(Faults::from(fault));
        let Some(first) = shards.first() else {
            return refused(wrong_shard("no shards", "pass the shards of a publication, at least one"));
        };
        if shards.len() > MOST {
            let message = format!("{} shards; an index can name {MOST}", shards.len());
            return refused(Fault::new(Code::LimitSnapshot, message, "make fewer, larger shards"));
        }
        let mut faults = Told(Vec::new());
        for (number, shard) in shards.iter().enumerate() {
            belongs(shard, number, first, &mut faults);
        }
        // what does not belong together is not worth comparing number by number
        faults.none()?;
        for (number, shard) in shards.iter().enumerate() {
            products(shard, number, shards.len(), &mut faults);
        }
        faults.none()?;
        write(shards, first, &mut faults)
    }
}

/// The faults that are told.
struct Told(Vec<Fault>);

impl Told {
    fn push(&mut self, shard: usize, fault: Fault) {
        if self.0.len() < REPORTED {
            self.0.push(fault.at(place_of(shard)));
        }
    }

    fn damaged(&mut self, shard: usize) {
        let advice = "verify the shard, and flatten it again";
        self.push(shard, Fault::new(Code::SnapshotDamaged, "a number is not as it was written", advice));
    }

    fn none(&mut self) -> Result<(), Faults> {
        Faults::new(std::mem::take(&mut self.0)).map_or(Ok(()), Err)
    }
}

/// Refuses a snapshot that is no shard of the set that another one is of.
fn belongs<B: AsRef<[u8]> + Sync>(
    shard: &Snapshot<B>,
    number: usize,
    first: &Snapshot<B>,
    faults: &mut Told,
) {
    if shard.deltas() > 0 {
        let message = "a snapshot with deltas where a shard is wanted";
        faults.push(number, Fault::new(Code::WrongKind, message, "compact it first"));
        return;
    }
    let rules = |shard| Snapshot::<B>::top(shard).section(Section::Rules);
    if shard.policy() != first.policy() || rules(shard) != rules(first) {
        let message = "the shard has another policy, or other locale rules, than the first";
        faults.push(number, Fault::new(Code::WrongPolicy, message, "flatten all shards under one policy"));
    } else if head::digest(shard) != head::digest(first) {
        let message = "the shard has other channels, central swatches or categories than the first";
        faults.push(number, wrong_shard(message, "flatten all shards from the same head"));
    }
}

/// Refuses products that belong in another shard.
fn products<B: AsRef<[u8]> + Sync>(shard: &Snapshot<B>, number: usize, count: usize, faults: &mut Told) {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    for product in keys::products(shard.top()) {
        let Some(product) = product else { return faults.damaged(number) };
        let wanted = shard_of(product, count);
        if wanted as usize != number {
            let message = format!("the product `{}` belongs in the shard {wanted}", shortened(product));
            let advice = "put each product in the shard that the hash of its number gives";
            faults.push(number, wrong_shard(message, advice));
        }
    }
}

fn write<B: AsRef<[u8]> + Sync>(
    shards: &[Snapshot<B>],
    first: &Snapshot<B>,
    faults: &mut Told,
) -> Result<Vec<u8>, Faults> {
    let table: Vec<ShardRecord> = shards.iter().map(record).collect();
    let sum =
        |of: fn(&ShardRecord) -> U64| table.iter().fold(0u64, |all, one| all.saturating_add(of(one).get()));
    let number_lines = lines_for(sum(|record| record.numbers));
    let record_lines = lines_for(sum(|record| record.records));
    let too_large = || Faults::from(super::pool::too_large("index"));
    let places = Places::of(shards.len(), number_lines, record_lines).ok_or_else(too_large)?;
    let mut bytes = vec![0; places.records.1];
    let numbers =
        seeded(directory(&mut bytes, places.numbers), |lines, seed| numbers(shards, lines, seed, faults))?;
    let records =
        seeded(directory(&mut bytes, places.records), |lines, seed| records(shards, lines, seed, faults))?;
    let mut header = IndexHeader {
        magic: MAGIC,
        major: U16::new(MAJOR),
        minor: U16::new(MINOR),
        flags: U32::ZERO,
        length: U64::new(bytes.len() as u64),
        shards: U32::new(u32::try_from(shards.len()).unwrap_or(u32::MAX)),
        policy: policy_bytes(first.policy()),
        content: [0; 16],
        numbers,
        records,
        reserved: [U64::ZERO; 2],
        checksum: U64::ZERO,
    };
    header.content = content(&header, table.as_bytes()).to_le_bytes();
    header.checksum = U64::new(checksum(&header, table.as_bytes()));
    let head = [header.as_bytes(), table.as_bytes()].concat();
    bytes.get_mut(..head.len()).ok_or_else(too_large)?.copy_from_slice(&head);
    Ok(bytes)
}

/// The lines of a directory that lies somewhere in the index.
fn directory(bytes: &mut [u8], (start, end): (usize, usize)) -> &mut [Line] {
    let lines = bytes.get_mut(start..end).unwrap_or_default();
    <[Line]>::mut_from_bytes(lines).unwrap_or_default()
}

fn record<B: AsRef<[u8]> + Sync>(shard: &Snapshot<B>) -> ShardRecord {
    let layer = shard.top();
    ShardRecord {
        content: shard.content_hash().to_le_bytes(),
        length: U64::new(layer.bytes.len() as u64),
        numbers: U64::new(keys::count_of_numbers(layer)),
        records: U64::new(keys::record_ids(layer).count() as u64),
    }
}

/// Lines for so many keys.
fn lines_for(keys: u64) -> u64 {
    let full = FULL.saturating_mul(WIDTH as u64);
    keys.saturating_mul(100).div_ceil(full)
}

/// Fills a directory under the first seed that leaves no key out, else under the one that leaves out the fewest;
/// `fill` gives how many that are.
fn seeded(
    lines: &mut [Line],
    mut fill: impl FnMut(&mut [Line], u64) -> Result<u64, Faults>,
) -> Result<DirectoryHeader, Faults> {
    let mut attempt = |lines: &mut [Line], seed: u64| {
        lines.as_mut_bytes().fill(0);
        fill(lines, seed)
    };
    let mut best = (0, u64::MAX);
    for seed in 0..SEEDS {
        let left_out = attempt(lines, seed)?;
        if left_out < best.1 {
            best = (seed, left_out);
        }
        if left_out == 0 {
            break;
        }
    }
    let (seed, left_out) = best;
    if left_out > 0 {
        attempt(lines, seed)?;
    }
    Ok(DirectoryHeader {
        lines: U64::new(lines.len() as u64),
        left_out: U64::new(left_out),
        seed: U64::new(seed),
        checksum: U64::new(hash::checksum(lines.as_bytes())),
    })
}

/// Puts the numbers of all shards in their places; gives how many found none.
fn numbers<B: AsRef<[u8]> + Sync>(
    shards: &[Snapshot<B>],
    lines: &mut [Line],
    seed: u64,
    faults: &mut Told,
) -> Result<u64, Faults> {
    let (mut left_out, mut homeless) = (0u64, HashMap::new());
    for (shard, snapshot) in shards.iter().enumerate() {
        for number in keys::numbers(snapshot.top()) {
            let Some(number) = number else {
                faults.damaged(shard);
                continue;
            };
            let has = |other: usize| shards.get(other).is_some_and(|other| other.get(number).is_some());
            let key = Key { hash: hash::key(number.as_bytes(), seed), shard };
            let twice = |other: usize| in_two("number", &shortened(number), other);
            if !key.put(lines, has, faults, twice) {
                left_out = left_out.saturating_add(1);
                key.only(&mut homeless, number, faults, twice);
            }
        }
    }
    faults.none()?;
    Ok(left_out)
}

/// Puts the record ids of all shards in their places; gives how many found none.
fn records<B: AsRef<[u8]> + Sync>(
    shards: &[Snapshot<B>],
    lines: &mut [Line],
    seed: u64,
    faults: &mut Told,
) -> Result<u64, Faults> {
    let (mut left_out, mut homeless) = (0u64, HashMap::new());
    for (shard, snapshot) in shards.iter().enumerate() {
        for id in keys::record_ids(snapshot.top()) {
            let has = |other: usize| shards.get(other).is_some_and(|other| other.get_record_id(id).is_some());
            let key = Key { hash: hash::record_id(id, seed), shard };
            let twice = |other: usize| in_two("record id", &id.to_string(), other);
            if !key.put(lines, has, faults, twice) {
                left_out = left_out.saturating_add(1);
                key.only(&mut homeless, id, faults, twice);
            }
        }
    }
    faults.none()?;
    Ok(left_out)
}

fn in_two(what: &str, id: &str, other: usize) -> Fault {
    Fault::new(
        Code::DuplicateIdentifier,
        format!("the {what} `{id}` is in the shard {other} too"),
        "keep one of them, or give one another name",
    )
}

/// A key on its way into a directory.
struct Key {
    hash: u64,
    shard: usize,
}

impl Key {
    /// Puts it to the others; false where there is no room within reach. An earlier shard that has the key
    /// too is told.
    fn put(
        &self,
        lines: &mut [Line],
        has: impl Fn(usize) -> bool,
        faults: &mut Told,
        twice: impl Fn(usize) -> Fault,
    ) -> bool {
        let (tag, number) = (tag(self.hash), u16::try_from(self.shard.saturating_add(1)).unwrap_or(0));
        for place in reach(self.hash, lines.len()) {
            let Some(line) = lines.get_mut(place) else { break };
            let other = line.shards_of(tag).find(|other| *other != self.shard && has(*other));
            if let Some(other) = other {
                faults.push(self.shard, twice(other));
                return true;
            }
            if line.put(tag, number) {
                return true;
            }
        }
        false
    }

    /// Tells an earlier shard that has the key too where neither found room: those are not met on the way. To ask
    /// every shard instead would cost whoever indexes keys that crowd as many look-ups as there are shards, for each.
    fn only<K: Eq + Hash>(
        &self,
        homeless: &mut HashMap<K, usize>,
        key: K,
        faults: &mut Told,
        twice: impl Fn(usize) -> Fault,
    ) {
        if let Some(other) = homeless.insert(key, self.shard).filter(|other| *other != self.shard) {
            faults.push(self.shard, twice(other));
        }
    }
}
