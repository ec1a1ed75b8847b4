//! Keys of both generations: which fit which type, what they name, how they escape.

use super::{Row, Shop, entity, everywhere, master, named, picture};
use crate::manifest::RowOutcome;
use crate::model::{ProductBuilder, VariantBuilder};

const TYPES: [&str; 8] = [
    "Product|Master",
    "Product|Variant",
    "Product|DimensionMatrix",
    "Product|Master|Swatch",
    "Category",
    "Master",
    "Variant",
    "DimensionMatrix",
];
const KEYS: [&str; 6] = [
    "EntityId",
    "EntityId|DimensionMatrix",
    "EntityId|SwatchType|SwatchId",
    "ProductNumber",
    "RecordId",
    "CategoryID",
];

/// What is in the key where both fit; by record id or by number.
fn value(kind: &str, how: &str) -> Option<&'static str> {
    let is_id = how == "RecordId";
    match (kind.trim_start_matches("Product|"), how) {
        ("Master", "EntityId|SwatchType|SwatchId") => Some("S1|Color|Blue"),
        ("Master", "EntityId" | "ProductNumber" | "RecordId") => Some(if is_id { "100" } else { "S1" }),
        ("Variant", "EntityId" | "ProductNumber" | "RecordId") => Some(if is_id { "101" } else { "V-BS" }),
        ("DimensionMatrix", "EntityId|DimensionMatrix" | "ProductNumber") => Some("S1|Color:Blue"),
        ("DimensionMatrix", "RecordId") => Some("100|Color:Blue"),
        ("Master|Swatch", "EntityId|SwatchType|SwatchId") => Some("S1|Color|Blue"),
        ("Category", "CategoryID") => Some("shirts"),
        _ => None,
    }
}

#[test]
fn each_type_takes_the_keys_that_fit_it() {
    for kind in TYPES {
        for how in KEYS {
            let mut shop = Shop::new();
            let fits = value(kind, how);
            let row = entity(kind, how, fits.unwrap_or("S1|Color|Blue")).with("MediaGroup", "Primary");
            let channel = if kind == "Category" { "128" } else { "" };
            let report = shop.take(&[row.with("EntityChannel", channel).and(picture("A1"))]);
            match fits {
                Some(_) => assert_eq!(report.words(), ["Applied"], "{kind} {how}: {}", report.result),
                None => assert_eq!(report.codes(), ["wrong_entity"], "{kind} {how}"),
            }
            // words compare in any case
            let upper = entity(&kind.to_uppercase(), &how.to_lowercase(), fits.unwrap_or("S1|Color|Blue"));
            let upper = upper.with("MediaGroup", "PRIMARY").with("EntityChannel", channel);
            let again = shop.take(&[upper.and(picture("A1"))]);
            assert_eq!(again.of(RowOutcome::Failed), report.of(RowOutcome::Failed), "{kind} {how}");
        }
    }
}

fn end(row: Row) -> (String, String) {
    let report = Shop::new().take(&[row.with("MediaGroup", "Primary").and(picture("A1"))]);
    let end = report.ends.into_iter().next().unwrap();
    (end.codes, end.said)
}

#[test]
fn a_key_names_what_its_type_says() {
    for (kind, key, code) in [
        ("Product|Master", "V-BS", "wrong_entity"),
        ("Product|Master", "101", "wrong_entity"),
        ("Product|Variant", "S1", "wrong_entity"),
        ("Product|Variant", "100", "wrong_entity"),
        ("Product|Master", "nothing", "not_in_tenant"),
        ("Product|Master", "s1", "not_in_tenant"),
        ("Product|Master", "0100", "not_in_tenant"),
        ("Product|Master", "100", ""),
        ("Product|Variant", "101", ""),
    ] {
        assert_eq!(end(entity(kind, "EntityId", key)).0, code, "{kind} {key}");
    }
    for (key, code) in [("x", "malformed_number"), ("-1", "malformed_number"), ("999", "not_in_tenant")] {
        assert_eq!(end(entity("Master", "RecordId", key)).0, code, "{key}");
    }
}

