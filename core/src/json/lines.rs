//! A publication as JSON Lines: one entity a line, in any order, behind a header.

use super::entity::{Entity, EntityContent, Which};
use super::here::{Here, Notes, Wanted};
use super::object::{HEADER, Version, versionless, without_bom};
use super::shape::{Keys, Shape};
use super::syntax::{self, Positions};
use crate::fault::{Code, Fault, Faults, Place};
use crate::limits::Limits;
use serde::de::MapAccess;
use std::io::{self, BufRead, Read};

/// The entities of a publication in JSON Lines, one by one.
///
/// The first line is `{"omnimedia":"publication/1"}`; every other one holds one entity under
/// `channel`, `swatch`, `asset`, `category` or `product`. Empty lines are passed over, lines may end
/// with CR LF, and a byte order mark may begin the first. What an entity means is not checked here:
/// [`PublicationBuilder::entity`](crate::PublicationBuilder::entity) does that.
///
/// # Errors
/// An item is an error where a line is at fault, with every fault of that line; the next item is the
/// next line's. Nothing follows an unreadable header, a version that is not known, or a failure of
/// the reader.
///
/// # Cost
/// Memory for one line, which [`Limits::line`] bounds, and its entity.
///
/// # Example
/// ```
/// use omnimedia::{Entities, EntityContent, Limits};
/// let lines = "{\"omnimedia\":\"publication/1\"}\n{\"product\":{\"number\":\"S1\"}}\n{\"product\":{}}\n";
/// let mut entities = Entities::new(lines.as_bytes(), &Limits::default());
/// let first = entities.next().ok_or("a product")??;
/// assert!(matches!(first.content(), EntityContent::Product(_)));
/// assert_eq!(first.place().to_string(), "line 2: product");
/// let faults = entities.next().ok_or("a fault")?.err().ok_or("no number")?;
/// assert_eq!(faults.to_string(), "line 3 column 13: product: `number` is missing; add `number`");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Entities<R> {
    reader: R,
    limits: Limits,
    buffer: Vec<u8>,
    line: u64,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Header,
    Body,
    End,
}

/// What one line gave: an entity, faults, both or neither.
#[derive(Default)]
pub(super) struct Found {
    pub(super) entity: Option<Entity>,
    pub(super) faults: Vec<Fault>,
}

impl<R: BufRead> Entities<R> {
    /// The entities that a reader holds; nothing is read yet.
    pub fn new(reader: R, limits: &Limits) -> Self {
        Self { reader, limits: limits.clone(), buffer: Vec::new(), line: 0, state: State::Header }
    }

    /// What the next line that is not empty holds; `None` at the end.
    pub(super) fn advance(&mut self) -> Option<Found> {
        while self.state != State::End {
            let length = self.next_line();
            self.line = self.line.saturating_add(1);
            let place = Place::default().on_line(self.line);
            let found = match length {
                Ok(Some(Length::Whole)) => self.read(&place),
                Ok(Some(Length::Cut)) => Found::fault(self.cut().at(place)),
                Ok(None) => self.end(),
                Err(error) => {
                    self.state = State::End;
                    Found::fault(unreadable(&error).at(place))
                }
            };
            if found.entity.is_some() || !found.faults.is_empty() {
                return Some(found);
            }
        }
        None
    }

    /// Reads a line into the buffer, without its end and no more of it than the limit.
    fn next_line(&mut self) -> io::Result<Option<Length>> {
        self.buffer.clear();
        // two more than the limit, for CR LF
        let most = (self.limits.line as u64).saturating_add(2);
        if self.reader.by_ref().take(most).read_until(b'\n', &mut self.buffer)? == 0 {
            return Ok(None);
        }
        let ended = self.buffer.pop_if(|byte| *byte == b'\n').is_some();
        let _ = ended && self.buffer.pop_if(|byte| *byte == b'\r').is_some();
        if self.buffer.len() <= self.limits.line {
            return Ok(Some(Length::Whole));
        }
        if !ended {
            self.reader.skip_until(b'\n')?;
        }
        Ok(Some(Length::Cut))
    }

    fn cut(&mut self) -> Fault {
        let message = format!("a line of more than {} bytes", self.limits.line);
        if self.state == State::Header {
            self.state = State::End;
        }
        Fault::new(Code::LimitLine, message, "raise the limit, or split the entity")
    }

    /// The end of the input: a fault where there was not even a header.
    fn end(&mut self) -> Found {
        let headless = self.state == State::Header;
        self.state = State::End;
        let (notes, place) = (Notes::new(&self.limits), Place::default().on_line(1));
        if headless {
            versionless(&Here::root(&notes, &place));
        }
        Found { entity: None, faults: notes.take() }
    }

