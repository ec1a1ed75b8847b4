//! Channels, central swatches, categories, products: at once.

use super::*;

fn red(tenant: &Tenant) -> String {
    shown_by(&tenant.publication().unwrap(), &Query::new("S1-Red"))
}

#[test]
fn channels_take_effect_at_once() {
    let mut tenant = shop();
    tenant.set_channel(ChannelBuilder::new("7").name("Seven")).unwrap();
    assert_eq!(tenant.take_changes().channels().collect::<Vec<_>>(), ["7"]);
    let ids = |tenant: &Tenant| {
        let publication = tenant.publication().unwrap();
        publication.channels().map(|channel| channel.id().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&tenant), ["128", "7"]);
    tenant.remove_channel("128").unwrap();
    assert_eq!(ids(&tenant), ["7"]);
    refused(tenant.remove_channel("128"), Code::NotInTenant, &["128"]);
    refused(tenant.set_channel(ChannelBuilder::new("")), Code::EmptyIdentifier, &[]);
}

#[test]
fn central_swatches_take_effect_at_once() {
    let mut tenant = shop();
    tenant.set_swatch(SwatchBuilder::new("Color", "Blue").hex("#0000FF")).unwrap();
    let paint = |tenant: &Tenant| {
        let publication = tenant.publication().unwrap();
        let swatch = publication.central_swatch("Color", "Blue").map(crate::model::CentralSwatch::paint);
        swatch.map(|paint| paint.asset().unwrap_or("a colour").to_owned())
    };
    assert_eq!(paint(&tenant).as_deref(), Some("a colour"));
    tenant.set_swatch(SwatchBuilder::new("Color", "Blue").asset("A1")).unwrap();
    assert_eq!(paint(&tenant).as_deref(), Some("A1"));
    tenant.remove_swatch("Color", "Blue").unwrap();
    assert_eq!(paint(&tenant), None);
    refused(tenant.remove_swatch("Color", "Blue"), Code::NotInTenant, &["Blue"]);
}

#[test]
fn a_central_swatch_shows_a_published_asset() {
    let mut tenant = shop();
    let before = tenant.clone();
    let swatch = |id: &str| SwatchBuilder::new("Color", "Blue").asset(id);
    refused(tenant.set_swatch(swatch("new")), Code::UnpublishedAssets, &["Blue", "new"]);
    refused(tenant.set_swatch(swatch("nowhere")), Code::UnknownAsset, &["Blue", "nowhere"]);
    refused(tenant.set_swatch(SwatchBuilder::new("Color", "Blue")), Code::EmptySwatch, &[]);
    let malformed = SwatchBuilder::new("Color", "Blue").hex("blue");
    refused(tenant.set_swatch(malformed), Code::MalformedColour, &["blue"]);
    assert_eq!(tenant, before);
}

#[test]
fn categories_take_effect_at_once() {
    let mut tenant = shop();
    tenant.set_category(CategoryBuilder::new("hats")).unwrap();
    tenant.set_category(CategoryBuilder::new("shirts").name("Tops")).unwrap();
    let publication = tenant.publication().unwrap();
    assert_eq!(publication.category("shirts").unwrap().name(), Some("Tops"));
    assert_eq!(tenant.categories().collect::<Vec<_>>(), ["hats", "shirts"]);
    let with_media = CategoryBuilder::new("hats").document(CategoryDocumentBuilder::new("128"));
    refused(tenant.set_category(with_media), Code::WrongContent, &["hats"]);
    refused(tenant.set_category(CategoryBuilder::new("")), Code::EmptyIdentifier, &[]);
}

#[test]
fn a_category_goes_with_its_drafts() {
    let mut tenant = shop();
    tenant.check_in(&picture(), CategoryDocumentBuilder::new("128").image("new"), &ann()).unwrap();
    tenant.remove_category("shirts").unwrap();
    assert!(tenant.life(&picture()).is_none());
    assert_eq!(tenant.used_by("new"), []);
    refused(tenant.remove_category("shirts"), Code::NotInTenant, &["shirts"]);
}

#[test]
fn a_category_that_is_not_empty_stays() {
    let mut tenant = shop();
    published(&mut tenant, &picture(), CategoryDocumentBuilder::new("128").image("A1"));
    refused(tenant.remove_category("shirts"), Code::NotEmpty, &["shirts", "channel 128, Neutral"]);
    tenant.edit(&picture(), &ann(), &Start::Empty).unwrap();
    let both: [(Code, &[&str]); 2] = [(Code::NotEmpty, &["shirts"]), (Code::NotEmpty, &["shirts", "ann"])];
    all_refused(tenant.remove_category("shirts"), &both);
    tenant.discard(&picture(), false, &ann()).unwrap();
    tenant.unpublish(&picture(), &ann()).unwrap();
    grouped(&mut tenant, "sale", &picture(), CategoryDocumentBuilder::new("128"));
    refused(tenant.remove_category("shirts"), Code::NotEmpty, &["shirts", "sale"]);
}

#[test]
fn a_product_goes_with_its_drafts_and_numbers() {
    let mut tenant = shop();
    tenant.set_product(colours(&["Blue"]).record_id(7)).unwrap();
    tenant.check_in(&main(), gallery(&["new"]), &ann()).unwrap();
    assert_eq!(tenant.product_of_number("S1-Blue"), Some("S1"));
    assert_eq!(tenant.product_of_record_id(7), Some("S1"));
    tenant.remove_product("S1").unwrap();
    assert_eq!((tenant.product("S1"), tenant.product_of_number("S1-Blue")), (None, None));
    assert_eq!((tenant.product_of_record_id(7), tenant.used_by("new")), (None, vec![]));
    refused(tenant.remove_product("S1"), Code::NotInTenant, &["S1"]);
    // the numbers are free
    let other = ProductBuilder::new("S1-Blue").record_id(7);
    tenant.set_product(other).unwrap();
}

