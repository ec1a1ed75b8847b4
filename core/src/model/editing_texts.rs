//! Reading and changing assets, texts and properties that are being edited.

use super::builder::{AssetBuilder, CategoryDocumentBuilder, ItemBuilder, TextBuilder};
use super::kind::Kind;
use super::text::Field;
use crate::locale::Tag;

impl TextBuilder {
    /// One of the texts.
    #[must_use]
    pub fn get(&self, field: Field) -> Option<&str> {
        self.fields.get(field as usize).and_then(Option::as_deref)
    }

    /// Changes one of the texts; `None` takes it away.
    pub fn set(&mut self, field: Field, text: Option<String>) {
        if let Some(slot) = self.fields.get_mut(field as usize) {
            *slot = text;
        }
    }

    /// The search tags, to be read and changed.
    pub fn tags_mut(&mut self) -> &mut Vec<String> {
        &mut self.tags
    }
}

/// Whether two texts write one locale; what is no locale is compared as it is.
fn same_locale(one: &str, other: &str) -> bool {
    match (Tag::parse(one), Tag::parse(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

/// What assets and items have in common.
macro_rules! texts_and_properties {
    ($builder:ident) => {
        impl $builder {
            /// The texts by locale, in their order; Neutral is `neutral`.
            pub fn texts(&self) -> impl ExactSizeIterator<Item = (&str, &TextBuilder)> {
                self.texts.iter().map(|(locale, text)| (locale.as_str(), text))
            }

            /// The texts of a locale, in any case, to be read and changed; `neutral` or empty is
            /// Neutral.
            pub fn text_mut(&mut self, locale: &str) -> Option<&mut TextBuilder> {
                let found = self.texts.iter_mut().find(|(own, _)| same_locale(own, locale));
                found.map(|(_, text)| text)
            }

            /// Gives a locale other texts than it has, or its first.
            pub fn set_text(&mut self, locale: &str, text: TextBuilder) {
                match self.text_mut(locale) {
                    Some(own) => *own = text,
                    None => self.texts.push((locale.to_owned(), text)),
                }
            }

            /// Takes the texts of a locale away.
            pub fn remove_text(&mut self, locale: &str) {
                self.texts.retain(|(own, _)| !same_locale(own, locale));
            }

            /// The extension properties, in their order.
            pub fn properties(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
                self.properties.iter().map(|(key, value)| (key.as_str(), value.as_str()))
            }

            /// Gives an extension property another value than it has, or its first.
            pub fn set_property(&mut self, key: &str, value: impl Into<String>) {
                match self.properties.iter_mut().find(|(own, _)| own == key) {
                    Some((_, own)) => *own = value.into(),
                    None => self.properties.push((key.to_owned(), value.into())),
                }
            }

            /// Takes an extension property away.
            pub fn remove_property(&mut self, key: &str) {
                self.properties.retain(|(own, _)| own != key);
            }
        }
    };
}

texts_and_properties!(AssetBuilder);
texts_and_properties!(ItemBuilder);

impl AssetBuilder {
    /// The id.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{AssetBuilder, Field, Kind, TextBuilder};
    /// let mut asset = AssetBuilder::new("A1", Kind::Image).text("fr-CA", TextBuilder::new().alt("chemise"));
    /// if let Some(text) = asset.text_mut("FR_ca") {
    ///     text.set(Field::Alt, Some("Chemise bleue".to_owned()));
    /// }
    /// asset.set_text("de", TextBuilder::new().alt("Blaues Hemd"));
    /// let alts: Vec<_> = asset.texts().map(|(locale, text)| (locale, text.get(Field::Alt))).collect();
    /// assert_eq!(alts, [("fr-CA", Some("Chemise bleue")), ("de", Some("Blaues Hemd"))]);
    /// assert_eq!(asset.id(), "A1");
    /// ```
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it is, to be read and changed.
    pub fn kind_mut(&mut self) -> &mut Kind {
        &mut self.kind
    }

    /// Where its bytes are, to be read and changed.
    pub fn url_mut(&mut self) -> &mut Option<String> {
        &mut self.url
    }

    /// The channels in which it may be shown, to be read and changed; `None` is all.
    pub fn channels_mut(&mut self) -> &mut Option<Vec<String>> {
        &mut self.channels
    }
}

impl CategoryDocumentBuilder {
    /// The picture, to be read, changed and, with `None`, taken away.
    pub fn image_mut(&mut self) -> &mut Option<ItemBuilder> {
        &mut self.image
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_properties_are_changed_where_they_are() {
        let mut asset = AssetBuilder::new("A1", Kind::Image)
            .text("neutral", TextBuilder::new().alt("shirt").tags(["summer"]))
            .property("k", "1");
        asset.set_property("k", "2");
        asset.set_property("l", "3");
        assert_eq!(asset.properties().collect::<Vec<_>>(), [("k", "2"), ("l", "3")]);
        asset.remove_property("k");
        assert_eq!(asset.properties().len(), 1);
        // Neutral has several names
        asset.text_mut("").unwrap().tags_mut().push("blue".to_owned());
        asset.text_mut("und").unwrap().set(Field::Alt, None);
        let (locale, text) = asset.texts().next().unwrap();
        assert_eq!((locale, text.get(Field::Alt), text.tags.len()), ("neutral", None, 2));
        asset.remove_text("NEUTRAL");
        assert_eq!(asset.texts().len(), 0);
        assert!(asset.text_mut("fr").is_none());
        *asset.kind_mut() = Kind::Video;
        *asset.url_mut() = Some("https://cdn.example/a1.mp4".to_owned());
        *asset.channels_mut() = Some(vec!["128".to_owned()]);
        let same = AssetBuilder::new("A1", Kind::Video)
            .url("https://cdn.example/a1.mp4")
            .channels(["128"])
            .property("l", "3");
        assert_eq!(asset, same);
    }

    #[test]
    fn a_picture_of_a_category_is_taken_away() {
        let mut document = CategoryDocumentBuilder::new("128").image("A1");
        document.image_mut().as_mut().unwrap().set_text("fr", TextBuilder::new().alt("x"));
        *document.image_mut() = None;
        assert_eq!(document, CategoryDocumentBuilder::new("128"));
    }
}
