//! Names are matched against what is known, never split blindly.

use super::*;

#[test]
fn the_documented_name_of_a_product_is_the_products() {
    let tenant = tenant([shirt()]);
    let legacy = Legacy::new(&tenant);
    assert_eq!(told(&legacy, "/Products/S1_000_001.png"), "assigned to the product `S1`, sequence 1");
}

#[test]
fn the_documented_name_of_a_variant_is_the_variants() {
    let tenant = tenant([shirt()]);
    let legacy = Legacy::new(&tenant);
    let name = "/Products/S1 ^  ^ M ^ Blue ^_000_002.png";
    assert_eq!(told(&legacy, name), "assigned to the variant `S1-BM`, sequence 2");
}

#[test]
fn the_configuration_form_is_read_with_and_without_its_last_caret() {
    let lens = ProductBuilder::new("L1")
        .dimension("Configuration", ["Left", "Right"])
        .variant(VariantBuilder::new("L1-R", [("Configuration", "Right")]));
    let tenant = tenant([lens]);
    let legacy = Legacy::new(&tenant);
    for name in ["/Products/L1 ^ Right ^_000_001.png", "/Products/L1 ^ Right_000_001.png"] {
        assert_eq!(told(&legacy, name), "assigned to the variant `L1-R`, sequence 1");
    }
}

#[test]
fn characters_that_file_names_cannot_hold_are_carets() {
    let tenant = tenant([shirt(), ProductBuilder::new("a\\/:*?\"<>|z")]);
    let legacy = Legacy::new(&tenant);
    let name = "/Products/S1 ^  ^ L ^ Black^White ^_000_001.png";
    assert_eq!(told(&legacy, name), "assigned to the variant `S1-WL`, sequence 1");
    let name = "/Products/a^^^^^^^^^z_000_001.png";
    assert_eq!(told(&legacy, name), "assigned to the product `a\\/:*?\"<>|z`, sequence 1");
}

#[test]
fn numbers_that_read_like_the_rest_of_a_name_are_tried_against_what_is_known() {
    let tenant = tenant(["A", "A_000_001", "A ^ B", "7_000_7 ^ "].map(ProductBuilder::new));
    let legacy = Legacy::new(&tenant);
    for (number, name) in [
        ("A", "Products/A_000_001.png"),
        ("A_000_001", "Products/A_000_001_000_1.png"),
        ("A ^ B", "Products/A ^ B_000_1.png"),
        ("7_000_7 ^ ", "Products/7_000_7 ^ _000_1.png"),
    ] {
        assert_eq!(told(&legacy, name), format!("assigned to the product `{number}`, sequence 1"));
    }
}

#[test]
fn two_known_numbers_that_escape_alike_are_ambiguous() {
    let tenant = tenant(["A/B", "A:B", "A^B"].map(ProductBuilder::new));
    let legacy = Legacy::new(&tenant);
    let candidates = "ambiguous: the product `A/B`, sequence 1; or the product `A:B`, sequence 1; or the product `A^B`, sequence 1";
    assert_eq!(told(&legacy, "/Products/A^B_000_1.png"), candidates);
}

#[test]
fn two_values_that_escape_alike_are_ambiguous() {
    let product = ProductBuilder::new("P")
        .dimension("Color", ["a/b", "a:b"])
        .variant(VariantBuilder::new("P1", [("Color", "a/b")]))
        .variant(VariantBuilder::new("P2", [("Color", "a:b")]));
    let tenant = tenant([product]);
    let name = "/Products/P ^  ^  ^ a^b ^_000_1.png";
    let candidates = "ambiguous: the variant `P1`, sequence 1; or the variant `P2`, sequence 1";
    assert_eq!(told(&Legacy::new(&tenant), name), candidates);
}

#[test]
fn a_name_that_two_patterns_read_differently_is_ambiguous() {
    let tenant = tenant([shirt(), ProductBuilder::new("S1 ^  ^ M ^ Blue ^")]);
    let name = "/Products/S1 ^  ^ M ^ Blue ^_000_001.png";
    let candidates =
        "ambiguous: the product `S1 ^  ^ M ^ Blue ^`, sequence 1; or the variant `S1-BM`, sequence 1";
    assert_eq!(told(&Legacy::new(&tenant), name), candidates);
}

