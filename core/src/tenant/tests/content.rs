//! What content a target takes.

use super::*;
use crate::model::{ItemBuilder, TextBuilder};

#[test]
fn content_of_another_kind_is_refused() {
    let mut tenant = shop();
    refused(tenant.check_in(&main(), image("A1"), &ann()), Code::WrongContent, &["S1"]);
    refused(tenant.check_in(&asset("A1"), gallery(&[]), &ann()), Code::WrongContent, &["A1"]);
    refused(tenant.check_in(&picture(), gallery(&[]), &ann()), Code::WrongContent, &["shirts"]);
    let category = CategoryDocumentBuilder::new("128");
    refused(tenant.check_in(&main(), category, &ann()), Code::WrongContent, &["S1"]);
}

#[test]
fn content_of_another_place_is_refused() {
    let mut tenant = shop();
    refused(tenant.check_in(&asset("A1"), image("A2"), &ann()), Code::WrongContent, &["A1"]);
    let elsewhere = gallery(&[]).channel("7");
    refused(tenant.check_in(&french(), elsewhere, &ann()), Code::WrongContent, &["S1", "channel 128, fr"]);
    let elsewhere = CategoryDocumentBuilder::new("7");
    refused(
        tenant.check_in(&picture(), elsewhere, &ann()),
        Code::WrongContent,
        &["shirts", "channel 128, Neutral"],
    );
    let nowhere = gallery(&[]).locale("???");
    refused(tenant.check_in(&french(), nowhere, &ann()), Code::MalformedLocale, &["???"]);
}

#[test]
fn content_without_a_context_takes_that_of_its_target() {
    let mut tenant = shop();
    tenant.check_in(&french(), gallery(&["A1"]), &ann()).unwrap();
    tenant.check_in(&french(), gallery(&["A1"]).channel("128").locale("FR"), &ann()).unwrap();
    let life = tenant.life(&french()).unwrap();
    assert_eq!(life.version(1).unwrap().content(), life.version(2).unwrap().content());
    tenant.check_in(&picture(), CategoryDocumentBuilder::default().image("A1"), &ann()).unwrap();
}

#[test]
fn whether_an_asset_is_published_is_not_for_its_content_to_say() {
    let mut tenant = shop();
    refused(tenant.check_in(&asset("A9"), image("A9").published(false), &ann()), Code::WrongContent, &["A9"]);
    tenant.check_in(&asset("A9"), image("A9").published(true), &ann()).unwrap();
    assert!(tenant.life(&asset("A9")).unwrap().published().is_none());
}

#[test]
fn every_fault_of_the_content_is_named() {
    let mut tenant = shop();
    let faulty = gallery(&[])
        .dimensions([("Fit", "Slim")], set(&[]))
        .variant("S2-X", set(&[]))
        .swatch(SwatchBuilder::new("Color", "Green").hex("#00FF00"));
    let expected: [(Code, &[&str]); 3] = [
        (Code::UnknownDimension, &["Fit"]),
        (Code::ForeignVariant, &["S2-X"]),
        (Code::UnknownValue, &["Green"]),
    ];
    all_refused(tenant.check_in(&main(), faulty, &ann()), &expected);
}

#[test]
fn equal_content_compares_equal_however_it_is_written() {
    let mut tenant = shop();
    let text = |alt: &str| TextBuilder::new().alt(alt);
    let one =
        image("A9").text("FR_ca", text("un")).text("de", text("ein")).property("b", "2").property("a", "1");
    let other =
        image("A9").text("de", text("ein")).text("fr-CA", text("un")).property("a", "1").property("b", "2");
    tenant.check_in(&asset("A9"), one, &ann()).unwrap();
    tenant.check_in(&asset("A9"), other, &ann()).unwrap();
    let wild = |value: &str| {
        let item = ItemBuilder::new("A1").text("FR", text("un"));
        DocumentBuilder::new()
            .dimensions([("Color", value)], SetBuilder::new().primary([item]))
            .variant("S1-Red", set(&[]))
            .variant("S1-Blue", set(&[]))
    };
    tenant.check_in(&main(), wild("Blue"), &ann()).unwrap();
    let item = ItemBuilder::new("A1").text("fr", text("un"));
    let again = DocumentBuilder::new()
        .variant("S1-Blue", set(&[]))
        .variant("S1-Red", set(&[]))
        .dimensions([("Color", "Blue")], SetBuilder::new().primary([item]));
    tenant.check_in(&main(), again, &ann()).unwrap();
    for target in [asset("A9"), main()] {
        let life = tenant.life(&target).unwrap();
        assert_eq!(life.version(1).unwrap().content(), life.version(2).unwrap().content(), "{target}");
    }
}
