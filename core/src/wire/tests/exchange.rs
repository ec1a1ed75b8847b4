//! Reports of what came in and went out in bulk.

use super::{at, read};
use crate::exchange::{Export, Import, Legacy, Transfer};
use crate::limits::Limits;
use crate::model::{
    AssetBuilder, CategoryBuilder, Context, DocumentBuilder, Kind, ProductBuilder, SetBuilder, TextBuilder,
};
use crate::tenant::{Scope, Target, Tenant};
use crate::wire::{exported, file_row, imported, migrated, migration, transferred};
use serde_json::{Value, json};

/// A product with a gallery of an image, published.
fn shop() -> Tenant {
    let mut tenant = Tenant::new(Limits::default());
    tenant.set_product(ProductBuilder::new("S1")).unwrap();
    let asset = AssetBuilder::new("A1", Kind::Image).url("a1.png");
    let asset = asset.text("", TextBuilder::new().alt("Shirt"));
    tenant.check_in(&Target::asset("A1"), asset, &at("ann", 1)).unwrap();
    let gallery = DocumentBuilder::new().master(SetBuilder::new().primary(["A1"]));
    tenant.check_in(&Target::document("S1", Context::default()), gallery, &at("ann", 2)).unwrap();
    tenant.publish_all(&Scope::product("S1"), &at("ann", 3)).unwrap();
    tenant
}

#[test]
fn an_import_tells_how_its_rows_ended_and_why() {
    let manifest = "EntityKeyType\tEntityKeyValue\tEntityMediaAssignmentType\tMediaGroup\tDisplayOrder\tMediaSource\tMediaPath\tMediaType\tImageAltText\n\
        ProductNumber\tS1\tMaster\tPrimary\t1\tExternalUrl\ta2.png\tImage\tShirt\n\
        ProductNumber\tS9\tMaster\tPrimary\t1\tExternalUrl\ta3.png\tImage\tHat\n\
        \t\t\t\t\t\t\t\t\n";
    let mut tenant = shop();
    let done = Import::new().run(&mut tenant, manifest.as_bytes(), &at("ben", 4)).unwrap();
    let told = read(&imported(&done));
    let counts = done.counts();
    assert_eq!((&told["rows"], &told["empty_rows"]), (&json!(2), &json!(1)));
    let all: u64 = told["outcomes"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum();
    assert_eq!((all, told["outcomes"].as_object().unwrap().len()), (2, 6));
    assert!(told["outcomes"]["failed"].as_u64() > Some(0));
    assert_eq!(told["assets"], counts.assets());
    assert_eq!(
        (&told["documents"], &told["warned"]),
        (&counts.documents().into(), &counts.warnings().into())
    );
    assert_eq!((&told["is_clean"], &told["is_cancelled"]), (&json!(false), &json!(false)));
    let faults: Vec<Value> = done.faults().map(|fault| read(&crate::wire::fault(fault))).collect();
    assert!(!faults.is_empty());
    assert_eq!(told["faults"], Value::Array(faults));
    assert!(told["warnings"].is_array());
}

#[test]
fn an_export_tells_what_did_not_travel() {
    let mut tenant = shop();
    let picture = DocumentBuilder::new().master(SetBuilder::new().primary(["unknown"]));
    let of = Target::document("S1", Context::new(None, Some("128"), None).unwrap());
    tenant.check_in(&of, picture, &at("ann", 4)).unwrap();
    let done = Export::new(&tenant).write(Vec::new()).unwrap();
    let told = read(&exported(&done));
    assert_eq!(told["rows"], done.rows());
    assert_eq!((&told["warned"], told["warnings"].as_array().map(Vec::len)), (&json!(1), Some(1)));
    assert_eq!(told["warnings"][0]["code"], "cannot_travel");
}

#[test]
fn a_transfer_tells_each_item() {
    let (source, mut destination) = (shop(), Tenant::new(Limits::default()));
    let done = Transfer::new().run(&source, &mut destination, "ben").unwrap();
    let told = read(&transferred(&done));
    let outcomes = json!({"created": 1, "updated": 0, "equal": 0, "kept": 0, "dropped": 0,
        "not_published": 0, "refused": 1});
    assert_eq!(told["outcomes"], outcomes);
    let [asset, document] = done.items() else { panic!("{done:?}") };
    let expected = json!({"outcome": "created", "source": {"asset": "A1"}, "destination": {"asset": "A1"},
        "source_modified": asset.source_modified().unwrap().to_string(), "keeps_draft": false,
        "replaces_draft": false, "faults": [], "text": asset.to_string()});
    assert_eq!(told["items"][0], expected);
    assert_eq!(told["items"][1]["faults"][0]["code"], document.faults()[0].code().name());
    assert_eq!((told["items"][1]["outcome"].as_str(), &told["is_complete"]), (Some("refused"), &json!(true)));
    let dropped = Transfer::new().drop_channel("").run(&source, &mut destination, "ben").unwrap();
    let told = read(&transferred(&dropped));
    assert_eq!(told["outcomes"]["dropped"], 1);
    let item = told["items"].as_array().unwrap().iter().find(|item| item["outcome"] == "dropped").unwrap();
    assert_eq!((item["source"]["product"].as_str(), item.get("destination")), (Some("S1"), None));
}

#[test]
fn a_migration_tells_each_file_and_then_what_it_changed() {
    let mut tenant = shop();
    tenant.set_product(ProductBuilder::new("S2").dimension("Color", ["Blue"])).unwrap();
    tenant.set_category(CategoryBuilder::new("hats").name("Hats")).unwrap();
    let names = [
        "Products/S1_000_001.png",
        "Products/S1_000_1.png",
        "Products/S2 ^ ^ ^ Blue ^_000_002.png",
        "Products/S9_000_001.png",
        "Categories/Hats.png",
        "Catalogs/en/Spring.jpg",
    ];
    let found = Legacy::new(&tenant).read(names);
    let told = read(&migration(&found));
    let outcomes: Vec<&str> =
        told["files"].as_array().unwrap().iter().map(|file| file["outcome"].as_str().unwrap()).collect();
    let words: Vec<&str> = found.rows().map(|row| row.outcome().word()).collect();
    assert_eq!(outcomes, words);
    assert_eq!(told["counts"]["total"], 6);
    assert_eq!(told["counts"]["assigned"], found.counts().assigned);
    for (row, file) in found.rows().zip(told["files"].as_array().unwrap()) {
        assert_eq!(
            (file["name"].as_str(), file["text"].as_str()),
            (Some(row.name()), Some(&*row.to_string()))
        );
        assert_eq!(read(&file_row(row)), *file);
    }
    let assigned =
        told["files"].as_array().unwrap().iter().find(|file| file["outcome"] == "assigned").unwrap();
    assert_eq!(assigned["reading"], json!({"product": "S1", "context": {}, "sequence": 1}));
    let why: Vec<_> =
        told["files"].as_array().unwrap().iter().filter_map(|file| file["why"].as_str()).collect();
    assert!(why.contains(&"unknown_number") && why.contains(&"no_channel"), "{told}");

    let done = found.check_in(&mut tenant, &at("ben", 5), true).unwrap();
    let told = read(&migrated(&done));
    assert_eq!(told["documents"][0], json!({"product": "S1"}));
    let sizes = ["assets", "documents", "published"].map(|key| told[key].as_array().unwrap().len());
    assert_eq!(sizes, [done.assets().len(), done.documents().len(), done.published().len()]);
    assert!(sizes.iter().all(|size| *size > 0), "{told}");
}
