//! Everything builds that no other test builds: the other languages' libraries, the edge reader, the examples.

use libtest_mimic::Trial;
use omnimedia_tests::build::{cargo_build, libraries};
use omnimedia_tests::{Stop, run, trials};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        the_libraries_for_other_languages_build,
        the_edge_reader_builds_without_default_features,
        the_examples_build
    ]
}

fn the_libraries_for_other_languages_build() -> Result<(), Stop> {
    libraries()?;
    Ok(())
}

fn the_edge_reader_builds_without_default_features() -> Result<(), Stop> {
    run(cargo_build().args(["-p", "omnimedia", "--no-default-features"]))?;
    Ok(())
}

fn the_examples_build() -> Result<(), Stop> {
    run(cargo_build().args(["-p", "omnimedia", "--examples"]))?;
    Ok(())
}
