//! What comes product by product, and cannot be looked over at once.

use super::Flatten;
use crate::fault::Code;
use crate::limits::Limits;
use crate::model::{ProductBuilder, Publication, VariantBuilder};
use crate::policy::Policy;

#[test]
fn a_number_or_record_id_that_two_products_have_is_refused() {
    let head = Publication::builder(Limits::default()).build().unwrap();
    let variant = |number: &str| VariantBuilder::new(number, [("D", "a")]);
    let with = |number: &str, variant: VariantBuilder| {
        ProductBuilder::new(number).dimension("D", ["a"]).variant(variant)
    };
    let cases = [
        ([ProductBuilder::new("P"), ProductBuilder::new("P")], "the number `P` stands twice"),
        ([ProductBuilder::new("P"), with("Q", variant("P"))], "the number `P` stands twice"),
        ([with("Q", variant("V")), with("P", variant("V"))], "the number `V` stands twice"),
        ([ProductBuilder::new("P").record_id(7), ProductBuilder::new("Q").record_id(7)], "the record id `7`"),
        ([with("P", variant("V").record_id(7)), ProductBuilder::new("Q").record_id(7)], "the record id `7`"),
    ];
    for (products, said) in cases {
        let mut flatten = Flatten::start(Policy::default(), &head).unwrap();
        for product in products {
            flatten.push(&product.build(&Limits::default()).unwrap()).unwrap();
        }
        let fault = flatten.finish().unwrap_err();
        assert_eq!(fault.code(), Code::DuplicateIdentifier);
        assert!(fault.message().starts_with(said), "{fault}");
    }
}
