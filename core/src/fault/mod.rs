//! Faults: what is wrong, where, and what to do about it.
//!
//! Everything that can fail in this library fails with a [`Fault`], or with [`Faults`] where more
//! than one can be found in one go. Messages are one line, lower case, without a full stop, and
//! quote the user's words in backticks.

mod code;
mod place;
mod quote;

pub use code::Code;
pub use place::Place;
#[cfg(feature = "write")]
pub(crate) use quote::is_hidden;
pub(crate) use quote::{OneLine, shortened};

/// One thing that is wrong: its code, what it is, where it stands, and what to do.
///
/// ```
/// use omnimedia::{Code, Fault, Place};
/// let fault = Fault::new(Code::NotFound, "no product or variant `S9`", "check the number");
/// assert_eq!(fault.code(), Code::NotFound);
/// assert_eq!(fault.to_string(), "no product or variant `S9`; check the number");
/// let fault = fault.at(Place::path("products[3].media[0].locale"));
/// assert_eq!(fault.to_string(), "products[3].media[0].locale: no product or variant `S9`; check the number");
/// ```
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{}; {}", self.0.place.prefix(), self.0.message, self.0.advice)]
pub struct Fault(Box<Parts>);

/// What a fault consists of; in a box, so that results that may be one stay small.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Parts {
    code: Code,
    message: String,
    place: Place,
    advice: String,
}

impl core::fmt::Debug for Fault {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Parts { code, message, place, advice } = &*self.0;
        f.debug_struct("Fault")
            .field("code", code)
            .field("message", message)
            .field("place", place)
            .field("advice", advice)
            .finish()
    }
}

impl Fault {
    /// A fault without a place.
    pub fn new(code: Code, message: impl Into<String>, advice: impl Into<String>) -> Self {
        let (message, advice) = (message.into(), advice.into());
        Self(Box::new(Parts { code, message, place: Place::default(), advice }))
    }

    /// The same fault at `place`.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.0.place = place;
        self
    }

    /// What kind of fault it is.
    #[must_use]
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// What is wrong, in one line.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Where it stands; empty where the caller's argument itself is at fault.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.0.place
    }

    /// What to do about it, in one line.
    #[must_use]
    pub fn advice(&self) -> &str {
        &self.0.advice
    }
}

/// Everything that is wrong with an input: at least one fault, in the order of the input.
///
/// ```
/// use omnimedia::{Code, Fault, Faults};
/// let faults = Faults::from(Fault::new(Code::Syntax, "no JSON", "send JSON"));
/// assert_eq!(faults.first().code(), Code::Syntax);
/// assert_eq!(faults.iter().count(), 1);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults {
    first: Fault,
    others: Vec<Fault>,
}

impl Faults {
    /// All of `faults`, or `None` where there are none.
    #[must_use]
    pub fn new(faults: Vec<Fault>) -> Option<Self> {
        let mut all = faults.into_iter();
        let first = all.next()?;
        Some(Self { first, others: all.collect() })
    }

    /// The first fault of the input.
    #[must_use]
    pub fn first(&self) -> &Fault {
        &self.first
    }

    /// Every fault.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        std::iter::once(self.first()).chain(&self.others)
    }

    /// How many there are; at least 1.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "there is always one")]
    pub fn len(&self) -> usize {
        self.others.len().saturating_add(1)
    }

    /// The faults as a list.
    #[must_use]
    pub fn into_vec(self) -> Vec<Fault> {
        std::iter::once(self.first).chain(self.others).collect()
    }
}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Self { first: fault, others: Vec::new() }
    }
}

impl core::fmt::Display for Faults {
    /// A line for each fault.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}", self.first)?;
        for fault in &self.others {
            write!(f, "\n{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}
