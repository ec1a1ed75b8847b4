//! The checks of SPEC section 16: a builder comes in, a legal value or its faults come out.
//!
//! Order of validation: identifiers and limits of an entity, then its dimensions and variants, then
//! its documents in the order given, within each context, master, patterns, variants, swatches.
//! Every fault is reported; what depends on a faulty part is not checked further.

use super::builder::{ItemBuilder, ListBuilder, SetBuilder, SwatchBuilder, TextBuilder};
use super::context::Context;
use super::kind::Mode;
use super::set::{Item, List, Own, Set};
use super::swatch::{Crop, HexColour, Paint};
use super::text::{Properties, Text, Texts};
use crate::fault::{Code, Fault, Place, shortened};
use crate::limits::Limits;
use crate::locale::Tag;
use std::collections::HashSet;
use std::num::NonZeroU64;

/// A place that is only spelled out when there is a fault to report.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    Root(&'a Place),
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl<'a> Path<'a> {
    pub(super) fn key(&'a self, key: &'a str) -> Path<'a> {
        Path::Key(self, key)
    }

    pub(super) fn index(&'a self, index: usize) -> Path<'a> {
        Path::Index(self, index)
    }

    pub(super) fn place(&self) -> Place {
        match self {
            Path::Root(place) => (*place).clone(),
            Path::Key(parent, key) => parent.place().key(key),
            Path::Index(parent, index) => parent.place().index(*index),
        }
    }
}

/// Where faults are collected while an entity is checked.
pub(super) struct Checker<'a> {
    pub(super) limits: &'a Limits,
    pub(super) faults: &'a mut Vec<Fault>,
}