#[test]
fn values_that_hold_the_carets_between_them_are_told_apart_by_what_is_known() {
    let variant = |number, size, color| VariantBuilder::new(number, [("Size", size), ("Color", color)]);
    let product = ProductBuilder::new("P")
        .dimension("Size", ["a", "a ^ b"])
        .dimension("Color", ["c", "b ^ c", "d"])
        .variant(variant("V1", "a", "b ^ c"))
        .variant(variant("V2", "a ^ b", "d"));
    let tenant = tenant([product.clone()]);
    let legacy = Legacy::new(&tenant);
    // of its two readings one is no variant
    let name = "/Products/P ^  ^ a ^ b ^ c ^_000_1.png";
    assert_eq!(told(&legacy, name), "assigned to the variant `V1`, sequence 1");
    assert_eq!(
        told(&legacy, "/Products/P ^  ^ a ^ b ^ d ^_000_1.png"),
        "assigned to the variant `V2`, sequence 1"
    );

    let tenant = super::tenant([product.variant(variant("V3", "a ^ b", "c"))]);
    let candidates = "ambiguous: the variant `V1`, sequence 1; or the variant `V3`, sequence 1";
    assert_eq!(told(&Legacy::new(&tenant), name), candidates);
}

#[test]
fn an_empty_value_stands_for_a_dimension_that_the_product_lacks() {
    let tenant = tenant([shirt(), ProductBuilder::new("plain")]);
    let legacy = Legacy::new(&tenant);
    let told = |name| told(&legacy, name);
    assert_eq!(told("/Products/plain ^  ^  ^  ^_000_1.png"), "assigned to the product `plain`, sequence 1");
    assert_eq!(
        told("/Products/S1 ^  ^  ^ Blue ^_000_1.png"),
        "unmatched: the value of Size is missing, which the product `S1` has"
    );
    assert_eq!(
        told("/Products/S1 ^ Slim ^ M ^ Blue ^_000_1.png"),
        "unmatched: the product `S1` has no dimension Style"
    );
}

#[test]
fn a_value_that_is_not_known_is_told() {
    let tenant = tenant([shirt()]);
    let legacy = Legacy::new(&tenant);
    let told = |name| told(&legacy, name);
    let green = "unmatched: the product `S1` has no such value of Color";
    assert_eq!(told("/Products/S1 ^  ^ M ^ Green ^_000_1.png"), green);
    assert_eq!(told("/Products/S1 ^  ^ M ^ blue ^_000_1.png"), green);
    assert_eq!(
        told("/Products/S1 ^  ^ L ^ Blue ^_000_1.png"),
        "unmatched: no variant of the product `S1` has these values"
    );
}

#[test]
fn values_of_some_dimensions_are_a_dimension_combination() {
    let product = shirt().dimension("Width", ["Slim"]);
    let tenant = tenant([ProductBuilder { variants: Vec::new(), ..product }]);
    let legacy = Legacy::new(&tenant);
    let name = "/Products/S1 ^  ^ M ^ Blue ^_000_1.png";
    let combination = "assigned to the product `S1` with Color `Blue`, Size `M`, sequence 1";
    assert_eq!(told(&legacy, name), combination);
    let legacy = legacy.patterns(patterns("{ProductNumber}-{Color}.jpg"));
    assert_eq!(told(&legacy, "S1-Black^White.jpg"), "assigned to the product `S1` with Color `Black/White`");
}

#[test]
fn a_variants_number_names_it_directly() {
    let tenant = tenant([shirt(), ProductBuilder::new("S2")]);
    let legacy = Legacy::new(&tenant)
        .patterns(patterns("v/{VariantNumber}.png\nb/{ProductNumber}/{VariantNumber}.png"));
    assert_eq!(told(&legacy, "v/S1-BM.png"), "assigned to the variant `S1-BM`");
    assert_eq!(told(&legacy, "b/S1/S1-BM.png"), "assigned to the variant `S1-BM`");
    let unknown = "unmatched: no known product or variant has such a number";
    assert_eq!(told(&legacy, "b/S2/S1-BM.png"), unknown);
    assert_eq!(told(&legacy, "v/S1.png"), unknown);
}

