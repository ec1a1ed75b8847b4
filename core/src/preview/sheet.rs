//! Everything the page looks up: answers, their items and texts, explanations, each once.

use super::compare::{Change, Part, ShownAnswer, compare};
use super::picture::may_be_linked;
use super::pool::{Pool, runs};
use crate::fault::Fault;
use crate::model::Field;
use crate::resolve::explain_text::{from, on_one_line};
use crate::resolve::{Answer, AnswerItem, AssetRef, Shown, SwatchAnswer};
use indexmap::IndexMap;
use serde::Serialize;
use std::collections::HashMap;

/// What the page looks up, by number.
#[derive(Default)]
pub(super) struct Sheet {
    pub(super) texts: Pool,
    pictures: Pool,
    assets: Pool,
    words: Pool,
    items: Pool,
    answers: Pool,
    swatches: Pool,
    palettes: Pool,
    pub(super) lines: Pool,
    pub(super) nodes: Pool,
    changes: Pool,
    rows: Pool,
    /// The answers, as they are compared.
    shown: Vec<ShownAnswer>,
    pairs: HashMap<(u32, u32), u32>,
    /// For each change whether it shows something else.
    differing: Vec<bool>,
    row_numbers: HashMap<Box<[u32]>, u32>,
}

/// An asset, as one side knows it.
#[derive(Serialize)]
struct AssetEntry<'a> {
    id: &'a str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    /// Whether the page may lead there.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    link: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<u32>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    properties: &'a [(&'a str, &'a str)],
}

/// The texts of an item but its alt text, and its properties.
#[derive(Serialize)]
struct Words<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    texts: Vec<(&'static str, &'a str)>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'a [&'a str],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    properties: &'a [(&'a str, &'a str)],
}

/// An answer, or why there is none.
#[derive(Serialize)]
#[serde(untagged)]
enum AnswerEntry {
    Given {
        primary: Vec<u32>,
        additional: Vec<(u32, Vec<u32>)>,
        /// The place of the default image in `primary`.
        #[serde(rename = "default")]
        default_image: Option<usize>,
    },
    Fault {
        fault: u32,
    },
}

/// A swatch of a value.
#[derive(Serialize)]
struct SwatchEntry {
    dimension: u32,
    value: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    hex: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    asset: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    crop: Option<[f64; 4]>,
    source: &'static str,
}

impl Sheet {
    /// With the empty text as number 0.
    pub(super) fn new() -> Self {
        let mut sheet = Self::default();
        sheet.texts.add("");
        sheet
    }

    /// An item of an answer, with what it is compared by.
    fn item(&mut self, item: &AnswerItem<'_>, thumbnails: &HashMap<String, String>) -> Part {
        let asset = self.asset(item.asset(), thumbnails);
        let alt = self.texts.add(item.alt().unwrap_or_default());
        let others = Field::ALL.into_iter().filter(|field| *field != Field::Alt);
        let texts = others.filter_map(|field| Some((field.word(), item.text().get(field)?))).collect();
        let words = self.words.add(&Words { texts, tags: item.text().tags(), properties: item.properties() });
        let from = self.texts.add(&on_one_line(&from(item.origin())));
        let number = self.items.add(&[asset, alt, words, from]);
        Part { id: self.texts.add(item.asset().id()), item: number, asset, alt, words, from }
    }

    fn asset(&mut self, asset: &AssetRef<'_>, thumbnails: &HashMap<String, String>) -> u32 {
        let picture = thumbnails.get(asset.id()).map(|uri| self.pictures.add(uri));
        self.assets.add(&AssetEntry {
            id: asset.id(),
            kind: asset.kind().word(),
            url: asset.url(),
            link: asset.url().is_some_and(may_be_linked),
            picture,
            properties: asset.properties(),
        })
    }

    /// The number of an answer.
    pub(super) fn answer(&mut self, answer: &Answer<'_>, thumbnails: &HashMap<String, String>) -> u32 {
        let primary: Vec<Part> = answer.primary().iter().map(|item| self.item(item, thumbnails)).collect();
        let mut additional: IndexMap<u32, Vec<Part>> = IndexMap::new();
        for item in answer.additional() {
            let purpose = self.texts.add(item.purpose().unwrap_or_default());
            additional.entry(purpose).or_default().push(self.item(item, thumbnails));
        }
        let numbers = |parts: &[Part]| parts.iter().map(|part| part.item).collect();
        let default_image = answer.default_image_index();
        let entry = AnswerEntry::Given {
            primary: numbers(&primary),
            additional: additional.iter().map(|(purpose, parts)| (*purpose, numbers(parts))).collect(),
            default_image,
        };
        let shown = ShownAnswer { is_given: true, primary, additional, default_image };
        self.noted(&entry, shown)
    }

