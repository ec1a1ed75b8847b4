//! Shapes: what a value may be in JSON. What it may not be is a fault of type.

use super::here::{Here, Wanted};
use crate::fault::Code;
use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::collections::HashSet;

/// How a value is read. A shape overrides what it takes; null is absent for all of them.
pub(crate) trait Shape<'de>: Sized {
    type Out;

    fn wanted(&self) -> Wanted;

    /// Reads a value; `None` where it is null.
    fn read<D: Deserializer<'de>>(self, here: &Here<'_>, from: D) -> Result<Option<Self::Out>, D::Error> {
        from.deserialize_any(Value { here, shape: self })
    }

    fn flag<E: Error>(self, here: &Here<'_>, _flag: bool) -> Result<Self::Out, E> {
        Err(here.wrong(self.wanted(), "`true` or `false`"))
    }

    fn number<E: Error>(self, here: &Here<'_>) -> Result<Self::Out, E> {
        Err(here.wrong(self.wanted(), "a number"))
    }

    fn text<E: Error>(self, here: &Here<'_>, _text: Cow<'de, str>) -> Result<Self::Out, E> {
        Err(here.wrong(self.wanted(), "a text"))
    }

    fn list<A: SeqAccess<'de>>(self, here: &Here<'_>, _list: A) -> Result<Self::Out, A::Error> {
        Err(here.wrong(self.wanted(), "a list"))
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, _map: A) -> Result<Self::Out, A::Error> {
        Err(here.wrong(self.wanted(), "an object"))
    }
}

/// A shape at a place.
pub(crate) struct Seed<'h, S> {
    pub(crate) here: &'h Here<'h>,
    pub(crate) shape: S,
}

impl<'de, S: Shape<'de>> DeserializeSeed<'de> for Seed<'_, S> {
    type Value = Option<S::Out>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        self.shape.read(self.here, from)
    }
}

/// Hands what the parser finds to the shape.
struct Value<'h, 'a, S> {
    here: &'h Here<'a>,
    shape: S,
}

impl<'de, S: Shape<'de>> Visitor<'de> for Value<'_, '_, S> {
    type Value = Option<S::Out>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.shape.wanted().what)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Self::Value, E> {
        self.shape.flag(self.here, flag).map(Some)
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        self.shape.text(self.here, Cow::Borrowed(text)).map(Some)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        self.shape.text(self.here, Cow::Owned(text.to_owned())).map(Some)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> {
        self.shape.number(self.here).map(Some)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        self.shape.number(self.here).map(Some)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        self.shape.number(self.here).map(Some)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        self.shape.list(self.here, list).map(Some)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        self.shape.object(self.here, map).map(Some)
    }
}

/// Reads the keys of an object into variables of the caller, each an `Option`.
macro_rules! fields {
    ($here:expr, $map:expr; $($key:literal => $field:ident: $shape:expr,)+) => {
        $(let mut $field = None;)+
        while let Some(key) = $here.next_key(&mut $map)? {
            match &*key {
                $(
                    $key if $field.is_some() => $here.twice(&mut $map, $key)?,
                    $key => $field = Some($here.value(&mut $map, $key, $shape)?),
                )+
                unknown => $here.unknown(&mut $map, unknown, &[$($key),+])?,
            }
        }
        $(let $field = $field.flatten();)+
    };
}
pub(crate) use fields;

/// How many elements a list may have: those beyond are counted, not kept, and reported once.
#[derive(Clone, Copy)]
pub(crate) struct Most {
    pub(crate) count: usize,
    pub(crate) code: Code,
    pub(crate) what: &'static str,
}

/// A list of values of one shape.
#[derive(Clone, Copy)]
pub(crate) struct List<S> {
    shape: S,
    most: Option<Most>,
}

impl<S> List<S> {
    pub(crate) fn of(shape: S) -> Self {
        Self { shape, most: None }
    }

    pub(crate) fn most(shape: S, count: usize, code: Code, what: &'static str) -> Self {
        Self { shape, most: Some(Most { count, code, what }) }
    }
}

pub(crate) const LIST: Wanted = Wanted { what: "a list", how: "write values between `[` and `]`" };

impl<'de, S: Shape<'de> + Copy> Shape<'de> for List<S> {
    type Out = Vec<S::Out>;

    fn wanted(&self) -> Wanted {
        LIST
    }

    fn list<A: SeqAccess<'de>>(self, here: &Here<'_>, mut list: A) -> Result<Self::Out, A::Error> {
        let kept = self.most.map_or(usize::MAX, |most| most.count);
        let mut all = Vec::new();
        while all.len() < kept {
            match here.index(all.len()).element(&mut list, self.shape)? {
                Some(element) => all.push(element),
                None => return Ok(all),
            }
        }
        let mut count = all.len();
        while here.index(count).element(&mut list, Anything)?.is_some() {
            count = count.saturating_add(1);
        }
        if let Some(most) = self.most.filter(|most| count > most.count) {
            let message = format!("{count} {}, more than {}", most.what, most.count);
            here.fault(most.code, message, "raise the limit, or split it");
        }
        Ok(all)
    }
}

/// A value that is passed over.
struct Anything;

impl<'de> Shape<'de> for Anything {
    type Out = ();

    fn wanted(&self) -> Wanted {
        LIST
    }

    fn read<D: Deserializer<'de>>(self, _: &Here<'_>, from: D) -> Result<Option<()>, D::Error> {
        use serde::Deserialize;
        IgnoredAny::deserialize(from).map(|_| Some(()))
    }
}

/// An object whose keys are the user's, with values of one shape; in order, a null left out.
#[derive(Clone, Copy)]
pub(crate) struct Map<S>(pub(crate) S);

impl<'de, S: Shape<'de> + Copy> Shape<'de> for Map<S> {
    type Out = Vec<(String, S::Out)>;

    fn wanted(&self) -> Wanted {
        super::here::OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Self::Out, A::Error> {
        let mut all = Vec::new();
        let mut keys = Keys::default();
        while let Some(key) = here.next_key(&mut map)? {
            if !keys.first(key.clone()) {
                here.twice(&mut map, &key)?;
            } else if let Some(value) = here.value(&mut map, &key, self.0)? {
                all.push((key.into_owned(), value));
            }
        }
        Ok(all)
    }
}

/// The keys that an object had so far.
#[derive(Default)]
pub(crate) struct Keys<'de> {
    few: Vec<Cow<'de, str>>,
    many: HashSet<Cow<'de, str>>,
}

impl<'de> Keys<'de> {
    /// Most objects have few keys, for which comparing is faster than hashing.
    const FEW: usize = 12;

    /// Whether a key stands for the first time.
    pub(crate) fn first(&mut self, key: Cow<'de, str>) -> bool {
        if self.few.contains(&key) {
            return false;
        }
        if self.few.len() < Self::FEW {
            self.few.push(key);
            return true;
        }
        self.many.insert(key)
    }
}