#[test]
fn tokens_stand_in_any_order() {
    let tenant = tenant([shirt(), ProductBuilder::new("M")]);
    let legacy = Legacy::new(&tenant).patterns(patterns("{Sequence}{Color}{ProductNumber}{Size}"));
    assert_eq!(told(&legacy, "12BlueS1M"), "assigned to the variant `S1-BM`, sequence 12");
    let dashed = Legacy::new(&tenant).patterns(patterns("{LanguageId}-{Sequence}-{ProductNumber}"));
    let told = dashed.read(["fr-CA-7-M"]).rows().next().unwrap().to_string();
    assert_eq!(told, "`fr-CA-7-M`: assigned to the product `M` in `Omnichannel, fr-CA`, sequence 7");
}

#[test]
fn literal_text_compares_in_any_case_and_numbers_exactly() {
    let tenant = tenant([ProductBuilder::new("s1"), ProductBuilder::new("S1")]);
    let legacy = Legacy::new(&tenant);
    assert_eq!(told(&legacy, "/PRODUCTS/s1_000_1.PNG"), "assigned to the product `s1`, sequence 1");
    assert_eq!(told(&legacy, "/products/S1_000_1.Png"), "assigned to the product `S1`, sequence 1");
}

#[test]
fn slashes_in_front_make_no_difference_and_backslashes_are_slashes() {
    let tenant = tenant([ProductBuilder::new("S1")]);
    let legacy = Legacy::new(&tenant);
    for name in [
        "Products/S1_000_1.png",
        "//Products/S1_000_1.png",
        "./Products/S1_000_1.png",
        "\\Products\\S1_000_1.png",
    ] {
        assert_eq!(told(&legacy, name), "assigned to the product `S1`, sequence 1");
    }
    assert_eq!(told(&legacy, "media/Products/S1_000_1.png"), "unmatched: no pattern fits");
}

#[test]
fn a_name_that_no_pattern_fits_is_told_from_an_unknown_number() {
    let tenant = tenant([ProductBuilder::new("S1")]);
    let legacy = Legacy::new(&tenant);
    for name in [
        "",
        "/",
        "/Products/S1.png",
        "/Products/S1_000_x.png",
        "/Products/S1_000_1.jpg",
        "/Products/S1_000_.png",
    ] {
        assert_eq!(told(&legacy, name), "unmatched: no pattern fits", "{name}");
    }
    let unknown = "unmatched: no known product or variant has such a number";
    assert_eq!(told(&legacy, "/Products/S_000_1.png"), unknown);
}

#[test]
fn the_language_sets_the_locale() {
    let tenant = tenant([ProductBuilder::new("S1")]);
    let context = Context::new(None, Some("128"), Some("de")).unwrap();
    let legacy = Legacy::new(&tenant)
        .context(context)
        .patterns(patterns("{LanguageId}/{ProductNumber}\n{ProductNumber}"));
    let context = |name: &str| match legacy.read([name]).rows().next().unwrap().outcome() {
        FileOutcome::Assigned(reading) => reading.target().context().to_string(),
        outcome => outcome.word().to_owned(),
    };
    assert_eq!(context("FR_ca/S1"), "channel 128, fr-CA");
    assert_eq!(context("neutral/S1"), "channel 128, Neutral");
    assert_eq!(context("S1"), "channel 128, de");
    assert_eq!(context("x/S1"), "unmatched");
}

#[test]
fn a_category_file_needs_a_channel() {
    let mut tenant = tenant([]);
    tenant.set_category(CategoryBuilder::new("c1").name("Shirts/Tops")).unwrap();
    tenant.set_category(CategoryBuilder::new("c2")).unwrap();
    let legacy = Legacy::new(&tenant);
    assert_eq!(
        told(&legacy, "/Categories/Shirts^Tops.png"),
        "unmatched: the picture of the category `c1` needs a channel"
    );
    let legacy = legacy.context(channel("128"));
    assert_eq!(
        told(&legacy, "/Categories/Shirts^Tops.png"),
        "assigned to the category `c1` in `channel 128, Neutral`"
    );
    // a category without a name is known by its id, one with a name is not
    assert_eq!(
        told(&legacy, "/Categories/c2.png"),
        "assigned to the category `c2` in `channel 128, Neutral`"
    );
    assert_eq!(told(&legacy, "/Categories/c1.png"), "unmatched: no known category has such a name");
}

