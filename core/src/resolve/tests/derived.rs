//! What is derived: section 6.

use super::*;
use crate::model::{CategoryBuilder, CategoryDocumentBuilder, Context, Field, SwatchBuilder};
use crate::policy::{AltSource, Parents};
use crate::resolve::{Shown, SwatchSource};

#[test]
fn the_default_image_is_the_first_primary_item_that_is_an_image() {
    let default = |items: &[&str]| {
        let shop = shop([document("", "").master(gallery(items))]);
        let answer = asked(&shop, &blue(), &SEVERED);
        answer.default_image().map(|item| item.asset().id().to_owned())
    };
    assert_eq!(default(&["film", "chart", "A2", "A1"]).as_deref(), Some("A2"));
    assert_eq!(default(&["film", "chart"]), None);
    assert_eq!(default(&["draft", "A1"]).as_deref(), Some("A1"));
}

fn alt(item: ItemBuilder, locale: &str, policy: Policy) -> Option<String> {
    let shop = shop([document("", "").master(SetBuilder::new().primary([item]))]);
    let query = Query::new("S1").locale(locale).unwrap();
    asked(&shop, &query, &policy).primary()[0].alt().map(str::to_owned)
}

#[test]
fn a_text_is_the_first_one_along_the_chain_that_is_not_empty() {
    assert_eq!(alt("told".into(), "fr-CA", SEVERED).as_deref(), Some("une chemise"));
    assert_eq!(alt("told".into(), "de-DE", SEVERED).as_deref(), Some("a shirt"));
    let empty = ItemBuilder::new("told").text("fr-CA", TextBuilder::new().alt(""));
    assert_eq!(alt(empty, "fr-CA", SEVERED).as_deref(), Some("une chemise"));
}

#[test]
fn at_each_locale_the_items_own_text_comes_before_the_assets() {
    let own = |locale| ItemBuilder::new("told").text(locale, TextBuilder::new().alt("own"));
    assert_eq!(alt(own("fr"), "fr-CA", SEVERED).as_deref(), Some("own"));
    assert_eq!(alt(own("neutral"), "fr-CA", SEVERED).as_deref(), Some("une chemise"));
    assert_eq!(alt(own("neutral"), "de", SEVERED).as_deref(), Some("own"));
}

#[test]
fn every_field_goes_along_the_chain_by_itself() {
    let shop = shop([document("", "").master(gallery(&["told"]))]);
    let answer = asked(&shop, &blue(), &SEVERED);
    let text = answer.primary()[0].text();
    assert_eq!((text.get(Field::Alt), text.get(Field::Title)), (Some("une chemise"), Some("Shirt")));
}

#[test]
fn the_alt_text_falls_to_the_products_name_or_comes_from_it() {
    assert_eq!(alt("A1".into(), "fr", SEVERED).as_deref(), Some("Shirt"));
    let product = Policy { alt_source: AltSource::Product, ..SEVERED };
    assert_eq!(alt("told".into(), "fr", product).as_deref(), Some("Shirt"));
}

#[cfg(feature = "cldr")]
#[test]
fn with_cldr_texts_are_found_by_their_normal_form() {
    let cldr = Policy { parents: Parents::Cldr, ..SEVERED };
    assert_eq!(alt("told".into(), "zh-TW", cldr).as_deref(), Some("襯衫"));
    assert_eq!(alt("told".into(), "zh-TW", SEVERED).as_deref(), Some("a shirt"));
}

#[cfg(feature = "cldr")]
#[test]
fn texts_that_cldr_makes_one_are_united_field_by_field() {
    let mut builder = library();
    builder.asset(
        AssetBuilder::new("twice", Kind::Image)
            .text("zh-Hant-TW", TextBuilder::new().alt("襯衫"))
            .text("zh-TW", TextBuilder::new().alt("衫").field(Field::Title, "上衣").tags(["新"])),
    );
    builder.product(ProductBuilder::new("S2").document(document("", "").master(gallery(&["twice"]))));
    let shop = builder.build().unwrap();
    let cldr = Policy { parents: Parents::Cldr, ..SEVERED };
    let answer = asked(&shop, &Query::new("S2").locale("zh-TW").unwrap(), &cldr);
    let text = answer.primary()[0].text();
    // who has a field first, has it; what it lacks comes from the other
    assert_eq!(text.get(Field::Title), Some("上衣"));
    assert_eq!(text.tags(), ["新"]);
    assert_eq!(text.get(Field::Alt), Some("襯衫"));
}

