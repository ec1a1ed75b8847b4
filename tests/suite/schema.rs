//! The JSON Schema of publications agrees with the reader.

use std::fs;

use jsonschema::Validator;
use libtest_mimic::Trial;
use omnimedia::{Limits, Publication};
use omnimedia_tests::documents::{assembled, sample, shops};
use omnimedia_tests::vectors::Vectors;
use omnimedia_tests::{Stop, trials, workspace_root};
use serde_json::{Value, json};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        it_is_a_schema,
        it_takes_the_sample,
        it_takes_the_real_shops,
        it_takes_the_vectors,
        both_take_null_for_absent,
        both_refuse_what_is_built_wrongly,
        every_definition_and_key_is_described,
    ]
}

fn schema() -> Result<Value, Stop> {
    let text = fs::read_to_string(workspace_root().join("docs/publication-1.schema.json"))?;
    Ok(serde_json::from_str(&text)?)
}

fn validator() -> Result<Validator, Stop> {
    Ok(jsonschema::draft202012::new(&schema()?)?)
}

/// The schema takes a publication as it came, and as we write it.
fn takes(validator: &Validator, name: &str, document: &str) -> Result<(), Stop> {
    let read = Publication::from_json(document.as_bytes(), &Limits::default())?;
    for document in [document, &read.to_json()] {
        let document: Value = serde_json::from_str(document)?;
        if let Some(error) = validator.iter_errors(&document).next() {
            return Err(format!("{name}: {}: {error}", error.instance_path()).into());
        }
    }
    Ok(())
}

fn it_is_a_schema() -> Result<(), Stop> {
    let schema = schema()?;
    assert!(jsonschema::meta::is_valid(&schema));
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    Ok(())
}

fn it_takes_the_sample() -> Result<(), Stop> {
    let sample = sample();
    takes(&validator()?, &sample.name, &assembled(&sample.text))
}

fn it_takes_the_real_shops() -> Result<(), Stop> {
    let validator = validator()?;
    for shop in shops()? {
        takes(&validator, &shop.name, &assembled(&shop.text))?;
    }
    Ok(())
}

fn it_takes_the_vectors() -> Result<(), Stop> {
    let validator = validator()?;
    for vectors in Vectors::all()? {
        takes(&validator, &vectors.name, &vectors.publication)?;
    }
    Ok(())
}

fn both_take_null_for_absent() -> Result<(), Stop> {
    let document = json!({
        "omnimedia": "publication/1", "channels": [{"id": "1", "name": null, "locales": null}], "swatches": null,
        "assets": [{"id": "A", "kind": "image", "url": null, "published": null, "channels": null,
            "text": {"fr": null, "de": {"alt": null, "tags": null}, "": {}}, "properties": {"a": null}}],
        "products": [{"number": "S", "record_id": null, "name": null, "categories": null,
            "dimensions": [{"name": "D", "values": ["V"]}, {"name": "E", "values": null}], "variants": null,
            "media": [{"catalog": null, "channel": null, "locale": null, "master": null, "variants": {"x": null},
                "dimensions": [{"match": {"D": "V", "E": null}, "primary": null,
                    "additional": {"mode": "inherit", "items": null}}],
                "swatches": [{"dimension": "D", "value": "V", "hex": null, "asset": "A", "crop": null}]}]}],
        "categories": [{"id": "C", "media": [{"channel": "1", "image": null}]}],
    });
    takes(&validator()?, "nulls", &document.to_string())
}