    /// The number of a question that cannot be answered.
    pub(super) fn fault(&mut self, fault: &Fault) -> u32 {
        let fault = self.texts.add(&on_one_line(fault.message()));
        self.noted(&AnswerEntry::Fault { fault }, ShownAnswer::default())
    }

    fn noted(&mut self, entry: &AnswerEntry, shown: ShownAnswer) -> u32 {
        let (number, is_new) = self.answers.note(entry);
        if is_new {
            self.shown.push(shown);
        }
        number
    }

    /// The number of what two answers differ in; 0 where they do not.
    pub(super) fn change(&mut self, one: u32, other: u32, captions: [&str; 2]) -> u32 {
        if one == other {
            return 0;
        }
        if let Some(number) = self.pairs.get(&(one, other)) {
            return *number;
        }
        let [before, after] = [one, other].map(|number| self.shown.get(number as usize));
        let texts = |id: u32| self.texts.text(id);
        let change = match (before, after) {
            (Some(before), Some(after)) => compare(before, after, captions, texts),
            _ => Change::default(),
        };
        let (number, is_new) = self.changes.note(&change);
        if is_new {
            self.differing.push(change.differs);
        }
        let number = number.saturating_add(1);
        self.pairs.insert((one, other), number);
        number
    }

    /// Whether two answers with that change show something else.
    pub(super) fn differs(&self, change: u32) -> bool {
        let place = (change as usize).checked_sub(1);
        place.and_then(|place| self.differing.get(place)).is_some_and(|differs| *differs)
    }

    /// The number of the swatches of a product in a context.
    pub(super) fn palette(
        &mut self,
        swatches: &[SwatchAnswer<'_>],
        thumbnails: &HashMap<String, String>,
    ) -> u32 {
        let mut palette = Vec::with_capacity(swatches.len());
        for swatch in swatches {
            let (dimension, value) = (self.texts.add(swatch.dimension()), self.texts.add(swatch.value()));
            let (hex, asset, crop) = match swatch.shown() {
                Shown::Hex(hex) => (Some(hex.to_string()), None, None),
                Shown::Image(image, crop) => {
                    let crop = crop.map(|crop| [crop.x(), crop.y(), crop.width(), crop.height()]);
                    (None, Some(self.asset(image, thumbnails)), crop)
                }
                Shown::Text(_) => (None, None, None),
            };
            let source = swatch.source().word();
            palette.push(self.swatches.add(&SwatchEntry { dimension, value, hex, asset, crop, source }));
        }
        self.palettes.add(&palette)
    }

    /// The number of a row of numbers.
    pub(super) fn row(&mut self, numbers: &[u32]) -> u32 {
        if let Some(number) = self.row_numbers.get(numbers) {
            return *number;
        }
        let number = self.rows.add(&runs(numbers));
        self.row_numbers.insert(numbers.into(), number);
        number
    }

    /// How long it all is as JSON.
    pub(super) fn bytes(&self) -> usize {
        self.pools().iter().map(|(_, pool)| pool.bytes()).sum()
    }

    /// Writes it as the entries of an object, each behind a comma.
    pub(super) fn write(&self, out: &mut String) {
        for (name, pool) in self.pools() {
            out.push_str(",\"");
            out.push_str(name);
            out.push_str("\":");
            pool.write(out);
        }
    }

    fn pools(&self) -> [(&'static str, &Pool); 12] {
        [
            ("texts", &self.texts),
            ("pictures", &self.pictures),
            ("assets", &self.assets),
            ("words", &self.words),
            ("items", &self.items),
            ("answers", &self.answers),
            ("swatches", &self.swatches),
            ("palettes", &self.palettes),
            ("lines", &self.lines),
            ("nodes", &self.nodes),
            ("changes", &self.changes),
            ("rows", &self.rows),
        ]
    }
}
