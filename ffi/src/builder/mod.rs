//! Publications that are built by calls, without JSON.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

mod draft;
pub mod entities;
pub mod product;
pub mod words;

use std::io::Read;
use std::mem::MaybeUninit;
use std::sync::{Mutex, TryLockError};

use omnimedia::{Code, Entities, EntityContent, Fault, Faults, Limits};

use self::draft::Draft;
use super::args::{self, omnimedia_limits};
use super::fault::{omnimedia_fault, tell};
use super::guard::{Refusal, explained, guard, null};
use super::handle::{Handled, hand_out, named, release, retain};
use super::panics::midway;
use super::publication::{Held, omnimedia_publication};
use super::status::omnimedia_status;
use super::view::omnimedia_str;

/// A publication that is being built by calls, one after the other.
///
/// Entities come one by one, in any order. A call that begins one, such as `omnimedia_builder_asset`, ends the one
/// before it; calls that say more of it follow. A call out of order, such as an item where no set is begun, is
/// `OMNIMEDIA_BAD_ARGUMENT` with a fault that says what must come first. Of a call that is refused nothing stays: the
/// builder is as before it. Whether the whole is legal is checked by `omnimedia_builder_finish`, which tells all of its
/// faults at once, by places such as `products[3].media[0].locale`.
///
/// One thread at a time: a call while another thread is in one is `OMNIMEDIA_IN_USE`. Every text is copied. After a fault of
/// the library itself in a call the builder answers `OMNIMEDIA_INTERNAL` for ever; release it and begin a new one.
pub struct omnimedia_builder {
    _private: [u8; 0],
}

pub(crate) struct Building(Mutex<Draft>);

impl Handled for Building {
    type Face = omnimedia_builder;
    const KIND: usize = 7;
}

/// Works on a draft that nobody else works on.
fn working<T>(
    builder: *const omnimedia_builder,
    work: impl FnOnce(&mut Draft) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    match named::<Building>(builder, "builder")?.0.try_lock() {
        Ok(mut draft) => {
            midway();
            let worked = work(&mut draft);
            midway();
            worked
        }
        Err(TryLockError::WouldBlock) => {
            let message = "another thread is in a call with this builder";
            Err(Fault::new(Code::InUse, message, "call from one thread at a time").into())
        }
        Err(TryLockError::Poisoned(_)) => {
            let message = "a call with this builder met a fault of the library itself";
            Err(Fault::new(Code::Internal, message, "release it and begin a new one").into())
        }
    }
}

/// A builder without anything in it.
///
/// `limits` may be NULL. `out` gets a handle to be released with `omnimedia_builder_release`; `why` may be NULL.
///
/// `OMNIMEDIA_NULL_ARGUMENT`, `OMNIMEDIA_BAD_ARGUMENT`. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_new(
    limits: *const omnimedia_limits,
    out: Option<&mut MaybeUninit<*mut omnimedia_builder>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let out = out.ok_or_else(|| null("out"))?;
        out.write(hand_out(Building(Mutex::new(Draft::new(args::limits(limits)?))))?);
        Ok(())
    })
}

/// Adds an entity that is written in JSON: `{"product": {…}}`, or another line of `publication/1` as JSON Lines. It is
/// whole; what is begun after it stands by itself.
///
/// `line` may be several lines, of which all are taken or none, and no header; empty lines are passed over. `why`,
/// which may be NULL, gets every fault of syntax and type there is, with line and column.
///
/// `OMNIMEDIA_SYNTAX`, `OMNIMEDIA_TYPE`, `OMNIMEDIA_UNKNOWN_KEY` and what else such a line is refused for. One thread
/// at a time. Linear in the text.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_json(
    builder: *const omnimedia_builder,
    line: omnimedia_str,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let lines = line.text("line")?;
        working(builder, |draft| {
            let entities = read(lines, draft.limits())?;
            entities.into_iter().try_for_each(|entity| draft.add(entity))
        })
    })
}

/// The header that the reader of lines wants before entities.
const HEADER: &str = "{\"omnimedia\":\"publication/1\"}\n";

/// The entities of some lines, or every fault.
fn read(lines: &str, limits: &Limits) -> Result<Vec<EntityContent>, Faults> {
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    for entity in Entities::new(HEADER.as_bytes().chain(lines.as_bytes()), limits) {
        match entity {
            Ok(entity) => found.push(entity.into_content()),
            Err(many) => faults.extend(many.into_vec().into_iter().map(without_header)),
        }
    }
    Faults::new(faults).map_or(Ok(found), Err)
}

/// A fault where the caller sees it, who wrote no header.
fn without_header(fault: Fault) -> Fault {
    match fault.place().line() {
        Some(line) => {
            let place = fault.place().clone().on_line(line.saturating_sub(1));
            fault.at(place)
        }
        None => fault,
    }
}

/// Checks what was added and makes a publication of it. The builder is empty afterwards, also where the publication is
/// refused, and can be used for another one.
///
/// `out` gets a handle to be released with `omnimedia_publication_release`; `why`, which may be NULL, gets every fault
/// of every entity. Without `out`, and where another thread is in a call, nothing is done and nothing lost.
///
/// All that a publication is refused for. One thread at a time. Linear in what was added.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_finish(
    builder: *const omnimedia_builder,
    out: Option<&mut MaybeUninit<*mut omnimedia_publication>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let out = out.ok_or_else(|| null("out"))?;
        let publication = working(builder, |draft| Ok(draft.finish()?))?;
        out.write(hand_out(Held(publication))?);
        Ok(())
    })
}

/// One more reference to a builder, to be released like the first. NULL is fine.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_retain(builder: *const omnimedia_builder) -> omnimedia_status {
    guard(|| retain::<Building>(builder))
}

/// One reference less; with the last one the builder and what is in it go. NULL is fine.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_builder_release(builder: *mut omnimedia_builder) -> omnimedia_status {
    guard(|| release::<Building>(builder))
}
