//! What a preview takes, what it refuses, and what it holds.

use super::Preview;
use super::compare::{Part, ShownAnswer, compare};
use crate::fault::Code;
use crate::limits::Limits;
use crate::model::{
    AssetBuilder, ChannelBuilder, Context, DocumentBuilder, Kind, ProductBuilder, Publication, SetBuilder,
    VariantBuilder,
};
use crate::policy::Policy;
use serde_json::Value;

const PNG: &str = "data:image/png;base64,iVBORw0KGgo=";

fn shop(products: impl IntoIterator<Item = ProductBuilder>) -> Publication {
    let mut builder = Publication::builder(Limits::default());
    builder.channel(ChannelBuilder::new("128").name("Online").locales(["fr-CA"]));
    builder.asset(AssetBuilder::new("A1", Kind::Image).url("https://cdn.example/a1.png"));
    builder.asset(AssetBuilder::new("A2", Kind::Image).url("javascript:alert(1)"));
    products.into_iter().for_each(|product| _ = builder.product(product));
    builder.build().unwrap()
}

fn shirt() -> ProductBuilder {
    let document = DocumentBuilder::new()
        .master(SetBuilder::new().primary(["A1", "A2"]))
        .dimensions([("Color", "Blue")], SetBuilder::new().primary(["A2"]));
    let variant = |number: &str, color: &str, size: &str| {
        VariantBuilder::new(number, [("Color", color), ("Size", size)])
    };
    ProductBuilder::new("S1")
        .name("Shirt")
        .dimension("Color", ["Blue", "Red"])
        .dimension("Size", ["S", "M"])
        .variant(variant("S1-BS", "Blue", "S"))
        .variant(variant("S1-BM", "Blue", "M"))
        .variant(variant("S1-RM", "Red", "M"))
        .document(document)
}

fn preview(publication: &Publication) -> Preview<'_> {
    Preview::new(Policy::default()).side("Published", publication)
}

