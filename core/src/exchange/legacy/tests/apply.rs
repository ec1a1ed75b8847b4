//! Assigned files become assets and primary lists.

use super::*;
use crate::fault::Code;
use crate::model::{CategoryDocumentBuilder, ItemBuilder, ListBuilder, Mode, SwatchBuilder, TextBuilder};
use crate::policy::Policy;
use crate::resolve::Query;
use crate::tenant::Content;

const NAMES: [&str; 4] = [
    "/Products/S1_000_010.png",
    "/Products/S1_000_9.png",
    "/Products/S1 ^  ^ M ^ Blue ^_000_001.png",
    "/Products/S1_000_11.png",
];

/// The urls that a number shows.
fn urls(tenant: &Tenant, number: &str) -> Vec<String> {
    let publication = tenant.publication().unwrap();
    let answer = publication.resolve(&Query::new(number), &Policy::default()).unwrap();
    answer.primary().iter().map(|item| item.asset().url().unwrap().to_owned()).collect()
}

fn document(tenant: &Tenant) -> DocumentBuilder {
    let target = Target::document("S1", Context::default());
    match tenant.life(&target).unwrap().draft().unwrap().content().unwrap() {
        Content::Document(document) => document.clone(),
        content => panic!("{content:?}"),
    }
}

#[test]
fn the_sequence_is_the_display_order() {
    let mut tenant = tenant([shirt()]);
    let migration = Legacy::new(&tenant).read(NAMES);
    migration.check_in(&mut tenant, &ann(), true).unwrap();
    assert_eq!(urls(&tenant, "S1"), [NAMES[1], NAMES[0], NAMES[3]]);
    assert_eq!(urls(&tenant, "S1-BM"), [NAMES[2]]);
    assert_eq!(urls(&tenant, "S1-WL"), urls(&tenant, "S1"));
}

#[test]
fn a_name_without_a_sequence_comes_last() {
    let mut tenant = tenant([shirt()]);
    let legacy =
        Legacy::new(&tenant).patterns(patterns("{ProductNumber}.png\n{ProductNumber}_{Sequence}.png"));
    let migration = legacy.read(["S1.png", "S1_7.png"]);
    migration.check_in(&mut tenant, &ann(), true).unwrap();
    assert_eq!(urls(&tenant, "S1"), ["S1_7.png", "S1.png"]);
}

#[test]
fn a_file_becomes_an_asset_of_its_kind_with_its_name() {
    let mut tenant = tenant([shirt()]);
    let legacy =
        Legacy::new(&tenant).patterns(patterns("{ProductNumber}.MP4")).base_url("https://cdn.example");
    legacy.read(["/S1.mp4"]).check_in(&mut tenant, &ann(), false).unwrap();
    let url = "https://cdn.example/S1.mp4";
    let text = TextBuilder::new().field(crate::model::Field::DisplayName, "/S1.mp4");
    let content: Content = AssetBuilder::new(url, Kind::Video).url(url).text("neutral", text).into();
    let life = tenant.life(&Target::asset(url)).unwrap();
    assert_eq!(life.draft().unwrap().content(), Some(&content));
    assert!(life.published().is_none());
}

#[test]
fn twice_changes_nothing_the_second_time() {
    let mut tenant = tenant([shirt()]);
    let migration = Legacy::new(&tenant).read(NAMES);
    let done = migration.check_in(&mut tenant, &ann(), true).unwrap();
    assert_eq!((done.assets().len(), done.documents().len(), done.published().len()), (4, 1, 5));
    let before = tenant.clone();
    _ = (tenant.take_changed_units(), tenant.take_changes());
    for publish in [true, false] {
        let migration = Legacy::new(&tenant).read(NAMES);
        let done = migration.check_in(&mut tenant, &at("ben", 5), publish).unwrap();
        assert!(done.is_empty(), "{done:?}");
        assert!(tenant == before && tenant.take_changed_units().is_empty());
    }
}

#[test]
fn drafts_are_published_when_the_same_comes_with_publish() {
    let mut tenant = tenant([shirt()]);
    let migration = Legacy::new(&tenant).read(NAMES);
    migration.check_in(&mut tenant, &ann(), false).unwrap();
    assert_eq!(urls(&tenant, "S1"), Vec::<String>::new());
    let done = migration.check_in(&mut tenant, &ann(), true).unwrap();
    assert_eq!((done.assets().len(), done.documents().len(), done.published().len()), (0, 0, 5));
    assert_eq!(urls(&tenant, "S1").len(), 3);
}

