//! Growth: the same questions of a small shop and of a large one.

use crate::flattening;
use crate::lookup::{self, LookUps};
use crate::measure::Clock;
use crate::queries::Asked;
use crate::table::{Limit, Table, size, time};
use crate::workload::Workload;
use omnimedia::{Flatten, Policy};
use std::time::Duration;

/// What was measured of one shop.
struct Shop {
    variants: usize,
    seconds: f64,
    bytes: usize,
    look_ups: LookUps,
}

/// Flattens product by product, without ever holding the shop: only the writing is timed.
fn snapshot(workload: &Workload) -> (Vec<u8>, f64) {
    let head = workload.head().build().unwrap();
    let mut taken = Duration::ZERO;
    let mut flatten = Flatten::start(Policy::default(), &head).unwrap();
    for index in 0..workload.products() {
        let product = workload.draft(index).product();
        let begin = Clock::start();
        flatten.push(&product).unwrap();
        taken += begin.elapsed();
    }
    let begin = Clock::start();
    let bytes = flatten.finish().unwrap();
    taken += begin.elapsed();
    (bytes, taken.as_secs_f64())
}

impl Shop {
    fn new(variants: usize, rounds: usize, operations: usize, table: &mut Table) -> Self {
        let workload = Workload::new(variants);
        let (bytes, seconds) = snapshot(&workload);
        flattening::open(&bytes, table);
        let length = bytes.len();
        let snapshot = lookup::shop(&bytes);
        drop(bytes);
        lookup::check(&workload, &snapshot);
        let asked = Asked::new(&workload, operations * 3, 1);
        let look_ups = lookup::run(&snapshot, &asked.queries(), rounds, operations);
        Self { variants, seconds, bytes: length, look_ups }
    }

    fn each(&self, whole: f64) -> f64 {
        whole / self.variants as f64
    }
}

/// Bytes of memory that a variant takes while its shop is flattened: above all the assets' library.
const MEMORY: usize = 800;

/// The bytes of memory that are free, where the system says so.
fn free_memory() -> Option<usize> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    line.split_whitespace().next()?.parse::<usize>().ok().map(|kilobytes| kilobytes * 1024)
}

/// Measures two sizes, and adds the rows.
pub fn run([small, large]: [usize; 2], rounds: usize, operations: usize, table: &mut Table) {
    if free_memory().is_some_and(|free| free < large * MEMORY) {
        let why = format!("{large} variants need {} of free memory", size((large * MEMORY) as f64));
        table.skipped("look-up, flatten and bytes of a small and a large shop", &why, Limit::None);
        return;
    }
    let [small, large] = [small, large].map(|variants| Shop::new(variants, rounds, operations, table));
    for shop in [&small, &large] {
        let LookUps { read, strings, shelf, footprint, .. } = &shop.look_ups;
        let beside = format!("one read of {}: {}", size(*footprint as f64), time(read.median()));
        let name = |what: &str| format!("{what}, {} variants", shop.variants);
        let limit = Limit::None;
        table.ratio(&name("by strings"), time(strings.median()), beside.clone(), strings.ratio(read), limit);
        table.ratio(&name("with a shelf"), time(shelf.median()), beside, shelf.ratio(read), limit);
    }
    // what one more read costs in the large shop, every read of a look-up may cost more
    let grown = |of: fn(&LookUps) -> f64| [of(&small.look_ups), of(&large.look_ups)];
    let [few, many] = grown(|look_ups| look_ups.strings.median());
    let [near, far] = grown(|look_ups| look_ups.read.median());
    let beside = format!("that of one read: {:.2} ×", far / near);
    table.ratio(
        "growth of a look-up beside that of a read",
        format!("{:.2} ×", many / few),
        beside,
        (many / few) / (far / near),
        Limit::Most(1.0),
    );
    let [one, other] = [&small, &large].map(|shop| shop.each(shop.seconds * 1e9));
    table.ratio(
        "flatten, by variant",
        time(other),
        format!("small: {}", time(one)),
        other / one,
        Limit::Most(1.5),
    );
    let [one, other] = [&small, &large].map(|shop| shop.each(shop.bytes as f64));
    table.ratio(
        "bytes, by variant",
        format!("{other:.1} B"),
        format!("small: {one:.1} B"),
        other / one,
        Limit::Most(1.1),
    );
}