fn data(page: &str) -> Value {
    let (_, rest) = page.split_once(r#"id="data">"#).unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

fn refusal(preview: Preview<'_>) -> (Code, String) {
    let fault = preview.to_html().unwrap_err();
    (fault.code(), fault.to_string())
}

#[test]
fn one_or_two_sides_are_shown() {
    let shop = shop([shirt()]);
    assert_eq!(refusal(Preview::new(Policy::default())).0, Code::BadQuery);
    let (code, told) = refusal(preview(&shop).side("Draft", &shop).side("Sale", &shop));
    assert_eq!(code, Code::BadQuery);
    assert_eq!(told, "a preview of 3 publications; show one, or two beside each other");
    let sides = data(&preview(&shop).side("Draft", &shop).to_html().unwrap());
    assert_eq!(sides["sides"], serde_json::json!(["Published", "Draft"]));
    assert_eq!(sides["products"][0]["changed"], 0);
}

#[test]
fn a_product_is_chosen_by_its_number_or_a_variants() {
    let shop = shop([shirt(), ProductBuilder::new("S2")]);
    let numbers = |preview: Preview<'_>| -> Vec<String> {
        let data = data(&preview.to_html().unwrap());
        let all = data["products"].as_array().unwrap().iter();
        all.map(|product| product["number"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(numbers(preview(&shop)), ["S1", "S2"]);
    assert_eq!(numbers(preview(&shop).products(["S2", "S1-BM", "S1", "S2"])), ["S2", "S1"]);
    assert_eq!(refusal(preview(&shop).product("S9")).0, Code::NotFound);
}

#[test]
fn known_contexts_are_shown_unless_some_are_chosen() {
    let shop = shop([shirt().document(DocumentBuilder::new().catalog("C1").locale("de"))]);
    let names = |preview: Preview<'_>| data(&preview.to_html().unwrap())["names"].clone();
    let all = names(preview(&shop));
    // Omnichannel in Neutral, de and fr-CA, channel 128 in Neutral and fr-CA, without and with the catalog
    assert_eq!(all.as_array().unwrap().len(), 10, "{all}");
    assert_eq!(all[0], "Omnichannel, Neutral");
    let chosen = preview(&shop).channels(["128"]).locales(["FR_ca"]).unwrap().catalogs(["0"]);
    assert_eq!(names(chosen), serde_json::json!(["channel 128, fr-CA"]));
    let unknown = Context::new(None, Some("new"), Some("nl")).unwrap();
    let given = preview(&shop).contexts([unknown.clone(), Context::default(), unknown]);
    assert_eq!(names(given), serde_json::json!(["channel new, nl", "Omnichannel, Neutral"]));
    assert_eq!(refusal(preview(&shop).channels(["new"])).0, Code::BadQuery);
    assert_eq!(preview(&shop).locales(["english!"]).unwrap_err().code(), Code::MalformedLocale);
}

#[test]
fn beyond_its_limits_a_preview_is_refused() {
    let shop = shop([shirt()]);
    let page = preview(&shop).to_html().unwrap();
    assert!(preview(&shop).limit(page.len()).to_html().is_ok());
    let (code, told) = refusal(preview(&shop).limit(page.len() - 1));
    assert_eq!(code, Code::LimitPreview);
    let answers = 8 * 4;
    let expected = format!(
        "a preview of 1 product in 4 contexts, with {answers} answers, takes more than {} bytes; choose fewer \
         products or contexts, or raise the limit of the preview",
        page.len() - 1
    );
    assert_eq!(told, expected);
    // refused as soon as what it holds is too much
    assert_eq!(refusal(preview(&shop).limit(100)).0, Code::LimitPreview);
    assert!(preview(&shop).most_answers(answers).to_html().is_ok());
    let (code, told) = refusal(preview(&shop).most_answers(answers - 1));
    assert_eq!(code, Code::LimitPreview);
    assert!(told.contains("with 32 answers, is more than 31 answers"), "{told}");
    let (code, told) = refusal(preview(&shop).most_answers(3));
    assert_eq!(code, Code::LimitPreview);
    assert!(told.starts_with("a preview in 4 known contexts is more than 3 answers;"), "{told}");
}

#[test]
fn selections_are_those_that_some_variant_completes() {
    let data = data(&preview(&shop([shirt()])).to_html().unwrap());
    let product = &data["products"][0];
    // none; Blue S, Blue M, Red M; Blue, Red; S, M
    let all = [0, 0, 1, 1, 1, 2, 2, 2, 1, 0, 2, 0, 0, 1, 0, 2];
    assert_eq!(product["selections"], serde_json::json!(all));
    assert_eq!((&product["variants"], &product["partial"]), (&3.into(), &true.into()));
}

#[test]
fn too_many_selections_leave_the_complete_ones() {
    let names: Vec<String> = (0..16).map(|name| format!("D{name}")).collect();
    let mut product = ProductBuilder::new("S1");
    for name in &names {
        product = product.dimension(name, ["a", "b"]);
    }
    for number in 0..20 {
        let value = |bit: usize| if number >> (bit % 5) & 1 == 1 { "a" } else { "b" };
        let values: Vec<(String, &str)> = names.iter().cloned().zip((0..).map(value)).collect();
        product = product.variant(VariantBuilder::new(format!("V{number}"), values));
    }
    let data = data(&preview(&shop([product])).to_html().unwrap());
    let product = &data["products"][0];
    assert_eq!(product["selections"].as_array().unwrap().len(), 21 * 16);
    assert_eq!(product["partial"], false);
}

#[test]
fn sides_share_one_list_of_values() {
    let draft = ProductBuilder::new("S1")
        .dimension("Color", ["Green", "Blue"])
        .dimension("Style", ["Slim"])
        .variant(VariantBuilder::new("S1-G", [("Color", "Green"), ("Style", "Slim")]))
        .variant(VariantBuilder::new("S1-B", [("Color", "Blue"), ("Style", "Slim")]));
    let [published, draft] = [shop([shirt()]), shop([draft])];
    let data = data(&preview(&published).side("Draft", &draft).to_html().unwrap());
    let product = &data["products"][0];
    let dimensions = [("Color", &["Blue", "Red", "Green"][..]), ("Size", &["S", "M"]), ("Style", &["Slim"])];
    assert_eq!(product["dimensions"], serde_json::json!(dimensions));
    assert_eq!(product["variants"], 5);
    // what a side does not know it says in its own words
    let texts = data["texts"].as_array().unwrap();
    for told in ["`S1` has no dimension `Style`", "`S1` has no dimension `Size`"] {
        assert!(texts.contains(&told.into()), "{told}");
    }
    assert!(texts.contains(&"the dimension `Color` of `S1` has no value `Red`".into()));
}

#[test]
fn only_pictures_that_are_used_are_in_the_page() {
    let shop = shop([shirt()]);
    let page = preview(&shop).thumbnail("A1", PNG).unwrap().thumbnail("A9", format!("{PNG}{PNG}"));
    assert_eq!(page.unwrap_err().code(), Code::Type);
    let page =
        preview(&shop).thumbnail("A1", PNG).unwrap().thumbnail("A9", "data:image/gif;base64,AAAA").unwrap();
    let data = data(&page.to_html().unwrap());
    assert_eq!(data["pictures"], serde_json::json!([PNG]));
    let asset = |id: &str| data["assets"].as_array().unwrap().iter().find(|asset| asset["id"] == id).unwrap();
    assert_eq!(asset("A1")["picture"], 0);
    assert_eq!(asset("A1")["link"], true);
    // a script is a text, and nothing to go to
    assert_eq!(asset("A2").get("link"), None);
    assert_eq!(asset("A2")["url"], "javascript:alert(1)");
}

#[test]
fn a_name_that_could_stand_for_a_variant_is_kept_apart() {
    let odd = "\u{FFFC}";
    let document =
        DocumentBuilder::new().dimensions([("Color", odd)], SetBuilder::new().primary([format!("A{odd}")]));
    let product = ProductBuilder::new("S1")
        .dimension("Color", [odd, "Blue"])
        .variant(VariantBuilder::new("V1", [("Color", odd)]))
        .variant(VariantBuilder::new(format!("V{odd}"), [("Color", "Blue")]))
        .document(document);
    let data = data(&preview(&shop([product])).to_html().unwrap());
    let lines = data["lines"].as_array().unwrap();
    // no line is a pattern: each says its own
    assert!(lines.iter().all(Value::is_string), "{lines:?}");
    assert!(lines.contains(&"no set: variant V1, the product itself".into()), "{lines:?}");
}

#[test]
fn variants_without_sets_of_their_own_share_their_lines() {
    let data = data(&preview(&shop([shirt()])).to_html().unwrap());
    let lines = data["lines"].as_array().unwrap();
    assert!(lines.contains(&serde_json::json!(["no set: variant ", ""])), "{lines:?}");
}

/// A gallery of items, with what differs of some.
fn shown(ids: &[u32], alts: &[(usize, u32)]) -> ShownAnswer {
    let part = |(place, id): (usize, &u32)| {
        let alt = alts.iter().find(|(other, _)| *other == place).map_or(0, |(_, alt)| *alt);
        Part { id: *id, item: *id, asset: *id, alt, words: 0, from: 0 }
    };
    let primary: Vec<Part> = ids.iter().enumerate().map(part).collect();
    let default_image = (!primary.is_empty()).then_some(0);
    ShownAnswer { is_given: true, primary, default_image, ..ShownAnswer::default() }
}

fn compared(before: &ShownAnswer, after: &ShownAnswer) -> Value {
    let change = compare(before, after, ["Now", "Then"], |id| format!("A{id}"));
    serde_json::to_value(change).unwrap()
}

#[test]
fn as_few_items_as_can_be_are_moved() {
    let change = compared(&shown(&[1, 2, 3, 4, 5], &[]), &shown(&[5, 1, 2, 3, 4], &[]));
    assert_eq!(change["marks"], serde_json::json!([[0, 0, 0, 0, 4], [4, 0, 0, 0, 0]]));
    assert_eq!(change["sentence"], "This answer changes: 1 moved, default image A5 instead of A1.");
}

#[test]
fn what_comes_goes_and_is_worded_otherwise_is_told() {
    let change = compared(&shown(&[1, 2, 3], &[]), &shown(&[1, 3, 4, 5], &[(1, 7)]));
    assert_eq!(change["marks"], serde_json::json!([[0, 1, 8], [0, 8, 2, 2]]));
    assert_eq!(change["sentence"], "This answer changes: 2 added, 1 removed, 1 alt text changed.");
    let change = compared(&shown(&[1], &[]), &shown(&[], &[]));
    assert_eq!(change["sentence"], "This answer changes: 1 removed, default image none instead of A1.");
    let change = compared(&shown(&[1], &[]), &ShownAnswer::default());
    assert_eq!(change["sentence"], "This answer changes: only Now has it.");
}

#[test]
fn what_comes_from_elsewhere_shows_the_same() {
    let [one, mut other] = [shown(&[1, 2], &[]), shown(&[1, 2], &[])];
    other.primary[1].from = 9;
    let change = compared(&one, &other);
    assert_eq!(change["differs"], false);
    assert_eq!(change["sentence"], "This answer does not change, but 1 item comes from elsewhere.");
}
