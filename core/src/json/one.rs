//! One value by itself, whatever its shape.

use super::here::{Here, Notes, OBJECT};
use super::shape::Shape;
use super::syntax::{self, Positions};
use crate::fault::{Faults, Place};
use crate::limits::Limits;

const BOM: char = '\u{feff}';

/// Reads one value from bytes, or everything that is wrong with it; places are paths within it. A byte
/// order mark may stand before it.
pub(crate) fn read<'de, S: Shape<'de>>(
    bytes: &'de [u8],
    shape: S,
    limits: &Limits,
) -> Result<S::Out, Faults> {
    match std::str::from_utf8(bytes) {
        Ok(text) => read_text(text, shape, limits),
        Err(error) => {
            let (line, column) = Positions::new(bytes).at(error.valid_up_to());
            Err(syntax::encoding().at(Place::line_column(line, column)).into())
        }
    }
}

/// The same, from a text.
pub(crate) fn read_text<'de, S: Shape<'de>>(
    text: &'de str,
    shape: S,
    limits: &Limits,
) -> Result<S::Out, Faults> {
    let mut positions = Positions::new(text.as_bytes());
    let (text, begin) = text.strip_prefix(BOM).map_or((text, 0), |rest| (rest, BOM.len_utf8()));
    let limit = syntax::deepest(limits.nesting);
    if let Some(at) = syntax::too_deep(text, limit) {
        let (line, column) = positions.at(begin.saturating_add(at));
        return Err(syntax::nested(limit).at(Place::line_column(line, column)).into());
    }
    let (notes, place) = (Notes::new(limits), Place::default());
    let here = Here::root(&notes, &place);
    let mut parser = serde_json::Deserializer::from_str(text);
    let outcome = match (shape.read(&here, &mut parser), parser.end()) {
        (Ok(Some(value)), Ok(())) => Ok(value),
        (Ok(None), Ok(())) => Err(here.wrong(OBJECT, "null")),
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    let mut faults = notes.take();
    match outcome {
        Ok(value) => Faults::new(faults).map_or(Ok(value), Err),
        Err(error) => {
            let last = notes.ended(&error, positions.of(begin, &error));
            faults.push(last.clone());
            Err(Faults::new(faults).unwrap_or_else(|| last.into()))
        }
    }
}
