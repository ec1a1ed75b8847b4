//! Handles: numbers dressed as pointers, so that a released, foreign or invented one is a status and no crash.
//!
//! A handle names a slot of one table and the slot's generation. Slots never move and are never given back to the
//! system; when the last reference goes, the slot gets its next generation, and old handles no longer fit. Slots are
//! taken, reached and given back without a lock, so that no thread waits for one that was stopped halfway. That a handle is not released while a call uses it is the caller's part
//! of the contract, as it is for any reference.
//!
//! Generation, references and kind stand in one word, so that they change together or not at all: of two threads that
//! release the last reference at once one is told that there is none, and neither touches what moves in afterwards.

#![expect(unsafe_code, reason = "one of the rooms for it: slots are reached by address, objects by pointer")]

use std::mem::{ManuallyDrop, MaybeUninit};
use std::ptr::{null_mut, without_provenance_mut};
use std::sync::Arc;
use std::sync::atomic::{AtomicPtr, AtomicU64, AtomicUsize, Ordering};

use omnimedia::{Code, Fault};

use super::guard::{Refusal, null};
use super::status::{
    OMNIMEDIA_BAD_ARGUMENT, OMNIMEDIA_NULL_ARGUMENT, OMNIMEDIA_WRONG_HANDLE, omnimedia_status,
};

/// What stands behind a handle.
pub(crate) trait Handled: Send + Sync + Sized + 'static {
    /// The type that C sees.
    type Face;
    /// The number of the type, from 1 to 15; each has its own.
    const KIND: usize;
}

const HALF: u32 = usize::BITS / 2;
const LOW: usize = (1 << HALF) - 1;
/// Slots of the first chunk, which is always there and reached in the fewest steps; each further one has twice as many,
/// until there are `PAGE`.
const FIRST: usize = 64;
/// Slots of a chunk at most, so that none takes long to make: of threads that need the same one at once each makes it.
const PAGE: usize = 1 << 12;
/// How many chunks the doubling adds to those of `PAGE` slots.
const DOUBLING: usize = (PAGE.ilog2() - FIRST.ilog2()) as usize;
const CHUNKS: usize = (1 << MOST_BITS) / PAGE + DOUBLING;
/// How many slots there can be.
const MOST: usize = (1 << MOST_BITS) - FIRST;
const MOST_BITS: u32 = if HALF < PLACE { HALF } else { PLACE };

/// The word of the idle slots: the place of the first, from 1, and above it how often the word was changed, so that one
/// who was stopped halfway does not take it for the one that was read. To be taken in, it had to be changed as often as
/// 2^38 times meanwhile.
const PLACE: u32 = 26;
const NO_PLACE: u64 = !((1 << PLACE) - 1);

/// The words of a slot: the generation in the high half, then references, then the kind. Where there is no object, the
/// place of the next idle slot, from 1, stands where references would, and the kind is none.
const GENERATION: u32 = 32;
const REFERENCE: u64 = 1 << 4;
const REFERENCES: u64 = (1 << GENERATION) - REFERENCE;
/// The last generation; that of a handle has half of its bits. None is 0, so that no small number is a handle.
const LAST: u64 = LOW as u64;

struct Slot {
    state: AtomicU64,
    object: AtomicPtr<()>,
}

impl Slot {
    const fn new() -> Self {
        Self { state: AtomicU64::new(1 << GENERATION), object: AtomicPtr::new(null_mut()) }
    }
}

struct Table {
    first: [Slot; FIRST],
    /// The others; the place of the first one stays empty.
    chunks: [AtomicPtr<Slot>; CHUNKS],
    /// The first of the slots that were used and are idle.
    idle: AtomicU64,
    /// How many slots were ever taken.
    made: AtomicUsize,
    /// How many are taken now.
    taken: AtomicUsize,
}

static TABLE: Table = Table {
    first: [const { Slot::new() }; FIRST],
    chunks: [const { AtomicPtr::new(null_mut()) }; CHUNKS],
    idle: AtomicU64::new(0),
    made: AtomicUsize::new(0),
    taken: AtomicUsize::new(0),
};

impl Table {
    /// The chunk of a slot, and its place there.
    #[inline(always)]
    fn place(index: usize) -> (usize, usize) {
        let shifted = index + FIRST;
        if shifted >= PAGE {
            return (shifted / PAGE + DOUBLING - 1, shifted % PAGE);
        }
        let chunk = shifted.ilog2() - FIRST.ilog2();
        (chunk as usize, shifted - (FIRST << chunk))
    }

