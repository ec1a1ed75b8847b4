//! A publication as one object. Entities are read one by one, so that a fault in one of them hides
//! none of the others.

use super::here::{Here, Notes, OBJECT, Wanted};
use super::kinds::{HEADER, Kinds, Sink};
use super::shape::{Keys, LIST, Shape};
use super::stranger;
use super::syntax::{self, Positions};
use crate::fault::{Code, Fault, Faults, Place, shortened};
use crate::limits::Limits;
use serde::Deserializer;
use serde::de::{Error, MapAccess, SeqAccess};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::marker::PhantomData;

/// What may stand in a file, by the word of its version.
const FORMS: [&str; 2] = ["publication", "tenant"];

const BOM: &[u8] = "\u{feff}".as_bytes();

/// The bytes without a byte order mark, and how many that took away.
pub(super) fn without_bom(bytes: &[u8]) -> (&[u8], usize) {
    bytes.strip_prefix(BOM).map_or((bytes, 0), |rest| (rest, BOM.len()))
}

/// The version, which ends the reading where it is one that this library does not know.
pub(super) struct Version<K>(pub(super) PhantomData<K>);

impl<'de, K: Kinds> Shape<'de> for Version<K> {
    type Out = ();

    fn wanted(&self) -> Wanted {
        K::WANTED
    }

    fn text<E: Error>(self, here: &Here<'_>, version: Cow<'de, str>) -> Result<(), E> {
        if version == K::VERSION {
            return Ok(());
        }
        let (given, wanted) = (stranger::form(&version), stranger::form(K::VERSION));
        if given != wanted && FORMS.contains(&given) {
            let message = format!("this is a {given}, and a {wanted} is read here");
            let advice = format!("read it as a {given}, or give a {wanted}");
            return Err(here.stop(Code::UnknownVersion, message, advice));
        }
        let message = format!("`{}` is no version that can be read here", shortened(&version));
        let advice = format!("give `{}`, or read it with a library that knows this one", K::VERSION);
        Err(here.stop(Code::UnknownVersion, message, advice))
    }
}

/// Reports that the version is missing.
pub(super) fn versionless<K: Kinds>(here: &Here<'_>) {
    let advice = format!("begin with `\"{HEADER}\": \"{}\"`", K::VERSION);
    here.key(HEADER).fault(Code::Type, format!("`{HEADER}` is missing"), advice);
}

/// Reads one object into a sink.
///
/// # Errors
/// The fault besides which nothing else counts: bytes that are no text, a version that is not known.
pub(crate) fn read<K: Kinds>(bytes: &[u8], limits: &Limits, sink: &mut impl Sink<K>) -> Result<(), Faults> {
    let mut positions = Positions::new(bytes);
    let (rest, begin) = without_bom(bytes);
    let text = match std::str::from_utf8(rest) {
        Ok(text) => text,
        Err(error) => {
            let (line, column) = positions.at(begin.saturating_add(error.valid_up_to()));
            return Err(stranger::encoding(bytes).at(Place::line_column(line, column)).into());
        }
    };
    let (root, notes) = (Place::default(), Notes::new(limits));
    let shape = Root { sink, positions: &mut positions, kinds: PhantomData::<K> };
    let mut parser = serde_json::Deserializer::from_str(text);
    let here = Here::root(&notes, &root);
    let outcome = match shape.read(&here, &mut parser) {
        Ok(Some(())) => parser.end(),
        Ok(None) => Err(here.wrong(OBJECT, "null")),
        Err(error) => Err(error),
    };
    notes.take().into_iter().for_each(|fault| sink.fault(fault));
    if let Err(error) = outcome {
        let fault = notes.ended(&error, positions.of(begin, &error));
        // what another version holds is not ours to judge
        if fault.code() == Code::UnknownVersion {
            return Err(fault.into());
        }
        let known = stranger::whole::<K>(text, &fault).map(|known| known.at(fault.place().clone()));
        sink.lost(known.unwrap_or(fault));
    }
    Ok(())
}

/// The one object.
struct Root<'r, 't, K, S> {
    sink: &'r mut S,
    positions: &'r mut Positions<'t>,
    kinds: PhantomData<K>,
}

