//! Media locations: items in the shape that clients of a scale unit know.

use crate::model::{Field, Kind, Level};
use crate::resolve::{Answer, AnswerItem, AssetRef, CategoryAnswer, Origin, TextRef};
use std::sync::Arc;

/// Properties by key.
type Properties<'a> = Vec<(&'a str, &'a str)>;

/// Where one medium is, and how it is shown: `MediaLocation` of the Retail Server API.
///
/// It borrows what it names from the publication or snapshot that was asked, and from the caller
/// where it is curated. Two locations are equal where they say the same.
#[derive(Clone, Debug, PartialEq)]
pub struct MediaLocation<'a> {
    uri: Option<&'a str>,
    kind: Kind,
    pub(super) is_default: bool,
    pub(super) priority: u32,
    /// None where it is curated.
    asset: Option<AssetRef<'a>>,
    purpose: Option<&'a str>,
    origin: Option<Origin<'a>>,
    text: TextRef<'a>,
    item_properties: Properties<'a>,
    /// One list for all locations of a product.
    product_properties: Arc<[(&'a str, &'a str)]>,
}

impl<'a> MediaLocation<'a> {
    /// The url of the asset: `Uri`. `None` where the asset has none, or an empty one.
    ///
    /// A host whose media server knows assets by their ids makes one of [`MediaLocation::asset`].
    #[must_use]
    pub fn uri(&self) -> Option<&'a str> {
        self.uri
    }

    /// What it shows, in words, in the language of the query: `AltText`.
    #[must_use]
    pub fn alt_text(&self) -> Option<&'a str> {
        self.text.get(Field::Alt)
    }

    /// Whether it is the default image, of which a list has one at most: `IsDefault`.
    #[must_use]
    pub fn is_default(&self) -> bool {
        self.is_default
    }

    /// Whether the host has to say where its media server is: `IsSelfHosted`.
    ///
    /// That is so where the url is not absolute: it has neither a scheme nor, as
    /// `//cdn.example/a.png` does, a server. It is so without a url too.
    #[must_use]
    pub fn is_self_hosted(&self) -> bool {
        !self.uri.is_some_and(is_absolute)
    }

    /// Its place in the list it came in, 1 first: `Priority`.
    #[must_use]
    pub fn priority(&self) -> u32 {
        self.priority
    }

    /// Whether variants share it: it was assigned to the product itself or to a pattern:
    /// `IsApplicableForChildEntities`.
    #[must_use]
    pub fn is_applicable_for_child_entities(&self) -> bool {
        self.origin.as_ref().is_some_and(|origin| origin.level() != Level::Variant)
    }

    /// The extension properties, each key once, by key: `ExtensionProperties`.
    ///
    /// The item's own come before the asset's, and these before the product's.
    ///
    /// # Cost
    /// Sorts the three lists into one; allocates it.
    #[must_use]
    pub fn extension_properties(&self) -> Vec<(&'a str, &'a str)> {
        let mut all: Properties<'a> = self.property_lists().into_iter().flatten().copied().collect();
        // stable: of those with one key, the nearest stays
        all.sort_by_key(|(key, _)| *key);
        all.dedup_by_key(|(key, _)| *key);
        all
    }

    /// The extension property with a key: the item's own, else the asset's, else the product's.
    ///
    /// # Cost
    /// A search in each list; allocates nothing.
    #[must_use]
    pub fn extension_property(&self, key: &str) -> Option<&'a str> {
        self.property_lists().into_iter().find_map(|list| {
            let found = list.binary_search_by_key(&key, |(key, _)| *key).ok()?;
            list.get(found).map(|(_, value)| *value)
        })
    }

    /// The three lists, the nearest first, each by key.
    fn property_lists(&self) -> [&[(&'a str, &'a str)]; 3] {
        [self.item_properties(), self.asset_properties(), self.product_properties()]
    }

    /// The extension properties of the assignment itself, by key.
    #[must_use]
    pub fn item_properties(&self) -> &[(&'a str, &'a str)] {
        &self.item_properties
    }

    /// The extension properties of the asset, by key.
    #[must_use]
    pub fn asset_properties(&self) -> &[(&'a str, &'a str)] {
        self.asset.as_ref().map_or(&[], AssetRef::properties)
    }

    /// The extension properties of the product, by key.
    #[must_use]
    pub fn product_properties(&self) -> &[(&'a str, &'a str)] {
        &self.product_properties
    }

    /// The id of the asset; `None` where it is curated.
    #[must_use]
    pub fn asset(&self) -> Option<&'a str> {
        self.asset.as_ref().map(AssetRef::id)
    }

    /// Whether it is an image, a video or a file.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The purpose; of additional media always there.
    #[must_use]
    pub fn purpose(&self) -> Option<&'a str> {
        self.purpose
    }

    /// Where it was assigned; `None` of a category's picture, and where it is curated.
    #[must_use]
    pub fn origin(&self) -> Option<&Origin<'a>> {
        self.origin.as_ref()
    }

    /// Its texts in the language of the query.
    #[must_use]
    pub fn text(&self) -> &TextRef<'a> {
        &self.text
    }

    fn of_item(item: AnswerItem<'a>, product_properties: Arc<[(&'a str, &'a str)]>) -> Self {
        let AnswerItem { asset, purpose, origin, text, properties } = item;
        Self {
            uri: asset.url.filter(|url| !url.is_empty()),
            kind: asset.kind,
            is_default: false,
            priority: 0,
            asset: Some(asset),
            purpose,
            origin: Some(origin),
            text,
            item_properties: properties,
            product_properties,
        }
    }

    /// The location of what the caller chose.
    pub(super) fn curated(uri: &'a str, kind: Kind, alt_text: Option<&'a str>) -> Self {
        let mut text = TextRef::default();
        let [alt, ..] = &mut text.fields;
        *alt = alt_text.filter(|alt| !alt.is_empty());
        Self {
            uri: Some(uri).filter(|uri| !uri.is_empty()),
            kind,
            is_default: false,
            priority: 0,
            asset: None,
            purpose: None,
            origin: None,
            text,
            item_properties: Vec::new(),
            product_properties: Arc::default(),
        }
    }
}

