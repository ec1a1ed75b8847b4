//! What builders can say and JSON cannot.

use super::{
    AssetBuilder, DocumentBuilder, ItemBuilder, Kind, ListBuilder, Mode, ProductBuilder, SetBuilder,
};
use crate::limits::Limits;

/// Each fault of a product with one document, as code and place.
fn faults(document: DocumentBuilder) -> Vec<String> {
    let product = ProductBuilder::new("S").dimension("D", ["a", "b"]).document(document);
    let faults = product.build(&Limits::default()).unwrap_err();
    faults.iter().map(|fault| format!("{} at {}", fault.code(), fault.place())).collect()
}

#[test]
fn a_purpose_stands_where_one_is_wanted() {
    let without = ListBuilder::new(Mode::Replace, ["A1"]);
    let set = SetBuilder::new().additional_list(without);
    assert_eq!(faults(DocumentBuilder::new().master(set)), ["type at media[0].master.additional[0]"]);
    let set = SetBuilder::new().primary([ItemBuilder::with_purpose("manual", "A1")]);
    assert_eq!(faults(DocumentBuilder::new().master(set)), ["type at media[0].master.primary[0]"]);
}

#[test]
fn what_an_object_has_once_is_given_once() {
    let item = ItemBuilder::new("A1").property("a", "1").property("a", "2");
    let set = SetBuilder::new().primary([item]);
    let found = ["duplicate_key at media[0].master.primary[0].properties.a"];
    assert_eq!(faults(DocumentBuilder::new().master(set)), found);
    let document = DocumentBuilder::new().dimensions([("D", "a"), ("D", "b")], SetBuilder::new());
    assert_eq!(faults(document), ["duplicate_key at media[0].dimensions[0].match.D"]);
    let asset = AssetBuilder::new("A1", Kind::Image).property("a", "1").property("a", "2");
    let faults = asset.build(&Limits::default()).unwrap_err();
    assert_eq!(faults.first().place().to_string(), "properties.a");
}
