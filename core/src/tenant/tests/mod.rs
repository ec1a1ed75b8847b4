//! What SPEC section 8 says, sentence by sentence.

mod branch;
mod changes;
mod content;
mod edit;
mod entities;
mod over_time;
mod publish;
mod remove;
mod run;
mod schedule;
mod state;
mod switches;
mod units;
mod uses;

use super::*;
use crate::fault::Faults;
use crate::instant::{Instant, LocalInstant};
use crate::model::{
    AssetBuilder, CategoryBuilder, CategoryDocumentBuilder, ChannelBuilder, DocumentBuilder, Kind,
    ProductBuilder, Publication, SetBuilder, SwatchBuilder, VariantBuilder,
};
use crate::policy::Policy;
use crate::resolve::Query;
use core::fmt::Debug;

/// A user at so many minutes behind nine o'clock.
fn at(user: &str, minute: i64) -> Stamp {
    let nine: Instant = "2026-11-24T09:00:00Z".parse().unwrap();
    Stamp::new(user, Instant::from_unix_seconds(nine.unix_seconds() + 60 * minute))
}

fn ann() -> Stamp {
    at("ann", 0)
}

fn ben() -> Stamp {
    at("ben", 5)
}

/// An instant so many minutes behind nine o'clock.
fn due(minute: i64) -> LocalInstant {
    at("", minute).at().into()
}

fn context(channel: &str, locale: &str) -> Context {
    Context::new(None, Some(channel).filter(|text| !text.is_empty()), Some(locale)).unwrap()
}

fn asset(id: &str) -> Target {
    Target::asset(id)
}

/// The document of `S1` everywhere.
fn main() -> Target {
    Target::document("S1", Context::default())
}

/// The document of `S1` in channel 128, in French.
fn french() -> Target {
    Target::document("S1", context("128", "fr"))
}

/// The picture of the category `shirts` in channel 128.
fn picture() -> Target {
    Target::category("shirts", context("128", ""))
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

fn colours(values: &[&str]) -> ProductBuilder {
    let product = ProductBuilder::new("S1").name("Shirt").category("shirts");
    values.iter().fold(product.dimension("Color", values.iter().copied()), |product, value| {
        product.variant(VariantBuilder::new(format!("S1-{value}"), [("Color", *value)]))
    })
}

/// The shirt `S1` in blue and red, the product `S2`, the category `shirts`, the channel 128; the assets
/// `A1`, `A2` and `A3`, which are published, and `new`, which is checked in.
fn shop() -> Tenant {
    let mut tenant = Tenant::new(Limits::default());
    tenant.set_channel(ChannelBuilder::new("128")).unwrap();
    tenant.set_category(CategoryBuilder::new("shirts").name("Shirts")).unwrap();
    tenant.set_product(colours(&["Blue", "Red"])).unwrap();
    tenant.set_product(ProductBuilder::new("S2")).unwrap();
    for id in ["A1", "A2", "A3", "new"] {
        tenant.check_in(&asset(id), image(id), &ann()).unwrap();
    }
    for id in ["A1", "A2", "A3"] {
        tenant.publish(&asset(id).into(), &ann()).unwrap();
    }
    tenant.take_changes();
    tenant.take_changed_units();
    tenant
}

/// The same, where `A1` is published for `S1`.
fn dressed() -> Tenant {
    let mut tenant = shop();
    published(&mut tenant, &main(), gallery(&["A1"]));
    tenant
}

/// Checks content in and publishes it.
fn published(tenant: &mut Tenant, target: &Target, content: impl Into<Content>) {
    tenant.check_in(target, content, &ann()).unwrap();
    tenant.publish_all(&target.clone().into(), &ann()).unwrap();
}

/// A publish group in which content is checked in.
fn grouped(tenant: &mut Tenant, name: &str, target: &Target, content: impl Into<Content>) -> Target {
    if tenant.group(name).is_none() {
        tenant.create_group(name, GroupOptions::default(), &ann()).unwrap();
    }
    let target = target.clone().in_group(name);
    tenant.check_in(&target, content, &ann()).unwrap();
    target
}

/// The assets that a publication shows for a product or variant.
fn shown_by(publication: &Publication, query: &Query) -> String {
    let answer = publication.resolve(query, &Policy::default()).unwrap();
    answer.primary().iter().map(|item| item.asset().id()).collect::<Vec<_>>().join(" ")
}

fn shown(tenant: &Tenant) -> String {
    shown_by(&tenant.publication().unwrap(), &Query::new("S1"))
}

/// The numbers of a life's versions, of the draft and of what is published.
fn numbers(tenant: &Tenant, target: &Target) -> (Vec<u32>, Option<u32>, Option<u32>) {
    let life = tenant.life(target).unwrap();
    let number = |version: Option<&Version>| version.map(Version::number);
    let all = life.versions().iter().map(Version::number).collect();
    (all, number(life.draft()), number(life.published()))
}

/// An error as a user has it: one line, lower case, the user's words in backticks, then advice.
fn well_said(fault: &Fault, words: &[&str]) {
    let (message, advice) = (fault.message(), fault.advice());
    for word in words {
        assert!(message.contains(&format!("`{word}`")), "`{word}` is not in: {message}");
    }
    for text in [message, advice] {
        assert!(!text.is_empty() && !text.contains('\n') && !text.ends_with('.'), "{text}");
        assert!(!text.starts_with(char::is_uppercase), "{text}");
    }
}

/// That something is refused with one fault: this code, and these words of the user.
fn refused<T: Debug>(result: Result<T, impl Into<Faults>>, code: Code, words: &[&str]) {
    all_refused(result, &[(code, words)]);
}

/// Codes, each with the words of the user that its message has.
type Expected<'e> = &'e [(Code, &'e [&'e str])];

/// That something is refused with these faults.
fn all_refused<T: Debug>(result: Result<T, impl Into<Faults>>, expected: Expected<'_>) {
    let faults = match result {
        Ok(done) => panic!("not refused: {done:?}"),
        Err(faults) => faults.into().into_vec(),
    };
    let codes: Vec<_> = faults.iter().map(Fault::code).collect();
    assert_eq!(codes, expected.iter().map(|(code, _)| *code).collect::<Vec<_>>(), "{faults:?}");
    for (fault, (_, words)) in faults.iter().zip(expected) {
        well_said(fault, words);
    }
}
