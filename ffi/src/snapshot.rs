//! Snapshots: opened, checked, saved, put together.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::ffi::c_void;
use std::mem::MaybeUninit;

use omnimedia::{AlignedBytes, Code, Fault, Faults, Flatten, Probe, is_shard_index, probe};

use super::answer::{Answered, omnimedia_answer};
use super::args::{self, omnimedia_choice, omnimedia_query};
use super::fault::{omnimedia_fault, tell};
use super::file;
use super::guard::{Refusal, bad, explained, guard, null, output};
use super::handle::{borrow, hand_out, named, release, retain, share};
use super::opened::Opened;
use super::status::{OMNIMEDIA_BAD_ARGUMENT, omnimedia_status};
use super::view::{Bytes, Grows, array, omnimedia_released, omnimedia_str, sized};

/// A snapshot: prepared answers in one string of bytes. It never changes, and any thread may ask it.
pub struct omnimedia_snapshot {
    _private: [u8; 0],
}

/// How a snapshot is opened. NULL means zeros: checked, and a file mapped.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_open_options {
    /// The size of this structure in bytes.
    pub size: usize,
    /// 0 checks the checksums of all sections and every invariant before the snapshot is used; 1 looks at the header alone, so that opening
    /// costs the same at any size. An unchecked snapshot with wrong bytes gives wrong answers or faults, never more.
    pub unverified: i32,
    /// 0 maps a file; 1 reads it into memory, so that the file may change or vanish afterwards.
    pub in_memory: i32,
}

impl Grows for omnimedia_open_options {
    const FIRST: usize = size_of::<Self>();
}

pub(crate) fn read(given: *const omnimedia_open_options) -> Result<omnimedia_open_options, Refusal> {
    let zeros = omnimedia_open_options { size: 0, unverified: 0, in_memory: 0 };
    let options = sized(given, "options")?.unwrap_or(zeros);
    for (flag, name) in [(options.unverified, "options.unverified"), (options.in_memory, "options.in_memory")]
    {
        if !matches!(flag, 0 | 1) {
            return Err(bad(name, format!("is {flag}"), "pass 0 or 1"));
        }
    }
    Ok(options)
}

fn opened(bytes: Bytes, options: &omnimedia_open_options) -> Result<*mut omnimedia_snapshot, Refusal> {
    let opened = Opened::open(vec![bytes], None)?;
    if options.unverified == 0 {
        opened.verify()?;
    }
    hand_out(opened)
}

/// The same refusal, with the file that it is about.
fn in_file(path: &str, refusal: Refusal) -> Refusal {
    let named = |fault: &Fault| {
        let message = format!("the file `{path}`: {}", fault.message()).replace(['\n', '\r'], " ");
        Fault::new(fault.code(), message, fault.advice()).at(fault.place().clone())
    };
    match refusal {
        Refusal::Faults(faults) => {
            Faults::new(faults.iter().map(named).collect()).map_or(Refusal::Faults(faults), Refusal::Faults)
        }
        status @ Refusal::Status(_) => status,
    }
}

/// Opens a snapshot from `len` bytes, which are copied.
///
/// `options` may be NULL. `out` gets a handle to be released with `omnimedia_snapshot_release`; `why` may be NULL.
///
/// `OMNIMEDIA_NOT_A_SNAPSHOT`, `OMNIMEDIA_SNAPSHOT_VERSION`, `…_LENGTH`, `…_CHECKSUM`, `…_DAMAGED`,
/// `OMNIMEDIA_WRONG_KIND` for a delta. Any thread. Linear in the bytes.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_open(
    bytes: *const u8,
    len: usize,
    options: *const omnimedia_open_options,
    out: Option<&mut MaybeUninit<*mut omnimedia_snapshot>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let out = out.ok_or_else(|| null("out"))?;
        let (options, bytes) = (read(options)?, array(bytes, len, "bytes")?);
        out.write(opened(Bytes::owned(AlignedBytes::from(bytes)), &options)?);
        Ok(())
    })
}

