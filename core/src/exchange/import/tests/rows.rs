//! Rows that belong together: assets and assignments in any order, lists, held-back rows, texts per locale.

use super::{Row, Shop, entity, everywhere, ids, master, named, picture, variant};
use crate::limits::Limits;
use crate::manifest::RowOutcome;
use crate::model::{DocumentBuilder, Field, SetBuilder};
use crate::tenant::{Scope, Target};

fn by(column: &str, cell: &str) -> Row {
    Row::default().with(column, cell)
}

fn permuted(rows: &[Row]) -> Vec<Vec<Row>> {
    if rows.len() < 2 {
        return vec![rows.to_vec()];
    }
    let mut all = Vec::new();
    for at in 0..rows.len() {
        let mut rest = rows.to_vec();
        let one = rest.remove(at);
        all.extend(permuted(&rest).into_iter().map(|mut rows| {
            rows.insert(0, one.clone());
            rows
        }));
    }
    all
}

#[test]
fn rows_may_name_an_asset_before_another_says_what_it_is_by_whatever_they_name_it() {
    let rows = [
        picture("A1"),
        master("S1").and(by("MediaImportPath", "https://cdn.example/A1.png")),
        master("S2").and(by("MediaDisplayName", "name of A1")),
        variant("V-BS").and(named("A1")),
        entity("Product|Master|Swatch", "EntityId|SwatchType|SwatchId", "S1|Color|Red")
            .with("SwatchValue", "name of A1"),
    ];
    for rows in permuted(&rows) {
        let mut shop = Shop::publishing();
        let report = shop.take(&rows);
        assert_eq!(report.words(), ["Applied"; 5], "{}", report.result);
        assert_eq!(shop.tenant.targets().count(), 3, "one asset, and two documents");
        assert_eq!(shop.published(&everywhere("S1")).unwrap().swatches[0].asset.as_deref(), Some("A1"));
    }
    // the same for one without an id of its own
    let rows = rows.map(|row| {
        if row.0.len() > 2 && !row.0.iter().any(|(column, _)| column == "EntityType") {
            row.without("InternalMediaId")
        } else {
            row
        }
    });
    let rows = [rows[0].clone(), rows[1].clone(), rows[2].clone(), rows[4].clone()];
    for rows in permuted(&rows) {
        let report = Shop::publishing().take(&rows);
        assert_eq!(report.words(), ["Applied"; 4], "{}", report.result);
    }
}

#[test]
fn an_asset_that_nobody_says_anything_of_is_unknown() {
    let report =
        Shop::new().take(&[master("S2").and(named("A1")), master("S1").and(by("MediaDisplayName", "n"))]);
    assert_eq!(report.codes(), ["unknown_asset"; 2]);
    // what a row at fault says is not known either
    let bad = entity("Product|Master", "EntityId", "nothing").with("MediaGroup", "Primary");
    let report = Shop::new().take(&[bad.and(picture("A1")), master("S2").and(named("A1"))]);
    assert_eq!(report.codes(), ["not_in_tenant", "unknown_asset"]);
}

#[test]
fn the_library_is_asked_for_source_then_url_then_display_name() {
    let source = by("MediaSourceProvider", "dam").with("MediaSourceId", "7");
    let mut shop = Shop::publishing();
    shop.take(&[picture("A1").and(source.clone()), picture("A2"), picture("A3")]);
    let all = source.clone().with("MediaImportPath", "https://cdn.example/A2.png");
    let all = all.with("MediaDisplayName", "name of A3");
    let names = [
        (all.clone(), "A1"),
        (all.clone().without("MediaSourceId"), "A2"),
        (by("MediaDisplayName", "name of A3"), "A3"),
        (all.with("InternalMediaId", "A3"), "A3"),
        // an id that the library lacks, with a source that it knows
        (source.with("InternalMediaId", "elsewhere"), "A1"),
    ];
    for (row, id) in names {
        let report = shop.take(&[master("S2").and(row)]);
        assert_eq!(report.of(RowOutcome::Failed), 0, "{}", report.result);
        assert_eq!(ids(&shop.published(&everywhere("S2")).unwrap().master.clone().unwrap().primary), [id]);
    }
    // two of one url
    shop.take(&[picture("A4").with("MediaImportPath", "https://cdn.example/A2.png")]);
    let report = shop.take(&[master("S2").and(by("MediaImportPath", "https://cdn.example/A2.png"))]);
    assert_eq!(report.codes(), ["ambiguous"]);
}