#[test]
fn an_asset_with_the_url_of_a_file_is_used() {
    let mut tenant = tenant([shirt()]);
    let asset =
        AssetBuilder::new("A1", Kind::Image).url(NAMES[1]).text("fr", TextBuilder::new().alt("Chemise"));
    tenant.check_in(&Target::asset("A1"), asset, &ann()).unwrap();
    let migration = Legacy::new(&tenant).read(NAMES);
    migration.check_in(&mut tenant, &ann(), true).unwrap();
    let publication = tenant.publication().unwrap();
    let answer = publication.resolve(&Query::new("S1"), &Policy::default()).unwrap();
    assert_eq!(answer.primary().first().unwrap().asset().id(), "A1");
    assert_eq!(publication.assets().len(), 4);
}

#[test]
fn an_id_that_another_asset_has_gets_a_number() {
    let mut tenant = tenant([shirt()]);
    let other = AssetBuilder::new(NAMES[1], Kind::Image).url("elsewhere");
    tenant.check_in(&Target::asset(NAMES[1]), other, &ann()).unwrap();
    for _ in 0..2 {
        let migration = Legacy::new(&tenant).read([NAMES[1]]);
        migration.check_in(&mut tenant, &ann(), true).unwrap();
        assert_eq!(urls(&tenant, "S1"), [NAMES[1]]);
        assert!(tenant.life(&Target::asset(format!("{}~2", NAMES[1]))).is_some());
        assert_eq!(tenant.targets().filter(|target| target.asset_id().is_some()).count(), 2);
    }
}

#[test]
fn a_url_that_is_too_long_for_an_id_is_hashed() {
    let long = "x".repeat(500);
    let mut tenant = tenant([ProductBuilder::new(&long)]);
    let name = format!("Products/{long}_000_1.png");
    Legacy::new(&tenant).read([&name]).check_in(&mut tenant, &ann(), true).unwrap();
    assert_eq!(urls(&tenant, &long), [name]);
    let target = tenant.targets().next().unwrap();
    let id = target.asset_id().unwrap();
    assert!(id.starts_with("legacy-") && id.len() == 39, "{id}");
}

#[test]
fn only_the_primary_lists_that_files_name_are_replaced() {
    let mut tenant = tenant([shirt()]);
    for id in ["A1", "A2"] {
        tenant.check_in(&Target::asset(id), AssetBuilder::new(id, Kind::Image), &ann()).unwrap();
    }
    let manual = || [ItemBuilder::with_purpose("manual", "A2")];
    let before = DocumentBuilder::new()
        .master(SetBuilder::new().primary_list(ListBuilder::new(Mode::Append, ["A1"])).additional(manual()))
        .dimensions([("Color", "Blue")], SetBuilder::new().primary(["A1"]))
        .variant("S1-WM", SetBuilder::new().primary(["A1"]))
        .swatch(SwatchBuilder::new("Color", "Blue").hex("#0000FF"));
    let target = Target::document("S1", Context::default());
    tenant.check_in(&target, before.clone(), &ann()).unwrap();
    let migration = Legacy::new(&tenant).read(NAMES);
    migration.check_in(&mut tenant, &ann(), false).unwrap();

    let mut after = document(&tenant);
    // the variant's new set takes the manual from nobody
    let inherits = ListBuilder::new(Mode::Inherit, Vec::<ItemBuilder>::new());
    assert_eq!(
        after.remove_variant("S1-BM").unwrap(),
        SetBuilder::new().primary([NAMES[2]]).additional_list(inherits)
    );
    let master = SetBuilder::new().primary([NAMES[1], NAMES[0], NAMES[3]]).additional(manual());
    assert_eq!(after.remove_master().unwrap(), master);
    let before = DocumentBuilder { master: None, ..before };
    assert_eq!(after, before);
}

