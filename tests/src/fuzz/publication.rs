//! Publications in JSON and JSON Lines.

use omnimedia::{
    Audit, Code, Entities, Faults, Flatten, Limits, Minimise, Policy, Preview, Publication, Snapshot, wire,
};
use serde_json::Value;

use super::ask::asks;
use super::input::{are_complete, is_complete, options, small_limits};
use crate::agree::{Pair, equal};
use crate::explains::explains;
use crate::generator::policies;

/// Reads a publication, one object or lines, within small or usual limits. What is refused is refused with complete
/// faults, and alike by every reader. What is read is written and read again the same, answers the same directly and
/// from its snapshot, and is audited, minimised and shown as a page.
///
/// # Panics
///
/// Where one of these does not hold.
pub fn publication(data: &[u8]) {
    let Some(([how, policy], document)) = options(data) else { return };
    let limits = if how & 2 == 0 { Limits::default() } else { small_limits() };
    let all = policies();
    let policy = all[usize::from(policy) % all.len()];
    let read = if how & 1 == 0 {
        Publication::from_json(document, &limits)
    } else {
        let read = Publication::from_json_lines(document, &limits);
        same_entity_by_entity(document, &limits, &read);
        read
    };
    match read {
        Ok(publication) => {
            publication.warnings().iter().for_each(is_complete);
            comes_back(&publication);
            answers(&publication, policy).unwrap_or_else(|why| panic!("{why}"));
            is_used(&publication, policy, how >> 2);
        }
        Err(faults) => are_complete(&faults),
    }
}

/// A builder that is handed the lines one by one takes what the reader of all lines takes.
fn same_entity_by_entity(document: &[u8], limits: &Limits, whole: &Result<Publication, Faults>) {
    let mut builder = Publication::builder(limits.clone());
    for entity in Entities::new(document, limits) {
        match entity {
            Ok(entity) => _ = builder.entity(entity),
            Err(faults) => {
                are_complete(&faults);
                assert!(whole.is_err(), "a line is refused, the whole is not: {faults}");
                return;
            }
        }
    }
    assert!(builder.build().ok().as_ref() == whole.as_ref().ok(), "lines one by one are another publication");
}

/// What is written is the same when it is read again.
fn comes_back(publication: &Publication) {
    let (json, lines) = (publication.to_json(), publication.to_json_lines());
    let limits = Limits::default();
    for again in [
        Publication::from_json(json.as_bytes(), &limits),
        Publication::from_json_lines(lines.as_bytes(), &limits),
    ] {
        let again = again.unwrap_or_else(|faults| panic!("what is written is refused: {faults}\n{json}"));
        assert!(again == *publication, "what is written is another publication: {json}");
        assert!(again.to_json() == json && again.to_json_lines() == lines, "what is written changes: {json}");
    }
}

/// Direct resolution, snapshot and explanation say the same.
fn answers(publication: &Publication, policy: Policy) -> Result<(), String> {
    let asks = asks(publication);
    let snapshot = match Flatten::new(publication, policy).to_bytes() {
        Ok(bytes) => Snapshot::open(bytes).map_err(|fault| fault.to_string())?,
        Err(fault) => {
            is_complete(&fault);
            return equal("why it is not flattened", &Code::DuplicateDocument, &fault.code());
        }
    };
    snapshot.verify().map_err(|faults| faults.to_string())?;
    Pair::new(publication, &snapshot).agree(&asks)?;
    let read = |json: &str| serde_json::from_str::<Value>(json).map_err(|error| error.to_string());
    for ask in asks.iter().take(12) {
        match (publication.explain(&ask.query, &policy), publication.resolve(&ask.query, &policy)) {
            (Ok(explanation), Ok(answer)) => {
                explains(&read(&wire::explanation(&explanation))?, &read(&wire::answer(&answer))?)
                    .map_err(|why| format!("{:?}: {why}", ask.query))?;
            }
            (Err(one), Err(other)) => {
                is_complete(&one);
                equal("why it is not explained", &other, &one)?;
            }
            (one, other) => return Err(format!("{:?} is explained, or not: {one:?}, {other:?}", ask.query)),
        }
    }
    Ok(())
}

/// What else is done with publications ends.
fn is_used(publication: &Publication, policy: Policy, what: u8) {
    let limits = Limits { answers: 2_000, ..Limits::default() };
    match what & 3 {
        1 => {
            let audit = Audit::new(publication, policy).limits(limits);
            let counted = audit.run(|finding| {
                read(&wire::finding(finding));
                std::ops::ControlFlow::Continue(())
            });
            counted.map_or_else(|fault| is_complete(&fault), |counts| read(&wire::audit_counts(&counts)));
        }
        2 => {
            let minimise = Minimise::new(publication, policy).limits(limits).selections(64);
            match minimise.publication() {
                Ok((small, counts)) => {
                    read(&wire::minimise_counts(&counts));
                    comes_back(&small);
                }
                Err(faults) => are_complete(&faults),
            }
        }
        3 => {
            let numbers = publication.products().take(3).map(omnimedia::Product::number);
            let preview = Preview::new(policy).side("now", publication).products(numbers).most_answers(500);
            match preview.to_html() {
                Ok(page) => assert!(page.ends_with("</html>\n") || page.ends_with("</html>"), "a page ends"),
                Err(fault) => is_complete(&fault),
            }
        }
        _ => {}
    }
}

fn read(json: &str) {
    let read = serde_json::from_str::<Value>(json);
    assert!(read.is_ok(), "{json}");
}
