//! One table: what each question costs. See the library's documentation for how to read it.

use omnimedia::{Policy, Snapshot};
use omnimedia_benches::alloc::Counting;
use omnimedia_benches::peers::Flattened;
use omnimedia_benches::queries::Asked;
use omnimedia_benches::table::Table;
use omnimedia_benches::workload::{CHANNELS, CONTEXTS, LOCALES, Workload};
use omnimedia_benches::{
    authoring, ffi, flattening, growth, insight, levels, lookup, manifests, peers, python, shards,
};
use std::path::Path;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Look-ups of one subject in one round.
const OPERATIONS: usize = 320_000;

fn setting(name: &str, default: usize) -> usize {
    let parse = |text: String| text.parse().unwrap_or_else(|_| panic!("{name} is no number"));
    std::env::var(name).map_or(default, parse)
}

fn main() {
    let variants = setting("OMNIMEDIA_BENCH_VARIANTS", 1_000_000);
    let rounds = setting("OMNIMEDIA_BENCH_ROUNDS", 15);
    let sample = setting("OMNIMEDIA_BENCH_SAMPLE", 100_000).min(variants);
    let only = std::env::var("OMNIMEDIA_BENCH_ONLY").unwrap_or_default();
    let wanted = |part: &str| only.is_empty() || only.split(',').any(|one| one == part);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("bench-peers");
    let mut table = Table::new();

    let workload = Workload::new(variants);
    describe(&workload);
    if ["lookup", "shards", "bytes", "flatten", "insight", "peers"].into_iter().any(wanted) {
        whole_shop(&workload, rounds, &wanted, &folder, &mut table);
    }
    if wanted("authoring") {
        table.heading("authoring");
        authoring::run(&workload, &workload.publication(), &mut table);
    }
    if wanted("manifest") {
        table.heading("manifest");
        let megabytes = setting("OMNIMEDIA_BENCH_MANIFEST", 500);
        manifests::run(&workload, megabytes * 1_000_000, rounds.min(5), &mut table);
    }
    if wanted("ffi") {
        table.heading("the C ABI");
        ffi::run(Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("").as_path(), rounds, &mut table);
    }
    if wanted("python") {
        table.heading("Python");
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("");
        python::run(&workload, &target, rounds, &mut table);
    }
    if wanted("peers") {
        peers::run(sample, rounds, OPERATIONS / 4, &folder.join("index"), &mut table);
        let megabytes = setting("OMNIMEDIA_BENCH_MANIFEST", 500);
        peers::scan(&workload, megabytes * 1_000_000, &folder.join("scan"), &mut table);
    }
    if wanted("levels") {
        table.heading("level of assignment");
        levels::run(variants, rounds, OPERATIONS, &mut table);
    }
    if wanted("growth") {
        grow(variants, rounds, &mut table);
    }

    println!();
    describe(&workload);
    println!("{}", table.text());
}

/// Shops of other sizes, and of other kinds where a file for them is named.
fn grow(variants: usize, rounds: usize, table: &mut Table) {
    let mut growth = growth::Growth::new(rounds, OPERATIONS);
    let sizes = std::env::var("OMNIMEDIA_BENCH_GROWTH").unwrap_or_else(|_| "100000,10000000".into());
    let sizes: Vec<usize> = sizes.split(',').filter_map(|size| size.parse().ok()).collect();
    if let [small, large] = sizes.as_slice() {
        table.heading("growth");
        growth.run([*small, *large], table);
    }
    if let Some(file) = std::env::var_os("OMNIMEDIA_BENCH_GROWTH_CSV") {
        table.heading("growth: a look-up with a shelf, one thing at a time");
        growth.sweep(variants, Path::new(&file), table);
    }
}

/// Everything that is asked of the whole shop.
fn whole_shop(
    workload: &Workload,
    rounds: usize,
    wanted: &impl Fn(&str) -> bool,
    folder: &Path,
    table: &mut Table,
) {
    let publication = workload.publication();
    let bytes = omnimedia::Flatten::new(&publication, Policy::default()).to_bytes().unwrap();
    let shop = lookup::shop(&bytes);
    // first, as in a process that serves: what flattens again and again leaves memory in pieces
    if wanted("lookup") {
        table.heading("look-up");
        lookup::check(workload, &shop);
        let asked = Asked::new(workload, OPERATIONS * 4, 0);
        lookup::run(&shop, &asked.queries(), rounds, OPERATIONS).rows(table);
    }
    if wanted("shards") {
        table.heading("shards");
        let asked = Asked::new(workload, OPERATIONS * 4, 0);
        shards::run(workload, &shop, &asked.queries(), (rounds, OPERATIONS), table);
    }
    if wanted("bytes") {
        table.heading("bytes");
        flattening::bytes(&bytes, workload.variants(), table);
    }
    if wanted("insight") {
        table.heading("insight");
        let flatten = || omnimedia::Flatten::new(&publication, Policy::default()).to_bytes().unwrap();
        let flatten = omnimedia_benches::measure::seconds(3, flatten);
        insight::audit(&publication, flatten, table);
        insight::minimise(&publication, flatten, table);
        insight::diff(workload, &Snapshot::open(bytes.clone()).unwrap(), &publication, table);
    }
    drop(bytes);
    if wanted("flatten") || wanted("peers") {
        table.heading("flatten");
        let (seconds, memory, bytes) = flattening::flatten(&publication, workload.variants(), table);
        std::fs::create_dir_all(folder).unwrap();
        let write = peers::writing(&bytes, &folder.join("whole.snapshot"));
        let ours = Flattened { seconds, write, memory, bytes: bytes.len() };
        if wanted("flatten") {
            table.heading("change, open, verify");
            flattening::change(workload, &publication, &Snapshot::open(bytes).unwrap(), seconds, table);
            let bytes = shop.bytes().next().unwrap_or_default();
            flattening::open(bytes, table);
            flattening::verify(bytes, table);
        }
        drop((publication, shop));
        if wanted("peers") {
            peers::bulk(workload, &folder.join("winners"), ours, table);
        }
    }
}

/// Says what the shop is.
fn describe(workload: &Workload) {
    let named = |all: &[&str], none: &str| {
        let name = |one: &&str| if one.is_empty() { none.to_owned() } else { (*one).to_owned() };
        all.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    let (variants, products) = (workload.variants(), workload.products());
    println!(
        "workload: {products} products of 1 to 200 variants (mean {:.2}), {variants} variants; numbers of 8 to 20 \
         bytes and record ids;\n  every product its own gallery of 3 to 8 images (urls of 50 bytes, an alt text on a \
         third), 30 % with a channel\n  document, 20 % with a locale document, 10 % of variants with own sets; 2 or 3 \
         dimensions; policy: the default",
        variants as f64 / products as f64
    );
    println!(
        "contexts: {CONTEXTS}, each of {} with each of {}",
        named(&CHANNELS, "Omnichannel"),
        named(&LOCALES, "Neutral")
    );
    println!();
}
