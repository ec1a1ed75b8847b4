//! How the bytes of an input are taken apart, and what every target asks of faults.

use omnimedia::{Fault, Faults, Limits};

use crate::generator::Choices;

/// Where a part ends: a byte that no text in UTF-8 has.
pub(super) const END: u8 = 0xFF;

/// The parts of an input.
pub(super) fn parts(data: &[u8]) -> impl Iterator<Item = &[u8]> {
    data.split(|byte| *byte == END)
}

/// Choices by bytes, each of the whole range of a choice.
pub(super) fn choices(part: &[u8]) -> Choices {
    // 254 is the last choice, since 255 ends a part
    let number = |byte: &u8| u32::from(*byte).saturating_mul(u32::MAX / 254);
    Choices::new(part.iter().map(number).collect())
}

/// A part as text.
pub(super) fn text(part: &[u8]) -> String {
    String::from_utf8_lossy(part).into_owned()
}

/// Options before an input, and the input.
pub(super) fn options<const N: usize>(data: &[u8]) -> Option<([u8; N], &[u8])> {
    let (options, rest) = data.split_first_chunk()?;
    Some((*options, rest))
}

/// Limits that small inputs can come to.
pub(super) fn small_limits() -> Limits {
    Limits {
        dimensions: 2,
        values: 3,
        variants: 3,
        items: 2,
        documents: 3,
        patterns: 2,
        identifier: 8,
        cell: 64,
        line: 256,
        columns: 12,
        nesting: 6,
        answers: 100,
    }
}

/// A fault says on one line what is wrong, and what to do; shown, it is whole.
pub(super) fn is_complete(fault: &Fault) {
    let (message, advice) = (fault.message(), fault.advice());
    assert!(!message.is_empty() && !advice.is_empty(), "{fault:?} says too little");
    let whole = fault.to_string();
    // what people see is one line; the parts are as they are, for programs
    assert!(!whole.contains(['\n', '\r']), "{fault:?} is shown on more than one line");
    let is_plain = [message, advice].iter().all(|said| !said.contains(char::is_control));
    assert!(
        !is_plain || whole.contains(message) && whole.contains(advice),
        "{fault:?} is shown as {whole:?}"
    );
    assert!(whole.len() < 8_192, "a fault of {} bytes: {whole}", whole.len());
    let code = fault.code();
    assert_eq!(omnimedia::Code::ALL.iter().filter(|known| **known == code).count(), 1, "{code}");
}

/// The faults of a document, each with a place.
pub(super) fn are_complete(faults: &Faults) {
    assert!(faults.iter().count() == faults.len() && !faults.to_string().is_empty());
    for fault in faults.iter() {
        is_complete(fault);
    }
}
