//! Channels and locales.

use super::*;

fn text(alt: &str) -> TextBuilder {
    TextBuilder::new().alt(alt)
}

/// An asset of the destination, where the source has this one.
fn copied(transfer: &Transfer, asset: AssetBuilder) -> AssetBuilder {
    let (mut source, mut destination) = (bare(), bare());
    publish(&mut source, 0, &Target::asset("A1"), asset);
    run(transfer, &source, &mut destination);
    match published(&destination, &Target::asset("A1")) {
        Some(Content::Asset(asset)) => asset,
        other => panic!("{other:?}"),
    }
}

#[test]
fn channels_and_locales_are_mapped_one_by_one_or_dropped() {
    let (mut source, mut destination) = (shop(), bare());
    for (channel, locale) in [("", ""), ("", "fr"), ("128", ""), ("128", "fr-CA"), ("9", ""), ("7", "de")] {
        publish(&mut source, 1, &document(channel, locale), gallery(&["A1"]));
    }
    let transfer = Transfer::new().map_channel("128", "5").drop_channel("9");
    let transfer = transfer.map_locale("fr-ca", "FR_be").unwrap().drop_locale("de").unwrap();
    let report = run(&transfer, &source, &mut destination);
    let ends = report.items().iter().filter(|item| item.source().asset_id().is_none());
    let ends: Vec<_> = ends
        .map(|item| {
            let end = item.destination().and_then(Target::context).map(ToString::to_string);
            (item.source().context().unwrap().to_string(), end.unwrap_or_default())
        })
        .collect();
    let expected = [
        ("Omnichannel, Neutral", "Omnichannel, Neutral"),
        ("Omnichannel, fr", "Omnichannel, fr"),
        ("channel 128, Neutral", "channel 5, Neutral"),
        ("channel 128, fr-CA", "channel 5, fr-BE"),
        ("channel 7, de", ""),
        ("channel 9, Neutral", ""),
    ];
    assert_eq!(ends, expected.map(|(from, to)| (from.to_owned(), to.to_owned())));
    assert_eq!(report.count(TransferOutcome::Dropped), 2);
    let there = destination.targets().filter(|target| target.asset_id().is_none());
    let expected = [main(), document("", "fr"), document("5", ""), document("5", "fr-BE")];
    assert_eq!(there.collect::<Vec<_>>(), expected);
    let content = published(&destination, &document("5", "fr-BE")).unwrap();
    assert_eq!(content, gallery(&["A1"]).channel("5").locale("fr-BE").into());
}

#[test]
fn others_can_be_dropped_but_for_what_has_no_name() {
    let (mut source, mut destination) = (shop(), bare());
    for (channel, locale) in [("", ""), ("128", ""), ("128", "fr"), ("128", "de"), ("9", "")] {
        publish(&mut source, 1, &document(channel, locale), gallery(&["A1"]));
    }
    let transfer = Transfer::new().map_channel("128", "128").drop_other_channels();
    let transfer = transfer.map_locale("fr", "fr").unwrap().drop_other_locales();
    run(&transfer, &source, &mut destination);
    let there = destination.targets().filter(|target| target.asset_id().is_none());
    assert_eq!(there.collect::<Vec<_>>(), [main(), document("128", ""), document("128", "fr")]);
    let mut destination = bare();
    run(&transfer.drop_channel("").drop_locale("neutral").unwrap(), &source, &mut destination);
    let there = destination.targets().filter(|target| target.asset_id().is_none());
    assert_eq!(there.collect::<Vec<_>>(), [document("128", "fr")]);
}

#[test]
fn a_mapped_channel_takes_the_place_of_one_that_moves_on() {
    let (mut source, mut destination) = (shop(), bare());
    publish(&mut source, 1, &document("1", ""), gallery(&["A1"]));
    publish(&mut source, 1, &document("2", ""), gallery(&["A2"]));
    run(&Transfer::new().map_channel("1", "2").map_channel("2", "1"), &source, &mut destination);
    assert_eq!(published(&destination, &document("2", "")), Some(gallery(&["A1"]).channel("2").into()));
    assert_eq!(published(&destination, &document("1", "")), Some(gallery(&["A2"]).channel("1").into()));
}

#[test]
fn two_sources_mapped_to_one_context_are_an_error_and_none_of_them_is_copied() {
    let (mut source, mut destination) = (shop(), bare());
    for channel in ["", "128", "9", "3"] {
        publish(&mut source, 1, &document(channel, ""), gallery(&["A1"]));
    }
    draft(&mut source, 1, &document("4", ""), gallery(&["A1"]));
    let transfer = replace().map_channel("128", "5").map_channel("9", "5").map_channel("4", "3");
    let report = run(&transfer, &source, &mut destination);
    let expected = [
        "Omnichannel, Neutral created",
        "channel 128, Neutral refused",
        // the draft is not to be copied
        "channel 3, Neutral created",
        "channel 4, Neutral not-published",
        "channel 9, Neutral refused",
    ];
    assert_eq!(outcomes(&report), expected);
    let refused = report.items().iter().find(|item| item.outcome() == TransferOutcome::Refused).unwrap();
    assert_eq!(
        refused.to_string(),
        "refused: the document of `S1` in `channel 128, Neutral` as that in `channel 5, Neutral`: the document \
         of `S1` in `channel 128, Neutral` and that in `channel 9, Neutral` are both mapped to `channel 5, \
         Neutral`; map one of them elsewhere, or drop it"
    );
    assert_eq!(refused.faults()[0].code().number(), 8201);
    assert!(destination.life(&document("5", "")).is_none());
}