#[test]
fn a_number_by_which_two_are_known_is_an_error_that_names_both() {
    let mut shop = Shop::new();
    let variant = VariantBuilder::new("V9", [("Size", "S")]).record_id(901);
    let product = ProductBuilder::new("S9").dimension("Size", ["S"]).variant(variant);
    shop.tenant.set_product(product).unwrap();
    shop.tenant.set_product(ProductBuilder::new("901").record_id(902)).unwrap();
    for (kind, how) in [("Product|Master", "EntityId"), ("Product|Variant", "ProductNumber")] {
        let row = entity(kind, how, "901").with("MediaGroup", "Primary").and(picture("A1"));
        let end = shop.take(&[row]).ends.remove(0);
        assert_eq!(end.codes, "ambiguous");
        assert!(end.said.contains("`901`") && end.said.contains("the variant `V9` of `S9`"), "{}", end.said);
    }
    // by its record id alone it is one, and so is a product whose number is its own record id
    let row = entity("Product|Variant", "RecordId", "901").with("MediaGroup", "Primary").and(picture("A1"));
    assert_eq!(shop.take(&[row]).words(), ["Applied"]);
    shop.tenant.set_product(ProductBuilder::new("903").record_id(903)).unwrap();
    assert_eq!(shop.take(&[master("903").and(named("A1"))]).words(), ["Applied"]);
}

#[test]
fn a_matrix_key_fixes_values_and_leaves_the_others_out_or_wild() {
    let matrix = |key: &str| entity("Product|DimensionMatrix", "EntityId|DimensionMatrix", key);
    let mut shop = Shop::publishing();
    let rows = ["S1|Size:S|Color:Blue", "S1|Color:Blue", "S1|Size:*|Color:Red"];
    let rows = rows.map(|key| matrix(key).with("MediaGroup", "Primary").and(picture("A1")));
    let report = shop.take(&rows);
    assert_eq!(report.words(), ["Applied"; 3], "{}", report.result);
    let document = shop.published(&everywhere("S1")).unwrap();
    let pairs: Vec<Vec<(String, String)>> =
        document.dimensions.iter().map(|(pairs, _)| pairs.clone()).collect();
    let pair = |dimension: &str, value: &str| (dimension.to_owned(), value.to_owned());
    assert_eq!(pairs.len(), 3);
    for wanted in [
        vec![pair("Color", "Blue"), pair("Size", "S")],
        vec![pair("Color", "Blue")],
        vec![pair("Color", "Red")],
    ] {
        assert!(pairs.contains(&wanted), "{pairs:?}");
    }
    // the same pattern in another order is the same list
    let rows = [matrix("S1|Color:Blue|Size:S"), matrix("S1|Size:S|Color:Blue")];
    shop.take(&rows.map(|row| row.with("MediaGroup", "Primary").and(picture("A1"))));
    assert_eq!(shop.published(&everywhere("S1")).unwrap().dimensions.len(), 3);
    for (key, code) in [
        ("S1", "pattern_without_value"),
        ("S1|Color:*", "pattern_without_value"),
        ("S1|Color", "malformed_key"),
        ("S1|", "malformed_key"),
        ("|Color:Blue", "malformed_key"),
        ("S1|Color:Blue|Color:Red", "malformed_key"),
        ("S1|Color:Blue\\", "malformed_key"),
        ("S1|\\Color:Blue", "malformed_key"),
        ("S1|Cut:Wide", "unknown_dimension"),
        ("S1|Cut:*|Color:Blue", "unknown_dimension"),
        ("S1|Color:Green", "unknown_value"),
        ("S1|color:Blue", "unknown_dimension"),
        ("V-BS|Color:Blue", "wrong_entity"),
        ("S2|Color:Blue", "unknown_dimension"),
        ("S1|Color:Green|Cut:Wide", "unknown_value, unknown_dimension"),
    ] {
        assert_eq!(end(matrix(key)).0, code, "{key}");
    }
}

