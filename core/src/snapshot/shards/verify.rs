//! Verification of a set of shards: the checksums, every shard, then every invariant of docs/FORMAT.md that
//! holds between them, a function each.

use super::directory::Directory;
use super::layout::{IndexHeader, ShardRecord};
use super::open::place_of;
use super::{Shards, head, keys, shard_of};
use crate::fault::{Code, Fault, Faults};
use crate::snapshot::hash;
use crate::snapshot::layer::LayerRef;
use crate::snapshot::layout::{self, Section};
use crate::snapshot::open::Snapshot;

/// What is wrong; nothing where the invariant holds.
type Finding = Result<(), String>;

/// Looks whether one invariant holds.
type Invariant<B> = fn(&Shards<B>) -> Finding;

fn ensure(holds: bool, finding: impl FnOnce() -> String) -> Finding {
    if holds { Ok(()) } else { Err(finding()) }
}

impl<B: AsRef<[u8]> + Sync> Shards<B> {
    /// The invariants, by their number in docs/FORMAT.md.
    const INVARIANTS: [(u32, Invariant<B>); 7] = [
        (1, Self::entries_are_whole),
        (2, Self::counts_agree),
        (3, Self::numbers_are_led_to),
        (4, Self::record_ids_are_led_to),
        (5, Self::products_are_in_their_shards),
        (6, Self::each_is_in_one_shard),
        (7, Self::heads_are_the_same),
    ];

    /// Checks the checksums of the index, every shard as [`Snapshot::verify`] does, and every invariant
    /// between them.
    ///
    /// After it every answer is right, unless somebody meant to deceive; without it reading is still total:
    /// wrong bytes give wrong answers or faults, and nothing else.
    ///
    /// # Errors
    /// `snapshot_checksum` and `snapshot_damaged`, of a shard with its place.
    ///
    /// # Cost
    /// Linear in the bytes of all shards.
    pub fn verify(&self) -> Result<(), Faults> {
        let mut faults = Vec::new();
        for (number, shard) in self.shards.iter().enumerate() {
            if let Err(found) = shard.verify() {
                faults.extend(found.into_vec().into_iter().map(|fault| fault.at(place_of(number))));
            }
        }
        if let Err(found) = self.verify_index() {
            faults.extend(found.into_vec());
        }
        Faults::new(faults).map_or(Ok(()), Err)
    }

    /// Checks the index alone, against shards that were verified before: its checksums, and every invariant
    /// between it and them.
    ///
    /// # Errors
    /// `snapshot_checksum`, else `snapshot_damaged` for each invariant that does not hold.
    ///
    /// # Cost
    /// Linear in the numbers and record ids of all shards.
    pub fn verify_index(&self) -> Result<(), Faults> {
        let header = layout::at::<IndexHeader>(self.index_bytes(), 0);
        let mut faults = Vec::new();
        for (what, (start, end), wanted) in [
            ("numbers", self.index.numbers, header.map(|header| header.numbers.checksum.get())),
            ("record ids", self.index.records, header.map(|header| header.records.checksum.get())),
        ] {
            let lines = self.index_bytes().get(start..end).unwrap_or_default();
            if wanted != Some(hash::checksum(lines)) {
                let message = format!("the directory of {what} is not as it was written");
                faults.push(Fault::new(Code::SnapshotChecksum, message, "fetch the shard index again"));
            }
        }
        if let Some(faults) = Faults::new(std::mem::take(&mut faults)) {
            return Err(faults);
        }
        for (number, invariant) in Self::INVARIANTS {
            if let Err(finding) = invariant(self) {
                faults.push(Fault::new(
                    Code::SnapshotDamaged,
                    format!("the shard index breaks invariant {number}: {finding}"),
                    "fetch the shards and their index again, or index them again",
                ));
            }
        }
        Faults::new(faults).map_or(Ok(()), Err)
    }

    /// The shards, with their numbers.
    fn layers(&self) -> impl Iterator<Item = (usize, LayerRef<'_>)> {
        self.shards.iter().map(Snapshot::top).enumerate()
    }

    fn entries_are_whole(&self) -> Finding {
        for line in [self.numbers(), self.records()].into_iter().flat_map(|directory| directory.lines) {
            let mut entries = line.tags.iter().zip(&line.shards);
            let taken = entries.by_ref().take_while(|(_, shard)| shard.get() != 0);
            let highest = taken.map(|(_, shard)| shard.get()).max().unwrap_or(0);
            ensure(usize::from(highest) <= self.len(), || format!("an entry names the shard {highest}"))?;
            let free = line.shards.iter().zip(&line.tags).skip_while(|(shard, _)| shard.get() != 0);
            ensure(free.into_iter().all(|(shard, tag)| shard.get() == 0 && tag.get() == 0), || {
                "an entry stands behind a free one, or a free one has a tag".to_owned()
            })?;
        }
        Ok(())
    }