#[test]
fn a_name_goes_to_another_where_its_owner_goes_or_is_renamed() {
    let mut shop = Shop::publishing();
    shop.take(&[picture("A1"), picture("A2")]);
    let taken = picture("A3").with("MediaDisplayName", "name of A1");
    assert_eq!(shop.take(std::slice::from_ref(&taken)).codes(), ["name_taken"]);
    let renamed =
        picture("A1").with("MediaDisplayName", "new").with("MediaSourceIfExistsAction", "Overwrite");
    let report = shop.take(&[taken, renamed]);
    assert_eq!(report.words(), ["Applied"; 2], "{}", report.result);
    let goes = named("A2").with("MediaAction", "UnpublishAndDelete");
    let report = shop.take(&[picture("A4").with("MediaDisplayName", "name of A2"), goes]);
    assert_eq!(report.words(), ["Applied"; 2], "{}", report.result);
}

#[test]
fn rows_of_one_asset_make_up_its_locales_and_channels() {
    let row = |locale: &str, channel: &str, alt: &str| {
        picture("A1").with("MediaLocale", locale).with("MediaChannel", channel).with("ImageAltText", alt)
    };
    let mut shop = Shop::new();
    let rows = [
        row("en", "OUN1", "shirt"),
        row("en", "OUN2", "shirt"),
        row("fr", "OUN1", "chemise"),
        row("fr", "2", "chemise"),
    ];
    let report = shop.take(&rows);
    assert_eq!(report.words(), ["Applied"; 4], "{}", report.result);
    let asset = shop.asset("A1").unwrap();
    assert_eq!(asset.channels.as_deref().unwrap(), ["1", "2"]);
    let texts: Vec<_> = asset.texts().map(|(locale, text)| (locale, text.get(Field::Alt))).collect();
    assert_eq!(texts, [("en", Some("shirt")), ("fr", Some("chemise"))]);
    // one row for everywhere is enough
    let mut shop = Shop::new();
    shop.take(&[row("en", "OUN1", "shirt"), row("en", "", "shirt"), row("en", "OUN3", "shirt")]);
    assert_eq!(shop.asset("A1").unwrap().channels, None);
    // an item that rows repeat for each locale stands once
    let mut shop = Shop::new();
    shop.take(&rows.map(|row| master("S2").with("MediaDisplayOrder", "1").and(row)));
    assert_eq!(ids(&shop.draft(&everywhere("S2")).unwrap().master.clone().unwrap().primary), ["A1"]);
}

