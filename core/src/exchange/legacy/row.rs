//! Rows: what became of each file name.

use super::target::FileReading;
use crate::fault::{OneLine, shortened};
use core::fmt;
use std::sync::Arc;

/// Why a file is nobody's.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unmatched {
    /// No pattern names files like this.
    NoPattern,
    /// A pattern fits, but no product or variant has a number that stands there.
    UnknownNumber,
    /// A pattern fits, but no category has a name that stands there.
    UnknownCategory,
    /// The product has the dimension, but no value that stands there.
    UnknownValue {
        /// The number of the product.
        product: Arc<str>,
        /// The dimension.
        dimension: &'static str,
    },
    /// The name has a value of a dimension that the product lacks.
    UnknownDimension {
        /// The number of the product.
        product: Arc<str>,
        /// The dimension.
        dimension: &'static str,
    },
    /// The name has no value of a dimension that the product has.
    MissingValue {
        /// The number of the product.
        product: Arc<str>,
        /// The dimension.
        dimension: &'static str,
    },
    /// The product has all the values, but no variant with just these.
    NoVariant {
        /// The number of the product.
        product: Arc<str>,
    },
    /// The file is of a category, and the context has no channel.
    NoChannel {
        /// The id of the category.
        category: Arc<str>,
    },
    /// The name has more than 4,096 bytes.
    TooLong,
    /// There are more ways to read the name than were tried, and those that were gave nothing certain.
    TooManyReadings,
}

impl Unmatched {
    /// The word for it, the same in every language.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::NoPattern => "no_pattern",
            Self::UnknownNumber => "unknown_number",
            Self::UnknownCategory => "unknown_category",
            Self::UnknownValue { .. } => "unknown_value",
            Self::UnknownDimension { .. } => "unknown_dimension",
            Self::MissingValue { .. } => "missing_value",
            Self::NoVariant { .. } => "no_variant",
            Self::NoChannel { .. } => "no_channel",
            Self::TooLong => "too_long",
            Self::TooManyReadings => "too_many_readings",
        }
    }
}

impl fmt::Display for Unmatched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPattern => f.write_str("no pattern fits"),
            Self::UnknownNumber => f.write_str("no known product or variant has such a number"),
            Self::UnknownCategory => f.write_str("no known category has such a name"),
            Self::UnknownValue { product, dimension } => {
                write!(f, "the product `{}` has no such value of {dimension}", shortened(product))
            }
            Self::UnknownDimension { product, dimension } => {
                write!(f, "the product `{}` has no dimension {dimension}", shortened(product))
            }
            Self::MissingValue { product, dimension } => {
                write!(
                    f,
                    "the value of {dimension} is missing, which the product `{}` has",
                    shortened(product)
                )
            }
            Self::NoVariant { product } => {
                write!(f, "no variant of the product `{}` has these values", shortened(product))
            }
            Self::NoChannel { category } => {
                write!(f, "the picture of the category `{}` needs a channel", shortened(category))
            }
            Self::TooLong => f.write_str("the name is too long"),
            Self::TooManyReadings => f.write_str("there are too many ways to read the name"),
        }
    }
}

/// What became of a file name (SPEC section 11).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileOutcome {
    /// It is somebody's.
    Assigned(FileReading),
    /// It can be read in several ways: it is nobody's until somebody decides.
    Ambiguous {
        /// The ways, each once; 16 at most.
        candidates: Vec<FileReading>,
        /// Whether there are more.
        has_more: bool,
    },
    /// It is nobody's.
    Unmatched(Unmatched),
    /// It is a catalog's: catalogs have no media.
    Unsupported,
    /// Another file has its target and sequence, and comes first.
    Duplicate {
        /// How both are read.
        reading: FileReading,
        /// The name of the other one.
        of: Arc<str>,
    },
}

impl FileOutcome {
    /// The word for it, the same in every language.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Assigned(_) => "assigned",
            Self::Ambiguous { .. } => "ambiguous",
            Self::Unmatched(_) => "unmatched",
            Self::Unsupported => "unsupported",
            Self::Duplicate { .. } => "duplicate",
        }
    }
}

/// A file name, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    pub(super) name: Arc<str>,
    pub(super) outcome: FileOutcome,
}

impl FileRow {
    /// The name, as it was given.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What became of it.
    #[must_use]
    pub fn outcome(&self) -> &FileOutcome {
        &self.outcome
    }
}

impl fmt::Display for FileRow {
    /// One line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", OneLine(&self.name), self.outcome.word())?;
        match &self.outcome {
            FileOutcome::Assigned(reading) => write!(f, " to {reading}"),
            FileOutcome::Ambiguous { candidates, has_more } => {
                for (at, candidate) in candidates.iter().enumerate() {
                    write!(f, "{}{candidate}", if at == 0 { ": " } else { "; or " })?;
                }
                f.write_str(if *has_more { "; and more" } else { "" })
            }
            FileOutcome::Unmatched(why) => write!(f, ": {why}"),
            FileOutcome::Unsupported => f.write_str(": catalogs have no media"),
            FileOutcome::Duplicate { reading, of } => {
                write!(f, " of `{}`, {reading}", OneLine(of))
            }
        }
    }
}

/// How many files came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileCounts {
    /// Somebody's.
    pub assigned: usize,
    /// Read in several ways.
    pub ambiguous: usize,
    /// Nobody's.
    pub unmatched: usize,
    /// Of catalogs.
    pub unsupported: usize,
    /// Second to another of the same target and sequence.
    pub duplicates: usize,
}

impl FileCounts {
    /// All files.
    #[must_use]
    pub fn total(&self) -> usize {
        let all = [self.assigned, self.ambiguous, self.unmatched, self.unsupported, self.duplicates];
        all.into_iter().fold(0, usize::saturating_add)
    }

    pub(super) fn count(&mut self, outcome: &FileOutcome) {
        let count = match outcome {
            FileOutcome::Assigned(_) => &mut self.assigned,
            FileOutcome::Ambiguous { .. } => &mut self.ambiguous,
            FileOutcome::Unmatched(_) => &mut self.unmatched,
            FileOutcome::Unsupported => &mut self.unsupported,
            FileOutcome::Duplicate { .. } => &mut self.duplicates,
        };
        *count = count.saturating_add(1);
    }
}
