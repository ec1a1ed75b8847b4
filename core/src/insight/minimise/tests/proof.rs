//! The proof finds what is not the same, and a product keeps its documents then.

use super::super::ladders::Ladders;
use super::super::selections::Selections;
use super::super::{Minimise, Outcome};
use super::{CONTEXT_FIRST, set, shop, variants};
use crate::limits::Limits;
use crate::model::{Document, DocumentBuilder, NamesOfProduct, Publication};
use crate::policy::Policy;
use std::collections::BTreeSet;

/// Whether a product with other documents is taken for the same.
fn is_proved(publication: &Publication, policy: Policy, documents: Vec<Document>) -> bool {
    let minimise = Minimise::new(publication, policy);
    let product = publication.products().next().unwrap();
    let ladders = Ladders::of(product, policy, &BTreeSet::new(), &minimise.limits, None).unwrap();
    let other = (Selections::default(), true);
    match minimise.proved(product, documents, &ladders, 7, other).unwrap() {
        Outcome::Fewer(_) => true,
        Outcome::Unproved => false,
        Outcome::Same => unreachable!("nobody asks whether it is the same"),
    }
}

#[test]
fn a_wrong_candidate_is_refused() {
    let own = variants("BS=A1 RS=A2");
    let swatches = r##""swatches":[{"dimension":"Color","value":"Blue","hex":"#0000FF"}]"##;
    let far = format!(r#"{{"master":{},"variants":{{{own}}}}}"#, set("A1"));
    let near = format!(r#"{{"channel":"128","master":{},{swatches}}}"#, set("A1"));
    let publication = shop(&format!("{far},{near}"));
    let product = publication.products().next().unwrap();
    let of = |change: &dyn Fn(usize, DocumentBuilder) -> Option<DocumentBuilder>| {
        let documents = product.documents().iter().enumerate();
        let made = documents.filter_map(|(at, document)| change(at, document.to_builder(product)));
        let mut names = NamesOfProduct::default();
        let mut checked = |builder| product.check_document(builder, &mut names, &Limits::default()).unwrap();
        made.map(&mut checked).collect::<Vec<_>>()
    };
    let without = |number: &'static str| {
        of(&|_, mut document: DocumentBuilder| {
            document.remove_variant(number);
            Some(document)
        })
    };
    for policy in [Policy::default(), CONTEXT_FIRST] {
        assert!(is_proved(&publication, policy, without("BS")));
        assert!(!is_proved(&publication, policy, without("RS")), "a variant shows something else");
        let no_master = of(&|at, mut document| {
            if at == 0 {
                document.remove_master();
            }
            Some(document)
        });
        assert!(!is_proved(&publication, policy, no_master), "the product shows nothing");
        assert!(
            !is_proved(&publication, policy, of(&|at, document| (at == 0).then_some(document))),
            "swatches go"
        );
        let no_swatches = of(&|_, mut document| {
            document.swatches_mut().clear();
            Some(document)
        });
        assert!(!is_proved(&publication, policy, no_swatches), "other swatches");
        let larger =
            of(&|_, document| Some(document.variant("BM", crate::model::SetBuilder::new().primary(["A1"]))));
        assert!(!is_proved(&publication, policy, larger), "it shows the same, but is larger");
    }
}
