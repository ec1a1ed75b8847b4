//! Where an asset is used.

use super::publication;
use crate::insight::{Use, WhichList};
use crate::model::Level;

#[test]
fn every_place_that_names_an_asset_is_told_in_order() {
    let publication = publication(
        r#""swatches":[{"dimension":"Color","value":"Blue","asset":"A1"}],
        "categories":[{"id":"shirts","media":[{"channel":"128","image":"A1"},{"channel":"129","image":"A2"}]}],
        "products":[{"number":"S2","media":[{"locale":"fr","master":{"primary":["A2"],"additional":[{"purpose":"care","asset":"A1"}]}}]},
            {"number":"S1","dimensions":[{"name":"Color","values":["Blue"]}],"variants":[{"number":"S1-B","values":{"Color":"Blue"}}],
            "media":[{"channel":"128","dimensions":[{"match":{"Color":"Blue"},"primary":["A2","A1"]}],
                "variants":{"S1-B":{"primary":["A1","A1"]}},"swatches":[{"dimension":"Color","value":"Blue","asset":"A1"}]}]}]"#,
    );
    let told = |one: Use<'_>| match one {
        Use::Item { product, context, level, pattern, variant, list, position, purpose } => {
            assert_eq!(level == Level::Dimensions, !pattern.is_empty());
            let list = if list == WhichList::Primary { "primary" } else { "additional" };
            format!("{product}, {context}: {level} {pattern:?} {variant:?} {list} {position} {purpose:?}")
        }
        Use::Swatch { product, context, dimension, value } => {
            format!("{product}, {context}: {dimension} {value}")
        }
        Use::Category { category, context } => format!("{category}, {context}"),
        Use::CentralSwatch { dimension, value } => format!("{dimension} {value}"),
    };
    let all: Vec<String> = publication.where_used("A1").map(told).collect();
    assert_eq!(
        all,
        [
            r#"S1, channel 128, Neutral: dimensions [("Color", "Blue")] None primary 1 None"#,
            r#"S1, channel 128, Neutral: variant [] Some("S1-B") primary 0 None"#,
            r#"S1, channel 128, Neutral: variant [] Some("S1-B") primary 1 None"#,
            "S1, channel 128, Neutral: Color Blue",
            r#"S2, Omnichannel, fr: master [] None additional 0 Some("care")"#,
            "shirts, channel 128, Neutral",
            "Color Blue",
        ]
    );
    assert_eq!(publication.where_used("no such asset").count(), 0);
}
