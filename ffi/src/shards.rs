//! Shards: one publication in several snapshots, asked as one.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::mem::MaybeUninit;

use omnimedia::{AlignedBytes, Fault, Place, Shards, Snapshot};

use super::bytes::{Made, omnimedia_bytes};
use super::fault::{omnimedia_fault, tell};
use super::file;
use super::guard::{Refusal, explained, guard, null, output};
use super::handle::{Room, hand_out, named};
use super::opened::{Opened, Stored};
use super::snapshot::{omnimedia_open_options, omnimedia_snapshot, read};
use super::status::{OMNIMEDIA_NULL_ARGUMENT, omnimedia_status};
use super::view::{Bytes, array, omnimedia_str};

/// The shard of a product among `shards`, by its number: the same in every build and on every platform. `shard` gets 0 to
/// `shards - 1`; 0 where there are none at all.
///
/// Variants are in the shard of their product. `OMNIMEDIA_ENCODING`, `OMNIMEDIA_NULL_ARGUMENT`. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_shard_of(
    product_number: omnimedia_str,
    shards: u32,
    shard: Option<&mut MaybeUninit<u32>>,
) -> omnimedia_status {
    guard(|| {
        let shard = output(shard)?;
        let number = product_number.text("product_number").map_err(|refusal| refusal.status())?;
        shard.write(omnimedia::shard_of(number, shards));
        Ok(())
    })
}

/// Where a shard stands in an array of them.
fn at(index: usize, refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Status(status) => Refusal::Status(status),
        Refusal::Faults(faults) => {
            let place = || Place::path(format!("shards[{index}]"));
            let placed: Vec<Fault> = faults.into_vec().into_iter().map(|fault| fault.at(place())).collect();
            omnimedia::Faults::new(placed).map_or(Refusal::Status(OMNIMEDIA_NULL_ARGUMENT), Refusal::Faults)
        }
    }
}

/// The snapshots that are to be shards.
fn shards<'call>(
    handles: *const *const omnimedia_snapshot,
    len: usize,
) -> Result<Vec<(&'call Opened, Stored)>, Refusal> {
    let handles = array(handles, len, "shards")?;
    let one = |(index, handle): (usize, &*const omnimedia_snapshot)| {
        let opened = named::<Opened>(*handle, "shards").map_err(|refusal| at(index, refusal))?;
        let whole = opened.whole().map_err(|fault| at(index, fault.into()))?;
        Ok((opened, whole.clone()))
    };
    handles.iter().enumerate().map(one).collect()
}

/// The index of `len` shards, in the order of their numbers: the same bytes whoever makes it.
///
/// Each is a snapshot of the products that `omnimedia_shard_of` gives it, flattened under one policy, with the channels,
/// central swatches and categories of the whole publication. `out` gets the bytes, to be released with
/// `omnimedia_bytes_release`; `why`, which may be NULL, up to 100 faults, each with its shard.
///
/// `OMNIMEDIA_WRONG_SHARD` for a product of another shard, other channels, swatches or categories, and no shards at all;
/// `OMNIMEDIA_DUPLICATE_IDENTIFIER` for a number or record id in two shards; `OMNIMEDIA_WRONG_POLICY`,
/// `OMNIMEDIA_WRONG_KIND` for deltas and shards of shards, `OMNIMEDIA_SNAPSHOT_DAMAGED`, `OMNIMEDIA_LIMIT_SNAPSHOT` for
/// more than 65,535. Any thread. Linear in products, variants and record ids; memory for the index alone.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_shards_index(
    shards: *const *const omnimedia_snapshot,
    len: usize,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let room = Room::<Made>::new(out, "out")?;
        let shards: Vec<Stored> = self::shards(shards, len)?.into_iter().map(|(_, stored)| stored).collect();
        room.fill(Shards::index(&shards)?);
        Ok(())
    })
}

