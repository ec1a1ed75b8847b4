//! What is to be flattened again.

use super::*;
use crate::flatten::Flatten;
use crate::snapshot::Snapshot;

fn flattened(tenant: &Tenant) -> Vec<u8> {
    Flatten::new(&tenant.publication().unwrap(), Policy::default()).to_bytes().unwrap()
}

/// Takes the changes into a snapshot of before; gives the snapshot, whose compaction is a full build.
fn followed(tenant: &mut Tenant, base: Vec<u8>) -> Snapshot<Vec<u8>> {
    let changes = tenant.take_changes();
    let delta = tenant.delta(&Snapshot::open(base.clone()).unwrap(), &changes).unwrap();
    let snapshot = Snapshot::open_with(base, [delta]).unwrap();
    snapshot.verify().unwrap();
    assert_eq!(Flatten::compact(&snapshot).unwrap(), flattened(tenant));
    snapshot
}

fn asked(snapshot: &Snapshot<Vec<u8>>, number: &str) -> String {
    let answer = snapshot.resolve(&Query::new(number)).unwrap();
    answer.primary().iter().map(|item| item.asset().id()).collect::<Vec<_>>().join(" ")
}

#[test]
fn publishing_gives_only_the_changed_products() {
    let mut tenant = dressed();
    tenant.take_changes();
    tenant.check_in(&main(), gallery(&["A2"]), &ann()).unwrap();
    tenant.check_in(&Target::document("S2", Context::default()), gallery(&["A2"]), &ann()).unwrap();
    assert!(tenant.take_changes().is_empty());
    let published = tenant.publish(&Scope::product("S1"), &ann()).unwrap();
    assert_eq!(published.changes().products().collect::<Vec<_>>(), ["S1"]);
    assert_eq!(*published.changes(), tenant.take_changes());
}

#[test]
fn what_an_operation_changed_adds_to_what_changed_before() {
    let mut tenant = dressed();
    tenant.take_changes();
    tenant.set_product(ProductBuilder::new("S3")).unwrap();
    tenant.check_in(&main(), gallery(&["A2"]), &ann()).unwrap();
    let published = tenant.publish(&main().into(), &ann()).unwrap();
    assert_eq!(published.changes().products().collect::<Vec<_>>(), ["S1"]);
    assert_eq!(tenant.take_changes().products().collect::<Vec<_>>(), ["S1", "S3"]);
}

#[test]
fn a_changed_asset_is_a_change_of_all_that_use_it() {
    let mut tenant = dressed();
    published(&mut tenant, &picture(), CategoryDocumentBuilder::new("128").image("A1"));
    tenant.set_swatch(SwatchBuilder::new("Color", "Blue").asset("A1")).unwrap();
    tenant.set_swatch(SwatchBuilder::new("Color", "Red").asset("A2")).unwrap();
    tenant.take_changes();
    tenant.check_in(&asset("A1"), image("A1").url("/2"), &ann()).unwrap();
    let published = tenant.publish(&asset("A1").into(), &ann()).unwrap();
    let changes = published.changes();
    assert_eq!(changes.products().collect::<Vec<_>>(), ["S1"]);
    assert_eq!(changes.categories().collect::<Vec<_>>(), ["shirts"]);
    assert_eq!(changes.swatches().collect::<Vec<_>>(), [("Color", "Blue")]);
    assert_eq!(changes.assets().collect::<Vec<_>>(), ["A1"]);
    assert_eq!(changes.channels().len(), 0);
}

#[test]
fn a_run_gives_what_it_changed() {
    let mut tenant = dressed();
    grouped(&mut tenant, "sale", &main(), gallery(&["A2"]));
    tenant.take_changes();
    let run = tenant.run_group("sale", &ann()).unwrap();
    assert_eq!(run.changes().products().collect::<Vec<_>>(), ["S1"]);
    assert_eq!(*run.changes(), tenant.take_changes());
}

#[test]
fn from_edit_to_publish_to_delta_to_answer() {
    let mut tenant = dressed();
    tenant.take_changes();
    let base = flattened(&tenant);
    tenant.edit(&main(), &ann(), &Start::Empty).unwrap();
    tenant.save(&main(), gallery(&["new"]).variant("S1-Red", set(&["A2"])), &ann()).unwrap();
    tenant.finish(&main(), &ann()).unwrap();
    tenant.publish_all(&Scope::product("S1"), &ann()).unwrap();
    let snapshot = followed(&mut tenant, base);
    assert_eq!((asked(&snapshot, "S1-Blue").as_str(), asked(&snapshot, "S1-Red").as_str()), ("new", "A2"));
}

#[test]
fn every_kind_of_change_comes_to_a_full_build() {
    let mut tenant = dressed();
    published(
        &mut tenant,
        &french(),
        gallery(&["A2"]).swatch(SwatchBuilder::new("Color", "Red").asset("A3")),
    );
    published(&mut tenant, &picture(), CategoryDocumentBuilder::new("128").image("A1"));
    tenant.take_changes();
    let steps: [fn(&mut Tenant); 14] = [
        |tenant| published(tenant, &asset("A1"), image("A1").url("/2")),
        |tenant| tenant.set_product(colours(&["Blue"])).unwrap(),
        |tenant| tenant.set_product(colours(&["Blue", "Red"]).record_id(9)).unwrap(),
        |tenant| tenant.unpublish(&french(), &ann()).unwrap(),
        |tenant| tenant.set_swatch(SwatchBuilder::new("Color", "Blue").asset("A2")).unwrap(),
        |tenant| published(tenant, &asset("A2"), image("A2").channels(["7"])),
        |tenant| tenant.remove_swatch("Color", "Blue").unwrap(),
        |tenant| tenant.set_channel(ChannelBuilder::new("128").locales(["fr"])).unwrap(),
        |tenant| tenant.remove_channel("128").unwrap(),
        |tenant| tenant.set_category(CategoryBuilder::new("shirts").name("Tops")).unwrap(),
        |tenant| {
            tenant.unpublish(&picture(), &ann()).unwrap();
            tenant.remove_category("shirts").unwrap();
        },
        |tenant| tenant.remove_product("S2").unwrap(),
        |tenant| {
            tenant.reset(&main(), &ann()).unwrap();
            tenant.publish(&main().into(), &ann()).unwrap();
        },
        |tenant| {
            tenant.remove_product("S1").unwrap();
            tenant.set_product(ProductBuilder::new("S1-Red")).unwrap();
        },
    ];
    for step in steps {
        let base = flattened(&tenant);
        step(&mut tenant);
        followed(&mut tenant, base);
    }
}

#[test]
fn a_delta_belongs_to_the_snapshot_it_was_made_for() {
    let mut tenant = dressed();
    let changes = tenant.take_changes();
    let delta = tenant.delta(&Snapshot::open(flattened(&tenant)).unwrap(), &changes).unwrap();
    refused(Snapshot::open_with(flattened(&shop()), [delta]).map(|_| ()), Code::WrongBase, &[]);
}
