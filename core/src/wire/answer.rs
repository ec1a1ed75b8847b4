//! The forms of answers and faults: a struct for each object, its fields in the order of its keys.

use crate::fault::Fault;
use crate::model::{ContextRef, Crop, Field, Level};
use crate::resolve::{Answer, AnswerItem, Origin, Shown, SwatchAnswer, TextRef};
use serde::{Serialize, Serializer};

/// Pairs as an object.
pub(super) struct Pairs<'s>(pub(super) &'s [(&'s str, &'s str)]);

impl Pairs<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Pairs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

/// A context: only its present parts.
#[derive(Serialize)]
pub(super) struct ContextForm<'s> {
    #[serde(skip_serializing_if = "Option::is_none")]
    catalog: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locale: Option<String>,
}

impl<'s> From<ContextRef<'s>> for ContextForm<'s> {
    fn from(context: ContextRef<'s>) -> Self {
        let ContextRef { catalog, channel, locale } = context;
        Self { catalog, channel, locale: locale.map(|tag| tag.to_string()) }
    }
}

/// The values of a pattern, where the level is that of patterns.
pub(super) fn fixed<'s>(level: Option<Level>, pattern: &'s [(&'s str, &'s str)]) -> Option<Pairs<'s>> {
    (level == Some(Level::Dimensions)).then_some(Pairs(pattern))
}

#[derive(Serialize)]
pub(super) struct OriginForm<'s> {
    context: ContextForm<'s>,
    level: &'static str,
    #[serde(rename = "match", skip_serializing_if = "Option::is_none")]
    pattern: Option<Pairs<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    variant: Option<&'s str>,
}

impl<'s> From<&'s Origin<'_>> for OriginForm<'s> {
    fn from(origin: &'s Origin<'_>) -> Self {
        Self {
            context: origin.context().into(),
            level: origin.level().word(),
            pattern: fixed(Some(origin.level()), origin.pattern()),
            variant: origin.variant(),
        }
    }
}

/// The texts other than `alt`, which always stands.
#[derive(Serialize)]
pub(super) struct TextForm<'s> {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    caption: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_name: Option<&'s str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'s [&'s str],
}

impl<'s> From<&'s TextRef<'_>> for TextForm<'s> {
    fn from(text: &'s TextRef<'_>) -> Self {
        Self {
            title: text.get(Field::Title),
            caption: text.get(Field::Caption),
            description: text.get(Field::Description),
            display_name: text.get(Field::DisplayName),
            tags: text.tags(),
        }
    }
}

#[derive(Serialize)]
struct ItemForm<'s> {
    #[serde(skip_serializing_if = "Option::is_none")]
    purpose: Option<&'s str>,
    asset: &'s str,
    alt: Option<&'s str>,
    origin: OriginForm<'s>,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'s str>,
    #[serde(flatten)]
    text: TextForm<'s>,
    #[serde(skip_serializing_if = "Pairs::is_empty")]
    properties: Pairs<'s>,
    #[serde(skip_serializing_if = "Pairs::is_empty")]
    asset_properties: Pairs<'s>,
}

impl<'s> From<&'s AnswerItem<'_>> for ItemForm<'s> {
    fn from(item: &'s AnswerItem<'_>) -> Self {
        Self {
            purpose: item.purpose(),
            asset: item.asset().id(),
            alt: item.alt(),
            origin: item.origin().into(),
            kind: item.asset().kind().word(),
            url: item.asset().url(),
            text: item.text().into(),
            properties: Pairs(item.properties()),
            asset_properties: Pairs(item.asset().properties()),
        }
    }
}

#[derive(Serialize)]
pub(super) struct AnswerForm<'s> {
    context: Option<ContextForm<'s>>,
    level: &'static str,
    #[serde(rename = "match", skip_serializing_if = "Option::is_none")]
    pattern: Option<Pairs<'s>>,
    variant: Option<&'s str>,
    primary: Vec<ItemForm<'s>>,
    additional: Vec<ItemForm<'s>>,
    default_image: Option<&'s str>,
    product: &'s str,
    hash: String,
    #[serde(skip_serializing_if = "Pairs::is_empty")]
    properties: Pairs<'s>,
}

impl<'s> From<&'s Answer<'_>> for AnswerForm<'s> {
    fn from(answer: &'s Answer<'_>) -> Self {
        Self {
            context: answer.context().map(ContextForm::from),
            level: answer.level().map_or("none", Level::word),
            pattern: fixed(answer.level(), answer.pattern()),
            variant: answer.variant(),
            primary: answer.primary().iter().map(ItemForm::from).collect(),
            additional: answer.additional().iter().map(ItemForm::from).collect(),
            default_image: answer.default_image().map(|item| item.asset().id()),
            product: answer.product(),
            hash: format!("{:032x}", answer.hash()),
            properties: Pairs(answer.properties()),
        }
    }
}

#[derive(Serialize)]
struct CropForm {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

impl From<Crop> for CropForm {
    fn from(crop: Crop) -> Self {
        Self { x: crop.x(), y: crop.y(), width: crop.width(), height: crop.height() }
    }
}

#[derive(Serialize)]
pub(super) struct SwatchForm<'s> {
    dimension: &'s str,
    value: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hex: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    asset: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    crop: Option<CropForm>,
    source: &'static str,
    shown: ShownForm<'s>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum ShownForm<'s> {
    Hex(String),
    Image(ImageForm<'s>),
    Text(&'s str),
}

#[derive(Serialize)]
struct ImageForm<'s> {
    asset: &'s str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    crop: Option<CropForm>,
}

impl<'s> From<&'s SwatchAnswer<'_>> for SwatchForm<'s> {
    fn from(swatch: &'s SwatchAnswer<'_>) -> Self {
        Self {
            dimension: swatch.dimension(),
            value: swatch.value(),
            hex: swatch.hex().map(|hex| hex.to_string()),
            asset: swatch.asset(),
            crop: swatch.crop().map(CropForm::from),
            source: swatch.source().word(),
            shown: match swatch.shown() {
                Shown::Hex(hex) => ShownForm::Hex(hex.to_string()),
                Shown::Image(image, crop) => ShownForm::Image(ImageForm {
                    asset: image.id(),
                    kind: image.kind().word(),
                    url: image.url(),
                    crop: crop.map(CropForm::from),
                }),
                Shown::Text(text) => ShownForm::Text(text),
            },
        }
    }
}

#[derive(Serialize)]
pub(super) struct FaultForm<'s> {
    code: &'static str,
    number: i32,
    message: &'s str,
    place: String,
    advice: &'s str,
}

impl<'s> From<&'s Fault> for FaultForm<'s> {
    fn from(fault: &'s Fault) -> Self {
        Self {
            code: fault.code().name(),
            number: fault.code().number(),
            message: fault.message(),
            place: fault.place().to_string(),
            advice: fault.advice(),
        }
    }
}
