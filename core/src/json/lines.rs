//! A publication as JSON Lines: one entity a line, in any order, behind a header.

use super::entity::{Entity, Which};
use super::here::{Here, Notes, Wanted};
use super::kinds::{HEADER, Kinds, One};
use super::object::{Version, versionless, without_bom};
use super::one;
use super::shape::{Keys, Shape};
use super::stranger;
use super::syntax::{self, Positions};
use crate::fault::{Code, Fault, Faults, Place};
use crate::limits::Limits;
use serde::de::MapAccess;
use std::io::{self, BufRead, Read};
use std::marker::PhantomData;

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
pub struct Entities<R>(Lines<R, Which>);

impl<R: BufRead> Entities<R> {
    /// The entities that a reader holds; nothing is read yet.
    pub fn new(reader: R, limits: &Limits) -> Self {
        Self(Lines::new(reader, limits))
    }
}

impl<R: BufRead> Iterator for Entities<R> {
    type Item = Result<Entity, Faults>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let found = self.0.advance()?;
            match (Faults::new(found.faults), found.content) {
                (Some(faults), _) => return Some(Err(faults)),
                (None, Some((place, content))) => return Some(Ok(Entity { place, content })),
                (None, None) => {}
            }
        }
    }
}

impl<R: BufRead> std::iter::FusedIterator for Entities<R> {}

/// Reads line by line, whatever the kinds of entities.
#[derive(Debug)]
pub(crate) struct Lines<R, K> {
    reader: R,
    limits: Limits,
    buffer: Vec<u8>,
    line: u64,
    state: State,
    kinds: PhantomData<K>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Header,
    Body,
    End,
}

/// What one line gave: an entity with its place, faults, both or neither.
pub(crate) struct Found<C> {
    pub(crate) content: Option<(Place, C)>,
    pub(crate) faults: Vec<Fault>,
    /// Whether the line could not be read to its end.
    pub(crate) is_lost: bool,
}

impl<R: BufRead, K: Kinds> Lines<R, K> {
    pub(crate) fn new(reader: R, limits: &Limits) -> Self {
        let (limits, buffer) = (limits.clone(), Vec::new());
        Self { reader, limits, buffer, line: 0, state: State::Header, kinds: PhantomData }
    }

