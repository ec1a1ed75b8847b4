//! What SPEC section 12 says, sentence by sentence.

mod conflicts;
mod mapping;
mod refused;
mod whole;

use super::*;
use crate::instant::Instant;
use crate::limits::Limits;
use crate::model::{
    AssetBuilder, CategoryBuilder, CategoryDocumentBuilder, Context, DocumentBuilder, ItemBuilder, Kind,
    ProductBuilder, SetBuilder, TextBuilder, VariantBuilder,
};
use crate::tenant::{Content, Stamp, Start, Target, UnitKey, Version};

/// A user at so many minutes behind nine o'clock.
fn at(user: &str, minute: i64) -> Stamp {
    let nine: Instant = "2026-11-24T09:00:00Z".parse().unwrap();
    Stamp::new(user, Instant::from_unix_seconds(nine.unix_seconds() + 60 * minute))
}

fn context(channel: &str, locale: &str) -> Context {
    Context::new(None, Some(channel), Some(locale)).unwrap()
}

fn document(channel: &str, locale: &str) -> Target {
    Target::document("S1", context(channel, locale))
}

/// The document of `S1` everywhere.
fn main() -> Target {
    document("", "")
}

fn picture(channel: &str) -> Target {
    Target::category("shirts", context(channel, ""))
}

fn image(id: &str) -> AssetBuilder {
    AssetBuilder::new(id, Kind::Image)
}

fn set(assets: &[&str]) -> SetBuilder {
    SetBuilder::new().primary(assets.iter().copied())
}

fn gallery(assets: &[&str]) -> DocumentBuilder {
    DocumentBuilder::new().master(set(assets))
}

fn shirt(colours: &[&str]) -> ProductBuilder {
    colours
        .iter()
        .fold(ProductBuilder::new("S1").dimension("Color", colours.iter().copied()), |product, value| {
            product.variant(VariantBuilder::new(format!("S1-{value}"), [("Color", *value)]))
        })
}

/// The shirt `S1` in blue and red, the product `S2` and the category `shirts`, without media.
fn bare() -> Tenant {
    let mut tenant = Tenant::new(Limits::default());
    tenant.set_category(CategoryBuilder::new("shirts")).unwrap();
    tenant.set_product(shirt(&["Blue", "Red"])).unwrap();
    tenant.set_product(ProductBuilder::new("S2")).unwrap();
    tenant.take_changes();
    tenant.take_changed_units();
    tenant
}

/// Checks content in.
fn draft(tenant: &mut Tenant, minute: i64, target: &Target, content: impl Into<Content>) {
    tenant.check_in(target, content, &at("ann", minute)).unwrap();
}

/// Checks content in and publishes it, at that minute.
fn publish(tenant: &mut Tenant, minute: i64, target: &Target, content: impl Into<Content>) {
    draft(tenant, minute, target, content);
    tenant.publish(&target.clone().into(), &at("ann", minute)).unwrap();
}

/// The same with the assets `A1` and `A2`, which are published.
fn shop() -> Tenant {
    let mut tenant = bare();
    for id in ["A1", "A2"] {
        publish(&mut tenant, 0, &Target::asset(id), image(id));
    }
    tenant
}

/// The same, where `A1` is published for `S1` since the first minute.
fn dressed() -> Tenant {
    let mut tenant = shop();
    publish(&mut tenant, 1, &main(), gallery(&["A1"]));
    tenant
}

fn replace() -> Transfer {
    Transfer::new().on_conflict(OnConflict::Replace)
}

fn latest() -> Transfer {
    Transfer::new().on_conflict(OnConflict::KeepLatest)
}

/// Runs it: first dry, which gives the same report and changes nothing; then in earnest; then again,
/// which copies nothing.
fn run(transfer: &Transfer, source: &Tenant, destination: &mut Tenant) -> Transferred {
    destination.take_changes();
    destination.take_changed_units();
    let before = destination.clone();
    let would = transfer.clone().dry_run(true).run(source, destination, "ben").unwrap();
    assert!(*destination == before, "a dry run changed something");
    assert!(destination.take_changes().is_empty() && destination.take_changed_units().is_empty());
    let done = transfer.run(source, destination, "ben").unwrap();
    assert_eq!(would, done);
    let after = destination.clone();
    let again = transfer.run(source, &mut destination.clone(), "ben").unwrap();
    assert!(!again.items().iter().any(|item| item.outcome().is_copied()), "{again:?}");
    transfer.run(source, destination, "ben").unwrap();
    assert!(*destination == after, "the second run changed something");
    let json = destination.to_json();
    assert!(Tenant::from_json(json.as_bytes(), destination.limits()).unwrap() == *destination);
    done
}

/// Each item that is not an asset, with its outcome.
fn outcomes(report: &Transferred) -> Vec<String> {
    let items = report.items().iter().filter(|item| item.source().asset_id().is_none());
    items.map(|item| format!("{} {}", item.source().context().unwrap(), item.outcome().word())).collect()
}

/// The outcome of the only document, with the codes of its faults.
fn only(report: &Transferred) -> (TransferOutcome, Vec<&'static str>) {
    let mut items = report.items().iter().filter(|item| item.source().asset_id().is_none());
    let item = items.next().unwrap();
    assert!(items.next().is_none(), "{report:?}");
    (item.outcome(), item.faults().iter().map(|fault| fault.code().name()).collect())
}

/// The numbers of a life's versions, of the draft and of what is published.
fn numbers(tenant: &Tenant, target: &Target) -> (usize, Option<u32>, Option<u32>) {
    let life = tenant.life(target).unwrap();
    let number = |version: Option<&Version>| version.map(Version::number);
    (life.versions().len(), number(life.draft()), number(life.published()))
}

/// What is published of a target.
fn published(tenant: &Tenant, target: &Target) -> Option<Content> {
    tenant.life(target)?.published()?.content().cloned()
}

/// The assets that the published document of `S1` shows.
fn shown(tenant: &Tenant) -> String {
    match published(tenant, &main()) {
        Some(Content::Document(document)) => {
            let items = document.sets().flat_map(|(_, set)| set.lists()[0].items());
            items.map(ItemBuilder::asset).collect::<Vec<_>>().join(" ")
        }
        _ => String::new(),
    }
}
