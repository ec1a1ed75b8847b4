//! Copies between tenants: what holds whatever the two tenants and the transfer are.

use std::collections::BTreeMap;

use libtest_mimic::Trial;
use omnimedia::{
    Flatten, Limits, OnConflict, Policy, Publication, Stamp, Target, Tenant, Transfer, TransferOutcome,
    TransferVersions, Transferred,
};
use omnimedia_tests::case::Printed;
use omnimedia_tests::documents::{sample, shops};
use omnimedia_tests::generator::{self, Choices, Shop, check};
use omnimedia_tests::lifecycle::{self, Model, Op, promises};
use omnimedia_tests::{Stop, trials};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::test_runner::TestCaseError;

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        a_shop_comes_whole_into_a_tenant_without_media,
        the_real_shops_come_whole_into_tenants_without_media,
        no_transfer_between_random_tenants_breaks_a_promise,
    ]
}

/// The tenant of a publication.
fn tenant(publication: &Publication) -> Result<Tenant, Stop> {
    let stamp = Stamp::new("import", lifecycle::instant(0));
    Ok(Tenant::from_publication(publication, &Limits::default(), &stamp)?)
}

/// The same master data, without media.
fn without_media(source: &Tenant) -> Result<Tenant, Stop> {
    let mut tenant = Tenant::new(source.limits().clone());
    for channel in source.channels() {
        tenant.set_channel(channel.to_builder())?;
    }
    let publication = source.publication()?;
    for category in publication.categories() {
        let mut builder = omnimedia::CategoryBuilder::new(category.id());
        if let Some(name) = category.name() {
            builder = builder.name(name);
        }
        tenant.set_category(builder)?;
    }
    for product in source.products() {
        tenant.set_product(product.to_builder())?;
    }
    Ok(tenant)
}

/// Copies a shop into a tenant with the same master data: what is refused is what the source could not have published
/// itself, and all else shows the same.
fn comes_whole(publication: &Publication) -> Result<(), Stop> {
    let mut source = tenant(publication)?;
    let swatches: Vec<_> = source.central_swatches().map(|swatch| swatch.to_builder()).collect();
    for swatch in &swatches {
        let (dimension, value) = swatch.of();
        source.remove_swatch(dimension, value)?;
    }
    let mut destination = without_media(&source)?;
    let report = Transfer::new().run(&source, &mut destination, "ben")?;
    for item in report.items().iter().filter(|item| item.outcome() == TransferOutcome::Refused) {
        let codes = item.faults().iter().map(|fault| fault.code().name());
        for code in codes {
            assert!(["unknown_asset", "unpublished_assets"].contains(&code), "{item}");
        }
        source.unpublish(item.source(), &Stamp::new("ann", lifecycle::instant(1)))?;
    }
    // what was only a draft stayed behind
    assert_eq!(source.publication()?.to_json(), destination.publication()?.to_json());
    let again = Transfer::new().on_conflict(OnConflict::Replace).run(&source, &mut destination, "ben")?;
    assert!(!again.items().iter().any(|item| item.outcome().is_copied()));
    Ok(())
}

fn a_shop_comes_whole_into_a_tenant_without_media() -> Result<(), Stop> {
    let shops = generator::shops().prop_map(Printed);
    let holds = |shop: Printed| {
        comes_whole(&publication(&shop.0)).map_err(|stop| TestCaseError::fail(format!("{stop:?}")))
    };
    Ok(check(300, &shops, holds)?)
}

fn publication(shop: &Shop) -> Publication {
    shop.publication()
}

fn the_real_shops_come_whole_into_tenants_without_media() -> Result<(), Stop> {
    let mut all = vec![sample()];
    all.extend(shops()?);
    for shop in all {
        comes_whole(&Publication::from_json_lines(shop.text.as_bytes(), &Limits::default())?)?;
    }
    Ok(())
}

/// A tenant in which people were at work for some operations.
pub(crate) fn worked(operations: &[Vec<u32>]) -> Tenant {
    let (mut model, mut tenant) = (Model::small(), Tenant::new(Model::limits()));
    for op in Model::beginning() {
        lifecycle::perform(&mut tenant, &op, 0).expect("the small world");
    }
    for numbers in operations {
        let op = Op::choose(&model, &mut Choices::new(numbers.clone()));
        let now = model.now;
        assert_eq!(lifecycle::perform(&mut tenant, &op, now), model.perform(&op), "{op:?}");
    }
    tenant.take_changes();
    tenant.take_changed_units();
    tenant
}