    fn counts_agree(&self) -> Finding {
        let table = self.index_bytes().get(size_of::<IndexHeader>()..).unwrap_or_default();
        let mut sums = [0u64; 2];
        for (number, layer) in self.layers() {
            let named = layout::at::<ShardRecord>(table, number);
            let named = named.map(|named| [named.numbers.get(), named.records.get()]);
            let counts = [keys::count_of_numbers(layer), keys::record_ids(layer).count() as u64];
            ensure(named == Some(counts), || format!("the shard {number} has other counts than it says"))?;
            sums = [sums[0].saturating_add(counts[0]), sums[1].saturating_add(counts[1])];
        }
        let header = layout::at::<IndexHeader>(self.index_bytes(), 0);
        let left_out =
            header.map_or([0; 2], |header| [header.numbers, header.records].map(|d| d.left_out.get()));
        for ((directory, sum), left_out) in
            [self.numbers(), self.records()].into_iter().zip(sums).zip(left_out)
        {
            let entries = directory.lines.iter().flat_map(|line| &line.shards);
            let entries = entries.filter(|shard| shard.get() != 0).count() as u64;
            ensure(entries.checked_add(left_out) == Some(sum), || {
                format!("a directory has {entries} entries and leaves out {left_out} of {sum}")
            })?;
        }
        Ok(())
    }

    fn numbers_are_led_to(&self) -> Finding {
        self.all_are_led_to(self.numbers(), 0, |layer, each| {
            keys::numbers(layer).try_for_each(|number| {
                let number = number.ok_or("a number is no text")?;
                each(hash::key(number.as_bytes(), self.index.seeds[0]));
                Ok(())
            })
        })
    }

    fn record_ids_are_led_to(&self) -> Finding {
        self.all_are_led_to(self.records(), 1, |layer, each| {
            keys::record_ids(layer).for_each(|id| each(hash::record_id(id, self.index.seeds[1])));
            Ok(())
        })
    }

    /// Refuses more keys to which the directory does not lead than it says it leaves out.
    fn all_are_led_to<'s>(
        &'s self,
        directory: Directory<'s>,
        which: usize,
        hashes: impl Fn(LayerRef<'s>, &mut dyn FnMut(u64)) -> Result<(), String>,
    ) -> Finding {
        let header = layout::at::<IndexHeader>(self.index_bytes(), 0);
        let directories = header.map(|header| [header.numbers, header.records]);
        let left_out = directories.and_then(|all| all.get(which).map(|d| d.left_out.get())).unwrap_or(0);
        let mut missed = 0u64;
        for (number, layer) in self.layers() {
            hashes(layer, &mut |hash| {
                if !directory.shards(hash).any(|shard| shard == number) {
                    missed = missed.saturating_add(1);
                }
            })?;
        }
        ensure(missed <= left_out, || format!("{missed} keys are not led to, where {left_out} may be"))
    }

    fn products_are_in_their_shards(&self) -> Finding {
        let count = u32::try_from(self.len()).unwrap_or(u32::MAX);
        for (number, layer) in self.layers() {
            for product in keys::products(layer) {
                let product = product.ok_or("the number of a product is no text")?;
                ensure(shard_of(product, count) as usize == number, || {
                    format!("a product of the shard {} is in {number}", shard_of(product, count))
                })?;
            }
        }
        Ok(())
    }

    fn each_is_in_one_shard(&self) -> Finding {
        for (number, layer) in self.layers() {
            for key in keys::numbers(layer).flatten() {
                let hash = hash::key(key.as_bytes(), self.index.seeds[0]);
                let other = self.another(self.numbers(), hash, number, 0, |shard| shard.get(key).is_some());
                ensure(other.is_none(), || "a number is in two shards".to_owned())?;
            }
            for id in keys::record_ids(layer) {
                let hash = hash::record_id(id, self.index.seeds[1]);
                let has = |shard: &Snapshot<B>| shard.get_record_id(id).is_some();
                let other = self.another(self.records(), hash, number, 1, has);
                ensure(other.is_none(), || format!("the record id {id} is in two shards"))?;
            }
        }
        Ok(())
    }

    /// Another shard that has a key, where the directory leads to one.
    fn another(
        &self,
        directory: Directory<'_>,
        hash: u64,
        number: usize,
        which: usize,
        has: impl Fn(&Snapshot<B>) -> bool,
    ) -> Option<usize> {
        let other = |other: &usize| *other != number && self.shards.get(*other).is_some_and(&has);
        let left_out = self.index.left_out.get(which).copied().unwrap_or(false);
        let found = directory.shards(hash).find(other);
        found.or_else(|| if left_out { (0..self.len()).find(other) } else { None })
    }

    fn heads_are_the_same(&self) -> Finding {
        let Some(first) = self.shards.first() else { return Ok(()) };
        let wanted = head::digest(first);
        for (number, shard) in self.shards.iter().enumerate() {
            ensure(shard.policy() == self.policy(), || format!("the shard {number} has another policy"))?;
            let rules = |shard: &Snapshot<B>| shard.top().section(Section::Rules).to_vec();
            ensure(rules(shard) == rules(first), || format!("the shard {number} has other locale rules"))?;
            ensure(head::digest(shard) == wanted, || {
                format!("the shard {number} has other channels, central swatches or categories")
            })?;
        }
        Ok(())
    }
}
