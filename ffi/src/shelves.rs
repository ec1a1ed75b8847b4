//! Contexts that are interned once, so that hot calls pass numbers.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use omnimedia::{Code, Context, Fault, ShardedShelf, Shards, SharedShelf};

use super::guard::Refusal;
use super::opened::Stored;
use super::view::Bytes;

/// A context that a snapshot or a live store interned: a number, to be passed by value and kept as long as its owner.
///
/// It is good for the snapshot that gave it, or for every snapshot of the store that gave it. Any other refuses it with
/// `OMNIMEDIA_WRONG_SHELF`. No shelf is 0.
pub type omnimedia_shelf = u64;

/// The bits of a shelf that tell the context; those above tell the registry, of which there are enough for ever.
const BITS: u32 = 20;
/// Contexts that one registry can have.
const MOST: usize = 1 << BITS;
/// Shelves of the first chunk; each further one has twice as many, until there are `PAGE`.
const FIRST: usize = 32;
/// Shelves of a chunk at most, so that no one has to wait for much memory.
const PAGE: usize = 1 << 12;
const CHUNKS: usize = (MOST + FIRST) / PAGE + DOUBLING;
/// How many chunks the doubling adds to those of `PAGE` shelves.
const DOUBLING: usize = (PAGE.ilog2() - FIRST.ilog2()) as usize;

/// The contexts of a snapshot, or of a store and all its snapshots.
pub(crate) struct Registry {
    /// Tells shelves of this registry from those of others.
    number: u64,
    contexts: Mutex<Contexts>,
}

#[derive(Default)]
struct Contexts {
    numbers: std::collections::HashMap<Context, usize>,
    listed: Vec<Context>,
}

impl Registry {
    pub(crate) fn new() -> Arc<Self> {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Arc::new(Self { number, contexts: Mutex::default() })
    }

    /// The shelf of a context.
    pub(crate) fn intern(&self, context: Context) -> Result<omnimedia_shelf, Refusal> {
        let mut contexts = self.contexts.lock().unwrap_or_else(PoisonError::into_inner);
        let index = match contexts.numbers.get(&context) {
            Some(index) => *index,
            None if contexts.listed.len() == MOST => {
                let message = format!("more than {MOST} contexts are interned");
                return Err(
                    Fault::new(Code::LimitContexts, message, "intern those that are asked again").into()
                );
            }
            None => {
                let index = contexts.listed.len();
                contexts.listed.push(context.clone());
                contexts.numbers.insert(context, index);
                index
            }
        };
        Ok((self.number << BITS) | index as u64)
    }

    fn context(&self, index: usize) -> Option<Context> {
        let contexts = self.contexts.lock().unwrap_or_else(PoisonError::into_inner);
        contexts.listed.get(index).cloned()
    }

    fn len(&self) -> usize {
        self.contexts.lock().unwrap_or_else(PoisonError::into_inner).listed.len()
    }
}

/// What has a shelf for every context: a snapshot, or shards.
pub(crate) trait Shelved {
    type Shelf;
    fn shelf(&self, context: &Context) -> Self::Shelf;
}

impl Shelved for Stored {
    type Shelf = SharedShelf;

    fn shelf(&self, context: &Context) -> SharedShelf {
        SharedShelf::new(self.shelf_of(context))
    }
}

impl Shelved for Shards<Bytes> {
    type Shelf = ShardedShelf;

    fn shelf(&self, context: &Context) -> ShardedShelf {
        self.shelf_of(context)
    }
}

type Chunk<S> = Box<[OnceLock<S>]>;

/// The shelves of one snapshot: those of its registry. They are made by whoever interns a context or prepares a snapshot
/// for a store; a look-up makes one where both happened at once.
pub(crate) struct Shelves<S> {
    /// That of the registry, where a look-up finds it at once.
    number: u64,
    registry: Arc<Registry>,
    chunks: [OnceLock<Chunk<S>>; CHUNKS],
}

impl<S> Shelves<S> {
    pub(crate) fn new(registry: Arc<Registry>) -> Self {
        Self { number: registry.number, registry, chunks: [const { OnceLock::new() }; CHUNKS] }
    }

    pub(crate) fn registry(&self) -> &Arc<Registry> {
        &self.registry
    }

    /// Makes what the registry has, before anyone asks.
    pub(crate) fn make_all(&self, snapshot: &impl Shelved<Shelf = S>) {
        for index in 0..self.registry.len() {
            self.make(index, snapshot);
        }
    }

    /// A shelf of the registry; `None` for one of another.
    #[inline(always)]
    pub(crate) fn get(&self, shelf: omnimedia_shelf, snapshot: &impl Shelved<Shelf = S>) -> Option<&S> {
        if shelf >> BITS != self.number {
            return None;
        }
        let index = shelf as usize & (MOST - 1);
        // most have few contexts
        let (chunk, place) = if index < FIRST { (0, index) } else { Self::place(index)? };
        let made = self.chunks.get(chunk).and_then(OnceLock::get).and_then(|chunk| chunk.get(place)?.get());
        made.or_else(|| self.make(index, snapshot))
    }

    #[inline(always)]
    fn place(index: usize) -> Option<(usize, usize)> {
        let shifted = index.checked_add(FIRST)?;
        if shifted >= PAGE {
            return Some((shifted / PAGE + DOUBLING - 1, shifted % PAGE));
        }
        let chunk = shifted.ilog2() - FIRST.ilog2();
        Some((chunk as usize, shifted - (FIRST << chunk)))
    }

    #[cold]
    fn make(&self, index: usize, snapshot: &impl Shelved<Shelf = S>) -> Option<&S> {
        let context = self.registry.context(index)?;
        let (chunk, place) = Self::place(index)?;
        let made = self.chunks.get(chunk)?;
        let len = FIRST << chunk.min(DOUBLING);
        let chunk = made.get_or_init(|| (0..len).map(|_| OnceLock::new()).collect());
        Some(chunk.get(place)?.get_or_init(|| snapshot.shelf(&context)))
    }
}
