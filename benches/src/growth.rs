//! Growth: the same questions of a small shop and of a large one; and, where a file for them is named, of shops that
//! differ in one thing at a time: variants, contexts, variants with sets of their own.

use crate::flattening;
use crate::lookup::{self, LookUps};
use crate::measure::{Clock, median};
use crate::queries::Asked;
use crate::random::Random;
use crate::table::{Limit, Table, size, time};
use crate::workload::{Plan, Workload, number};
use omnimedia::{AlignedBytes, Flatten, Policy, Snapshot};
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

/// What was measured of one shop.
struct Shop {
    plan: Plan,
    /// Seconds that flattening took.
    seconds: f64,
    bytes: usize,
    /// Microseconds that opening takes.
    open: f64,
    /// Nanoseconds that a change of one product takes.
    change: f64,
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

/// How long it takes to publish one product over a snapshot, in nanoseconds. Its publication holds that product alone:
/// nothing else of one is read.
fn change(workload: &Workload, snapshot: &Snapshot<AlignedBytes>) -> f64 {
    let (mut random, mut text, mut taken) = (Random::new(9, 0), String::new(), Vec::new());
    for _ in 0..101 {
        let draft = workload.draft(random.below(workload.products()));
        let mut builder = workload.bare();
        draft.add_assets(&mut builder);
        builder.product(draft.builder());
        let publication = builder.build().unwrap();
        number(draft.index, 0, &mut text);
        let begin = Clock::start();
        let mut change = Flatten::change(&publication, snapshot).unwrap();
        change.product(text.as_str());
        let delta = change.to_bytes().unwrap();
        taken.push(begin.elapsed().as_secs_f64() * 1e9);
        assert!(!delta.is_empty());
    }
    median(taken)
}

impl Shop {
    fn new(plan: Plan, rounds: usize, operations: usize) -> Self {
        let workload = Workload::planned(plan);
        let (bytes, seconds) = snapshot(&workload);
        let open = flattening::opening(&bytes);
        let length = bytes.len();
        let snapshot = lookup::shop(&bytes);
        drop(bytes);
        lookup::check(&workload, &snapshot);
        let asked = Asked::new(&workload, operations * 3, 1);
        let look_ups = lookup::run(&snapshot, &asked.queries(), rounds, operations);
        let change = change(&workload, &snapshot);
        Self { plan, seconds, bytes: length, open, change, look_ups }
    }

    fn each(&self, whole: f64) -> f64 {
        whole / self.plan.variants as f64
    }
}

/// Bytes of memory that a variant takes while its shop is flattened: above all the assets' library. Sets of their own
/// bring assets of their own.
fn memory(plan: Plan) -> usize {
    plan.variants * (600 + 20 * plan.overrides)
}

/// The bytes of memory that are free, where the system says so.
fn free_memory() -> Option<usize> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    line.split_whitespace().next()?.parse::<usize>().ok().map(|kilobytes| kilobytes * 1024)
}

/// Shops that were measured; each is measured once.
pub struct Growth {
    rounds: usize,
    operations: usize,
    shops: Vec<Shop>,
}

impl core::fmt::Debug for Growth {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Growth").field("shops", &self.shops.len()).finish_non_exhaustive()
    }
}

impl Growth {
    /// None yet.
    #[must_use]
    pub fn new(rounds: usize, operations: usize) -> Self {
        Self { rounds, operations, shops: Vec::new() }
    }

    /// Measures a shop, or says why not; then where it stands.
    fn measure(&mut self, plan: Plan) -> Result<usize, String> {
        if let Some(at) = self.shops.iter().position(|shop| shop.plan == plan) {
            return Ok(at);
        }
        if free_memory().is_some_and(|free| free < memory(plan)) {
            let needed = size(memory(plan) as f64);
            return Err(format!("{} variants need {needed} of free memory", plan.variants));
        }
        self.shops.push(Shop::new(plan, self.rounds, self.operations));
        Ok(self.shops.len() - 1)
    }