#[test]
fn items_that_stay_keep_their_texts() {
    let mut tenant = tenant([shirt()]);
    let migration = Legacy::new(&tenant).read(&NAMES[..2]);
    migration.check_in(&mut tenant, &ann(), false).unwrap();
    let mut own = document(&tenant);
    let item = ItemBuilder::new(NAMES[0]).text("en", TextBuilder::new().alt("a shirt"));
    own.master_mut().unwrap().primary_mut().items_mut()[1] = item.clone();
    tenant.check_in(&Target::document("S1", Context::default()), own, &ann()).unwrap();
    let migration = Legacy::new(&tenant).read(NAMES);
    migration.check_in(&mut tenant, &ann(), false).unwrap();
    let mut after = document(&tenant);
    assert_eq!(after.master_mut().unwrap().primary_mut().items()[1], item);
    assert_eq!(after.master_mut().unwrap().primary_mut().items().len(), 3);
}

#[test]
fn values_of_some_dimensions_become_a_set_of_the_combination() {
    let mut tenant = tenant([shirt()]);
    let set = || SetBuilder::new().primary(["S1-Blue.jpg"]);
    let legacy = Legacy::new(&tenant).patterns(patterns("{ProductNumber}-{Color}.jpg"));
    let migration = legacy.read(["S1-Blue.jpg", "S1-Black^White.jpg"]);
    migration.check_in(&mut tenant, &ann(), true).unwrap();
    assert_eq!(urls(&tenant, "S1-WL"), ["S1-Black^White.jpg"]);
    assert_eq!(document(&tenant).remove_dimensions(&[("Color", "Blue")]), Some(set()));
}

#[test]
fn the_picture_of_a_category_is_its_document_in_the_channel() {
    let mut tenant = tenant([]);
    tenant.set_category(CategoryBuilder::new("c1").name("Shirts")).unwrap();
    let migration = Legacy::new(&tenant).context(channel("128")).read(["/Categories/Shirts.png"]);
    for changes in [true, false] {
        let done = migration.check_in(&mut tenant, &ann(), true).unwrap();
        assert_eq!(done.documents().len() == 1, changes);
    }
    let publication = tenant.publication().unwrap();
    let document = publication.category("c1").unwrap().documents().first().unwrap();
    assert_eq!(document.image().unwrap().asset(), "/Categories/Shirts.png");
    assert_eq!(document.context(), &channel("128"));
}

#[test]
fn nothing_happens_where_a_document_is_refused() {
    let mut tenant = tenant([shirt(), ProductBuilder::new("S2"), ProductBuilder::new("S3")]);
    for number in ["S2", "S3"] {
        tenant.edit(&Target::document(number, Context::default()), &at("ben", 1), &Start::Empty).unwrap();
    }
    let before = tenant.clone();
    let names = ["Products/S1_000_1.png", "Products/S2_000_1.png", "Products/S3_000_1.png"];
    let faults = Legacy::new(&tenant).read(names).check_in(&mut tenant, &ann(), true).unwrap_err();
    let codes: Vec<Code> = faults.iter().map(|fault| fault.code()).collect();
    assert_eq!(codes, [Code::CheckedOut; 2]);
    assert!(tenant == before);
}

#[test]
fn a_users_own_check_out_is_finished_with_the_lists() {
    let mut tenant = tenant([shirt()]);
    let target = Target::document("S1", Context::default());
    tenant.edit(&target, &ann(), &Start::Empty).unwrap();
    let swatch = SwatchBuilder::new("Color", "Blue").hex("#0000FF");
    tenant.save(&target, DocumentBuilder::new().swatch(swatch.clone()), &ann()).unwrap();
    Legacy::new(&tenant).read(NAMES).check_in(&mut tenant, &ann(), true).unwrap();
    let document = document(&tenant);
    assert!(tenant.life(&target).unwrap().check_out().is_none());
    assert_eq!(document.swatches, [swatch]);
    assert!(document.master.is_some());
}

#[test]
fn a_picture_that_a_category_has_already_keeps_its_texts() {
    let mut tenant = tenant([]);
    tenant.set_category(CategoryBuilder::new("c1")).unwrap();
    let name = "/Categories/c1.png";
    tenant.check_in(&Target::asset("A1"), AssetBuilder::new("A1", Kind::Image).url(name), &ann()).unwrap();
    let item = ItemBuilder::new("A1").text("en", TextBuilder::new().alt("shirts"));
    let target = Target::category("c1", channel("128"));
    tenant.check_in(&target, CategoryDocumentBuilder::new("128").image(item), &ann()).unwrap();
    let migration = Legacy::new(&tenant).context(channel("128")).read([name]);
    assert!(migration.check_in(&mut tenant, &ann(), false).unwrap().is_empty());
}