#[test]
fn a_product_that_is_not_empty_stays() {
    let mut tenant = dressed();
    tenant.edit(&french(), &ann(), &Start::Empty).unwrap();
    let both: [(Code, &[&str]); 2] = [(Code::NotEmpty, &["S1"]), (Code::NotEmpty, &["S1", "ann"])];
    all_refused(tenant.remove_product("S1"), &both);
    grouped(&mut tenant, "sale", &Target::document("S2", Context::default()), gallery(&[]));
    refused(tenant.remove_product("S2"), Code::NotEmpty, &["S2", "sale"]);
    tenant.run_group("sale", &ann()).unwrap();
    tenant.unpublish(&Target::document("S2", Context::default()), &ann()).unwrap();
    tenant.remove_product("S2").unwrap();
}

#[test]
fn a_product_does_not_bring_documents() {
    let mut tenant = shop();
    let with_media = ProductBuilder::new("S3").document(DocumentBuilder::new());
    refused(tenant.set_product(with_media), Code::WrongContent, &["S3"]);
}

#[test]
fn numbers_and_record_ids_are_taken_once() {
    let mut tenant = shop();
    tenant.set_product(ProductBuilder::new("S3").record_id(7)).unwrap();
    let before = tenant.clone();
    let variant = |number: &str| VariantBuilder::new(number, [("Size", "S")]);
    let sized = |number: &str| ProductBuilder::new(number).dimension("Size", ["S", "M"]);
    let other = |number: &str| VariantBuilder::new(number, [("Size", "M")]);
    let cases: [(ProductBuilder, Expected<'_>); 8] = [
        (ProductBuilder::new("S1-Red"), &[(Code::ProductAndVariant, &["S1-Red"])]),
        (sized("S4").variant(variant("S2")), &[(Code::ProductAndVariant, &["S2"])]),
        (sized("S4").variant(variant("S4")), &[(Code::ProductAndVariant, &["S4"])]),
        (sized("S4").variant(variant("S1-Red")), &[(Code::DuplicateIdentifier, &["S1-Red", "S1"])]),
        (ProductBuilder::new("S4").record_id(7), &[(Code::DuplicateIdentifier, &["7", "S3"])]),
        (
            sized("S4").record_id(9).variant(variant("S4-S").record_id(9)),
            &[(Code::DuplicateIdentifier, &["9"])],
        ),
        (
            sized("S4").variant(variant("S4-S")).variant(other("S4-S")),
            &[(Code::DuplicateIdentifier, &["S4-S"])],
        ),
        (sized("S4").variant(variant("S4-S").record_id(7)), &[(Code::DuplicateIdentifier, &["7", "S3"])]),
    ];
    for (product, expected) in cases {
        all_refused(tenant.set_product(product), expected);
    }
    assert_eq!(tenant, before);
    // its own are not in its way
    tenant.set_product(ProductBuilder::new("S3").record_id(7).name("Three")).unwrap();
}

#[test]
fn a_number_that_a_product_gave_up_is_free() {
    let mut tenant = shop();
    tenant.set_product(colours(&["Blue"]).record_id(7)).unwrap();
    tenant.set_product(colours(&["Blue"])).unwrap();
    assert_eq!((tenant.product_of_number("S1-Red"), tenant.product_of_record_id(7)), (None, None));
    tenant.set_product(ProductBuilder::new("S1-Red").record_id(7)).unwrap();
}

#[test]
fn every_fault_of_a_product_is_named() {
    let faulty = ProductBuilder::new("").dimension("Size", ["S", "S"]);
    let expected: [(Code, &[&str]); 2] = [(Code::EmptyIdentifier, &[]), (Code::DuplicateIdentifier, &["S"])];
    all_refused(shop().set_product(faulty), &expected);
}

#[test]
fn sets_of_a_variant_that_went_are_kept_and_left_out() {
    let mut tenant = shop();
    let pattern = [("Color", "Red")];
    let swatch = SwatchBuilder::new("Color", "Red").asset("A3");
    let document =
        gallery(&["A1"]).variant("S1-Red", set(&["A2"])).dimensions(pattern, set(&["A3"])).swatch(swatch);
    published(&mut tenant, &main(), document.clone());
    let before = tenant.publication().unwrap();
    assert_eq!(red(&tenant), "A2");
    tenant.set_product(colours(&["Blue"])).unwrap();
    let publication = tenant.publication().unwrap();
    assert_eq!(shown_by(&publication, &Query::new("S1-Blue")), "A1");
    let left = &publication.product("S1").unwrap().documents()[0];
    assert_eq!((left.variants().len(), left.patterns().len(), left.swatches().len()), (0, 0, 0));
    // what they show is still in use
    assert_eq!(tenant.used_by("A2"), [UsedBy::Published(main())]);
    assert_eq!(tenant.life(&main()).unwrap().draft().unwrap().content(), Some(&document.into()));
    tenant.set_product(colours(&["Blue", "Red"])).unwrap();
    assert_eq!(tenant.publication().unwrap(), before);
    assert_eq!(red(&tenant), "A2");
}

#[test]
fn a_dimension_that_is_new_leaves_patterns_as_they_are() {
    let mut tenant = shop();
    published(&mut tenant, &main(), gallery(&["A1"]).dimensions([("Color", "Red")], set(&["A2"])));
    let values = [("Size", "S"), ("Color", "Red")];
    let product = ProductBuilder::new("S1").dimension("Size", ["S"]).dimension("Color", ["Blue", "Red"]);
    tenant.set_product(product.variant(VariantBuilder::new("S1-Red", values))).unwrap();
    assert_eq!(red(&tenant), "A2");
}
