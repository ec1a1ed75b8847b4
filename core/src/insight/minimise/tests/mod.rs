//! What minimise is, sentence by sentence.

mod across;
mod check_in;
mod merge;
mod proof;
mod remove;
mod run;
mod selections;

use super::{Minimise, MinimiseCounts};
use crate::limits::Limits;
use crate::model::Publication;
use crate::policy::{Inheritance, Order, Policy};

const CONTEXT_FIRST: Policy = Policy { inheritance: Inheritance::ContextFirst, ..Policy::DEFAULT };
const ENTITY_FIRST: Policy = Policy { inheritance: Inheritance::EntityFirst, ..Policy::DEFAULT };
const DOCUMENTED: Policy = Policy { order: Order::Documented, ..Policy::DEFAULT };

/// A shop of one product: Blue and Red in S, M and L, numbered by their first letters; and its documents.
fn shop(media: &str) -> Publication {
    let variant = |color: &str, size: &str| {
        let number = format!("{}{size}", color.chars().next().unwrap());
        format!(r#"{{"number":"{number}","values":{{"Color":"{color}","Size":"{size}"}}}}"#)
    };
    let variants = ["Blue", "Red"].map(|color| ["S", "M", "L"].map(|size| variant(color, size)).join(","));
    let json = format!(
        r#"{{"omnimedia":"publication/1","channels":[{{"id":"128","locales":["fr"]}}],
        "assets":[{{"id":"A1","kind":"image"}},{{"id":"A2","kind":"image"}},{{"id":"A3","kind":"image"}},
                  {{"id":"draft","kind":"image","published":false}}],
        "products":[{{"number":"P","name":"Shirt",
        "dimensions":[{{"name":"Color","values":["Blue","Red"]}},{{"name":"Size","values":["S","M","L"]}}],
        "variants":[{}],"media":[{media}]}}]}}"#,
        variants.join(",")
    );
    Publication::from_json(json.as_bytes(), &Limits::default()).unwrap()
}

/// A set with a gallery.
fn set(assets: &str) -> String {
    let assets: Vec<String> = assets.split_whitespace().map(|asset| format!("\"{asset}\"")).collect();
    format!(r#"{{"primary":[{}]}}"#, assets.join(","))
}

/// Sets of variants, such as `BS=A1 BM=A1`.
fn variants(sets: &str) -> String {
    let one = |text: &str| {
        let (number, asset) = text.split_once('=').unwrap();
        format!(r#""{number}":{}"#, set(asset))
    };
    sets.split_whitespace().map(one).collect::<Vec<_>>().join(",")
}

/// The sets of the product, document by document, as one line each.
fn told(publication: &Publication) -> Vec<String> {
    let product = publication.products().next().unwrap();
    let mut all = Vec::new();
    for document in product.documents() {
        let mut line = format!("{}:", document.context());
        let items = |set: &crate::model::Set| {
            let mode = set.primary().mode();
            let assets: Vec<&str> = set.primary().items().iter().map(|item| item.asset()).collect();
            let mode = if mode == crate::model::Mode::Replace { "" } else { mode.word() };
            format!("{mode}{}", assets.join("+"))
        };
        if let Some(set) = document.master() {
            line.push_str(&format!(" master={}", items(set)));
        }
        for (pattern, set) in document.patterns() {
            let pairs = product.dimensions().iter().zip(pattern.values());
            let fixed: Vec<&str> =
                pairs.filter_map(|(dimension, value)| dimension.values().nth(value?)).collect();
            line.push_str(&format!(" {}={}", fixed.join("/"), items(set)));
        }
        for (variant, set) in document.variants() {
            line.push_str(&format!(" {}={}", product.variants()[*variant as usize].number(), items(set)));
        }
        all.push(line);
    }
    all
}

fn minimised(media: &str, policy: Policy) -> (Vec<String>, MinimiseCounts) {
    let (fewer, counts) = Minimise::new(&shop(media), policy).publication().unwrap();
    assert_eq!((counts.unproved(), counts.unfinished(), counts.is_complete()), (0, 0, true));
    (told(&fewer), counts)
}

/// What is left of the documents.
fn left(media: &str, policy: Policy) -> Vec<String> {
    minimised(media, policy).0
}