/// A transfer of what the small world has.
fn transfer(choices: &mut Choices) -> Transfer {
    let mut transfer = Transfer::new()
        .on_conflict(*choices.of(OnConflict::ALL))
        .versions(*choices.of(TransferVersions::ALL));
    for channel in ["128", ""] {
        transfer = match choices.below(8) {
            0 => transfer.map_channel(channel, "5"),
            1 => transfer.map_channel(channel, ""),
            2 => transfer.map_channel(channel, "128"),
            3 => transfer.drop_channel(channel),
            _ => transfer,
        };
    }
    for locale in ["fr", ""] {
        let mapped = match choices.below(8) {
            0 => transfer.map_locale(locale, "de"),
            1 => transfer.map_locale(locale, ""),
            2 => transfer.map_locale(locale, "fr"),
            3 => transfer.drop_locale(locale),
            _ => Ok(transfer),
        };
        transfer = mapped.expect("legal locales");
    }
    match choices.below(6) {
        0 => transfer.drop_other_channels(),
        1 => transfer.drop_other_locales(),
        _ => transfer,
    }
}

/// Nothing but what was copied is another, and of that nothing is lost.
fn nothing_is_lost(before: &Tenant, after: &Tenant, report: &Transferred) {
    let copied: BTreeMap<&Target, TransferOutcome> = report
        .items()
        .iter()
        .filter(|item| item.outcome().is_copied())
        .filter_map(|item| Some((item.destination()?, item.outcome())))
        .collect();
    for target in after.targets() {
        let life = after.life(&target).expect("a life");
        match (before.life(&target), copied.get(&target)) {
            (earlier, None) => assert_eq!(earlier, Some(life), "{target} was not copied"),
            (None, Some(outcome)) => assert_eq!(*outcome, TransferOutcome::Created, "{target}"),
            (Some(earlier), Some(outcome)) => {
                assert_eq!(*outcome, TransferOutcome::Updated, "{target}");
                assert!(life.versions().starts_with(earlier.versions()), "{target} lost versions");
                assert_eq!((earlier.check_out(), life.check_out()), (None, None), "{target}");
            }
        }
    }
    assert!(before.targets().all(|target| after.life(&target).is_some()));
    assert_eq!(before.products().collect::<Vec<_>>(), after.products().collect::<Vec<_>>());
    assert!(before.groups().eq(after.groups()));
}

/// What both have in the end is what the source had, as far as it was copied without a mapping.
fn promises_hold(source: &Tenant, before: &Tenant, transfer: &Transfer) {
    let mut destination = before.clone();
    let would = transfer.clone().dry_run(true).run(source, &mut destination, "ben").expect("a report");
    assert!(destination == *before, "a dry run changed something");
    assert!(destination.take_changes().is_empty() && destination.take_changed_units().is_empty());
    let report = transfer.run(source, &mut destination, "ben").expect("a report");
    assert_eq!(would, report);
    assert!(report.is_complete());
    assert_eq!(report.items().len(), source.targets().count());
    nothing_is_lost(before, &destination, &report);

    let (units, changes) = (destination.take_changed_units(), destination.take_changes());
    let mut store = BTreeMap::new();
    promises::write(before, &before.units().collect::<Vec<_>>(), &mut store);
    promises::stored([before, &destination], &units, &mut store);
    let flattened = |tenant: &Tenant| {
        let publication = tenant.publication().expect("a publication");
        Flatten::new(&publication, Policy::default()).to_bytes().expect("a snapshot")
    };
    promises::delta(&destination, &flattened(before), &changes, &flattened(&destination));

    let after = destination.clone();
    let again = transfer.run(source, &mut destination, "ben").expect("a report");
    assert!(destination == after, "the second run changed something");
    for (item, first) in again.items().iter().zip(report.items()) {
        let expected = if first.outcome().is_copied() { TransferOutcome::Equal } else { first.outcome() };
        assert_eq!(item.outcome(), expected, "{item}, first {first}");
        let is_empty = item.faults().is_empty();
        assert_eq!(is_empty, item.outcome() != TransferOutcome::Refused, "{item}");
    }
}

fn no_transfer_between_random_tenants_breaks_a_promise() -> Result<(), Stop> {
    let operations = || vec(vec(any::<u32>(), 16), 0..60);
    let strategy = (operations(), operations(), vec(any::<u32>(), 12));
    let holds = |(source, destination, choices): (Vec<Vec<u32>>, Vec<Vec<u32>>, Vec<u32>)| {
        let transfer = transfer(&mut Choices::new(choices));
        promises_hold(&worked(&source), &worked(&destination), &transfer);
        Ok(())
    };
    Ok(check(1_000, &strategy, holds)?)
}
