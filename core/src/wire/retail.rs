//! The shapes of the retail API, by its own names.

use super::json;
use crate::retail::{AdditionalMedia, MediaLocation};
use serde::{Serialize, Serializer};

/// `MediaLocation` of the Retail Server API: every key stands, as clients expect.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct LocationForm<'a> {
    uri: Option<&'a str>,
    alt_text: Option<&'a str>,
    is_default: bool,
    is_self_hosted: bool,
    priority: u32,
    is_applicable_for_child_entities: bool,
    extension_properties: Vec<PropertyForm<'a>>,
}

/// `CommerceProperty`.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct PropertyForm<'a> {
    key: &'a str,
    value: PropertyValueForm<'a>,
}

/// `CommercePropertyValue`.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct PropertyValueForm<'a> {
    string_value: &'a str,
}

impl<'a> From<&MediaLocation<'a>> for LocationForm<'a> {
    fn from(location: &MediaLocation<'a>) -> Self {
        let properties = location.extension_properties().into_iter();
        let property = |(key, value)| PropertyForm { key, value: PropertyValueForm { string_value: value } };
        Self {
            uri: location.uri(),
            alt_text: location.alt_text(),
            is_default: location.is_default(),
            is_self_hosted: location.is_self_hosted(),
            priority: location.priority(),
            is_applicable_for_child_entities: location.is_applicable_for_child_entities(),
            extension_properties: properties.map(property).collect(),
        }
    }
}

fn forms<'a>(locations: &[MediaLocation<'a>]) -> Vec<LocationForm<'a>> {
    locations.iter().map(LocationForm::from).collect()
}

/// Media locations: a list, each with `Uri`, `AltText`, `IsDefault`, `IsSelfHosted`, `Priority`,
/// `IsApplicableForChildEntities` and `ExtensionProperties`, a list of `{"Key": …, "Value":
/// {"StringValue": …}}`. `Uri` and `AltText` are `null` where there is none.
///
/// # Cost
/// Linear in them.
///
/// # Example
/// ```
/// use omnimedia::{AssetBuilder, DocumentBuilder, Kind, Limits, Policy, ProductBuilder, Publication};
/// use omnimedia::{Query, Retail, SetBuilder, wire};
/// let mut builder = Publication::builder(Limits::default());
/// builder.asset(AssetBuilder::new("A1", Kind::Image).url("a1.png").property("fit", "slim"));
/// let media = DocumentBuilder::new().master(SetBuilder::new().primary(["A1"]));
/// builder.product(ProductBuilder::new("S1").document(media));
/// let publication = builder.build()?;
/// let locations = Retail::new(&publication, Policy::default()).media_locations(&Query::new("S1"))?;
/// let flags = r#""IsDefault":true,"IsSelfHosted":true,"Priority":1,"IsApplicableForChildEntities":true"#;
/// let properties = r#"[{"Key":"fit","Value":{"StringValue":"slim"}}]"#;
/// assert_eq!(
///     wire::media_locations(&locations),
///     format!(r#"[{{"Uri":"a1.png","AltText":null,{flags},"ExtensionProperties":{properties}}}]"#),
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn media_locations(locations: &[MediaLocation<'_>]) -> String {
    json(&forms(locations))
}

/// Locations by purpose, in their order.
struct AdditionalForm<'s, 'a>(&'s AdditionalMedia<'a>);

impl Serialize for AdditionalForm<'_, '_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(purpose, locations)| (purpose, forms(locations))))
    }
}

/// Additional media: for each purpose, in order, the list of its [`media_locations`].
///
/// # Cost
/// Linear in them.
///
/// # Example
/// ```
/// use omnimedia::{AssetBuilder, DocumentBuilder, ItemBuilder, Kind, Limits, Policy, ProductBuilder};
/// use omnimedia::{Publication, Query, Retail, SetBuilder, wire};
/// let mut builder = Publication::builder(Limits::default());
/// builder.asset(AssetBuilder::new("care", Kind::File).url("care.pdf"));
/// let set = SetBuilder::new().additional([ItemBuilder::with_purpose("care", "care")]);
/// builder.product(ProductBuilder::new("S1").document(DocumentBuilder::new().master(set)));
/// let publication = builder.build()?;
/// let media = Retail::new(&publication, Policy::default()).additional_media(&Query::new("S1"))?;
/// assert!(wire::additional_media(&media).starts_with(r#"{"care":[{"Uri":"care.pdf","AltText":null,"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn additional_media(media: &AdditionalMedia<'_>) -> String {
    json(&AdditionalForm(media))
}