    #[inline(always)]
    fn slot(&self, index: usize) -> Option<&Slot> {
        if let Some(slot) = self.first.get(index) {
            return Some(slot);
        }
        let (chunk, place) = Self::place(index);
        let start = self.chunks.get(chunk)?.load(Ordering::Acquire);
        if start.is_null() {
            return None;
        }
        // SAFETY: a chunk that is not null has `slots_of` it, more than `place`, and is never freed.
        Some(unsafe { &*start.add(place) })
    }

    /// A slot that nobody uses, with its index.
    fn take(&self) -> Option<(usize, &Slot)> {
        let found = self.take_idle().or_else(|| self.make())?;
        self.taken.fetch_add(1, Ordering::Relaxed);
        Some(found)
    }

    fn take_idle(&self) -> Option<(usize, &Slot)> {
        let mut head = self.idle.load(Ordering::Acquire);
        loop {
            let index = ((head & !NO_PLACE) as usize).checked_sub(1)?;
            let slot = self.slot(index)?;
            // It may be another's by now; then the word has changed, and what was read is not used.
            let next = (slot.state.load(Ordering::Relaxed) & REFERENCES) / REFERENCE;
            let next = (next & !NO_PLACE) | Self::changed(head);
            match self.idle.compare_exchange_weak(head, next, Ordering::Acquire, Ordering::Acquire) {
                Ok(_) => return Some((index, slot)),
                Err(found) => head = found,
            }
        }
    }

    /// A slot that never was.
    fn make(&self) -> Option<(usize, &Slot)> {
        let mut made = self.made.load(Ordering::Relaxed);
        loop {
            if made == MOST {
                return None;
            }
            let (chunk, _) = Self::place(made);
            if chunk != 0 {
                self.make_chunk(chunk)?;
            }
            match self.made.compare_exchange_weak(made, made + 1, Ordering::Relaxed, Ordering::Relaxed) {
                Ok(_) => return Some((made, self.slot(made)?)),
                Err(found) => made = found,
            }
        }
    }

    fn slots_of(chunk: usize) -> usize {
        FIRST << chunk.min(DOUBLING)
    }

    /// Puts a chunk where none is.
    fn make_chunk(&self, chunk: usize) -> Option<()> {
        let place = self.chunks.get(chunk)?;
        if !place.load(Ordering::Acquire).is_null() {
            return Some(());
        }
        let mut slots = Vec::new();
        slots.try_reserve_exact(Self::slots_of(chunk)).ok()?;
        slots.resize_with(Self::slots_of(chunk), Slot::new);
        let slots = Box::into_raw(slots.into_boxed_slice());
        if place.compare_exchange(null_mut(), slots.cast(), Ordering::AcqRel, Ordering::Relaxed).is_err() {
            // SAFETY: the pointer is from `Box::into_raw`, and nobody else saw it.
            drop(unsafe { Box::from_raw(slots) });
        }
        Some(())
    }

    /// Gives back a slot. One that had its last generation rests for ever, for a number that was a handle once must
    /// not become another; where handles are short it starts again, for it would be found missing.
    fn give_back(&self, index: usize, slot: &Slot, generation: u64) {
        if generation == LAST && usize::BITS >= 64 {
            self.taken.fetch_sub(1, Ordering::Relaxed);
        } else {
            self.put_back(index, slot);
        }
    }

    /// Puts a slot to those that are idle.
    fn put_back(&self, index: usize, slot: &Slot) {
        let place = index as u64 + 1;
        let generation = slot.state.load(Ordering::Relaxed) >> GENERATION;
        let mut head = self.idle.load(Ordering::Relaxed);
        loop {
            let to_next = (head & !NO_PLACE) * REFERENCE;
            slot.state.store((generation << GENERATION) | to_next, Ordering::Relaxed);
            let next = place | Self::changed(head);
            match self.idle.compare_exchange_weak(head, next, Ordering::Release, Ordering::Relaxed) {
                Ok(_) => break,
                Err(found) => head = found,
            }
        }
        self.taken.fetch_sub(1, Ordering::Relaxed);
    }

    /// The part of the word of the idle slots that tells one change from another.
    fn changed(head: u64) -> u64 {
        (head & NO_PLACE).wrapping_add(1 << PLACE)
    }
}

/// How many handles are not released.
pub(crate) fn alive() -> usize {
    TABLE.taken.load(Ordering::Relaxed)
}

