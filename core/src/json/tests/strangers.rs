//! What somebody gives for JSON by mistake is told by what it is.

use crate::fault::Faults;
use crate::flatten::Flatten;
use crate::limits::Limits;
use crate::model::Publication;
use crate::policy::Policy;
use crate::snapshot::Snapshot;
use crate::tenant::Tenant;

const SHOP: &str = r#"{"omnimedia":"publication/1","products":[{"number":"S1"}]}"#;

fn told<T>(outcome: Result<T, Faults>) -> String {
    outcome.err().unwrap().to_string()
}

fn object(bytes: &[u8]) -> String {
    told(Publication::from_json(bytes, &Limits::default()))
}

fn lines(bytes: &[u8]) -> String {
    told(Publication::from_json_lines(bytes, &Limits::default()))
}

#[test]
fn one_form_read_as_the_other_says_so() {
    let list = "line 1: products: a list of `products` in JSON Lines; write one entity a line, or read this as one \
                object, not as JSON Lines";
    assert_eq!(lines(SHOP.as_bytes()), list);
    let pretty = SHOP.replace(',', ",\n").replace('{', "{\n");
    assert_eq!(
        lines(pretty.as_bytes()),
        "line 1 column 1: the line ends before the JSON does; write each object in one line, or read this as one \
         object, not as JSON Lines"
    );
    let several = "{\"omnimedia\":\"publication/1\"}\n{\"product\":{\"number\":\"S1\"}}\n";
    assert!(
        object(several.as_bytes())
            .ends_with("where each line has an object of its own, read it as JSON Lines")
    );
    // any other key of the header is unknown as before
    assert!(lines(br#"{"omnimedia":"publication/1","produkt":[]}"#).contains("unknown key `produkt`"));
}

#[test]
fn a_snapshot_is_told_by_its_name() {
    let publication = Publication::from_json(SHOP.as_bytes(), &Limits::default()).unwrap();
    let snapshot = Flatten::new(&publication, Policy::default()).to_bytes().unwrap();
    // the first line of this one is text
    let mut first_line = snapshot.clone();
    first_line[16] = b'\n';
    for told in [object(&snapshot), lines(&snapshot), lines(&first_line)] {
        assert!(told.ends_with(
            "this is a snapshot, and no JSON; open it as a snapshot, or give what it was flattened from"
        ));
    }
    assert!(object(b"{\"\xff\"").ends_with("the text is not UTF-8; save it as UTF-8"));
    // and the other way round
    let opened = |bytes: &[u8]| Snapshot::open(bytes.to_vec()).err().unwrap().to_string();
    let json = "the bytes are no snapshot, but JSON; flatten the publication, and open what that gives";
    assert_eq!(opened(SHOP.as_bytes()), json);
    assert_eq!(opened(format!("\u{feff}\n{SHOP}").as_bytes()), json);
    assert_eq!(opened(b""), "there are no bytes; give the bytes of a snapshot file");
    assert_eq!(opened(b"x"), "the bytes are no snapshot; give the bytes of a snapshot file");
}

#[test]
fn the_name_of_a_file_nothing_and_a_table_are_no_text() {
    for name in ["shop.json", "tenant.json", "/tmp/shop.jsonl", "EntityType\tEntityKey"] {
        let begin = name.split('\t').next().unwrap();
        for told in [object(name.as_bytes()), lines(name.as_bytes())] {
            let message =
                format!(": this is not JSON: it begins with `{begin}`; give the text of a publication, ");
            assert!(told.contains(&message) && told.ends_with("not the name of a file"), "{told}");
        }
    }
    let tenant = told(Tenant::from_json(b"shop.json", &Limits::default()));
    assert!(
        tenant.contains("the text of a tenant, which begins with `{\"omnimedia\": \"tenant/1\"`"),
        "{tenant}"
    );
    for nothing in ["", " \n"] {
        assert!(
            object(nothing.as_bytes())
                .ends_with("there is no text; begin with `{\"omnimedia\": \"publication/1\"`")
        );
    }
    // what is JSON, if another, is told as such
    for other in ["7", "\"text\"", "[1]"] {
        assert!(object(other.as_bytes()).contains("expected an object"), "{}", object(other.as_bytes()));
    }
}

#[test]
fn the_zero_behind_a_text_of_c_is_told() {
    let told = object(format!("{SHOP}\0").as_bytes());
    assert!(
        told.ends_with(
            "a zero byte after the end of the JSON; give the length of the text without the zero at its end"
        ),
        "{told}"
    );
}

#[test]
fn a_publication_is_no_tenant_and_a_tenant_no_publication() {
    let limits = Limits::default();
    let tenant = b"{\"omnimedia\":\"tenant/1\"}";
    let publication =
        "this is a tenant, and a publication is read here; read it as a tenant, or give a publication";
    assert!(object(tenant).ends_with(publication) && lines(tenant).ends_with(publication));
    let told = told(Tenant::from_json(SHOP.as_bytes(), &limits));
    assert!(told.ends_with("read it as a publication, or give a tenant"), "{told}");
    let newer = object(br#"{"omnimedia":"publication/2"}"#);
    assert!(newer.contains("`publication/2` is no version that can be read here"), "{newer}");
}
