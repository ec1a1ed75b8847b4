//! A publication as one object. Entities are read one by one, so that a fault in one of them hides
//! none of the others.

use super::entity::{Entity, Which};
use super::here::{Here, Notes, OBJECT, Wanted};
use super::shape::{Keys, LIST, Shape};
use super::syntax::{self, Positions};
use crate::fault::{Code, Faults, Place, shortened};
use crate::limits::Limits;
use crate::model::{Publication, PublicationBuilder};
use serde::Deserializer;
use serde::de::{Error, MapAccess, SeqAccess};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// The version that is read and written.
pub(super) const VERSION: &str = "publication/1";

/// The key under which the version stands.
pub(super) const HEADER: &str = "omnimedia";

const BOM: &str = "\u{feff}";

/// The text without a byte order mark, and how many bytes that took away.
pub(super) fn without_bom(text: &str) -> (&str, usize) {
    text.strip_prefix(BOM).map_or((text, 0), |rest| (rest, BOM.len()))
}

/// The version, which ends the reading where it is one that this library does not know.
pub(super) struct Version;

impl<'de> Shape<'de> for Version {
    type Out = ();

    fn wanted(&self) -> Wanted {
        Wanted { what: "a version", how: "write `publication/1`, in double quotes" }
    }

    fn text<E: Error>(self, here: &Here<'_>, version: Cow<'de, str>) -> Result<(), E> {
        if version == VERSION {
            return Ok(());
        }
        let message = format!("`{}` is no version that can be read here", shortened(&version));
        let advice = format!("give `{VERSION}`, or read it with a library that knows this one");
        Err(here.stop(Code::UnknownVersion, message, advice))
    }
}

/// Reports that the version is missing.
pub(super) fn versionless(here: &Here<'_>) {
    let advice = format!("begin with `\"{HEADER}\": \"{VERSION}\"`");
    here.key(HEADER).fault(Code::Type, format!("`{HEADER}` is missing"), advice);
}

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Publication, Faults> {
    let mut positions = Positions::new(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let (line, column) = positions.at(error.valid_up_to());
            return Err(syntax::encoding().at(Place::line_column(line, column)).into());
        }
    };
    let (text, begin) = without_bom(text);
    let mut builder = Publication::builder(limits.clone());
    let (root, notes) = (Place::default(), Notes::new(limits));
    let shape = Root { builder: &mut builder, positions: &mut positions };
    let mut parser = serde_json::Deserializer::from_str(text);
    let here = Here::root(&notes, &root);
    let outcome = match shape.read(&here, &mut parser) {
        Ok(Some(())) => parser.end(),
        Ok(None) => Err(here.wrong(OBJECT, "null")),
        Err(error) => Err(error),
    };
    notes.take().into_iter().for_each(|fault| builder.fault(fault));
    if let Err(error) = outcome {
        let fault = notes.ended(&error, positions.of(begin, &error));
        // what another version holds is not ours to judge
        if fault.code() == Code::UnknownVersion {
            return Err(fault.into());
        }
        builder.fault(fault);
    }
    builder.build()
}

/// The one object.
struct Root<'r, 't> {
    builder: &'r mut PublicationBuilder,
    positions: &'r mut Positions<'t>,
}

impl<'de> Shape<'de> for Root<'_, '_> {
    type Out = ();

    fn wanted(&self) -> Wanted {
        OBJECT
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<(), A::Error> {
        let lists = Which::ALL.map(Which::list);
        let [channels, swatches, assets, categories, products] = lists;
        let keys = [HEADER, channels, swatches, assets, products, categories];
        let mut seen = Keys::default();
        let mut header = false;
        while let Some(key) = here.next_key(&mut map)? {
            if !seen.first(key.clone()) {
                here.twice(&mut map, &key)?;
            } else if key == HEADER {
                header = here.value(&mut map, HEADER, Version)?.is_some();
            } else if let Some(which) = Which::ALL.into_iter().find(|which| which.list() == key) {
                let list = EntityList { which, builder: &mut *self.builder, positions: &mut *self.positions };
                here.value(&mut map, which.list(), list)?;
            } else {
                here.unknown(&mut map, &key, &keys)?;
            }
            here.notes.take().into_iter().for_each(|fault| self.builder.fault(fault));
        }
        if !header {
            versionless(here);
        }
        Ok(())
    }
}

/// The entities of one kind.
struct EntityList<'r, 't> {
    which: Which,
    builder: &'r mut PublicationBuilder,
    positions: &'r mut Positions<'t>,
}

impl<'de> Shape<'de> for EntityList<'_, '_> {
    type Out = ();

    fn wanted(&self) -> Wanted {
        LIST
    }

    fn list<A: SeqAccess<'de>>(mut self, here: &Here<'_>, mut list: A) -> Result<(), A::Error> {
        let mut index = 0_usize;
        while let Some(raw) = here.index(index).element(&mut list, Raw)? {
            self.entity(raw.get(), here.index(index).place(), here.notes.limits);
            index = index.saturating_add(1);
        }
        Ok(())
    }

    // What is no list hides none of the other lists: it is reported, and the reading goes on.

    fn flag<E: Error>(self, here: &Here<'_>, _: bool) -> Result<(), E> {
        no_list(here, "`true` or `false`");
        Ok(())
    }

    fn number<E: Error>(self, here: &Here<'_>) -> Result<(), E> {
        no_list(here, "a number");
        Ok(())
    }

    fn text<E: Error>(self, here: &Here<'_>, _: Cow<'de, str>) -> Result<(), E> {
        no_list(here, "a text");
        Ok(())
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = here.next_key(&mut map)? {
            here.skip(&mut map, &key)?;
        }
        no_list(here, "an object");
        Ok(())
    }
}

fn no_list(here: &Here<'_>, found: &str) {
    here.fault(Code::Type, format!("expected {}, found {found}", LIST.what), LIST.how);
}

impl EntityList<'_, '_> {
    /// Reads one entity and adds it, or what is wrong with it.
    fn entity(&mut self, text: &str, place: Place, limits: &Limits) {
        // the object and the list around it are nested already
        let limit = syntax::deepest(limits.nesting);
        if let Some(at) = syntax::too_deep(text, limit.saturating_sub(2)) {
            let (line, column) = self.positions.at(self.positions.offset(text).saturating_add(at));
            self.builder.fault(syntax::nested(limit).at(place.on_line(line).at_column(column)));
            return;
        }
        let notes = Notes::new(limits);
        let here = Here::root(&notes, &place);
        let content = match self.which.read(&here, &mut serde_json::Deserializer::from_str(text)) {
            Ok(Some(content)) => Ok(content),
            Ok(None) => Err(here.wrong(OBJECT, "null")),
            Err(error) => Err(error),
        };
        notes.take().into_iter().for_each(|fault| self.builder.fault(fault));
        match content {
            Ok(content) => {
                self.builder.entity(Entity { place, content });
            }
            Err(error) => {
                let position = self.positions.of(self.positions.offset(text), &error);
                self.builder.fault(notes.ended(&error, position));
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