#[test]
fn what_has_a_meaning_in_a_key_is_escaped_in_matrix_and_swatch_keys_only() {
    let mut shop = Shop::publishing();
    let product = ProductBuilder::new("a|b").dimension("c:d", ["e\\f:", "g"]);
    let variant = VariantBuilder::new("x\\|y", [("c:d", "g")]);
    shop.tenant.set_product(product.variant(variant)).unwrap();
    let rows = [
        master("a|b"),
        super::variant("x\\|y"),
        entity("DimensionMatrix", "ProductNumber", "a\\|b|c\\:d:e\\\\f:").with("MediaGroup", "Primary"),
        entity("Product|Master|Swatch", "EntityId|SwatchType|SwatchId", "a\\|b|c:d|e\\\\f\\:"),
    ];
    let report = shop.take(&rows.map(|row| row.and(picture("A1"))));
    assert_eq!(report.words(), ["Applied"; 4], "{}", report.result);
    let document = shop.published(&everywhere("a|b")).unwrap();
    assert_eq!(document.dimensions[0].0, [("c:d".to_owned(), "e\\f:".to_owned())]);
    assert_eq!(document.swatches[0].of(), ("c:d", "e\\f:"));
    assert_eq!(document.variants[0].0, "x\\|y");
}

#[test]
fn swatch_columns_agree_with_the_key() {
    let key = |key: &str| entity("Product|Master|Swatch", "EntityId|SwatchType|SwatchId", key);
    let shown = |row: Row| row.with("SwatchValue", "#00FF00");
    let codes = |row: Row| Shop::new().take(&[row]).ends.remove(0).codes;
    assert_eq!(codes(shown(key("S1|Color|Blue"))), "");
    assert_eq!(codes(shown(key("S1|Color|Blue").with("SwatchGroup", "Color"))), "");
    let both = key("S1|Color|Blue").with("SwatchGroup", "Size").with("SwatchDimension", "S");
    assert_eq!(codes(shown(both)), "rows_disagree, rows_disagree");
    for (wrong, code) in [
        ("S1", "missing_cell, missing_cell"),
        ("S1|Color", "malformed_key"),
        ("S1|Color|Blue|S", "malformed_key"),
        ("S1|Cut|Wide", "unknown_dimension"),
        ("S1|Color|Green", "unknown_value"),
    ] {
        assert_eq!(codes(shown(key(wrong))), code, "{wrong}");
    }
    // a master row with swatch cells assigns the swatch alone: group and purpose are not read
    let row = master("S1").with("SwatchGroup", "Color").with("SwatchDimension", "Blue");
    let row = row.with("MediaGroup", "whatever").with("MediaPurpose", "none").and(picture("A1"));
    let mut shop = Shop::publishing();
    assert_eq!(shop.take(&[row]).words(), ["Applied"]);
    let document = shop.published(&everywhere("S1")).unwrap();
    assert_eq!((document.master.is_none(), document.swatches[0].asset.as_deref()), (true, Some("A1")));
    // another picture than the one in the row's own cell
    let row = shown(key("S1|Color|Blue")).with("SwatchValue", "A2").and(picture("A1"));
    assert_eq!(shop.take(&[row, picture("A2")]).codes(), ["rows_disagree", ""]);
    let rows = [shown(key("S1|Color|Blue")), key("S1|Color|Blue").with("SwatchValue", "#111111")];
    assert_eq!(shop.take(&rows).codes(), ["held_back", "rows_disagree"]);
    let row = super::variant("V-BS").with("SwatchGroup", "Color").and(picture("A1"));
    assert_eq!(codes(row), "wrong_entity");
}

#[test]
fn a_row_ends_as_it_does_alone_behind_rows_that_differ_in_their_key_only() {
    let variant = |key: &str| super::variant(key).and(picture("A1"));
    let master = |key: &str| master(key).and(picture("A1"));
    let limit = "x".repeat(Shop::new().tenant.limits().cell + 1);
    // keys of swatches have parts and escapes, also where they name a product alone
    let parts = |key: &str| master(key).with("EntityKey", "EntityId|SwatchType|SwatchId");
    let shop = || {
        let mut shop = Shop::new();
        shop.tenant.set_product(ProductBuilder::new("S|9")).unwrap();
        shop
    };
    let numbers = ["S1", "S2", "V-BS", "V-BM", "V-RS", "100", "102", "007", "nothing", " S1", "\0", "'"];
    let with_parts = ["S1|Color:Blue", "S1|Color|Blue", "S|9", "S\\|9", "S1\\", limit.as_str()];
    let keys = [&numbers[..], &with_parts].concat();
    let mut refused = 0;
    for key in &keys {
        for own in [master(key), variant(key), parts(key)] {
            let before =
                [master("S1"), variant("V-BS"), master("S2"), variant("V-BS"), parts("S1"), parts("S2")];
            let mut alone = shop();
            let report = alone.take(std::slice::from_ref(&own));
            let mut behind = shop();
            let rows: Vec<Row> = before.into_iter().chain([own]).collect();
            let all = behind.take(&rows);
            let (end, same) = (all.ends.last().unwrap(), report.ends.first().unwrap());
            assert_eq!(end.codes, same.codes, "{}", all.result);
            assert_eq!(end.said, same.said.replace("row 1:", "row 7:"), "{}", all.result);
            refused += usize::from(!same.codes.is_empty());
        }
    }
    assert!(refused > keys.len(), "most of them are refused");
}

