//! What holds for every shop and every file name of the older media library: it is read as everything that renders
//! it, and as nothing else.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Instant;

use libtest_mimic::Trial;
use omnimedia::{
    Context, FileOutcome, Legacy, Limits, Migration, Policy, ProductBuilder, Query, Stamp, Tenant,
    VariantBuilder,
};
use omnimedia_tests::generator::{Choices, check, choices};
use omnimedia_tests::legacy::{LegacyShop, Way, agrees, patterns, way, ways};
use omnimedia_tests::{Stop, trials};
use proptest::test_runner::TestCaseError;

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        a_name_is_read_as_everything_that_renders_it_and_nothing_else,
        what_is_assigned_is_shown_and_twice_changes_nothing,
        a_million_names_are_read_in_seconds,
    ]
}

/// A shop, and names of its files: as they are, and with a character more or less.
fn drawn(mut shop: Choices, mut choices: Choices) -> Result<(LegacyShop, Vec<String>), String> {
    let shop = LegacyShop::fill(&mut shop);
    let files = shop.files(&patterns()?);
    let names = (0..24).map(|_| {
        if choices.once_in(24) {
            return "/Catalogs/en-us/A.jpg".to_owned();
        }
        let mut name = choices.of(&files).name(&mut choices);
        if choices.once_in(3) {
            let places: Vec<usize> = name.char_indices().map(|(at, _)| at).collect();
            let at = *choices.of(&places);
            match choices.below(3) {
                0 => _ = name.remove(at),
                1 => name.insert(at, *choices.of(&['^', ' ', '_', '1', 'A', '/'])),
                _ => name.insert_str(at, &name.clone()[at..]),
            }
        }
        name
    });
    let names = names.collect();
    Ok((shop, names))
}

fn for_shops(usual: u32, holds: impl Fn(LegacyShop, Vec<String>) -> Result<(), String>) -> Result<(), Stop> {
    let holds = |(shop, choices): (Choices, Choices)| {
        let drawn = drawn(shop, choices).and_then(|(shop, names)| holds(shop, names));
        drawn.map_err(TestCaseError::fail)
    };
    Ok(check(usual, &(choices(600), choices(300)), holds)?)
}

fn read(tenant: &Tenant, names: &[String]) -> Result<Migration, String> {
    let context = Context::new(None, Some("128"), None).map_err(|fault| fault.to_string())?;
    Ok(Legacy::new(tenant).patterns(patterns()?).context(context).read(names))
}

fn a_name_is_read_as_everything_that_renders_it_and_nothing_else() -> Result<(), Stop> {
    let seen = RefCell::new(BTreeMap::new());
    for_shops(600, |shop, names| {
        let tenant = shop.tenant()?;
        let files = shop.files(&patterns()?);
        let migration = read(&tenant, &names)?;
        let mut firsts: BTreeMap<Way, (&str, usize)> = BTreeMap::new();
        for (name, row) in names.iter().zip(migration.rows()) {
            let ways = ways(&files, name);
            *seen.borrow_mut().entry(row.outcome().word()).or_insert(0_usize) += 1;
            if row.name() != name || !agrees(row.outcome(), &ways) {
                return Err(format!("{row}\nexpected {ways:#?}\nof {shop:#?}"));
            }
            if let FileOutcome::Assigned(reading) | FileOutcome::Duplicate { reading, .. } = row.outcome() {
                let mut way = way(reading);
                way.2 = way.2.filter(|_| !way.0.starts_with("category"));
                let first = firsts.entry(way).or_insert((name, 0));
                first.0 = first.0.min(name);
                first.1 += usize::from(row.outcome().word() == "assigned");
            }
        }
        // of one target and sequence the first in byte order, and only one
        for row in migration.rows() {
            if let FileOutcome::Assigned(reading) = row.outcome()
                && firsts.get(&way(reading)) != Some(&(row.name(), 1))
            {
                return Err(format!("{row}\nis not the first of {firsts:#?}"));
            }
        }
        Ok(())
    })?;
    println!("{:?}", seen.borrow());
    assert_eq!(seen.borrow().len(), 5, "of all outcomes only {:?}", seen.borrow());
    Ok(())
}

fn what_is_assigned_is_shown_and_twice_changes_nothing() -> Result<(), Stop> {
    for_shops(100, |shop, names| {
        let mut tenant = shop.tenant()?;
        let stamp = Stamp::new("ann", "2026-11-24T09:00:00Z".parse().map_err(|_| "no instant")?);
        let migration = read(&tenant, &names)?;
        let alone = migration.publication(&tenant).map_err(|faults| faults.to_string())?;
        migration.check_in(&mut tenant, &stamp, true).map_err(|faults| faults.to_string())?;
        let publication = tenant.publication().map_err(|faults| faults.to_string())?;
        if alone != publication {
            return Err("what is published is not the migration alone".to_owned());
        }
        for row in migration.rows() {
            let FileOutcome::Assigned(reading) = row.outcome() else { continue };
            let target = reading.target();
            let Some(number) = target.variant().or(target.product()) else { continue };
            let locale = target.context().locale().map(|tag| tag.to_string()).unwrap_or_default();
            let query =
                Query::new(number).channel("128").locale(&locale).map_err(|fault| fault.to_string())?;
            let query = target.values().fold(query, |query, (name, value)| query.select(name, value));
            let answer =
                publication.resolve(&query, &Policy::default()).map_err(|fault| fault.to_string())?;
            if !answer.primary().iter().any(|item| item.asset().url() == Some(row.name())) {
                return Err(format!("{row}\nis not shown"));
            }
        }
        let before = tenant.clone();
        let again = read(&tenant, &names)?.check_in(&mut tenant, &stamp, true);
        let is_empty = again.map_err(|faults| faults.to_string())?.is_empty();
        if is_empty && tenant == before {
            Ok(())
        } else {
            Err("the second time changes something".to_owned())
        }
    })
}

/// A million names of 100,000 variants.
fn a_million_names_are_read_in_seconds() -> Result<(), Stop> {
    let mut tenant = Tenant::new(Limits::default());
    let (colors, sizes) = (["Blue", "Red", "Black/White", "Green", "Sand"], ["S", "M"]);
    for product in 0..10_000 {
        let mut builder =
            ProductBuilder::new(format!("{product:05}")).dimension("Color", colors).dimension("Size", sizes);
        for (color, size) in colors.iter().flat_map(|color| sizes.iter().map(move |size| (color, size))) {
            let number = format!("{product:05}-{color}-{size}");
            builder = builder.variant(VariantBuilder::new(number, [("Color", *color), ("Size", *size)]));
        }
        tenant.set_product(builder)?;
    }
    let names = (0..1_000_000).map(|at: usize| {
        let (product, color) = (at / 100, colors[at % 5].replace('/', "^"));
        let (size, sequence) = (sizes[at / 5 % 2], at / 10 % 10);
        format!("/Products/{product:05} ^  ^ {size} ^ {color} ^_000_{sequence:03}.png")
    });
    let start = Instant::now();
    let migration = Legacy::new(&tenant).read(names);
    let took = start.elapsed();
    assert_eq!((migration.counts().assigned, migration.counts().total()), (1_000_000, 1_000_000));
    println!("1,000,000 names of 100,000 variants: {took:?}");
    let publication = migration.publication(&tenant)?;
    let query = Query::new("00042-Black/White-M");
    assert_eq!(publication.resolve(&query, &Policy::default())?.primary().len(), 10);
    Ok(())
}