#[test]
fn rows_of_one_asset_and_locale_must_otherwise_agree() {
    for (column, one, two) in [
        ("MediaType", "Image", "File"),
        ("MediaImportPath", "a", "b"),
        ("MediaReferenceUrl", "a", "b"),
        ("ImageAltText", "a", "b"),
        ("MediaCaption", "a", "b"),
        ("MediaSearchTags", "a", "b"),
        ("MediaDisplayName", "a", "b"),
        ("MediaCategory", "Products", "Size"),
        ("VideoPlaytime", "1", "2"),
        ("MediaSourceIfExistsAction", "Overwrite", "KeepBoth"),
        ("MediaCheckedOutAction", "Overwrite", "UseExisting"),
        ("MediaVersionMismatchAction", "Overwrite", "UseExisting"),
        ("MediaVersion", "1", "2"),
        ("X-Asset", r#"{"properties": {"k": "1"}}"#, r#"{"properties": {"k": "2"}}"#),
        ("X-Asset", r#"{"text": {"alt": "1"}}"#, r#"{"text": {"alt": "2"}}"#),
    ] {
        let row = |cell: &str| picture("A1").with(column, cell);
        let report = Shop::new().take(&[row(one), row(two), row(one)]);
        let words = report.words();
        assert_eq!((words[0], words[1], words[2]), ("Applied", "Failed", "Applied"), "{column}");
        assert!(report.codes()[1].starts_with("rows_disagree"), "{column}: {}", report.result);
    }
    for (column, one, two) in [
        ("EntityCheckedOutAction", "Overwrite", "UseExisting"),
        ("EntityVersionMismatchAction", "Overwrite", "UseExisting"),
        ("EntityVersion", "1", "2"),
        ("X-ListMode", "append", "prepend"),
    ] {
        let row = |cell: &str| master("S2").and(picture("A1")).with(column, cell);
        let report = Shop::new().take(&[row(one), row(two)]);
        assert_eq!(report.codes(), ["held_back", "rows_disagree"], "{column}");
    }
    // an instant is looked at where the later content is to be taken, and nowhere else
    for (word, wanted) in [("TakeLatest", "Failed"), ("Overwrite", "Applied"), ("", "Applied")] {
        let row = |instant: &str| {
            picture("A1").with("MediaSourceIfExistsAction", word).with("MediaLastModifiedOn", instant)
        };
        let report = Shop::new().take(&[row("2026-01-01T00:00:00Z"), row("2026-01-02T00:00:00Z")]);
        assert_eq!(report.words(), ["Applied", wanted], "{word}");
    }
    // a cell that is empty contradicts nothing
    let report = Shop::new().take(&[picture("A1").with("MediaCaption", "a"), picture("A1")]);
    assert_eq!(report.words(), ["Applied"; 2]);
}

#[test]
fn a_list_is_replaced_only_when_none_of_its_rows_is_at_fault() {
    let mut shop = Shop::publishing();
    shop.take(&[picture("A1"), picture("A2"), master("S2").and(named("A1"))]);
    let list = |shop: &Shop| {
        let set = shop.published(&everywhere("S2")).unwrap().master.clone().unwrap();
        (ids(&set.primary).join(","), ids(&set.additional).join(","))
    };
    let additional = master("S2").with("MediaGroup", "Additional").with("MediaPurpose", "manual");
    for bad in [
        master("S2").and(named("A1")).with("MediaDisplayOrder", "first"),
        master("S2").and(named("A9")),
        master("S2").and(picture("A3")).without("ImageAltText"),
    ] {
        let report = shop.take(&[master("S2").and(named("A2")), bad, additional.clone().and(named("A2"))]);
        let words = report.words();
        assert_eq!((words[0], words[1]), ("HeldBack", "Failed"), "{}", report.result);
        assert_eq!(report.codes()[0], "held_back");
        // the other list is replaced all the same
        assert_eq!(list(&shop), ("A1".to_owned(), "A2".to_owned()));
    }
    // rows without an asset among others, and more than a list may hold
    let report = shop.take(&[master("S2").and(named("A2")), master("S2")]);
    assert_eq!(report.codes(), ["missing_cell"; 2]);
    shop.tenant.limits = Limits { items: 2, ..Limits::default() };
    let rows: Vec<Row> = ["A1", "A2", "A1"]
        .iter()
        .zip(1..)
        .map(|(id, at)| master("S2").and(named(id)).with("MediaDisplayOrder", &at.to_string()))
        .collect();
    assert_eq!(shop.take(&rows).codes(), ["limit_items"; 3]);
    // rows that repeat an item are one
    let rows: Vec<Row> = (0..5)
        .map(|at| {
            master("S2").and(named("A1")).with("MediaLocale", &format!("l{}", ["a", "b", "c", "d", "e"][at]))
        })
        .collect();
    assert_eq!(shop.take(&rows).of(RowOutcome::Failed), 0);
}

#[test]
fn the_lists_that_rows_name_are_replaced_and_others_of_the_document_stay() {
    let mut shop = Shop::publishing();
    let matrix = entity("DimensionMatrix", "ProductNumber", "S1|Color:Blue").with("MediaGroup", "Primary");
    shop.take(&[
        master("S1").with("X-ListMode", "append").and(picture("A1")),
        variant("V-BS").and(picture("A2")),
        matrix.clone().and(picture("A3")),
        entity("Product|Master|Swatch", "EntityId|SwatchType|SwatchId", "S1|Color|Red")
            .with("SwatchValue", "#FF0000"),
    ]);
    let report =
        shop.take(&[matrix.clone().and(named("A1")), matrix.and(named("A2")).with("MediaDisplayOrder", "1")]);
    assert_eq!(report.words(), ["Applied"; 2]);
    let document = shop.published(&everywhere("S1")).unwrap();
    assert_eq!(ids(&document.master.as_ref().unwrap().primary), ["A1"]);
    assert_eq!(document.master.as_ref().unwrap().primary.mode, crate::model::Mode::Append);
    assert_eq!(ids(&document.variants[0].1.primary), ["A2"]);
    assert_eq!(ids(&document.dimensions[0].1.primary), ["A2", "A1"]);
    assert_eq!(document.swatches.len(), 1);
    // a list without items is one row without an asset
    shop.take(&[variant("V-BS")]);
    assert_eq!(shop.published(&everywhere("S1")).unwrap().variants[0].1.primary.items.len(), 0);
}

#[test]
fn a_row_without_a_group_is_a_document_without_anything_in_it() {
    let mut shop = Shop::publishing();
    let report = shop.take(&[entity("Product|Master", "EntityId", "S2")]);
    assert_eq!(report.words(), ["Applied"]);
    assert_eq!(shop.published(&everywhere("S2")).unwrap(), &DocumentBuilder::default());
    // one that assigns an asset wants a group
    let report = shop.take(&[entity("Product|Master", "EntityId", "S2").and(picture("A1"))]);
    assert_eq!(report.codes(), ["missing_cell"]);
}

#[test]
fn assets_are_published_before_what_is_published_with_them() {
    let mut shop = Shop::new();
    let publish = |row: Row| row.with("EntityAssignmentAction", "PublishNow");
    let report = shop.take(&[
        publish(master("S2")).and(picture("A1")),
        publish(master("S2")).and(picture("A2")).with("MediaAction", "PublishNow"),
    ]);
    assert_eq!(report.codes(), ["unpublished_assets", "held_back"]);
    let rows = [publish(master("S2")).and(picture("A1")).with("MediaAction", "PublishNow")];
    assert_eq!(shop.take(&rows).words(), ["Applied"]);
}

#[test]
fn what_else_is_wrong_with_a_document_is_a_fault_of_its_rows() {
    // a draft that uses an asset which is not published, under the list that is to be published
    let mut shop = Shop::new();
    shop.take(&[picture("A1"), picture("A2").with("MediaAction", "PublishNow")]);
    let content = DocumentBuilder::new().variant("V-BS", SetBuilder::new().primary(["A1"]));
    shop.tenant.check_in(&everywhere("S1"), content, &super::at("ann", 0)).unwrap();
    let row = master("S1").and(named("A2")).with("EntityAssignmentAction", "PublishNow");
    let report = shop.take(&[row.clone(), row.clone().with("MediaDisplayOrder", "1")]);
    assert_eq!(report.codes(), ["unpublished_assets"; 2]);
    assert_eq!(report.faults().len(), 1, "a fault that rows share is told once");
    shop.tenant.publish_all(&Scope::product("S1"), &super::at("ann", 1)).unwrap();
    assert_eq!(shop.take(&[row]).words(), ["Applied"]);
    let mut shop = Shop::new();
    shop.tenant.limits = Limits { documents: 1, ..Limits::default() };
    shop.take(&[picture("A1")]);
    let rows = ["en", "fr"].map(|locale| master("S2").and(named("A1")).with("EntityLocale", locale));
    assert_eq!(shop.take(&rows).codes(), ["", "limit_documents"]);
}

#[test]
fn all_faults_of_a_row_are_reported_each_once() {
    let row = entity("Product|Master", "EntityId", "nothing").with("EntityChannel", "OUN").and(picture("A1"));
    let row = row.with("EntityLocale", "x y").with("MediaGroup", "Third").with("MediaDisplayOrder", "x");
    let row = row.with("MediaType", "Sound").with("ImageAltText", "\0").with("MediaDisplayName", "");
    let report = Shop::new().take(&[row.with("X-Item", "{").with("EntityVersion", "x")]);
    assert_eq!(
        report.codes(),
        ["empty_identifier, malformed_locale, unknown_word, malformed_number, not_in_tenant, unknown_word, \
          forbidden_character, missing_cell, syntax, malformed_number"]
    );
    assert_eq!(report.faults().len(), 10);
    assert!(report.faults().iter().all(|fault| fault.contains("row 2: ")), "{:?}", report.faults());
}

#[test]
fn faults_stand_in_the_order_of_rows_and_those_that_rows_share_once() {
    let mut rows = vec![
        master("S2").and(named("A9")),
        entity("Product|Master", "EntityId", "nothing").with("MediaGroup", "Primary").and(named("A1")),
        picture("A1").without("ImageAltText"),
    ];
    rows.extend(rows.clone());
    rows.push(master("S1").and(named("A9")));
    let report = Shop::new().take(&rows);
    assert_eq!(report.of(RowOutcome::Failed), 7);
    let places: Vec<_> = report.imported.faults().map(|fault| fault.place().to_string()).collect();
    assert_eq!(places, ["row 2: InternalMediaId", "row 3: EntityKeyValue", "row 4: ImageAltText"]);
    let mut shop = Shop::new();
    shop.import = shop.import.most_faults(2);
    let report = shop.take(&rows);
    assert_eq!(report.faults().len(), 2);
    assert!(report.faults()[0].contains("row 2"), "the first of all rows, whenever they were found");
}

#[test]
fn an_id_that_the_library_lacks_makes_an_asset_with_that_id() {
    let mut shop = Shop::new();
    shop.take(&[picture("made up").without("MediaImportPath")]);
    assert_eq!(shop.asset("made up").unwrap().url, None);
    assert!(shop.tenant.life(&Target::asset("made up")).is_some());
}

#[test]
fn rows_that_say_nothing_are_passed_over() {
    let report = Shop::new().take(&[picture("A1"), Row::default(), Row::default().with("X-Mine", "kept")]);
    assert_eq!((report.words(), report.imported.counts().empty_rows()), (vec!["Applied", "", ""], 2));
    assert!(report.result.contains("\tkept\t"), "{}", report.result);
}

#[test]
fn a_channel_of_a_document_that_is_not_there_is_a_warning() {
    let mut shop = Shop::new();
    let report = shop.take(&[
        picture("A1").with("MediaChannel", "OUN128"),
        picture("A1").with("MediaChannel", "OUN555"),
        master("S1").and(named("A1")).with("EntityChannel", "OUN555"),
    ]);
    assert_eq!(report.words(), ["Applied"; 3]);
    assert_eq!(report.codes(), ["", "", "missing_channel"]);
}