/// Opens a snapshot from `len` bytes that the caller lends: they must stay where and as they are until `released`,
/// which may be NULL, is called with `user`.
///
/// That is when the last snapshot, answer and store that reads them is gone, by whichever thread let it go; where the
/// call fails, it is not called. Bytes that begin at a multiple of 64 are asked fastest. `options` may be NULL. The
/// other arguments, and faults, as `omnimedia_snapshot_open`; copies nothing.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_borrow(
    bytes: *const u8,
    len: usize,
    options: *const omnimedia_open_options,
    released: omnimedia_released,
    user: *mut c_void,
    out: Option<&mut MaybeUninit<*mut omnimedia_snapshot>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let out = out.ok_or_else(|| null("out"))?;
        let (options, lent) = (read(options)?, array(bytes, len, "bytes")?);
        let bytes = Bytes::of_host(lent, released, user);
        let handle = opened(bytes.clone(), &options)?;
        // What is refused is not kept and calls nobody back: only now nothing can fail any more.
        bytes.take();
        out.write(handle);
        Ok(())
    })
}

/// Opens a snapshot from a file, mapped unless the options say otherwise.
///
/// `path` is UTF-8. A mapped file must stay as it is until the snapshot is gone: put a new one in its place by
/// renaming, as `omnimedia_snapshot_save` does, and never write into it or cut it short. `options` may be NULL. `out`
/// gets a handle to be released with `omnimedia_snapshot_release`; `why` may be NULL.
///
/// `OMNIMEDIA_READ` for a file that cannot be read, or for which there is no memory, and the faults of
/// `omnimedia_snapshot_open`. Any thread. Linear in the file where it is checked or read, else constant.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_open_file(
    path: omnimedia_str,
    options: *const omnimedia_open_options,
    out: Option<&mut MaybeUninit<*mut omnimedia_snapshot>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let out = out.ok_or_else(|| null("out"))?;
        let options = read(options)?;
        let path = path.text("path")?;
        let bytes = file::read(path, options.in_memory == 0)?;
        out.write(opened(bytes, &options).map_err(|refusal| in_file(path, refusal))?);
        Ok(())
    })
}

/// The same snapshot with one more delta of `len` bytes, which are copied. The first one stays as it is.
///
/// `out` gets a handle to be released with `omnimedia_snapshot_release`; `why` may be NULL. Shelves of the first one
/// are not shelves of the new one; a store keeps them over changes.
///
/// `OMNIMEDIA_WRONG_BASE`, `OMNIMEDIA_WRONG_POLICY`, `OMNIMEDIA_WRONG_KIND`, also for shards, which have no deltas, and
/// the faults of `omnimedia_snapshot_open`. Any thread. Linear in the delta, which is checked; what it stands on is shared.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_with_delta(
    snapshot: *const omnimedia_snapshot,
    delta: *const u8,
    len: usize,
    out: Option<&mut MaybeUninit<*mut omnimedia_snapshot>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let out = out.ok_or_else(|| null("out"))?;
        let below = named::<Opened>(snapshot, "snapshot")?;
        let delta = Bytes::owned(AlignedBytes::from(array(delta, len, "delta")?));
        let above = below.with_delta(delta, None)?;
        above.verify_newest()?;
        out.write(hand_out(above)?);
        Ok(())
    })
}

/// One snapshot without deltas that answers the same: the bytes of a full build.
///
/// `out` gets a handle to be released with `omnimedia_snapshot_release`; `why` may be NULL. `OMNIMEDIA_WRONG_KIND` for
/// shards, which stay apart. Any thread. Linear in the snapshot.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_compact(
    snapshot: *const omnimedia_snapshot,
    out: Option<&mut MaybeUninit<*mut omnimedia_snapshot>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let out = out.ok_or_else(|| null("out"))?;
        let bytes = Flatten::compact(named::<Opened>(snapshot, "snapshot")?.whole()?)?;
        out.write(hand_out(Opened::open(vec![Bytes::owned(bytes.into())], None)?)?);
        Ok(())
    })
}