#[test]
fn texts_are_mapped_and_dropped_with_their_locale() {
    let transfer = Transfer::new().map_locale("fr", "fr-CA").unwrap().drop_locale("de").unwrap();
    let asset = image("A1").text("", text("x")).text("fr", text("y")).text("de", text("z"));
    let expected = image("A1").text("neutral", text("x")).text("fr-CA", text("y"));
    assert_eq!(copied(&transfer, asset), expected);

    let (mut source, mut destination) = (shop(), bare());
    let item = |locale: &str| ItemBuilder::new("A1").text(locale, text("own"));
    let document = |locale: &str| {
        let set = SetBuilder::new().primary([item(locale)]);
        DocumentBuilder::new().master(set.clone()).variant("S1-Blue", set)
    };
    publish(&mut source, 1, &main(), document("fr"));
    publish(&mut source, 1, &picture("128"), CategoryDocumentBuilder::new("128").image(item("fr")));
    run(&transfer, &source, &mut destination);
    assert_eq!(published(&destination, &main()), Some(document("fr-CA").into()));
    let expected = CategoryDocumentBuilder::new("128").image(item("fr-CA"));
    assert_eq!(published(&destination, &picture("128")), Some(expected.into()));
}

#[test]
fn two_texts_mapped_to_one_locale_are_an_error() {
    let (mut source, mut destination) = (bare(), bare());
    let asset = image("A1").text("fr", text("x")).text("fr-CA", text("y"));
    publish(&mut source, 1, &Target::asset("A1"), asset);
    let transfer = Transfer::new().map_locale("fr-CA", "fr").unwrap();
    let report = run(&transfer, &source, &mut destination);
    let codes: Vec<_> = report.items()[0].faults().iter().map(|fault| fault.code().name()).collect();
    assert_eq!(codes, ["duplicate_text_locale"]);
    assert!(destination == bare());
    // and of a document, beside all else that is wrong with it
    let item = ItemBuilder::new("none").text("fr", text("x")).text("fr-CA", text("y"));
    let content = DocumentBuilder::new().variant("S1-Red", SetBuilder::new().primary([item]));
    draft(&mut source, 1, &main(), content);
    destination.set_product(shirt(&["Blue"])).unwrap();
    let both = transfer.versions(TransferVersions::PublishedAndDraft);
    let expected = vec!["duplicate_text_locale", "foreign_variant", "unknown_asset"];
    assert_eq!(only(&run(&both, &source, &mut destination)), (TransferOutcome::Refused, expected));
}

#[test]
fn the_channels_of_an_asset_are_mapped_and_none_left_shows_it_in_none() {
    let transfer = Transfer::new().map_channel("1", "5").map_channel("2", "5").drop_channel("9");
    let channels = |channels: &[&str]| image("A1").channels(channels.iter().copied());
    assert_eq!(copied(&transfer, channels(&["1", "9", "7", "2"])), channels(&["5", "7"]));
    assert_eq!(copied(&transfer, channels(&["9"])), channels(&[]));
    assert_eq!(copied(&transfer, channels(&[])), channels(&[]));
    assert_eq!(copied(&transfer, image("A1")), image("A1"));
}

#[test]
fn a_channel_that_becomes_omnichannel_lifts_the_restriction_of_its_assets() {
    let transfer = Transfer::new().map_channel("1", "");
    assert_eq!(copied(&transfer, image("A1").channels(["1", "9"])), image("A1"));
    assert_eq!(copied(&transfer, image("A1").channels(["9"])), image("A1").channels(["9"]));
}

#[test]
fn catalogs_stay() {
    let (mut source, mut destination) = (shop(), bare());
    let target = |channel| Target::document("S1", Context::new(Some("7"), Some(channel), None).unwrap());
    publish(&mut source, 1, &target("128"), gallery(&["A1"]));
    run(&Transfer::new().map_channel("128", "5"), &source, &mut destination);
    assert!(published(&destination, &target("5")).is_some());
}

#[test]
fn a_picture_of_a_category_cannot_become_omnichannels() {
    let (mut source, mut destination) = (shop(), bare());
    publish(&mut source, 1, &picture("128"), CategoryDocumentBuilder::new("128").image("A1"));
    let report = run(&Transfer::new().map_channel("128", ""), &source, &mut destination);
    assert_eq!(only(&report), (TransferOutcome::Refused, vec!["category_without_channel"]));
}

#[test]
fn a_malformed_locale_is_refused_where_it_is_said() {
    assert_eq!(Transfer::new().map_locale("fr", "x_").unwrap_err().code(), Code::MalformedLocale);
    assert_eq!(Transfer::new().map_locale("x_", "fr").unwrap_err().code(), Code::MalformedLocale);
    assert_eq!(Transfer::new().drop_locale("x_").unwrap_err().code(), Code::MalformedLocale);
}
