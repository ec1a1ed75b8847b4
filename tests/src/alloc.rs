//! Memory in use, counted by thread: trials run beside each other.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    static NOW: Cell<usize> = const { Cell::new(0) };
    static MOST: Cell<usize> = const { Cell::new(0) };
}

/// The system's allocator, counting. What one thread takes and another gives back is counted for both.
#[derive(Debug)]
pub struct Counting;

fn add(bytes: usize) {
    // a thread that ends counts no more
    _ = NOW.try_with(|now| {
        now.set(now.get().wrapping_add(bytes));
        _ = MOST.try_with(|most| {
            // below zero where others' memory was given back
            if now.get() < usize::MAX / 2 {
                most.set(most.get().max(now.get()));
            }
        });
    });
}

fn take(bytes: usize) {
    _ = NOW.try_with(|now| now.set(now.get().wrapping_sub(bytes)));
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
        take(layout.size());
        add(size);
        // SAFETY: as the caller promises.
        unsafe { System.realloc(memory, layout, size) }
    }
}

/// Bytes that this thread has in use.
#[must_use]
pub fn now() -> usize {
    NOW.get()
}

/// What is done, and the most bytes that this thread had in use while it was, above those before.
pub fn peak<T>(run: impl FnOnce() -> T) -> (T, usize) {
    // from zero on, whatever was given back before
    let before = NOW.replace(0);
    MOST.set(0);
    let result = run();
    let most = MOST.get();
    NOW.set(NOW.get().wrapping_add(before));
    (result, most)
}
