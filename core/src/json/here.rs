//! Where a reader is, and what it has found there.

use super::shape::{Seed, Shape};
use crate::fault::{Code, Fault, Place, shortened};
use crate::limits::Limits;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::cell::Cell;

/// What the reading of one value found.
pub(crate) struct Notes<'a> {
    pub(crate) limits: &'a Limits,
    faults: Cell<Vec<Fault>>,
    stop: Cell<Option<Stop>>,
}

/// Why a reading ended early. The parser knows the line and column, and this the rest.
enum Stop {
    /// A fault of type or version.
    Fault(Fault),
    /// A fault of syntax: where the parser met it.
    Syntax(Place),
}

impl<'a> Notes<'a> {
    pub(crate) fn new(limits: &'a Limits) -> Self {
        Self { limits, faults: Cell::default(), stop: Cell::default() }
    }

    /// The faults so far, which are then forgotten here.
    pub(crate) fn take(&self) -> Vec<Fault> {
        self.faults.take()
    }

    pub(crate) fn add(&self, fault: Fault) {
        let mut faults = self.faults.take();
        faults.push(fault);
        self.faults.set(faults);
    }

    /// The fault that `error` stands for, at a line and column.
    pub(crate) fn ended(&self, error: &serde_json::Error, (line, column): (u64, u64)) -> Fault {
        let (fault, place) = match self.stop.take() {
            Some(Stop::Fault(fault)) if error.is_data() => {
                let place = fault.place().clone();
                (fault, place)
            }
            Some(Stop::Syntax(place)) => (super::syntax::fault(error), place),
            _ => (super::syntax::fault(error), Place::default()),
        };
        fault.at(place.on_line(line).at_column(column))
    }
}

/// A place in the input, spelled out only where there is a fault to report.
#[derive(Clone, Copy)]
pub(crate) struct Here<'a> {
    pub(crate) notes: &'a Notes<'a>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root(&'a Place),
    Key(&'a Here<'a>, &'a str),
    Index(&'a Here<'a>, usize),
}

impl<'a> Here<'a> {
    pub(crate) fn root(notes: &'a Notes<'a>, place: &'a Place) -> Self {
        Here { notes, step: Step::Root(place) }
    }

    pub(crate) fn key(&'a self, key: &'a str) -> Here<'a> {
        Here { notes: self.notes, step: Step::Key(self, key) }
    }

    pub(crate) fn index(&'a self, index: usize) -> Here<'a> {
        Here { notes: self.notes, step: Step::Index(self, index) }
    }

    pub(crate) fn place(&self) -> Place {
        match self.step {
            Step::Root(place) => place.clone(),
            Step::Key(parent, key) => parent.place().key(key),
            Step::Index(parent, index) => parent.place().index(index),
        }
    }

    /// Reports a fault after which the reading goes on.
    pub(crate) fn fault(&self, code: Code, message: impl Into<String>, advice: impl Into<String>) {
        self.notes.add(Fault::new(code, message, advice).at(self.place()));
    }

    /// Reports what a check found in the value that stands here.
    pub(crate) fn found(&self, fault: Fault) {
        let place = fault.place().within(&self.place());
        self.notes.add(fault.at(place));
    }

    /// Ends the reading of the value with a fault.
    pub(crate) fn stop<E: Error>(
        &self,
        code: Code,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) -> E {
        self.notes.stop.set(Some(Stop::Fault(Fault::new(code, message, advice).at(self.place()))));
        E::custom("")
    }

    /// Ends the reading with a fault of type.
    pub(crate) fn wrong<E: Error>(&self, wanted: Wanted, found: &str) -> E {
        let Wanted { what, how } = wanted;
        self.stop(Code::Type, format!("expected {what}, found {found}"), how)
    }

    /// Ends the reading for want of a key.
    pub(crate) fn missing<E: Error>(&self, key: &str) -> E {
        self.stop(Code::Type, format!("`{key}` is missing"), format!("add `{key}`"))
    }

    /// Lets an error through, and notes the place of one that the parser found.
    fn passing<E>(&self, error: E) -> E {
        let stop = self.notes.stop.take();
        self.notes.stop.set(stop.or_else(|| Some(Stop::Syntax(self.place()))));
        error
    }

    /// The next key of an object.
    pub(crate) fn next_key<'de, A: MapAccess<'de>>(
        &self,
        map: &mut A,
    ) -> Result<Option<Cow<'de, str>>, A::Error> {
        let key = map.next_key_seed(Key).map_err(|error| self.passing(error))?;
        match key {
            // how the parser hands on a number when a crate of the host asks it for more digits
            Some(key) if key == "$serde_json::private::Number" => Err(self.wrong(OBJECT, "a number")),
            key => Ok(key),
        }
    }

    /// The value of a key; `None` where it is null.
    pub(crate) fn value<'de, A: MapAccess<'de>, S: Shape<'de>>(
        &self,
        map: &mut A,
        key: &str,
        shape: S,
    ) -> Result<Option<S::Out>, A::Error> {
        let here = self.key(key);
        map.next_value_seed(Seed { here: &here, shape }).map_err(|error| here.passing(error))
    }

    /// Passes over the value of a key.
    pub(crate) fn skip<'de, A: MapAccess<'de>>(&self, map: &mut A, key: &str) -> Result<(), A::Error> {
        match map.next_value::<IgnoredAny>() {
            Ok(_) => Ok(()),
            Err(error) => Err(self.key(key).passing(error)),
        }
    }

    /// The next element of a list; null is none.
    pub(crate) fn element<'de, A: SeqAccess<'de>, S: Shape<'de>>(
        &self,
        list: &mut A,
        shape: S,
    ) -> Result<Option<S::Out>, A::Error> {
        let wanted = shape.wanted();
        match list.next_element_seed(Seed { here: self, shape }).map_err(|error| self.passing(error))? {
            None => Ok(None),
            Some(None) => Err(self.wrong(wanted, "null")),
            Some(Some(element)) => Ok(Some(element)),
        }
    }

    /// Reports a key that stood before, and passes over its value.
    pub(crate) fn twice<'de, A: MapAccess<'de>>(&self, map: &mut A, key: &str) -> Result<(), A::Error> {
        let message = format!("the key `{}` stands twice", shortened(key));
        self.key(key).fault(Code::DuplicateKey, message, "keep one of them");
        self.skip(map, key)
    }

    /// Reports a key that the format does not have, and passes over its value.
    pub(crate) fn unknown<'de, A: MapAccess<'de>>(
        &self,
        map: &mut A,
        key: &str,
        known: &[&str],
    ) -> Result<(), A::Error> {
        let advice = format!("take it out, or write one of `{}`", known.join("`, `"));
        self.key(key).fault(Code::UnknownKey, format!("unknown key `{}`", shortened(key)), advice);
        self.skip(map, key)
    }
}

/// What a value has to be, and how to write it, in the words of a message.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) what: &'static str,
    pub(crate) how: &'static str,
}

pub(crate) const OBJECT: Wanted =
    Wanted { what: "an object", how: "write keys and values between `{` and `}`" };

/// Reads a key without copying it where that is possible.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(key))
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(key.to_owned()))
    }
}
