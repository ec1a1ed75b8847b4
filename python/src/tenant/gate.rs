//! Who may look at a tenant and who may change it, at one time.
//!
//! Calls wait for each other. One that calls Python in its middle, such as a report of progress, could wait for a call
//! that waits for it: so whoever comes in the same thread is told at once, and in another one after a while.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use omnimedia::{Code, Fault};

/// How long a call waits for one callback of another call.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a call does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// It only looks, beside others who do.
    Reading,
    /// It changes something, alone.
    Writing,
}

#[derive(Default)]
struct State {
    readers: usize,
    is_written: bool,
    writers_waiting: usize,
    /// The threads that are in Python meanwhile, in the middle of a call.
    calling: Vec<ThreadId>,
    /// How often one came back from there.
    came_back: u64,
}

impl State {
    fn lets_in(&self, way: Way) -> bool {
        match way {
            // a writer that waits goes first, but not before what the one it waits for may call
            Way::Reading => !self.is_written && (self.writers_waiting == 0 || !self.calling.is_empty()),
            Way::Writing => !self.is_written && self.readers == 0,
        }
    }
}

#[derive(Default)]
pub(super) struct Gate {
    state: Mutex<State>,
    moved: Condvar,
}

/// Somebody is in, until it is dropped.
pub(super) struct Pass<'g> {
    gate: &'g Gate,
    way: Way,
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        let mut state = self.gate.lock();
        match self.way {
            Way::Reading => state.readers = state.readers.saturating_sub(1),
            Way::Writing => state.is_written = false,
        }
        self.gate.moved.notify_all();
    }
}

/// A thread is in Python, until it is dropped.
struct Away<'g>(&'g Gate);

impl Drop for Away<'_> {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        let me = thread::current().id();
        if let Some(at) = state.calling.iter().rposition(|id| *id == me) {
            state.calling.remove(at);
        }
        state.came_back = state.came_back.wrapping_add(1);
        self.0.moved.notify_all();
    }
}

impl Gate {
    fn lock(&self) -> MutexGuard<'_, State> {
        // nothing panics while it is held
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until a call may go in.
    pub(super) fn enter(&self, way: Way) -> Result<Pass<'_>, Fault> {
        let mut state = self.lock();
        if way == Way::Writing {
            state.writers_waiting = state.writers_waiting.saturating_add(1);
        }
        let (mut state, let_in) = self.wait(state, way);
        if way == Way::Writing {
            state.writers_waiting = state.writers_waiting.saturating_sub(1);
        }
        if !let_in {
            self.moved.notify_all();
            return Err(in_use());
        }
        match way {
            Way::Reading => state.readers = state.readers.saturating_add(1),
            Way::Writing => state.is_written = true,
        }
        Ok(Pass { gate: self, way })
    }

    fn wait<'g>(&'g self, mut state: MutexGuard<'g, State>, way: Way) -> (MutexGuard<'g, State>, bool) {
        let me = thread::current().id();
        let mut until: Option<(u64, Instant)> = None;
        loop {
            if state.lets_in(way) {
                return (state, true);
            }
            if state.calling.contains(&me) {
                return (state, false);
            }
            if state.calling.is_empty() {
                until = None;
                state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            let now = Instant::now();
            let deadline = match until {
                Some((same, deadline)) if same == state.came_back => deadline,
                _ => now + PATIENCE,
            };
            if deadline <= now {
                return (state, false);
            }
            until = Some((state.came_back, deadline));
            let waited = self.moved.wait_timeout(state, deadline - now);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Calls Python in the middle of a call.
    pub(super) fn calling<T>(&self, call: impl FnOnce() -> T) -> T {
        self.lock().calling.push(thread::current().id());
        self.moved.notify_all();
        let away = Away(self);
        let said = call();
        drop(away);
        said
    }
}

#[cold]
fn in_use() -> Fault {
    Fault::new(
        Code::InUse,
        "the tenant is in use by a call that calls back",
        "call again when that one has returned",
    )
}
