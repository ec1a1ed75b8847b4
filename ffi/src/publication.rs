//! Publications: read, asked directly, explained, flattened.

#![expect(unsafe_code, reason = "the exported names are unsafe attributes; there is no unsafe block here")]

use std::mem::MaybeUninit;

use omnimedia::{Faults, Flatten, Publication, wire};

use super::answer::{Answered, omnimedia_answer};
use super::args::{self, omnimedia_limits, omnimedia_policy, omnimedia_query};
use super::bytes::{hand_over, omnimedia_bytes};
use super::fault::{Told, omnimedia_fault, tell};
use super::guard::{Refusal, bad, explained, guard, null};
use super::handle::{Handled, hand_out, named, release, retain, share};
use super::opened::Opened;
use super::snapshot::omnimedia_snapshot;
use super::status::omnimedia_status;
use super::view::{Bytes, array, omnimedia_str};

/// A publication: what is published, in memory. It never changes, and any thread may ask it.
pub struct omnimedia_publication {
    _private: [u8; 0],
}

/// A form of text, by number.
pub type omnimedia_format = i32;

/// One JSON object.
pub const OMNIMEDIA_JSON: omnimedia_format = 0;
/// JSON Lines: a header, then one entity a line.
pub const OMNIMEDIA_JSON_LINES: omnimedia_format = 1;
/// Text for people.
pub const OMNIMEDIA_TEXT: omnimedia_format = 2;

pub(crate) struct Held(pub(crate) Publication);

impl Handled for Held {
    type Face = omnimedia_publication;
    const KIND: usize = 3;
}

impl From<Publication> for Held {
    fn from(publication: Publication) -> Self {
        Self(publication)
    }
}

/// The fault for a format that a function does not have.
pub(crate) fn no_format(format: omnimedia_format) -> Refusal {
    bad("format", format!("is {format}, which is none of its formats"), "pass one that the function names")
}

/// Reads a publication: `publication/1` as one JSON object, or as JSON Lines.
///
/// `bytes` are `len` bytes of UTF-8, lent for the call. `format` is `OMNIMEDIA_JSON` or `OMNIMEDIA_JSON_LINES`;
/// `limits` may be NULL. `out` gets a handle to be released with `omnimedia_publication_release`; `why`, which may be
/// NULL, gets every fault there is when the call fails, to be released with `omnimedia_fault_release`.
///
/// `OMNIMEDIA_SYNTAX`, `OMNIMEDIA_TYPE` and all that a publication is refused for. Any thread. Linear in the input.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_publication_read(
    bytes: *const u8,
    len: usize,
    format: omnimedia_format,
    limits: *const omnimedia_limits,
    out: Option<&mut MaybeUninit<*mut omnimedia_publication>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let out = out.ok_or_else(|| null("out"))?;
        let (bytes, limits) = (array(bytes, len, "bytes")?, args::limits(limits)?);
        let publication = match format {
            OMNIMEDIA_JSON => Publication::from_json(bytes, &limits)?,
            OMNIMEDIA_JSON_LINES => Publication::from_json_lines(bytes, &limits)?,
            other => return Err(no_format(other)),
        };
        out.write(hand_out(Held(publication))?);
        Ok(())
    })
}

/// Writes a publication as JSON that reads back equal.
///
/// `format` is `OMNIMEDIA_JSON` or `OMNIMEDIA_JSON_LINES`. `out` gets text to be released with
/// `omnimedia_bytes_release`; `why` may be NULL. Any thread. Linear in the publication.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_publication_write(
    publication: *const omnimedia_publication,
    format: omnimedia_format,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let held = named::<Held>(publication, "publication")?;
        let text = match format {
            OMNIMEDIA_JSON => held.0.to_json(),
            OMNIMEDIA_JSON_LINES => held.0.to_json_lines(),
            other => return Err(no_format(other)),
        };
        hand_over(out, text)
    })
}

/// What is worth a look in a publication that was taken, such as assets that are not there.
///
/// `out` gets the warnings as a handle to be released with `omnimedia_fault_release`, or NULL where there are none;
/// `why` may be NULL. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_publication_warnings(
    publication: *const omnimedia_publication,
    out: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let out = out.ok_or_else(|| null("out"))?;
        let held = named::<Held>(publication, "publication")?;
        let warnings = Faults::new(held.0.warnings().to_vec());
        let handle = warnings.map(|faults| hand_out(Told::from(faults))).transpose()?;
        out.write(handle.unwrap_or(std::ptr::null_mut()));
        Ok(())
    })
}

