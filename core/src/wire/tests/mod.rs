//! What the forms look like, and what is said of JSON that is none of them.

mod exchange;
mod hostile;
mod insight;
mod retail;
mod rollout;
mod target;
mod tenant;

use super::{answer, explanation, fault, faults, policy, query, request};
use crate::fault::{Code, Faults};
use crate::instant::Instant;
use crate::limits::Limits;
use crate::model::{
    AssetBuilder, DocumentBuilder, Field, ItemBuilder, Kind, ProductBuilder, Publication, SetBuilder,
    TextBuilder,
};
use crate::policy::{AltSource, Inheritance, Order, Parents, Policy};
use crate::resolve::Query;
use crate::tenant::Stamp;
use serde_json::Value;

/// A user at a minute of one morning.
fn at(by: &str, minute: u32) -> Stamp {
    let instant: Instant = format!("2026-11-24T09:{minute:02}:00Z").parse().unwrap();
    Stamp::new(by, instant)
}

/// What a form says; it is one line.
fn read(form: &str) -> Value {
    assert!(!form.contains('\n'), "{form}");
    serde_json::from_str(form).unwrap()
}

fn shop() -> Publication {
    let mut builder = Publication::builder(Limits::default());
    let text = TextBuilder::new().alt("a shirt").field(Field::Title, "Shirt").tags(["blue"]);
    builder.asset(AssetBuilder::new("A1", Kind::Image).url("a1.png").text("", text).property("w", "800"));
    let item = ItemBuilder::new("A1").property("fit", "cover");
    let set = SetBuilder::new().primary([item]).additional([ItemBuilder::with_purpose("manual", "A1")]);
    let blue = DocumentBuilder::new().channel("128").locale("fr-CA").dimensions([("Color", "Blue")], set);
    let product = ProductBuilder::new("S1").dimension("Color", ["Blue"]).property("yarn", "wool");
    builder.product(product.document(blue));
    builder.build().unwrap()
}

fn blue() -> Query {
    Query::new("S1").select("Color", "Blue").channel("128").locale("fr-CA").unwrap()
}

#[test]
fn an_answer_has_the_keys_of_the_vectors_and_then_the_others() {
    let shop = shop();
    let found = shop.resolve(&blue(), &Policy::default()).unwrap();
    let origin =
        r#"{"context":{"channel":"128","locale":"fr-CA"},"level":"dimensions","match":{"Color":"Blue"}}"#;
    let asset = r#""kind":"image","url":"a1.png","title":"Shirt","tags":["blue"]"#;
    let expected = format!(
        r#"{{"context":{{"channel":"128","locale":"fr-CA"}},"level":"dimensions","match":{{"Color":"Blue"}},"variant":null,"primary":[{{"asset":"A1","alt":"a shirt","origin":{origin},{asset},"properties":{{"fit":"cover"}},"asset_properties":{{"w":"800"}}}}],"additional":[{{"purpose":"manual","asset":"A1","alt":"a shirt","origin":{origin},{asset},"asset_properties":{{"w":"800"}}}}],"default_image":"A1","product":"S1","hash":"{:032x}","properties":{{"yarn":"wool"}}}}"#,
        found.hash()
    );
    assert_eq!(answer(&found), expected);
}

#[test]
fn an_explanation_holds_the_answer_and_every_fate() {
    let shop = shop();
    let told: Value =
        serde_json::from_str(&explanation(&shop.explain(&blue(), &Policy::default()).unwrap())).unwrap();
    let found: Value =
        serde_json::from_str(&answer(&shop.resolve(&blue(), &Policy::default()).unwrap())).unwrap();
    assert_eq!(told["answer"], found);
    assert_eq!(told["policy"]["inheritance"], "severed");
    let rungs = told["primary"]["rungs"].as_array().unwrap();
    assert_eq!(
        (rungs.len(), &rungs[0]["fate"], &rungs[1]["fate"]),
        (6, &"spoke".into(), &"not reached".into())
    );
    assert_eq!(rungs[0]["sets"][1]["match"]["Color"], "Blue");
    assert_eq!(rungs[0]["sets"][1]["fate"], "replaced");
    assert_eq!(told["primary"]["items"][0]["fate"], "shown");
    assert_eq!(told["default_image"]["asset"], "A1");
}

