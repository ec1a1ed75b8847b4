//! Names and patterns that somebody made up to hurt: bounded, and never wrong.

use super::*;

fn word(legacy: &Legacy<'_>, name: &str) -> String {
    match legacy.read([name]).rows().next().unwrap().outcome() {
        FileOutcome::Unmatched(why) => why.word().to_owned(),
        outcome => outcome.word().to_owned(),
    }
}

#[test]
fn a_name_of_more_than_4096_bytes_is_too_long() {
    let tenant = tenant([ProductBuilder::new("a")]);
    let legacy = Legacy::new(&tenant).patterns(patterns("{ProductNumber}{Sequence}"));
    assert_eq!(word(&legacy, &"a".repeat(4_097)), "too_long");
    assert_eq!(word(&legacy, &"a".repeat(4_096)), "no_pattern");
    assert_eq!(word(&legacy, &"ä".repeat(100_000)), "too_long");
}

#[test]
fn numbers_that_begin_each_other_are_all_tried() {
    let numbers: Vec<String> = (1..=512).map(|length| "a".repeat(length)).collect();
    let tenant = tenant(numbers.iter().map(ProductBuilder::new));
    let name = format!("{}.png", "a".repeat(512));
    let legacy = Legacy::new(&tenant).patterns(patterns("{ProductNumber}.png"));
    assert_eq!(word(&legacy, &name), "assigned");
    let legacy = Legacy::new(&tenant).patterns(patterns("{ProductNumber}{Size}.png"));
    assert_eq!(word(&legacy, &name), "assigned");
    assert_eq!(word(&legacy, &format!("{}b.png", "a".repeat(512))), "unknown_dimension");
}

/// Values that split a name in very many ways.
fn splitter(most: usize) -> ProductBuilder {
    let values: Vec<String> = (1..=most).map(|length| "a".repeat(length)).collect();
    let names = ["Style", "Size", "Color", "Configuration"];
    names.into_iter().fold(ProductBuilder::new("P"), |product, name| product.dimension(name, values.clone()))
}

#[test]
fn values_that_split_in_very_many_ways_end_as_one_outcome() {
    let own = splitter(12).dimension("Width", ["w"]);
    let tenant = tenant([own]);
    let legacy =
        Legacy::new(&tenant).patterns(patterns("{ProductNumber}{Style}{Size}{Color}{Configuration}"));
    let name = format!("P{}", "a".repeat(24));
    assert_eq!(word(&legacy, &name), "ambiguous");
    match legacy.read([&name]).rows().next().unwrap().outcome() {
        FileOutcome::Ambiguous { candidates, has_more } => assert!(candidates.len() == 16 && *has_more),
        outcome => panic!("{outcome:?}"),
    }
    // no way leads to the end, and each place is tried once
    assert_eq!(word(&legacy, &format!("{name}b")), "unknown_value");
}

#[test]
fn readings_that_are_too_many_to_try_are_never_guessed() {
    // every way is a combination of all dimensions, and none but one is a variant
    let one = [("Style", "a"), ("Size", "a"), ("Color", "a"), ("Configuration", &"a".repeat(97))]
        .map(|(dimension, value)| (dimension.to_owned(), value.to_owned()));
    let tenant = tenant([splitter(100).variant(VariantBuilder::new("V", one))]);
    let legacy =
        Legacy::new(&tenant).patterns(patterns("{ProductNumber}{Style}{Size}{Color}{Configuration}"));
    let outcome = word(&legacy, &format!("P{}", "a".repeat(100)));
    assert_eq!(outcome, "too_many_readings");
}

#[test]
fn very_many_numbers_that_escape_alike_are_ambiguous() {
    let forbidden = ['\\', '/', ':', '*', '?', '"', '<', '>', '|'];
    let mut numbers = vec![String::new()];
    for _ in 0..4 {
        numbers = numbers.iter().flat_map(|number| forbidden.map(|last| format!("{number}{last}"))).collect();
    }
    let tenant = tenant(numbers.iter().map(ProductBuilder::new));
    let legacy = Legacy::new(&tenant);
    let migration = legacy.read((0..2_000).map(|number| format!("/Products/^^^^_000_{number}.png")));
    assert_eq!(migration.counts().ambiguous, 2_000);
}

#[test]
fn long_hostile_names_are_unmatched() {
    let tenant = tenant([shirt()]);
    let legacy = Legacy::new(&tenant);
    let name = format!("/Products/{}_000_{}.png", "S1 ^  ^ M ^ Blue ^_000_".repeat(150), "0".repeat(500));
    let migration = legacy.read((0..2_000).map(|_| &name));
    assert_eq!(migration.counts().unmatched, 2_000);
}

#[test]
fn many_files_of_one_product_are_sorted_not_searched() {
    let mut tenant = tenant([ProductBuilder::new("S1")]);
    let names = (0..200_000).rev().map(|number| format!("/Products/S1_000_{number}.png"));
    let migration = Legacy::new(&tenant).read(names);
    assert_eq!(migration.counts().assigned, 200_000);
    let faults = migration.check_in(&mut tenant, &ann(), true).unwrap_err();
    assert_eq!(faults.first().code(), crate::fault::Code::LimitItems);
}
