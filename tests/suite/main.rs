//! The test suite: one binary, one module a concern.
//!
//! A module has `pub(crate) fn trials() -> Vec<Trial>` and a line in `main`. What a trial needs and cannot have is a
//! skip with its reason; with `OMNIMEDIA_REQUIRE_ALL=1` a missing tool is a failure. A part of it runs by name:
//! `cargo test --test suite floors::`.

mod abi_page;
mod ask;
mod audit;
mod boundary;
mod browser;
mod builds;
mod c_callbacks;
mod c_client;
mod c_hostile;
mod changes;
mod cpp_client;
mod csharp_client;
mod diff;
mod faults;
mod files;
mod floors;
mod fuzz;
mod header;
mod hostile;
mod insight_hostile;
mod install;
mod json;
mod legacy;
mod lifecycle;
mod manifest_example;
mod manifest_hostile;
mod manifest_page;
mod manifest_real;
mod manifest_round_trip;
mod minimise;
mod minimise_hostile;
mod precedence;
mod preview;
mod properties;
mod readme;
mod retail;
mod rollout;
mod schema;
mod security;
mod shards;
mod skips;
mod snapshot_faults;
mod symbols;
mod tenant_json;
mod tokens;
mod tour;
mod transfer;
mod vectors;
mod wheel;
mod workbench;

#[global_allocator]
static MEMORY: omnimedia_tests::alloc::Counting = omnimedia_tests::alloc::Counting;

fn main() {
    let arguments = libtest_mimic::Arguments::from_args();
    let trials = [
        abi_page::trials(),
        ask::trials(),
        audit::trials(),
        boundary::trials(),
        browser::trials(),
        builds::trials(),
        c_client::trials(),
        c_callbacks::trials(),
        c_hostile::trials(),
        changes::trials(),
        cpp_client::trials(),
        csharp_client::trials(),
        diff::trials(),
        faults::trials(),
        files::trials(),
        floors::trials(),
        fuzz::trials(),
        header::trials(),
        hostile::trials(),
        insight_hostile::trials(),
        install::trials(),
        json::trials(),
        legacy::trials(),
        lifecycle::trials(),
        manifest_example::trials(),
        manifest_page::trials(),
        minimise::trials(),
        minimise_hostile::trials(),
        manifest_hostile::trials(),
        manifest_real::trials(),
        manifest_round_trip::trials(),
        precedence::trials(),
        preview::trials(),
        properties::trials(),
        readme::trials(),
        retail::trials(),
        rollout::trials(),
        schema::trials(),
        security::trials(),
        shards::trials(),
        skips::trials(),
        snapshot_faults::trials(),
        symbols::trials(),
        tenant_json::trials(),
        tour::trials(),
        transfer::trials(),
        vectors::trials(),
        wheel::trials(),
        workbench::trials(),
    ];
    libtest_mimic::run(&arguments, trials.into_iter().flatten().collect()).exit();
}