#[test]
fn a_query_reads_every_key() {
    let json =
        r#"{"product": "S1", "variant": "S1-B", "catalog": "77", "channel": "128", "locale": "FR_ca"}"#;
    let expected = Query::new("S1").variant("S1-B").catalog("77").channel("128").locale("fr-CA").unwrap();
    assert_eq!(query(json).unwrap(), expected);
    assert_eq!(query(r#"{"record_id": 7, "values": {"Color": null}}"#).unwrap(), Query::record_id(7));
    assert_eq!(query(r#"{"product": "S1", "catalog": "0", "locale": "neutral"}"#).unwrap(), Query::new("S1"));
}

#[test]
fn a_policy_reads_every_choice() {
    let json = r#"{"order": "documented", "parents": "none", "inheritance": "context-first", "alt_source": "product"}"#;
    let expected = Policy {
        order: Order::Documented,
        parents: Parents::None,
        inheritance: Inheritance::ContextFirst,
        alt_source: AltSource::Product,
    };
    assert_eq!(policy(json).unwrap(), expected);
    assert_eq!(policy("{}").unwrap(), Policy::default());
    let found = policy(r#"{"parents": "mine"}"#).unwrap_err();
    assert_eq!((found.code(), found.place().to_string().as_str()), (Code::BadPolicy, "parents"));
    let found = policy(r#"{"parents": "mine", "order": 1}"#).unwrap_err();
    assert_eq!((found.code(), found.place().as_path()), (Code::Type, "order"));
}

#[test]
fn what_is_wrong_with_a_request_is_named_with_its_place() {
    let cases: [(&str, Code, &str); 18] = [
        ("nope", Code::Syntax, ""),
        (r#"{"product": "S1"} x"#, Code::Syntax, ""),
        ("[]", Code::Type, ""),
        ("null", Code::Type, ""),
        ("{}", Code::Type, "product"),
        (r#"{"product": 1}"#, Code::Type, "product"),
        (r#"{"record_id": "1"}"#, Code::Type, "record_id"),
        (r#"{"record_id": -1}"#, Code::RecordIdRange, "record_id"),
        (r#"{"record_id": 0}"#, Code::RecordIdRange, "record_id"),
        (r#"{"product": "S1", "record_id": 1}"#, Code::BadQuery, "record_id"),
        (r#"{"product": "S1", "values": {"Color": 1}}"#, Code::Type, "values.Color"),
        (r#"{"product": "S1", "values": {"Color": "a", "Color": "b"}}"#, Code::DuplicateKey, "values.Color"),
        (r#"{"product": "S1", "product": "S2"}"#, Code::DuplicateKey, "product"),
        (r#"{"product": "S1", "chanel": "128"}"#, Code::UnknownKey, "chanel"),
        (r#"{"product": "S1", "locale": "x_"}"#, Code::MalformedLocale, "locale"),
        (r#"{"ask": "prices", "product": "S1"}"#, Code::BadQuery, "ask"),
        (r#"{"ask": "category", "product": "S1"}"#, Code::UnknownKey, "product"),
        (r#"{"ask": "swatches", "product": "S1", "category": "c"}"#, Code::UnknownKey, "category"),
    ];
    for (json, code, place) in cases {
        let found = request(json).unwrap_err();
        assert_eq!((found.code(), found.place().as_path()), (code, place), "{json}: {found}");
    }
    let found = request("\u{feff}{\"product\": \"S1\"}\n x").unwrap_err();
    assert_eq!((found.place().line(), found.place().column()), (Some(2), Some(2)));
    let deep = format!("{}1{}", r#"{"values":"#.repeat(500), "}".repeat(500));
    assert_eq!(request(deep).unwrap_err().code(), Code::LimitNesting);
    let found = request(b"{\"product\": \"\xff\"}").unwrap_err();
    assert_eq!((found.code(), found.place().column()), (Code::Encoding, Some(14)));
}

#[test]
fn a_fault_has_its_code_its_place_and_its_advice() {
    let found: Value = serde_json::from_str(&fault(&request("{}").unwrap_err())).unwrap();
    let keys: Vec<_> = found.as_object().unwrap().keys().collect();
    assert_eq!(keys.len(), 5, "{keys:?}");
    assert_eq!((&found["code"], &found["number"]), (&"type".into(), &1002.into()));
    assert_eq!((&found["place"], &found["advice"]), (&"product".into(), &"add `product`".into()));
}

#[test]
fn faults_are_a_list_of_each() {
    let all = Publication::from_json(br#"{"x":1,"y":2}"#, &Limits::default()).unwrap_err();
    let found = read(&faults(&all));
    let each: Vec<Value> = all.iter().map(|one| read(&fault(one))).collect();
    assert_eq!(each.len(), 3);
    assert_eq!(found, Value::Array(each));
    let one = Faults::from(request("{}").unwrap_err());
    assert_eq!(faults(&one), format!("[{}]", fault(one.first())));
}