    /// Reads the line in the buffer.
    fn read(&mut self, place: &Place) -> Found {
        let text = match std::str::from_utf8(&self.buffer) {
            Ok(text) => text,
            Err(error) => {
                let column = (error.valid_up_to() as u64).saturating_add(1);
                return self.header_lost(syntax::encoding().at(place.clone().at_column(column)));
            }
        };
        let (text, begin) = if self.line == 1 { without_bom(text) } else { (text, 0) };
        if text.bytes().all(|byte| byte.is_ascii_whitespace()) {
            return Found::default();
        }
        let limit = syntax::deepest(self.limits.nesting);
        if let Some(at) = syntax::too_deep(text, limit) {
            let column = (begin.saturating_add(at) as u64).saturating_add(1);
            return self.header_lost(syntax::nested(limit).at(place.clone().at_column(column)));
        }
        let is_header = self.state == State::Header;
        let notes = Notes::new(&self.limits);
        let here = Here::root(&notes, place);
        let mut parser = serde_json::Deserializer::from_str(text);
        let outcome = match (Line { is_header }.read(&here, &mut parser), parser.end()) {
            (Ok(Some(content)), Ok(())) => Ok(content),
            (Ok(None), _) => Err(here.wrong(LINE, "null")),
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        let mut faults = notes.take();
        match outcome {
            Ok(content) => {
                self.state = State::Body;
                let entity =
                    content.map(|(which, content)| Entity { place: place.key(which.key()), content });
                Found { entity, faults }
            }
            Err(error) => {
                let (_, column) = Positions::new(&self.buffer).of(begin, &error);
                let line = place.line().unwrap_or_default();
                let fault = notes.ended(&error, (line, column));
                // what another version holds is not ours to judge
                if fault.code() == Code::UnknownVersion {
                    faults.clear();
                }
                faults.push(fault);
                if is_header {
                    self.state = State::End;
                }
                Found { entity: None, faults }
            }
        }
    }

    /// A fault of a line; where the header is lost nothing else can be read.
    fn header_lost(&mut self, fault: Fault) -> Found {
        if self.state == State::Header {
            self.state = State::End;
        }
        Found::fault(fault)
    }
}

impl<R: BufRead> Iterator for Entities<R> {
    type Item = Result<Entity, Faults>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let found = self.advance()?;
            match (Faults::new(found.faults), found.entity) {
                (Some(faults), _) => return Some(Err(faults)),
                (None, Some(entity)) => return Some(Ok(entity)),
                (None, None) => {}
            }
        }
    }
}

impl<R: BufRead> std::iter::FusedIterator for Entities<R> {}

impl Found {
    fn fault(fault: Fault) -> Self {
        Self { entity: None, faults: vec![fault] }
    }
}

/// How much of a line is in the buffer.
enum Length {
    Whole,
    Cut,
}

fn unreadable(error: &io::Error) -> Fault {
    let words = error.to_string();
    let message = format!("the input cannot be read: {}", crate::fault::shortened(&words));
    Fault::new(Code::Read, message, "see to the input and read it again")
}

const LINE: Wanted = Wanted {
    what: "an object with one entity",
    how: "write one entity a line, such as `{\"asset\": {…}}`",
};

/// The object of one line: an entity, the header, or a fault that lets the reading go on.
struct Line {
    is_header: bool,
}

impl<'de> Shape<'de> for Line {
    type Out = Option<(Which, EntityContent)>;

    fn wanted(&self) -> Wanted {
        LINE
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Self::Out, A::Error> {
        let mut seen = Keys::default();
        let (mut header, mut content, mut foreign) = (false, None, false);
        while let Some(key) = here.next_key(&mut map)? {
            match Which::ALL.into_iter().find(|which| which.key() == key) {
                _ if !seen.first(key.clone()) => here.twice(&mut map, &key)?,
                None if key == HEADER && self.is_header => {
                    header = here.value(&mut map, HEADER, Version)?.is_some();
                }
                None if header => here.unknown(&mut map, &key, &[HEADER])?,
                None => {
                    foreign = true;
                    other(here, &mut map, &key)?;
                }
                Some(which) if header || content.is_some() => {
                    second(&here.key(which.key()));
                    here.skip(&mut map, which.key())?;
                }
                Some(which) => {
                    content = here.value(&mut map, which.key(), which)?.map(|content| (which, content));
                }
            }
        }
        if header && content.is_some() {
            second(&here.key(HEADER));
        }
        if self.is_header && !header {
            versionless(here);
        } else if !header && !foreign && content.is_none() {
            here.fault(Code::Type, "a line without an entity", LINE.how);
        }
        Ok(content)
    }
}

fn second(here: &Here<'_>) {
    let advice = "write one entity a line, and the header in a line of its own";
    here.fault(Code::Type, "a second entity in one line", advice);
}

/// Reports a key that a line does not have, and passes over its value.
fn other<'de, A: MapAccess<'de>>(here: &Here<'_>, map: &mut A, key: &str) -> Result<(), A::Error> {
    if key == HEADER {
        here.key(key).fault(Code::UnknownKey, "a second header", "take it out; the first line alone has it");
    } else if Which::ALL.into_iter().any(|which| which.list() == key) {
        let advice = "write one entity a line, or read this as one object, not as JSON Lines";
        here.key(key).fault(Code::UnknownKey, format!("a list of `{key}` in JSON Lines"), advice);
    } else {
        return here.unknown(map, key, &Which::ALL.map(Which::key));
    }
    here.skip(map, key)
}