/// What a product, a variant or a selection shows, from the publication itself.
///
/// `policy` may be NULL. `out` gets an answer to be released with `omnimedia_answer_release`; it keeps the publication
/// alive. `why` may be NULL.
///
/// `OMNIMEDIA_NOT_FOUND`, `OMNIMEDIA_BAD_QUERY`, `OMNIMEDIA_MALFORMED_LOCALE`, `OMNIMEDIA_DUPLICATE_DOCUMENT` where
/// the policy's parents make two documents one. Any thread. Linear in the documents of the product.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_publication_resolve(
    publication: *const omnimedia_publication,
    query: *const omnimedia_query,
    policy: *const omnimedia_policy,
    out: Option<&mut MaybeUninit<*mut omnimedia_answer>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let out = out.ok_or_else(|| null("out"))?;
        let held = share::<Held>(publication, "publication")?;
        let (query, policy) = (args::query(query)?, args::policy(policy)?);
        out.write(hand_out(Answered::of_publication(held, &query, &policy)?)?);
        Ok(())
    })
}

/// Why a product, a variant or a selection shows what it shows: every context and set with its fate.
///
/// `format` is `OMNIMEDIA_TEXT`, a tree for people, or `OMNIMEDIA_JSON`. `policy` may be NULL. `out` gets text to be
/// released with `omnimedia_bytes_release`; `why` may be NULL. Faults, threads and cost as
/// `omnimedia_publication_resolve`.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_publication_explain(
    publication: *const omnimedia_publication,
    query: *const omnimedia_query,
    policy: *const omnimedia_policy,
    format: omnimedia_format,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let held = named::<Held>(publication, "publication")?;
        let explanation = held.0.explain(&args::query(query)?, &args::policy(policy)?)?;
        let text = match format {
            OMNIMEDIA_TEXT => explanation.to_string(),
            OMNIMEDIA_JSON => wire::explanation(&explanation),
            other => return Err(no_format(other)),
        };
        hand_over(out, text)
    })
}

/// Prepares every answer under a policy: a snapshot, to be asked, saved or sent.
///
/// `policy` may be NULL. `out` gets a handle to be released with `omnimedia_snapshot_release`; `why` may be NULL.
///
/// `OMNIMEDIA_DUPLICATE_DOCUMENT`, `OMNIMEDIA_LIMIT_SNAPSHOT`. Any thread. Linear in the publication; memory for the
/// output and one product.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_publication_flatten(
    publication: *const omnimedia_publication,
    policy: *const omnimedia_policy,
    out: Option<&mut MaybeUninit<*mut omnimedia_snapshot>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let out = out.ok_or_else(|| null("out"))?;
        let held = named::<Held>(publication, "publication")?;
        let bytes = Flatten::new(&held.0, args::policy(policy)?).to_bytes()?;
        out.write(hand_out(Opened::open(vec![Bytes::owned(bytes.into())], None)?)?);
        Ok(())
    })
}

/// Answers a question in JSON with JSON, in the form that every language shares.
///
/// `request` is `{"product": …}` for media, or `{"ask": "swatches" | "explain" | "category", …}`; see docs/ABI.md.
/// `policy` may be NULL. `out` gets text to be released with `omnimedia_bytes_release`; `why` may be NULL. Faults,
/// threads and cost as `omnimedia_publication_resolve`, and those of the request's JSON.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_publication_ask(
    publication: *const omnimedia_publication,
    request: omnimedia_str,
    policy: *const omnimedia_policy,
    out: Option<&mut MaybeUninit<*mut omnimedia_bytes>>,
    why: Option<&mut MaybeUninit<*mut omnimedia_fault>>,
) -> omnimedia_status {
    explained(tell(why), || {
        let held = named::<Held>(publication, "publication")?;
        let (publication, policy) = (&held.0, args::policy(policy)?);
        let text = match wire::request(request.text("request")?)? {
            wire::Request::Media(query) => wire::answer(&publication.resolve(&query, &policy)?),
            wire::Request::Swatches(query) => wire::swatches(&publication.swatches(&query, &policy)?),
            wire::Request::Explain(query) => wire::explanation(&publication.explain(&query, &policy)?),
            wire::Request::Category { id, context } => {
                wire::category(&publication.category_image(&id, &context, &policy)?)
            }
            _ => {
                return Err(bad(
                    "request",
                    "asks for what only a newer library knows",
                    "load a newer library",
                ));
            }
        };
        hand_over(out, text)
    })
}

/// One more reference to a publication, to be released like the first. NULL is fine.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_publication_retain(
    publication: *const omnimedia_publication,
) -> omnimedia_status {
    guard(|| retain::<Held>(publication))
}

/// One reference less; the publication goes with the last one, and with the last answer of it. NULL is fine.
#[unsafe(no_mangle)]
pub extern "C" fn omnimedia_publication_release(publication: *mut omnimedia_publication) -> omnimedia_status {
    guard(|| release::<Held>(publication))
}
