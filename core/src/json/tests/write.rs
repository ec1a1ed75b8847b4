//! The canonical form, and that reading it gives the same publication.

use super::object;
use crate::limits::Limits;
use crate::model::Publication;
use std::io::{self, Write};

/// Everything that a publication can hold, in the canonical form.
const FULL: &str = concat!(
    r#"{"omnimedia":"publication/1","#,
    r#""channels":[{"id":"128","name":"Fabrikam online","locales":["en-US","neutral"]},{"id":"007"}],"#,
    r##""swatches":[{"dimension":"Color","value":"Blue","hex":"#0000FF","asset":"A5"}],"##,
    r#""assets":[{"id":"A1","kind":"image","url":"https://cdn.example/a1.png","published":false,"channels":["128"],"#,
    r#""text":{"neutral":{"alt":"Blue shirt","title":"t","caption":"c","description":"d","display_name":"n","tags":["x","y"]},"fr":{}},"#,
    r#""properties":{"a":"","b":"1"}},{"id":"A5","kind":"file","channels":[]}],"#,
    r#""products":[{"number":"S1","record_id":9223372036854775807,"name":"Shirt \"\u0001é","categories":["shirts"],"#,
    r#""dimensions":[{"name":"Color","values":["Blue","Red"]},{"name":"Size","values":["S"]},{"name":"Empty"}],"#,
    r#""media":[{"catalog":"7","channel":"128","locale":"fr-CA","#,
    r#""master":{"primary":["A1",{"asset":"A2","text":{"de":{"alt":"Hemd"}},"properties":{"k":"v"}}],"additional":[{"purpose":"","asset":"A9"}]},"#,
    r#""dimensions":[{"match":{"Color":"Blue","Size":"S"},"primary":{"mode":"inherit"}},{"match":{"Color":"Red"}}],"#,
    r#""swatches":[{"dimension":"Color","value":"Blue","asset":"A5","crop":{"x":0.1,"y":0.30000000000000004,"width":0.0,"height":5e-324}}]},"#,
    r#"{"master":{}},{"channel":"007"}],"properties":{"k":"v"}},"#,
    r#"{"number":"S2","dimensions":[{"name":"Color","values":["Blue","Red"]}],"#,
    r#""variants":[{"number":"S2-B","record_id":5,"values":{"Color":"Blue"}},{"number":"S2-R","values":{"Color":"Red"}}],"#,
    r#""media":[{"variants":{"S2-B":{"primary":{"mode":"append","items":["A1"]},"additional":{"mode":"prepend","items":[{"purpose":"p","asset":"A1"}]}},"S2-R":{"primary":{"mode":"append"}}}}]}],"#,
    r#""categories":[{"id":"shirts","name":"Shirts","media":[{"channel":"128","image":"A1"},{"catalog":"7","channel":"128","locale":"fr","image":{"asset":"A1","text":{"neutral":{"alt":"x"}}}},{"channel":"007"}]}]}"#,
);

fn full() -> Publication {
    Publication::from_json(FULL.as_bytes(), &Limits::default()).unwrap()
}

#[test]
fn the_canonical_form_is_written_as_it_was_read() {
    assert_eq!(full().to_json(), FULL);
}

#[test]
fn json_lines_give_the_same_publication() {
    let lines = full().to_json_lines();
    let again = Publication::from_json_lines(lines.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(again, full());
    assert_eq!(again.to_json_lines(), lines);
    assert_eq!(again.to_json(), FULL);
    let keys: Vec<_> = lines.lines().map(|line| line.split('"').nth(1).unwrap()).collect();
    let expected =
        ["omnimedia", "channel", "channel", "swatch", "asset", "asset", "category", "product", "product"];
    assert_eq!(keys, expected);
}

#[test]
fn other_spellings_become_the_canonical_one() {
    let publication = object(
        r#""products":[{"media":[{"locale":"FR_ca","catalog":"0","master":{"primary":{"items":["A"],"mode":"replace"},
           "additional":[]}},{"locale":"UND","master":{"additional":{"mode":"replace"}}}],"number":"S"}],
           "assets":[{"kind":"image","published":true,"id":"A","text":{"zh_hant_hk":{"tags":[]},"system_neutral":{}}}]"#,
    );
    let expected = concat!(
        r#"{"omnimedia":"publication/1","assets":[{"id":"A","kind":"image","text":{"neutral":{},"zh-Hant-HK":{}}}],"#,
        r#""products":[{"number":"S","media":[{"locale":"fr-CA","master":{"primary":["A"]}},{"master":{}}]}]}"#,
    );
    assert_eq!(publication.unwrap().to_json(), expected);
}

/// Takes some bytes, then fails, and must not be called after that.
struct Full(usize, bool);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        assert!(!std::mem::replace(&mut self.1, bytes.len() > self.0), "it is called again");
        self.0 = self.0.checked_sub(bytes.len()).ok_or_else(|| io::Error::other("no room"))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_writer_that_fails_is_reported() {
    for room in [0, 10] {
        assert_eq!(full().write_json(Full(room, false)).unwrap_err().to_string(), "no room");
        assert_eq!(full().write_json_lines(Full(room, false)).unwrap_err().to_string(), "no room");
    }
}