/// Checks the checksum of every section and every invariant of the format.
///
/// `why`, which may be NULL, gets all that is broken. `OMNIMEDIA_SNAPSHOT_CHECKSUM`, `OMNIMEDIA_SNAPSHOT_DAMAGED`. Any
/// thread. Linear in the bytes.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_verify(
    snapshot: *const omnimedia_snapshot,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || Ok(named::<Opened>(snapshot, "snapshot")?.verify()?))
}

/// The bytes of a snapshot, to be sent or stored: layer 0 is the base, then come its deltas; of shards layer 0 is the
/// index, then come the shards. They live as long as the snapshot.
///
/// `OMNIMEDIA_BAD_ARGUMENT` where there is no such layer; `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_bytes(
    snapshot: *const omnimedia_snapshot,
    layer: usize,
    bytes: Option<&mut MaybeUninit<omnimedia_str>>,
) -> omnimedia_status {
    guard(|| {
        let out = output(bytes)?;
        let opened = borrow::<Opened>(snapshot)?;
        let bytes = opened.layers().get(layer).ok_or(OMNIMEDIA_BAD_ARGUMENT)?.as_ref();
        out.write(omnimedia_str { data: bytes.as_ptr(), len: bytes.len() });
        Ok(())
    })
}

/// Saves a snapshot without deltas to a file: written beside it, synced, then renamed, and the folder synced, so that
/// readers see the old file or the new one, also after a loss of power. What is there and is no file, such as a device
/// or a folder, is refused; a link is replaced, not followed; the rights of the file that is there are kept.
///
/// `path` is UTF-8; `why` may be NULL. `OMNIMEDIA_WRITE` for what cannot be written, and where the new file is in its place
/// but its folder cannot be synced, which `why` says: it may not outlast a loss of power. `OMNIMEDIA_WRONG_KIND` for a
/// snapshot with deltas, to be compacted first, and for shards, each of which is saved by itself. Any thread. Linear in the bytes.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_save(
    snapshot: *const omnimedia_snapshot,
    path: omnimedia_str,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let opened = named::<Opened>(snapshot, "snapshot")?;
        let path = path.text("path")?;
        opened.whole()?;
        let [bytes] = opened.layers() else {
            let message = "a snapshot with deltas is several files";
            return Err(Fault::new(Code::WrongKind, message, "compact it first, or save its layers").into());
        };
        Ok(file::write(path, bytes.as_ref())?)
    })
}

/// What a snapshot says of itself.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct omnimedia_snapshot_info {
    /// `OMNIMEDIA_ORDER_…` of the policy that it was written under.
    pub order: omnimedia_choice,
    /// `OMNIMEDIA_PARENTS_…` of that policy.
    pub parents: omnimedia_choice,
    /// `OMNIMEDIA_INHERITANCE_…` of that policy.
    pub inheritance: omnimedia_choice,
    /// `OMNIMEDIA_ALT_SOURCE_…` of that policy.
    pub alt_source: omnimedia_choice,
    /// The hash of its content, which deltas name their base by; of shards that of the whole set.
    pub content_hash: [u8; 16],
    /// How many deltas are open on the base.
    pub deltas: usize,
    /// The bytes of all layers; of shards those of all of them and of their index.
    pub bytes: u64,
}