    /// Measures two sizes, and adds the rows.
    pub fn run(&mut self, sizes: [usize; 2], table: &mut Table) {
        let measured = sizes.map(|variants| self.measure(Plan::new(variants)));
        let [small, large] = match measured {
            [Ok(small), Ok(large)] => [&self.shops[small], &self.shops[large]],
            [Err(why), _] | [_, Err(why)] => {
                let what = "look-up, flatten and bytes of a small and a large shop";
                return table.skipped(what, &why, Limit::None);
            }
        };
        for shop in [small, large] {
            let beside = format!("a file of {}", size(shop.bytes as f64));
            table.figure("open", time(shop.open * 1e3), beside, shop.open, " µs", Limit::Most(100.0));
        }
        for shop in [small, large] {
            let LookUps { read, strings, shelf, footprint, .. } = &shop.look_ups;
            let beside = format!("one read of {}: {}", size(*footprint as f64), time(read.median()));
            let name = |what: &str| format!("{what}, {} variants", shop.plan.variants);
            let limit = Limit::None;
            table.ratio(
                &name("by strings"),
                time(strings.median()),
                beside.clone(),
                strings.ratio(read),
                limit,
            );
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
        let [one, other] = [small, large].map(|shop| shop.each(shop.seconds * 1e9));
        table.ratio(
            "flatten, by variant",
            time(other),
            format!("small: {}", time(one)),
            other / one,
            Limit::Most(1.5),
        );
        let [one, other] = [small, large].map(|shop| shop.each(shop.bytes as f64));
        table.ratio(
            "bytes, by variant",
            format!("{other:.1} B"),
            format!("small: {one:.1} B"),
            other / one,
            Limit::Most(1.1),
        );
    }

    /// Measures shops that differ from one of so many variants in one thing at a time, adds a row for each, and writes
    /// all figures as CSV, from which `benches/plot.py` draws them.
    pub fn sweep(&mut self, variants: usize, file: &Path, table: &mut Table) {
        let usual = Plan::new(variants);
        let sized = |variants| ("variants", Plan { variants, ..usual });
        let asked = |(channels, locales)| ("contexts", Plan { channels, locales, ..usual });
        let own = |overrides| ("overrides", Plan { overrides, ..usual });
        let plans = [variants / 100, variants / 10, variants, variants * 10].into_iter().map(sized);
        let plans = plans.chain([(1, 1), (5, 2), (5, 4), (20, 5), (50, 20)].into_iter().map(asked));
        let mut text = String::from(
            "dimension,variants,contexts,overrides,footprint_bytes,read_ns,strings_ns,shelf_ns,batch_ns,\
             flatten_ns_by_variant,bytes_by_variant,open_ns,publish_one_ns\n",
        );
        for (dimension, plan) in plans.chain([0, 1, 10, 50, 100].into_iter().map(own)) {
            let what = format!(
                "{} variants, {} contexts, {} % with own sets",
                plan.variants,
                plan.contexts(),
                plan.overrides
            );
            match self.measure(plan) {
                Ok(at) => self.shops[at].swept(&what, dimension, table, &mut text),
                Err(why) => table.skipped(&what, &why, Limit::None),
            }
        }
        std::fs::write(file, text).unwrap();
    }
}

impl Shop {
    /// Adds its row, and its line of the file.
    fn swept(&self, what: &str, dimension: &str, table: &mut Table, text: &mut String) {
        let LookUps { read, strings, shelf, batch, footprint, .. } = &self.look_ups;
        let (flatten, bytes) = (self.each(self.seconds * 1e9), self.each(self.bytes as f64));
        let beside = format!(
            "one read of {}: {}; by strings {}; flatten {}, {bytes:.0} B by variant; open {}; publish one {}",
            size(*footprint as f64),
            time(read.median()),
            time(strings.median()),
            time(flatten),
            time(self.open * 1e3),
            time(self.change)
        );
        table.ratio(what, time(shelf.median()), beside, shelf.ratio(read), Limit::None);
        let plan = &self.plan;
        let _ = writeln!(
            text,
            "{dimension},{},{},{},{footprint},{:.1},{:.1},{:.1},{:.1},{flatten:.1},{bytes:.2},{:.1},{:.0}",
            plan.variants,
            plan.contexts(),
            plan.overrides,
            read.median(),
            strings.median(),
            shelf.median(),
            batch.median(),
            self.open * 1e3,
            self.change
        );
    }
}