/// A new handle, with one reference.
pub(crate) fn hand_out<T: Handled>(object: T) -> Result<*mut T::Face, Refusal> {
    hand_out_shared(Arc::new(object))
}

/// The same for what is shared already.
pub(crate) fn hand_out_shared<T: Handled>(object: Arc<T>) -> Result<*mut T::Face, Refusal> {
    Ok(Reserved::new()?.fill(object))
}

/// A slot for a handle to come. Who changes something takes it first, so that nothing is changed by a call that then
/// has no handle for what it gives.
struct Reserved {
    index: usize,
    slot: &'static Slot,
}

impl Reserved {
    fn new() -> Result<Self, Refusal> {
        let Some((index, slot)) = TABLE.take() else {
            let advice = "release what is no longer needed";
            return Err(Fault::new(Code::BadArgument, "there are too many handles", advice).into());
        };
        Ok(Self { index, slot })
    }

    fn fill<T: Handled>(self, object: Arc<T>) -> *mut T::Face {
        let kept = ManuallyDrop::new(self);
        let (index, slot) = (kept.index, kept.slot);
        let generation = slot.state.load(Ordering::Relaxed) >> GENERATION;
        slot.object.store(Arc::into_raw(object).cast_mut().cast(), Ordering::Relaxed);
        // What was written before is seen by whoever finds this word, or one that references made of it.
        slot.state.store((generation << GENERATION) | REFERENCE | T::KIND as u64, Ordering::Release);
        without_provenance_mut(((generation as usize) << HALF) | (index + 1))
    }
}

impl Drop for Reserved {
    fn drop(&mut self) {
        TABLE.put_back(self.index, self.slot);
    }
}

/// Room for a handle to come, and the place where it is written.
pub(crate) struct Room<'call, T: Handled> {
    reserved: Reserved,
    out: &'call mut MaybeUninit<*mut T::Face>,
}

impl<'call, T: Handled> Room<'call, T> {
    /// Room for a mandatory output.
    pub(crate) fn new(
        out: Option<&'call mut MaybeUninit<*mut T::Face>>,
        name: &str,
    ) -> Result<Self, Refusal> {
        let out = out.ok_or_else(|| null(name))?;
        Ok(Self { reserved: Reserved::new()?, out })
    }

    /// Room for an output that may be NULL.
    pub(crate) fn asked(out: Option<&'call mut MaybeUninit<*mut T::Face>>) -> Result<Option<Self>, Refusal> {
        out.map(|out| Ok(Self { reserved: Reserved::new()?, out })).transpose()
    }

    /// Writes the handle.
    pub(crate) fn fill(self, object: impl Into<T>) {
        self.out.write(self.reserved.fill(Arc::new(object.into())));
    }

    /// Writes the handle, or NULL where there is nothing.
    pub(crate) fn fill_or_null(self, object: Option<impl Into<T>>) {
        match object {
            Some(object) => self.fill(object),
            None => drop(self.out.write(null_mut())),
        }
    }
}

/// Where a handle leads: the slot, and what its word must be but for the references.
struct Named {
    slot: &'static Slot,
    index: usize,
    word: u64,
}

impl Named {
    #[inline(always)]
    fn of<T: Handled>(handle: *const T::Face) -> Result<Self, omnimedia_status> {
        let number = handle.addr();
        if number & LOW == 0 {
            return Err(if number == 0 { OMNIMEDIA_NULL_ARGUMENT } else { OMNIMEDIA_WRONG_HANDLE });
        }
        let index = (number & LOW) - 1;
        let slot = TABLE.slot(index).ok_or(OMNIMEDIA_WRONG_HANDLE)?;
        Ok(Self { slot, index, word: (((number >> HALF) as u64) << GENERATION) | T::KIND as u64 })
    }

    #[inline(always)]
    fn fits(&self, state: u64) -> bool {
        // A slot without an object has no kind, and never fits.
        state & !REFERENCES == self.word
    }

    /// Changes the number of references, together with all that is told by the word or not at all.
    fn count(
        &self,
        order: Ordering,
        mut change: impl FnMut(u64) -> Result<u64, omnimedia_status>,
    ) -> Result<u64, omnimedia_status> {
        let mut state = self.slot.state.load(Ordering::Relaxed);
        loop {
            if !self.fits(state) {
                return Err(OMNIMEDIA_WRONG_HANDLE);
            }
            let next = change(state)?;
            match self.slot.state.compare_exchange_weak(state, next, order, Ordering::Relaxed) {
                Ok(_) => return Ok(next),
                Err(found) => state = found,
            }
        }
    }
}