/// What a snapshot says of itself.
///
/// `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_about(
    snapshot: *const omnimedia_snapshot,
    info: Option<&mut MaybeUninit<omnimedia_snapshot_info>>,
) -> omnimedia_status {
    guard(|| {
        let info = output(info)?;
        let opened = borrow::<Opened>(snapshot)?;
        let policy = args::policy_out(&opened.policy());
        info.write(omnimedia_snapshot_info {
            order: policy.order,
            parents: policy.parents,
            inheritance: policy.inheritance,
            alt_source: policy.alt_source,
            content_hash: opened.content_hash().to_be_bytes(),
            deltas: opened.deltas(),
            bytes: opened.layers().iter().map(|layer| layer.as_ref().len() as u64).sum(),
        });
        Ok(())
    })
}

/// What a file is, by number.
pub type omnimedia_probe_kind = i32;

/// Neither a snapshot nor the index of shards, or fewer than 64 bytes of a snapshot.
pub const OMNIMEDIA_PROBE_NOT_A_SNAPSHOT: omnimedia_probe_kind = 0;
/// A snapshot that this library reads.
pub const OMNIMEDIA_PROBE_BASE: omnimedia_probe_kind = 1;
/// A delta that this library reads.
pub const OMNIMEDIA_PROBE_DELTA: omnimedia_probe_kind = 2;
/// A snapshot of an older format.
pub const OMNIMEDIA_PROBE_OLDER: omnimedia_probe_kind = 3;
/// A snapshot of a newer format.
pub const OMNIMEDIA_PROBE_NEWER: omnimedia_probe_kind = 4;
/// The index of a set of shards, of any version.
pub const OMNIMEDIA_PROBE_SHARD_INDEX: omnimedia_probe_kind = 5;

/// What the first 64 bytes of a file say of it: `OMNIMEDIA_PROBE_…`.
///
/// `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_BAD_ARGUMENT`. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_probe(
    bytes: *const u8,
    len: usize,
    kind: Option<&mut MaybeUninit<omnimedia_probe_kind>>,
) -> omnimedia_status {
    guard(|| {
        let kind = output(kind)?;
        let bytes = super::view::lent(bytes, len)?;
        kind.write(match probe(bytes) {
            Probe::NotASnapshot if is_shard_index(bytes) => OMNIMEDIA_PROBE_SHARD_INDEX,
            Probe::NotASnapshot => OMNIMEDIA_PROBE_NOT_A_SNAPSHOT,
            Probe::Current { delta: false, .. } => OMNIMEDIA_PROBE_BASE,
            Probe::Current { delta: true, .. } => OMNIMEDIA_PROBE_DELTA,
            Probe::Older { .. } => OMNIMEDIA_PROBE_OLDER,
            Probe::Newer { .. } => OMNIMEDIA_PROBE_NEWER,
        });
        Ok(())
    })
}

/// What a product, a variant or a selection shows, with everything in it looked up.
///
/// For the hot path use a shelf and `omnimedia_snapshot_primary`. `out` gets an answer to be released with
/// `omnimedia_answer_release`; it keeps the snapshot alive. `why` may be NULL.
///
/// `OMNIMEDIA_NOT_FOUND`, `OMNIMEDIA_BAD_QUERY`, `OMNIMEDIA_MALFORMED_LOCALE`. Any thread. Linear in the answer.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_resolve(
    snapshot: *const omnimedia_snapshot,
    query: *const omnimedia_query,
    out: Option<&mut MaybeUninit<*mut omnimedia_answer>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let out = out.ok_or_else(|| null("out"))?;
        let opened = share::<Opened>(snapshot, "snapshot")?;
        out.write(hand_out(Answered::of_snapshot(opened, &args::query(query)?)?)?);
        Ok(())
    })
}

/// One more reference to a snapshot, to be released like the first. NULL is fine.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_retain(snapshot: *const omnimedia_snapshot) -> omnimedia_status {
    guard(|| retain::<Opened>(snapshot))
}

/// One reference less; the snapshot and its texts go with the last one, and with the last answer of it. NULL is fine.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_snapshot_release(snapshot: *mut omnimedia_snapshot) -> omnimedia_status {
    guard(|| release::<Opened>(snapshot))
}
