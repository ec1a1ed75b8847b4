//! A case of a property: a generated shop under a policy, and its bytes.

use omnimedia::{Code, Fault, Flatten, Policy, Publication, Snapshot};

use crate::generator::{Choices, Shop};

/// A shop, a policy, and choices for what is done with them.
#[derive(Debug)]
pub struct Case {
    /// The shop.
    pub shop: Printed,
    /// The policy.
    pub policy: Policy,
    /// What it is asked by.
    pub choices: Choices,
    /// What is changed in it.
    pub edits: Choices,
}

/// A shop that prints as its JSON.
pub struct Printed(pub Shop);

impl std::fmt::Debug for Printed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.to_json())
    }
}

/// The bytes of a publication, or `None` where the policy makes two documents one.
///
/// # Errors
///
/// Any other fault.
pub fn flattened(publication: &Publication, policy: Policy) -> Result<Option<Vec<u8>>, String> {
    match Flatten::new(publication, policy).to_bytes() {
        Ok(bytes) => Ok(Some(bytes)),
        Err(fault) if fault.code() == Code::DuplicateDocument => Ok(None),
        Err(fault) => Err(told(&fault)),
    }
}

/// A fault with its code.
#[must_use]
pub fn told(fault: &Fault) -> String {
    format!("{}: {fault}", fault.code())
}

/// A snapshot that is sound.
///
/// # Errors
///
/// What is wrong with it.
pub fn opened(bytes: Vec<u8>) -> Result<Snapshot<Vec<u8>>, String> {
    let snapshot = Snapshot::open(bytes).map_err(|fault| told(&fault))?;
    snapshot.verify().map_err(|faults| faults.to_string())?;
    Ok(snapshot)
}

/// Fails where bytes are not equal.
///
/// # Errors
///
/// Where they differ.
pub fn same_bytes(expected: &[u8], found: &[u8]) -> Result<(), String> {
    if expected == found {
        return Ok(());
    }
    let at = expected.iter().zip(found).position(|(one, other)| one != other);
    Err(format!("{} bytes, not {}; they differ at {at:?}", found.len(), expected.len()))
}
