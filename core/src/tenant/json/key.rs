//! Keys of units as text, for a store of keys and values.

use crate::fault::{Code, Fault, shortened};
use crate::model::Context;
use crate::tenant::UnitKey;
use crate::tenant::target::{Target, What};

impl UnitKey {
    /// The key as one text, for a host's store; [`UnitKey::parse`] reads it. Different keys have
    /// different texts, and the same key always the same one.
    ///
    /// It is a JSON array: the kind, then what names the unit. A document has catalog, channel and
    /// locale, `null` where it names none; what is in a publish group begins with that.
    ///
    /// # Cost
    /// Linear in the names.
    ///
    /// # Example
    /// ```
    /// use omnimedia::{Context, Target, UnitKey};
    /// let french = Target::document("S1", Context::new(None, Some("128"), Some("fr-CA"))?);
    /// assert_eq!(UnitKey::Settings.to_key(), r#"["settings"]"#);
    /// assert_eq!(UnitKey::Target(french.clone()).to_key(), r#"["document","S1",null,"128","fr-CA"]"#);
    /// let key = UnitKey::Target(french.in_group("sale"));
    /// assert_eq!(key.to_key(), r#"["group","sale","document","S1",null,"128","fr-CA"]"#);
    /// assert_eq!(UnitKey::parse(&key.to_key())?, key);
    /// # Ok::<(), omnimedia::Fault>(())
    /// ```
    #[must_use]
    pub fn to_key(&self) -> String {
        let mut parts = Vec::with_capacity(7);
        match self {
            Self::Settings => parts.push(Some("settings")),
            Self::Channel(id) => parts.extend([Some("channel"), Some(id)]),
            Self::Swatch(dimension, value) => {
                parts.extend([Some("swatch"), Some(dimension), Some(value)]);
            }
            Self::Category(id) => parts.extend([Some("category"), Some(id)]),
            Self::Product(number) => parts.extend([Some("product"), Some(number)]),
            Self::Group(name) => parts.extend([Some("group"), Some(name)]),
            Self::Target(Target { group, what }) => {
                if let Some(name) = group {
                    parts.extend([Some("group"), Some(name)]);
                }
                let (kind, owner) = match what {
                    What::Asset(id) => ("asset", id),
                    What::Document(product, _) => ("document", product),
                    What::Category(category, _) => ("category_document", category),
                };
                parts.extend([Some(kind), Some(owner)]);
                if let Some(context) = what.context() {
                    let locale = context.locale.as_ref().map(|tag| tag.as_str());
                    parts.extend([context.catalog(), context.channel(), locale]);
                }
            }
        }
        serde_json::to_string(&parts).unwrap_or_default()
    }

    /// The key that a text is, as [`UnitKey::to_key`] writes it.
    ///
    /// # Errors
    /// `type` for a text that is no key of a unit; `malformed_locale`.
    ///
    /// # Cost
    /// Linear in the text.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let parts: Vec<Option<String>> = serde_json::from_str(text).unwrap_or_default();
        let parts: Vec<Option<&str>> = parts.iter().map(Option::as_deref).collect();
        let found = match *parts.as_slice() {
            [Some("settings")] => Some(Self::Settings),
            [Some("channel"), Some(id)] => Some(Self::Channel(id.into())),
            [Some("swatch"), Some(dimension), Some(value)] => {
                Some(Self::Swatch(dimension.into(), value.into()))
            }
            [Some("category"), Some(id)] => Some(Self::Category(id.into())),
            [Some("product"), Some(number)] => Some(Self::Product(number.into())),
            [Some("group"), Some(name)] => Some(Self::Group(name.into())),
            [Some("group"), Some(name), ref item @ ..] => {
                target(item)?.map(|target| Self::Target(target.in_group(name)))
            }
            ref live => target(live)?.map(Self::Target),
        };
        found.ok_or_else(|| {
            let message = format!("`{}` is no key of a unit", shortened(text));
            Fault::new(Code::Type, message, "give a key as it was written, such as `[\"product\",\"S1\"]`")
        })
    }
}

fn target(parts: &[Option<&str>]) -> Result<Option<Target>, Fault> {
    Ok(match *parts {
        [Some("asset"), Some(id)] => Some(Target::asset(id)),
        [Some("document"), Some(product), catalog, channel, locale] => {
            Some(Target::document(product, Context::new(catalog, channel, locale)?))
        }
        [Some("category_document"), Some(category), catalog, channel, locale] => {
            Some(Target::category(category, Context::new(catalog, channel, locale)?))
        }
        _ => None,
    })
}