/// Opens shards that are open already, with the `len` bytes of their index, which are copied: one snapshot, to be asked
/// like any other.
///
/// The `shards_len` shards come in the order of their numbers; they share their bytes with the new snapshot, and stay
/// the caller's. `options` may be NULL; where they do not say `unverified`, the index is checked against the shards, which
/// were checked when they were opened. `out` gets a handle to be released with `omnimedia_snapshot_release`; `why` may be
/// NULL.
///
/// Every function that asks a snapshot takes it, and a store may hold it. Shards are not changed, put together or compared:
/// `omnimedia_snapshot_with_delta`, `…_compact`, `…_save`, `…_diff`, `omnimedia_store_add` and `omnimedia_tenant_delta`
/// give `OMNIMEDIA_WRONG_KIND`.
///
/// `OMNIMEDIA_WRONG_SHARD` for too few, too many, in another order, or not those that were indexed;
/// `OMNIMEDIA_NOT_A_SNAPSHOT`, `OMNIMEDIA_SNAPSHOT_VERSION`, `…_LENGTH`, `…_CHECKSUM`, `…_DAMAGED` of the index;
/// `OMNIMEDIA_WRONG_KIND` for deltas and shards of shards. Any thread. Linear in products, variants and record ids where it
/// is checked, else in the shards.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_open_shards(
    index: *const u8,
    len: usize,
    shards: *const *const omnimedia_snapshot,
    shards_len: usize,
    options: *const omnimedia_open_options,
    out: Option<&mut MaybeUninit<*mut omnimedia_snapshot>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let out = out.ok_or_else(|| null("out"))?;
        let (options, index) = (read(options)?, array(index, len, "index")?);
        let shards = self::shards(shards, shards_len)?;
        let layers = shards.iter().flat_map(|(opened, _)| opened.layers().iter().cloned()).collect();
        let index = Bytes::owned(AlignedBytes::from(index));
        let shards = shards.into_iter().map(|(_, stored)| stored).collect();
        let opened = Opened::of_shards(index, shards, layers)?;
        if options.unverified == 0 {
            opened.verify_newest()?;
        }
        out.write(hand_out(opened)?);
        Ok(())
    })
}

/// Opens shards and their index from files, mapped unless the options say otherwise: one snapshot, to be asked like any
/// other.
///
/// `index` and the `len` paths of `shards`, which come in the order of their numbers, are UTF-8. `options` may be NULL; where
/// they do not say `unverified`, every shard and the index are checked. What is asked of mapped files, what `out` gets, what
/// shards refuse, and the faults, stand with `omnimedia_snapshot_open_file` and `omnimedia_snapshot_open_shards`; a fault of
/// a shard says which. Any thread. Linear in the files where they are checked or read, else in their number.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_open_shard_files(
    index: omnimedia_str,
    shards: *const omnimedia_str,
    len: usize,
    options: *const omnimedia_open_options,
    out: Option<&mut MaybeUninit<*mut omnimedia_snapshot>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let out = out.ok_or_else(|| null("out"))?;
        let options = read(options)?;
        let mapped = options.in_memory == 0;
        let index = file::read(index.text("index")?, mapped)?;
        let shard = |(number, path): (usize, &omnimedia_str)| {
            let bytes = || Ok(file::read(path.text("shards")?, mapped)?);
            bytes().map_err(|refusal| at(number, refusal))
        };
        let paths = array(shards, len, "shards")?.iter().enumerate();
        let layers = paths.map(shard).collect::<Result<Vec<Bytes>, Refusal>>()?;
        let open = |(number, bytes): (usize, &Bytes)| {
            Snapshot::open(bytes.clone()).map_err(|fault| at(number, fault.into()))
        };
        let shards = layers.iter().enumerate().map(open).collect::<Result<Vec<Stored>, Refusal>>()?;
        let opened = Opened::of_shards(index, shards, layers)?;
        if options.unverified == 0 {
            opened.verify()?;
        }
        out.write(hand_out(opened)?);
        Ok(())
    })
}
