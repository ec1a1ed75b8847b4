//! Entities one by one.

use super::HEADER;
use crate::json::{Entities, EntityContent};
use crate::limits::Limits;

#[test]
fn entities_come_in_order_with_their_places() {
    let text = format!(
        "{HEADER}\n{}\n\n{}\n{}\n{}\n{}\n",
        r#"{"product":{"number":"S"}}"#,
        r#"{"asset":{"id":"A","kind":"video"}}"#,
        r##"{"swatch":{"dimension":"D","value":"V","hex":"#000000"}}"##,
        r#"{"category":{"id":"C"}}"#,
        r#"{"channel":{"id":"1"}}"#,
    );
    let all: Vec<_> = Entities::new(text.as_bytes(), &Limits::default()).map(Result::unwrap).collect();
    let places: Vec<_> = all.iter().map(|entity| entity.place().to_string()).collect();
    let expected =
        ["line 2: product", "line 4: asset", "line 5: swatch", "line 6: category", "line 7: channel"];
    assert_eq!(places, expected);
    assert!(matches!(all.into_iter().next().unwrap().into_content(), EntityContent::Product(_)));
}

#[test]
fn a_line_at_fault_is_one_error_with_all_its_faults() {
    let text = format!("{HEADER}\n{{\"product\":{{\"a\":1,\"b\":2}}}}\n{{\"channel\":{{\"id\":\"1\"}}}}\n");
    let mut entities = Entities::new(text.as_bytes(), &Limits::default());
    assert_eq!(entities.next().unwrap().unwrap_err().len(), 3);
    assert!(entities.next().unwrap().is_ok());
    assert!(entities.next().is_none());
    assert!(entities.next().is_none());
}

#[test]
fn an_entity_with_an_unknown_key_is_an_error_though_it_could_be_read() {
    let text = format!("{HEADER}\n{{\"channel\":{{\"id\":\"1\",\"x\":1}}}}\n");
    assert!(Entities::new(text.as_bytes(), &Limits::default()).next().unwrap().is_err());
}