#[test]
fn two_categories_of_one_name_are_ambiguous() {
    let mut tenant = tenant([]);
    tenant.set_category(CategoryBuilder::new("c1").name("Shirts")).unwrap();
    tenant.set_category(CategoryBuilder::new("c2").name("Shirts")).unwrap();
    let told = told(&Legacy::new(&tenant), "/Categories/Shirts.png");
    assert_eq!(told, "ambiguous: the category `c1`; or the category `c2`");
}

#[test]
fn a_category_has_one_picture_the_first_in_display_order() {
    let mut tenant = tenant([]);
    tenant.set_category(CategoryBuilder::new("c1")).unwrap();
    let legacy =
        Legacy::new(&tenant).context(channel("128")).patterns(patterns("{CategoryName}_{Sequence}.png"));
    let words: Vec<_> =
        legacy.read(["c1_2.png", "c1_1.png"]).rows().map(|row| row.outcome().word()).collect();
    assert_eq!(words, ["duplicate", "assigned"]);
}

#[test]
fn catalog_files_end_as_unsupported() {
    let tenant = tenant([]);
    let legacy = Legacy::new(&tenant);
    let told = |name| told(&legacy, name);
    assert_eq!(told("/Catalogs/en-us/Fabrikam Base Catalog.jpg"), "unsupported: catalogs have no media");
    assert_eq!(told("/Catalogs/Fabrikam Base Catalog.jpg"), "unmatched: no pattern fits");
}

#[test]
fn of_two_files_of_one_target_and_sequence_the_first_in_byte_order_is_assigned() {
    let tenant = tenant([ProductBuilder::new("S1")]);
    let names = [
        "/Products/S1_000_1.png",
        "/Products/S1_000_01.png",
        "/products/S1_000_1.png",
        "/Products/S1_000_2.png",
    ];
    let migration = Legacy::new(&tenant).read(names);
    let told: Vec<String> =
        migration.rows().map(|row| row.to_string().replace(" in `Omnichannel, Neutral`", "")).collect();
    assert_eq!(
        told,
        [
            "`/Products/S1_000_1.png`: duplicate of `/Products/S1_000_01.png`, the product `S1`, sequence 1",
            "`/Products/S1_000_01.png`: assigned to the product `S1`, sequence 1",
            "`/products/S1_000_1.png`: duplicate of `/Products/S1_000_01.png`, the product `S1`, sequence 1",
            "`/Products/S1_000_2.png`: assigned to the product `S1`, sequence 2",
        ]
    );
    assert_eq!(
        (migration.counts().assigned, migration.counts().duplicates, migration.counts().total()),
        (2, 2, 4)
    );
}

#[test]
fn a_name_that_stands_twice_is_assigned_once() {
    let tenant = tenant([ProductBuilder::new("S1")]);
    let migration = Legacy::new(&tenant).read(["/Products/S1_000_1.png"; 3]);
    let words: Vec<_> = migration.rows().map(|row| row.outcome().word()).collect();
    assert_eq!(words, ["assigned", "duplicate", "duplicate"]);
}

#[test]
fn what_is_nobodys_is_handed_on_as_it_is_met() {
    let tenant = tenant(["S1", "A/B", "A:B"].map(ProductBuilder::new));
    let names = [
        "x",
        "/Products/S1_000_1.png",
        "/Products/A^B_000_1.png",
        "/Catalogs/en/x.jpg",
        "/Products/S1_000_1.png",
    ];
    let mut others = Vec::new();
    let migration = Legacy::new(&tenant)
        .read_with(names, |row| others.push((row.name().to_owned(), row.outcome().word())));
    let expected =
        [("x", "unmatched"), ("/Products/A^B_000_1.png", "ambiguous"), ("/Catalogs/en/x.jpg", "unsupported")];
    assert_eq!(others, expected.map(|(name, word)| (name.to_owned(), word)));
    assert_eq!(migration.rows().len(), 2);
    assert_eq!(migration.counts().total(), 5);
}
