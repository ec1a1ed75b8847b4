//! The snapshot: a flattened publication as one byte string, asked in place (SPEC section 9).

mod aligned;
mod batch;
pub(crate) mod dimensions;
pub(crate) mod find;
pub(crate) mod gallery;
pub(crate) mod hash;
pub(crate) mod item;
mod kept;
mod known;
pub(crate) mod layer;
pub(crate) mod layout;
pub(crate) mod lists;
mod memo;
pub(crate) mod names;
pub(crate) mod open;
mod products;
pub(crate) mod scratch;
pub(crate) mod sets;
pub(crate) mod shape;
pub(crate) mod shards;
mod shared;
pub(crate) mod shelf;
pub(crate) mod swatch;
#[cfg(test)]
mod tests;
mod verify;
mod view;

pub use aligned::AlignedBytes;
pub use find::{Found, Selected};
pub use item::ItemView;
pub use kept::Kept;
pub use open::{Probe, Snapshot, probe};
pub use products::{ProductPlace, Products};
pub use scratch::Scratch;
pub use shards::{ShardedShelf, Shards, is_shard_index, shard_of};
pub use shared::SharedShelf;
pub use shelf::Shelf;
pub use view::{Stored, View};
