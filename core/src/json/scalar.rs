//! Texts, flags, numbers and words.

use super::here::{Here, Wanted};
use super::shape::Shape;
use crate::fault::shortened;
use crate::model::{Kind, Mode, no_record_id};
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// Any text.
#[derive(Clone, Copy)]
pub(crate) struct Text;

impl<'de> Shape<'de> for Text {
    type Out = String;

    fn wanted(&self) -> Wanted {
        Wanted { what: "a text", how: "write it in double quotes" }
    }

    fn text<E: Error>(self, _: &Here<'_>, text: Cow<'de, str>) -> Result<String, E> {
        Ok(text.into_owned())
    }
}

/// `true` or `false`.
pub(crate) struct Flag;

impl<'de> Shape<'de> for Flag {
    type Out = bool;

    fn wanted(&self) -> Wanted {
        Wanted { what: "`true` or `false`", how: "write it without quotes" }
    }

    fn flag<E: Error>(self, _: &Here<'_>, flag: bool) -> Result<bool, E> {
        Ok(flag)
    }
}

/// One of a few words.
pub(crate) struct Word<T> {
    pub(crate) from: fn(&str) -> Option<T>,
    pub(crate) wanted: Wanted,
}

pub(crate) const KIND: Word<Kind> = Word {
    from: Kind::from_word,
    wanted: Wanted { what: "a kind", how: "write `image`, `video` or `file`, in double quotes" },
};

pub(crate) const MODE: Word<Mode> = Word {
    from: Mode::from_word,
    wanted: Wanted {
        what: "a mode",
        how: "write `replace`, `inherit`, `append` or `prepend`, in double quotes",
    },
};

impl<'de, T> Shape<'de> for Word<T> {
    type Out = T;

    fn wanted(&self) -> Wanted {
        self.wanted
    }

    fn text<E: Error>(self, here: &Here<'_>, text: Cow<'de, str>) -> Result<T, E> {
        (self.from)(&text).ok_or_else(|| here.wrong(self.wanted, &format!("`{}`", shortened(&text))))
    }
}

/// The text of a number, or what stands in its place. Numbers are read from their text, so that what
/// is exact does not depend on how the parser was built.
fn number<'de, D: Deserializer<'de>>(
    here: &Here<'_>,
    from: D,
    wanted: Wanted,
) -> Result<Option<&'de str>, D::Error> {
    let text = <&RawValue>::deserialize(from)?.get();
    let found = match text.as_bytes().first() {
        Some(b'-' | b'0'..=b'9') => return Ok(Some(text)),
        Some(b'n') => return Ok(None),
        Some(b't' | b'f') => "`true` or `false`",
        Some(b'[') => "a list",
        Some(b'{') => "an object",
        _ => "a text",
    };
    Err(here.wrong(wanted, found))
}

/// A record id: a whole number. One that is out of range is reported, and read as none.
pub(crate) struct RecordId;

impl<'de> Shape<'de> for RecordId {
    type Out = u64;

    fn wanted(&self) -> Wanted {
        Wanted { what: "a whole number", how: "write digits alone, such as `5637150000`" }
    }

    fn read<D: Deserializer<'de>>(self, here: &Here<'_>, from: D) -> Result<Option<u64>, D::Error> {
        let Some(text) = number(here, from, self.wanted())? else { return Ok(None) };
        if text.contains(['.', 'e', 'E']) {
            return Err(here.wrong(self.wanted(), &format!("`{}`", shortened(text))));
        }
        let id = text.parse().ok();
        if id.is_none() {
            here.found(no_record_id(text));
        }
        Ok(id)
    }
}

/// A whole number within bounds.
#[derive(Clone, Copy)]
pub(crate) struct Whole {
    pub(crate) least: u64,
    pub(crate) most: u64,
    pub(crate) wanted: Wanted,
}

impl<'de> Shape<'de> for Whole {
    type Out = u64;

    fn wanted(&self) -> Wanted {
        self.wanted
    }

    fn read<D: Deserializer<'de>>(self, here: &Here<'_>, from: D) -> Result<Option<u64>, D::Error> {
        let Some(text) = number(here, from, self.wanted)? else { return Ok(None) };
        match text.parse() {
            Ok(number) if (self.least..=self.most).contains(&number) => Ok(Some(number)),
            _ => Err(here.wrong(self.wanted, &format!("`{}`", shortened(text)))),
        }
    }
}

/// Any number.
pub(crate) struct Number;

impl<'de> Shape<'de> for Number {
    type Out = f64;

    fn wanted(&self) -> Wanted {
        Wanted { what: "a number", how: "write digits, such as `0.25`" }
    }

    fn read<D: Deserializer<'de>>(self, here: &Here<'_>, from: D) -> Result<Option<f64>, D::Error> {
        let Some(text) = number(here, from, self.wanted())? else { return Ok(None) };
        match text.parse() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(here.wrong(self.wanted(), &format!("`{}`", shortened(text)))),
        }
    }
}
