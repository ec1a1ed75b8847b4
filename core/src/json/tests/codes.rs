//! Every code that a publication can have, with its place, in both forms.

use super::{brief, lines, object};
use crate::fault::Code;
use crate::json::kinds::Kinds;
use crate::limits::Limits;
use crate::model::Publication;

/// A code, the kind of entity, the entity, and the path of the fault within it.
#[rustfmt::skip]
const CASES: &[(Code, &str, &str, &str)] = &[
    (Code::Type, "channel", r#"{"id":7}"#, ".id"),
    (Code::Type, "asset", r#"{"id":"A","kind":"picture"}"#, ".kind"),
    (Code::Type, "asset", r#"{"id":"A"}"#, ""),
    (Code::Type, "product", r#"{"number":"S","record_id":"7"}"#, ".record_id"),
    (Code::Type, "product", r#"{"number":"S","record_id":1.0}"#, ".record_id"),
    (Code::Type, "product", r#"{"number":"S","media":[{"master":{"primary":"A1"}}]}"#, ".media[0].master.primary"),
    (Code::Type, "product", r#"{"number":"S","media":[{"master":{"additional":["A1"]}}]}"#, ".media[0].master.additional[0]"),
    (Code::Type, "product", r#"{"number":"S","media":[{"master":{"additional":[{"asset":"A1"}]}}]}"#, ".media[0].master.additional[0]"),
    (Code::Type, "product", r#"{"number":"S","media":[{"master":{"primary":{"items":[]}}}]}"#, ".media[0].master.primary"),
    (Code::Type, "product", r#"{"number":"S","media":[null]}"#, ".media[0]"),
    (Code::Type, "swatch", r#"{"dimension":"D","value":"V","asset":"A","crop":{"x":"0","y":0,"width":1,"height":1}}"#, ".crop.x"),
    (Code::Type, "swatch", r#"{"dimension":"D","value":"V","asset":"A","crop":{"x":0,"y":0,"width":1}}"#, ".crop"),
    (Code::UnknownKey, "product", r#"{"number":"S","media":[{"colour":1}]}"#, ".media[0].colour"),
    (Code::UnknownKey, "product", r#"{"number":"S","media":[{"master":{"primary":[{"asset":"A","purpose":"p"}]}}]}"#, ".media[0].master.primary[0].purpose"),
    (Code::UnknownDimension, "product", r#"{"number":"S","dimensions":[{"name":"D","values":["V"]}],"media":[{"dimensions":[{"match":{"D":"V","E":"V"}}]}]}"#, ".media[0].dimensions[0].match.E"),
    (Code::UnknownValue, "product", r#"{"number":"S","dimensions":[{"name":"D","values":["V"]}],"variants":[{"number":"S1","values":{"D":"W"}}]}"#, ".variants[0].values.D"),
    (Code::PatternWithoutValue, "product", r#"{"number":"S","dimensions":[{"name":"D","values":["V"]}],"media":[{"dimensions":[{"match":{"D":"*"}}]}]}"#, ".media[0].dimensions[0].match"),
    (Code::PatternWithoutValue, "product", r#"{"number":"S","dimensions":[{"name":"D","values":["V"]}],"media":[{"dimensions":[{}]}]}"#, ".media[0].dimensions[0].match"),
    (Code::DuplicateDocument, "product", r#"{"number":"S","media":[{"locale":"fr_ca"},{"catalog":"0","locale":"fr-CA"}]}"#, ".media[1]"),
    (Code::DuplicateDocument, "category", r#"{"id":"C","media":[{"channel":"1"},{"channel":"1","locale":"und"}]}"#, ".media[1]"),
    (Code::DuplicatePattern, "product", r#"{"number":"S","dimensions":[{"name":"D","values":["V"]},{"name":"E"}],"media":[{"dimensions":[{"match":{"D":"V"}},{"match":{"D":"V","E":"*"}}]}]}"#, ".media[0].dimensions[1].match"),
    (Code::DuplicateVariantValues, "product", r#"{"number":"S","dimensions":[{"name":"D","values":["V"]}],"variants":[{"number":"S1","values":{"D":"V"}},{"number":"S2","values":{"D":"V"}}]}"#, ".variants[1].values"),
    (Code::MissingVariantValue, "product", r#"{"number":"S","dimensions":[{"name":"D","values":["V"]}],"variants":[{"number":"S1","values":{"D":null}}]}"#, ".variants[0].values"),
    (Code::VariantWithoutDimensions, "product", r#"{"number":"S","variants":[{"number":"S1"}]}"#, ".variants"),
    (Code::ForeignVariant, "product", r#"{"number":"S","media":[{"variants":{"T-1":{}}}]}"#, r#".media[0].variants["T-1"]"#),
    (Code::DuplicateSwatch, "product", r##"{"number":"S","dimensions":[{"name":"D","values":["V"]}],"media":[{"swatches":[{"dimension":"D","value":"V","hex":"#000000"},{"dimension":"D","value":"V","asset":"A"}]}]}"##, ".media[0].swatches[1]"),
    (Code::EmptySwatch, "swatch", r#"{"dimension":"D","value":"V"}"#, ""),
    (Code::CategoryWithoutChannel, "category", r#"{"id":"C","media":[{"image":"A"}]}"#, ".media[0]"),
    (Code::ReservedValue, "swatch", r##"{"dimension":"D","value":"*","hex":"#000000"}"##, ".value"),
    (Code::ReservedValue, "product", r#"{"number":"S","dimensions":[{"name":"D","values":["*"]}]}"#, ".dimensions[0].values[0]"),
    (Code::DuplicateIdentifier, "product", r#"{"number":"S","categories":["C","C"]}"#, ".categories[1]"),
    (Code::DuplicateIdentifier, "product", r#"{"number":"S","dimensions":[{"name":"D"},{"name":"D"}]}"#, ".dimensions[1].name"),
    (Code::ProductAndVariant, "product", r#"{"number":"S","dimensions":[{"name":"D","values":["V"]}],"variants":[{"number":"S","values":{"D":"V"}}]}"#, ".variants[0].number"),
    (Code::InheritWithItems, "product", r#"{"number":"S","media":[{"master":{"primary":{"mode":"inherit","items":["A"]}}}]}"#, ".media[0].master.primary"),
    (Code::DuplicateTextLocale, "asset", r#"{"id":"A","kind":"image","text":{"fr_CA":{},"fr-ca":{}}}"#, r#".text["fr-ca"]"#),
    (Code::EmptyIdentifier, "channel", r#"{"id":""}"#, ".id"),
    (Code::MalformedLocale, "channel", r#"{"id":"1","locales":["en","englisch!"]}"#, ".locales[1]"),
    (Code::MalformedLocale, "product", r#"{"number":"S","media":[{"locale":"x"}]}"#, ".media[0].locale"),
    (Code::MalformedColour, "swatch", r#"{"dimension":"D","value":"V","hex":"blue"}"#, ".hex"),
    (Code::CropOutside, "swatch", r#"{"dimension":"D","value":"V","asset":"A","crop":{"x":0.5,"y":0,"width":0.6,"height":1}}"#, ".crop"),
    (Code::CropOutside, "swatch", r#"{"dimension":"D","value":"V","asset":"A","crop":{"x":1e999,"y":0,"width":0,"height":1}}"#, ".crop"),
    (Code::RecordIdRange, "product", r#"{"number":"S","record_id":0}"#, ".record_id"),
    (Code::RecordIdRange, "product", r#"{"number":"S","record_id":-1}"#, ".record_id"),
    (Code::RecordIdRange, "product", r#"{"number":"S","record_id":9223372036854775808}"#, ".record_id"),
    (Code::RecordIdRange, "product", r#"{"number":"S","record_id":99999999999999999999999}"#, ".record_id"),
    (Code::DuplicateKey, "asset", r#"{"id":"A","kind":"image","text":{"fr":{"alt":"a","alt":"b"}}}"#, ".text.fr.alt"),
    (Code::DuplicateKey, "asset", r#"{"id":"A","kind":"image","text":{"fr":{},"fr":{}}}"#, ".text.fr"),
    (Code::DuplicateKey, "asset", r#"{"id":"A","kind":"image","properties":{"a":"1","\u0061":"2"}}"#, ".properties.a"),
    (Code::DuplicateKey, "product", r#"{"number":"S","dimensions":[{"name":"D","values":["V"]}],"media":[{"dimensions":[{"match":{"D":"V","D":"V"}}]}]}"#, ".media[0].dimensions[0].match.D"),
    (Code::DuplicateKey, "product", r#"{"number":"S","dimensions":[{"name":"D","values":["V"]}],"variants":[{"number":"S1","values":{"D":"V","D":null}}]}"#, ".variants[0].values.D"),
    (Code::DuplicateKey, "product", r#"{"number":"S","dimensions":[{"name":"D","values":["V"]}],"variants":[{"number":"S1","values":{"D":"V"}}],"media":[{"variants":{"S1":{},"S1":{}}}]}"#, ".media[0].variants.S1"),
];

fn list(kind: &str) -> &str {
    let mut all = super::super::entity::Which::ALL.iter();
    all.find(|which| which.key() == kind).unwrap().list()
}

/// A place without its column: where in a line the parser noticed is tested by itself.
fn coarse(outcome: Result<Publication, crate::fault::Faults>) -> Vec<String> {
    let place = |fault: &crate::fault::Fault| format!("{} at {}", fault.code(), fault.place().as_path());
    outcome.map_or_else(|faults| faults.iter().map(place).collect(), |_| Vec::new())
}

#[test]
fn every_code_names_its_place_in_the_object() {
    for (code, kind, entity, path) in CASES {
        let found = coarse(object(&format!(r#""{}":[{entity}]"#, list(kind))));
        assert_eq!(found, [format!("{code} at {}[0]{path}", list(kind))], "{entity}");
    }
}

#[test]
fn every_code_names_its_place_in_lines() {
    for (code, kind, entity, path) in CASES {
        let outcome = lines(&[&format!(r#"{{"{kind}":{entity}}}"#)]);
        let line = outcome.as_ref().err().and_then(|faults| faults.first().place().line());
        assert_eq!(line, Some(2), "{entity}");
        assert_eq!(coarse(outcome), [format!("{code} at {kind}{path}")], "{entity}");
    }
}

#[test]
fn an_identifier_that_stands_twice_is_found_across_entities() {
    let entity = |kind: &str, entity: &str| format!(r#"{{"{kind}":{entity}}}"#);
    let cases = [
        ("channel", r#"{"id":"1"}"#, r#"{"id":"1"}"#, "duplicate_identifier at line 3: channel.id"),
        (
            "asset",
            r#"{"id":"A","kind":"file"}"#,
            r#"{"id":"A","kind":"file"}"#,
            "duplicate_identifier at line 3: asset.id",
        ),
        ("category", r#"{"id":"C"}"#, r#"{"id":"C"}"#, "duplicate_identifier at line 3: category.id"),
        (
            "product",
            r#"{"number":"S"}"#,
            r#"{"number":"S"}"#,
            "duplicate_identifier at line 3: product.number",
        ),
        (
            "product",
            r#"{"number":"S","record_id":5}"#,
            r#"{"number":"T","record_id":5}"#,
            "duplicate_identifier at line 3: product.record_id",
        ),
        (
            "product",
            r#"{"number":"S","dimensions":[{"name":"D","values":["a"]}],"variants":[{"number":"V","values":{"D":"a"}}]}"#,
            r#"{"number":"V"}"#,
            "product_and_variant at line 3: product.number",
        ),
        (
            "product",
            r#"{"number":"V"}"#,
            r#"{"number":"S","dimensions":[{"name":"D","values":["a"]}],"variants":[{"number":"V","values":{"D":"a"}}]}"#,
            "product_and_variant at line 3: product.variants[0].number",
        ),
        (
            "product",
            r#"{"number":"S","dimensions":[{"name":"D","values":["a"]}],"variants":[{"number":"V","values":{"D":"a"}}]}"#,
            r#"{"number":"T","dimensions":[{"name":"D","values":["a"]}],"variants":[{"number":"V","values":{"D":"a"}}]}"#,
            "duplicate_identifier at line 3: product.variants[0].number",
        ),
        (
            "swatch",
            r##"{"dimension":"D","value":"V","hex":"#000000"}"##,
            r##"{"dimension":"D","value":"V","hex":"#000000"}"##,
            "duplicate_swatch at line 3: swatch",
        ),
    ];
    for (kind, first, second, found) in cases {
        assert_eq!(brief(lines(&[&entity(kind, first), &entity(kind, second)])), [found]);
    }
}

#[test]
fn every_limit_has_its_code_and_place() {
    let limits = Limits {
        dimensions: 1,
        values: 1,
        variants: 1,
        items: 1,
        documents: 1,
        patterns: 1,
        identifier: 4,
        nesting: 9,
        ..Limits::default()
    };
    let cases = [
        (
            r#"{"number":"S","dimensions":[{"name":"D"},{"name":"E"},{"name":"F"}]}"#,
            "limit_dimensions at products[0].dimensions",
        ),
        (
            r#"{"number":"S","dimensions":[{"name":"D","values":["V","W"]}]}"#,
            "limit_values at products[0].dimensions[0].values",
        ),
        (
            r#"{"number":"S","dimensions":[{"name":"D","values":["V"]}],"variants":[{"number":"S1","values":{"D":"V"}},{"number":"S2","values":{"D":"V"}}]}"#,
            "limit_variants at products[0].variants",
        ),
        (
            r#"{"number":"S","media":[{"master":{"primary":["A","B"]}}]}"#,
            "limit_items at products[0].media[0].master.primary",
        ),
        (r#"{"number":"S","media":[{},{"channel":"1"}]}"#, "limit_documents at products[0].media"),
        (
            r#"{"number":"S","dimensions":[{"name":"D","values":["V"]}],"media":[{"dimensions":[{"match":{"D":"V"}},{"match":{"D":"V"}}]}]}"#,
            "limit_patterns at products[0].media[0].dimensions",
        ),
        (r#"{"number":"12345"}"#, "limit_identifier at products[0].number"),
        (r#"{"number":"S","x":[[[[[[[0]]]]]]]}"#, "limit_nesting at line 1 column 66: products[0]"),
    ];
    for (entity, found) in cases {
        let text = format!(r#"{{"omnimedia":"publication/1","products":[{entity}]}}"#);
        assert_eq!(brief(Publication::from_json(text.as_bytes(), &limits)), [found], "{entity}");
    }
}

#[test]
fn a_limit_counts_what_it_does_not_keep() {
    let items = vec![r#""A""#; 1_003].join(",");
    let faults =
        object(&format!(r#""products":[{{"number":"S","media":[{{"master":{{"primary":[{items}]}}}}]}}]"#));
    assert_eq!(faults.unwrap_err().first().message(), "1003 items in a list, more than 1000");
}

#[test]
fn every_code_of_a_publication_is_tested() {
    // in the tests of this folder: of the form, of lines and of limits
    let elsewhere = [
        Code::Syntax,
        Code::UnknownVersion,
        Code::Encoding,
        Code::Read,
        Code::LimitLine,
        Code::LimitNesting,
        Code::LimitDimensions,
        Code::LimitValues,
        Code::LimitVariants,
        Code::LimitItems,
        Code::LimitDocuments,
        Code::LimitPatterns,
        Code::LimitIdentifier,
    ];
    // of manifests, snapshots, insight, previews and the C ABI
    let foreign = [
        Code::LimitCell,
        Code::LimitColumns,
        Code::LimitSnapshot,
        Code::LimitAnswers,
        Code::LimitPreview,
        Code::LimitContexts,
    ];
    for code in Code::ALL.iter().filter(|code| code.number() < 4_000 && !code.is_warning()) {
        let here = CASES.iter().any(|case| case.0 == *code);
        assert!(here || elsewhere.contains(code) || foreign.contains(code), "{code}");
    }
}