#[test]
fn texts_follow_the_policys_parents_whatever_the_order() {
    let none = Policy { parents: Parents::None, order: crate::policy::Order::Documented, ..SEVERED };
    assert_eq!(alt("told".into(), "fr-CA", none).as_deref(), Some("a shirt"));
    assert_eq!(
        alt("told".into(), "fr-CA", Policy { parents: Parents::Truncate, ..none }).as_deref(),
        Some("une chemise")
    );
}

fn hex(value: &str, hex: &str) -> SwatchBuilder {
    SwatchBuilder::new("Color", value).hex(hex)
}

/// The product's own swatch of blue in channel 128, and central ones of blue and red.
fn swatch_shop() -> Publication {
    let mut builder = library();
    builder.swatch(hex("Blue", "#000001")).swatch(hex("Red", "#000002"));
    let near = document("128", "").swatch(SwatchBuilder::new("Color", "Blue").asset("draft"));
    let far =
        document("", "").swatch(hex("Red", "#000003")).swatch(SwatchBuilder::new("Size", "M").asset("A1"));
    builder.product(shirt().document(near).document(far));
    builder.build().unwrap()
}

#[test]
fn the_first_document_of_the_ladder_governs_swatches_alone() {
    let shop = swatch_shop();
    for policy in [SEVERED, CONTEXT_FIRST, ENTITY_FIRST] {
        let swatches = shop.swatches(&blue(), &policy).unwrap();
        let told: Vec<_> = swatches.iter().map(|swatch| (swatch.value(), swatch.source())).collect();
        assert_eq!(told, [("Blue", SwatchSource::Product), ("Red", SwatchSource::Central)]);
    }
}

#[test]
fn a_swatch_is_shown_as_hex_else_image_else_the_values_text() {
    let shop = swatch_shop();
    let near = shop.swatches(&blue(), &SEVERED).unwrap();
    assert_eq!((near[0].asset(), near[0].shown()), (Some("draft"), Shown::Text("Blue")));
    let far = shop.swatches(&Query::new("S1"), &SEVERED).unwrap();
    let shown: Vec<String> = far
        .iter()
        .map(|swatch| match swatch.shown() {
            Shown::Hex(hex) => hex.to_string(),
            Shown::Image(image, _) => image.id().to_owned(),
            Shown::Text(text) => text.to_owned(),
        })
        .collect();
    assert_eq!(shown, ["#000001", "#000003", "A1"]);
}

fn category(documents: &[(&str, &str, &str, &str)]) -> Publication {
    let mut builder = library();
    let mut category = CategoryBuilder::new("shirts").name("Shirts");
    for (catalog, channel, locale, image) in documents {
        // the catalog 0 is the default catalog
        let catalog = if catalog.is_empty() { "0" } else { catalog };
        let document = CategoryDocumentBuilder::new(*channel).catalog(catalog).locale(*locale).image(*image);
        category = category.document(document);
    }
    builder.category(category);
    builder.build().unwrap()
}

fn picture(shop: &Publication, context: (&str, &str, &str)) -> Option<String> {
    let context = Context::new(Some(context.0), Some(context.1), Some(context.2)).unwrap();
    let image = shop.category_image("shirts", &context, &SEVERED).unwrap();
    image.asset().map(str::to_owned)
}

#[test]
fn a_category_image_is_the_channels_and_never_omnichannels() {
    let shop = category(&[("", "128", "", "A1")]);
    assert_eq!(picture(&shop, ("", "128", "fr-CA")).as_deref(), Some("A1"));
    assert_eq!(picture(&shop, ("", "7", "fr-CA")), None);
    assert_eq!(picture(&shop, ("", "", "fr-CA")), None);
}

#[test]
fn a_category_image_is_looked_for_with_the_catalog_and_then_without_at_each_locale() {
    let shop = category(&[("", "128", "fr", "A1"), ("77", "128", "", "A2"), ("77", "128", "fr", "A3")]);
    assert_eq!(picture(&shop, ("77", "128", "fr-CA")).as_deref(), Some("A3"));
    assert_eq!(picture(&shop, ("78", "128", "fr-CA")).as_deref(), Some("A1"));
    assert_eq!(picture(&shop, ("77", "128", "de")).as_deref(), Some("A2"));
}

#[test]
fn a_category_image_that_is_dropped_is_named_but_not_shown_and_nothing_farther_is_tried() {
    let shop = category(&[("", "128", "fr", "draft"), ("", "128", "", "A1")]);
    let context = Context::new(None, Some("128"), Some("fr")).unwrap();
    let image = shop.category_image("shirts", &context, &SEVERED).unwrap();
    assert_eq!((image.id(), image.asset(), image.shown()), ("shirts", Some("draft"), None));
    assert_eq!(image.context().map(|context| context.to_string()).as_deref(), Some("channel 128, fr"));
    assert_eq!(image.text().get(Field::Alt), Some("Shirts"));
}
