//! Media locations have the names of the retail API.

use super::read;
use crate::limits::Limits;
use crate::model::{
    AssetBuilder, DocumentBuilder, ItemBuilder, Kind, ProductBuilder, Publication, SetBuilder, TextBuilder,
};
use crate::policy::Policy;
use crate::resolve::Query;
use crate::retail::Retail;
use crate::wire::{additional_media, media_locations};
use serde_json::json;

fn shop() -> Publication {
    let mut builder = Publication::builder(Limits::default());
    let front = AssetBuilder::new("front", Kind::Image).url("https://cdn.example/front.png");
    builder.asset(front.text("", TextBuilder::new().alt("Shirt")).property("fit", "slim"));
    builder.asset(AssetBuilder::new("bare", Kind::Video));
    builder.asset(AssetBuilder::new("sheet", Kind::File).url("sheets/care.pdf"));
    let front = ItemBuilder::new("front").property("model", "Ada");
    let others = [("z", "sheet"), ("care", "sheet"), ("z", "bare")];
    let others = others.map(|(purpose, asset)| ItemBuilder::with_purpose(purpose, asset));
    let set = SetBuilder::new().primary([ItemBuilder::new("bare"), front]).additional(others);
    let product = ProductBuilder::new("S1").property("fit", "wide").property("yarn", "wool");
    builder.product(product.document(DocumentBuilder::new().master(set)));
    builder.build().unwrap()
}

#[test]
fn a_location_has_every_key_in_the_names_of_the_api() {
    let shop = shop();
    let retail = Retail::new(&shop, Policy::default());
    let locations = retail.media_locations(&Query::new("S1")).unwrap();
    let property = |key: &str, value: &str| json!({"Key": key, "Value": {"StringValue": value}});
    let expected = json!([
        {"Uri": null, "AltText": null, "IsDefault": false, "IsSelfHosted": true, "Priority": 1,
         "IsApplicableForChildEntities": true,
         "ExtensionProperties": [property("fit", "wide"), property("yarn", "wool")]},
        {"Uri": "https://cdn.example/front.png", "AltText": "Shirt", "IsDefault": true, "IsSelfHosted": false,
         "Priority": 2, "IsApplicableForChildEntities": true,
         "ExtensionProperties": [property("fit", "slim"), property("model", "Ada"), property("yarn", "wool")]},
    ]);
    assert_eq!(read(&media_locations(&locations)), expected);
    assert_eq!(media_locations(&[]), "[]");
}

#[test]
fn additional_media_come_by_purpose_in_their_order() {
    let shop = shop();
    let media = Retail::new(&shop, Policy::default()).additional_media(&Query::new("S1")).unwrap();
    let form = additional_media(&media);
    let told = read(&form);
    assert_eq!(told["z"][0]["Uri"], "sheets/care.pdf");
    assert_eq!((told["z"].as_array().unwrap().len(), told["care"].as_array().unwrap().len()), (2, 1));
    // as text, since maps of the reader have an order of their own
    assert!(form.starts_with(r#"{"z":[{"#) && form.contains(r#"}],"care":[{"#), "{form}");
    for (purpose, locations) in media.iter() {
        assert_eq!(told[purpose], read(&media_locations(locations)));
    }
}
