//! A migration as a publication: what was shown from the older media library.

use super::*;
use crate::policy::Policy;
use crate::resolve::Query;

#[test]
fn a_migration_is_a_publication_of_the_legacy_media_alone() {
    let mut tenant = tenant([shirt(), ProductBuilder::new("S2")]);
    tenant.set_channel(ChannelBuilder::new("128")).unwrap();
    tenant.set_category(CategoryBuilder::new("c1")).unwrap();
    tenant.check_in(&Target::asset("A1"), AssetBuilder::new("A1", Kind::Image), &ann()).unwrap();
    let target = Target::document("S2", Context::default());
    tenant
        .check_in(&target, DocumentBuilder::new().master(SetBuilder::new().primary(["A1"])), &ann())
        .unwrap();
    tenant.publish_all(&Scope::product("S2"), &ann()).unwrap();

    let names = ["/Products/S1_000_1.png", "/Products/S1 ^  ^ M ^ Blue ^_000_1.png", "/Categories/c1.png"];
    let migration = Legacy::new(&tenant).context(channel("128")).read(names);
    let publication = migration.publication(&tenant).unwrap();
    assert!(publication.warnings().is_empty(), "{:?}", publication.warnings());
    let counts = [publication.products().len(), publication.categories().len(), publication.channels().len()];
    assert_eq!((counts, publication.assets().len()), ([2, 1, 1], 3));
    let shown = |number: &str| {
        let query = Query::new(number).channel("128");
        publication.resolve(&query, &Policy::default()).unwrap().primary().len()
    };
    assert_eq!([shown("S1"), shown("S1-BM"), shown("S2")], [1, 1, 0]);
}

#[test]
fn it_answers_as_a_tenant_does_that_had_no_media() {
    let mut tenant = tenant([shirt()]);
    let names =
        ["/Products/S1_000_2.png", "/Products/S1_000_1.png", "/Products/S1 ^  ^ M ^ Blue ^_000_1.png"];
    let migration = Legacy::new(&tenant).base_url("https://cdn.example").read(names);
    let publication = migration.publication(&tenant).unwrap();
    migration.check_in(&mut tenant, &ann(), true).unwrap();
    assert_eq!(publication, tenant.publication().unwrap());
}

#[test]
fn an_asset_that_is_still_a_draft_is_shown() {
    let mut tenant = tenant([shirt()]);
    let asset = AssetBuilder::new("A1", Kind::Image).url("/Products/S1_000_1.png");
    tenant.check_in(&Target::asset("A1"), asset, &ann()).unwrap();
    tenant.edit(&Target::asset("A1"), &at("ben", 1), &Start::Empty).unwrap();
    let publication = Legacy::new(&tenant).read(["/Products/S1_000_1.png"]).publication(&tenant).unwrap();
    let asset = publication.assets().next().unwrap();
    assert!(asset.id() == "A1" && asset.is_published());
}