/// What a handle names, for the time of a call.
#[inline(always)]
pub(crate) fn borrow<'call, T: Handled>(handle: *const T::Face) -> Result<&'call T, omnimedia_status> {
    let named = Named::of::<T>(handle)?;
    if !named.fits(named.slot.state.load(Ordering::Acquire)) {
        return Err(OMNIMEDIA_WRONG_HANDLE);
    }
    let object = named.slot.object.load(Ordering::Relaxed).cast::<T>();
    // SAFETY: the word says that the slot holds a T, from `Arc::into_raw`; it lives until the handle is released,
    // which the caller does not do before the call is over. NULL, which a caller who does may meet, is a status.
    unsafe { object.as_ref() }.ok_or(OMNIMEDIA_WRONG_HANDLE)
}

/// What a handle names, or a fault that names the argument.
pub(crate) fn named<'call, T: Handled>(handle: *const T::Face, name: &str) -> Result<&'call T, Refusal> {
    borrow::<T>(handle).map_err(|status| refused(status, name))
}

fn refused(status: omnimedia_status, name: &str) -> Refusal {
    match status {
        OMNIMEDIA_NULL_ARGUMENT => null(name),
        _ => {
            let message =
                format!("the argument `{name}` is no handle of its type: it was released, or is another's");
            Fault::new(Code::WrongHandle, message, "pass what the library gave, until it is released").into()
        }
    }
}

/// A share in what a handle names, for longer than the call.
pub(crate) fn share<T: Handled>(handle: *const T::Face, name: &str) -> Result<Arc<T>, Refusal> {
    let object: *const T = named::<T>(handle, name)?;
    // SAFETY: the pointer is from `Arc::into_raw`, and the handle's own count is kept by the increment.
    unsafe {
        Arc::increment_strong_count(object);
        Ok(Arc::from_raw(object))
    }
}

/// One more reference to a handle; NULL is fine.
pub(crate) fn retain<T: Handled>(handle: *const T::Face) -> Result<(), omnimedia_status> {
    if handle.is_null() {
        return Ok(());
    }
    let more = |state: u64| {
        if state & REFERENCES == REFERENCES { Err(OMNIMEDIA_BAD_ARGUMENT) } else { Ok(state + REFERENCE) }
    };
    Named::of::<T>(handle)?.count(Ordering::Relaxed, more).map(drop)
}

/// One reference less; what no handle names any more goes. NULL is fine.
pub(crate) fn release<T: Handled>(handle: *const T::Face) -> Result<(), omnimedia_status> {
    if handle.is_null() {
        return Ok(());
    }
    let named = Named::of::<T>(handle)?;
    let generation = named.word >> GENERATION;
    let less = |state: u64| {
        let left = (state & REFERENCES) - REFERENCE;
        Ok(if left == 0 { next_generation(generation) << GENERATION } else { state - REFERENCE })
    };
    // Acquire, for what others did with the object comes before its end; release, for what we did.
    let state = named.count(Ordering::AcqRel, less)?;
    if state & REFERENCES == 0 {
        let object = named.slot.object.swap(null_mut(), Ordering::Relaxed);
        TABLE.give_back(named.index, named.slot, generation);
        // SAFETY: the pointer is from `Arc::into_raw` in `hand_out`; that the word went from one reference to none is
        // seen by one caller alone, and nobody else has the slot before it is given back.
        drop(unsafe { Arc::from_raw(object.cast_const().cast::<T>()) });
    }
    Ok(())
}

/// Makes a handle's slot old: the handle that comes back is of the last generation.
#[cfg(test)]
#[allow(dead_code, reason = "the suite compiles this file, and is who needs it")]
pub(crate) fn wear_out<T: Handled>(handle: *const T::Face) -> Result<*mut T::Face, omnimedia_status> {
    let named = Named::of::<T>(handle)?;
    let young = |state: u64| Ok((LAST << GENERATION) | (state & !(LAST << GENERATION)));
    named.count(Ordering::Relaxed, young)?;
    Ok(without_provenance_mut(((LAST as usize) << HALF) | (named.index + 1)))
}

fn next_generation(generation: u64) -> u64 {
    if generation == LAST { 1 } else { generation + 1 }
}