/// The gallery of an answer.
pub(super) fn gallery_of(answer: Answer<'_>) -> Vec<MediaLocation<'_>> {
    let default = answer.default_image().map(|item| item.asset.id);
    let product: Arc<[_]> = answer.properties.into();
    let location = |item| MediaLocation::of_item(item, Arc::clone(&product));
    let mut locations: Vec<_> = answer.primary.into_iter().map(location).collect();
    for location in &mut locations {
        location.is_default = default.is_some() && location.asset() == default;
    }
    number(&mut locations);
    locations
}

/// The additional media of an answer, in order.
pub(super) fn additional_of<'a>(answer: Answer<'a>) -> impl Iterator<Item = MediaLocation<'a>> {
    let product: Arc<[_]> = answer.properties.into();
    answer.additional.into_iter().map(move |item| MediaLocation::of_item(item, Arc::clone(&product)))
}

/// The picture of a category, where it may be shown.
pub(super) fn picture_of(answer: CategoryAnswer<'_>) -> Option<MediaLocation<'_>> {
    let asset = answer.image?;
    Some(MediaLocation {
        uri: asset.url.filter(|url| !url.is_empty()),
        kind: asset.kind,
        is_default: asset.kind == Kind::Image,
        priority: 1,
        asset: Some(asset),
        purpose: None,
        origin: None,
        text: answer.text,
        item_properties: answer.properties,
        product_properties: Arc::default(),
    })
}

/// Numbers a list in its order, from 1.
pub(super) fn number(locations: &mut [MediaLocation<'_>]) {
    for (priority, location) in (1..).zip(locations) {
        location.priority = priority;
    }
}

/// Whether a url says by itself where it leads: by a scheme, or by the name of a server.
fn is_absolute(url: &str) -> bool {
    // browsers pass over blanks in front, and take `\` for `/`
    let url = url.trim_start_matches(|c: char| c <= ' ');
    if let [b'/' | b'\\', b'/' | b'\\', ..] = url.as_bytes() {
        return true;
    }
    let Some((scheme, _)) = url.split_once(':') else { return false };
    let rest = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(rest)
}

#[cfg(test)]
mod tests {
    use super::is_absolute;

    #[test]
    fn a_url_with_a_scheme_or_a_server_is_absolute() {
        let absolute =
            ["https://cdn.example/a.png", "HTTP:a", "data:image/png;base64,AA==", "//cdn.example/a.png"];
        for url in
            absolute.into_iter().chain([" https://cdn.example/a.png", "\\\\server\\a.png", "a+b-c.d:e"])
        {
            assert!(is_absolute(url), "{url}");
        }
        for url in ["", "a.png", "/a.png", "a/b:c.png", "1a:b", ":a", "?a:b", "é:b", "a", "/", "\\"] {
            assert!(!is_absolute(url), "{url}");
        }
    }
}
