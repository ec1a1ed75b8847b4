//! Memory in use, counted.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

static NOW: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

/// The system's allocator, counting. Meant for one thread: counts of several may be lost.
#[derive(Debug)]
pub struct Counting;

fn add(bytes: usize) {
    // a load and a store, not an atomic addition: nearly free, and there is one thread
    let now = NOW.load(Relaxed).wrapping_add(bytes);
    NOW.store(now, Relaxed);
    if now > MOST.load(Relaxed) {
        MOST.store(now, Relaxed);
    }
}

fn take(bytes: usize) {
    NOW.store(NOW.load(Relaxed).wrapping_sub(bytes), Relaxed);
}

// SAFETY: everything is the system allocator's.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        add(layout.size());
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        add(layout.size());
        // SAFETY: as the caller promises.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        take(layout.size());
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // large blocks grow in place, by their pages: not twice in memory
        take(layout.size());
        add(size);
        // SAFETY: as the caller promises.
        unsafe { System.realloc(memory, layout, size) }
    }
}

/// Bytes in use.
#[must_use]
pub fn now() -> usize {
    NOW.load(Relaxed)
}

/// What is done, and the most bytes in use while it was, above those before.
pub fn peak<T>(run: impl FnOnce() -> T) -> (T, usize) {
    let before = now();
    MOST.store(before, Relaxed);
    let result = run();
    (result, MOST.load(Relaxed).saturating_sub(before))
}