#[test]
fn lists_of_one_product_are_told_apart_however_many_there_are() {
    let mut shop = Shop::new();
    let numbers: Vec<String> = (0..40).map(|number| format!("M{number}")).collect();
    let mut product = ProductBuilder::new("S3").dimension("Size", numbers.clone());
    for number in &numbers {
        product = product.variant(VariantBuilder::new(number, [("Size", number.as_str())]));
    }
    shop.tenant.set_product(product).unwrap();
    // every list of one picture in order, then of another backwards
    let forth = numbers.iter().map(|number| super::variant(number).and(picture("A1")));
    let back = numbers.iter().rev().map(|number| super::variant(number).and(picture("A2")));
    let rows: Vec<Row> = [master("S3").and(picture("A1"))].into_iter().chain(forth).chain(back).collect();
    let report = shop.take(&rows);
    assert_eq!(report.of(RowOutcome::Applied), 81, "{}", report.result);
    let document = shop.draft(&everywhere("S3")).unwrap();
    assert_eq!(document.variants.len(), 40);
    for (number, set) in &document.variants {
        let assets: Vec<&str> = set.primary.items.iter().map(|item| item.asset.as_str()).collect();
        assert_eq!(assets, ["A1", "A2"], "{number}");
    }
}

#[test]
fn the_first_good_row_that_says_a_url_has_it() {
    // the url of an asset whose id is made of it, and of one with an id of its own, in both orders
    let by_url = |name: &str| picture("A1").without("InternalMediaId").with("MediaDisplayName", name);
    let by_id = picture("A1").with("MediaDisplayName", "other");
    let mention = Row::default().with("MediaImportPath", "https://cdn.example/A1.png");
    let path = "path:https://cdn.example/A1.png";
    for (rows, wanted) in [([by_url("name"), by_id.clone()], path), ([by_id, by_url("other")], "A1")] {
        let mut shop = Shop::new();
        let [first, second] = rows;
        let report = shop.take(&[first, second, master("S1").and(mention.clone())]);
        assert_eq!(report.words(), ["Applied"; 3], "{}", report.result);
        let document = shop.draft(&everywhere("S1")).unwrap();
        assert_eq!(document.master.as_ref().unwrap().primary.items[0].asset, wanted);
    }
}

#[test]
fn an_id_that_looks_like_that_of_a_url_says_no_url() {
    let of = |url: &str, name: &str| {
        let row = picture("A1").without("InternalMediaId").with("MediaImportPath", url);
        row.with("MediaDisplayName", name)
    };
    // the hash in the id of a long url, and an id that people gave
    let mut shop = Shop::new();
    let long = of(&"q".repeat(600), "other");
    shop.take(std::slice::from_ref(&long));
    let id = shop.tenant.assets.keys().next().unwrap();
    let hash = id.strip_prefix("path:").unwrap().to_owned();
    assert_eq!(hash.len(), 32);
    let given = of("c.png", "other").with("InternalMediaId", "path:d.png");
    for (other, url) in [(long, hash.as_str()), (given, "d.png")] {
        // the url is unknown, so that the display name counts
        let mention = Row::default().with("MediaImportPath", url).with("MediaDisplayName", "short");
        let mut shop = Shop::new();
        let report = shop.take(&[other, of("b.png", "short"), master("S1").and(mention)]);
        assert_eq!(report.words(), ["Applied"; 3], "{}", report.result);
        let document = shop.draft(&everywhere("S1")).unwrap();
        assert_eq!(document.master.as_ref().unwrap().primary.items[0].asset, "path:b.png");
    }
}
