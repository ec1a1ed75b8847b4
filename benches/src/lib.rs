//! What omnimedia costs, beside what else one could use: one run, one table.
//!
//! ```sh
//! cargo bench -p omnimedia-benches --features peers
//! taskset -c 1 cargo bench -p omnimedia-benches --features peers    # keeps to one core
//! ```
//!
//! # How to read the table
//!
//! Each row is one question, what was measured, beside what, the ratio of the two, and the limit that
//! the ratio has to keep, if it has one. Ratios are what counts: times depend on the machine and on
//! what else it does, and whatever is divided here was measured in the same run, in turns.
//!
//! - *One read* is one dependent random memory read: cells of 64 bytes in one random circle, as many
//!   bytes as the sections that a look-up reads. It is the least that any index out of cache can cost.
//! - *Independent* look-ups may overlap in the processor, as those of different visitors do; in
//!   *chained* ones each waits for the one before.
//! - *By strings* begins with a number, a channel, a locale and a catalog as strings, and ends with
//!   the list in hand. *With a shelf* the context was resolved before.
//! - Queries are made before and lie in memory in the order in which they are asked, so that reading
//!   them is not what is measured.
//! - *The C ABI* is measured on a small shop that stays in the cache, so that the calls are what one
//!   sees. The library is built as it is released, by a nested Cargo, and loaded while the program
//!   runs; the empty call is of a function of another library, loaded in the same way.
//! - Times of look-ups are medians over rounds in which everything takes its turn; a ratio is the
//!   median of the ratios of the rounds. Longer things are medians of a few times. Time is time on a
//!   core, so that waiting for one does not count. The timing is our own: a harness that measures one
//!   thing after another would compare one minute with another.
//!
//! - *Peers* hold the same data and are asked the same; their answers are compared with ours, and another answer ends
//!   the program. *From a file to the first answer* is what a process does when it starts: open or read what was
//!   stored, build what is asked, ask once. The file was just written, and lies in the system's cache. Memory of `SQLite`
//!   is its pages, of Polars, `DuckDB` and Python what the process takes more, of all others what was allocated.
//! - *Growth, one thing at a time* measures further shops, of a hundredth to ten times as many variants; of 1 to
//!   1,000 contexts; with none to all variants having sets of their own. `benches/plot.py` draws them.
//!
//! # Settings
//!
//! | variable | default | what |
//! | --- | --- | --- |
//! | `OMNIMEDIA_BENCH_VARIANTS` | 1000000 | variants of the shop |
//! | `OMNIMEDIA_BENCH_GROWTH` | `100000,10000000` | the two sizes of the growth rows; `none` leaves them out. The large one takes 6 GB of memory, and is skipped where less than 8 GB are free |
//! | `OMNIMEDIA_BENCH_GROWTH_CSV` | none | a file: measures growth one thing at a time, too, and writes the figures there |
//! | `OMNIMEDIA_BENCH_SAMPLE` | 100000 | variants of the shop that `SQLite`, the maps, the dictionary and Cedar hold |
//! | `OMNIMEDIA_BENCH_ROUNDS` | 15 | rounds |
//! | `OMNIMEDIA_BENCH_ONLY` | all | some of `lookup`, `shards`, `levels`, `bytes`, `flatten`, `authoring`, `insight`, `manifest`, `ffi`, `python`, `peers`, `growth`, with commas |
//! | `OMNIMEDIA_BENCH_MANIFEST` | 500 | megabytes of the manifest, which the peers read, too |
//! | `OMNIMEDIA_PEERS_PYTHON` | `python3` | a Python that has `polars` and `duckdb`, for `benches/peers.py` |

pub mod alloc;
pub mod authoring;
pub mod chase;
pub mod contexts;
pub mod ffi;
pub mod flattening;
pub mod growth;
pub mod insight;
pub mod levels;
pub mod lookup;
pub mod manifests;
pub mod measure;
pub mod peers;
pub mod python;
pub mod queries;
pub mod random;
pub mod sections;
pub mod shards;
pub mod table;
pub mod tables;
pub mod workload;
