//! A live store: many threads ask while one replaces what they ask.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::mem::MaybeUninit;
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;
use omnimedia::AlignedBytes;

use super::args::{context_or_default, omnimedia_context};
use super::fault::{omnimedia_fault, tell};
use super::guard::{Refusal, explained, guard, null, output};
use super::handle::{Handled, borrow, hand_out, hand_out_shared, named, release, retain, share};
use super::opened::Opened;
use super::shelves::{Registry, omnimedia_shelf};
use super::snapshot::omnimedia_snapshot;
use super::status::omnimedia_status;
use super::view::{Bytes, array};

/// A live store: it holds the snapshot that is asked now. Any thread may take it and ask, while one replaces it.
pub struct omnimedia_store {
    _private: [u8; 0],
}

pub(crate) struct Store {
    current: ArcSwap<Opened>,
    registry: Arc<Registry>,
    /// One writer at a time; readers never take it.
    writing: Mutex<()>,
}

impl Handled for Store {
    type Face = omnimedia_store;
    const KIND: usize = 6;
}

impl Store {
    fn replace(
        &self,
        next: impl FnOnce(&Opened, Arc<Registry>) -> Result<Opened, Refusal>,
    ) -> Result<(), Refusal> {
        let alone = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let next = next(&self.current.load(), self.registry.clone())?;
        next.make_all_shelves();
        let before = self.current.swap(Arc::new(next));
        // What goes may call the host back, who may write to this store: not while it is locked.
        drop(alone);
        drop(before);
        Ok(())
    }
}

/// A store that holds a snapshot.
///
/// The store keeps the snapshot alive; the caller's own handle stays the caller's. `out` gets a handle to be released
/// with `omnimedia_store_release`; `why` may be NULL. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_store_new(
    snapshot: *const omnimedia_snapshot,
    out: Option<&mut MaybeUninit<*mut omnimedia_store>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let out = out.ok_or_else(|| null("out"))?;
        let opened = named::<Opened>(snapshot, "snapshot")?;
        let registry = Registry::new();
        let current = Arc::new(opened.with_shelves_of(registry.clone())?);
        let store = Store { current: ArcSwap::new(current), registry, writing: Mutex::new(()) };
        out.write(hand_out(store)?);
        Ok(())
    })
}

/// The snapshot of this moment, to be asked and then released with `omnimedia_snapshot_release`. Until then it and its
/// texts stay, whatever the store gets.
///
/// Every call gives a handle of its own: who releases one twice takes nothing from others. Take one for a page or a
/// batch, not for each look-up.
///
/// `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_WRONG_HANDLE`, `OMNIMEDIA_BAD_ARGUMENT` where there are too many handles. Any
/// thread; takes no lock and never waits.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_store_snapshot(
    store: *const omnimedia_store,
    snapshot: Option<&mut MaybeUninit<*mut omnimedia_snapshot>>,
) -> omnimedia_status {
    guard(|| {
        let out = output(snapshot)?;
        let current = borrow::<Store>(store)?.current.load_full();
        out.write(hand_out_shared(current).map_err(|refusal| refusal.status())?);
        Ok(())
    })
}

/// Interns a context, once, for every snapshot that the store holds now or later.
///
/// `context` may be NULL: the default catalog, Omnichannel, Neutral. The same context gives the same shelf. `why` may be
/// NULL.
///
/// `OMNIMEDIA_MALFORMED_LOCALE`, `OMNIMEDIA_LIMIT_CONTEXTS` for more than 1,048,576. None is forgotten: intern what the
/// shop offers, not what a request brings. Any thread; takes a lock for a moment, and some 600 bytes in this snapshot and in
/// each that follows: whoever puts one in its place prepares all shelves before readers see it.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_store_shelf(
    store: *const omnimedia_store,
    context: Option<&omnimedia_context>,
    shelf: Option<&mut MaybeUninit<omnimedia_shelf>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let shelf = shelf.ok_or_else(|| null("shelf"))?;
        let store = share::<Store>(store, "store")?;
        shelf.write(store.current.load().intern(context_or_default(context)?)?);
        Ok(())
    })
}

/// Puts another snapshot in the place of the one that the store holds. Who took that one keeps it; its memory goes when
/// the last of them releases it.
///
/// The caller's own handle stays the caller's. `why` may be NULL. Any thread; writers wait for each other, readers for
/// nobody. Linear in the contexts that are interned, some 0.6 microseconds each.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_store_replace(
    store: *const omnimedia_store,
    snapshot: *const omnimedia_snapshot,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let store = share::<Store>(store, "store")?;
        let opened = named::<Opened>(snapshot, "snapshot")?;
        store.replace(|_, registry| Ok(opened.with_shelves_of(registry)?))
    })
}

/// Adds a change to what the store holds: a delta of `len` bytes, which are copied, on the snapshot of this moment.
///
/// `why` may be NULL. `OMNIMEDIA_WRONG_BASE` where the delta belongs on another snapshot, `OMNIMEDIA_WRONG_KIND` where
/// the store holds shards, and the other faults of
/// `omnimedia_snapshot_with_delta`; the store then holds what it held. Any thread; writers wait for each other, readers
/// for nobody. Linear in the delta, which is checked, and in the contexts that are interned. Each delta that is open makes
/// every look-up slower: past some 30 replace the snapshot by `omnimedia_snapshot_compact` of it, in the thread that adds.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_store_add(
    store: *const omnimedia_store,
    delta: *const u8,
    len: usize,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let store = share::<Store>(store, "store")?;
        let delta = Bytes::owned(AlignedBytes::from(array(delta, len, "delta")?));
        store.replace(|below, registry| {
            let above = below.with_delta(delta, Some(registry))?;
            above.verify_newest()?;
            Ok(above)
        })
    })
}

/// One more reference to a store, to be released like the first. NULL is fine.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_store_retain(store: *const omnimedia_store) -> omnimedia_status {
    guard(|| retain::<Store>(store))
}

/// One reference less; with the last one the store lets go of its snapshot. NULL is fine.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_store_release(store: *mut omnimedia_store) -> omnimedia_status {
    guard(|| release::<Store>(store))
}
