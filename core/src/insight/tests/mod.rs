//! What the checks and the diff are, sentence by sentence.

mod audit;
mod diff;
mod redundant;
mod used;

use super::{Audit, Check};
use crate::limits::Limits;
use crate::model::Publication;
use crate::policy::Policy;
use std::ops::ControlFlow;

/// A shop of what is given, with some assets, and a product with documents.
fn shop(head: &str, media: &str) -> Publication {
    publication(&format!(
        r#"{head}"products":[{{"number":"S1","name":"Shirt",
        "dimensions":[{{"name":"Color","values":["Blue","Red"]}},{{"name":"Size","values":["S","M"]}}],
        "variants":[{{"number":"BS","values":{{"Color":"Blue","Size":"S"}}}},
                    {{"number":"BM","values":{{"Color":"Blue","Size":"M"}}}},
                    {{"number":"RM","values":{{"Color":"Red","Size":"M"}}}}],
        "media":[{media}]}}]"#
    ))
}

fn publication(rest: &str) -> Publication {
    let json = format!(
        r#"{{"omnimedia":"publication/1","assets":[
        {{"id":"A1","kind":"image","text":{{"neutral":{{"alt":"a shirt"}}}}}},
        {{"id":"A2","kind":"image","text":{{"fr":{{"alt":"une chemise"}}}}}},
        {{"id":"A3","kind":"image"}},
        {{"id":"only-128","kind":"image","channels":["128"],"text":{{"neutral":{{"alt":"x"}}}}}},
        {{"id":"film","kind":"video"}},{{"id":"chart","kind":"file"}},
        {{"id":"draft","kind":"image","published":false}}],{rest}}}"#
    );
    Publication::from_json(json.as_bytes(), &Limits::default()).unwrap()
}

/// The rows of one check, as text.
fn found_under(publication: &Publication, check: Check, policy: Policy) -> Vec<String> {
    let mut rows = Vec::new();
    let audit = Audit::new(publication, policy).checks([check]);
    let counts = audit.run(|finding| {
        rows.push(finding.to_string());
        ControlFlow::Continue(())
    });
    assert_eq!(counts.unwrap().of(check), rows.len() as u64);
    rows
}

fn found(publication: &Publication, check: Check) -> Vec<String> {
    found_under(publication, check, Policy::default())
}
