//! Panics: never told to anybody but the caller, and made on demand for the tests of the boundary.

use std::panic::set_hook;
use std::sync::Once;

#[cfg(feature = "inject-panics")]
pub(crate) use injected::{midway, perhaps};

/// A panic becomes a status; the library prints nothing.
#[inline(always)]
pub(crate) fn be_silent() {
    static SILENT: Once = Once::new();
    if !SILENT.is_completed() {
        SILENT.call_once(|| set_hook(Box::new(|_| {})));
    }
}

/// Panics where a test asked for it.
#[cfg(not(feature = "inject-panics"))]
#[inline(always)]
pub(crate) fn perhaps() {}

/// A point in the middle of a body, where a lock is held, a host was called or an array is half filled: panics where a
/// test asked for it.
#[cfg(not(feature = "inject-panics"))]
#[inline(always)]
pub(crate) fn midway() {}

#[cfg(feature = "inject-panics")]
mod injected {
    #![expect(
        unsafe_code,
        reason = "the exported name is an unsafe attribute; there is no unsafe block here"
    )]

    use std::sync::atomic::{AtomicU32, Ordering};

    use super::super::guard::value;

    /// How many guarded bodies run until one panics; 0 for none.
    static LEFT: AtomicU32 = AtomicU32::new(0);

    /// Makes the `nth` guarded body from now on panic, counted from 1; 0 for none. It stands in no header.
    #[unsafe(no_mangle)]
    pub(crate) extern "C" fn omnimedia_inject_panic(nth: u32) {
        value((), || LEFT.store(nth, Ordering::SeqCst));
    }

    /// How many points inside of bodies are passed until one panics; 0 for none.
    static LEFT_MIDWAY: AtomicU32 = AtomicU32::new(0);

    /// Makes the `nth` point inside of a guarded body from now on panic, counted from 1; 0 for none. It stands in no
    /// header.
    #[unsafe(no_mangle)]
    pub(crate) extern "C" fn omnimedia_inject_panic_midway(nth: u32) {
        value((), || LEFT_MIDWAY.store(nth, Ordering::SeqCst));
    }

    pub(crate) fn perhaps() {
        count_down(&LEFT);
    }

    pub(crate) fn midway() {
        count_down(&LEFT_MIDWAY);
    }

    #[expect(clippy::panic, reason = "it is what the feature is for")]
    fn count_down(left: &AtomicU32) {
        let less = |left: u32| left.checked_sub(1);
        if left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less) == Ok(1) {
            // With a text that is made for the occasion, so that one that is not let go of is seen as a leak.
            panic!("injected {}\nin two lines", "on purpose".to_owned());
        }
    }
}