    /// What the next line that is not empty holds; `None` at the end.
    pub(crate) fn advance(&mut self) -> Option<Found<K::Content>> {
        while self.state != State::End {
            let length = self.next_line();
            self.line = self.line.saturating_add(1);
            let place = Place::default().on_line(self.line);
            let found = match length {
                Ok(Some(Length::Whole)) => self.read(&place),
                Ok(Some(Length::Cut)) => Found::lost(self.cut().at(place)),
                Ok(None) => self.end(),
                Err(error) => {
                    self.state = State::End;
                    Found::lost(unreadable(&error).at(place))
                }
            };
            if found.is_lost && self.state == State::Header {
                self.state = State::End;
            }
            if found.content.is_some() || !found.faults.is_empty() {
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

    fn cut(&self) -> Fault {
        let message = format!("a line of more than {} bytes", self.limits.line);
        Fault::new(Code::LimitLine, message, format!("raise the limit, or split the {}", K::ONE))
    }

    /// The end of the input: a fault where there was not even a header.
    fn end(&mut self) -> Found<K::Content> {
        let headless = self.state == State::Header;
        self.state = State::End;
        let (notes, place) = (Notes::new(&self.limits), Place::default().on_line(1));
        if headless {
            versionless::<K>(&Here::root(&notes, &place));
        }
        Found { faults: notes.take(), ..Found::default() }
    }

    /// Reads the line in the buffer. One that is empty is passed over.
    fn read(&mut self, place: &Place) -> Found<K::Content> {
        let bytes = self.buffer.as_slice();
        let begin = if self.line == 1 { without_bom(bytes).1 } else { 0 };
        let rest = bytes.get(begin..).unwrap_or_default();
        if rest.iter().all(u8::is_ascii_whitespace) {
            return Found::default();
        }
        let found = line::<K>(bytes, begin, place, &self.limits, self.state == State::Header);
        if !found.is_lost {
            self.state = State::Body;
        }
        found
    }
}

/// Reads what one line holds from an offset on: the header and nothing else, or an entity.
pub(crate) fn line<K: Kinds>(
    bytes: &[u8],
    begin: usize,
    place: &Place,
    limits: &Limits,
    is_header: bool,
) -> Found<K::Content> {
    let column = |at: usize| place.clone().at_column((begin.saturating_add(at) as u64).saturating_add(1));
    let text = match std::str::from_utf8(bytes.get(begin..).unwrap_or_default()) {
        Ok(text) => text,
        Err(error) => return Found::lost(stranger::encoding(bytes).at(column(error.valid_up_to()))),
    };
    let limit = syntax::deepest(limits.nesting);
    if let Some(at) = syntax::too_deep(text, limit) {
        return Found::lost(syntax::nested(limit).at(column(at)));
    }
    let notes = Notes::new(limits);
    let here = Here::root(&notes, place);
    let mut parser = serde_json::Deserializer::from_str(text);
    let shape = Line::<K> { is_header, kinds: PhantomData };
    let outcome = match (shape.read(&here, &mut parser), parser.end()) {
        (Ok(Some(content)), Ok(())) => Ok(content),
        (Ok(None), _) => Err(here.wrong(K::LINE, "null")),
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    let mut faults = notes.take();
    match outcome {
        Ok(content) => {
            let content = content.map(|(which, content)| (place.key(which.key()), content));
            Found { content, faults, is_lost: false }
        }
        Err(error) => {
            let (_, column) = Positions::new(bytes).of(begin, &error);
            let fault = notes.ended(&error, (place.line().unwrap_or_default(), column));
            // what another version holds is not ours to judge
            if fault.code() == Code::UnknownVersion {
                faults.clear();
            }
            let known = match error.is_eof() {
                _ if !is_header => None,
                true => Some(unfinished()),
                false => stranger::whole::<K>(text, &fault),
            };
            faults.push(known.map(|known| known.at(fault.place().clone())).unwrap_or(fault));
            Found { content: None, faults, is_lost: true }
        }
    }
}

/// A first line that ends within an object.
fn unfinished() -> Fault {
    let advice = "write each object in one line, or read this as one object, not as JSON Lines";
    Fault::new(Code::Syntax, "the line ends before the JSON does", advice)
}

/// Reads an entity that stands by itself, as a line of its own would.
pub(crate) fn alone<K: Kinds>(bytes: &[u8], limits: &Limits) -> Result<(K, K::Content), Faults> {
    let found = one::read(bytes, Line::<K> { is_header: false, kinds: PhantomData }, limits)?;
    found.ok_or_else(|| Fault::new(Code::Type, format!("there is no {}", K::ONE), K::LINE.how).into())
}

impl<C> Found<C> {
    fn lost(fault: Fault) -> Self {
        Self { content: None, faults: vec![fault], is_lost: true }
    }
}

impl<C> Default for Found<C> {
    fn default() -> Self {
        Self { content: None, faults: Vec::new(), is_lost: false }
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

/// The object of one line: an entity, the header, or a fault that lets the reading go on.
struct Line<K> {
    is_header: bool,
    kinds: PhantomData<K>,
}

impl<'de, K: Kinds> Shape<'de> for Line<K> {
    type Out = Option<(K, K::Content)>;

    fn wanted(&self) -> Wanted {
        K::LINE
    }

    fn object<A: MapAccess<'de>>(self, here: &Here<'_>, mut map: A) -> Result<Self::Out, A::Error> {
        let mut seen = Keys::default();
        let (mut header, mut content, mut foreign) = (false, None, false);
        while let Some(key) = here.next_key(&mut map)? {
            match K::ALL.iter().copied().find(|kind| kind.key() == key) {
                _ if !seen.first(key.clone()) => here.twice(&mut map, &key)?,
                None if key == HEADER && self.is_header => {
                    header = here.value(&mut map, HEADER, Version::<K>(PhantomData))?.is_some();
                }
                None if header && K::ALL.iter().all(|kind| kind.list() != key) => {
                    here.unknown(&mut map, &key, &[HEADER])?
                }
                None => {
                    foreign = true;
                    other::<K, A>(here, &mut map, &key)?;
                }
                Some(kind) if header || content.is_some() => {
                    second::<K>(&here.key(kind.key()));
                    here.skip(&mut map, kind.key())?;
                }
                Some(kind) => {
                    content = here.value(&mut map, kind.key(), One(kind))?.map(|content| (kind, content));
                }
            }
        }
        if header && content.is_some() {
            second::<K>(&here.key(HEADER));
        }
        if self.is_header && !header {
            versionless::<K>(here);
        } else if !header && !foreign && content.is_none() {
            here.fault(Code::Type, format!("a line without any {}", K::ONE), K::LINE.how);
        }
        Ok(content)
    }
}

fn second<K: Kinds>(here: &Here<'_>) {
    let advice = format!("write one {} a line, and the header in a line of its own", K::ONE);
    here.fault(Code::Type, format!("a second {} in one line", K::ONE), advice);
}

/// Reports a key that a line does not have, and passes over its value.
fn other<'de, K: Kinds, A: MapAccess<'de>>(here: &Here<'_>, map: &mut A, key: &str) -> Result<(), A::Error> {
    if key == HEADER {
        here.key(key).fault(Code::UnknownKey, "a second header", "take it out; the first line alone has it");
    } else if K::ALL.iter().any(|kind| kind.list() == key) {
        let advice = format!("write one {} a line, or read this as one object, not as JSON Lines", K::ONE);
        here.key(key).fault(Code::UnknownKey, format!("a list of `{key}` in JSON Lines"), advice);
    } else {
        let keys: Vec<&str> = K::ALL.iter().map(|kind| kind.key()).collect();
        return here.unknown(map, key, &keys);
    }
    here.skip(map, key)
}
