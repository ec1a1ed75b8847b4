//! Names of legacy files, and patterns for them.

use omnimedia::{Context, Legacy, Patterns, Stamp, wire};

use super::input::{are_complete, choices, parts, text};
use crate::legacy::{LegacyShop, agrees, patterns, ways};

/// Reads names (the third part, a line each) by patterns (the second) for a shop by choices (the first). Each name
/// is read as everything that renders it and as nothing else; what is assigned is checked in, and the second time
/// that changes nothing.
///
/// # Panics
///
/// Where one of these does not hold.
pub fn legacy(data: &[u8]) {
    let mut parts = parts(data);
    let mut next = || parts.next().unwrap_or_default();
    let (shop, said, names) = (next(), text(next()), text(next()));
    let patterns = match said.as_str() {
        "" => patterns().expect("patterns"),
        said => match Patterns::parse(said) {
            Ok(patterns) => patterns,
            Err(faults) => {
                are_complete(&faults);
                return;
            }
        },
    };
    for pattern in patterns.iter() {
        let again = pattern.to_string().parse();
        assert_eq!(Ok(pattern), again.as_ref(), "a pattern is read again");
    }
    let shop = LegacyShop::fill(&mut choices(shop));
    let mut tenant = shop.tenant().expect("a tenant");
    let names: Vec<&str> = names.lines().take(24).collect();
    let context = Context::new(None, Some("128"), None).expect("a context");
    let read =
        |tenant: &_| Legacy::new(tenant).patterns(patterns.clone()).context(context.clone()).read(&names);
    let migration = read(&tenant);
    // patterns with many tokens have more ways than can be tried one by one
    if patterns.iter().len() <= 24 && !names.iter().any(|name| name.len() > 96) {
        let files = shop.files(&patterns);
        if files.len() <= 4_000 {
            for (name, row) in names.iter().zip(migration.rows()) {
                let ways = ways(&files, name);
                assert_eq!(row.name(), *name);
                assert!(agrees(row.outcome(), &ways), "{row}\nexpected {ways:#?}\nof {shop:#?}");
            }
        }
    }
    assert_eq!(migration.rows().len(), names.len());
    for row in migration.rows() {
        assert!(serde_json::from_str::<serde_json::Value>(&wire::file_row(row)).is_ok(), "{row}");
        _ = (row.to_string(), migration.url(row));
    }
    checked_in(&mut tenant, &read);
}

/// What is assigned is checked in and published; the second time changes nothing.
fn checked_in(tenant: &mut omnimedia::Tenant, read: &dyn Fn(&omnimedia::Tenant) -> omnimedia::Migration) {
    let stamp = Stamp::new("ann", "2026-11-24T09:00:00Z".parse().expect("an instant"));
    let migration = read(tenant);
    let alone = migration.publication(tenant);
    match migration.check_in(tenant, &stamp, true) {
        Ok(_) => {
            let published = tenant.publication().unwrap_or_else(|faults| panic!("no publication: {faults}"));
            let alone = alone.unwrap_or_else(|faults| panic!("checked in, but no publication: {faults}"));
            assert!(alone == published, "what is published is not the migration alone");
        }
        Err(faults) => {
            are_complete(&faults);
            return;
        }
    }
    let before = tenant.clone();
    let again = read(tenant).check_in(tenant, &stamp, true);
    assert!(
        again.is_ok_and(|done| done.is_empty()) && *tenant == before,
        "the second time changes something"
    );
}