/// Entries of a publication that both must refuse.
const WRONG: &[&str] = &[
    r#""chanels":[]"#,
    r#""channels":{}"#,
    r#""channels":[null]"#,
    r#""channels":[{}]"#,
    r#""channels":[{"id":7}]"#,
    r#""channels":[{"id":""}]"#,
    r#""channels":[{"id":"1","locales":["english!"]}]"#,
    r#""channels":[{"id":"1","locales":[null]}]"#,
    r#""swatches":[{"dimension":"D","value":"V"}]"#,
    r##""swatches":[{"value":"V","hex":"#000000"}]"##,
    r##""swatches":[{"dimension":"D","value":"*","hex":"#000000"}]"##,
    r#""swatches":[{"dimension":"D","value":"V","hex":"000000"}]"#,
    r#""swatches":[{"dimension":"D","value":"V","asset":"A","crop":{"x":0,"y":0,"width":1}}]"#,
    r#""swatches":[{"dimension":"D","value":"V","asset":"A","crop":{"x":-0.1,"y":0,"width":1,"height":1}}]"#,
    r#""swatches":[{"dimension":"D","value":"V","asset":"A","crop":{"x":"0","y":0,"width":1,"height":1}}]"#,
    r#""assets":[{"id":"A"}]"#,
    r#""assets":[{"id":"A","kind":"picture"}]"#,
    r#""assets":[{"id":"A","kind":"image","published":"yes"}]"#,
    r#""assets":[{"id":"A","kind":"image","text":{"english!":{}}}]"#,
    r#""assets":[{"id":"A","kind":"image","text":{"fr":{"alternative":"a"}}}]"#,
    r#""assets":[{"id":"A","kind":"image","text":{"fr":{"tags":"t"}}}]"#,
    r#""assets":[{"id":"A","kind":"image","properties":{"pages":1}}]"#,
    r#""assets":[{"id":"A","kind":"image","channels":"1"}]"#,
    r#""products":[{"name":"S"}]"#,
    r#""products":[{"number":"S","record_id":"7"}]"#,
    r#""products":[{"number":"S","record_id":1.5}]"#,
    r#""products":[{"number":"S","record_id":0}]"#,
    r#""products":[{"number":"S","record_id":9223372036854775808}]"#,
    r#""products":[{"number":"S","categories":["C","C"]}]"#,
    r#""products":[{"number":"S","dimensions":["D"]}]"#,
    r#""products":[{"number":"S","dimensions":[{"name":"D","values":["V","V"]}]}]"#,
    r#""products":[{"number":"S","dimensions":[{"name":"D","values":["*"]}]}]"#,
    r#""products":[{"number":"S","dimensions":[{"name":"D","values":["V"]}],"variants":[{"number":"S1"}]}]"#,
    r#""products":[{"number":"S","dimensions":[{"name":"D","values":["V"]}],"variants":[{"number":"S1","values":{"D":"*"}}]}]"#,
    r#""products":[{"number":"S","dimensions":[{"name":"D","values":["V"]}],"variants":[{"values":{"D":"V"}}]}]"#,
    r#""products":[{"number":"S","media":[[]]}]"#,
    r#""products":[{"number":"S","media":[{"channel":7}]}]"#,
    r#""products":[{"number":"S","media":[{"locale":"x"}]}]"#,
    r#""products":[{"number":"S","media":[{"master":[]}]}]"#,
    r#""products":[{"number":"S","media":[{"master":{"primary":"A"}}]}]"#,
    r#""products":[{"number":"S","media":[{"master":{"primary":[""]}}]}]"#,
    r#""products":[{"number":"S","media":[{"master":{"primary":[{"asset":"A","purpose":"p"}]}}]}]"#,
    r#""products":[{"number":"S","media":[{"master":{"primary":[{"text":{}}]}}]}]"#,
    r#""products":[{"number":"S","media":[{"master":{"primary":{"items":["A"]}}}]}]"#,
    r#""products":[{"number":"S","media":[{"master":{"primary":{"mode":"merge"}}}]}]"#,
    r#""products":[{"number":"S","media":[{"master":{"primary":{"mode":"inherit","items":["A"]}}}]}]"#,
    r#""products":[{"number":"S","media":[{"master":{"additional":["A"]}}]}]"#,
    r#""products":[{"number":"S","media":[{"master":{"additional":[{"asset":"A"}]}}]}]"#,
    r#""products":[{"number":"S","dimensions":[{"name":"D","values":["V"]}],"media":[{"dimensions":[{}]}]}]"#,
    r#""products":[{"number":"S","dimensions":[{"name":"D","values":["V"]}],"media":[{"dimensions":[{"match":{"D":"*"}}]}]}]"#,
    r#""products":[{"number":"S","dimensions":[{"name":"D","values":["V"]}],"media":[{"dimensions":[{"match":{"D":null}}]}]}]"#,
    r#""products":[{"number":"S","media":[{"variants":[]}]}]"#,
    r#""categories":[{"id":"C","media":[{"image":"A"}]}]"#,
    r#""categories":[{"id":"C","media":[{"channel":"1","image":["A"]}]}]"#,
    r#""categories":[{"id":"C","media":[{"channel":"1","image":{"asset":"A","purpose":"p"}}]}]"#,
];

fn both_refuse_what_is_built_wrongly() -> Result<(), Stop> {
    let validator = validator()?;
    let entries = WRONG.iter().map(|entries| format!(r#"{{"omnimedia":"publication/1",{entries}}}"#));
    let versions = ["{}", "[]", "null", r#"{"omnimedia":"publication/2"}"#, r#"{"omnimedia":1}"#];
    for text in entries.chain(versions.map(str::to_owned)) {
        assert!(!validator.is_valid(&serde_json::from_str(&text)?), "the schema takes {text}");
        assert!(
            Publication::from_json(text.as_bytes(), &Limits::default()).is_err(),
            "the reader takes {text}"
        );
    }
    Ok(())
}

fn every_definition_and_key_is_described() -> Result<(), Stop> {
    let found = undescribed(&schema()?);
    assert!(found.is_empty(), "without a description: {found:?}");
    Ok(())
}

/// The definitions and keys of a schema that say nothing of themselves.
pub(crate) fn undescribed(schema: &Value) -> Vec<String> {
    fn silent(at: &str, schema: &Value, found: &mut Vec<String>) {
        let Some(schema) = schema.as_object() else { return };
        for (name, key) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let at = format!("{at}.{name}");
            if !key.get("description").is_some_and(Value::is_string) && key.get("$ref").is_none() {
                found.push(at.clone());
            }
            silent(&at, key, found);
        }
        schema.get("items").into_iter().for_each(|items| silent(at, items, found));
    }
    let mut found = Vec::new();
    silent("", schema, &mut found);
    for (name, definition) in schema["$defs"].as_object().into_iter().flatten() {
        if definition.get("description").is_none() {
            found.push(name.clone());
        }
        silent(name, definition, &mut found);
    }
    found
}