impl<'de, K: Kinds, S: Sink<K>> Shape<'de> for Root<'_, '_, K, S> {
    type Out = ();

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<(), A::Error> {
        let mut seen = Keys::default();
        let mut header = false;
        while let Some(key) = here.next_key(&mut map)? {
            if !seen.first(key.clone()) {
                here.twice(&mut map, &key)?;
            } else if key == HEADER {
                header = here.value(&mut map, HEADER, Version::<K>(PhantomData))?.is_some();
            } else if let Some(kind) = K::ALL.iter().copied().find(|kind| kind.list() == key) {
                let mut list = EntityList { kind, sink: &mut *self.sink, positions: &mut *self.positions };
                if !kind.is_single() {
                    here.value(&mut map, kind.list(), list)?;
                } else if let Some(raw) = here.value(&mut map, kind.list(), Raw)? {
                    list.entity(raw.get(), here.key(kind.list()).place(), here.notes.limits, 1);
                }
            } else {
                let lists = K::ALL.iter().map(|kind| kind.list());
                let keys: Vec<&str> = std::iter::once(HEADER).chain(lists).collect();
                here.unknown(&mut map, &key, &keys)?;
            }
            here.notes.take().into_iter().for_each(|fault| self.sink.fault(fault));
        }
        if !header {
            versionless::<K>(here);
        }
        Ok(())
    }
}

/// The entities of one kind.
struct EntityList<'r, 't, K, S> {
    kind: K,
    sink: &'r mut S,
    positions: &'r mut Positions<'t>,
}

impl<'de, K: Kinds, S: Sink<K>> Shape<'de> for EntityList<'_, '_, K, S> {
    type Out = ();

    fn wanted(&self) -> Wanted {
        LIST
    }

    fn list<A: SeqAccess<'de>>(mut self, here: &Here<'_>, mut list: A) -> Result<(), A::Error> {
        let mut index = 0_usize;
        while let Some(raw) = here.index(index).element(&mut list, Raw)? {
            self.entity(raw.get(), here.index(index).place(), here.notes.limits, 2);
            index = index.saturating_add(1);
        }
        Ok(())
    }

    // What is no list hides none of the other lists: it is reported, and the reading goes on.

    fn flag<E: Error>(self, here: &Here<'_>, _: bool) -> Result<(), E> {
        self.no_list(here, "`true` or `false`");
        Ok(())
    }

    fn number<E: Error>(self, here: &Here<'_>) -> Result<(), E> {
        self.no_list(here, "a number");
        Ok(())
    }

    fn text<E: Error>(self, here: &Here<'_>, _: Cow<'de, str>) -> Result<(), E> {
        self.no_list(here, "a text");
        Ok(())
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = here.next_key(&mut map)? {
            here.skip(&mut map, &key)?;
        }
        self.no_list(here, "an object");
        Ok(())
    }
}

impl<K: Kinds, S: Sink<K>> EntityList<'_, '_, K, S> {
    fn no_list(self, here: &Here<'_>, found: &str) {
        let message = format!("expected {}, found {found}", LIST.what);
        self.sink.lost(Fault::new(Code::Type, message, LIST.how).at(here.place()));
    }

    /// Reads one entity, which is nested so deep already, and hands it on, or what is wrong with it.
    fn entity(&mut self, text: &str, place: Place, limits: &Limits, depth: usize) {
        let limit = syntax::deepest(limits.nesting);
        if let Some(at) = syntax::too_deep(text, limit.saturating_sub(depth)) {
            let (line, column) = self.positions.at(self.positions.offset(text).saturating_add(at));
            self.sink.lost(syntax::nested(limit).at(place.on_line(line).at_column(column)));
            return;
        }
        let notes = Notes::new(limits);
        let here = Here::root(&notes, &place);
        let content = match self.kind.read(&here, &mut serde_json::Deserializer::from_str(text)) {
            // null stands for one that is absent where there is but one
            Ok(None) if self.kind.is_single() => return,
            Ok(Some(content)) => Ok(content),
            Ok(None) => Err(here.wrong(OBJECT, "null")),
            Err(error) => Err(error),
        };
        notes.take().into_iter().for_each(|fault| self.sink.fault(fault));
        match content {
            Ok(content) => self.sink.take(place, content),
            Err(error) => {
                let position = self.positions.of(self.positions.offset(text), &error);
                self.sink.lost(notes.ended(&error, position));
            }
        }
    }
}

/// The text of a value, which the parser has only passed over.
struct Raw;

impl<'de> Shape<'de> for Raw {
    type Out = &'de RawValue;

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn read<D: Deserializer<'de>>(self, _: &Here<'_>, from: D) -> Result<Option<&'de RawValue>, D::Error> {
        use serde::Deserialize;
        <&RawValue>::deserialize(from).map(Some)
    }
}