impl Checker<'_> {
    pub(super) fn fault(
        &mut self,
        path: &Path<'_>,
        code: Code,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) {
        self.faults.push(Fault::new(code, message, advice).at(path.place()));
    }

    /// Whether `count` is within a limit; a fault where it is not.
    pub(super) fn within(
        &mut self,
        path: &Path<'_>,
        code: Code,
        count: usize,
        limit: usize,
        what: &str,
    ) -> bool {
        if count > limit {
            self.fault(
                path,
                code,
                format!("{count} {what}, more than {limit}"),
                "raise the limit, or split it",
            );
        }
        count <= limit
    }

    /// Free text that names something: bounded, but it may be empty.
    pub(super) fn name(&mut self, path: &Path<'_>, text: String) -> Box<str> {
        self.within(
            path,
            Code::LimitIdentifier,
            text.len(),
            self.limits.identifier,
            "bytes in an identifier",
        );
        text.into()
    }

    /// An identifier: bounded, and not empty.
    pub(super) fn identifier(&mut self, path: &Path<'_>, text: String) -> Box<str> {
        if text.is_empty() {
            self.fault(path, Code::EmptyIdentifier, "an empty identifier", "give it at least one character");
        }
        self.name(path, text)
    }

    pub(super) fn record_id(&mut self, path: &Path<'_>, id: Option<u64>) -> Option<NonZeroU64> {
        let id = id?;
        let legal = NonZeroU64::new(id).filter(|id| id.get() <= i64::MAX as u64);
        if legal.is_none() {
            let fault = no_record_id(&id.to_string());
            self.fault(&path.key("record_id"), fault.code(), fault.message(), fault.advice());
        }
        legal
    }

    /// Reports a second occurrence of an identifier.
    pub(super) fn twice(&mut self, path: &Path<'_>, what: &str, id: &str) {
        self.fault(
            path,
            Code::DuplicateIdentifier,
            format!("{what} `{}` stands twice", shortened(id)),
            "keep one of them, or give one another name",
        );
    }

    pub(super) fn locale(&mut self, path: &Path<'_>, text: &str) -> Option<Option<Tag>> {
        match Tag::parse(text) {
            Ok(locale) => Some(locale),
            Err(fault) => {
                self.faults.push(fault.at(path.place()));
                None
            }
        }
    }

    /// The context of a document, and whether it is free of faults; a faulty part is left out.
    pub(super) fn context(
        &mut self,
        path: &Path<'_>,
        catalog: Option<String>,
        channel: Option<String>,
        locale: Option<String>,
    ) -> (Context, bool) {
        let faults = self.faults.len();
        let catalog = catalog.map(|catalog| self.identifier(&path.key("catalog"), catalog));
        let channel = channel.map(|channel| self.identifier(&path.key("channel"), channel));
        let locale = locale.and_then(|locale| self.locale(&path.key("locale"), &locale)).flatten();
        let context = Context { catalog: catalog.filter(|catalog| **catalog != *"0"), channel, locale };
        (context, faults == self.faults.len())
    }

    /// Reports documents that share a context, of those whose context is free of faults.
    pub(super) fn contexts<'c>(
        &mut self,
        path: &Path<'_>,
        contexts: impl Iterator<Item = (&'c Context, bool)>,
    ) {
        let mut seen = HashSet::new();
        for (index, (context, is_whole)) in contexts.enumerate() {
            if is_whole && !seen.insert(context) {
                self.fault(
                    &path.index(index),
                    Code::DuplicateDocument,
                    format!("a second document in the context `{context}`"),
                    "merge the two into one",
                );
            }
        }
    }

    pub(super) fn texts(&mut self, path: &Path<'_>, texts: Vec<(String, TextBuilder)>) -> Texts {
        let mut all: Vec<(Option<Tag>, Text)> = Vec::with_capacity(texts.len());
        let mut seen = HashSet::with_capacity(texts.len());
        for (locale, text) in texts {
            let place = path.key(&locale);
            let Some(tag) = self.locale(&place, &locale) else { continue };
            if !seen.insert(tag) {
                self.fault(
                    &place,
                    Code::DuplicateTextLocale,
                    format!("a second text of the locale `{}`", shortened(&locale)),
                    "keep one text a locale; case and `_` make no difference",
                );
                continue;
            }
            let fields = text.fields.map(|field| field.map(Into::into));
            all.push((tag, Text { fields, tags: text.tags.into_iter().map(Into::into).collect() }));
        }
        all.sort_by_key(|(locale, _)| *locale);
        all.into()
    }

    pub(super) fn properties(&mut self, path: &Path<'_>, properties: Vec<(String, String)>) -> Properties {
        let mut seen = HashSet::with_capacity(properties.len());
        for (key, _) in &properties {
            if !seen.insert(key.as_str()) {
                self.key_twice(&path.key(key), key);
            }
        }
        let mut all: Vec<(Box<str>, Box<str>)> =
            properties.into_iter().map(|(key, value)| (key.into(), value.into())).collect();
        // the keys of an object have no order
        all.sort();
        all.into()
    }

    pub(super) fn key_twice(&mut self, path: &Path<'_>, key: &str) {
        self.fault(
            path,
            Code::DuplicateKey,
            format!("the key `{}` stands twice", shortened(key)),
            "keep one of them",
        );
    }

    pub(super) fn set(&mut self, path: &Path<'_>, set: SetBuilder) -> Set {
        Set {
            primary: self.list(&path.key("primary"), set.primary, false),
            additional: self.list(&path.key("additional"), set.additional, true),
        }
    }

    fn list(&mut self, path: &Path<'_>, list: ListBuilder, with_purpose: bool) -> List {
        self.within(path, Code::LimitItems, list.items.len(), self.limits.items, "items in a list");
        if list.mode == Mode::Inherit && !list.items.is_empty() {
            self.fault(
                path,
                Code::InheritWithItems,
                "a list that inherits has items",
                "leave the items out, or choose `append`, `prepend` or `replace`",
            );
        }
        let items = list.items.into_iter().enumerate();
        let items = items.map(|(index, item)| self.item(&path.index(index), item, with_purpose));
        List { mode: list.mode, items: items.collect() }
    }

    pub(super) fn item(&mut self, path: &Path<'_>, item: ItemBuilder, with_purpose: bool) -> Item {
        // a plain id stands where the item stands
        let is_plain = item.purpose.is_none() && item.texts.is_empty() && item.properties.is_empty();
        let here = path.key("asset");
        let asset = self.identifier(if is_plain { path } else { &here }, item.asset);
        if with_purpose != item.purpose.is_some() {
            let (message, advice) = if with_purpose {
                ("an additional item without a purpose", "name its purpose, such as `manual`")
            } else {
                (
                    "a purpose where none can be",
                    "move the item to the additional list, or leave the purpose out",
                )
            };
            self.fault(path, Code::Type, message, advice);
        }
        let purpose = item.purpose.map(|purpose| self.name(&path.key("purpose"), purpose));
        let texts = self.texts(&path.key("text"), item.texts);
        let properties = self.properties(&path.key("properties"), item.properties);
        let own = (!texts.is_empty() || !properties.is_empty()).then(|| Box::new(Own { texts, properties }));
        Item { asset, place: None, purpose, own }
    }

    /// What a swatch looks like; `None` where it is at fault.
    pub(super) fn paint(&mut self, path: &Path<'_>, swatch: SwatchBuilder) -> Option<Paint> {
        let faults = self.faults.len();
        let hex = swatch.hex.and_then(|hex| match HexColour::parse(&hex) {
            Ok(hex) => Some(hex),
            Err(fault) => {
                self.faults.push(fault.at(path.key("hex").place()));
                None
            }
        });
        let asset = swatch.asset.map(|asset| self.identifier(&path.key("asset"), asset));
        let crop = swatch.crop.and_then(|[x, y, width, height]| match Crop::new(x, y, width, height) {
            Ok(crop) => Some(crop),
            Err(fault) => {
                self.faults.push(fault.at(path.key("crop").place()));
                None
            }
        });
        if faults == self.faults.len() && hex.is_none() && asset.is_none() {
            self.fault(
                path,
                Code::EmptySwatch,
                "a swatch with neither a colour nor an asset",
                "give it `hex` or `asset`",
            );
        }
        (faults == self.faults.len()).then_some(Paint { hex, asset, crop })
    }
}

/// The fault for a number that is no record id.
pub(crate) fn no_record_id(number: &str) -> Fault {
    let message = format!("`{}` is no record id", shortened(number));
    Fault::new(
        Code::RecordIdRange,
        message,
        "give a whole number from 1 to 9223372036854775807, or leave it out",
    )
}
